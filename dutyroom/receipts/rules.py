"""What may stand in the receipt register and on a slip. No clock, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dutyroom.errors import Refused
from dutyroom.log.model import Caller, Category, Handling, Slip
from dutyroom.log.rules import (
    REASON_LIMIT,
    check_length,
    check_name,
    check_times,
    check_unclassified,
    check_words,
    clean,
)
from dutyroom.receipts.model import PAPER_CHANNELS, NewOpinion, NewPaper, PaperFile

MOST = 9999


def check_paper(new: NewPaper, officer: str, now: datetime) -> NewPaper:
    """Return a paper as it is registered (R159-R162).

    Raises Refused ``receipts.not_a_paper``, ``receipts.copies``, ``receipts.pages``, ``receipts.pages_missing`` for an
    important one that was not counted page by page (R160), ``receipts.no_title``, ``receipts.no_issuer``,
    ``receipts.sealed`` when a title stands on what only its addressee opens (R161), and as for a slip.
    """
    if new.channel not in PAPER_CHANNELS:
        raise Refused("receipts.not_a_paper")
    if not 1 <= new.copies <= MOST:
        raise Refused("receipts.copies")
    if new.pages is not None and not 1 <= new.pages <= MOST:
        raise Refused("receipts.pages")
    if new.important and new.pages is None and not new.addressee:
        raise Refused("receipts.pages_missing")
    received_at = new.received_at or now
    check_times(received_at, None, now)
    signed_by = check_name("person", new.signed_by) or officer
    remark = clean(new.remark)
    check_length("content", remark, REASON_LIMIT)
    check_unclassified(remark)
    checked = replace(
        new,
        title=check_name("subject", new.title),
        document_number=check_name("document_number", new.document_number),
        issuer=check_name("unit", new.issuer),
        signed_by=signed_by,
        delivered_by=check_name("person", new.delivered_by),
        addressee=check_name("person", new.addressee),
        received_at=received_at,
        remark=remark,
    )
    return _check_words(checked)


def _check_words(new: NewPaper) -> NewPaper:
    if new.classified is not None:
        if new.title or new.document_number or new.issuer or new.remark:
            raise Refused("log.classified_no_content")
        return replace(new, copies=new.classified.copies)
    if new.addressee:
        if new.title:
            raise Refused("receipts.sealed", name=new.addressee)
    elif not new.title:
        raise Refused("receipts.no_title")
    if not new.issuer:
        raise Refused("receipts.no_issuer")
    return new


def slip_of(new: NewPaper, received_at: datetime) -> Slip:
    """Return the slip by which a paper becomes a matter; a classified one has nothing but its movement."""
    if new.classified is not None:
        return Slip(
            received_at=received_at,
            channel=new.channel,
            category=Category.DOCUMENT,
            urgency=new.urgency,
            classified=new.classified,
        )
    subject = new.title or f"{new.addressee}亲收件"
    return Slip(
        received_at=received_at,
        channel=new.channel,
        category=Category.DOCUMENT,
        urgency=new.urgency,
        handling=Handling.HANDLE,
        unit_name=new.issuer,
        caller=Caller(name=new.delivered_by),
        subject=subject,
        content=subject,
    )


def check_agreed(file: PaperFile) -> None:
    """Raise Refused ``receipts.views_differ`` while views differ and the secretary-general was not heard (R112)."""
    if file.differing is not None:
        raise Refused("receipts.views_differ", number=file.paper.number)


def check_opinion(new: NewOpinion, received_at: datetime, now: datetime) -> NewOpinion:
    """Return an opinion as it is stored: never without words, name and time (R120, R184, R186).

    Raises Refused ``receipts.opinion_missing``, ``receipts.no_person``, ``receipts.given_before``.
    """
    person = check_name("person", new.person)
    if not person:
        raise Refused("receipts.no_person")
    if not new.text.strip():
        raise Refused("receipts.opinion_missing", name=person)
    return replace(
        new,
        person=person,
        post=check_name("person", new.post),
        text=check_words(new.text, REASON_LIMIT),
        source=check_name("content", new.source),
        given_at=check_given(new.given_at, received_at, now),
    )


def check_given(given_at: datetime | None, received_at: datetime, now: datetime) -> datetime:
    """Return when something happened to a paper, now when None; Refused ``receipts.given_before``, as for a slip."""
    moment = given_at or now
    if moment < received_at.replace(second=0, microsecond=0):
        raise Refused("receipts.given_before")
    check_times(moment, None, now)
    return moment
