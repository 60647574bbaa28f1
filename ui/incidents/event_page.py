"""The page of one event: where it stands, what is known and who says so, its grade, who told of it, every step."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Right
from dutyroom.incidents.events import EventFile
from dutyroom.incidents.service import REVIEWERS
from dutyroom.log.model import MatterFile, MatterState
from dutyroom.texts import term
from ui.actions import Act
from ui.incidents.event_dialogs import (
    CheckDialog,
    GradeDialog,
    JoinDialog,
    ReviewDialog,
    SheetDialog,
    TakeBackDialog,
)
from ui.incidents.event_parts import ChecksPart, EventHead, GradePart, JoinedPart, ReportPart
from ui.incidents.event_view import EventView, read_view
from ui.incidents.fact_table import FactTable
from ui.incidents.facts_dialog import AddFactsDialog
from ui.incidents.form_sources import FormSources
from ui.incidents.report_dialog import ReportDialog
from ui.log.account_names import AccountNames
from ui.log.fact_grid import Fact
from ui.log.sheet_page import Section, SheetPage
from ui.reports.event_reports import EventReports
from ui.terms import label, language
from ui.widgets.relative_time import full_time, standard_time
from ui.workplace import Workplace

_KEYS = (
    Act.ADD_FACTS,
    Act.CONFIRM_GRADE,
    Act.CHECK_EVENT,
    Act.CHANGE_SHEET,
    Act.NOTE_REPORT,
    Act.NO_REPORT,
    Act.JOIN_MATTER,
    Act.MAKE_REPORT,
    Act.MAKE_FINAL,
)


class EventPage(SheetPage):
    """A matter's page with the event file beside its steps; every key of a matter works here too."""

    report_wanted = Signal(str)
    keys_in_title = True
    timeline_width = 380

    def __init__(
        self, workplace: Workplace, names: AccountNames, sources: FormSources, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, names, parent)
        self._sources = sources
        self._view: EventView | None = None

    def view(self) -> EventView | None:
        """Return what is shown."""
        return self._view

    def time_passed(self) -> None:
        """A minute passed: say how long ago it was."""
        super().time_passed()
        if self._view is not None and self.isVisible():
            self.head.show_file(self._view.file, self._workplace.now())

    # --- showing -----------------------------------------------------------

    def _ask(self) -> None:
        house, session, incident_id = self._workplace.house, self._workplace.session, self._wanted

        def question() -> EventView:
            return read_view(house, session, incident_id)

        self._workplace.read(question, self, self._take_view, key="file")

    def _take_view(self, view: EventView) -> None:
        if view.file.incident.id != self._wanted:
            return
        self._view = view
        self._take(view.file.matter)
        may_write = self._can_write(view.file)
        self.head.show_file(view.file, self._workplace.now())
        self.facts.show_file(view.book, view.file, may_write=may_write)
        self.grade.show_view(view)
        self.checks.show_view(view)
        self.report.show_view(view)
        self.reports.show_view(view)
        self.joined.show_view(view, may_write=may_write)

    def _acted(self, file: object) -> None:
        super()._acted(file)
        if isinstance(file, EventFile):
            self._ask()  # the joined matters and the rules are read with it

    def _fact_texts(self, file: MatterFile) -> list[Fact]:
        matter, zone = file.matter, self._workplace.zone
        view = self._view
        if view is None or view.file.incident.id != matter.id:
            return super()._fact_texts(file)
        sheet = view.file.incident.sheet
        happened = standard_time(sheet.happened_at, zone) if sheet.happened_at else ""
        contact = " ".join(part for part in (sheet.contact.name, sheet.contact.post, sheet.contact.phone) if part)
        caller = " ".join(part for part in (matter.caller.name, matter.caller.post, matter.caller.phone) if part)
        flags = " · ".join(label(flag) for flag in sorted(sheet.sensitive))
        return [
            (
                self.tr("Kind"),
                term("event_type", sheet.type_id, language()),
                label(view.file.assessment.event.event_class),
            ),
            (self.tr("Happened"), happened, ""),
            (self.tr("Received"), standard_time(matter.received_at, zone), full_time(matter.received_at, zone)),
            (self.tr("Place"), sheet.place, ""),
            (self.tr("Unit"), sheet.unit_name, ""),
            (self.tr("Caller"), caller, ""),
            (self.tr("At the scene"), contact, ""),
            (self.tr("Owner"), self._names.names.get(matter.owner_id, self.tr("The watch")), ""),
            *([(self.tr("Sensitive"), f"{flags}: {sheet.sensitive_why}", "")] if flags else []),
            *([(self.tr("Result"), matter.result, "")] if matter.result else []),
        ]

    def _can_write(self, file: EventFile) -> bool:
        writes = self._workplace.session.may(Right.WRITE_LOG)
        return writes and file.matter.matter.state is not MatterState.WITHDRAWN

    def _enable(self, file: MatterFile) -> None:
        super()._enable(file)
        self.allow(Act.MAKE_EVENT, possible=False)
        view = self._view
        if view is None:
            return
        can = self._can_write(view.file)
        significant = view.file.incident.significant or view.file.assessment.report
        for act in _KEYS:
            possible = can and not (act is Act.NO_REPORT and significant)
            if act is Act.NO_REPORT and self._reviews(view.file):
                possible = True
            self.allow(act, possible=possible)

    def _reviews(self, file: EventFile) -> bool:
        """Return whether a decision waits here for whoever sits at the desk."""
        decision, session = file.incident.no_report, self._workplace.session
        waits = decision is not None and not decision.valid and decision.by_id != session.account_id
        return waits and bool(session.roles & REVIEWERS)

    # --- acts --------------------------------------------------------------

    @Slot()
    def add_facts(self) -> None:
        """Ask for figures and answers."""
        if self._view is not None:
            self._open(AddFactsDialog(self._workplace, self._view, self))

    @Slot(str)
    def take_back(self, name: str) -> None:
        """Ask which fact of a figure was said wrongly."""
        if self._view is not None:
            self._open(TakeBackDialog(self._workplace, self._view, name, self))

    @Slot()
    def confirm_grade(self) -> None:
        """Ask which grade it is."""
        if self._view is not None:
            self._open(GradeDialog(self._workplace, self._view, self))

    @Slot()
    def check_event(self) -> None:
        """Ask for a verification or an assessment."""
        if self._view is not None:
            self._open(CheckDialog(self._workplace, self._view, self))

    @Slot()
    def change_sheet(self) -> None:
        """Ask for the sheet as it should be."""
        if self._view is not None:
            self._open(SheetDialog(self._workplace, self._sources, self._view, self))

    @Slot()
    def note_report(self) -> None:
        """Ask which report went out."""
        if self._view is not None:
            self._open(ReportDialog(self._workplace, self._view, self))

    @Slot()
    def no_report(self) -> None:
        """Ask why it is not reported; where that waits for a review, ask for the review."""
        if self._view is None:
            return
        if self._reviews(self._view.file):
            self._open(ReviewDialog(self._workplace, self._view, self))
            return
        house, session, incident_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> EventFile:
            return house.incidents.decide_no_report(session, incident_id, words)

        self._ask_words(
            "no report",
            self.tr("Do not report"),
            self.tr("Write why. It counts once a leader in charge or the head of the duty room has agreed."),
            self.tr("Decide"),
            act,
        )

    @Slot()
    def close_matter(self) -> None:
        """Ask for the result; a drill ends with every call that was joined to it."""
        if self._view is None or not self._view.file.incident.sheet.drill:
            super().close_matter()
            return
        house, session, incident_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> EventFile:
            return house.drills.end(session, incident_id, words)

        self._ask_words(
            "close",
            self.tr("End the drill"),
            self.tr("Write what came of it. Its alerts, its clocks and the calls that were joined to it end with it."),
            self.tr("End the drill"),
            act,
        )

    @Slot()
    def join_matter(self) -> None:
        """Ask which matter tells of this event."""
        if self._view is not None:
            self._open(JoinDialog(self._workplace, self._view, self))

    @Slot(str)
    def part(self, matter_id: str) -> None:
        """Ask why a joined matter stands for itself again."""
        house, session, incident_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> EventFile:
            return house.incidents.part(session, incident_id, matter_id, words)

        self._ask_words(
            f"part {matter_id}",
            self.tr("Part from the event"),
            self.tr("Write why. The matter stands for itself again; figures that came with it count here no more."),
            self.tr("Part"),
            act,
        )

    # --- building ----------------------------------------------------------

    def _make_parts(self) -> None:
        workplace = self._workplace
        self.head = EventHead()
        self.facts = FactTable(workplace)
        self.grade = GradePart(workplace)
        self.checks = ChecksPart(workplace)
        self.report = ReportPart(workplace)
        self.reports = EventReports(workplace)
        self.joined = JoinedPart(workplace)
        self.matter_head.say_drill_by(self.head)

    def _sections(self) -> tuple[Section, ...]:
        return (
            (self.tr("What is known"), (Act.ADD_FACTS,), self.facts),
            (self.tr("Situation reports"), (Act.MAKE_REPORT, Act.MAKE_FINAL), self.reports),
            (self.tr("Grade"), (Act.CONFIRM_GRADE,), self.grade),
            (self.tr("Sheet"), (Act.CHANGE_SHEET,), self.fact_grid),
            (self.tr("Verification and assessment"), (Act.CHECK_EVENT,), self.checks),
            (self.tr("Reporting"), (Act.NOTE_REPORT, Act.NO_REPORT), self.report),
            (self.tr("Told by others"), (Act.JOIN_MATTER,), self.joined),
        )

    def _connect_signals(self) -> None:
        super()._connect_signals()
        for act, slot in (
            (Act.ADD_FACTS, self.add_facts),
            (Act.CONFIRM_GRADE, self.confirm_grade),
            (Act.CHECK_EVENT, self.check_event),
            (Act.CHANGE_SHEET, self.change_sheet),
            (Act.NOTE_REPORT, self.note_report),
            (Act.NO_REPORT, self.no_report),
            (Act.JOIN_MATTER, self.join_matter),
            (Act.MAKE_REPORT, self.reports.make_next),
            (Act.MAKE_FINAL, self.reports.make_final),
        ):
            self._actions[act].triggered.connect(slot)
        self.facts.take_back_wanted.connect(self.take_back)
        self.joined.opened.connect(self.matter_wanted)
        self.joined.part_wanted.connect(self.part)
        self.reports.opened.connect(self.report_wanted)
        self.reports.refused.connect(self._refuse)
