"""What stands on a sheet: gathered by the queries of the pages, as one act or one reading sees the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from sqlalchemy import Connection, func, select

from dutyroom.accounts.model import Session
from dutyroom.accounts.tables import accounts
from dutyroom.alerts.model import DeadlineKind
from dutyroom.alerts.reading import running_deadlines, standing_alerts
from dutyroom.clock import from_micros
from dutyroom.frozen import dataclass
from dutyroom.handover.forms import from_form
from dutyroom.handover.model import Handover, SheetSection
from dutyroom.handover.rows import before_in, sealed_form
from dutyroom.handover.rules import read_back_rule
from dutyroom.handover.views import (
    AbsentLeader,
    DoneMatter,
    Figure,
    PassedPaper,
    PendingMatter,
    SheetAlert,
    SheetDue,
    SheetIncident,
)
from dutyroom.incidents.events import EventFilter, Fact, FactKind, Incident
from dutyroom.incidents.reading import events_in, facts_of
from dutyroom.incidents.rows import value_text
from dutyroom.log.model import Channel, Direction, EntryKind, Matter, MatterState, Secrecy
from dutyroom.log.reading import matters_with, open_matters
from dutyroom.log.tables import entries, matters
from dutyroom.settings import EQUIPMENT, RoomSettings
from dutyroom.storage.sqlite import led_by, led_by_number

_PAPER = (Channel.PAPER, Channel.FAX, Channel.TELEGRAM)
_CLOSING = (EntryKind.CLOSED.value, EntryKind.WITHDRAWN.value)
_WORDLESS = frozenset({EntryKind.CORRECTED, EntryKind.DUE_SET, EntryKind.ASSIGNED})
_REPORTS = frozenset(
    {
        DeadlineKind.FIRST,
        DeadlineKind.PHONE,
        DeadlineKind.WRITTEN,
        DeadlineKind.FOLLOW_UP,
        DeadlineKind.ZERO_REPORT,
        DeadlineKind.FINAL,
        DeadlineKind.CASUALTY_UPDATE,
        DeadlineKind.PROGRESS,
    }
)
_PORTION = 500
_OF_MATTER = "ix_entries_matter"


class SheetSource(Protocol):
    """What another room puts on the sheet: situation reports not out yet, instructions and chases."""

    section: SheetSection

    def lines(self, connection: Connection, moment: datetime) -> Sequence[SheetDue]:
        """Return what has to be carried on at ``moment`` as ``connection`` sees it, in its order; never writes."""
        ...


class AbsentLeaders(Protocol):
    """What the sheet asks the register of leaders' whereabouts."""

    def __call__(self, session: Session, moment: datetime) -> Sequence[AbsentLeader]:
        """Return the leaders who are away at ``moment``, with their deputies."""
        ...


def nobody_absent(session: Session, moment: datetime) -> Sequence[AbsentLeader]:
    """Return nobody: the answer of a room that keeps no register."""
    return ()


