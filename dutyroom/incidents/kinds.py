"""Finding one of the kinds of events while somebody types: its name in either language, pinyin or initials."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.directory.pinyin import full_pinyin, initials
from dutyroom.folding import fold
from dutyroom.frozen import dataclass
from dutyroom.incidents.model import EventClass, EventType, GradingBook
from dutyroom.texts import term


@dataclass(frozen=True)
class _Kind:
    event: EventType
    name: str
    english: str
    initials: str
    pinyin: str


class KindFinder:
    """The kinds of one book in the order of their classes; spelling them takes some tenths of a second, once."""

    def __init__(self, book: GradingBook) -> None:
        self._kinds = [_kind(event) for event in book.types.values()]
        order = list(EventClass)
        self._kinds.sort(key=lambda kind: order.index(kind.event.event_class))

    def find(self, typed: str) -> tuple[EventType, ...]:
        """Return the kinds that ``typed`` may mean, the likeliest first; all of them, by class, for nothing typed."""
        wanted = fold(typed).replace(" ", "")
        ranked = [(rank, place, kind.event) for place, kind in enumerate(self._kinds) for rank in _ranks(kind, wanted)]
        ranked.sort(key=lambda one: one[:2])
        return tuple(event for _rank, _place, event in ranked)


def _kind(event: EventType) -> _Kind:
    name = term("event_type", event.id)
    return _Kind(
        event, fold(name), fold(term("event_type", event.id, "en")), initials(name), full_pinyin(name).replace("'", "")
    )


def _ranks(kind: _Kind, wanted: str) -> Iterator[int]:
    if not wanted or kind.name.startswith(wanted) or kind.initials.startswith(wanted):
        yield 0
    elif wanted in kind.name or kind.pinyin.startswith(wanted):
        yield 1
    elif wanted in kind.initials or wanted in kind.english.replace(" ", ""):
        yield 2
    elif len(wanted) > 1 and _scattered(wanted, kind.initials):
        yield 3


def _scattered(wanted: str, letters: str) -> bool:
    """Return whether the letters of ``wanted`` stand in ``letters`` in this order: dlsg finds 道路交通事故."""
    rest = iter(letters)
    return all(letter in rest for letter in wanted)
