"""The whereabouts: where leaders are, and who acts for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.create_table(
        "whereabouts",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("notice_id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("deputy_id", sa.String(length=32), nullable=True),
        sa.Column("deputy_name", sa.Text(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("passed_on", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_whereabouts")),
        sa.UniqueConstraint("id", name=op.f("uq_whereabouts_id")),
        info={"keeping": "appended"},
    )
    op.create_index("ix_whereabouts_notice", "whereabouts", ["notice_id", "seq"], unique=False)
    op.create_index("ix_whereabouts_person", "whereabouts", ["person_id", "seq"], unique=False)
    op.create_index("ix_whereabouts_until", "whereabouts", ["until"], unique=False)
