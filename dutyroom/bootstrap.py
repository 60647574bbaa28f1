"""The only place where the parts are joined: a room is founded, opened, closed here."""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from dutyroom.accounts.keys import (
    RECOVERY,
    KeyFile,
    KeyRing,
    Stretching,
    make_recovery_slot,
    new_data_key,
    new_recovery_key,
    new_ring,
)
from dutyroom.accounts.model import NewAccount, Right, Role, Session
from dutyroom.accounts.rules import rights_of
from dutyroom.accounts.service import Accounts
from dutyroom.accounts.signing import first_false_signature
from dutyroom.accounts.tables import rooms
from dutyroom.alerts.events import EventFollower
from dutyroom.alerts.leaders_away import RegisteredAbsences
from dutyroom.alerts.on_watch import AccountsOnWatch
from dutyroom.alerts.preview import ChainPreview
from dutyroom.alerts.reading import AlertReader, late_subjects
from dutyroom.alerts.roster_watch import RosterOnWatch
from dutyroom.alerts.service import Alerts
from dutyroom.alerts.sounding import SoundOwner
from dutyroom.alerts.sweep import Sweeper
from dutyroom.alerts.waker import Waker
from dutyroom.calendar.room import RoomCalendar
from dutyroom.calendar.service import Arrangements
from dutyroom.changes import Announcer, Changes, Topic
from dutyroom.channels.sound import sound_file, system_sound
from dutyroom.channels.toast import Toaster
from dutyroom.clock import Clock, SystemClock, to_micros
from dutyroom.directory.service import Directory
from dutyroom.errors import Environment, Refused
from dutyroom.frozen import dataclass
from dutyroom.handover.on_watch import StandingOnWatch
from dutyroom.handover.watch_time import WatchTime
from dutyroom.ids import IdMaker
from dutyroom.incidents.drills import Drills
from dutyroom.incidents.reading import EventReader
from dutyroom.incidents.service import Incidents
from dutyroom.journal.model import Actor, Break, Head, Verdict
from dutyroom.journal.service import Journal
from dutyroom.journal.verify import verify
from dutyroom.late_rooms import LateRooms, PlannedWatch, RoomFacts
from dutyroom.log.drafts import Drafts
from dutyroom.log.indexing import first_unfound
from dutyroom.log.reading import LogReader
from dutyroom.log.rules import check_unclassified
from dutyroom.log.service import Log
from dutyroom.room_books import RoomBooks, shipped_rules
from dutyroom.rulebook.service import Rules
from dutyroom.settings import RoomSettings
from dutyroom.storage.backup import copy_file, put_back
from dutyroom.storage.files import explain, unused, write_whole
from dutyroom.storage.migrations import runner
from dutyroom.storage.store import Store
from dutyroom.whereabouts.service import Whereabouts

DATA_FILE = "room.dutyroom"
FOUNDER_ROLES = frozenset({Role.DUTY_OFFICER, Role.HEAD_OF_DUTY_ROOM, Role.SYSTEM_ADMINISTRATOR})


@dataclass(frozen=True)
class Place:
    """Where a room is kept: the encrypted data file, and the key ring beside it."""

    data_file: Path

    @property
    def key_file(self) -> Path:
        """Return the path of the key ring."""
        return self.data_file.parent / f"{self.data_file.stem}.keys"  # with_suffix takes no name for none

    @property
    def founded(self) -> bool:
        """Return whether a room is kept here."""
        return self.data_file.exists()

    @classmethod
    def in_folder(cls, folder: Path) -> Place:
        """Return the place of the room in ``folder``."""
        return cls(folder / DATA_FILE)


@dataclass(frozen=True)
class Founding:
    """What is asked for to found a room."""

    room_name: str
    city: str
    founder: NewAccount
    password: str
    drill: bool = False


