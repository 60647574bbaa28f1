"""The desk of somebody who sits down, and the people whom alerts call."""

from __future__ import annotations

from tests.alerts.conftest import leader, roster, second
from tests.ui.desk.sitting import _light_and_english, desk, open_desk, seat

__all__ = ["_light_and_english", "desk", "leader", "open_desk", "roster", "seat", "second"]
