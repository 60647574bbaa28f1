"""The rules by which the planner makes slots: how many seats, from which list, as from which day, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from dutyroom.accounts.model import Right
from dutyroom.roster.model import Pool, Post, RosterRules, SlotRule, Turn
from dutyroom.roster.views import RulesVersion
from ui import icons, theme
from ui.log.choices import Choice
from ui.roster.rules_words import DAY_SETS, days_text, version_text
from ui.roster.words import post_text_of
from ui.settings.day_field import DayField
from ui.settings.dialog import ActDialog
from ui.sign_in.card import scaled
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

_WIDTH = 800
_FIELD = 240
_SEATS = 84
_MOST_SEATS = 20
_MOST_REST = 14
_VERSIONS_SHOWN = 3


class _Row:
    """One line of the grid: a kind of place; ``rule`` None where it is new and everything can be chosen."""

    def __init__(self, rule: SlotRule | None, parent: QWidget) -> None:
        self.rule = rule
        self.pool = Choice(Pool, parent=parent)
        self.seats = QSpinBox(parent)
        self.seats.setRange(0, _MOST_SEATS)
        self.seats.setFixedWidth(scaled(_SEATS))
        self.days = QComboBox(parent)
        self.post = Choice(Post, parent=parent)
        self.turn = Choice(Turn, parent=parent)
        if rule is not None:
            self.pool.choose(rule.pool)
            self.seats.setValue(rule.seats)
            for hidden in (self.days, self.post, self.turn):
                hidden.hide()
            return
        for days in DAY_SETS:
            self.days.addItem(days_text(days))
        self.seats.setValue(1)

    def value(self) -> SlotRule | None:
        """Return the rule of this line, or None where it has no seat."""
        pool, seats = self.pool.value(), self.seats.value()
        assert pool is not None
        if seats == 0:
            return None
        if self.rule is not None:
            return replace(self.rule, pool=pool, seats=seats, first=None, last=None)
        post, turn = self.post.value(), self.turn.value()
        assert post is not None
        assert turn is not None
        return SlotRule(DAY_SETS[self.days.currentIndex()], post, turn, pool, seats)


class RosterRulesDialog(ActDialog):
    """Shows the rules and changes them for whoever may; ``kept`` carries the ``RosterRules`` that came of it."""

    kept = Signal(object)

    def __init__(self, workplace: Workplace, versions: tuple[RulesVersion, ...], parent: QWidget) -> None:
        super().__init__(workplace, parent, width=_WIDTH)
        self._rules: RosterRules = versions[0].rules
        self._may = workplace.session.may(Right.CHANGE_SETTINGS)
        self._today = workplace.now().date()
        self.rows: list[_Row] = []
        self._grid = QGridLayout()
        self._form = QFormLayout()
        self.add = QPushButton(icons.icon("add"), self.tr("Another &kind of place"), self)
        self.rest = QSpinBox(self)
        self.pairing = QCheckBox(self.tr("A ne&wcomer is never alone where somebody experienced can be beside"), self)
        self.begins = DayField(self._today, self, lean=Lean.FUTURE)
        self.reason = QLineEdit(self)
        self.set_words(
            self.tr("Rules of the roster"),
            self.tr("Which places each kind of day has, and from which list they are filled. No seats: no such place.")
            if self._may
            else self.tr("Which places each kind of day has. The head of the duty room changes them."),
            self.tr("&Keep the rules"),
        )
        self._build_body(versions)
        self.add.clicked.connect(self.add_row)

    def _build_body(self, versions: tuple[RulesVersion, ...]) -> None:
        sizes = theme.current().sizes
        self._grid.setHorizontalSpacing(sizes.space_3)
        self._grid.setVerticalSpacing(sizes.space_1)
        self._grid.setColumnStretch(0, 1)
        headings = (self.tr("Days"), self.tr("Place"), "", self.tr("List"), self.tr("Seats"), "")
        for column, words in enumerate(headings):
            heading = QLabel(words, self)
            theme.mark(heading, type="secondary")
            self._grid.addWidget(heading, 0, column)
        for rule in self._rules.slots_on(date.max):
            self._put_in(rule)
        self.body.addLayout(self._grid)
        theme.mark(self.add, kind="quiet")
        self.add.setAutoDefault(False)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.rest.setRange(0, _MOST_REST)
        self.rest.setValue(self._rules.rest_shifts)
        self.rest.setSuffix(self.tr(" shifts"))
        self.pairing.setChecked(self._rules.newcomer_needs_experienced)
        later = max((rule.first for rule in self._rules.slots if rule.first is not None), default=self._today)
        self.begins.setText(max(later, self._today + timedelta(days=1)).isoformat())
        self.reason.setPlaceholderText(self.tr("For example: decided by the office meeting"))
        self.rest.setFixedWidth(scaled(_FIELD))
        self.begins.setFixedWidth(scaled(_FIELD))
        form = self._form
        for words, field in (
            (self.tr("&Rest between two turns at the desk"), self.rest),
            (self.tr("Places hold &from"), self.begins),
            (self.tr("R&eason"), self.reason),
        ):
            name = QLabel(words, self)
            name.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            form.addRow(name, field)
        form.insertRow(1, "", self.pairing)
        self.body.addLayout(form)
        for version in versions[:_VERSIONS_SHOWN]:
            line = QLabel(version_text(version, self.workplace.zone), self)
            line.setWordWrap(True)
            theme.mark(line, type="caption")
            self.body.addWidget(line)
        if not self._may:
            self._only_show()

    def _only_show(self) -> None:
        for row in self.rows:
            row.pool.setEnabled(False)
            row.seats.setEnabled(False)
        for field in (self.rest, self.pairing):
            field.setEnabled(False)
        for hidden in (self.add, self.ok):
            hidden.hide()
        for asked in (self.begins, self.reason):
            self._form.setRowVisible(asked, False)
        self.cancel.setText(self.tr("Close"))

    def _put_in(self, rule: SlotRule | None) -> _Row:
        row = _Row(rule, self)
        at = len(self.rows) + 1
        if rule is not None:
            days = QLabel(days_text(rule.day_types), self)
            days.setWordWrap(True)
            self._grid.addWidget(days, at, 0)
            self._grid.addWidget(QLabel(post_text_of(rule.post, rule.turn), self), at, 1, 1, 2)
        else:
            for column, field in enumerate((row.days, row.post, row.turn)):
                self._grid.addWidget(field, at, column)
        self._grid.addWidget(row.pool, at, 3)
        self._grid.addWidget(row.seats, at, 4)
        if rule is not None and rule.first is not None and rule.first > self._today:
            since = QLabel(self.tr("from {date}").format(date=rule.first.isoformat()), self)
            theme.mark(since, type="caption")
            self._grid.addWidget(since, at, 5)
        name = post_text_of(rule.post, rule.turn) if rule is not None else self.tr("Another kind of place")
        row.pool.setAccessibleName(f"{name} {self.tr('List')}")
        row.seats.setAccessibleName(f"{name} {self.tr('Seats')}")
        self.rows.append(row)
        return row

    @Slot()
    def add_row(self) -> None:
        """Add a line in which everything can be chosen."""
        row = self._put_in(None)
        self.fit()
        row.days.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the keeping of the rules; what is missing is said first."""
        begins = self.begins.value()
        if not self._may:
            return None
        if begins is None:
            self.say(self.tr("Write the day from which the places hold, such as 2026-12-01."))
            self.begins.setFocus()
            return None
        if not self.reason.text().strip():
            self.say(self.tr("Write down why the rules change: it stays with the version."))
            self.reason.setFocus()
            return None
        slots = tuple(rule for row in self.rows if (rule := row.value()) is not None)
        wanted = replace(
            self._rules,
            slots=slots,
            rest_shifts=self.rest.value(),
            newcomer_needs_experienced=self.pairing.isChecked(),
        )
        roster, session = self.workplace.house.roster, self.workplace.session
        return partial(roster.change_rules_from, session, wanted, begins=begins, reason=self.reason.text().strip())

    def done_well(self, result: object) -> None:
        """Hand the rules over."""
        self.kept.emit(result)
        self.accept()
