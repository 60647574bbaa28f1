"""The pages: matters of an owner in the order of the list; those that nobody owns stand in no index of owners."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.drop_index("ix_matters_owner", table_name="matters")
    op.create_index(
        "ix_matters_owner",
        "matters",
        ["owner_id", "seq"],
        unique=False,
        sqlite_where=sa.text("owner_id IS NOT NULL"),
    )
