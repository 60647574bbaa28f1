"""A list of people in a spreadsheet or CSV file: who is on which list, since when, and when not; and its empty form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from dutyroom.errors import Environment, Refused
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Absence, DutyClass, Member, Pool
from dutyroom.roster.people_cells import LIST_NAMES, absences_in, date_in, lists_in, no_nights_in, number_in
from dutyroom.spreadsheets.grid import Grid, Line, address

NAME, SECTION, POST, LISTS, ORDER = "姓名", "科室", "职务", "名单", "顺序"
JOINS, LEAVES, NEWCOMER, NO_NIGHTS, ABSENT, PHONE = "起", "止", "新手至", "不排夜班", "请假", "电话"
CARRIED = {
    "节假日": DutyClass.HOLIDAY,
    "公休日": DutyClass.REST_DAY,
    "夜班": DutyClass.NIGHT,
    "合计": DutyClass.TOTAL,
}
COLUMNS = (NAME, SECTION, POST, LISTS, ORDER, JOINS, LEAVES, NEWCOMER, NO_NIGHTS, ABSENT, PHONE, *CARRIED)
SHEET_TITLE = "值班人员"
NOTES_TITLE = "填写说明"
NOTES = (
    "每行一人；只有“姓名”和“名单”必填，各列次序可以调整。",
    f"名单：{'、'.join(LIST_NAMES)}；一人在几个名单里，用顿号隔开。“科室”名单中的人须填科室。",
    "顺序：在轮值中的次序，不填按行的先后。科室按其第一人的次序轮流。",
    "起、止：到岗和离岗的日期，写作 2026-02-01；新手至：须有熟悉工作的同志一起值班的最后一天。",
    "不排夜班：写“是”，或写一段日期。",
    "请假：写作 2026-02-01—2026-02-10，几段用分号隔开；出差、病假写在日期前。",
    "节假日、公休日、夜班、合计：以前各年结转的次数，不填为零。",
)
_HEADER_SEARCHED = 20
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class ReadPeople:
    """What a list of people gave: the members in order, and each cell that cannot be understood, as a refusal."""

    members: tuple[Member, ...]
    problems: tuple[Refused, ...]


def read_people_file(path: Path) -> ReadPeople:
    """Return who stands in the file at ``path``, as ``read_people``; Environment where it cannot be opened."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Environment("roster.people_unreadable", file=path.name) from error
    return read_people(content)


def read_people(content: bytes) -> ReadPeople:
    """Return the people of a spreadsheet or CSV file; a line with a cell that is not understood gives nobody.

    The name is the member's id. Refused where the file is no table, or has no header with name and list, or nobody
    below it.
    """
    from dutyroom.directory.reading import tables_of  # reading tables is for whoever brings one

    headed = [(grid, *found) for grid in tables_of(content) if (found := _header(grid)) is not None]
    if not headed:
        raise Refused("roster.people_header", name=NAME, lists=LISTS)
    grid, line, places = max(headed, key=lambda one: len(one[2]))
    members: dict[str, tuple[int, Member]] = {}
    problems: list[Refused] = []
    for row in grid.lines:
        if row.number <= line:
            continue
        read = _Row(row, places)
        member = read.member(len(members))
        if member is not None and member.name in members:
            first = members[member.name][0]
            problems.append(Refused("roster.cell_name_twice", cell=read.address(NAME), name=member.name, line=first))
        elif member is not None and not read.problems:
            members[member.name] = row.number, member
        problems += read.problems
    if not members and not problems:
        raise Refused("roster.people_none")
    return ReadPeople(tuple(member for _line, member in members.values()), tuple(problems))


def people_form() -> bytes:
    """Return the empty form as a workbook: the header, and a sheet of notes."""
    from dutyroom.spreadsheets.forms import Form, form_xlsx

    return form_xlsx(Form(title=SHEET_TITLE, header=COLUMNS, rows=(), notes_title=NOTES_TITLE, notes=NOTES))


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """Return the line of the header and the place of each column it names."""
    for line in grid.lines[:_HEADER_SEARCHED]:
        places: dict[str, int] = {}
        for place, cell in enumerate(line.cells):
            word = re.sub(r"[\s（(].*", "", cell.strip())
            if word in COLUMNS:
                places.setdefault(word, place)
        if NAME in places and LISTS in places:
            return line.number, places
    return None


class _Row:
    """One line of the table, read cell by cell; what cannot be understood is collected."""

    def __init__(self, line: Line, places: Mapping[str, int]) -> None:
        self._line = line
        self._places = places
        self.problems: list[Refused] = []

    def address(self, column: str) -> str:
        """Return where a cell stands: C5."""
        return address(self._places[column], self._line.number)

    def member(self, order: int) -> Member | None:
        """Return who the line says; ``order`` where it gives none. None where the name is missing."""
        none: tuple[Absence, ...] = ()
        nowhere: frozenset[Pool] = frozenset()
        name, pools = self._needed(NAME), self._read(LISTS, lists_in, nowhere)
        if not self.problems and not pools:
            self._needed(LISTS)
        if Pool.SECTIONS in pools and SECTION in self._places:
            self._needed(SECTION)
        carried = {kind: self._read(column, number_in, 0) for column, kind in CARRIED.items() if self._text(column)}
        member = Member(
            id=name,
            name=name,
            pools=pools,
            order=self._read(ORDER, number_in, order),
            section=self._text(SECTION),
            post_title=self._text(POST),
            phone=self._text(PHONE),
            joins=self._read(JOINS, date_in, None),
            leaves=self._read(LEAVES, date_in, None),
            newcomer_until=self._read(NEWCOMER, date_in, None),
            absences=(*self._read(ABSENT, absences_in, none), *self._read(NO_NIGHTS, no_nights_in, none)),
            carried=carried,
        )
        if member.joins is not None and member.leaves is not None and member.leaves < member.joins:
            self.problems.append(
                Refused("roster.cell_reversed", cell=self.address(LEAVES), text=f"{member.joins}—{member.leaves}")
            )
        return member if name else None

    def _text(self, column: str) -> str:
        return self._line.cell(self._places[column]).strip() if column in self._places else ""

    def _needed(self, column: str) -> str:
        text = self._text(column)
        if not text:
            self.problems.append(Refused("roster.cell_missing", cell=self.address(column), column=column))
        return text

    def _read(self, column: str, reader: Callable[[str, str], _Value], missing: _Value) -> _Value:
        if column in self._places and self._places[column] in self._line.unread:
            self.problems.append(Refused("roster.cell_unread", cell=self.address(column)))
            return missing
        text = self._text(column)
        if not text:
            return missing
        try:
            return reader(self.address(column), text)
        except Refused as problem:
            self.problems.append(problem)
            return missing
