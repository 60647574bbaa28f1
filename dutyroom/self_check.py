"""Tries what a build may lack and a duty room cannot do without, as far as no screen is needed.

The words of a check stand here in both languages and not among the terms: they are needed when the terms are missing.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable
from pathlib import Path

import yaml

from dutyroom.accounts.model import NewAccount, Session
from dutyroom.alerts.waker import load_scheduler
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, found, unlock
from dutyroom.channels.toast import load_notify
from dutyroom.clock import Clock
from dutyroom.documents.docx import docx_bytes
from dutyroom.documents.model import Sheet
from dutyroom.documents.xlsx import xlsx_bytes
from dutyroom.frozen import dataclass
from dutyroom.log.model import Caller, Slip
from dutyroom.papers import day_sheet
from dutyroom.paths import resource
from dutyroom.storage.migrations import runner

SUBJECT = "自检：东湖区山洪转移群众"
_SOUGHT = "山洪转移"
_PASSWORD = "Self-Check-2026-Qa"
_NEEDED = (
    "i18n/words.json",
    "i18n/dutyroom_zh_CN.qm",
    "rules/holidays.yaml",
    "rules/grading.yaml",
    "rules/deadlines.yaml",
    "rules/escalation.yaml",
    "sounds/I.wav",
    "sounds/notice.wav",
    "icons/app.svg",
    "templates/directory.csv",
    "demo/days.yaml",
)


@dataclass(frozen=True)
class Check:
    """One thing that is tried: its words, and an act that returns what it found out or raises what is wrong."""

    zh: str
    en: str
    act: Callable[[], str]


class Faulty(Exception):
    """Something is there, but not as it should be."""


def try_resources() -> str:
    """Look for every shipped file that some page cannot do without, and read the rules and the words."""
    gone = [name for name in _NEEDED if not resource(name).is_file()]
    if gone:
        raise Faulty("missing: " + ", ".join(gone))
    rules = sorted(resource("rules").glob("*.yaml"))
    for file in rules:
        if not yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader):
            raise Faulty(f"{file.name} is empty")
    words = json.loads(resource("i18n/words.json").read_text("utf-8"))
    return f"{len(rules)} rules, {len(words['terms'])} terms, {len(words['errors'])} errors"


def try_modules(packages: tuple[str, ...] = ("dutyroom", "ui")) -> str:
    """Load every module of the program; Faulty with the first that does not load and why."""
    count = 0
    for package in packages:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if module.name.endswith("__main__"):
                continue
            try:
                importlib.import_module(module.name)
            except ImportError as error:
                raise Faulty(f"{module.name}: {error}") from error
            count += 1
    return f"{count} modules"


def try_waker() -> str:
    """Load what wakes the sweep and what shows a note; neither is started."""
    load_scheduler()
    load_notify()
    return "APScheduler, plyer"


class TrialRoom:
    """A room in a folder that is thrown away, with one call in it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._place = Place.in_folder(folder / "trial")
        self._clock = clock
        self.house: House | None = None
        self.session: Session | None = None

    def checks(self) -> tuple[Check, ...]:
        """Return what is tried in this room, in the order in which it has to be tried."""
        return (
            Check("加密数据文件", "encrypted file", self.found),
            Check("密钥与登录", "keys and sign-in", self.sign_in),
            Check("记录来电", "log a call", self.log_call),
            Check("检索", "search", self.search),
            Check("日志链核验", "verify the journal", self.verify),
            Check("导出 docx、xlsx", "write docx and xlsx", self.write_documents),
        )

    def found(self) -> str:
        """Found the room with the newest schema; Faulty when its file can be read without a key."""
        founding = Founding("自检值班室", "云岭市", NewAccount("zijian", "自检员", FOUNDER_ROLES), _PASSWORD)
        house, _recovery_key = found(self._place, founding, self._clock)
        try:
            with house.store.read() as connection:
                standing = runner.standing(connection)
        finally:
            house.close()
        if standing.lacking:
            raise Faulty("schema lacks " + ", ".join(standing.lacking))
        if self._place.data_file.read_bytes()[:6] == b"SQLite":
            raise Faulty("the file is not encrypted")
        return f"schema {standing.version}"

    def sign_in(self) -> str:
        """Open the room as a person does, with the stretching that real rooms have."""
        self.house, self.session = unlock(self._place, "zijian", _PASSWORD, self._clock)
        return "Argon2id, AES-256-GCM, SQLCipher"

    def log_call(self) -> str:
        """Save one call."""
        house, session = self.opened()
        slip = Slip(received_at=self._clock.now(), unit_name="东湖区", caller=Caller("何自检"), subject=SUBJECT)
        return house.log.open_matter(session, slip).matter.number

    def search(self) -> str:
        """Find the call by words in the middle of its subject."""
        house, session = self.opened()
        hits = house.log_reader.search(session, _SOUGHT).hits
        if not any(hit.matter.subject == SUBJECT for hit in hits):
            raise Faulty("the call is not found")
        return f"{len(hits)} hits"

    def verify(self) -> str:
        """Hold every row against the journal."""
        verdict = self.opened()[0].verify()
        if not verdict.whole:
            raise Faulty(f"broken: {verdict.first_break}")
        return f"{verdict.lines} lines, {verdict.rows} rows"

    def sheet(self) -> Sheet:
        """Return the duty record of today."""
        house, session = self.opened()
        return day_sheet(house, session, house.calendar.local(self._clock.now()).date())

    def write_documents(self) -> str:
        """Write the duty record of today as a document and as a table."""
        sheet = self.sheet()
        return f"{len(docx_bytes(sheet))} + {len(xlsx_bytes(sheet))} bytes"

    def opened(self) -> tuple[House, Session]:
        """Return the open room and who sits in it; Faulty when an earlier check could not open it."""
        if self.house is None or self.session is None:
            raise Faulty("the room is not open")
        return self.house, self.session

    def let_go(self) -> None:
        """Leave the room to somebody else who has closed it."""
        self.house = None

    def close(self) -> None:
        """Close the room, if it is open."""
        if self.house is not None:
            self.house.close()
            self.house = None


WITHOUT_ROOM = (
    Check("资源文件", "resources", try_resources),
    Check("程序模块", "modules", try_modules),
    Check("提醒与通知", "alerts and notes", try_waker),
)