def equipment_list(settings: RoomSettings) -> Callable[[], tuple[str, ...]]:
    """Return what reads the room's checklist: names parted by 、 or the end of a line."""

    def names() -> tuple[str, ...]:
        parts = re.split(r"[、,，;；\n]", settings.get(EQUIPMENT))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    return names


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a sheet holds besides what people typed on it: live for a draft, frozen with the cut-off."""

    at: datetime
    done: tuple[DoneMatter, ...]
    pending: tuple[PendingMatter, ...]
    incidents: tuple[SheetIncident, ...]
    reports_due: tuple[SheetDue, ...]
    instructions: tuple[SheetDue, ...]
    alerts: tuple[SheetAlert, ...]
    leaders_absent: tuple[AbsentLeader, ...]
    papers: tuple[PassedPaper, ...]
    equipment: tuple[str, ...]
    calls: int
    entries: int
    oldest_at: datetime | None = None
    without_owner: int = 0


@dataclass
class Gatherer:
    """Gathers a sheet; rooms that come later add their sources."""

    equipment: Callable[[], tuple[str, ...]]
    absent_leaders: AbsentLeaders = nobody_absent
    sources: list[SheetSource] = field(default_factory=list)

    def gather(self, connection: Connection, session: Session, handover: Handover, now: datetime) -> Facts:
        """Return what the sheet of ``handover`` holds if it is frozen now."""
        still_open = open_matters(connection)
        events = events_in(connection, EventFilter(open=True))
        of_watch = _Written(connection, handover)
        pending = _pending(connection, still_open, events, _before(connection, handover))
        return Facts(
            at=now,
            done=of_watch.done(),
            pending=pending,
            incidents=tuple(_incident(connection, one) for one in events),
            reports_due=(*_reports_due(connection), *self._lines(SheetSection.REPORTS_DUE, connection, now)),
            instructions=self._lines(SheetSection.INSTRUCTIONS, connection, now),
            alerts=_alerts(connection),
            leaders_absent=tuple(self.absent_leaders(session, now)),
            papers=of_watch.papers(),
            equipment=self.equipment(),
            calls=of_watch.calls(),
            entries=of_watch.entries(),
            oldest_at=min((one.received_at for one in pending), default=None),
            without_owner=sum(not one.owner_id for one in pending),
        )

    def _lines(self, section: SheetSection, connection: Connection, now: datetime) -> tuple[SheetDue, ...]:
        return tuple(
            line for source in self.sources if source.section is section for line in source.lines(connection, now)
        )


def _reports_due(connection: Connection) -> tuple[SheetDue, ...]:
    return tuple(
        SheetDue(
            subject_id=one.subject.id,
            kind=one.kind,
            ordinal=one.ordinal,
            number=one.subject.number,
            title=one.subject.title,
            due_at=one.due_at,
        )
        for one in running_deadlines(connection)
        if one.kind in _REPORTS
    )


def _alerts(connection: Connection) -> tuple[SheetAlert, ...]:
    return tuple(
        SheetAlert(
            alert_id=one.id,
            number=one.subject.number,
            title=one.subject.title,
            level=one.level,
            state=one.state,
            raised_at=one.raised_at,
        )
        for one in standing_alerts(connection)
    )


class _Written:
    """What was written since the cut-off before."""

    def __init__(self, connection: Connection, handover: Handover) -> None:
        self._connection = connection
        self._since = entries.c.seq > handover.since_seq
        self._new = matters.c.seq > handover.since_matter_seq

    def entries(self) -> int:
        asked = led_by_number(select(func.count()).select_from(entries).where(self._since), entries)
        return int(self._connection.execute(asked).scalar_one())

    def calls(self) -> int:
        phone = matters.c.channel == Channel.PHONE.value
        asked = select(func.count()).select_from(matters).where(self._new, phone, matters.c.number_in_year >= 0)
        return int(self._connection.execute(led_by_number(asked, matters)).scalar_one())

    def done(self) -> tuple[DoneMatter, ...]:
        """Return the matters closed or withdrawn since, in the order in which that was done."""
        asked = (
            select(entries.c.matter_id, entries.c.entered_at)
            .where(self._since, entries.c.kind.in_(_CLOSING))
            .order_by(entries.c.seq)
        )
        closed = {row.matter_id: row.entered_at for row in self._connection.execute(led_by_number(asked, entries))}
        found = matters_with(self._connection, list(closed))
        return tuple(
            DoneMatter(
                matter_id=one.id,
                number=one.number,
                subject=one.subject,
                unit_name=one.unit_name,
                state=one.state,
                result=one.result,
                at=one.closed_at or one.entered_at,
            )
            for one in (found[matter_id] for matter_id in closed)
            if one.state is not MatterState.OPEN
        )

    def papers(self) -> tuple[PassedPaper, ...]:
        """Return papers, faxes and telegrams that came in and are open, or were received since (R193)."""
        still_open = matters.c.state == MatterState.OPEN.value
        asked = select(matters.c.id).where(
            matters.c.channel.in_([channel.value for channel in _PAPER]),
            matters.c.direction != Direction.OUTBOUND.value,
            matters.c.state != MatterState.WITHDRAWN.value,
        )
        ids: list[str] = []
        ids += self._connection.execute(led_by_number(asked.where(self._new), matters)).scalars()
        older = led_by(asked.where(still_open, ~self._new), matters, "ix_matters_state")
        ids += self._connection.execute(older).scalars()
        found = matters_with(self._connection, ids)
        papers = sorted((found[paper_id] for paper_id in ids), key=lambda one: one.seq)
        return tuple(
            PassedPaper(
                matter_id=one.id,
                number=one.number,
                subject=one.subject,
                unit_name=one.unit_name,
                channel=one.channel,
                state=one.state,
                received_at=one.received_at,
                handed_to=one.classified.handed_to if one.classified else "",
            )
            for one in papers
        )


@dataclass(frozen=True)
class _LastWord:
    kind: EntryKind
    text: str
    at: int
    seq: int


def _last_words(connection: Connection, ids: Sequence[str]) -> dict[str, _LastWord]:
    """Return where matters stand: their last entry with words, corrected as it was, and the newest of any kind."""
    shown = (entries.c.matter_id, entries.c.id, entries.c.seq, entries.c.kind, entries.c.text, entries.c.entered_at)
    found: dict[str, _LastWord] = {}
    for start in range(0, len(ids), _PORTION):
        chosen = entries.c.matter_id.in_(ids[start : start + _PORTION])
        newest = (
            select(func.max(entries.c.seq))
            .where(chosen, entries.c.kind.not_in([kind.value for kind in _WORDLESS]))
            .group_by(entries.c.matter_id)
        )
        newest = led_by(newest, entries, _OF_MATTER)
        seqs_of_last = list(connection.execute(newest).scalars())
        last = {row.id: row for row in connection.execute(select(*shown).where(entries.c.seq.in_(seqs_of_last)))}
        any_kind = select(entries.c.matter_id, func.max(entries.c.seq)).where(chosen).group_by(entries.c.matter_id)
        seqs = {row[0]: row[1] for row in connection.execute(led_by(any_kind, entries, _OF_MATTER))}
        corrected = select(entries.c.corrects_id, entries.c.new).where(
            chosen, entries.c.kind == EntryKind.CORRECTED.value, entries.c.corrects_id.is_not(None)
        )
        corrected = led_by(corrected.order_by(entries.c.seq), entries, _OF_MATTER)
        words = {row[0]: row[1] for row in connection.execute(corrected)}
        for row in last.values():
            text = words.get(row.id) or row.text
            found[row.matter_id] = _LastWord(EntryKind(row.kind), text, row.entered_at, seqs[row.matter_id])
    return found


def _before(connection: Connection, handover: Handover) -> dict[str, PendingMatter]:
    """Return the pending matters of the sheet before, by their identities."""
    before = before_in(connection, handover)
    sealed = sealed_form(connection, before.id) if before else None
    if sealed is None:
        return {}
    return {one["matter_id"]: from_form(PendingMatter, one) for one in sealed["pending"]}


def _pending(
    connection: Connection,
    still_open: Sequence[Matter],
    events: Sequence[Incident],
    before: dict[str, PendingMatter],
) -> tuple[PendingMatter, ...]:
    last = _last_words(connection, [one.id for one in still_open])
    incidents = {one.id: one for one in events}
    owners = {one.owner_id for one in still_open if one.owner_id}
    asked = select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(owners))
    names = {row[0]: row[1] for row in connection.execute(asked)} if owners else {}
    return tuple(
        _pending_matter(one, last[one.id], incidents.get(one.id), before.get(one.id), names.get(one.owner_id, ""))
        for one in still_open
    )


def _pending_matter(
    matter: Matter, last: _LastWord, event: Incident | None, before: PendingMatter | None, owner: str
) -> PendingMatter:

    same = before is not None and before.last_seq == last.seq
    grade = event.worst if event else None
    sensitive = event is not None and event.sensitive
    return PendingMatter(
        matter_id=matter.id,
        number=matter.number,
        subject=matter.subject,
        unit_name=matter.unit_name,
        channel=matter.channel,
        urgency=matter.urgency,
        classified=matter.secrecy is Secrecy.CLASSIFIED,
        received_at=matter.received_at,
        due_at=matter.due_at,
        owner_id=matter.owner_id,
        owner_name=owner,
        last_kind=last.kind,
        last_text=last.text,
        last_at=from_micros(last.at),
        last_seq=last.seq,
        carried=before.carried + 1 if before else 0,
        untouched=before.untouched + 1 if before is not None and same else 0,
        grade=grade,
        rule=read_back_rule(grade, matter.urgency, incident=event is not None, sensitive=sensitive),
        next_step=before.next_step if before is not None and same else "",
    )


def _incident(connection: Connection, event: Incident) -> SheetIncident:
    return SheetIncident(
        incident_id=event.id,
        number=event.number,
        title=event.title,
        grade=event.worst,
        sensitive=event.sensitive,
        drill=event.sheet.drill,
        received_at=event.received_at,
        figures=_figures(facts_of(connection, event.id)),
    )


def _figures(facts: Sequence[Fact]) -> tuple[Figure, ...]:
    """Return of each figure the worst last word of any source, as grading counts it."""
    said: dict[tuple[str, str], Fact] = {}
    for fact in sorted(facts, key=lambda one: (one.said_at, one.seq)):
        if not fact.withdrawn and fact.kind is not FactKind.ANSWER:
            said[fact.name, fact.said_by] = fact
    worst: dict[str, tuple[Decimal, Fact]] = {}
    for fact in said.values():
        value = Decimal(fact.value)
        if fact.name not in worst or value > worst[fact.name][0]:
            worst[fact.name] = value, fact
    return tuple(Figure(name, value_text(value), fact.said_by) for name, (value, fact) in worst.items())
