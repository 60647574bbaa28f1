"""The tables of the reports: the head that moves, words in versions, steps, recipients, sendings, receipts, outcomes.

Heads and recipients are journalled; versions, steps, sendings, receipts and outcomes are only ever added.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence


def _of_report() -> Column[str]:
    return Column("report_id", ID, ForeignKey("reports.id"), nullable=False)


def _by() -> tuple[Column[int], Column[str], Column[str]]:
    return moment("at"), Column("account_id", ID, nullable=False), Column("account_name", Text, nullable=False)


reports = Table(
    "reports",
    metadata,
    Column("id", ID, primary_key=True),
    Column("seq", Integer, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number_in_kind", Integer, nullable=False),
    Column("matter_id", ID, ForeignKey("incidents.id"), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("ordinal", Integer, nullable=False),
    # How many reports of this stage the event had before: a correction goes to everybody again.
    Column("round", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("sensitive", Integer, nullable=False),
    Column("significant", Integer, nullable=False),
    Column("gates", String(32), nullable=False),
    Column("gate", String(16)),
    moment("waiting_since", nullable=True),
    moment("gate_due_at", nullable=True),
    Column("owing", String(32), nullable=False),
    Column("owes", Integer, nullable=False),
    Column("holder_id", ID),
    Column("holder_name", Text),
    moment("held_at", nullable=True),
    moment("drafted_at"),
    Column("drafter_id", ID, nullable=False),
    Column("drafter_name", Text, nullable=False),
    moment("sent_at", nullable=True),
    Column("corrects_id", ID),
    Column("corrected_by_id", ID),
    UniqueConstraint("room_id", "kind", "year", "number_in_kind"),
    UniqueConstraint("matter_id", "stage", "ordinal", "round"),
    Index("ix_reports_state", "state", "seq"),
    Index("ix_reports_stage", "stage", "seq"),
    Index("ix_reports_kind", "kind", "seq"),
    Index("ix_reports_matter", "matter_id", "seq"),
    Index("ix_reports_significant", "significant", "seq"),
    Index("ix_reports_drafted_at", "drafted_at"),
    Index("ix_reports_gate", "gate", "seq", sqlite_where=text("gate IS NOT NULL")),
    Index("ix_reports_owes", "owes", "seq", sqlite_where=text("owes = 1")),
    info=kept(Keeping.JOURNALLED),
)

report_versions = Table(
    "report_versions",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_report(),
    Column("version", Integer, nullable=False),
    Column("based_on", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    *_by(),
    UniqueConstraint("report_id", "version"),
    info=kept(Keeping.APPENDED),
)

report_steps = Table(
    "report_steps",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_report(),
    Column("step", String(24), nullable=False),
    Column("version", Integer, nullable=False),
    Column("gate", String(16)),
    Column("words", Text, nullable=False),
    Column("for_whom", Text, nullable=False),
    # What a leader ordered stands with its moment and, once there is one, with the instruction it belongs to.
    moment("said_at", nullable=True),
    Column("instruction_id", ID),
    Column("signature_id", ID),
    *_by(),
    Index("ix_report_steps_report", "report_id", "seq"),
    info=kept(Keeping.APPENDED),
)

report_recipients = Table(
    "report_recipients",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    _of_report(),
    Column("place", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("class_id", String(32), nullable=False),
    Column("act", String(16), nullable=False),
    Column("gate", String(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("why", String(24), nullable=False),
    Column("unit_id", ID),
    Column("person_id", ID),
    Column("instead_of", Text, nullable=False),
    Column("removed_by", Text),
    moment("removed_at", nullable=True),
    Column("removed_why", Text),
    UniqueConstraint("report_id", "key"),
    info=kept(Keeping.JOURNALLED),
)

report_dispatches = Table(
    "report_dispatches",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_report(),
    Column("matter_id", ID, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("recipient_key", Text, nullable=False),
    Column("form", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("class_id", String(32), nullable=False),
    Column("act", String(16), nullable=False),
    Column("gate", String(16), nullable=False),
    Column("why", String(24), nullable=False),
    Column("unit_id", ID),
    Column("person_id", ID),
    Column("instead_of", Text, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("basis", String(16), nullable=False),
    moment("sent_at"),
    *_by(),
    # The same stage of an event never goes to the same recipient twice in the same form, whatever two desks do at once.
    UniqueConstraint("matter_id", "stage", "ordinal", "round", "recipient_key", "form"),
    Index("ix_report_dispatches_report", "report_id", "seq"),
    info=kept(Keeping.APPENDED),
)

report_receipts = Table(
    "report_receipts",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("dispatch_id", ID, ForeignKey("report_dispatches.id"), nullable=False, index=True),
    Column("received_by", Text, nullable=False),
    Column("read_back", Text, nullable=False),
    moment("received_at"),
    *_by(),
    info=kept(Keeping.APPENDED),
)

report_outcomes = Table(
    "report_outcomes",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("matter_id", ID, ForeignKey("matters.id"), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("told", Text, nullable=False),
    Column("words", Text, nullable=False),
    *_by(),
    Index("ix_report_outcomes_matter", "matter_id", "seq"),
    info=kept(Keeping.APPENDED),
)
