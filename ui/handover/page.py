"""The page 交接: the handover of this watch, and the review of past ones, under two tabs."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from dutyroom.errors import DutyroomError
from ui import theme
from ui.handover.handover_view import HandoverView
from ui.handover.review_view import ReviewView
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace


class Tab(IntEnum):
    """The tabs, in their order."""

    HANDOVER = 0
    REVIEW = 1


class HandoverPage(QWidget):
    """Two views; each reads again when something has changed and it is to be seen."""

    opened = Signal(str)
    """A matter to be shown."""
    print_wanted = Signal(object)
    """The ``HandoverWish`` of what is to be put on paper."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = InlineMessage(self)
        self.tabs = QTabWidget(self)
        self.handover = HandoverView(workplace)
        self.review = ReviewView(workplace)
        self._build()
        self._connect_signals()

    def show_tab(self, tab: Tab) -> None:
        """Go to a tab and put the keyboard there."""
        self.tabs.setCurrentIndex(tab)
        self._views()[tab].setFocus()

    def time_passed(self) -> None:
        """A minute passed."""
        self.handover.time_passed()

    def _views(self) -> tuple[HandoverView, ReviewView]:
        return self.handover, self.review

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        title = QLabel(self.tr("Handover"), self)
        theme.mark(title, type="title")
        for view, words in ((self.handover, self.tr("&This watch")), (self.review, self.tr("Re&view"))):
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
        column.addWidget(title)
        column.addWidget(self.message)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.handover)

    def _connect_signals(self) -> None:
        for view in self._views():
            view.refused.connect(self._say_refused)
            view.said.connect(self._say)
            view.opened.connect(self.opened)
            view.print_wanted.connect(self.print_wanted)
        self.tabs.currentChanged.connect(self._tab_changed)
        for keys in ("Ctrl+PgUp", "Ctrl+PgDown"):  # there are two, so both keys go to the other one
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._other_tab)

    @Slot()
    def _other_tab(self) -> None:
        self.show_tab(Tab(1 - self.tabs.currentIndex()))

    @Slot(object)
    def _say_refused(self, error: DutyroomError) -> None:
        self.message.say(MessageKind.REFUSAL, explain(error))

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.message.say(MessageKind.SUCCESS, sentence)

    @Slot(int)
    def _tab_changed(self, _at: int) -> None:
        self.message.clear()
