"""The actions of the alert window.

Function keys: an alert comes while somebody types, and no word must be taken for an answer.
"""

from __future__ import annotations

from ui.actions.spec import QT_TRANSLATE_NOOP, Act, Spec, Where

SPECS = (
    Spec(
        Act.CALL_REACHED,
        QT_TRANSLATE_NOOP("actions", "Reached"),
        "F5",
        "phone",
        QT_TRANSLATE_NOOP("actions", "Note that whoever is called was reached"),
        Where.ALERT,
    ),
    Spec(
        Act.CALL_UNANSWERED,
        QT_TRANSLATE_NOOP("actions", "No answer"),
        "F7",
        "phone-out",
        QT_TRANSLATE_NOOP("actions", "Note that nobody answered; the next person is called at once"),
        Where.ALERT,
    ),
    Spec(
        Act.ALERT_MATTER,
        QT_TRANSLATE_NOOP("actions", "Open the matter"),
        "F11",
        "forward",
        QT_TRANSLATE_NOOP("actions", "Show the matter that this alert is about"),
        Where.ALERT,
    ),
    Spec(
        Act.ACKNOWLEDGE,
        QT_TRANSLATE_NOOP("actions", "Acknowledge"),
        "F12",
        "check",
        QT_TRANSLATE_NOOP("actions", "Say that you know: the sound stops for you, others go on being called"),
        Where.ALERT,
    ),
    Spec(
        Act.CLOSE_ALERT,
        QT_TRANSLATE_NOOP("actions", "Close the alert"),
        "Shift+F12",
        "done",
        QT_TRANSLATE_NOOP("actions", "Close the alert with what came of it: nobody is called any more"),
        Where.ALERT,
    ),
)
