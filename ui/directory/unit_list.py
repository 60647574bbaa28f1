"""The list at the left: rows of two lines below headings, fast with tens of thousands of rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.directory.matching import Match, MatchedText
from dutyroom.directory.model import PhoneNumber, Unit, UnitKind
from dutyroom.directory.phones import bare_digits
from dutyroom.directory.rules import shown
from ui.directory.checks import check_result
from ui.directory.rows import Heading, Row, RowKind
from ui.directory.shelf import Shelf, called
from ui.terms import label
from ui.theme import Tone
from ui.widgets.hit_text import Hits
from ui.widgets.two_lines import LINES_ROLE, TwoLines

_Index = QModelIndex | QPersistentModelIndex

HEADING_ROLE = int(Qt.ItemDataRole.UserRole) + 121
"""The words and the count of a heading, as a tuple; None on other rows."""


class UnitListModel(QAbstractListModel):
    """Rows of a shelf. What a row shows is made when it is painted, so that a new list costs nothing."""

    def __init__(self, now: Callable[[], datetime], zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._zone = zone
        self._shelf: Shelf | None = None
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, shelf: Shelf, rows: tuple[Row, ...]) -> None:
        """Show other rows, or the same ones of a newer shelf."""
        if rows == self._rows:
            self._shelf = shelf
            self.dataChanged.emit(self.index(0), self.index(max(0, len(rows) - 1)))
            return
        self.beginResetModel()
        self._shelf, self._rows = shelf, rows
        self.endResetModel()

    def row(self, at: int) -> Row | None:
        """Return the row at a place, or None."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, kind: RowKind, key: str) -> int:
        """Return the place of a row, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.key == key and row.kind is kind), -1)

    def place_near(self, at: int) -> int:
        """Return the place of a row that can be chosen at ``at`` or as near below or above as there is, or -1."""
        below = range(max(0, at), len(self._rows))
        above = range(min(at, len(self._rows)) - 1, -1, -1)
        places = (place for places in (below, above) for place in places)
        return next((place for place in places if self._rows[place].kind is not RowKind.HEADING), -1)

    def headings(self) -> tuple[int, ...]:
        """Return the places of the headings."""
        return tuple(at for at, row in enumerate(self._rows) if row.kind is RowKind.HEADING)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of rows, headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let a heading be passed over by the keyboard."""
        row = self.row(index.row())
        if row is None or row.kind is RowKind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the lines of a row, or what is asked for."""
        row = self.row(index.row())
        if row is None or self._shelf is None:
            return None
        if row.kind is RowKind.HEADING:
            words = self._heading(row)
            return (words, row.count) if role == HEADING_ROLE else words if role == _DISPLAY else None
        if role == LINES_ROLE:
            return self._lines(self._shelf, row)
        if role in (_DISPLAY, Qt.ItemDataRole.AccessibleTextRole):
            lines = self._lines(self._shelf, row)
            parts = (lines.title, lines.secondary, lines.right, lines.right_secondary)
            return lines.title if role == _DISPLAY else ", ".join(filter(None, parts))
        return None

    def _heading(self, row: Row) -> str:
        if isinstance(row.heading, UnitKind):
            return label(row.heading)
        words = {
            Heading.UNITS: self.tr("Units"),
            Heading.PEOPLE: self.tr("People"),
            Heading.NO_ANSWER: self.tr("Did not answer"),
            Heading.LONG_AGO: self.tr("Not tried for 30 days"),
            Heading.NEVER: self.tr("Never tried"),
        }
        return words[row.heading] if row.heading is not None else ""

    def _lines(self, shelf: Shelf, row: Row) -> TwoLines:
        if row.kind is RowKind.NUMBER:
            return self._number_lines(shelf, row)
        return self._person_lines(shelf, row) if row.kind is RowKind.PERSON else self._unit_lines(shelf, row)

    def _unit_lines(self, shelf: Shelf, row: Row) -> TwoLines:
        unit = shelf.units[row.unit_id]
        number, people = shelf.main_number(unit.id), len(shelf.people_of(unit.id))
        title, secondary = called(unit), self._below(shelf, unit)
        hits = _hits(row.match)
        in_title = row.match is not None and (row.match.matched is MatchedText.SHORT_NAME) == bool(unit.short_name)
        line = TwoLines(
            title,
            secondary,
            right=shown(number) if number else "",
            right_secondary=self._people(people),
            hits=hits if in_title else (),
            secondary_hits=() if in_title else hits,
        )
        return _with_number(shelf, row, line)

    def _person_lines(self, shelf: Shelf, row: Row) -> TwoLines:
        person = shelf.people[row.person_id]
        unit, number = shelf.units[row.unit_id], shelf.main_number(person.id)
        line = TwoLines(
            person.name,
            " · ".join(filter(None, (called(unit), person.post))),
            right=shown(number) if number else "",
            hits=_hits(row.match),
        )
        return replace(_with_number(shelf, row, line), right_secondary=self._unit_beside(unit, row))

    def _number_lines(self, shelf: Shelf, row: Row) -> TwoLines:
        number, unit = shelf.numbers[row.key], shelf.units[row.unit_id]
        person = shelf.people.get(row.person_id)
        check = shelf.check(number.id)
        return TwoLines(
            f"{person.name} · {called(unit)}" if person else called(unit),
            f"{label(number.label)} {shown(number)}",
            right=check_result(check, now=self._now(), zone=self._zone),
            tone=Tone.DANGER if check is not None and not check.reachable else None,
        )

    def _unit_beside(self, unit: Unit, row: Row) -> str:
        """Return the unit of a person whose second line is taken by a number."""
        return called(unit) if row.match is not None and row.match.matched is MatchedText.NUMBER else ""

    def _below(self, shelf: Shelf, unit: Unit) -> str:
        if unit.short_name and unit.short_name != unit.name:
            return unit.name
        parent = shelf.units.get(unit.parent_id or "")
        return parent.name if parent else ""

    def _people(self, count: int) -> str:
        if not count:
            return ""
        return self.tr("1 person") if count == 1 else self.tr("{count} people").format(count=count)


_DISPLAY = Qt.ItemDataRole.DisplayRole


def _hits(match: Match | None) -> Hits:
    """Return the marks of a match as start and length; of a number they are found by ``_with_number``."""
    if match is None or match.matched is MatchedText.NUMBER:
        return ()
    return tuple((begin, end - begin) for begin, end in match.spans)


def _with_number(shelf: Shelf, row: Row, line: TwoLines) -> TwoLines:
    """Return ``line`` with the number in it that a search found by its digits."""
    if row.match is None or row.match.matched is not MatchedText.NUMBER:
        return line
    number = _dialled(shelf.numbers_of(row.key), row.match.text)
    if number is None:
        return line
    before = f"{label(number.label)} "
    hits = _in_number(number, row.match, len(before))
    return replace(line, secondary=before + shown(number), right="", secondary_hits=hits)


def _dialled(numbers: tuple[PhoneNumber, ...], digits: str) -> PhoneNumber | None:
    return next((number for number in numbers if not number.private and bare_digits(number.digits) == digits), None)


def _in_number(number: PhoneNumber, match: Match, offset: int) -> Hits:
    """Return where the digits that were typed stand in the number as it is written, hyphens and all."""
    places = [place for place, character in enumerate(number.digits) if character in "0123456789"]
    places = places[max(0, len(places) - len(match.text)) :]
    hits: list[tuple[int, int]] = []
    for begin, end in match.spans:
        if end <= len(places):
            first, last = places[begin], places[end - 1]
            hits.append((offset + first, last - first + 1))
    return tuple(hits)
