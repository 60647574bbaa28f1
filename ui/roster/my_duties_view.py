"""One's own duties ahead: when, as what, with whom; acknowledge them, or ask for a swap."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.calendar.model import Day
from dutyroom.calendar.room import RoomCalendar
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Member, Post
from dutyroom.roster.model import Slot as RosterSlot
from dutyroom.roster.views import PlanFile
from ui import icons, theme
from ui.roster.form_files import FormFiles
from ui.roster.hours import hours_of, hours_text
from ui.roster.paper_wish import PaperKind, PaperWish
from ui.roster.words import date_text, day_kind, post_text, translate
from ui.settings.rows_model import RowsModel, WordRow
from ui.widgets.empty_page import EmptyPage
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_AHEAD = timedelta(days=180)
_LOOKS = (
    ColumnLook(width=132, strong=True),
    ColumnLook(width=150),
    ColumnLook(width=150),
    ColumnLook(width=130),
    ColumnLook(),
    ColumnLook(width=110),
)


@dataclass(frozen=True)
class OwnDuty:
    """One duty of one's own: its day, its hours in the room's time, and who else is there."""

    assignment: Assignment
    day: Day
    hours: str
    others: tuple[str, ...]
    leads: tuple[str, ...]
    plan_id: str
    acknowledged: bool

    @property
    def slot(self) -> RosterSlot:
        """Return the slot."""
        return self.assignment.slot


@dataclass(frozen=True)
class OwnShelf:
    """What the view shows; ``own`` None where the account belongs to nobody on the roster."""

    own: Member | None
    duties: tuple[OwnDuty, ...]

    @property
    def to_acknowledge(self) -> tuple[str, ...]:
        """Return the plans whose duties one has not acknowledged."""
        return tuple(dict.fromkeys(one.plan_id for one in self.duties if one.plan_id and not one.acknowledged))


def read_shelf(workplace: Workplace, now: datetime) -> OwnShelf:
    """Return the duties of whoever has signed in that are not over yet."""
    roster, session, calendar = workplace.house.roster, workplace.session, workplace.house.calendar
    own = next((one for one in roster.members(session) if one.account_id == session.account_id), None)
    if own is None:
        return OwnShelf(None, ())
    today = now.date()
    everybody = roster.duties(session, today - timedelta(days=1), today + _AHEAD)
    heads = [head for head in roster.plans(session) if head.in_force and head.last >= today]
    files = [roster.plan(session, head.id) for head in heads]
    mine = [one for one in everybody if one.member_id == own.id and hours_of(one.slot, calendar)[1] > now]
    return OwnShelf(own, tuple(_own(one, everybody, files, own, calendar) for one in mine))


def _own(
    one: Assignment, everybody: tuple[Assignment, ...], files: list[PlanFile], own: Member, calendar: RoomCalendar
) -> OwnDuty:
    day = one.slot.date
    beside = [other for other in everybody if other.slot.date == day and other.slot != one.slot and not other.empty]
    others = tuple(other.name for other in beside if other.slot.turn is one.slot.turn and not _leads(other))
    leads = tuple(other.name for other in beside if _leads(other))
    covering = [file for file in files if file.head.first <= day <= file.head.last]
    file = max(covering, key=lambda each: each.head.approved_at or each.head.created_at, default=None)
    done = file is not None and any(
        notice.member_id == own.id and notice.acknowledged_at is not None for notice in file.notices
    )
    on_plan = file is not None and any(notice.member_id == own.id for notice in file.notices)
    plan_id = file.head.id if file is not None else ""
    return OwnDuty(one, calendar.day(day), hours_text(one.slot, calendar), others, leads, plan_id, done or not on_plan)


def _leads(assignment: Assignment) -> bool:
    return assignment.slot.post is Post.LEADER_IN_CHARGE


class MyDutiesView(QWidget):
    """A table of one's own duties. ``swap_wanted`` carries the slot to be given away."""

    refused = Signal(object)
    said = Signal(str)
    swap_wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._shelf = OwnShelf(None, ())
        self._stale = True
        headings = (
            self.tr("Date"),
            self.tr("Kind of day"),
            self.tr("Post"),
            self.tr("Hours"),
            self.tr("With"),
            self.tr("Acknowledged"),
        )
        self.rows = RowsModel(headings, self)
        self.table = QuietTable(self)
        self._next = QLabel(self)
        self.acknowledge = QPushButton(
            icons.icon("check", icons.Role.ON_ACCENT), self.tr("I have seen my &duties"), self
        )
        self.slip = QPushButton(icons.icon("print"), self.tr("Duty sl&ip"), self)
        self.calendar = QPushButton(icons.icon("calendar"), self.tr("To my cale&ndar…"), self)
        self.files = FormFiles(workplace, self)
        self.swap = QPushButton(icons.icon("assign"), self.tr("As&k for a swap…"), self)
        self._stranger = EmptyPage(
            icon="user",
            title=self.tr("Your account belongs to nobody on the roster"),
            text=self.tr(
                "Whoever plans the roster links your account to you under “People”; then your duties stand here."
            ),
        )
        self._free = EmptyPage(
            icon="done",
            title=self.tr("No duty lies ahead of you"),
            text=self.tr("As soon as a plan with your name is approved, your duties stand here."),
        )
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._next, type="section")
        theme.mark(self.acknowledge, kind="primary")
        for quiet in (self.swap, self.slip, self.calendar):
            theme.mark(quiet, kind="quiet")
        for putting_out in (self.slip, self.calendar):
            putting_out.setVisible(self._workplace.session.may(Right.PRINT))
        self.table.setModel(self.rows)
        self.table.set_columns(_LOOKS)
        Remembered(self._workplace.seat, "my duties", self.table)
        self.table.setAccessibleName(self.tr("My duties"))
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self._next, 1)
        for button in (self.slip, self.calendar, self.swap):
            head.addWidget(button)
        head.addWidget(self.acknowledge)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        for page in (full, self._free, self._stranger):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect_signals(self) -> None:
        self.acknowledge.clicked.connect(self._acknowledge)
        self.swap.clicked.connect(self._want_swap)
        self.slip.clicked.connect(self._want_slip)
        self.calendar.clicked.connect(self._want_calendar)
        self.files.saved.connect(self._file_saved)
        self.files.refused.connect(self.refused)

    @Slot()
    def refresh(self) -> None:
        """Read one's duties again."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        call = partial(read_shelf, self._workplace, self._workplace.now())
        self._workplace.read(call, self, self._take, self.refused.emit, key="own")

    def _take(self, shelf: OwnShelf) -> None:
        self._shelf = shelf
        self.rows.set_rows([self._row(one) for one in shelf.duties])
        self._stack.setCurrentIndex(2 if shelf.own is None else 0 if shelf.duties else 1)
        self.acknowledge.setVisible(bool(shelf.to_acknowledge))
        if shelf.duties:
            first = shelf.duties[0]
            days = (first.slot.date - self._workplace.now().date()).days
            when = self.tr("today") if days <= 0 else self.tr("tomorrow")
            if days > 1:
                when = self.tr("in {count} days").format(count=days)
            self._next.setText(self.tr("Next: {date}, {when}").format(date=date_text(first.slot.date), when=when))
            self.table.selectRow(0)

    def _row(self, one: OwnDuty) -> WordRow:
        separator = translate("RosterWords", ", ")
        with_whom = separator.join(one.others)
        if one.leads:
            lead = self.tr("lead: {names}").format(names=separator.join(one.leads))
            with_whom = f"{with_whom}  {lead}".strip()
        seen = self.tr("yes") if one.acknowledged else self.tr("not yet")
        cells = (date_text(one.slot.date), day_kind(one.day), post_text(one.slot), one.hours, with_whom, seen)
        return WordRow(one.slot.id, cells)

    @Slot()
    def _acknowledge(self) -> None:
        roster, session, plans = self._workplace.house.roster, self._workplace.session, self._shelf.to_acknowledge

        def act() -> None:
            for plan_id in plans:
                roster.acknowledge(session, plan_id)

        self._workplace.write(act, self, self._acknowledged, self.refused.emit)

    @Slot(object)
    def _acknowledged(self, _nothing: object) -> None:
        self.said.emit(self.tr("Noted: you have seen your duties."))
        self.refresh()

    def _marked(self) -> OwnDuty | None:
        at = self.table.currentIndex().row()
        return self._shelf.duties[at] if 0 <= at < len(self._shelf.duties) else None

    @Slot()
    def _want_slip(self) -> None:
        one = self._marked()
        if one is not None and self._shelf.own is not None:
            self.print_wanted.emit(PaperWish(PaperKind.SLIP, one.plan_id, self._shelf.own.id))

    @Slot()
    def _want_calendar(self) -> None:
        one = self._marked()
        if one is not None and self._shelf.own is not None:
            self.files.ask_calendar(one.plan_id, self._shelf.own.id, self._shelf.own.name)

    @Slot(object)
    def _file_saved(self, path: Path) -> None:
        self.said.emit(self.tr("Saved as {file}.").format(file=path))

    @Slot()
    def _want_swap(self) -> None:
        row = self.rows.row(self.table.currentIndex().row())
        if row is not None:
            self.swap_wanted.emit(RosterSlot.of_id(row.key))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the view was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
