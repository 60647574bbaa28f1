"""A pattern that nobody asks costs nothing; one that is asked is compiled once."""

from __future__ import annotations

import re

import pytest

from dutyroom.late_pattern import LatePattern


def test_it_is_compiled_when_it_is_first_asked_and_once() -> None:
    broken, pattern = LatePattern("("), LatePattern("[绝机]密", re.IGNORECASE)
    assert pattern.made is pattern.made
    assert pattern.made.flags & re.IGNORECASE
    assert pattern.made.search("这是绝密件")
    with pytest.raises(re.error):
        _never = broken.made
