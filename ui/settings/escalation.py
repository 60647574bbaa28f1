"""Escalation: who is called in which order at each level, and whom that would be at night (R037, R047)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QSpinBox

from dutyroom.alerts.chain_editing import (
    moved_step,
    with_new_step,
    with_progress,
    with_step,
    with_warning,
    without_step,
)
from dutyroom.alerts.chains import LEAST_WAIT, LONGEST_WAIT, Escalation
from dutyroom.alerts.model import Chain, How, Level, Step, Who
from dutyroom.alerts.preview import PreviewedStep
from dutyroom.rulebook.model import RuleKind
from ui import theme
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.rule_section import RuleSection, in_row
from ui.sign_in.card import with_icon
from ui.terms import label
from ui.theme import Tone
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.workplace import Workplace

_NIGHT = time(3)
_MOST_ROWS = 8
_DAY = 24 * 60
_STEPS = (
    *(ColumnLook(40, right=True), ColumnLook(160, strong=True), ColumnLook(144), ColumnLook(96, right=True)),
    *(ColumnLook(160), ColumnLook(72), ColumnLook(secondary=True)),
)
_CALLS = (ColumnLook(96), ColumnLook(160), ColumnLook(200, strong=True), ColumnLook())


class EscalationSection(RuleSection):
    """The chain of a level is frozen into an alert when it is raised; changes hold for later ones."""

    kind = RuleKind.ESCALATION

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.levels = QComboBox(self)
        self.levels.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        headings = (self.tr("No."), self.tr("Whom"), self.tr("How"), self.tr("Wait"), self.tr("If nobody"))
        self.rows = RowsModel((*headings, self.tr("Always"), self.tr("Shipped")), self)
        self.table = QuietTable(self)
        self.who = QComboBox(self)
        self.how = QComboBox(self)
        self.wait = QSpinBox(self)
        self.fallback = QComboBox(self)
        self.always = QCheckBox(self.tr("al&ways"), self)
        self.put = QPushButton(self.tr("&Set"), self)
        self.add = with_icon("add", self.tr("&Add a step"), self)
        self.remove = with_icon("withdraw", self.tr("&Remove it"), self)
        self.up = with_icon("chevron-up", self.tr("&Up"), self)
        self.down = with_icon("chevron-down", self.tr("&Down"), self)
        self.progress = QSpinBox(self)
        self.warning = QSpinBox(self)
        calls = (self.tr("Time"), self.tr("Whom"), self.tr("Who it is"), self.tr("Remark"))
        self.calls = RowsModel(calls, self)
        self._night = QLabel(self)
        self._preview = QuietTable(self)
        self._fill()
        self._build()
        self._connect_signals()

    def _fill(self) -> None:
        for level in Level:
            self.levels.addItem(label(level), level.value)
        for field in (self.who, self.fallback):
            for who in Who:
                field.addItem(label(who), who.value)
        for how in How:
            self.how.addItem(label(how), how.value)
        self.wait.setRange(int(LEAST_WAIT.total_seconds()), int(LONGEST_WAIT.total_seconds()))
        self.wait.setSuffix(self.tr(" s"))
        self.progress.setRange(1, _DAY)
        self.warning.setRange(0, _DAY)
        for minutes in (self.progress, self.warning):
            minutes.setSuffix(self.tr(" min"))
            minutes.setKeyboardTracking(False)
            minutes.setEnabled(self.may)
        names = {
            self.levels: self.tr("Level"),
            self.who: self.tr("Whom the step calls"),
            self.how: self.tr("How they are called"),
            self.wait: self.tr("How long the step waits"),
            self.fallback: self.tr("Who is called if nobody is there"),
            self.progress: self.tr("Minutes of silence after an acknowledgement"),
            self.warning: self.tr("Minutes of warning before a deadline"),
            self.table: self.tr("Steps of the level"),
            self._preview: self.tr("Whom the steps would call"),
        }
        for widget, name in names.items():
            widget.setAccessibleName(name)

    def _build(self) -> None:
        self.begin_words(
            self.tr("Escalation"),
            self.tr("Who is called in which order until somebody answers. The last step repeats."),
        )
        self.table.setModel(self.rows)
        self.table.set_columns(_STEPS)
        self._preview.setModel(self.calls)
        self._preview.set_columns(_CALLS)
        theme.mark(self._night, type="strong")
        self.body.addLayout(in_row(self.levels))
        self.body.addWidget(self.table)
        step = (self.who, self.how, self.wait, self.fallback, self.always, self.put)
        buttons = (self.add, self.remove, self.up, self.down)
        for widget in (*step, *buttons):
            widget.setVisible(self.may)
        self.body.addLayout(in_row(*step))
        self.body.addLayout(in_row(*buttons))
        words = QLabel(self.tr("Comes back without an entry after"), self)
        before = QLabel(self.tr("Deadlines warn before their end by"), self)
        self.body.addLayout(in_row(words, self.progress, before, self.warning))
        self.add_heading(self.tr("What it would do"))
        self.body.addWidget(self._night)
        self.body.addWidget(self._preview)
        self.end_words()

    def _connect_signals(self) -> None:
        self.levels.currentIndexChanged.connect(self._level_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.put.clicked.connect(self.put_step)
        self.add.clicked.connect(self.add_step)
        self.remove.clicked.connect(self.remove_step)
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        self.progress.valueChanged.connect(self._progress_set)
        self.warning.valueChanged.connect(self._warning_set)

    def show_rules(self) -> None:
        """Draw the chain of the chosen level, and look ahead along it."""
        book = self.book
        if not isinstance(book, Escalation):
            return
        chain, at = book.chain(self.level()), self.table.currentIndex().row()
        self.rows.set_rows(list(self._rows(chain)))
        self.table.setFixedHeight(theme.current().sizes.row * (min(len(chain.steps), _MOST_ROWS) + 1))
        self.table.selectRow(min(max(at, 0), len(chain.steps) - 1))
        for field, value in ((self.progress, chain.progress), (self.warning, book.warn_before)):
            field.blockSignals(True)
            field.setValue(int(value.total_seconds()) // 60)
            field.blockSignals(False)
        begins = self.night()
        look = partial(self._workplace.house.chain_preview.look, chain, begins)
        self._night.setText(
            self.tr("Raised at {when} and answered by nobody, it calls:").format(when=f"{begins:%m-%d %H:%M}")
        )
        self._workplace.read(look, self, self._show_calls, self.refuse, key="preview")

    def level(self) -> Level:
        """Return the level that is shown."""
        return Level(str(self.levels.currentData()))

    def choose_level(self, level: Level) -> None:
        """Show a level."""
        self.levels.setCurrentIndex(self.levels.findData(level.value))

    def night(self) -> datetime:
        """Return three o'clock of the coming night, in the room's zone."""
        now = self._workplace.now()
        day = now.date() if now.time() < _NIGHT else now.date() + timedelta(days=1)
        return datetime.combine(day, _NIGHT, tzinfo=self._workplace.zone)

    @Slot()
    def put_step(self) -> None:
        """Put the fields into the chosen step."""
        at, chain = self.table.currentIndex().row(), self._chain()
        if chain is None or not 0 <= at < len(chain.steps):
            return
        step = Step(
            who=Who(str(self.who.currentData())),
            how=How(str(self.how.currentData())),
            wait=timedelta(seconds=self.wait.value()),
            fallback=Who(str(self.fallback.currentData())),
            always=self.always.isChecked(),
            person_ids=chain.steps[at].person_ids,
        )
        self.edit(with_step, self.level(), at, step)

    @Slot()
    def add_step(self) -> None:
        """Add a step behind the chosen one."""
        self.edit(with_new_step, self.level(), self.table.currentIndex().row() + 1)

    @Slot()
    def remove_step(self) -> None:
        """Take the chosen step out of the draft."""
        self.edit(without_step, self.level(), self.table.currentIndex().row())

    @Slot()
    def move_up(self) -> None:
        """Call the chosen one earlier."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Call the chosen one later."""
        self._move(1)

    def _move(self, by: int) -> None:
        at = self.table.currentIndex().row()
        if 0 <= at + by < self.rows.rowCount():
            self.edit(moved_step, self.level(), at, by)
            self.table.selectRow(at + by)

    def _chain(self) -> Chain | None:
        return self.book.chain(self.level()) if isinstance(self.book, Escalation) else None

    def _rows(self, chain: Chain) -> Iterator[WordRow]:
        shipped = self.view.shipped_book if self.view is not None else None
        known = shipped.chain(self.level()).steps if isinstance(shipped, Escalation) else ()
        for number, step in enumerate(chain.steps):
            before = known[number] if number < len(known) else None
            cells = (str(number + 1), *self._cells(step))
            remark = "" if step in known else self._shipped_words(before)
            yield WordRow(str(number), (*cells, remark), tone=None if step in known else Tone.ACCENT)

    def _cells(self, step: Step) -> tuple[str, ...]:
        wait = self.tr("{seconds} s").format(seconds=int(step.wait.total_seconds()))
        always = self.tr("yes") if step.always else ""
        return label(step.who), label(step.how), wait, label(step.fallback), always

    def _shipped_words(self, step: Step | None) -> str:
        return self.tr("no such step") if step is None else "，".join(filter(None, self._cells(step)))

    def _show_calls(self, found: tuple[PreviewedStep, ...]) -> None:
        self.calls.set_rows([self._call_row(number, one) for number, one in enumerate(found)])
        self._preview.setFixedHeight(theme.current().sizes.row * (min(len(found), _MOST_ROWS) + 1))

    def _call_row(self, number: int, one: PreviewedStep) -> WordRow:
        when = one.at.astimezone(self._workplace.zone)
        names = "、".join(person.name for person in one.people) or self.tr("nobody")
        remark = label(one.reason) if one.reason is not None else ""
        if one.fell_to is not None:
            remark = self.tr("{reason}, falls to: {who}").format(reason=remark, who=label(one.fell_to))
        cells = (f"{when:%H:%M:%S}", label(one.step.who), names, remark)
        return WordRow(str(number), cells, tone=None if one.people else Tone.DANGER)

    @Slot(int)
    def _level_chosen(self, _index: int) -> None:
        self.show_rules()

    @Slot(int)
    def _progress_set(self, minutes: int) -> None:
        self.edit(with_progress, self.level(), minutes)

    @Slot(int)
    def _warning_set(self, minutes: int) -> None:
        self.edit(with_warning, minutes)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        chain = self._chain()
        if chain is None or not 0 <= now.row() < len(chain.steps):
            return
        step = chain.steps[now.row()]
        for field, value in ((self.who, step.who), (self.how, step.how), (self.fallback, step.fallback)):
            field.setCurrentIndex(field.findData(value.value))
        self.wait.setValue(int(step.wait.total_seconds()))
        self.always.setChecked(step.always)
        self.up.setEnabled(now.row() > 0)
        self.down.setEnabled(now.row() < len(chain.steps) - 1)
