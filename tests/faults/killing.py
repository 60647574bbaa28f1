"""Kills desks on every way of writing and counts what they had called done and what is there afterwards.

SIGKILL ends a desk between two instructions, as a crash does; it does not take the power from the disk (see ``disk``).
An act that was said to be done has its line in the journal, by number and hash; ``verify`` holds every row against its
line, so that a half act of any kind is a break. The kills of one room are gone through one after the other; rooms have
nothing to do with each other (``workers`` goes through several at once).
"""

from __future__ import annotations

import contextlib
import random
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import select

from dutyroom.accounts.keys import KeyFile, unwrap
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock
from dutyroom.journal.tables import journal
from dutyroom.log.tables import matters
from dutyroom.storage.backup import check_file
from tests.conftest import Template
from tests.factories import EVENING, LOGIN, OTHER_PASSWORD, PASSWORD
from tests.faults import every_desk, forking
from tests.faults.paths import PATHS

MIGRATION = "migration"
FRESH_AFTER = 20  # kills, after which a room is given up for a new one: it would only grow
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
_PASSWORD_OF = {"key-other": OTHER_PASSWORD, "key-first": PASSWORD}
Said = tuple[str, str, int, str]


@dataclass
class Count:
    """What was counted on one way of writing."""

    path: str
    kills: int = 0
    within: int = 0
    acts: int = 0
    lost: int = 0
    broken: list[str] = field(default_factory=list)
    alerts: int = 0
    alerts_gone: int = 0
    opened: list[float] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Return whether nothing was lost, half done or gone."""
        return not (self.lost or self.broken or self.alerts_gone)

    def row(self) -> str:
        """Return the row of the table."""
        slowest = max(self.opened, default=0.0)
        middle = statistics.median(self.opened) if self.opened else 0.0
        return (
            f"{self.path:<16}{self.kills:>6}{self.within:>8}{self.acts:>8}{self.lost:>6}{len(self.broken):>6}"
            f"{self.alerts:>8}{self.alerts_gone:>6}{middle:>9.2f}{slowest:>8.2f}"
        )

    def add(self, other: Count) -> None:
        """Take over what was counted in another room."""
        for name in ("kills", "within", "acts", "lost", "alerts", "alerts_gone"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.broken += other.broken
        self.opened += other.opened


HEADING = (
    f"{'kill -9 on':<16}{'kills':>6}{'within':>8}{'acts':>8}{'lost':>6}{'half':>6}"
    f"{'alerts':>8}{'gone':>6}{'open s':>9}{'worst':>8}"
)


@dataclass(frozen=True)
class Room:
    """One room that is killed in on one way of writing; ``number`` tells it from the others of that way."""

    path: str
    number: int
    kills: int


@dataclass
class Heard:
    """What a desk said: the acts that it called done, and the one it was in."""

    done: list[Said] = field(default_factory=list)
    inside: str = ""
    began: float = 0.0
    last: float = 0.01

    def hear(self, words: Said) -> None:
        """Take note of one word."""
        kind, act, _seq, _hash = words
        if kind == "begin":
            self.inside, self.began = act, time.perf_counter()
        elif kind == "done":
            self.inside, self.last = "", time.perf_counter() - self.began
            self.done.append(words)


def rooms_for(kills: int, paths: Sequence[str]) -> list[Room]:
    """Share ``kills`` out evenly among the ways of writing, and those of each among rooms that stay small."""
    rooms = []
    for place, path in enumerate(paths):
        left, number = (kills + len(paths) - 1 - place) // len(paths), 0
        while left:
            rooms.append(Room(path, number, min(left, FRESH_AFTER)))
            left, number = left - rooms[-1].kills, number + 1
    return rooms


def kill_in(room: Room, template: Template, folder: Path, seed: int = 20261122) -> Iterator[Count]:
    """Kill desks in one room as often as it says; yield the count so far after each."""
    draw = random.Random(f"{seed} {room.path} {room.number}")
    count = Count(room.path)
    place = Place.in_folder(folder / f"{room.path} {room.number}")
    known: list[Said] = []
    for number in range(room.kills):
        if number == 0 or room.path == MIGRATION:
            known = []
            shutil.rmtree(place.data_file.parent, ignore_errors=True)
            shutil.copytree(_source(room.path, template, draw), place.data_file.parent)
        heard = kill_once(room.path, place, template, number, draw)
        known += heard.done
        count.kills += 1
        count.within += bool(heard.inside)
        count.acts += len(heard.done)
        look(count, place, _key(room.path, place, template), known, heard, number)
        yield count
    shutil.rmtree(place.data_file.parent, ignore_errors=True)


def _source(path: str, template: Template, draw: random.Random) -> Path:
    if path == MIGRATION:
        return draw.choice(sorted(FIXTURES.glob("room_*")))
    return template.folder


def _key(path: str, place: Place, template: Template) -> bytes:
    if path != MIGRATION:
        return template.data_key
    slot = KeyFile(place.key_file).read().find(LOGIN)
    key = unwrap(slot, PASSWORD) if slot else None
    assert key is not None
    return key


def kill_once(path: str, place: Place, template: Template, seed: int, draw: random.Random) -> Heard:
    """Let a desk go ``path`` for some acts and a random part of the next one, then kill it; return what it had said."""
    context = forking.context()
    ours, theirs = context.Pipe(duplex=True)
    folder = place.data_file.parent
    if path == MIGRATION:
        process = context.Process(target=every_desk.migrate, args=(folder, _key(path, place, template), seed, theirs))
    else:
        arguments = (folder, template.data_key, template.account_id, path, seed, theirs)
        process = context.Process(target=every_desk.work, args=arguments)
    process.start()
    theirs.close()
    heard = Heard()
    try:
        assert ours.recv()[0] == "ready"
        wanted = draw.randrange({MIGRATION: 1, "backup": 2}.get(path, 8))
        while len(heard.done) < wanted:
            heard.hear(ours.recv())
        longest = {MIGRATION: 0.9, "backup": 0.3}.get(path, 1.3 * heard.last)
        process.join(timeout=draw.random() * longest)
        assert process.exitcode is None, "the desk ended by itself"
    finally:
        _end(process, ours, heard)
    return heard


def _end(process: BaseProcess, ours: Connection, heard: Heard) -> None:
    """Kill the desk and hear what it had still said; a torn last word counts as unsaid."""
    process.kill()
    with contextlib.suppress(EOFError, OSError):
        while True:
            heard.hear(ours.recv())
    process.join()
    process.close()
    ours.close()


def look(count: Count, place: Place, key: bytes, known: list[Said], heard: Heard, seed: int) -> None:
    """Open the room that the killed desk left, and count what is missing of what it had said."""
    began = time.perf_counter()
    house = open_house(place, key, SetClock(EVENING + timedelta(hours=1, minutes=50) + timedelta(hours=seed)))
    count.opened.append(time.perf_counter() - began)
    try:
        verdict = house.verify()
        if verdict.first_break is not None:
            count.broken.append(f"{verdict.first_break.reason} {verdict.first_break.where}")
        with house.store.read() as connection:
            lines = {int(seq): str(hash_) for seq, hash_ in connection.execute(select(journal.c.seq, journal.c.hash))}
            asked = select(matters.c.year, matters.c.number_in_year).where(matters.c.number_in_year > 0)
            numbers = sorted((int(year), int(number)) for year, number in connection.execute(asked))
        count.lost += sum(lines.get(seq) != hash_ for _kind, _act, seq, hash_ in known)
        years = {year for year, _number in numbers}
        whole = [(year, n) for year in sorted(years) for n in range(1, sum(y == year for y, _ in numbers) + 1)]
        if numbers != whole:
            count.broken.append("a number is missing or was given twice")
        _alerts_are_back(count, house)
    finally:
        house.close()
    _copies_are_whole(place, key)
    _a_password_opens(count, place, heard)


def _alerts_are_back(count: Count, house: House) -> None:
    founder = next(account for account in house.accounts.all() if account.login == LOGIN)
    session = house.accounts.sign_in(founder.id)
    before = {one.id for one in house.alert_reader.live(session)}
    house.sweeper.start()
    after = {one.id for one in house.alert_reader.live(session)}
    count.alerts += len(after)
    count.alerts_gone += len(before - after) + house.sweeper.audit()


def _copies_are_whole(place: Place, key: bytes) -> None:
    """Assert that whatever has the name of a backup is one: a data file that is whole, with its ring."""
    for copy in (place.data_file.parent / "copies").glob("*.dutyroom"):
        check_file(copy, key)
    for copy in place.data_file.parent.glob("room.dutyroom.before-????"):
        check_file(copy, key)


def _a_password_opens(count: Count, place: Place, heard: Heard) -> None:
    """Count it as broken when not one password opens, or another than the one that was said to be set."""
    slot = KeyFile(place.key_file).read().find(LOGIN)
    opening = [word for word in (PASSWORD, OTHER_PASSWORD) if slot is not None and unwrap(slot, word)]
    changed = [_PASSWORD_OF[act] for _kind, act, _seq, _hash in heard.done if act in _PASSWORD_OF]
    if len(opening) != 1:
        count.broken.append("no password opens")
    elif changed and not heard.inside and opening != changed[-1:]:
        count.lost += 1


def all_paths() -> tuple[str, ...]:
    """Return the names of all ways of writing."""
    return (*PATHS, MIGRATION)
