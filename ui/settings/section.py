"""What the sections of the settings have in common: a title, a sentence, groups of labelled rows, a message."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from dutyroom.errors import DutyroomError, Refused
from ui import theme
from ui.sign_in.card import scaled
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.section_title import SectionTitle

_LABEL = 152
_WIDTH = 760
_NARROW = 1000  # a field with a width of its own stays at the left


class Form(QWidget):
    """Rows of a label, a field and a quiet hint below the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.current().sizes
        self._rows = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(sizes.space_4)
        self._grid.setVerticalSpacing(sizes.space_1)
        self._grid.setColumnMinimumWidth(0, scaled(_LABEL))
        self._grid.setColumnStretch(1, 1)

    def add_row(self, label: str, field: QWidget | QLayout, hint: str = "", *, buddy: QWidget | None = None) -> QLabel:
        """Add a row and return its label; ``buddy`` is where the label's mnemonic leads, if not to ``field``."""
        row = self._rows
        self._rows += 3  # the field, its hint, the gap to the next
        words = QLabel(label, self)
        theme.mark(words, type="secondary")
        if not isinstance(field, QLabel):  # words stand on one line with words as they are
            words.setMinimumHeight(min(field.sizeHint().height(), theme.current().sizes.control))
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(words, row, 0, top)
        target = buddy or (field if isinstance(field, QWidget) else None)
        if target is not None:
            words.setBuddy(target)
            if not target.accessibleName():
                target.setAccessibleName(label.replace("&", ""))
        if isinstance(field, QWidget):
            narrow = field.maximumWidth() < _NARROW
            self._grid.addWidget(field, row, 1, top if narrow else Qt.AlignmentFlag(0))
        else:
            self._grid.addLayout(field, row, 1)
        if hint:
            self._grid.addWidget(quiet(hint, self), row + 1, 1)
        self._grid.setRowMinimumHeight(row + 2, theme.current().sizes.space_2)
        return words


class Section(QWidget):
    """One section; ``body`` takes its groups. ``scrolls`` says whether it grows beyond the page."""

    scrolls = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.current().sizes
        self.message = InlineMessage(self)
        self._title = QLabel(self)
        self._intro = QLabel(self)
        self._intro.setWordWrap(True)
        theme.mark(self._title, type="title")
        theme.mark(self._intro, type="secondary")
        theme.mark(self, area="page")
        self.body = QVBoxLayout()
        self.body.setSpacing(sizes.space_3)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_2)
        column.addWidget(self._title)
        column.addWidget(self._intro)
        column.addWidget(self.message)
        column.addSpacing(sizes.space_2)
        column.addLayout(self.body, 1)

    def set_words(self, title: str, intro: str = "") -> None:
        """Say what the section is for."""
        self._title.setText(title)
        self._intro.setText(intro)
        self._intro.setVisible(bool(intro))
        self.setAccessibleName(title)

    def add_group(self, title: str) -> Form:
        """Add a heading with its hairline and return the form below it."""
        form = Form(self)
        form.setMaximumWidth(scaled(_WIDTH))
        self.add_heading(title)
        self.body.addWidget(form)
        return form

    def add_heading(self, title: str) -> None:
        """Add a heading with its hairline, with air above it."""
        if self.body.count():
            self.body.addSpacing(theme.current().sizes.space_2)
        self.body.addWidget(SectionTitle(title, parent=self))

    def finish(self) -> None:
        """Keep what was added at the top."""
        self.body.addStretch(1)

    def refuse(self, error: DutyroomError) -> None:
        """Say what was refused; everything typed stays."""
        self.message.say(MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING, explain(error))

    def begin(self) -> None:
        """Read what is to be shown; called each time the section comes to the front."""


def quiet(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a caption that wraps."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    theme.mark(label, type="caption")
    return label
