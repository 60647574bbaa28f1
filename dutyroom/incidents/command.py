"""``python -m dutyroom grade [--json] FILE|-``: grades a sheet of facts that is written as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, TextIO

from dutyroom.errors import DutyroomError, Environment, Refused
from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.facts import sheet_of, shown, strict_json
from dutyroom.incidents.model import Assessment, Criterion, GradingBook, Match, MatchedBy, Raise
from dutyroom.incidents.rules import grade
from dutyroom.incidents.words import (
    condition_words,
    grade_words,
    local_plan_words,
    number_words,
    raise_words,
    summary,
)
from dutyroom.texts import sentence, term

DONE = 0
REFUSED = 1
WRONG_USE = 2
_LONGEST = 1024 * 1024
_RAISES_SHOWN = 5
_USAGE = "用法：python -m dutyroom grade [--json] 文件|-，“-”表示从标准输入读。"


def run(
    arguments: list[str],
    out: TextIO,
    *,
    given: BinaryIO | None = None,
    book: GradingBook | None = None,
) -> int:
    """Write what the rules make of the facts to ``out``; return the exit status: 0 done, 1 refused, 2 wrong use.

    ``given`` stands for the standard input. With ``--json`` one object and nothing else, an error is
    ``{"error", "sentence"}``; without, lines in Chinese that end with the sentence.
    """
    as_json = "--json" in arguments
    rest = [argument for argument in arguments if argument != "--json"]
    if rest in (["--help"], ["-h"]):
        print(_USAGE, file=out)
        return DONE
    if len(rest) != 1 or (rest[0].startswith("-") and rest[0] != "-"):
        wrong = "请给出一个文件。" if len(rest) != 1 else f"不认识选项 {shown(rest[0])}。"
        return _fail(out, as_json, "usage", wrong + _USAGE, WRONG_USE)
    try:
        text = _text(rest[0], given)
        book = book or shipped_book()
        assessment = grade(book, sheet_of(book, strict_json(text)))
    except DutyroomError as error:
        return _fail(out, as_json, error.code, sentence(error), REFUSED)
    if as_json:
        json.dump(as_object(book, assessment), out, ensure_ascii=False, indent=2)
        out.write("\n")
    else:
        for line in _lines(book, assessment):
            print(line, file=out)
    return DONE


def _text(name: str, given: BinaryIO | None) -> str:
    """Return what the file says; Refused or Environment where it is no short text in UTF-8."""
    called = "标准输入" if name == "-" else shown(name)
    try:
        if name == "-":
            content = (given or sys.stdin.buffer).read(_LONGEST + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(_LONGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a nought in the name
        raise Environment("incidents.cannot_read", file=called) from error
    if len(content) > _LONGEST:
        raise Refused("incidents.too_long", file=called, limit=_LONGEST // 1024)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("incidents.not_text", file=called) from error


def _fail(out: TextIO, as_json: bool, code: str, words: str, status: int) -> int:
    if as_json:
        json.dump({"error": code, "sentence": words}, out, ensure_ascii=False, indent=2)
        out.write("\n")
    else:
        print(words, file=out)
    return status


def as_object(book: GradingBook, found: Assessment) -> dict[str, object]:
    """Return an assessment as the JSON object of the command; numbers are in the unit of their figure."""
    event, worst = found.event, found.grade
    return {
        "type": event.id,
        "type_name": term("event_type", event.id),
        "class": event.event_class.value,
        "grade": None if worst is None else worst.value,
        "grade_name": None if worst is None else grade_words(event, worst),
        "is_trigger": event.trigger,
        "matched": [_match(book, match) for match in found.matched],
        "questions": [_question(book, one) | {"grade": one.grade.value} for one in found.questions],
        "waiting": [
            {"id": one.condition.id, "grade": one.condition.grade.value, "missing": list(one.missing)}
            | {"words": condition_words(book, one.condition)}
            for one in found.waiting
        ],
        "raises": [_raise(book, found, one) for one in found.raises],
        "sensitive": sorted(flag.value for flag in found.sheet.sensitive),
        "report": found.report,
        "alert": found.alert,
        "reasons": [reason.value for reason in found.reasons],
        "circumstances": [_criterion(book, one) for one in found.circumstances],
        "circumstance_questions": [_question(book, one) for one in found.circumstance_questions],
        "law_grades": event.event_class.graded_by_law,
        "local_grades": [one.value for one in event.local_grades],
        "local_plan": event.local_plan or None,
        "disagreements": [
            {"figure": one.figure, "given": _number(one.given), "at_least": _number(one.at_least)}
            for one in found.disagreements
        ],
        "unused": list(found.unused),
        "remarks": [*event.remarks, *filter(None, [local_plan_words(event)])],
        "version": found.version,
        "sentence": summary(book, found),
    }


def _criterion(book: GradingBook, one: Criterion) -> dict[str, object]:
    return {
        "id": one.id,
        "words": condition_words(book, one),
        "law": one.source.cited,
        "verification": one.verification.value,
        "remark": one.remark or None,
    }


def _match(book: GradingBook, match: Match) -> dict[str, object]:
    held = _criterion(book, match.condition)
    return held | {"grade": match.condition.grade.value, "by": match.by.value, "beyond": match.beyond}


def _question(book: GradingBook, one: Criterion) -> dict[str, object]:
    return _criterion(book, one) | {"question": one.question}


def _raise(book: GradingBook, found: Assessment, one: Raise) -> dict[str, object]:
    changes = [
        {
            "figure": change.figure,
            "from": None if change.known is None else _number(change.known),
            "to": _number(change.needed),
            "more": None if change.more is None else _number(change.more),
        }
        for change in one.changes
    ]
    return {
        "grade": one.condition.grade.value,
        "condition": one.condition.id,
        "changes": changes,
        "words": raise_words(book, found.event, one),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _lines(book: GradingBook, found: Assessment) -> Iterator[str]:
    event = found.event
    yield f"类型：{term('event_type', event.id)}（{term('event_class', event.event_class)}）"
    yield f"建议级别：{_grade_line(found)}"
    for match in found.matched:
        yield f"符合：{_match_words(book, match)}"
    for one in found.questions:
        yield f"待判断：{condition_words(book, one)} → {grade_words(event, one.grade)}（{one.id}）"
    for criterion in found.circumstance_questions:
        yield f"待判断：{criterion.question} → 应立即报告（{criterion.id}）"
    for way in found.raises[:_RAISES_SHOWN]:
        yield f"再进一步：{raise_words(book, event, way)}"
    for wrong in found.disagreements:
        name, given, at_least = term("figure", wrong.figure), number_words(wrong.given), number_words(wrong.at_least)
        yield f"不一致：{name}填的是{given}，按分项至少是{at_least}，按大的算。"
    reasons = "、".join(term("report_reason", reason) for reason in found.reasons)
    yield f"上报：{f'是（{reasons}）' if reasons else '按办理权限决定；不报的，写明理由并经人审核'}"
    for remark in (*event.remarks, local_plan_words(event)):
        if remark:
            yield f"说明：{remark}"
    yield f"规则：第{found.version}版"
    yield summary(book, found)


def _match_words(book: GradingBook, match: Match) -> str:
    one = match.condition
    told = f"{condition_words(book, one)} → {term('grade', one.grade)}；{one.source.cited}"
    told += f"；{term('verification', one.verification)}"
    if match.by is not MatchedBy.FIGURES:
        told += "；经人判断"
    return told + ("；数值已超出本条上限，至少为此级" if match.beyond else "")


def _grade_line(found: Assessment) -> str:
    if found.grade is None:
        return "不能定级"
    told = grade_words(found.event, found.grade)
    return f"不定级，按{told}事件报告" if found.event.trigger else told
