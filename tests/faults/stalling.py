"""How long saves wait while a copy of a big room is made beside them."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from dutyroom.log.tables import drafts
from dutyroom.safekeeping import KeepingRule, keep_copy
from tests.conftest import Template
from tests.factories import EVENING, a_slip

_MEGABYTE = 1 << 20
MOST_MS = 50.0


@dataclass(frozen=True)
class Stall:
    """Milliseconds that saves took alone and beside a copy: the longest, and the one in the middle."""

    megabytes: int
    copied_in: float
    saves: int
    alone: tuple[float, float]
    beside: tuple[float, float]
    floor: tuple[float, float]
    """A page written and sent to the same disk with nothing beside it: what no program can save."""

    def row(self) -> str:
        """Return the row of the table."""
        return (
            f"{self.megabytes} MB copied and checked in {self.copied_in:.1f} s; saves alone {self.alone[1]:.1f} ms"
            f" (longest {self.alone[0]:.1f}), beside the copy {self.beside[1]:.1f} ms (longest {self.beside[0]:.1f}"
            f" of {self.saves}); the disk alone {self.floor[1]:.1f} ms (longest {self.floor[0]:.1f})"
        )


def measure(template: Template, folder: Path, megabytes: int) -> Stall:
    """Fill a room to about ``megabytes`` and log calls alone, then while a copy is made."""
    place = template.copy_to(folder / "room")
    clock = SetClock(EVENING)
    house = open_house(place, template.data_key, clock)
    try:
        session = house.accounts.sign_in(template.account_id)
        _fill(house, session, megabytes)
        alone = _saves(house, session, clock, threading.Event(), 60)
        enough = threading.Event()
        began = time.perf_counter()
        copied: list[float] = []

        def copy() -> None:
            try:
                keep_copy(house, KeepingRule(folder / "second place"), _nobody)
                copied.append(time.perf_counter() - began)
            finally:
                enough.set()

        copying = threading.Thread(target=copy)
        copying.start()
        beside = _saves(house, session, clock, enough, 1_000_000)
        copying.join()
        if not copied:
            raise RuntimeError("the copy was not made")
    finally:
        house.close()
    floor = _plain_writes(folder / "floor", len(beside))
    return Stall(megabytes, copied[0], len(beside), _figures(alone), _figures(beside), _figures(floor))


def _fill(house: House, session: Session, megabytes: int) -> None:
    with house.store.write_without_foreign_keys() as connection:
        for number in range(megabytes):
            row = {
                "id": f"{number:032d}",
                "room_id": house.room.id,
                "account_id": "f" * 32,
                "kind": "filling",
                "payload": "x" * _MEGABYTE,
                "updated_at": 0,
            }
            connection.execute(insert(drafts), row)
    house.rest()
    assert session.account_id


def _saves(house: House, session: Session, clock: SetClock, enough: threading.Event, most: int) -> list[float]:
    took = []
    while len(took) < most and not enough.wait(0.02):  # a person saves now and then; here fifty times a second
        began = time.perf_counter()
        house.log.open_matter(session, a_slip(clock))
        took.append((time.perf_counter() - began) * 1000)
    return took


def _plain_writes(file: Path, count: int) -> list[float]:
    """Write a page and send it to the disk, as often as was saved (at most 500 times), with the same pauses."""
    took, pause = [], threading.Event()
    with file.open("wb", buffering=0) as written:
        for _once in range(min(count, 500)):
            pause.wait(0.02)
            began = time.perf_counter()
            written.write(os.urandom(4096))
            os.fsync(written.fileno())
            took.append((time.perf_counter() - began) * 1000)
    file.unlink()
    return took


def _figures(took: list[float]) -> tuple[float, float]:
    return max(took), sorted(took)[len(took) // 2]


def _nobody(_done: int, _all: int) -> None:
    """Hear nothing of the progress."""
