"""What came of an alert, written in the alert window before it is closed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from dutyroom.alerts.views import LiveAlert
from ui import theme
from ui.widgets.key_hint import KeyHint


class OutcomeBox(QWidget):
    """One line, shown when somebody wants to close an alert; ``said`` carries its identity and the words."""

    said = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alert_id = ""
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("What came of it; the matter itself stays open"))
        self.words.setAccessibleName(self.tr("What came of it"))
        self.ok = QPushButton(self.tr("Close it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_2)
        row.addWidget(self.words, 1)
        row.addWidget(KeyHint("Enter"))
        row.addWidget(self.ok)
        self.words.returnPressed.connect(self._say)
        self.ok.clicked.connect(self._say)
        self.hide()

    def ask(self, alert: LiveAlert) -> None:
        """Ask what came of ``alert``; what was typed for it before stays."""
        if self._alert_id != alert.id:
            self.words.clear()
        self._alert_id = alert.id
        self.show()
        self.words.setFocus()

    def keep_to(self, alert_id: str) -> None:
        """Go away when another alert stands in front."""
        if self._alert_id != alert_id:
            self.end()

    def end(self) -> None:
        """Go away."""
        self._alert_id = ""
        self.words.clear()
        self.hide()

    @Slot()
    def _say(self) -> None:
        if self._alert_id:
            self.said.emit(self._alert_id, self.words.text())
