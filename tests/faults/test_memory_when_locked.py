"""The memory of a desk that stands locked holds no password any more; see docs/decisions/0017 for what it does hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Template
from tests.faults.locked_memory import measure


@pytest.mark.long
@pytest.mark.req("R205")
def test_a_locked_desk_holds_neither_its_password_nor_the_recovery_key(worked: Template, tmp_path: Path) -> None:
    if not Path("/proc/self/mem").exists():
        return  # only Linux lets a parent read its child like this
    found = measure(worked, tmp_path)
    assert found["typed"].total("password"), "what is looked for is found where it stands"
    assert found["open"].total("sentence"), "and so are the words of a matter that is read"
    for state in ("locked", "locked again"):
        for name in ("password", "recovery key"):
            assert not found[state].total(name), (state, found[state].row(name))
