"""A field for somebody of the roster, found by name or pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.roster.model import Member
from ui import theme
from ui.roster.members_model import pools_text
from ui.roster.name_editor import Choice, choice_of
from ui.widgets.completion import CompletionPopup, CompletionRow

_OFFERED = 8


class MemberField(QLineEdit):
    """What is typed is somebody of the roster, or nobody, or unknown; a name that two have must be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._chosen = ("", "")  # identity, name
        self._popup = CompletionPopup(self)
        self.setPlaceholderText(self.tr("Name or pinyin initials"))
        self._popup.wanted.connect(self._offer)
        self._popup.chosen.connect(self._take)
        self.textEdited.connect(self._calm_down)

    def set_members(self, members: Sequence[Member]) -> None:
        """Offer these people, in this order."""
        self._choices = tuple(choice_of(one.id, one.name, pools_text(one)) for one in members)

    def set_member(self, member_id: str, name: str) -> None:
        """Show somebody who is known already."""
        self._chosen = member_id, name
        self.setText(name)

    def member_id(self) -> str:
        """Return the identity of whoever is named, empty where nobody or more than one is."""
        typed = self.text().strip()
        if typed and self._chosen == (self._chosen[0], typed) and self._chosen[0]:
            return self._chosen[0]
        called = [choice.member_id for choice in self._choices if choice.name == typed]
        return called[0] if len(called) == 1 else ""

    def is_unknown(self) -> bool:
        """Return whether something is typed that is nobody, and mark the field."""
        unknown = bool(self.text().strip()) and not self.member_id()
        theme.mark(self, invalid=unknown)
        return unknown

    @Slot(str)
    def _offer(self, typed: str) -> None:
        found = [choice for choice in self._choices if choice.matches(typed)][:_OFFERED]
        self._popup.show_rows(typed, [CompletionRow(one.member_id, one.name, one.note) for one in found])

    @Slot(object)
    def _take(self, row: CompletionRow) -> None:
        self._chosen = row.key, row.title
        theme.mark(self, invalid=False)

    @Slot()
    def _calm_down(self) -> None:
        theme.mark(self, invalid=False)
