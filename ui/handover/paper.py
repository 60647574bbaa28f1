"""The papers of the handover on their way to the preview; every print and export is noted in the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.documents.model import Sheet
from dutyroom.handover_papers import handover_paper, range_paper
from dutyroom.texts import Language
from ui.handover.paper_wish import HandoverWish
from ui.printing.outlets import Outlet
from ui.printing.preview import PreviewPage
from ui.terms import language
from ui.workplace import Workplace


class HandoverPaperRoom:
    """Makes a sheet and hands its preview to ``show``."""

    def __init__(self, workplace: Workplace, owner: QWidget, show: Callable[[PreviewPage], None]) -> None:
        self._workplace = workplace
        self._owner = owner
        self._show = show
        self._subject = ""

    def preview(self, wish: HandoverWish) -> None:
        """Preview what is wished."""
        workplace = self._workplace
        self._subject = wish.handover_id or f"{wish.first.isoformat()}/{wish.last.isoformat()}"
        call = partial(sheet_of, workplace.house, workplace.session, wish, language())
        workplace.read(call, self._owner, self._take, key="handover paper")

    def _take(self, sheet: Sheet) -> None:
        house, session, subject = self._workplace.house, self._workplace.session, self._subject

        def note_before_it_leaves(outlet: Outlet) -> None:
            house.journal.note(session.actor, "paper.put_out", subject, {"how": outlet.value, "title": sheet.title})

        self._show(PreviewPage(sheet, gate=note_before_it_leaves))


def sheet_of(house: House, session: Session, wish: HandoverWish, spoken: Language) -> Sheet:
    """Return the paper of a wish."""
    if wish.handover_id:
        return handover_paper(house, session, wish.handover_id, spoken)
    return range_paper(house, session, wish.first, wish.last, spoken)
