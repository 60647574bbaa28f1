"""The incidents: event files with their facts, grades, checks and links, and the contact at the scene."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("type_id", sa.String(length=32), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sensitive", sa.String(length=64), nullable=False),
        sa.Column("sensitive_why", sa.Text(), nullable=False),
        sa.Column("drill", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=4), nullable=True),
        sa.Column("suggested", sa.String(length=4), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("graded_at", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("joined_to", sa.String(length=32), nullable=True),
        sa.Column("no_report_reason", sa.Text(), nullable=True),
        sa.Column("no_report_by", sa.String(length=32), nullable=True),
        sa.Column("no_report_by_name", sa.Text(), nullable=True),
        sa.Column("no_report_at", sa.BigInteger(), nullable=True),
        sa.Column("no_report_reviewer", sa.Text(), nullable=True),
        sa.Column("no_report_reviewed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["matters.id"], name="fk_incidents_id"),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_joined_to", "incidents", ["joined_to"], unique=False)
    op.create_index("ix_incidents_received_at", "incidents", ["received_at"], unique=False)
    op.create_index("ix_incidents_weight", "incidents", ["weight", "received_at"], unique=False)
    op.create_table(
        "incident_checks",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("incident_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("with_whom", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_checks_incident_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_incident_checks"),
        sa.UniqueConstraint("id", name="uq_incident_checks_id"),
    )
    op.create_index("ix_incident_checks_incident", "incident_checks", ["incident_id", "seq"], unique=False)
    op.create_table(
        "incident_contacts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("review_on", sa.String(length=10), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["incidents.id"], name="fk_incident_contacts_id"),
        sa.PrimaryKeyConstraint("id", name="pk_incident_contacts"),
    )
    op.create_table(
        "incident_facts",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("incident_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("matter_id", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("withdraws_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_facts_incident_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_incident_facts"),
        sa.UniqueConstraint("id", name="uq_incident_facts_id"),
    )
    op.create_index("ix_incident_facts_incident", "incident_facts", ["incident_id", "seq"], unique=False)
    op.create_table(
        "incident_grades",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("incident_id", sa.String(length=32), nullable=False),
        sa.Column("grade", sa.String(length=4), nullable=True),
        sa.Column("suggested", sa.String(length=4), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_grades_incident_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_incident_grades"),
        sa.UniqueConstraint("id", name="uq_incident_grades_id"),
    )
    op.create_index("ix_incident_grades_incident", "incident_grades", ["incident_id", "seq"], unique=False)
    op.create_table(
        "incident_links",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("incident_id", sa.String(length=32), nullable=False),
        sa.Column("matter_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_links_incident_id"),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name="fk_incident_links_matter_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_incident_links"),
        sa.UniqueConstraint("id", name="uq_incident_links_id"),
    )
    op.create_index("ix_incident_links_incident", "incident_links", ["incident_id", "seq"], unique=False)
    op.create_index("ix_incident_links_matter", "incident_links", ["matter_id", "seq"], unique=False)
