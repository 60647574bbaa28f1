"""Where the next step of a matter is written: its kind, its words, one key to add it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dutyroom.log.model import STEPS_BY_HAND, EntryKind, NewEntry
from ui import theme
from ui.actions import Act, make, plain_text_of
from ui.log.choices import Choice
from ui.log.draft_keeper import DraftKeeper
from ui.widgets.key_hint import KeyHint
from ui.workplace import Workplace

_NARROW = 400  # pixels, within which kind and button leave the words less than half


class StepBox(QWidget):
    """``wanted`` carries the NewEntry; the words stay until ``saved`` is called."""

    wanted = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._keeper: DraftKeeper | None = None
        self.kind = Choice(STEPS_BY_HAND)
        self.words = QPlainTextEdit()
        self.add = QPushButton(plain_text_of(Act.ADD_STEP))
        self._lay_out()
        self.kind.choose(EntryKind.HANDLED)
        self.add.clicked.connect(self.submit)
        self.words.textChanged.connect(self._touched)
        save = make(Act.SAVE, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.triggered.connect(self.submit)

    def begin(self, draft_id: str, kept: str) -> None:
        """Begin for another matter, with what was kept of an unfinished step."""
        if self._keeper is not None and self._keeper.draft_id == draft_id:
            return
        if self._keeper is not None:
            self._keeper.keep_now()
            self._keeper.finish()
        self._keeper = None
        self.words.setPlainText(kept)
        words = self.words.toPlainText
        self._keeper = DraftKeeper(self._workplace, draft_id, "step", self._payload, self, words=words)
        self._keeper.begin()
        self._keeper.refused.connect(self._workplace.refused)

    def take_focus(self) -> None:
        """Put the cursor into the words."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def submit(self) -> None:
        """Ask for the step to be added."""
        if self.add.isEnabled():
            self.add.setEnabled(False)
            self.wanted.emit(NewEntry(self.kind.value() or EntryKind.HANDLED, self.words.toPlainText()))

    def saved(self, draft_id: str) -> None:
        """The step with this draft is added: empty the words and drop it, unless another one stands here now."""
        self.add.setEnabled(True)
        if self._keeper is not None and self._keeper.draft_id == draft_id:
            self.words.clear()
            self._keeper.drop()
            self._keeper = None
            self.begin(draft_id, "")

    def refused(self) -> None:
        """The step was refused: everything typed stays."""
        self.add.setEnabled(True)
        self.take_focus()

    @Slot()
    def _touched(self) -> None:
        if self._keeper is not None:
            self._keeper.touched()

    def _payload(self) -> dict[str, str]:
        return {"words": self.words.toPlainText()}

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        self.words.setFixedHeight(max(64, theme.px(44)))  # three lines; two in large letters
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText(self.tr("What happened next? Who was told, who answered what?"))
        self.words.setAccessibleName(self.tr("Next step"))
        self.kind.setAccessibleName(self.tr("Kind of step"))
        theme.mark(self.add, kind="primary")
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(sizes.space_1)
        self._buttons.addWidget(self.add)
        self._buttons.addWidget(KeyHint("Ctrl+Enter"), 0, Qt.AlignmentFlag.AlignHCenter)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(sizes.space_2)
        self._grid.setVerticalSpacing(sizes.space_1)
        self._grid.setColumnStretch(1, 1)
        self._place(narrow=False)

    def _place(self, *, narrow: bool) -> None:
        """Put the words between their kind and the button, or above both where that would leave them no room."""
        self._narrow = narrow
        for part in (self.kind, self.words):
            self._grid.removeWidget(part)
        self._grid.removeItem(self._buttons)
        below = 1 if narrow else 0
        self._grid.addWidget(self.kind, below, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.words, 0, *((0, 1, 3) if narrow else (1, 1, 1)))
        self._grid.addLayout(self._buttons, below, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the words anew for another width."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.px(_NARROW)
        if narrow != self._narrow:
            self._place(narrow=narrow)
