"""The indexed directory behind the page: order, what is taken over, and what a check changes at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.directory.model import NumberCheck, PhoneLabel, PhoneNumber, Unit, UnitKind
from dutyroom.directory.service import Book
from tests.factories import EVENING
from tests.ui.directory.conftest import Directory
from ui.directory.rows import CHECK_LIMIT, RowKind, check_rows, found_rows
from ui.directory.shelf import CHECK_AGAIN_AFTER, Shelf, make_shelf, with_check


def _book(count: int, kind: UnitKind = UnitKind.COUNTY) -> Book:
    """Return units with a duty phone each, none of them tried."""
    units = tuple(Unit(id=f"u{place:04d}", name=f"单位{place}", kind=kind) for place in range(count))
    numbers = tuple(
        PhoneNumber(id=f"n{place:04d}", owner_id=f"u{place:04d}", label=PhoneLabel.DUTY, digits=f"0999-8{place:06d}")
        for place in range(count)
    )
    return Book(units=units, people=(), numbers=numbers, last_checks={})


def test_the_duty_phone_stands_first_however_it_was_entered(
    house: House, session: Session, directory: Directory
) -> None:
    house.directory.add_number(session, directory.leaders.id, PhoneLabel.OFFICE, "0999-8000051", private=False)
    house.directory.add_number(session, directory.leaders.id, PhoneLabel.DUTY, "0999-8000052", private=False)
    shelf = make_shelf(house.directory.book(session), now=EVENING)
    main = shelf.main_number(directory.leaders.id)
    assert main is not None
    assert main.digits == "0999-8000052"


def test_people_of_a_unit_out_of_use_are_not_shown(house: House, session: Session, directory: Directory) -> None:
    house.directory.change_unit(session, replace(directory.bureau, active=False))
    shelf = make_shelf(house.directory.book(session), now=EVENING)
    assert directory.officer.id not in shelf.people
    assert found_rows(shelf, "蔡知行") == ()


def test_a_check_alone_leaves_the_search_index_as_it_was() -> None:
    book = _book(3)
    before = make_shelf(book, now=EVENING)
    check = NumberCheck(number_id="n0001", at=EVENING, reachable=True, by="陈予")
    after = make_shelf(replace(book, last_checks={"n0001": check}), now=EVENING, before=before)
    assert after.completer is before.completer
    renamed = replace(book, units=(replace(book.units[0], name="南川县"), *book.units[1:]))
    assert make_shelf(renamed, now=EVENING, before=before).completer is not before.completer


@given(st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=20))
def test_checks_added_one_by_one_give_what_a_new_reading_gives(tries: list[tuple[int, bool]]) -> None:
    book = _book(8)
    shelf = make_shelf(book, now=EVENING)
    checks: dict[str, NumberCheck] = {}
    for minutes, (place, reachable) in enumerate(tries):
        at = EVENING + timedelta(minutes=minutes)
        check = NumberCheck(number_id=f"n{place:04d}", at=at, reachable=reachable, by="陈予")
        checks[check.number_id] = check
        shelf = with_check(shelf, check)
    read = make_shelf(replace(book, last_checks=checks), now=EVENING + timedelta(hours=1))
    assert shelf.to_check == read.to_check
    assert shelf.book.last_checks == read.book.last_checks


def test_only_the_first_numbers_to_be_checked_are_listed_and_all_are_counted() -> None:
    shelf = make_shelf(_book(CHECK_LIMIT + 7), now=EVENING)
    heading, *rows = check_rows(shelf)
    assert (heading.kind, heading.count) == (RowKind.HEADING, str(CHECK_LIMIT + 7))
    assert len(rows) == CHECK_LIMIT


def test_a_number_is_trusted_until_its_time_is_over() -> None:
    check = NumberCheck(number_id="n0000", at=EVENING, reachable=True, by="陈予")
    book = replace(_book(1), last_checks={"n0000": check})
    assert _waiting(make_shelf(book, now=EVENING + CHECK_AGAIN_AFTER)) == []
    assert _waiting(make_shelf(book, now=EVENING + CHECK_AGAIN_AFTER + timedelta(seconds=1))) == ["n0000"]


def _waiting(shelf: Shelf) -> list[str]:
    return [number.id for number in shelf.to_check]
