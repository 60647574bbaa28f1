"""The tables of the handover sheet, one for each of its parts; an empty part says that there is nothing."""

from __future__ import annotations

from datetime import datetime

from dutyroom.documents.model import Align, Column, Row, Run, Table, Text, row, text
from dutyroom.documents.words import Printing
from dutyroom.handover.model import EquipmentState, SheetSection
from dutyroom.handover.views import (
    AbsentLeader,
    DoneMatter,
    Equipment,
    HandoverSheet,
    PassedPaper,
    PendingMatter,
    SheetAlert,
    SheetDue,
    SheetIncident,
)
from dutyroom.incidents.model import Grade
from dutyroom.log.model import Secrecy
from dutyroom.texts import term

SIZE = 9.5
_NUMBER = 1.5
_TIME = 1.5


def section_table(printing: Printing, sheet: HandoverSheet, section: SheetSection) -> Table | None:
    """Return the table of a part, None for the parts that are words only: remarks and weather."""
    match section:
        case SheetSection.DONE:
            return _table(printing, _DONE, tuple(_done(printing, one) for one in sheet.done))
        case SheetSection.PENDING:
            return _table(printing, _PENDING, tuple(_pending(printing, one) for one in sheet.pending))
        case SheetSection.INCIDENTS:
            return _table(printing, _INCIDENTS, tuple(_incident(printing, one) for one in sheet.incidents))
        case SheetSection.REPORTS_DUE:
            return _table(printing, _DUE, tuple(_due(printing, one) for one in sheet.reports_due))
        case SheetSection.INSTRUCTIONS:
            return _table(printing, _DUE, tuple(_due(printing, one) for one in sheet.instructions))
        case SheetSection.ALERTS:
            return _table(printing, _ALERTS, tuple(_alert(printing, one) for one in sheet.alerts))
        case SheetSection.LEADERS_ABSENT:
            return _table(printing, _ABSENT, tuple(_absent(printing, one) for one in sheet.leaders_absent))
        case SheetSection.PAPERS:
            return _table(printing, _PAPERS, tuple(_paper(printing, one) for one in sheet.papers))
        case SheetSection.EQUIPMENT:
            return _table(printing, _EQUIPMENT, tuple(_thing(printing, one) for one in sheet.equipment))
        case SheetSection.REMARKS | SheetSection.WEATHER:
            return None


_DONE = (("number", _NUMBER), ("matter", 6.0), ("result", 5.5), ("handover_done_at", _TIME))
_PENDING = (
    ("number", _NUMBER),
    ("matter", 4.2),
    ("handover_stands", 5.2),
    ("handover_due", _TIME),
    ("handover_owner", 1.5),
    ("handover_next", 4.0),
)
_INCIDENTS = (("number", _NUMBER), ("matter", 5.5), ("handover_grade", 1.6), ("handover_figures", 5.4))
_DUE = (("handover_due", 2.0), ("number", _NUMBER), ("kind", 2.2), ("matter", 8.0))
_ALERTS = (("handover_raised", 2.0), ("number", _NUMBER), ("kind", 2.2), ("matter", 6.0), ("handover_state", 2.0))
_ABSENT = (("handover_leader", 3.5), ("handover_where", 5.0), ("handover_until", 2.0), ("handover_deputy", 3.0))
_PAPERS = (
    ("number", _NUMBER),
    ("kind", 1.4),
    ("received", 2.0),
    ("matter", 6.4),
    ("handover_state", 1.6),
    ("handover_to", 2.0),
)
_EQUIPMENT = (("handover_thing", 5.0), ("handover_state", 2.0), ("roster_remark", 7.0))
_CENTERED = frozenset({"number", "handover_due", "handover_done_at", "handover_owner", "handover_raised", "kind"})
_CENTERED |= {"received", "handover_state", "handover_grade", "handover_until"}


def _table(printing: Printing, columns: tuple[tuple[str, float], ...], rows: tuple[Row, ...]) -> Table:
    made = tuple(
        Column(printing.say(title), weight, Align.CENTER if title in _CENTERED else Align.LEFT)
        for title, weight in columns
    )
    return Table(made, rows, size=SIZE, empty=printing.say("handover_none"))


def matter_words(printing: Printing, subject: str, unit: str, *, classified: bool = False) -> Text:
    """Return what a matter is about and whose it is; a classified item is called so and nothing more."""
    name = subject or (term("secrecy", Secrecy.CLASSIFIED, printing.language) if classified else "—")
    return text(Run(name, bold=True), f"\n{unit}" if unit else "")


