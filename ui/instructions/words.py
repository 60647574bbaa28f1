"""Small words about instructions that several places of the screen say alike."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from dutyroom.instructions.model import InstructionSheet, Task, TaskStanding
from ui.terms import label
from ui.theme import Tone
from ui.widgets.relative_time import relative_time, span_text

_TONES = {
    TaskStanding.TO_RELAY: Tone.WARNING,
    TaskStanding.UNDER_WAY: Tone.ACCENT,
    TaskStanding.AWAITING_FEEDBACK: Tone.WARNING,
    TaskStanding.FINISHED: Tone.SUCCESS,
    TaskStanding.WITHDRAWN: Tone.NEUTRAL,
}


def leader_text(name: str, post: str) -> str:
    """Return a leader as a list names them: name, then post."""
    return f"{name} {post}".strip()


def leader_of(sheet: InstructionSheet) -> str:
    """Return who gave an instruction."""
    return leader_text(sheet.leader_name, sheet.leader_post)


def unit_of(task: Task) -> str:
    """Return which unit a task belongs to; the room itself where no unit is named."""
    return task.unit_name or QCoreApplication.translate("InstructionWords", "This room")


def standing_tone(task: Task, now: datetime) -> Tone:
    """Return the tone in which it is said how a task stands; one that is late speaks louder."""
    return Tone.DANGER if task.overdue(now) else _TONES[task.standing]


def standing_text(task: Task) -> str:
    """Return how a task stands, and how it ended."""
    if task.outcome is None:
        return label(task.standing)
    return f"{label(task.standing)} · {label(task.outcome)}"


def due_text(task: Task, now: datetime, zone: ZoneInfo) -> str:
    """Return by when a task is due; an unfinished one that is late says by how much."""
    translate = QCoreApplication.translate
    if task.due_at is None:
        return translate("InstructionWords", "No due time")
    if task.overdue(now):
        return translate("InstructionWords", "{time} late").format(time=span_text(now - task.due_at))
    return relative_time(task.due_at, now, zone)


def age_text(age: timedelta) -> str:
    """Return an age in days from the first day on, in hours and minutes before."""
    return span_text(max(age, timedelta()))
