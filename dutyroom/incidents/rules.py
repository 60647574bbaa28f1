"""Grading: which conditions a sheet of facts meets, what would make it worse, and whether it goes up.

以上 includes the number and 以下 does not (decree 493, article 3). The worst grade of all conditions that hold is the
suggestion. A missing figure holds nothing and rules nothing out. Raising a figure never lowers the grade: where one
leaves the band of a condition and no other condition takes it up, the condition still stands, marked ``beyond``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from enum import Enum, auto

from dutyroom.errors import Refused
from dutyroom.incidents.model import (
    Assessment,
    Change,
    Condition,
    Criterion,
    Disagreement,
    EventType,
    FactSheet,
    Figure,
    Grade,
    GradingBook,
    Match,
    MatchedBy,
    Raise,
    ReportReason,
    Threshold,
    Waiting,
)

Known = Mapping[str, Decimal]
_NONE = Decimal(0)


def grade(book: GradingBook, sheet: FactSheet) -> Assessment:
    """Return what the rules make of ``sheet``.

    Figures are in their own units and were checked (``facts``). Source: R007, R042, and the conditions themselves.
    Raises Refused ``incidents.unknown_type``.
    """
    event = book.types.get(sheet.type_id)
    if event is None:
        raise Refused("incidents.unknown_type", type=sheet.type_id)
    known, disagreements = known_figures(event.wholes, sheet.figures)
    found = _Found(event, known, sheet.answers)
    matched = _taken_up(found.matched)
    worst = matched[0].condition.grade if matched else None
    circumstances, questions = _circumstances(event, known, sheet.answers)
    return Assessment(
        event=event,
        sheet=sheet,
        version=book.version,
        grade=worst,
        matched=matched,
        questions=_asked(found.questions),
        waiting=tuple(found.waiting),
        raises=_raises(found.open_conditions(worst), known, book.figures),
        circumstances=circumstances,
        circumstance_questions=questions,
        disagreements=disagreements,
        unused=tuple([figure for figure in sheet.figures if figure not in event.figures]),
        reasons=_reasons(event, worst, sheet, circumstances),
    )


def known_figures(
    wholes: Sequence[Figure], given: Mapping[str, Decimal]
) -> tuple[dict[str, Decimal], tuple[Disagreement, ...]]:
    """Return what is known, with the wholes that follow from their parts, and wholes given smaller than that."""
    if not wholes:
        return dict(given), ()
    known = dict(given)
    disagreeing = []
    for figure in wholes:
        parts = [known[part] for part in figure.sum_of if part in known]
        largest = [known[part] for part in figure.largest_of if part in known]
        if not (parts or largest):
            continue
        at_least = max(sum(parts, _NONE), *largest) if largest else sum(parts, _NONE)
        stated = given.get(figure.id)
        if stated is None or stated < at_least:
            known[figure.id] = at_least
            if stated is not None:
                disagreeing.append(Disagreement(figure.id, stated, at_least))
    return known, tuple(disagreeing)


def answered(event: EventType, condition_id: str, answer: bool) -> dict[str, bool]:
    """Return the answers that one tick gives: to a condition, and to all others of the event with the same scope.

    One place is densely settled, or is not, for every grade alike. Raises KeyError for an unknown id.
    """
    criteria = event.criteria()
    scope = criteria[condition_id].scope
    return {one.id: answer for one in criteria.values() if one.id == condition_id or (scope and one.scope == scope)}


class _Standing(Enum):
    """How the known figures stand to a criterion."""

    WITHIN = auto()
    BEYOND = auto()
    SHORT = auto()
    UNKNOWN = auto()


# Asked for some hundred times at every keystroke, so they are not looked up in their class.
_WITHIN, _BEYOND, _SHORT, _UNKNOWN = _Standing


def _standing(thresholds: Sequence[Threshold], known: Known) -> _Standing:
    if len(thresholds) == 1:  # as nearly all have
        (only,) = thresholds
        value = known.get(only.figure)
        if value is None:
            return _UNKNOWN
        if value < only.least:
            return _SHORT
        return _WITHIN if only.below is None or value < only.below else _BEYOND
    standing = _WITHIN
    for threshold in thresholds:
        value = known.get(threshold.figure)
        if value is None:
            standing = _UNKNOWN
        elif value < threshold.least:
            return _SHORT
        elif standing is _WITHIN and threshold.below is not None and value >= threshold.below:
            standing = _BEYOND
    return standing


class _Found:
    """The conditions of one event, sorted by how they stand."""

    def __init__(self, event: EventType, known: Known, answers: Mapping[str, bool]) -> None:
        self.matched: list[Match] = []
        self.questions: list[tuple[Condition, bool]] = []
        self.waiting: list[Waiting] = []
        self._conditions = event.conditions
        self._answers = answers
        self._denied = {one.scope for one in event.conditions if answers.get(one.id) is False} if answers else set()
        for condition in event.conditions:
            standing = _standing(condition.thresholds, known)
            if standing is _SHORT or (answers and answers.get(condition.id) is False):
                continue
            if standing is _UNKNOWN:
                missing = tuple([one.figure for one in condition.thresholds if one.figure not in known])
                self.waiting.append(Waiting(condition, missing))
            else:
                self._sort(condition, beyond=standing is _BEYOND)

    def open_conditions(self, worst: Grade | None) -> Iterable[Condition]:
        """Return the conditions of worse grades that hang on figures alone."""
        weight = 0 if worst is None else worst.weight
        open_ones = []
        for one in self._conditions:
            if one.weight <= weight:
                break
            if one.thresholds and (not one.asks or (self._answers and self._answers.get(one.id))):
                open_ones.append(one)
        return open_ones

    def _sort(self, condition: Condition, *, beyond: bool) -> None:
        """Let a condition whose figures are reached count, or ask for its scope."""
        if not condition.asks:
            self.matched.append(Match(condition, MatchedBy.FIGURES, beyond))
        elif self._answers and self._answers.get(condition.id):
            self.matched.append(Match(condition, MatchedBy.ANSWER, beyond))
        elif not (beyond and condition.scope in self._denied):  # another band of it was denied
            self.questions.append((condition, beyond))


def _taken_up(matched: Sequence[Match]) -> tuple[Match, ...]:
    """Return the matches, worst first; those beyond their band only where nothing as bad holds within its own."""
    if not matched:
        return ()
    within = [match for match in matched if not match.beyond]
    if len(within) == len(matched):
        return tuple(within)
    weight = within[0].condition.weight if within else 0
    beyond = [match for match in matched if match.beyond and match.condition.weight > weight]
    if not beyond:
        return tuple(within)
    worst = beyond[0].condition.grade
    return (*(match for match in beyond if match.condition.grade is worst), *within)


def _asked(questions: Sequence[tuple[Condition, bool]]) -> tuple[Condition, ...]:
    """Return the questions without those whose band is left while the same scope is asked for as bad a grade."""
    if not questions:
        return ()
    if not any([beyond for _one, beyond in questions]):  # noqa: C419 - a list is quicker than a generator
        return tuple([one for one, _beyond in questions])
    asked = []
    for place, (one, beyond) in enumerate(questions):
        worse = (other for other, _ in questions[:place] if other.scope == one.scope)
        alike = (other for other, out in questions[place:] if not out and other.grade is one.grade)
        if not (beyond and (any(worse) or any(other.scope == one.scope for other in alike))):
            asked.append(one)
    return tuple(asked)


def _raises(conditions: Iterable[Condition], known: Known, figures: Mapping[str, Figure]) -> tuple[Raise, ...]:
    """Return the nearest ways to a worse grade: for every set of figures the smallest change, none that needs more."""
    alone: dict[str, tuple[Decimal, Condition]] = {}
    joint: list[tuple[Condition, dict[str, Decimal]]] = []
    for condition in conditions:
        lacking = condition.thresholds
        if len(lacking) > 1:
            lacking = tuple([one for one in lacking if _lacks(known.get(one.figure), one.least)])
            if len(lacking) > 1:
                joint.append((condition, {one.figure: one.least for one in lacking}))
                continue
        for only in lacking:
            figure, least = only.figure, only.least
            nearest = alone.get(figure)
            # Of conditions alike the lightest grade comes last.
            if (nearest is None or least <= nearest[0]) and _lacks(known.get(figure), least):
                alone[figure] = (least, condition)
    ways = [(condition, {figure: least}) for figure, (least, condition) in alone.items()]
    for condition, wanted in reversed(joint):
        if not any([_needs_no_more(needed, wanted) for _other, needed in ways]):  # noqa: C419 - the same
            ways.append((condition, wanted))
    raises = [Raise(condition, _changes(needed, known, figures)) for condition, needed in ways]
    if len(raises) > 1:
        raises.sort(key=_distance)
    return tuple(raises)


def _lacks(value: Decimal | None, least: Decimal) -> bool:
    return value is None or value < least


def _needs_no_more(needed: Mapping[str, Decimal], other: Mapping[str, Decimal]) -> bool:
    """Whether whoever does what the other way needs has done what this one needs."""
    return all(figure in other and least <= other[figure] for figure, least in needed.items())


def _changes(needed: Mapping[str, Decimal], known: Known, figures: Mapping[str, Figure]) -> tuple[Change, ...]:
    changes = []
    for figure, least in needed.items():
        if figures[figure].counted:
            least = least.to_integral_value(ROUND_CEILING)
        changes.append(Change(figure, known.get(figure), least))
    return tuple(changes)


def _distance(one: Raise) -> tuple[bool, int, Decimal, int]:
    """Return what raises are ordered by: known figures first, few, near in proportion, to the next grade."""
    far, unknown = _NONE, False
    for change in one.changes:
        if change.known is None:
            unknown = True
        elif change.needed:
            far += (change.needed - change.known) / change.needed
    return unknown, len(one.changes), far, one.condition.weight


def _circumstances(
    event: EventType, known: Known, answers: Mapping[str, bool]
) -> tuple[tuple[Criterion, ...], tuple[Criterion, ...]]:
    """Return what has to be reported whatever the grade, and what of it is still to be asked."""
    holding = []
    asked = []
    for one in event.reported:
        if _standing(one.thresholds, known) not in (_WITHIN, _BEYOND):
            continue
        answer = answers.get(one.id) if one.asks else True
        if answer is None:
            asked.append(one)
        elif answer:
            holding.append(one)
    return tuple(holding), tuple(asked)


def _reasons(
    event: EventType, worst: Grade | None, sheet: FactSheet, circumstances: Sequence[Criterion]
) -> tuple[ReportReason, ...]:
    """Return why it goes up: its grade (R007), a sensitive mark (R042), its kind, or a circumstance the law names."""
    held = (
        (ReportReason.GRADE, worst is not None and worst.significant),
        (ReportReason.SENSITIVE, bool(sheet.sensitive)),
        (ReportReason.KIND, event.always_report),
        (ReportReason.CIRCUMSTANCE, bool(circumstances)),
    )
    return tuple([reason for reason, holds in held if holds])
