"""The watch and its handover by one door: who is at the desk, preparing, handing over, reviewing."""

from __future__ import annotations

from dutyroom.handover.at_desk import AtTheDesk
from dutyroom.handover.reviewing import Reviewing
from dutyroom.handover.signing import HandingOver


class Handovers(AtTheDesk, HandingOver, Reviewing):
    """Everything the room may do about its watch; each part stands in a file of its own."""
