"""A desk that goes one way of writing until it is killed; run by ``killing`` as a process of its own."""

from __future__ import annotations

import importlib
import pkgutil
import random
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import dutyroom
from dutyroom.alerts.chains import shipped_escalation
from dutyroom.bootstrap import Place, open_house
from dutyroom.clock import SetClock
from dutyroom.directory.service import Directory
from tests.factories import CALLER, EVENING, PASSWORD, UNIT_NAME
from tests.faults.paths import LEADER, PATHS, Desk

# Read once for all desks, which are forked from a server that has this module; late rooms as well.
for module in pkgutil.walk_packages(dutyroom.__path__, "dutyroom."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
shipped_escalation()
for words in (UNIT_NAME, CALLER.name):
    Directory.search_words(words)


def work(folder: Path, key: bytes, account_id: str, path: str, seed: int, said: Connection) -> None:
    """Go ``path`` for ever; ``seed`` decides what is said, and the hour it begins."""
    clock = SetClock(EVENING + timedelta(hours=1 + seed))
    house = open_house(Place.in_folder(folder), key, clock)
    session = house.accounts.sign_in(account_id)
    known = house.accounts.all()
    leader = house.accounts.signer(next(account.id for account in known if account.name == LEADER), PASSWORD)
    said.send(("ready", path, 0, ""))
    desk = Desk(house, session, leader, clock, random.Random(seed), said)
    while True:
        clock.advance(timedelta(seconds=7))
        PATHS[path](desk)


def migrate(folder: Path, key: bytes, seed: int, said: Connection) -> None:
    """Bring a room of an earlier release up to this one."""
    clock = SetClock(EVENING + timedelta(hours=1 + seed))
    said.send(("ready", "migration", 0, ""))
    said.send(("begin", "migration", 0, ""))
    house = open_house(Place.in_folder(folder), key, clock)
    head = house.journal.head()
    said.send(("done", "migration", head.seq, head.hash))
    house.close()
    said.send(("ended", "migration", 0, ""))
    said.recv_bytes()  # waits to be killed
