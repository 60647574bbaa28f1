"""A list of people from Excel: the empty form out, a filled one in, every problem named by its cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from dutyroom.documents.files import write_whole
from dutyroom.roster.views import PeopleTaken
from ui import theme
from ui.roster.form_files import documents_folder, open_dialog
from ui.settings.dialog import ActDialog
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import explain
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.workplace import Workplace

if TYPE_CHECKING:
    from dutyroom.roster.people_file import ReadPeople

_WIDTH = 640
_HEIGHT = 220


class PeopleFiles(QObject):
    """``saved`` carries the path of the empty form, ``taken`` what came of a list, ``refused`` an error."""

    saved = Signal(object)
    taken = Signal(object)
    refused = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._window = parent
        self._file = ""
        self.dialog: ActDialog | None = None

    @Slot()
    def ask_which(self) -> None:
        """Ask for a list of people."""
        dialog = QFileDialog(self._window, self.tr("Choose the list of people"), documents_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Tables (*.xlsx *.xlsm *.csv *.txt)"), self.tr("All files (*)")])
        open_dialog(dialog, self._read)

    @Slot()
    def ask_where(self) -> None:
        """Ask where to put the empty form."""
        dialog = QFileDialog(self._window, self.tr("Save the empty form"), documents_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Excel workbook (*.xlsx)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(self.tr("People of the roster") + ".xlsx")
        open_dialog(dialog, self._save)

    @Slot(str)
    def _read(self, file: str) -> None:
        self.read(Path(file))

    def read(self, path: Path) -> None:
        """Read a list and show what it would bring; nothing is kept yet."""
        self._file = path.name
        self._workplace.read(partial(_read_people, path), self, self._show, self.refused.emit)

    @Slot(str)
    def _save(self, file: str) -> None:
        self.save(Path(file))

    def save(self, path: Path) -> None:
        """Write the empty form."""
        self._workplace.read(partial(_write_form, path), self, self.saved.emit, self.refused.emit)

    @Slot(object)
    def _show(self, read: ReadPeople) -> None:
        dialog = PeopleListDialog(self._workplace, read, self._file, self._window)
        dialog.taken.connect(self.taken)
        self.dialog = dialog
        dialog.open()


class PeopleListDialog(ActDialog):
    """What was read of a list; ``taken`` carries the ``PeopleTaken``."""

    taken = Signal(object)

    def __init__(self, workplace: Workplace, read: ReadPeople, file: str, parent: QWidget) -> None:
        super().__init__(workplace, parent, width=_WIDTH)
        self._read = read
        absences = sum(len(one.absences) for one in read.members)
        self.set_words(
            self.tr("The list of people: {file}").format(file=file),
            self.tr(
                "People read: {people}, with {absences} absences. Who is known by name is changed to what the list "
                "says, others are added; nobody is taken off. What the list leaves empty stays as it is."
            ).format(people=len(read.members), absences=absences),
            self.tr("&Take them onto the roster"),
        )
        self.rows = RowsModel((self.tr("Problem"),), self)
        self.rows.set_rows([WordRow(str(at), (explain(one),)) for at, one in enumerate(read.problems)])
        if read.problems:
            table = QuietTable(self)
            table.setModel(self.rows)
            table.set_columns((ColumnLook(),))
            table.setFixedHeight(theme.px(_HEIGHT))
            table.setAccessibleName(self.tr("Problems"))
            self.body.addWidget(table)
        self.ok.setEnabled(bool(read.members))

    def acting(self) -> Callable[[], object] | None:
        """Return the taking of the people."""
        return partial(self.workplace.house.roster.take_people, self.workplace.session, self._read.members)

    def done_well(self, result: object) -> None:
        """Hand on what came of it."""
        assert isinstance(result, PeopleTaken)
        self.taken.emit(result)
        self.accept()


def _read_people(path: Path) -> ReadPeople:
    from dutyroom.roster.people_file import read_people_file  # the workbook library, which only this needs

    return read_people_file(path)


def _write_form(path: Path) -> Path:
    from dutyroom.roster.people_file import people_form

    write_whole(path, people_form())
    return path
