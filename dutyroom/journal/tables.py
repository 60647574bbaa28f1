"""The table of the journal."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

journal = Table(
    "journal",
    metadata,
    sequence(),
    Column("room_id", ID, nullable=False),
    moment("at"),
    Column("account_id", ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("seat", Text, nullable=False),
    Column("act", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("rows", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    info=kept(Keeping.APPENDED),
)
