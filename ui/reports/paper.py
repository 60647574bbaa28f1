"""A report on its way to the preview; every print and export is noted in the journal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dutyroom.documents.model import Sheet
from dutyroom.report_papers import report_sheet
from ui.printing.outlets import Outlet
from ui.printing.preview import PreviewPage
from ui.terms import language
from ui.workplace import Workplace


class ReportPaperRoom:
    """Makes a sheet on the reader's lane and hands its preview to ``show``."""

    def __init__(self, workplace: Workplace, owner: QWidget, show: Callable[[PreviewPage], None]) -> None:
        self._workplace = workplace
        self._owner = owner
        self._show = show
        self._report_id = ""

    def preview(self, report_id: str) -> None:
        """Preview a report as it goes out."""
        workplace = self._workplace
        self._report_id = report_id

        def make() -> Sheet:
            return report_sheet(workplace.house, workplace.session, report_id, language())

        workplace.read(make, self._owner, self._take, key="report paper")

    def _take(self, sheet: Sheet) -> None:
        house, session, subject = self._workplace.house, self._workplace.session, self._report_id

        def note_before_it_leaves(outlet: Outlet) -> None:
            house.journal.note(session.actor, "paper.put_out", subject, {"how": outlet.value, "title": sheet.title})

        self._show(PreviewPage(sheet, gate=note_before_it_leaves))
