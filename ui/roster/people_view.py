"""The people of the roster: their duties of a year compared, their absences, who joins and who leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dutyroom.accounts.model import Account, Right
from dutyroom.roster.model import Member, Pool, RosterRules
from dutyroom.roster.views import PeopleTaken, RulesVersion
from ui import icons, theme
from ui.directory.elided_label import ElidedLabel
from ui.log.choices import Choice
from ui.roster.absence_dialog import AbsenceDialog
from ui.roster.member_dialog import MemberDialog
from ui.roster.members_model import MembersModel, MembersTable, People
from ui.roster.people_files import PeopleFiles
from ui.roster.reveal_dialog import RevealDialog
from ui.roster.rules_dialog import RosterRulesDialog
from ui.widgets.empty_page import EmptyPage
from ui.widgets.remembered import Remembered
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
        Remembered(workplace.seat, "roster people", self.table)
        self.pool = Choice(Pool, any_text=self.tr("Every list"))
        self.years = QComboBox(self)
        self.add = QPushButton(icons.icon("add"), self.tr("New mem&ber…"), self)
        self.absences = QPushButton(icons.icon("calendar"), self.tr("&Absences…"), self)
        self.change = QPushButton(icons.icon("correct"), self.tr("C&hange…"), self)
        self.reveal = QPushButton(icons.icon("eye"), self.tr("Sh&ow number…"), self)
        self.more = QPushButton(icons.icon("more"), self.tr("Mo&re"), self)
        self.menu = QMenu(self.more)
        self.files = PeopleFiles(workplace, self)
        self.list_in = self._entry("import", self.tr("&Take a list of people (Excel)…"), self.files.ask_which)
        self.form_out = self._entry("xlsx", self.tr("Save the &empty form (Excel)…"), self.files.ask_where)
        self.rules = self._entry("settings", self.tr("&Rules of the roster…"), self.ask_rules)
        self._hint = ElidedLabel("", self)
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
        for button in (self.add, self.absences, self.change, self.reveal, self.more):
            theme.mark(button, kind="quiet")
        for planning in (self.add, self.absences, self.change):
            planning.setVisible(self._may)
        for entry in (self.list_in, self.form_out):
            entry.setVisible(self._may)
        self.reveal.hide()
        self.more.setMenu(self.menu)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self.pool)
        head.addWidget(self.years)
        head.addWidget(self._hint, 1)
        for button in (self.reveal, self.change, self.absences, self.add, self.more):
            head.addWidget(button)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.space_3)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self.pool.currentIndexChanged.connect(self._narrow)
        self.years.currentIndexChanged.connect(self._year_chosen)
        self.add.clicked.connect(self.add_member)
        self._empty.acted.connect(self.add_member)
        self.absences.clicked.connect(self.open_absences)
        self.change.clicked.connect(self.change_member)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.reveal.clicked.connect(self.ask_number)
        self.files.saved.connect(self._form_saved)
        self.files.taken.connect(self._list_taken)
        self.files.refused.connect(self.refused)

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
        for shown in (self.pool, self.years):
            shown.setVisible(bool(people.members))
        self._hint.setText(self.tr("Duties of the year") if people.members else "")
        for button in (self.absences, self.change):
            button.setVisible(self._may and bool(people.members))
        if self.model.rowCount():
            self.table.selectRow(max(0, self.model.place_of(kept)))
        self._moved()

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
            self._open(dialog)

    @Slot()
    def ask_number(self) -> None:
        """Ask why the number of the marked member is wanted, and show it."""
        member = self.marked()
        if member is not None and member.private_phone:
            roster, session = self._workplace.house.roster, self._workplace.session
            act = partial(roster.reveal_phone, session, member.id)
            self._open(RevealDialog(self._workplace, self, member.name, member.phone, act))

    @Slot()
    def ask_rules(self) -> None:
        """Read the versions of the rules and show them."""
        call = partial(self._workplace.house.roster.rules_versions, self._workplace.session)
        self._workplace.read(call, self, self._show_rules, self.refused.emit, key="roster rules")

    def _show_rules(self, versions: tuple[RulesVersion, ...]) -> None:
        dialog = RosterRulesDialog(self._workplace, versions, self)
        dialog.kept.connect(self._rules_kept)
        self._open(dialog)

    @Slot(object)
    def _rules_kept(self, rules: RosterRules) -> None:
        self.said.emit(
            self.tr("Kept as version {version}. Plans that reach beyond that day show what they lack.").format(
                version=rules.version
            )
        )

    @Slot(object)
    def _form_saved(self, path: Path) -> None:
        self.said.emit(self.tr("Saved as {file}.").format(file=path))

    @Slot(object)
    def _list_taken(self, taken: PeopleTaken) -> None:
        self.said.emit(
            self.tr("New people: {added}; brought up to date: {changed}; absences noted: {absences}.").format(
                added=len(taken.added), changed=len(taken.changed), absences=taken.absences
            )
        )
        self.refresh()

    @Slot()
    def _moved(self) -> None:
        member = self.marked()
        guarded = member is not None and member.private_phone and bool(member.phone)
        self.reveal.setVisible(guarded and self._workplace.session.may(Right.REVEAL_NUMBERS))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _entry(self, icon: str, text: str, slot: Callable[[], None]) -> QAction:
        action = self.menu.addAction(icons.icon(icon), text)
        action.triggered.connect(slot)
        return action

    def _open_member(self, member: Member | None) -> None:
        if self._may:
            dialog = MemberDialog(self._workplace, member, self._accounts, self)
            dialog.saved.connect(self._saved)
            self._open(dialog)

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
