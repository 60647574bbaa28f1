"""What stands in the tables of the roster, as the words of the room and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dutyroom.clock import from_micros
from dutyroom.roster.model import (
    Absence,
    AbsenceKind,
    Assignment,
    DutyClass,
    Member,
    NoticeChannel,
    PlanState,
    Pool,
    Post,
    RosterRules,
    RotationMark,
    Skipped,
    SkipReason,
    Slot,
    SwapState,
    Turn,
    Why,
)
from dutyroom.roster.rules import rules_of_tree, tree_of_rules
from dutyroom.roster.views import PlanAct, PlanHead, PlanStep, Swap
from dutyroom.storage.digest import Stored

Row = Mapping[Any, Any]


def day_or_none(text: str | None) -> date | None:
    """Return the date of a column that may be empty."""
    return date.fromisoformat(text) if text else None


def text_or_none(day: date | None) -> str | None:
    """Return a date as it is stored, or None."""
    return day.isoformat() if day is not None else None


def _compact(tree: object) -> str:
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def slot_values(slot: Slot) -> dict[str, Stored]:
    """Return the columns that name a slot."""
    return {"date": slot.date.isoformat(), "turn": slot.turn.value, "post": slot.post.value, "seat": slot.seat}


def slot_of(row: Row) -> Slot:
    """Return the slot that a row names."""
    return Slot(date.fromisoformat(row["date"]), Turn(row["turn"]), Post(row["post"]), row["seat"])


def member_values(member: Member) -> dict[str, Stored]:
    """Return a member as stored; absences stand in a table of their own."""
    return {
        "name": member.name,
        "pools": " ".join(sorted(pool.value for pool in member.pools)),
        "place": member.order,
        "section": member.section,
        "post_title": member.post_title,
        "phone": member.phone,
        "private_phone": int(member.private_phone),
        "joins": text_or_none(member.joins),
        "leaves": text_or_none(member.leaves),
        "newcomer_until": text_or_none(member.newcomer_until),
        "carried": _compact({kind.value: number for kind, number in member.carried.items() if number}),
        "person_id": member.person_id,
        "account_id": member.account_id,
    }


def member_of(row: Row, absences: Iterable[Absence]) -> Member:
    """Return the member of a row, with the absences that hold."""
    return Member(
        id=row["id"],
        name=row["name"],
        pools=frozenset(Pool(pool) for pool in row["pools"].split()),
        order=row["place"],
        section=row["section"],
        post_title=row["post_title"],
        phone=row["phone"],
        private_phone=bool(row["private_phone"]),
        joins=day_or_none(row["joins"]),
        leaves=day_or_none(row["leaves"]),
        newcomer_until=day_or_none(row["newcomer_until"]),
        absences=tuple(absences),
        carried={DutyClass(kind): number for kind, number in json.loads(row["carried"]).items()},
        person_id=row["person_id"],
        account_id=row["account_id"],
    )


def absence_of(row: Row) -> Absence:
    """Return the absence of a row."""
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    return Absence(first, last, AbsenceKind(row["kind"]), row["remark"])


def why_text(why: Why | None) -> str | None:
    """Return the reason for a name as stored."""
    if why is None:
        return None
    tree: dict[str, object] = {"pool": why.pool.value, "place": why.place, "of": why.of}
    tree["counts"] = {kind.value: number for kind, number in why.counts.items()}
    if why.skipped:
        tree["skipped"] = [[one.member_id, one.name, one.reason.value, text_or_none(one.until)] for one in why.skipped]
    if why.by_hand:
        tree["by_hand"] = why.by_hand
    return _compact(tree)


def why_of(text: str | None) -> Why | None:
    """Return the reason for a name, or None where none was kept."""
    if not text:
        return None
    tree = json.loads(text)
    skipped = (
        Skipped(member_id, name, SkipReason(reason), day_or_none(until))
        for member_id, name, reason, until in tree.get("skipped", ())
    )
    counts = {DutyClass(kind): number for kind, number in tree["counts"].items()}
    return Why(Pool(tree["pool"]), tree["place"], tree["of"], counts, tuple(skipped), tree.get("by_hand", ""))


def assignment_values(assignment: Assignment) -> dict[str, Stored]:
    """Return a slot with its name as stored."""
    return {
        **slot_values(assignment.slot),
        "member_id": assignment.member_id,
        "name": assignment.name,
        "why": why_text(assignment.why),
        "fixed": int(assignment.fixed),
    }


def assignment_of(row: Row, *, reasons: bool = True) -> Assignment:
    """Return a slot with its name, and the reason for it if it is wanted."""
    why = why_of(row["why"]) if reasons else None
    return Assignment(slot_of(row), row["member_id"], row["name"], why, bool(row["fixed"]))


def marks_text(marks: Iterable[RotationMark]) -> str:
    """Return where the rotations stopped, as stored."""
    return _compact([[mark.pool.value, mark.holiday_id, mark.last, mark.on.isoformat(), *mark.owed] for mark in marks])


def marks_of(text: str) -> tuple[RotationMark, ...]:
    """Return where the rotations of a plan stopped."""
    return tuple(
        RotationMark(Pool(pool), holiday_id, last, date.fromisoformat(on), tuple(owed))
        for pool, holiday_id, last, on, *owed in json.loads(text)
    )


def rules_text(rules: RosterRules) -> str:
    """Return the rules as stored; their version has a column of its own."""
    return _compact(tree_of_rules(rules))


def rules_of(version: int, text: str) -> RosterRules:
    """Return the rules of a version."""
    return rules_of_tree(json.loads(text), version=version)


def head_of_row(row: Row, slots: int, empty: int) -> PlanHead:
    """Return a plan without its slots."""
    return PlanHead(
        id=row["id"],
        series_id=row["series_id"],
        version=row["version"],
        title=row["title"],
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        holiday_id=row["holiday_id"],
        state=PlanState(row["state"]),
        reason=row["reason"],
        previous_id=row["previous_id"],
        rules_version=row["rules_version"],
        provisional_years=tuple(int(year) for year in row["provisional_years"].split()),
        created_at=from_micros(row["created_at"]),
        created_by=row["creator_name"],
        approved_at=from_micros(row["approved_at"]) if row["approved_at"] is not None else None,
        approved_by=row["approver_name"] or "",
        slots=slots,
        empty=empty,
    )


def step_of(row: Row) -> PlanStep:
    """Return one line of a plan's history."""
    return PlanStep(
        PlanAct(row["act"]),
        from_micros(row["at"]),
        row["account_name"],
        row["reason"],
        Slot.of_id(row["slot"]) if row["slot"] else None,
        row["before"],
        row["after"],
        NoticeChannel(row["channel"]) if row["channel"] else None,
    )


def swap_of(row: Row) -> Swap:
    """Return a swap."""
    return Swap(
        id=row["id"],
        plan_id=row["plan_id"],
        slot=slot_of(row),
        member_id=row["member_id"],
        member_name=row["member_name"],
        substitute_id=row["substitute_id"],
        substitute_name=row["substitute_name"],
        reason=row["reason"],
        state=SwapState(row["state"]),
        holiday=bool(row["holiday"]),
        requested_at=from_micros(row["requested_at"]),
        requested_by=row["requester_name"],
        to_tell=row["to_tell"],
        told_name=row["told_name"] or "",
        told_at=from_micros(row["told_at"]) if row["told_at"] is not None else None,
        told_channel=NoticeChannel(row["told_channel"]) if row["told_channel"] else None,
        answered_at=from_micros(row["answered_at"]) if row["answered_at"] is not None else None,
        answered_by=row["answerer_name"] or "",
        answer=row["answer"] or "",
    )
