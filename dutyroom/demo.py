"""The demonstration room: a throw-away room in drill mode, filled by the acts of three invented days."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from dutyroom.accounts.keys import KeyFile, Stretching
from dutyroom.accounts.model import NewAccount, Role, Session
from dutyroom.accounts.rules import rights_of
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, found, open_house
from dutyroom.clock import Clock, SetClock, ShiftedClock, SystemClock
from dutyroom.demo_events import EventStory
from dutyroom.demo_handovers import DemoHandovers
from dutyroom.demo_instructions import InstructionStory, PaperStory, SheetStory
from dutyroom.demo_reports import DemoReports
from dutyroom.demo_roster import DemoRoster, first_moment
from dutyroom.demo_whereabouts import DemoWhereabouts
from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.journal.model import Actor
from dutyroom.log.model import (
    Caller,
    Category,
    Channel,
    ClassifiedItem,
    Direction,
    EntryKind,
    Handling,
    NewEntry,
    SecrecyLevel,
    Slip,
    Urgency,
)
from dutyroom.paths import resource

ROOM_NAME = "云岭市人民政府总值班室"
CITY = "云岭市"
OFFICER = "xuehaibo"
MANAGER = "yanlian"
HEAD = "fangshaoning"
SECRETARY_GENERAL = "wenhuaigu"
AUDITOR = "gezhengyang"
Told = Callable[[int, int], None]
_LIGHT = Stretching(iterations=1, lanes=1, memory_kib=1024)  # a drill room guards no secret


def open_demo(told: Told) -> tuple[House, Session, str]:
    """Build the demonstration room in a temporary folder and open it on a clock that goes on from its evening.

    Returns the house, the session of the officer on watch, and the password that every account has.
    """
    folder = Path(tempfile.mkdtemp(prefix="dutyroom-demo-"))
    place, password, evening = build(folder, told)
    return (*sign_in(place, ShiftedClock(SystemClock(), evening)), password)


def sign_in(place: Place, clock: Clock, login: str = OFFICER) -> tuple[House, Session]:
    """Open the demonstration room as one of its officers; its ring guards no secret."""
    house = open_house(place, bytes.fromhex(KeyFile(place.key_file).read().open_key), clock)
    account = next(known for known in house.accounts.all() if known.login == login)
    return house, house.accounts.sign_in(account.id)


def build(folder: Path, told: Told = lambda _done, _all: None) -> tuple[Place, str, datetime]:
    """Build the room in ``folder`` by the real acts of its officers.

    Returns its place, the password of every account, and the moment at which the demonstration begins.
    """
    days = _read("days.yaml")
    roster = _read("roster.yaml")
    clock = SetClock(min(first_moment(roster), *(watch["since"] for watch in days["watches"])))
    password = f"Lianbing-{secrets.randbelow(9000) + 1000}"
    place = Place.in_folder(folder)
    founder = NewAccount(MANAGER, "演练管理员", FOUNDER_ROLES)
    house, _recovery = found(place, Founding(ROOM_NAME, CITY, founder, password, drill=True), clock, _LIGHT)
    try:
        _Filling(house, clock, password, days, roster, told).run()
    finally:
        house.close()
    return place, password, days["now"]


class _Filling:
    """Plays the acts of the demonstration in the order of their moments."""

    def __init__(
        self,
        house: House,
        clock: SetClock,
        password: str,
        days: dict[str, Any],
        roster: dict[str, Any],
        told: Told,
    ) -> None:
        self._house = house
        self._clock = clock
        self._password = password
        self._days = days
        self._roster = roster
        self._told = told
        self._sessions: dict[str, Session] = {}
        self._units: dict[str, Unit] = {}

    def run(self) -> None:
        """Open accounts, fill the directory, play the days."""
        self._open_accounts()
        self._fill_directory()
        acts = sorted(self._acts(), key=lambda act: act[:2])
        for place, (moment, _order, act) in enumerate(acts):
            self._clock.jump(moment)
            act()
            self._told(place + 1, len(acts))
        self._clock.jump(self._days["now"])

    def _open_accounts(self) -> None:
        house = self._house
        first = house.accounts.all()[0]
        manager = Session(Actor(first.id, first.name, house.seat), first.roles, rights_of(first.roles))
        for entry in _read("accounts.yaml")["accounts"]:
            roles = frozenset(Role(value) for value in entry["roles"])
            trained = entry.get("trained_on")
            new = NewAccount(
                entry["login"], entry["name"], roles, entry["basis"], trained if isinstance(trained, date) else None
            )
            account = house.accounts.open(manager, new, self._password, must_change=False)
            self._sessions[account.login] = Session(
                Actor(account.id, account.name, house.seat), roles, rights_of(roles)
            )
        self._manager = manager

    def _fill_directory(self) -> None:
        book = _read("directory.yaml")
        for entry in book["units"]:
            unit = Unit(id="", name=entry["name"], short_name=entry["short"], kind=UnitKind(entry["kind"]))
            phones = _phones(entry, duty_phone=PhoneLabel.DUTY, fax=PhoneLabel.FAX)
            self._units[entry["short"]] = self._house.directory.add_unit(self._manager, unit, phones)
        for entry in book["people"]:
            person = Person(
                id="",
                unit_id=self._units[entry["unit"]].id,
                name=entry["name"],
                post=entry.get("post", ""),
                is_leader=bool(entry.get("is_leader", False)),
                portfolio=entry.get("portfolio", ""),
            )
            phones = _phones(entry, phone=PhoneLabel.OFFICE, mobile=PhoneLabel.MOBILE)
            self._house.directory.add_person(self._manager, person, phones)

    def _acts(self) -> Iterator[tuple[datetime, int, Callable[[], None]]]:
        order = 0
        plain = [_Story(self._house, self._sessions, self._units, entry) for entry in self._days["matters"]]
        matters = {story.received_at: story.matter_id for story in plain}
        sheets = list(self._sheets(matters))
        told_there = {story.received_at for story in sheets}
        stories: list[_Story | EventStory | SheetStory] = list(sheets)
        stories += [story for story in plain if story.received_at not in told_there]
        stories += [EventStory(self._house, self._sessions, matters, entry) for entry in _read("events.yaml")["events"]]
        for story in stories:
            for moment, act in story.acts():
                order += 1
                yield moment, order, act
        roster = DemoRoster(self._house, self._sessions, self._manager, self._roster)
        roster.fill()
        leaders = DemoWhereabouts(self._house, self._sessions, _read("whereabouts.yaml"))
        reports = DemoReports(self._house, self._sessions, matters, self._password, _read("reports.yaml"))
        handovers = DemoHandovers(
            self._house, self._sessions, self._password, self._days["watches"], _read("handovers.yaml")
        )
        for moment, act in (*roster.acts(), *leaders.acts(), *reports.acts(), *handovers.acts()):
            order += 1
            yield moment, order, act

    def _sheets(self, matters: dict[datetime, str]) -> Iterator[SheetStory]:
        told = _read("instructions.yaml")
        for kind, entries in ((InstructionStory, told["instructions"]), (PaperStory, told["papers"])):
            for entry in entries:
                yield kind(self._house, self._sessions, self._units, matters, entry)


class _Story:
    """One matter of the demonstration and the acts that carry it on."""

    def __init__(
        self, house: House, sessions: dict[str, Session], units: dict[str, Unit], entry: dict[str, Any]
    ) -> None:
        self._house = house
        self._sessions = sessions
        self._units = units
        self._entry = entry
        self._matter_id = house.ids.new()
        self._entry_ids: list[str] = []

    @property
    def received_at(self) -> datetime:
        """Return when the matter was received."""
        moment: datetime = self._entry["received_at"]
        return moment

    @property
    def matter_id(self) -> str:
        """Return the identity of the matter."""
        return self._matter_id

    def acts(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """Yield the acts with their moments."""
        yield self._entry["received_at"], self._open
        item = self._entry.get("classified")
        if item and item.get("handed_to"):
            yield item["handed_at"], self._hand_over
        for step in self._entry.get("entries", ()):
            yield step["at"], _Step(self, step).do

    def do(self, step: dict[str, Any]) -> None:
        """Do one step as the officer who did it."""
        log, matter_id = self._house.log, self._matter_id
        session = self._sessions[step["by"]]
        match step["kind"]:
            case "assigned":
                owner = self._sessions[step["to"]]
                file = log.assign(session, matter_id, owner.account_id, owner.name)
            case "due_set":
                file = log.set_due(session, matter_id, step["due_at"])
            case "corrected":
                file = log.correct_entry(session, matter_id, self._entry_ids[step["corrects"]], step["text"])
            case "withdrawn":
                file = log.withdraw(session, matter_id, step["text"])
            case "reinstated":
                file = log.reinstate(session, matter_id, step["text"])
            case "reopened":
                file = log.reopen(session, matter_id, step["text"])
            case "closed":
                file = log.close(session, matter_id, step["text"])
            case kind:
                file = log.add_entry(session, matter_id, NewEntry(EntryKind(kind), step["text"]))
        self._entry_ids.append(file.entries[-1].id)

    def _open(self) -> None:
        entry = self._entry
        opener = self._sessions[entry["owner"]]
        item = entry.get("classified")
        unit = self._units.get(entry.get("unit", ""))
        slip = Slip(
            received_at=entry["received_at"],
            happened_at=entry.get("happened_at"),
            direction=Direction(entry["direction"]),
            channel=Channel(entry["channel"]),
            category=Category(entry.get("category", Category.DOCUMENT)),
            urgency=Urgency(entry.get("urgency", Urgency.ROUTINE)),
            handling=Handling(entry.get("handling", Handling.HANDLE)),
            unit_id=unit.id if unit else "",
            unit_name=unit.name if unit else "",
            caller=Caller(entry.get("person", ""), entry.get("post", ""), entry.get("phone", "")),
            subject=entry.get("subject", ""),
            content=entry.get("content", ""),
            owner_id=opener.account_id,
            due_at=entry.get("due_at"),
            classified=_item(item) if item else None,
        )
        file = self._house.log.open_matter(opener, slip, self._matter_id)
        self._entry_ids = [known.id for known in file.entries]

    def _hand_over(self) -> None:
        item = self._entry["classified"]
        opener = self._sessions[self._entry["owner"]]
        file = self._house.log.hand_over_item(opener, self._matter_id, item["handed_to"], item["handed_at"])
        self._entry_ids.append(file.entries[-1].id)


class _Step:
    """One step of a story, ready to be done."""

    def __init__(self, story: _Story, step: dict[str, Any]) -> None:
        self._story = story
        self._step = step

    def do(self) -> None:
        """Do it."""
        self._story.do(self._step)


def _item(item: dict[str, Any]) -> ClassifiedItem:
    return ClassifiedItem(
        document_number=item["number"],
        sender=item["sender"],
        level=SecrecyLevel(item["level"]),
        copies=item["copies"],
        received_by=item["received_by"],
    )


def _phones(entry: dict[str, Any], **labels: PhoneLabel) -> dict[PhoneLabel, str]:
    return {label: str(entry[key]) for key, label in labels.items() if entry.get(key)}


def _read(name: str) -> dict[str, Any]:
    loaded = yaml.load(
        resource(f"demo/{name}").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    assert isinstance(loaded, dict)
    return loaded
