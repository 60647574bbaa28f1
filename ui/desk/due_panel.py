"""The panel at the right: alerts that stand, then everything that has to be done by a time, the earliest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.alerts.matters import subject_of_matter
from dutyroom.alerts.model import DeadlineKind, DueTone, SubjectKind
from dutyroom.alerts.views import DueBoard, DueItem, LiveAlert
from dutyroom.changes import Changes, Topic
from dutyroom.clock import to_micros
from dutyroom.log.model import Matter, MatterFile, MatterState
from ui import theme
from ui.alerts.rows import AlertRowDelegate, AlertRows
from ui.terms import label
from ui.theme import Tone
from ui.widgets.drill_mark import drill_word, is_marked
from ui.widgets.pill import Pill
from ui.widgets.relative_time import relative_time, span_text
from ui.widgets.section_title import SectionTitle
from ui.widgets.two_lines import LINES_ROLE, TwoLineDelegate, TwoLines
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
_SOON_SECONDS = 3600
_ALERTS_SHOWN = 4
_WIDTH, _NARROW = 264, 208


class DueModel(QAbstractListModel):
    """Everything with a clock."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._items: tuple[DueItem, ...] = ()

    def show_all(self, items: Sequence[DueItem]) -> None:
        """Show these; nothing is drawn anew where they are the same."""
        if tuple(items) == self._items:
            return
        self.beginResetModel()
        self._items = tuple(items)
        self.endResetModel()

    def items(self) -> tuple[DueItem, ...]:
        """Return what is shown."""
        return self._items

    def item(self, row: int) -> DueItem | None:
        """Return what stands in a row."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def over(self) -> int:
        """Return how many of those that are shown are over by now."""
        now = self._workplace.now()
        return sum(item.due_at <= now for item in self._items)

    def tick(self) -> None:
        """Let the times left be read again."""
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the two lines of a row."""
        item = self.item(index.row())
        if item is None:
            return None
        if role == LINES_ROLE:
            return self._lines(item)
        if role == Qt.ItemDataRole.DisplayRole:
            drill = f"{drill_word()} " if self._marked(item) else ""
            return f"{drill}{item.subject.number} {label(item.kind)} {item.subject.title}"
        return None

    def _marked(self, item: DueItem) -> bool:
        room, subject = self._workplace.house.room, item.subject
        return is_marked(subject.number, drill=subject.drill, drill_room=room.drill)

    def _lines(self, item: DueItem) -> TwoLines:
        now = self._workplace.now()
        left = item.left(now)
        late = left < timedelta(0)
        tone = Tone.DANGER if late else Tone.WARNING if left.total_seconds() < _SOON_SECONDS else None
        span = span_text(abs(left))
        parts = [item.subject.number, relative_time(item.due_at, now, self._workplace.zone)]
        if item.kind is not DeadlineKind.MATTER_DUE:  # what every matter's clock is needs no word
            parts.insert(0, f"{label(item.kind)} {item.ordinal}" if item.ordinal > 1 else label(item.kind))
        return TwoLines(
            title=item.subject.title or item.subject.number,
            secondary=" · ".join(parts),
            right=self.tr("{span} over").format(span=span) if late else span,
            tone=tone,
            drill=self._marked(item),
        )


