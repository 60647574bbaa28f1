"""A field for a password: an eye to look at it, and a word when caps lock is on."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QAction, QColor, QFocusEvent, QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons, theme
from ui.icons import Role

_EYE_KEYS = "Alt+F8"  # the key that Windows itself has for this
_EYE_ROOM = 32  # the eye at the right end


class PasswordField(QLineEdit):
    """Shows dots; the eye (Alt+F8) shows what was typed until the field is left or hidden.

    No system tells whether caps lock is on, so it is read off the letters as they are typed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caps: bool | None = None
        self._eye = QAction(self)
        self._eye.setShortcut(_EYE_KEYS)
        self._eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._show(plain=False)
        self._eye.triggered.connect(self.toggle)

    def shows_plain(self) -> bool:
        """Return whether the password is to be seen."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def caps_lock(self) -> bool:
        """Return whether the letters typed so far show that caps lock is on."""
        return bool(self._caps)

    @Slot()
    def toggle(self) -> None:
        """Show the password, or dots again."""
        self._show(plain=not self.shows_plain())

    def ask_again(self) -> None:
        """Put the keyboard here with everything selected, for another try."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def _show(self, *, plain: bool) -> None:
        name = self.tr("Hide the password") if plain else self.tr("Show the password")
        self.setEchoMode(QLineEdit.EchoMode.Normal if plain else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icons.icon("eye-off" if plain else "eye", Role.SECONDARY))
        self._eye.setText(name)
        self._eye.setToolTip(f"{name} ({_EYE_KEYS})")

    def _set_caps(self, caps: bool | None) -> None:
        if caps != self._caps:
            self._caps = caps
            self.setAccessibleDescription(self._caps_words())
            self.update()

    def _caps_words(self) -> str:
        return self.tr("Caps lock is on") if self._caps else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read caps lock off the letter before it goes into the field."""
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps(text.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock and self._caps is not None:
            self._set_caps(not self._caps)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget caps lock: it may change while the keyboard is elsewhere."""
        self._set_caps(None)
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Show dots again when it comes back."""
        if self.shows_plain():
            self._show(plain=False)
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write at the right that caps lock is on, where there is room."""
        super().paintEvent(event)
        words = self._caps_words()
        if not words:
            return
        font = theme.font(theme.current().sizes.small)
        end = self.width() - _EYE_ROOM
        start = end - QFontMetrics(font).horizontalAdvance(words)
        if start < self.cursorRect().right() + theme.current().sizes.space_1:
            return
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().warning.ink))
        painter.drawText(QRect(start, 0, end - start, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
