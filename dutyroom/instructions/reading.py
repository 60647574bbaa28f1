"""Reading instructions: one with everything in it, the page of supervision with its counts, what was moved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, select, tuple_

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import from_micros, to_micros
from dutyroom.errors import Refused
from dutyroom.instructions.model import (
    UNFINISHED,
    Instruction,
    InstructionFile,
    InstructionKind,
    SupervisionOrder,
    Task,
    TaskStanding,
)
from dutyroom.instructions.rows import instruction_of, step_of, task_of, wording_of
from dutyroom.instructions.tables import instruction_steps, instruction_tasks, instruction_words, instructions
from dutyroom.instructions.views import (
    GroupCount,
    Moved,
    Place,
    SupervisionCounts,
    SupervisionFilter,
    SupervisionPage,
    SupervisionRow,
)
from dutyroom.log.model import Urgency
from dutyroom.log.reading import read_file
from dutyroom.log.rules import matter_number
from dutyroom.log.tables import matters
from dutyroom.storage.store import Store

PAGE = 50
_TASK = instruction_tasks.c
_WHOLE = select(
    instructions, matters.c.year, matters.c.number_in_year, matters.c.subject, matters.c.state, matters.c.urgency
).join(matters, matters.c.id == instructions.c.id)
_BESIDE = select(
    instructions.c.id,
    instructions.c.kind,
    instructions.c.leader_post,
    matters.c.year,
    matters.c.number_in_year,
    matters.c.subject,
    matters.c.urgency,
).join(matters, matters.c.id == instructions.c.id)
_ORDERS = {
    SupervisionOrder.DUE: ("due_order", "seq"),
    SupervisionOrder.LEADER: ("leader_name", "due_order", "seq"),
    SupervisionOrder.UNIT: ("unit_name", "due_order", "seq"),
    SupervisionOrder.AGE: ("received_at", "seq"),
}


class InstructionReader:
    """The instructions as they can be read; never writes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def file(self, session: Session, instruction_id: str) -> InstructionFile:
        """Return an instruction with everything in it; Refused ``instructions.no_such_instruction``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return read_instruction(connection, instruction_id)

    def is_instruction(self, session: Session, matter_id: str) -> bool:
        """Return whether a matter has a sheet of an instruction beside it."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return is_instruction(connection, matter_id)

    def about(self, session: Session, matter_id: str) -> tuple[Instruction, ...]:
        """Return the instructions on a matter, an event, a report or a paper, oldest first."""
        session.require(Right.READ_LOG)
        statement = _WHOLE.where(instructions.c.linked_id == matter_id).order_by(instructions.c.received_at)
        with self._store.read() as connection:
            rows = connection.execute(statement).mappings().all()
            return tuple(instruction_of(row, _words(connection, row)) for row in rows)

    def page(
        self,
        session: Session,
        wanted: SupervisionFilter,
        order: SupervisionOrder = SupervisionOrder.DUE,
        after: Place | None = None,
        limit: int = PAGE,
    ) -> SupervisionPage:
        """Return tasks in order, the first due, first named or oldest first; ``after`` continues a page."""
        session.require(Right.READ_LOG)
        columns = [_TASK[name] for name in _ORDERS[order]]
        statement = select(instruction_tasks).where(*conditions(wanted)).order_by(*columns).limit(limit + 1)
        if after is not None:
            statement = statement.where(tuple_(*columns) > tuple_(*after.values))
        with self._store.read() as connection:
            found = connection.execute(statement).mappings().all()
            shown = found[:limit]
            beside = _beside(connection, [row["instruction_id"] for row in shown])
        rows = tuple(_row_of(row, beside[row["instruction_id"]]) for row in shown)
        more = Place(tuple(shown[-1][name] for name in _ORDERS[order])) if len(found) > limit else None
        return SupervisionPage(rows, more)

    def counts(
        self, session: Session, wanted: SupervisionFilter, now: datetime, today: tuple[datetime, datetime]
    ) -> SupervisionCounts:
        """Return how many tasks ``wanted`` finds, by the conditions of ``page``; ``today`` is from and until."""
        session.require(Right.READ_LOG)
        asked = conditions(wanted)
        unfinished = _TASK.standing.in_([one.value for one in UNFINISHED])
        since, until = (to_micros(moment) for moment in today)
        sums = select(
            _sum(_TASK.standing == TaskStanding.TO_RELAY.value),
            _sum(_TASK.standing == TaskStanding.UNDER_WAY.value),
            _sum(_TASK.standing == TaskStanding.AWAITING_FEEDBACK.value),
            _sum(unfinished & (_TASK.due_order < to_micros(now))),
            _sum(unfinished & (_TASK.due_order >= since) & (_TASK.due_order < until)),
            _sum(unfinished & _TASK.owner_id.is_(None)),
        ).where(*asked, _TASK.open == 1)
        total = select(func.count()).select_from(instruction_tasks).where(*asked)
        moved = total.where(_TASK.moved_at >= since, _TASK.moved_at < until)
        with self._store.read() as connection:
            found = [int(value or 0) for value in connection.execute(sums).one()]
            in_all, today_moved = (int(connection.execute(one).scalar_one()) for one in (total, moved))
        to_relay, under_way, awaiting, overdue, due_today, unowned = found
        return SupervisionCounts(in_all, to_relay, under_way, awaiting, overdue, due_today, unowned, today_moved)

    def groups(
        self, session: Session, wanted: SupervisionFilter, by: SupervisionOrder, now: datetime
    ) -> tuple[GroupCount, ...]:
        """Return how many tasks each leader or unit has under ``wanted``, the most first."""
        session.require(Right.READ_LOG)
        column = _group_column(by)
        late = _TASK.standing.in_([one.value for one in UNFINISHED]) & (_TASK.due_order < to_micros(now))
        statement = (
            select(column, func.count().label("total"), _sum(late))
            .where(*conditions(wanted))
            .group_by(column)
            .order_by(func.count().desc(), column)
        )
        with self._store.read() as connection:
            return tuple(
                GroupCount(name, int(total), int(overdue or 0))
                for name, total, overdue in connection.execute(statement)
            )

    def moved(self, session: Session, since: datetime, until: datetime, limit: int = 200) -> tuple[Moved, ...]:
        """Return the steps that were entered in a span (until not included), newest first."""
        session.require(Right.READ_LOG)
        steps = instruction_steps
        statement = (
            select(steps)
            .where(steps.c.at >= to_micros(since), steps.c.at < to_micros(until))
            .order_by(steps.c.at.desc(), steps.c.seq.desc())
            .limit(limit)
        )
        with self._store.read() as connection:
            rows = connection.execute(statement).mappings().all()
            beside = _beside(connection, [row["instruction_id"] for row in rows])
        return tuple(
            Moved(step_of(row), _number(beside[row["instruction_id"]]), beside[row["instruction_id"]]["subject"] or "")
            for row in rows
        )

    def leaders(self, session: Session) -> tuple[str, ...]:
        """Return the leaders whose instructions are open, by name."""
        return self._names(session, SupervisionOrder.LEADER)

    def units(self, session: Session) -> tuple[str, ...]:
        """Return the units that have open tasks, by name."""
        return self._names(session, SupervisionOrder.UNIT)

    def _names(self, session: Session, by: SupervisionOrder) -> tuple[str, ...]:
        session.require(Right.READ_LOG)
        column = _group_column(by)
        statement = select(column).where(_TASK.open == 1, column != "").distinct().order_by(column)
        with self._store.read() as connection:
            return tuple(connection.execute(statement).scalars())


