"""The page 督办: tasks under supervision, what was moved today, the receipt register, side by side under tabs."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from ui import icons, theme
from ui.actions import Act, plain_text_of
from ui.instructions.moved_view import MovedView
from ui.instructions.register_view import RegisterView
from ui.instructions.tasks_view import TasksView
from ui.workplace import Workplace


class SupervisionTab(IntEnum):
    """The tabs, in their order."""

    TASKS = 0
    MOVED = 1
    REGISTER = 2


class SupervisionPage(QWidget):
    """Three views; each reads again when something has changed and it is to be seen."""

    opened = Signal(str)
    instruction_wanted = Signal()
    paper_wanted = Signal()
    print_wanted = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.tabs = QTabWidget(self)
        self.tasks = TasksView(workplace)
        self.moved = MovedView(workplace)
        self.register = RegisterView(workplace)
        self.new = QPushButton(icons.icon("supervise"), plain_text_of(Act.NEW_INSTRUCTION) + " F6")
        self._build()
        self._connect_signals()

    def show_tab(self, tab: SupervisionTab) -> None:
        """Go to a tab and put the keyboard there."""
        self.tabs.setCurrentIndex(tab)
        self._views()[tab].setFocus()

    def time_passed(self) -> None:
        """A minute passed."""
        for view in self._views():
            view.time_passed()

    def _views(self) -> tuple[TasksView, MovedView, RegisterView]:
        return self.tasks, self.moved, self.register

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        title = QLabel(self.tr("Supervision"), self)
        theme.mark(title, type="title")
        self.new.setVisible(self._workplace.session.may(Right.WRITE_LOG))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.new)
        for view, words in (
            (self.tasks, self.tr("&Tasks")),
            (self.moved, self.tr("Moved to&day")),
            (self.register, self.tr("Receipt re&gister")),
        ):
            inner = QWidget()
            column = QVBoxLayout(inner)
            column.setContentsMargins(0, sizes.space_3, 0, 0)
            column.addWidget(view)
            inner.setFocusProxy(view)
            self.tabs.addTab(inner, words)
        self.tabs.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_3, sizes.space_5, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tasks)

    def _connect_signals(self) -> None:
        for view in self._views():
            view.opened.connect(self.opened)
        self.new.clicked.connect(self.instruction_wanted)
        self.tasks.instruction_wanted.connect(self.instruction_wanted)
        self.register.paper_wanted.connect(self.paper_wanted)
        self.register.print_wanted.connect(self.print_wanted)
        self.tabs.currentChanged.connect(self._tab_changed)
        for keys, step in (("Ctrl+PgUp", self._tab_before), ("Ctrl+PgDown", self._tab_after)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)

    @Slot(int)
    def _tab_changed(self, at: int) -> None:
        self.setFocusProxy(self._views()[at])

    @Slot()
    def _tab_before(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % self.tabs.count())

    @Slot()
    def _tab_after(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())
