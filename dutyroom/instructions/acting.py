"""What every act on an instruction has in common: who changed it last, its rows, its entry, its line, its clocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.service import Alerts
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.ids import IdMaker
from dutyroom.instructions.book import SupervisionRules, shipped_rules
from dutyroom.instructions.clocks import InstructionClocks
from dutyroom.instructions.model import InstructionFile, Task
from dutyroom.instructions.reading import read_instruction
from dutyroom.instructions.rules import RoomDays
from dutyroom.instructions.writing import InstructionWriter
from dutyroom.journal.service import Journal
from dutyroom.log.model import EntryKind
from dutyroom.log.service import Log
from dutyroom.storage.store import Store, UnitOfWork


@dataclass(frozen=True)
class Said:
    """What an act leaves in the log."""

    kind: EntryKind
    text: str


class Acting:
    """The common part of the verbs of one room's instructions."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        log: Log,
        alerts: Alerts,
        days: RoomDays,
        rules: Callable[[], SupervisionRules] = shipped_rules,
        *,
        drill: bool = False,
    ) -> None:
        self.clock = clock
        self.ids = ids
        self.log = log
        self.days = days
        self.rules = rules
        self.write = InstructionWriter(journal, ids, room_id)
        self.clocks = InstructionClocks(alerts, rules, drill=drill)
        self._store = store

    def unit(self) -> AbstractContextManager[UnitOfWork]:
        """Begin an act."""
        return self._store.write()

    def reading(self) -> AbstractContextManager[Connection]:
        """Look without writing."""
        return self._store.read()

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the room's zone."""
        return moment.astimezone(self.days.zone)

    def begin(self, unit: UnitOfWork, session: Session, instruction_id: str, version: int) -> InstructionFile:
        """Return an open instruction as the act sees it.

        Raises Refused ``instructions.changed`` with who changed it and when, if ``version`` is not the newest, and
        ``log.not_open``.
        """
        session.require(Right.WRITE_LOG)
        file = read_instruction(unit.connection, instruction_id)
        instruction = file.instruction
        if instruction.version != version:
            at = f"{self.local(instruction.changed_at):%H:%M}"
            raise Refused("instructions.changed", number=instruction.number, name=instruction.changed_by, at=at)
        if not instruction.open:
            raise Refused("log.not_open", number=instruction.number)
        return file

    @staticmethod
    def task_of(file: InstructionFile, task_id: str) -> Task:
        """Return a task; Refused ``instructions.no_such_task``."""
        task = file.task(task_id)
        if task is None:
            raise Refused("instructions.no_such_task")
        return task

    def done(
        self,
        unit: UnitOfWork,
        session: Session,
        file: InstructionFile,
        act: str,
        said: Said | None,
        *tasks: Task,
        met: bool = True,
    ) -> InstructionFile:
        """Finish an act: tasks, entry, line, clocks, commit; return the instruction as it stands then."""
        detail: dict[str, str | int | None] = {"number": file.instruction.number}
        if len(tasks) == 1:
            detail["task"] = tasks[0].number
        after = self.finish(unit, session, file.instruction.id, act, detail, [said] if said else [], tasks, met=met)
        unit.commit()
        return after

    def finish(
        self,
        unit: UnitOfWork,
        session: Session,
        instruction_id: str,
        act: str,
        detail: dict[str, str | int | None],
        said: Sequence[Said],
        tasks: Sequence[Task],
        *,
        met: bool,
    ) -> InstructionFile:
        """Do what ``done`` does, within a larger act."""
        for one in said:
            self.log.step_within(unit, session, instruction_id, one.kind, one.text)
        before = self.write.settle(unit, instruction_id, tuple(tasks))
        self.write.head(
            unit,
            instruction_id,
            {
                "version": before.instruction.version + 1,
                "changed_by": session.name or "放假安排",
                "changed_at": to_micros(self.clock.now()),
            },
        )
        self.write.finish(unit, session.actor, act, instruction_id, detail)
        after = read_instruction(unit.connection, instruction_id)
        self.clocks.follow(unit, session.actor, after, act, met=met)
        return after
