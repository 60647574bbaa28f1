"""The slips of instructions and papers on their way to the preview; every print and export is noted in the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.documents.model import Sheet
from dutyroom.instruction_papers import circulation_sheet, reading_sheet, register_sheet, routing_sheet
from dutyroom.texts import Language
from ui.instructions.paper_wish import PaperWish, WishKind
from ui.printing.outlets import Outlet
from ui.printing.preview import PreviewPage
from ui.terms import language
from ui.workplace import Workplace


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
        call = partial(sheet_of, workplace.house, workplace.session, wish, language())
        workplace.read(call, self._owner, self._take, key="slip")

    def _take(self, sheet: Sheet) -> None:
        house, session, subject = self._workplace.house, self._workplace.session, self._subject

        def note_before_it_leaves(outlet: Outlet) -> None:
            house.journal.note(session.actor, "paper.put_out", subject, {"how": outlet.value, "title": sheet.title})

        self._show(PreviewPage(sheet, gate=note_before_it_leaves))


def sheet_of(house: House, session: Session, wish: PaperWish, spoken: Language) -> Sheet:
    """Return the paper that is wished, filled in as everything stands now."""
    match wish.kind:
        case WishKind.ROUTING:
            return routing_sheet(house, session, wish.subject_id, spoken)
        case WishKind.CIRCULATION:
            return circulation_sheet(house, session, wish.subject_id, spoken)
        case WishKind.READING:
            return reading_sheet(house, session, wish.subject_id, spoken)
        case WishKind.REGISTER:
            assert wish.days is not None
            return register_sheet(house, session, *wish.days, spoken)
