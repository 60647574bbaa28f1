"""A step of an instruction in one line."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from dutyroom.instructions.model import InstructionStepKind, Step
from ui.terms import label
from ui.widgets.relative_time import standard_time


def said_of(step: Step, zone: ZoneInfo) -> str:
    """Return whom a step was with, by what means, its words, what was read back, and the due time it set."""
    translate = QCoreApplication.translate
    means = f" ({label(step.channel)})" if step.channel is not None else ""
    parts = [f"{step.person}{means}" if step.person else means.strip()]
    if step.slot is not None:
        parts.append(label(step.slot))
    parts.append(step.text)
    if step.read_back:
        parts.append(translate("InstructionSteps", "Read back: {words}").format(words=step.read_back))
    if step.due_at is not None and step.kind is not InstructionStepKind.CHASED:
        parts.append(translate("InstructionSteps", "due {time}").format(time=standard_time(step.due_at, zone)))
    return "  ".join(part for part in parts if part)
