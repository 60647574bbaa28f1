"""What may only be added cannot be changed or removed in the file, whichever program tries."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from dutyroom.bootstrap import House
from dutyroom.storage import guards
from dutyroom.storage.tables import Keeping, keeping, metadata, tables_kept

GUARDED = guards.guarded_tables()


def a_row(connection: Connection, table: Table) -> dict[str, object]:
    row = connection.execute(select(table).limit(1)).mappings().first()
    assert row is not None, f"the day of work left nothing in {table.name}"
    return dict(row)


def test_the_log_and_the_journal_are_among_the_guarded_tables() -> None:
    assert {"entries", "journal", "settings_values", "number_checks"} <= {table.name for table in GUARDED}


def test_every_table_says_how_its_rows_are_kept() -> None:
    assert {keeping(table) for table in metadata.tables.values()} == set(Keeping)


@pytest.mark.req("R020")
@pytest.mark.parametrize("table", GUARDED, ids=lambda table: table.name)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET room_id = 'other'",
        "UPDATE OR IGNORE {table} SET room_id = 'other'",
        "UPDATE {table} SET seq = seq + 1000",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE seq = 1",
    ],
)
def test_an_appended_row_can_neither_be_changed_nor_removed(worked_house: House, table: Table, statement: str) -> None:
    with worked_house.store.write() as unit:
        before = a_row(unit.connection, table)
        with pytest.raises(DBAPIError, match=f"append-only: {table.name}"):
            unit.connection.exec_driver_sql(statement.format(table=table.name))
        unit.connection.commit()
    with worked_house.store.read() as connection:
        assert a_row(connection, table) == before


@pytest.mark.parametrize("table", GUARDED, ids=lambda table: table.name)
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_an_appended_row_cannot_be_replaced_by_another_of_its_number(
    worked_house: House, table: Table, verb: str
) -> None:
    # REPLACE removes the standing row without asking the guard against DELETE, unless the file sees to it.
    with worked_house.store.write() as unit:
        before = a_row(unit.connection, table)
        forged = {**before, "room_id": "other"}
        places = ", ".join("?" * len(forged))
        with pytest.raises(DBAPIError):
            unit.connection.exec_driver_sql(
                f"{verb} INTO {table.name} ({', '.join(forged)}) VALUES ({places})", tuple(forged.values())
            )
        unit.connection.commit()
    with worked_house.store.read() as connection:
        assert a_row(connection, table) == before


def test_a_missing_guard_and_a_changed_one_are_both_noticed(house: House) -> None:
    with house.store.write() as unit:
        assert guards.missing(unit.connection) == []
        unit.connection.exec_driver_sql("DROP TRIGGER guard_entries_update")
        unit.connection.exec_driver_sql("DROP TRIGGER guard_journal_delete")
        unit.connection.exec_driver_sql(
            "CREATE TRIGGER guard_journal_delete BEFORE DELETE ON journal BEGIN SELECT 1; END"
        )
        assert guards.missing(unit.connection) == ["guard_entries_update", "guard_journal_delete"]
        guards.lay(unit.connection)
        assert guards.missing(unit.connection) == []


def test_appended_tables_are_numbered_and_never_point_at_a_row_that_may_go() -> None:
    for table in tables_kept(Keeping.APPENDED):
        assert [column.name for column in table.primary_key] == ["seq"]
        for key in table.foreign_keys:
            assert keeping(key.column.table) is not Keeping.PASSING
            assert key.ondelete is None