class House(LateRooms):
    """An open room with everything in it."""

    def __init__(self, store: Store, place: Place, clock: Clock, room: RoomFacts, seat: str) -> None:
        self.store = store
        self.place = place
        self.clock = clock
        self.room = room
        self.seat = seat
        self.ids = IdMaker(clock)
        self._making = threading.RLock()
        self.lost_lines = range(0)
        """Numbers of the journal's lines that stood in the file before it was opened, and no longer do."""
        self.announcer = store.announcer
        self.keys = KeyFile(place.key_file)
        self.journal = Journal(store, clock, room.id)
        self.accounts = Accounts(store, self.journal, clock, self.ids, self.keys, room.id, seat)
        self.settings = RoomSettings(store, self.journal, clock, self.ids, room.id)
        self.arrangements = Arrangements(store, self.journal, clock, self.ids, room.id, check_unclassified)
        self.calendar = RoomCalendar(self.settings, self.arrangements.calendar)
        self.directory = Directory(store, self.journal, clock, self.ids, room.id)
        planned_watch = PlannedWatch(self)
        self.whereabouts = Whereabouts(
            store, self.journal, clock, self.ids, room.id, self.calendar, planned_watch, check_unclassified
        )
        self.rules = Rules(store, self.journal, clock, self.ids, room.id, check_unclassified, shipped_rules())
        self.books = books = RoomBooks(self.rules)
        others = AccountsOnWatch(store, room.id)
        planned = RosterOnWatch(planned_watch, others)
        on_watch = StandingOnWatch(store, planned)
        absences = RegisteredAbsences(self.whereabouts, others)
        self.alerts = Alerts(
            store,
            self.journal,
            clock,
            self.ids,
            room.id,
            on_watch,
            absences,
            escalation=books.escalation,
            drill=room.drill,
        )
        self.chain_preview = ChainPreview(planned, absences)
        self.watch_time = WatchTime(store, self.calendar)
        self.log = Log(
            store,
            self.journal,
            clock,
            self.ids,
            room.id,
            self.watch_time,
            self.directory.search_words,
            self.directory.unit_named,
            consequences=(self.alerts.follow_matter,),
        )
        self.alerts.write_calls_into(self.log)
        self.alert_reader = AlertReader(store, clock, self.alerts.keeper.officers)
        self.sweeper = Sweeper(store, self.journal, clock, self.alerts, seat)
        self.sounding = SoundOwner(system_sound(), sound_file, self._note_silence)
        self.toaster = Toaster()
        self._waker: Waker | None = None
        self.log_reader = LogReader(store, room.id)
        local = self.calendar.local
        self.incidents = Incidents(store, self.journal, clock, self.ids, room.id, self.log, local, books)
        self.incidents.follow(
            EventFollower(self.alerts, clock, lambda: self.calendar.zone, drill=room.drill, profile=books.profile)
        )
        self.event_reader = EventReader(store, books, late_subjects)
        self.drills = Drills(store, self.journal, self.log, self.event_reader, books)
        self.incidents.object_to_notes(self._check_noted_by_hand)
        self.log.follow(self._follow_instructions)
        self.log.follow(self._follow_receipts)
        self.drafts = Drafts(store, clock, room.id)
        self._stop = self.announcer.listen(self._hear)

    def back_up(self, session: Session, folder: Path, told: Callable[[int, int], None]) -> Path:
        """Copy data file and key ring into ``folder`` while the desk goes on; return the copy, checked and whole.

        ``told`` hears (pages done, pages in all). Raises Refused ``accounts.not_allowed`` and Environment.
        """
        session.require(Right.BACK_UP)
        copy = self.copy_into(folder, told)
        self.journal.note(session.actor, "room.backed_up")
        return copy

    def copy_into(self, folder: Path, told: Callable[[int, int], None]) -> Path:
        """Copy data file and key ring into ``folder``; who asks for it has to be allowed to, and notes it."""
        stamp = self.calendar.local(self.clock.now()).strftime("%Y%m%d-%H%M%S")
        copy = Place(folder / f"dutyroom-{stamp}.dutyroom")
        copy_file(self.store, copy.data_file, told, gently=True)
        write_whole(copy.key_file, self.place.key_file.read_bytes())
        return copy.data_file

    def verify(self, told: Callable[[int, int], None] | None = None, printed: Head | None = None) -> Verdict:
        """Hold the whole file against its journal, every signature against its key and its words, search against both.

        See ``journal.verify``, ``accounts.signing``, ``log.indexing``.
        """
        verdict = verify(self.store, told, printed)
        if verdict.whole and self.lost_lines:
            verdict = replace(verdict, first_break=Break("lines_lost", seq=self.lost_lines[0]))
        if not verdict.whole:
            return verdict
        with self.store.read() as connection:
            found = first_false_signature(connection) or first_unfound(connection)
        return replace(verdict, first_break=found)

    def rest(self) -> None:
        """Do what the acts of the last minutes left for later; see ``Store.rest``, ``Rules.keep_shipped``."""
        self.store.rest()
        self.rules.keep_shipped(Actor("", "", self.seat))

    def keep_watch(self) -> None:
        """Sweep now, and from now on every second until the room is closed; what sounds is kept sounding."""
        if self._waker is None:
            self._count_again()  # a stop may have come between a new arrangement and what follows from it
            self._waker = Waker(self.sweeper, self.announcer, self.sounding.tick)
            self._waker.start()

    def close(self) -> None:
        """Close the data file; nobody watches over deadlines any more."""
        if self._waker is not None:
            self._waker.stop()
            self._waker = None
        self.sounding.close()
        self._stop()
        self.store.close()

    def _note_silence(self, alert_id: str, code: str) -> None:
        self.alerts.note_channel_failed(Actor("", "", self.seat), alert_id, "sound", code)

    def _count_again(self) -> None:
        self.instructions.calendar_changed(Actor("", "", self.seat))

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.SETTINGS):
            self.calendar.settings_changed()
        if changes.touches(Topic.CALENDAR):
            self.calendar.calendar_changed()
            self._count_again()
        self.rules.hear(changes)
        if "roster" in vars(self):  # one that is not made yet remembers nothing
            self.roster.hear(changes)


