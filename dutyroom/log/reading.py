"""Reading the log: pages, counts, the open board, search. Rows, counts and badges share their conditions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.log.conditions import conditions_of
from dutyroom.log.finding import Stretch, asked_of, find, how_many
from dutyroom.log.model import (
    DayCounts,
    Hit,
    Matter,
    MatterCounts,
    MatterFile,
    MatterFilter,
    MatterPage,
    MatterState,
    SearchPage,
)
from dutyroom.log.rows import entry_of, matter_of
from dutyroom.log.rules import URGENCY_ORDER, place_of_number
from dutyroom.log.tables import callers, classified_items, entries, matters
from dutyroom.storage import search_index
from dutyroom.storage.store import Store

PAGE = 50
_HOUR_MICROS = 3_600_000_000
_WHOLE = (
    select(
        matters,
        callers.c.name.label("caller_name"),
        callers.c.post.label("caller_post"),
        callers.c.phone.label("caller_phone"),
        callers.c.review_on.label("caller_review_on"),
        classified_items.c.document_number.label("classified_number"),
        classified_items.c.sender.label("classified_sender"),
        classified_items.c.level.label("classified_level"),
        classified_items.c.copies.label("classified_copies"),
        classified_items.c.received_by.label("classified_received_by"),
        classified_items.c.handed_to.label("classified_handed_to"),
        classified_items.c.handed_at.label("classified_handed_at"),
    )
    .outerjoin(callers, callers.c.id == matters.c.id)
    .outerjoin(classified_items, classified_items.c.id == matters.c.id)
)
_URGENCY_PLACE = case({urgency.value: place for urgency, place in URGENCY_ORDER.items()}, value=matters.c.urgency)


class LogReader:
    """The log as it can be read; never writes."""

    def __init__(self, store: Store, room_id: str) -> None:
        self._store = store
        self._room_id = room_id

    def file(self, session: Session, matter_id: str) -> MatterFile:
        """Return a matter with all its entries; Refused ``log.no_such_matter``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return read_file(connection, matter_id)

    def by_number(self, session: Session, number: str) -> Matter | None:
        """Return the matter with the number ``2026-0417`` (a drill's: ``演2026-003`` or ``D2026-003``), or None."""
        session.require(Right.READ_LOG)
        place = place_of_number(number)
        if place is None:
            return None
        statement = _WHOLE.where(
            matters.c.room_id == self._room_id,
            matters.c.year == place[0],
            matters.c.number_in_year == place[1],
        )
        found = self._matters(statement)
        return found[0] if found else None

    def page(
        self,
        session: Session,
        wanted: MatterFilter,
        *,
        before: int | None = None,
        after: int | None = None,
        oldest: bool = False,
        limit: int = PAGE,
    ) -> MatterPage:
        """Return one page, newest first.

        ``before`` / ``after``: only matters with a smaller / greater seq, next to it; ``oldest``: the far end.
        """
        session.require(Right.READ_LOG)
        upwards = oldest or after is not None
        stretch = Stretch(above=after, below=before, upwards=upwards)
        with self._store.read() as connection:
            seqs = find(connection, tuple(conditions_of(wanted)), stretch, limit + 1)
            found = self._in_order(connection, seqs)
        more, found = len(found) > limit, found[:limit]
        if upwards:
            return MatterPage(tuple(reversed(found)), newer=more, older=after is not None)
        return MatterPage(tuple(found), newer=before is not None, older=more)

    def counts(self, session: Session, wanted: MatterFilter, now: datetime) -> MatterCounts:
        """Return how many matters ``wanted`` finds, in all and by state."""
        session.require(Right.READ_LOG)
        asked = tuple(conditions_of(wanted))
        late = tuple(conditions_of(MatterFilter(overdue_at=now)))
        still_open, withdrawn = (
            tuple(conditions_of(MatterFilter(state=state))) for state in (MatterState.OPEN, MatterState.WITHDRAWN)
        )
        with self._store.read() as connection:
            total, opened, overdue, gone = (
                how_many(connection, asked + more) for more in ((), still_open, late, withdrawn)
            )
        # Nearly all are closed: they are not counted but what is left.
        return MatterCounts(total=total, open=opened, overdue=overdue, closed=total - opened - gone, withdrawn=gone)

    def day_counts(self, session: Session, since: datetime, until: datetime, watch: str, now: datetime) -> DayCounts:
        """Return how the day from ``since`` to ``until`` and the watch stand at ``now``; drills count nowhere."""
        session.require(Right.READ_LOG)
        of_day = conditions(MatterFilter(since=since, until=until, drill=False))
        hour = (matters.c.received_at - to_micros(since)) // _HOUR_MICROS
        per_hour = select(hour, func.count()).where(*of_day).group_by(hour)
        of_watch = (
            select(func.count()).select_from(entries).where(entries.c.watch == watch, ~_of_drill(entries.c.matter_id))
        )
        with self._store.read() as connection:
            opened, overdue = (
                how_many(connection, tuple(conditions_of(wanted)))
                for wanted in (
                    MatterFilter(state=MatterState.OPEN, drill=False),
                    MatterFilter(overdue_at=now, drill=False),
                )
            )
            found = {int(place): int(count) for place, count in connection.execute(per_hour)}
            written = int(connection.execute(of_watch).scalar_one())
        by_hour = tuple(found.get(place, 0) for place in range(24))
        return DayCounts(opened, overdue, sum(found.values()), written, by_hour)

    def open_board(self, session: Session, limit: int = 200) -> list[Matter]:
        """Return the open matters in the order of doing: most urgent, then first due, then oldest (R240).

        Drills are not among them: no exercise stands above, or among, what is real.
        """
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return open_matters(connection, limit, drill=False)

    def due(self, session: Session, limit: int = 50) -> list[Matter]:
        """Return the open matters that have a due time, the earliest first."""
        session.require(Right.READ_LOG)
        statement = (
            _WHOLE.where(
                *conditions(MatterFilter(state=MatterState.OPEN)),
                matters.c.due_at.is_not(None),
            )
            .order_by(matters.c.due_at, matters.c.seq)
            .limit(limit)
        )
        return self._matters(statement)

    def files_received(self, session: Session, since: datetime, until: datetime) -> list[MatterFile]:
        """Return the matters received in a span (until not included), oldest first, with their entries."""
        session.require(Right.READ_LOG)
        statement = _WHOLE.where(*conditions(MatterFilter(since=since, until=until))).order_by(
            matters.c.received_at, matters.c.seq
        )
        with self._store.read() as connection:
            found = [matter_of(row) for row in connection.execute(statement).mappings()]
            return [read_file(connection, matter.id) for matter in found]

    def watch_entries(self, session: Session, watch: str) -> list[Hit]:
        """Return the entries made in a watch, in order, each with its matter."""
        session.require(Right.READ_LOG)
        statement = (
            select(entries).where(entries.c.room_id == self._room_id, entries.c.watch == watch).order_by(entries.c.seq)
        )
        with self._store.read() as connection:
            found = [entry_of(row) for row in connection.execute(statement).mappings()]
            of_entry = matters_with(connection, [entry.matter_id for entry in found])
        return [Hit(entry, of_entry[entry.matter_id]) for entry in found]

    def search(self, session: Session, query: str, *, before: int | None = None, limit: int = PAGE) -> SearchPage:
        """Return the newest entries that hold every part of ``query``; a page of ``limit``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            found = search_index.find(connection, query, before=before, limit=limit)
            rows = connection.execute(select(entries).where(entries.c.seq.in_(found)).order_by(entries.c.seq.desc()))
            hits = [entry_of(row) for row in rows.mappings()]
            of_entry = matters_with(connection, [entry.matter_id for entry in hits])
        return SearchPage(
            query=query,
            hits=tuple(Hit(entry, of_entry[entry.matter_id]) for entry in hits),
            next_before=found[-1] if len(found) == limit else None,
        )

    def _matters(self, statement: Select[tuple[object, ...]]) -> list[Matter]:
        with self._store.read() as connection:
            return [matter_of(row) for row in connection.execute(statement).mappings()]

    @staticmethod
    def _in_order(connection: Connection, seqs: Sequence[int]) -> list[Matter]:
        if not seqs:
            return []
        rows = connection.execute(_WHOLE.where(matters.c.seq.in_(seqs))).mappings()
        found = {row["seq"]: matter_of(row) for row in rows}
        return [found[seq] for seq in seqs]


def open_matters(connection: Connection, limit: int | None = None, *, drill: bool | None = None) -> list[Matter]:
    """Return the open matters as ``connection`` sees them, in the order of doing (R240), drills after what is real.

    ``drill``: only drills, or none of them; without it both.
    """
    order = (
        matters.c.number_in_year < 0,
        _URGENCY_PLACE,
        matters.c.due_at.is_(None),
        matters.c.due_at,
        matters.c.received_at,
        matters.c.seq,
    )
    statement = (
        _WHOLE.where(*conditions(MatterFilter(state=MatterState.OPEN, drill=drill))).order_by(*order).limit(limit)
    )
    return [matter_of(row) for row in connection.execute(statement).mappings()]


def matters_with(connection: Connection, ids: Sequence[str]) -> dict[str, Matter]:
    """Return matters by their identities as ``connection`` sees them; asked for in portions."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Matter] = {}
    for start in range(0, len(wanted), 500):
        statement = _WHOLE.where(matters.c.id.in_(wanted[start : start + 500]))
        found |= {row["id"]: matter_of(row) for row in connection.execute(statement).mappings()}
    return found


def _of_drill(matter_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Return whether an entry's matter belongs to an exercise."""
    drill = conditions(MatterFilter(drill=True))
    return select(matters.c.seq).where(matters.c.id == matter_id, *drill).exists()


def read_file(connection: Connection, matter_id: str) -> MatterFile:
    """Return a matter with all its entries as ``connection`` sees it; Refused ``log.no_such_matter``."""
    row = connection.execute(_WHOLE.where(matters.c.id == matter_id)).mappings().one_or_none()
    if row is None:
        raise Refused("log.no_such_matter")
    steps = connection.execute(select(entries).where(entries.c.matter_id == matter_id).order_by(entries.c.seq))
    return MatterFile(matter_of(row), tuple(entry_of(step) for step in steps.mappings()))


def conditions(wanted: MatterFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of ``conditions.conditions_of`` as the file is asked them.

    A data file holds one room, so the room is no condition: with it no index would answer alone.
    """
    return [asked_of(matters, condition) for condition in conditions_of(wanted)]
