"""The tables of the room itself and of its accounts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

rooms = Table(
    "rooms",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("drill", Integer, nullable=False),
    moment("created_at"),
    info=kept(Keeping.JOURNALLED),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("login", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("active", Integer, nullable=False),
    Column("basis", Text, nullable=False),
    Column("trained_on", String(10)),
    moment("created_at"),
    moment("password_set_at"),
    Column("must_change_password", Integer, nullable=False),
    UniqueConstraint("room_id", "login"),
    info=kept(Keeping.JOURNALLED),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("account_id", ID, nullable=False),
    Column("public_key", String(64), nullable=False),
    moment("made_at"),
    Index("ix_signing_keys_account", "account_id", "seq"),
    info=kept(Keeping.APPENDED),
)

signatures = Table(
    "signatures",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    Column("key_id", ID, ForeignKey("signing_keys.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("subject_id", ID, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", String(64), nullable=False),
    moment("at"),
    Column("value", String(128), nullable=False),
    Index("ix_signatures_subject", "subject_id", "kind"),
    info=kept(Keeping.APPENDED),
)
