"""The table of the rules' versions, which are only ever added."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

rule_versions = Table(
    "rule_versions",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("shipped", Integer, nullable=False),
    Column("tree", Text, nullable=False),  # JSON in the order of writing, which the rules rest on
    Column("reason", Text, nullable=False),
    moment("at"),
    moment("in_force_from"),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    Index("uq_rule_versions_version", "room_id", "kind", "version", unique=True),
    info=kept(Keeping.APPENDED),
)
