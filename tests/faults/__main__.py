"""The long run against faults: ``./test.sh --faults [--kills N] [--only PART …]``; prints what was counted.

Ends with 0 when nothing was lost, half done or unnoticed, else with 1. A short run of every part belongs to the tests.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dutyroom.accounts.keys import Stretching
from dutyroom.accounts.model import NewAccount
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, Place, found
from dutyroom.clock import SetClock
from tests.conftest import Template
from tests.factories import EVENING, LOGIN, NAME, PASSWORD, day_of_work
from tests.faults import bad_disk, fuzzing, killing, locked_memory, stalling, timing, workers

ROOT = Path(__file__).resolve().parents[2]
Part = Callable[[argparse.Namespace, Template, Path], bool]


def kills(asked: argparse.Namespace, template: Template, folder: Path) -> bool:
    """Kill desks on every way of writing, as often as asked in all; print a row for each."""
    made = killing.Count("so far")

    def tell(count: killing.Count) -> None:
        made.add(count)
        _progress(f"{made.kills}/{asked.kills}")

    rooms = killing.rooms_for(asked.kills, killing.all_paths())
    counts = workers.kill_at_once(rooms, template, folder / "kills", asked.seed, asked.workers, tell)
    print(killing.HEADING)
    for count in counts:
        print(count.row())
        for words in count.broken[:5]:
            print(f"    {words}")
    everything = workers.in_all(counts)
    print(everything.row())
    return everything.good


def alerts(asked: argparse.Namespace, _template: Template, _folder: Path) -> bool:
    """Kill desks around raising, stepping and acknowledging alerts."""
    return _tests("tests/faults/test_alerts_killed.py", KILLS=str(asked.alert_kills))


def tampering(_asked: argparse.Namespace, _template: Template, _folder: Path) -> bool:
    """Change every column, remove, add and reorder rows of every kept table with the key in hand."""
    files = ("tests/journal/test_tampering.py", "tests/log/test_indexing.py", "tests/accounts/test_signing.py")
    return _tests(*files, EVERY_COLUMN="1")


def _tests(*files: str, **environment: str) -> bool:
    """Run test files and let them say how many of their cases were found."""
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files]
    return subprocess.run(asked, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode == 0


def disk(asked: argparse.Namespace, template: Template, folder: Path) -> bool:
    """Let the disk fail at any call on every way of writing; then damage file, log, ring and copies."""
    counted = bad_disk.run(template, folder / "disk", asked.disk_rounds, asked.seed)
    if counted is None:
        print("no C compiler here: a failing disk was not tried")
    else:
        print(bad_disk.HEADING)
        for name, outcome in counted.items():
            print(outcome.row(name))
            for words in outcome.broken[:5]:
                print(f"    {words}")
    return _tests(
        "tests/faults/test_lost_log.py",
        "tests/journal/test_flipped_bytes.py",
        "tests/storage/test_full_disk.py",
        "tests/test_safekeeping.py",
        "tests/accounts/test_key_ring.py",
    ) and not any(outcome.lost or outcome.broken for outcome in (counted or {}).values())


FUZZED = {
    "directory file": ("tests/directory/test_reading_any_content.py", "tests/directory/test_planning.py"),
    "roster form": ("tests/documents/test_roster_form.py", "tests/documents/test_xlsx.py"),
    "holiday notice": ("tests/calendar/test_notice.py",),
    "typed and pasted text": ("tests/storage/test_search_index.py", "tests/log/test_rules.py"),
    "facts, command line": ("tests/incidents/test_command.py", "tests/incidents/test_grading_any_facts.py"),
    "key ring, passwords": ("tests/accounts/test_key_ring.py", "tests/accounts/test_passwords.py"),
    "times and settings": ("tests/test_seasons.py", "tests/ui/widgets/test_quick_time.py"),
    "everything above": ("tests/faults/test_fuzzing.py",),
}


def fuzz(asked: argparse.Namespace, _template: Template, _folder: Path) -> bool:
    """Hand anything at all to every reader for a time each, as Hypothesis and as atheris look for it.

    Hypothesis makes a search of its own (``HYPOTHESIS_PROFILE=wide``); atheris, where it is installed, follows which
    bytes lead further.
    """
    good = _guided(asked.fuzz)
    for name, files in FUZZED.items():
        rounds, until = 0, time.monotonic() + asked.fuzz
        while good and (not rounds or time.monotonic() < until):
            good = _tests(*files, HYPOTHESIS_PROFILE="wide")
            rounds += 1
        print(f"{name:<24}{rounds:>4} rounds  {'no fault' if good else 'FAULT'}", flush=True)
    return good


def _guided(seconds: float) -> bool:
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: Hypothesis alone goes through the readers")
        return True
    good = True
    for name in fuzzing.TARGETS:
        asked = [sys.executable, "-m", "tests.faults.guided", name, str(max(1, int(seconds)))]
        done = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", errors="replace")
        good = good and not done.returncode
        print(f"{name:<24}{_runs(done.stderr):>10} runs  {'FAULT' if done.returncode else 'no fault'}", flush=True)
        if done.returncode:
            print((done.stdout + done.stderr)[-3000:])
    return good


def _runs(said: str) -> str:
    found = re.findall(r"Done ([0-9]+) runs|^#([0-9]+)", said, re.MULTILINE)
    return next((whole or last for whole, last in reversed(found)), "?")


def backup(asked: argparse.Namespace, template: Template, folder: Path) -> bool:
    """Copy a big room while calls are logged; a save of more than 50 ms is told.

    It is no fault by itself, since machines differ and others work on them.
    """
    stall = stalling.measure(template, folder / "stall", asked.megabytes)
    print(stall.row())
    if stall.beside[0] > stalling.MOST_MS:
        print(f"   longer than {stalling.MOST_MS:.0f} ms")
    return True


def sign_in(_asked: argparse.Namespace, _template: Template, folder: Path) -> bool:
    """Lock-out over restarts and clock changes, unknown names and their time, administrators, the recovery key."""
    apart = timing.measure(folder / "timing")
    print(apart.row() + ("" if apart.good else "  FAULT"))
    files = ("signing_in", "roles", "passwords", "key_ring", "rings_elsewhere")
    return _tests(*(f"tests/accounts/test_{name}.py" for name in files)) and apart.good


def year(asked: argparse.Namespace, _template: Template, _folder: Path) -> bool:
    """A year of alerts and a year of handovers without the window, and one of everything in it."""
    alone = _tests("tests/alerts/test_year.py", "tests/handover/test_year.py")
    command = [sys.executable, "-m", "tests.faults.year_in_the_window", "--days", str(asked.days)]
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(command, cwd=root, check=False).returncode == 0 and alone


def memory(_asked: argparse.Namespace, template: Template, folder: Path) -> bool:
    """Read the memory of a desk that stands locked, and count what is found of a password and of a matter's words."""
    return locked_memory.run(template, folder / "memory")


