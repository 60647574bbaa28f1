"""Which paper of a plan somebody wants to see; told to the window, which has the preview."""

from __future__ import annotations

from enum import StrEnum

from dutyroom.frozen import dataclass


class PaperKind(StrEnum):
    """The papers of a plan."""

    SCHEDULE = "schedule"
    RESTRICTED = "restricted"  # with the numbers of leaders
    SLIP = "slip"  # one person's duties
    CHANGES = "changes"  # against the version before


@dataclass(frozen=True)
class PaperWish:
    """A paper of a plan; ``other_id`` is the member of a slip, or the earlier version of the changes."""

    kind: PaperKind
    plan_id: str
    other_id: str = ""
