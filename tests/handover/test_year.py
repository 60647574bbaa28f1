"""Handovers of a simulated time: each matter open at a cut-off is on exactly that sheet, none lost, none doubled.

Four months by default, so that the tests stay quick; ``HANDOVERS=730`` makes it a year.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from dutyroom.accounts.model import Session, Signer
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock, to_micros
from dutyroom.handover.model import Place, SheetSection, WordsKind
from dutyroom.handover.rows import words_id
from dutyroom.handover.tables import handover_sheets, handover_words
from dutyroom.log.model import EntryKind, NewEntry
from tests.factories import LOGIN, OTHER_PASSWORD, PASSWORD, a_slip
from tests.handover.watching import an_account, at

HANDOVERS = int(os.environ.get("HANDOVERS", "240"))
SWAPS = 10
SEED = 20261121


class Passwords:
    """Who signs: each password is stretched once, as it is not what this test is about."""

    def __init__(self, house: House) -> None:
        self._inner = house.accounts.signer
        self._known: dict[str, Signer] = {}

    def signer(self, login: str, password: str) -> Signer:
        if login not in self._known:
            self._known[login] = self._inner(login, password)
        return self._known[login]


def type_all(house: House, session: Session, handover_id: str, pending: list[str]) -> None:
    """Type on the sheet in one go what an officer types line by line: next steps, ticks, the remarks."""
    places = [Place(kind, one) for one in pending for kind in (WordsKind.NEXT_STEP, WordsKind.TICK)]
    places.append(Place(WordsKind.SECTION, SheetSection.REMARKS.value))
    who = {"account_id": session.account_id, "account_name": session.name, "text": "等待回复", "room_id": house.room.id}
    with house.store.write() as unit:
        rows = [
            {
                **who,
                "id": words_id(handover_id, place),
                "handover_id": handover_id,
                "kind": place.kind.value,
                "subject_id": place.subject_id,
                "updated_at": to_micros(house.clock.now()),
            }
            for place in places
        ]
        unit.execute(insert(handover_words), rows)
        unit.commit()


def without_waiting_for_the_disk(house: House) -> None:
    """Let commits not wait for the disk: what a power cut leaves is tested elsewhere, with fewer of them."""
    with house.store._writing.connect() as connection:
        connection.connection.cursor().execute("PRAGMA synchronous = OFF")


@pytest.mark.req("R084", "R085")
def test_months_of_handovers_lose_nothing_and_double_nothing(
    house: House, session: Session, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(SEED)
    clock.jump(at(17, 31, day=31, month=12))
    other = an_account(house, session, "周岚")
    passwords = Passwords(house)
    without_waiting_for_the_disk(house)
    monkeypatch.setattr(house.accounts, "signer", passwords.signer)
    monkeypatch.setattr(house.roster, "people_on", lambda _moment: None)  # nobody is planned, which takes long to say
    signers = ((LOGIN, PASSWORD), (other.id, OTHER_PASSWORD))
    due = house.handovers.take_first(session).until
    sitting = 0
    still_open: list[str] = []
    expected: list[set[str]] = []
    closed_between: list[set[str]] = []
    handovers: list[str] = []
    watches = []
    for number in range(HANDOVERS):
        closed: set[str] = set()
        clock.jump(due - timedelta(minutes=chance.randint(11, 19)))
        if number % 2 == 0:
            still_open.append(house.log.open_matter(session, a_slip(clock)).matter.id)
        if len(still_open) > 4:
            gone = still_open.pop(chance.randrange(len(still_open)))
            house.log.close(session, gone, "已办结")
            closed.add(gone)
        draft = house.handovers.open_draft(session)
        handover = house.handovers.start(session, draft.id)
        handovers.append(handover.id)
        expected.append(set(still_open))
        closed_between.append(closed)
        type_all(house, session, handover.id, still_open)
        if number % 5 == 0:  # a call comes in while they sign: it belongs to the next sheet
            still_open.append(house.log.open_matter(session, a_slip(clock)).matter.id)
        if number % 7 == 0 and still_open:
            house.log.add_entry(session, still_open[0], NewEntry(EntryKind.TOLD, "交接时补记"))
        clock.advance(timedelta(minutes=chance.choice((2, 5, 9, 25))))
        if number % SWAPS:  # the same one goes on: one signature instead of two, and the same path of every matter
            house.handovers.go_on(session, handover.id, *signers[sitting], "连班")
        else:
            house.handovers.sign_out(session, handover.id, *signers[sitting])
            sitting = 1 - sitting
            house.handovers.accept(session, handover.id, *signers[sitting])
        due = house.calendar.watch_span(handover.next_watch).end
        watches.append(handover.watch)

    with house.store.read() as connection:
        rows = connection.execute(select(handover_sheets.c.handover_id, handover_sheets.c.payload))
        sheets = {row.handover_id: json.loads(row.payload) for row in rows}
    assert len(sheets) == HANDOVERS
    done: Counter[str] = Counter()
    for handover_id, wanted, closed in zip(handovers, expected, closed_between, strict=True):
        pending = [one["matter_id"] for one in sheets[handover_id]["pending"]]
        assert len(pending) == len(set(pending))
        assert set(pending) == wanted
        assert {one["matter_id"] for one in sheets[handover_id]["done"]} == closed
        done.update(closed)
    assert set(done.values()) == {1}, "what was closed is on one sheet"
    assert sum(one["entries"] for one in sheets.values()) > HANDOVERS // 2
    assert len(set(watches)) == HANDOVERS, "no watch was handed over twice, none was left out"
    assert house.verify().whole
