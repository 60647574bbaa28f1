"""A day of the simulated year at the real desk; and what the year is held to can be broken (``./test.sh --faults``)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from tests.factories import a_slip
from tests.faults.year_promises import Held, flat, promises

DAYS = os.environ.get("YEAR_DAYS", "1")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.long
@pytest.mark.req("R084", "R085", "R090")
def test_a_day_at_the_real_desk_keeps_every_promise_and_leaves_no_thread_and_no_timer() -> None:
    asked = [sys.executable, "-m", "tests.faults.year_in_the_window", "--days", DAYS, "--month", "1"]
    run = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "every promise was kept" in run.stdout
    counted = {name: int(count) for name, count in re.findall(r"(matters|handovers|due moments) (\d+)", run.stdout)}
    assert counted["matters"] > 25
    assert counted["handovers"] >= 3
    assert counted["due moments"] > 10


def test_a_deadline_that_passes_in_silence_is_told(house: House, session: Session, clock: SetClock) -> None:
    house.log.open_matter(session, a_slip(clock, due_at=clock.now() + timedelta(minutes=5)))
    assert not promises(house, session, Counter()).broken
    clock.advance(timedelta(minutes=6))
    assert "passed in silence" in promises(house, session, Counter()).broken[0]


def test_memory_threads_timers_and_objects_that_grow_are_told() -> None:
    warm = Held(rss=300.0, threads=8, tasks=8, timers=5, objects=600, widgets=300)
    busy = replace(warm, threads=9, timers=6)
    assert not flat([warm, warm, warm, busy, warm, replace(busy, rss=314.0, objects=610)])
    grown = flat([warm] * 4 + [replace(busy, rss=320.0, objects=700)] * 3)
    assert [words.split()[0] for words in grown] == ["memory", "threads", "timers", "objects"]
