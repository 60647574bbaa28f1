"""The form of a period goes out, is filled in, and comes back; every problem is named by its cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from dutyroom.calendar.rules import shipped_calendar
from dutyroom.documents.roster_form import RosterForm, roster_form_xlsx
from dutyroom.documents.roster_form_reading import FilledForm, read_roster_form, read_roster_form_file
from dutyroom.errors import Environment, Refused
from dutyroom.roster.model import Absence, AbsenceKind, Assignment, Member, Pool, Slot
from dutyroom.roster.rules import default_rules
from dutyroom.texts import sentence
from tests.documents.rosters import MEMBERS

FIRST, LAST = date(2026, 9, 30), date(2026, 10, 3)  # a workday and three days of the holiday
RULES = default_rules()
FORM = RosterForm(shipped_calendar(), RULES, tuple(MEMBERS.values()), FIRST, LAST)
HEADER = ["日期", "星期", "日类", "班次", "在家值班领导", "带班领导", "值班员", "科室值班人员"]
FILLED = {
    "2026-09-30/whole_day/leader_in_charge/1": "head-1",
    "2026-09-30/day/duty_officer/1": "duty-1",
    "2026-09-30/night/duty_officer/1": "duty-2",
} | {
    f"2026-10-0{day}/{turn}/{post}/1": f"{who}-{(day - 1) * step + number}"
    for day in (1, 2, 3)
    for turn, post, who, step, number in (
        ("whole_day", "leader_at_home", "city", 1, 1),
        ("whole_day", "leader_in_charge", "office", 1, 1),
        ("day", "section_officer", "section", 2, 1),
        ("night", "section_officer", "section", 2, 2),
    )
}
ASSIGNMENTS = tuple(
    Assignment(Slot.of_id(slot), member_id, MEMBERS[member_id].name) for slot, member_id in FILLED.items()
)
WENT_OUT = roster_form_xlsx(FORM, ASSIGNMENTS)


def changed(change: Callable[[openpyxl.Workbook, Worksheet], object], form: RosterForm = FORM) -> FilledForm:
    """Return what is read of the filled-in form after somebody changed it."""
    book = openpyxl.load_workbook(io.BytesIO(WENT_OUT if form is FORM else roster_form_xlsx(form, ASSIGNMENTS)))
    change(book, book.worksheets[0])
    packed = io.BytesIO()
    book.save(packed)
    return read_roster_form(packed.getvalue(), form)


def said(found: FilledForm) -> list[str]:
    return [sentence(problem.as_error()) for problem in found.problems]


def put(cell: str, words: object) -> Callable[[openpyxl.Workbook, Worksheet], object]:
    def change(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet[cell] = words

    return change


def test_the_form_has_a_row_for_each_turn_and_a_list_of_names_for_each_cell() -> None:
    book = openpyxl.load_workbook(io.BytesIO(roster_form_xlsx(FORM)))
    assert book.sheetnames == ["值班安排", "人员名单", "填写说明"]
    header, *rows = list(book.worksheets[0].values)
    assert list(header) == HEADER
    assert rows[0] == ("2026-09-30", "三", "工作日", "全天", "—", None, "—", "—")
    assert rows[4] == ("2026-10-01", "四", "法定节假日", "白班", "—", "—", "—", None)
    assert [row[3] for row in rows] == ["全天", "白班", "夜班"] * 4
    lists = {cells[0].value: cells[1].value for cells in book["人员名单"].columns}
    assert lists == {
        "值班室": "苏禾",
        "值班室负责人": "韩松",
        "科室": "周望舒",
        "办公厅领导": "贺知微",
        "市领导": "温怀谷",
    }
    chosen = {str(one.sqref): one.formula1 for one in book.worksheets[0].data_validations.dataValidation}
    assert chosen["E5 E8 E11"] == "'人员名单'!$E$2:$E$6"
    assert chosen["F2"] == "'人员名单'!$B$2:$B$3"
    phones = {member.phone for member in MEMBERS.values()} - {""}
    assert not [cell for sheet in book for row in sheet.values for cell in row if str(cell) in phones]


@pytest.mark.req("R034")
def test_a_filled_in_form_comes_back_as_the_assignments_of_a_draft() -> None:
    found = changed(lambda _book, _sheet: None)
    assert said(found) == []
    assert {one.slot.id: one.member_id for one in found.assignments} == FILLED
    assert found.named == found.assignments


def test_an_emptied_form_names_each_cell_that_is_to_be_filled_in() -> None:
    found = read_roster_form(roster_form_xlsx(FORM), FORM)
    assert found.named == ()
    assert len(found.assignments) == len(FILLED)
    assert said(found)[:2] == ["F2：没有填人。", "G3：没有填人。"]
    assert len(found.problems) == len(FILLED)


@pytest.mark.parametrize(
    ("cell", "words", "wrong"),
    [
        ("H6", "甲乙丙", "H6：轮值名单里没有“甲乙丙”。"),
        ("H6", "=1+1", "H6：是没有计算结果的公式，请直接选人。"),
        ("H6", None, "H6：没有填人。"),
        ("H6", "苏　禾", "H6：苏禾不在这个班次的轮值名单里。"),
        ("H6", "陆知行", "H6：陆知行不在这个班次的轮值名单里。"),
        ("G5", "苏禾", "G5：这一格不安排人，“苏禾”没有读取。"),
        ("H9", "周望舒", "H9：周望舒与 H6 一班之间休息时间不够。"),
        ("H7", "周望舒", "H7：周望舒与 H6 一班之间休息时间不够。"),
        ("A6", "2026-10-08", "A6：2026-10-08 不在本表的日期范围内，本行没有读取。"),
        ("A6", "十月一日", "A6：认不出日期“十月一日”，本行没有读取。请写成 2026-10-01。"),
        ("A6", None, "A6：认不出日期“”，本行没有读取。"),
        ("B6", "五", "B6：2026-10-01 是星期四，表里写的是“五”，日期可能被改过，请核对。"),
        ("D6", "中班", "D6：这一天没有班次“中班”，本行没有读取。"),
        ("A6", datetime(2026, 10, 2), "B6：2026-10-02 是星期五，表里写的是“四”"),  # noqa: DTZ001 - as Excel keeps it
        ("I1", "电话", "I1：“电话”不是表里的列，没有读取。"),
        ("I1", "值班员", "I1：“值班员”一列出现了两次，只读了前面一列。"),
        ("H1", "值班人", "缺少“科室值班人员”一列，这个岗位没有读到人。"),
    ],
)
def test_each_problem_is_named_by_its_cell(cell: str, words: object, wrong: str) -> None:
    found = said(changed(put(cell, words)))
    assert any(line.startswith(wrong) for line in found), found


def test_somebody_away_not_yet_here_or_not_at_night_is_named_by_cell_and_stays_in_the_draft() -> None:
    def without(member: Member) -> Member:
        match member.id:
            case "section-1":
                return replace(member, absences=(Absence(FIRST, LAST),))
            case "section-2":
                return replace(member, absences=(Absence(FIRST, LAST, AbsenceKind.NO_NIGHTS),))
            case "section-3":
                return replace(member, joins=date(2026, 10, 9))
            case _:
                return member

    found = changed(lambda _book, _sheet: None, replace(FORM, members=tuple(map(without, FORM.members))))
    assert said(found) == [
        "H6：周望舒这一天不在岗（请假、出差等）。",
        "H7：林一川不能值夜班。",
        "H9：叶知秋这一天尚未到岗或已离岗。",
    ]
    assert len(found.named) == len(FILLED)


def test_somebody_on_twice_at_the_same_time_is_named_with_the_other_cell() -> None:
    both = replace(MEMBERS["city-1"], pools=frozenset({Pool.CITY_LEADERS, Pool.OFFICE_LEADERS}))
    members = tuple(both if member.id == both.id else member for member in FORM.members)
    found = said(changed(put("F5", "温怀谷"), replace(FORM, members=members)))
    assert found == ["F5：温怀谷同时在 E5 值班。"] or found == ["E5：温怀谷同时在 F5 值班。"]


def test_two_people_of_one_name_are_told_apart_by_their_section() -> None:
    twin = Member("section-99", "周望舒", frozenset({Pool.SECTIONS}), 99, section="信息科")
    form = replace(FORM, members=(*FORM.members, twin))
    assert form.labels["section-99"] == "周望舒（信息科）"
    assert said(changed(lambda _book, _sheet: None, form)) == []
    assert said(changed(put("H6", "周望舒"), form)) == [
        "H6：叫“周望舒”的不止一人，请写明是哪一位：周望舒（综合一科）、周望舒（信息科）。"
    ]
    found = changed(put("H6", "周望舒(信息科)"), form)
    assert {one.slot.id: one.member_id for one in found.assignments}["2026-10-01/day/section_officer/1"] == twin.id


def test_rows_that_are_gone_or_there_twice_and_sheets_that_came_along_are_named() -> None:
    def change(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["D6"] = "夜班"
        sheet["D7"] = "夜班"
        book.create_sheet("旧表").append(["随便", "什么"])
        hidden = book.create_sheet("藏")
        hidden.append(["看不见"])
        hidden.sheet_state = "hidden"

    assert said(changed(change)) == [
        "缺少 2026-10-01 白班 一行，这个班次没有读到人。",
        "A7：这个日期和班次在第 6 行已经有了，本行没有读取。",
        "工作表“旧表”不是发出的表，没有读取。",
    ]


def test_a_leader_merged_over_three_days_stands_on_each_of_them() -> None:
    def change(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        for row in (6, 7, 8, 9, 10, 11):
            sheet[f"E{row}"] = None
        sheet.merge_cells("E5:E11")

    found = changed(change)
    leaders = {one.member_id for one in found.assignments if one.slot.post.value == "leader_at_home"}
    assert leaders == {"city-1"}


def test_what_is_no_form_is_refused_with_a_reason(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["姓名", "电话"])
    packed = io.BytesIO()
    book.save(packed)
    for content, code in (
        (packed.getvalue(), "roster_form.header_missing"),
        ("日期,班次\n".encode(), "spreadsheet.file_not_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "spreadsheet.file_old_format"),
        (roster_form_xlsx(FORM)[:900], "spreadsheet.file_damaged"),
    ):
        with pytest.raises(Refused, match=code.replace(".", r"\.")):
            read_roster_form(content, FORM)
    with pytest.raises(Environment, match="file_unreadable"):
        read_roster_form_file(tmp_path / "没有.xlsx", FORM)


@settings(max_examples=10, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([f"{c}{r}" for c in "ABCDEFGHI" for r in range(1, 14) if (c, r) not in (("A", 1), ("D", 1))]),
        st.text(max_size=12),
    )
)
def test_whatever_is_typed_into_it_every_slot_comes_back_and_each_problem_has_its_sentence(
    typed: dict[str, str],
) -> None:
    def change(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        for cell, words in typed.items():
            sheet[cell].value = "".join(char for char in words if char.isprintable()) or None
            sheet[cell].data_type = "s"

    found = changed(change)
    assert [one.slot for one in found.assignments] == list(FORM.pools)
    assert all(said(found))
