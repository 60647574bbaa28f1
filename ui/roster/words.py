"""The roster in plain sentences: slots, why this person, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from dutyroom.calendar.model import ArrangementStatus, Day
from dutyroom.calendar.rules import LAST_YEAR
from dutyroom.roster.model import (
    Assignment,
    CandidateRank,
    Conflict,
    ConflictKind,
    DutyClass,
    Post,
    Skipped,
    SkipReason,
    Slot,
    Turn,
    Why,
)
from dutyroom.roster.views import ActualDuty
from ui.roster.month import LineKind, line_of
from ui.terms import holiday_label, label

translate = QCoreApplication.translate
_LONG = 20  # years


def weekdays() -> tuple[str, ...]:
    """Return the days of the week from Monday on, short."""
    return (
        translate("RosterWords", "Mon"),
        translate("RosterWords", "Tue"),
        translate("RosterWords", "Wed"),
        translate("RosterWords", "Thu"),
        translate("RosterWords", "Fri"),
        translate("RosterWords", "Sat"),
        translate("RosterWords", "Sun"),
    )


def date_text(day: date) -> str:
    """Return a date with its weekday: 2026-10-01 周四."""
    return f"{day.isoformat()} {weekdays()[day.weekday()]}"


def short_date(day: date) -> str:
    """Return month and day with the weekday: 10-01 周四."""
    return f"{day:%m-%d} {weekdays()[day.weekday()]}"


def month_text(year: int, month: int) -> str:
    """Return the name of a month."""
    return translate("RosterWords", "{year}-{month:02d}").format(year=year, month=month)


def line_tag(kind: LineKind) -> str:
    """Return the short word before the names of a line."""
    return {
        LineKind.DAY: translate("RosterWords", "Day"),
        LineKind.NIGHT: translate("RosterWords", "Night"),
        LineKind.WHOLE_DAY: translate("RosterWords", "24 h"),
        LineKind.LEAD: translate("RosterWords", "Lead"),
        LineKind.HOME: translate("RosterWords", "Home"),
    }[kind]


def nobody() -> str:
    """Return the word for a slot without a name."""
    return translate("RosterWords", "Nobody")


def post_text(slot: Slot) -> str:
    """Return what a slot is: its post, and its turn where the post has several."""
    return post_text_of(slot.post, slot.turn)


def post_text_of(post: Post, turn: Turn) -> str:
    """Return a post with its turn, as ``post_text``."""
    if post in (Post.LEADER_IN_CHARGE, Post.LEADER_AT_HOME) and turn is Turn.WHOLE_DAY:
        return label(post)
    return f"{label(post)} · {label(turn)}"


def slot_text(slot: Slot) -> str:
    """Return a slot in words: 2026-10-01 周四 科室值班人员 · 夜班."""
    return f"{date_text(slot.date)}  {post_text(slot)}"


def day_kind(day: Day) -> str:
    """Return what kind of day it is, with its holiday and, where it is not final, the status of its year."""
    parts = [label(day.day_type)]
    if day.holiday_name:
        parts.append(holiday_label(day))
    if day.status is not ArrangementStatus.OFFICIAL:
        parts.append(label(day.status))
    return " · ".join(parts)


def kind_text(day: Day) -> str:
    """Return what kind of day it is in short: the holiday first, where it has one."""
    holiday = holiday_label(day)
    return f"{holiday} · {label(day.day_type)}" if holiday else label(day.day_type)


def counts_text(counts: Mapping[DutyClass, int]) -> str:
    """Return the duties of somebody by class in words."""
    return translate("RosterWords", "{holiday} holiday, {rest} rest-day, {night} night, {total} in all").format(
        holiday=counts.get(DutyClass.HOLIDAY, 0),
        rest=counts.get(DutyClass.REST_DAY, 0),
        night=counts.get(DutyClass.NIGHT, 0),
        total=counts.get(DutyClass.TOTAL, 0),
    )


def why_lines(assignment: Assignment) -> tuple[str, ...]:
    """Return in sentences why this person is on: place, counts before, who was passed over and why (R074)."""
    why = assignment.why
    if why is None:
        return ()
    return tuple(_why(why, assignment.empty))


def _why(why: Why, empty: bool) -> list[str]:
    lines: list[str] = []
    if why.by_hand:
        lines.append(translate("RosterWords", "Put in by hand: {reason}.").format(reason=why.by_hand.rstrip("。.")))
    elif not empty and why.place:
        lines.append(
            translate("RosterWords", "Number {place} of {of} in the rotation: {pool}.").format(
                place=why.place, of=why.of, pool=label(why.pool)
            )
        )
    if not empty and why.counts:
        lines.append(
            translate("RosterWords", "Duties before this one: {counts}.").format(counts=counts_text(why.counts))
        )
    lines.extend(skipped_text(one) for one in why.skipped)
    return lines


def actual_lines(duty: ActualDuty) -> tuple[str, ...]:
    """Return in sentences who was planned, who really sat, and who noted it (R069)."""
    planned = duty.planned
    if planned is None or planned.empty:
        first = translate("RosterWords", "Nobody was planned.")
    elif planned.member_id == duty.member_id:
        first = translate("RosterWords", "As planned.")
    else:
        first = translate("RosterWords", "Planned was {name}.").format(name=planned.name)
    if not duty.noted:
        return (first,)
    noted = translate("RosterWords", "Noted by {name}.").format(name=duty.noted_by)
    if not duty.reason:
        return first, noted
    reason = translate("RosterWords", "Reason: {reason}.").format(reason=duty.reason.rstrip("。."))
    return first, reason, noted


def skipped_text(one: Skipped) -> str:
    """Return why somebody was passed over."""
    if one.until is None or lasting(one.until):
        return translate("RosterWords", "{name} was passed over: {reason}.").format(
            name=one.name, reason=reason_text(one.reason)
        )
    return translate("RosterWords", "{name} was passed over: {reason}, until {date}.").format(
        name=one.name, reason=reason_text(one.reason), date=one.until.isoformat()
    )


def lasting(until: date, today: date | None = None) -> bool:
    """Return whether something has no end that is worth naming: the last year of the calendar stands for one."""
    return until.year >= LAST_YEAR or (today is not None and until.year - today.year > _LONG)


def reason_text(reason: SkipReason) -> str:
    """Return the reason why somebody is not on, as it stands within a sentence."""
    words = label(reason)
    return words[:1].lower() + words[1:]


def conflict_text(conflict: Conflict, name: str) -> str:
    """Return in a sentence what is wrong with a slot; ``name`` is who stands in it."""
    beside = conflict.other
    other = f"{short_date(beside.date)} {line_tag(line_of(beside))}" if beside is not None else ""
    match conflict.kind:
        case ConflictKind.EMPTY:
            return translate("RosterWords", "Nobody is on: no approval.")
        case ConflictKind.ABSENT:
            return translate("RosterWords", "{name} is absent on this day.").format(name=name)
        case ConflictKind.NO_NIGHTS:
            return translate("RosterWords", "{name} has no night duty at present.").format(name=name)
        case ConflictKind.NOT_HERE:
            return translate("RosterWords", "{name} is not here yet, or left.").format(name=name)
        case ConflictKind.RESTING:
            return translate("RosterWords", "{name} has not rested: {other}.").format(name=name, other=other)
        case ConflictKind.TWO_DUTIES:
            return translate("RosterWords", "{name} is also on: {other}.").format(name=name, other=other)
        case ConflictKind.WRONG_POOL:
            return translate("RosterWords", "{name} is not on this list.").format(name=name)
        case ConflictKind.NEWCOMER_ALONE:
            return translate("RosterWords", "{name} is new and alone.").format(name=name)


def problem_text(rank: CandidateRank) -> str:
    """Return in short why somebody does not fit into a slot, with the day on which that ends."""
    words = translate("RosterWords", ", ").join(label(problem) for problem in rank.problems)
    if rank.until is None or lasting(rank.until):
        return words
    return translate("RosterWords", "{problems}, until {date}").format(problems=words, date=rank.until.isoformat())
