"""The rooms that are measured: built once for a number of entries, kept in the user's cache, copied for each use."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dutyroom.accounts.keys import KeyFile, Stretching
from dutyroom.accounts.model import Account, NewAccount, Role, Session
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, found, open_house
from dutyroom.clock import Clock, SetClock, ShiftedClock, SystemClock
from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.journal.model import Actor
from dutyroom.storage.migrations import runner
from tests.benchmarks.bulk import BulkPen
from tests.benchmarks.filling import ENTRIES_PER_MATTER, GAP_SECONDS, Filling
from tests.benchmarks.forms import take_forms
from tests.benchmarks.words import CITY, Words

END = datetime(2026, 11, 21, 20, 38, tzinfo=ZoneInfo("Asia/Shanghai"))
LOGIN = "chenyu"
PASSWORD = "Ab3-ling-yun"
LIGHT = Stretching(iterations=1, lanes=1, memory_kib=1024)  # so that deriving the key costs next to nothing
_UNITS, _PEOPLE, _OFFICERS = 120, 600, 6
_ROOT = Path(__file__).resolve().parent.parent.parent
_MADE_BY = (
    "tests/benchmarks/building.py tests/benchmarks/bulk.py tests/benchmarks/filling.py tests/benchmarks/forms.py "
    "tests/benchmarks/words.py dutyroom/log/tables.py dutyroom/log/writing.py dutyroom/storage/search_index.py "
    "dutyroom/storage/digest.py dutyroom/storage/sqlite.py dutyroom/journal/rules.py"
).split()
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Room:
    """A built room: where, how many entries and matters, and the moment at which the desk is opened on it."""

    folder: Path
    rows: int
    matters: int
    now: datetime
    account_id: str
    built_in: float

    @property
    def place(self) -> Place:
        """Return where data file and key ring are."""
        return Place.in_folder(self.folder)

    @property
    def key(self) -> bytes:
        """Return the data key; the ring of a drill room holds it openly."""
        return bytes.fromhex(KeyFile(self.place.key_file).read().open_key)

    def clock(self) -> Clock:
        """Return a running clock that stands a minute after the last entry."""
        return ShiftedClock(SystemClock(), self.now)

    def copy_to(self, folder: Path) -> Room:
        """Copy the room into ``folder``, so that the kept one stays as it was built."""
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder)

    def open(self) -> tuple[House, Session]:
        """Open the room and sign in as the duty officer."""
        house = open_house(self.place, self.key, self.clock())
        return house, house.accounts.sign_in(self.account_id)


def cache_folder() -> Path:
    """Return where rooms are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "dutyroom-benchmarks"


def read_room(folder: Path) -> Room:
    """Return the room that was built in ``folder``."""
    facts = json.loads((folder / "built.json").read_text("utf-8"))
    return Room(**{**facts, "folder": folder, "now": datetime.fromisoformat(facts["now"])})


def room_of(rows: int, told: Told, keep_in: Path | None = None) -> Room:
    """Return the room with ``rows`` entries, built now or kept from before; ``told`` hears (entries, rows)."""
    folder = (keep_in or cache_folder()) / f"{rows}-{runner.NEWEST}-{_made_by()}"
    if (folder / "built.json").exists():
        return read_room(folder)
    for old in folder.parent.glob(f"{rows}-*"):  # of an older schema or an older benchmark
        shutil.rmtree(old)
    folder.mkdir(parents=True)
    room = _build(folder, rows, told)
    facts = {**asdict(room), "now": room.now.isoformat()}
    del facts["folder"]
    (folder / "built.json").write_text(json.dumps(facts, indent=1), "utf-8")
    return room


def show_progress(done: int, total: int) -> None:
    """Say on the terminal how far the building is."""
    print(f"\rbuilding the room: {done:,} of {total:,} entries", end="\n" if done >= total else "", file=sys.stderr)


def _build(folder: Path, rows: int, told: Told) -> Room:
    began = time.perf_counter()
    start = END - timedelta(seconds=rows / ENTRIES_PER_MATTER * GAP_SECONDS)
    clock = SetClock(start)
    place = Place.in_folder(folder)
    founder = NewAccount(LOGIN, "陈予", FOUNDER_ROLES)
    house, _recovery = found(
        place, Founding("云岭市人民政府总值班室", CITY, founder, PASSWORD, drill=True), clock, LIGHT
    )
    key = house.store.key
    try:
        session = house.accounts.sign_in(house.accounts.all()[0].id)
        officers = _officers(house, session)
        units = _directory(house, session)
        forms = take_forms(house, clock, session, units[0])
    finally:
        house.close()
    numbers = {house.calendar.local_date(start).year: 2}
    pen = BulkPen(place.data_file, key)
    last = Filling(house, forms, pen, officers, units).run(clock.now() + timedelta(minutes=5), rows, numbers, told)
    pen.close()
    _count_anew(place, key)
    now = last + timedelta(minutes=1)
    return Room(folder, rows, pen.matters, now, session.account_id, round(time.perf_counter() - began, 1))


def _count_anew(place: Place, key: bytes) -> None:
    """Open the finished room, write in it, and close it, so that its indexes are counted as they are every evening."""
    house = open_house(place, key)
    try:
        house.rest()
        house.journal.note(Actor("", "", house.seat), "room.backed_up")
    finally:
        house.close()


def _officers(house: House, session: Session) -> list[Account]:
    words = Words(7)
    for number in range(_OFFICERS - 1):
        new = NewAccount(f"officer{number}", words.person_name(), frozenset({Role.DUTY_OFFICER}))
        house.accounts.open(session, new, PASSWORD)
    return house.accounts.all()


def _directory(house: House, session: Session) -> list[Unit]:
    words = Words(11)
    units = []
    for number, name in enumerate(words.unit_names(_UNITS)):
        unit = Unit(id="", name=name, short_name=name.removeprefix(CITY), kind=UnitKind.COUNTY)
        units.append(house.directory.add_unit(session, unit, {PhoneLabel.DUTY: f"0999-8{number:06d}"}))
    for number in range(_PEOPLE):
        person = Person(id="", unit_id=units[number % _UNITS].id, name=words.person_name(), post="科员")
        house.directory.add_person(session, person, {PhoneLabel.MOBILE: f"199001{number:05d}"})
    return units


def _made_by() -> str:
    """Return a digest of everything that the built room depends on besides the schema's version."""
    digest = hashlib.sha256()
    for name in _MADE_BY:
        digest.update((_ROOT / name).read_bytes())
    for step in runner.STEPS:
        digest.update((_ROOT / f"dutyroom/storage/migrations/versions/{step}.py").read_bytes())
    return digest.hexdigest()[:12]
