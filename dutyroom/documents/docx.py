"""Sheets as docx for Word, WPS and LibreOffice. The only file that knows python-docx."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dutyroom.documents import paper, word_foot, word_type, wordml
from dutyroom.documents.characters import legible
from dutyroom.documents.files import write_whole
from dutyroom.documents.model import Foot, PageNumbers, Sheet
from dutyroom.documents.paper import FACES, Orientation, PageBox, page_box

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section

_FOOT_BAND_MM = 12.0  # from the type area down to the lower edge of the foot
_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_LAYOUT_OF_WORD_2013 = "15"  # older layouts let tables stick out of the type area


def docx_bytes(sheet: Sheet) -> bytes:
    """Return ``sheet`` as the content of a docx file."""
    import docx  # 140 ms that a start without a document does not pay

    box = page_box(sheet.orientation, sheet.margins)
    document = docx.Document(_filled(wordml.body(sheet, box)))
    _set_properties(document, sheet)
    section = document.sections[0]
    _set_page(section, sheet, box)
    _set_foot(document, section, sheet.foot, box)
    _set_marks(document, section, sheet)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write_docx(sheet: Sheet, path: Path) -> None:
    """Write ``sheet`` as docx to ``path``; raises Environment (see ``dutyroom.documents.files.write_whole``)."""
    write_whole(path, docx_bytes(sheet))


def _filled(content: str) -> io.BytesIO:
    """Return a docx file whose body is ``content``.

    The body is put in as text before python-docx reads it: moving a parsed table of 100 rows into a document that
    is already open takes lxml a third of a second.
    """
    from docx.oxml.ns import nsdecls

    body = f"<w:document {nsdecls('w', 'r')}><w:body>{content}<w:sectPr/></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in _blank().items():
            package.writestr(name, body.encode() if name == "word/document.xml" else part)
    out.seek(0)
    return out


@cache
def _blank() -> dict[str, bytes]:
    """Return the parts of an empty document with our defaults, by name."""
    import docx

    document = docx.Document()
    _set_defaults(document)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return parts | {"word/fontTable.xml": _faces().encode()}


def _parsed(content: str) -> list[BaseOxmlElement]:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return list(parse_xml(f"<w:body {nsdecls('w')}>{content}</w:body>"))


def _replace(parent: BaseOxmlElement, content: str) -> None:
    for child in list(parent):
        parent.remove(child)
    for element in _parsed(content):
        parent.append(element)


def _set_defaults(document: Document) -> None:
    """Say once what holds where a run says nothing: face, size, Chinese, no room between paragraphs."""
    defaults = document.styles.element.xpath("w:docDefaults")[0]
    kind = word_type.manner(word_type.Type()).replace("</w:rPr>", f"{_LANGUAGE}</w:rPr>")
    spacing = '<w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
    _replace(defaults, f"<w:rPrDefault>{kind}</w:rPrDefault><w:pPrDefault>{spacing}</w:pPrDefault>")
    for mode in document.settings.element.xpath('.//w:compatSetting[@w:name="compatibilityMode"]'):
        mode.set(_qualified("w:val"), _LAYOUT_OF_WORD_2013)
    for language in document.settings.element.xpath("w:themeFontLang"):
        language.set(_qualified("w:eastAsia"), "zh-CN")


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _faces() -> str:
    """Return the table of faces, with what may stand in for each on a machine that does not have it."""
    from docx.oxml.ns import nsdecls

    fonts = "".join(
        f'<w:font w:name="{faces[0].name}"><w:altName w:val="{",".join(face.name for face in faces[1:])}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for faces in FACES.values()
    )
    return f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"


def _set_properties(document: Document, sheet: Sheet) -> None:
    properties = document.core_properties
    properties.title = legible(sheet.title)[:255]
    properties.author = properties.last_modified_by = legible(sheet.author)[:255]
    properties.comments = ""
    properties.language = "zh-CN"
    if sheet.made_at is not None:
        moment = sheet.made_at.astimezone(UTC).replace(tzinfo=None)  # python-docx takes it for UTC
        properties.created = properties.modified = moment


def _set_page(section: Section, sheet: Sheet, box: PageBox) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    turned = sheet.orientation is Orientation.LANDSCAPE
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(box.width), Pt(box.height)
    section.top_margin, section.bottom_margin = Pt(box.top), Pt(box.height - box.bottom)
    section.left_margin, section.right_margin = Pt(box.left), Pt(box.width - box.right)
    section.gutter = Pt(0)
    band = _FOOT_BAND_MM * paper.POINTS_PER_MM
    section.footer_distance = Pt(max(box.height - box.bottom - band, 12))
    section.header_distance = Pt(max(box.top - paper.MARK_RISE_MM * paper.POINTS_PER_MM, 12))


def _set_foot(document: Document, section: Section, foot: Foot, box: PageBox) -> None:
    if not foot.line() and foot.pages is PageNumbers.NONE:
        return
    section.footer.is_linked_to_previous = False
    _replace(section.footer._element, word_foot.foot(foot, box))
    if foot.pages is PageNumbers.DASHED:
        document.settings.odd_and_even_pages_header_footer = True
        section.even_page_footer.is_linked_to_previous = False
        _replace(section.even_page_footer._element, word_foot.foot(foot, box, even=True))


def _set_marks(document: Document, section: Section, sheet: Sheet) -> None:
    if not sheet.marks:
        return
    headers = [section.header]
    if document.settings.odd_and_even_pages_header_footer:
        headers.append(section.even_page_header)
    for header in headers:
        header.is_linked_to_previous = False
        _replace(header._element, word_foot.marks(sheet.marks))
