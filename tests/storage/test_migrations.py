"""A file is brought to the schema of the program step by step, and every step leaves it whole or as it was.

A file of each released schema stands in ``tests/fixtures`` and is brought up here; it was made by that release from the
day of work of its tests, and its founder signs in with the password of ``tests.factories``.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, Text, insert, inspect, select, update

from dutyroom.accounts.keys import KeyFile
from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, open_house, unlock
from dutyroom.changes import Announcer
from dutyroom.clock import SetClock
from dutyroom.errors import Environment, Refused
from dutyroom.journal.verify import verify
from dutyroom.storage import guards, search_index, sqlite
from dutyroom.storage.migrations import runner
from dutyroom.storage.store import Store
from dutyroom.storage.tables import metadata, schema_versions
from tests.conftest import Template
from tests.factories import LOGIN, PASSWORD, a_leader_away, a_slip, day_of_calendar
from tests.rosters import days_of_duty

KEY = bytes(32)
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
FOLDER = Path(runner.__file__).parent / "versions"


@pytest.fixture
def file_of_the_steps(tmp_path: Path, clock: SetClock):  # type: ignore[no-untyped-def]
    store = Store(tmp_path / "steps", KEY, Announcer(), must_exist=False)
    runner.bring_up(store, clock, pytest.fail)
    yield store
    store.close()


@pytest.fixture
def file_of_the_tables(tmp_path: Path):  # type: ignore[no-untyped-def]
    store = Store(tmp_path / "tables", KEY, Announcer(), must_exist=False)
    with store.write_without_foreign_keys() as connection:
        metadata.create_all(connection)
    yield store
    store.close()


def shape(connection: Connection) -> dict[str, object]:
    """Return everything SQLite knows about the tables but the search index, in an order that does not matter."""

    def ask(pragma: str, name: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(f'PRAGMA {pragma}("{name}")')]

    found: dict[str, object] = {}
    for table in sqlite.table_names(connection):
        if table.startswith(search_index.TABLE):
            continue
        found[f"{table} columns"] = {row[1:] for row in ask("table_xinfo", table)}
        found[f"{table} keys"] = {row[2:] for row in ask("foreign_key_list", table)}
        for _place, index, unique, origin, partial in ask("index_list", table):
            shown = index if origin == "c" else origin
            columns = tuple(row[2] for row in ask("index_info", str(index)))
            found[f"{table} index {shown} {columns}"] = (unique, origin, partial)
    return found


def test_the_steps_make_exactly_the_tables_of_the_program(file_of_the_steps: Store, file_of_the_tables: Store) -> None:
    with file_of_the_steps.read() as made, file_of_the_tables.read() as wanted:
        assert shape(made) == shape(wanted)


def test_alembic_finds_nothing_to_add_or_take_away(file_of_the_steps: Store) -> None:
    def ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return kind != "table" or not str(name).startswith(search_index.TABLE)

    with file_of_the_steps.read() as connection:
        options = {"compare_type": True, "include_object": ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_the_guards_stand_and_the_version_is_noted_after_the_steps(file_of_the_steps: Store) -> None:
    with file_of_the_steps.read() as connection:
        assert guards.missing(connection) == []
        assert set(connection.execute(select(schema_versions.c.version)).scalars()) == {s[:4] for s in runner.STEPS}
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []


def test_every_step_on_the_disk_is_listed_once_and_in_order() -> None:
    on_disk = sorted(file.stem for file in FOLDER.glob("[0-9]*.py"))
    assert list(runner.STEPS) == on_disk
    assert [step[:4] for step in runner.STEPS] == [f"{n:04d}" for n in range(1, len(runner.STEPS) + 1)]
    assert runner.STEPS[-1][:4] == runner.NEWEST


def test_a_file_that_stands_right_is_left_alone(house: House, clock: SetClock) -> None:
    before = house.journal.head()
    assert runner.bring_up(house.store, clock, pytest.fail) == ()
    assert house.journal.head() == before


def test_foreign_keys_are_enforced_again_after_a_step(file_of_the_steps: Store) -> None:
    with file_of_the_steps.read() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


RELEASED = sorted(folder.name for folder in FIXTURES.iterdir())


def test_a_file_of_every_released_schema_but_this_one_is_kept() -> None:
    assert [f"room_{step[:4]}" for step in runner.STEPS[:-1]] == RELEASED


@pytest.mark.parametrize("folder", RELEASED)
def test_a_file_of_an_older_release_is_whole_before_and_after_it_is_raised_and_can_be_worked_in(
    folder: str, tmp_path: Path, clock: SetClock
) -> None:
    shutil.copytree(FIXTURES / folder, tmp_path / "room")
    place = Place.in_folder(tmp_path / "room")
    _account, key = KeyFile(place.key_file).unlock(LOGIN, PASSWORD, clock.now())
    old = open_house(place, key, clock, bring_up=False)
    before = old.verify()
    assert before.whole
    old.close()

    clock.advance(timedelta(hours=3))
    house, session = unlock(place, LOGIN, PASSWORD, clock)
    acts = [line.act for line in house.journal.newest(limit=2)]
    assert acts == ["account.signed_in", "schema.raised"]
    assert house.verify(printed=before.head).whole
    with house.store.read() as raised:
        assert guards.missing(raised) == []
        assert {table.name for table in metadata.sorted_tables} <= sqlite.table_names(raised)
    assert house.log_reader.by_number(session, "2026-0001") is not None
    if not house.arrangements.versions(2027):
        day_of_calendar(house, session)
    if not house.roster.plans(session):
        days_of_duty(house, session, house.accounts.all()[-1])
    assert a_leader_away(house, session, clock).until is not None
    assert house.verify().whole
    house.close()
    copy = place.data_file.with_name(f"room.dutyroom.before-{runner.NEWEST}")
    assert copy.exists(), "the file as it was stays beside"


def with_next_step(monkeypatch: pytest.MonkeyPatch, upgrade: Callable[[], None]) -> str:
    """Let the program know one step more, and return its version."""
    version = f"{int(runner.NEWEST) + 1:04d}"
    step = f"{version}_a_later_release"
    module = ModuleType(step)
    module.upgrade = upgrade  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"dutyroom.storage.migrations.versions.{step}", module)
    monkeypatch.setattr(runner, "STEPS", (*runner.STEPS, step))
    monkeypatch.setattr(runner, "NEWEST", version)
    return version


def add_a_column() -> None:
    op.add_column("units", Column("seal", Text))


def fail_half_way() -> None:
    add_a_column()
    raise OSError(5, "the machine was switched off")


def columns_of(store: Store, table: str) -> set[str]:
    with store.read() as connection:
        return {column["name"] for column in inspect(connection).get_columns(table)}


def test_an_old_file_is_copied_first_then_raised_and_the_journal_says_so(
    worked: Template, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = worked.copy_to(tmp_path / "old")
    version = with_next_step(monkeypatch, add_a_column)
    raised = open_house(place, worked.data_key, clock)
    assert "seal" in columns_of(raised.store, "units")
    assert raised.journal.newest(limit=1)[0].act == "schema.raised"
    assert verify(raised.store).whole  # an empty new column leaves the digests of old rows valid
    raised.close()

    copies = [path for path in place.data_file.parent.iterdir() if ".before-" in path.name]
    assert [path.name for path in copies] == [f"room.dutyroom.before-{version}"]
    copy = Store(copies[0], worked.data_key, Announcer())
    assert "seal" not in columns_of(copy, "units")
    assert verify(copy).whole
    copy.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    worked: Template, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = worked.copy_to(tmp_path / "old")
    with monkeypatch.context() as patch:
        with_next_step(patch, fail_half_way)
        with pytest.raises(OSError, match="switched off"):
            open_house(place, worked.data_key, clock)
    again = open_house(place, worked.data_key, clock)
    assert "seal" not in columns_of(again.store, "units")
    assert verify(again.store).whole
    again.close()


def test_a_file_whose_raising_was_interrupted_can_be_raised_at_the_next_start(
    worked: Template, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = worked.copy_to(tmp_path / "old")
    with monkeypatch.context() as patch:
        with_next_step(patch, fail_half_way)
        with pytest.raises(OSError, match="switched off"):
            open_house(place, worked.data_key, clock)
    with_next_step(monkeypatch, add_a_column)
    raised = open_house(place, worked.data_key, clock)
    assert "seal" in columns_of(raised.store, "units")
    raised.close()


def test_a_step_that_loses_a_guard_gets_it_laid_again(
    worked: Template, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = worked.copy_to(tmp_path / "old")

    def drop_a_guard() -> None:
        op.execute("DROP TRIGGER guard_entries_delete")

    with_next_step(monkeypatch, drop_a_guard)
    raised = open_house(place, worked.data_key, clock)
    with raised.store.read() as connection:
        assert guards.missing(connection) == []
    raised.close()


def test_a_step_that_breaks_a_reference_is_undone(
    worked: Template, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = worked.copy_to(tmp_path / "old")

    def orphan_the_callers() -> None:
        op.execute("UPDATE callers SET id = 'nobody' WHERE id = (SELECT min(id) FROM callers)")

    with monkeypatch.context() as patch:
        with_next_step(patch, orphan_the_callers)
        with pytest.raises(Environment) as told:
            open_house(place, worked.data_key, clock)
    assert told.value.code == "storage.migration_failed"
    again = open_house(place, worked.data_key, clock)
    assert verify(again.store).whole
    again.close()


def test_a_file_of_a_newer_program_is_refused_and_not_touched(
    place: Place, house: House, session: Session, founded: Template, clock: SetClock
) -> None:
    house.log.open_matter(session, a_slip(clock))
    with house.store.write() as unit:
        unit.execute(insert(schema_versions), {"id": "n" * 32, "version": "9999", "program": "9.9", "applied_at": 0})
        unit.commit()
    house.close()
    before = place.data_file.read_bytes()
    with pytest.raises(Refused) as told:
        open_house(place, founded.data_key, clock)
    assert (told.value.code, told.value.params) == (
        "storage.newer_schema",
        {"version": "9999", "known": runner.NEWEST},
    )
    assert place.data_file.read_bytes() == before


def test_another_programs_file_under_our_key_is_not_ours(tmp_path: Path, clock: SetClock) -> None:
    place = Place.in_folder(tmp_path)
    other = Store(place.data_file, KEY, Announcer(), must_exist=False)
    with other.write_without_foreign_keys() as connection:
        connection.exec_driver_sql("CREATE TABLE invoices (id INTEGER)")
    other.close()
    before = place.data_file.read_bytes()
    with pytest.raises(Refused) as told:
        open_house(place, KEY, clock)
    assert told.value.code == "storage.not_ours"
    assert place.data_file.read_bytes() == before


def test_a_file_with_our_tables_but_no_room_is_not_ours(
    house: House, founded: Template, place: Place, clock: SetClock
) -> None:
    with house.store.write() as unit:
        unit.connection.exec_driver_sql("DELETE FROM rooms")
        unit.connection.commit()
    house.close()
    with pytest.raises(Refused) as told:
        open_house(place, founded.data_key, clock)
    assert told.value.code == "storage.not_ours"


def test_the_room_row_is_the_one_that_founding_wrote(house: House) -> None:
    with house.store.write() as unit:
        changed = unit.execute(update(schema_versions).values(program=schema_versions.c.program))
    assert changed.rowcount == len(runner.STEPS)
    assert (house.room.name, house.room.city, house.room.drill) == ("云岭市人民政府总值班室", "云岭市", False)