class DuePanel(QFrame):
    """待办: what has a clock, counted by the question that lists it."""

    opened = Signal(str)
    alert_wanted = Signal(str)
    """The identity of an alert that somebody wants to see."""
    report_wanted = Signal(str)
    """The identity of a situation report that waits."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.alerts = AlertRows(workplace, self)
        self.alert_list = QListView()
        self._alert_title = SectionTitle(self.tr("Alerts"))
        self.model = DueModel(workplace, self)
        self.list = QListView()
        self._title = SectionTitle(self.tr("Due"))
        self.over = Pill("", Tone.DANGER)
        self._none = QLabel(self.tr("Nothing has a due time. Set one with D in a matter."))
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.activated.connect(self._activated)
        self.alert_list.activated.connect(self._alert_chosen)
        self.alert_list.clicked.connect(self._alert_chosen)
        workplace.changed.connect(self._hear)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read again what is due."""
        if not self._workplace.reads_log:
            return
        house, session = self._workplace.house, self._workplace.session

        def question() -> DueBoard:
            return house.alert_reader.due(session)

        self._workplace.read(question, self, self._take, key="due")

    def tick(self) -> None:
        """A minute passed."""
        self.model.tick()
        self._show_over(self.model.over())

    def set_narrow(self, narrow: bool) -> None:
        """Leave more of a narrow window to the page."""
        self.setFixedWidth(theme.beside(_NARROW if narrow else _WIDTH))

    @Slot(object)
    def show_alerts(self, seen: tuple[LiveAlert, ...]) -> None:
        """Show the alerts that stand, the worst first."""
        self.alerts.show_all(seen)
        self._alert_title.set_count(len(seen))
        for part in (self._alert_title, self.alert_list):
            part.setVisible(bool(seen))
        rows = min(len(seen), _ALERTS_SHOWN)
        self.alert_list.setFixedHeight(rows * theme.current().sizes.row_two_lines + 2)

    def show_logged(self, file: MatterFile) -> None:
        """Show a matter that was just logged among the others if it has a due time."""
        matter = file.matter
        if matter.state is MatterState.OPEN and matter.due_at is not None:
            known = {(item.subject.id, item.kind, item.ordinal): item for item in self.model.items()}
            item = _item_of(matter, matter.due_at)
            known[item.subject.id, item.kind, item.ordinal] = item
            items = tuple(sorted(known.values(), key=_first_due))
            self._show(items, len(items))

    def _take(self, board: DueBoard) -> None:
        self._show(board.items, board.total)
        self._show_over(board.over)

    def _show(self, items: tuple[DueItem, ...], total: int) -> None:
        self.model.show_all(items)
        self._title.set_count(total)
        self._stack.setCurrentIndex(0 if items else 1)

    def _show_over(self, count: int) -> None:
        self.over.setText(self.tr("{count} over").format(count=count))
        self.over.setVisible(count > 0)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        item = self.model.item(index.row())
        if item is None:
            return
        if item.subject.kind is SubjectKind.REPORT:
            self.report_wanted.emit(item.subject.id)
        elif item.subject.matter_id:
            self.opened.emit(item.subject.matter_id)
        elif item.alert_id:
            self.alert_wanted.emit(item.alert_id)

    @Slot(QModelIndex)
    def _alert_chosen(self, index: QModelIndex) -> None:
        alert = self.alerts.alert(index.row())
        if alert is not None:
            self.alert_wanted.emit(alert.id)

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.MATTERS, Topic.ALERTS):
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
        self.list.setAccessibleName(self.tr("Due"))
        self.alert_list.setModel(self.alerts)
        self.alert_list.setItemDelegate(AlertRowDelegate(self.alert_list))
        self.alert_list.setAccessibleName(self.tr("Alerts"))
        for view in (self.list, self.alert_list):
            view.setUniformItemSizes(True)
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # what is long is shortened
            theme.mark(view, area="plain")
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        self._title.add(self.over)
        self._show_over(0)
        self.show_alerts(())
        self.set_narrow(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_2, sizes.space_4, sizes.space_2, 0)
        column.setSpacing(sizes.space_2)
        column.addWidget(self._alert_title)
        column.addWidget(self.alert_list)
        column.addWidget(self._title)
        column.addWidget(self._stack, 1)


def _item_of(matter: Matter, due_at: datetime) -> DueItem:
    """Return the line of a matter that was just logged, until the file is read."""
    subject = subject_of_matter(matter)
    return DueItem(
        id="",
        kind=DeadlineKind.MATTER_DUE,
        ordinal=1,
        subject=subject,
        due_at=due_at,
        warn_at=None,
        tone=DueTone.LATER,
        alert_id="",
    )


def _first_due(item: DueItem) -> tuple[int, str]:
    return to_micros(item.due_at), item.id
