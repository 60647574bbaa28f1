"""The lock: hides the desk until its officer gives the password; the clock stays."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dutyroom.errors import DutyroomError, Refused
from ui import theme
from ui.icons import Role
from ui.sign_in.card import keyboard_order, link, primary, scaled
from ui.sign_in.password_field import PasswordField
from ui.terms import explain
from ui.theme import Tone
from ui.widgets.icon_label import IconLabel
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.pill import Pill
from ui.workplace import Workplace

_WIDTH = 360
_ICON = 20


class LockPage(QWidget):
    """Covers the window; ``unlocked`` after the right password, ``switch_wanted`` for somebody else.

    It empties itself whenever it is shown. ``show_time`` moves its clock; its owner calls that.
    """

    unlocked = Signal()
    switch_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._busy = False
        self._clock = QLabel(self)
        self._date = QLabel(self)
        self._card = QFrame(self)
        self._password = PasswordField(self._card)
        self._message = InlineMessage(self)
        self._unlock = primary(self.tr("&Unlock"))
        self._switch = link(self.tr("Sign in as &somebody else"))
        self._build()
        self._connect_signals()
        self._take_sizes()
        self.show_time(workplace.now())

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        self.setAccessibleName(self.tr("The desk is locked"))
        theme.mark(self._date, type="secondary")
        for label in (self._clock, self._date):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        banner = QLabel(self.tr("Non-classified computer. It must not hold or transmit state secrets."), self)
        banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(banner, type="secondary")
        self._message.setFixedWidth(scaled(_WIDTH))
        below = self._message.sizePolicy()
        below.setRetainSizeWhenHidden(True)  # so that a message moves nothing
        self._message.setSizePolicy(below)
        middle = QGridLayout()
        middle.setVerticalSpacing(sizes.space_2)
        middle.addWidget(self._card, 0, 1)
        middle.addWidget(self._message, 1, 1)
        middle.setColumnStretch(0, 1)
        middle.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_5, sizes.space_5, sizes.space_4)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(self._clock)
        column.addSpacing(sizes.space_1)
        column.addWidget(self._date)
        column.addSpacing(sizes.space_5)
        column.addLayout(middle)
        column.addStretch(3)
        column.addWidget(banner)
        self._fill_card()

    def _fill_card(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._card, area="card")
        self._card.setFixedWidth(scaled(_WIDTH))
        self._password.setPlaceholderText(self.tr("Password"))
        self._password.setAccessibleName(self.tr("Password"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._switch)
        buttons.addStretch(1)
        buttons.addWidget(self._unlock)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addLayout(self._who())
        if self._workplace.house.room.drill and self._workplace.password_hint:
            words = self.tr("For the drill: {hint}").format(hint=self._workplace.password_hint)
            column.addWidget(self._note(words, Tone.DRILL))
        column.addWidget(self._password)
        column.addLayout(buttons)
        self._card_column = column
        self.setFocusProxy(self._password)
        keyboard_order(self._password, self._unlock, self._switch)

    def _who(self) -> QHBoxLayout:
        sizes = theme.current().sizes
        name = QLabel(self._workplace.session.name, self._card)
        room = QLabel(self._workplace.house.room.name, self._card)
        theme.mark(name, type="section")
        theme.mark(room, type="caption")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(room)
        row = QHBoxLayout()
        row.setSpacing(sizes.space_3)
        row.addWidget(IconLabel("lock", role=Role.SECONDARY, side=scaled(_ICON), parent=self._card))
        row.addLayout(words, 1)
        if self._workplace.house.room.drill:
            row.addWidget(Pill(self.tr("Drill"), Tone.DRILL, self._card), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def tell(self, words: str) -> None:
        """Say ``words`` between the name and the password."""
        self._card_column.insertWidget(1, self._note(words, Tone.WARNING))

    def _note(self, words: str, tone: Tone) -> QLabel:
        sizes = theme.current().sizes
        hint = QLabel(words, self._card)
        hint.setWordWrap(True)
        hint.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        theme.mark(hint, area="message", tone=tone.value)
        return hint

    def _connect_signals(self) -> None:
        self._password.returnPressed.connect(self.try_password)
        self._unlock.clicked.connect(self.try_password)
        self._switch.clicked.connect(self.switch_wanted)
        theme.signals().changed.connect(self._take_sizes)

    @Slot(object)
    def show_time(self, moment: datetime) -> None:
        """Show ``moment`` (aware) in the room's zone, to the minute."""
        here = moment.astimezone(self._workplace.zone)
        weekdays = (
            self.tr("Monday"),
            self.tr("Tuesday"),
            self.tr("Wednesday"),
            self.tr("Thursday"),
            self.tr("Friday"),
            self.tr("Saturday"),
            self.tr("Sunday"),
        )
        self._clock.setText(f"{here:%H:%M}")
        self._date.setText(
            self.tr("{weekday}, {year}-{month:02d}-{day:02d}").format(
                weekday=weekdays[here.weekday()], year=here.year, month=here.month, day=here.day
            )
        )

    @Slot()
    def try_password(self) -> None:
        """Check the password; the desk comes back only when it is right."""
        if self._busy:
            return
        if not self._password.text():
            self._say(self.tr("Enter the password."))
            return
        self._set_busy(True)
        house, session = self._workplace.house, self._workplace.session
        confirm = partial(house.accounts.confirm, session, self._password.text())
        self._workplace.write(confirm, self, self._right, self._wrong)

    def _right(self, _nothing: None) -> None:
        self._set_busy(False)
        self._password.clear()
        self._message.clear()
        self.unlocked.emit()

    def _wrong(self, error: DutyroomError) -> None:
        self._set_busy(False)
        if isinstance(error, Refused) and error.code == "accounts.wrong_name_or_password":
            self._say(self.tr("The password is wrong. Try again."))
        else:
            self._say(explain(error))

    def _say(self, text: str) -> None:
        self._message.say(MessageKind.REFUSAL, text)
        self._password.ask_again()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._unlock.setEnabled(not busy)

    @Slot()
    def _take_sizes(self) -> None:
        self._clock.setFont(theme.font(2 * theme.current().sizes.clock))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with an empty field under the keyboard."""
        if not self._busy:
            self._password.clear()
            self._message.clear()
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)
