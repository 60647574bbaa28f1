"""Every action of the desk, once: its name, its key, its icon, what it does in a sentence.

Pages and menus ask here; ``docs/keyboard.md`` is made from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import icons


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark ``text`` for translation without translating it yet."""
    return text


class Act(StrEnum):
    """The actions."""

    HELP = "help"
    NEW_SLIP = "new_slip"
    SEARCH = "search"
    NEW_EMERGENCY = "new_emergency"
    NEW_INSTRUCTION = "new_instruction"
    NEW_PAPER = "new_paper"
    LOCK = "lock"
    BACK = "back"
    GO_DESK = "go_desk"
    GO_LOG = "go_log"
    GO_INCIDENTS = "go_incidents"
    GO_SUPERVISION = "go_supervision"
    GO_HANDOVER = "go_handover"
    STEP_AWAY = "step_away"
    GO_DIRECTORY = "go_directory"
    GO_ROSTER = "go_roster"
    GO_SETTINGS = "go_settings"
    SAVE = "save"
    PRINT = "print"
    PRINT_WATCH = "print_watch"
    ADD_STEP = "add_step"
    CORRECT = "correct"
    CORRECT_FIELD = "correct_field"
    HAND_TO = "hand_to"
    SET_DUE = "set_due"
    CLOSE_MATTER = "close_matter"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    MAKE_EVENT = "make_event"
    MAKE_INSTRUCTION = "make_instruction"
    RELAY = "relay"
    CHASE = "chase"
    FINISH_TASK = "finish_task"
    EXPLAIN_LATE = "explain_late"
    PROPOSE = "propose"
    PASS_ON = "pass_on"
    STOP_TASK = "stop_task"
    TAKE_UP_TASK = "take_up_task"
    ADD_TASK = "add_task"
    FEED_BACK = "feed_back"
    NOTE_SIGNED = "note_signed"
    CORRECT_WORDS = "correct_words"
    CORRECT_SHEET = "correct_sheet"
    PRINT_SLIP = "print_slip"
    ADD_OPINION = "add_opinion"
    NOTE_DIFFERENCE = "note_difference"
    SEND_ON = "send_on"
    ASK_SENDER = "ask_sender"
    HAND_UNOPENED = "hand_unopened"
    PRINT_READING = "print_reading"
    ADD_FACTS = "add_facts"
    CONFIRM_GRADE = "confirm_grade"
    CHECK_EVENT = "check_event"
    NOTE_REPORT = "note_report"
    CHANGE_SHEET = "change_sheet"
    NO_REPORT = "no_report"
    JOIN_MATTER = "join_matter"
    COPY = "copy"
    NEXT_SLIP = "next_slip"
    SWITCH_THEME = "switch_theme"
    OPEN_DAY = "open_day"
    PREVIOUS_MONTH = "previous_month"
    NEXT_MONTH = "next_month"
    THIS_MONTH = "this_month"
    CHANGE_NAME = "change_name"
    EMPTY_PLACE = "empty_place"
    UNDO = "undo"
    GO_ALERT = "go_alert"
    CALL_REACHED = "call_reached"
    CALL_UNANSWERED = "call_unanswered"
    ALERT_MATTER = "alert_matter"
    TICK = "tick"
    READ_BACK = "read_back"
    NEXT_STEP = "next_step"
    NEXT_DAY = "next_day"
    DAY_BEFORE = "day_before"
    TURN_SHEET = "turn_sheet"
    ACKNOWLEDGE = "acknowledge"
    CLOSE_ALERT = "close_alert"
    GO_REPORTS = "go_reports"
    MAKE_REPORT = "make_report"
    MAKE_FINAL = "make_final"
    SUBMIT_REPORT = "submit_report"
    SIGN_GATE = "sign_gate"
    PASS_GATE = "pass_gate"
    NOTE_ORDER = "note_order"
    TAKE_BACK = "take_back"
    TAKE_OVER = "take_over"
    SEND_REPORT = "send_report"
    ADD_RECIPIENT = "add_recipient"
    REMOVE_RECIPIENT = "remove_recipient"
    CORRECT_REPORT = "correct_report"
    WITHDRAW_REPORT = "withdraw_report"
    PRINT_REPORT = "print_report"
    TO_EVENT = "to_event"
    NOTE_OUTCOME = "note_outcome"


