"""What is said of alerts: clocks to the second, who is called, what a row tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from dutyroom.alerts.model import Called, StepKind, StepRecord
from dutyroom.alerts.views import LiveAlert
from ui.terms import label
from ui.theme import Tone
from ui.widgets.relative_time import relative_time
from ui.widgets.two_lines import TwoLines

_DAY = 24 * 3600
_MOBILE = 11
_NOTED = (StepKind.REACHED, StepKind.NO_ANSWER, StepKind.CLOSED)
_TONES = {
    StepKind.REACHED: Tone.SUCCESS,
    StepKind.ACKNOWLEDGED: Tone.SUCCESS,
    StepKind.NO_ANSWER: Tone.WARNING,
    StepKind.EMPTY: Tone.DANGER,
    StepKind.FALLBACK: Tone.WARNING,
    StepKind.CAME_BACK: Tone.DANGER,
    StepKind.REOPENED: Tone.DANGER,
}


def clock_text(span: timedelta) -> str:
    """Return how long to the second, without a sign: ``00:04:12``, ``2 d 03:05:00`` from a day on."""
    days, rest = divmod(abs(int(span.total_seconds())), _DAY)
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    if not days:
        return clock
    return QCoreApplication.translate("AlertWords", "{days} d {time}").format(days=days, time=clock)


def name_of(person: Called) -> str:
    """Return post and name of somebody who is called, and for whom they stand in (R113)."""
    name = " ".join(part for part in (person.post, person.name) if part)
    if not person.instead_of:
        return name
    words = QCoreApplication.translate("AlertWords", "{name} (for {absent})")
    return words.format(name=name, absent=person.instead_of)


def to_dial(digits: str) -> str:
    """Return a number as it is read aloud: a mobile in groups, any other as it was written."""
    if len(digits) == _MOBILE and digits.isdigit() and digits.startswith("1"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return digits


def subject_of(alert: LiveAlert) -> str:
    """Return what an alert is about, without words only its number; a deadline says which one was missed."""
    title = alert.title or alert.subject.number
    if alert.deadline_kind is None or not alert.title:
        return title
    return f"{label(alert.deadline_kind)} · {title}"


def calling(alert: LiveAlert) -> str:
    """Return in a few words where an alert stands."""
    call = alert.next_call
    if call is not None:
        return QCoreApplication.translate("AlertWords", "Call {name}").format(name=call.person.name)
    return label(alert.state)


def step_lines(step: StepRecord, now: datetime, zone: ZoneInfo) -> TwoLines:
    """Return one line of an alert's history: who, in which function, what came of it, when, how late."""
    moment = f"{step.at.astimezone(zone):%H:%M:%S}"
    if step.at.astimezone(zone).date() != now.astimezone(zone).date():
        moment = relative_time(step.at, now, zone)
    parts = [label(step.who), moment] if step.names else [moment]
    if step.kind in _NOTED and step.account_name not in ("", *step.names):
        parts.append(QCoreApplication.translate("AlertWords", "noted by {name}").format(name=step.account_name))
    if step.reason is not None:
        parts.append(label(step.reason))
    if step.late >= timedelta(seconds=1):
        late = QCoreApplication.translate("AlertWords", "{span} late").format(span=clock_text(step.late))
        parts.append(late)
    separator = QCoreApplication.translate("AlertWords", ", ")
    names = separator.join(step.names) or label(step.who)
    tone = _TONES.get(step.kind)
    return TwoLines(title=names, secondary=" · ".join(parts), right=label(step.kind), tone=tone)
