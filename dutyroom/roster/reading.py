"""Queries of the roster: members, rules, plans, the duties that hold, who really sat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, case, func, select

from dutyroom.clock import from_micros
from dutyroom.errors import Refused
from dutyroom.roster.duty_rules import Standing, with_swaps
from dutyroom.roster.model import Absence, Assignment, Member, PlanState, RosterRules, RotationMark, Slot, SwapState
from dutyroom.roster.rows import (
    Row,
    absence_of,
    assignment_of,
    head_of_row,
    marks_of,
    member_of,
    rules_of,
    slot_of,
    step_of,
    swap_of,
)
from dutyroom.roster.tables import (
    roster_absences,
    roster_actuals,
    roster_duties,
    roster_members,
    roster_plans,
    roster_rules,
    roster_steps,
    roster_swaps,
)
from dutyroom.roster.views import ActualDuty, PlanHead, PlanStep, RulesVersion, Swap

IN_FORCE = (PlanState.APPROVED.value, PlanState.NOTIFIED.value)


def members_in(connection: Connection) -> tuple[Member, ...]:
    """Return all members in their order, with the absences that hold; numbers as they are."""
    absences: dict[str, list[Absence]] = {}
    statement = select(roster_absences).where(roster_absences.c.withdrawn == 0)
    for row in connection.execute(statement.order_by(roster_absences.c.first, roster_absences.c.id)).mappings():
        absences.setdefault(row["member_id"], []).append(absence_of(row))
    rows = connection.execute(select(roster_members).order_by(roster_members.c.place, roster_members.c.id)).mappings()
    return tuple(member_of(row, absences.get(row["id"], ())) for row in rows)


def member_in(connection: Connection, member_id: str) -> Member:
    """Return one member; Refused ``roster.no_such_member``."""
    found = next((member for member in members_in(connection) if member.id == member_id), None)
    if found is None:
        raise Refused("roster.no_such_member")
    return found


def rules_in(connection: Connection) -> RosterRules:
    """Return the rules that hold: the newest version of this room, or those shipped."""
    row = connection.execute(select(roster_rules).order_by(roster_rules.c.seq.desc()).limit(1)).mappings().first()
    if row is None:
        from dutyroom.roster.rules import default_rules

        return default_rules()
    return rules_of(row["version"], row["payload"])


def versions_in(connection: Connection) -> tuple[RulesVersion, ...]:
    """Return every version of the rules, the newest first, those shipped last."""
    from dutyroom.roster.rules import default_rules

    rows = connection.execute(select(roster_rules).order_by(roster_rules.c.seq.desc())).mappings()
    kept = (
        RulesVersion(rules_of(row["version"], row["payload"]), from_micros(row["changed_at"]), row["account_name"])
        for row in rows
    )
    return (*kept, RulesVersion(default_rules()))


def heads_in(connection: Connection, *plan_ids: str) -> tuple[PlanHead, ...]:
    """Return plans, the latest period first, of one series the newest version first; all of them if none is named."""
    named = case((roster_duties.c.member_id.is_(None), 1), else_=0)
    counted = select(roster_duties.c.plan_id, func.count(), func.sum(named)).group_by(roster_duties.c.plan_id)
    plans = select(roster_plans)
    if plan_ids:
        plans = plans.where(roster_plans.c.id.in_(plan_ids))
        counted = counted.where(roster_duties.c.plan_id.in_(plan_ids))
    slots = {plan_id: (int(all_), int(empty)) for plan_id, all_, empty in connection.execute(counted)}
    order = (roster_plans.c.first.desc(), roster_plans.c.series_id, roster_plans.c.version.desc())
    rows = connection.execute(plans.order_by(*order)).mappings()
    return tuple(head_of_row(row, *slots.get(row["id"], (0, 0))) for row in rows)


def head_in(connection: Connection, plan_id: str) -> PlanHead:
    """Return one plan; Refused ``roster.no_such_plan``."""
    found = heads_in(connection, plan_id)
    if not found:
        raise Refused("roster.no_such_plan")
    return found[0]


def assignments_in(connection: Connection, plan_id: str, *, reasons: bool = True) -> tuple[Assignment, ...]:
    """Return the slots of a plan in their order."""
    rows = connection.execute(select(roster_duties).where(roster_duties.c.plan_id == plan_id)).mappings()
    return tuple(sorted((assignment_of(row, reasons=reasons) for row in rows), key=lambda one: one.slot))


def duty_row(connection: Connection, plan_id: str, slot: Slot) -> Row:
    """Return the stored row of a slot; Refused ``roster.no_such_slot``."""
    duties = roster_duties.c
    statement = select(roster_duties).where(
        duties.plan_id == plan_id,
        duties.date == slot.date.isoformat(),
        duties.turn == slot.turn.value,
        duties.post == slot.post.value,
        duties.seat == slot.seat,
    )
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise Refused("roster.no_such_slot")
    return row


def steps_in(connection: Connection, plan_id: str) -> tuple[PlanStep, ...]:
    """Return the history of a plan, oldest first."""
    statement = select(roster_steps).where(roster_steps.c.plan_id == plan_id).order_by(roster_steps.c.seq)
    return tuple(step_of(row) for row in connection.execute(statement).mappings())


def standing_in(connection: Connection, first: date, last: date, *, reasons: bool = True) -> list[Standing]:
    """Return the duties that hold in a period: of the newest approved plan of each day, agreed swaps applied.

    Without ``reasons`` the names come without why they are there, which is quicker over years.
    """
    plans = roster_plans.c
    statement = (
        select(plans.id, plans.first, plans.last)
        .where(plans.state.in_(IN_FORCE), plans.first <= last.isoformat(), plans.last >= first.isoformat())
        .order_by(plans.approval)
    )
    of_day: dict[str, str] = {}
    for plan_id, begins, ends in connection.execute(statement):
        day, end = max(first, date.fromisoformat(begins)), min(last, date.fromisoformat(ends))
        while day <= end:
            of_day[day.isoformat()] = plan_id
            day += timedelta(days=1)
    if not of_day:
        return []
    duties = roster_duties.c
    rows = connection.execute(
        select(roster_duties).where(
            duties.plan_id.in_(set(of_day.values())),
            duties.date.between(first.isoformat(), last.isoformat()),
        )
    ).mappings()
    holding = [
        Standing(assignment_of(row, reasons=reasons), row["plan_id"])
        for row in rows
        if of_day[row["date"]] == row["plan_id"]
    ]
    return with_swaps(holding, _agreed(connection, first, last))


def _agreed(connection: Connection, first: date, last: date) -> list[tuple[str, Swap]]:
    swaps = roster_swaps.c
    statement = (
        select(roster_swaps)
        .where(swaps.state == SwapState.AGREED.value, swaps.date.between(first.isoformat(), last.isoformat()))
        .order_by(swaps.agreement_id)
    )
    return [(row["agreement_id"], swap_of(row)) for row in connection.execute(statement).mappings()]


def duties_in(connection: Connection, first: date, last: date, *, reasons: bool = True) -> tuple[Assignment, ...]:
    """Return the duties that hold, in their order."""
    return tuple(one.assignment for one in standing_in(connection, first, last, reasons=reasons))


def actual_in(connection: Connection, first: date, last: date, *, reasons: bool = True) -> tuple[ActualDuty, ...]:
    """Return each duty as planned and as it really was where somebody noted it; the newest note counts."""
    noted: dict[Slot, Row] = {}
    between = roster_actuals.c.date.between(first.isoformat(), last.isoformat())
    statement = select(roster_actuals).where(between).order_by(roster_actuals.c.seq)
    for row in connection.execute(statement).mappings():
        noted[slot_of(row)] = row
    planned = {one.slot: one for one in duties_in(connection, first, last, reasons=reasons)}
    return tuple(_actual(slot, planned.get(slot), noted.get(slot)) for slot in sorted({*planned, *noted}))


def _actual(slot: Slot, planned: Assignment | None, row: Row | None) -> ActualDuty:
    if row is None:
        assert planned is not None
        return ActualDuty(slot, planned, planned.member_id, planned.name)
    return ActualDuty(
        slot,
        planned,
        row["member_id"],
        row["name"],
        noted=True,
        reason=row["reason"],
        noted_at=from_micros(row["noted_at"]),
        noted_by=row["account_name"],
    )


def done_in(connection: Connection, first: date, last: date, *, reasons: bool = False) -> tuple[Assignment, ...]:
    """Return the duties as they count: the actual person where one was noted, otherwise the planned one."""
    return tuple(
        Assignment(duty.slot, duty.member_id, duty.name, duty.planned.why if duty.planned else None)
        for duty in actual_in(connection, first, last, reasons=reasons)
    )


def marks_in(connection: Connection, before: date) -> tuple[RotationMark, ...]:
    """Return where each rotation stopped in the plans in force before a day, the newest of each kind (R074)."""
    plans = roster_plans.c
    statement = (
        select(plans.marks)
        .where(plans.state.in_(IN_FORCE), plans.first < before.isoformat())
        .order_by(plans.last, plans.approval)
    )
    newest: dict[tuple[str, str], RotationMark] = {}
    for text in connection.execute(statement).scalars():
        for mark in marks_of(text):
            known = newest.get((mark.pool.value, mark.holiday_id))
            if mark.on < before and (known is None or mark.on >= known.on):
                newest[(mark.pool.value, mark.holiday_id)] = mark
    return tuple(newest[key] for key in sorted(newest))


def first_day_in(connection: Connection) -> date | None:
    """Return the first day of any plan in force, or None."""
    plans = roster_plans.c
    text = connection.execute(select(func.min(plans.first)).where(plans.state.in_(IN_FORCE))).scalar_one()
    return date.fromisoformat(text) if text else None


def swaps_in(connection: Connection, states: Iterable[SwapState] = ()) -> tuple[Swap, ...]:
    """Return the swaps, the latest request first; of some states only if any are given."""
    statement = select(roster_swaps).order_by(roster_swaps.c.id.desc())
    wanted = [state.value for state in states]
    if wanted:
        statement = statement.where(roster_swaps.c.state.in_(wanted))
    return tuple(swap_of(row) for row in connection.execute(statement).mappings())


def swap_in(connection: Connection, swap_id: str) -> Swap:
    """Return one swap; Refused ``roster.no_such_swap``."""
    row = connection.execute(select(roster_swaps).where(roster_swaps.c.id == swap_id)).mappings().one_or_none()
    if row is None:
        raise Refused("roster.no_such_swap")
    return swap_of(row)


def stamp_in(connection: Connection) -> tuple[int, str, int]:
    """Return what changes whenever a duty that holds, or a note of who really sat, does."""
    approval = connection.execute(select(func.max(roster_plans.c.approval))).scalar_one()
    agreement = connection.execute(select(func.max(roster_swaps.c.agreement_id))).scalar_one()
    noted = connection.execute(select(func.max(roster_actuals.c.seq))).scalar_one()
    return int(approval or 0), str(agreement or ""), int(noted or 0)
