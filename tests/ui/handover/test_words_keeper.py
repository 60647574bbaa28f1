"""What is typed on the sheet is kept at its place, and tried again when the sheet does not take it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from dutyroom.accounts.model import Account
from dutyroom.errors import DutyroomError
from dutyroom.handover.model import Place, SheetSection, WordsKind
from tests.factories import OTHER_PASSWORD
from tests.ui.desk.sitting import Desk
from ui.handover.words_keeper import WordsKeeper

REMARKS = Place(WordsKind.SECTION, SheetSection.REMARKS.value)


def test_words_that_a_sealed_sheet_refuses_stay_on_the_screen_and_never_go_on_the_next_sheet(
    desk: Desk, incoming: Account
) -> None:
    handovers, reader, session = desk.house.handovers, desk.house.handover_reader, desk.session
    handovers.take_first(session)
    first = handovers.open_draft(session)
    owner = QObject(desk.window)
    keeper = WordsKeeper(desk.workplace, owner)
    told: list[DutyroomError] = []
    keeper.refused.connect(told.append)
    keeper.begin(first.id)
    keeper.typed(REMARKS, "一")
    keeper.typed(REMARKS, "一切正常")
    assert keeper.newest(REMARKS, "") == "一切正常"
    keeper.keep_now()
    desk.settle()
    assert reader.sheet(session, first.id).text(SheetSection.REMARKS) == "一切正常"

    handovers.force(session, incoming.id, OTHER_PASSWORD, "演示")
    keeper.typed(REMARKS, "一切正常，补一句")
    keeper.keep_now()
    desk.settle()
    assert [error.code for error in told] == ["handover.over"]
    assert keeper.newest(REMARKS, "一切正常") == "一切正常，补一句"

    second = handovers.open_draft(session)
    keeper.begin(second.id)
    desk.settle()
    keeper.keep_now()
    desk.settle()
    assert reader.sheet(session, second.id).text(SheetSection.REMARKS) == ""
    assert keeper.newest(REMARKS, "") == ""
