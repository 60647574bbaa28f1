"""The blocks of a sheet in WordprocessingML, as one string for the body of a docx file."""

from __future__ import annotations

from dutyroom.documents import paper
from dutyroom.documents.characters import balanced, legible
from dutyroom.documents.columns import fitting_size
from dutyroom.documents.model import (
    Align,
    Block,
    FieldGrid,
    Heading,
    Masthead,
    PageBreak,
    Paragraph,
    Rule,
    Sheet,
    SignatureLine,
    Spacer,
    SplitLine,
    Table,
    Title,
    paragraphs,
    text,
)
from dutyroom.documents.paper import FontRole, PageBox
from dutyroom.documents.word_tables import form, signatures, table
from dutyroom.documents.word_type import Lines, Type, gap, paragraph, paragraph_manner, run, twips

_HEADING_ROLES = {1: FontRole.HEADING, 2: FontRole.SUBHEADING}


def body(sheet: Sheet, box: PageBox) -> str:
    """Return everything between the edges of the body: title, subtitle and blocks."""
    parts = []
    if sheet.title and sheet.show_title:
        parts.append(
            _title(Title(sheet.title, sheet.title_size), box, after=0.0 if sheet.subtitle else paper.TITLE_GAP)
        )
    if sheet.subtitle:
        size = paper.SUBTITLE_SIZE
        lines = Lines(pitch=size * 1.6, align=Align.CENTER, after=paper.TITLE_GAP, keep_next=True)
        parts.append(paragraph(text(sheet.subtitle), Type(FontRole.BODY, size), lines))
    parts.extend(block(item, box) for item in sheet.blocks)
    return "".join(parts)


def block(item: Block, box: PageBox) -> str:
    """Return one block of a sheet."""
    match item:
        case Heading():
            return _heading(item)
        case Paragraph():
            return _letter(item)
        case Masthead():
            return _masthead(item, box)
        case Title():
            return _title(item, box)
        case SplitLine():
            return _split_line(item, box)
        case Rule():
            return _rule(item)
        case FieldGrid():
            return form(item, box)
        case Table():
            return table(item, box)
        case SignatureLine():
            return signatures(item, box)
        case Spacer():
            return gap(item.height_mm * paper.POINTS_PER_MM)
        case PageBreak():
            return gap(1.0, extra="<w:pageBreakBefore/>")


def _heading(item: Heading) -> str:
    kind = Type(_HEADING_ROLES.get(item.level, FontRole.BODY), item.size, bold=item.level == 3)
    pitch = paper.letter_pitch(item.size)
    lines = Lines(pitch=pitch, first=2 * item.size, keep_next=True, outline=max(0, min(item.level, 9) - 1))
    return paragraph(item.words, kind, lines)


def _letter(item: Paragraph) -> str:
    size = item.size
    kind = Type(item.role, size, tightening=paper.LETTER_TIGHTENING if size == paper.LETTER_SIZE else 0.0)
    lines = Lines(
        pitch=paper.letter_pitch(size),
        exact=size == paper.LETTER_SIZE,
        align=item.align,
        first=item.first_indent * size if item.align in (Align.LEFT, Align.JUSTIFY) else 0.0,
        left=item.left_indent * size,
        right=item.right_indent * size,
    )
    return "".join(paragraph(part, kind, lines) for part in paragraphs(item.words))


def _title(item: Title, box: PageBox, *, after: float = paper.TITLE_GAP) -> str:
    words = text(balanced(legible(item.words), box.content_width / item.size))
    lines = Lines(pitch=item.size * paper.TITLE_PITCH, align=Align.CENTER, after=after, keep_next=True)
    return paragraph(words, Type(FontRole.TITLE, item.size), lines)


def _masthead(item: Masthead, box: PageBox) -> str:
    size = fitting_size(item.words, item.size, box.content_width)
    kind = Type(FontRole.TITLE, size, ink=paper.RED_INK if item.red else paper.INK)
    lines = Lines(pitch=size * paper.TITLE_PITCH, align=Align.CENTER, after=paper.TITLE_GAP)
    return paragraph(text(item.words), kind, lines)


def _split_line(item: SplitLine, box: PageBox) -> str:
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(box.content_width)}"/></w:tabs>'
    kind = Type(item.role, item.size)
    lines = Lines(pitch=paper.letter_pitch(item.size), extra=stop)
    left = "".join(run(piece, kind) for piece in item.left)
    right = "".join(run(piece, kind) for piece in item.right)
    return f"<w:p>{paragraph_manner(kind, lines)}{left}<w:r><w:tab/></w:r>{right}</w:p>"


def _rule(item: Rule) -> str:
    ink = paper.RED_INK if item.red else paper.INK
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="{round(item.weight * 8)}" w:space="0" w:color="{ink}"/></w:pBdr>'
    return gap(4.0, extra=line)
