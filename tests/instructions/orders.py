"""An instruction to test with: a vice mayor orders by phone, two units carry it out; all names are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import DeadlineState
from dutyroom.bootstrap import House
from dutyroom.errors import Refused
from dutyroom.instructions.book import shipped_rules
from dutyroom.instructions.clocks import wanted_deadlines
from dutyroom.instructions.model import (
    FeedbackTo,
    InstructionFile,
    InstructionSheet,
    NewChase,
    NewInstruction,
    NewRelay,
    NewTask,
    Task,
)
from dutyroom.log.model import Channel
from tests.factories import SHANGHAI, UNIT_NAME

WORDS = "请市应急局、交警支队连夜排查青云路段隐患，明早八点前报我。"
LEADER = "贺知微"
TRAFFIC = "市公安局交警支队"


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def an_order(**changes: Any) -> NewInstruction:
    """Return an order by phone for one unit; ``sheet`` and ``task`` hold what of them is otherwise."""
    sheet = InstructionSheet(leader_name=LEADER, leader_post="副市长")
    task = NewTask(unit_name=UNIT_NAME, text="排查隐患")
    tasks = changes.pop("tasks", (replace(task, **changes.pop("task", {})),))
    new = NewInstruction(sheet=replace(sheet, **changes.pop("sheet", {})), words=WORDS, tasks=tasks, decided=True)
    return replace(new, **changes)


class Desk:
    """An officer at one instruction, who always has the newest picture of it."""

    def __init__(self, house: House, session: Session, new: NewInstruction | None = None) -> None:
        self.house, self.session = house, session
        self.file = house.instructions.open(session, new or an_order())

    @property
    def id(self) -> str:
        return self.file.instruction.id

    @property
    def task(self) -> Task:
        return self.file.tasks[0]

    def act(self, verb: str, *values: Any) -> InstructionFile:
        """Do something with the instruction; afterwards those clocks run that it needs, and no others."""
        done = getattr(self.house.instructions, verb)
        self.file = done(self.session, self.id, self.file.instruction.version, *values)
        every = self.house.alert_reader.deadlines_of(self.session, self.id)
        running = sorted((one.kind, one.ordinal, one.due_at) for one in every if one.state is DeadlineState.RUNNING)
        wanted = wanted_deadlines(self.file, shipped_rules())
        assert running == sorted((one.new.kind, one.new.ordinal, one.new.due_at) for one in wanted)
        return self.file

    def on(self, verb: str, *values: Any, task: int = 0) -> InstructionFile:
        """Do something with one of its tasks."""
        return self.act(verb, self.file.tasks[task].id, *values)

    def relay(self, task: int = 0, **changes: Any) -> InstructionFile:
        return self.on("note_relay", replace(NewRelay(person="邵青山", read_back=WORDS), **changes), task=task)

    def chase(self, answer: str = "正在排查", **changes: Any) -> InstructionFile:
        return self.on("note_chase", replace(NewChase(person="邵青山", answer=answer), **changes))

    def tell(
        self, to: FeedbackTo = FeedbackTo.LEADER, text: str = "已排查完毕，隐患三处均已设置警示"
    ) -> InstructionFile:
        return self.act("note_feedback", to, LEADER, Channel.PHONE, text)
