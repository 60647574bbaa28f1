"""Pages one below the other, as on a desk: scrolled, and shown larger or smaller."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui import theme
from ui.printing.pages import Pages
from ui.printing.typesetting import UNIT

_SMALLEST, _LARGEST = 0.25, 4.0
_STEP = 1.25
_KEPT_PAGES = 6  # drawn pages kept for scrolling
_PAPER = "#FFFFFF"  # paper is white, by night too


class PageView(QAbstractScrollArea):
    """Shows ``Pages``; a zoom of 1.0 is the size of the paper."""

    page_changed = Signal(int)
    """The page in view, from 0."""
    zoom_changed = Signal(float)

    def __init__(self, pages: Pages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._zoom = 1.0
        self._fits_width = True
        self._current = 0
        self._drawn: dict[int, QPixmap] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Pages"))
        self.verticalScrollBar().valueChanged.connect(self._follow_scrolling)

    def page(self) -> int:
        """Return the page in view, from 0."""
        return self._current

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages)

    def zoom(self) -> float:
        """Return the zoom; 1.0 is the size of the paper."""
        return self._zoom

    def drawn_pages(self) -> int:
        """Return how many pages are kept drawn."""
        return len(self._drawn)

    def fits_width(self) -> bool:
        """Return whether the zoom follows the width of the view."""
        return self._fits_width

    @Slot()
    def fit_width(self) -> None:
        """Show pages as wide as the view, also when it becomes wider or narrower."""
        self._fits_width = True
        room = self.viewport().width() - 2 * self._edge()
        self._apply(room / (self._pages.box.width * self._pixels_per_point()))

    @Slot()
    def zoom_in(self) -> None:
        """Show pages a step larger."""
        self._fits_width = False
        self._apply(self._zoom * _STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show pages a step smaller."""
        self._fits_width = False
        self._apply(self._zoom / _STEP)

    @Slot()
    def next_page(self) -> None:
        """Go to the next page."""
        self.go_to(self._current + 1)

    @Slot()
    def previous_page(self) -> None:
        """Go to the page before."""
        self.go_to(self._current - 1)

    def go_to(self, page: int) -> None:
        """Bring the top of ``page`` (from 0) into view, or the nearest there is."""
        page = max(0, min(page, len(self._pages) - 1))
        self.verticalScrollBar().setValue(self._page_rect(page).top() - self._edge() + self.verticalScrollBar().value())
        self._set_current(page)

    def _apply(self, zoom: float) -> None:
        zoom = max(_SMALLEST, min(zoom, _LARGEST))
        changed = abs(zoom - self._zoom) > 1e-6
        here = self._current
        self._zoom = zoom
        self._arrange()
        if changed:
            self._drawn.clear()
            self.go_to(here)
            self.zoom_changed.emit(zoom)
        self.viewport().update()

    def _arrange(self) -> None:
        width, height = self._page_size()
        count = len(self._pages)
        tall = count * height + (count + 1) * self._edge()
        for bar, whole, seen in (
            (self.verticalScrollBar(), tall, self.viewport().height()),
            (self.horizontalScrollBar(), width + 2 * self._edge(), self.viewport().width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(max(seen // 20, 1))

    def _edge(self) -> int:
        return theme.current().sizes.space_4

    def _pixels_per_point(self) -> float:
        return self.logicalDpiX() / 72

    def _page_size(self) -> tuple[int, int]:
        scale = self._zoom * self._pixels_per_point()
        return round(self._pages.box.width * scale), round(self._pages.box.height * scale)

    def _page_rect(self, page: int) -> QRect:
        """Return where ``page`` lies in the viewport now."""
        width, height = self._page_size()
        free = self.viewport().width() - width
        left = free // 2 if free > 2 * self._edge() else self._edge() - self.horizontalScrollBar().value()
        top = self._edge() + page * (height + self._edge()) - self.verticalScrollBar().value()
        return QRect(left, top, width, height)

    def _drawn_page(self, page: int) -> QPixmap:
        if page not in self._drawn:
            while len(self._drawn) >= _KEPT_PAGES:
                self._drawn.pop(next(iter(self._drawn)))
            ratio = self.devicePixelRatioF()
            width, height = self._page_size()
            pixmap = QPixmap(round(width * ratio), round(height * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(QColor(_PAPER))
            painter = QPainter(pixmap)
            scale = width / (self._pages.box.width * UNIT)
            painter.scale(scale, scale)
            self._pages.paint(painter, page)
            painter.end()
            self._drawn[page] = pixmap
        return self._drawn[page]

    @Slot()
    def _follow_scrolling(self) -> None:
        middle = self.viewport().height() // 2
        _, height = self._page_size()
        above = middle - self._page_rect(0).top()
        self._set_current(max(0, min(above // (height + self._edge()), len(self._pages) - 1)))
        self.viewport().update()

    def _set_current(self, page: int) -> None:
        if page != self._current:
            self._current = page
            self.page_changed.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from page to page; arrows scroll."""
        acts = {
            Qt.Key.Key_PageDown: self.next_page,
            Qt.Key.Key_Space: self.next_page,
            Qt.Key.Key_PageUp: self.previous_page,
            Qt.Key.Key_Backspace: self.previous_page,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(len(self._pages) - 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl show larger or smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width where asked to."""
        super().resizeEvent(event)
        if self._fits_width:
            self.fit_width()
        else:
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the look of the desk."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in view, each with a hairline around it."""
        tokens = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens.sunken))
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        for page in range(len(self._pages)):
            rect = self._page_rect(page)
            if rect.top() > event.rect().bottom():
                break
            if rect.intersects(event.rect()):
                painter.drawPixmap(rect.topLeft(), self._drawn_page(page))
                painter.drawRect(QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()
