"""The room: hours of handover, its checklist and the lock, with who changed them when."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QTime, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QTimeEdit

from dutyroom.accounts.model import Right, Session
from dutyroom.calendar.room import handover_times
from dutyroom.changes import Changes, Topic
from dutyroom.errors import DutyroomError, Refused
from dutyroom.seasons import DatedSeasons, read_close_of_day
from dutyroom.settings import (
    CLOSE_OF_DAY,
    EQUIPMENT,
    LOCK_AFTER_MINUTES,
    MORNING_HANDOVER,
    Option,
    RoomSettings,
    SettingChange,
)
from dutyroom.texts import term
from ui import theme
from ui.settings.close_of_day import CloseOfDayEditor
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.season_block import show_only
from ui.settings.section import Section, quiet
from ui.sign_in.card import scaled
from ui.terms import language
from ui.widgets.inline_message import MessageKind
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_OPTIONS = (MORNING_HANDOVER, CLOSE_OF_DAY, LOCK_AFTER_MINUTES, EQUIPMENT)
_HISTORY_ROWS = 6
_FIELD = 104
Values = dict[str, str]


def values_now(settings: RoomSettings) -> Values:
    """Return the values that hold now, by name."""
    values = settings.all()
    return {option.name: values.get(option.name, option.default) for option in _OPTIONS}


def changes_newest_first(settings: RoomSettings) -> list[SettingChange]:
    """Return every change of these options, newest first."""
    changes = [change for option in _OPTIONS for change in settings.history(option)]
    return sorted(changes, key=lambda change: change.changed_at, reverse=True)


def put_changed(settings: RoomSettings, session: Session, wanted: Values) -> None:
    """Set what differs, in an order in which day and night are long enough after every step.

    Raises Refused ``calendar.handover_order`` where the hours do not go together, and as ``RoomSettings.put``;
    then nothing of the hours was set.
    """
    known = values_now(settings)
    handover_times(wanted[MORNING_HANDOVER.name], wanted[CLOSE_OF_DAY.name])
    order = list(_OPTIONS)
    if not _goes_together(wanted[MORNING_HANDOVER.name], known[CLOSE_OF_DAY.name]):
        order = [CLOSE_OF_DAY, MORNING_HANDOVER, LOCK_AFTER_MINUTES, EQUIPMENT]
    for option in order:
        if wanted[option.name] != known[option.name]:
            settings.put(session, option, wanted[option.name])


def _goes_together(morning: str, close_of_day: str) -> bool:
    try:
        handover_times(morning, close_of_day)
    except Refused:
        return False
    return True


class RoomSection(Section):
    """Shows the options of the room; who may change them gets a button that saves."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._known: Values = {}
        self._morning = QTimeEdit()
        self.close_of_day = CloseOfDayEditor(workplace.now().date())
        self._lock = QSpinBox()
        self.equipment = QLineEdit()
        self._save = QPushButton(self.tr("&Save"))
        self._undo = QPushButton(self.tr("&Undo"))
        self._model = RowsModel((self.tr("Time"), self.tr("Who"), self.tr("Option"), self.tr("Value")), self)
        self._history = QuietTable()
        self._no_history = quiet(self.tr("Nothing was changed since the room was founded."), self)
        self._may = workplace.session.may(Right.CHANGE_SETTINGS)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.set_words(
            self.tr("The room"),
            self.tr("These hold for every seat. A change counts from now on and is kept in the journal.")
            if self._may
            else self.tr("These hold for every seat. The head of the duty room changes them."),
        )
        self._morning.setDisplayFormat("HH:mm")
        self._lock.setRange(1, 120)
        self._lock.setSuffix(self.tr(" min"))
        for field in (self._morning, self._lock):
            field.setFixedWidth(scaled(_FIELD))
        if not self._may:
            self.close_of_day.set_read_only()
            show_only(self._morning)
            show_only(self._lock)
            self.equipment.setReadOnly(True)
        hours = self.add_group(self.tr("Handover"))
        hours.add_row(self.tr("&Morning handover"), self._morning)
        hours.add_row(
            self.tr("Close of day"),
            self.close_of_day,
            self.tr(
                "The day watch ends and the night watch begins. Each season lasts until the next one. "
                "What is known ahead is entered with its date."
            ),
        )
        hours.add_row(
            self.tr("&Keys and equipment"),
            self.equipment,
            self.tr("What each handover goes through one by one, with a comma between."),
        )
        safety = self.add_group(self.tr("Safety"))
        safety.add_row(
            self.tr("&Lock after"), self._lock, self.tr("Without key or mouse for so long, the desk locks itself.")
        )
        if self._may:
            self.body.addLayout(self._buttons())
        self.add_heading(self.tr("Changes so far"))
        self.body.addWidget(self._table())
        self.body.addWidget(self._no_history)
        self.finish()

    def _buttons(self) -> QHBoxLayout:
        theme.mark(self._save, kind="primary")
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(self._undo)
        row.addStretch(1)
        return row

    def _table(self) -> QuietTable:
        self._history.setModel(self._model)
        self._history.set_columns(
            (ColumnLook(150), ColumnLook(110, strong=True), ColumnLook(150), ColumnLook()),
        )
        self._history.setAccessibleName(self.tr("Changes so far"))
        return self._history

    def _connect_signals(self) -> None:
        self._morning.timeChanged.connect(self._edited)
        self.close_of_day.changed.connect(self._edited)
        self._lock.valueChanged.connect(self._edited)
        self.equipment.textEdited.connect(self._edited)
        self._save.clicked.connect(self.save)
        self._undo.clicked.connect(self.undo)
        self._workplace.changed.connect(self._changed)

    def begin(self) -> None:
        """Read values and history; what was edited and not saved stays."""
        settings = self._workplace.house.settings
        self._workplace.read(partial(values_now, settings), self, self._show_values, self.refuse, key="values")
        self._workplace.read(partial(changes_newest_first, settings), self, self._show_history, key="history")

    def wanted(self) -> Values:
        """Return what stands in the fields."""
        return {
            MORNING_HANDOVER.name: self._morning.time().toString("HH:mm"),
            CLOSE_OF_DAY.name: self.close_of_day.value(),
            LOCK_AFTER_MINUTES.name: str(self._lock.value()),
            EQUIPMENT.name: self.equipment.text().strip(),
        }

    @Slot()
    def save(self) -> None:
        """Set what was changed."""
        if not self._save.isEnabled():
            return
        if self.close_of_day.has_doubles():
            self.message.say(MessageKind.REFUSAL, self.tr("Two begin on the same day. Change or remove one."))
            return
        self._save.setEnabled(False)
        house, session = self._workplace.house, self._workplace.session
        self._workplace.write(
            partial(put_changed, house.settings, session, self.wanted()), self, self._saved, self._not_saved
        )

    @Slot()
    def undo(self) -> None:
        """Show what holds now again."""
        self.message.clear()
        self._fill(self._known)

    def _saved(self, _nothing: None) -> None:
        self._known = self.wanted()
        self._edited()
        self.message.say(MessageKind.SUCCESS, self.tr("Saved."))

    def _not_saved(self, error: DutyroomError) -> None:
        self._edited()
        self.refuse(error)

    def _show_values(self, values: Values) -> None:
        first = not self._known
        fill = first or (self._same(self.wanted(), self._known) and not self._same(self.wanted(), values))
        self._known = values
        if fill:
            self._fill(values)
        self._edited()

    def _fill(self, values: Values) -> None:
        self.close_of_day.set_value(values[CLOSE_OF_DAY.name])  # first: the others signal that they were edited
        self._morning.setTime(QTime.fromString(values[MORNING_HANDOVER.name], "HH:mm"))
        self._lock.setValue(int(values[LOCK_AFTER_MINUTES.name]))
        self.equipment.setText(values[EQUIPMENT.name])
        self._edited()

    def _show_history(self, changes: list[SettingChange]) -> None:
        zone = self._workplace.zone
        self._model.set_rows(
            [
                WordRow(
                    f"{change.name} {change.changed_at}",
                    (
                        standard_time(change.changed_at, zone),
                        change.account_name,
                        term("option", change.name, language()),
                        self._value_words(change),
                    ),
                )
                for change in changes
            ]
        )
        shown = min(len(changes), _HISTORY_ROWS)
        self._history.setVisible(bool(changes))
        self._no_history.setVisible(not changes)
        self._history.setFixedHeight(theme.current().sizes.row * (shown + 1))

    def _value_words(self, change: SettingChange) -> str:
        if change.name == LOCK_AFTER_MINUTES.name:
            return self.tr("{count} min").format(count=change.value)
        if change.name == CLOSE_OF_DAY.name:
            return self.tr("; ").join(self._seasons_words(one) for one in read_close_of_day(change.value))
        return change.value

    def _seasons_words(self, change: DatedSeasons) -> str:
        seasons = self.tr(", ").join(
            self.tr("from {month}-{day} {time}").format(
                month=f"{one.month:02d}", day=f"{one.day:02d}", time=f"{one.close:%H:%M}"
            )
            for one in change.seasons
        )
        if change.begins == date.min:
            return seasons
        return self.tr("since {date}: {seasons}").format(date=change.begins, seasons=seasons)

    @Slot()
    def _edited(self) -> None:
        differs = bool(self._known) and not self._same(self.wanted(), self._known)
        self._save.setEnabled(differs)
        self._undo.setEnabled(differs)

    @staticmethod
    def _same(one: Values, other: Values) -> bool:
        return all(_plain(option, one) == _plain(option, other) for option in _OPTIONS)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.touches(Topic.SETTINGS):
            self.begin()


def _plain(option: Option, values: Values) -> object:
    text = values[option.name]
    if option is not CLOSE_OF_DAY:
        return text
    try:
        return read_close_of_day(text)
    except ValueError:  # still being typed: two seasons on one day
        return text
