"""A desk that is killed at any moment has lost nothing it had called done, and has no half act in its file.

SIGKILL ends the process between two instructions, as a crash does; it does not take the power from the disk.
``KILLS`` sets how often (25 by default).
"""

from __future__ import annotations

import contextlib
import os
import random
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest

from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import SetClock
from dutyroom.journal.verify import verify
from dutyroom.log.model import EntryKind, MatterFile, MatterFilter, MatterState, Urgency
from tests.conftest import Template
from tests.factories import CALLER, EVENING
from tests.faults import desk, forking

KILLS = int(os.environ.get("KILLS", "25"))


@dataclass
class Said:
    """What the killed desks had called done."""

    numbers: dict[str, str] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    corrected: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    drafts: dict[str, str] = field(default_factory=dict)

    def hear(self, line: str) -> None:
        """Take note of one whole line."""
        act, *words = line.split()
        if act == "opened":
            self.numbers[words[0]] = words[1]
            self.drafts.pop(words[0], None)
        elif act == "step":
            self.steps[words[0]] = words[1]
        elif act == "corrected":
            self.corrected.add(words[0])
        elif act == "closed":
            self.closed.add(words[0])
        elif act == "draft":
            self.drafts[words[0]] = words[1]


def work_until_killed(place: Place, template: Template, seed: int, draw: random.Random, said: Said) -> None:
    """Let a desk work for a random number of acts and a random part of the next one, then kill it."""
    context = forking.context()
    ours, theirs = context.Pipe(duplex=False)
    arguments = (place.data_file.parent, template.data_key, template.account_id, seed, theirs)
    process = context.Process(target=desk.work, args=arguments)
    process.start()
    theirs.close()
    try:
        assert ours.recv() == "ready"
        for _ in range(draw.randrange(12)):
            said.hear(ours.recv())
        process.join(timeout=draw.random() * 0.008)
        assert process.exitcode is None, "the desk ended by itself"
    finally:
        end(process, ours, said)


def end(process: BaseProcess, ours: Connection, said: Said) -> None:
    """Kill the desk and hear what it had still said; a torn last word counts as unsaid."""
    process.kill()
    with contextlib.suppress(EOFError, OSError):
        while True:
            said.hear(ours.recv())
    process.join()
    process.close()
    ours.close()


def check_no_half_act(file: MatterFile) -> None:
    """Assert that state, fields and entries of a matter tell the same story."""
    kinds = [entry.kind for entry in file.entries]
    assert kinds[0] is EntryKind.HEARD
    assert (file.matter.state is MatterState.CLOSED) == (EntryKind.CLOSED in kinds)
    assert bool(file.matter.result) == (EntryKind.CLOSED in kinds)
    assert (file.matter.urgency is Urgency.FLASH) == (EntryKind.CORRECTED in kinds)
    assert file.matter.caller.name == CALLER.name


def check(house: House, template: Template, said: Said) -> list[str]:
    """Assert that everything said is there, and return the numbers in order."""
    verdict = verify(house.store)
    assert verdict.whole, verdict.first_break
    session = house.accounts.sign_in(template.account_id)
    kept = {m.id: m for m in house.log_reader.page(session, MatterFilter(), limit=100_000).matters}
    assert {matter_id: kept[matter_id].number for matter_id in said.numbers} == said.numbers
    for matter in kept.values():
        file = house.log_reader.file(session, matter.id)
        check_no_half_act(file)
        if matter.id in said.steps:
            assert said.steps[matter.id] in [entry.text for entry in file.entries]
        assert matter.id not in said.closed or matter.state is MatterState.CLOSED
        assert matter.id not in said.corrected or matter.urgency is Urgency.FLASH
    drafts = {draft.id: draft.payload for draft in house.drafts.of(session, "slip")}
    for draft_id, payload in said.drafts.items():
        if draft_id in kept:  # logged, and killed before it could say so
            said.numbers[draft_id] = kept[draft_id].number
        else:
            assert drafts[draft_id].startswith(payload), "what was typed came back, or more of it"
    assert not set(drafts) & set(kept)
    said.drafts = {draft_id: payload for draft_id, payload in said.drafts.items() if draft_id not in kept}
    return sorted(matter.number for matter in kept.values())


@pytest.mark.req("R001")
def test_a_desk_killed_at_any_moment_loses_no_act_and_keeps_no_half_one(place: Place, founded: Template) -> None:
    draw = random.Random(20261121)
    said = Said()
    for kill in range(KILLS):
        work_until_killed(place, founded, kill, draw, said)
        house = open_house(place, founded.data_key, SetClock(EVENING))
        try:
            numbers = check(house, founded, said)
        finally:
            house.close()
        assert numbers == [f"2026-{n:04d}" for n in range(1, len(numbers) + 1)]
    assert len(said.numbers) >= KILLS
    assert said.steps
    assert said.closed
    assert said.drafts
