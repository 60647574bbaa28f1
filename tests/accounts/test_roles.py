"""Who may do what: least rights, three administrators who are three persons, an auditor who stands alone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from dutyroom.accounts.model import NewAccount, Right, Role, Session
from dutyroom.accounts.rules import ADMINISTRATORS, RIGHTS, check_roles, rights_of
from dutyroom.bootstrap import FOUNDER_ROLES, House, Place, open_house, unlock
from dutyroom.calendar.model import ArrangementStatus, YearArrangement
from dutyroom.clock import SetClock
from dutyroom.directory.model import PhoneLabel, Unit
from dutyroom.errors import Refused
from dutyroom.log.model import EntryKind, Field, MatterFilter, NewEntry
from dutyroom.settings import ZONE
from dutyroom.storage.store import UnitOfWork
from tests.conftest import Template
from tests.factories import EVENING, LOGIN, OTHER_PASSWORD, PASSWORD, a_classified_slip, a_slip, an_officer, wide


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def signed_in_as(house: House, session: Session, *roles: Role) -> Session:
    """Open an account of these roles and return its session."""
    return house.accounts.sign_in(an_officer(house, session, f"某{len(house.accounts.all())}", *roles).id)


def test_every_role_has_rights_and_every_right_belongs_to_a_role() -> None:
    assert set(RIGHTS) == set(Role)
    assert frozenset().union(*RIGHTS.values()) == frozenset(Right)


@pytest.mark.parametrize(
    "pair", [set(pair) for pair in combinations(sorted(ADMINISTRATORS), 2)], ids=lambda pair: "+".join(sorted(pair))
)
def test_two_of_the_three_administrators_are_never_one_person(pair: set[Role]) -> None:
    assert code_of(lambda: check_roles(frozenset(pair))) == "accounts.two_administrators"
    assert code_of(lambda: check_roles(frozenset(pair | {Role.DUTY_OFFICER}))) == "accounts.two_administrators"


@pytest.mark.parametrize("other", [role for role in Role if role not in ADMINISTRATORS])
def test_the_auditor_is_nothing_else(other: Role) -> None:
    assert code_of(lambda: check_roles(frozenset({Role.AUDIT_ADMINISTRATOR, other}))) == "accounts.auditor_stands_alone"
    check_roles(frozenset({Role.AUDIT_ADMINISTRATOR}))


def test_a_person_without_a_role_is_refused() -> None:
    assert code_of(lambda: check_roles(frozenset())) == "accounts.no_role"
    check_roles(FOUNDER_ROLES)


def test_an_administrator_of_the_system_does_not_read_the_log_or_the_journal() -> None:
    rights = rights_of(frozenset({Role.SYSTEM_ADMINISTRATOR}))
    assert not rights & {Right.READ_LOG, Right.WRITE_LOG, Right.READ_JOURNAL, Right.REVEAL_NUMBERS}
    assert rights_of(frozenset({Role.AUDIT_ADMINISTRATOR})) == {Right.READ_JOURNAL}


def reading(house: House, session: Session, clock: SetClock) -> list[Callable[[], object]]:
    reader, now = house.log_reader, clock.now()
    return [
        lambda: reader.file(session, "x"),
        lambda: reader.by_number(session, "2026-0001"),
        lambda: reader.page(session, MatterFilter()),
        lambda: reader.counts(session, MatterFilter(), now),
        lambda: reader.open_board(session),
        lambda: reader.due(session),
        lambda: reader.files_received(session, now, now),
        lambda: reader.watch_entries(session, "2026-11-21/day"),
        lambda: reader.search(session, "货车"),
        lambda: house.directory.book(session),
    ]


def writing(house: House, session: Session, clock: SetClock) -> list[Callable[[], object]]:
    log = house.log
    return [
        lambda: log.open_matter(session, a_slip(clock)),
        lambda: log.open_matter(session, a_classified_slip(clock)),
        lambda: log.add_entry(session, "x", NewEntry(EntryKind.TOLD, "已报告")),
        lambda: log.correct_entry(session, "x", "y", "z"),
        lambda: log.correct_field(session, "x", Field.SUBJECT, "z"),
        lambda: log.assign(session, "x", "y", "z"),
        lambda: log.set_due(session, "x", None),
        lambda: log.close(session, "x", "办结"),
        lambda: log.reopen(session, "x", "再办"),
        lambda: log.withdraw(session, "x", "重复"),
        lambda: log.reinstate(session, "x", "恢复"),
        lambda: log.hand_over_item(session, "x", "机要室"),
        lambda: house.directory.note_check(session, "x", reachable=True),
    ]


def managing(house: House, session: Session, _clock: SetClock) -> list[Callable[[], object]]:
    accounts = house.accounts
    return [
        lambda: accounts.open(session, NewAccount("x", "某人", frozenset({Role.READER})), OTHER_PASSWORD),
        lambda: accounts.reset_password(session, "x", OTHER_PASSWORD),
        lambda: accounts.close(session, "x"),
        lambda: accounts.reopen(session, "x", OTHER_PASSWORD),
        lambda: accounts.set_roles(session, "x", frozenset({Role.READER})),
    ]


def keeping_the_directory(house: House, session: Session, _clock: SetClock) -> list[Callable[[], object]]:
    return [
        lambda: house.directory.add_unit(session, Unit(id="", name="北屏区")),
        lambda: house.directory.change_unit(session, Unit(id="x", name="北屏区")),
        lambda: house.directory.add_number(session, "x", PhoneLabel.DUTY, "0999-8000001", private=False),
        lambda: house.directory.drop_number(session, "x"),
    ]


def keeping_the_calendar(house: House, session: Session, _clock: SetClock) -> list[Callable[[], object]]:
    kept = house.arrangements
    return [
        lambda: kept.accept_notice(session, "关于2027年部分节假日安排", source="通知"),
        lambda: kept.accept(session, YearArrangement(2027, ArrangementStatus.OFFICIAL, ())),
        lambda: kept.take_back(session, 2027, "误录"),
        lambda: kept.add_local_holiday(session, date(2027, 3, 8), "三月三", "通知"),
        lambda: kept.withdraw_local_holiday(session, "x", "误录"),
    ]


@pytest.mark.req("R086", "R205")
@pytest.mark.parametrize(
    ("roles", "refused"),
    [
        ({Role.READER}, [writing, managing, keeping_the_directory, keeping_the_calendar]),
        ({Role.SECRETARY_GENERAL}, [writing, managing, keeping_the_directory]),
        ({Role.DUTY_OFFICER}, [managing, keeping_the_directory, keeping_the_calendar]),
        ({Role.SYSTEM_ADMINISTRATOR}, [reading, writing, keeping_the_calendar]),
        ({Role.SECURITY_ADMINISTRATOR}, [reading, writing, keeping_the_directory, keeping_the_calendar]),
        ({Role.AUDIT_ADMINISTRATOR}, [reading, writing, managing, keeping_the_directory, keeping_the_calendar]),
    ],
    ids=lambda value: ",".join(sorted(value)) if isinstance(value, set) else None,
)
def test_a_person_is_refused_every_act_that_the_role_does_not_carry(
    house: House,
    session: Session,
    clock: SetClock,
    roles: set[Role],
    refused: list[Callable[[House, Session, SetClock], list[Callable[[], object]]]],
) -> None:
    person = signed_in_as(house, session, *roles)
    head = house.journal.head()
    codes = {code_of(act) for group in refused for act in group(house, person, clock)}
    assert codes == {"accounts.not_allowed"}
    assert house.journal.head() == head


def test_the_settings_of_the_room_are_changed_by_its_head_only(house: House, session: Session) -> None:
    officer = signed_in_as(house, session, Role.DUTY_OFFICER)
    assert code_of(lambda: house.settings.put(officer, ZONE, "Asia/Urumqi")) == "accounts.not_allowed"
    house.settings.put(session, ZONE, "Asia/Urumqi")


def test_a_leaders_number_is_shown_only_with_the_right_and_a_reason(house: House, session: Session) -> None:
    reader = signed_in_as(house, session, Role.READER)
    assert code_of(lambda: house.directory.reveal(reader, "x", "领导要求")) == "accounts.not_allowed"
    assert code_of(lambda: house.directory.reveal(session, "x", "  ")) == "directory.reason_missing"


def test_nobody_changes_their_own_roles_or_closes_their_own_account(house: House, session: Session) -> None:
    more = FOUNDER_ROLES - {Role.SYSTEM_ADMINISTRATOR}
    assert code_of(lambda: house.accounts.set_roles(session, session.account_id, more)) == "accounts.own_roles"
    assert code_of(lambda: house.accounts.close(session, session.account_id)) == "accounts.own_account"


def test_the_last_manager_of_accounts_stays_one(house: House, session: Session) -> None:
    security = signed_in_as(house, session, Role.SECURITY_ADMINISTRATOR)
    fewer = frozenset({Role.DUTY_OFFICER})
    assert code_of(lambda: house.accounts.set_roles(security, session.account_id, fewer)) == "accounts.last_manager"

    second = an_officer(house, session, "第二", Role.SYSTEM_ADMINISTRATOR)
    changed = house.accounts.set_roles(security, session.account_id, fewer)
    assert changed.roles == fewer
    assert code_of(lambda: house.accounts.set_roles(security, second.id, fewer)) == "accounts.last_manager"


def test_two_administrators_who_close_each_other_at_two_desks_leave_one(
    house: House, session: Session, founded: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = signed_in_as(house, session, Role.SYSTEM_ADMINISTRATOR)
    elsewhere = open_house(house.place, founded.data_key, SetClock(EVENING))
    begin = house.store.write

    def begin_a_moment_later() -> contextlib.AbstractContextManager[UnitOfWork]:
        monkeypatch.undo()
        elsewhere.accounts.close(second, session.account_id)
        return begin()

    monkeypatch.setattr(house.store, "write", begin_a_moment_later)
    try:
        assert code_of(lambda: house.accounts.close(session, second.account_id)) == "accounts.last_manager"
        assert [one.id for one in elsewhere.accounts.all() if one.active] == [second.account_id]
    finally:
        elsewhere.close()


def test_an_administrator_whose_rights_are_gone_closes_nobody(house: House, session: Session) -> None:
    second = signed_in_as(house, session, Role.SYSTEM_ADMINISTRATOR)
    third = signed_in_as(house, session, Role.SECURITY_ADMINISTRATOR)
    house.accounts.set_roles(third, session.account_id, frozenset({Role.DUTY_OFFICER}))
    assert code_of(lambda: house.accounts.close(session, second.account_id)) == "accounts.not_allowed"


def test_roles_are_kept_and_the_journal_says_which(house: House, session: Session) -> None:
    officer = an_officer(house, session)
    roles = frozenset({Role.LEADER_IN_CHARGE, Role.HEAD_OF_DUTY_ROOM})
    house.accounts.set_roles(session, officer.id, roles)
    line = house.journal.newest(limit=1)[0]
    assert (line.act, line.subject) == ("account.roles_set", officer.id)
    assert line.detail == '{"roles":"head_of_duty_room,leader_in_charge"}'
    assert house.accounts.sign_in(officer.id).rights == rights_of(roles)


def test_closing_an_account_takes_its_way_in_and_keeps_its_history(
    house: House, session: Session, place: Place, clock: SetClock, founded: Template
) -> None:
    officer = an_officer(house, session)
    as_officer = house.accounts.sign_in(officer.id)
    house.log.open_matter(as_officer, a_slip(clock))
    closed = house.accounts.close(session, officer.id)
    assert not closed.active
    assert all(slot.id != officer.id for slot in house.keys.read().slots)
    assert [account.name for account in house.accounts.all()] == ["陈予", "周岚"]  # closed ones last
    house.close()
    assert code_of(lambda: unlock(place, officer.login, OTHER_PASSWORD, clock)) == "accounts.wrong_name_or_password"
    again = open_house(place, founded.data_key, clock)
    matter = again.log_reader.by_number(again.accounts.sign_in(founded.account_id), "2026-0001")
    again.close()
    assert matter is not None
    assert matter.account_name == "周岚"


def test_the_slot_of_a_closed_account_stands_in_no_file_any_more(house: House, session: Session) -> None:
    officer = an_officer(house, session)
    wrapped = next(slot.wrapped for slot in house.keys.read().slots if slot.id == officer.id)
    house.accounts.close(session, officer.id)
    for file in house.place.data_file.parent.iterdir():
        assert wrapped.encode() not in file.read_bytes(), f"{file.name} still lets a closed account in"


def test_a_new_password_for_a_closed_account_does_not_give_it_a_way_in(house: House, session: Session) -> None:
    officer = an_officer(house, session)
    house.accounts.close(session, officer.id)
    assert code_of(lambda: house.accounts.reset_password(session, officer.id, OTHER_PASSWORD)) == "accounts.closed"
    assert code_of(lambda: house.accounts.recover(officer.login, OTHER_PASSWORD)) == "accounts.closed"
    assert all(slot.id != officer.id for slot in house.keys.read().slots)


def test_a_closed_account_whose_slot_came_back_is_still_refused(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    officer = an_officer(house, session)
    ring = house.keys.read()
    house.accounts.close(session, officer.id)
    house.keys.write(ring)
    house.close()
    assert code_of(lambda: unlock(place, officer.login, OTHER_PASSWORD, clock)) == "accounts.closed"


def test_a_closed_account_is_reopened_with_a_first_password(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    officer = an_officer(house, session)
    house.accounts.close(session, officer.id)
    reopened = house.accounts.reopen(session, officer.id, "New-first-1")
    assert reopened.active
    assert reopened.must_change_password
    house.close()
    again, as_officer = unlock(place, officer.login, "New-first-1", clock)
    assert as_officer.must_change_password
    again.close()


def test_reopening_an_account_is_one_act(house: House, session: Session) -> None:
    officer = an_officer(house, session)
    house.accounts.close(session, officer.id)
    before = house.journal.head().seq
    house.accounts.reopen(session, officer.id, "New-first-1")
    assert [line.act for line in house.journal.newest(limit=house.journal.head().seq - before)] == ["account.reopened"]


@pytest.mark.parametrize("login", [LOGIN, "CHENYU ", "陈予", wide("chenyu"), "recovery", "Recovery"])
def test_a_login_that_is_taken_by_a_login_or_a_name_is_refused(house: House, session: Session, login: str) -> None:
    new = NewAccount(login, "另一人", frozenset({Role.READER}))
    assert code_of(lambda: house.accounts.open(session, new, OTHER_PASSWORD)) == "accounts.login_taken"


def test_an_account_without_a_name_is_refused_and_one_without_a_login_signs_in_by_name(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    nameless = NewAccount("x", "  ", frozenset({Role.READER}))
    assert code_of(lambda: house.accounts.open(session, nameless, OTHER_PASSWORD)) == "accounts.name_missing"
    house.accounts.open(session, NewAccount("", "何姗", frozenset({Role.READER})), OTHER_PASSWORD)
    house.close()
    again, reader = unlock(place, "何姗", OTHER_PASSWORD, clock)
    assert reader.name == "何姗"
    again.close()


def test_two_officers_of_the_same_name_each_come_in_by_their_login(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    house.accounts.open(session, NewAccount("chen2", "陈予", frozenset({Role.READER})), OTHER_PASSWORD)
    house.close()
    for login, password, roles in (("chen2", OTHER_PASSWORD, {Role.READER}), ("陈予", PASSWORD, FOUNDER_ROLES)):
        again, person = unlock(place, login, password, clock)
        assert person.roles == roles
        again.close()


def test_the_first_account_is_opened_once(house: House) -> None:
    new = NewAccount("second", "第二人", FOUNDER_ROLES)
    assert code_of(lambda: house.accounts.open_first(new, OTHER_PASSWORD)) == "accounts.room_has_accounts"


def test_a_session_never_gains_a_right_by_itself(session: Session) -> None:
    poorer = replace(session, rights=frozenset())
    assert code_of(lambda: poorer.require(Right.READ_LOG)) == "accounts.not_allowed"
    assert not poorer.may(Right.READ_LOG)
