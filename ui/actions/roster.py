"""The actions of the wall calendar and of a plan."""

from __future__ import annotations

from ui.actions.spec import QT_TRANSLATE_NOOP, Act, Spec, Where

SPECS = (
    Spec(
        Act.OPEN_DAY,
        QT_TRANSLATE_NOOP("actions", "Open the day"),
        "Return",
        "calendar",
        QT_TRANSLATE_NOOP("actions", "Show who is on that day, and why each of them"),
        Where.CALENDAR,
    ),
    Spec(
        Act.PREVIOUS_MONTH,
        QT_TRANSLATE_NOOP("actions", "Month before"),
        "PgUp",
        "chevron-left",
        QT_TRANSLATE_NOOP("actions", "Show the month before; K does the same"),
        Where.CALENDAR,
    ),
    Spec(
        Act.NEXT_MONTH,
        QT_TRANSLATE_NOOP("actions", "Month after"),
        "PgDown",
        "chevron-right",
        QT_TRANSLATE_NOOP("actions", "Show the month after; J does the same"),
        Where.CALENDAR,
    ),
    Spec(
        Act.THIS_MONTH,
        QT_TRANSLATE_NOOP("actions", "This month"),
        "Home",
        "due",
        QT_TRANSLATE_NOOP("actions", "Go back to today; T does the same"),
        Where.CALENDAR,
    ),
    Spec(
        Act.CHANGE_NAME,
        QT_TRANSLATE_NOOP("actions", "Change the name"),
        "Return",
        "correct",
        QT_TRANSLATE_NOOP("actions", "List who could be on, best first; or type initials at once"),
        Where.PLAN,
    ),
    Spec(
        Act.EMPTY_PLACE,
        QT_TRANSLATE_NOOP("actions", "Empty the place"),
        "Del",
        "close",
        QT_TRANSLATE_NOOP("actions", "Take the name away; the place stays and wants another"),
        Where.PLAN,
    ),
    Spec(
        Act.UNDO,
        QT_TRANSLATE_NOOP("actions", "Undo"),
        "Ctrl+Z",
        "withdraw",
        QT_TRANSLATE_NOOP("actions", "Take back the last change to this plan, or the last note of who was on"),
        Where.PLAN,
    ),
)
