"""The Excel form of a plan's period: out to be filled in, back with every problem named by its cell; calendar files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.documents.files import write_whole
from dutyroom.roster.views import PlanFile
from ui.terms import language
from ui.workplace import Workplace

if TYPE_CHECKING:
    from dutyroom.documents.roster_form_reading import FilledForm


class FormFiles(QObject):
    """``saved`` carries the path of a file that was written, ``filled`` a ``FilledForm``, ``refused`` the error."""

    saved = Signal(object)
    filled = Signal(object)
    refused = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._window = parent
        self._plan: PlanFile | None = None
        self._calendar_of = "", ""

    def set_plan(self, plan: PlanFile | None) -> None:
        """Take the plan that is shown."""
        self._plan = plan

    @Slot()
    def ask_where(self) -> None:
        """Ask where to put the form of the plan's period."""
        if self._plan is not None:
            filters = [self.tr("Excel workbook (*.xlsx)")]
            self._ask(self.tr("Save the form"), filters, self._plan.head.title + ".xlsx", self._save)

    @Slot()
    def ask_which(self) -> None:
        """Ask for a filled-in form."""
        dialog = QFileDialog(self._window, self.tr("Choose the filled-in form"), documents_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Excel workbook (*.xlsx)"), self.tr("All files (*)")])
        open_dialog(dialog, self._read)

    def ask_calendar(self, plan_id: str, member_id: str, name: str) -> None:
        """Ask where to put the calendar file of somebody's duties."""
        self._calendar_of = plan_id, member_id
        self._ask(self.tr("Save my duties"), [self.tr("Calendar file (*.ics)")], name + ".ics", self._save_calendar)

    @Slot(str)
    def _save(self, file: str) -> None:
        self.save(Path(file))

    def save(self, path: Path) -> None:
        """Write the form, with the names that stand in the plan."""
        if self._plan is not None:
            workplace = self._workplace
            call = partial(_write_form, workplace.house, workplace.session, self._plan, path)
            workplace.read(call, self, self.saved.emit, self.refused.emit)

    @Slot(str)
    def _read(self, file: str) -> None:
        self.read(Path(file))

    def read(self, path: Path) -> None:
        """Read a filled-in form; nothing is kept yet."""
        if self._plan is not None:
            workplace, plan_id = self._workplace, self._plan.head.id
            call = partial(_read_form, workplace.house, workplace.session, plan_id, path)
            workplace.read(call, self, self.filled.emit, self.refused.emit)

    @Slot(str)
    def _save_calendar(self, file: str) -> None:
        self.save_calendar(Path(file))

    def save_calendar(self, path: Path) -> None:
        """Write the calendar file; the journal notes it before."""
        workplace = self._workplace
        call = partial(_write_calendar, workplace.house, workplace.session, *self._calendar_of, path)
        workplace.write(call, self, self.saved.emit, self.refused.emit)

    def _ask(self, title: str, filters: list[str], name: str, taken: Callable[[str], None]) -> None:
        dialog = QFileDialog(self._window, title, documents_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(filters)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.selectFile(name)
        open_dialog(dialog, taken)


def open_dialog(dialog: QFileDialog, taken: Callable[[str], None]) -> None:
    """Open a dialog for files without waiting; ``taken`` gets what was chosen."""
    dialog.fileSelected.connect(taken)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def documents_folder() -> str:
    """Return the folder in which people keep their papers."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _write_form(house: House, session: Session, plan: PlanFile, path: Path) -> Path:
    from dutyroom.documents.roster_form import roster_form_xlsx  # the workbook library, which only this needs
    from dutyroom.roster_papers import roster_form

    write_whole(path, roster_form_xlsx(roster_form(house, session, plan.head.id, language()), plan.assignments))
    return path


def _read_form(house: House, session: Session, plan_id: str, path: Path) -> FilledForm:
    from dutyroom.roster_papers import read_form

    return read_form(house, session, plan_id, path, language())


def _write_calendar(house: House, session: Session, plan_id: str, member_id: str, path: Path) -> Path:
    from dutyroom.roster_papers import duties_calendar

    return duties_calendar(house, session, plan_id, member_id, path, language())
