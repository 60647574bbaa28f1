"""Runs and paragraphs of WordprocessingML, as strings: no library, no files.

Source of the vocabulary: ECMA-376 part 1, chapter 17. Widths are twips (1/20 point), sizes half points.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from dutyroom.documents import paper
from dutyroom.documents.characters import legible
from dutyroom.documents.model import Align, Run, Text
from dutyroom.documents.paper import FACES, FontRole
from dutyroom.frozen import dataclass

_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}


def twips(points: float) -> int:
    """Return ``points`` in twentieths of a point."""
    return round(points * 20)


@dataclass(frozen=True)
class Type:
    """How words are set: face, size in points, ink, and how much closer than usual the characters stand."""

    role: FontRole = FontRole.BODY
    size: float = paper.LETTER_SIZE
    bold: bool = False
    ink: str = paper.INK
    tightening: float = 0.0


@dataclass(frozen=True)
class Lines:
    """How lines stand: distance in points (exact, or at least that), alignment, indents and room around, in points."""

    pitch: float
    exact: bool = False
    align: Align = Align.LEFT
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    outline: int | None = None
    extra: str = ""


def manner(kind: Type, *, bold: bool = False, struck: bool = False) -> str:
    """Return the run properties of ``kind``; the East Asian face is named too, or Word would choose its own."""
    face = escape(FACES[kind.role][0].name, {'"': "&quot;"})
    colour = paper.STRUCK_INK if struck else kind.ink
    return (
        f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}" w:hint="eastAsia"/>'
        + ("<w:b/>" if bold or kind.bold else "")
        + ("<w:strike/>" if struck else "")
        + (f'<w:color w:val="{colour}"/>' if colour != paper.INK else "")
        + (f'<w:spacing w:val="{twips(kind.tightening)}"/>' if kind.tightening else "")
        + f'<w:sz w:val="{round(kind.size * 2)}"/><w:szCs w:val="{round(kind.size * 2)}"/></w:rPr>'
    )


def run(piece: Run, kind: Type) -> str:
    """Return ``piece`` as a run; line ends become breaks."""
    inside = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in legible(piece.text).split("\n")
    )
    return f"<w:r>{manner(kind, bold=piece.bold, struck=piece.struck)}{inside}</w:r>"


def paragraph(words: Text, kind: Type, lines: Lines) -> str:
    """Return ``words`` as one paragraph."""
    runs = "".join(run(piece, kind) for piece in words)
    return f"<w:p>{paragraph_manner(kind, lines)}{runs}</w:p>"


def paragraph_manner(kind: Type, lines: Lines) -> str:
    """Return the paragraph properties of ``lines``, and of ``kind`` for the mark at their end."""
    indent = f'w:left="{twips(lines.left)}" w:right="{twips(lines.right)}"'
    if lines.first:
        chars = round(lines.first / kind.size * 100)
        indent += f' w:firstLineChars="{chars}" w:firstLine="{twips(lines.first)}"'
    return (
        "<w:pPr>"
        + ("<w:keepNext/>" if lines.keep_next else "")
        + lines.extra
        + f'<w:spacing w:before="{twips(lines.before)}" w:after="{twips(lines.after)}"'
        + f' w:line="{twips(lines.pitch)}" w:lineRule="{"exact" if lines.exact else "atLeast"}"/>'
        + f'<w:ind {indent}/><w:jc w:val="{_ALIGN[lines.align]}"/>'
        + (f'<w:outlineLvl w:val="{lines.outline}"/>' if lines.outline is not None else "")
        + f"{manner(kind)}</w:pPr>"
    )


def gap(points: float, *, extra: str = "") -> str:
    """Return an empty paragraph ``points`` high; it also parts tables, which would grow together."""
    height = max(points, 1.0)
    return paragraph((), Type(size=1.0), Lines(pitch=height, exact=True, extra=extra))
