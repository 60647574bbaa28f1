"""The actions of a paper that was received, beside those of its matter."""

from __future__ import annotations

from ui.actions.spec import QT_TRANSLATE_NOOP, Act, Spec, Where

SPECS = (
    Spec(
        Act.ADD_OPINION,
        QT_TRANSLATE_NOOP("actions", "Opinion"),
        "O",
        "correct",
        QT_TRANSLATE_NOOP("actions", "Note an opinion that somebody wrote on the slip: in what part, who, the words"),
        Where.PAPER,
    ),
    Spec(
        Act.NOTE_DIFFERENCE,
        QT_TRANSLATE_NOOP("actions", "Views differ"),
        "V",
        "warning",
        QT_TRANSLATE_NOOP("actions", "Note in what views differ: the secretary-general is told before a decision"),
        Where.PAPER,
    ),
    Spec(
        Act.SEND_ON,
        QT_TRANSLATE_NOOP("actions", "Send on"),
        "G",
        "forward",
        QT_TRANSLATE_NOOP("actions", "Note where the paper went and who received it"),
        Where.PAPER,
    ),
    Spec(
        Act.ASK_SENDER,
        QT_TRANSLATE_NOOP("actions", "Ask the sender"),
        "Q",
        "phone-out",
        QT_TRANSLATE_NOOP("actions", "Note what is wrong with the paper and whom of the sender you asked"),
        Where.PAPER,
    ),
    Spec(
        Act.HAND_UNOPENED,
        QT_TRANSLATE_NOOP("actions", "Hand on unopened"),
        "T",
        "user",
        QT_TRANSLATE_NOOP("actions", "Note that the sealed letter went to its addressee"),
        Where.PAPER,
    ),
    Spec(
        Act.PRINT_READING,
        QT_TRANSLATE_NOOP("actions", "Reading slip"),
        "Y",
        "print",
        QT_TRANSLATE_NOOP("actions", "Preview the reading slip of this paper"),
        Where.PAPER,
    ),
)
