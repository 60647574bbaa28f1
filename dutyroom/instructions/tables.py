"""The tables of instructions: the sheet, its wordings, the tasks, and every step."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence


def _of_instruction() -> Column[str]:
    return Column("instruction_id", ID, ForeignKey("instructions.id"), nullable=False)


def _by() -> tuple[Column[int], Column[str], Column[str]]:
    return moment("at"), Column("account_id", ID, nullable=False), Column("account_name", Text, nullable=False)


instructions = Table(
    "instructions",
    metadata,
    Column("id", ID, ForeignKey("matters.id"), primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("how", String(16), nullable=False),
    Column("leader_id", ID),
    Column("leader_name", Text, nullable=False),
    Column("leader_post", Text, nullable=False),
    moment("given_at"),
    Column("source", Text, nullable=False),
    Column("transcriber", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("drafted", Integer, nullable=False),
    moment("signed_at", nullable=True),
    Column("section", Text, nullable=False),
    Column("forwarder", Text, nullable=False),
    Column("forwarder_number", Text, nullable=False),
    Column("linked_id", ID, ForeignKey("matters.id")),
    Column("wording", Integer, nullable=False),
    moment("received_at"),
    Column("version", Integer, nullable=False),
    Column("changed_by", Text, nullable=False),
    moment("changed_at"),
    Index("ix_instructions_linked", "linked_id", sqlite_where=text("linked_id IS NOT NULL")),
    info=kept(Keeping.JOURNALLED),
)

instruction_words = Table(
    "instruction_words",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_instruction(),
    Column("version", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("reason", Text, nullable=False),
    *_by(),
    Index("ix_instruction_words_instruction", "instruction_id", "version"),
    info=kept(Keeping.APPENDED),
)

# ``open`` says that the leader has not heard of the end yet; ``due_order`` is the due time, the greatest number for
# none. The order of each page is that of an index.
NEVER = 2**62

instruction_tasks = Table(
    "instruction_tasks",
    metadata,
    Column("id", ID, primary_key=True),
    Column("seq", Integer, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_instruction(),
    Column("number", Integer, nullable=False),
    Column("unit_id", ID),
    Column("unit_name", Text, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("owner_id", ID),
    Column("owner_name", Text, nullable=False),
    Column("pace", String(16), nullable=False),
    moment("set_at"),
    moment("due_at", nullable=True),
    moment("chase_before_at", nullable=True),
    moment("chase_on_day_at", nullable=True),
    Column("uncertain", Text, nullable=False),
    Column("standing", String(20), nullable=False),
    Column("outcome", String(16)),
    Column("result", Text, nullable=False),
    Column("wording", Integer, nullable=False),
    moment("relayed_at", nullable=True),
    moment("finished_at", nullable=True),
    moment("moved_at"),
    Column("chased", Integer, nullable=False),
    Column("leader_name", Text, nullable=False),
    moment("received_at"),
    Column("open", Integer, nullable=False),
    Column("due_order", BigInteger, nullable=False),
    Index("ix_instruction_tasks_instruction", "instruction_id", "number"),
    Index("ix_instruction_tasks_standing", "standing", "due_order", "seq"),
    Index("ix_instruction_tasks_due", "open", "due_order", "seq"),
    Index("ix_instruction_tasks_leader", "open", "leader_name", "due_order", "seq"),
    Index("ix_instruction_tasks_unit", "open", "unit_name", "due_order", "seq"),
    Index("ix_instruction_tasks_owner", "open", "owner_id", "due_order", "seq"),
    Index("ix_instruction_tasks_age", "open", "received_at", "seq"),
    Index("ix_instruction_tasks_moved", "moved_at"),
    info=kept(Keeping.JOURNALLED),
)

instruction_steps = Table(
    "instruction_steps",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_instruction(),
    Column("task_id", ID),
    Column("kind", String(16), nullable=False),
    Column("unit_name", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("channel", String(16)),
    Column("text", Text, nullable=False),
    Column("read_back", Text, nullable=False),
    Column("slot", String(16)),
    Column("wording", Integer, nullable=False),
    moment("told_at"),
    moment("due_at", nullable=True),
    moment("old_due_at", nullable=True),
    *_by(),
    Index("ix_instruction_steps_instruction", "instruction_id", "seq"),
    Index("ix_instruction_steps_at", "at"),
    info=kept(Keeping.APPENDED),
)
