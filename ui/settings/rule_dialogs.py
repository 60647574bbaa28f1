"""What is asked before rules are kept, brought back or taken from the program: why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from dutyroom.rulebook.model import RuleKind
from ui.settings.holiday_dialogs import WhyDialog
from ui.settings.rule_reading import Tree
from ui.settings.section import quiet
from ui.terms import label
from ui.workplace import Workplace

_SHOWN = 8


class SaveRulesDialog(WhyDialog):
    """Shows what changes and asks for the paper that it rests on; ``seen`` is the version that was edited."""

    def __init__(
        self, workplace: Workplace, kind: RuleKind, tree: Tree, seen: int, changes: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(workplace, parent)
        self._kind, self._tree, self._seen = kind, tree, seen
        self.set_words(
            self.tr("Keep as a new version: {kind}").format(kind=label(kind)),
            self.tr("It holds for what comes from now on. Graded events, running alerts and deadlines stay."),
            self.tr("&Keep"),
        )
        self.reason.setPlaceholderText(self.tr("Number or name of the local plan or order"))
        lines = list(changes[:_SHOWN])
        if len(changes) > _SHOWN:
            lines.append(self.tr("and {count} more").format(count=len(changes) - _SHOWN))
        self.body.insertWidget(0, quiet("\n".join(lines), self))

    def acting(self) -> Callable[[], object] | None:
        """Return the act."""
        change = self.workplace.house.rules.change
        return partial(change, self.workplace.session, self._kind, self._tree, self.reason.text(), seen=self._seen)


class BackToDialog(WhyDialog):
    """Lets an earlier version hold again."""

    def __init__(self, workplace: Workplace, kind: RuleKind, version: int, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self._kind, self._version = kind, version
        self.set_words(
            self.tr("Use version {version} again: {kind}").format(version=version, kind=label(kind)),
            self.tr("It is kept once more as the newest version. The versions between stay in the list."),
            self.tr("&Use again"),
        )

    def acting(self) -> Callable[[], object] | None:
        """Return the act."""
        back_to = self.workplace.house.rules.back_to
        return partial(back_to, self.workplace.session, self._kind, self._version, self.reason.text())


class TakeShippedDialog(WhyDialog):
    """Takes the newer rules that came with the program."""

    def __init__(self, workplace: Workplace, kind: RuleKind, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self._kind = kind
        self.set_words(
            self.tr("Take the program's new rules: {kind}").format(kind=label(kind)),
            self.tr("They replace what was changed here. The version that stands now can be used again."),
            self.tr("&Take"),
        )

    def acting(self) -> Callable[[], object] | None:
        """Return the act."""
        take = self.workplace.house.rules.take_shipped
        return partial(take, self.workplace.session, self._kind, self.reason.text())
