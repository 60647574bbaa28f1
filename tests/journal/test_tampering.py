"""Whatever somebody changes in the file with the key in hand is found, and the line it belongs to is named."""

from __future__ import annotations

import gc
import os

import pytest
from sqlalchemy import Connection, CursorResult, Table, func, select, text

from dutyroom.accounts.tables import rooms
from dutyroom.bootstrap import House
from dutyroom.journal.model import Break, Head
from dutyroom.journal.tables import journal
from dutyroom.journal.verify import verify
from dutyroom.log.tables import callers, entries, matters
from dutyroom.storage import guards
from dutyroom.storage.digest import Stored, row_digest
from dutyroom.storage.tables import Keeping, keeping, tables_kept
from tests.journal.tampering import another, behind_the_back, last_line_about, rechain

JOURNALLED = [t for t in tables_kept(Keeping.APPENDED, Keeping.JOURNALLED, Keeping.PERSONAL) if t is not journal]
COLUMNS = [(table, column.name) for table in JOURNALLED for column in table.columns if column.name not in ("id", "seq")]
if not os.environ.get("EVERY_COLUMN"):  # the long run walks through the file for each; here for one of each table
    COLUMNS = list({table.name: (table, column) for table, column in COLUMNS}.values())
IDS = [f"{table.name}.{column}" for table, column in COLUMNS]
by_name = pytest.mark.parametrize("table", JOURNALLED, ids=lambda table: table.name)


def first_break(house: House, printed: Head | None = None) -> Break:
    """Return the first break that a walk through the file finds."""
    found = verify(house.store, printed=printed).first_break
    assert found is not None, "nothing was noticed"
    return found


def some_row(connection: Connection, table: Table) -> dict[str, Stored]:
    row = connection.execute(select(table).order_by(table.c.id).limit(1)).mappings().first()
    assert row is not None, f"the day of work left nothing in {table.name}"
    return dict(row)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_a_changed_value_is_found_and_the_line_that_wrote_it_is_named(
    worked_house: House, table: Table, column: str
) -> None:
    with behind_the_back(worked_house) as connection:
        row = some_row(connection, table)
        line = last_line_about(connection, table.name, str(row["id"]))
        connection.execute(table.update().where(table.c.id == row["id"]).values({column: another(row[column])}))
    found = first_break(worked_house)
    assert (found.reason, found.where, found.seq) == ("row_changed", table.name, line)
    assert found.act == worked_house.journal.newest(before=line + 1, limit=1)[0].act
    assert found.at is not None


def test_every_column_of_every_kept_table_counts_in_what_the_journal_remembers(worked_house: House) -> None:
    with worked_house.store.read() as connection:
        rows = {table: some_row(connection, table) for table in JOURNALLED}
    for table, row in rows.items():
        before = row_digest(table.name, row)
        for column in set(row) - {"id"}:
            assert row_digest(table.name, {**row, column: another(row[column])}) != before, f"{table.name}.{column}"


@pytest.mark.parametrize("name", ["number_checks", "units"])
def test_a_table_that_is_gone_is_found_by_the_rows_the_journal_has_of_it(worked_house: House, name: str) -> None:
    with worked_house.store.write_without_foreign_keys() as connection:
        connection.execute(text(f"DROP TABLE {name}"))
    found = first_break(worked_house)
    assert (found.reason, found.where) == ("row_missing", name)


@by_name
def test_a_removed_row_is_found(worked_house: House, table: Table) -> None:
    with behind_the_back(worked_house) as connection:
        row = some_row(connection, table)
        line = last_line_about(connection, table.name, str(row["id"]))
        connection.execute(table.delete().where(table.c.id == row["id"]))
    found = first_break(worked_house)
    assert (found.reason, found.where, found.seq) == ("row_missing", table.name, line)


