"""A desk that raises, steps and acknowledges alerts until it is killed; run by test_alerts_killed as a process.

It says a line after each act, when the act has returned and is therefore final: ``raised ID``, ``higher ID``,
``acknowledged ID EPOCH``, ``reached ID``, ``swept N``, ``closed ID``, ``due ID``.
"""

from __future__ import annotations

import random
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from dutyroom.accounts.model import Session
from dutyroom.alerts.chains import shipped_escalation
from dutyroom.alerts.model import Subject, SubjectKind
from dutyroom.alerts.views import LiveAlert
from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock
from dutyroom.directory.service import Directory
from dutyroom.errors import Refused
from dutyroom.incidents.model import Grade
from tests.factories import CALLER, EVENING, UNIT_NAME, a_slip

shipped_escalation()  # read once for all desks, as are the pinyin tables
Directory.search_words(UNIT_NAME)
Directory.search_words(CALLER.name)


def work(folder: Path, key: bytes, account_id: str, seed: int, said: Connection) -> None:
    """Act for ever; ``seed`` decides what, and the hour it begins, which is later than that of the desk before."""
    clock = SetClock(EVENING + timedelta(hours=2 * seed))
    house = open_house(Place.in_folder(folder), key, clock)
    session = house.accounts.sign_in(account_id)
    said.send("ready")
    draw = random.Random(seed)
    said.send(f"swept {house.sweeper.start().acted}")
    while True:
        clock.advance(timedelta(seconds=draw.randrange(5, 90)))
        said.send(f"swept {house.sweeper.run().acted}")
        act(house, session, clock, draw, said)


def act(house: House, session: Session, clock: SetClock, draw: random.Random, said: Connection) -> None:
    """Do one thing that people do around an alert."""
    seen = [one for one in house.alert_reader.live(session) if one.buttons]
    choice = draw.random()
    if choice < 0.3 or not seen:
        new_alert(house, session, clock, draw, said)
        return
    one = draw.choice(seen)
    try:
        answer(house, session, one, choice, said)
    except Refused as refused:
        if refused.code not in ("alerts.acknowledged", "alerts.not_acknowledged"):
            raise


def new_alert(house: House, session: Session, clock: SetClock, draw: random.Random, said: Connection) -> None:
    """Raise an alert by a confirmed incident, or set a due time that will raise one."""
    if draw.random() < 0.4:
        due = clock.now() + timedelta(seconds=draw.randrange(10, 600))
        said.send(f"due {house.log.open_matter(session, a_slip(clock, due_at=due)).matter.id}")
        return
    number = draw.randrange(12)
    grade = draw.choice([Grade.III, Grade.II, Grade.I])
    subject = Subject(kind=SubjectKind.INCIDENT, id=f"{number:032d}", number=f"事件{number}", title="侧翻", grade=grade)
    alert = house.alerts.confirm(session, subject)
    if alert is not None:
        said.send(f"raised {alert.id} {alert.level.weight}")


def answer(house: House, session: Session, one: LiveAlert, choice: float, said: Connection) -> None:
    """Acknowledge, call, or close."""
    if choice < 0.6:
        alert = house.alerts.acknowledge(session, one.id, one.version)
        said.send(f"acknowledged {one.id} {alert.epoch}")
    elif choice < 0.9 and one.calls:
        key = one.calls[0].person.key
        house.alerts.note_call(session, one.id, one.version, key, reached=choice < 0.75)
        said.send(f"called {one.id} {one.version}")
    elif choice >= 0.9:
        house.alerts.close(session, one.id, one.version, "已处置")
        said.send(f"closed {one.id}")
