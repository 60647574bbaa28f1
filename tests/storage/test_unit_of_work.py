"""One act is one transaction: all of it is in the file and in the journal, or nothing is."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from dutyroom.accounts.model import Session
from dutyroom.accounts.tables import rooms
from dutyroom.bootstrap import House
from dutyroom.changes import Announcer, Changes, Topic
from dutyroom.clock import SetClock
from dutyroom.errors import Environment, Refused
from dutyroom.journal.model import Actor
from dutyroom.journal.tables import journal
from dutyroom.log.tables import callers, drafts, entries
from dutyroom.settings import settings_values
from dutyroom.storage import sqlite
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store
from tests.factories import a_slip

OFFICER = Actor("", "试验", "desk")


def a_setting(house: House, seq: int = 1) -> dict[str, Stored]:
    return {
        "seq": seq,
        "id": house.ids.new(),
        "room_id": house.room.id,
        "name": "zone",
        "value": "Asia/Shanghai",
        "changed_at": 0,
        "account_id": "",
        "account_name": "试验",
    }


def rows_in(house: House, table: object) -> int:
    with house.store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def test_an_act_that_nobody_commits_leaves_nothing(house: House) -> None:
    before = house.journal.head()
    with house.store.write() as unit:
        unit.insert(settings_values, a_setting(house))
        house.journal.record(unit, OFFICER, "setting.changed")
    assert rows_in(house, settings_values) == 0
    assert house.journal.head() == before


def test_an_act_that_fails_half_way_leaves_nothing(house: House) -> None:
    before = house.journal.head()

    def act() -> None:
        with house.store.write() as unit:
            unit.insert(settings_values, a_setting(house))
            house.journal.record(unit, OFFICER, "setting.changed")
            raise Refused("log.nothing_changed")

    with pytest.raises(Refused):
        act()
    assert rows_in(house, settings_values) == 0
    assert house.journal.head() == before


def test_a_row_without_a_line_in_the_journal_refuses_to_commit(house: House) -> None:
    with house.store.write() as unit:
        unit.insert(settings_values, a_setting(house))
        with pytest.raises(RuntimeError, match="settings_values"):
            unit.commit()
    assert rows_in(house, settings_values) == 0


def test_a_row_written_after_the_line_needs_a_line_of_its_own(house: House) -> None:
    with house.store.write() as unit:
        unit.insert(settings_values, a_setting(house))
        house.journal.record(unit, OFFICER, "setting.changed")
        unit.insert_many(settings_values, [a_setting(house, 2), a_setting(house, 3)])
        with pytest.raises(RuntimeError, match="settings_values"):
            unit.commit()
    assert rows_in(house, settings_values) == 0


def test_a_changed_row_without_a_line_refuses_to_commit(house: House) -> None:
    with house.store.write() as unit:
        unit.update(rooms, house.room.id, {"city": "别的城市"})
        with pytest.raises(RuntimeError, match="rooms"):
            unit.commit()
    with house.store.read() as connection:
        assert connection.execute(select(rooms.c.city)).scalar_one() == "云岭市"


def test_a_destroyed_caller_without_a_line_refuses_to_commit(house: House, session: Session, clock: SetClock) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    with house.store.write() as unit:
        unit.remove(callers, matter.id)
        with pytest.raises(RuntimeError, match="callers"):
            unit.commit()
    assert house.log_reader.file(session, matter.id).matter.caller.name == "李明远"


def test_rows_of_a_kept_table_cannot_be_removed_at_all(house: House) -> None:
    with house.store.write() as unit, pytest.raises(ValueError, match="rooms"):
        unit.remove(rooms, house.room.id)
    assert rows_in(house, rooms) == 1


def test_changing_a_row_that_is_not_there_is_a_bug_and_writes_nothing(house: House) -> None:
    before = house.journal.head()
    with house.store.write() as unit, pytest.raises(LookupError):
        unit.update(rooms, "nobody", {"city": "别的城市"})
    assert house.journal.head() == before


def test_listeners_hear_of_an_act_only_after_it_is_final(house: House, session: Session) -> None:
    heard: list[tuple[Changes, int]] = []

    def hear(changes: Changes) -> None:
        heard.append((changes, rows_in(house, drafts)))  # a fresh reader: it sees what is final

    stop = house.announcer.listen(hear)
    with house.store.write() as unit:
        unit.touch(Topic.DRAFTS, "nothing")  # and never committed
    house.drafts.keep(session, "a" * 32, "slip", "半句话")
    house.drafts.drop(session, "a" * 32)
    stop()
    assert [rows for _changes, rows in heard] == [1, 0]
    assert heard[1][0].touches(Topic.DRAFTS)


def test_the_changes_name_the_line_of_the_journal(house: House, session: Session, clock: SetClock) -> None:
    heard: list[Changes] = []
    stop = house.announcer.listen(heard.append)
    matter = house.log.open_matter(session, a_slip(clock)).matter
    stop()
    assert [(c.seq, c.subjects, c.topics) for c in heard] == [
        (house.journal.head().seq, frozenset({matter.id}), frozenset({Topic.MATTERS}))
    ]


@dataclass
class TwoDesks:
    """Two programs that have the same file open."""

    here: Store
    there: Store


@pytest.fixture
def two_desks(house: House):  # type: ignore[no-untyped-def]
    there = Store(house.store.file, house.store.key, Announcer())
    yield TwoDesks(house.store, there)
    there.close()


def test_a_second_program_is_told_that_the_file_is_held(two_desks: TwoDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 1)
    # Nothing was written yet: only BEGIN IMMEDIATE keeps the other one out this early.
    with two_desks.here.write(), pytest.raises(Environment) as told, two_desks.there.write():
        pytest.fail("two programs were let in at once")
    assert told.value.code == "storage.locked"
    assert told.value.params == {"file": str(two_desks.here.file)}


def test_readers_are_not_held_up_by_a_writer(two_desks: TwoDesks) -> None:
    with two_desks.here.write() as unit:
        unit.execute(select(journal.c.seq))
        with two_desks.there.read() as connection:
            assert connection.execute(select(func.count()).select_from(journal)).scalar_one() >= 1


def test_a_second_writer_waits_for_its_turn_and_then_counts_on(
    house: House, two_desks: TwoDesks, session: Session, clock: SetClock
) -> None:
    asked, seen = threading.Event(), list[int]()

    def write_there() -> None:
        asked.set()
        with two_desks.there.write() as unit:
            seen.append(unit.execute(select(func.max(journal.c.seq))).scalar_one())

    thread = threading.Thread(target=write_there)
    with two_desks.here.write() as unit:
        thread.start()
        asked.wait(5)
        line = house.journal.record(unit, OFFICER, "first")
        unit.commit()
    thread.join(10)
    assert seen == [line]


def test_a_reader_keeps_its_picture_while_others_write(house: House, session: Session, clock: SetClock) -> None:
    with house.store.read() as connection:
        before = connection.execute(select(func.count()).select_from(entries)).scalar_one()
        house.log.open_matter(session, a_slip(clock))
        assert connection.execute(select(func.count()).select_from(entries)).scalar_one() == before
    assert rows_in(house, entries) == before + 1


def test_two_writers_in_one_program_take_turns_and_leave_no_gap(
    house: House, session: Session, clock: SetClock
) -> None:
    def write() -> None:
        for _ in range(10):
            house.log.open_matter(session, a_slip(clock))

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    found = [house.log_reader.by_number(session, f"2026-{n:04d}") for n in range(1, 32)]
    assert [matter is not None for matter in found] == [True] * 30 + [False]
