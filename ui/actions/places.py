"""What the places are called in which keys work, in the order in which they are read."""

from __future__ import annotations

from ui.actions.spec import QT_TRANSLATE_NOOP, Where

PLACES = {
    Where.WINDOW: QT_TRANSLATE_NOOP("actions", "Everywhere"),
    Where.SLIP: QT_TRANSLATE_NOOP("actions", "In a form"),
    Where.LIST: QT_TRANSLATE_NOOP("actions", "In a list"),
    Where.MATTER: QT_TRANSLATE_NOOP("actions", "In a matter"),
    Where.EVENT: QT_TRANSLATE_NOOP("actions", "In an event file (with those of a matter)"),
    Where.INSTRUCTION: QT_TRANSLATE_NOOP(
        "actions", "In an instruction (with those of a matter; those of a task are for the marked one)"
    ),
    Where.PAPER: QT_TRANSLATE_NOOP("actions", "In a paper that was received (with those of a matter)"),
    Where.REPORT: QT_TRANSLATE_NOOP("actions", "In a situation report"),
    Where.ALERT: QT_TRANSLATE_NOOP("actions", "In the alert window"),
    Where.HANDOVER: QT_TRANSLATE_NOOP("actions", "In the handover sheet"),
    Where.REVIEW: QT_TRANSLATE_NOOP("actions", "In the review of handovers"),
    Where.CALENDAR: QT_TRANSLATE_NOOP("actions", "In the wall calendar"),
    Where.PLAN: QT_TRANSLATE_NOOP("actions", "In a plan"),
}
