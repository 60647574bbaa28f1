"""The tables of the event files: the sheet, its facts, grades, checks, links, and the contact at the scene."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence


def _of_event() -> Column[str]:
    return Column("incident_id", ID, ForeignKey("incidents.id"), nullable=False)


def _by() -> tuple[Column[int], Column[str], Column[str]]:
    return moment("at"), Column("account_id", ID, nullable=False), Column("account_name", Text, nullable=False)


incidents = Table(
    "incidents",
    metadata,
    Column("id", ID, ForeignKey("matters.id"), primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("type_id", String(32), nullable=False),
    moment("happened_at", nullable=True),
    Column("unit_id", ID),
    Column("unit_name", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("sensitive", String(64), nullable=False),
    Column("sensitive_why", Text, nullable=False),
    Column("drill", Integer, nullable=False),
    Column("grade", String(4)),
    Column("suggested", String(4)),
    Column("weight", Integer, nullable=False),
    Column("rules_version", Integer, nullable=False),
    moment("graded_at", nullable=True),
    moment("received_at"),
    Column("joined_to", ID),
    Column("no_report_reason", Text),
    Column("no_report_by", ID),
    Column("no_report_by_name", Text),
    moment("no_report_at", nullable=True),
    Column("no_report_reviewer", Text),
    moment("no_report_reviewed_at", nullable=True),
    Index("ix_incidents_received_at", "received_at"),
    Index("ix_incidents_weight", "weight", "received_at"),
    Index("ix_incidents_joined_to", "joined_to"),
    info=kept(Keeping.JOURNALLED),
)

incident_contacts = Table(
    "incident_contacts",
    metadata,
    Column("id", ID, ForeignKey("incidents.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("review_on", String(10)),
    Column("salt", String(32), nullable=False),
    info=kept(Keeping.PERSONAL),
)

incident_facts = Table(
    "incident_facts",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_event(),
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("value", Text, nullable=False),
    Column("said_by", Text, nullable=False),
    moment("said_at"),
    Column("matter_id", ID),
    Column("remark", Text, nullable=False),
    Column("withdraws_id", ID),
    *_by(),
    Index("ix_incident_facts_incident", "incident_id", "seq"),
    info=kept(Keeping.APPENDED),
)

incident_grades = Table(
    "incident_grades",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_event(),
    Column("grade", String(4)),
    Column("suggested", String(4)),
    Column("reason", Text, nullable=False),
    Column("rules_version", Integer, nullable=False),
    Column("conditions", Text, nullable=False),
    *_by(),
    Index("ix_incident_grades_incident", "incident_id", "seq"),
    info=kept(Keeping.APPENDED),
)

incident_checks = Table(
    "incident_checks",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_event(),
    Column("kind", String(16), nullable=False),
    Column("result", String(16), nullable=False),
    Column("with_whom", Text, nullable=False),
    Column("text", Text, nullable=False),
    *_by(),
    Index("ix_incident_checks_incident", "incident_id", "seq"),
    info=kept(Keeping.APPENDED),
)

incident_links = Table(
    "incident_links",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    _of_event(),
    Column("matter_id", ID, ForeignKey("matters.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    *_by(),
    Index("ix_incident_links_incident", "incident_id", "seq"),
    Index("ix_incident_links_matter", "matter_id", "seq"),
    info=kept(Keeping.APPENDED),
)