def conditions(wanted: SupervisionFilter) -> list[ColumnElement[bool]]:
    """Return the one set of conditions that rows, groups and counts are asked by."""
    found: list[ColumnElement[bool]] = []
    if wanted.open is not None:
        found.append(_TASK.open == int(wanted.open))
    if wanted.standing is not None:
        found.append(_TASK.standing == wanted.standing.value)
    for name in ("leader_name", "unit_name", "owner_id"):
        if getattr(wanted, name):
            found.append(_TASK[name] == getattr(wanted, name))
    if wanted.ourselves:
        found.append(_TASK.unit_name == "")
    if wanted.unowned:
        found.append(_TASK.owner_id.is_(None))
    if wanted.overdue_at is not None:
        found += [_TASK.standing.in_([one.value for one in UNFINISHED]), _TASK.due_order < to_micros(wanted.overdue_at)]
    for column, since, until in (
        (_TASK.due_order, wanted.due_since, wanted.due_until),
        (_TASK.received_at, wanted.received_since, wanted.received_until),
        (_TASK.moved_at, wanted.moved_since, None),
    ):
        if since is not None:
            found.append(column >= to_micros(since))
        if until is not None:
            found.append(column < to_micros(until))
    return found


def read_instruction(connection: Connection, instruction_id: str) -> InstructionFile:
    """Return an instruction as ``connection`` sees it; Refused ``instructions.no_such_instruction``."""
    row = connection.execute(_WHOLE.where(instructions.c.id == instruction_id)).mappings().one_or_none()
    if row is None:
        raise Refused("instructions.no_such_instruction")

    words, tasks, steps = (
        connection.execute(select(table).where(table.c.instruction_id == instruction_id).order_by(table.c.seq))
        .mappings()
        .all()
        for table in (instruction_words, instruction_tasks, instruction_steps)
    )
    wordings = tuple(wording_of(one) for one in words)
    return InstructionFile(
        instruction=instruction_of(row, wordings[-1].words),
        matter=read_file(connection, instruction_id),
        wordings=wordings,
        tasks=tuple(task_of(task) for task in tasks),
        steps=tuple(step_of(step) for step in steps),
    )


