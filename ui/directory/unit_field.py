"""A field for a unit, found by its name, pinyin initials or number."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.directory.matching import Match, MatchedText
from dutyroom.directory.model import CandidateKind, Unit
from dutyroom.directory.names import fold
from ui import theme
from ui.directory.shelf import Shelf
from ui.widgets.completion import CompletionPopup, CompletionRow

_OFFERED = 8


class UnitField(QLineEdit):
    """What is typed is a unit of the shelf, or nothing, or unknown."""

    def __init__(self, shelf: Shelf, unit: Unit | None, parent: QWidget | None = None) -> None:
        super().__init__(unit.name if unit else "", parent)
        self._shelf = shelf
        self._chosen = unit
        self._popup = CompletionPopup(self)
        self._popup.wanted.connect(self._offer)
        self._popup.chosen.connect(self._take)
        self.textEdited.connect(self._calm_down)

    def unit(self) -> Unit | None:
        """Return the unit that is named, or None."""
        typed = fold(self.text())
        if self._chosen is not None and fold(self._chosen.name) == typed:
            return self._chosen
        called = (unit for unit in self._shelf.units.values() if typed in (fold(unit.name), fold(unit.short_name)))
        return next(called, None) if typed else None

    def is_unknown(self) -> bool:
        """Return whether something is typed that is no unit, and mark the field."""
        unknown = bool(self.text().strip()) and self.unit() is None
        theme.mark(self, invalid=unknown)
        return unknown

    @Slot(str)
    def _offer(self, typed: str) -> None:
        found = self._shelf.completer.complete(typed, limit=_OFFERED, kind=CandidateKind.UNIT)
        self._popup.show_rows(typed, [_row(match) for match in found])

    @Slot(object)
    def _take(self, row: CompletionRow) -> None:
        self._chosen = self._shelf.units.get(row.key)
        theme.mark(self, invalid=False)

    @Slot()
    def _calm_down(self) -> None:
        theme.mark(self, invalid=False)


def _row(match: Match) -> CompletionRow:
    unit = match.candidate
    hits = tuple((begin, end - begin) for begin, end in match.spans)
    return CompletionRow(
        key=unit.id,
        title=unit.name,
        secondary=unit.short_name if unit.short_name != unit.name else "",
        hits=hits if match.matched is MatchedText.NAME else (),
        secondary_hits=hits if match.matched is MatchedText.SHORT_NAME and unit.short_name != unit.name else (),
    )
