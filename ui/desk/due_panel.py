"""The panel at the right: everything that has to be done by a time, the earliest first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.changes import Changes, Topic
from dutyroom.clock import to_micros
from dutyroom.log.model import Matter, MatterFile, MatterState
from ui import theme
from ui.theme import Tone
from ui.widgets.relative_time import relative_time, span_text
from ui.widgets.section_title import SectionTitle
from ui.widgets.two_lines import LINES_ROLE, TwoLineDelegate, TwoLines
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
_SOON_SECONDS = 3600


class DueModel(QAbstractListModel):
    """Matters with a due time."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._matters: list[Matter] = []

    def show_all(self, matters: list[Matter]) -> None:
        """Show these; nothing is drawn anew where they are the same."""
        if matters == self._matters:
            return
        self.beginResetModel()
        self._matters = matters
        self.endResetModel()

    def matters(self) -> list[Matter]:
        """Return what is shown."""
        return self._matters

    def matter(self, row: int) -> Matter | None:
        """Return the matter in a row."""
        return self._matters[row] if 0 <= row < len(self._matters) else None

    def tick(self) -> None:
        """Let the times left be read again."""
        if self._matters:
            self.dataChanged.emit(self.index(0), self.index(len(self._matters) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._matters)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the two lines of a row."""
        matter = self.matter(index.row())
        if matter is None or matter.due_at is None:
            return None
        if role == LINES_ROLE:
            return self._lines(matter, matter.due_at)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{matter.number} {matter.subject}"
        return None

    def _lines(self, matter: Matter, due_at: datetime) -> TwoLines:
        now = self._workplace.now()
        left = due_at - now
        late = left.total_seconds() < 0
        tone = Tone.DANGER if late else Tone.WARNING if left.total_seconds() < _SOON_SECONDS else None
        span = span_text(abs(left))
        return TwoLines(
            title=matter.subject or matter.number,
            secondary=f"{matter.number} · {relative_time(due_at, now, self._workplace.zone)}",
            right=self.tr("{span} over").format(span=span) if late else span,
            tone=tone,
        )


class DuePanel(QFrame):
    """待办: what has a clock, from the same conditions as the rows of the log."""

    opened = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.model = DueModel(workplace, self)
        self.list = QListView()
        self._title = SectionTitle(self.tr("Due"))
        self._none = QLabel(self.tr("Nothing has a due time. Set one with D in a matter."))
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.activated.connect(self._activated)
        workplace.changed.connect(self._hear)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read again what is due."""
        if not self._workplace.reads_log:
            return
        house, session = self._workplace.house, self._workplace.session

        def question() -> list[Matter]:
            return house.log_reader.due(session)

        self._workplace.read(question, self, self._take, key="due")

    def tick(self) -> None:
        """A minute passed."""
        self.model.tick()

    def show_logged(self, file: MatterFile) -> None:
        """Show a matter that was just logged among the others if it has a due time."""
        matter = file.matter
        if matter.state is MatterState.OPEN and matter.due_at is not None:
            known = {shown.id: shown for shown in (*self.model.matters(), matter)}
            self._take(sorted(known.values(), key=_first_due))

    def _take(self, matters: list[Matter]) -> None:
        self.model.show_all(matters)
        self._title.set_count(len(matters))
        self._stack.setCurrentIndex(0 if matters else 1)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        matter = self.model.matter(index.row())
        if matter is not None:
            self.opened.emit(matter.id)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.MATTERS):
            self._workplace.reread(self, self.refresh)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="due")
        theme.mark(self._none, type="secondary")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, 0)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Due"))
        theme.mark(self.list, area="plain")
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        self.setFixedWidth(264)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_2, sizes.space_4, sizes.space_2, 0)
        column.setSpacing(sizes.space_2)
        column.addWidget(self._title)
        column.addWidget(self._stack, 1)


def _first_due(matter: Matter) -> tuple[int, int]:
    return (0 if matter.due_at is None else to_micros(matter.due_at)), matter.seq
