"""From what somebody typed or sent to a sheet of facts: every figure checked, nothing guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from dutyroom.errors import Refused
from dutyroom.incidents.faults import as_number
from dutyroom.incidents.model import EventType, FactSheet, Figure, GradingBook, SensitiveFlag
from dutyroom.texts import term

_PARTS = ("type", "facts", "sensitive", "answers")
_FINEST = Decimal(10) ** -6
_MOST_SHOWN = 40


def checked_figure(figure: Figure, value: object) -> Decimal:
    """Return ``value`` as a figure in its own unit.

    A whole number, a float or a Decimal; or an object of ``value`` and ``unit``, whose unit has to be the figure's own.
    Raises Refused ``incidents.figure_not_number`` (texts, yes and no, NaN), ``figure_negative``, ``figure_too_large``,
    ``figure_not_whole``, ``figure_too_fine``, ``figure_wrong_unit``.
    """
    unit = figure.unit.value
    if isinstance(value, Mapping):
        value = _without_unit(figure, value)
    number = as_number(value)
    if number is None:
        infinite = isinstance(value, Decimal | float) and value in (Decimal("Infinity"), float("inf"))
        if infinite:
            raise Refused("incidents.figure_too_large", figure=figure.id, limit=f"{figure.limit:f}", figure_unit=unit)
        raise Refused("incidents.figure_not_number", figure=figure.id, figure_unit=unit)
    if number < 0:
        raise Refused("incidents.figure_negative", figure=figure.id)
    if number > figure.limit:
        raise Refused("incidents.figure_too_large", figure=figure.id, limit=f"{figure.limit:f}", figure_unit=unit)
    if figure.unit.counted and number != number.to_integral_value():
        raise Refused("incidents.figure_not_whole", figure=figure.id, figure_unit=unit)
    if number != number.quantize(_FINEST):
        raise Refused("incidents.figure_too_fine", figure=figure.id)
    return abs(number)


def _without_unit(figure: Figure, value: Mapping[object, object]) -> object:
    own = (figure.unit.value, term("figure_unit", figure.unit), term("figure_unit", figure.unit, "en"))
    if set(value) != {"value", "unit"}:
        raise Refused("incidents.figure_not_number", figure=figure.id, figure_unit=figure.unit.value)
    if value["unit"] not in own:
        raise Refused(
            "incidents.figure_wrong_unit",
            figure=figure.id,
            figure_unit=figure.unit.value,
            given=shown(value["unit"]),
        )
    return value["value"]


def sheet_of(book: GradingBook, tree: object) -> FactSheet:
    """Return the sheet that ``{"type", "facts", "sensitive", "answers"}`` describes; all but the type may be left out.

    A figure that is null is unknown, as one that is not there. Raises Refused with what is wrong and where.
    """
    if not isinstance(tree, Mapping):
        raise Refused("incidents.not_an_object")
    for part in tree:
        if part not in _PARTS:
            raise Refused("incidents.unknown_part", part=shown(part), parts="、".join(_PARTS))
    if "type" not in tree:
        raise Refused("incidents.type_missing")
    type_id = tree["type"]
    event = book.types.get(type_id) if isinstance(type_id, str) else None
    if event is None:
        raise Refused("incidents.unknown_type", type=shown(type_id))
    return FactSheet(
        type_id=event.id,
        figures=_figures(book, tree.get("facts", {})),
        sensitive=_flags(tree.get("sensitive", ())),
        answers=_answers(event, tree.get("answers", {})),
    )


def _figures(book: GradingBook, given: object) -> dict[str, Decimal]:
    if not isinstance(given, Mapping):
        raise Refused("incidents.part_unreadable", part="facts")
    figures = {}
    for name, value in given.items():
        figure = book.figures.get(name)
        if figure is None:
            raise Refused("incidents.unknown_figure", name=shown(name))
        if value is not None:
            figures[figure.id] = checked_figure(figure, value)
    return figures


def _flags(given: object) -> frozenset[SensitiveFlag]:
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise Refused("incidents.part_unreadable", part="sensitive")
    known = [flag.value for flag in SensitiveFlag]
    for flag in given:
        if not isinstance(flag, str) or flag not in known:
            raise Refused("incidents.unknown_flag", flag=shown(flag), flags="、".join(known))
    return frozenset(SensitiveFlag(flag) for flag in given)


def _answers(event: EventType, given: object) -> dict[str, bool]:
    if not isinstance(given, Mapping):
        raise Refused("incidents.part_unreadable", part="answers")
    criteria = event.criteria() if given else {}
    answers = {}
    for id_, answer in given.items():
        criterion = criteria.get(id_)
        if criterion is None:
            raise Refused("incidents.unknown_answer", answer=shown(id_), type=event.id)
        if not criterion.asks:
            raise Refused("incidents.answer_not_needed", answer=id_)
        if not isinstance(answer, bool):
            raise Refused("incidents.answer_not_boolean", answer=id_)
        answers[id_] = answer
    return answers


def strict_json(text: str) -> object:
    """Return what a JSON text says, with exact numbers; names given twice and NaN are refused.

    Raises Refused ``incidents.not_json``, ``incidents.given_twice``.
    """
    try:
        return json.loads(
            text,
            parse_int=_exact,
            parse_float=_exact,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise Refused("incidents.not_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Refused("incidents.nested_too_deep") from None


def _exact(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent beyond every bound
        return Decimal("Infinity")


def _no_number(name: str) -> NoReturn:
    raise Refused("incidents.no_number", given=name)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise Refused("incidents.given_twice", name=shown(name))
        found[name] = value
    return found


def shown(value: object) -> str:
    """Return what was given as it may stand in a sentence: short, on one line, of printable characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = "".join(letter if letter.isprintable() else "�" for letter in text)
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
