"""How long search, pages and counts take on the file, beside the plainest query for the same rows."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from random import Random
from typing import Any

from sqlalchemy import func, select

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.log.model import Category, Channel, MatterFilter, MatterState, Urgency
from dutyroom.log.tables import entries, matters
from dutyroom.storage import search_index
from tests.benchmarks import queries
from tests.benchmarks.building import Room
from tests.benchmarks.floors import plain_connection
from tests.benchmarks.measuring import Limit, Line, Samples, milliseconds, side_by_side

_FIND = f"SELECT rowid FROM {search_index.TABLE} WHERE {search_index.TABLE} MATCH ? ORDER BY rowid DESC LIMIT 50"
_PAGE = "SELECT * FROM matters WHERE seq < ? ORDER BY seq DESC LIMIT 50"

_SHORT = "pairs that stand in every tenth entry have long lists, and the longest decides (docs/decisions/0004)"


def read_lines(room: Room, rounds: int) -> list[Line]:
    """Return search, pages and counts."""
    house, session = room.open()
    bare = plain_connection(room.place.data_file, room.key)
    try:
        return [
            *_search_lines(house, session, bare),
            _page_line(house, session, bare, rounds),
            *_count_lines(house, session, bare, rounds * 4),
        ]
    finally:
        bare.close()
        house.close()


def _search_lines(house: House, session: Session, bare: Any) -> list[Line]:
    random = Random(5)
    texts = _some_texts(house, random)
    asked = [(kind, piece) for length in queries.LENGTHS for kind, piece in _pieces(texts, length, random)]
    asked += [("initials", word) for word in ("syj", "dhq", "ylsg", "yjglj", "jtys")]
    long = [("long", piece) for kind, piece in _pieces(texts, queries.LONG, random)]
    name = "the FTS5 query alone"
    lines = []
    for work, pieces, limits in (
        ("search, 1 to 8 characters, 50 hits", asked, (Limit("p95", 20),)),
        ("search, phrases of 10 characters", long, (Limit("p95", 20),)),
    ):
        random.shuffle(pieces)
        ours, floor = side_by_side(len(pieces), *_search(house, session, bare, [piece for _kind, piece in pieces]))
        detail = _by_kind([(kind, len(piece)) for kind, piece in pieces], ours)
        detail["slowest"] = {pieces[place][1]: round(ours.values[place], 1) for place in _slowest(ours)}
        lines.append(Line(work, "ms", ours, name, floor, limits, detail=detail, if_short=_SHORT))
    return lines


def _pieces(texts: list[str], length: int, random: Random) -> list[tuple[str, str]]:
    return [
        *(("drawn", piece) for piece in queries.drawn(texts, length, 20, random)),
        *(("frequent", piece) for piece in queries.frequent(texts[:3000], length, 10)),
        *(("rare", piece) for piece in queries.rare(texts[:3000], length, 10, random)),
    ]


def _search(
    house: House, session: Session, bare: Any, pieces: list[str]
) -> tuple[Callable[[int], float], Callable[[int], float]]:
    def ours(number: int) -> float:
        return milliseconds(lambda: house.log_reader.search(session, pieces[number]))

    def floor(number: int) -> float:
        expression = search_index.expression(pieces[number])
        return milliseconds(lambda: bare.execute(_FIND, (expression,)).fetchall())

    return ours, floor


def _some_texts(house: House, random: Random) -> list[str]:
    with house.store.read() as connection:
        last = connection.execute(select(func.max(entries.c.seq))).scalar_one()
        wanted = random.sample(range(1, last + 1), min(6000, last))
        texts: list[str] = []
        for start in range(0, len(wanted), 500):
            rows = connection.execute(select(entries.c.text).where(entries.c.seq.in_(wanted[start : start + 500])))
            texts += [text for (text,) in rows if text]
    return texts


def _filters(house: House, session: Session) -> dict[str, MatterFilter]:
    now = house.clock.now()
    day_since, day_until = house.calendar.day_span(house.calendar.local_date(now))
    unit = house.directory.book(session).units[3].id
    old_since, old_until = house.calendar.day_span(house.calendar.local_date(_first_day(house)))
    return {
        "none": MatterFilter(),
        "open": MatterFilter(state=MatterState.OPEN),
        "closed": MatterFilter(state=MatterState.CLOSED),
        "withdrawn": MatterFilter(state=MatterState.WITHDRAWN),
        "overdue": MatterFilter(overdue_at=now),
        "phone": MatterFilter(channel=Channel.PHONE),
        "telegram": MatterFilter(channel=Channel.TELEGRAM),
        "emergency": MatterFilter(category=Category.EMERGENCY),
        "flash": MatterFilter(urgency=Urgency.FLASH),
        "unit": MatterFilter(unit_id=unit),
        "this watch": MatterFilter(watch=house.calendar.watch_at(now)),
        "today": MatterFilter(since=day_since, until=day_until),
        "a day long ago": MatterFilter(since=old_since, until=old_until),
        "owner": MatterFilter(owner_id=session.account_id),
        "phone and emergency": MatterFilter(channel=Channel.PHONE, category=Category.EMERGENCY),
        "open and telegram": MatterFilter(state=MatterState.OPEN, channel=Channel.TELEGRAM),
        "withdrawn and flash": MatterFilter(state=MatterState.WITHDRAWN, urgency=Urgency.FLASH),
        "closed, a day, phone": MatterFilter(
            state=MatterState.CLOSED, channel=Channel.PHONE, since=old_since, until=old_until
        ),
    }


def _first_day(house: House) -> Any:
    from dutyroom.clock import from_micros

    with house.store.read() as connection:
        return from_micros(
            connection.execute(select(matters.c.received_at).order_by(matters.c.seq).limit(1).offset(100)).scalar_one()
        )


def _page_line(house: House, session: Session, bare: Any, rounds: int) -> Line:
    random = Random(17)
    with house.store.read() as connection:
        last = int(connection.execute(select(func.max(matters.c.seq))).scalar_one())
    asked: list[tuple[str, str, MatterFilter, dict[str, Any]]] = []
    for name, wanted in _filters(house, session).items():
        for _round in range(rounds):
            asked += [
                (name, "first", wanted, {}),
                (name, "middle", wanted, {"before": random.randrange(2, last)}),
                (name, "upwards", wanted, {"after": random.randrange(2, last)}),
                (name, "far end", wanted, {"oldest": True}),
            ]
    random.shuffle(asked)

    def ours(number: int) -> float:
        _name, _where, wanted, place = asked[number]
        return milliseconds(lambda: house.log_reader.page(session, wanted, **place))

    def floor(_number: int) -> float:
        before = random.randrange(50, last)
        return milliseconds(lambda: bare.execute(_PAGE, (before,)).fetchall())

    found, plain = side_by_side(len(asked), ours, floor)
    detail = {}
    for name, where in dict.fromkeys(one[:2] for one in asked):
        times = [found.values[place] for place, one in enumerate(asked) if one[:2] == (name, where)]
        detail[f"{name}, {where}"] = round(statistics.median(times), 2)
    name = "50 rows by their number"
    return Line("a page of the list, any end, any filter", "ms", found, name, plain, (Limit("p95", 10),), detail=detail)


def _count_lines(house: House, session: Session, bare: Any, rounds: int) -> list[Line]:
    reader, now = house.log_reader, house.clock.now()
    since, until = house.calendar.day_span(house.calendar.local_date(now))
    watch = house.calendar.watch_at(now)
    works: dict[str, Callable[[], object]] = {
        "counts of the whole list": lambda: reader.counts(session, MatterFilter(), now),
        "counts of the day": lambda: reader.day_counts(session, since, until, watch, now),
        "the open board": lambda: reader.open_board(session),
        "what is due": lambda: reader.due(session),
    }
    lines = []
    for work, act in works.items():
        ours, floor = side_by_side(
            rounds,
            lambda _number, act=act: milliseconds(act),
            lambda _number: milliseconds(lambda: bare.execute("SELECT count(*) FROM matters").fetchone()),
        )
        lines.append(Line(work, "ms", ours, "SELECT count(*) FROM matters", floor))
    return lines


def _by_kind(kinds: list[tuple[str, int]], found: Samples) -> dict[str, Any]:
    detail: dict[str, Any] = {}
    for key in sorted(set(kinds)):
        times = Samples.of([found.values[place] for place, kind in enumerate(kinds) if kind == key])
        detail[f"{key[0]} {key[1]}"] = {"p50": round(times.p50, 2), "p95": round(times.p95, 2)}
    return detail


def _slowest(found: Samples) -> list[int]:
    return sorted(range(len(found.values)), key=lambda place: -found.values[place])[:5]
