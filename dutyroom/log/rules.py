"""What may be written, closed, corrected, and where the hit of a search stands. No clock, no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dutyroom.errors import Refused
from dutyroom.folding import fold, runs
from dutyroom.late_pattern import LatePattern
from dutyroom.log.model import (
    STEPS_BY_HAND,
    Category,
    Entry,
    EntryKind,
    Handling,
    Matter,
    MatterState,
    Secrecy,
    Slip,
    Urgency,
)

SUBJECT_LIMIT = 200
TEXT_LIMIT = 100_000
NAME_LIMIT = 120
REASON_LIMIT = 2000
AHEAD = timedelta(minutes=5)
BEHIND = timedelta(days=366)
DERIVED_SUBJECT = 40
DRILL_SIGN = "演"

USUAL: dict[Category, tuple[Urgency, Handling]] = {
    Category.EMERGENCY: (Urgency.IMMEDIATE, Handling.HANDLE_THEN_REPORT),
    Category.PUBLIC_OPINION: (Urgency.URGENT, Handling.HANDLE_THEN_REPORT),
    Category.WARNING: (Urgency.URGENT, Handling.HANDLE_THEN_REPORT),
    Category.LEADER_ORDER: (Urgency.URGENT, Handling.HANDLE_THEN_REPORT),
    Category.DOCUMENT: (Urgency.ROUTINE, Handling.HANDLE),
    Category.MEETING: (Urgency.ROUTINE, Handling.ASK_FIRST),
    Category.PETITION: (Urgency.ROUTINE, Handling.HANDLE),
    Category.PUBLIC_HELP: (Urgency.URGENT, Handling.HANDLE),
    Category.INQUIRY: (Urgency.ROUTINE, Handling.HANDLE),
    Category.DUTY_CHECK: (Urgency.ROUTINE, Handling.HANDLE),
    Category.SECURITY: (Urgency.URGENT, Handling.HANDLE_THEN_REPORT),
    Category.OTHER: (Urgency.ROUTINE, Handling.HANDLE),
}
"""Usual urgency and handling level of a category (R217: three levels, with defaults; R065 for meetings)."""

URGENCY_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}

# 绝密 and 机密 count where they stand as a word of their own: at the begin or end of a run of characters, or before a
# word for paper. Within a run they are mostly two other words: 司机密切配合, 隔绝密闭空间. 秘密 is an everyday word
# and counts only in the place of a mark. Blanks and invisible characters between the two are no disguise.
_HAN = "\u3400-\u9fff"
_PAPER = "级|件|文件|公文|事项|材料|资料|信息|电报"
_SECRECY_MARKS = LatePattern(
    rf"(?<![{_HAN}])[绝机]密(?!性)|[绝机]密(?=[^{_HAN}]|$|{_PAPER})"
    r"|秘密[★☆*]|密级[:：]?秘密|^秘密$|[【\[(〔]秘密[】\])〕]",
    re.MULTILINE,
)
_INVISIBLE = LatePattern("[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff \\t\u00a0\u3000]+")
# Control characters but tab and line feed, halves of surrogate pairs, marks that turn the direction of writing.
_DROPPED = LatePattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """Return ``text`` without control characters and marks that turn the direction of writing.

    Line ends become ``\\n``; tabs stay; characters of every plane stay as they were typed.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _DROPPED.made.sub("", unified).strip()


def clean_line(text: str) -> str:
    """Return ``text`` cleaned and on one line."""
    return " ".join(clean(text).split())


def secrecy_mark(text: str) -> str:
    """Return the mark of secrecy that stands in ``text``, or an empty text (保密法 2024, art. 31)."""
    found = _SECRECY_MARKS.made.search(_INVISIBLE.made.sub("", unicodedata.normalize("NFKC", text)))
    return found.group() if found else ""


def check_unclassified(*texts: str) -> None:
    """Raise Refused ``log.secrecy_mark`` when one of ``texts`` carries a mark of secrecy."""
    for text in texts:
        mark = secrecy_mark(text)
        if mark:
            raise Refused("log.secrecy_mark", mark=mark)


