"""What on the page of the roster waits for whoever has signed in: plans to approve, swaps to answer."""

from __future__ import annotations

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.frozen import dataclass
from dutyroom.roster.model import PlanState, SwapState


@dataclass(frozen=True)
class Waiting:
    """How many plans wait for one's approval, and how many swaps for one's answer."""

    plans: int = 0
    swaps: int = 0


def read_waiting(house: House, session: Session) -> Waiting:
    """Return what waits for whoever has signed in (R072, R076, R079)."""
    roster = house.roster
    plans = 0
    if session.may(Right.APPROVE_ROSTER):
        plans = sum(head.state is PlanState.SUBMITTED for head in roster.plans(session))
    own = {one.id for one in roster.members(session) if one.account_id == session.account_id}
    asked = roster.swaps(session, SwapState.REQUESTED) if own else ()
    return Waiting(plans, sum(one.substitute_id in own for one in asked))
