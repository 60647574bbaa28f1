"""The slips of instructions and papers on their way to the preview; every print and export is noted in the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.documents.circulation_slip import circulation_slip
from dutyroom.documents.model import Sheet
from dutyroom.documents.reading_slip import reading_slip
from dutyroom.documents.receipt_register import receipt_register
from dutyroom.documents.routing_slip import routing_slip
from dutyroom.papers import printing_of
from dutyroom.receipts.model import Paper, PaperFile, RegisterFilter
from ui.instructions.paper_wish import PaperWish, WishKind
from ui.printing.outlets import Outlet
from ui.printing.preview import PreviewPage
from ui.workplace import Workplace

_PAGE = 500


class SlipRoom:
    """Makes a slip on the reader's lane and hands its preview to ``show``."""

    def __init__(self, workplace: Workplace, owner: QWidget, show: Callable[[PreviewPage], None]) -> None:
        self._workplace = workplace
        self._owner = owner
        self._show = show
        self._subject = ""

    def preview(self, wish: PaperWish) -> None:
        """Preview what is wished."""
        workplace = self._workplace
        self._subject = wish.subject_id or "receipts"
        call = partial(sheet_of, workplace.house, workplace.session, wish)
        workplace.read(call, self._owner, self._take, key="slip")

    def _take(self, sheet: Sheet) -> None:
        house, session, subject = self._workplace.house, self._workplace.session, self._subject

        def note_before_it_leaves(outlet: Outlet) -> None:
            house.journal.note(session.actor, "paper.put_out", subject, {"how": outlet.value, "title": sheet.title})

        self._show(PreviewPage(sheet, gate=note_before_it_leaves))


def sheet_of(house: House, session: Session, wish: PaperWish) -> Sheet:
    """Return the paper that is wished, filled in as everything stands now."""
    printing = printing_of(house, session)
    match wish.kind:
        case WishKind.ROUTING:
            file = house.instruction_reader.file(session, wish.subject_id)
            return routing_slip(printing, file, _linked_paper(house, session, file.instruction.sheet.linked_id))
        case WishKind.CIRCULATION:
            return circulation_slip(printing, house.receipt_reader.file(session, wish.subject_id))
        case WishKind.READING:
            return reading_slip(printing, house.receipt_reader.file(session, wish.subject_id))
        case WishKind.REGISTER:
            wanted = wish.register
            assert wanted is not None
            assert wanted.since is not None
            assert wanted.until is not None
            return receipt_register(printing, wanted.since, wanted.until, _every(house, session, wanted))


def _linked_paper(house: House, session: Session, linked_id: str) -> PaperFile | None:
    if linked_id and house.receipt_reader.is_paper(session, linked_id):
        return house.receipt_reader.file(session, linked_id)
    return None


def _every(house: House, session: Session, wanted: RegisterFilter) -> list[Paper]:
    papers: list[Paper] = []
    before: int | None = None
    while True:
        page = house.receipt_reader.page(session, wanted, before, _PAGE)
        papers += page.papers
        before = page.before
        if before is None:
            return papers[::-1]
