"""The papers of a plan on their way to the preview; every print and export is noted in the journal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.documents.model import Sheet
from dutyroom.roster_papers import changes_sheet, schedule_sheet, slip_sheet
from dutyroom.texts import Language
from ui.printing.outlets import Outlet
from ui.printing.preview import PreviewPage
from ui.roster.paper_wish import PaperKind, PaperWish
from ui.terms import language
from ui.workplace import Workplace


class RosterPaperRoom:
    """Makes a sheet and hands its preview to ``show``."""

    def __init__(self, workplace: Workplace, owner: QWidget, show: Callable[[PreviewPage], None]) -> None:
        self._workplace = workplace
        self._owner = owner
        self._show = show
        self._plan_id = ""

    def preview(self, wish: PaperWish) -> None:
        """Preview what is wished; the restricted schedule is made by the writer, for it notes what it reveals."""
        workplace = self._workplace
        self._plan_id = wish.plan_id
        call = partial(_sheet, workplace.house, workplace.session, wish, language())
        if wish.kind is PaperKind.RESTRICTED:
            workplace.write(call, self._owner, self._take, key="roster paper")
        else:
            workplace.read(call, self._owner, self._take, key="roster paper")

    def _take(self, sheet: Sheet) -> None:
        house, session, subject = self._workplace.house, self._workplace.session, self._plan_id

        def note_before_it_leaves(outlet: Outlet) -> None:
            house.journal.note(session.actor, "paper.put_out", subject, {"how": outlet.value, "title": sheet.title})

        self._show(PreviewPage(sheet, gate=note_before_it_leaves))


def _sheet(house: House, session: Session, wish: PaperWish, spoken: Language) -> Sheet:
    match wish.kind:
        case PaperKind.SLIP:
            return slip_sheet(house, session, wish.plan_id, wish.other_id, spoken)
        case PaperKind.CHANGES:
            return changes_sheet(house, session, wish.plan_id, wish.other_id, spoken)
        case _:
            restricted = wish.kind is PaperKind.RESTRICTED
            return schedule_sheet(house, session, wish.plan_id, spoken, restricted=restricted)
