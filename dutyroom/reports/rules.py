"""What may be done with a report: gates by the steps of its version, numbers, who may sign. No clock, no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from dutyroom.errors import Refused
from dutyroom.incidents.deadlines import Stage
from dutyroom.log.rules import DRILL_SIGN, SUBJECT_LIMIT, check_length, check_unclassified, clean, clean_line
from dutyroom.reports.model import (
    DispatchChannel,
    Gate,
    GateStanding,
    GateState,
    Report,
    ReportKind,
    ReportStage,
    ReportState,
    ReportStep,
    ReportText,
    StepTaken,
)

BODY_LIMIT = 20_000
HOLDS_FOR = timedelta(minutes=20)
_PREFIX = {ReportKind.SITUATION: "直报", ReportKind.NOTICE: "通报"}
_NUMBER = re.compile(rf"({DRILL_SIGN})?(直报|通报)?[〔\[(]?(\d{{4}})[〕\])]?[-－]?0*(\d{{1,6}})[号期]?")
_DECIDES = {
    ReportStep.APPROVED: GateState.APPROVED,
    ReportStep.RETURNED: GateState.RETURNED,
    ReportStep.BYPASSED: GateState.BYPASSED,
}


def report_number(kind: ReportKind, year: int, number: int) -> str:
    """Return what a person sees: 直报2026-0007; of a drill, counted below zero, 演直报2026-003."""
    if number < 0:
        return f"{DRILL_SIGN}{_PREFIX[kind]}{year}-{-number:03d}"
    return f"{_PREFIX[kind]}{year}-{number:04d}"


def read_number(text: str) -> tuple[ReportKind, int, int]:
    """Return kind, year and place of 直报2026-0007, 2026-7, 演2026-3, 直报〔2026〕7号; or ``reports.bad_number``."""
    found = _NUMBER.fullmatch("".join(text.split()))
    if found is None:
        raise Refused("reports.bad_number", number=text)
    kind = ReportKind.NOTICE if found[2] == "通报" else ReportKind.SITUATION
    return kind, int(found[3]), -int(found[4]) if found[1] else int(found[4])


def check_text(text: ReportText) -> ReportText:
    """Return the words as they are stored.

    Raises Refused ``reports.title_missing``, ``reports.body_missing``, ``log.too_long``, ``log.secrecy_mark``: a
    report with a mark of secrecy is never kept here (保密法 2024, article 31; R092).
    """
    title, body = clean_line(text.title), clean(text.body)
    if not title:
        raise Refused("reports.title_missing")
    if not body:
        raise Refused("reports.body_missing")
    check_length("subject", title, SUBJECT_LIMIT)
    check_length("content", body, BODY_LIMIT)
    check_unclassified(title, body)
    return ReportText(title, body, text.urgency)


def check_editable(report: Report) -> None:
    """Raise Refused unless the words may be changed: ``reports.in_review``, ``reports.sent``, ``reports.over``."""
    if report.state.over:
        raise Refused("reports.over", number=report.number)
    if report.state is ReportState.SENT:
        raise Refused("reports.sent", number=report.number)
    if not report.state.editable:
        raise Refused("reports.in_review", number=report.number)


def held_by_other(report: Report, account_id: str, now: datetime) -> bool:
    """Return whether somebody else has the draft in hand; a hold ends twenty minutes after its last sign of life."""
    return (
        bool(report.holder_id)
        and report.holder_id != account_id
        and report.held_at is not None
        and now - report.held_at < HOLDS_FOR
    )


def gates_standing(report: Report, asked: frozenset[Gate], steps: Sequence[StepTaken]) -> tuple[GateStanding, ...]:
    """Return how each gate stands for the version that stands: what was decided on older words opens nothing."""
    return tuple(_standing(gate, report, asked, steps) for gate in Gate)


def _standing(gate: Gate, report: Report, asked: frozenset[Gate], steps: Sequence[StepTaken]) -> GateStanding:
    mine = [one for one in steps if one.gate is gate and one.version == report.version and one.step in _DECIDES]
    bypass = next((one for one in mine if one.step is ReportStep.BYPASSED), None)
    decided = mine[-1] if mine else None
    waits = report.gate is gate
    since, due = (report.waiting_since, report.gate_due_at) if waits else (None, None)
    if decided is not None and decided.step is ReportStep.RETURNED and waits:
        decided = None  # submitted again with the same words
    if decided is not None:
        state = _DECIDES[decided.step]
        if state is GateState.RETURNED and bypass is not None and report.sent_at is not None:
            state = GateState.BYPASSED  # what has gone out has passed the gate, whatever is said of it afterwards
        late = bypass is not None and decided.step is not ReportStep.BYPASSED
        return GateStanding(gate=gate, state=state, asked_at=since, due_at=due, decided=decided, late=late)
    if waits:
        return GateStanding(gate=gate, state=GateState.WAITING, asked_at=since, due_at=due)
    return GateStanding(gate=gate, state=GateState.NEXT if gate in asked else GateState.NOT_ASKED)


def incident_stage(stage: ReportStage, channel: DispatchChannel) -> Stage:
    """Return which limit of the event a sending meets: a first report by phone or in writing, follow-up, final."""
    if stage is ReportStage.FIRST:
        return Stage.WRITTEN if channel.written else Stage.PHONE
    return Stage.FOLLOW_UP if stage is ReportStage.FOLLOW_UP else Stage.FINAL
