"""The actions of the handover sheet and of the review of past ones."""

from __future__ import annotations

from ui.actions.spec import QT_TRANSLATE_NOOP, Act, Spec, Where

SPECS = (
    Spec(
        Act.TICK,
        QT_TRANSLATE_NOOP("actions", "Tick"),
        "Space",
        "check",
        QT_TRANSLATE_NOOP("actions", "Tick a pending matter, or turn the state of a thing; J and K go down and up"),
        Where.HANDOVER,
    ),
    Spec(
        Act.READ_BACK,
        QT_TRANSLATE_NOOP("actions", "Read back"),
        "R",
        "reply",
        QT_TRANSLATE_NOOP("actions", "Write in one line what is to be done; Enter ticks the matter and goes on"),
        Where.HANDOVER,
    ),
    Spec(
        Act.NEXT_STEP,
        QT_TRANSLATE_NOOP("actions", "Next step"),
        "N",
        "forward",
        QT_TRANSLATE_NOOP("actions", "Write the next step of the marked matter"),
        Where.HANDOVER,
    ),
    Spec(
        Act.NEXT_DAY,
        QT_TRANSLATE_NOOP("actions", "Next day"),
        "J",
        "chevron-right",
        QT_TRANSLATE_NOOP("actions", "Go to the first handover of the next day"),
        Where.REVIEW,
    ),
    Spec(
        Act.DAY_BEFORE,
        QT_TRANSLATE_NOOP("actions", "Day before"),
        "K",
        "chevron-left",
        QT_TRANSLATE_NOOP("actions", "Go to the first handover of the day before"),
        Where.REVIEW,
    ),
    Spec(
        Act.TURN_SHEET,
        QT_TRANSLATE_NOOP("actions", "Sheet or difference"),
        "Space",
        "paper",
        QT_TRANSLATE_NOOP("actions", "Read the sheet as it is printed, or against the one before"),
        Where.REVIEW,
    ),
)
