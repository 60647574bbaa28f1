"""Settings: those of the room, kept in the data file with their history, and those of this seat, in a small file.

Each option is declared once. A change of a room option is a new row and a line in the journal; nothing is
overwritten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Column, String, Table, Text, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.changes import Topic
from dutyroom.clock import Clock, from_micros, to_micros
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.ids import IdMaker
from dutyroom.journal.service import Journal
from dutyroom.seasons import read_close_of_day
from dutyroom.storage.files import write_whole
from dutyroom.storage.store import Store
from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

settings_values = Table(
    "settings_values",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("name", String(40), nullable=False, index=True),
    Column("value", Text, nullable=False),
    moment("changed_at"),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    info=kept(Keeping.APPENDED),
)


@dataclass(frozen=True)
class Option:
    """One option: its name, what holds until somebody sets it, and a check of typed text."""

    name: str
    default: str
    check: Callable[[str], bool]


@dataclass(frozen=True)
class SettingChange:
    """One version of a room option: its value, when and by whom it was set."""

    name: str
    value: str
    changed_at: datetime
    account_name: str


_CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})
_LEAST_SHIFT_MINUTES = 4 * 60
_LONGEST_LIST = 1000


def _is_clock_time(text: str) -> bool:
    return _CLOCK_TIME.fullmatch(text) is not None


def _is_close_of_day(text: str) -> bool:
    try:
        read_close_of_day(text)
    except ValueError:
        return False
    return True


def _is_zone(text: str) -> bool:
    return text in available_timezones() and text not in _NO_PLACES


def _is_minutes(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= 120


def _is_list(text: str) -> bool:
    return 0 < len(text) < _LONGEST_LIST


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 1 <= len(text) <= 3 and int(text) >= 1


def check_hours(morning: str, close_of_day: str) -> None:
    """Raise Refused ``calendar.handover_order`` where day and night are not at least four hours each."""
    for change in read_close_of_day(close_of_day):
        for season in change.seasons:
            close = f"{season.close:%H:%M}"
            length = _minutes_of(close) - _minutes_of(morning)
            if not _LEAST_SHIFT_MINUTES <= length <= 24 * 60 - _LEAST_SHIFT_MINUTES:
                raise Refused("calendar.handover_order", morning=morning, close=close)


def _minutes_of(clock_time: str) -> int:
    hours, minutes = clock_time.split(":")
    return int(hours) * 60 + int(minutes)


MORNING_HANDOVER = Option("morning_handover", "08:00", _is_clock_time)
CLOSE_OF_DAY = Option("close_of_day", "05-01 18:00, 10-01 17:30", _is_close_of_day)
ZONE = Option("zone", "Asia/Shanghai", _is_zone)
EQUIPMENT = Option("equipment", "值班室钥匙、值班电话、传真机、值班电脑、打印机、应急照明", _is_list)
LOCK_AFTER_MINUTES = Option("lock_after_minutes", "10", _is_minutes)
ROOM_OPTIONS = (MORNING_HANDOVER, CLOSE_OF_DAY, ZONE, LOCK_AFTER_MINUTES, EQUIPMENT)


def _one_of(*values: str) -> Callable[[str], bool]:
    return lambda text: text in values


LANGUAGE = Option("language", "system", _one_of("system", "zh_CN", "en"))
THEME = Option("theme", "system", _one_of("system", "light", "dark"))
COMPACT = Option("compact", "no", _one_of("yes", "no"))
TEXT_PERCENT = Option("text_percent", "100", _one_of("100", "125", "150"))
WINDOW = Option("window", "", lambda text: len(text) < 20_000)
COLUMNS = Option("columns", "", lambda text: len(text) < 20_000)
BACKUP_FOLDER = Option("backup_folder", "", lambda text: len(text) < 2000)
BACKUP_HOURLY = Option("backup_hourly", "24", _is_count)
BACKUP_DAILY = Option("backup_daily", "30", _is_count)
SEAT_OPTIONS = (
    LANGUAGE,
    THEME,
    COMPACT,
    TEXT_PERCENT,
    WINDOW,
    COLUMNS,
    BACKUP_FOLDER,
    BACKUP_HOURLY,
    BACKUP_DAILY,
)


class RoomSettings:
    """The options of the room."""

    def __init__(self, store: Store, journal: Journal, clock: Clock, ids: IdMaker, room_id: str) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id

    def get(self, option: Option) -> str:
        """Return the value that holds now."""
        return self.all().get(option.name, option.default)

    def zone(self) -> ZoneInfo:
        """Return the time zone of the room."""
        return ZoneInfo(self.get(ZONE))

    def all(self) -> dict[str, str]:
        """Return the values that were ever set, as they hold now, by name."""
        newest = select(func.max(settings_values.c.seq)).group_by(settings_values.c.name)
        statement = select(settings_values.c.name, settings_values.c.value).where(settings_values.c.seq.in_(newest))
        with self._store.read() as connection:
            return {str(name): str(value) for name, value in connection.execute(statement)}

    def put(self, session: Session, option: Option, value: str) -> None:
        """Set an option from now on.

        Raises Refused ``settings.bad_value``, ``calendar.handover_order``, ``accounts.not_allowed``.
        """
        session.require(Right.CHANGE_SETTINGS)
        text = value.strip()
        if not option.check(text):
            raise Refused("settings.bad_value", option=option.name, value=text)
        if text == self.get(option):
            return
        if option in (MORNING_HANDOVER, CLOSE_OF_DAY):
            hours = {known.name: self.get(known) for known in (MORNING_HANDOVER, CLOSE_OF_DAY)} | {option.name: text}
            check_hours(hours[MORNING_HANDOVER.name], hours[CLOSE_OF_DAY.name])
        with self._store.write() as unit:
            seq = unit.execute(select(func.coalesce(func.max(settings_values.c.seq), 0))).scalar_one()
            unit.insert(
                settings_values,
                {
                    "seq": int(seq) + 1,
                    "id": self._ids.new(),
                    "room_id": self._room_id,
                    "name": option.name,
                    "value": text,
                    "changed_at": to_micros(self._clock.now()),
                    "account_id": session.account_id,
                    "account_name": session.name,
                },
            )
            self._journal.record(unit, session.actor, "setting.changed", option.name)
            unit.touch(Topic.SETTINGS, option.name)
            unit.commit()

    def history(self, option: Option) -> list[SettingChange]:
        """Return every version of an option, newest first."""
        statement = (
            select(settings_values).where(settings_values.c.name == option.name).order_by(settings_values.c.seq.desc())
        )
        with self._store.read() as connection:
            return [
                SettingChange(row["name"], row["value"], from_micros(row["changed_at"]), row["account_name"])
                for row in connection.execute(statement).mappings()
            ]


class SeatSettings:
    """The options of this seat: how the window looks. Holds nothing of the room."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values = self._read()

    def get(self, option: Option) -> str:
        """Return the value, or the default when it is unset or unreadable."""
        value = self._values.get(option.name, option.default)
        return value if option.check(value) else option.default

    def put(self, option: Option, value: str) -> None:
        """Set an option and write the file; Refused ``settings.bad_value``."""
        if not option.check(value):
            raise Refused("settings.bad_value", option=option.name, value=value)
        if self._values.get(option.name) != value:
            values = {**self._values, option.name: value}
            write_whole(self._file, json.dumps(values, indent=1, sort_keys=True).encode())
            self._values = values

    def _read(self) -> Mapping[str, str]:
        try:
            loaded = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}  # a seat without settings, or with broken ones, starts with the defaults
        return {str(k): str(v) for k, v in loaded.items()} if isinstance(loaded, dict) else {}
