"""Showing a masked number: the reason is asked for and kept in the journal, and it goes away by itself (R088)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui import theme
from ui.settings.dialog import ActDialog
from ui.widgets.toggle_reveal import ToggleReveal
from ui.workplace import Workplace


class RevealDialog(ActDialog):
    """Asks ``act`` with the reason for the number of ``owner``; shows it for half a minute and closes."""

    def __init__(
        self, workplace: Workplace, parent: QWidget, owner: str, masked: str, act: Callable[[str], str]
    ) -> None:
        super().__init__(workplace, parent)
        self._act = act
        self.number = ToggleReveal(masked, parent=self)
        self.reason = QLineEdit(self)
        self.set_words(
            self.tr("Show the number of {name}").format(name=owner),
            self.tr("The reason is written into the journal with your name."),
            self.tr("&Show for 30 seconds"),
        )
        for words in self.number.findChildren(QLabel):
            theme.mark(words, type="strong")
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("For example: the leader asked to be called back"))
        self.body.addWidget(self.number)
        self.body.addWidget(self.reason)
        self.number.wanted.connect(self.act)
        self.number.concealed.connect(self.accept)
        self.reason.setFocus()

    def acting(self) -> Callable[[], object] | None:
        """Return the asking, or say that a reason is needed."""
        reason = self.reason.text().strip()
        if not reason:
            self.say(self.tr("Write down why you need the number."))
            self.reason.setFocus()
            return None
        return partial(self._act, reason)

    def done_well(self, result: object) -> None:
        """Show the number until it conceals itself."""
        self.reason.hide()
        self.ok.hide()
        self.cancel.setText(self.tr("Close"))
        self.cancel.setFocus()
        self.number.reveal(str(result))
        self.fit()
