"""What the sections of the rules have in common: a draft that is checked, kept with a reason, and the versions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.errors import DutyroomError
from dutyroom.rulebook.model import RuleKind
from dutyroom.rulebook.rules import Difference, differences
from ui import theme
from ui.settings.rule_dialogs import SaveRulesDialog
from ui.settings.rule_reading import CheckedDraft, RulesView, Tree, check_draft, read_rules
from ui.settings.rule_versions import RuleVersions
from ui.settings.rule_words import difference_words, fault_words
from ui.settings.section import Section
from ui.widgets.inline_message import MessageKind
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_FAULTS_SHOWN = 3


class RuleSection(Section):
    """Holds what is edited until it is kept; an edit that does not hold together is refused with every fault named.

    A section builds its own part between ``begin_words`` and ``end_words`` and draws it in ``show_rules``.
    """

    kind: RuleKind

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self.may = workplace.session.may(Right.EDIT_RULES)
        self.view: RulesView | None = None
        self.tree: Tree = {}
        self.book: object | None = None
        self._asked: Tree | None = None
        self._state = QLabel(self)
        self.keep = QPushButton(self.tr("&Keep…"), self)
        self.discard = QPushButton(self.tr("&Discard"), self)
        self.versions = RuleVersions(workplace, self.kind, may=self.may, parent=self)
        self.keep.clicked.connect(self.ask_keep)
        self.discard.clicked.connect(self.drop_draft)
        workplace.changed.connect(self._changed)

    def begin_words(self, title: str, intro: str) -> None:
        """Say what the section is for, with the line of the version that stands."""
        who = self.tr("The head of the duty room and the secretary-general keep it.")
        self.set_words(title, intro if self.may else f"{intro} {who}")
        theme.mark(self.keep, kind="primary")
        theme.mark(self._state, type="secondary")
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        row.addWidget(self._state, 1)
        row.addWidget(self.discard)
        row.addWidget(self.keep)
        self.body.addLayout(row)

    def end_words(self) -> None:
        """Add the versions at the end."""
        self.add_heading(self.tr("Versions"))
        self.body.addWidget(self.versions)
        self.finish()
        self._show_state()

    def begin(self) -> None:
        """Read what stands; what is being edited stays."""
        if not self.edited:
            self._workplace.read(
                partial(read_rules, self._workplace.house, self.kind), self, self._take, self.refuse, key="rules view"
            )

    @property
    def edited(self) -> bool:
        """Return whether something was edited and not kept."""
        return self.view is not None and self.tree is not self.view.standing.tree

    def show_rules(self) -> None:
        """Draw ``book``, beside ``view.shipped_book``."""
        raise NotImplementedError

    def edit(self, change: Callable[..., Tree], *values: object) -> None:
        """Take ``change(tree, *values)`` into the draft once it holds together; quick edits build on each other."""
        if self.view is None or not self.may:
            return
        try:
            tree = change(self.tree if self._asked is None else self._asked, *values)
        except DutyroomError as error:
            self.refuse(error)
            return
        self._asked = tree
        self._workplace.read(partial(check_draft, self.kind, tree), self, self._take_draft, self.refuse, key="draft")

    @Slot()
    def ask_keep(self) -> None:
        """Ask why, and keep the draft as a new version."""
        if self.view is None or not self.edited:
            return
        changes = [difference_words(one, self.tree) for one in self.changes()]
        seen = self.view.standing.version.version
        dialog = SaveRulesDialog(self._workplace, self.kind, self.tree, seen, changes, self)
        dialog.accepted.connect(self.drop_draft)
        dialog.open()

    def changes(self) -> list[Difference]:
        """Return what the draft would change."""
        assert self.view is not None
        return list(differences(self.view.standing.tree, self.tree))

    @Slot()
    def drop_draft(self) -> None:
        """Forget what was edited and show what stands."""
        if self.view is not None:
            self.tree = self.view.standing.tree
            self.message.clear()
            self.begin()

    def _take(self, view: RulesView) -> None:
        self.view, self.tree, self.book = view, view.standing.tree, view.book
        self.versions.show_view(view)
        self._show_state()
        self.show_rules()

    def _take_draft(self, draft: CheckedDraft) -> None:
        self._asked = None
        if draft.faults:
            words = [fault_words(fault) for fault in draft.faults[:_FAULTS_SHOWN]]
            self.message.say(MessageKind.REFUSAL, "\n".join(words))  # what was typed stays in its field
            return
        assert self.view is not None
        self.message.clear()
        same = not differences(self.view.standing.tree, draft.tree)
        self.tree = self.view.standing.tree if same else draft.tree
        self.book = self.view.book if same else draft.book
        self._show_state()
        self.show_rules()

    def _show_state(self) -> None:
        self.keep.setVisible(self.may and self.edited)
        self.discard.setVisible(self.may and self.edited)
        if self.view is None:
            return
        if self.edited:
            self._state.setText(self.tr("{count} changes, not kept yet").format(count=len(self.changes())))
            return
        version = self.view.standing.version
        if version.account_name and version.at is not None:
            words = self.tr("Version {version} holds, kept by {who} at {when}: {reason}").format(
                version=version.version,
                who=version.account_name,
                when=standard_time(version.at, self._workplace.zone),
                reason=version.reason,
            )
        else:
            words = self.tr("Version {version} holds: the rules that came with the program").format(
                version=version.version
            )
        self._state.setText(words)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.touches(Topic.RULES) and self.view is not None:
            self.begin()


def in_row(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets beside each other at the left."""
    row = QHBoxLayout()
    row.setSpacing(theme.current().sizes.space_2)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
