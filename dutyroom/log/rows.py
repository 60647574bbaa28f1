"""Rows of the log made into matters and entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dutyroom.clock import from_micros, to_micros
from dutyroom.log.model import (
    Caller,
    Category,
    Channel,
    ClassifiedItem,
    Direction,
    Entry,
    EntryKind,
    Field,
    Handling,
    Matter,
    MatterState,
    Secrecy,
    SecrecyLevel,
    Urgency,
)
from dutyroom.log.rules import matter_number
from dutyroom.storage.digest import Stored

Row = Mapping[Any, Any]
NO_CALLER: dict[str, Stored] = {"caller_name": None}
NO_CLASSIFIED: dict[str, Stored] = {"classified_number": None}


def classified_columns(item: ClassifiedItem) -> dict[str, Stored]:
    """Return the columns of a classified item as a matter is read with them."""
    return {
        "classified_number": item.document_number,
        "classified_sender": item.sender,
        "classified_level": item.level.value,
        "classified_copies": item.copies,
        "classified_received_by": item.received_by,
        "classified_handed_to": item.handed_to,
        "classified_handed_at": micros_of(item.handed_at),
    }


def matter_of(row: Row) -> Matter:
    """Return the matter of a row of ``matters`` joined with ``callers`` and ``classified_items``."""
    return Matter(
        id=row["id"],
        seq=row["seq"],
        number=matter_number(row["year"], row["number_in_year"]),
        direction=Direction(row["direction"]),
        channel=Channel(row["channel"]),
        category=Category(row["category"]),
        urgency=Urgency(row["urgency"]),
        handling=Handling(row["handling"]),
        secrecy=Secrecy(row["secrecy"]),
        state=MatterState(row["state"]),
        received_at=from_micros(row["received_at"]),
        happened_at=moment_of(row["happened_at"]),
        entered_at=from_micros(row["entered_at"]),
        unit_id=row["unit_id"] or "",
        unit_name=row["unit_name"] or "",
        caller=_caller_of(row),
        subject=row["subject"] or "",
        owner_id=row["owner_id"] or "",
        due_at=moment_of(row["due_at"]),
        result=row["result"] or "",
        closed_at=moment_of(row["closed_at"]),
        watch=row["watch"],
        account_id=row["account_id"],
        account_name=row["account_name"],
        classified=_classified_of(row),
        number_in_year=row["number_in_year"],
    )


def entry_of(row: Row) -> Entry:
    """Return the entry of a row of ``entries``."""
    return Entry(
        id=row["id"],
        seq=row["seq"],
        matter_id=row["matter_id"],
        kind=EntryKind(row["kind"]),
        text=row["text"],
        happened_at=moment_of(row["happened_at"]),
        received_at=from_micros(row["received_at"]),
        entered_at=from_micros(row["entered_at"]),
        account_id=row["account_id"],
        account_name=row["account_name"],
        watch=row["watch"],
        corrects_id=row["corrects_id"] or "",
        field=Field(row["field"]) if row["field"] else None,
        old=row["old"] or "",
        new=row["new"] or "",
    )


def moment_of(micros: int | None) -> datetime | None:
    """Return the moment, or None when there is none."""
    return None if micros is None else from_micros(micros)


def micros_of(moment: datetime | None) -> int | None:
    """Return the microseconds, or None when there is no moment."""
    return None if moment is None else to_micros(moment)


def _caller_of(row: Row) -> Caller:
    if row["caller_name"] is None:
        return Caller()
    review_on = row["caller_review_on"]
    return Caller(
        name=row["caller_name"],
        post=row["caller_post"],
        phone=row["caller_phone"],
        review_on=date.fromisoformat(review_on) if review_on else None,
    )


def _classified_of(row: Row) -> ClassifiedItem | None:
    if row["classified_number"] is None:
        return None
    return ClassifiedItem(
        document_number=row["classified_number"],
        sender=row["classified_sender"],
        level=SecrecyLevel(row["classified_level"]),
        copies=row["classified_copies"],
        received_by=row["classified_received_by"],
        handed_to=row["classified_handed_to"],
        handed_at=moment_of(row["classified_handed_at"]),
    )
