"""The schedule on the wall: what it says of whom, and what it keeps to itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dutyroom.documents.docx import docx_bytes
from dutyroom.documents.model import Paragraph, RowKind, Sheet, Table, plain
from dutyroom.documents.paper import Orientation
from dutyroom.documents.roster_facts import RosterFacts
from dutyroom.documents.roster_schedule import holiday_schedule, month_schedule
from dutyroom.documents.xlsx import xlsx_bytes
from dutyroom.roster.model import Pool
from tests.documents.rosters import MEMBERS, TIMES, emptied, holiday_facts, month_facts, printing

LEADERS = frozenset({Pool.CITY_LEADERS, Pool.OFFICE_LEADERS})


def table_of(sheet: Sheet) -> list[list[str]]:
    """Return the cells of the only table, titles first."""
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    titles = [column.title for column in table.columns]
    return [titles, *([plain(cell) for cell in line.cells] for line in table.rows if line.kind is RowKind.CELLS)]


def notes_of(sheet: Sheet) -> list[str]:
    return [plain(block.words) for block in sheet.blocks if isinstance(block, Paragraph)]


def numbers_on(sheet: Sheet) -> set[str]:
    """Return whose numbers stand anywhere in the files of a sheet."""
    inside = ""
    for content in (docx_bytes(sheet), xlsx_bytes(sheet)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            inside += "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return {member.id for member in MEMBERS.values() if member.phone and member.phone in inside}


@pytest.mark.req("R034", "R075")
def test_the_schedule_of_national_day_names_city_leaders_office_leaders_and_the_sections_officers() -> None:
    sheet = holiday_schedule(printing(), holiday_facts(2026, "national_day"))
    assert sheet.title == "云岭市人民政府2026年国庆节值班安排表"
    assert sheet.subtitle == "2026年10月1日（星期四）至2026年10月7日（星期三），共7天"
    assert sheet.orientation is Orientation.LANDSCAPE
    titles, first, *others = table_of(sheet)
    assert titles == [
        "日期",
        "星期",
        "带班领导（市领导、秘书长）",
        "带班（办公厅）",
        "值班人员（白班）",
        "值班人员（夜班）",
        "值班电话",
        "备注",
    ]
    assert first == [
        "10月1日",
        "四",
        "温怀谷（市长）",
        "贺知微（副秘书长）",
        "综合一科\n周望舒、林一川",
        "信息科\n夏侯云、方　禾",
        "0999-8000001\n0999-8000002",
        "法定节假日",
    ]
    assert [line[0] for line in others] == [f"10月{day}日" for day in range(2, 8)]
    assert not any(line[7] for line in others[2:])  # 4 to 7 October are days off, not days of the law


def test_below_stand_the_hours_the_number_how_to_swap_and_who_issues_it_of_which_day() -> None:
    hours, number, swap, reach, issuer = notes_of(holiday_schedule(printing(), holiday_facts(2026, "national_day")))
    assert hours == "1. 值班时间：白班 08:00—17:30，夜班 17:30—次日08:00；带班 08:00—次日08:00。"
    assert number == "2. 值班电话：0999-8000001、0999-8000002。"
    assert "找好同样可以排班的人代班" in swap
    assert "报告当班带班领导" in swap
    assert "不得空岗" in swap
    assert reach.startswith("4. ")
    assert issuer == "云岭市人民政府办公厅　　2026年9月25日"


def test_hours_that_change_within_the_period_are_told_with_their_day() -> None:
    facts = month_facts(2026, 9)
    later = month_facts(2026, 10)
    both = replace(facts, days=facts.days + later.days, assignments=facts.assignments + later.assignments)
    (hours, *_others) = notes_of(month_schedule(printing(), both))
    assert "9月1日起 白班 08:00—18:00" in hours
    assert "10月1日起 白班 08:00—17:30" in hours
    assert [(span.first, span.last) for span in replace(both, times=TIMES).hours()] == [
        (date(2026, 9, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 31)),
    ]


@pytest.mark.parametrize("make", [holiday_schedule, month_schedule])
@pytest.mark.req("R075")
def test_leaders_numbers_stand_on_the_restricted_version_alone_and_officers_on_neither(
    make: Callable[..., Sheet],
) -> None:
    facts = holiday_facts(2026, "national_day")
    public, restricted = make(printing(), facts), make(printing(), facts, restricted=True)
    assert numbers_on(public) == set()
    on = {one.member_id for one in facts.assignments}
    assert numbers_on(restricted) == {id_ for id_ in on if id_ and MEMBERS[id_].pools & LEADERS}
    assert restricted.title == f"{public.title}（内部）"
    assert [mark.word for mark in restricted.marks] == ["内部资料"]
    assert public.marks == ()


def test_the_spring_festival_of_a_year_without_a_notice_is_provisional() -> None:
    sheet = holiday_schedule(printing(), holiday_facts(2027, "spring_festival"))
    assert sheet.title == "云岭市人民政府2027年春节值班安排表"
    assert sheet.subtitle.endswith("共4天（暂定，正式通知公布后调整）")


def test_an_hour_without_a_name_is_seen_and_a_draft_says_that_it_is_one() -> None:
    facts = replace(emptied(holiday_facts(2026, "national_day"), "2026-10-02/night/section_officer/2"), draft=True)
    sheet = holiday_schedule(printing(drill=True), facts)
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    bold = [run.text for line in table.rows for cell in line.cells for run in cell if run.bold]
    assert bold == ["（空缺）"]
    assert [mark.word for mark in sheet.marks] == ["演练", "草稿"]


def test_a_new_version_says_its_number() -> None:
    sheet = holiday_schedule(printing(), replace(holiday_facts(2026, "national_day"), version=3))
    assert sheet.subtitle.endswith("第3版")


def test_a_month_of_ordinary_days_stands_upright_under_a_head_of_the_duty_room() -> None:
    sheet = month_schedule(printing(), month_facts(2026, 11))
    assert sheet.title == "云岭市人民政府2026年11月值班表"
    assert sheet.orientation is Orientation.PORTRAIT
    titles, first, *_others, last = table_of(sheet)
    assert titles == ["日期", "星期", "带班领导", "值班人员（白班）", "值班人员（夜班）", "备注"]
    assert first == ["11月1日", "日", "韩　松（值班室主任）", "苏　禾", "慕容雪", ""]
    assert last[0] == "11月30日"
    swaps = [note for note in notes_of(sheet) if "换班" in note]
    assert swaps == [
        "3. 换班：平时的班只在值班室人员之间调换，事先报告值班室负责人并商定顶班的人；不得请值班室以外的人代班、陪班。"
    ]


def test_a_month_with_a_holiday_has_both_and_names_holiday_and_make_up_day() -> None:
    _titles, *rows = table_of(month_schedule(printing(), month_facts(2026, 10)))
    assert [line[-1] for line in rows][:10] == ["国庆节"] * 7 + ["", "", "调休上班日"]
    assert len([note for note in notes_of(month_schedule(printing(), month_facts(2026, 10))) if "换班" in note]) == 2


def test_a_roster_speaks_english_where_the_screen_does() -> None:
    sheet = holiday_schedule(replace(printing(), language="en"), holiday_facts(2026, "national_day"))
    assert sheet.subtitle == "2026-10-01 (Thu) to 2026-10-07 (Wed), 7 days"


def test_a_roster_without_a_day_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="without a day"):
        RosterFacts("云岭市", (), (), {}, TIMES)