def grade_word(printing: Printing, grade: Grade | None) -> str:
    """Return the word of a grade, or a dash for an event without one."""
    return "—" if grade is None else term("grade", grade, printing.language)


def _time(printing: Printing, moment: datetime | None) -> str:
    return "—" if moment is None else printing.time(moment)


def _done(printing: Printing, one: DoneMatter) -> Row:
    state = term("matter_state", one.state, printing.language)
    return row(
        one.number,
        matter_words(printing, one.subject, one.unit_name, classified=not one.subject),
        one.result or state,
        printing.time(one.at),
    )


def _pending(printing: Printing, one: PendingMatter) -> Row:
    say, language = printing.say, printing.language
    stands = text(
        f"{term('entry_kind', one.last_kind, language)} {printing.time(one.last_at)}",
        f"\n{one.last_text}" if one.last_text and not one.classified else "",
        f"\n{say('handover_carried', count=one.carried)}" if one.carried else "",
        Run(f"　{say('handover_untouched', count=one.untouched)}", bold=True) if one.untouched else "",
    )
    lines = []
    if one.next_step:
        lines.append(say("handover_next_step", words=one.next_step))
    if one.read_back:
        lines.append(say("handover_read_back", words=one.read_back))
    if one.ticked:
        lines.append(say("handover_ticked"))
    urgent = "" if one.urgency.value == "routine" else term("urgency", one.urgency, language)
    grade = "" if one.grade is None else grade_word(printing, one.grade)
    head = "·".join(part for part in (grade, urgent) if part)
    about = matter_words(printing, one.subject, one.unit_name, classified=one.classified)
    return row(
        one.number,
        text(f"{head}\n" if head else "", *about),
        stands,
        _time(printing, one.due_at),
        one.owner_name or "—",
        "\n".join(lines) or "—",
    )


def _incident(printing: Printing, one: SheetIncident) -> Row:
    language = printing.language
    figures = say_listed(
        printing, [f"{term('figure', figure.name, language)} {figure.value}" for figure in one.figures]
    )
    marks = [
        term("paper", word, language) for word, holds in (("sensitive", one.sensitive), ("drill", one.drill)) if holds
    ]
    about = text(Run(one.title, bold=True), f"\n{say_listed(printing, marks)}" if marks else "")
    return row(one.number, about, grade_word(printing, one.grade), figures or "—")


def say_listed(printing: Printing, parts: list[str]) -> str:
    """Return parts one behind the other, with the comma of the language."""
    return printing.say("roster_and").join(parts)


def _due(printing: Printing, one: SheetDue) -> Row:
    kind = term("deadline_kind", one.kind, printing.language) + (f" {one.ordinal}" if one.ordinal > 1 else "")
    state = f"\n{term('report_state', one.report, printing.language)}" if one.report else ""
    about = text(Run(one.title, bold=True), f"\n{one.detail}" if one.detail else "")
    return row(_time(printing, one.due_at), one.number, kind + state, about)


def _alert(printing: Printing, one: SheetAlert) -> Row:
    return row(
        printing.time(one.raised_at),
        one.number,
        term("level", one.level, printing.language),
        one.title,
        term("alert_state", one.state, printing.language),
    )


def _absent(printing: Printing, one: AbsentLeader) -> Row:
    deputy = one.deputy or printing.say("roster_vacant")
    why = term("whereabouts_kind", one.why, printing.language) if one.why else ""
    return row(
        " ".join(part for part in (one.name, one.post) if part),
        " ".join(part for part in (why, one.where) if part) or "—",
        _time(printing, one.until),
        text(Run(deputy, bold=not one.deputy)),
    )


def _paper(printing: Printing, one: PassedPaper) -> Row:
    return row(
        one.number,
        term("channel", one.channel, printing.language),
        printing.time(one.received_at),
        matter_words(printing, one.subject, one.unit_name, classified=not one.subject),
        term("matter_state", one.state, printing.language),
        one.handed_to or "—",
    )


def _thing(printing: Printing, one: Equipment) -> Row:
    bad = one.state is EquipmentState.NOT_WORKING
    state = term("equipment_state", one.state, printing.language)
    return row(one.name, text(Run(state, bold=bad)), one.remark or "")
