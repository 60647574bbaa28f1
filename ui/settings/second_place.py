"""The second place: where copies go by themselves every hour, and how many of them stay."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from dutyroom.accounts.model import Right
from dutyroom.errors import DutyroomError, Refused
from dutyroom.safekeeping import Copy, copies_in
from dutyroom.settings import BACKUP_DAILY, BACKUP_FOLDER, BACKUP_HOURLY, Option
from ui import theme
from ui.copies import keeping_rule
from ui.settings.section import Form
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_MOST = 400


class SecondPlace(QObject):
    """The rows of the second place in a form; ``refused`` carries a DutyroomError, ``changed`` nothing."""

    refused = Signal(object)
    changed = Signal()

    def __init__(self, workplace: Workplace, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._folder = QLabel(parent)
        self._folder.setWordWrap(True)
        self._choose = QPushButton(self.tr("&Choose a folder…"), parent)
        self._none = QPushButton(self.tr("No copies &by itself"), parent)
        self._newest = QLabel(parent)
        self._hourly = self._number(parent, BACKUP_HOURLY)
        self._daily = self._number(parent, BACKUP_DAILY)
        self._build(form)
        self._choose.clicked.connect(self.choose)
        self._none.clicked.connect(self.take_none)
        self._hourly.valueChanged.connect(self._hourly_chosen)
        self._daily.valueChanged.connect(self._daily_chosen)

    def _number(self, parent: QWidget, option: Option) -> QSpinBox:
        field = QSpinBox(parent)
        field.setRange(1, _MOST)
        field.setValue(int(self._workplace.seat.get(option)))
        field.setMaximumWidth(theme.px(120))
        return field

    def _build(self, form: Form) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._choose)
        buttons.addWidget(self._none)
        buttons.addStretch(1)
        form.add_row(self.tr("Second place"), self._folder)
        hint = self.tr("A folder on another disk or computer; this seat writes a copy there every hour.")
        form.add_row("", buttons, hint)
        form.add_row(self.tr("&Newest copies kept"), self._hourly)
        form.add_row(self.tr("&Days of which one is kept"), self._daily)
        form.add_row(self.tr("Newest copy"), self._newest)
        may = self._workplace.session.may(Right.BACK_UP)
        for field in (self._choose, self._none, self._hourly, self._daily):
            field.setEnabled(may)

    def begin(self) -> None:
        """Show what is chosen, and look for the newest copy."""
        rule = keeping_rule(self._workplace.seat)
        self._folder.setText(str(rule.folder) if rule else self.tr("None: copies are made by hand only."))
        self._none.setVisible(rule is not None)
        self._newest.setText("" if rule else self.tr("None yet."))
        if rule is not None:
            zone = self._workplace.zone

            def look() -> list[Copy]:
                return copies_in(rule.folder, zone)

            self._workplace.read(look, self, self._show_newest, key="copies")

    @Slot()
    def choose(self) -> None:
        """Ask for the folder."""
        dialog = QFileDialog(self._choose, self.tr("Copies every hour into this folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take(self, folder: str) -> None:
        """Copies go into ``folder`` from now on; not where the data file itself stands."""
        own = self._workplace.house.place.data_file.parent
        if Path(folder).resolve() == own.resolve():
            self.refused.emit(Refused("backup.same_folder", folder=folder))
            return
        self._put(BACKUP_FOLDER, folder)

    @Slot()
    def take_none(self) -> None:
        """Make no more copies by itself."""
        self._put(BACKUP_FOLDER, "")

    @Slot(int)
    def _hourly_chosen(self, count: int) -> None:
        self._put(BACKUP_HOURLY, str(count))

    @Slot(int)
    def _daily_chosen(self, count: int) -> None:
        self._put(BACKUP_DAILY, str(count))

    def _put(self, option: Option, value: str) -> None:
        try:
            self._workplace.seat.put(option, value)
        except DutyroomError as error:
            self.refused.emit(error)
            return
        house, actor = self._workplace.house, self._workplace.session.actor

        def note() -> None:
            house.journal.note(actor, "setting.changed", option.name)

        self._workplace.write(note, self)
        self.begin()
        self.changed.emit()

    def _show_newest(self, copies: list[Copy]) -> None:
        if not copies:
            self._newest.setText(self.tr("None yet."))
            return
        said = self.tr("{time}, {count} in all")
        self._newest.setText(
            said.format(time=standard_time(copies[0].made_at, self._workplace.zone), count=len(copies))
        )
