"""A bar that says something in the page itself: it interrupts nobody and stays until it is read."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from dutyroom.frozen import dataclass
from ui import icons, theme
from ui.icons import Role
from ui.theme import Tone
from ui.widgets.icon_label import IconLabel

_ICON = 18


class MessageKind(StrEnum):
    """What a message is about."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    REFUSAL = "refusal"  # a rule says no


@dataclass(frozen=True)
class _Look:
    tone: Tone
    icon: str
    role: Role


_LOOKS = {
    MessageKind.INFO: _Look(Tone.NEUTRAL, "info", Role.NEUTRAL),
    MessageKind.SUCCESS: _Look(Tone.SUCCESS, "done", Role.SUCCESS),
    MessageKind.WARNING: _Look(Tone.WARNING, "warning", Role.WARNING),
    MessageKind.REFUSAL: _Look(Tone.DANGER, "refused", Role.DANGER),
}


class InlineMessage(QFrame):
    """Hidden until ``say`` is called; ``acted`` is its action, ``closed`` its close button or Esc."""

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = MessageKind.INFO
        self._icon = IconLabel("info", side=_ICON, parent=self)
        self._text = QLabel(self)
        self._action = QPushButton(self)
        self._close = QToolButton(self)
        self._build()
        self._connect_signals()
        self.hide()

    def _build(self) -> None:
        sizes = theme.current().sizes
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self._action, kind="link")
        self._close.setIcon(icons.icon("close", Role.SECONDARY))
        self._close.setIconSize(QSize(sizes.icon, sizes.icon))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.space_3, sizes.space_1, sizes.space_1, sizes.space_1)
        row.setSpacing(sizes.space_2)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)

    def _connect_signals(self) -> None:
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self._dismiss)

    def say(self, kind: MessageKind, text: str, *, action: str = "") -> None:
        """Show ``text``, with a button named ``action`` where one is given, and let a screen reader say it."""
        look = _LOOKS[kind]
        self._kind = kind
        self._icon.set_icon(look.icon, look.role)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        theme.mark(self, area="message", tone=look.tone.value)
        theme.mark(self._text, tone=look.tone.value)
        self.setAccessibleName(text)
        self.show()
        if self.isVisible():  # a reader says what is on the screen
            from PySide6.QtGui import QAccessible, QAccessibleEvent  # 200 words of a kind; the first message needs them

            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Take the message away without a signal."""
        self.hide()
        self._text.clear()

    def text(self) -> str:
        """Return what is being said."""
        return self._text.text()

    def kind(self) -> MessageKind:
        """Return what kind of message it is."""
        return self._kind

    @Slot()
    def _dismiss(self) -> None:
        self.clear()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._dismiss()
            return
        super().keyPressEvent(event)
