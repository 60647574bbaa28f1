"""Conditions, questions and ways to a worse grade in words, in either language; words of the law stay Chinese."""

from __future__ import annotations

from decimal import Decimal

from dutyroom.incidents.model import Assessment, Change, Criterion, EventType, Grade, GradingBook, Raise, Threshold
from dutyroom.texts import Language, term

_SOME = Decimal("0.0001")  # what stands where a law names no lower end: anything at all


def number_words(value: Decimal) -> str:
    """Return a number without needless noughts: 3, 3.5, 10000."""
    return f"{value.normalize():f}"


def condition_words(book: GradingBook, one: Criterion, language: Language = "zh_CN") -> str:
    """Return what a condition asks for: 死亡人数3人以上、10人以下."""
    if not one.thresholds:
        return one.words
    joint = term("grading_phrase", "and", language)
    figures = joint.join(threshold_words(book, threshold, language) for threshold in one.thresholds)
    if one.words:
        figures = _say("with_words", language, figures=figures, words=one.words)
    return _say("in_scope", language, scope=one.scope, figures=figures) if one.scope else figures


def threshold_words(book: GradingBook, one: Threshold, language: Language = "zh_CN") -> str:
    """Return one figure with its band: 直接经济损失1000万元以下."""
    unit = book.figures[one.figure].unit
    phrase = "from" if one.below is None else "between"
    if one.least <= _SOME:
        phrase = "some" if one.below is None else "some_below" if one.least else "below"
        if one.below is not None and unit.counted and one.below <= 1:
            phrase = "none"
    return _say(
        phrase,
        language,
        figure=term("figure", one.figure, language),
        unit=term("figure_unit", unit, language),
        least=number_words(one.least),
        below="" if one.below is None else number_words(one.below),
    )


def raise_words(book: GradingBook, event: EventType, one: Raise, language: Language = "zh_CN") -> str:
    """Return what would make it worse: 再死亡1人即为较大."""
    joint = term("grading_phrase", "and", language)
    changes = joint.join(_change_words(book, change, language) for change in one.changes)
    if event.trigger:
        return _say("is_trigger", language, changes=changes, event=term("event_type", event.id, language))
    return _say("is_grade", language, changes=changes, grade=grade_words(event, one.condition.grade, language))


def grade_words(event: EventType, grade: Grade, language: Language = "zh_CN") -> str:
    """Return what a grade is called for such an event: 较大, and where the law has another word 较大（中型）."""
    name = term("grade", grade, language)
    label = event.grade_labels.get(grade)
    return f"{name}（{label}）" if label and language == "zh_CN" else name


def _change_words(book: GradingBook, change: Change, language: Language) -> str:
    figure, unit = change.figure, book.figures[change.figure].unit
    values = {"figure": term("figure", figure, language), "unit": term("figure_unit", unit, language)}
    if change.more is None:
        return _say("reaches", language, needed=number_words(change.needed), **values)
    try:
        phrase = term("figure_more", figure, language)
    except KeyError:  # only the commonest figures have a phrase of their own
        phrase = term("figure_more", "other", language)
    return phrase.format(more=number_words(change.more), **values)


def _say(phrase: str, language: Language, **values: str) -> str:
    return term("grading_phrase", phrase, language).format(**values)


def local_plan_words(event: EventType, language: Language = "zh_CN") -> str:
    """Return which plan grades what the law leaves open, and that the law grades no social-security events at all.

    Empty where the law grades every grade of such an event (突发事件应对法, article 3).
    """
    if not event.local_grades:
        return "" if event.event_class.graded_by_law else _say("law_grades_none", language)
    grades = term("grading_phrase", "joint", language).join(term("grade", one, language) for one in event.local_grades)
    phrase = "local_plan" if event.local_plan else "no_local_plan"
    told = _say(phrase, language, grades=grades, plan=event.local_plan)
    return told if event.event_class.graded_by_law else _say("law_grades_none", language) + told


def summary(book: GradingBook, found: Assessment, language: Language = "zh_CN") -> str:
    """Return the sentence that ends an answer: the grade and why, or why there is none; what would raise it; alarms."""
    event = found.event
    name = term("event_type", event.id, language)
    if found.grade is None:
        pending = "pending" if found.questions or found.waiting else "none_holds"
        told = _say(pending, language, event=name)
    else:
        first = found.matched[0].condition
        phrase = "graded_as_trigger" if event.trigger else "graded"
        values = {"grade": grade_words(event, found.grade, language), "words": condition_words(book, first, language)}
        told = _say(phrase, language, event=name, **values)
    if found.raises and found.grade is not None:
        told += _say("further", language, words=raise_words(book, event, found.raises[0], language))
    going_up = "goes_up" if found.report else "handling_decides"
    return told + _say(going_up, language)
