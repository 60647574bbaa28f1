"""The small dialogs of the settings: a heading, a sentence, fields, a message, two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dutyroom.errors import DutyroomError, Refused
from ui import first_size, theme
from ui.sign_in.card import scaled
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace

_WIDTH = 520
_LEAST = 120


class ActDialog(QDialog):
    """Does one act on Enter or Ctrl+Enter; a refusal is shown inside and nothing typed is lost."""

    def __init__(self, workplace: Workplace, parent: QWidget, *, width: int = _WIDTH) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.message = InlineMessage(self)
        self.ok = QPushButton(self)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self._heading = QLabel(self)
        self._why = QLabel(self)
        self._content = QWidget()
        self._area = QScrollArea(self)
        self.body = QVBoxLayout(self._content)
        self._lay_out(scaled(width))
        self.ok.clicked.connect(self.act)
        self.cancel.clicked.connect(self.reject)
        self.message.closed.connect(self.fit)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # the second is the number pad's
            QShortcut(QKeySequence(keys), self).activated.connect(self.act)

    def _lay_out(self, width: int) -> None:
        sizes = theme.current().sizes
        theme.mark(self._heading, type="section")
        theme.mark(self._why, type="secondary")
        self._why.setWordWrap(True)
        theme.mark(self.ok, kind="primary")
        self.ok.setDefault(True)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(sizes.space_3)
        self._area.setWidget(self._content)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addWidget(self._heading)
        column.addWidget(self._why)
        column.addWidget(self.message)
        column.addWidget(self._area)
        column.addLayout(buttons)
        self.setFixedWidth(width)

    def set_words(self, title: str, why: str, ok: str) -> None:
        """Say what the dialog is for and what its button does."""
        self.setWindowTitle(title)
        self._heading.setText(title)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.ok.setText(ok)

    def acting(self) -> Callable[[], object] | None:
        """Return the act with the fields as they stand, or None after saying what is missing."""
        raise NotImplementedError

    @Slot()
    def act(self) -> None:
        """Do the act."""
        if not self.ok.isEnabled():
            return
        acting = self.acting()
        if acting is not None:
            self.message.clear()
            self.ok.setEnabled(False)
            self.workplace.write(acting, self, self.done_well, self.refuse)

    def done_well(self, _result: object) -> None:
        """Close; a dialog with something left to show overrides this."""
        self.accept()

    def refuse(self, error: DutyroomError) -> None:
        """Say why not."""
        self.say(explain(error), MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING)

    def say(self, text: str, kind: MessageKind = MessageKind.REFUSAL) -> None:
        """Say something inside the dialog and let it be tried again."""
        self.ok.setEnabled(True)
        self.message.say(kind, text)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Take the height that the words need at this width; what no screen has room for is scrolled."""
        layout = self.layout()
        if layout is None:
            return
        self.body.activate()
        margins = layout.contentsMargins()
        inner = self.width() - margins.left() - margins.right()
        wanted = self.body.heightForWidth(inner) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        self._area.setVisible(self.body.count() > 0)
        self._area.setFixedHeight(wanted)
        layout.activate()
        total = layout.heightForWidth(self.width())
        most = first_size.room_for(self).height()
        if total > most:
            self._area.setFixedHeight(max(wanted - (total - most), _LEAST))
        self.setFixedHeight(min(total, most))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the words from the beginning."""
        super().showEvent(event)
        self.fit()
