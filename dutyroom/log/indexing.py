"""Holds the search index against the entries, and fills it for entries of another file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, select, text

from dutyroom.journal.model import Break
from dutyroom.log.reading import read_file
from dutyroom.log.tables import entries
from dutyroom.log.writing import Pinyin
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


def index_entries(connection: Connection, seqs: Sequence[int], pinyin: Pinyin) -> None:
    """Index entries that were brought over from another file, by the words of their matter as it stands now."""
    rows = []
    for seq in seqs:
        entry = connection.execute(select(entries).where(entries.c.seq == seq)).mappings().one()
        file = read_file(connection, entry["matter_id"])
        also: list[str] = []
        spelled: list[str] = []
        if file.entries[0].id == entry["id"]:
            matter, caller, item = file.matter, file.matter.caller, file.matter.classified
            named = [matter.unit_name, caller.name] if caller else [matter.unit_name]
            also = [matter.number, matter.subject, *named]
            also += [caller.post, caller.phone] if caller else []
            also += [item.document_number, item.sender] if item else []
            spelled = [word for name in (*named, item.sender if item else "") if name for word in pinyin(name)]
        rows.append((seq, "\n".join((str(entry["text"]), str(entry["new"] or ""), *also)), spelled))
    search_index.add_many(connection, rows)


def _texts(connection: Connection, look: str) -> Iterator[tuple[int, str]]:
    asked = select(entries.c.seq, entries.c.text, entries.c.new).where(text(look)).order_by(entries.c.seq)
    for row in connection.execution_options(yield_per=_STEP).execute(asked):
        yield int(row.seq), f"{row.text}\n{row.new or ''}"
