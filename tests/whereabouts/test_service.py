"""Leaders tell where they are; who is away is known with their deputy, and who has not told is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.roster.model import Member, NoticeChannel, Pool, Post
from dutyroom.whereabouts.model import NewNotice, WhereaboutsAct, WhereaboutsKind
from tests.factories import an_officer
from tests.rosters import a_reader, a_roster_room, in_force, refused
from tests.whereabouts.leaders import DAY, HOUR, a_trip, leaders

Kind = WhereaboutsKind


@pytest.mark.req("R026", "R113")
def test_who_is_away_is_known_with_dates_place_and_deputy_until_they_are_back(
    house: House, session: Session, clock: SetClock
) -> None:
    now, known, register = clock.now(), leaders(house, session), house.whereabouts
    notice = register.note(
        session,
        a_trip(known["林秋实"], now, deputy_id=known["白露"], reach="19900000041", passed_on="秘书一科、综合科"),
    )
    assert (notice.person_name, notice.post, notice.deputy_name) == ("林秋实", "副秘书长", "白露")
    assert (notice.told_by, notice.told_at, notice.noted_by) == ("林秋实", now, session.name)
    assert notice.passed_on == "秘书一科、综合科"
    register.note(session, NewNotice(person_id=known["秦望舒"], kind=Kind.ABROAD, since=now + DAY, place="境外某市"))
    register.note(session, NewNotice(person_id=known["沈知远"], kind=Kind.MEETING, since=now, place="省政府礼堂"))

    (away,) = register.absent_leaders(session, now)
    assert (away.notice.id, away.deputy_name, away.standing) == (notice.id, "白露", False)
    later = [(one.notice.person_name, one.deputy_id) for one in register.absent_leaders(session, now + DAY)]
    assert later == [("林秋实", known["白露"]), ("秦望舒", "")]
    assert [one.person_name for one in register.standing(session, now)] == ["林秋实", "沈知远"]
    assert [one.person_name for one in register.between(session, now + DAY, now + 7 * DAY)] == [
        "林秋实",
        "沈知远",
        "秦望舒",
    ]
    always = NewNotice(person_id=known["秦望舒"], kind=Kind.STANDING_DEPUTY, since=now, deputy_id=known["沈知远"])
    register.note(session, always)
    assert [one.deputy_name for one in register.standing_deputies(session, now)] == ["沈知远"]
    acting = [(one.deputy_name, one.standing) for one in register.absent_leaders(session, now + DAY)]
    assert acting == [("白露", False), ("沈知远", True)]

    clock.advance(HOUR)
    with refused("whereabouts.still_away"):
        register.note(session, NewNotice(person_id=known["林秋实"], kind=Kind.IN_CITY, since=clock.now()))
    register.end_early(session, notice.id, reason="会议改期")
    assert register.absent_leaders(session, clock.now()) == ()
    register.note(session, NewNotice(person_id=known["林秋实"], kind=Kind.IN_CITY, since=clock.now()))
    assert house.verify().whole


def test_a_notice_is_corrected_ended_and_taken_back_by_later_rows_only_and_all_stay_in_the_history(
    house: House, session: Session, clock: SetClock
) -> None:
    now, known, register = clock.now(), leaders(house, session), house.whereabouts
    notice = register.note(session, a_trip(known["林秋实"], now, reach="19900000041"))
    with refused("whereabouts.reason_missing"):
        register.correct(session, notice.id, a_trip(known["林秋实"], now), " ")
    told = a_trip(known["林秋实"], now, place="省城 铁路宾馆", reach=notice.reach, deputy_id=known["白露"])
    register.correct(session, notice.id, told, "补记代管")
    (standing,) = register.standing(session, now)
    assert (standing.place, standing.deputy_name, standing.act) == ("省城 铁路宾馆", "白露", WhereaboutsAct.CORRECTED)
    assert register.reveal_reach(session, notice.id, "急电") == "19900000041"
    with refused("whereabouts.not_running"):
        register.end_early(session, notice.id, now + 3 * DAY)
    register.withdraw(session, notice.id, "记错了人")
    assert register.standing(session, now) == ()
    with refused("whereabouts.withdrawn_already"):
        register.end_early(session, notice.id, now + HOUR)
    rows = register.history(session, known["林秋实"])
    assert [(row.act, row.reason) for row in rows] == [
        (WhereaboutsAct.WITHDRAWN, "记错了人"),
        (WhereaboutsAct.CORRECTED, "补记代管"),
        (WhereaboutsAct.NOTED, ""),
    ]
    acts = [line.act for line in house.journal.newest(limit=4)]
    assert acts == ["whereabouts.withdrawn", "number.revealed", "whereabouts.corrected", "whereabouts.noted"]
    assert house.verify().whole


def test_officers_write_everybody_who_reads_the_desk_reads_and_numbers_are_masked(
    house: House, session: Session, clock: SetClock
) -> None:
    now, known, register = clock.now(), leaders(house, session), house.whereabouts
    trip = a_trip(known["林秋实"], now, reach="19900000041", channel=NoticeChannel.SMS, told_by="秘书何姗")
    notice = register.note(session, trip)
    reader = a_reader(session)
    assert [one.reach for one in register.standing(reader, now)] == ["199****0041"]
    assert register.history(reader, known["林秋实"])[0].told_by == "秘书何姗"
    for act in (
        lambda: register.note(reader, trip),
        lambda: register.correct(reader, notice.id, trip, "更正"),
        lambda: register.end_early(reader, notice.id),
        lambda: register.withdraw(reader, notice.id, "撤回"),
        lambda: register.reveal_reach(reader, notice.id, "急电"),
    ):
        with refused("accounts.not_allowed"):
            act()
    auditor = house.accounts.sign_in(an_officer(house, session, "许听澜", Role.AUDIT_ADMINISTRATOR).id)
    with refused("accounts.not_allowed"):
        register.standing(auditor, now)
    with refused("directory.reason_missing"):
        register.reveal_reach(session, notice.id, "")
    for code, wrong in (
        ("whereabouts.no_such_person", a_trip("0" * 32, now)),
        ("whereabouts.no_such_person", a_trip(known["白露"], now, deputy_id="0" * 32)),
        ("whereabouts.too_long", a_trip(known["白露"], now, place="远" * 201)),
        ("log.secrecy_mark", a_trip(known["白露"], now, place="绝密★会议")),
    ):
        with refused(code):
            register.note(session, wrong)


@pytest.mark.req("R139")
def test_the_leader_in_charge_who_has_not_told_where_they_are_off_hours_is_named(
    house: House, session: Session, clock: SetClock
) -> None:
    register, known = house.whereabouts, leaders(house, session)
    assert register.unknown_whereabouts(session, clock.now()) == ()  # nobody has planned this day
    a_roster_room(house, session)
    for order, name in enumerate(("林秋实", "白露")):
        member = Member("", name, frozenset({Pool.HEADS}), order, person_id=known[name] if order else None)
        house.roster.save_member(session, member)
    for one in house.roster.members(session):
        if one.name.startswith("主任"):
            house.roster.save_member(session, Member(one.id, one.name, one.pools, leaves=date(2026, 1, 1)))
    in_force(house, session, date(2026, 11, 21), date(2026, 11, 27))

    def missing(hours: float) -> list[str]:
        moment = clock.now() + timedelta(hours=hours)
        return [one.name for one in register.unknown_whereabouts(session, moment)]

    def leads(hours: float) -> str:
        on = house.roster.people_on(clock.now() + timedelta(hours=hours)) or ()
        return next(member.name for post, member in on if post is Post.LEADER_IN_CHARGE and member is not None)

    assert missing(0) == [leads(0)]
    assert missing(18) == [leads(18)]  # Sunday afternoon
    assert missing(42) == []  # Monday afternoon: everybody is at work
    assert missing(48) == [leads(48)]  # Monday evening
    here = NewNotice(person_id=known[leads(0)], kind=Kind.IN_CITY, since=clock.now(), until=clock.now() + 3 * HOUR)
    register.note(session, here)
    assert missing(0) == []
    assert missing(3) == [leads(3)]
    register.note(session, a_trip(known[leads(48)], clock.now() + 40 * HOUR))
    assert missing(48) == []  # away, and told so
