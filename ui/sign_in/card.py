"""The calm card on which everything before the desk happens, and what its pages have in common."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dutyroom.errors import DutyroomError
from ui import icons, theme
from ui.icons import Role
from ui.terms import explain
from ui.theme import Tone
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.pill import Pill

_WIDTH = 472
_APP_ICON = 36


def labelled(label: str, field: QWidget) -> QVBoxLayout:
    """Return ``field`` with its label above it; the label's mnemonic leads to the field."""
    words = QLabel(label)
    words.setBuddy(field)
    theme.mark(words, type="secondary")
    if not field.accessibleName():
        field.setAccessibleName(label.replace("&", ""))
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().sizes.space_1)
    column.addWidget(words)
    column.addWidget(field)
    return column


class CardPage(QWidget):
    """One page of the card: title, a sentence, fields, a message, and buttons. Esc emits ``back_wanted``."""

    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = InlineMessage(self)
        self._title = QLabel(self)
        self._intro = QLabel(self)
        self._foot = QHBoxLayout()
        self._body = QVBoxLayout()
        self._soon = QTimer(self)  # when the message has found its place
        self._soon.setSingleShot(True)
        self._lay_out()
        self._soon.timeout.connect(self._bring_message_up)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_wanted)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._title, type="section")
        theme.mark(self._intro, type="secondary")
        self._intro.setWordWrap(True)
        self._body.setSpacing(sizes.space_3)
        self._foot.setSpacing(sizes.space_2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(sizes.space_1)
        column.addWidget(self._intro)
        column.addSpacing(sizes.space_4)
        column.addLayout(self._body)
        column.addSpacing(sizes.space_4)
        column.addWidget(self.message)
        column.addSpacing(sizes.space_3)
        column.addLayout(self._foot)

    def set_words(self, title: str, intro: str) -> None:
        """Say what the page is for; an empty ``intro`` takes no room."""
        self._title.setText(title)
        self._intro.setText(intro)
        self._intro.setVisible(bool(intro))
        self.setAccessibleName(title)
        self.setAccessibleDescription(intro)

    def add_fields(self, *fields: tuple[str, QWidget]) -> None:
        """Add a row of fields side by side, each under its label."""
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_3)
        for label, field in fields:
            row.addLayout(labelled(label, field), 1)
        self._body.addLayout(row)

    def add_widget(self, widget: QWidget) -> None:
        """Add something across the whole page."""
        self._body.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        """Add a row of things across the whole page."""
        self._body.addLayout(layout)

    def add_buttons(self, left: tuple[QWidget, ...], right: tuple[QWidget, ...]) -> None:
        """Put quiet ways out at the left and what to do at the right."""
        for widget in left:
            self._foot.addWidget(widget)
        self._foot.addStretch(1)
        for widget in right:
            self._foot.addWidget(widget)

    def start(self) -> None:
        """Put the keyboard into the first field."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: DutyroomError) -> None:
        """Say what was refused and what to do; everything typed stays."""
        self.set_busy(False)
        self.say_refusal(explain(error))

    def say_refusal(self, text: str) -> None:
        """Say why it does not go on."""
        self.message.say(MessageKind.REFUSAL, text)
        self._soon.start(0)

    @Slot()
    def _bring_message_up(self) -> None:
        """Scroll to the message where the window is too low for the card."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None and self.message.isVisible():
            parent.ensureWidgetVisible(self.message)

    def set_busy(self, busy: bool) -> None:
        """Show that an answer is under way; a page that asks for something overrides this."""


class Card(QFrame):
    """Icon and name of the program, the mark of a drill, and one page at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: CardPage | None = None
        self._drill = Pill(self.tr("Drill"), Tone.DRILL, self)
        self._drill.hide()
        theme.mark(self, area="card")
        self.setFixedWidth(scaled(_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        space = theme.current().sizes.space_5
        self._column.setContentsMargins(space + 4, space, space + 4, space)
        self._column.setSpacing(space)
        self._column.addLayout(self._head())

    def _head(self) -> QHBoxLayout:
        sizes = theme.current().sizes
        side = scaled(_APP_ICON)
        picture = QLabel(self)
        picture.setPixmap(icons.app_icon().pixmap(QSize(side, side), self.devicePixelRatio()))
        name = QLabel(self.tr("Dutyroom"), self)
        theme.mark(name, type="title")
        row = QHBoxLayout()
        row.setSpacing(sizes.space_3)
        row.addWidget(picture)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(self._drill)
        return row

    def page(self) -> CardPage | None:
        """Return the page that is shown."""
        return self._page

    def show_page(self, page: CardPage) -> None:
        """Show ``page`` in place of the one before, which goes with everything typed in it."""
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._column.addWidget(page)
        page.show()
        page.start()

    def set_drill(self, drill: bool) -> None:
        """Show or hide the violet mark of a drill room."""
        self._drill.setVisible(drill)


def keyboard_order(*widgets: QWidget) -> None:
    """Let Tab go through ``widgets`` in this order."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def with_icon(name: str, text: str, parent: QWidget | None = None, *, role: Role = Role.TEXT) -> QPushButton:
    """Return a button with an icon as large as its words ask for."""
    button = QPushButton(icons.icon(name, role), text, parent)
    side = theme.current().sizes.icon
    button.setIconSize(QSize(side, side))
    return button


def link(text: str) -> QPushButton:
    """Return a quiet way out, written as a link."""
    button = QPushButton(text)
    button.setAutoDefault(True)  # Enter presses it, as Space does
    theme.mark(button, kind="link")
    return button


def primary(text: str) -> QPushButton:
    """Return the button for what the page is there for."""
    button = QPushButton(text)
    button.setAutoDefault(True)
    button.setMinimumWidth(scaled(96))
    theme.mark(button, kind="primary")
    return button


def scaled(pixels: int) -> int:
    """Return a length at 100 % in the scale of the look in force."""
    return theme.px(pixels)