def counted_tasks(connection: Connection) -> list[Task]:
    """Return the unfinished tasks that are due some time."""
    unfinished = _TASK.standing.in_([one.value for one in UNFINISHED])
    statement = select(instruction_tasks).where(unfinished, _TASK.due_at.is_not(None)).order_by(_TASK.seq)
    return [task_of(row) for row in connection.execute(statement).mappings()]


def open_tasks(connection: Connection) -> list[SupervisionRow]:
    """Return the tasks whose end the leader has not heard of, the first due first."""
    asked = select(instruction_tasks).where(_TASK.open == 1).order_by(_TASK.due_order, _TASK.seq)
    found = connection.execute(asked).mappings().all()
    ids = list(dict.fromkeys(row["instruction_id"] for row in found))
    beside: dict[str, RowMapping] = {}
    for start in range(0, len(ids), 500):
        beside |= _beside(connection, ids[start : start + 500])
    return [_row_of(row, beside[row["instruction_id"]]) for row in found]


def is_instruction(connection: Connection, matter_id: str) -> bool:
    """Return whether there is an instruction with the identity of a matter."""
    return connection.execute(select(instructions.c.id).where(instructions.c.id == matter_id)).first() is not None


def _words(connection: Connection, row: RowMapping) -> str:
    asked = select(instruction_words.c.words).where(
        instruction_words.c.instruction_id == row["id"], instruction_words.c.version == row["wording"]
    )
    return str(connection.execute(asked).scalar_one())


def _beside(connection: Connection, ids: list[str]) -> dict[str, RowMapping]:
    rows = connection.execute(_BESIDE.where(instructions.c.id.in_(set(ids)))).mappings()
    return {row["id"]: row for row in rows}


def _row_of(row: RowMapping, beside: RowMapping) -> SupervisionRow:
    return SupervisionRow(
        task=task_of(row),
        number=_number(beside),
        subject=beside["subject"] or "",
        kind=InstructionKind(beside["kind"]),
        leader_name=row["leader_name"],
        leader_post=beside["leader_post"],
        urgency=Urgency(beside["urgency"]),
        received_at=from_micros(row["received_at"]),
        chased=row["chased"],
    )


def _number(row: RowMapping) -> str:
    return matter_number(row["year"], row["number_in_year"])


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int | None]:
    return func.sum(case((condition, 1), else_=0))


def _group_column(by: SupervisionOrder) -> ColumnElement[str]:
    if by is SupervisionOrder.LEADER:
        return _TASK.leader_name
    if by is SupervisionOrder.UNIT:
        return _TASK.unit_name
    raise ValueError(f"tasks are not grouped {by.value}")
