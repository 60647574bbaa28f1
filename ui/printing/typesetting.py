"""Type on paper: faces by their part, and words broken into lines once, for every device.

One unit is a tenth of a point; without hinting a line is as long on the screen as on paper.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from dutyroom.documents import paper
from dutyroom.documents.characters import legible
from dutyroom.documents.model import Align, Run, Text
from dutyroom.documents.paper import FACES, FontRole, choose_face
from dutyroom.frozen import dataclass
from ui.font_features import set_feature

UNIT = 10  # to the point: sizes such as 10.5 become whole pixels, the only ones QFont takes without rounding
_BASELINE = 0.38  # of the size, from the middle of a line down: the centre of a Chinese character stands there
_LINE_END = "\u2028"
_QT_ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.JUSTIFY: Qt.AlignmentFlag.AlignJustify,
}


@dataclass(frozen=True)
class Type:
    """How words are set: face, size in points, and how much closer than usual the characters stand, in points."""

    role: FontRole = FontRole.BODY
    size: float = paper.TABLE_SIZE
    tightening: float = 0.0


@dataclass(frozen=True)
class Measure:
    """The room words get, in units: width, distance of lines, indents, and where a line stands in it."""

    width: float
    pitch: float
    align: Align = Align.LEFT
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0


class Typefaces:
    """The faces this machine has, and which characters they can draw."""

    def __init__(self) -> None:
        self._names = frozenset(QFontDatabase.families())
        self._fonts: dict[tuple[Type, bool, bool], QFont] = {}
        self._drawable: dict[tuple[FontRole, str], bool] = {}

    def font(self, kind: Type, *, bold: bool = False, struck: bool = False) -> QFont:
        """Return the font for ``kind``, in units."""
        key = (kind, bold, struck)
        if key not in self._fonts:
            self._fonts[key] = self._make(kind, bold=bold, struck=struck)
        return self._fonts[key]

    def _make(self, kind: Type, *, bold: bool, struck: bool) -> QFont:
        face = choose_face(kind.role, self._names)
        others = [other.name for other in FACES[kind.role] if other.name in self._names and other != face]
        font = QFont([face.name, *others])  # what the face lacks comes from the next one, never from a Japanese one
        font.setPixelSize(round(kind.size * UNIT))
        font.setBold(bold or face.bold)
        font.setStrikeOut(struck)
        set_feature(font, "locl", 0)  # a face for Chinese needs no local forms; Qt cannot name them in a PDF
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if kind.tightening:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, kind.tightening * UNIT)
        return font

    def drawable(self, words: str, role: FontRole) -> str:
        """Return ``words`` legible, with what no face here can draw as its number: a box would not say which it was."""
        clean = legible(words)
        if clean.isascii():
            return clean
        return "".join(char if self._can_draw(char, role) else f"[U+{ord(char):04X}]" for char in clean)

    def _can_draw(self, char: str, role: FontRole) -> bool:
        if char < "\u0300" or "\u4e00" <= char <= "\u9fa5":
            return True
        key = (role, char)
        if key not in self._drawable:
            unseen = unicodedata.category(char) in ("Cf", "Zs") or "\ufe00" <= char <= "\ufe0f"
            metrics = QFontMetricsF(self.font(Type(role)))
            self._drawable[key] = unseen or bool(metrics.inFontUcs4(ord(char)))
        return self._drawable[key]


@dataclass(frozen=True)
class TextBox:
    """Words broken into lines; line ``n`` is ``n`` pitches below the top."""

    layout: QTextLayout
    lines: int
    pitch: float

    def fonts(self) -> list[QFont]:
        """Return the fonts it is set in."""
        return [self.layout.font(), *(part.format.font() for part in self.layout.formats())]

    def draw(self, painter: QPainter, x: float, y: float, first: int, last: int) -> None:
        """Draw the lines from ``first`` to before ``last``, the first with its top at ``y``."""
        at = QPointF(x, y - first * self.pitch)
        for number in range(first, last):
            self.layout.lineAt(number).draw(painter, at)


def typeset(words: Text, kind: Type, measure: Measure, faces: Typefaces) -> TextBox:
    """Break ``words`` into the lines of ``measure``."""
    runs = [Run(faces.drawable(run.text, kind.role).replace("\n", _LINE_END), run.bold, run.struck) for run in words]
    layout = QTextLayout("".join(run.text for run in runs), faces.font(kind))
    option = QTextOption(_QT_ALIGN[measure.align])
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if any(run.bold or run.struck for run in runs):
        layout.setFormats(_formats(runs, kind, faces))
    layout.beginLayout()
    count = 0
    middle = measure.pitch / 2 + kind.size * UNIT * _BASELINE
    while (line := layout.createLine()).isValid():
        indent = measure.left + (measure.first if count == 0 else 0.0)
        line.setLineWidth(max(measure.width - indent - measure.right, kind.size * UNIT))
        line.setPosition(QPointF(indent, count * measure.pitch + middle - line.ascent()))
        count += 1
    layout.endLayout()
    return TextBox(layout, max(count, 1) if not runs else count, measure.pitch)


def _formats(runs: list[Run], kind: Type, faces: Typefaces) -> list[QTextLayout.FormatRange]:
    result = []
    at = 0
    for run in runs:
        length = len(run.text.encode("utf-16-le")) // 2
        if run.bold or run.struck:
            look = QTextCharFormat()
            look.setFont(faces.font(kind, bold=run.bold, struck=run.struck))
            if run.struck:
                look.setForeground(QColor(f"#{paper.STRUCK_INK}"))
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = at, length, look
            result.append(part)
        at += length
    return result
