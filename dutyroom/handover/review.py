"""What the review page is told: lines, the difference of two sheets, figures, and what each officer did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, case, func, select

from dutyroom.clock import from_micros, to_micros
from dutyroom.handover.model import Handover, HandoverKind, HandoverStepKind, MatterMove, Punctuality, WatchPart
from dutyroom.handover.rows import handover_of, watch_of
from dutyroom.handover.rules import LATE_ENTRY, UNTOUCHED_WATCHES, punctuality
from dutyroom.handover.tables import handovers, watch_events, watches
from dutyroom.handover.views import (
    Difference,
    HandoverLine,
    HandoverSheet,
    MovedMatter,
    OfficerFigures,
    PendingMatter,
    ReviewFigures,
)
from dutyroom.log.model import Channel, MatterState
from dutyroom.log.tables import entries, matters
from dutyroom.storage.sqlite import led_by, led_by_number

AGES = ((0, 1), (1, 2), (2, 4), (4, 8), (8, 31), (31, None))
_REMARKS = (HandoverStepKind.REMARKED, HandoverStepKind.ORDERED)
_HOUR = 3_600_000_000
_PUNCTUAL = (Punctuality.ON_TIME, Punctuality.UNPLANNED)


def line_of(handover: Handover, steps: Mapping[HandoverStepKind, int], leader: str) -> HandoverLine:
    """Return one line of the list of handovers."""
    accepted = handover.accepted_at or handover.due_at
    oldest = handover.oldest_at
    cut = handover.cut_off.at if handover.cut_off else accepted
    signers: tuple[str, ...] = (handover.outgoing_name, handover.incoming_name)
    if handover.kind is HandoverKind.DOUBLE_SHIFT:
        signers = (handover.incoming_name,)
    return HandoverLine(
        handover=handover,
        punctuality=punctuality(handover),
        late=max(accepted - handover.due_at, timedelta(0)),
        leader=leader,
        signers=tuple(name for name in signers if name),
        oldest_age=cut - oldest if oldest is not None else timedelta(0),
        remarks=sum(steps.get(kind, 0) for kind in _REMARKS),
        corrections=steps.get(HandoverStepKind.CORRECTED, 0),
    )


def difference_of(before: HandoverSheet | None, after: HandoverSheet) -> Difference:
    """Return what became of the matters of two sheets, in the order of the later one, the closed ones last."""
    earlier = {one.matter_id: one for one in before.pending} if before else {}
    moved = [_moved(earlier.get(one.matter_id), one) for one in after.pending]
    left = {one.matter_id for one in after.pending}
    results = {one.matter_id: one.result for one in after.done}
    for matter_id, one in earlier.items():
        if matter_id not in left:
            moved.append(
                MovedMatter(
                    move=MatterMove.CLOSED,
                    matter_id=matter_id,
                    number=one.number,
                    subject=one.subject,
                    before=one.last_text,
                    after=results.get(matter_id, ""),
                    carried=one.carried + 1,
                    untouched=0,
                )
            )
    return Difference(before=before.handover if before else None, after=after.handover, matters=tuple(moved))


def _moved(before: PendingMatter | None, after: PendingMatter) -> MovedMatter:
    if before is None:
        move = MatterMove.NEW
    elif before.last_seq != after.last_seq:
        move = MatterMove.MOVED
    else:
        move = MatterMove.UNTOUCHED if after.untouched >= UNTOUCHED_WATCHES else MatterMove.STANDING
    return MovedMatter(
        move=move,
        matter_id=after.matter_id,
        number=after.number,
        subject=after.subject,
        before=before.last_text if before else "",
        after=after.last_text,
        carried=after.carried,
        untouched=after.untouched,
    )


def figures_of(
    connection: Connection,
    found: Sequence[Handover],
    since: datetime,
    until: datetime,
    now: datetime,
    local: Callable[[datetime], datetime],
) -> ReviewFigures:
    """Return what is drawn of a span; open matters by their age at ``now``."""
    judged = [punctuality(one) for one in found]
    return ReviewFigures(
        pending=tuple((one.cut_off.at, one.pending) for one in found if one.cut_off),
        lateness=tuple((one.due_at, (one.accepted_at or one.due_at) - one.due_at) for one in found),
        on_time=sum(one in _PUNCTUAL for one in judged),
        late=sum(one not in _PUNCTUAL for one in judged),
        calls=_calls(connection, since, until, local),
        ages=_ages(connection, now),
    )


def _calls(
    connection: Connection, since: datetime, until: datetime, local: Callable[[datetime], datetime]
) -> tuple[tuple[int, ...], ...]:
    hour = matters.c.received_at // _HOUR
    asked = (
        select(hour, func.count())
        .where(
            matters.c.received_at >= to_micros(since),
            matters.c.received_at < to_micros(until),
            matters.c.channel == Channel.PHONE.value,
        )
        .group_by(hour)
    )
    counts = [[0] * 24 for _day in range(7)]
    for place, count in connection.execute(led_by(asked, matters, "ix_matters_received_at")):
        moment = local(from_micros(int(place) * _HOUR))
        counts[moment.weekday()][moment.hour] += int(count)
    return tuple(tuple(day) for day in counts)


def _ages(connection: Connection, now: datetime) -> tuple[tuple[int, int | None, int], ...]:
    asked = select(matters.c.received_at).where(matters.c.state == MatterState.OPEN.value)
    asked = led_by(asked, matters, "ix_matters_state")
    days = [(now - from_micros(received)).days for received in connection.execute(asked).scalars()]
    return tuple((low, high, sum(low <= day and (high is None or day < high) for day in days)) for low, high in AGES)


def officers_of(connection: Connection, since: datetime, until: datetime, now: datetime) -> tuple[OfficerFigures, ...]:
    """Return what each officer did in the watches that began in a span, by name."""
    spans = (watches.c.began_at >= to_micros(since), watches.c.began_at < to_micros(until))
    rows = list(connection.execute(select(watches).where(*spans)).mappings())
    of_watch: dict[str, list[RowMapping]] = {}
    asked = select(watch_events).join(watches, watches.c.id == watch_events.c.watch_id).where(*spans)
    for event in connection.execute(asked.order_by(watch_events.c.seq)).mappings():
        of_watch.setdefault(event["watch_id"], []).append(event)
    late = _taken_late(connection, [row["id"] for row in rows])
    tally: dict[str, _Tally] = {}
    for row in rows:
        watch = watch_of(row, of_watch.get(row["id"], ()))
        for one in watch.people:
            if one.part is not WatchPart.LEADER_IN_CHARGE:
                mine = tally.setdefault(one.account_id, _Tally(one.name))
                mine.watches += 1
                mine.hours += ((one.until or now) - one.since).total_seconds() / 3600
        for absence in watch.absences:
            tally.setdefault(absence.account_id, _Tally(absence.name)).absences += 1
        if row["id"] in late:
            taker, was_late = late[row["id"]]
            mine = tally.setdefault(taker, _Tally(""))
            mine.late += was_late
            mine.on_time += not was_late
    _written(connection, rows, until, tally)
    return tuple(one.figures(account) for account, one in sorted(tally.items(), key=lambda item: item[1].name))


class _Tally:
    """What adds up for one officer."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.watches = self.on_time = self.late = self.absences = 0
        self.matters = self.entries = self.late_entries = 0
        self.hours = 0.0

    def figures(self, account_id: str) -> OfficerFigures:
        return OfficerFigures(
            account_id=account_id,
            name=self.name,
            watches=self.watches,
            hours=round(self.hours, 1),
            on_time=self.on_time,
            late=self.late,
            matters=self.matters,
            entries=self.entries,
            late_entries=self.late_entries,
            absences=self.absences,
        )