@by_name
def test_an_added_row_is_found(worked_house: House, table: Table) -> None:
    with behind_the_back(worked_house) as connection:
        forged = {**some_row(connection, table), "id": "f" * 32}
        if "seq" in forged:
            forged["seq"] = int(connection.execute(select(func.max(table.c.seq))).scalar_one()) + 1
        if table is matters:
            forged["number_in_year"] = 9999
        for free in {"version", "seat", "round", "number_in_kind"} & set(forged):
            forged[free] = 9999
        if "login" in forged:
            forged["login"] = "nobody"
        if "key" in forged:
            forged["key"] = "nobody"
        connection.execute(table.insert(), forged)
    found = first_break(worked_house)
    assert (found.reason, found.where) == ("row_unknown", table.name)


@by_name
def test_a_row_put_under_another_identity_is_found(worked_house: House, table: Table) -> None:
    with behind_the_back(worked_house) as connection:
        row = some_row(connection, table)
        connection.execute(table.update().where(table.c.id == row["id"]).values(id="f" * 32))
    assert first_break(worked_house).reason in {"row_missing", "row_unknown"}


def test_two_entries_that_change_places_are_found(worked_house: House) -> None:
    with behind_the_back(worked_house) as connection:
        first = connection.execute(select(entries.c.id).where(entries.c.seq == 2)).scalar_one()
        line = last_line_about(connection, "entries", first)
        for old, new in ((2, 1000), (3, 2), (1000, 3)):
            connection.execute(entries.update().where(entries.c.seq == old).values(seq=new))
    found = first_break(worked_house)
    assert (found.where, found.seq) == ("entries", line)


@by_name
def test_two_rows_that_change_places_are_found(worked_house: House, table: Table) -> None:
    with behind_the_back(worked_house) as connection:
        order = table.c.seq if "seq" in table.c else table.c.id
        ids = list(connection.execute(select(table.c.id).order_by(order).limit(2)).scalars())
        passed_on = (
            [(ids[0], "f" * 32), (ids[-1], ids[0]), ("f" * 32, ids[-1])] if len(ids) > 1 else [(ids[0], "e" * 32)]
        )
        for old, new in passed_on:
            connection.execute(table.update().where(table.c.id == old).values(id=new))
    assert first_break(worked_house).where == table.name


@pytest.mark.parametrize("act", ["update", "delete", "replace"])
def test_any_guard_that_is_gone_is_found(worked_house: House, act: str) -> None:
    for table in guards.guarded_tables():
        with worked_house.store.write_without_foreign_keys() as connection:
            connection.execute(text(f"DROP TRIGGER guard_{table.name}_{act}"))
        with worked_house.store.read() as connection:
            assert guards.missing(connection) == [f"guard_{table.name}_{act}"]
        with worked_house.store.write_without_foreign_keys() as connection:
            guards.lay(connection)


def test_a_destroyed_caller_without_a_line_is_found_and_with_one_is_not(worked_house: House) -> None:
    with worked_house.store.write() as unit:
        row = some_row(unit.connection, callers)
        unit.remove(callers, str(row["id"]))
        worked_house.journal.record(unit, worked_house.journal.newest(limit=1)[0].actor, "caller.destroyed")
        unit.commit()
    assert verify(worked_house.store).whole


@pytest.mark.parametrize("column", [column.name for column in journal.columns if column.name != "seq"])
def test_an_edited_line_is_found_and_named(worked_house: House, column: str) -> None:
    with behind_the_back(worked_house) as connection:
        value = connection.execute(select(journal.c[column]).where(journal.c.seq == 9)).scalar_one()
        connection.execute(journal.update().where(journal.c.seq == 9).values({column: another(value)}))
    found = first_break(worked_house)
    assert (found.reason, found.seq) == ("chain_broken" if column == "previous" else "line_changed", 9)


def test_a_removed_line_is_found_and_named(worked_house: House) -> None:
    with behind_the_back(worked_house) as connection:
        connection.execute(journal.delete().where(journal.c.seq == 9))
    found = first_break(worked_house)
    assert (found.reason, found.seq) == ("line_missing", 9)