def check_slip(slip: Slip, now: datetime) -> Slip:
    """Return the slip as it is stored: cleaned, with a subject.

    Raises Refused: ``log.nothing_written``, ``log.too_long``, ``log.secrecy_mark``, ``log.received_in_future``,
    ``log.received_too_long_ago``, ``log.happened_after_received``, ``log.due_before_received``, and for a
    classified item what ``_check_classified`` names.
    """
    check_times(slip.received_at, slip.happened_at, now)
    if slip.due_at is not None and slip.due_at < slip.received_at:
        raise Refused("log.due_before_received")
    if slip.classified is not None:
        return _check_classified(slip)
    content, done, result = clean(slip.content), clean(slip.done), clean(slip.result)
    subject = clean_line(slip.subject) or derive_subject(content)
    if not subject:
        raise Refused("log.nothing_written")
    caller = replace(
        slip.caller,
        name=clean_line(slip.caller.name),
        post=clean_line(slip.caller.post),
        phone=clean_line(slip.caller.phone),
    )
    unit_name = clean_line(slip.unit_name)
    for name, text, limit in (
        ("subject", subject, SUBJECT_LIMIT),
        ("content", content, TEXT_LIMIT),
        ("done", done, TEXT_LIMIT),
        ("result", result, TEXT_LIMIT),
        ("unit", unit_name, NAME_LIMIT),
        ("person", caller.name + caller.post + caller.phone, NAME_LIMIT),
    ):
        check_length(name, text, limit)
    check_unclassified(subject, content, done, result, unit_name, caller.name, caller.post, caller.phone)
    return replace(
        slip,
        subject=subject,
        content=content,
        done=done,
        result=result,
        unit_name=unit_name,
        caller=caller,
    )


def _check_classified(slip: Slip) -> Slip:
    """Return a slip that registers a classified item and holds nothing but its movement.

    Raises Refused ``log.classified_number_missing``, ``log.classified_sender_missing``,
    ``log.classified_copies``, ``log.classified_no_content``, ``log.too_long``.
    """
    item = slip.classified
    assert item is not None
    if any((slip.subject.strip(), slip.content.strip(), slip.done.strip(), slip.result.strip())):
        raise Refused("log.classified_no_content")
    cleaned = replace(
        item,
        document_number=clean_line(item.document_number),
        sender=clean_line(item.sender),
        received_by=clean_line(item.received_by),
        handed_to=clean_line(item.handed_to),
    )
    if not cleaned.document_number:
        raise Refused("log.classified_number_missing")
    if not cleaned.sender:
        raise Refused("log.classified_sender_missing")
    if not 1 <= cleaned.copies <= 9999:
        raise Refused("log.classified_copies")
    for name in ("document_number", "sender", "received_by", "handed_to"):
        check_length(name, getattr(cleaned, name), NAME_LIMIT)
        if name != "document_number":  # which names the level in its own letters: 云机密〔2026〕3号
            check_unclassified(getattr(cleaned, name))
    return replace(slip, classified=cleaned, unit_id="", unit_name="", caller=type(slip.caller)())


def check_times(
    received_at: datetime, happened_at: datetime | None, now: datetime, *, received_before: bool = False
) -> None:
    """Raise Refused unless happened <= received <= now, allowing five minutes of clock difference.

    With ``received_before`` the receipt was accepted earlier and may lie as far back as it does.
    """
    if received_at > now + AHEAD:
        raise Refused("log.received_in_future")
    if not received_before and received_at < now - BEHIND:
        raise Refused("log.received_too_long_ago", days=BEHIND.days)
    if happened_at is not None and happened_at > received_at + AHEAD:
        raise Refused("log.happened_after_received")


def check_length(name: str, text: str, limit: int) -> None:
    """Raise Refused ``log.too_long`` when ``text`` has more than ``limit`` characters."""
    if len(text) > limit:
        raise Refused("log.too_long", field=name, length=len(text), limit=limit)


def check_name(field: str, text: str) -> str:
    """Return the name of a person or unit on one line; Refused when it is too long or carries a mark of secrecy."""
    name = clean_line(text)
    check_length(field, name, NAME_LIMIT)
    check_unclassified(name)
    return name


