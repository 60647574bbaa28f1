"""People on the roster, their absences, and the rules a room plans by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutyroom.accounts.model import Right, Role, Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.roster.model import Absence, AbsenceKind, DutyClass, Member, Pool
from tests.factories import an_officer
from tests.rosters import a_reader, a_roster_room, a_secretary_general, refused

LEADER = Member("", "市长甲", frozenset({Pool.CITY_LEADERS}), phone="19900000009", private_phone=True)


def test_a_member_is_kept_as_entered_changed_and_retired(house: House, session: Session) -> None:
    entered = Member(
        "",
        " 甲　一 ",
        frozenset({Pool.DUTY_ROOM, Pool.SECTIONS}),
        3,
        "综合科",
        "一级主任科员",
        "0999-8209023",
        joins=date(2024, 3, 1),
        newcomer_until=date(2024, 8, 31),
        carried={DutyClass.NIGHT: 7, DutyClass.TOTAL: 15},
        account_id=session.account_id,
    )
    kept = house.roster.save_member(session, entered)
    assert kept == replace(entered, id=kept.id, name="甲一")
    gone = house.roster.save_member(session, replace(kept, leaves=date(2026, 12, 31)))
    assert house.roster.members(session) == (gone,)
    assert house.verify().whole
    assert {line.act for line in house.journal.lines_about(kept.id)} == {"roster.member_saved"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "roster.name_missing"),
        ({"name": "长" * 61}, "roster.too_long"),
        ({"pools": frozenset()}, "roster.no_pool"),
        ({"joins": date(2026, 2, 1), "leaves": date(2026, 1, 1)}, "roster.leaves_early"),
        ({"id": "f" * 32}, "roster.no_such_member"),
        ({"post_title": "机密★三年"}, "log.secrecy_mark"),
    ],
)
def test_a_member_without_a_name_or_a_list_is_refused(
    house: House, session: Session, change: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as told:
        house.roster.save_member(session, replace(LEADER, **change))  # type: ignore[arg-type]
    assert told.value.code == code
    assert house.roster.members(session) == ()


def test_an_account_belongs_to_one_member(house: House, session: Session) -> None:
    first = house.roster.save_member(session, replace(LEADER, account_id=session.account_id))
    with refused("roster.account_taken"):
        house.roster.save_member(session, replace(LEADER, name="市长乙", account_id=session.account_id))
    house.roster.save_member(session, replace(first, order=5))


@pytest.mark.req("R088")
def test_a_leaders_private_number_is_masked_and_shown_only_with_a_reason(house: House, session: Session) -> None:
    kept = house.roster.save_member(session, LEADER)
    assert kept.phone == "199****0009"
    assert house.roster.members(session)[0].phone == "199****0009"
    house.roster.save_member(session, replace(kept, order=4))  # a masked number was handed back
    with refused("directory.reason_missing"):
        house.roster.reveal_phone(session, kept.id, " ")
    assert house.roster.reveal_phone(session, kept.id, "紧急报告") == "19900000009"
    assert house.journal.newest(limit=1)[0].act == "number.revealed"
    with refused("accounts.not_allowed"):
        house.roster.reveal_phone(a_reader(session), kept.id, "好奇")
    changed = house.roster.save_member(session, replace(kept, phone="19900000010"))
    assert house.roster.reveal_phone(session, changed.id, "紧急报告") == "19900000010"


def test_absences_are_added_and_withdrawn_and_survive_a_change_of_the_member(house: House, session: Session) -> None:
    member = house.roster.save_member(session, LEADER)
    trip = Absence(date(2026, 12, 1), date(2026, 12, 4), AbsenceKind.TRIP, "省里开会")
    nights = Absence(date(2026, 11, 1), date(2027, 5, 1), AbsenceKind.NO_NIGHTS)
    house.roster.add_absence(session, member.id, trip)
    assert house.roster.add_absence(session, member.id, nights).absences == (nights, trip)
    assert house.roster.save_member(session, replace(member, order=2, absences=())).absences == (nights, trip)
    assert house.roster.withdraw_absence(session, member.id, trip).absences == (nights,)
    with refused("roster.no_such_absence"):
        house.roster.withdraw_absence(session, member.id, trip)
    with refused("roster.period_order"):
        house.roster.add_absence(session, member.id, Absence(date(2026, 12, 4), date(2026, 12, 1)))
    with refused("roster.no_such_member"):
        house.roster.add_absence(session, "f" * 32, trip)
    assert house.verify().whole


def test_changed_rules_are_a_new_version_and_uncovered_hours_are_refused(house: House, session: Session) -> None:
    shipped = house.roster.rules(session)
    assert (shipped.version, shipped.rest_shifts) == (1, 2)
    changed = house.roster.change_rules(session, replace(shipped, rest_shifts=3, source="值班室会议"))
    assert house.roster.rules(session) == changed == replace(shipped, version=2, rest_shifts=3, source="值班室会议")
    with refused("roster.rules_uncovered"):
        house.roster.change_rules(session, replace(shipped, slots=shipped.slots[:1]))
    assert house.roster.rules(session).version == 2


def test_rules_change_from_a_day_on_with_a_reason_and_every_version_is_kept(
    house: House, session: Session, clock: SetClock
) -> None:
    shipped = house.roster.rules(session)
    two = replace(shipped, slots=tuple(replace(one, seats=2) for one in shipped.slots))
    begins = date(2026, 12, 1)
    with refused("roster.reason_missing"):
        house.roster.change_rules_from(session, two, begins=begins, reason=" ")
    with refused("roster.rules_past"):
        house.roster.change_rules_from(session, two, begins=date(2026, 11, 20), reason="增加力量")
    with refused("roster.rules_same"):
        house.roster.change_rules_from(session, shipped, begins=begins, reason="增加力量")
    with refused("accounts.not_allowed"):
        house.roster.change_rules_from(a_secretary_general(session), two, begins=begins, reason="增加力量")
    changed = house.roster.change_rules_from(session, two, begins=begins, reason="增加力量")
    assert (changed.version, changed.source) == (2, "增加力量")
    a_roster_room(house, session)
    plan = house.roster.draft(session, first=date(2026, 11, 30), last=begins, title="跨月")
    by_day = [one.slot.date for one in plan.assignments]
    assert by_day.count(begins) == 2 * by_day.count(date(2026, 11, 30))
    with refused("roster.rules_moved"):  # somebody else looked at version 1
        house.roster.change_rules_from(session, shipped, begins=begins, reason="还原")
    newest, oldest = house.roster.rules_versions(session)
    assert (newest.rules, newest.changed_at, newest.changed_by) == (changed, clock.now(), session.name)
    assert (oldest.rules, oldest.changed_at) == (shipped, None)
    assert house.verify().whole


def test_who_may_read_plan_and_approve(house: House, session: Session, clock: SetClock) -> None:
    rights = {
        role: house.accounts.sign_in(an_officer(house, session, f"某{number}", role).id).rights
        for number, role in enumerate(Role)
    }
    assert {role for role, own in rights.items() if Right.PLAN_ROSTER in own} == {
        Role.DUTY_OFFICER,
        Role.HEAD_OF_DUTY_ROOM,
    }
    assert {role for role, own in rights.items() if Right.APPROVE_ROSTER in own} == {Role.SECRETARY_GENERAL}
    reader, general = a_reader(session), a_secretary_general(session)
    a_roster_room(house, session)
    assert house.roster.members(reader) == house.roster.members(general)
    for act in (
        lambda: house.roster.save_member(reader, LEADER),
        lambda: house.roster.draft(reader, first=date(2026, 12, 1), last=date(2026, 12, 2), title="表"),
        lambda: house.roster.change_rules(general, house.roster.rules(general)),
        lambda: house.roster.members(replace(session, rights=frozenset())),
    ):
        with refused("accounts.not_allowed"):
            act()
