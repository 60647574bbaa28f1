"""Open events that may be the one that is being typed, each with why; one is chosen by a person, with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dutyroom.incidents.events import SameEvent
from ui import theme
from ui.terms import label
from ui.widgets.grade_mark import GradeMark
from ui.widgets.relative_time import relative_time
from ui.workplace import Workplace


class _Offer(QFrame):
    """One event that may be the same."""

    chosen = Signal(object)

    def __init__(self, workplace: Workplace, offer: SameEvent, parent: QWidget) -> None:
        super().__init__(parent)
        self._offer = offer
        event, sizes = offer.incident, theme.current().sizes
        theme.mark(self, area="card")
        received = relative_time(event.received_at, workplace.now(), workplace.zone)
        title = QLabel(f"{event.number}  {received}")
        theme.mark(title, type="strong")
        words = QLabel(event.title)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        why = QLabel(" · ".join(label(one) for one in offer.why))
        why.setWordWrap(True)
        theme.mark(why, type="caption")
        self.button = QPushButton(self.tr("The same event"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._choose)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        if event.worst is not None:
            head.addWidget(GradeMark(event.worst.value, label(event.worst)))
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_2, sizes.space_2, sizes.space_2, sizes.space_2)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(why)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._offer)


class SameEventBox(QWidget):
    """Shows offers; ``joined`` carries the SameEvent chosen and the reason that was given."""

    joined = Signal(object, str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._offers: tuple[SameEvent, ...] = ()
        self._cards: list[_Offer] = []
        self._chosen: SameEvent | None = None
        self._title = QLabel(self.tr("Perhaps known already"))
        self._asking = QWidget()
        self._which = QLabel()
        self.reason = QLineEdit()
        self.join = QPushButton(self.tr("Join this call to it"))
        self._back = QPushButton(self.tr("No, another event"))
        self._list = QVBoxLayout()
        self._lay_out()
        self.join.clicked.connect(self._join)
        self.reason.returnPressed.connect(self._join)
        self._back.clicked.connect(self._let_go)
        self.hide()

    def offers(self) -> tuple[SameEvent, ...]:
        """Return what is offered."""
        return self._offers

    def show_offers(self, offers: Sequence[SameEvent]) -> None:
        """Show these offers; while somebody gives a reason, nothing moves under their hands."""
        if tuple(offers) == self._offers or self._chosen is not None:
            return
        self._offers = tuple(offers)
        for card in self._cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for offer in self._offers:
            card = _Offer(self._workplace, offer, self)
            card.chosen.connect(self.choose)
            self._cards.append(card)
            self._list.addWidget(card)
        self.setVisible(bool(self._offers))

    @Slot(object)
    def choose(self, offer: SameEvent) -> None:
        """Ask why this event is the one."""
        self._chosen = offer
        self._which.setText(
            self.tr("Joins {number} {title}").format(number=offer.incident.number, title=offer.incident.title)
        )
        for card in self._cards:
            card.hide()
        self._asking.show()
        self.reason.setFocus()

    @Slot()
    def _join(self) -> None:
        if self._chosen is not None:
            self.joined.emit(self._chosen, self.reason.text())

    @Slot()
    def _let_go(self) -> None:
        self._chosen = None
        self._asking.hide()
        for card in self._cards:
            card.show()

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._title, type="section")
        theme.mark(self.join, kind="primary")
        theme.mark(self._back, kind="quiet")
        self._which.setWordWrap(True)
        self._which.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setPlaceholderText(self.tr("Why it is the same: place, time, what happened"))
        self.reason.setAccessibleName(self.tr("Reason"))
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(sizes.space_1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.join)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        asking.addWidget(self._which)
        asking.addWidget(self.reason)
        asking.addLayout(buttons)
        self._asking.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, sizes.space_2)
        column.setSpacing(sizes.space_1)
        column.addWidget(self._title)
        column.addLayout(self._list)
        column.addWidget(self._asking)
