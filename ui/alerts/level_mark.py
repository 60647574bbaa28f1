"""How loud an alert is: by word, shape and colour, as a mark in a row and as the band of the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from dutyroom.alerts.model import Level
from ui import icons, theme
from ui.terms import label
from ui.theme import GradeName, Pair, Tone
from ui.widgets.grade_mark import grade_size, paint_grade
from ui.widgets.hit_text import HitText, draw_hits
from ui.widgets.pill import Pill

_SHAPES = {
    Level.I: "grade-1",
    Level.II: "grade-2",
    Level.III: "grade-3",
    Level.IV: "grade-4",
    Level.NOTICE: "bell",
}
_GRADES: dict[Level, GradeName] = {Level.I: "I", Level.II: "II", Level.III: "III", Level.IV: "IV"}
_BAR = 6
_SHAPE = 28


def pair_of(level: Level) -> Pair:
    """Return the colours of a level; a notice has no grade's."""
    tokens, grade = theme.current(), _GRADES.get(level)
    return tokens.neutral if grade is None else tokens.grade(grade)


def shape_of(level: Level) -> str:
    """Return the name of the icon that is a level's shape."""
    return _SHAPES[level]


def level_size(level: Level) -> QSize:
    """Return the size of a level's mark, in logical pixels."""
    return grade_size(label(level))


def paint_level(painter: QPainter, rect: QRect, level: Level) -> None:
    """Paint the mark of a level at the left of ``rect``, centred upright; for delegates."""
    word = label(level)
    grade = _GRADES.get(level)
    if grade is not None:
        paint_grade(painter, rect, grade, word)
        return
    pair, small = theme.current().neutral, theme.current().sizes.small
    size = grade_size(word)
    box = QRect(rect.left(), rect.top() + (rect.height() - size.height()) // 2, size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(QRectF(box), 4, 4)
    painter.restore()
    side = box.height() - 6
    icons.paint(painter, QRect(box.left() + 6, box.top() + 3, side, side), _SHAPES[level], pair.ink)
    words = box.adjusted(6 + side + 4, 0, 0, 0)
    draw_hits(painter, words, HitText(word), size=small, strong=True, ink=pair.ink)


class LevelBand(QWidget):
    """The band at the top of the alert window: shape and word of the level, why it was raised, whether in a drill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = Level.NOTICE
        self._why = QLabel(self)
        self._drill = Pill(self.tr("Drill"), Tone.DRILL, self)
        sizes = theme.current().sizes
        self.setFixedHeight(sizes.clock + sizes.space_5)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.space_4, 0, sizes.space_4, 0)
        row.setSpacing(sizes.space_2)
        row.addStretch(1)
        row.addWidget(self._drill)
        row.addWidget(self._why)

    def show_level(self, level: Level, why: str, *, drill: bool) -> None:
        """Show another level."""
        self._level = level
        self._why.setText(why)
        self._drill.setVisible(drill)
        self.setAccessibleName(f"{label(level)} {why}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the shape and the word in the colours of the level."""
        sizes = theme.current().sizes
        pair = pair_of(self._level)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(pair.ground))
        painter.fillRect(0, 0, _BAR, self.height(), QColor(pair.ink))
        top = (self.height() - _SHAPE) // 2
        shape = QRect(sizes.space_4 + _BAR, top, _SHAPE, _SHAPE)
        icons.paint(painter, shape, _SHAPES[self._level], pair.ink)
        word = QRect(shape.right() + sizes.space_3, 0, self.width(), self.height())
        draw_hits(painter, word, HitText(label(self._level)), size=sizes.clock, strong=True, ink=pair.ink)
        painter.end()
