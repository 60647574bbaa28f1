"""A list of suggestions under a line edit that never takes the keyboard, so that an input method goes on working.

The list lies inside the window instead of being a window, because some compositors give every new window the
keyboard.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from dutyroom.frozen import dataclass
from ui import theme
from ui.widgets.hit_text import Hits
from ui.widgets.two_lines import LINES_ROLE, TwoLineDelegate, TwoLines

_Index = QModelIndex | QPersistentModelIndex
_DELAY_MS = 60
_MOST_ROWS = 7
_LEAST_WIDTH = 320
_GAP = 2
_PADDING = 4
_PAGE = 5
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _PAGE,
    Qt.Key.Key_PageUp: -_PAGE,
}
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True)
class CompletionRow:
    """One suggestion. ``key`` is the owner's; ``fill`` goes into the field (the title where it is empty)."""

    key: str
    title: str
    secondary: str = ""
    right: str = ""
    hits: Hits = ()
    secondary_hits: Hits = ()
    icon: str = ""
    fill: str = ""


class CompletionPopup(QObject):
    """Asks ``wanted`` with what was typed; the owner answers, at once or later, with ``show_rows``.

    Up, Down, Page Up and Page Down move; Enter and Tab choose (Tab also goes on to the next field); Esc closes
    the list and nothing else. ``chosen`` carries the ``CompletionRow``. With ``preselect`` the first row is
    ready to be chosen; without it, Enter goes to the field until a row was moved to.
    """

    wanted = Signal(str)
    chosen = Signal(object)

    def __init__(self, field: QLineEdit, *, preselect: bool = True, delay_ms: int = _DELAY_MS) -> None:
        super().__init__(field)
        self._field = field
        self._preselect = preselect
        self._model = _Rows(self)
        self._panel: _Panel | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(delay_ms)
        field.installEventFilter(self)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._field.textEdited.connect(self._typed)
        self._pause.timeout.connect(self.ask)

    def is_open(self) -> bool:
        """Return whether the list is to be seen."""
        return self._panel is not None and self._panel.isVisible()

    def current(self) -> CompletionRow | None:
        """Return the row that Enter would choose."""
        if not self.is_open() or self._panel is None:
            return None
        return self._model.row(self._panel.view.currentIndex().row())

    @Slot()
    def ask(self) -> None:
        """Ask the owner for suggestions for what stands in the field."""
        self._pause.stop()
        self.wanted.emit(self._field.text())

    def show_rows(self, text: str, rows: Sequence[CompletionRow]) -> None:
        """Answer to ``wanted(text)``; an answer to a text that is no longer there, or too late, is ignored."""
        if text != self._field.text() or not self._field.hasFocus():
            return
        self._model.set_rows(tuple(rows))
        if not rows:
            self.close()
            return
        panel = self._own_panel()
        panel.place(self._field, self._model.rowCount())
        panel.show()
        panel.raise_()
        panel.view.setCurrentIndex(self._model.index(0) if self._preselect else QModelIndex())
        panel.view.scrollToTop()

    @Slot()
    def close(self) -> None:
        """Hide the list and stop asking."""
        self._pause.stop()
        if self._panel is not None:
            self._panel.hide()

    @Slot(str)
    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self.close()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if row is not None:
            self._choose(row)

    def _choose(self, row: CompletionRow) -> None:
        self.close()
        self._field.setText(row.fill or row.title)
        self.chosen.emit(row)

    def _own_panel(self) -> _Panel:
        window = self._field.window()
        if self._panel is None or self._panel.parentWidget() is not window:
            if self._panel is not None:
                self._panel.deleteLater()
            self._panel = _Panel(self._model, window)
            self._panel.view.clicked.connect(self._clicked)
            self.destroyed.connect(self._panel.go_away)
            window.installEventFilter(self)
        return self._panel

    def _move(self, step: int) -> None:
        assert self._panel is not None
        last = self._model.rowCount() - 1
        at = self._panel.view.currentIndex().row()
        if abs(step) == 1:
            target = at + step if at >= 0 else (0 if step > 0 else last)
            target = target % (last + 1)
        else:
            target = max(0, min(last, at + step))
        self._panel.view.setCurrentIndex(self._model.index(target))

    def _key(self, event: QKeyEvent) -> bool:
        """Handle a key of the field while the list is open; returns whether it was used up."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _MOVES:
            self._move(_MOVES[key])
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        row = self.current()
        if key in _CHOOSING and row is not None:
            self._choose(row)
            return key != Qt.Key.Key_Tab  # Tab goes on to the next field
        return False

    def _wants(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and (
            key in _MOVES or key == Qt.Key.Key_Escape or (key in _CHOOSING and self.current() is not None)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to the list before the field and the window see them."""
        if not self.is_open():
            return False
        kind = event.type()
        if watched is self._field:
            if isinstance(event, QKeyEvent) and kind == QEvent.Type.ShortcutOverride and self._wants(event):
                event.accept()  # Esc and Enter belong to the list before they belong to the window
                return True
            if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
                return self._key(event)
            if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
                self.close()
        elif kind == QEvent.Type.Resize and self._panel is not None:
            self._panel.place(self._field, self._model.rowCount())
        return False


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[CompletionRow, ...] = ()

    def set_rows(self, rows: tuple[CompletionRow, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, at: int) -> CompletionRow | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, row.secondary, row.right) if part)
        if role == LINES_ROLE:
            return TwoLines(row.title, row.secondary, row.right, "", row.hits, row.secondary_hits, icon=row.icon)
        return None


class _Panel(QFrame):
    """The list itself, a child of the window above everything else in it."""

    def __init__(self, model: _Rows, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.mark(self, area="popup")
        self.view = QListView(self)
        self.view.setModel(model)
        self.view.setItemDelegate(TwoLineDelegate(self.view, always_active=True))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(self.tr("Suggestions"))
        theme.mark(self.view, area="list")
        self.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.addWidget(self.view)

    @Slot()
    def go_away(self) -> None:
        """The field is gone: the list, a child of the window, goes with it, and before its rows do."""
        self.view.setModel(None)
        self.deleteLater()

    def place(self, field: QLineEdit, rows: int) -> None:
        """Lie under ``field``, or over it where there is more room."""
        window = self._window
        corner = field.mapTo(window, QPoint(0, 0))
        extra = 2 * (_PADDING + 1)
        row = max(self.view.sizeHintForRow(0), theme.current().sizes.row)
        wanted = min(rows, _MOST_ROWS) * row + extra
        below = window.height() - corner.y() - field.height() - _GAP
        above = corner.y() - _GAP
        width = min(max(field.width(), _LEAST_WIDTH), window.width())
        left = max(0, min(corner.x(), window.width() - width))
        if wanted <= below or below >= above:
            top = corner.y() + field.height() + _GAP
            self.setGeometry(QRect(left, top, width, min(wanted, below)))
        else:
            height = min(wanted, above)
            self.setGeometry(QRect(left, corner.y() - _GAP - height, width, height))
