"""The other parts of the sheet as rows of words: headings, widths, cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from dutyroom.alerts.model import DeadlineKind
from dutyroom.frozen import dataclass
from dutyroom.handover.model import EquipmentState, SheetSection
from dutyroom.handover.views import AbsentLeader, HandoverSheet, SheetDue
from dutyroom.log.model import Secrecy
from dutyroom.texts import term
from ui.handover.words import due_kind, listed
from ui.settings.rows_model import WordRow
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.quiet_table import ColumnLook

translate = QCoreApplication.translate
TimeWords = Callable[[datetime], str]


@dataclass(frozen=True)
class SectionRows:
    """One part: its headings, how its columns are drawn, its rows."""

    headings: tuple[str, ...]
    looks: tuple[ColumnLook, ...]
    rows: tuple[WordRow, ...]


def rows_of(sheet: HandoverSheet, section: SheetSection, time: TimeWords) -> SectionRows:
    """Return a part of a sheet as rows; one that is words only has none."""
    made: dict[SheetSection, Callable[[HandoverSheet, TimeWords], SectionRows]] = {
        SheetSection.DONE: _done,
        SheetSection.INCIDENTS: _incidents,
        SheetSection.REPORTS_DUE: _reports,
        SheetSection.INSTRUCTIONS: _instructions,
        SheetSection.ALERTS: _alerts,
        SheetSection.LEADERS_ABSENT: _absent,
        SheetSection.PAPERS: _papers,
        SheetSection.EQUIPMENT: _equipment,
    }
    return made[section](sheet, time) if section in made else SectionRows((), (), ())


def count_of(sheet: HandoverSheet, section: SheetSection) -> int:
    """Return how many rows a part has."""
    if section in (SheetSection.REMARKS, SheetSection.WEATHER):
        return 0
    return len(getattr(sheet, section.value))


def _done(sheet: HandoverSheet, time: TimeWords) -> SectionRows:
    rows = (
        WordRow(
            one.matter_id,
            (time(one.at), one.number, one.subject or label(Secrecy.CLASSIFIED), one.result or label(one.state)),
            tip=one.unit_name,
        )
        for one in sheet.done
    )
    headings = (
        translate("SheetRows", "Done at"),
        translate("SheetRows", "No."),
        translate("SheetRows", "Matter"),
        translate("SheetRows", "Result"),
    )
    looks = (ColumnLook(width=92), ColumnLook(width=88, secondary=True), ColumnLook(strong=True), ColumnLook())
    return SectionRows(headings, looks, tuple(rows))


def _incidents(sheet: HandoverSheet, time: TimeWords) -> SectionRows:
    rows = (
        WordRow(
            one.incident_id,
            (
                time(one.received_at),
                one.number,
                label(one.grade) if one.grade else "—",
                one.title,
                listed(f"{_figure(figure.name)} {figure.value}" for figure in one.figures),
            ),
        )
        for one in sheet.incidents
    )
    headings = (
        translate("SheetRows", "Received"),
        translate("SheetRows", "No."),
        translate("SheetRows", "Grade"),
        translate("SheetRows", "Incident"),
        translate("SheetRows", "Last figures"),
    )
    looks = (
        ColumnLook(width=92),
        ColumnLook(width=88, secondary=True),
        ColumnLook(width=80),
        ColumnLook(strong=True),
        ColumnLook(),
    )
    return SectionRows(headings, looks, tuple(rows))


def _figure(name: str) -> str:
    return term("figure", name, language())


def _reports(sheet: HandoverSheet, time: TimeWords) -> SectionRows:
    return _due(sheet.reports_due, time)


def _instructions(sheet: HandoverSheet, time: TimeWords) -> SectionRows:
    return _due(sheet.instructions, time)


def _due(found: tuple[SheetDue, ...], time: TimeWords) -> SectionRows:
    rows = (
        WordRow(
            one.subject_id,
            (time(one.due_at) if one.due_at else "—", one.number, due_kind(one), one.title, one.detail),
        )
        for one in found
    )
    headings = (
        translate("SheetRows", "Due"),
        translate("SheetRows", "No."),
        translate("SheetRows", "What"),
        translate("SheetRows", "About"),
        translate("SheetRows", "Whose"),
    )
    looks = (
        ColumnLook(width=110),
        ColumnLook(width=104, secondary=True),
        ColumnLook(width=124, fits=DeadlineKind),
        ColumnLook(strong=True),
        ColumnLook(width=160, secondary=True),
    )
    return SectionRows(headings, looks, tuple(rows))


def _alerts(sheet: HandoverSheet, time: TimeWords) -> SectionRows:
    rows = (
        WordRow(one.alert_id, (time(one.raised_at), one.number, label(one.level), one.title, label(one.state)))
        for one in sheet.alerts
    )
    headings = (
        translate("SheetRows", "Raised"),
        translate("SheetRows", "No."),
        translate("SheetRows", "Level"),
        translate("SheetRows", "About"),
        translate("SheetRows", "State"),
    )
    looks = (
        ColumnLook(width=92),
        ColumnLook(width=88, secondary=True),
        ColumnLook(width=80),
        ColumnLook(strong=True),
        ColumnLook(width=90),
    )
    return SectionRows(headings, looks, tuple(rows))


def _absent(sheet: HandoverSheet, time: TimeWords) -> SectionRows:
    nobody = translate("SheetRows", "nobody was named")
    rows = (
        WordRow(
            one.name,
            (
                f"{one.name} {one.post}".strip(),
                _where(one),
                time(one.until) if one.until else "—",
                one.deputy or nobody,
            ),
            tone=None if one.deputy else Tone.WARNING,
        )
        for one in sheet.leaders_absent
    )
    headings = (
        translate("SheetRows", "Leader"),
        translate("SheetRows", "Where"),
        translate("SheetRows", "Until"),
        translate("SheetRows", "Acting"),
    )
    looks = (ColumnLook(width=180, strong=True), ColumnLook(), ColumnLook(width=110), ColumnLook(width=160))
    return SectionRows(headings, looks, tuple(rows))


def _named(one: AbsentLeader) -> str:
    return f"{one.name} {one.post}".strip()


def _where(one: AbsentLeader) -> str:
    return " ".join(part for part in (label(one.why) if one.why else "", one.where) if part)


def _papers(sheet: HandoverSheet, time: TimeWords) -> SectionRows:
    rows = (
        WordRow(
            one.matter_id,
            (
                time(one.received_at),
                one.number,
                label(one.channel),
                one.subject or label(Secrecy.CLASSIFIED),
                label(one.state),
                one.handed_to,
            ),
            tip=one.unit_name,
        )
        for one in sheet.papers
    )
    headings = (
        translate("SheetRows", "Received"),
        translate("SheetRows", "No."),
        translate("SheetRows", "Way"),
        translate("SheetRows", "Paper"),
        translate("SheetRows", "State"),
        translate("SheetRows", "Handed to"),
    )
    looks = (
        ColumnLook(width=92),
        ColumnLook(width=88, secondary=True),
        ColumnLook(width=70),
        ColumnLook(strong=True),
        ColumnLook(width=70),
        ColumnLook(width=110),
    )
    return SectionRows(headings, looks, tuple(rows))


def _equipment(sheet: HandoverSheet, _time: TimeWords) -> SectionRows:
    tones = {EquipmentState.NOT_WORKING: Tone.DANGER, EquipmentState.UNCHECKED: Tone.WARNING}
    rows = (
        WordRow(one.name, (one.name, label(one.state), one.remark), tone=tones.get(one.state))
        for one in sheet.equipment
    )
    headings = (
        translate("SheetRows", "Thing"),
        translate("SheetRows", "State"),
        translate("SheetRows", "Remark"),
    )
    looks = (ColumnLook(width=240, strong=True), ColumnLook(width=90), ColumnLook())
    return SectionRows(headings, looks, tuple(rows))
