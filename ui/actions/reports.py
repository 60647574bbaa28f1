"""The actions of a situation report."""

from __future__ import annotations

from ui.actions.spec import QT_TRANSLATE_NOOP, Act, Spec, Where

SPECS = (
    Spec(
        Act.SUBMIT_REPORT,
        QT_TRANSLATE_NOOP("actions", "Hand in"),
        "S",
        "forward",
        QT_TRANSLATE_NOOP("actions", "Hand the report to the gates, the lower one first"),
        Where.REPORT,
    ),
    Spec(
        Act.SIGN_GATE,
        QT_TRANSLATE_NOOP("actions", "Decide and sign"),
        "G",
        "check",
        QT_TRANSLATE_NOOP("actions", "Clear the report or return it, with an own password at this desk"),
        Where.REPORT,
    ),
    Spec(
        Act.PASS_GATE,
        QT_TRANSLATE_NOOP("actions", "Pass the gate by"),
        "B",
        "warning",
        QT_TRANSLATE_NOOP(
            "actions", "Tell a leader directly because it is most urgent; the gate is owed and cleared afterwards"
        ),
        Where.REPORT,
    ),
    Spec(
        Act.NOTE_ORDER,
        QT_TRANSLATE_NOOP("actions", "Leader's word"),
        "L",
        "user",
        QT_TRANSLATE_NOOP("actions", "Note a leader's word on this report, kept exactly"),
        Where.REPORT,
    ),
    Spec(
        Act.TAKE_BACK,
        QT_TRANSLATE_NOOP("actions", "Take back"),
        "T",
        "withdraw",
        QT_TRANSLATE_NOOP("actions", "Take the report back from the gates to change its words"),
        Where.REPORT,
    ),
    Spec(
        Act.TAKE_OVER,
        QT_TRANSLATE_NOOP("actions", "Take over"),
        "H",
        "assign",
        QT_TRANSLATE_NOOP("actions", "Take the draft from whoever has it in hand"),
        Where.REPORT,
    ),
    Spec(
        Act.SEND_REPORT,
        QT_TRANSLATE_NOOP("actions", "To the sending"),
        "D",
        "send",
        QT_TRANSLATE_NOOP("actions", "Show to whom it goes, and note what went out"),
        Where.REPORT,
    ),
    Spec(
        Act.ADD_RECIPIENT,
        QT_TRANSLATE_NOOP("actions", "Add a recipient"),
        "A",
        "add",
        QT_TRANSLATE_NOOP("actions", "Put somebody on the list, from the directory or by hand"),
        Where.REPORT,
    ),
    Spec(
        Act.REMOVE_RECIPIENT,
        QT_TRANSLATE_NOOP("actions", "Off the list"),
        "Del",
        "close",
        QT_TRANSLATE_NOOP("actions", "Take the marked recipient off the list with a reason, or put them back"),
        Where.REPORT,
    ),
    Spec(
        Act.CORRECT_REPORT,
        QT_TRANSLATE_NOOP("actions", "Correct by a new one"),
        "E",
        "correct",
        QT_TRANSLATE_NOOP("actions", "Begin the report that corrects this one; it goes to all who were told"),
        Where.REPORT,
    ),
    Spec(
        Act.WITHDRAW_REPORT,
        QT_TRANSLATE_NOOP("actions", "Withdraw"),
        "W",
        "withdraw",
        QT_TRANSLATE_NOOP("actions", "Withdraw this report; its words stay"),
        Where.REPORT,
    ),
    Spec(
        Act.PRINT_REPORT,
        QT_TRANSLATE_NOOP("actions", "Print"),
        "P",
        "print",
        QT_TRANSLATE_NOOP("actions", "Preview and print the report, or save it as PDF or Word"),
        Where.REPORT,
    ),
    Spec(
        Act.TO_EVENT,
        QT_TRANSLATE_NOOP("actions", "To the event"),
        "M",
        "incident",
        QT_TRANSLATE_NOOP("actions", "Show the file of the event that this report is about"),
        Where.REPORT,
    ),
)
