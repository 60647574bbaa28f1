"""What the opening desk does not load is there when it is asked for, and follows what happens all the same."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from dutyroom.bootstrap import House, warm_up

ROOT = Path(__file__).resolve().parents[1]
LATE = (
    "dutyroom.reports.service",
    "dutyroom.instructions.service",
    "dutyroom.receipts.service",
    "dutyroom.reports.tables",
    "yaml",
)


def test_a_desk_that_opens_does_not_wait_for_rooms_that_nobody_has_asked_for() -> None:
    ask = f"import sys, ui.app; print([name for name in {LATE} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_late_room_is_made_once_and_before_the_first_save_needs_it(house: House) -> None:
    assert "instructions" not in vars(house)
    warm_up(house).join()
    made = house.instructions
    assert vars(house)["instructions"] is made
    assert house.reports is house.reports
    assert house.handovers is vars(house)["handovers"]


def test_whoever_goes_over_all_tables_finds_those_of_rooms_that_are_not_loaded() -> None:
    ask = (
        "import dutyroom.bootstrap; from dutyroom.storage.tables import Keeping, every_table, metadata, tables_kept; "
        "early = set(metadata.tables); kept = {one.name for one in tables_kept(*Keeping)}; "
        "print(sorted(kept - early), kept == set(every_table()))"
    )
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "'instructions'" in done.stdout
    assert done.stdout.endswith("True\n")


def test_there_is_one_roster_whichever_threads_ask_first(house: House) -> None:
    assert "roster" not in vars(house)
    asked, ready = [], threading.Barrier(4)

    def ask() -> None:
        ready.wait()
        asked.append(type(house).roster.func(house))  # what two threads may both call from Python 3.12 on

    threads = [threading.Thread(target=ask) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == [house.roster] * 4
