"""The instructions and the receipt register: sheets, wordings, tasks, steps; papers and their way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    _instructions()
    _instruction_words()
    _instruction_tasks()
    _instruction_steps()
    _paper_receipts()
    _paper_steps()


def _instructions() -> None:
    op.create_table(
        "instructions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("leader_id", sa.String(length=32), nullable=True),
        sa.Column("leader_name", sa.Text(), nullable=False),
        sa.Column("leader_post", sa.Text(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("transcriber", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("drafted", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("forwarder", sa.Text(), nullable=False),
        sa.Column("forwarder_number", sa.Text(), nullable=False),
        sa.Column("linked_id", sa.String(length=32), nullable=True),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name="fk_instructions_id"),
        sa.ForeignKeyConstraint(["linked_id"], ["matters.id"], name="fk_instructions_linked_id"),
        sa.PrimaryKeyConstraint("id", name="pk_instructions"),
    )
    op.create_index(
        "ix_instructions_linked",
        "instructions",
        ["linked_id"],
        unique=False,
        sqlite_where=sa.text("linked_id IS NOT NULL"),
    )


def _instruction_words() -> None:
    op.create_table(
        "instruction_words",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("instruction_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["instruction_id"], ["instructions.id"], name="fk_instruction_words_instruction_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_instruction_words"),
        sa.UniqueConstraint("id", name="uq_instruction_words_id"),
    )
    op.create_index(
        "ix_instruction_words_instruction", "instruction_words", ["instruction_id", "version"], unique=False
    )


def _instruction_tasks() -> None:
    op.create_table(
        "instruction_tasks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("instruction_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("pace", sa.String(length=16), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("chase_before_at", sa.BigInteger(), nullable=True),
        sa.Column("chase_on_day_at", sa.BigInteger(), nullable=True),
        sa.Column("uncertain", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("relayed_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.Column("chased", sa.Integer(), nullable=False),
        sa.Column("leader_name", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("due_order", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["instruction_id"], ["instructions.id"], name="fk_instruction_tasks_instruction_id"),
        sa.PrimaryKeyConstraint("id", name="pk_instruction_tasks"),
        sa.UniqueConstraint("seq", name="uq_instruction_tasks_seq"),
    )
    op.create_index("ix_instruction_tasks_age", "instruction_tasks", ["open", "received_at", "seq"], unique=False)
    op.create_index("ix_instruction_tasks_due", "instruction_tasks", ["open", "due_order", "seq"], unique=False)
    op.create_index("ix_instruction_tasks_instruction", "instruction_tasks", ["instruction_id", "number"], unique=False)
    op.create_index(
        "ix_instruction_tasks_leader", "instruction_tasks", ["open", "leader_name", "due_order", "seq"], unique=False
    )
    op.create_index("ix_instruction_tasks_moved", "instruction_tasks", ["moved_at"], unique=False)
    op.create_index(
        "ix_instruction_tasks_owner", "instruction_tasks", ["open", "owner_id", "due_order", "seq"], unique=False
    )
    op.create_index(
        "ix_instruction_tasks_standing", "instruction_tasks", ["standing", "due_order", "seq"], unique=False
    )
    op.create_index(
        "ix_instruction_tasks_unit", "instruction_tasks", ["open", "unit_name", "due_order", "seq"], unique=False
    )


def _instruction_steps() -> None:
    op.create_table(
        "instruction_steps",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("instruction_id", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read_back", sa.Text(), nullable=False),
        sa.Column("slot", sa.String(length=16), nullable=True),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("old_due_at", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["instruction_id"], ["instructions.id"], name="fk_instruction_steps_instruction_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_instruction_steps"),
        sa.UniqueConstraint("id", name="uq_instruction_steps_id"),
    )
    op.create_index("ix_instruction_steps_at", "instruction_steps", ["at"], unique=False)
    op.create_index("ix_instruction_steps_instruction", "instruction_steps", ["instruction_id", "seq"], unique=False)


def _paper_receipts() -> None:
    op.create_table(
        "paper_receipts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("important", sa.Integer(), nullable=False),
        sa.Column("to_handle", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("delivered_by", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("whereabouts", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name="fk_paper_receipts_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_receipts"),
        sa.UniqueConstraint("seq", name="uq_paper_receipts_seq"),
    )
    op.create_index("ix_paper_receipts_channel", "paper_receipts", ["channel", "seq"], unique=False)
    op.create_index("ix_paper_receipts_kind", "paper_receipts", ["kind", "seq"], unique=False)
    op.create_index("ix_paper_receipts_received_at", "paper_receipts", ["received_at"], unique=False)


def _paper_steps() -> None:
    op.create_table(
        "paper_steps",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper_receipts.id"], name="fk_paper_steps_paper_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_paper_steps"),
        sa.UniqueConstraint("id", name="uq_paper_steps_id"),
    )
    op.create_index("ix_paper_steps_paper", "paper_steps", ["paper_id", "seq"], unique=False)
