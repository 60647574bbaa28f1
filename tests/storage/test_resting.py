"""What the acts leave for later is done while the desk rests, and changes nothing that can be read."""

from __future__ import annotations

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from tests.factories import a_slip

ACTS = 40


def pieces(house: House) -> int:
    """Return of how many pieces the search index consists."""
    with house.store.read() as connection:
        asked = "SELECT count(DISTINCT segid) FROM entry_index_idx"
        return int(connection.exec_driver_sql(asked).scalar_one())


def found(house: House, session: Session, query: str) -> list[str]:
    return [hit.entry.text for hit in house.log_reader.search(session, query, limit=1000).hits]


def test_pieces_of_the_index_are_joined_and_the_log_is_emptied_when_the_desk_rests(
    house: House, session: Session, clock: SetClock
) -> None:
    before = pieces(house)
    for number in range(ACTS):
        house.log.open_matter(session, a_slip(clock, content=f"第{number}次来电，台风临近"))
    assert pieces(house) == before + ACTS  # no act joined what others left
    texts = found(house, session, "台风")
    log = house.place.data_file.with_name(f"{house.place.data_file.name}-wal")
    house.rest()
    assert pieces(house) < before + ACTS / 2
    assert found(house, session, "台风") == texts
    assert len(texts) == ACTS
    size = log.stat().st_size
    house.log.open_matter(session, a_slip(clock))
    assert log.stat().st_size == size  # written over from its beginning
    assert house.verify().whole


def test_closing_counts_the_indexes_of_every_table_so_that_questions_are_planned_well(
    house: House, session: Session, clock: SetClock
) -> None:
    house.log.open_matter(session, a_slip(clock))
    house.store.close()
    with house.store.read() as connection:
        counted = {str(table) for (table,) in connection.exec_driver_sql("SELECT DISTINCT tbl FROM sqlite_stat1")}
    assert {"matters", "entries"} <= counted