def _taken_late(connection: Connection, watch_ids: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """Return by watch who took it over, and whether that was after its time."""
    asked = select(handovers).where(handovers.c.next_watch_id.in_(watch_ids))
    found = (handover_of(row) for row in connection.execute(asked).mappings())
    return {one.next_watch_id: (one.incoming_id, punctuality(one) not in _PUNCTUAL) for one in found}


def _written(connection: Connection, rows: Sequence[RowMapping], until: datetime, tally: Mapping[str, _Tally]) -> None:
    """Add what the officers wrote from the first of these watches to the end of the last.

    Entries and matters stand in the order of their writing, so that a month is one stretch of numbers.
    """
    if not rows:
        return
    newest = select(watches.c.since_seq, watches.c.since_matter_seq).where(watches.c.began_at >= to_micros(until))
    end = connection.execute(newest.order_by(watches.c.began_at).limit(1)).first()
    first_entry, first_matter = (min(int(row[name]) for row in rows) for name in ("since_seq", "since_matter_seq"))
    late = case((entries.c.entered_at - entries.c.received_at > LATE_ENTRY // timedelta(microseconds=1), 1), else_=0)
    asked = select(entries.c.account_id, func.count(), func.sum(late)).where(entries.c.seq > first_entry)
    if end is not None:
        asked = asked.where(entries.c.seq <= end.since_seq)
    for account, count, was_late in connection.execute(led_by_number(asked.group_by(entries.c.account_id), entries)):
        if account in tally:
            tally[account].entries, tally[account].late_entries = int(count), int(was_late)
    made = select(matters.c.account_id, func.count()).where(matters.c.seq > first_matter)
    if end is not None:
        made = made.where(matters.c.seq <= end.since_matter_seq)
    for account, count in connection.execute(led_by_number(made.group_by(matters.c.account_id), matters)):
        if account in tally:
            tally[account].matters = int(count)