def derive_subject(content: str) -> str:
    """Return a subject from the first sentence of ``content`` that has words."""
    sentences = (part.strip() for part in re.split(r"[\n。！？!?；;]", content))
    first = next((part for part in sentences if part), clean_line(content))
    return first if len(first) <= DERIVED_SUBJECT else first[: DERIVED_SUBJECT - 1] + "…"


def check_step(matter: Matter, text: str) -> str:
    """Return the words of a step as they are stored.

    Raises Refused: ``log.classified_no_reply`` (no answer to a classified item is written here),
    ``log.nothing_written``, ``log.too_long``, ``log.secrecy_mark``, ``log.withdrawn``.
    """
    if matter.secrecy is Secrecy.CLASSIFIED:
        raise Refused("log.classified_no_reply")
    if matter.state is MatterState.WITHDRAWN:
        raise Refused("log.withdrawn", number=matter.number)
    return check_words(text)


def check_words(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return ``text`` cleaned; Refused when nothing is left, it is too long, or carries a mark of secrecy."""
    cleaned = clean(text)
    if not cleaned:
        raise Refused("log.nothing_written")
    check_length("content", cleaned, limit)
    check_unclassified(cleaned)
    return cleaned


def check_reason(matter: Matter, text: str) -> str:
    """Return the reason of an act as it is stored; Refused as ``check_words``, and when it is a page of text."""
    return check_words(text, NAME_LIMIT if matter.secrecy is Secrecy.CLASSIFIED else REASON_LIMIT)


def check_close(matter: Matter, kinds: Sequence[EntryKind], result: str) -> str:
    """Return the result as it is stored.

    Raises Refused: ``log.not_open``, ``log.result_missing`` (R220), ``log.order_missing`` when the matter has to
    be asked about first and no leader's order stands in it (R218); a drill can always be ended.
    """
    check_open(matter)
    cleaned = clean(result)
    if not cleaned:
        raise Refused("log.result_missing")
    check_length("result", cleaned, NAME_LIMIT if matter.secrecy is Secrecy.CLASSIFIED else TEXT_LIMIT)
    check_unclassified(cleaned)
    if matter.handling is Handling.ASK_FIRST and not matter.drill and EntryKind.ORDERED not in kinds:
        raise Refused("log.order_missing")
    return cleaned


def check_open(matter: Matter) -> None:
    """Raise Refused ``log.not_open`` unless the matter is open."""
    if matter.state is not MatterState.OPEN:
        raise Refused("log.not_open", number=matter.number)


def check_correctable(entry: Entry) -> None:
    """Raise Refused ``log.not_correctable`` for an entry that is itself an act: an act is undone by an act."""
    if entry.kind not in STEPS_BY_HAND:
        raise Refused("log.not_correctable")


def matter_number(year: int, number: int) -> str:
    """Return the number as a person sees it: ``2026-0417``; of a drill, counted below zero, ``演2026-003``."""
    return f"{year}-{number:04d}" if number >= 0 else f"{DRILL_SIGN}{year}-{-number:03d}"


def place_of_number(text: str) -> tuple[int, int] | None:
    """Return year and place of a number as somebody typed it, below zero for a drill; None for what is none."""
    typed = text.strip()
    drill = typed[:1] in (DRILL_SIGN, "D", "d")
    year, _, place = typed[drill:].partition("-")
    if not (year.isdecimal() and place.isdecimal() and len(year) <= 4 and len(place) <= 9):
        return None
    return int(year), -int(place) if drill else int(place)


def hit_spans(text: str, query: str, limit: int = 20) -> list[tuple[int, int]]:
    """Return where the parts of ``query`` stand in ``text``: (start, end), in order, without overlaps.

    Folding (NFKC, case) may lengthen a character; positions are those of ``text`` as it is shown.
    """
    folded, places = _fold_with_places(text)
    spans: list[tuple[int, int]] = []
    for part in runs(query):
        start = folded.find(part)
        while start >= 0 and len(spans) < limit:
            spans.append((places[start], places[start + len(part) - 1] + 1))
            start = folded.find(part, start + len(part))
    return _merged(sorted(spans))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for piece in fold(character):
            folded.append(piece)
            places.append(place)
    return "".join(folded), places
