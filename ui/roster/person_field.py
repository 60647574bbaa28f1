"""A field for a person of the directory, found by name or pinyin initials."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.directory.matching import Completer, Match, MatchedText
from dutyroom.directory.model import CandidateKind
from dutyroom.directory.names import fold
from ui import theme
from ui.widgets.completion import CompletionPopup, CompletionRow

_OFFERED = 8


class PersonField(QLineEdit):
    """What is typed is a person of the directory, or nothing, or unknown; a name that two have must be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._completer: Completer | None = None
        self._chosen = ("", "")  # identity, name
        self._popup = CompletionPopup(self)
        self.setPlaceholderText(self.tr("Name or pinyin initials"))
        self._popup.wanted.connect(self._offer)
        self._popup.chosen.connect(self._take)
        self.textEdited.connect(self._calm_down)

    def set_completer(self, completer: Completer) -> None:
        """Offer the people of a directory."""
        self._completer = completer

    def set_person(self, person_id: str, name: str) -> None:
        """Show somebody who is known already."""
        self._chosen = person_id, name
        self.setText(name)

    def person_id(self) -> str:
        """Return the identity of the person who is named, empty where nobody or more than one is."""
        typed = fold(self.text())
        if not typed:
            return ""
        if self._chosen[0] and fold(self._chosen[1]) == typed:
            return self._chosen[0]
        found = self._found(self.text(), 2)
        called = [match.candidate.id for match in found if fold(match.candidate.name) == typed]
        return called[0] if len(called) == 1 else ""

    def is_unknown(self) -> bool:
        """Return whether something is typed that is no person, and mark the field."""
        unknown = bool(self.text().strip()) and not self.person_id()
        theme.mark(self, invalid=unknown)
        return unknown

    def _found(self, typed: str, limit: int) -> tuple[Match, ...]:
        if self._completer is None:
            return ()
        return self._completer.complete(typed, limit=limit, kind=CandidateKind.PERSON)

    @Slot(str)
    def _offer(self, typed: str) -> None:
        self._popup.show_rows(typed, [_row(match) for match in self._found(typed, _OFFERED)])

    @Slot(object)
    def _take(self, row: CompletionRow) -> None:
        self._chosen = row.key, row.title
        theme.mark(self, invalid=False)

    @Slot()
    def _calm_down(self) -> None:
        theme.mark(self, invalid=False)


def _row(match: Match) -> CompletionRow:
    person = match.candidate
    hits = tuple((begin, end - begin) for begin, end in match.spans)
    return CompletionRow(
        key=person.id,
        title=person.name,
        secondary=person.detail,
        hits=hits if match.matched is MatchedText.NAME else (),
    )
