"""The door to the incidents of a room: every act is one transaction with its entry, its line and its consequences."""

from __future__ import annotations

from dutyroom.incidents.joining import EventJoining
from dutyroom.incidents.learning import EventLearning
from dutyroom.incidents.raising import EventRaising
from dutyroom.incidents.reporting import REVIEWERS, EventReporting

__all__ = ["REVIEWERS", "Incidents"]


class Incidents(EventRaising, EventLearning, EventReporting, EventJoining):
    """The event files of one room."""
