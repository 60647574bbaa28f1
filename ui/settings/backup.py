"""Backup: data file and key ring into a folder, while the desk goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.errors import DutyroomError
from dutyroom.journal.model import Line
from dutyroom.journal.service import Journal
from ui import theme
from ui.icons import Role
from ui.settings.long_work import LongWork, ProgressLine
from ui.settings.second_place import SecondPlace
from ui.settings.section import Section
from ui.sign_in.card import with_icon
from ui.widgets.inline_message import MessageKind
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_ACT = "room.backed_up"


def last_backup(journal: Journal) -> Line | None:
    """Return the journal's line of the last backup, or None."""
    return next((line for line in journal.lines_about("") if line.act == _ACT), None)


def back_up(house: House, session: Session, folder: Path, told: Callable[[int, int], None]) -> Path:
    """Back the room up into ``folder`` and return the copy of the data file."""
    return house.back_up(session, folder, told)


class BackupSection(Section):
    """Makes a backup now, says when the last one was made, and how one is put back."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._may = workplace.session.may(Right.BACK_UP)
        self.work = LongWork(self)
        self._progress = ProgressLine(self.work, self.tr("Copying the data file…"), self)
        self._last = QLabel(self)
        self._go = with_icon("backup", self.tr("&Back up now…"), self, role=Role.ON_ACCENT)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.set_words(
            self.tr("Backup"),
            self.tr("A copy of the data file and of its key ring, whole and checked, made while the desk goes on."),
        )
        theme.mark(self._go, kind="primary")
        row = QHBoxLayout()
        row.addWidget(self._go)
        row.addStretch(1)
        now = self.add_group(self.tr("Back up"))
        now.add_row(self.tr("Last backup"), self._last)
        if self._may:
            now.add_row(
                self.tr("New backup"),
                row,
                self.tr("Choose a folder on another disk, and keep one copy away from this building."),
            )
        else:
            who = QLabel(self.tr("The head of the duty room or the system administrator makes backups."), self)
            now.add_row(self.tr("New backup"), who)
            self._go.hide()
        self.body.addWidget(self._progress)
        self.second = SecondPlace(self._workplace, self.add_group(self.tr("Copies every hour")), self)
        restore = self.add_group(self.tr("Putting a backup back"))
        for number, sentence in enumerate(self._steps(), start=1):
            words = QLabel(sentence, self)
            words.setWordWrap(True)
            restore.add_row(self.tr("Step {number}").format(number=number), words)
        self.finish()

    def _steps(self) -> tuple[str, ...]:
        return (
            self.tr("Close the desk on every seat. Nothing is deleted: the old data file stays beside the new one."),
            self.tr("Run python -m dutyroom restore with the backup; a new computer offers it at the first start."),
            self.tr("Sign in with a password of the day of the backup, or with the recovery key from the safe."),
        )

    def _connect_signals(self) -> None:
        self.second.refused.connect(self.refuse)
        self.second.changed.connect(self.message.clear)
        self._go.clicked.connect(self.choose_folder)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._failed)
        self.work.cancelled.connect(self._cancelled)
        self.work.broken.connect(self._broke)

    def begin(self) -> None:
        """Read when the last backup was made."""
        self.second.begin()
        self._workplace.read(
            partial(last_backup, self._workplace.house.journal), self, self._show_last, self.refuse, key="last"
        )

    @Slot()
    def choose_folder(self) -> None:
        """Ask where the backup goes."""
        dialog = QFileDialog(self, self.tr("Back up into this folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.back_up_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def back_up_to(self, folder: str) -> None:
        """Back up into ``folder``."""
        self.message.clear()
        self._go.setEnabled(False)
        self._progress.begin()
        self.work.start(partial(back_up, self._workplace.house, self._workplace.session, Path(folder)))

    @Slot(object)
    def _done(self, copy: Path) -> None:
        self._go.setEnabled(True)
        self.message.say(
            MessageKind.SUCCESS,
            self.tr("Backed up as {file}, with its key ring beside it.").format(file=str(copy)),
        )
        self.begin()

    @Slot(object)
    def _failed(self, error: DutyroomError) -> None:
        self._go.setEnabled(True)
        self.refuse(error)

    @Slot()
    def _cancelled(self) -> None:
        self._go.setEnabled(True)
        self.message.say(MessageKind.INFO, self.tr("Stopped. No backup was made."))

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        self._workplace.broken.emit(error)

    def _show_last(self, line: Line | None) -> None:
        if line is None:
            self._last.setText(self.tr("None yet."))
        else:
            self._last.setText(
                self.tr("{time} by {name}").format(
                    time=standard_time(line.at, self._workplace.zone), name=line.actor.name
                )
            )
