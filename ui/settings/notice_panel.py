"""Where a notice is pasted: it is read while one types, and what does not fit is named before it is accepted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dutyroom.calendar.model import ArrangementStatus, ArrangementVersion
from dutyroom.calendar.notice import NoticeProblem
from dutyroom.calendar.service import Arrangements, Proposal
from dutyroom.errors import DutyroomError, Refused
from ui import theme
from ui.settings.holiday_words import change_words
from ui.settings.section import quiet
from ui.sign_in.card import keyboard_order, labelled, scaled
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace

_TEXT_LINES = 8
_PROBLEM_LINES = 5


def propose(arrangements: Arrangements, text: str, year: int) -> Proposal:
    """Read ``text``; one that names no year is read for ``year``, the one on the screen."""
    found = arrangements.propose(text)
    return found if found.read.arrangement is not None else arrangements.propose(text, year=year)


class NoticePanel(QFrame):
    """``proposed`` carries the ``Proposal`` of what stands in the field, or None; ``accepted`` the new version."""

    proposed = Signal(object)
    accepted = Signal(object)
    closed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._year = 0
        self._proposal: Proposal | None = None
        self._problems: tuple[NoticeProblem, ...] = ()
        self.message = InlineMessage(self)
        self.text = QPlainTextEdit(self)
        self.source = QLineEdit(self)
        self.provisional = QCheckBox(self.tr("Provisional: no &notice is published yet"), self)
        self.faults = QListWidget(self)
        self._state = QLabel(self)
        self._before = quiet("", self)  # days of the December before, which the calendar does not show
        self.accept_button = QPushButton(self.tr("&Accept"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self._build()
        self._connect_signals()
        self.hide()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="card")
        theme.mark(self.accept_button, kind="primary")
        theme.mark(self._state, type="strong")
        self._state.setWordWrap(True)
        line = theme.metrics(sizes.body).lineSpacing()
        self.text.setFixedHeight(line * _TEXT_LINES + sizes.space_3)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(self.tr("Paste the whole notice here, with its title."))
        self.faults.setAccessibleName(self.tr("What does not fit"))
        self.faults.setWordWrap(True)
        self.faults.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.source.setPlaceholderText(self.tr("Number or name of the notice"))
        self.source.setMaximumWidth(scaled(420))
        buttons = QHBoxLayout()
        buttons.setSpacing(sizes.space_2)
        buttons.addWidget(self.accept_button)
        buttons.addWidget(self.cancel_button)
        buttons.addSpacing(sizes.space_4)
        buttons.addWidget(self.provisional)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_4)
        column.setSpacing(sizes.space_2)
        column.addLayout(labelled(self.tr("&Text of the notice"), self.text))
        column.addWidget(self._state)
        column.addWidget(self.faults)
        column.addWidget(self._before)
        column.addLayout(labelled(self.tr("&Source"), self.source))
        column.addWidget(self.message)
        column.addLayout(buttons)
        keyboard_order(self.text, self.faults, self.source, self.accept_button, self.cancel_button, self.provisional)

    def _connect_signals(self) -> None:
        self.text.textChanged.connect(self._read)
        self.source.textChanged.connect(self._show_state)
        self.faults.currentRowChanged.connect(self._point_at)
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.cancel)
        for keys, slot in (("Ctrl+Return", self.accept), ("Esc", self.cancel)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def open_for(self, year: int, text: str | None = None, source: str = "") -> None:
        """Begin for ``year`` where the text names none; without a ``text``, with what was left here before."""
        self._year = year
        self.message.clear()
        if text is not None:
            self.provisional.setChecked(False)
            self.source.setText(source)
            self.text.setPlainText(text)
        self._show_proposal(None)
        self.show()
        self.text.setFocus()
        self._read()

    @Slot()
    def accept(self) -> None:
        """Accept what was read."""
        proposal = self._proposal
        if not self.accept_button.isEnabled() or proposal is None or proposal.read.arrangement is None:
            return
        self.accept_button.setEnabled(False)
        status = ArrangementStatus.PROVISIONAL if self.provisional.isChecked() else ArrangementStatus.OFFICIAL
        act = partial(
            self._workplace.house.arrangements.accept_notice,
            self._workplace.session,
            self.text.toPlainText(),
            source=self.source.text(),
            year=proposal.read.arrangement.year,
            status=status,
        )
        self._workplace.write(act, self, self._done, self._refused)

    @Slot()
    def cancel(self) -> None:
        """Close without accepting anything; what was typed is there when it is opened again."""
        self.hide()
        self.proposed.emit(None)
        self.closed.emit()

    def _done(self, version: ArrangementVersion) -> None:
        self.hide()
        self.provisional.setChecked(False)
        self.source.clear()
        self.text.clear()
        self.closed.emit()
        self.accepted.emit(version)

    def _refused(self, error: DutyroomError) -> None:
        self._show_state()
        self.message.say(MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING, explain(error))

    @Slot()
    def _read(self) -> None:
        text = self.text.toPlainText()
        if not text.strip() or self.isHidden():
            self._show_proposal(None)
            return
        question = partial(propose, self._workplace.house.arrangements, text, self._year)
        self._workplace.read(question, self, self._show_proposal, self._refused, key="notice")

    def _show_proposal(self, proposal: Proposal | None) -> None:
        self._proposal = proposal if proposal is not None and self.text.toPlainText().strip() else None
        self._problems = self._proposal.read.problems if self._proposal is not None else ()
        self.faults.clear()
        self.faults.addItems([explain(problem.error) for problem in self._problems])
        self.faults.setVisible(bool(self._problems))
        row = self.faults.sizeHintForRow(0) + 2
        self.faults.setFixedHeight(row * min(len(self._problems), _PROBLEM_LINES) + theme.current().sizes.space_2)
        self.proposed.emit(self._proposal)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        proposal = self._proposal
        fits = proposal is not None and proposal.fits
        self.accept_button.setEnabled(fits and bool(self.source.text().strip()))
        self._state.setVisible(proposal is not None)
        self._before.setVisible(False)
        if proposal is None:
            return
        year = proposal.read.arrangement.year if proposal.read.arrangement is not None else self._year
        if proposal.read.problems:
            words = self.tr("Does not fit yet: {count}. Correct the text above; a line below shows its place.")
        elif proposal.changes:
            words = self.tr("{year} can be accepted. Days that change, framed in the calendar below: {count}")
        else:
            words = self.tr("{year} can be accepted. No day becomes another than it is now.")
        count = len(proposal.read.problems) or len(proposal.changes)
        said = words.format(year=year, count=count)
        if fits and not self.accept_button.isEnabled():
            source = self.tr("Name its source below.")
            said = f"{said} {source}"
        self._state.setText(said)
        self._state.setToolTip("\n".join(change_words(change) for change in proposal.changes))
        december = [change for change in proposal.changes if change.date.year < year]
        self._before.setText("\n".join(change_words(change) for change in december))
        self._before.setVisible(bool(december))

    @Slot(int)
    def _point_at(self, row: int) -> None:
        """Select the place in the text that a problem is about."""
        if 0 <= row < len(self._problems) and self._problems[row].end:
            problem = self._problems[row]
            cursor = self.text.textCursor()
            cursor.setPosition(problem.start)
            cursor.setPosition(problem.end, QTextCursor.MoveMode.KeepAnchor)
            self.text.setTextCursor(cursor)
