"""The page of one event: where it stands, what is known and who says so, its grade, who told of it, every step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.incidents.events import EventFile
from dutyroom.incidents.service import REVIEWERS
from dutyroom.log.model import Entry, MatterFile, MatterState
from dutyroom.texts import term
from ui import theme
from ui.actions import Act, make, text_with_keys
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
from ui.log.entry_row import EntryRow
from ui.log.matter_page import MatterPage
from ui.reports.event_reports import EventReports
from ui.terms import label, language
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.relative_time import full_time, standard_time
from ui.widgets.scrolled import Scrolled
from ui.widgets.section_title import SectionTitle
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
_TIMELINE = 380


class EventPage(MatterPage):
    """A matter's page with the event file beside its steps; every key of a matter works here too."""

    fact_columns = 3
    matter_wanted = Signal(str)
    report_wanted = Signal(str)

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

    def _fact_texts(self, file: MatterFile) -> list[tuple[str, str, str]]:
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

    def _row_of(self, file: MatterFile, entry: Entry) -> EntryRow:
        return EntryRow(self._workplace, file, entry, narrow=True)

    def _can_write(self, file: EventFile) -> bool:
        writes = self._workplace.session.may(Right.WRITE_LOG)
        return writes and file.matter.matter.state is not MatterState.WITHDRAWN

    def _enable(self, file: MatterFile) -> None:
        super()._enable(file)
        self._actions[Act.MAKE_EVENT].setEnabled(False)
        self._buttons[Act.MAKE_EVENT].hide()
        view = self._view
        if view is None:
            return
        can = self._can_write(view.file)
        significant = view.file.incident.significant or view.file.assessment.report
        for act in _KEYS:
            possible = can and not (act is Act.NO_REPORT and significant)
            if act is Act.NO_REPORT and self._reviews(view.file):
                possible = True
            self._actions[act].setEnabled(possible)
            self._event_buttons[act].setVisible(possible)

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

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        self._make_parts()
        theme.mark(self, area="page")
        theme.mark(self._number, type="secondary")
        theme.mark(self._subject, type="title")
        theme.mark(self.back, kind="quiet")
        self._subject.setWordWrap(True)
        self._subject.setTextFormat(Qt.TextFormat.PlainText)
        self._subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        self._drill.setParent(None)  # the head of an event says so itself
        for widget in (self.back, self._number, self.head, self._urgency, self._state):
            head.addWidget(widget)
        head.addStretch(1)
        self._buttons = {}
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=sizes.space_1)
        row = self._button_row()
        for button in self._buttons.values():
            row.removeWidget(button)
            flow.addWidget(button)
        halves = QHBoxLayout()
        halves.setSpacing(sizes.space_3)
        halves.addWidget(self._file_part(), 1)
        halves.addWidget(self._timeline_part())
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addLayout(head)
        column.addWidget(self._subject)
        column.addWidget(self.message)
        column.addWidget(buttons)
        column.addLayout(halves, 1)

    def _make_parts(self) -> None:
        workplace = self._workplace
        self.head = EventHead()
        self.facts = FactTable(workplace)
        self.grade = GradePart(workplace)
        self.checks = ChecksPart(workplace)
        self.report = ReportPart(workplace)
        self.reports = EventReports(workplace)
        self.joined = JoinedPart(workplace)
        self._event_buttons: dict[Act, QPushButton] = {}

    def _file_part(self) -> QScrollArea:
        sizes = theme.current().sizes
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        sheet = QWidget()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(sizes.space_4)
        self._facts.setVerticalSpacing(2)
        for place in range(self.fact_columns):
            self._facts.setColumnStretch(place, 1)
        sheet.setLayout(self._facts)
        sections: tuple[tuple[str, Act, QWidget], ...] = (
            (self.tr("What is known"), Act.ADD_FACTS, self.facts),
            (self.tr("Situation reports"), Act.MAKE_REPORT, self.reports),
            (self.tr("Grade"), Act.CONFIRM_GRADE, self.grade),
            (self.tr("Sheet"), Act.CHANGE_SHEET, sheet),
            (self.tr("Verification and assessment"), Act.CHECK_EVENT, self.checks),
            (self.tr("Reporting"), Act.NO_REPORT, self.report),
            (self.tr("Told by others"), Act.JOIN_MATTER, self.joined),
        )
        for title, act, widget in sections:
            heading = SectionTitle(title)
            if act is Act.NO_REPORT:
                heading.add(self._event_button(Act.NOTE_REPORT))
            heading.add(self._event_button(act))
            if act is Act.MAKE_REPORT:
                heading.add(self._event_button(Act.MAKE_FINAL))
            column.addWidget(heading)
            column.addWidget(widget)
        column.addStretch(1)
        area = Scrolled(part, plain=False)
        theme.mark(part, area="plain")
        theme.mark(area, area="card")
        return area

    def _event_button(self, act: Act) -> QPushButton:
        action = make(act, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        button = QPushButton(action.icon(), text_with_keys(act, action))
        button.setToolTip(action.toolTip())
        theme.mark(button, kind="quiet")
        button.clicked.connect(action.trigger)
        self._actions[act] = action
        self._event_buttons[act] = button
        return button

    def _timeline_part(self) -> QWidget:
        sizes = theme.current().sizes
        steps = QWidget()
        self._steps.setContentsMargins(0, sizes.space_1, 0, sizes.space_1)
        self._steps.setSpacing(0)
        self._steps.addStretch(1)
        steps.setLayout(self._steps)
        theme.mark(steps, area="plain")
        self._scroll.setWidget(steps)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(self._scroll, area="card")
        part = QWidget()
        part.setFixedWidth(theme.beside(_TIMELINE))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        title = QLabel(self.tr("Timeline"))
        theme.mark(title, type="section")
        column.addWidget(title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.step)
        return part

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
