"""《突发公共事件直报信息》 on paper: red head, number, urgency mark, title, body, who signed, to whom (GB/T 9704-2012).

No official sample of this bulletin is known; head and foot follow the customary briefing, sizes the standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dutyroom.documents.model import (
    Align,
    Block,
    Foot,
    Heading,
    Mark,
    MarkKind,
    Masthead,
    PageNumbers,
    Paragraph,
    Rule,
    Sheet,
    Spacer,
    SplitLine,
    Title,
    text,
)
from dutyroom.documents.paper import NOTE_SIZE, FontRole
from dutyroom.documents.words import Printing
from dutyroom.incidents.events import EventFile
from dutyroom.reports.model import (
    DispatchAct,
    ReportFile,
    ReportKind,
    ReportState,
    UrgencyMark,
)
from dutyroom.texts import term

_HEADING = re.compile(r"[一二三四五六七八九十]+、")
_MASTHEAD_SIZE = 30.0
_HEAD_RULE, _FOOT_RULE, _INNER_RULE = 2.0, 1.0, 0.7  # points; 0.35 and 0.25 mm below (7.4.1)


def situation_report(printing: Printing, file: ReportFile, event: EventFile) -> Sheet:
    """Return a report as it goes out; a draft, a returned or withdrawn one carries that mark on every page.

    ``event`` gives the contact at the scene, which stands on paper only.
    """
    title = file.text.title
    return Sheet(
        title=title,
        blocks=tuple(_blocks(printing, file, event)),
        foot=_foot(printing),
        marks=(*_marks(printing, file, event),),
        show_title=False,
        author=printing.name,
        made_at=printing.at,
    )


def _blocks(printing: Printing, file: ReportFile, event: EventFile) -> Iterator[Block]:
    yield from _head(printing, file)
    yield Spacer(6)
    yield Title(file.text.title)
    for line in file.text.body.splitlines():
        if line.strip():
            yield Heading(text(line.strip())) if _HEADING.match(line) else Paragraph(text(line.strip()))
    contact = event.incident.sheet.contact
    if contact:
        words = " ".join(part for part in (contact.post, contact.name, contact.phone) if part)
        yield Paragraph(text(printing.say("report_contact", words=words)))
    yield Spacer(8)
    yield Paragraph(text(printing.room_name), Align.RIGHT, first_indent=0, right_indent=2)
    yield Paragraph(text(_date(printing, file)), Align.RIGHT, first_indent=0, right_indent=4)
    yield Spacer(8)
    yield from _list(printing, file)


def _head(printing: Printing, file: ReportFile) -> Iterator[Block]:
    report = file.report
    if report.urgency is not UrgencyMark.NONE:
        mark = term("urgency_mark", report.urgency, printing.language)
        yield Paragraph(text(mark), Align.LEFT, role=FontRole.HEADING, first_indent=0)
    else:
        yield Spacer(10)
    notice = report.kind is ReportKind.NOTICE
    yield Masthead(printing.say("report_masthead_notice" if notice else "report_masthead"), _MASTHEAD_SIZE)
    yield Spacer(6)
    head, _, place = report.number.rpartition("-")
    number, year = place.lstrip("0"), head[-4:]
    yield Paragraph(text(printing.say("report_number", year=year, number=number)), Align.CENTER, first_indent=0)
    signed = file.signed_by() or printing.say("report_not_signed")
    yield SplitLine(text(printing.room_name), text(printing.say("report_signed", name=signed)))
    yield Rule(red=True, weight=_HEAD_RULE)


def _list(printing: Printing, file: ReportFile) -> Iterator[Block]:
    """Yield the closing notes: to whom it is reported, whom it is told, who wrote and cleared it."""
    yield Rule(weight=_FOOT_RULE)
    for act in DispatchAct:
        names = "，".join(one.called for one in file.standing() if one.act is act)
        if names:
            yield _note(printing.say(f"report_{act.value}_to", names=names))
            yield Rule(weight=_INNER_RULE)
    cleared = "、".join(
        standing.decided.account_name
        for standing in file.gates
        if standing.state.opens and standing.decided is not None and not standing.decided.for_whom
    )
    written = printing.say("report_written", name=file.versions[-1].account_name)
    checked = printing.say("report_cleared", names=cleared) if cleared else ""
    yield SplitLine(text(written), text(checked), NOTE_SIZE)
    yield Rule(weight=_FOOT_RULE)


def _note(words: str) -> Paragraph:
    return Paragraph(text(words), Align.LEFT, NOTE_SIZE, first_indent=0, left_indent=1, right_indent=1)


def _date(printing: Printing, file: ReportFile) -> str:
    moment = (file.report.sent_at or printing.at).astimezone(printing.zone)
    return printing.say("date", year=moment.year, month=moment.month, day=moment.day)


def _foot(printing: Printing) -> Foot:
    foot = printing.foot()
    return Foot(foot.printed_by, foot.printed_at, foot.journal_head, PageNumbers.DASHED)


def _marks(printing: Printing, file: ReportFile, event: EventFile) -> Iterator[Mark]:
    if printing.drill or event.incident.sheet.drill:
        yield Mark(MarkKind.DRILL, printing.say("drill"))
    state = file.report.state
    if state not in (ReportState.CLEARED, ReportState.SENT):
        yield Mark(MarkKind.DRAFT, term("report_state", state, printing.language))
