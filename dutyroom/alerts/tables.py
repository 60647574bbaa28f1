"""The tables of alerts: deadlines, alerts, the history of their steps, acknowledgements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence


def _subject() -> list[Column[Any]]:
    """Return the columns of a subject, as it was told last."""
    return [
        Column("subject_kind", String(16), nullable=False),
        Column("subject_id", ID, nullable=False),
        Column("matter_id", ID),
        Column("number", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("grade", String(8)),
        Column("sensitive", Integer, nullable=False),
        Column("drill", Integer, nullable=False),
        Column("owner_id", ID),
        moment("began_at", nullable=True),
    ]


deadlines = Table(
    "deadlines",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("ordinal", Integer, nullable=False),
    *_subject(),
    moment("due_at"),
    moment("warn_at", nullable=True),
    Column("state", String(16), nullable=False),
    moment("set_at"),
    moment("next_at", nullable=True),
    moment("warned_at", nullable=True),
    moment("raised_at", nullable=True),
    moment("met_at", nullable=True),
    Column("met_by", Text, nullable=False),
    Column("met_act", Text, nullable=False),
    Index("ix_deadlines_next_at", "next_at"),
    Index("ix_deadlines_state", "state", "due_at"),
    Index("ix_deadlines_subject", "subject_id", "state"),
    info=kept(Keeping.JOURNALLED),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("key", String(64), nullable=False),
    *_subject(),
    Column("level", String(8), nullable=False),
    Column("cause", String(16), nullable=False),
    Column("deadline_id", ID),
    Column("chain", Text, nullable=False),
    Column("state", String(16), nullable=False),
    moment("raised_at"),
    moment("opened_at"),
    Column("epoch", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("people", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("answered", Text, nullable=False),
    moment("step_at", nullable=True),
    moment("progress_at", nullable=True),
    moment("next_at", nullable=True),
    moment("closed_at", nullable=True),
    Column("outcome", Text, nullable=False),
    Index("ix_alerts_next_at", "next_at"),
    Index("ix_alerts_key", "key"),
    Index("ix_alerts_state", "state"),
    Index("ix_alerts_matter", "matter_id", "state"),
    Index("ix_alerts_subject", "subject_id", "state"),
    info=kept(Keeping.JOURNALLED),
)

alert_steps = Table(
    "alert_steps",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("alert_id", ID, ForeignKey("alerts.id"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("who", String(32), nullable=False),
    moment("at"),
    Column("late_seconds", Integer, nullable=False),
    Column("names", Text, nullable=False),
    Column("reason", String(32)),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    Column("entry_id", ID),
    Index("ix_alert_steps_alert", "alert_id", "seq"),
    info=kept(Keeping.APPENDED),
)

alert_acknowledgements = Table(
    "alert_acknowledgements",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("alert_id", ID, ForeignKey("alerts.id"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("account_id", ID, nullable=False),
    Column("account_name", Text, nullable=False),
    moment("at"),
    Index("ix_alert_acknowledgements_alert", "alert_id", "epoch"),
    info=kept(Keeping.APPENDED),
)
