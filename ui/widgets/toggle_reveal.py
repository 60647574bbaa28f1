"""A masked number with an eye: showing it is asked for, granted by the owner, and ends by itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ui import icons, theme
from ui.icons import Role

_SHOWN_MS = 30_000


class ToggleReveal(QWidget):
    """Shows ``masked``; the eye emits ``wanted``, and only ``reveal`` shows the number, for ``shown_ms``.

    The right, the reason and the journal are the owner's business. The plain number is forgotten as soon
    as it is concealed or the widget is hidden.
    """

    wanted = Signal()
    concealed = Signal()

    def __init__(self, masked: str, *, shown_ms: int = _SHOWN_MS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked = masked
        self._revealed = False
        self._label = QLabel(masked, self)
        self._eye = QToolButton(self)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(shown_ms)
        self._build()
        self._eye.clicked.connect(self._toggle)
        self._end.timeout.connect(self.conceal)

    def _build(self) -> None:
        sizes = theme.current().sizes
        self._eye.setIconSize(QSize(sizes.icon, sizes.icon))
        self._eye.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.space_1)
        row.addWidget(self._label)
        row.addWidget(self._eye)
        row.addStretch(1)
        self._show_state()

    def is_revealed(self) -> bool:
        """Return whether the plain number is being shown."""
        return self._revealed

    def set_masked(self, masked: str) -> None:
        """Show another number, masked."""
        self._masked = masked
        self.conceal()
        self._label.setText(masked)

    def reveal(self, plain: str) -> None:
        """Show the number until the time is over, the eye is pressed again or the widget is hidden."""
        self._label.setText(plain)
        self._revealed = True
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._end.start()
        self._show_state()

    @Slot()
    def conceal(self) -> None:
        """Mask the number again."""
        if not self._revealed:
            return
        self._end.stop()
        self._revealed = False
        self._label.setText(self._masked)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._show_state()
        self.concealed.emit()

    @Slot()
    def _toggle(self) -> None:
        if self._revealed:
            self.conceal()
        else:
            self.wanted.emit()

    def _show_state(self) -> None:
        name = self.tr("Mask the number again") if self._revealed else self.tr("Show the number")
        self._eye.setIcon(icons.icon("eye-off" if self._revealed else "eye", Role.SECONDARY))
        self._eye.setAccessibleName(name)
        self._eye.setToolTip(name)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the number when it is out of sight."""
        self.conceal()
        super().hideEvent(event)
