"""A disk that fails in the middle of any act: nothing that was called done is lost, nothing is half done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Template
from tests.faults import bad_disk

ROUNDS = int(os.environ.get("DISK_ROUNDS", str(len(bad_disk.GONE_THROUGH))))
SAID = {"storage.disk_full", "storage.io_error", "storage.damaged", "storage.cannot_open", "storage.locked"}


@pytest.mark.req("R001")
def test_a_disk_that_fails_loses_no_act_keeps_no_half_one_and_is_named(worked: Template, tmp_path: Path) -> None:
    counted = bad_disk.run(worked, tmp_path, ROUNDS, 20261122)
    if counted is None:
        assert not os.environ.get("CI"), "a machine that builds has a compiler"
        return
    for name, outcome in counted.items():
        assert (outcome.rounds, outcome.lost, outcome.broken) == (ROUNDS, 0, []), (name, outcome)
        assert outcome.struck, name
        assert set(outcome.refused) <= SAID
    assert not counted["slow disk"].refused, "slow is not broken"
    assert counted["disk full"].refused["storage.disk_full"]
