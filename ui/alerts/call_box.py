"""The next call to make: whom, in which function, the number large, and what came of it by one key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.alerts.model import Button, How
from dutyroom.alerts.views import LiveAlert, NextCall
from ui import theme
from ui.actions import SPECS, Act, plain_text_of
from ui.alerts.words import name_of, to_dial
from ui.terms import label
from ui.widgets.key_hint import KeyHint


class KeyedButton(QWidget):
    """A button with its key beside it, which does what its action does."""

    def __init__(self, action: QAction, act: Act, *, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(plain_text_of(act))
        if kind:
            theme.mark(self.button, kind=kind)
        self.button.setToolTip(action.toolTip())
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action = action
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_1)
        row.addWidget(self.button)
        row.addWidget(KeyHint(SPECS[act].key))
        self.button.clicked.connect(action.trigger)

    def allow(self, *, shown: bool, enabled: bool) -> None:
        """Show it or not; its key works while it is shown and enabled."""
        self.setVisible(shown)
        self.button.setEnabled(enabled)
        self._action.setEnabled(shown and enabled)


class CallBox(QFrame):
    """Shows the first of the calls to make, and names the others."""

    def __init__(self, reached: KeyedButton, no_answer: KeyedButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reached, self._no_answer = reached, no_answer
        self._how, self._name, self._number, self._more = (QLabel() for _ in range(4))
        self._lay_out()

    def show_call(self, alert: LiveAlert, own_account: str, *, locked: bool, busy: bool) -> None:
        """Show whom to call now for ``alert``; nobody calls themselves by phone."""
        call = alert.next_call
        notable = call is not None and call.person.account_id != own_account and not locked
        for keyed, button in ((self._reached, Button.REACHED), (self._no_answer, Button.NO_ANSWER)):
            keyed.allow(shown=notable and button in alert.buttons, enabled=not busy)
        if call is None:
            self._how.setText(self.tr("Nobody has to be called now"))
            for words in (self._name, self._number, self._more):
                words.hide()
            return
        how = self.tr("Call now") if call.how is How.PHONE else label(call.how)
        self._how.setText(f"{how} · {label(call.who)}")
        self._name.setText(name_of(call.person))
        self._name.show()
        self._show_numbers(call, alert.calls[1:])

    def _show_numbers(self, call: NextCall, others: tuple[NextCall, ...]) -> None:
        numbers = [to_dial(number.digits) for number in call.person.numbers]
        self._number.setText(numbers[0] if numbers else self.tr("no number in the directory"))
        theme.mark(self._number, type="clock" if numbers else "secondary")
        self._number.show()
        more = [*numbers[1:], *(name_of(other.person) for other in others)]
        self._more.setText(self.tr("Also: {others}").format(others=" · ".join(more)))
        self._more.setVisible(bool(more))

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="card")
        theme.mark(self._how, type="secondary")
        theme.mark(self._name, type="title")
        theme.mark(self._number, type="clock")
        theme.mark(self._more, type="secondary")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._name.setWordWrap(True)
        self._more.setWordWrap(True)
        dialled = QHBoxLayout()  # the buttons stand beside the number that was just dialled
        dialled.setSpacing(sizes.space_3)
        dialled.addWidget(self._number, 1)
        dialled.addWidget(self._reached)
        dialled.addWidget(self._no_answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_1)
        column.addWidget(self._how)
        column.addWidget(self._name)
        column.addLayout(dialled)
        column.addWidget(self._more)
