"""What an instruction may hold, when its tasks are due and chased, and where they stand. No clock, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from dutyroom.calendar.model import HandoverTimes, WorkingDay
from dutyroom.clock import as_utc
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.instructions.book import SupervisionRules
from dutyroom.instructions.model import (
    ChaseSlot,
    GivenHow,
    InstructionSheet,
    NewChase,
    NewInstruction,
    NewRelay,
    NewTask,
    Pace,
    Task,
    TaskMode,
    TaskOutcome,
    TaskStanding,
)
from dutyroom.log.model import Channel
from dutyroom.log.rules import (
    REASON_LIMIT,
    check_length,
    check_name,
    check_times,
    check_unclassified,
    check_words,
    clean,
    clean_line,
)

_LAST_MINUTE = time(23, 59)
_SPOKEN = (Channel.PHONE, Channel.VISIT)
WITH_DUE = (TaskMode.CARRY_OUT, TaskMode.OURSELVES)
"""The modes of a task that has a due time; the others end with the relay (R126)."""


class RoomDays(Protocol):
    """What is asked of the room's calendar."""

    zone: ZoneInfo
    times: HandoverTimes

    def add_working_days(self, day: date, count: int) -> WorkingDay:
        """Return the working day ``count`` working days after ``day``, or before it."""
        ...


@dataclass(frozen=True)
class Reckoned:
    """When a task is due and chased; ``uncertain`` are years on the way without an official arrangement."""

    due_at: datetime
    chase_before_at: datetime | None
    chase_on_day_at: datetime
    uncertain: tuple[int, ...] = ()


def reckon(rules: SupervisionRules, days: RoomDays, pace: Pace, set_at: datetime, due_at: datetime | None) -> Reckoned:
    """Return when a task that is set at ``set_at`` is due and chased (R121, R123).

    It is due at the close of the day, or, with too little left of it, at its end. ``due_at`` counts where it was
    ordered: Refused ``instructions.due_missing`` without it, ``instructions.due_passed`` when it is not ahead.
    """
    local = set_at.astimezone(days.zone)
    uncertain: set[int] = set()
    if pace is Pace.ORDERED:
        if due_at is None:
            raise Refused("instructions.due_missing")
        if due_at <= set_at:
            raise Refused("instructions.due_passed")
        due = due_at.astimezone(days.zone)
    else:
        day = local.date()
        count = rules.working_days[pace]
        if count:
            found = days.add_working_days(day, count)
            day = found.date
            uncertain |= set(found.uncertain_years)
        due = _end_of(rules, days, day, local)
    before = days.add_working_days(due.date(), -rules.chase_before)
    chase_before = datetime.combine(before.date, rules.chase_hour, tzinfo=days.zone)
    if before.date > local.date():
        uncertain |= set(before.uncertain_years)
    return Reckoned(
        due_at=as_utc(due),
        chase_before_at=as_utc(chase_before) if chase_before > local else None,
        chase_on_day_at=as_utc(_on_day(rules, days, due, local)),
        uncertain=tuple(sorted(uncertain)),
    )


def replanned(rules: SupervisionRules, days: RoomDays, task: Task) -> Task:
    """Return an unfinished task as its working days are counted now; chases that were made are not planned again."""
    if task.due_at is None:
        return task
    found = reckon(rules, days, task.pace, task.set_at, task.due_at)
    return replace(
        task,
        due_at=found.due_at,
        chase_before_at=found.chase_before_at if task.chase_before_at else None,
        chase_on_day_at=found.chase_on_day_at if task.chase_on_day_at else None,
        uncertain=found.uncertain,
    )


def _end_of(rules: SupervisionRules, days: RoomDays, day: date, local: datetime) -> datetime:
    close = datetime.combine(day, days.times.on(day)[1], tzinfo=days.zone)
    if close - local >= rules.same_day:
        return close
    last = datetime.combine(day, _LAST_MINUTE, tzinfo=days.zone)
    return last if local < last else datetime.combine(day, time.max, tzinfo=days.zone)


def _on_day(rules: SupervisionRules, days: RoomDays, due: datetime, local: datetime) -> datetime:
    """Return when to chase on the day: at the hour; over already, some time before the end; no time left, midway."""
    morning = datetime.combine(due.date(), rules.chase_hour, tzinfo=days.zone)
    if local < morning < due:
        return morning
    late = due - rules.same_day
    return late if late > local else local + (due - local) / 2


def chase_slot(task: Task, told_at: datetime, zone: ZoneInfo) -> ChaseSlot:
    """Return which chase one made at ``told_at`` is: the planned one whose day has come, or another one."""
    told_on = told_at.astimezone(zone).date()
    for slot, planned in ((ChaseSlot.ON_DAY, task.chase_on_day_at), (ChaseSlot.BEFORE, task.chase_before_at)):
        if planned is not None and told_on >= planned.astimezone(zone).date():
            return slot
    return ChaseSlot.EXTRA


def standing_of(task: Task, wording: int, *, is_open: bool, withdrawn: bool) -> TaskStanding:
    """Return where a task stands in an instruction whose words are at version ``wording``."""
    if withdrawn:
        return TaskStanding.WITHDRAWN
    if not is_open:
        return TaskStanding.FINISHED
    if task.outcome is not None:
        return TaskStanding.AWAITING_FEEDBACK
    if task.mode is not TaskMode.OURSELVES and task.wording < wording:
        return TaskStanding.TO_RELAY
    return TaskStanding.UNDER_WAY


