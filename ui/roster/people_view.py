"""The people of the roster: their duties of a year compared, their absences, who joins and who leaves."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Account, Right
from dutyroom.roster.model import Member, Pool
from ui import icons, theme
from ui.log.choices import Choice
from ui.roster.absence_dialog import AbsenceDialog
from ui.roster.member_dialog import MemberDialog
from ui.roster.members_model import MembersModel, MembersTable, People
from ui.widgets.empty_page import EmptyPage
from ui.workplace import Workplace


class PeopleView(QWidget):
    """A table of members. ``refused`` carries an error, ``said`` a sentence."""

    refused = Signal(object)
    said = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._may = workplace.session.may(Right.PLAN_ROSTER)
        self._year = workplace.now().year
        self._stale = True
        self._wanted = ""
        self._accounts: tuple[Account, ...] = ()
        self.model = MembersModel(self)
        self.table = MembersTable(self.model, self)
        self.pool = Choice(Pool, any_text=self.tr("Every list"))
        self.years = QComboBox(self)
        self.add = QPushButton(icons.icon("add"), self.tr("New mem&ber…"), self)
        self.absences = QPushButton(icons.icon("calendar"), self.tr("&Absences…"), self)
        self.change = QPushButton(icons.icon("correct"), self.tr("C&hange…"), self)
        self._hint = QLabel(self.tr("Duties of the year"), self)
        self._empty = EmptyPage(
            icon="users",
            title=self.tr("Nobody stands on the roster yet"),
            text=self.tr("Enter who takes turns: duty-room staff, heads, sections, leaders. Then a plan can be made.")
            if self._may
            else self.tr("The duty officers and the head of the duty room enter who takes turns."),
            action=self.tr("New member…") if self._may else "",
        )
        self.dialog: QDialog | None = None
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._hint, type="secondary")
        for year in (self._year - 1, self._year, self._year + 1):
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(1)
        self.years.setAccessibleName(self.tr("Year"))
        self.pool.setAccessibleName(self.tr("List"))
        for button in (self.add, self.absences, self.change):
            theme.mark(button, kind="quiet")
            button.setVisible(self._may)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self.pool)
        head.addWidget(self.years)
        head.addWidget(self._hint, 1)
        for button in (self.change, self.absences, self.add):
            head.addWidget(button)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect_signals(self) -> None:
        self.pool.currentIndexChanged.connect(self._narrow)
        self.years.currentIndexChanged.connect(self._year_chosen)
        self.add.clicked.connect(self.add_member)
        self._empty.acted.connect(self.add_member)
        self.absences.clicked.connect(self.open_absences)
        self.change.clicked.connect(self.change_member)
        self.table.activated.connect(self._activated)

    def marked(self) -> Member | None:
        """Return the member that is marked."""
        return self.model.member(self.table.currentIndex().row())

    @Slot()
    def refresh(self) -> None:
        """Read members and counts again."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        house, session, year, today = (
            self._workplace.house,
            self._workplace.session,
            self._year,
            self._workplace.now().date(),
        )

        def question() -> tuple[People, tuple[Account, ...]]:
            counts = house.roster.counts(session, date(year, 1, 1), date(year, 12, 31))
            people = People(house.roster.members(session), counts, year, today)
            return people, tuple(house.accounts.owners())

        self._workplace.read(question, self, self._take, self.refused.emit, key="people")

    def _take(self, answer: tuple[People, tuple[Account, ...]]) -> None:
        people, self._accounts = answer
        kept = self._wanted or getattr(self.marked(), "id", "")
        self._wanted = ""
        self.model.show_people(people)
        self._stack.setCurrentIndex(0 if people.members else 1)
        if self.model.rowCount():
            self.table.selectRow(max(0, self.model.place_of(kept)))

    @Slot()
    def _narrow(self) -> None:
        self.model.narrow(self.pool.value())
        if self.model.rowCount():
            self.table.selectRow(0)

    @Slot(int)
    def _year_chosen(self, at: int) -> None:
        self._year = int(self.years.itemData(at))
        self.refresh()

    @Slot()
    def add_member(self) -> None:
        """Open the form of a new member."""
        self._open_member(None)

    @Slot()
    def change_member(self) -> None:
        """Open the form of the marked member."""
        if self.marked() is not None:
            self._open_member(self.marked())

    @Slot()
    def open_absences(self) -> None:
        """Open the absences of the marked member."""
        member = self.marked()
        if member is not None and self._may:
            dialog = AbsenceDialog(self._workplace, member, self)
            dialog.saved.connect(self._saved)
            self.dialog = dialog
            dialog.open()

    def _open_member(self, member: Member | None) -> None:
        if self._may:
            dialog = MemberDialog(self._workplace, member, self._accounts, self)
            dialog.saved.connect(self._saved)
            self.dialog = dialog
            dialog.open()

    @Slot(object)
    def _saved(self, member: Member) -> None:
        self._wanted = member.id
        self.said.emit(self.tr("Saved: {name}").format(name=member.name))
        self.refresh()

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self.change_member()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the view was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
