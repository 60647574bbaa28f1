"""What differs between two versions of a plan, on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dutyroom.documents.model import Table, plain
from dutyroom.documents.roster_changes import roster_changes
from dutyroom.roster.model import Slot, SlotChange
from tests.documents.rosters import holiday_facts, printing
from tests.documents.test_roster_schedule import table_of

NIGHT = Slot.of_id("2026-10-03/night/section_officer/1")
SECOND = Slot.of_id("2026-10-03/night/section_officer/2")
LEADER = Slot.of_id("2026-10-02/whole_day/leader_in_charge/1")


@pytest.mark.req("R076")
def test_each_slot_says_who_was_to_be_on_who_is_and_why_in_the_order_of_the_days() -> None:
    facts = replace(holiday_facts(2026, "national_day"), version=2)
    changes = [
        SlotChange(NIGHT, "section-4", "section-5"),
        SlotChange(SECOND, None, "section-6"),
        SlotChange(LEADER, "贺知微", "杜若"),
    ]
    sheet = roster_changes(printing(), facts, changes, before=1, reasons={LEADER: "参加省政府会议"}, reason="因公出差")
    assert sheet.title == "云岭市人民政府2026年国庆节值班安排变更表"
    assert sheet.subtitle == "第1版改为第2版，共变更3处"
    assert table_of(sheet) == [
        ["日期", "星期", "班次", "岗位", "原安排", "现安排", "变更原因"],
        ["10月2日", "五", "全天", "带班领导", "贺知微", "杜　若", "参加省政府会议"],
        ["10月3日", "六", "夜班", "科室值班人员", "夏侯云", "方　禾", "因公出差"],
        ["10月3日", "六", "夜班", "科室值班人员", "（空缺）", "白　石", "因公出差"],
    ]


def test_two_versions_that_are_the_same_say_so() -> None:
    sheet = roster_changes(printing(), holiday_facts(2026, "national_day"), [], before=1)
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    assert [plain(cell) for line in table.body() for cell in line.cells] == ["两版安排相同。"]
