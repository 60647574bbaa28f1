"""What the room accepts for a year, takes back, and adds of its own; every version stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House, open_house
from dutyroom.calendar.book import shipped_book
from dutyroom.calendar.model import ArrangementStatus, DayType, LocalAct, YearArrangement
from dutyroom.calendar.notice import read_notice
from dutyroom.calendar.rules import changed_days, shipped_calendar
from dutyroom.changes import Changes, Topic
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.journal.verify import verify
from tests.conftest import Template
from tests.factories import NOTICE_2027, an_officer

SOURCE = "国办发明电〔2026〕0号"
WOMENS_DAY = date(2027, 3, 8)  # a Monday


def refusal(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as told:
        act()
    return told.value


def arrangement_of_2027() -> YearArrangement:
    read = read_notice(NOTICE_2027, shipped_book(), source=SOURCE)
    assert read.arrangement is not None
    return read.arrangement


@pytest.mark.req("R073")
def test_an_unpublished_year_becomes_what_the_notice_says_and_stays_so(
    house: House, session: Session, founded: Template, clock: SetClock
) -> None:
    assert house.calendar.arrangement(2027).status is ArrangementStatus.UNPUBLISHED
    assert house.calendar.day(date(2027, 2, 9)).day_type is DayType.WORKDAY
    assert house.arrangements.versions(2027) == ()
    heard: list[Changes] = []
    house.announcer.listen(heard.append)

    accepted = house.arrangements.accept_notice(session, NOTICE_2027, source=f"  {SOURCE} ")
    assert (accepted.version, accepted.source, accepted.account_name) == (1, SOURCE, "陈予")
    assert accepted.accepted_at == clock.now()
    assert accepted.notice.startswith("关于2027年")
    assert heard[-1].touches(Topic.CALENDAR)
    assert heard[-1].subjects == {"2027"}
    line = house.journal.newest(limit=1)[0]
    assert (line.act, line.subject, line.detail) == ("arrangement.accepted", "2027", '{"version":1}')

    assert house.calendar.arrangement(2027) == arrangement_of_2027()
    off, worked = house.calendar.day(date(2027, 2, 9)), house.calendar.day(date(2027, 2, 14))
    assert (off.day_type, worked.day_type) == (DayType.HOLIDAY_REST_DAY, DayType.MAKE_UP_WORKDAY)
    assert off.status is ArrangementStatus.OFFICIAL
    assert not house.calendar.add_working_days(date(2027, 1, 29), 3).provisional
    assert house.calendar.add_working_days(date(2027, 1, 29), 1).date == date(2027, 1, 31)
    assert verify(house.store).whole
    house.close()
    again = open_house(house.place, founded.data_key, clock)
    assert again.calendar.day(date(2027, 2, 14)) == worked
    again.close()


@pytest.mark.req("R073")
def test_versions_follow_each_other_and_their_difference_is_told_by_day(
    house: House, session: Session, clock: SetClock
) -> None:
    first = arrangement_of_2027()
    guess = replace(first, status=ArrangementStatus.PROVISIONAL, source="试排")
    house.arrangements.accept(session, guess)
    assert house.calendar.day(date(2027, 5, 3)).status is ArrangementStatus.PROVISIONAL
    assert house.calendar.add_working_days(date(2027, 4, 29), 2).uncertain_years == (2027,)
    clock.advance(timedelta(days=3))
    labour = first.holidays[3]
    shorter = replace(labour, last=date(2027, 5, 3), make_up=())
    house.arrangements.accept(session, replace(first, holidays=(*first.holidays[:3], shorter, *first.holidays[4:])))

    newest, oldest = house.arrangements.versions(2027)
    assert (newest.version, oldest.version) == (2, 1)
    assert newest.accepted_at - oldest.accepted_at == timedelta(days=3)
    changes = house.arrangements.difference(2027, 1, 2)
    assert [(one.date, one.before.day_type, one.after.day_type) for one in changes] == [
        (date(2027, 4, 25), DayType.MAKE_UP_WORKDAY, DayType.REST_DAY),
        (date(2027, 5, 4), DayType.HOLIDAY_REST_DAY, DayType.WORKDAY),
        (date(2027, 5, 5), DayType.HOLIDAY_REST_DAY, DayType.WORKDAY),
        (date(2027, 5, 8), DayType.MAKE_UP_WORKDAY, DayType.REST_DAY),
    ]
    assert all(one.type_changed for one in changes)
    from_shipped = house.arrangements.difference(2027, 0, 2)
    assert from_shipped == changed_days(
        shipped_calendar(), house.calendar.days_known, date(2026, 12, 1), date(2027, 12, 31)
    )
    assert house.arrangements.difference(2027, 2, 2) == ()


def test_a_version_is_taken_back_with_a_reason_and_the_shipped_facts_hold_again(house: House, session: Session) -> None:
    arrangements = house.arrangements
    assert refusal(lambda: arrangements.take_back(session, 2027, "误录")).code == "calendar.nothing_new"
    arrangements.accept(session, arrangement_of_2027())
    assert refusal(lambda: arrangements.accept(session, arrangement_of_2027())).code == "calendar.nothing_new"
    assert refusal(lambda: arrangements.take_back(session, 2027, " ")).code == "calendar.reason_missing"
    taken = arrangements.take_back(session, 2027, "误录")
    assert (taken.version, taken.arrangement, taken.source) == (2, None, "误录")
    assert house.calendar.arrangement(2027).status is ArrangementStatus.UNPUBLISHED
    assert refusal(lambda: arrangements.take_back(session, 2027, "再撤")).code == "calendar.nothing_new"
    assert len(arrangements.difference(2027, 2, 1)) > 10, "taken back is as shipped"
    arrangements.accept(session, arrangement_of_2027())
    assert [one.version for one in arrangements.versions(2027)] == [3, 2, 1]
    assert house.calendar.arrangement(2027).status is ArrangementStatus.OFFICIAL


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("2月14日（周日）", "2月14日（周六）", "calendar.notice_weekday"),
        ("五、端午节：6月9日（周三）放假1天。\n", "", "calendar.holiday_missing"),
        ("2月14日（周日）上班", "2月17日（周三）上班", "calendar.make_up_not_weekend"),
        ("2027年", "", "calendar.notice_no_year"),
        ("一、元旦", "机密★启封前\n一、元旦", "log.secrecy_mark"),
    ],
)
def test_a_notice_that_does_not_fit_is_refused_with_the_reason_and_writes_nothing(
    house: House, session: Session, right: str, wrong: str, code: str
) -> None:
    text = NOTICE_2027.replace(right, wrong)
    head = house.journal.head()
    assert refusal(lambda: house.arrangements.accept_notice(session, text, source=SOURCE)).code == code
    assert house.journal.head() == head
    assert house.arrangements.versions(2027) == ()


def test_an_arrangement_without_source_or_with_a_fault_is_refused(house: House, session: Session) -> None:
    good = arrangement_of_2027()
    accept = house.arrangements.accept
    assert refusal(lambda: accept(session, replace(good, source=" "))).code == "calendar.source_missing"
    assert refusal(lambda: accept(session, replace(good, source="长" * 201))).code == "calendar.too_long"
    assert (
        refusal(lambda: accept(session, replace(good, holidays=good.holidays[1:]))).code == "calendar.holiday_missing"
    )
    assert refusal(lambda: accept(session, replace(good, year=2003))).code == "calendar.year_unknown"
    long = refusal(lambda: house.arrangements.accept_notice(session, NOTICE_2027 + " " * 20_001, source=SOURCE))
    assert long.code == "calendar.too_long"
    with pytest.raises(ValueError, match="published or provisional"):
        accept(session, replace(good, status=ArrangementStatus.UNPUBLISHED))
    assert house.arrangements.versions(2027) == ()


def test_a_proposal_says_what_would_change_before_anything_is_written(house: House) -> None:
    head = house.journal.head()
    proposal = house.arrangements.propose(NOTICE_2027, source=SOURCE)
    assert proposal.fits
    assert proposal.read.arrangement == arrangement_of_2027()
    types = {one.date: (one.before.day_type, one.after.day_type) for one in proposal.changes}
    assert types[date(2027, 1, 31)] == (DayType.REST_DAY, DayType.MAKE_UP_WORKDAY)
    assert date(2027, 1, 1) not in types
    assert not house.arrangements.propose("没有条目", year=2027).fits
    wrong = house.arrangements.propose(NOTICE_2027.replace("（周五）至3日", "（周一）至3日"))
    assert (wrong.fits, len(wrong.read.problems)) == (False, 1)
    assert wrong.changes == proposal.changes, "what could be read is shown all the same"
    assert house.journal.head() == head


@pytest.mark.req("R073")
def test_a_local_holiday_is_a_day_off_here_until_it_is_withdrawn(house: House, session: Session) -> None:
    arrangements = house.arrangements
    assert house.calendar.day(WOMENS_DAY).works
    added = arrangements.add_local_holiday(session, WOMENS_DAY, "三月三", "云岭市政府令第9号")
    known = house.calendar.day(WOMENS_DAY)
    assert (known.day_type, known.holiday_name, known.local) == (DayType.HOLIDAY_REST_DAY, "三月三", True)
    assert known.holiday_id == added.kind == "local:三月三"
    assert house.calendar.add_working_days(date(2027, 3, 5), 1).date == date(2027, 3, 9)
    assert arrangements.local_holidays() == (added,)

    again = refusal(lambda: arrangements.add_local_holiday(session, WOMENS_DAY, "三月三", "又一份"))
    assert (again.code, again.params["holiday"]) == ("calendar.already_off", "三月三")
    arrangements.withdraw_local_holiday(session, added.id, "市政府另行通知")
    assert house.calendar.day(WOMENS_DAY).works
    assert arrangements.local_holidays() == ()
    gone = refusal(lambda: arrangements.withdraw_local_holiday(session, added.id, "再撤"))
    assert gone.code == "calendar.no_such_holiday"
    entries = arrangements.local_entries()
    assert [(one.act, one.holiday.day, one.source, one.account_name) for one in entries] == [
        (LocalAct.ADDED, WOMENS_DAY, "云岭市政府令第9号", "陈予"),
        (LocalAct.WITHDRAWN, WOMENS_DAY, "市政府另行通知", "陈予"),
    ]
    assert [line.act for line in house.journal.newest(limit=2)] == ["local_holiday.withdrawn", "local_holiday.added"]
    assert verify(house.store).whole


def test_a_local_holiday_gives_way_to_one_of_the_whole_country(house: House, session: Session) -> None:
    taken = refusal(lambda: house.arrangements.add_local_holiday(session, date(2027, 10, 1), "市庆", "通知"))
    assert taken.code == "calendar.already_off"
    house.arrangements.add_local_holiday(session, date(2027, 2, 9), "灯节", "通知")
    house.arrangements.add_local_holiday(session, date(2027, 4, 25), "市庆", "通知")
    house.arrangements.accept(session, arrangement_of_2027())
    national, local = house.calendar.day(date(2027, 2, 9)), house.calendar.day(date(2027, 4, 25))
    assert national.holiday_name == "春节"
    assert (local.day_type, local.holiday_name) == (DayType.HOLIDAY_REST_DAY, "市庆"), "off here, worked elsewhere"
    assert local.status is ArrangementStatus.OFFICIAL


@pytest.mark.parametrize(
    ("name", "source", "code"),
    [
        (" ", "通知", "calendar.name_missing"),
        ("灯节", " ", "calendar.source_missing"),
        ("灯" * 21, "通知", "calendar.too_long"),
        ("灯节", "机密★长期", "log.secrecy_mark"),
    ],
)
def test_a_local_holiday_needs_a_name_and_a_paper(
    house: House, session: Session, name: str, source: str, code: str
) -> None:
    refused = refusal(lambda: house.arrangements.add_local_holiday(session, WOMENS_DAY, name, source))
    assert refused.code == code
    assert house.arrangements.local_entries() == ()


def test_the_head_of_the_duty_room_and_the_secretary_general_keep_the_calendar(house: House, session: Session) -> None:
    secretary = house.accounts.sign_in(an_officer(house, session, "方拟", Role.SECRETARY_GENERAL).id)
    house.arrangements.add_local_holiday(secretary, WOMENS_DAY, "三月三", "通知")
    assert house.arrangements.local_entries()[0].account_name == "方拟"
    officer = house.accounts.sign_in(an_officer(house, session).id)
    assert refusal(lambda: house.arrangements.accept(officer, arrangement_of_2027())).code == "accounts.not_allowed"
