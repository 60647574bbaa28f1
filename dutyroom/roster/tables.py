"""The tables of the roster: members, plans and their slots, notices, swaps, and who really sat."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from dutyroom.storage.tables import ID, Keeping, kept, metadata, moment, sequence


def _slot() -> tuple[Column[str], Column[str], Column[str], Column[int]]:
    """Return the columns that name a slot."""
    return (
        Column("date", String(10), nullable=False),
        Column("turn", String(16), nullable=False),
        Column("post", String(24), nullable=False),
        Column("seat", Integer, nullable=False),
    )


def _account() -> tuple[Column[str], Column[str]]:
    """Return the columns for who did it."""
    return Column("account_id", ID, nullable=False), Column("account_name", Text, nullable=False)


roster_members = Table(
    "roster_members",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("pools", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("post_title", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("private_phone", Integer, nullable=False),
    Column("joins", String(10)),
    Column("leaves", String(10)),
    Column("newcomer_until", String(10)),
    Column("carried", Text, nullable=False),
    Column("person_id", ID),
    Column("account_id", ID),
    info=kept(Keeping.JOURNALLED),
)

# Why somebody is absent may be an illness: salted, so that no digest can be guessed from the few kinds there are.
roster_absences = Table(
    "roster_absences",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("member_id", ID, ForeignKey("roster_members.id"), nullable=False, index=True),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("remark", Text, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("salt", String(32), nullable=False),
    info=kept(Keeping.PERSONAL),
)

roster_rules = Table(
    "roster_rules",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    moment("changed_at"),
    *_account(),
    info=kept(Keeping.APPENDED),
)

roster_plans = Table(
    "roster_plans",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("series_id", ID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("first", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("holiday_id", String(32)),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("previous_id", ID),
    Column("rules_version", Integer, nullable=False),
    Column("provisional_years", Text, nullable=False),
    Column("marks", Text, nullable=False),
    moment("created_at"),
    Column("created_by", ID, nullable=False),
    Column("creator_name", Text, nullable=False),
    # Approved plans are numbered in the order of their approval: of two that cover a day, the higher one counts.
    # ``after_approval`` is the highest number when the draft was made: what was approved since, it does not know.
    Column("after_approval", Integer, nullable=False),
    Column("approval", Integer),
    moment("approved_at", nullable=True),
    Column("approved_by", ID),
    Column("approver_name", Text),
    UniqueConstraint("room_id", "series_id", "version"),
    Index("ix_roster_plans_last", "last"),
    info=kept(Keeping.JOURNALLED),
)

roster_duties = Table(
    "roster_duties",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("plan_id", ID, ForeignKey("roster_plans.id"), nullable=False),
    *_slot(),
    Column("member_id", ID),
    Column("name", Text, nullable=False),
    Column("why", Text),
    Column("fixed", Integer, nullable=False),
    # Set where the head of the duty room gave the name: only then may it change a watch that is locked.
    Column("by_head", Integer, nullable=False),
    UniqueConstraint("plan_id", "date", "turn", "post", "seat"),
    info=kept(Keeping.JOURNALLED),
)

roster_steps = Table(
    "roster_steps",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("plan_id", ID, ForeignKey("roster_plans.id"), nullable=False, index=True),
    Column("act", String(16), nullable=False),
    moment("at"),
    Column("slot", Text),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("channel", String(16)),
    *_account(),
    info=kept(Keeping.APPENDED),
)

roster_notices = Table(
    "roster_notices",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("plan_id", ID, ForeignKey("roster_plans.id"), nullable=False, index=True),
    Column("member_id", ID, ForeignKey("roster_members.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("channel", String(16), nullable=False),
    moment("told_at"),
    *_account(),
    info=kept(Keeping.APPENDED),
)

roster_acknowledgements = Table(
    "roster_acknowledgements",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    Column("plan_id", ID, ForeignKey("roster_plans.id"), nullable=False, index=True),
    Column("member_id", ID, ForeignKey("roster_members.id"), nullable=False),
    Column("how", String(16), nullable=False),
    Column("own", Integer, nullable=False),
    moment("acknowledged_at"),
    *_account(),
    info=kept(Keeping.APPENDED),
)

roster_swaps = Table(
    "roster_swaps",
    metadata,
    Column("id", ID, primary_key=True),
    Column("room_id", ID, nullable=False),
    Column("plan_id", ID, ForeignKey("roster_plans.id"), nullable=False),
    *_slot(),
    Column("member_id", ID, ForeignKey("roster_members.id"), nullable=False),
    Column("member_name", Text, nullable=False),
    Column("substitute_id", ID, ForeignKey("roster_members.id"), nullable=False),
    Column("substitute_name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("holiday", Integer, nullable=False),
    moment("requested_at"),
    Column("requested_by", ID, nullable=False),
    Column("requester_name", Text, nullable=False),
    Column("to_tell", Text, nullable=False),
    Column("told_name", Text),
    moment("told_at", nullable=True),
    Column("told_channel", String(16)),
    moment("answered_at", nullable=True),
    Column("answered_by", ID),
    Column("answerer_name", Text),
    Column("answer", Text),
    # Identities sort by their making: an agreement younger than a plan's draft still holds in that plan.
    Column("agreement_id", ID),
    Index("ix_roster_swaps_date", "date"),
    info=kept(Keeping.JOURNALLED),
)

roster_actuals = Table(
    "roster_actuals",
    metadata,
    sequence(),
    Column("id", ID, nullable=False, unique=True),
    Column("room_id", ID, nullable=False),
    *_slot(),
    Column("planned_id", ID),
    Column("member_id", ID),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    moment("noted_at"),
    *_account(),
    Index("ix_roster_actuals_date", "date"),
    info=kept(Keeping.APPENDED),
)
