"""A desk that logs calls until it is killed; run by test_kill as a process of its own.

It says a line after each act, when the act has returned and is therefore final: ``opened ID NUMBER``,
``step ID TEXT``, ``corrected ID``, ``closed ID``, ``draft ID PAYLOAD``.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock
from dutyroom.directory.service import Directory
from dutyroom.log.model import EntryKind, Field, NewEntry, Urgency
from tests.factories import CALLER, EVENING, UNIT_NAME, a_slip

for words in (UNIT_NAME, CALLER.name):
    Directory.search_words(words)  # loads the pinyin tables once for all desks


def work(folder: Path, key: bytes, account_id: str, seed: int, said: Connection) -> None:
    """Log one call after the other for ever; ``seed`` decides what is logged, and the hour it begins."""
    clock = SetClock(EVENING + timedelta(minutes=10 * seed))
    house = open_house(Place.in_folder(folder), key, clock)
    session = house.accounts.sign_in(account_id)
    said.send("ready")
    draw = random.Random(seed)
    while True:
        clock.advance(timedelta(seconds=7))
        one_call(house, session, clock, draw, said)


def one_call(house: House, session: Session, clock: SetClock, draw: random.Random, said: Connection) -> None:
    """Type a slip, log it, follow it up; say each act when it is final."""
    draft = house.ids.new()
    subject = f"东湖区来电{draw.randrange(10**6)}"
    for typed in (subject[:4], subject):
        house.drafts.keep(session, draft, "slip", typed)
        said.send(f"draft {draft} {typed}")
    slip = a_slip(clock, subject=subject)
    if draw.random() < 0.3:
        slip = replace(slip, result="已告知")
    file = house.log.open_matter(session, slip, draft)
    said.send(f"opened {draft} {file.matter.number}")
    text = f"第{draw.randrange(10**6)}步"
    house.log.add_entry(session, draft, NewEntry(EntryKind.TOLD, text))
    said.send(f"step {draft} {text}")
    house.log.correct_field(session, draft, Field.URGENCY, Urgency.FLASH.value)
    said.send(f"corrected {draft}")
    if not slip.result and draw.random() < 0.5:
        house.log.close(session, draft, "已办")
        said.send(f"closed {draft}")
