"""The tables of the watch and its handover."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence

watches = Table(
    "watches",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("name", String(16), nullable=False),
    moment("began_at"),
    moment("since"),
    moment("until"),
    Column("since_seq", BigInteger, nullable=False),
    Column("since_matter_seq", BigInteger, nullable=False),
    moment("ended_at", nullable=True),
    Index("ix_watches_ended_at", "ended_at"),
    info=kept(Keeping.JOURNALLED),
)

watch_events = Table(
    "watch_events",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("watch_id", ID, ForeignKey("watches.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("part", String(24), nullable=False),
    Column("account_id", ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    moment("at"),
    Column("noted_by", ID, nullable=False),
    Column("noted_name", Text, nullable=False),
    Index("ix_watch_events_watch", "watch_id", "seq"),
    info=kept(Keeping.APPENDED),
)

handovers = Table(
    "handovers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("watch_id", ID, ForeignKey("watches.id"), nullable=False),
    Column("watch", String(16), nullable=False),
    Column("next_watch", String(16), nullable=False),
    Column("next_watch_id", ID),
    moment("due_at"),
    moment("opened_at"),
    Column("since_seq", BigInteger, nullable=False),
    Column("since_matter_seq", BigInteger, nullable=False),
    moment("cut_at", nullable=True),
    Column("cut_seq", BigInteger),
    Column("cut_matter_seq", BigInteger),
    Column("round", Integer, nullable=False),
    moment("arrived_at", nullable=True),
    Column("arrived_name", Text, nullable=False),
    Column("outgoing_id", ID, nullable=False),
    Column("outgoing_name", Text, nullable=False),
    moment("signed_at", nullable=True),
    Column("incoming_id", ID, nullable=False),
    Column("incoming_name", Text, nullable=False),
    moment("accepted_at", nullable=True),
    Column("reason", Text, nullable=False),
    Column("refusal", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("pending", Integer, nullable=False),
    Column("without_owner", Integer, nullable=False),
    Column("without_next_step", Integer, nullable=False),
    moment("oldest_at", nullable=True),
    moment("reviewed_at", nullable=True),
    Column("reviewed_by", Text, nullable=False),
    Index("ix_handovers_watch", "watch_id"),
    Index("ix_handovers_due_at", "due_at"),
    Index("ix_handovers_next_watch", "next_watch_id"),
    info=kept(Keeping.JOURNALLED),
)

handover_sheets = Table(
    "handover_sheets",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("handover_id", ID, ForeignKey("handovers.id"), nullable=False),
    Column("round", Integer, nullable=False),
    moment("frozen_at"),
    Column("payload", Text, nullable=False),
    Index("ix_handover_sheets_handover", "handover_id", "round"),
    info=kept(Keeping.APPENDED),
)

handover_steps = Table(
    "handover_steps",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("handover_id", ID, ForeignKey("handovers.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature_id", ID, ForeignKey("signatures.id")),
    Column("matter_id", ID),
    moment("at"),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    Index("ix_handover_steps_handover", "handover_id", "seq"),
    info=kept(Keeping.APPENDED),
)

# What is typed on a sheet lives like a draft until somebody signs it; the signature keeps the words for ever.
handover_words = Table(
    "handover_words",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("handover_id", ID, ForeignKey("handovers.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    moment("updated_at"),
    Index("ix_handover_words_handover", "handover_id"),
    info=kept(Keeping.PASSING),
)
