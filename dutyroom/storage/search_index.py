"""The index that finds every entry by any part of its words, Chinese from one character up.

One row per entry in a contentless FTS5 table: single characters, pairs of characters, and pinyin words.
A query of one character asks the first column, a longer one asks for the pairs in order, so that every
part of a text is found and nothing else. ``split`` serves text and query alike.
Measured reason: FTS5's trigram tokenizer never finds words of two characters (台风, 火灾).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from sqlalchemy import Connection

from dutyroom.folding import fold, runs

TABLE = "entry_index"
_SPELLED = re.compile(r"(?=[0-9]*[a-z])[a-z0-9]+")
_BREAK = "\u00a6"  # stands between runs, so that no pair of one follows a pair of another
LONGEST_QUERY = 40


def pairs(run: str) -> Iterable[str]:
    """Return the overlapping pairs of a run."""
    return map("".join, pairwise(run))


def add(connection: Connection, entry_seq: int, text: str, pinyin: Iterable[str] = ()) -> None:
    """Index one entry under its ``entry_seq``."""
    add_many(connection, [(entry_seq, text, pinyin)])


def add_many(connection: Connection, entries: Iterable[tuple[int, str, Iterable[str]]]) -> None:
    """Index many entries: (entry_seq, text, words of pinyin)."""
    rows = [index_row(seq, text, words) for seq, text, words in entries]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {TABLE}(rowid, chars, pairs, pinyin) VALUES (?, ?, ?, ?)", rows)


def join_pieces(connection: Connection, pages: int = 64) -> None:
    """Join pieces of the index that acts have left, writing at most about ``pages`` pages.

    Every act leaves a piece. Left to itself FTS5 joins them within every sixteenth act or so, which then takes
    thirty times as long; the schema turns that off up to a number of pieces that only bulk work reaches.
    """
    connection.exec_driver_sql(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('merge', {pages})")


def index_row(entry_seq: int, text: str, pinyin: Iterable[str]) -> tuple[int, str, str, str]:
    """Return what is stored for one entry."""
    found = runs(text)
    characters = " ".join(dict.fromkeys("".join(found)))
    return entry_seq, characters, _pairs_text(found), " ".join(fold(word) for word in pinyin if word)


def _pairs_text(found: Iterable[str]) -> str:
    return f" {_BREAK} ".join(" ".join(pairs(run)) for run in found)


def expression(query: str) -> str:
    """Return the FTS5 expression for what a person typed; empty when there is nothing to search for."""
    return " AND ".join(_part_expression(part) for part in runs(query[:LONGEST_QUERY]))


def first_difference(
    connection: Connection, seqs: Iterable[int], texts: Iterable[tuple[int, str]], look: str = "1"
) -> int | None:
    """Return the first entry whose words the index does not hold, or the first that it holds and is none; else None.

    ``seqs`` are all entries, ``texts`` those whose words are looked at, with the condition on ``doc`` that names them:
    every pair of a text has to stand in its place. Words behind it (numbers, names, pinyin) are not looked at: they let
    an entry be found by more, never by less.
    """
    counts: dict[int, int] = {}
    left: dict[int, int] = {}  # the sum of an entry's pairs, less what the index holds of them
    for seq, text in texts:
        tokens = _pairs_text(runs(text)).split()
        counts[seq] = len(tokens)
        left[seq] = sum(hash((token, place)) for place, token in enumerate(tokens))
    cursor = connection.connection.cursor()
    try:
        known = {int(seq) for (seq,) in cursor.execute(f"SELECT id FROM {TABLE}_docsize")}
        vocabulary = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{TABLE}_words USING fts5vocab(main, {TABLE}, instance)"
        cursor.execute(vocabulary)
        asked = f"SELECT term, doc, offset FROM temp.{TABLE}_words WHERE col = 'pairs' AND {look}"
        for term, seq, offset in cursor.execute(asked):
            if offset < counts.get(seq, 0):
                left[seq] -= hash((term, offset))
    finally:
        cursor.close()
    wrong = {seq for seq, rest in left.items() if rest} | (known ^ set(seqs))
    return min(wrong, default=None)


def _part_expression(part: str) -> str:
    literal = f'chars : "{part}"' if len(part) == 1 else f'pairs : "{" ".join(pairs(part))}"'
    if _SPELLED.fullmatch(part):
        return f'({literal} OR pinyin : "{part}" *)'
    return literal


def find(connection: Connection, query: str, *, before: int | None = None, limit: int = 50) -> list[int]:
    """Return the newest entries' seq that hold every part of ``query``, newest first, at most ``limit``.

    ``before`` continues a list: only entries with a smaller seq.
    """
    wanted = expression(query)
    if not wanted:
        return []
    bound = "" if before is None else "AND rowid < ?"
    parameters = (wanted, limit) if before is None else (wanted, before, limit)
    rows = connection.exec_driver_sql(
        f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? {bound} ORDER BY rowid DESC LIMIT ?", parameters
    )
    return [int(seq) for (seq,) in rows]
