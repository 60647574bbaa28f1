"""The tables of the receipt register: the sheet of a paper, and the steps of its way."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

paper_receipts = Table(
    "paper_receipts",
    metadata,
    Column("id", ID, ForeignKey("matters.id"), primary_key=True),
    Column("seq", Integer, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("document_number", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("pages", Integer),
    Column("important", Integer, nullable=False),
    Column("to_handle", Integer, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("delivered_by", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("whereabouts", Text, nullable=False),
    moment("received_at"),
    Column("version", Integer, nullable=False),
    Column("changed_by", Text, nullable=False),
    moment("changed_at"),
    Index("ix_paper_receipts_received_at", "received_at"),
    Index("ix_paper_receipts_kind", "kind", "seq"),
    Index("ix_paper_receipts_channel", "channel", "seq"),
    info=kept(Keeping.JOURNALLED),
)

paper_steps = Table(
    "paper_steps",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("paper_id", ID, ForeignKey("paper_receipts.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("role", String(16)),
    Column("person", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    moment("given_at"),
    moment("at"),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    Index("ix_paper_steps_paper", "paper_id", "seq"),
    info=kept(Keeping.APPENDED),
)
