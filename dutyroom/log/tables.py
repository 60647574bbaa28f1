"""The tables of the log: matters, their entries, callers, classified items, drafts."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

matters = Table(
    "matters",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number_in_year", Integer, nullable=False),
    Column("direction", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("category", String(16), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("handling", String(24), nullable=False),
    Column("secrecy", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    moment("received_at"),
    moment("happened_at", nullable=True),
    moment("entered_at"),
    Column("unit_id", ID),
    Column("unit_name", Text),
    Column("subject", Text),
    Column("owner_id", ID),
    moment("due_at", nullable=True),
    Column("result", Text),
    moment("closed_at", nullable=True),
    Column("watch", String(16), nullable=False),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    UniqueConstraint("room_id", "year", "number_in_year"),
    Index("ix_matters_received_at", "received_at"),
    Index("ix_matters_channel", "channel", "seq"),
    Index("ix_matters_category", "category", "seq"),
    Index("ix_matters_urgency", "urgency", "seq"),
    Index("ix_matters_unit", "unit_id", "seq"),
    Index("ix_matters_state", "state", "seq"),
    Index("ix_matters_watch", "watch", "seq"),
    # Partial on SQLite only: an option of another backend named here would load its whole dialect at every start.
    Index("ix_matters_owner", "owner_id", "seq", sqlite_where=text("owner_id IS NOT NULL")),
    Index("ix_matters_due", "due_at", sqlite_where=text("state = 'open'")),
    info=kept(Keeping.JOURNALLED),
)

entries = Table(
    "entries",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("matter_id", ID, ForeignKey("matters.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    moment("happened_at", nullable=True),
    moment("received_at"),
    moment("entered_at"),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    Column("watch", String(16), nullable=False),
    Column("corrects_id", ID),
    Column("field", String(16)),
    Column("old", Text),
    Column("new", Text),
    Index("ix_entries_matter", "matter_id", "seq"),
    Index("ix_entries_watch", "watch", "seq"),
    info=kept(Keeping.APPENDED),
)

callers = Table(
    "callers",
    metadata,
    Column("id", ID, ForeignKey("matters.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("review_on", String(10)),
    Column("salt", String(32), nullable=False),
    info=kept(Keeping.PERSONAL),
)

classified_items = Table(
    "classified_items",
    metadata,
    Column("id", ID, ForeignKey("matters.id"), primary_key=True),
    Column("document_number", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("level", String(16), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("handed_to", Text, nullable=False),
    moment("handed_at", nullable=True),
    info=kept(Keeping.JOURNALLED),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("account_id", ID, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("payload", Text, nullable=False),
    moment("updated_at"),
    info=kept(Keeping.PASSING),
)
