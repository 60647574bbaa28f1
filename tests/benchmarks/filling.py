"""Lets years pass in a room: matters arrive, steps follow, results come, all in the order of their moments."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from dutyroom.accounts.model import Account
from dutyroom.bootstrap import House
from dutyroom.clock import from_micros, to_micros
from dutyroom.directory.model import Unit
from dutyroom.log.model import Category, Channel, Direction, EntryKind, Urgency
from dutyroom.log.rules import USUAL, matter_number
from dutyroom.log.writing import REVIEW_AFTER_YEARS
from tests.benchmarks.bulk import BulkPen
from tests.benchmarks.forms import Form, Forms, Row
from tests.benchmarks.words import Words

GAP_SECONDS = 640.0
"""Between two matters: 135 a day, as 27 calls and 107 short messages a day in a district (2017)."""
ENTRIES_PER_MATTER = 2.937
_SECOND = 1_000_000
_HOUR = 3600 * _SECOND
_STEPS = ("told", "verified", "ordered", "sent", "answered", "handled", "heard")
_CHANNELS = tuple(
    Channel(value) for value in "sms phone fax network paper visit patrol online_opinion telegram other".split()
)
_CATEGORIES = tuple(
    Category(value)
    for value in (
        "document public_help inquiry other meeting emergency petition duty_check leader_order public_opinion "
        "warning security"
    ).split()
)
Told = Callable[[int, int], None]


@dataclass
class _Live:
    """A matter of which more may come."""

    row: Row
    opener: tuple[str, str]


class Filling:
    """Fills one room; the same seed gives the same log."""

    def __init__(
        self, house: House, forms: Forms, pen: BulkPen, officers: list[Account], units: Sequence[Unit]
    ) -> None:
        self._calendar = house.calendar
        self._spell = house.directory.search_words
        self._forms = forms
        self._pen = pen
        self._officers = [(account.id, account.name) for account in officers]
        self._units = units
        self._random = Random(20261121)
        self._words = Words(20261121)
        self._coming: list[tuple[int, int, str, _Live]] = []
        self._order = 0
        self._numbers: dict[int, int] = {}
        self._watch, self._watch_since, self._watch_until = "", 0, 0
        self._year, self._review_on, self._year_until = 0, "", 0
        self._spelled: dict[str, tuple[str, ...]] = {}

    def run(self, start: datetime, rows: int, numbers: dict[int, int], told: Told) -> datetime:
        """Go on from ``start`` until the room has ``rows`` entries; return the moment of the last one.

        ``numbers`` are the greatest numbers given so far, by year; ``told`` hears (entries, rows).
        """
        self._numbers = numbers
        moment = arrival = to_micros(start)
        shown = 0
        while self._pen.entries < rows:
            if self._coming and self._coming[0][0] <= arrival:
                moment, _order, what, live = heapq.heappop(self._coming)
                self._go_on(moment, what, live)
            else:
                moment = arrival
                self._open(moment)
                arrival += int(self._random.expovariate(1 / GAP_SECONDS) * _SECOND)
            if self._pen.entries - shown >= 5000:
                shown = self._pen.entries
                told(shown, rows)
        for live in {id(item[3]): item[3] for item in self._coming}.values():
            self._pen.keep(live.row)
        told(self._pen.entries, rows)
        return from_micros(moment)

    def _open(self, moment: int) -> None:
        words, random, pen = self._words, self._random, self._pen
        deed = random.random() < 0.25
        form = self._forms.opened_with_deed if deed else self._forms.opened
        who, unit, caller = words.pick(self._officers), words.pick(self._units), words.pick(words.callers)
        self._look_at_calendar(moment)
        subject, matter_id = words.subject(), self._identity(moment)
        place = self._numbers[self._year] = self._numbers.get(self._year, 0) + 1
        received = moment - int(random.random() * 150 * _SECOND)
        category = words.pick(_CATEGORIES)
        urgency, handling = USUAL[category]
        if random.random() < 0.002:
            urgency = Urgency.FLASH
        stamp = {"entered_at": moment, "account_id": who[0], "account_name": who[1], "watch": self._watch}
        matter = {
            **form.rows[0].row,
            **stamp,
            "seq": pen.next_matter(),
            "id": matter_id,
            "year": self._year,
            "number_in_year": place,
            "direction": (Direction.INBOUND if random.random() < 0.85 else Direction.OUTBOUND).value,
            "channel": words.pick(_CHANNELS).value,
            "category": category.value,
            "urgency": urgency.value,
            "handling": handling.value,
            "received_at": received,
            "happened_at": received - _HOUR // 2 if random.random() < 0.2 else None,
            "unit_id": unit.id,
            "unit_name": unit.name,
            "subject": subject,
            "due_at": moment + int(random.random() * 48) * _HOUR if random.random() < 0.2 else None,
        }
        person = {"id": matter_id, "name": caller.name, "post": caller.post, "phone": caller.phone}
        person |= {"review_on": self._review_on, "salt": f"{random.getrandbits(128):032x}"}
        heard = words.report(unit.name, subject)
        rows = [matter, {**form.rows[1].row, **person}, self._entry(form, 2, moment, matter_id, heard, stamp)]
        number = matter_number(self._year, place)
        also = (heard, "", number, subject, unit.name, caller.name, caller.post, caller.phone)
        pen.index(rows[2]["seq"], "\n".join(also), [*self._pinyin(unit.name), *self._pinyin(caller.name)])
        if deed:
            rows.append(self._entry(form, 3, moment, matter_id, words.step("told"), stamp))
            pen.index(rows[3]["seq"], f"{rows[3]['text']}\n", [])
        pen.act(form, moment, who, matter_id, {"number": number}, rows)
        self._plan(moment, _Live(dict(matter), who))

    def _plan(self, moment: int, live: _Live) -> None:
        """Decide what will come of a matter, and when."""
        random = self._random
        end = int(random.expovariate(1 / 3.0) * _HOUR) + 60 * _SECOND
        if random.random() < 0.04:
            end = int(random.expovariate(1 / 96.0) * _HOUR)
        steps = 0 if random.random() < 0.62 else min(8, 1 + int(random.expovariate(1 / 0.9)))
        coming = [(random.choice(_STEPS), random.random()) for _step in range(steps)]
        if random.random() < 0.05:
            coming.append(("due", 0.1))
        if random.random() < 0.07:
            coming.append(("assigned", 0.05))
        coming.append(("withdrawn" if random.random() < 0.006 else "closed", 1.0))
        for what, part in coming:
            self._order += 1
            heapq.heappush(self._coming, (moment + int(end * part), self._order, what, live))

    def _go_on(self, moment: int, what: str, live: _Live) -> None:
        words, forms = self._words, self._forms
        self._look_at_calendar(moment)
        who = live.opener if self._random.random() < 0.6 else words.pick(self._officers)
        stamp = {"entered_at": moment, "account_id": who[0], "account_name": who[1], "watch": self._watch}
        matter, changed = live.row, {}
        text, detail, extra = "", {}, {}
        form = {"due": forms.due, "assigned": forms.assigned, "closed": forms.closed, "withdrawn": forms.withdrawn}.get(
            what, forms.step
        )
        if what == "due":
            due = moment + 6 * _HOUR
            changed = {"due_at": due}
            extra = {"old": self._iso(matter["due_at"]), "new": self._iso(due)}
        elif what == "assigned":
            owner = words.pick(self._officers)
            changed, text, detail = {"owner_id": owner[0]}, owner[1], {"owner": owner[0]}
        elif what == "closed":
            text = words.result()
            changed = {"state": "closed", "result": text, "closed_at": moment}
        elif what == "withdrawn":
            text, changed = "重复登记，以先到者为准。", {"state": "withdrawn"}
        else:
            text, detail, extra = words.step(what), {"kind": what}, {"kind": EntryKind(what).value}
        matter.update(changed)
        rows = [dict(matter)] if changed else []
        rows.append(self._entry(form, len(rows), moment, matter["id"], text, {**stamp, **extra}))
        self._pen.index(rows[-1]["seq"], f"{text}\n{extra.get('new') or ''}", [])
        self._pen.act(form, moment, who, matter["id"], detail, rows)
        if what in ("closed", "withdrawn"):
            self._pen.keep(matter)

    def _entry(self, form: Form, place: int, moment: int, matter_id: str, text: str, more: dict[str, Any]) -> Row:
        numbered = {"seq": self._pen.next_entry(), "id": self._identity(moment), "matter_id": matter_id}
        return {**form.rows[place].row, **numbered, "text": text, "received_at": moment, **more}

    def _identity(self, micros: int) -> str:
        """Return an identity of the same layout as ``dutyroom.ids``, of this filling's own chance."""
        self._order += 1
        high = (micros // 1000 << 16) | 0x7000 | (micros % 1000 * 4096 // 1000)
        return f"{high:016x}{(0b10 << 62) | self._order << 20 | self._random.getrandbits(20):016x}"

    def _look_at_calendar(self, moment: int) -> None:
        if not self._watch_since <= moment < self._watch_until:
            period = self._calendar.shift_at(from_micros(moment))
            self._watch = self._calendar.watch_at(from_micros(moment))
            self._watch_since, self._watch_until = to_micros(period.start), to_micros(period.end)
        if moment >= self._year_until:  # the year and the day of review, a day at a time
            local = self._calendar.local(from_micros(moment))
            self._year = local.year
            self._review_on = f"{local.year + REVIEW_AFTER_YEARS}-{local.month:02d}-{min(local.day, 28):02d}"
            _start, end = self._calendar.day_span(local.date())
            self._year_until = to_micros(end)

    def _pinyin(self, text: str) -> tuple[str, ...]:
        found = self._spelled.get(text)
        if found is None:
            found = self._spelled[text] = tuple(self._spell(text))
        return found

    @staticmethod
    def _iso(micros: int | None) -> str | None:
        return None if micros is None else from_micros(micros).isoformat()
