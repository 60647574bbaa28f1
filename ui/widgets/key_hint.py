"""A small key cap that teaches a shortcut where it is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme


class KeyHint(QLabel):
    """Shows a key sequence (``Ctrl+Return``) as this system writes it."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.mark(self, type="key")
        self.set_keys(keys)

    def set_keys(self, keys: str) -> None:
        """Show another key sequence; an unknown one is shown as it is written."""
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(native or keys)
        self.setAccessibleName(self.tr("Key {keys}").format(keys=self.text()))
