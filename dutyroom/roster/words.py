"""A plan in plain Chinese for the command line: tables that line up, and the reason for each name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from dutyroom.calendar.model import WEEKDAYS
from dutyroom.roster.model import Assignment, Conflict, DutyClass, Member, Planned, Pool, Skipped, SkipReason, Turn
from dutyroom.roster.slots import AT_DESK, Days
from dutyroom.texts import term

_NOBODY = "（空）"


def plan_table(planned: Planned, calendar: Days) -> Iterator[str]:
    """Yield a line for each date: what day it is, who is at the desk by day and by night, and who leads."""
    rows = [["日期", "星期", "日子", "白班", "夜班", "带班", "在家"]]
    for day, group in groupby(planned.assignments, key=lambda one: one.slot.date):
        on = list(group)
        known = calendar.day(day)
        kind = known.holiday_name if known.holiday_name and not known.works else term("day_type", known.day_type.value)
        desk = [[one for one in on if one.slot.post in AT_DESK and one.slot.turn is turn] for turn in Turn]
        lead, home = (
            [one for one in on if one.slot.post.value == post] for post in ("leader_in_charge", "leader_at_home")
        )
        names = (_names([*desk[0], *desk[2]]), _names([*desk[1], *desk[2]]), _names(lead), _names(home))
        rows.append([day.isoformat(), WEEKDAYS[day.weekday()], kind, *names])
    yield from _lined_up(rows)


def counts_table(planned: Planned, members: Sequence[Member]) -> Iterator[str]:
    """Yield a line for each member with the duties of the plan, and what was carried into it."""
    rows = [["姓名", "名单", *(term("duty_class", kind.value) for kind in DutyClass), "结转合计"]]
    for member in members:
        own = planned.counts.get(member.id, {})
        pools = "、".join(term("pool", pool.value) for pool in Pool if pool in member.pools)
        carried = str(member.carried.get(DutyClass.TOTAL, 0))
        rows.append([member.name, pools, *(str(own.get(kind, 0)) for kind in DutyClass), carried])
    yield from _lined_up(rows)


def spread_lines(planned: Planned) -> Iterator[str]:
    """Yield a line for each list: how far two of its people are apart in each class."""
    for pool, spreads in planned.spreads.items():
        words = "、".join(f"{term('duty_class', kind.value)} {spread}" for kind, spread in spreads.items())
        yield f"{term('pool', pool.value)}：最多与最少相差 {words} 次"


def conflict_line(conflict: Conflict, names: dict[str, str]) -> str:
    """Return what is wrong with a slot, as one line."""
    who = names.get(conflict.member_id or "", "")
    slot = f"{conflict.slot.date}{term('turn', conflict.slot.turn.value)}{term('post', conflict.slot.post.value)}"
    return f"{slot}：{term('conflict_kind', conflict.kind.value)}{f'（{who}）' if who else ''}"


def reason_lines(assignment: Assignment) -> Iterator[str]:
    """Yield why this name is there: the place in the rotation, the counts before, and who was passed over and why."""
    slot = assignment.slot
    head = f"{term('turn', slot.turn.value)} {term('post', slot.post.value)}"
    if assignment.member_id is None:
        yield f"{head}：空岗。名单内没有可以值班的人，请指定。"
        return
    why = assignment.why
    yield f"{head}：{assignment.name}"
    if why is None:
        return
    if why.by_hand:
        yield f"  人工指定：{why.by_hand}"
    if why.place:
        order = "科室" if why.pool is Pool.SECTIONS else "本人"
        yield f"  {term('pool', why.pool.value)}轮值，{order}排在第 {why.place} 位（共 {why.of}）。"
    before = "、".join(f"{term('duty_class', kind.value)} {why.counts.get(kind, 0)}" for kind in DutyClass)
    yield f"  此前已值：{before} 次（含结转）。"
    for reason in SkipReason:
        passed = [_passed(one) for one in why.skipped if one.reason is reason]
        if passed:
            yield f"  跳过（{term('skip_reason', reason.value)}）：{'、'.join(passed)}"


def _passed(skipped: Skipped) -> str:
    return skipped.name if skipped.until is None else f"{skipped.name}（至 {skipped.until}）"


def _names(assignments: Sequence[Assignment]) -> str:
    return "、".join(one.name or _NOBODY for one in assignments)


def _lined_up(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell + " " * (widths[place] - _width(cell)) for place, cell in enumerate(row)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
