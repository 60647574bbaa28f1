"""How an alert moves from step to step, and what a deadline does when its time comes. No clock, no database.

Each function takes an alert as it stands and returns a ``Move``: the alert afterwards and the lines of its history.
Sources: R007, R042 (sensitive is treated as significant), R090, R251 (late reports are warned of).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from dutyroom.alerts.model import (
    Alert,
    AlertState,
    Button,
    Called,
    Chain,
    Deadline,
    DeadlineState,
    EmptyReason,
    Level,
    Resolved,
    Step,
    StepKind,
    StepTaken,
    Subject,
    Who,
)
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass

NO_DELAY = timedelta(0)
Resolve = Callable[[Who, tuple[str, ...]], Resolved]
"""Finds whom a function (or named persons) means now, deputies of absent leaders included."""


@dataclass(frozen=True)
class Move:
    """What an act or a passing moment made of an alert."""

    alert: Alert
    taken: tuple[StepTaken, ...] = ()


def level_of(subject: Subject) -> Level:
    """Return how loud a subject is: its grade, at least III when it is sensitive (R042), else a notice."""
    graded = Level(subject.grade.value) if subject.grade else Level.NOTICE
    return Level.III if subject.sensitive and graded.weight < Level.III.weight else graded


def alerting(subject: Subject) -> bool:
    """Return whether a confirmed subject raises an alert by itself: significant or worse, or sensitive (R007, R042)."""
    return level_of(subject).weight >= Level.III.weight


def raised(alert: Alert, resolve: Resolve, now: datetime) -> Move:
    """Return the alert with its first step taken."""
    return _enter(alert, 0, resolve, frozenset(), now)


def advanced(alert: Alert, resolve: Resolve, acknowledged: frozenset[str], now: datetime) -> Move:
    """Return the alert after the wait of its step has passed without an answer: the next step, the last one again."""
    late = max(now - alert.step_at, NO_DELAY) if alert.step_at else NO_DELAY
    return _enter(_stirred(alert), _after_silence(alert), resolve, acknowledged, now, late=late)


def came_back(alert: Alert, resolve: Resolve, before: Iterable[Called], now: datetime) -> Move:
    """Return the alert opened anew because nobody wrote an entry within the limit.

    It comes back to those who had acknowledged (``before``) and to whoever is on watch now; no acknowledgement holds.
    """
    late = max(now - alert.progress_at, NO_DELAY) if alert.progress_at else NO_DELAY
    opened = replace(
        _stirred(alert),
        state=AlertState.LIVE,
        epoch=alert.epoch + 1,
        opened_at=now,
        round=1,
        answered=frozenset(),
        step_at=None,
        progress_at=None,
    )
    return _enter(opened, 0, resolve, frozenset(), now, late=late, kind=StepKind.CAME_BACK, also=tuple(before))


def raised_higher(alert: Alert, subject: Subject, chain: Chain, resolve: Resolve, now: datetime) -> Move:
    """Return the alert opened anew by a higher level: another chain, from its beginning; no acknowledgement holds."""
    opened = replace(
        _stirred(alert),
        subject=subject,
        level=chain.level,
        chain=chain,
        state=AlertState.LIVE,
        epoch=alert.epoch + 1,
        opened_at=now,
        round=1,
        told=frozenset(),
        answered=frozenset(),
        step_at=None,
        progress_at=None,
    )
    return _enter(opened, 0, resolve, frozenset(), now, kind=StepKind.REOPENED)


def acknowledged(alert: Alert, person: Called, resolve: Resolve, known: frozenset[str], now: datetime) -> Move:
    """Return the alert after ``person`` said that they know: their clock of progress starts, others go on being called.

    ``known`` are the accounts that had acknowledged before. A step that is always called ends with its own people only.
    """
    taken = StepTaken(kind=StepKind.ACKNOWLEDGED, place=alert.step, who=alert.now_calling.who, people=(person,))
    heard = replace(
        _stirred(alert),
        state=AlertState.ACKNOWLEDGED,
        progress_at=alert.progress_at or now + alert.chain.progress,
    )
    if alert.step_at is None:
        return Move(heard, (taken,))
    everybody = known | {person.account_id}
    if any(called.key == person.key for called in alert.people):
        after = _settled(heard, {alert.step}, resolve, everybody, now)
    elif not alert.now_calling.always:
        after = _settled(heard, set(), resolve, everybody, now)
    else:
        after = Move(heard)
    return Move(after.alert, (taken, *after.taken))


def call_made(
    alert: Alert, person: Called, *, reached: bool, resolve: Resolve, known: frozenset[str], now: datetime
) -> Move:
    """Return the alert after a call: reached settles the step, no answer goes on to the next one at once."""
    kind = StepKind.REACHED if reached else StepKind.NO_ANSWER
    taken = StepTaken(kind=kind, place=alert.step, who=alert.now_calling.who, people=(person,))
    if reached:
        heard = replace(_stirred(alert), progress_at=alert.progress_at or now + alert.chain.progress)
        after = _settled(heard, {alert.step}, resolve, known, now)
    else:
        left = tuple(called for called in alert.people if called.key != person.key and called.account_id not in known)
        if left:  # somebody else of this step can still be called
            return Move(replace(_stirred(alert), people=left), (taken,))
        after = _enter(_stirred(alert), _after_silence(alert), resolve, known, now)
    return Move(after.alert, (taken, *after.taken))


def progressed(alert: Alert, now: datetime) -> Alert:
    """Return the alert after a new entry: the clock of progress starts again if it runs, no other clock is touched."""
    return replace(alert, progress_at=now + alert.chain.progress) if alert.progress_at else alert


def closed(alert: Alert, outcome: str, now: datetime) -> Move:
    """Return the alert when it is done; nobody is called any more."""
    taken = StepTaken(kind=StepKind.CLOSED, place=alert.step, who=alert.now_calling.who)
    done = replace(
        _stirred(alert),
        state=AlertState.CLOSED,
        closed_at=now,
        outcome=outcome,
        step_at=None,
        progress_at=None,
        people=(),
    )
    return Move(done, (taken,))


def drawn_nearer(alert: Alert, now: datetime) -> Alert:
    """Return the alert with no moment further away than its own wait, as after the clock was set back."""
    step_at, progress_at = alert.step_at, alert.progress_at
    if step_at is not None:
        step_at = min(step_at, now + alert.now_calling.wait)
    if progress_at is not None:
        progress_at = min(progress_at, now + alert.chain.progress)
    return replace(alert, step_at=step_at, progress_at=progress_at)


def check_version(alert: Alert, version: int) -> None:
    """Raise Refused ``alerts.closed`` or ``alerts.stale`` when the button was drawn before the state changed."""
    if alert.state is AlertState.CLOSED:
        raise Refused("alerts.closed", number=alert.subject.number)
    if alert.version != version:
        raise Refused("alerts.stale", number=alert.subject.number)


def check_closable(*, mine: bool, number: str) -> None:
    """Raise Refused ``alerts.not_acknowledged``: only who knows of an alert may close it."""
    if not mine:
        raise Refused("alerts.not_acknowledged", number=number)


def buttons(alert: Alert, *, mine: bool) -> frozenset[Button]:
    """Return what a person may press: acknowledge once, calls while somebody is being called, close afterwards."""
    if alert.state is AlertState.CLOSED:
        return frozenset()
    found = {Button.CLOSE} if mine else {Button.ACKNOWLEDGE}
    if alert.step_at is not None and alert.people:
        found |= {Button.REACHED, Button.NO_ANSWER}
    return frozenset(found)


def proven(alert: Alert, acknowledgements: int, now: datetime, tolerance: timedelta) -> bool:
    """Return whether an open alert has a step before it, which the sweep will take, or a valid acknowledgement.

    An acknowledgement is valid only with a clock of progress behind it, or it would be forgotten.
    """
    longest = max(alert.now_calling.wait, alert.chain.progress) + tolerance
    coming = alert.next_at is not None and alert.next_at <= now + longest
    if alert.step_at is not None:
        return coming
    return coming and alert.progress_at is not None and (acknowledgements > 0 or bool(alert.answered))


def next_moment(deadline: Deadline) -> datetime | None:
    """Return when the sweep has to look at a deadline again: at its warning, at its end, or never more."""
    if deadline.state is not DeadlineState.RUNNING or deadline.raised_at is not None:
        return None
    if deadline.warned_at is None and deadline.warn_at is not None and deadline.warn_at < deadline.due_at:
        return deadline.warn_at
    return deadline.due_at


def fallen_due(deadline: Deadline, now: datetime) -> Deadline:
    """Return a running deadline after its moment came: warned of, or over. After a stop the warning is left out."""
    if deadline.due_at <= now:
        passed = replace(deadline, raised_at=now)
    elif deadline.warn_at is not None and deadline.warn_at <= now and deadline.warned_at is None:
        passed = replace(deadline, warned_at=now)
    else:
        passed = deadline
    return replace(passed, next_at=next_moment(passed))


def _stirred(alert: Alert) -> Alert:
    return replace(alert, version=alert.version + 1)


def _after_silence(alert: Alert) -> int:
    """Return the place to call when nobody answers: the next not yet answered; at the end whoever must be told."""
    places = range(len(alert.chain.steps))
    onward = [place for place in places[alert.step + 1 :] if place not in alert.answered]
    if onward:
        return onward[0]
    last = len(places) - 1
    return last if last not in alert.answered else _owed(alert, alert.step, default=alert.step)


def _owed(alert: Alert, place: int, default: int = -1) -> int:
    """Return the next place after ``place``, from the end again from the beginning, that must be told and was not."""
    count = len(alert.chain.steps)
    order: list[int] = [*range(place + 1, count), *range(place + 1)]
    for other in order:
        if alert.chain.steps[other].always and other not in alert.told:
            return other
    return default


def _settled(alert: Alert, places: set[int], resolve: Resolve, known: frozenset[str], now: datetime) -> Move:
    """Return the alert when its step was answered: on to who must be told as well, or at rest."""
    told = replace(alert, told=alert.told | places, answered=alert.answered | places | {alert.step})
    place = _owed(told, told.step)
    if place < 0:
        return Move(replace(told, step_at=None, people=()))
    return _enter(told, place, resolve, known, now)


def _enter(
    alert: Alert,
    place: int,
    resolve: Resolve,
    known: frozenset[str],
    now: datetime,
    *,
    late: timedelta = NO_DELAY,
    kind: StepKind = StepKind.CALLED,
    also: tuple[Called, ...] = (),
) -> Move:
    """Return the alert at ``place``, or further where nobody is there: an empty step never waits.

    Who has acknowledged is not called again. A chain in which nobody at all is found stands at its last step.
    """
    taken: list[StepTaken] = []
    repeated = place == alert.step and alert.step_at is not None
    at = replace(alert, round=alert.round + 1 if repeated else 1)
    while True:
        step = alert.chain.steps[place]
        people, found = _people(step, place, resolve, also, kind)
        taken += found
        at = replace(at, step=place)
        if people and all(person.account_id and person.account_id in known for person in people):
            after = _settled(at, {place}, resolve, known, now)
            return Move(after.alert, (*taken, *after.taken))
        if people or place == len(alert.chain.steps) - 1:
            break
        place += 1
    waiting = tuple(person for person in people if person.account_id not in known or not person.account_id)
    at = replace(at, people=waiting, step_at=now + step.wait)
    if taken:
        taken[0] = replace(taken[0], late=late)
    return Move(at, tuple(taken))


def _people(
    step: Step, place: int, resolve: Resolve, also: tuple[Called, ...], kind: StepKind
) -> tuple[tuple[Called, ...], list[StepTaken]]:
    """Return whom a step calls, and what is written of it: the call, or why nobody is there and who instead."""
    first = resolve(step.who, step.person_ids)
    people = _once((*first.people, *also))
    if first.people:
        return people, [StepTaken(kind=kind, place=place, who=step.who, people=people, reason=first.reason)]
    reason = first.reason or EmptyReason.NOBODY_ON_DUTY
    taken = [StepTaken(kind=StepKind.EMPTY, place=place, who=step.who, reason=reason)]
    second = resolve(step.fallback, ())
    people = _once((*second.people, *also))
    if people:
        taken.append(StepTaken(kind=StepKind.FALLBACK, place=place, who=step.fallback, people=people))
    else:
        reason = second.reason or EmptyReason.NOBODY_ON_DUTY
        taken.append(StepTaken(kind=StepKind.EMPTY, place=place, who=step.fallback, reason=reason))
    return people, taken


def _once(people: Iterable[Called]) -> tuple[Called, ...]:
    first: dict[str, Called] = {}
    for person in people:
        first.setdefault(person.key, person)
    return tuple(first.values())
