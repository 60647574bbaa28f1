"""The roster of the demonstration room: its people, plans and swaps, by the acts of its officers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.directory.model import PhoneLabel
from dutyroom.errors import Refused
from dutyroom.roster.model import Absence, AbsenceKind, Member, NoticeChannel, Pool, Post, Slot, Turn
from dutyroom.roster.views import Swap

GENERAL = "wenhuaigu"
HEAD = "fangshaoning"
_LEADERS = frozenset({Pool.OFFICE_LEADERS, Pool.CITY_LEADERS})
Timed = tuple[datetime, Callable[[], None]]


class DemoRoster:
    """Plays the roster's part of the demonstration: people at once, every other act at its moment."""

    def __init__(
        self, house: House, sessions: Mapping[str, Session], manager: Session, tree: Mapping[str, Any]
    ) -> None:
        self._house = house
        self._sessions = sessions
        self._manager = manager
        self._tree = tree
        self._members: dict[str, Member] = {}

    def fill(self) -> None:
        """Put everybody on their lists, note absences, and let two sit at the desk."""
        roster, accounts = self._house.roster, {known.name: known.id for known in self._house.accounts.all()}
        book = self._house.directory.book(self._manager)
        people = {person.name: person for person in book.people}
        units = {unit.id: unit.short_name for unit in book.units}
        for pool_name, names in self._tree["people"].items():
            pool = Pool(pool_name)
            label = PhoneLabel.MOBILE if pool in _LEADERS else PhoneLabel.OFFICE
            for place, name in enumerate(names):
                person = people[name]
                numbers = {number.label: number.digits for number in book.numbers_of(person.id)}
                member = Member(
                    id="",
                    name=name,
                    pools=frozenset({pool}),
                    order=place,
                    section=units[person.unit_id],
                    post_title=person.post,
                    phone=numbers.get(label, ""),
                    private_phone=pool in _LEADERS,
                    joins=self._tree["joins"].get(name),
                    newcomer_until=self._tree["newcomer_until"].get(name),
                    person_id=person.id,
                    account_id=accounts.get(name),
                )
                self._members[name] = roster.save_member(self._manager, member)
        self._note_absences()
        self._set_seats()

    def _note_absences(self) -> None:
        roster = self._house.roster
        for away in self._tree["absences"]:
            absence = Absence(away["first"], away["last"], AbsenceKind(away["kind"]), away.get("remark", ""))
            roster.add_absence(self._manager, self._members[away["name"]].id, absence)

    def _set_seats(self) -> None:
        roster = self._house.roster
        rules, seats = roster.rules(self._manager), self._tree["seats"]
        slots = tuple(replace(rule, seats=seats.get(rule.post.value, rule.seats)) for rule in rules.slots)
        roster.change_rules(self._manager, replace(rules, slots=slots, source=self._tree["source"]))

    def acts(self) -> Iterator[Timed]:
        """Yield the acts with their moments."""
        for entry in self._tree["plans"]:
            plan = _Plan(self, entry)
            for name in ("drafted", "submitted", "approved", "told", "acknowledged"):
                if name in entry:
                    yield entry[name], getattr(plan, name)
        for entry in self._tree["swaps"]:
            swap = _Swap(self, entry)
            yield entry["asked"], swap.asked
            if "agreed" in entry:
                yield entry["agreed"], swap.agreed
        yield self._tree["actual"]["noted"], self._note_actual

    def session(self, login: str) -> Session:
        """Return the session of an officer."""
        return self._sessions[login]

    def session_of(self, member_id: str | None) -> Session | None:
        """Return the session of a member who has an account, or None."""
        account = next((one.account_id for one in self._members.values() if one.id == member_id), None)
        return next((one for one in self._sessions.values() if one.account_id == account), None)

    @property
    def house(self) -> House:
        """Return the room."""
        return self._house

    @property
    def members(self) -> Mapping[str, Member]:
        """Return everybody on the roster by name."""
        return self._members

    def _note_actual(self) -> None:
        """Note that somebody stood in without a swap."""
        entry, head = self._tree["actual"], self._sessions[HEAD]
        day = entry["date"]
        held = self._house.roster.duties(head, day, day)
        slot = Slot(day, Turn(entry["turn"]), Post.DUTY_OFFICER)
        busy = {one.member_id for one in held}
        staff = (one for one in self._members.values() if Pool.DUTY_ROOM in one.pools and one.joins is None)
        stood_in = next(one for one in staff if one.id not in busy)
        self._house.roster.note_actual(head, slot, stood_in.id, entry["reason"])


