"""The strip at the top: whose room, what day, what time, who sits here, how long until the handover."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from dutyroom.calendar.model import ArrangementStatus, Day
from dutyroom.changes import Changes, Topic
from ui import icons, theme
from ui.actions import Act, plain_text_of, tip_of
from ui.alerts.heart import Heart
from ui.handover.strip import HandoverStrip
from ui.roster.on_now import OnNow
from ui.terms import holiday_label, label
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.workplace import Workplace


class TopStrip(QFrame):
    """Shows the present moment; ``tick`` is called every second by the window."""

    lock_wanted = Signal()
    theme_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._room = QLabel(workplace.house.room.name)
        self._drill = Pill(self.tr("Drill"), Tone.DRILL)
        self._day = QLabel()
        self._clock = QLabel()
        self.on_now = OnNow(workplace)
        self.handover = HandoverStrip(workplace)
        self.heart = Heart(workplace)
        self.theme_button = QToolButton()
        self.lock_button = QToolButton()
        self._shown_day = ""
        self._lay_out()
        workplace.changed.connect(self._changed)
        self.theme_button.clicked.connect(self.theme_wanted)
        self.lock_button.clicked.connect(self.lock_wanted)
        self.tick()

    def tick(self) -> None:
        """Show the time as it is now."""
        workplace = self._workplace
        now = workplace.now()
        self._clock.setText(f"{now:%H:%M:%S}")
        self.heart.tick()
        shift = workplace.house.calendar.shift_at(now)
        key = f"{now.date()} {shift.date} {shift.shift}"
        if key != self._shown_day:
            self._shown_day = key
            self._show_day()
        self.handover.tick(now, shift.end)

    def _show_day(self) -> None:
        now = self._workplace.now()
        calendar = self._workplace.house.calendar
        self._day.setText(f"{now:%Y-%m-%d}  {self._weekdays()[now.weekday()]}")
        self.on_now.show_shift(calendar.shift_at(now))
        self._workplace.settled(self, self._ask_kind)

    @Slot()
    def _ask_kind(self) -> None:
        call = partial(self._workplace.house.calendar.day, self._workplace.now().date())
        self._workplace.read(call, self, self._show_kind, key="day")

    def _show_kind(self, day: Day) -> None:
        parts = [day.date.isoformat(), self._weekdays()[day.date.weekday()], label(day.day_type)]
        if day.holiday_name:
            parts.append(holiday_label(day))
        if day.status is ArrangementStatus.UNPUBLISHED:
            parts.append(label(day.status))
        self._day.setText("  ".join(parts))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.touches(Topic.CALENDAR):
            self._show_day()

    def _weekdays(self) -> tuple[str, ...]:
        return (
            self.tr("Mon"),
            self.tr("Tue"),
            self.tr("Wed"),
            self.tr("Thu"),
            self.tr("Fri"),
            self.tr("Sat"),
            self.tr("Sun"),
        )

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="top")
        theme.mark(self._room, type="section")
        theme.mark(self._clock, type="clock")
        theme.mark(self._day, type="secondary")
        self._drill.setVisible(self._workplace.house.room.drill)
        self._room.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._clock.setAccessibleName(self.tr("Time"))
        for button, icon_name, act in (
            (self.theme_button, "theme", Act.SWITCH_THEME),
            (self.lock_button, "lock", Act.LOCK),
        ):
            button.setIcon(icons.icon(icon_name))
            button.setIconSize(QSize(20, 20))
            button.setToolTip(tip_of(act))
            button.setAccessibleName(plain_text_of(act))
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.space_4, sizes.space_1, sizes.space_3, sizes.space_1)
        row.setSpacing(sizes.space_4)
        row.addWidget(self._room)
        row.addWidget(self._drill)
        row.addWidget(self._day)
        row.addStretch(1)
        row.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.on_now)
        row.addWidget(self.handover)
        row.addWidget(self.heart)
        row.addWidget(self.theme_button)
        row.addWidget(self.lock_button)
        self.setFixedHeight(theme.px(48))
