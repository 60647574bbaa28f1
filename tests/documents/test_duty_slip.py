"""The slip that tells one person of the duties."""

from __future__ import annotations

import pytest

from dutyroom.documents.duty_slip import duty_slip
from dutyroom.documents.model import Paragraph, SignatureLine, Table, plain
from tests.documents.rosters import MEMBERS, holiday_facts, month_facts, printing
from tests.documents.test_roster_schedule import notes_of, numbers_on, table_of


@pytest.mark.req("R077")
def test_a_slip_says_when_with_whom_and_under_whom_and_is_signed() -> None:
    sheet = duty_slip(printing(), holiday_facts(2026, "national_day"), "section-2")
    assert notes_of(sheet)[:2] == [
        "林一川同志：",
        "按照《云岭市人民政府2026年国庆节值班安排表》，你共值班4次，时间如下，请准时到岗。",
    ]
    titles, first, *others = table_of(sheet)
    assert titles == ["日期", "星期", "班次", "时间", "岗位", "同班人员", "带班领导"]
    assert first == ["10月1日", "四", "白班", "08:00—17:30", "科室值班人员", "周望舒", "贺知微"]
    assert [line[0] for line in others] == ["10月3日", "10月5日", "10月7日"]
    assert [place.label for block in sheet.blocks if isinstance(block, SignatureLine) for place in block.places] == [
        "签收人",
        "时间",
    ]
    assert numbers_on(sheet) == set()


def test_a_slip_tells_the_swap_rule_of_its_own_days() -> None:
    holiday = notes_of(duty_slip(printing(), holiday_facts(2026, "national_day"), "section-2"))
    assert [("带班领导" in note, "值班室负责人" in note) for note in holiday if "换班" in note] == [(True, False)]
    ordinary = notes_of(duty_slip(printing(), month_facts(2026, 11), "duty-1"))
    assert [("带班领导" in note, "值班室负责人" in note) for note in ordinary if "换班" in note] == [(False, True)]


def test_a_leaders_slip_covers_the_whole_day_and_says_nobody_beside() -> None:
    sheet = duty_slip(printing(), holiday_facts(2027, "spring_festival"), "city-1")
    _titles, first, *_others = table_of(sheet)
    assert first[2:] == ["全天", "08:00—次日08:00", "在家值班领导", "—", "贺知微"]
    assert any("暂定" in note for note in notes_of(sheet))
    assert numbers_on(sheet) == set()


def test_a_person_without_a_duty_is_told_so() -> None:
    sheet = duty_slip(printing(), holiday_facts(2026, "national_day"), "head-1")
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    assert [plain(cell) for line in table.body() for cell in line.cells] == ["这段时间没有安排值班。"]
    assert MEMBERS["head-1"].name in plain(next(b for b in sheet.blocks if isinstance(b, Paragraph)).words)
