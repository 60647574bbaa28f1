"""The chosen person: post, numbers, portfolio, remark."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from ui import icons, theme
from ui.directory.elided_label import ElidedLabel
from ui.directory.number_rows import NumberRows
from ui.directory.shelf import Shelf
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.workplace import Workplace


class PersonView(QWidget):
    """Everything that the directory knows of one person."""

    call_wanted = Signal(str)
    edit_wanted = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id = ""
        self._name = QLabel(self)
        self._post = ElidedLabel(parent=self)
        self._leader = Pill(self.tr("Leader"), Tone.NEUTRAL, self)
        self._call = QPushButton(icons.icon("phone-out"), self.tr("Log call"), self)
        self._edit = QPushButton(icons.icon("correct"), self.tr("Change"), self)
        self.numbers = NumberRows(workplace, large=False, none=self.tr("No number is known."), parent=self)
        self._portfolio_caption = QLabel(self.tr("Portfolio"), self)
        self._portfolio = QLabel(self)
        self._remark_caption = QLabel(self.tr("Remark"), self)
        self._remark = QLabel(self)
        self._edit.setVisible(workplace.session.may(Right.EDIT_DIRECTORY))
        self._call.setVisible(workplace.session.may(Right.WRITE_LOG))
        self._build()
        self._call.clicked.connect(self._ask_call)
        self._edit.clicked.connect(self._ask_edit)

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._name, type="section")
        for button in (self._call, self._edit):
            theme.mark(button, kind="quiet")
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self._name)
        head.addWidget(self._leader)
        head.addWidget(self._post, 1)
        head.addWidget(self._call)
        head.addWidget(self._edit)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addWidget(self.numbers)
        for caption, text in ((self._portfolio_caption, self._portfolio), (self._remark_caption, self._remark)):
            column.addLayout(_captioned(caption, text))
        column.addStretch(1)
        scroll = _FittingScroll(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, sizes.space_2, 0, 0)
        outer.setSpacing(sizes.space_1)
        outer.addLayout(head)
        outer.addWidget(scroll, 1)
        self._scroll = scroll

    def show_person(self, shelf: Shelf, person_id: str) -> None:
        """Show a person; an empty identity hides the view."""
        person = shelf.people.get(person_id)
        self.setVisible(person is not None)
        if person is None:
            return
        self._person_id = person_id
        self._name.setText(person.name)
        self._post.setText(person.post)
        self._leader.setVisible(person.is_leader)
        self.numbers.show_numbers(shelf, person_id)
        for caption, field, text in (
            (self._portfolio_caption, self._portfolio, person.portfolio),
            (self._remark_caption, self._remark, person.remark),
        ):
            field.setText(text)
            field.setVisible(bool(text))
            caption.setVisible(bool(text))
        self._scroll.updateGeometry()

    @Slot()
    def _ask_call(self) -> None:
        self.call_wanted.emit(self._person_id)

    @Slot()
    def _ask_edit(self) -> None:
        self.edit_wanted.emit(self._person_id)


class _FittingScroll(QScrollArea):
    """Wants to be as high as what it shows, and scrolls where there is less room."""

    def sizeHint(self) -> QSize:
        inner = self.widget()
        if inner is None:
            return super().sizeHint()
        inner.ensurePolished()
        high = inner.heightForWidth(self.viewport().width()) if inner.hasHeightForWidth() else -1
        return QSize(0, high if high >= 0 else inner.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 2 * theme.current().sizes.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def _captioned(caption: QLabel, text: QLabel) -> QHBoxLayout:
    sizes = theme.current().sizes
    theme.mark(caption, type="secondary")
    caption.setFixedWidth(theme.px(72))
    caption.setAlignment(Qt.AlignmentFlag.AlignTop)
    text.setWordWrap(True)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row = QHBoxLayout()
    row.setContentsMargins(sizes.space_1, 0, sizes.space_1, 0)
    row.setSpacing(sizes.space_2)
    row.addWidget(caption)
    row.addWidget(text, 1)
    return row
