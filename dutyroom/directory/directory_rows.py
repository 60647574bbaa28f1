"""The rows of a directory file: what was read, and what is wrong with which row, column and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import cache

from dutyroom.directory import rules
from dutyroom.directory.columns import PHONE_FIELDS, Field, Header, find_header, repeats_header
from dutyroom.directory.model import PhoneLabel, UnitKind
from dutyroom.directory.names import fold, tidy, tidy_lines
from dutyroom.directory.phones import PhoneShape, bare_digits, parse_phone
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.spreadsheets.grid import Grid, Line
from dutyroom.texts import term

EXAMPLE_MARK = "（示例）"
_SHOWN_OF_A_CELL = 40
_NOTHING = frozenset({"无", "暂无", "没有", "空", "/", "\\", "-", "--", "—", "——", "n/a", "none"})
_YES = frozenset({"是", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "领导", "有"})
_NO = frozenset({"否", "×", "✗", "✘", "☐", "n", "no", "false", "0", "不是", "非领导"})
_SHEET_ERRORS = frozenset({"#ref!", "#n/a", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!"})
_KIND_SYNONYMS = {
    "上级机关": UnitKind.SUPERIOR,
    "上级部门": UnitKind.SUPERIOR,
    "领导": UnitKind.LEADERS,
    "市领导": UnitKind.LEADERS,
    "市政府领导": UnitKind.LEADERS,
    "办公室科室": UnitKind.OFFICE,
    "内设机构": UnitKind.OFFICE,
    "科室": UnitKind.OFFICE,
    "区县": UnitKind.COUNTY,
    "县市区": UnitKind.COUNTY,
    "县(市、区)": UnitKind.COUNTY,
    "县(区)": UnitKind.COUNTY,
    "各县区": UnitKind.COUNTY,
    "开发区": UnitKind.COMMITTEE,
    "各管委会": UnitKind.COMMITTEE,
    "市直单位": UnitKind.DEPARTMENT,
    "市直": UnitKind.DEPARTMENT,
    "市直各部门": UnitKind.DEPARTMENT,
    "部门": UnitKind.DEPARTMENT,
    "企业": UnitKind.ENTERPRISE,
    "事业单位": UnitKind.ENTERPRISE,
    "其它": UnitKind.OTHER,
    "外市": UnitKind.OTHER_CITY,
}
_LABELS = {
    Field.DUTY: PhoneLabel.DUTY,
    Field.OFFICE: PhoneLabel.OFFICE,
    Field.MOBILE: PhoneLabel.MOBILE,
    Field.FAX: PhoneLabel.FAX,
    Field.HOME: PhoneLabel.HOME,
    Field.OTHER: PhoneLabel.OTHER,
}
_LIMITS = {
    Field.UNIT: rules.NAME_LIMIT,
    Field.SHORT_NAME: rules.SHORT_NAME_LIMIT,
    Field.KIND: rules.NAME_LIMIT,
    Field.PARENT: rules.NAME_LIMIT,
    Field.NAME: rules.NAME_LIMIT,
    Field.POST: rules.POST_LIMIT,
    Field.LEADER: rules.NAME_LIMIT,
    Field.PORTFOLIO: rules.PORTFOLIO_LIMIT,
    Field.REMARK: rules.REMARK_LIMIT,
}
_PHONE_CODES = {
    "directory.phone_bad": "directory.row_phone_bad",
    "directory.phone_zero_lost": "directory.row_phone_zero_lost",
}
_BETWEEN_NUMBERS = re.compile(r"[\n、，,；;/]+")
_FEWEST_DIGITS_BESIDE_A_SPACE = 5


@dataclass(frozen=True)
class Problem:
    """Something in a file that a person should look at; ``line`` and ``column`` are those of the file."""

    code: str
    line: int = 0
    column: str = ""
    sheet: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def as_error(self) -> Refused:
        """Return the problem with its parameters, for ``dutyroom.texts.sentence``."""
        where: dict[str, str | int] = {"line": self.line, "column": self.column, "sheet": self.sheet}
        return Refused(self.code, **{**where, **self.params})


@dataclass(frozen=True, kw_only=True)
class RowNumber:
    """A number of a row, with what it is for."""

    label: PhoneLabel
    digits: str


@dataclass(frozen=True, kw_only=True)
class DirectoryRow:
    """A good row: a unit, and with ``name`` a person of it. None means that the file does not say."""

    line: int
    unit: str
    sheet: str = ""
    short_name: str = ""
    kind: UnitKind | None = None
    parent: str = ""
    name: str = ""
    post: str = ""
    is_leader: bool | None = None
    portfolio: str = ""
    numbers: tuple[RowNumber, ...] = ()
    remark: str = ""


def key_of(row: DirectoryRow) -> tuple[str, str, str]:
    """Return what makes a row the same unit or person as another: parent, unit and person, folded."""
    return fold(row.parent), fold(row.unit), fold(row.name)


@cache
def _kinds() -> Mapping[str, UnitKind]:
    words = {fold(term("unit_kind", kind, language)): kind for kind in UnitKind for language in ("zh_CN", "en")}
    return words | {kind.value: kind for kind in UnitKind} | _KIND_SYNONYMS


class _RowReader:
    """Reads one line by its header and gathers everything that is wrong with it."""

    def __init__(self, line: Line, header: Header, sheet: str) -> None:
        self._line = line
        self._header = header
        self._sheet = sheet
        self.problems: list[Problem] = []

    def _complain(self, code: str, column: str, **params: str | int) -> None:
        self.problems.append(Problem(code, self._line.number, column, self._sheet, params))

    def _raw(self, field_: Field) -> list[tuple[str, str]]:
        """Return the cells of a field with their headers, blank ones and dashes left out."""
        cells: list[tuple[str, str]] = []
        for place in self._header.places.get(field_, ()):
            column, text = self._header.words[place], self._line.cell(place)
            folded = fold(text)
            if place in self._line.unread:
                self._complain("directory.row_formula_unread", column)
            elif folded in _SHEET_ERRORS:
                self._complain("directory.row_cell_error", column, value=tidy(text))
            elif folded and folded not in _NOTHING:
                cells.append((column, text))
        return cells

    def text(self, field_: Field, clean: Callable[[str], str] = tidy) -> str:
        for column, raw in self._raw(field_):
            text = clean(raw)
            if len(text) > _LIMITS[field_]:
                self._complain("directory.row_text_too_long", column, limit=_LIMITS[field_], length=len(text))
                return ""
            return text
        return ""

    def kind(self) -> UnitKind | None:
        word = self.text(Field.KIND)
        if word and fold(word) not in _kinds():
            self._complain("directory.row_kind_unknown", self._header.word(Field.KIND), value=word[:_SHOWN_OF_A_CELL])
        return _kinds().get(fold(word))

    def leader(self) -> bool | None:
        word = self.text(Field.LEADER)
        if not word:
            return None
        if fold(word) not in _YES | _NO:
            self._complain(
                "directory.row_yes_no_unknown", self._header.word(Field.LEADER), value=word[:_SHOWN_OF_A_CELL]
            )
        return fold(word) in _YES

    def numbers(self) -> tuple[RowNumber, ...]:
        found: dict[tuple[PhoneLabel, str], RowNumber] = {}
        for field_ in PHONE_FIELDS:
            for column, raw in self._raw(field_):
                for piece in split_numbers(raw):
                    try:
                        digits = rules.check_phone(piece)
                    except Refused as refused:
                        self._complain(_PHONE_CODES[refused.code], column, value=tidy(piece)[:_SHOWN_OF_A_CELL])
                        continue
                    number = RowNumber(label=_label(field_, digits), digits=digits)
                    found.setdefault((number.label, bare_digits(digits)), number)
        return tuple(found.values())

    def read(self) -> DirectoryRow | None:
        """Return the row, or None where anything in it is wrong."""
        row = DirectoryRow(
            line=self._line.number,
            sheet=self._sheet,
            unit=self.text(Field.UNIT),
            short_name=self.text(Field.SHORT_NAME),
            kind=self.kind(),
            parent=self.text(Field.PARENT),
            name=self.text(Field.NAME),
            post=self.text(Field.POST),
            is_leader=self.leader(),
            portfolio=self.text(Field.PORTFOLIO, tidy_lines),
            numbers=self.numbers(),
            remark=self.text(Field.REMARK, tidy_lines),
        )
        if not row.unit and not self.problems:
            self._complain("directory.row_unit_missing", self._header.word(Field.UNIT))
        if row.unit and fold(row.parent) == fold(row.unit):
            self._complain("directory.row_parent_itself", self._header.word(Field.PARENT))
        return None if self.problems else row


def _label(field_: Field, digits: str) -> PhoneLabel:
    """Return the label of a number; a mobile in a column of office phones is a mobile, and private as such."""
    phone = parse_phone(digits)
    if field_ is Field.OFFICE and phone is not None and phone.shape is PhoneShape.MOBILE:
        return PhoneLabel.MOBILE
    return _LABELS[field_]


def split_numbers(text: str) -> list[str]:
    """Return the numbers of one cell: parted by a line break or a mark, or by spaces where each part is long enough."""
    if parse_phone(text) is not None:
        return [tidy(text)]
    pieces: list[str] = []
    for piece in (tidy(part) for part in _BETWEEN_NUMBERS.split(tidy_lines(text))):
        parts = piece.split()
        whole = parse_phone(piece) is not None or not all(
            parse_phone(part) is not None and len(bare_digits(part)) >= _FEWEST_DIGITS_BESIDE_A_SPACE for part in parts
        )
        pieces.extend([piece] if whole else parts)
    return [piece for piece in pieces if piece]


@dataclass(frozen=True)
class SheetRows:
    """What one sheet gave; ``header`` is None where it is no directory at all."""

    rows: tuple[DirectoryRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    header: Header | None = None


def read_rows(grid: Grid) -> SheetRows:
    """Return the rows of a sheet that are good and what is wrong with the others."""
    header = find_header(grid)
    if header is None:
        return SheetRows()
    rows: list[DirectoryRow] = []
    problems = [Problem("directory.column_not_read", header.line, word, grid.sheet) for word in header.ignored()]
    for line in grid.lines[header.following :]:
        if not _is_row(line, header):
            continue
        if _is_heading(line, header):
            problems.append(_about(line, grid, "directory.row_heading_skipped"))
        elif line.broken:
            problems.append(_about(line, grid, "directory.row_quote_open"))
        else:
            reader = _RowReader(line, header, grid.sheet)
            if row := reader.read():
                rows.append(row)
            problems.extend(reader.problems)
    return SheetRows(tuple(rows), tuple(problems), header)


def _about(line: Line, grid: Grid, code: str) -> Problem:
    begin = next((cell for cell in map(tidy, line.cells) if cell), "")
    return Problem(code, line.number, "", grid.sheet, {"value": begin[:_SHOWN_OF_A_CELL]})


def _is_row(line: Line, header: Header) -> bool:
    """Return whether a line is meant as a row: not blank, not an example of the template, not the header again."""
    first = next((folded for folded in map(fold, line.cells) if folded), "")
    if not first:
        return line.broken or bool(line.unread)
    return not first.startswith(fold(EXAMPLE_MARK)) and not repeats_header(line, header)


def _is_heading(line: Line, header: Header) -> bool:
    """Return whether a line is a heading inside the table: one area merged across columns that mean something."""
    known = [places[0] for places in header.places.values()]
    return any(sum(left <= place <= right for place in known) > 1 for left, right in line.wide) and (
        sum(bool(cell.strip()) for cell in line.cells) == 1
    )


def without_duplicates(sheets: list[SheetRows]) -> tuple[tuple[DirectoryRow, ...], tuple[Problem, ...]]:
    """Return all rows without those that say a person, or exactly the same of a unit, once more; these are named."""
    kept: list[DirectoryRow] = []
    named: list[Problem] = []
    first: dict[object, int] = {}
    for sheet in sheets:
        problems = list(sheet.problems)
        for row in sheet.rows:
            same: object = key_of(row) if row.name else replace(row, line=0, sheet="")
            if same in first:
                problems.append(_duplicate(row, sheet, first[same]))
            else:
                first[same] = row.line
                kept.append(row)
        named.extend(sorted(problems, key=lambda problem: problem.line))
    return tuple(kept), tuple(named)


def _duplicate(row: DirectoryRow, sheet: SheetRows, first_line: int) -> Problem:
    column = sheet.header.word(Field.NAME if row.name else Field.UNIT) if sheet.header else ""
    params: dict[str, str | int] = {"value": row.name or row.unit, "first_line": first_line}
    return Problem("directory.row_duplicate", row.line, column, row.sheet, params)
