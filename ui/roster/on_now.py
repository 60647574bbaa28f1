"""Who is on now, who leads, who comes next: a line for the strip at the top of the window (R003)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.calendar.model import ShiftPeriod
from dutyroom.changes import Changes, Topic
from dutyroom.frozen import dataclass
from dutyroom.handover.model import Watch
from dutyroom.roster.model import Assignment, Post
from dutyroom.roster.views import OnDuty
from ui import theme
from ui.directory.elided_label import ElidedLabel
from ui.roster.words import translate
from ui.terms import label
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.workplace import Workplace

_DESK = (Post.DUTY_OFFICER, Post.SECTION_OFFICER)


@dataclass(frozen=True)
class Now:
    """Who is on at a moment; ``planned`` is whether any plan in force reaches this day.

    ``watch`` is who really took over and is responsible, None before the first take-over of a room, ``expected`` who
    comes after them.
    """

    on: OnDuty
    planned: bool
    watch: Watch | None = None
    expected: tuple[str, ...] = ()


def read_now(house: House, session: Session, period: ShiftPeriod) -> Now:
    """Return who is on in a shift."""
    on = house.roster.on_duty(period.start)
    standing = house.handover_reader.standing(session)
    planned = bool(house.roster.duties(session, period.date, period.date))
    return Now(on, planned, standing.watch, standing.expected)


def names_of(assignments: tuple[Assignment, ...], posts: tuple[Post, ...]) -> str:
    """Return the names of some posts in one line; empty places are left out."""
    names = [one.name for one in assignments if one.slot.post in posts and not one.empty]
    return translate("RosterWords", ", ").join(dict.fromkeys(names))


class OnNow(QWidget):
    """Until a roster reaches the day, it shows who has signed in, and alarms nobody.

    Where a plan reaches this watch and no name stands in it, that is said in the danger tone. ``changed`` when it
    reads differently now.
    """

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._period: ShiftPeriod | None = None
        self._words = ElidedLabel(parent=self)
        self._nobody = Pill("", Tone.DANGER, self)
        self._nobody.hide()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)  # gives way before the clock does
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_2)
        row.addWidget(self._words, 1)
        row.addWidget(self._nobody)
        theme.mark(self._words, type="secondary")
        workplace.changed.connect(self._hear)

    def show_shift(self, period: ShiftPeriod) -> None:
        """Show another watch."""
        self._period = period
        shift = self.tr("{shift}: {name}").format(shift=label(period.shift), name=self._workplace.session.name)
        self._say(shift, "", self.tr("Signed in: {name}").format(name=self._workplace.session.name))
        self._workplace.settled(self, self._ask)

    def text(self) -> str:
        """Return everything that is said."""
        return f"{self._words.text()}  {self._nobody.text()}".strip()

    @Slot()
    def _ask(self) -> None:
        if self._period is None or not self._workplace.reads_log:
            return
        call = partial(read_now, self._workplace.house, self._workplace.session, self._period)
        self._workplace.read(call, self, self._show, key="now")

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.ROSTER, Topic.CALENDAR, Topic.SETTINGS, Topic.HANDOVER):
            self._ask()

    def _show(self, now: Now) -> None:
        period, signed_in = self._period, self._workplace.session.name
        if period is None:
            return
        if now.watch is not None:
            self._show_watch(now, now.watch)
            return
        if not now.planned:
            self._say(self.tr("{shift}: {name}").format(shift=label(period.shift), name=signed_in), "", "")
            return
        desk = names_of(now.on.now, _DESK)
        lead = names_of(now.on.now, (Post.LEADER_IN_CHARGE,))
        following = names_of(now.on.next, _DESK)
        parts = [self.tr("{shift}: {name}").format(shift=label(period.shift), name=desk)] if desk else []
        parts += [self.tr("Lead: {name}").format(name=lead)] if lead else []
        parts += [self.tr("Next: {name}").format(name=following)] if following else []
        lacking = [] if desk else [self.tr("Nobody is on duty")]
        lacking += [] if lead else [self.tr("Nobody leads")]
        tip = "\n".join((*parts, *lacking, self.tr("Signed in: {name}").format(name=signed_in)))
        self._say("\u3000".join(parts), translate("RosterWords", ", ").join(lacking), tip)

    def _show_watch(self, now: Now, watch: Watch) -> None:
        """Show who took over and answers for this watch, which may not be who was planned."""
        people = translate("RosterWords", ", ").join(dict.fromkeys(one.name for one in watch.on_now))
        following = translate("RosterWords", ", ").join(dict.fromkeys(now.expected))
        parts = [self.tr("On watch: {name}").format(name=people)]
        parts += [self.tr("Lead: {name}").format(name=watch.leader.name)] if watch.leader else []
        rest = [self.tr("Next: {name}").format(name=following)] if following else []
        signed_in = self.tr("Signed in: {name}").format(name=self._workplace.session.name)
        self._say("\u3000".join((*parts, *rest)), "", "\n".join((*parts, *rest, signed_in)))

    def _say(self, words: str, nobody: str, tip: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._nobody.setText(nobody)
        self._nobody.setVisible(bool(nobody))
        self.setToolTip(tip)
        self.setAccessibleName(self.text())
        self.changed.emit()
