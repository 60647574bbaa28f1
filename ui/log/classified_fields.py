"""What is registered of a classified item: its movement, and nothing else."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from dutyroom.log.model import ClassifiedItem, SecrecyLevel
from ui import theme
from ui.log.choices import Choice
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace


class ClassifiedFields(QWidget):
    """Number, sender, level, copies, received by, handed to; there is no place for content."""

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QLineEdit()
        self.sent_by = QLineEdit()
        self.level = Choice(SecrecyLevel)
        self.copies = QSpinBox()
        self.received_by = QLineEdit(workplace.session.name)
        self.handed_to = QLineEdit()
        self._lay_out()
        self._connect_signals()

    def item(self) -> ClassifiedItem:
        """Return what was typed."""
        return ClassifiedItem(
            document_number=self.number.text(),
            sender=self.sent_by.text(),
            level=self.level.value() or SecrecyLevel.SECRET,
            copies=self.copies.value(),
            received_by=self.received_by.text(),
            handed_to=self.handed_to.text(),
        )

    def payload(self) -> dict[str, Any]:
        """Return what was typed, as it is kept in a draft."""
        return {
            "texts": [field.text() for field in self._lines()],
            "level": self.level.value() or "",
            "copies": self.copies.value(),
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Fill the fields from a draft."""
        for field, text in zip(self._lines(), payload["texts"], strict=True):
            field.setText(text)
        self.level.choose_value(payload["level"])
        self.copies.setValue(int(payload["copies"]))

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        self.number.setFocus()

    @Slot()
    def _touched(self) -> None:
        self.changed.emit()

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.number, self.sent_by, self.received_by, self.handed_to)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        self.copies.setRange(1, 9999)
        notice = InlineMessage(self)  # without a parent it would be shown as a window of its own
        notice.say(
            MessageKind.WARNING,
            self.tr(
                "Only the movement is registered here. Title and content stay on paper; "
                "an answer goes by the classified channel."
            ),
        )
        left, right = QFormLayout(), QFormLayout()
        for form, text, field in (
            (left, self.tr("Number"), self.number),
            (left, self.tr("Sender"), self.sent_by),
            (left, self.tr("Level"), self.level),
            (right, self.tr("Copies"), self.copies),
            (right, self.tr("Received by"), self.received_by),
            (right, self.tr("Handed to"), self.handed_to),
        ):
            name = QLabel(text)
            theme.mark(name, type="caption")
            name.setBuddy(field)
            field.setAccessibleName(text)
            form.addRow(name, field)
        row = QHBoxLayout()
        row.setSpacing(sizes.space_5)
        for form in (left, right):
            form.setHorizontalSpacing(sizes.space_2)
            form.setVerticalSpacing(sizes.space_2)
            row.addLayout(form, 1)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(notice)
        column.addLayout(row)
        column.addStretch(1)

    def _connect_signals(self) -> None:
        for field in self._lines():
            field.textChanged.connect(self._touched)
        self.level.currentIndexChanged.connect(self._touched)
        self.copies.valueChanged.connect(self._touched)
