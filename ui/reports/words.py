"""Reports in the words of the screen: stage, state and how long one has waited at its gate."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from dutyroom.reports.drafting import stage_words
from dutyroom.reports.model import Gate, GateState, Report, ReportStage, ReportState
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.relative_time import span_text

STATE_TONES = {
    ReportState.DRAFT: Tone.ACCENT,
    ReportState.REVIEW: Tone.WARNING,
    ReportState.RETURNED: Tone.DANGER,
    ReportState.CLEARED: Tone.SUCCESS,
    ReportState.SENT: Tone.SUCCESS,
    ReportState.CORRECTED: Tone.NEUTRAL,
    ReportState.WITHDRAWN: Tone.NEUTRAL,
}
GATE_TONES = {
    GateState.NOT_ASKED: Tone.NEUTRAL,
    GateState.NEXT: Tone.NEUTRAL,
    GateState.WAITING: Tone.WARNING,
    GateState.APPROVED: Tone.SUCCESS,
    GateState.RETURNED: Tone.DANGER,
    GateState.BYPASSED: Tone.DANGER,
}


def stage_text(stage: ReportStage, ordinal: int) -> str:
    """Return what a report is called: 初报, 续报一, 终报; First report, Follow-up 1."""
    if language() == "zh_CN":
        return stage_words(stage, ordinal)
    return f"{label(stage)} {ordinal}" if stage is ReportStage.FOLLOW_UP else label(stage)


def waits_for(report: Report, now: datetime) -> timedelta | None:
    """Return how long a report has waited at its gate, None where it waits at none."""
    if report.gate is None or report.waiting_since is None:
        return None
    return max(now - report.waiting_since, timedelta())


def waiting_text(report: Report, now: datetime) -> str:
    """Return where a report waits and how long, or which gates were passed by and are owed."""
    waited = waits_for(report, now)
    if waited is not None and report.gate is not None:
        return f"{label(report.gate)} {span_text(waited)}"
    return owing_text(report)


def owing_text(report: Report) -> str:
    """Return which gates were passed by and have to be cleared afterwards; empty for none."""
    if not report.owing:
        return ""
    gates = " · ".join(label(gate) for gate in Gate if gate in report.owing)
    return QCoreApplication.translate("ReportWords", "Owed: {gates}").format(gates=gates)


def waits_too_long(report: Report, now: datetime) -> bool:
    """Return whether a report should have been cleared by now, or owes a gate."""
    late = report.gate_due_at is not None and report.gate is not None and report.gate_due_at <= now
    return late or bool(report.owing)
