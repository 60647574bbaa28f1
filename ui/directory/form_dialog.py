"""The shape of a dialog with a form: title, what was refused, fields, one default button, Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.errors import DutyroomError
from ui import theme
from ui.terms import explain
from ui.widgets.fitting_area import FittingArea
from ui.widgets.inline_message import InlineMessage, MessageKind


class FormDialog(QDialog):
    """Enter and Ctrl+Enter save, Esc leaves; what was typed is only given up when Esc is pressed twice.

    A subclass builds its fields, answers ``snapshot`` with what is typed, and does ``save``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = InlineMessage(self)
        self._title = QLabel(self)
        self._save = QPushButton(self)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._start: object = None
        self._warned: object = None
        self._build()
        self._save.clicked.connect(self.save_now)
        self._cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save_now)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.save_now)

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.mark(self._title, type="section")
        theme.mark(self._save, kind="primary")
        self._save.setDefault(True)
        self._cancel.setAutoDefault(False)
        content = QWidget()
        self.body = QVBoxLayout()
        self.body.setSpacing(sizes.space_2)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(sizes.space_4)
        self.form.setVerticalSpacing(sizes.space_3)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(sizes.space_2)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_5, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addWidget(self._title)
        column.addWidget(self.message)
        fields = QVBoxLayout(content)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(sizes.space_3)
        fields.addLayout(self.body)
        fields.addLayout(self.form, 1)
        column.addWidget(FittingArea(content, self), 1)
        column.addSpacing(sizes.space_1)
        column.addLayout(self.buttons)

    def set_title(self, text: str) -> None:
        """Name the dialog, on its frame and in it."""
        self._title.setText(text)
        self.setWindowTitle(text)

    def set_width(self, width: int) -> None:
        """Be at least ``width`` wide, in pixels at 100 %."""
        self.setMinimumWidth(theme.px(width))

    def set_save_text(self, text: str) -> None:
        """Name the button that Enter presses."""
        self._save.setText(text)

    def add_field(self, text: str, field: QWidget) -> None:
        """Add a field with its label, whose mnemonic leads to it."""
        words = QLabel(text, self)
        words.setBuddy(field)
        if text:
            field.setAccessibleName(text.replace("&", ""))
        self.form.addRow(words, field)

    def snapshot(self) -> object:
        """Return what is typed, comparable."""
        raise NotImplementedError

    def save(self) -> None:
        """Save what is typed, and accept or ``refuse``."""
        raise NotImplementedError

    def begin(self) -> None:
        """Remember what the fields hold now as unchanged."""
        self._start = self.snapshot()

    def set_busy(self, busy: bool) -> None:
        """Let nobody press a button twice while an act is under way."""
        self._save.setEnabled(not busy)

    def say(self, kind: MessageKind, text: str) -> None:
        """Say something above the fields, and make room for it."""
        self.message.say(kind, text)
        self.grow()

    @Slot()
    def grow(self) -> None:
        """Become as high as the fields need; never smaller, so that nothing jumps."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            needed = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else 0
            self.resize(self.width(), max(self.height(), needed, layout.totalMinimumSize().height()))

    def refuse(self, error: DutyroomError) -> None:
        """Show why it was not saved; everything typed stays."""
        self.set_busy(False)
        self.say(MessageKind.REFUSAL, explain(error))

    @Slot()
    def save_now(self) -> None:
        """Save, unless that is under way."""
        if self._save.isEnabled():
            self.message.clear()
            self.save()

    def reject(self) -> None:
        """Leave; ask once where something typed would be lost."""
        typed = self.snapshot()
        if typed not in (self._start, self._warned):
            self._warned = typed
            self.say(MessageKind.WARNING, self.tr("This is not saved yet. Press Esc again to leave it."))
            return
        super().reject()
