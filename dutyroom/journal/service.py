"""Writes the journal: one line for every act, in the act's own transaction, chained by hash."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, RowMapping, select

from dutyroom.clock import Clock, from_micros, to_micros
from dutyroom.journal.model import Actor, Head, Line
from dutyroom.journal.rules import FIRST_PREVIOUS, canonical, detail_text, line_hash
from dutyroom.journal.tables import journal
from dutyroom.storage.prepared import add_row, run
from dutyroom.storage.store import Store, UnitOfWork, Written

_HEAD = select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)


class Journal:
    """The journal of one room."""

    def __init__(self, store: Store, clock: Clock, room_id: str) -> None:
        self._store = store
        self._clock = clock
        self._room_id = room_id

    def record(
        self,
        unit: UnitOfWork,
        actor: Actor,
        act: str,
        subject: str = "",
        detail: Mapping[str, str | int | None] | None = None,
    ) -> int:
        """Add the line for everything written in ``unit`` so far, and return its number.

        ``detail`` holds parameters, never the words of a matter or a person's data.
        """
        head = unit.known.get(_HEAD) or head_of(unit.connection)
        seq = head.seq + 1
        at = to_micros(self._clock.now())
        texts = {
            "account_id": actor.account_id,
            "name": actor.name,
            "seat": actor.seat,
            "act": act,
            "subject": subject,
            "detail": detail_text(detail or {}),
            "rows": rows_text(unit.unrecorded),
        }
        form = canonical(seq=seq, room_id=self._room_id, at=at, **texts)
        row = {"seq": seq, "room_id": self._room_id, "at": at, **texts, "previous": head.hash}
        hashed = line_hash(head.hash, form)
        add_row(unit.connection, journal, {**row, "hash": hashed})
        unit.known[_HEAD] = Head(seq, hashed)
        unit.recorded(seq, hashed)
        return seq

    def note(
        self, actor: Actor, act: str, subject: str = "", detail: Mapping[str, str | int | None] | None = None
    ) -> int:
        """Record an act that writes nothing else: a print, an export, a number that was shown."""
        with self._store.write() as unit:
            seq = self.record(unit, actor, act, subject, detail)
            unit.commit()
        return seq

    def head(self) -> Head:
        """Return the newest line."""
        with self._store.read() as connection:
            return head_of(connection)

    def lost(self) -> range:
        """Return the numbers of lines that this seat has seen in the file and that are no longer in it.

        They go with a write-ahead log that was deleted or damaged, or with a file that was put back by hand.
        """
        with self._store.read() as connection:
            newest = head_of(connection).seq
            seq, begins = self._store.marked()
            held = connection.execute(select(journal.c.hash).where(journal.c.seq == seq)).scalar_one_or_none()
        if not seq or str(held or "").startswith(begins):
            return range(0)
        return range(min(newest, seq - 1) + 1, seq + 1)

    def lines_about(self, subject: str, limit: int = 200) -> list[Line]:
        """Return the newest lines about one thing, newest first."""
        statement = select(journal).where(journal.c.subject == subject).order_by(journal.c.seq.desc()).limit(limit)
        with self._store.read() as connection:
            return [_line(row) for row in connection.execute(statement).mappings()]

    def newest(self, *, before: int | None = None, limit: int = 100) -> list[Line]:
        """Return the newest lines, newest first; ``before`` continues the list."""
        statement = select(journal).order_by(journal.c.seq.desc()).limit(limit)
        if before is not None:
            statement = statement.where(journal.c.seq < before)
        with self._store.read() as connection:
            return [_line(row) for row in connection.execute(statement).mappings()]


def head_of(connection: Connection) -> Head:
    """Return the newest line as ``connection`` sees it; line 0 before the first."""
    row = run(connection, _HEAD).one_or_none()
    return Head(0, FIRST_PREVIOUS) if row is None else Head(int(row.seq), str(row.hash))


def rows_text(written: list[Written]) -> str:
    """Return the rows of an act as the line holds them: ``+entries 018f… 3fa8…``, one per line."""
    return "\n".join(f"{row.how}{row.table} {row.row_id} {row.digest}" for row in written)


def _line(row: RowMapping) -> Line:
    return Line(
        seq=int(row["seq"]),
        at=from_micros(int(row["at"])),
        actor=Actor(str(row["account_id"]), str(row["name"]), str(row["seat"])),
        act=str(row["act"]),
        subject=str(row["subject"]),
        detail=str(row["detail"]),
        rows=str(row["rows"]),
        previous=str(row["previous"]),
        hash=str(row["hash"]),
    )
