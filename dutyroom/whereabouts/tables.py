"""The register of whereabouts: each row says the whole notice as it stands from then on."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

whereabouts = Table(
    "whereabouts",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("notice_id", ID, nullable=False),
    Column("act", String(16), nullable=False),
    Column("person_id", ID, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    moment("since"),
    moment("until", nullable=True),
    Column("place", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("deputy_id", ID),
    Column("deputy_name", Text, nullable=False),
    Column("told_by", Text, nullable=False),
    moment("told_at"),
    Column("channel", String(16), nullable=False),
    Column("passed_on", Text, nullable=False),
    Column("reason", Text, nullable=False),
    moment("noted_at"),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    Index("ix_whereabouts_notice", "notice_id", "seq"),
    Index("ix_whereabouts_person", "person_id", "seq"),
    Index("ix_whereabouts_until", "until"),
    info=kept(Keeping.APPENDED),
)
