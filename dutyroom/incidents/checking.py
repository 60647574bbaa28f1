"""What may be written into an event file: the words cleaned, the figures checked, nothing guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dutyroom.errors import Refused
from dutyroom.incidents.events import Contact, EventFile, EventSheet, Fact, NewFact
from dutyroom.incidents.facts import checked_figure
from dutyroom.incidents.model import Grade, GradingBook
from dutyroom.log.rules import check_name, check_unclassified, check_words, clean_line

PLACE_LIMIT = 300
REASON_LIMIT = 2000
_AHEAD = timedelta(minutes=5)


def check_sheet(book: GradingBook, sheet: EventSheet, now: datetime) -> EventSheet:
    """Return the sheet as it is stored.

    Raises Refused ``incidents.unknown_type``, ``incidents.sensitive_without_why``,
    ``incidents.in_the_future``, and as for the words of a slip.
    """
    if sheet.type_id not in book.types:
        raise Refused("incidents.unknown_type", type=sheet.type_id)
    if sheet.happened_at is not None and sheet.happened_at > now + _AHEAD:
        raise Refused("incidents.in_the_future")
    why = clean_line(sheet.sensitive_why)
    if sheet.sensitive and not why:
        raise Refused("incidents.sensitive_without_why")
    contact = sheet.contact
    checked = replace(
        sheet,
        unit_name=check_name("unit", sheet.unit_name),
        place=clean_line(sheet.place)[:PLACE_LIMIT],
        sensitive_why=why[:REASON_LIMIT],
        contact=Contact(
            check_name("person", contact.name),
            check_name("person", contact.post),
            check_name("person", contact.phone),
        ),
    )
    check_unclassified(checked.place, checked.sensitive_why)
    return checked


def check_facts(book: GradingBook, type_id: str, facts: Sequence[NewFact], now: datetime) -> tuple[NewFact, ...]:
    """Return the facts as they are stored.

    Raises Refused ``incidents.unknown_figure``, ``incidents.unknown_answer``, ``incidents.no_facts``,
    ``incidents.in_the_future``, and as ``facts.checked_figure``.
    """
    if not facts:
        raise Refused("incidents.no_facts")
    answers = book.types[type_id].criteria()
    checked = []
    for new in facts:
        if new.said_at is not None and new.said_at > now + _AHEAD:
            raise Refused("incidents.in_the_future")
        said_by, remark = check_name("unit", new.said_by), clean_line(new.remark)[:REASON_LIMIT]
        check_unclassified(remark)
        value = new.value
        if isinstance(value, bool):
            if new.name not in answers or not answers[new.name].asks:
                raise Refused("incidents.unknown_answer", type=type_id, answer=new.name)
        else:
            if new.name not in book.figures:
                raise Refused("incidents.unknown_figure", name=new.name)
            value = checked_figure(book.figures[new.name], value)
        checked.append(replace(new, value=value, said_by=said_by, remark=remark))
    return tuple(checked)


def check_grade(file: EventFile, grade: Grade | None, reason: str) -> str:
    """Return the reason as it is stored; whoever decides otherwise than the rules suggest has to say why.

    Raises Refused ``incidents.reason_missing``, ``incidents.grade_unchanged``.
    """
    why = clean_line(reason)[:REASON_LIMIT]
    if grade is not file.assessment.grade and not why:
        raise Refused("incidents.reason_missing")
    last = file.grades[-1] if file.grades else None
    if last is not None and (last.grade, last.suggested) == (grade, file.assessment.grade) and not why:
        raise Refused("incidents.grade_unchanged")
    if why:
        check_unclassified(why)
    return why


def check_said(text: str) -> str:
    """Return the words of a reason; Refused as the words of a step, ``incidents.reason_missing`` without any."""
    if not text.strip():
        raise Refused("incidents.reason_missing")
    return check_words(text, REASON_LIMIT)


def check_standing(file: EventFile, fact_id: str) -> Fact:
    """Return a fact that still counts; Refused ``incidents.no_such_fact``."""
    fact = next((known for known in file.facts if known.id == fact_id and not known.withdrawn), None)
    if fact is None:
        raise Refused("incidents.no_such_fact")
    return fact
