"""The desk of somebody who sits down, for the tests beside this file."""

from __future__ import annotations

from tests.ui.desk.sitting import _light_and_english, desk, open_desk, seat
from tests.ui.desk.walking import chinese, large_desk, worked_desk

__all__ = ["_light_and_english", "chinese", "desk", "large_desk", "open_desk", "seat", "worked_desk"]
