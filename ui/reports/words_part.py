"""The words of a report with what is found in them; unsaved words are kept, and nobody's are overwritten."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from dutyroom.log.model import Draft
from dutyroom.log.rules import clean, clean_line
from dutyroom.reports.elements import check_elements
from dutyroom.reports.figures import figure_differences
from dutyroom.reports.model import ReportText, UrgencyMark
from ui.log.draft_keeper import DraftKeeper, draft_id_of
from ui.reports.checks_panel import ChecksPanel
from ui.reports.editor import WordsEditor
from ui.reports.report_desk import ReportDesk
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

KEPT = "report words"
"""The kind of these drafts."""


class WordsPart(QWidget):
    """The editor and its checks; what is typed is based on one version, and is kept until it is saved."""

    begun = Signal()
    """Somebody began to change words that stood as they were saved."""
    overtaken = Signal()
    """What stands here was changed from words that are no longer the newest."""
    refused = Signal(object)
    """A DutyroomError: what stands here cannot be kept."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._desk: ReportDesk | None = None
        self._base: ReportText | None = None
        self._version = 0
        self._keeper: DraftKeeper | None = None
        self._was_changed = False
        self.editor = WordsEditor()
        self.checks = ChecksPanel()
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect_signals()

    def version(self) -> int:
        """Return the version that the words were changed from."""
        return self._version

    def changed(self) -> bool:
        """Return whether the words differ from those that were saved."""
        return self._base is not None and _cleaned(self.editor.text()) != self._base

    def show_desk(self, desk: ReportDesk, *, editable: bool) -> None:
        """Show a report; unsaved words stay, also when somebody else has saved others."""
        report, other = desk.file.report, self._desk is None or self._desk.file.report.id != desk.file.report.id
        if other:
            self._leave()
            self._base = None
        self._desk = desk
        if other or not self.changed():
            self._take(desk)
        elif report.version != self._version:
            if desk.file.text == _cleaned(self.editor.text()):  # saved from here; the news came before the answer
                self.saved(desk.file.text, report.version)
            else:
                self.overtaken.emit()
        self.editor.set_editable(editable)
        self.checks.show_figures(desk.event, desk.book, self._local)
        self._check()
        if editable and self._keeper is None:
            self._keep(report.id)

    def go_on_from_newest(self) -> None:
        """Let the words that stand here be changed from the newest version: somebody has read that one."""
        if self._desk is not None:
            self._base = self._desk.file.text
            self._version = self._desk.file.report.version

    def saved(self, text: ReportText, version: int) -> None:
        """The words were saved as ``version``: nothing is left to keep."""
        self._base, self._version = text, version
        self._was_changed = self.changed()
        if self._keeper is not None and not self._was_changed:
            self._keeper.drop()
            report_id = self._keeper.property("report")
            self._keeper = None
            self._keep(str(report_id), fresh=True)

    def keep_now(self) -> None:
        """Keep what stands here."""
        if self._keeper is not None:
            self._keeper.keep_now()

    # --- keeping -----------------------------------------------------------

    def _leave(self) -> None:
        if self._keeper is not None:
            self._keeper.keep_now()
            self._keeper.finish()
            self._keeper = None

    def _keep(self, report_id: str, *, fresh: bool = False) -> None:
        """Keep what is typed from now on; ``fresh``: what was kept is on its way out, and must not come back."""
        workplace = self._workplace
        house, session = workplace.house, workplace.session
        draft_id = draft_id_of(f"report {report_id}", session.account_id)
        keeper = DraftKeeper(workplace, draft_id, KEPT, self._payload, self, words=self._words)
        keeper.setProperty("report", report_id)
        keeper.begin()
        keeper.refused.connect(self.refused)
        self._keeper = keeper
        if fresh:
            return

        def question() -> list[Draft]:
            return [draft for draft in house.drafts.of(session, KEPT) if draft.id == draft_id]

        def take(drafts: list[Draft]) -> None:
            if self._keeper is keeper and keeper.untouched():
                for draft in drafts:
                    self._restore(draft.payload)

        workplace.read(question, self, take)

    def _restore(self, payload: str) -> None:
        try:
            kept: dict[str, Any] = json.loads(payload)
            text = ReportText(str(kept["title"]), str(kept["body"]), UrgencyMark(kept["urgency"]))
            version = int(kept["version"])
        except (ValueError, KeyError, TypeError):  # damaged, or of another release
            return
        if _cleaned(text) == self._base or self._desk is None:
            return  # saved just before the program stopped
        self.editor.show_text(text, undoable=True)
        self._version = version
        self._edited()
        if version != self._desk.file.report.version:
            self.overtaken.emit()

    def _payload(self) -> dict[str, Any]:
        text = self.editor.text()
        return {"title": text.title, "body": text.body, "urgency": text.urgency.value, "version": self._version}

    def _words(self) -> str:
        text = self.editor.text()
        return f"{text.title}\n{text.body}"

    # --- showing -----------------------------------------------------------

    def _take(self, desk: ReportDesk) -> None:
        self._base, self._version = desk.file.text, desk.file.report.version
        self._was_changed = False
        self.editor.show_text(desk.file.text)

    def _local(self, moment: datetime) -> datetime:
        return self._workplace.house.calendar.local(moment)

    @Slot()
    def _check(self) -> None:
        """Look through the words: it takes a millisecond or two and is done at every key."""
        if self._desk is None:
            return
        text = self.editor.text()
        self.checks.show_findings(check_elements(text, contact=self._desk.contact))
        out = self._desk.file.report.sent_at is not None  # what is known since then belongs to the follow-up
        differences = () if out else figure_differences(text.body, self._desk.event, self._desk.book)
        if differences != self.editor.marked():
            self.editor.mark(differences)
            self.checks.show_differences(differences)

    @Slot()
    def _edited(self) -> None:
        if self._keeper is not None:
            self._keeper.touched()
        changed = self.changed()
        if changed and not self._was_changed:
            self.begun.emit()
        self._was_changed = changed

    def _lay_out(self) -> None:
        self._halves.addWidget(self.editor)
        self._halves.addWidget(self.checks)
        self._halves.setStretchFactor(0, 3)
        self._halves.setStretchFactor(1, 1)
        self._halves.setChildrenCollapsible(False)
        Remembered(self._workplace.seat, "report halves", self._halves)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._halves)
        self.setFocusProxy(self.editor)

    def _connect_signals(self) -> None:
        self.editor.touched.connect(self._check)
        self.editor.edited.connect(self._edited)
        self.checks.elements.words_wanted.connect(self.editor.go_to)
        self.checks.place_wanted.connect(self.editor.select)
        self.checks.insert_wanted.connect(self.editor.insert)


def _cleaned(text: ReportText) -> ReportText:
    return ReportText(clean_line(text.title), clean(text.body), text.urgency)
