"""The roster of one room, by one door: members, plans, approval, notices, swaps, duties, who is on."""

from __future__ import annotations

from dutyroom.roster.approval import RosterApproval
from dutyroom.roster.changing import RosterChanges
from dutyroom.roster.duties import RosterDuties
from dutyroom.roster.members import RosterMembers
from dutyroom.roster.notices import RosterNotices
from dutyroom.roster.planning import RosterDrafts
from dutyroom.roster.rule_keeping import RosterRuleKeeping
from dutyroom.roster.swaps import RosterSwaps


class Roster(
    RosterMembers,
    RosterRuleKeeping,
    RosterDrafts,
    RosterChanges,
    RosterApproval,
    RosterNotices,
    RosterSwaps,
    RosterDuties,
):
    """Everything the room may ask of its roster; each part stands in a file of its own."""
