"""The buttons of the handover: one that comes next, and a menu with the others."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ui import icons, theme
from ui.handover.picture import Verb

_ICONS = {
    Verb.TAKE_FIRST: "handover",
    Verb.PREPARE: "handover",
    Verb.ARRIVED: "user",
    Verb.START: "lock",
    Verb.SIGN_OUT: "key",
    Verb.ACCEPT: "key",
    Verb.REFUSE: "refused",
    Verb.RESUME: "refresh",
    Verb.TAKE_BACK: "withdraw",
    Verb.GO_ON: "forward",
    Verb.FORCE: "warning",
    Verb.TEST_REACH: "phone",
    Verb.JOIN: "users",
    Verb.LEAVE: "sign-out",
    Verb.SET_LEADER: "user",
    Verb.PRINT: "print",
    Verb.CORRECT: "correct",
}


class HandoverVerbs(QWidget):
    """``wanted`` carries the ``Verb`` that was chosen."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next: Verb | None = None
        self.primary = QPushButton(self)
        self.arrived = QPushButton(icons.icon("user"), self.words(Verb.ARRIVED), self)
        self.more = QPushButton(icons.icon("more"), self.tr("&More"), self)
        self.menu = QMenu(self.more)
        self._entries = {verb: self._entry(verb) for verb in Verb}
        theme.mark(self.primary, kind="primary")
        for quiet in (self.arrived, self.more):
            theme.mark(quiet, kind="quiet")
        self.more.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_2)
        for button in (self.more, self.arrived, self.primary):
            row.addWidget(button)
        self.primary.clicked.connect(self._primary_pressed)
        self.arrived.clicked.connect(self._arrived_pressed)

    def show_verbs(self, primary: Verb | None, others: tuple[Verb, ...]) -> None:
        """Show the act that comes next, and the others in the menu."""
        self._next = primary
        self.primary.setVisible(primary is not None)
        if primary is not None:
            self.primary.setText(self.words(primary))
            self.primary.setIcon(icons.icon(_ICONS[primary], icons.Role.ON_ACCENT))
        self.arrived.setVisible(Verb.ARRIVED in others)
        for verb, action in self._entries.items():
            action.setVisible(verb in others and verb is not Verb.ARRIVED)
        self.more.setVisible(bool(others))

    def words(self, verb: Verb) -> str:
        """Return what a button says."""
        return {
            Verb.TAKE_FIRST: self.tr("&Take the first watch…"),
            Verb.PREPARE: self.tr("&Prepare the handover"),
            Verb.ARRIVED: self.tr("&Arrived…"),
            Verb.START: self.tr("&Start: freeze the cut-off"),
            Verb.SIGN_OUT: self.tr("&Sign as outgoing…"),
            Verb.ACCEPT: self.tr("&Accept as incoming…"),
            Verb.REFUSE: self.tr("&Refuse, with a reason…"),
            Verb.RESUME: self.tr("Take it &up again…"),
            Verb.TAKE_BACK: self.tr("Take the cut-off &back…"),
            Verb.GO_ON: self.tr("&Double shift: go on…"),
            Verb.FORCE: self.tr("&Forced take-over…"),
            Verb.TEST_REACH: self.tr("Test how to &reach somebody…"),
            Verb.JOIN: self.tr("Somebody &joins the watch…"),
            Verb.LEAVE: self.tr("Somebody &leaves the watch…"),
            Verb.SET_LEADER: self.tr("Leader in &charge…"),
            Verb.PRINT: self.tr("&Print the sheet, or the last one"),
            Verb.CORRECT: self.tr("Append a &correction to the last sheet…"),
        }[verb]

    def trigger(self, verb: Verb) -> None:
        """Want an act, as its button or entry does."""
        self.wanted.emit(verb)

    @Slot()
    def _primary_pressed(self) -> None:
        if self._next is not None:
            self.wanted.emit(self._next)

    @Slot()
    def _arrived_pressed(self) -> None:
        self.wanted.emit(Verb.ARRIVED)

    @Slot()
    def _entry_chosen(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.wanted.emit(Verb(str(action.data())))

    def _entry(self, verb: Verb) -> QAction:
        action = self.menu.addAction(icons.icon(_ICONS[verb]), self.words(verb))
        action.setData(verb.value)
        action.triggered.connect(self._entry_chosen)
        return action
