"""Holds the search index against the entries."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from dutyroom.journal.model import Break
from dutyroom.log.tables import entries
from dutyroom.storage import search_index

WORD_BY_WORD = 20_000
_STEP = 2000


def first_unfound(connection: Connection) -> Break | None:
    """Return ``index_differs`` for the first entry that searching would miss, or that is found and is none.

    Every entry has to stand in the index. Word by word the newest 20,000 are looked at, and as many of the older ones,
    evenly spread: a room of that size is looked at whole, a million entries would take minutes.
    """
    newest = int(connection.execute(select(func.max(entries.c.seq))).scalar_one() or 0)
    older = max(newest - WORD_BY_WORD, 0)
    every = -(-older // WORD_BY_WORD) or 1
    look = f"({{name}} > {older} OR {{name}} % {every} = 0)"
    seqs = connection.execution_options(yield_per=_STEP).execute(select(entries.c.seq)).scalars()
    texts = _texts(connection, look.format(name=entries.c.seq.name))
    seq = search_index.first_difference(connection, seqs, texts, look.format(name="doc"))
    return None if seq is None else Break("index_differs", where=f"{entries.name} {seq}")


def _texts(connection: Connection, look: str) -> Iterator[tuple[int, str]]:
    asked = select(entries.c.seq, entries.c.text, entries.c.new).where(text(look)).order_by(entries.c.seq)
    for row in connection.execution_options(yield_per=_STEP).execute(asked):
        yield int(row.seq), f"{row.text}\n{row.new or ''}"
