"""What of the handovers somebody wishes to see on paper."""

from __future__ import annotations

from datetime import date

from dutyroom.frozen import dataclass


@dataclass(frozen=True)
class HandoverWish:
    """The sheet of one handover, or, where none is named, the review of the days ``first`` to ``last``."""

    handover_id: str = ""
    first: date = date.min
    last: date = date.min
