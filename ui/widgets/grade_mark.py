"""The mark of an incident's grade: word, shape and colour, so that none is needed alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.theme import GradeName
from ui.widgets.hit_text import HitText, draw_hits

_SHAPE = 12
_GAP = 5
_SIDE = 7
_ICONS: dict[GradeName, str] = {"I": "grade-1", "II": "grade-2", "III": "grade-3", "IV": "grade-4"}


class GradeMark(QWidget):
    """Shows one grade; ``word`` is its label in the language of the screen (特别重大, 重大, 较大, 一般)."""

    def __init__(self, grade: GradeName, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._grade: GradeName = grade
        self._word = word
        self.set_grade(grade, word)

    def set_grade(self, grade: GradeName, word: str) -> None:
        """Show another grade."""
        self._grade = grade
        self._word = word
        self.setAccessibleName(f"{word} {grade}")
        self.setToolTip(f"{word} ({grade})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the mark."""
        return grade_size(self._word)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        paint_grade(painter, self.rect(), self._grade, self._word)
        painter.end()


def grade_size(word: str) -> QSize:
    """Return the size of the mark with ``word``, in logical pixels."""
    metrics = theme.metrics(theme.current().sizes.small, strong=True)
    return QSize(_SIDE * 2 + _SHAPE + _GAP + metrics.horizontalAdvance(word), metrics.height() + 4)


def paint_grade(painter: QPainter, rect: QRect, grade: GradeName, word: str) -> None:
    """Paint the mark at the left of ``rect``, centred upright; for delegates."""
    pair = theme.current().grade(grade)
    size = grade_size(word)
    height = min(size.height(), rect.height())
    top = rect.top() + (rect.height() - height) // 2
    box = QRect(rect.left(), top, min(size.width(), rect.width()), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(QRectF(box), 4, 4)
    painter.restore()
    shape = QRect(box.left() + _SIDE, box.center().y() - _SHAPE // 2 + 1, _SHAPE, _SHAPE)
    icons.paint(painter, shape, _ICONS[grade], pair.ink)
    text = box.adjusted(_SIDE + _SHAPE + _GAP, 0, -_SIDE + 1, 0)
    draw_hits(painter, text, HitText(word), size=theme.current().sizes.small, strong=True, ink=pair.ink)
