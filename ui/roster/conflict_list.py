"""What is wrong with a plan, one thing a row; choosing a row leads to its cell."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from dutyroom.roster.model import Conflict, ConflictKind
from dutyroom.roster.model import Slot as RosterSlot
from dutyroom.roster.views import PlanFile
from ui import theme
from ui.roster.month import line_of
from ui.roster.words import conflict_text, line_tag, short_date, slot_text
from ui.theme import Tone
from ui.widgets.section_title import SectionTitle
from ui.widgets.two_lines import LINES_ROLE, TwoLineDelegate, TwoLines

_Index = QModelIndex | QPersistentModelIndex


class ConflictModel(QAbstractListModel):
    """The conflicts of a plan: what stops approval first, then in the order of the days."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[Conflict, str], ...] = ()

    def show_plan(self, file: PlanFile | None) -> None:
        """Show what is wrong with a plan."""
        self.beginResetModel()
        if file is None:
            self._rows = ()
        else:
            found = list(file.conflicts)
            found += [Conflict(ConflictKind.EMPTY, slot) for slot in file.missing]
            found.sort(key=lambda one: (not one.kind.stops, one.slot))
            names = {one.slot: one.name for one in file.assignments}
            self._rows = tuple((one, names.get(one.slot, "")) for one in found)
        self.endResetModel()

    def conflict(self, at: int) -> Conflict | None:
        """Return the conflict of a row, or None."""
        return self._rows[at][0] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how much is wrong."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the slot and the sentence."""
        if not 0 <= index.row() < len(self._rows):
            return None
        conflict, name = self._rows[index.row()]
        slot = conflict.slot
        title = f"{short_date(slot.date)}  {line_tag(line_of(slot))}"  # as the columns are called
        sentence = conflict_text(conflict, name)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{slot_text(slot)}\n{sentence}"
        if role == LINES_ROLE:
            mark = self.tr("!") if conflict.kind.stops else ""
            return TwoLines(title, sentence, mark, icon="warning", strong=conflict.kind.stops, tone=Tone.DANGER)
        return None


class ConflictList(QWidget):
    """Heading, rows, and a quiet sentence where nothing is wrong. ``slot_wanted`` carries the slot of a row."""

    slot_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ConflictModel(self)
        self._title = SectionTitle(self.tr("To be settled"), parent=self)
        self._none = QLabel(self.tr("Nothing stands in the way."), self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(TwoLineDelegate(self.view))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(self.tr("To be settled"))
        theme.mark(self.view, area="list")
        theme.mark(self._none, type="secondary")
        self._none.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().sizes.space_2)
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        self._foot = QWidget(self)
        column.addWidget(self._foot, 1)
        self.view.clicked.connect(self._wanted)
        self.view.activated.connect(self._wanted)

    def show_plan(self, file: PlanFile | None) -> None:
        """Show what is wrong with a plan."""
        self.model.show_plan(file)
        rows = self.model.rowCount()
        self._title.set_count(rows or None)
        self._none.setVisible(file is not None and not rows)
        self.view.setVisible(rows > 0)
        self._foot.setVisible(not rows)

    def sentences(self) -> tuple[str, ...]:
        """Return what is said, row by row."""
        rows = range(self.model.rowCount())
        return tuple(str(self.model.index(at).data(Qt.ItemDataRole.ToolTipRole)) for at in rows)

    @Slot(QModelIndex)
    def _wanted(self, index: QModelIndex) -> None:
        conflict = self.model.conflict(index.row())
        if conflict is not None:
            slot: RosterSlot = conflict.slot
            self.slot_wanted.emit(slot)
