"""The handovers of the demonstration room: each watch taken over from the one before, by the acts of its officers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.handover.model import EquipmentState, Place, SheetSection, WordsKind
from dutyroom.handover.views import HandoverSheet

Timed = tuple[datetime, Callable[[], None]]
_OPENED, _STARTED, _WRITTEN, _SIGNED, _REFUSED, _AGAIN = -18, -8, -7, -6, -5, 2
_REVIEWED_AFTER = 90


class DemoHandovers:
    """Plays the handovers of the demonstration, act by act."""

    def __init__(
        self,
        house: House,
        sessions: Mapping[str, Session],
        password: str,
        watches: Sequence[Mapping[str, Any]],
        tree: Mapping[str, Any],
    ) -> None:
        self._house = house
        self._sessions = sessions
        self._password = password
        self._watches = watches
        self._tree = tree

    def acts(self) -> Iterator[Timed]:
        """Yield the acts with their moments: the first watch is taken from nobody, each later one handed over."""
        first = self._watches[0]
        yield first["since"], partial(self._take_first, first)
        for before, after in pairwise(self._watches):
            told = self._tree["handovers"][after["watch"]]
            yield from _One(self._house, self._sessions, self._password, self._tree, before, after, told).acts()

    def _take_first(self, watch: Mapping[str, Any]) -> None:
        officer, *others = (self._sessions[login] for login in watch["officers"])
        leader = self._sessions[watch["leader"]].account_id
        self._house.handovers.take_first(officer, others=[one.account_id for one in others], leader=leader)


class _One:
    """One handover and what was said at it."""

    def __init__(
        self,
        house: House,
        sessions: Mapping[str, Session],
        password: str,
        tree: Mapping[str, Any],
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        told: Mapping[str, Any],
    ) -> None:
        self._house = house
        self._password = password
        self._tree = tree
        self._told = told
        self._due: datetime = after["since"]
        self._outgoing = sessions[before["officers"][0]]
        self._incoming = sessions[after["officers"][0]]
        self._others = [sessions[login].account_id for login in after["officers"][1:]]
        self._leader = sessions[after["leader"]].account_id
        self._reviewer = sessions[before["leader"]]
        self._id = ""

    def acts(self) -> Iterator[Timed]:
        told = self._told
        if "away" in told:
            away = told["away"]
            yield self._at(away["at"]), partial(self._step_away, away["reason"])
            yield self._at(away["back"]), self._come_back
        yield self._at(_OPENED), self._open
        yield self._at(told["arrived"]), self._arrive
        late = max(0, told["accepted"] - 10)  # whoever comes late is waited for
        yield self._at(_STARTED + late), self._start
        yield self._at(_WRITTEN + late), self._write
        yield self._at(_SIGNED + late), self._sign
        if "refused" in told:
            yield self._at(_REFUSED), self._refuse
            yield self._at(_AGAIN), self._resume
            yield self._at(_AGAIN + 1), self._sign
        yield self._at(told["accepted"]), self._accept
        yield from self._afterwards()

    def _afterwards(self) -> Iterator[Timed]:
        told, moment = self._told, self._at(_REVIEWED_AFTER)
        if "correction" in told:
            yield moment, self._correct
        if "order" in told:
            yield moment, self._order
        if told.get("reviewed") or "order" in told:
            yield moment + timedelta(minutes=1), self._mark_reviewed

    def _at(self, minutes: int) -> datetime:
        return self._due + timedelta(minutes=minutes)

    def _step_away(self, reason: str) -> None:
        self._house.handovers.step_away(self._outgoing, reason)

    def _come_back(self) -> None:
        self._house.handovers.come_back(self._outgoing)

    def _open(self) -> None:
        self._id = self._house.handovers.open_draft(self._outgoing).id

    def _arrive(self) -> None:
        self._house.handovers.note_arrival(self._outgoing, self._incoming.account_id)

    def _start(self) -> None:
        self._house.handovers.start(self._outgoing, self._id)

    def _write(self) -> None:
        """Write what belongs on the sheet: remarks, next steps, how keys and equipment were found."""
        for section in (SheetSection.REMARKS, SheetSection.WEATHER):
            if section.value in self._told:
                self._keep(Place(WordsKind.SECTION, section.value), self._told[section.value])
        for one in self._sheet().pending:
            if not one.next_step:
                steps = self._tree["next_steps"]
                words = steps.get(one.last_kind.value, steps["other"])
                self._keep(Place(WordsKind.NEXT_STEP, one.matter_id), words)
        found = self._tree["equipment"] | self._told.get("equipment", {})
        for thing in self._sheet().equipment:
            state = found.get(thing.name, {"state": "working", "remark": ""})
            self._house.handovers.set_equipment(
                self._outgoing, self._id, thing.name, EquipmentState(state["state"]), state["remark"]
            )

    def _sign(self) -> None:
        self._house.handovers.sign_out(self._outgoing, self._id, self._outgoing.account_id, self._password)

    def _refuse(self) -> None:
        self._house.handovers.refuse(self._outgoing, self._id, self._told["refused"], self._incoming.account_id)

    def _resume(self) -> None:
        self._house.handovers.resume(self._outgoing, self._id, self._told["answer"])

    def _accept(self) -> None:
        """Tick every pending matter, read the serious ones back, and sign."""
        for one in self._sheet().pending:
            self._house.handovers.tick(self._outgoing, self._id, one.matter_id)
            if one.rule is not None:
                words = self._tree["read_backs"][one.rule.value]
                self._keep(Place(WordsKind.READ_BACK, one.matter_id), words)
        self._house.handovers.accept(
            self._outgoing,
            self._id,
            self._incoming.account_id,
            self._password,
            others=self._others,
            leader=self._leader,
        )

    def _correct(self) -> None:
        self._house.handovers.correct(self._outgoing, self._id, self._told["correction"])

    def _order(self) -> None:
        self._house.handovers.review(self._reviewer, self._id, self._told["order"])

    def _mark_reviewed(self) -> None:
        self._house.handovers.mark_reviewed(self._reviewer, self._id)

    def _keep(self, place: Place, words: str) -> None:
        self._house.handovers.keep_words(self._outgoing, self._id, place, words)

    def _sheet(self) -> HandoverSheet:
        return self._house.handover_reader.sheet(self._outgoing, self._id)
