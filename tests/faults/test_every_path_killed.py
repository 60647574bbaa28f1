"""Every way of writing, killed: what was called done is there, and nothing is half done (``./test.sh --faults``)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Template
from tests.faults.killing import Room, all_paths, kill_in

KILLS = max(1, int(os.environ.get("KILLS", "30")) // len(all_paths()))


@pytest.mark.req("R001")
@pytest.mark.parametrize("path", all_paths())
def test_a_desk_killed_on_any_way_of_writing_loses_no_act_and_keeps_no_half_one(
    worked: Template, tmp_path: Path, path: str
) -> None:
    *_, count = kill_in(Room(path, 0, KILLS), worked, tmp_path)
    assert count.kills == KILLS
    assert count.good, (count.row(), count.broken)
    assert count.opened
