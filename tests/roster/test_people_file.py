"""A list of people is read cell by cell, and every cell that cannot be understood is named."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dutyroom.errors import DutyroomError, Refused
from dutyroom.roster.model import Absence, AbsenceKind, DutyClass, Pool
from dutyroom.roster.people_file import COLUMNS, people_form, read_people, read_people_file
from dutyroom.texts import sentence


def xlsx(*rows: dict[str, object]) -> bytes:
    """Return the form with ``rows`` filled in below its header."""
    book = openpyxl.load_workbook(io.BytesIO(people_form()))
    for row in rows:
        book.worksheets[0].append([row.get(column) for column in COLUMNS])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_the_form_comes_back_filled_and_says_all_of_a_person() -> None:
    read = read_people(
        xlsx(
            {
                "姓名": "值甲",
                "职务": "主任科员",
                "名单": "值班室、带班",
                "顺序": 7,
                "起": date(2026, 3, 1),
                "止": "2026年11月30日",
                "新手至": "2026/6/30",
                "不排夜班": "2026-04-01—2026-04-30",
                "请假": "2026-05-01—2026-05-05；出差2026-06-01至2026-06-03；病假 2026.7.1",
                "电话": "0999-8000123",
                "夜班": 3,
                "合计": "12",
            },
            {"姓名": "值乙", "科室": "综合科", "名单": "科室", "不排夜班": "是"},
            {"姓名": "值丙", "名单": "办公厅领导，市领导"},
        )
    )
    assert read.problems == ()
    one, two, three = read.members
    assert (one.name, one.pools, one.order) == ("值甲", {Pool.DUTY_ROOM, Pool.HEADS}, 7)
    assert (one.joins, one.leaves, one.newcomer_until) == (date(2026, 3, 1), date(2026, 11, 30), date(2026, 6, 30))
    assert (one.post_title, one.phone) == ("主任科员", "0999-8000123")
    assert one.carried == {DutyClass.NIGHT: 3, DutyClass.TOTAL: 12}
    assert one.absences == (
        Absence(date(2026, 5, 1), date(2026, 5, 5), AbsenceKind.LEAVE),
        Absence(date(2026, 6, 1), date(2026, 6, 3), AbsenceKind.TRIP),
        Absence(date(2026, 7, 1), date(2026, 7, 1), AbsenceKind.SICK),
        Absence(date(2026, 4, 1), date(2026, 4, 30), AbsenceKind.NO_NIGHTS),
    )
    assert (two.section, two.order, two.absences[0].kind) == ("综合科", 1, AbsenceKind.NO_NIGHTS)
    assert three.pools == {Pool.OFFICE_LEADERS, Pool.CITY_LEADERS}


def test_every_cell_that_cannot_be_understood_is_named_by_its_address() -> None:
    read = read_people(
        xlsx(
            {"姓名": "值甲", "名单": "值班室", "顺序": "头一个", "起": "2026-02-30"},
            {"姓名": "值乙", "名单": "值守室"},
            {"姓名": "值丙", "名单": "科室"},
            {"名单": "值班室"},
            {"姓名": "值丁", "名单": "值班室", "请假": "2026-05-05—2026-05-01；下周"},
            {"姓名": "值戊", "名单": "值班室", "不排夜班": "偶尔", "夜班": -1},
            {"姓名": "值己", "名单": "值班室", "起": "2026-05-05", "止": "2026-05-01"},
            {"姓名": "值庚", "名单": "值班室"},
            {"姓名": "值庚", "名单": "值班室"},
            {"姓名": "值辛"},
        )
    )
    assert [member.name for member in read.members] == ["值庚"]
    said = [(problem.params["cell"], problem.code.removeprefix("roster.cell_")) for problem in read.problems]
    assert sorted(said) == [
        ("A10", "name_twice"),
        ("A5", "missing"),
        ("B4", "missing"),
        ("D11", "missing"),
        ("D3", "list"),
        ("E2", "number"),
        ("F2", "date"),
        ("G8", "reversed"),
        ("I7", "period"),
        ("J6", "reversed"),
        ("L7", "number") if COLUMNS.index("夜班") == 11 else ("N7", "number"),
    ]
    assert all(str(problem.params["cell"]) in sentence(problem) for problem in read.problems)


def test_a_csv_file_is_read_too_and_what_is_no_list_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("值班人员名单\n姓名;名单;请假\n值甲;值班室;2026-05-01\n".encode("gb18030"))
    (member,) = read_people_file(file).members
    assert member.absences == (Absence(date(2026, 5, 1), date(2026, 5, 1)),)
    for content, code in (
        (b"", "directory.file_empty"),
        ("单位,电话\n某局,1\n".encode(), "roster.people_header"),
        (people_form(), "roster.people_none"),
        (b"PK\x03\x04broken", "spreadsheet.file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet.file_old_format"),
    ):
        with pytest.raises(Refused) as refused:
            read_people(content)
        assert refused.value.code == code
    with pytest.raises(DutyroomError) as missing:
        read_people_file(tmp_path / "nowhere.xlsx")
    assert missing.value.code == "roster.people_unreadable"
