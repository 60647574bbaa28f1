"""What of a password and of a matter's words is found in the memory of a desk that stands locked.

The desk is a process of its own (``locked_desk``); its memory is read page by page as somebody would who may read it:
the same user with a debugger, or root. Words are looked for as UTF-8, as UTF-16 (Qt, Python) and as UCS-4 (Python).
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dutyroom.bootstrap import open_house
from dutyroom.clock import SetClock
from tests.conftest import Template
from tests.factories import EVENING, LOGIN, PASSWORD, a_slip

MARKED = "青云路仓库七号门外的蓝色集装箱里有三十七箱未登记的药品"
MARK = "37qx"
ROOT = Path(__file__).resolve().parents[2]
STATES = {"typed": f"{PASSWORD}\n", "open": f"\n{MARK}\n", "locked": "\n", "locked again": f"\n{PASSWORD}\n"}
"""How the desk stands when it is read, and what is typed before."""
_CODES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-32-le": "UCS-4"}
_OVERLAP = 4096
_PIECE = 16 << 20


@dataclass(frozen=True)
class Found:
    """How often each of the words was found, by its name and its code; and how many MB were read."""

    counts: dict[str, Counter[str]]
    megabytes: float

    def total(self, name: str) -> int:
        """Return how often something was found in any code."""
        return self.counts[name].total()

    def row(self, name: str) -> str:
        """Return the figures of one of them."""
        found = ", ".join(f"{code} {count}" for code, count in self.counts[name].items() if count)
        return f"{self.total(name):4} {f'({found})' if found else ''}"


def search(pid: int, words: dict[str, str]) -> Found:
    """Look for ``words``, by name, in everything that process ``pid`` has mapped and may read."""
    patterns = [(name, called, text.encode(code)) for name, text in words.items() for code, called in _CODES.items()]
    counts: dict[str, Counter[str]] = {name: Counter() for name in words}
    read = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *_rest = line.split()
            if not rights.startswith("rw"):  # what cannot be written holds nothing that was typed
                continue
            first, last = (int(end, 16) for end in span.split("-"))
            for start in range(first, last, _PIECE):
                try:
                    memory.seek(start)
                    piece = memory.read(min(_PIECE + _OVERLAP, last - start))
                except (OSError, OverflowError, ValueError):
                    break
                read += min(len(piece), _PIECE)
                for name, called, pattern in patterns:
                    end = _PIECE + len(pattern) - 1  # what begins in the next piece is counted there
                    counts[name][called] += piece.count(pattern, 0, end)
    return Found(counts, read / (1 << 20))


def measure(template: Template, folder: Path) -> dict[str, Found]:
    """Let a desk open and lock the room of ``template``, and return what was found in its memory then, by state."""
    place = template.copy_to(folder / "room")
    house = open_house(place, template.data_key, SetClock(EVENING))
    session = house.accounts.sign_in(template.account_id)
    for kept in house.drafts.of(session, "slip"):
        house.drafts.drop(session, kept.id)
    house.log.open_matter(session, a_slip(house.clock, subject=f"仓库 {MARK}", content=MARKED))
    house.close()
    words = {
        "password": PASSWORD,
        "most of it": PASSWORD[:-3],
        "recovery key": template.recovery_key,
        "sentence": MARKED,
    }
    asked = [sys.executable, "-m", "tests.faults.locked_desk", str(folder / "room"), LOGIN]
    pipe = subprocess.PIPE
    desk = subprocess.Popen(asked, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    assert desk.stdin is not None
    assert desk.stdout is not None
    found: dict[str, Found] = {}
    try:
        for state, typed in STATES.items():
            desk.stdin.write(typed.encode())
            desk.stdin.flush()
            said = desk.stdout.readline().decode().strip()
            if said != state:
                raise RuntimeError(f"the desk ended before it was {state}")
            found[state] = search(desk.pid, words)
        desk.stdin.write(b"\n")
    finally:
        desk.stdin.close()
        desk.stdout.close()
        if len(found) < len(STATES):
            desk.kill()
        desk.wait()
    return found


def run(template: Template, folder: Path) -> bool:
    """Print what was found; return whether a desk that stands locked holds neither password nor recovery key."""
    found = measure(template, folder)
    for state, what in found.items():
        print(f"{state} ({what.megabytes:.0f} MB read)")
        for name in what.counts:
            print(f"    {name:<14}{what.row(name)}")
    kept = [found[state].total(name) for state in ("locked", "locked again") for name in ("password", "recovery key")]
    return not any(kept)
