"""What the acts on an event file say as entries of its matter: plain official words, so that the log reads alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from dutyroom.incidents.deadlines import Stage
from dutyroom.incidents.events import CheckKind, CheckResult, EventFile, EventSheet, NewFact
from dutyroom.incidents.model import Grade, GradingBook
from dutyroom.incidents.rows import value_text
from dutyroom.log.reading import read_file
from dutyroom.texts import term

_NONE = "无"
Local = Callable[[datetime], datetime]


def facts_said(book: GradingBook, file: EventFile, facts: Sequence[NewFact], *, taken_back: bool = False) -> str:
    """Return facts in words, each with its source: 死亡人数3人（西岭县应急管理局）."""
    criteria = book.types[file.incident.sheet.type_id].criteria()
    parts = []
    for fact in facts:
        source = f"（{fact.said_by}）" if fact.said_by else ""
        if isinstance(fact.value, bool):
            question = criteria[fact.name].question
            parts.append(f"{question}：{'是' if fact.value else '否'}{source}")
        else:
            unit = term("figure_unit", book.figures[fact.name].unit)
            parts.append(f"{term('figure', fact.name)}{value_text(fact.value)}{unit}{source}")
    # one tick answers every condition of the same scope, and is said once
    return ("撤回：" if taken_back else "情况：") + "；".join(dict.fromkeys(parts))


def grade_said(file: EventFile, grade: Grade | None, why: str) -> str:
    """Return a decision on the grade in words, with what was suggested and what it was before."""
    suggested = file.assessment.grade
    words = f"定级：{_grade(grade)}（系统建议{_grade(suggested)}）"
    if file.incident.graded_at is not None and file.incident.grade is not grade:
        words += f"，原定{_grade(file.incident.grade)}"
    return f"{words}。理由：{why}" if why else words


def sheet_said(old: EventSheet | None, new: EventSheet, local: Local) -> str:
    """Return a sheet in words, or what of it changed and what stood before; ``local`` gives the room's time."""
    now = _parts(new, local)
    if old is None:
        return "建立事件档案：" + "，".join(f"{name}{value}" for name, value in now.items() if value)
    before = _parts(old, local)
    changed = [
        f"{name}由“{before[name] or _NONE}”改为“{value or _NONE}”"
        for name, value in now.items()
        if value != before[name]
    ]
    return "事件档案变更：" + ("；".join(changed) if changed else "现场联系人")


def check_said_as(kind: CheckKind, result: CheckResult, with_whom: str, text: str) -> str:
    """Return a check in words: 核实（西岭县公安局）：属实。……."""
    whom = f"（{with_whom}）" if with_whom else ""
    return f"{term('check_kind', kind.value)}{whom}：{term('check_result', result.value)}。{text}"


def report_said(stage: Stage, to: str, text: str) -> str:
    """Return that a report went out: 电话报告：市委总值班室。……."""
    return f"{term('stage', stage.value)}：{to}" + (f"。{text}" if text else "")


def joined_said(connection: Connection, matter_id: str, why: str) -> str:
    """Return that another matter was joined, with its number and subject."""
    other = read_file(connection, matter_id).matter
    return f"同一事件另一来源：{other.number} {other.unit_name} {other.subject}".rstrip() + f"（{why}）"


def parted_said(connection: Connection, matter_id: str, why: str) -> str:
    """Return that another matter was parted again."""
    other = read_file(connection, matter_id).matter
    return f"与 {other.number} 分开，不再视为同一事件（{why}）"


def _grade(grade: Grade | None) -> str:
    return term("grade", grade.value) if grade else "未达分级标准"


def _parts(sheet: EventSheet, local: Local) -> dict[str, str]:
    flags = "、".join(term("sensitive_flag", flag.value) for flag in sorted(sheet.sensitive))
    happened = local(sheet.happened_at) if sheet.happened_at else None
    return {
        "类型": term("event_type", sheet.type_id),
        "事发时间": f"{happened:%Y-%m-%d %H:%M}" if happened else "",
        "单位": sheet.unit_name,
        "地点": sheet.place,
        "敏感因素": f"{flags}（{sheet.sensitive_why}）" if flags else "",
        "性质": "演练" if sheet.drill else "",
    }
