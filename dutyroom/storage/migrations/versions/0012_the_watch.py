"""The watch: who really sat, handovers, their sheets and steps, and what is typed on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.create_table(
        "watches",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("since_seq", sa.BigInteger(), nullable=False),
        sa.Column("since_matter_seq", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watches")),
        info={"keeping": "journalled"},
    )
    op.create_index("ix_watches_ended_at", "watches", ["ended_at"], unique=False)
    op.create_table(
        "watch_events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("watch_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("noted_by", sa.String(length=32), nullable=False),
        sa.Column("noted_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name=op.f("fk_watch_events_watch_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_watch_events")),
        sa.UniqueConstraint("id", name=op.f("uq_watch_events_id")),
        info={"keeping": "appended"},
    )
    op.create_index("ix_watch_events_watch", "watch_events", ["watch_id", "seq"], unique=False)
    op.create_table(
        "handovers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("watch_id", sa.String(length=32), nullable=False),
        sa.Column("watch", sa.String(length=16), nullable=False),
        sa.Column("next_watch", sa.String(length=16), nullable=False),
        sa.Column("next_watch_id", sa.String(length=32), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("since_seq", sa.BigInteger(), nullable=False),
        sa.Column("since_matter_seq", sa.BigInteger(), nullable=False),
        sa.Column("cut_at", sa.BigInteger(), nullable=True),
        sa.Column("cut_seq", sa.BigInteger(), nullable=True),
        sa.Column("cut_matter_seq", sa.BigInteger(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("arrived_name", sa.Text(), nullable=False),
        sa.Column("outgoing_id", sa.String(length=32), nullable=False),
        sa.Column("outgoing_name", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("incoming_id", sa.String(length=32), nullable=False),
        sa.Column("incoming_name", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("without_owner", sa.Integer(), nullable=False),
        sa.Column("without_next_step", sa.Integer(), nullable=False),
        sa.Column("oldest_at", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=True),
        sa.Column("reviewed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["watch_id"], ["watches.id"], name=op.f("fk_handovers_watch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        info={"keeping": "journalled"},
    )
    op.create_index("ix_handovers_due_at", "handovers", ["due_at"], unique=False)
    op.create_index("ix_handovers_next_watch", "handovers", ["next_watch_id"], unique=False)
    op.create_index("ix_handovers_watch", "handovers", ["watch_id"], unique=False)
    op.create_table(
        "handover_sheets",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("handover_id", sa.String(length=32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_handover_sheets_handover_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_handover_sheets")),
        sa.UniqueConstraint("id", name=op.f("uq_handover_sheets_id")),
        info={"keeping": "appended"},
    )
    op.create_index("ix_handover_sheets_handover", "handover_sheets", ["handover_id", "round"], unique=False)
    op.create_table(
        "handover_steps",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("handover_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature_id", sa.String(length=32), nullable=True),
        sa.Column("matter_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_handover_steps_handover_id")),
        sa.ForeignKeyConstraint(["signature_id"], ["signatures.id"], name=op.f("fk_handover_steps_signature_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_handover_steps")),
        sa.UniqueConstraint("id", name=op.f("uq_handover_steps_id")),
        info={"keeping": "appended"},
    )
    op.create_index("ix_handover_steps_handover", "handover_steps", ["handover_id", "seq"], unique=False)
    op.create_table(
        "handover_words",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("handover_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_handover_words_handover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_words")),
        info={"keeping": "passing"},
    )
    op.create_index("ix_handover_words_handover", "handover_words", ["handover_id"], unique=False)
