"""The desk of somebody who sits down, for the tests beside this file."""

from __future__ import annotations

from tests.ui.desk.sitting import _light_and_english, desk, open_desk, seat
from tests.ui.desk.walking import chinese, worked_desk

__all__ = ["_light_and_english", "chinese", "desk", "open_desk", "seat", "worked_desk"]
