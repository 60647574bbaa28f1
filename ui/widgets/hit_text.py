"""One line of text with what a search found marked, shortened where it does not fit."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from dutyroom.frozen import dataclass
from ui import theme

Hits = tuple[tuple[int, int], ...]  # start and length, in characters

_DOTS = "…"
_MARK_RADIUS = 3


class Elide(StrEnum):
    """Where a line gives way when it is too long."""

    RIGHT = "right"
    MIDDLE = "middle"
    HIT = "hit"  # on both sides, so that the first hit stays in sight


@dataclass(frozen=True)
class HitText:
    """A line and the places in it that a search found."""

    text: str
    hits: Hits = ()

    def fitted(self, metrics: QFontMetrics, width: int, elide: Elide = Elide.RIGHT) -> HitText:
        """Return this line shortened to ``width`` pixels, its hits moved along or dropped."""
        if metrics.horizontalAdvance(self.text) <= width:
            return self
        if elide is Elide.HIT and self.hits:
            return self._around_first_hit(metrics, width)
        mode = Qt.TextElideMode.ElideMiddle if elide is Elide.MIDDLE else Qt.TextElideMode.ElideRight
        short = metrics.elidedText(self.text, mode, width)
        left = _dots_at(self.text, short)
        return self._cut(left, len(self.text) - (len(short) - left - len(_DOTS)))

    def _around_first_hit(self, metrics: QFontMetrics, width: int) -> HitText:
        """Cut the beginning until the first hit is in sight with half of the rest before it."""
        start, length = self.hits[0]
        if metrics.horizontalAdvance(self.text[: start + length] + _DOTS) <= width:
            return self.fitted(metrics, width)
        room = (width - metrics.horizontalAdvance(_DOTS * 2 + self.text[start : start + length])) // 2
        before = start
        while before > 0 and metrics.horizontalAdvance(self.text[before - 1 : start]) <= room:
            before -= 1
        return self._cut(0, before).fitted(metrics, width)

    def _cut(self, left: int, right: int) -> HitText:
        """Return the line with dots instead of the characters from ``left`` to ``right``."""
        shift = right - left - len(_DOTS)
        hits: list[tuple[int, int]] = []
        for start, length in self.hits:
            end = start + length
            if start < left:
                hits.append((start, min(end, left) - start))
            if end > right:
                hits.append((max(start, right) - shift, end - max(start, right)))
        return HitText(self.text[:left] + _DOTS + self.text[right:], tuple(hits))


def _dots_at(text: str, short: str) -> int:
    """Return where ``short`` leaves ``text``; dots that were typed are part of the text."""
    same = 0
    while same < len(short) - 1 and short[same] == text[same]:
        same += 1
    while same > 0 and short[same] != _DOTS:
        same -= 1
    return same


def find_hits(text: str, query: str) -> Hits:
    """Return where the words of ``query`` stand in ``text``, without regard to case, merged and in order."""
    found: list[tuple[int, int]] = []
    low = _lowered(text)
    for word in query.split():
        sought = _lowered(word)
        at = low.find(sought)
        while at >= 0:
            found.append((at, at + len(sought)))
            at = low.find(sought, at + len(sought))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple((start, end - start) for start, end in merged)


def draw_hits(
    painter: QPainter,
    rect: QRect,
    line: HitText,
    *,
    size: int,
    ink: str,
    strong: bool = False,
    elide: Elide = Elide.RIGHT,
    right: bool = False,
) -> int:
    """Paint ``line`` in ``rect``, centred upright; ``size`` of type in pixels; ``right`` sets it at the right edge.

    Returns the width it took in pixels.
    """
    metrics = theme.metrics(size, strong=strong)
    shown = line.fitted(metrics, rect.width(), elide)
    taken = min(metrics.horizontalAdvance(shown.text), rect.width())
    x = rect.right() + 1 - taken if right else rect.left()
    top = rect.top() + (rect.height() - metrics.height()) // 2
    baseline = top + metrics.ascent()
    painter.setFont(theme.font(size, strong=strong))
    painter.setPen(QColor(ink))
    if not shown.hits:
        painter.drawText(x, baseline, shown.text)
        return taken
    _draw_marks(painter, shown, metrics, x, top)
    marked = theme.current().hit.ink
    for part, hit, offset in _parts(shown, metrics):
        painter.setPen(QColor(marked if hit else ink))
        painter.drawText(x + offset, baseline, part)
    return taken


def _draw_marks(painter: QPainter, line: HitText, metrics: QFontMetrics, x: int, top: int) -> None:
    ground = QColor(theme.current().hit.ground)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    for part, hit, offset in _parts(line, metrics):
        if hit:
            box = QRectF(x + offset - 1, top, metrics.horizontalAdvance(part) + 2, metrics.height())
            painter.drawRoundedRect(box, _MARK_RADIUS, _MARK_RADIUS)
    painter.restore()


def _parts(line: HitText, metrics: QFontMetrics) -> list[tuple[str, bool, int]]:
    """Return the pieces of a line in order: text, whether it is a hit, offset in pixels."""
    cuts: list[tuple[int, int, bool]] = []
    at = 0
    for start, length in line.hits:
        cuts += [(at, start, False), (start, start + length, True)]
        at = start + length
    cuts.append((at, len(line.text), False))
    pieces: list[tuple[str, bool, int]] = []
    offset = 0
    for start, end, hit in cuts:
        if end > start:
            pieces.append((line.text[start:end], hit, offset))
            offset += metrics.horizontalAdvance(line.text[start:end])
    return pieces


def _lowered(text: str) -> str:
    """Lower each character that keeps its length, so that places stay places."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