def seat_name() -> str:
    """Return the name of this seat: the computer's."""
    return platform.node() or "desk"


def found(place: Place, founding: Founding, clock: Clock, stretching: Stretching | None = None) -> tuple[House, str]:
    """Found a room and return it open, with the recovery key to print.

    The key ring is written before the room is filled, and both are taken away again when founding fails.
    Raises Refused ``room.exists``, ``room.name_missing`` and as for an account; Environment for the disk.
    """
    if place.founded:
        raise Refused("room.exists", file=str(place.data_file))
    if place.key_file.exists():
        raise Refused("room.keys_exist", file=str(place.key_file))
    if not founding.room_name.strip():
        raise Refused("room.name_missing")
    if Right.MANAGE_ACCOUNTS not in rights_of(founding.founder.roles):
        raise Refused("room.founder_manages")
    data_key, recovery_key = new_data_key(), new_recovery_key()
    ring = new_ring(stretching)
    if founding.drill:
        ring = KeyRing(ring.salt, ring.slots, data_key.hex(), ring.stretching)
    _make_folder(place.data_file.parent)
    try:
        KeyFile(place.key_file).write(ring.with_slot(make_recovery_slot(ring, recovery_key, data_key)))
        house = _fill(place, founding, clock, data_key)
    except BaseException:
        ring_files = (place.key_file, Path(f"{place.key_file}.previous"))
        for file in (*ring_files, *(Path(f"{place.data_file}{end}") for end in ("", "-wal", "-shm", ".mark"))):
            file.unlink(missing_ok=True)
        raise
    return house, recovery_key


def unlock(place: Place, login: str, password: str, clock: Clock) -> tuple[House, Session]:
    """Open the room for whoever knows ``login`` and ``password``; count a failure otherwise.

    Raises Refused and Environment as in ``KeyFile.unlock``, ``open_house`` and ``Accounts.sign_in``.
    """
    keys = KeyFile(place.key_file)
    failures = keys.failures(login)
    account_id, data_key = keys.unlock(login, password, clock.now())
    if account_id == RECOVERY:
        raise Refused("accounts.use_recovery")
    house = open_house(place, data_key, clock)
    try:
        strangers = keys.take_strangers()
        if strangers:
            house.journal.note(Actor("", "", house.seat), "account.strangers_tried", "", {"failures": strangers})
        return house, house.accounts.sign_in(account_id, failures)
    except BaseException:
        house.close()
        raise


def resume(place: Place, key: str, account_id: str, clock: Clock) -> tuple[House, Session]:
    """Open the room of a desk that broke down for whoever sat there, to be locked at once (``dutyroom.restart``).

    Raises Refused ``accounts.closed``, and Environment as in ``open_house``.
    """
    house = open_house(place, bytes.fromhex(key), clock)
    try:
        return house, house.accounts.resume(account_id)
    except BaseException:
        house.close()
        raise


def open_with_recovery_key(place: Place, recovery_key: str, clock: Clock) -> House:
    """Open the room with the printed recovery key; nobody is signed in."""
    account_id, data_key = KeyFile(place.key_file).unlock(RECOVERY, recovery_key, clock.now())
    assert account_id == RECOVERY
    return open_house(place, data_key, clock)


