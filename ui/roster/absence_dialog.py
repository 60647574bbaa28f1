"""Somebody's absences: those that were noted, and a new one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from dutyroom.roster.model import Absence, AbsenceKind, Member
from ui import icons, theme
from ui.directory.form_dialog import FormDialog
from ui.roster.members_model import absence_text
from ui.settings.day_field import DayField
from ui.terms import label
from ui.widgets.inline_message import MessageKind
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

_WIDTH = 460


class AbsenceDialog(FormDialog):
    """``saved`` carries the ``Member`` after an absence was noted or taken back."""

    saved = Signal(object)

    def __init__(self, workplace: Workplace, member: Member, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._member = member
        today = workplace.now().date()
        self._known = QComboBox(self)
        self._take_back = QPushButton(icons.icon("withdraw"), self.tr("&Take back"), self)
        self._kind = QComboBox(self)
        self._first = DayField(today, self, lean=Lean.NEAR)
        self._last = DayField(today, self, lean=Lean.NEAR)
        self._remark = QLineEdit(self)
        self._build_form()
        self._take_back.clicked.connect(self._withdraw)
        self.begin()

    def _build_form(self) -> None:
        self.set_title(self.tr("Absences of {name}").format(name=self._member.name))
        self.set_save_text(self.tr("&Note it"))
        today = self._workplace.now().date()
        theme.mark(self._take_back, kind="quiet")
        self._take_back.setAutoDefault(False)
        for one in self._member.absences:
            self._known.addItem(absence_text(one, today))
        self._known.setAccessibleName(self.tr("Noted absences"))
        noted = QWidget(self)
        row = QHBoxLayout(noted)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._known, 1)
        row.addWidget(self._take_back)
        if self._member.absences:
            self.add_field(self.tr("N&oted"), noted)
        else:
            noted.hide()
            nothing = QLabel(self.tr("No absence is noted."), self)
            theme.mark(nothing, type="secondary")
            self.body.addWidget(nothing)
        for kind in AbsenceKind:
            self._kind.addItem(label(kind), kind.value)
        self.add_field(self.tr("&Kind"), self._kind)
        self.add_field(self.tr("&First day"), self._first)
        self.add_field(self.tr("&Last day"), self._last)
        self.add_field(self.tr("&Remark"), self._remark)
        self.set_width(_WIDTH)
        self._first.setFocus()

    def snapshot(self) -> object:
        """Return what is typed."""
        return self._first.text(), self._last.text(), self._remark.text()

    def save(self) -> None:
        """Note the absence; without a last day it is the first one alone."""
        first = self._first.value()
        last = self._last.value() if self._last.text().strip() else first
        if first is None or last is None or last < first:
            self.say(MessageKind.REFUSAL, self.tr("Enter the first and the last day, such as 2026-10-01."))
            self._first.setFocus()
            return
        absence = Absence(first, last, AbsenceKind(self._kind.currentData()), self._remark.text().strip())
        self.set_busy(True)
        roster, session = self._workplace.house.roster, self._workplace.session
        call = partial(roster.add_absence, session, self._member.id, absence)
        self._workplace.write(call, self, self._saved, self.refuse)

    @Slot()
    def _withdraw(self) -> None:
        place = self._known.currentIndex()
        if 0 <= place < len(self._member.absences):
            roster, session = self._workplace.house.roster, self._workplace.session
            call = partial(roster.withdraw_absence, session, self._member.id, self._member.absences[place])
            self._workplace.write(call, self, self._saved, self.refuse)

    @Slot(object)
    def _saved(self, member: Member) -> None:
        self.saved.emit(member)
        self.accept()
