"""What an action is: which there are, where their keys work, and what is said of each."""

from __future__ import annotations

from enum import StrEnum

from dutyroom.frozen import dataclass


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
