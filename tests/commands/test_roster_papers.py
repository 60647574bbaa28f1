"""The papers of a plan out of a room: what is in force, what was approved, who printed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.directory.model import PhoneLabel, Unit, UnitKind
from dutyroom.documents.model import Sheet, Table, plain
from dutyroom.documents.roster_form import roster_form_xlsx
from dutyroom.roster.model import Post, Slot, Turn
from dutyroom.roster.views import PlanFile
from dutyroom.roster_papers import (
    changes_sheet,
    duties_calendar,
    export_schedule,
    lay_into_draft,
    read_form,
    roster_form,
    schedule_sheet,
    slip_sheet,
)
from tests.rosters import a_reader, a_roster_room, approve, in_force, refused

FIRST, LAST = date(2027, 2, 5), date(2027, 2, 8)
NUMBER = "19900000009"  # of every leader of the city


def spring(house: House, session: Session) -> PlanFile:
    a_roster_room(house, session)
    own = Unit(id="", name=house.room.name, kind=UnitKind.OFFICE)
    house.directory.add_unit(session, own, {PhoneLabel.DUTY: "0999-8209012", PhoneLabel.FAX: "0999-8209013"})
    return in_force(house, session, FIRST, LAST, "2027年春节值班安排", holiday_id="spring_festival")


def words(sheet: Sheet) -> str:
    (table,) = (block for block in sheet.blocks if isinstance(block, Table))
    return "\n".join("\t".join(plain(cell) for cell in row.cells) for row in table.rows)


def noted(house: House, act: str) -> list[tuple[str, str]]:
    """Return the subject and the details of the lines about an act, oldest first."""
    return [(line.subject, str(line.detail)) for line in reversed(house.journal.newest(limit=1000)) if line.act == act]


@pytest.mark.req("R075", "R076")
def test_the_public_schedule_keeps_the_leaders_numbers_and_the_restricted_one_is_noted_by_its_own_name(
    house: House, session: Session, tmp_path: Path
) -> None:
    plan = spring(house, session)
    public = schedule_sheet(house, session, plan.head.id)
    assert public.title == "云岭市人民政府2027年春节值班安排表"
    assert "（暂定" in public.subtitle
    assert "0999-8209012" in words(public)
    assert "*" not in words(public)
    assert NUMBER not in words(public)
    assert noted(house, "number.revealed") == []
    export_schedule(house, session, plan.head.id, tmp_path)
    files = export_schedule(house, session, plan.head.id, tmp_path, restricted=True)
    assert [file.name for file in files] == [f"{public.title}（内部）{ending}" for ending in (".docx", ".xlsx")]
    titles = [detail for subject, detail in noted(house, "paper.put_out") if subject == plan.head.id]
    assert [("（内部）" in detail) for detail in titles] == [False, True]
    leaders = {one.member_id for one in plan.assignments if one.slot.post is Post.LEADER_AT_HOME}
    revealed = noted(house, "number.revealed")
    assert {subject for subject, _detail in revealed} == leaders
    assert all("（内部）" in detail for _subject, detail in revealed)
    assert NUMBER in words(schedule_sheet(house, session, plan.head.id, restricted=True))


def test_whoever_may_not_see_leaders_numbers_gets_no_restricted_schedule(house: House, session: Session) -> None:
    plan = spring(house, session)
    with refused("accounts.not_allowed"):
        schedule_sheet(house, a_reader(session), plan.head.id)
    without = replace(session, rights=session.rights - {Right.REVEAL_NUMBERS})
    assert schedule_sheet(house, without, plan.head.id).marks == ()
    with refused("accounts.not_allowed"):
        schedule_sheet(house, without, plan.head.id, restricted=True)


@pytest.mark.req("R076", "R077")
def test_a_new_version_prints_what_changed_and_a_telephone_takes_back_what_is_gone(
    house: House, session: Session, tmp_path: Path
) -> None:
    plan = spring(house, session)
    slot = Slot(FIRST, Turn.DAY, Post.SECTION_OFFICER)
    before = plan.assignment(slot)
    assert before is not None
    assert before.member_id is not None
    revised = house.roster.revise(session, plan.head.id, "一人住院")
    ranked = house.roster.candidates(session, revised.head.id, slot)
    other = next(one for one in ranked if one.member_id != before.member_id)
    house.roster.change_slot(session, revised.head.id, slot, other.member_id, "住院")
    draft = schedule_sheet(house, session, revised.head.id)
    assert [mark.word for mark in draft.marks] == ["草稿"]
    approve(house, session, revised.head.id)
    changes = changes_sheet(house, session, revised.head.id, plan.head.id)
    assert changes.subtitle.startswith("第1版改为第2版，共变更1处")
    assert "住院" in words(changes)
    assert before.name in words(changes).replace("　", "")
    new = house.roster.plan(session, revised.head.id).assignment(slot)
    assert new is not None
    assert new.name in words(schedule_sheet(house, session, revised.head.id)).replace("　", "")
    file = duties_calendar(house, session, revised.head.id, before.member_id, tmp_path / "值班.ics")
    content = file.read_text("utf-8")
    assert "STATUS:CANCELLED" in content
    assert "SEQUENCE:1" in content
    assert "ics" in noted(house, "paper.put_out")[-1][1]
    assert "2月5日" in words(slip_sheet(house, session, revised.head.id, other.member_id))


@pytest.mark.req("R034")
def test_a_form_goes_out_comes_back_and_is_laid_into_the_draft(house: House, session: Session, tmp_path: Path) -> None:
    a_roster_room(house, session)
    plan = house.roster.draft(session, first=FIRST, last=LAST, title="2027年春节值班安排", holiday_id="spring_festival")
    form = roster_form(house, session, plan.head.id)
    names = [replace(one) for one in plan.assignments]
    day, night = (
        next(i for i, one in enumerate(names) if one.slot == Slot(FIRST, turn, Post.SECTION_OFFICER))
        for turn in (Turn.DAY, Turn.NIGHT)
    )
    one, other = names[day], names[night]
    names[day] = replace(other, slot=one.slot)
    names[night] = replace(one, slot=other.slot)
    path = tmp_path / "值班安排.xlsx"
    path.write_bytes(roster_form_xlsx(form, names))
    filled = read_form(house, session, plan.head.id, path)
    assert {problem.code for problem in filled.problems} <= {"roster_form.resting"}
    laid = lay_into_draft(house, session, plan.head.id, filled, "综合一科报来")
    assert laid.assignment(one.slot).name == other.name  # type: ignore[union-attr]
    assert laid.assignment(other.slot).name == one.name  # type: ignore[union-attr]
    assert len([step for step in laid.history if step.reason == "综合一科报来"]) == 2
