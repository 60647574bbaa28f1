"""Holidays: a year drawn with its types of days, the notice pasted and accepted, local holidays, versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox

from dutyroom.accounts.model import Right
from dutyroom.calendar.model import ArrangementStatus, ArrangementVersion, Day, DayChange
from dutyroom.calendar.notice_text import notice_text
from dutyroom.calendar.rules import FIRST_YEAR, LAST_YEAR
from dutyroom.calendar.service import Proposal
from dutyroom.changes import Changes, Topic
from ui import theme
from ui.settings.holiday_words import change_words, day_words, paper_words
from ui.settings.local_holidays import LocalHolidays
from ui.settings.notice_panel import NoticePanel
from ui.settings.section import Section
from ui.settings.year_reading import YearView, changes_of_version, read_year
from ui.settings.year_versions import YearVersions
from ui.sign_in.card import scaled, with_icon
from ui.terms import label
from ui.theme import Tone
from ui.widgets.day_legend import DayLegend
from ui.widgets.inline_message import MessageKind
from ui.widgets.pill import Pill
from ui.widgets.year_calendar import YearCalendar
from ui.workplace import Workplace

_YEAR_FIELD = 88
_TONES = {
    ArrangementStatus.OFFICIAL: Tone.SUCCESS,
    ArrangementStatus.UNPUBLISHED: Tone.WARNING,
    ArrangementStatus.PROVISIONAL: Tone.ACCENT,
}


class HolidaysSection(Section):
    """The year on the screen is the chooser's, or the one of the notice that is being read."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._may = workplace.session.may(Right.EDIT_CALENDAR)
        self._view: YearView | None = None
        self._changes: dict[date, DayChange] = {}
        self.year = QSpinBox(self)
        self._status = Pill("", Tone.NEUTRAL, self)
        self._source = QLabel(self)
        self.paste = with_icon("paper", self.tr("&Paste a notice…"), self)
        self.edit = with_icon("correct", self.tr("&Edit by hand…"), self)
        self.panel = NoticePanel(workplace, self)
        self.calendar = YearCalendar(day_words, self)
        self._day = QLabel(self)
        self.local = LocalHolidays(workplace, may=self._may, parent=self)
        self.versions = YearVersions(workplace, may=self._may, parent=self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.set_words(
            self.tr("Holidays"),
            self.tr("Which days are worked. Roster, leaders in charge and due dates follow from it.")
            if self._may
            else self.tr("Which days are worked. The head of the duty room and the secretary-general keep it."),
        )
        theme.mark(self._day, type="strong")
        theme.mark(self._source, type="secondary")
        self._source.setWordWrap(True)
        self.body.addLayout(self._top())
        self.body.addLayout(self._status_line())
        self.body.addWidget(self.panel)
        self.body.addWidget(self._day)
        self.body.addWidget(DayLegend(self))
        self.body.addWidget(self.calendar)
        self.add_heading(self.tr("Local holidays"))
        self.body.addWidget(self.local)
        self.add_heading(self.tr("Versions"))
        self.body.addWidget(self.versions)
        self.finish()

    def _top(self) -> QHBoxLayout:
        sizes = theme.current().sizes
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setValue(self._workplace.now().year)
        self.year.setKeyboardTracking(False)
        self.year.setFixedWidth(scaled(_YEAR_FIELD))
        self.year.setAccessibleName(self.tr("Year"))
        row = QHBoxLayout()
        row.setSpacing(sizes.space_2)
        words = QLabel(self.tr("&Year"), self)
        words.setBuddy(self.year)
        theme.mark(words, type="secondary")
        row.addWidget(words)
        row.addWidget(self.year)
        row.addStretch(1)
        for action in (self.paste, self.edit):
            action.setVisible(self._may)
            row.addWidget(action)
        return row

    def _status_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        row.addWidget(self._status)
        row.addWidget(self._source, 1)
        return row

    def _connect_signals(self) -> None:
        self.year.valueChanged.connect(self._year_chosen)
        self.paste.clicked.connect(self.paste_notice)
        self.edit.clicked.connect(self.edit_by_hand)
        self.panel.proposed.connect(self._show_proposal)
        self.panel.accepted.connect(self._accepted)
        self.panel.closed.connect(self._panel_closed)
        self.calendar.moved.connect(self._show_day)
        self.calendar.activated.connect(self._day_taken)
        self.versions.chosen.connect(self._version_chosen)
        self.versions.refused.connect(self.refuse)
        self._workplace.changed.connect(self._changed)

    def begin(self) -> None:
        """Read the year."""
        question = partial(read_year, self._workplace.house, self.year.value())
        self._workplace.read(question, self, self._show_view, self.refuse, key="year")

    @Slot()
    def paste_notice(self) -> None:
        """Open the field for a notice."""
        self._open_panel(None, "")

    @Slot()
    def edit_by_hand(self) -> None:
        """Open the field with the arrangement that holds, in the words of a notice."""
        if self._view is not None:
            self._open_panel(notice_text(self._view.arrangement), self._view.arrangement.source)

    def _open_panel(self, text: str | None, source: str) -> None:
        self.message.clear()
        self.panel.open_for(self.year.value(), text, source)
        self._show_buttons()

    def _show_buttons(self) -> None:
        for action in (self.paste, self.edit):
            action.setEnabled(self.panel.isHidden())

    def _show_view(self, view: YearView) -> None:
        self._view = view
        self.local.show_view(view)
        self.versions.show_view(view)
        status = view.arrangement.status
        self._status.setText(label(status))
        self._status.set_tone(_TONES[status])
        self._source.setText(self._source_words(view))
        if self.panel.isHidden():
            self._draw(())

    def _source_words(self, view: YearView) -> str:
        if view.arrangement.status is ArrangementStatus.UNPUBLISHED:
            return self.tr(
                "Only the law's own days are certain. Days off around them and days worked for them come with the "
                "notice; paste it here when it is published."
            )
        return self.tr("Source: {source}").format(source=paper_words(view.arrangement.source))

    def _draw(self, changes: Sequence[DayChange]) -> None:
        """Draw the year as it is, with ``changes`` framed."""
        if self._view is not None:
            self._draw_days(self._view.days, changes)

    def _draw_days(self, days: Sequence[Day], changes: Sequence[DayChange]) -> None:
        self._changes = {change.date: change for change in changes}
        today = self._workplace.now().date()
        self.calendar.show_year(days[0].date.year, days, changed=frozenset(self._changes), today=today)
        self._show_day(self.calendar.current())

    @Slot(object)
    def _show_proposal(self, proposal: Proposal | None) -> None:
        """Draw the year as it would be, or as it is."""
        if proposal is None or not proposal.days:
            self._draw(())
            return
        self.year.setValue(proposal.days[0].date.year)
        self._draw_days(proposal.days, proposal.changes)

    @Slot(object)
    def _accepted(self, version: ArrangementVersion) -> None:
        self.message.say(
            MessageKind.SUCCESS,
            self.tr("The arrangement of {year} is accepted as version {version}.").format(
                year=version.year, version=version.version
            ),
        )
        self.year.setValue(version.year)

    @Slot()
    def _panel_closed(self) -> None:
        self._show_buttons()
        self.paste.setFocus()

    @Slot(int)
    def _year_chosen(self, _year: int) -> None:
        self.begin()

    @Slot(object)
    def _show_day(self, day: date | None) -> None:
        known, change = self.calendar.day(day), self._changes.get(day or date.min)
        if change is not None:
            self._day.setText(change_words(change))
        else:
            self._day.setText(day_words(known) if known is not None else "")

    @Slot(object)
    def _day_taken(self, day: date) -> None:
        if self._may and self.panel.isHidden():
            self.local.ask_for(day)

    @Slot(object)
    def _version_chosen(self, version: ArrangementVersion | None) -> None:
        """Frame the days that the chosen version changed."""
        if not self.panel.isHidden():
            return
        if version is None:
            self._draw(())
            return
        question = partial(changes_of_version, self._workplace.house, version)
        self._workplace.read(question, self, self._draw, self.refuse, key="version")

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.touches(Topic.CALENDAR):
            self.begin()
