"""Search: everything that was ever logged, as one types, the hit marked in its words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.log.model import Entry, EntryKind, Field, Hit, SearchPage
from dutyroom.log.service import hit_spans
from ui import theme
from ui.log.entry_row import field_text
from ui.log.matter_model import channel_icon, unit_text
from ui.terms import label
from ui.widgets.empty_page import EmptyPage
from ui.widgets.hit_text import Hits
from ui.widgets.relative_time import relative_time
from ui.widgets.search_field import SearchField
from ui.widgets.two_lines import LINES_ROLE, TwoLineDelegate, TwoLines
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
_BEFORE_HIT = 24
_SHOWN = 160


class HitModel(QAbstractListModel):
    """The hits of a search, growing as one scrolls."""

    more_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._hits: list[Hit] = []
        self._next_before: int | None = None
        self._asked = False
        self.query = ""

    def show_page(self, page: SearchPage, *, first: bool) -> None:
        """Show the first page of a search, or add the next one."""
        if first:
            self.beginResetModel()
            self.query, self._hits = page.query, list(page.hits)
            self.endResetModel()
        elif page.query == self.query and page.hits:
            start = len(self._hits)
            self.beginInsertRows(QModelIndex(), start, start + len(page.hits) - 1)
            self._hits += page.hits
            self.endInsertRows()
        self._next_before = page.next_before
        self._asked = False

    def next_before(self) -> int | None:
        """Return where the list goes on."""
        return self._next_before

    def hit(self, row: int) -> Hit | None:
        """Return the hit in a row."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many hits are shown."""
        return 0 if parent.isValid() else len(self._hits)

    def canFetchMore(self, parent: _Index) -> bool:
        """Return whether there are more."""
        return not parent.isValid() and self._next_before is not None and not self._asked

    def fetchMore(self, parent: _Index) -> None:
        """Ask for more, once."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the two lines of a hit."""
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == LINES_ROLE:
            return self._lines(hit)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hit.matter.number} {hit.matter.subject}"
        return None

    def _lines(self, hit: Hit) -> TwoLines:
        matter, entry = hit.matter, hit.entry
        head = " · ".join(part for part in (matter.number, unit_text(matter), matter.subject) if part)
        words = " ".join(_words_of(self._workplace, entry).split())
        spans = hit_spans(words, self.query)
        if spans and spans[0][0] > _BEFORE_HIT:
            words = "…" + words[spans[0][0] - _BEFORE_HIT :]
        words = f"{label(entry.kind)}  {words[:_SHOWN]}"
        return TwoLines(
            title=head,
            secondary=words,
            right=relative_time(entry.received_at, self._workplace.now(), self._workplace.zone),
            right_secondary=label(matter.state),
            hits=_hits(head, self.query),
            secondary_hits=_hits(words, self.query),
            icon=channel_icon(matter),
            drill=matter.drill,
        )


def _words_of(workplace: Workplace, entry: Entry) -> str:
    """Return the words of a hit; what changed is shown as a person reads it."""
    if entry.kind is EntryKind.DUE_SET:
        return field_text(workplace, Field.RECEIVED_AT, entry.new)
    if entry.field is not None:
        return f"{label(entry.field)} {field_text(workplace, entry.field, entry.new)}"
    return entry.new or entry.text


def _hits(text: str, query: str) -> Hits:
    """Return what was found in ``text``, as (start, length)."""
    return tuple((start, end - start) for start, end in hit_spans(text, query))


class SearchPageView(QWidget):
    """The page 检索."""

    opened = Signal(str)
    left = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.field = SearchField()
        self.model = HitModel(workplace, self)
        self.list = QListView()
        self._status = QLabel()
        self._hint = EmptyPage(
            icon="search",
            title=self.tr("Search everything that was ever logged"),
            text=self.tr(
                "Type any part: one character is enough. Units and people are found by their initials too, "
                "numbers by any of their digits. Several words must all be there."
            ),
        )
        self._nothing = EmptyPage(
            icon="search",
            title=self.tr("Nothing was found"),
            text=self.tr("Try fewer characters, or only one of the words."),
        )
        self._stack = QStackedWidget()
        self._asked = ""
        self._lay_out()
        self._connect_signals()

    def begin(self) -> None:
        """Put the cursor into the field, with what was searched last marked."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self._asked:
            self.search(self._asked)  # states may have changed since

    @Slot(str)
    def search(self, query: str) -> None:
        """Search for what was typed."""
        self._asked = query.strip()
        if not self._asked:
            self._stack.setCurrentWidget(self._hint)
            self._status.clear()
            return
        house, session = self._workplace.house, self._workplace.session

        def question() -> SearchPage:
            return house.log_reader.search(session, query.strip())

        self._workplace.read(question, self, self._show_first, key="search")

    def _show_first(self, page: SearchPage) -> None:
        if page.query.strip() != self._asked:
            return
        self.model.show_page(page, first=True)
        self._stack.setCurrentWidget(self.list if page.hits else self._nothing)
        self._show_status()
        if page.hits:
            self.list.setCurrentIndex(self.model.index(0))

    def _show_more(self, page: SearchPage) -> None:
        if page.query.strip() != self._asked:
            return
        self.model.show_page(page, first=False)
        self._show_status()

    def _show_status(self) -> None:
        count = self.model.rowCount()
        more = self.model.next_before() is not None
        text = self.tr("{count} entries and more") if more else self.tr("{count} entries")
        self._status.setText(text.format(count=count))

    @Slot()
    def _fetch_more(self) -> None:
        house, session, query, before = (
            self._workplace.house,
            self._workplace.session,
            self.model.query,
            self.model.next_before(),
        )

        def question() -> SearchPage:
            return house.log_reader.search(session, query, before=before)

        self._workplace.read(question, self, self._show_more, key="search-more")

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        hit = self.model.hit(index.row())
        if hit is not None:
            self.opened.emit(hit.matter.id)

    @Slot()
    def _open_current(self) -> None:
        """Open the marked hit; while another search is under way, wait for it."""
        if self._asked == self.model.query and self._stack.currentWidget() is self.list:
            self._activated(self.list.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the field into the hits with the arrow key."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self._stack.currentWidget() is self.list:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.setCurrentIndex(self.model.index(min(1, self.model.rowCount() - 1)))
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        title = QLabel(self.tr("Search"))
        theme.mark(title, type="title")
        theme.mark(self._status, type="secondary")
        self.field.setPlaceholderText(self.tr("Words, numbers, names, initials"))
        self.field.setAccessibleName(self.tr("Search"))
        self.setFocusProxy(self.field)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        for page in (self._hint, self._nothing, self.list):
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_3)
        head.addWidget(title)
        head.addWidget(self._status)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self.field.searched.connect(self.search)
        self.field.returnPressed.connect(self._open_current)
        self.model.more_wanted.connect(self._fetch_more)
        self.list.activated.connect(self._activated)