def test_a_line_removed_and_the_rest_moved_up_breaks_the_chain_there(worked_house: House) -> None:
    with behind_the_back(worked_house) as connection:
        connection.execute(journal.delete().where(journal.c.seq == 9))
        connection.execute(text("UPDATE journal SET seq = seq - 1 WHERE seq > 9"))
    found = first_break(worked_house)
    assert (found.reason, found.seq) == ("chain_broken", 9)


def test_two_lines_that_change_places_are_found(worked_house: House) -> None:
    with behind_the_back(worked_house) as connection:
        for old, new in ((9, 1000), (10, 9), (1000, 10)):
            connection.execute(journal.update().where(journal.c.seq == old).values(seq=new))
    found = first_break(worked_house)
    assert (found.reason, found.seq) == ("chain_broken", 9)


def test_a_line_edited_and_the_chain_computed_anew_is_found_by_its_rows(worked_house: House) -> None:
    with behind_the_back(worked_house) as connection:
        row = some_row(connection, rooms)
        connection.execute(rooms.update().values(city="别的城市"))
        rechain(connection, 1)
    found = first_break(worked_house)
    assert (found.reason, found.where, found.seq) == ("row_changed", "rooms", 1)
    assert row["city"] == "云岭市"


@pytest.mark.req("R204")
def test_a_rewritten_tail_is_found_by_the_head_on_paper(worked_house: House) -> None:
    head = worked_house.journal.head()
    printed = Head(head.seq, head.hash[:16])
    with behind_the_back(worked_house) as connection:
        connection.execute(journal.update().where(journal.c.seq == 9).values(name="别人"))
        rechain(connection, 9)
    assert verify(worked_house.store).whole, "whoever has the key can make the file agree with itself"
    assert first_break(worked_house, printed).reason == "paper_differs"
    assert first_break(worked_house, printed).seq == head.seq


def test_a_journal_cut_off_behind_its_rows_is_found_by_the_head_on_paper(house: House) -> None:
    house.journal.note(house.journal.newest(limit=1)[0].actor, "number.revealed")
    head = house.journal.head()
    with behind_the_back(house) as connection:
        connection.execute(journal.delete().where(journal.c.seq == head.seq))
    assert verify(house.store).whole, "a line without rows leaves no other trace"
    assert first_break(house, head) == Break("paper_differs", seq=head.seq)


def test_a_journal_that_was_emptied_is_found(worked_house: House) -> None:
    with behind_the_back(worked_house) as connection:
        connection.execute(journal.delete())
    assert first_break(worked_house).reason == "row_unknown"


@pytest.mark.parametrize(
    "nonsense", ["+entries", "+nowhere aaaa bbbb", "?", "+entries a b c d", "\n\n", "+journal a b", "-entries a b"]
)
def test_a_line_rewritten_into_nonsense_is_a_verdict_and_no_crash(worked_house: House, nonsense: str) -> None:
    with behind_the_back(worked_house) as connection:
        connection.execute(journal.update().where(journal.c.seq == 9).values(rows=nonsense))
        rechain(connection, 9)
    assert first_break(worked_house).reason


def test_a_walk_that_ends_at_a_break_leaves_no_reader_open_to_disturb_the_next(worked_house: House) -> None:
    with behind_the_back(worked_house) as connection:
        connection.execute(text("UPDATE entries SET text = 'x'"))
    gc.collect()
    gc.disable()
    try:
        assert first_break(worked_house).reason == "row_changed"
        assert [one for one in gc.get_objects() if isinstance(one, CursorResult) and not one.closed] == []
    finally:
        gc.enable()


NO_VALUES = ("x'ff00'", "CAST(x'ff' AS TEXT)", "CAST(x'e58a' AS TEXT)", "9223372036854775807", "'[[['", "1.5")