PARTS: dict[str, Part] = {
    "kills": kills,
    "alerts": alerts,
    "tampering": tampering,
    "disk": disk,
    "backup": backup,
    "sign-in": sign_in,
    "year": year,
    "memory": memory,
    "fuzz": fuzz,
}


def main() -> int:
    """Run the parts asked for and return the exit status."""
    parser = argparse.ArgumentParser(prog="./test.sh --faults", description="the long run against faults")
    parser.add_argument("--kills", type=int, default=1000, metavar="N", help="kills in all (default 1000)")
    parser.add_argument("--alert-kills", type=int, default=300, metavar="N", help="kills around alerts (default 300)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="rooms killed in at once")
    parser.add_argument("--disk-rounds", type=int, default=90, metavar="N", help="rounds for each fault of the disk")
    parser.add_argument("--fuzz", type=float, default=3600, metavar="SECONDS", help="for each reader (default an hour)")
    parser.add_argument("--megabytes", type=int, default=1000, metavar="N", help="size of the room that is backed up")
    parser.add_argument("--days", type=int, default=365, metavar="N", help="days of the year in the window")
    parser.add_argument("--seed", type=int, default=20261122, help="decides where a fault strikes")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), help="these parts alone")
    asked = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(prefix="dutyroom-faults-") as name:
        template = a_worked_room(Path(name) / "template")
        for part in asked.only:
            print(f"== {part}", flush=True)
            began = time.perf_counter()
            good = PARTS[part](asked, template, Path(name)) and good
            print(f"   {time.perf_counter() - began:.0f} s\n", flush=True)
    print("nothing lost, nothing half done, nothing unnoticed" if good else "FAULTS FOUND: see above")
    return 0 if good else 1


def a_worked_room(folder: Path) -> Template:
    """Found a room, let a day of work pass in it, and return what opens it."""
    clock = SetClock(EVENING)
    founding = Founding("云岭市人民政府总值班室", "云岭市", NewAccount(LOGIN, NAME, FOUNDER_ROLES), PASSWORD)
    house, recovery_key = found(Place.in_folder(folder), founding, clock, Stretching(1, 1, 1024))
    session = house.accounts.sign_in(house.accounts.all()[0].id)
    day_of_work(house, session, clock)
    key = house.store.key
    house.close()
    return Template(folder, recovery_key, key, session.account_id)


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{words:<40}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
