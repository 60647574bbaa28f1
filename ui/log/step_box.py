"""Where the next step of a matter is written: its kind, its words, one key to add it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from dutyroom.log.model import STEPS_BY_HAND, EntryKind, NewEntry
from ui import theme
from ui.actions import Act, make, plain_text_of
from ui.log.choices import Choice
from ui.log.draft_keeper import DraftKeeper
from ui.widgets.key_hint import KeyHint
from ui.workplace import Workplace


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
        self.words.setFixedHeight(64)
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText(self.tr("What happened next? Who was told, who answered what?"))
        self.words.setAccessibleName(self.tr("Next step"))
        self.kind.setAccessibleName(self.tr("Kind of step"))
        theme.mark(self.add, kind="primary")
        buttons = QVBoxLayout()
        buttons.setSpacing(sizes.space_1)
        buttons.addWidget(self.add)
        buttons.addWidget(KeyHint("Ctrl+Enter"), 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.space_2)
        row.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addLayout(buttons)
