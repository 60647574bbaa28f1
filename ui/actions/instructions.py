"""The actions of an instruction and its tasks, beside those of its matter."""

from __future__ import annotations

from ui.actions.spec import QT_TRANSLATE_NOOP, Act, Spec, Where

SPECS = (
    Spec(
        Act.RELAY,
        QT_TRANSLATE_NOOP("actions", "Relay"),
        "R",
        "send",
        QT_TRANSLATE_NOOP(
            "actions", "Note that a unit was told the exact words, by whom they were taken and what was read back"
        ),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.CHASE,
        QT_TRANSLATE_NOOP("actions", "Chase"),
        "K",
        "phone-out",
        QT_TRANSLATE_NOOP("actions", "Note that a unit was chased, and what it answered"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.FINISH_TASK,
        QT_TRANSLATE_NOOP("actions", "Task done"),
        "G",
        "done",
        QT_TRANSLATE_NOOP("actions", "End the marked task with its result"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.EXPLAIN_LATE,
        QT_TRANSLATE_NOOP("actions", "Late: explanation"),
        "L",
        "paper",
        QT_TRANSLATE_NOOP("actions", "Note the written explanation of a late unit, with another due time or without"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.PROPOSE,
        QT_TRANSLATE_NOOP("actions", "Proposal and word"),
        "P",
        "flag",
        QT_TRANSLATE_NOOP(
            "actions", "Where chasing brought nothing: propose how to go on, then note the leader's word"
        ),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.PASS_ON,
        QT_TRANSLATE_NOOP("actions", "Passed on"),
        "O",
        "forward",
        QT_TRANSLATE_NOOP("actions", "Note that the task was passed on for direct reply; this counts as done"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.STOP_TASK,
        QT_TRANSLATE_NOOP("actions", "Stop the task"),
        "T",
        "refused",
        QT_TRANSLATE_NOOP("actions", "Stop the marked task with a reason; it stays visible"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.TAKE_UP_TASK,
        QT_TRANSLATE_NOOP("actions", "Task again"),
        "Y",
        "refresh",
        QT_TRANSLATE_NOOP("actions", "Take an ended task up again, with the reason"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.ADD_TASK,
        QT_TRANSLATE_NOOP("actions", "Add task"),
        "A",
        "add",
        QT_TRANSLATE_NOOP("actions", "Set one more unit a task of this instruction"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.FEED_BACK,
        QT_TRANSLATE_NOOP("actions", "Feed back"),
        "B",
        "reply",
        QT_TRANSLATE_NOOP("actions", "Note that the leader, the section or the forwarding office was told"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.NOTE_SIGNED,
        QT_TRANSLATE_NOOP("actions", "Signed"),
        "S",
        "check",
        QT_TRANSLATE_NOOP("actions", "Note that the leader has read and signed what was drafted"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.CORRECT_WORDS,
        QT_TRANSLATE_NOOP("actions", "Correct the words"),
        "Q",
        "correct",
        QT_TRANSLATE_NOOP(
            "actions", "Correct the exact words; what stood before stays visible, and the units are told again"
        ),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.CORRECT_SHEET,
        QT_TRANSLATE_NOOP("actions", "Correct the sheet"),
        "V",
        "correct",
        QT_TRANSLATE_NOOP("actions", "Correct who gave it, how, when, from what it was transcribed, who hears of it"),
        Where.INSTRUCTION,
    ),
    Spec(
        Act.PRINT_SLIP,
        QT_TRANSLATE_NOOP("actions", "Routing slip"),
        "X",
        "print",
        QT_TRANSLATE_NOOP("actions", "Preview the routing slip, for a fax or telegram its circulation slip"),
        Where.INSTRUCTION,
    ),
)