def open_house(place: Place, data_key: bytes, clock: Clock | None = None, *, bring_up: bool = True) -> House:
    """Open the room's file with its key and bring it to this program's schema.

    Raises Environment ``storage.no_such_file``, ``storage.wrong_key``; Refused ``storage.newer_schema``,
    ``storage.not_ours``.
    """
    used_clock = clock or SystemClock()
    store = Store(place.data_file, data_key, Announcer())
    try:
        if bring_up:
            copy = place.data_file.with_name(f"{place.data_file.name}.before-{runner.NEWEST}")
            taken = runner.bring_up(store, used_clock, lambda: copy_file(store, unused(copy)))
            if taken and not _has_room(store):
                raise Refused("storage.not_ours")
        room = _room_facts(store)
        house = House(store, place, used_clock, room, seat_name())
        house.lost_lines = house.journal.lost()
        if bring_up and house.lost_lines:  # said in the window too, and here for ever
            detail = {"first": house.lost_lines[0], "last": house.lost_lines[-1]}
            house.journal.note(Actor("", "", house.seat), "journal.lines_lost", "", detail)
        if bring_up and taken:
            house.journal.note(Actor("", "", house.seat), "schema.raised", taken[-1])
    except BaseException:
        store.close()
        raise
    return house


def put_back_room(copy: Place, target: Place, data_key: bytes | None) -> Path | None:
    """Put the ``copy`` of a room in the place of ``target``; return where the old data file stays.

    With a key the copy is checked first. Nothing is deleted: data file and key ring that stood there are kept beside.
    Raises Environment as ``storage.backup.put_back``; nothing has changed then.
    """
    ring = _ring_of(copy)
    old_ring = target.key_file.read_bytes() if target.key_file.exists() else None
    write_whole(target.key_file, ring, keep_previous=True)
    try:
        kept = put_back(copy.data_file, target.data_file, data_key)
    except BaseException:
        if old_ring is not None:
            os.replace(f"{target.key_file}.previous", target.key_file)
        else:
            target.key_file.unlink(missing_ok=True)
        raise
    if kept is not None and old_ring not in (None, ring):  # the old data open with their own ring only
        write_whole(kept.with_name(f"{kept.name}.keys"), old_ring or b"")
    return kept


def bring_back(target: Place, file: Path) -> None:
    """Put a backup into ``target`` before anybody has signed in, so without its key: signing in will check it.

    ``file`` is a data file with its key ring beside it, or a key ring alone.
    """
    copy = Place(file.with_suffix(".dutyroom"))
    if file.suffix == ".keys":
        write_whole(target.key_file, _ring_of(copy), keep_previous=True)
    else:
        put_back_room(copy, target, None)


def _ring_of(copy: Place) -> bytes:
    try:
        return copy.key_file.read_bytes()
    except FileNotFoundError as error:
        raise Environment("keys.missing", file=str(copy.key_file)) from error
    except OSError as error:
        raise explain(error, copy.key_file) from error


def warm_up(house: House) -> threading.Thread:
    """Load in the background what the first save would otherwise wait for."""
    thread = threading.Thread(target=_load_late, args=(house,), name="warm-up", daemon=True)
    thread.start()
    return thread


def _load_late(house: House) -> None:
    house.directory.search_words("值班室")
    check_unclassified("值班室")
    house.make_late_rooms()


def _fill(place: Place, founding: Founding, clock: Clock, data_key: bytes) -> House:
    store = Store(place.data_file, data_key, Announcer(), must_exist=False)
    try:
        runner.bring_up(store, clock, lambda: None)
        room = RoomFacts(IdMaker(clock).new(), founding.room_name.strip(), founding.city.strip(), founding.drill)
        house = House(store, place, clock, room, seat_name())
        with store.write() as unit:
            unit.insert(
                rooms,
                {
                    "id": room.id,
                    "name": room.name,
                    "city": room.city,
                    "drill": int(room.drill),
                    "created_at": to_micros(clock.now()),
                },
            )
            house.journal.record(unit, Actor("", founding.founder.name, house.seat), "room.founded", room.id)
            unit.commit()
        house.accounts.open_first(founding.founder, founding.password)
    except BaseException:
        store.close()
        raise
    return house


def _has_room(store: Store) -> bool:
    with store.read() as connection:
        return connection.execute(select(rooms.c.id)).first() is not None


def _room_facts(store: Store) -> RoomFacts:
    with store.read() as connection:
        row = connection.execute(select(rooms).limit(1)).mappings().one_or_none()
    if row is None:
        raise Refused("storage.not_ours")
    return RoomFacts(str(row["id"]), str(row["name"]), str(row["city"]), bool(row["drill"]))


def _make_folder(folder: Path) -> None:
    try:
        fresh = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if fresh and os.name == "posix":
            folder.chmod(0o700)
    except OSError as error:
        raise explain(error, folder) from error
