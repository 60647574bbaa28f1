"""《值班记录》 and 《值班工作日志》 on their way to the preview; every print and export is noted in the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from dutyroom.documents.model import Sheet
from dutyroom.papers import day_sheet, summary_sheet, watch_sheet
from ui.printing.outlets import Outlet
from ui.printing.preview import PreviewPage
from ui.terms import language
from ui.workplace import Workplace


class PaperRoom:
    """Makes a sheet on the reader's lane and hands its preview to ``show``."""

    def __init__(self, workplace: Workplace, owner: QWidget, show: Callable[[PreviewPage], None]) -> None:
        self._workplace = workplace
        self._owner = owner
        self._show = show
        self._subject = ""

    def preview_day(self, day: date) -> None:
        """Preview the duty record of a day."""
        workplace = self._workplace
        self._subject = day.isoformat()

        def make() -> Sheet:
            return day_sheet(workplace.house, workplace.session, day, language())

        workplace.read(make, self._owner, self._take, key="paper")

    def preview_watch(self, watch: str) -> None:
        """Preview the work log of a watch."""
        workplace = self._workplace
        self._subject = watch

        def make() -> Sheet:
            return watch_sheet(workplace.house, workplace.session, watch, language())

        workplace.read(make, self._owner, self._take, key="paper")

    def preview_summary(self, year: int, drills: bool) -> None:
        """Preview the summary of the events of a year."""
        workplace = self._workplace
        self._subject = str(year)

        def make() -> Sheet:
            return summary_sheet(workplace.house, workplace.session, year, language(), drills=drills)

        workplace.read(make, self._owner, self._take, key="paper")

    def _take(self, sheet: Sheet) -> None:
        house, session, subject = self._workplace.house, self._workplace.session, self._subject

        def note_before_it_leaves(outlet: Outlet) -> None:
            house.journal.note(session.actor, "paper.put_out", subject, {"how": outlet.value, "title": sheet.title})

        self._show(PreviewPage(sheet, gate=note_before_it_leaves))
