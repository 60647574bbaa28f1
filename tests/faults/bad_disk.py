"""A disk that answers with errors at any call: an act is whole or refused with its cause, and the next one goes on.

``bad_disk.c`` is built with the compiler of the machine and put before the C library in a process of its own, which is
this module: ``python -m tests.faults.bad_disk FOLDER ROUNDS SEED`` with ``LD_PRELOAD``. On a machine without a compiler
nothing can be said, and the run says so.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from dutyroom.bootstrap import Place, open_house
from dutyroom.clock import SetClock
from dutyroom.errors import Environment
from tests.conftest import Template
from tests.factories import EVENING, PASSWORD
from tests.faults.paths import LEADER, PATHS, Desk

SOURCE = Path(__file__).with_suffix(".c")
_WRITES, _READS, _SHORT, _SLOW = 1, 2, 3, 4
FAULTS = {
    "disk full": (_WRITES, errno.ENOSPC),
    "write error": (_WRITES, errno.EIO),
    "read error": (_READS, errno.EIO),
    "short write": (_SHORT, errno.EIO),
    "slow disk": (_SLOW, 0),
}
GONE_THROUGH = tuple(path for path in PATHS if path != "backup")  # which has threads of its own


@dataclass
class Outcome:
    """What was counted for one kind of fault."""

    rounds: int = 0
    struck: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    broken: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """Return the row of the table."""
        codes = ", ".join(f"{code} {count}" for code, count in sorted(self.refused.items()))
        return f"{name:<16}{self.rounds:>6}{self.struck:>8}{self.lost:>6}{len(self.broken):>6}  {codes}"


HEADING = f"{'disk':<16}{'rounds':>6}{'struck':>8}{'lost':>6}{'half':>6}  refused with"


class _Heard:
    """Takes what a desk says; kept as what was called done."""

    def __init__(self) -> None:
        self.done: list[tuple[int, str]] = []

    def send(self, said: tuple[str, str, int, str]) -> None:
        """Take note of a finished act."""
        if said[0] == "done":
            self.done.append((said[2], said[3]))


def build(folder: Path) -> Path | None:
    """Build the shim and return it; None where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or os.name != "posix":
        return None
    shim = folder / "bad_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(SOURCE), "-ldl"], check=True)
    return shim


def run(template: Template, folder: Path, rounds: int, seed: int) -> dict[str, Outcome] | None:
    """Go through every kind of fault ``rounds`` times on every way of writing; None without a compiler."""
    folder.mkdir(parents=True, exist_ok=True)
    shim = build(folder)
    if shim is None:
        return None
    asked = [template.folder, template.data_key.hex(), template.account_id, folder / "room", rounds, seed]
    environment = {**os.environ, "LD_PRELOAD": str(shim)}
    said = subprocess.run(
        [sys.executable, "-m", "tests.faults.bad_disk", *map(str, asked)],
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise RuntimeError(said.stderr[-3000:])
    form = json.loads(said.stdout.splitlines()[-1])
    return {name: Outcome(**{**each, "refused": Counter(each["refused"])}) for name, each in form.items()}


def one_round(
    path: str, fault: tuple[int, int], template: Template, folder: Path, draw: random.Random, outcome: Outcome
) -> None:
    """Let the disk fail somewhere on one way of writing, then work again; count what is missing."""
    disk = ctypes.CDLL(None)
    shutil.rmtree(folder, ignore_errors=True)
    place = template.copy_to(folder)
    clock, heard = SetClock(EVENING + timedelta(hours=2)), _Heard()
    house = open_house(place, template.data_key, clock)
    try:
        session = house.accounts.sign_in(template.account_id)
        officers = house.accounts.all()
        leader = house.accounts.signer(next(one.id for one in officers if one.name == LEADER), PASSWORD)
        desk = Desk(house, session, leader, clock, draw, cast("Connection", heard))
        times = draw.choice((1, 3, 10_000))
        disk.bad_disk_arm(str(folder).encode(), fault[0], draw.randrange(60), times, fault[1])
        try:
            PATHS[path](desk)
        except Environment as error:
            outcome.refused[error.code] += 1
        except Exception as error:  # noqa: BLE001 - counted as a fault of the program
            outcome.broken.append(f"{path}: {type(error).__name__}: {error}"[:300])
        outcome.struck += disk.bad_disk_hits() > 0
        disk.bad_disk_arm(b"", 0, -1, 0, 0)
        clock.advance(timedelta(seconds=20))
        PATHS["log"](desk)  # the disk is well again, and so is the desk
    finally:
        disk.bad_disk_arm(b"", 0, -1, 0, 0)
        house.close()
    _look(place, template, heard, path, outcome)
    outcome.rounds += 1


def _look(place: Place, template: Template, heard: _Heard, path: str, outcome: Outcome) -> None:
    house = open_house(place, template.data_key, SetClock(EVENING + timedelta(hours=4)))
    try:
        verdict = house.verify()
        if verdict.first_break is not None:
            outcome.broken.append(f"{path}: {verdict.first_break}")
        lines = {line.seq: line.hash for line in house.journal.newest(limit=10_000)}
        outcome.lost += sum(lines.get(seq) != hash_ for seq, hash_ in heard.done)
    finally:
        house.close()


def main() -> None:
    """Do the rounds asked for and print what was counted as JSON."""
    source, key, account_id, folder, rounds, seed = sys.argv[1:]
    template = Template(Path(source), "", bytes.fromhex(key), account_id)
    draw = random.Random(int(seed))
    counted = {}
    for name, fault in FAULTS.items():
        outcome = counted[name] = Outcome()
        for number in range(int(rounds)):
            one_round(GONE_THROUGH[number % len(GONE_THROUGH)], fault, template, Path(folder), draw, outcome)
    print(json.dumps({name: vars(outcome) for name, outcome in counted.items()}))


if __name__ == "__main__":
    main()
