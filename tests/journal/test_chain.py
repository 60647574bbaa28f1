"""The journal: one line for every act, each chained to the one before."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, select

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock, to_micros
from dutyroom.journal.model import Actor, Head
from dutyroom.journal.rules import FIRST_PREVIOUS, canonical, detail_text, line_hash
from dutyroom.journal.tables import journal
from dutyroom.journal.verify import verify
from dutyroom.log.model import EntryKind, NewEntry
from dutyroom.storage.digest import row_digest
from dutyroom.storage.tables import metadata
from tests.conftest import Template
from tests.factories import CONTENT, EVENING, OTHER_PASSWORD, PASSWORD, a_slip

LINE = {
    "seq": 417,
    "room_id": "01a1fe1d10407000a1b2c3d4e5f60718",
    "at": to_micros(EVENING),
    "account_id": "01a1fe1d1040700091f1787deedf98a9",
    "name": "陈予",
    "seat": "一号台",
    "act": "matter.opened",
    "subject": "01a1fe1d10407000bfb2d40279abbb49",
    "detail": '{"number":"2026-0417"}',
    "rows": "+matters 01a1fe1d10407000bfb2d40279abbb49 3fa8b2109c44d7e13fa8b2109c44d7e1",
}


def test_the_canonical_form_and_its_hash_never_change() -> None:
    # Written down once: a file of any release, and any printed head, has to verify for ever.
    assert canonical(**LINE) == (  # type: ignore[arg-type]
        '[417,"01a1fe1d10407000a1b2c3d4e5f60718",1795264680000000,"01a1fe1d1040700091f1787deedf98a9","陈予","一号台","matter.opened",'
        '"01a1fe1d10407000bfb2d40279abbb49","{\\"number\\":\\"2026-0417\\"}",'
        '"+matters 01a1fe1d10407000bfb2d40279abbb49 3fa8b2109c44d7e13fa8b2109c44d7e1"]'
    )
    assert line_hash(FIRST_PREVIOUS, canonical(**LINE)) == (  # type: ignore[arg-type]
        "a610c8f5e5574fdb6906d3620e7fe7a25d9488b82b923e97b1774ea7628c4da6"
    )
    assert FIRST_PREVIOUS == "0" * 64


def test_the_digest_of_a_row_never_changes() -> None:
    row = {"seq": 3, "id": "a" * 32, "text": "东湖区𠮷来电", "old": None}
    assert row_digest("entries", row) == "e68b5242375b5905e74da465ea6533f0"
    assert row_digest("entries", {**row, "a_later_column": None}) == row_digest("entries", row)
    assert row_digest("entries", {**row, "old": ""}) != row_digest("entries", row)
    assert row_digest("matters", row) != row_digest("entries", row)


def test_bytes_have_another_digest_than_the_text_that_names_them() -> None:
    assert all(not isinstance(column.type, LargeBinary) for table in metadata.tables.values() for column in table.c)
    assert row_digest("entries", {"id": bytes.fromhex("aa" * 16)}) != row_digest("entries", {"id": "aa" * 16})


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text() | st.none(), max_size=4))
def test_the_order_in_which_columns_come_does_not_matter(row: dict[str, int | str | None]) -> None:
    assert row_digest("entries", dict(reversed(row.items()))) == row_digest("entries", row)


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text() | st.none(), max_size=4))
def test_details_are_written_as_sorted_json(detail: dict[str, int | str | None]) -> None:
    assert json.loads(detail_text(detail)) == detail
    assert detail_text(dict(reversed(detail.items()))) == detail_text(detail)


@pytest.mark.parametrize("column", list(LINE))
def test_every_column_of_a_line_changes_its_hash(column: str) -> None:
    value = LINE[column]
    changed = {**LINE, column: value + 1 if isinstance(value, int) else f"{value} "}
    assert canonical(**changed) != canonical(**LINE)  # type: ignore[arg-type]


def test_words_cannot_move_from_one_column_to_the_next() -> None:
    one = {**LINE, "name": 'a","b', "seat": "c"}
    other = {**LINE, "name": "a", "seat": 'b","c'}
    assert canonical(**one) != canonical(**other)  # type: ignore[arg-type]


@pytest.mark.req("R018", "R020", "R234")
def test_a_day_of_work_verifies_line_by_line_and_row_by_row(worked_house: House) -> None:
    verdict = verify(worked_house.store)
    assert verdict.whole
    assert verdict.head == worked_house.journal.head()
    assert verdict.lines == verdict.head.seq > 20
    assert verdict.rows > verdict.lines


@pytest.mark.req("R069", "R204")
def test_every_act_leaves_one_line_with_who_when_and_where(house: House, session: Session, clock: SetClock) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    clock.advance(timedelta(minutes=4))
    house.log.add_entry(session, matter.id, NewEntry(EntryKind.TOLD, "已报告"))
    line, opened = house.journal.newest(limit=2)
    assert (line.act, line.subject, line.at) == ("matter.step_added", matter.id, clock.now())
    assert (line.actor.account_id, line.actor.name, line.actor.seat) == (session.account_id, "陈予", house.seat)
    assert (opened.act, json.loads(opened.detail)) == ("matter.opened", {"number": "2026-0001"})
    assert line.previous == opened.hash
    assert house.journal.head() == Head(line.seq, line.hash)


def test_signing_in_and_out_and_locking_leave_lines(house: House, session: Session) -> None:
    house.accounts.note_locked(session)
    house.accounts.note_signed_out(session)
    assert [line.act for line in house.journal.newest(limit=3)] == [
        "account.signed_out",
        "account.desk_locked",
        "account.signed_in",
    ]


def test_the_journal_holds_no_words_of_a_matter_and_no_password(worked_house: House) -> None:
    with worked_house.store.read() as connection:
        lines = connection.execute(select(journal)).mappings().all()
    written = "\n".join(str(value) for line in lines for value in line.values())
    for secret in (CONTENT[:6], "货车", "李明远", "0999-80", "199000", "云密", PASSWORD, OTHER_PASSWORD, "沈知远"):
        assert secret not in written


def test_lines_about_one_matter_and_pages_of_the_journal(worked_house: House, worked_session: Session) -> None:
    newest = worked_house.journal.newest(limit=5)
    following = worked_house.journal.newest(before=newest[-1].seq, limit=5)
    assert [line.seq for line in [*newest, *following]] == list(range(newest[0].seq, newest[0].seq - 10, -1))
    matter = worked_house.log_reader.by_number(worked_session, "2026-0001")
    assert matter is not None
    about = worked_house.journal.lines_about(matter.id)
    assert {line.subject for line in about} == {matter.id}
    assert about[-1].act == "matter.opened"
    assert about == sorted(about, key=lambda line: -line.seq)


def test_the_head_is_printed_short_enough_to_read_out() -> None:
    assert Head(417, "3fa8b2109c44d7e1" + "0" * 48).short() == "417·3fa8 b210 9c44 d7e1"
    assert Head(0, FIRST_PREVIOUS).short() == "0·0000 0000 0000 0000"


def test_a_longer_and_longer_journal_keeps_every_head_that_was_printed(
    house: House, session: Session, clock: SetClock
) -> None:
    heads = []
    for _ in range(4):
        house.log.open_matter(session, a_slip(clock))
        head = house.journal.head()
        heads.append(Head(head.seq, head.hash[:16]))
    assert [verify(house.store, printed=head).whole for head in heads] == [True] * 4


def test_a_head_from_another_rooms_paper_is_found_out(house: House, session: Session, clock: SetClock) -> None:
    house.log.open_matter(session, a_slip(clock))
    head = house.journal.head()
    for printed in (Head(head.seq, "f" * 16), Head(1, "f" * 16), Head(head.seq + 1, head.hash[:16])):
        found = verify(house.store, printed=printed).first_break
        assert found is not None
        assert (found.reason, found.seq) == ("paper_differs", printed.seq)


def test_verifying_tells_how_far_it_is_and_changes_nothing(worked_house: House) -> None:
    told: list[tuple[int, int]] = []
    before = worked_house.journal.head()
    verdict = verify(worked_house.store, lambda done, all_: told.append((done, all_)))
    assert told[-1] == (verdict.lines, verdict.lines)
    assert worked_house.journal.head() == before


def test_an_act_noted_while_the_walk_goes_on_does_not_disturb_it(
    worked_house: House, worked_session: Session, clock: SetClock
) -> None:
    written = []

    def write(_done: int, _all: int) -> None:
        written.append(worked_house.log.open_matter(worked_session, a_slip(clock)))

    assert verify(worked_house.store, write).whole
    assert written
    assert verify(worked_house.store).whole


def test_the_room_itself_founded_and_opened_the_first_account(house: House, founded: Template) -> None:
    first, second = house.journal.newest(before=3)[::-1]
    assert (first.act, first.actor) == ("room.founded", Actor("", "陈予", house.seat))
    assert (second.act, second.subject) == ("account.opened", founded.account_id)
    assert first.previous == FIRST_PREVIOUS
