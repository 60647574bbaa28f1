"""What stands outside the type area of a docx page: marks above, the foot below."""

from __future__ import annotations

from xml.sax.saxutils import escape

from dutyroom.documents import paper
from dutyroom.documents.characters import legible, width_of
from dutyroom.documents.model import Align, Foot, Mark, PageNumbers, Run, text
from dutyroom.documents.paper import FontRole, PageBox
from dutyroom.documents.word_type import Lines, Type, manner, paragraph, paragraph_manner, run, twips

_PITCH = paper.FOOT_SIZE * paper.TABLE_PITCH


def foot(item: Foot, box: PageBox, *, even: bool = False) -> str:
    """Return the foot of a page, the page number as fields; ``even`` pages carry a dashed number at the left."""
    if item.pages is PageNumbers.OF_TOTAL:
        return _of_total(item, box)
    kind = Type(FontRole.BODY, paper.FOOT_SIZE)
    words = paragraph(text(item.line()), kind, Lines(pitch=_PITCH)) if item.line() else ""
    return (_dashed(even=even) if item.pages is PageNumbers.DASHED else "") + words


def _of_total(item: Foot, box: PageBox) -> str:
    kind, number = Type(FontRole.BODY, paper.FOOT_SIZE), Type(FontRole.NUMBER, paper.PAGE_NUMBER_SIZE)
    pages = _field("PAGE", number) + run(Run(" / "), number) + _field("NUMPAGES", number)
    line = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="3" w:color="{paper.HAIRLINE_INK}"/></w:pBdr>'
    if width_of(item.line()) * paper.FOOT_SIZE < box.content_width - paper.PAGE_NUMBER_ROOM:
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(box.content_width)}"/></w:tabs>'
        words = "".join(run(piece, kind) for piece in text(item.line()))
        lines = Lines(pitch=_PITCH, extra=line + stop)
        return f"<w:p>{paragraph_manner(kind, lines)}{words}<w:r><w:tab/></w:r>{pages}</w:p>"
    words = paragraph(text(item.line()), kind, Lines(pitch=_PITCH, extra=line))
    last = paragraph_manner(kind, Lines(pitch=_PITCH, align=Align.RIGHT))
    return f"{words}<w:p>{last}{pages}</w:p>"


def _dashed(*, even: bool) -> str:
    number = Type(FontRole.NUMBER, paper.NOTE_SIZE)
    side = Lines(
        pitch=paper.NOTE_SIZE * paper.TABLE_PITCH,
        align=Align.LEFT if even else Align.RIGHT,
        left=paper.NOTE_SIZE if even else 0.0,
        right=0.0 if even else paper.NOTE_SIZE,
    )
    shown = run(Run("— "), number) + _field("PAGE", number) + run(Run(" —"), number)
    return f"<w:p>{paragraph_manner(number, side)}{shown}</w:p>"


def _field(code: str, kind: Type) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r>{manner(kind)}<w:t>1</w:t></w:r></w:fldSimple>'


def marks(items: tuple[Mark, ...]) -> str:
    """Return the head of a page: each mark a word in a frame, at the right."""
    kind = Type(FontRole.HEADING, paper.MARK_SIZE, ink=paper.MARK_INK)
    frame = f'<w:bdr w:val="single" w:sz="8" w:space="0" w:color="{paper.MARK_INK}"/>'
    framed = manner(kind).replace("</w:rPr>", f"{frame}</w:rPr>")
    words = '<w:r><w:t xml:space="preserve">  </w:t></w:r>'.join(
        f'<w:r>{framed}<w:t xml:space="preserve">\u00a0{escape(legible(mark.word))}\u00a0</w:t></w:r>' for mark in items
    )
    lines = Lines(pitch=paper.MARK_SIZE * paper.TABLE_PITCH, align=Align.RIGHT)
    return f"<w:p>{paragraph_manner(kind, lines)}{words}</w:p>"
