"""The actions of an event file, beside those of its matter."""

from __future__ import annotations

from ui.actions.spec import QT_TRANSLATE_NOOP, Act, Spec, Where

SPECS = (
    Spec(
        Act.ADD_FACTS,
        QT_TRANSLATE_NOOP("actions", "Add facts"),
        "A",
        "add",
        QT_TRANSLATE_NOOP("actions", "Add figures and answers with their source and time; nothing is overwritten"),
        Where.EVENT,
    ),
    Spec(
        Act.CONFIRM_GRADE,
        QT_TRANSLATE_NOOP("actions", "Grade"),
        "G",
        "flag",
        QT_TRANSLATE_NOOP("actions", "Confirm the suggested grade, or decide another one with a reason"),
        Where.EVENT,
    ),
    Spec(
        Act.CHECK_EVENT,
        QT_TRANSLATE_NOOP("actions", "Verify"),
        "V",
        "check",
        QT_TRANSLATE_NOOP("actions", "Record a verification or an assessment: with whom, and with what result"),
        Where.EVENT,
    ),
    Spec(
        Act.CHANGE_SHEET,
        QT_TRANSLATE_NOOP("actions", "Change the sheet"),
        "S",
        "correct",
        QT_TRANSLATE_NOOP(
            "actions", "Change kind, time, place, sensitivity or contact; the entry says what stood before"
        ),
        Where.EVENT,
    ),
    Spec(
        Act.NOTE_REPORT,
        QT_TRANSLATE_NOOP("actions", "Reported"),
        "P",
        "send",
        QT_TRANSLATE_NOOP("actions", "Note a report that went out: which, to whom; its deadline is met by this"),
        Where.EVENT,
    ),
    Spec(
        Act.NO_REPORT,
        QT_TRANSLATE_NOOP("actions", "Not reported"),
        "R",
        "refused",
        QT_TRANSLATE_NOOP("actions", "Decide not to report with a reason, or review such a decision"),
        Where.EVENT,
    ),
    Spec(
        Act.JOIN_MATTER,
        QT_TRANSLATE_NOOP("actions", "Join a matter"),
        "J",
        "link",
        QT_TRANSLATE_NOOP("actions", "Say that another matter tells of this event"),
        Where.EVENT,
    ),
    Spec(
        Act.MAKE_REPORT,
        QT_TRANSLATE_NOOP("actions", "Draft a report"),
        "T",
        "send",
        QT_TRANSLATE_NOOP(
            "actions",
            "Draft the first report or the next follow-up from the file, or go on with one not out yet",
        ),
        Where.EVENT,
    ),
    Spec(
        Act.MAKE_FINAL,
        QT_TRANSLATE_NOOP("actions", "Final report"),
        "Shift+T",
        "send",
        QT_TRANSLATE_NOOP("actions", "Draft the final report of this event"),
        Where.EVENT,
    ),
)
