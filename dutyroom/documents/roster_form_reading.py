"""Reading a filled-in form of the roster: the names by slot, and every problem with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path

from dutyroom.directory.names import fold, tidy
from dutyroom.documents.roster_form import NOT_WANTED, RosterForm
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Conflict, ConflictKind, Member, Slot, Turn
from dutyroom.roster.rules import conflicts
from dutyroom.spreadsheets.grid import Grid, Line, address
from dutyroom.spreadsheets.reading import check_size, content_of, grids_of_xlsx, is_package, refuse_old_formats

_LINES_SEARCHED = 20
_SHOWN_OF_A_CELL = 40
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?", re.ASCII)
_CODES = {
    ConflictKind.ABSENT: "roster_form.absent",
    ConflictKind.NO_NIGHTS: "roster_form.no_nights",
    ConflictKind.NOT_HERE: "roster_form.not_here",
    ConflictKind.RESTING: "roster_form.resting",
    ConflictKind.TWO_DUTIES: "roster_form.two_duties",
    ConflictKind.WRONG_POOL: "roster_form.wrong_pool",
    ConflictKind.NEWCOMER_ALONE: "roster_form.newcomer_alone",
}
_NOTHING = frozenset({"", NOT_WANTED, "-", "--", "——", "/", "无"})


@dataclass(frozen=True)
class FormProblem:
    """Something in a form that a person should look at; ``cell`` is empty where it is the whole sheet."""

    code: str
    cell: str = ""
    sheet: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def as_error(self) -> Refused:
        """Return the problem with its parameters, for ``dutyroom.texts.sentence``."""
        return Refused(self.code, **{"cell": self.cell, "sheet": self.sheet, **self.params})


@dataclass(frozen=True)
class FilledForm:
    """What a form gave: an assignment for each slot of the period, empty where none was read, and the problems.

    A name that may not stand there by the rules is among the assignments and among the problems: a draft shows it red.
    """

    assignments: tuple[Assignment, ...]
    problems: tuple[FormProblem, ...]

    @property
    def named(self) -> tuple[Assignment, ...]:
        """The slots that got a name."""
        return tuple(assignment for assignment in self.assignments if not assignment.empty)


def read_roster_form_file(path: Path, form: RosterForm) -> FilledForm:
    """Return what stands in the file at ``path``, as ``read_roster_form``; Environment where it cannot be opened."""
    return read_roster_form(content_of(path), form)


def read_roster_form(content: bytes, form: RosterForm) -> FilledForm:
    """Return the names in a filled-in form of a period, and every problem in the order of the cells.

    Raises Refused as ``spreadsheets.reading.grids_of_xlsx``, and ``roster_form.header_missing`` where no sheet has the
    columns of date and turn.
    """
    check_size(content)
    refuse_old_formats(content)
    if not is_package(content):
        raise Refused("spreadsheet.file_not_table")
    grids = [grid for grid in grids_of_xlsx(content) if grid.lines]
    ours = {form.say(word) for word in ("people", "notes")}
    found: _Reader | None = None
    extra: list[FormProblem] = []
    for grid in grids:
        header = None if found else _header(grid, form)
        if header is not None:
            found = _Reader(form, grid, header)
        elif grid.sheet not in ours:
            extra.append(FormProblem("roster_form.sheet_extra", sheet=grid.sheet))
    if found is None:
        raise Refused("roster_form.header_missing")
    read = found.read()
    return FilledForm(read.assignments, (*read.problems, *extra))


def _header(grid: Grid, form: RosterForm) -> Line | None:
    wanted = {fold(form.say(word)) for word in ("date", "turn")}
    for line in grid.lines[:_LINES_SEARCHED]:
        if wanted <= {fold(cell) for cell in line.cells}:
            return line
    return None


class _Reader:
    """Reads one sheet line by line and gathers what is wrong with it."""

    def __init__(self, form: RosterForm, grid: Grid, header: Line) -> None:
        self._form = form
        self._grid = grid
        self._header = header
        self._places: dict[str, int] = {}
        self._found: dict[tuple[int, int], list[FormProblem]] = {}
        self._cells: dict[Slot, tuple[int, int]] = {}
        self._names: dict[Slot, Member] = {}
        self._rows: dict[tuple[date, Turn], int] = {}
        self._turns = {fold(form.turn(turn)): turn for turn in Turn}

    def read(self) -> FilledForm:
        self._read_header()
        for line in self._grid.lines:
            if line.number > self._header.number:
                self._read_line(line)
        for day, turn in self._form.rows:
            if (day, turn) not in self._rows:
                self._complain(0, None, "roster_form.row_missing", date=day.isoformat(), turn=turn.value)
        assignments = tuple(self._assignment(slot) for slot in self._form.pools)
        for conflict in self._conflicts(assignments):
            self._complain_of(conflict)
        problems = [problem for place in sorted(self._found) for problem in self._found[place]]
        return FilledForm(assignments, tuple(problems))

    def _read_header(self) -> None:
        form, known = self._form, {}
        titles = [form.say(word) for word in ("date", "weekday", "day_type", "turn")]
        known = {fold(title): title for title in (*titles, *form.columns)}
        for place, cell in enumerate(self._header.cells):
            if not tidy(cell):
                continue
            title = known.get(fold(cell))
            if title is None:
                self._complain(self._header.number, place, "roster_form.column_extra", value=_shown(cell))
            elif title in self._places:
                self._complain(self._header.number, place, "roster_form.column_twice", value=title)
            else:
                self._places[title] = place
        for title in form.columns:
            if title not in self._places:
                self._complain(0, None, "roster_form.column_missing", column=title)

    def _read_line(self, line: Line) -> None:
        row = self._row(line)
        if row is None:
            return
        day, turn = row
        if row in self._rows:
            self._complain(
                line.number, self._places[self._form.say("date")], "roster_form.row_twice", first=self._rows[row]
            )
            return
        self._rows[row] = line.number
        for title, (post, seat) in self._form.columns.items():
            place = self._places.get(title)
            if place is not None:
                self._read_slot(line, place, Slot(day, turn, post, seat))

    def _row(self, line: Line) -> tuple[date, Turn] | None:
        """Return which row of the form a line is; None where it is none, with a problem."""
        say = self._form.say
        date_place, turn_place = (self._places[say(word)] for word in ("date", "turn"))
        date_words, turn_words = tidy(line.cell(date_place)), tidy(line.cell(turn_place))
        if not date_words and not turn_words:
            filled = [place for place in self._slot_places() if tidy(line.cell(place)) not in _NOTHING]
            if filled:
                self._complain(line.number, date_place, "roster_form.date_missing")
            return None
        day, turn = _date(date_words), self._turns.get(fold(turn_words))
        if day is None:
            self._complain(line.number, date_place, "roster_form.date_unread", value=_shown(date_words))
        elif not self._form.first <= day <= self._form.last:
            self._complain(line.number, date_place, "roster_form.date_outside", date=day.isoformat())
        elif turn is None or (day, turn) not in self._form.rows:
            self._complain(line.number, turn_place, "roster_form.turn_unknown", value=_shown(turn_words))
        else:
            self._check_weekday(line, day)
            return day, turn
        return None

    def _slot_places(self) -> list[int]:
        return [self._places[title] for title in self._form.columns if title in self._places]

    def _check_weekday(self, line: Line, day: date) -> None:
        """Point out a date that was changed: it no longer fits the day of the week beside it."""
        place = self._places.get(self._form.say("weekday"))
        said = tidy(line.cell(place)) if place is not None else ""
        right = self._form.weekday(day)
        if place is not None and said and fold(said) not in (fold(right), fold(f"星期{right}"), fold(f"周{right}")):
            self._complain(
                line.number,
                place,
                "roster_form.weekday_differs",
                date=day.isoformat(),
                value=_shown(said),
                weekday=right,
            )

    def _read_slot(self, line: Line, place: int, slot: Slot) -> None:
        words = tidy(line.cell(place))
        if slot not in self._form.pools:
            if words not in _NOTHING:
                self._complain(line.number, place, "roster_form.no_slot", value=_shown(words))
            return
        self._cells[slot] = line.number, place
        if place in line.unread:
            self._complain(line.number, place, "roster_form.formula_unread")
        elif words in _NOTHING:
            self._complain(line.number, place, "roster_form.empty")
        else:
            self._read_name(line.number, place, slot, words)

    def _read_name(self, number: int, place: int, slot: Slot, words: str) -> None:
        members = self._form.known.get(fold(words), ())
        pool = self._form.pools[slot]
        of_pool = [member for member in members if pool in member.pools]
        if not members:
            self._complain(number, place, "roster_form.name_unknown", value=_shown(words))
        elif len(members) == 1 or len(of_pool) == 1:
            self._names[slot] = of_pool[0] if of_pool else members[0]
        else:
            labels = "、".join(self._form.labels[member.id] for member in members)
            self._complain(number, place, "roster_form.name_ambiguous", value=_shown(words), labels=labels)

    def _assignment(self, slot: Slot) -> Assignment:
        member = self._names.get(slot)
        return Assignment(slot, member.id, member.name) if member is not None else Assignment(slot, None)

    def _conflicts(self, assignments: Sequence[Assignment]) -> Iterator[Conflict]:
        named = [assignment for assignment in assignments if not assignment.empty]
        found = conflicts(
            calendar=self._form.calendar,
            rules=self._form.rules,
            members=self._form.members,
            assignments=named,
        )
        return (conflict for conflict in found if conflict.kind in _CODES)

    def _complain_of(self, conflict: Conflict) -> None:
        """Name the cell in which somebody stands who may not, or hardly."""
        cell = self._cells.get(conflict.slot)
        if cell is None:
            return
        other = self._cells.get(conflict.other) if conflict.other is not None else None
        member = self._names.get(conflict.slot)
        self._complain(
            *cell,
            _CODES[conflict.kind],
            value=member.name if member is not None else "",
            other=address(other[1], other[0]) if other is not None else "",
        )

    def _complain(self, number: int, place: int | None, code: str, **params: str | int) -> None:
        cell = address(place, number) if place is not None else ""
        found = FormProblem(code, cell, self._grid.sheet, params)
        self._found.setdefault((number, place if place is not None else -1), []).append(found)


def _date(words: str) -> date | None:
    found = _DATE.fullmatch(words)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _shown(words: str) -> str:
    words = tidy(words)
    return words if len(words) <= _SHOWN_OF_A_CELL else words[: _SHOWN_OF_A_CELL - 1] + "…"
