"""Rows of the receipt register made into what is kept, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dutyroom.clock import from_micros
from dutyroom.log.model import Channel, ClassifiedItem, MatterState, SecrecyLevel, Urgency
from dutyroom.log.rules import matter_number
from dutyroom.receipts.model import NewPaper, OpinionRole, Paper, PaperKind, PaperStep, PaperStepKind
from dutyroom.storage.digest import Stored

Row = Mapping[Any, Any]


def paper_values(new: NewPaper) -> dict[str, Stored]:
    """Return the columns of a paper; its title, urgency and state stand with the matter."""
    return {
        "kind": new.kind.value,
        "channel": new.channel.value,
        "document_number": new.document_number,
        "issuer": new.issuer,
        "copies": new.copies,
        "pages": new.pages,
        "important": int(new.important),
        "to_handle": int(new.to_handle),
        "signed_by": new.signed_by,
        "delivered_by": new.delivered_by,
        "addressee": new.addressee,
        "whereabouts": "",
    }


def paper_of(row: Row) -> Paper:
    """Return the paper of a row joined with its matter and classified item."""
    item = _classified(row)
    return Paper(
        id=row["id"],
        seq=row["seq"],
        number=matter_number(row["year"], row["number_in_year"]),
        kind=PaperKind(row["kind"]),
        channel=Channel(row["channel"]),
        urgency=Urgency(row["urgency"]),
        title="" if item or row["addressee"] else row["subject"] or "",
        document_number=item.document_number if item else row["document_number"],
        issuer=item.sender if item else row["issuer"],
        copies=row["copies"],
        pages=row["pages"],
        important=bool(row["important"]),
        to_handle=bool(row["to_handle"]),
        signed_by=row["signed_by"],
        delivered_by=row["delivered_by"],
        addressee=row["addressee"],
        whereabouts=row["whereabouts"] or (item.handed_to if item else ""),
        received_at=from_micros(row["received_at"]),
        open=row["state"] == MatterState.OPEN.value,
        classified=item,
        version=row["version"],
        changed_by=row["changed_by"],
        changed_at=from_micros(row["changed_at"]),
    )


def _classified(row: Row) -> ClassifiedItem | None:
    if row["level"] is None:
        return None
    handed_at = row["handed_at"]
    return ClassifiedItem(
        document_number=row["item_number"],
        sender=row["sender"],
        level=SecrecyLevel(row["level"]),
        copies=row["copies"],
        received_by=row["received_by"],
        handed_to=row["handed_to"],
        handed_at=from_micros(handed_at) if handed_at is not None else None,
    )


def step_of(row: Row) -> PaperStep:
    """Return the step of a row."""
    return PaperStep(
        seq=row["seq"],
        kind=PaperStepKind(row["kind"]),
        role=OpinionRole(row["role"]) if row["role"] else None,
        person=row["person"],
        post=row["post"],
        text=row["text"],
        source=row["source"],
        given_at=from_micros(row["given_at"]),
        entered_at=from_micros(row["at"]),
        account_id=row["account_id"],
        account_name=row["account_name"],
    )
