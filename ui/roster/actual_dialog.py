"""Noting who really sat in a slot: planned and actual stay apart, and counts follow what was actual (R069)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Member
from dutyroom.roster.views import ActualDuty
from ui.directory.form_dialog import FormDialog
from ui.roster.hours import hours_of
from ui.roster.member_field import MemberField
from ui.roster.words import nobody, post_text
from ui.widgets.inline_message import MessageKind
from ui.workplace import Workplace

_WIDTH = 520


@dataclass(frozen=True)
class NotedDuty:
    """What was noted of a slot, and how it stood before: what an undo goes back to."""

    before: ActualDuty
    after: ActualDuty


@dataclass(frozen=True)
class BegunDuties:
    """The slots of a day that have begun, and who can have sat there."""

    duties: tuple[ActualDuty, ...]
    members: tuple[Member, ...]


def read_begun(house: House, session: Session, day: date) -> BegunDuties:
    """Return the slots of a day that have begun, and the people who were on the roster on that day."""
    now = house.clock.now()
    duties = house.roster.actual_on(session, day)
    here = (
        one
        for one in house.roster.members(session)
        if (one.joins is None or one.joins <= day) and (one.leaves is None or one.leaves >= day)
    )
    return BegunDuties(tuple(one for one in duties if hours_of(one.slot, house.calendar)[0] <= now), tuple(here))


class ActualDialog(FormDialog):
    """The form of a note; ``noted`` carries the ``NotedDuty``."""

    noted = Signal(object)

    def __init__(self, workplace: Workplace, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._day = day
        self._duties: Sequence[ActualDuty] = ()
        self.duty = QComboBox(self)
        self.who = QComboBox(self)
        self.person = MemberField(self)
        self.reason = QLineEdit(self)
        self._build_form()
        self.duty.currentIndexChanged.connect(self._show_duty)
        self.who.currentIndexChanged.connect(self._show_fitting)
        self.begin()
        call = partial(read_begun, workplace.house, workplace.session, day)
        workplace.read(call, self, self._take, self.refuse)

    def _build_form(self) -> None:
        self.set_title(self.tr("Who was really on: {date}").format(date=self._day.isoformat()))
        self.set_save_text(self.tr("&Note it"))
        self.reason.setPlaceholderText(self.tr("For example: taken ill, relieved at 20:00"))
        self.add_field(self.tr("&Duty"), self.duty)
        self.add_field(self.tr("&Was on"), self.who)
        self.add_field(self.tr("N&ame"), self.person)
        self.add_field(self.tr("&Reason"), self.reason)
        self.set_width(_WIDTH)
        self.set_busy(True)

    def _take(self, begun: BegunDuties) -> None:
        self.set_busy(not begun.duties)
        self._duties = begun.duties
        self.person.set_members(begun.members)
        for one in begun.duties:
            self.duty.addItem(f"{post_text(one.slot)}  {one.name or nobody()}")
        if not begun.duties:
            self.say(MessageKind.INFO, self.tr("No duty of this day has begun yet."))
        self._show_duty()
        self.begin()

    def _marked(self) -> ActualDuty | None:
        at = self.duty.currentIndex()
        return self._duties[at] if 0 <= at < len(self._duties) else None

    @Slot()
    def _show_duty(self) -> None:
        """Offer whoever was planned first, then somebody else, then nobody."""
        one = self._marked()
        self.who.clear()
        if one is None:
            return
        planned = one.planned
        if planned is not None and not planned.empty:
            self.who.addItem(self.tr("As planned: {name}").format(name=planned.name), "planned")
        self.who.addItem(self.tr("Somebody else"), "other")
        self.who.addItem(self.tr("Nobody: the place was empty"), "nobody")
        different = planned is None or planned.empty or (one.noted and one.member_id != planned.member_id)
        wanted = "planned" if different and planned is not None and not planned.empty else "other"
        self.who.setCurrentIndex(max(0, self.who.findData(wanted)))
        self.person.clear()
        self._show_fitting()

    @Slot()
    def _show_fitting(self) -> None:
        """Ask for a name where somebody else sat."""
        other = self.who.currentData() == "other"
        self.form.setRowVisible(self.person, other)
        (self.person if other else self.reason).setFocus()
        self.grow()

    def snapshot(self) -> object:
        """Return what is typed."""
        return self.person.text(), self.reason.text()

    def save(self) -> None:
        """Note it; another name than the planned one needs a reason."""
        one, who = self._marked(), self.who.currentData()
        if one is None:
            return
        if who == "other" and (self.person.is_unknown() or not self.person.member_id()):
            self.say(MessageKind.REFUSAL, self.tr("Name somebody of the roster. Choose one of those offered."))
            self.person.setFocus()
            return
        planned = one.planned.member_id if one.planned is not None else None
        member_id = {"planned": planned, "nobody": None}.get(who, self.person.member_id())
        self.set_busy(True)
        roster, session = self._workplace.house.roster, self._workplace.session
        call = partial(roster.note_actual, session, one.slot, member_id, self.reason.text().strip())
        self._workplace.write(call, self, self._noted, self.refuse)

    @Slot(object)
    def _noted(self, after: ActualDuty) -> None:
        before = next(one for one in self._duties if one.slot == after.slot)
        self.noted.emit(NotedDuty(before, after))
        self.accept()