def ended_by_relay(mode: TaskMode) -> TaskOutcome | None:
    """Return how the relay ends a task: told, or passed on for direct reply, which counts as done (R126)."""
    return {TaskMode.TAKE_NOTE: TaskOutcome.INFORMED, TaskMode.REPLY_DIRECTLY: TaskOutcome.PASSED_ON}.get(mode)


def check_new(new: NewInstruction, now: datetime) -> NewInstruction:
    """Return what was taken down as it is stored.

    Raises Refused ``instructions.undecided`` (R202), ``instructions.no_leader``, ``instructions.no_source`` for a
    written one without what it was transcribed from (R201), ``instructions.no_task``, and as for a step of the log.
    """
    if not new.decided:
        raise Refused("instructions.undecided")
    if not new.tasks:
        raise Refused("instructions.no_task")
    received_at = new.received_at or now
    sheet = check_sheet(new.sheet, received_at, now)
    return replace(
        new,
        sheet=sheet,
        words=check_words(new.words),
        tasks=tuple(check_task(task) for task in new.tasks),
        received_at=received_at,
        subject=clean_line(new.subject),
    )


def check_sheet(sheet: InstructionSheet, received_at: datetime, now: datetime) -> InstructionSheet:
    """Return a sheet as it is stored; Refused ``instructions.no_leader``, ``.no_source`` and as for a step."""
    given_at = sheet.given_at or received_at
    check_times(received_at, given_at, now)
    leader_name = check_name("person", sheet.leader_name)
    if not leader_name:
        raise Refused("instructions.no_leader")
    source = clean_line(sheet.source)
    check_length("content", source, REASON_LIMIT)
    if not source and (sheet.how is GivenHow.WRITTEN or sheet.drafted):
        raise Refused("instructions.no_source")
    notes = clean(sheet.notes)
    check_length("content", notes, REASON_LIMIT)
    check_unclassified(source, notes)
    return replace(
        sheet,
        leader_name=leader_name,
        leader_post=check_name("person", sheet.leader_post),
        given_at=given_at,
        source=source,
        transcriber=check_name("person", sheet.transcriber),
        notes=notes,
        section=check_name("unit", sheet.section),
        forwarder=check_name("unit", sheet.forwarder),
        forwarder_number=check_name("unit", sheet.forwarder_number),
    )


def check_task(task: NewTask) -> NewTask:
    """Return a task as it is stored; Refused ``instructions.no_unit``."""
    unit_name, owner_name = check_name("unit", task.unit_name), check_name("person", task.owner_name)
    if not unit_name and task.mode is not TaskMode.OURSELVES:
        raise Refused("instructions.no_unit")
    text = clean(task.text)
    check_length("content", text, REASON_LIMIT)
    check_unclassified(text)
    return replace(task, unit_name=unit_name, owner_name=owner_name, text=text)


def check_relay(relay: NewRelay, received_at: datetime, now: datetime) -> NewRelay:
    """Return a relay as it is stored.

    Raises Refused ``instructions.no_person``, ``instructions.no_read_back`` when words were spoken and not repeated
    (R199), ``instructions.told_before`` when it lies before the receipt, ``instructions.told_ahead``.
    """
    person, read_back, remark = check_name("person", relay.person), clean(relay.read_back), clean(relay.remark)
    if not person:
        raise Refused("instructions.no_person")
    if not read_back and relay.channel in _SPOKEN:
        raise Refused("instructions.no_read_back")
    check_length("content", read_back, REASON_LIMIT)
    check_length("content", remark, REASON_LIMIT)
    check_unclassified(read_back, remark)
    told_at = check_told(relay.told_at, received_at, now)
    return replace(relay, person=person, read_back=read_back, remark=remark, told_at=told_at)


def check_chase(chase: NewChase, received_at: datetime, now: datetime) -> NewChase:
    """Return a chase as it is stored; it has an answer, and be it that nobody answered. Refused as ``check_relay``."""
    person = check_name("person", chase.person)
    if not person:
        raise Refused("instructions.no_person")
    told_at = check_told(chase.told_at, received_at, now)
    return replace(chase, person=person, answer=check_words(chase.answer, REASON_LIMIT), told_at=told_at)


def check_told(told_at: datetime | None, received_at: datetime, now: datetime) -> datetime:
    """Return when something was told, now when None; Refused ``instructions.told_before``, ``.told_ahead``."""
    moment = told_at or now
    if moment < received_at - timedelta(minutes=1):
        raise Refused("instructions.told_before")
    if moment > now + timedelta(minutes=5):
        raise Refused("instructions.told_ahead")
    return moment


def check_open_task(task: Task) -> None:
    """Raise Refused ``instructions.task_ended`` unless something is still to be done."""
    if task.outcome is not None or not task.unfinished:
        raise Refused("instructions.task_ended", unit=task.unit_name or "—")


def uncertain_text(years: Sequence[int]) -> str:
    """Return years as they are stored: ``2027,2028``."""
    return ",".join(str(year) for year in years)
