"""What an act on an instruction says in the log, in the words of the duty room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from dutyroom.instructions.model import (
    GivenHow,
    Instruction,
    InstructionSheet,
    NewChase,
    NewRelay,
    NewTask,
    Task,
    TaskMode,
)
from dutyroom.log.model import Channel
from dutyroom.texts import term

Local = Callable[[datetime], datetime]
_OURSELVES = "本室"


def unit_said(task: Task | NewTask) -> str:
    """Return whose task it is."""
    return task.unit_name or _OURSELVES


def time_said(moment: datetime, local: Local) -> str:
    """Return a moment in the room's time: 2026-11-21 20:38."""
    return f"{local(moment):%Y-%m-%d %H:%M}"


def sheet_said(sheet: InstructionSheet, officer: str, local: Local) -> str:
    """Return who gave it, when, how, and who transcribed it from what (转录, R201)."""
    given = time_said(sheet.given_at, local) if sheet.given_at else ""
    how = term("given_how", sheet.how.value)
    parts = [f"{leader_said(sheet)}{given}{how}{term('instruction_kind', sheet.kind.value)}"]
    if sheet.source or sheet.how is GivenHow.WRITTEN:
        parts.append(f"转录人{sheet.transcriber or officer}，转录自{sheet.source}")
    if sheet.drafted:
        parts.append("代拟稿，待领导签署")
    if sheet.forwarder:
        parts.append(f"转文单位{sheet.forwarder}{sheet.forwarder_number}")
    if sheet.section:
        parts.append(f"抄送{sheet.section}")
    return "；".join(parts)


def sheet_changed_said(before: InstructionSheet, after: InstructionSheet, reason: str, local: Local) -> str:
    """Return what of a sheet was changed and what stood before."""
    old, new = _parts(before, local), _parts(after, local)
    changed = [f"{name}由“{old[name] or '无'}”改为“{new[name] or '无'}”" for name in new if old[name] != new[name]]
    return f"更正登记：{'；'.join(changed)}。理由：{reason}"


def _parts(sheet: InstructionSheet, local: Local) -> dict[str, str]:
    return {
        "领导": leader_said(sheet),
        "方式": term("given_how", sheet.how.value),
        "类别": term("instruction_kind", sheet.kind.value),
        "批示时间": time_said(sheet.given_at, local) if sheet.given_at else "",
        "转录自": sheet.source,
        "转录人": sheet.transcriber,
        "转文单位": f"{sheet.forwarder}{sheet.forwarder_number}",
        "抄送": sheet.section,
        "备注": sheet.notes,
    }


def leader_said(sheet: InstructionSheet) -> str:
    """Return a leader with the post: 贺知微副市长."""
    return f"{sheet.leader_name}{sheet.leader_post}"


def task_said(task: Task, local: Local) -> str:
    """Return a task: who, what, by when, who answers for it."""
    parts = [
        f"{unit_said(task)}{term('task_mode', task.mode.value)}" if task.mode is not TaskMode.OURSELVES else "本室办理"
    ]
    if task.text:
        parts.append(task.text)
    if task.due_at is not None:
        parts.append(f"{term('pace', task.pace.value)}，{time_said(task.due_at, local)}前办结")
    if task.owner_name:
        parts.append(f"责任人{task.owner_name}")
    return "任务：" + "；".join(parts)


def relay_said(instruction: Instruction, task: Task, relay: NewRelay) -> str:
    """Return that a unit was told the words as they stand, and what it read back (R054, R199)."""
    version = f"第{instruction.wording}版" if instruction.wording > 1 else ""
    words = f"已向{unit_said(task)}{_by(relay.person, relay.channel)}传达批示原文{version}"
    if relay.read_back:
        words += f"，对方复诵：{relay.read_back}"
    return words + (f"。{relay.remark}" if relay.remark else "")


def chase_said(task: Task, chase: NewChase, slot: str) -> str:
    """Return that a unit was chased and what it answered (R123)."""
    name = term("chase_slot", slot)
    return f"催办（{name}）{unit_said(task)}{_by(chase.person, chase.channel)}，答复：{chase.answer}"


def due_moved_said(task: Task, reason: str, local: Local) -> str:
    """Return until when a task is due now, and why."""
    until = time_said(task.due_at, local) if task.due_at else ""
    return f"{unit_said(task)}任务时限调整为{until}：{reason}"


def corrected_said(before: str, after: str, reason: str) -> str:
    """Return that the words were corrected, both in full (R199)."""
    return f"更正批示原文：原记“{before}”，应为“{after}”。理由：{reason}"


def _by(person: str, channel: Channel) -> str:
    return f"{person}（{term('channel', channel.value)}）"
