"""Keeps copies of the room by itself, and brings the room back from the last good one.

A copy is made every hour to a second place, opened and held against its seals; the first of a day is walked line by
line.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dutyroom.accounts.keys import KeyFile
from dutyroom.bootstrap import House, Place, open_house, put_back_room
from dutyroom.changes import Announcer
from dutyroom.clock import Clock
from dutyroom.directory.service import Directory
from dutyroom.errors import DutyroomError, Environment, Refused
from dutyroom.frozen import dataclass
from dutyroom.journal.model import Actor, Head
from dutyroom.journal.verify import verify
from dutyroom.salvage import Salvaged, bring_over, copy_readable
from dutyroom.storage.backup import check_file
from dutyroom.storage.store import Store

EVERY = timedelta(hours=1)
_NAME = re.compile(r"dutyroom-(\d{8}-\d{6})\.dutyroom")
_SCRATCH = "coming-back"
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class KeepingRule:
    """Where copies go, and how many stay: the newest ones, and of the days before the last copy each."""

    folder: Path
    hourly: int = 24
    daily: int = 30


@dataclass(frozen=True)
class Copy:
    """A copy in the second place; ``made_at`` is the time of the room that its name says."""

    file: Path
    made_at: datetime


@dataclass(frozen=True)
class BroughtBack:
    """How a room came back: from which copy, with how many acts beyond it, where the old file stays."""

    copy: Path
    head: Head
    salvaged: Salvaged
    kept: Path | None


def copies_in(folder: Path, zone: ZoneInfo) -> list[Copy]:
    """Return the copies in ``folder``, newest first; none where the folder cannot be read."""
    found = []
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            name = _NAME.fullmatch(file.name)
            if name is not None:
                with contextlib.suppress(ValueError):
                    found.append(Copy(file, datetime.strptime(name[1], "%Y%m%d-%H%M%S").replace(tzinfo=zone)))
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)


def surplus(copies: Iterable[Copy], hourly: int, daily: int) -> list[Copy]:
    """Return the copies that need not be kept: neither among the newest, nor the last of one of the newest days."""
    ordered = sorted(copies, key=lambda copy: copy.made_at, reverse=True)
    of_day: dict[object, Copy] = {}
    for copy in ordered:
        of_day.setdefault(copy.made_at.date(), copy)
    kept = {copy.file for copy in (*ordered[:hourly], *list(of_day.values())[:daily])}
    return [copy for copy in ordered if copy.file not in kept]


def is_due(house: House, rule: KeepingRule) -> bool:
    """Return whether an hour has passed since the newest copy; one from the future does not put it off."""
    copies = copies_in(rule.folder, house.calendar.zone)
    age = house.clock.now() - copies[0].made_at if copies else EVERY
    return age >= EVERY or age < timedelta(0)


def keep_copy(house: House, rule: KeepingRule, told: Told) -> Path:
    """Make a copy in the second place, check it, and take away those that the rule no longer keeps; return it.

    A copy that failed is noted in the journal. Raises Environment as ``storage.backup`` does, Refused
    ``backup.same_folder``.
    """
    try:
        if rule.folder.resolve() == house.place.data_file.parent.resolve():
            raise Refused("backup.same_folder", folder=str(rule.folder))
        before = copies_in(rule.folder, house.calendar.zone)
        copy = house.copy_into(rule.folder, told)
        today = house.calendar.local(house.clock.now()).date()
        if all(one.made_at.date() != today for one in before):
            check_copy(copy, house)
    except DutyroomError as error:
        with contextlib.suppress(DutyroomError):  # a disk that takes no copy may take no line either
            house.journal.note(Actor("", "", house.seat), "room.backup_failed", "", {"code": error.code})
        raise
    house.journal.note(Actor("", "", house.seat), "room.backed_up", "", {"file": copy.name})
    for old in surplus(copies_in(rule.folder, house.calendar.zone), rule.hourly, rule.daily):
        for file in (old.file, Place(old.file).key_file):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
    return copy


def check_copy(copy: Path, house: House) -> None:
    """Open a copy and walk every line and row of it; Environment ``backup.not_whole`` when it is not."""
    store = Store(copy, house.store.key, Announcer())
    try:
        verdict = verify(store)
        if verdict.first_break is not None:
            raise Environment("backup.not_whole", file=str(copy), problem=verdict.first_break.reason)
    finally:
        store.close()


def newest_good(copies: Iterable[Path], key: bytes) -> Path | None:
    """Return the first of ``copies`` (newest first) that is whole and opens with ``key``, or None."""
    for copy in copies:
        with contextlib.suppress(DutyroomError):
            check_file(copy, key)
            return copy
    return None


def key_of(places: Iterable[Place], login: str, password: str, now: datetime) -> bytes:
    """Return the data key from the first of several rings that a name and password open.

    Raises what the first of them raised when none does.
    """
    first: DutyroomError | None = None
    for place in places:
        try:
            ring = KeyFile(place.key_file)
            return bytes.fromhex(ring.read().open_key) if not login else ring.unlock(login, password, now)[1]
        except DutyroomError as error:
            first = first or error
    raise first or Environment("keys.missing", file="")


def bring_room_back(copy: Path, target: Place, key: bytes, clock: Clock, told: Told) -> BroughtBack:
    """Put a copy in the place of a room, with what the room's damaged file and its log can still prove beyond it.

    All is made ready beside, and checked whole, before the old file is moved aside; nothing is deleted. The ring that
    stands there stays when it can be read, since passwords may be newer than the copy. Raises Environment as
    ``put_back_room``.
    """
    check_file(copy, key)
    scratch = target.data_file.parent / _SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        ready = Place.in_folder(scratch)
        scratch.mkdir(parents=True, mode=0o700)
        shutil.copyfile(copy, ready.data_file)
        _take_ring(copy, target, ready)
        salvaged = _add_what_is_left(ready, target, key, clock, told)
        head = _note(ready, key, clock, salvaged)
        kept = put_back_room(ready, target, key)
    except OSError as error:
        raise Environment("storage.io_error", file=str(target.data_file)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return BroughtBack(copy, head, salvaged, kept)


def _take_ring(copy: Path, target: Place, ready: Place) -> None:
    try:
        KeyFile(target.key_file).read()
        source = target.key_file
    except DutyroomError:
        source = Place(copy).key_file
    if not source.exists():
        raise Environment("keys.missing", file=str(source))
    shutil.copyfile(source, ready.key_file)


def _add_what_is_left(ready: Place, target: Place, key: bytes, clock: Clock, told: Told) -> Salvaged:
    """Bring over what the damaged file proves; when the outcome is not whole the copy stays as it was."""
    if not target.data_file.exists():
        return Salvaged()
    damaged = ready.data_file.with_name("damaged.dutyroom")
    for ending in ("", "-wal"):
        source = Path(f"{target.data_file}{ending}")
        if source.exists():
            copy_readable(source, Path(f"{damaged}{ending}"))
    plain = ready.data_file.with_name("plain.dutyroom")
    open_house(ready, key, clock).close()  # the copy may be older than this program
    shutil.copyfile(ready.data_file, plain)
    house = open_house(ready, key, clock)
    try:
        salvaged = bring_over(house.store, damaged, key, Directory.search_words, told)
        whole = house.verify().whole
    finally:
        house.close()
    if not whole:
        os.replace(plain, ready.data_file)
        return replace(salvaged, brought=0, lost=salvaged.lost + salvaged.brought)
    return salvaged


def _note(ready: Place, key: bytes, clock: Clock, salvaged: Salvaged) -> Head:
    house = open_house(ready, key, clock)
    try:
        head = house.journal.head()
        detail = {"head": head.seq, "brought": salvaged.brought, "lost": salvaged.lost}
        house.journal.note(Actor("", "", house.seat), "room.restored", "", detail)
        return head
    finally:
        house.close()
