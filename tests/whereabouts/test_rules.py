"""Who is away, who acts for them, and what a notice must say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dutyroom.calendar.model import DayType, Shift
from dutyroom.roster.model import NoticeChannel
from dutyroom.whereabouts.model import NewNotice, Notice, WhereaboutsAct, WhereaboutsKind
from dutyroom.whereabouts.rules import absent, away, check_notice, contradicted, holding, off_hours
from tests.factories import EVENING
from tests.rosters import refused

HOUR = timedelta(hours=1)
Kind = WhereaboutsKind


def a_notice(seq: int, kind: WhereaboutsKind, since: int = 0, until: int | None = 10, deputy: str = "") -> Notice:
    """Return a notice of 林秋实, from one hour of the evening to another."""
    return Notice(
        id=f"n{seq}",
        act=WhereaboutsAct.NOTED,
        person_id="lin",
        person_name="林秋实",
        post="副秘书长",
        kind=kind,
        since=EVENING + since * HOUR,
        until=None if until is None else EVENING + until * HOUR,
        place="省城",
        reach="",
        deputy_id=deputy,
        deputy_name=deputy,
        told_by="林秋实",
        told_at=EVENING,
        channel=NoticeChannel.PHONE,
        passed_on="",
        reason="",
        noted_at=EVENING,
        noted_by="陈予",
        seq=seq,
    )


def at(hour: float) -> datetime:
    return EVENING + hour * HOUR


def test_whoever_travels_is_away_and_whoever_sits_in_a_meeting_can_be_called_out_of_it() -> None:
    assert [kind for kind in Kind if away(kind, "")] == [Kind.TRIP, Kind.ABROAD, Kind.LEAVE, Kind.SICK]
    assert [kind for kind in Kind if not away(kind, "bai")] == [Kind.IN_CITY, Kind.STANDING_DEPUTY]


@pytest.mark.req("R113")
def test_the_deputy_of_the_notice_acts_else_the_standing_one_else_nobody_and_the_leader_is_back_at_the_hour() -> None:
    always = a_notice(1, Kind.STANDING_DEPUTY, until=None, deputy="bai")
    trip = a_notice(2, Kind.TRIP)
    own = a_notice(3, Kind.TRIP, deputy="qin")
    assert [(one.deputy_id, one.standing) for one in absent([trip], at(1))] == [("", False)]
    assert [(one.deputy_id, one.standing) for one in absent([always, trip], at(1))] == [("bai", True)]
    assert [(one.deputy_id, one.standing) for one in absent([always, own], at(1))] == [("qin", False)]
    assert absent([always], at(1)) == ()
    assert [len(absent([trip], at(hour))) for hour in (-0.01, 0, 9.99, 10)] == [0, 1, 1, 0]


def test_being_away_counts_before_being_here_and_then_what_was_told_last() -> None:
    here, trip, later = a_notice(3, Kind.IN_CITY), a_notice(1, Kind.TRIP), a_notice(2, Kind.LEAVE, since=2)
    assert holding([here, trip, later], at(1))["lin"] is trip
    assert holding([here, trip, later], at(3))["lin"] is later
    assert holding([here], at(3))["lin"] is here


def test_a_leader_who_is_away_is_not_noted_as_here_before_they_are_back() -> None:
    trip = a_notice(1, Kind.TRIP, until=None)
    here = NewNotice(person_id="lin", kind=Kind.IN_CITY, since=at(3))
    assert contradicted(here, [trip]) is trip
    assert contradicted(here, [a_notice(1, Kind.TRIP, until=3)]) is None
    assert contradicted(NewNotice(person_id="qin", kind=Kind.IN_CITY, since=at(3)), [trip]) is None
    assert contradicted(NewNotice(person_id="lin", kind=Kind.LEAVE, since=at(3)), [trip]) is None


def test_a_notice_that_does_not_fit_together_is_refused() -> None:
    good = NewNotice(person_id="lin", kind=Kind.TRIP, since=at(1), place="省城")
    check_notice(good, EVENING)
    for code, wrong in (
        ("period_order", NewNotice(person_id="lin", kind=Kind.LEAVE, since=at(1), until=at(1))),
        ("place_missing", NewNotice(person_id="lin", kind=Kind.ABROAD, since=at(1))),
        ("deputy_missing", NewNotice(person_id="lin", kind=Kind.STANDING_DEPUTY, since=at(1))),
        ("own_deputy", NewNotice(person_id="lin", kind=Kind.LEAVE, since=at(1), deputy_id="lin")),
        ("deputy_not_away", NewNotice(person_id="lin", kind=Kind.IN_CITY, since=at(1), deputy_id="bai")),
        ("told_later", NewNotice(person_id="lin", kind=Kind.LEAVE, since=at(1), told_at=at(0.2))),
    ):
        with refused(f"whereabouts.{code}"):
            check_notice(wrong, EVENING)


@pytest.mark.req("R139")
def test_leaders_tell_where_they_are_outside_office_hours_on_rest_days_and_holidays() -> None:
    free = {day for day in DayType if off_hours(day, Shift.DAY)}
    assert free == {DayType.REST_DAY, DayType.STATUTORY_HOLIDAY, DayType.HOLIDAY_REST_DAY}
    assert all(off_hours(day, Shift.NIGHT) for day in DayType)