class Where(StrEnum):
    """Where a key works."""

    WINDOW = "window"
    SLIP = "slip"
    MATTER = "matter"
    EVENT = "event"
    INSTRUCTION = "instruction"
    PAPER = "paper"
    LIST = "list"
    CALENDAR = "calendar"
    PLAN = "plan"
    ALERT = "alert"
    REPORT = "report"
    HANDOVER = "handover"
    REVIEW = "review"


@dataclass(frozen=True)
class Spec:
    """One action. Texts are English here and translated when shown."""

    act: Act
    text: str
    key: str
    icon: str
    tip: str
    where: Where = Where.WINDOW


_CONTEXT = "actions"
_MNEMONIC = re.compile(r"\(&.\)")
SPECS: dict[Act, Spec] = {
    spec.act: spec
    for spec in (
        Spec(
            Act.HELP,
            QT_TRANSLATE_NOOP("actions", "&Help"),
            "F1",
            "help",
            QT_TRANSLATE_NOOP("actions", "Show every key and what it does"),
        ),
        Spec(
            Act.NEW_SLIP,
            QT_TRANSLATE_NOOP("actions", "&New call"),
            "F2",
            "phone-in",
            QT_TRANSLATE_NOOP("actions", "Open a call slip with the time already in it"),
        ),
        Spec(
            Act.SEARCH,
            QT_TRANSLATE_NOOP("actions", "&Search"),
            "F3",
            "search",
            QT_TRANSLATE_NOOP("actions", "Search everything that was ever logged"),
        ),
        Spec(
            Act.NEW_EMERGENCY,
            QT_TRANSLATE_NOOP("actions", "&Emergency"),
            "F4",
            "incident",
            QT_TRANSLATE_NOOP(
                "actions", "Open an event file: kind, figures, and the grade they suggest while one types"
            ),
        ),
        Spec(
            Act.NEW_INSTRUCTION,
            QT_TRANSLATE_NOOP("actions", "&Instruction"),
            "F6",
            "supervise",
            QT_TRANSLATE_NOOP("actions", "Take down a leader's instruction: who, when, the exact words, which units"),
        ),
        Spec(
            Act.NEW_PAPER,
            QT_TRANSLATE_NOOP("actions", "&Paper received"),
            "Shift+F6",
            "paper",
            QT_TRANSLATE_NOOP("actions", "Register a paper, fax or telegram: count, pages, who signed for it"),
        ),
        Spec(
            Act.LOCK,
            QT_TRANSLATE_NOOP("actions", "&Lock"),
            "Ctrl+L",
            "lock",
            QT_TRANSLATE_NOOP("actions", "Hide the desk until the password is given; the clock stays"),
        ),
        Spec(
            Act.BACK,
            QT_TRANSLATE_NOOP("actions", "&Back"),
            "Esc",
            "back",
            QT_TRANSLATE_NOOP("actions", "Go back; what was typed is kept as a draft"),
        ),
        Spec(
            Act.GO_DESK,
            QT_TRANSLATE_NOOP("actions", "Desk"),
            "Ctrl+1",
            "desk",
            QT_TRANSLATE_NOOP("actions", "Open matters in the order of doing"),
        ),
        Spec(
            Act.GO_LOG,
            QT_TRANSLATE_NOOP("actions", "Log"),
            "Ctrl+2",
            "log",
            QT_TRANSLATE_NOOP("actions", "Everything that was logged, newest first"),
        ),
        Spec(
            Act.GO_INCIDENTS,
            QT_TRANSLATE_NOOP("actions", "Incidents"),
            "Ctrl+5",
            "incident",
            QT_TRANSLATE_NOOP("actions", "Event files, the worst of the open ones first"),
        ),
        Spec(
            Act.GO_SUPERVISION,
            QT_TRANSLATE_NOOP("actions", "Supervise"),
            "Ctrl+6",
            "supervise",
            QT_TRANSLATE_NOOP(
                "actions", "Leaders' instructions and their tasks until there is a result; papers received"
            ),
        ),
        Spec(
            Act.GO_HANDOVER,
            QT_TRANSLATE_NOOP("actions", "Handover"),
            "F8",
            "handover",
            QT_TRANSLATE_NOOP("actions", "The watch, its handover sheet, and the review of past ones"),
        ),
        Spec(
            Act.STEP_AWAY,
            QT_TRANSLATE_NOOP("actions", "A&way or back"),
            "F10",
            "sign-out",
            QT_TRANSLATE_NOOP(
                "actions", "Note that you leave the desk for a short while, and why; or that you are back"
            ),
        ),
        Spec(
            Act.GO_DIRECTORY,
            QT_TRANSLATE_NOOP("actions", "Directory"),
            "Ctrl+3",
            "directory",
            QT_TRANSLATE_NOOP("actions", "Units, people and their numbers"),
        ),
        Spec(
            Act.GO_ROSTER,
            QT_TRANSLATE_NOOP("actions", "Roster"),
            "Ctrl+4",
            "roster",
            QT_TRANSLATE_NOOP("actions", "Who is on: wall calendar, people, planner, swaps"),
        ),
        Spec(
            Act.GO_SETTINGS,
            QT_TRANSLATE_NOOP("actions", "Settings"),
            "Ctrl+,",
            "settings",
            QT_TRANSLATE_NOOP("actions", "This seat, the room, accounts, backup"),
        ),
        Spec(
            Act.SAVE,
            QT_TRANSLATE_NOOP("actions", "&Save"),
            "Ctrl+Return",
            "check",
            QT_TRANSLATE_NOOP("actions", "Save what was typed"),
            Where.SLIP,
        ),
        Spec(
            Act.NEXT_SLIP,
            QT_TRANSLATE_NOOP("actions", "Next slip"),
            "Ctrl+Tab",
            "forward",
            QT_TRANSLATE_NOOP("actions", "Go to the next open slip"),
            Where.SLIP,
        ),
        Spec(
            Act.PRINT,
            QT_TRANSLATE_NOOP("actions", "&Print the day"),
            "Ctrl+P",
            "print",
            QT_TRANSLATE_NOOP("actions", "Preview and print the duty record of a day"),
        ),
        Spec(
            Act.PRINT_WATCH,
            QT_TRANSLATE_NOOP("actions", "Print the &watch"),
            "Ctrl+Shift+P",
            "print",
            QT_TRANSLATE_NOOP("actions", "Preview and print the work log of a watch"),
        ),
        Spec(
            Act.SWITCH_THEME,
            QT_TRANSLATE_NOOP("actions", "Light or &dark"),
            "Ctrl+Shift+L",
            "theme",
            QT_TRANSLATE_NOOP("actions", "Switch between the light and the dark look"),
        ),
        Spec(
            Act.ADD_STEP,
            QT_TRANSLATE_NOOP("actions", "Add step"),
            "N",
            "add",
            QT_TRANSLATE_NOOP("actions", "Add a step to this matter"),
            Where.MATTER,
        ),
        Spec(
            Act.CORRECT,
            QT_TRANSLATE_NOOP("actions", "Correct"),
            "E",
            "correct",
            QT_TRANSLATE_NOOP("actions", "Correct the marked entry; what stood before stays visible"),
            Where.MATTER,
        ),
        Spec(
            Act.CORRECT_FIELD,
            QT_TRANSLATE_NOOP("actions", "Correct a field"),
            "F",
            "correct",
            QT_TRANSLATE_NOOP("actions", "Correct the subject, unit, person, urgency or another field"),
            Where.MATTER,
        ),
        Spec(
            Act.HAND_TO,
            QT_TRANSLATE_NOOP("actions", "Hand to"),
            "H",
            "assign",
            QT_TRANSLATE_NOOP("actions", "Hand this matter to somebody"),
            Where.MATTER,
        ),
        Spec(
            Act.SET_DUE,
            QT_TRANSLATE_NOOP("actions", "Due time"),
            "D",
            "due",
            QT_TRANSLATE_NOOP("actions", "Set or change the time until which this has to be done"),
            Where.MATTER,
        ),
        Spec(
            Act.CLOSE_MATTER,
            QT_TRANSLATE_NOOP("actions", "Close"),
            "C",
            "done",
            QT_TRANSLATE_NOOP("actions", "Close this matter with its result"),
            Where.MATTER,
        ),
        Spec(
            Act.REOPEN,
            QT_TRANSLATE_NOOP("actions", "Take up again"),
            "U",
            "refresh",
            QT_TRANSLATE_NOOP("actions", "Reopen a closed matter, or undo a withdrawal"),
            Where.MATTER,
        ),
        Spec(
            Act.WITHDRAW,
            QT_TRANSLATE_NOOP("actions", "Withdraw"),
            "W",
            "withdraw",
            QT_TRANSLATE_NOOP("actions", "Withdraw this matter; it stays, struck through"),
            Where.MATTER,
        ),
        Spec(
            Act.MAKE_EVENT,
            QT_TRANSLATE_NOOP("actions", "Event file"),
            "M",
            "incident",
            QT_TRANSLATE_NOOP("actions", "Make an event file of this call; unit, time and words are taken over"),
            Where.MATTER,
        ),
        Spec(
            Act.MAKE_INSTRUCTION,
            QT_TRANSLATE_NOOP("actions", "Instruction"),
            "I",
            "supervise",
            QT_TRANSLATE_NOOP("actions", "Take down what a leader instructed on this; the link is kept"),
            Where.MATTER,
        ),
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
            QT_TRANSLATE_NOOP(
                "actions", "Note the written explanation of a late unit, with another due time or without"
            ),
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
            QT_TRANSLATE_NOOP(
                "actions", "Correct who gave it, how, when, from what it was transcribed, who hears of it"
            ),
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
        Spec(
            Act.ADD_OPINION,
            QT_TRANSLATE_NOOP("actions", "Opinion"),
            "O",
            "correct",
            QT_TRANSLATE_NOOP(
                "actions", "Note an opinion that somebody wrote on the slip: in what part, who, the words"
            ),
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
            Act.COPY,
            QT_TRANSLATE_NOOP("actions", "Copy"),
            "Ctrl+C",
            "copy",
            QT_TRANSLATE_NOOP("actions", "Copy what is marked"),
            Where.LIST,
        ),
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
        Spec(
            Act.GO_ALERT,
            QT_TRANSLATE_NOOP("actions", "To the alert"),
            "F9",
            "bell",
            QT_TRANSLATE_NOOP("actions", "Go to the worst alert that stands"),
        ),
        # Function keys: an alert comes while somebody types, and no word must be taken for an answer.
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
        Spec(
            Act.GO_REPORTS,
            QT_TRANSLATE_NOOP("actions", "Situation reports"),
            "Ctrl+R",
            "send",
            QT_TRANSLATE_NOOP("actions", "The register of situation reports: what goes up, where it waits, who has it"),
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
        Spec(
            Act.NOTE_OUTCOME,
            QT_TRANSLATE_NOOP("actions", "Outcome"),
            "Z",
            "flag",
            QT_TRANSLATE_NOOP(
                "actions", "Note what becomes of it: reported, returned or not reported; and who was told"
            ),
            Where.MATTER,
        ),
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
}


def text_of(act: Act) -> str:
    """Return the name of an action in the language of the screen, with its mnemonic."""
    return QCoreApplication.translate(_CONTEXT, SPECS[act].text)


def tip_of(act: Act) -> str:
    """Return what an action does, in the language of the screen."""
    return QCoreApplication.translate(_CONTEXT, SPECS[act].tip)


def plain_text_of(act: Act) -> str:
    """Return the name of an action without its mnemonic, which stands behind a Chinese name: 检索(&S)."""
    return _MNEMONIC.sub("", text_of(act)).replace("&", "")


def text_with_keys(act: Act, action: QAction) -> str:
    """Return what a button says that teaches its keys: the name, and the keys as this system writes them."""
    return f"{plain_text_of(act)} {action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}"


def keys_of(act: Act) -> list[QKeySequence]:
    """Return the keys of an action: the Enter of the number pad does what the other one does."""
    key = SPECS[act].key
    keys = [key, key.replace("Return", "Enter")] if "Return" in key else [key]
    return [QKeySequence(text) for text in keys]


def make(act: Act, parent: QWidget, *, context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut) -> QAction:
    """Return the QAction of ``act`` with its key, icon and tip, added to ``parent``."""
    spec = SPECS[act]
    action = QAction(icons.icon(spec.icon), text_of(act), parent)
    action.setObjectName(act.value)
    action.setShortcuts(keys_of(act))
    action.setShortcutContext(context)
    tip = f"{tip_of(act)} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
    action.setToolTip(tip)
    action.setStatusTip(tip)
    parent.addAction(action)
    return action
