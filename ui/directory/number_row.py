"""One number on the page: large enough to dial from, to be copied, shown for a reason, and noted as tried."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from dutyroom.accounts.model import Right, Session
from dutyroom.directory.model import NumberCheck, PhoneNumber
from dutyroom.directory.rules import masked
from dutyroom.frozen import dataclass
from ui import icons, theme
from ui.directory.checks import check_hint, check_text
from ui.directory.elided_label import ElidedLabel
from ui.icons import Role
from ui.terms import label
from ui.theme import Tone
from ui.widgets.row_ground import paint_ring
from ui.widgets.toggle_reveal import ToggleReveal

_LABEL_WIDTH = 72
_NUMBER_WIDTH = 176
_COPIED_MS = 1_500


@dataclass(frozen=True)
class NumberLook:
    """How a number is shown and what may be done with it."""

    large: bool
    may_check: bool
    may_reveal: bool

    @classmethod
    def of(cls, session: Session, *, large: bool) -> NumberLook:
        """Return the look for whoever sits here."""
        return cls(large, session.may(Right.WRITE_LOG), session.may(Right.REVEAL_NUMBERS))


class NumberRow(QFrame):
    """A label, the number, its last check, and two buttons that note another one.

    The row takes the keyboard as one thing: Ctrl+C copies the number, + and - note whether it answered.
    """

    tried = Signal(str, bool)
    """The number's identity, and whether it answered."""
    reveal_wanted = Signal(object)
    """This row, whose number somebody wants to see."""

    def __init__(self, number: PhoneNumber, look: NumberLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._look = look
        self._label = QLabel(self)
        self._plain = QLabel(self)
        self._masked = ToggleReveal("", parent=self)
        self._copy = QToolButton(self)
        self._check = ElidedLabel(parent=self)
        self._answers = QPushButton(self.tr("Answered"), self)
        self._no_answer = QPushButton(self.tr("No answer"), self)
        self._copied = QTimer(self)
        self._build()
        self._connect_signals()
        self.show_number(number)

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label.setFixedWidth(_scaled(_LABEL_WIDTH))
        theme.mark(self._label, type="secondary")
        theme.mark(self._plain, type="title" if self._look.large else "strong")
        self._plain.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy.setIcon(icons.icon("copy", Role.SECONDARY))
        self._copy.setIconSize(QSize(sizes.icon, sizes.icon))
        self._copy.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._copy.setToolTip(self.tr("Copy this number (Ctrl+C)"))
        self._copy.setAccessibleName(self._copy.toolTip())
        keep = self._copy.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._copy.setSizePolicy(keep)
        self._check.set_small()
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MS)
        self._build_buttons()
        self._lay_out()

    def _build_buttons(self) -> None:
        hints = (
            (self._answers, self.tr("Note that this number was tried and answered (+)")),
            (self._no_answer, self.tr("Note that this number was tried and did not answer (-)")),
        )
        for button, hint in hints:
            theme.mark(button, kind="chip")
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.setAutoDefault(False)
            button.setToolTip(hint)
            button.setAccessibleDescription(hint)
            button.setVisible(self._look.may_check)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        number = QHBoxLayout()
        number.setContentsMargins(0, 0, 0, 0)
        number.setSpacing(sizes.space_1)
        for widget in (self._plain, self._masked, self._copy):
            number.addWidget(widget)
        number.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(number)
        holder.setMinimumWidth(_scaled(_NUMBER_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.space_1, 2, sizes.space_1, 2)
        row.setSpacing(sizes.space_2)
        row.addWidget(self._label)
        row.addWidget(holder)
        row.addWidget(self._answers)
        row.addWidget(self._no_answer)
        row.addSpacing(sizes.space_2)
        row.addWidget(self._check, 1)
        self.setMinimumHeight(sizes.row + (sizes.space_2 if self._look.large else 0))

    def _connect_signals(self) -> None:
        self._masked.wanted.connect(self._ask_to_reveal)
        self._copy.clicked.connect(self.copy)
        self._answers.clicked.connect(self.note_answered)
        self._no_answer.clicked.connect(self.note_no_answer)
        self._copied.timeout.connect(self._show_copy)

    def show_number(self, number: PhoneNumber) -> None:
        """Show another number; one that was in sight is forgotten. Its check is set afterwards."""
        self.number = number
        guarded = number.private and self._look.may_reveal
        hidden = masked(number) if number.private else ""
        self._label.setText(label(number.label))
        self._plain.setText(hidden or number.digits)
        self._plain.setToolTip(self.tr("Your role may not see this number.") if hidden and not guarded else "")
        self._masked.set_masked(hidden)
        self._plain.setVisible(not guarded)
        self._masked.setVisible(guarded)
        self._copy.setVisible(not number.private)
        self._copied.stop()
        self._show_copy()

    def set_check(self, check: NumberCheck | None, *, now: datetime, zone: ZoneInfo) -> None:
        """Show the last check."""
        text = check_text(check, now=now, zone=zone)
        self._check.setText(text)
        self._check.setToolTip("\n".join(filter(None, (text, check_hint(check, zone)))))
        failed = check is not None and not check.reachable
        self._check.set_tone(Tone.DANGER if failed else None)
        shown = masked(self.number) if self.number.private else self.number.digits
        self.setAccessibleName(f"{self._label.text()} {shown}")
        self.setAccessibleDescription(text)

    def reveal(self, plain: str) -> None:
        """Show the whole number for a while."""
        self._masked.reveal(plain)

    def is_revealed(self) -> bool:
        """Return whether the whole number is in sight."""
        return self._masked.is_revealed()

    def shown_text(self) -> str:
        """Return the number as it stands there now."""
        field = self._masked.findChild(QLabel) if self.number.private and self._look.may_reveal else self._plain
        return field.text() if field is not None else ""

    @Slot()
    def copy(self) -> None:
        """Copy the number; a private one is never put on the clipboard."""
        if self.number.private:
            return
        QGuiApplication.clipboard().setText(self.number.digits)
        self._copy.setIcon(icons.icon("check", Role.SUCCESS))
        self._copied.start()

    @Slot()
    def note_answered(self) -> None:
        """Ask for a note that the number answered."""
        self._note(reachable=True)

    @Slot()
    def note_no_answer(self) -> None:
        """Ask for a note that the number did not answer."""
        self._note(reachable=False)

    def _note(self, *, reachable: bool) -> None:
        if self._look.may_check:
            self.tried.emit(self.number.id, reachable)

    @Slot()
    def _ask_to_reveal(self) -> None:
        self.reveal_wanted.emit(self)

    @Slot()
    def _show_copy(self) -> None:
        self._copy.setIcon(icons.icon("copy", Role.SECONDARY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note a try with + and -."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._note(reachable=event.key() == Qt.Key.Key_Plus)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring of the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            paint_ring(painter, self.rect())
            painter.end()


def _scaled(pixels: int) -> int:
    return theme.px(pixels)
