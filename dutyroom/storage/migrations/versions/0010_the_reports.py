"""The reports: heads, versions, steps, recipients, sendings, receipts, outcomes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number_in_kind", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("urgency", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("sensitive", sa.Integer(), nullable=False),
        sa.Column("significant", sa.Integer(), nullable=False),
        sa.Column("gates", sa.String(length=32), nullable=False),
        sa.Column("gate", sa.String(length=16), nullable=True),
        sa.Column("waiting_since", sa.BigInteger(), nullable=True),
        sa.Column("gate_due_at", sa.BigInteger(), nullable=True),
        sa.Column("owing", sa.String(length=32), nullable=False),
        sa.Column("owes", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.String(length=32), nullable=True),
        sa.Column("holder_name", sa.Text(), nullable=True),
        sa.Column("held_at", sa.BigInteger(), nullable=True),
        sa.Column("drafted_at", sa.BigInteger(), nullable=False),
        sa.Column("drafter_id", sa.String(length=32), nullable=False),
        sa.Column("drafter_name", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("corrects_id", sa.String(length=32), nullable=True),
        sa.Column("corrected_by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["matter_id"], ["incidents.id"], name=op.f("fk_reports_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "matter_id", "stage", "ordinal", "round", name=op.f("uq_reports_matter_id_stage_ordinal_round")
        ),
        sa.UniqueConstraint(
            "room_id", "kind", "year", "number_in_kind", name=op.f("uq_reports_room_id_kind_year_number_in_kind")
        ),
        sa.UniqueConstraint("seq", name=op.f("uq_reports_seq")),
        info={"keeping": "journalled"},
    )
    op.create_index("ix_reports_drafted_at", "reports", ["drafted_at"], unique=False)
    op.create_index(
        "ix_reports_gate", "reports", ["gate", "seq"], unique=False, sqlite_where=sa.text("gate IS NOT NULL")
    )
    op.create_index("ix_reports_kind", "reports", ["kind", "seq"], unique=False)
    op.create_index("ix_reports_matter", "reports", ["matter_id", "seq"], unique=False)
    op.create_index("ix_reports_owes", "reports", ["owes", "seq"], unique=False, sqlite_where=sa.text("owes = 1"))
    op.create_index("ix_reports_significant", "reports", ["significant", "seq"], unique=False)
    op.create_index("ix_reports_stage", "reports", ["stage", "seq"], unique=False)
    op.create_index("ix_reports_state", "reports", ["state", "seq"], unique=False)
    op.create_table(
        "report_versions",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("urgency", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_versions_report_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_versions")),
        sa.UniqueConstraint("report_id", "version", name=op.f("uq_report_versions_report_id_version")),
        sa.UniqueConstraint("id", name=op.f("uq_report_versions_id")),
        info={"keeping": "appended"},
    )
    op.create_table(
        "report_steps",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("gate", sa.String(length=16), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.Text(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=True),
        sa.Column("instruction_id", sa.String(length=32), nullable=True),
        sa.Column("signature_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_steps_report_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_steps")),
        sa.UniqueConstraint("id", name=op.f("uq_report_steps_id")),
        info={"keeping": "appended"},
    )
    op.create_index("ix_report_steps_report", "report_steps", ["report_id", "seq"], unique=False)
    op.create_table(
        "report_recipients",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("class_id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("gate", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("instead_of", sa.Text(), nullable=False),
        sa.Column("removed_by", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.Column("removed_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_recipients_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_recipients")),
        sa.UniqueConstraint("report_id", "key", name=op.f("uq_report_recipients_report_id_key")),
        info={"keeping": "journalled"},
    )
    op.create_table(
        "report_dispatches",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("report_id", sa.String(length=32), nullable=False),
        sa.Column("matter_id", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipient_key", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("class_id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("gate", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=24), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("instead_of", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_dispatches_report_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_dispatches")),
        sa.UniqueConstraint("id", name=op.f("uq_report_dispatches_id")),
        sa.UniqueConstraint(
            "matter_id",
            "stage",
            "ordinal",
            "round",
            "recipient_key",
            "form",
            name=op.f("uq_report_dispatches_matter_id_stage_ordinal_round_recipient_key_form"),
        ),
        info={"keeping": "appended"},
    )
    op.create_index("ix_report_dispatches_report", "report_dispatches", ["report_id", "seq"], unique=False)
    op.create_table(
        "report_receipts",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("dispatch_id", sa.String(length=32), nullable=False),
        sa.Column("received_by", sa.Text(), nullable=False),
        sa.Column("read_back", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dispatch_id"], ["report_dispatches.id"], name=op.f("fk_report_receipts_dispatch_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_receipts")),
        sa.UniqueConstraint("id", name=op.f("uq_report_receipts_id")),
        info={"keeping": "appended"},
    )
    op.create_index("ix_report_receipts_dispatch_id", "report_receipts", ["dispatch_id"], unique=False)
    op.create_table(
        "report_outcomes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("matter_id", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_report_outcomes_matter_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_report_outcomes")),
        sa.UniqueConstraint("id", name=op.f("uq_report_outcomes_id")),
        info={"keeping": "appended"},
    )
    op.create_index("ix_report_outcomes_matter", "report_outcomes", ["matter_id", "seq"], unique=False)