class _Plan:
    """One plan of the demonstration, from its draft to the acknowledgements."""

    def __init__(self, room: DemoRoster, entry: Mapping[str, Any]) -> None:
        self._room = room
        self._entry = entry
        self._plan_id = ""

    def drafted(self) -> None:
        """Draft it."""
        entry = self._entry
        plan = self._room.house.roster.draft(
            self._room.session(entry["by"]),
            first=entry["first"],
            last=entry["last"],
            title=entry["title"],
            holiday_id=entry.get("holiday"),
        )
        self._plan_id = plan.head.id

    def submitted(self) -> None:
        """Hand it to the secretary-general."""
        self._room.house.roster.submit(self._room.session(self._entry["by"]), self._plan_id)

    def approved(self) -> None:
        """Submit and approve it."""
        self.submitted()
        self._room.house.roster.approve(self._room.session(GENERAL), self._plan_id)

    def told(self) -> None:
        """Tell everybody by phone."""
        roster, desk = self._room.house.roster, self._room.session(self._entry["by"])
        everybody = [notice.member_id for notice in roster.plan(desk, self._plan_id).notices]
        roster.notify(desk, self._plan_id, everybody, NoticeChannel.PHONE)

    def acknowledged(self) -> None:
        """Let everybody with an account say that they know; of the others the desk notes it where the plan says so."""
        roster, desk = self._room.house.roster, self._room.session(self._entry["by"])
        for notice in roster.plan(desk, self._plan_id).notices:
            own = self._room.session_of(notice.member_id)
            if own is not None and own.may(Right.READ_LOG):
                roster.acknowledge(own, self._plan_id)
            elif self._entry.get("noted"):
                roster.note_acknowledgement(desk, self._plan_id, notice.member_id, NoticeChannel.PHONE)


class _Swap:
    """One swap of the demonstration."""

    def __init__(self, room: DemoRoster, entry: Mapping[str, Any]) -> None:
        self._room = room
        self._entry = entry
        self._swap: Swap | None = None

    def asked(self) -> None:
        """Ask for the first duty of the days that a colleague with an account can take; the leader has been told."""
        entry, members = self._entry, self._room.members
        roster, reader = self._room.house.roster, self._room.session(HEAD)
        staff = [one for one in members.values() if Pool.DUTY_ROOM in one.pools and one.account_id]
        giving = [one for one in staff if one.name == entry.get("giver", one.name)]
        plans = [head for head in roster.plans(reader) if head.in_force]
        for held in roster.duties(reader, entry["first"], entry["last"]):
            own = self._room.session_of(held.member_id)
            if own is None or held.member_id not in {one.id for one in giving}:
                continue
            plan_id = next(one.id for one in plans if one.first <= held.slot.date <= one.last)
            for colleague in staff:
                with contextlib.suppress(Refused):
                    self._swap = roster.request_swap(
                        own, plan_id, held.slot, colleague.id, entry["reason"], told=NoticeChannel.PHONE
                    )
                    return
        raise LookupError(f"nobody of the demonstration can swap from {entry['first']} to {entry['last']}")

    def agreed(self) -> None:
        """Let the substitute agree."""
        assert self._swap is not None
        own = self._room.session_of(self._swap.substitute_id)
        assert own is not None
        self._room.house.roster.agree_swap(own, self._swap.id)


def first_moment(tree: Mapping[str, Any]) -> datetime:
    """Return the moment of the first act of the roster."""
    moment: datetime = min(entry["drafted"] for entry in tree["plans"])
    return moment