@pytest.mark.parametrize("value", NO_VALUES)
def test_what_is_no_value_of_its_column_is_found_and_no_crash(worked_house: House, value: str) -> None:
    for table, column in ((entries, "text"), (entries, "matter_id"), (matters, "subject"), (matters, "received_at")):
        with behind_the_back(worked_house) as connection:
            row = some_row(connection, table)
            connection.execute(text(f"UPDATE {table.name} SET {column} = {value} WHERE id = :id"), {"id": row["id"]})
        found = first_break(worked_house)
        assert (found.reason, found.where) == ("row_changed", table.name), column
        with behind_the_back(worked_house) as connection:
            connection.execute(table.update().where(table.c.id == row["id"]).values({column: row[column]}))
    assert verify(worked_house.store).whole, "and the next reader reads as before"


@pytest.mark.parametrize("value", NO_VALUES)
@pytest.mark.parametrize("column", ["at", "name", "act", "rows", "hash"])
def test_what_is_no_value_of_a_line_is_found_and_no_crash(worked_house: House, column: str, value: str) -> None:
    with behind_the_back(worked_house) as connection:
        connection.execute(text(f"UPDATE journal SET {column} = {value} WHERE seq = 9"))
    found = first_break(worked_house)
    assert (found.reason, found.seq) == ("line_changed", 9)


@pytest.mark.parametrize(("table", "column"), [(entries, "matter_id"), (matters, "id"), (rooms, "id")], ids=str)
def test_a_text_turned_into_the_bytes_it_names_is_found(worked_house: House, table: Table, column: str) -> None:
    """Whoever asks for the text would no longer find the row, though its letters are the same in hexadecimal."""
    with behind_the_back(worked_house) as connection:
        row = some_row(connection, table)
        value = f"x'{row[column]}'"
        connection.execute(text(f"UPDATE {table.name} SET {column} = {value} WHERE id = :id"), {"id": row["id"]})
    assert first_break(worked_house).where == table.name


@pytest.mark.parametrize("guard", ["guard_entries_update", "guard_journal_delete"])
def test_a_dropped_guard_is_found(worked_house: House, guard: str) -> None:
    with worked_house.store.write_without_foreign_keys() as connection:
        connection.execute(text(f"DROP TRIGGER {guard}"))
    assert first_break(worked_house) == Break("guard_missing", where=guard)


def test_a_guard_that_looks_right_but_does_nothing_is_found(worked_house: House) -> None:
    with worked_house.store.write_without_foreign_keys() as connection:
        connection.execute(text("DROP TRIGGER guard_entries_update"))
        connection.execute(
            text("CREATE TRIGGER guard_entries_update BEFORE UPDATE ON entries WHEN 0 BEGIN SELECT 1; END")
        )
    assert first_break(worked_house) == Break("guard_missing", where="guard_entries_update")


def test_a_trigger_that_nobody_of_us_laid_is_found(worked_house: House) -> None:
    with worked_house.store.write_without_foreign_keys() as connection:
        connection.execute(
            text("CREATE TRIGGER quiet AFTER INSERT ON drafts BEGIN DELETE FROM entry_index WHERE rowid = 1; END")
        )
    assert first_break(worked_house).where == "quiet"


def test_the_earliest_of_several_changes_is_the_one_that_is_named(worked_house: House) -> None:
    with behind_the_back(worked_house) as connection:
        lines = []
        for table in (matters, callers, rooms):
            row = some_row(connection, table)
            lines.append(last_line_about(connection, table.name, str(row["id"])))
            column = "city" if table is rooms else "account_name" if table is matters else "name"
            connection.execute(table.update().where(table.c.id == row["id"]).values({column: "别人"}))
    assert first_break(worked_house).seq == min(lines)


def test_every_kept_table_is_tried_here() -> None:
    assert {keeping(table) for table in JOURNALLED} == {Keeping.APPENDED, Keeping.JOURNALLED, Keeping.PERSONAL}
    assert len(JOURNALLED) >= 11
