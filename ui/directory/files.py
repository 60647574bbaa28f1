"""Choosing a directory file, taking one that is dropped, and saving the template."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from dutyroom.directory.template import template_csv
from dutyroom.documents.files import write_whole
from ui.workplace import Workplace

_CSV = ".csv"


class FileChooser(QObject):
    """Asks for a file to import; ``chosen`` carries its path."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent

    @Slot()
    def ask(self) -> None:
        """Open the dialog of the system."""
        dialog = QFileDialog(self._window, self.tr("Choose a directory file"), _documents())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Tables (*.xlsx *.xlsm *.csv *.txt)"), self.tr("All files (*)")])
        _open(dialog, self._take)

    @Slot(str)
    def _take(self, file: str) -> None:
        self.chosen.emit(Path(file))


class TemplateSaver(QObject):
    """Asks where to put the template and writes it; ``saved`` carries the path, ``refused`` the error."""

    saved = Signal(object)
    refused = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._window = parent

    @Slot()
    def ask(self) -> None:
        """Open the dialog of the system."""
        dialog = QFileDialog(self._window, self.tr("Save the template"), _documents())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Excel workbook (*.xlsx)"), self.tr("Text table (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(self.tr("Directory template") + ".xlsx")
        _open(dialog, self._save)

    @Slot(str)
    def _save(self, file: str) -> None:
        self.save(Path(file))

    def save(self, path: Path) -> None:
        """Write the template to ``path``: a workbook, or text where the name ends in .csv."""
        self._workplace.read(partial(_write_template, path), self, self.saved.emit, self.refused.emit)


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one file that is being dragged, or None."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None


def _open(dialog: QFileDialog, taken: Callable[[str], None]) -> None:
    dialog.fileSelected.connect(taken)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _write_template(path: Path) -> Path:
    """Write the template; Environment as in ``documents.files.write_whole``."""
    from dutyroom.directory.reading import template_xlsx  # the workbook library, which only this needs

    write_whole(path, template_csv() if path.suffix.casefold() == _CSV else template_xlsx())
    return path
