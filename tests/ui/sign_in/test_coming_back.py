"""A damaged room is brought back on one page: a copy, a name, a password; what its file still proves comes with it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, unlock
from dutyroom.clock import SetClock
from dutyroom.log.model import MatterFilter
from dutyroom.safekeeping import KeepingRule, keep_copy
from dutyroom.settings import BACKUP_FOLDER, SeatSettings
from tests.factories import LOGIN, PASSWORD, a_slip
from tests.ui.sign_in.conftest import OpenWindow
from ui.sign_in.coming_back import ComingBackPage
from ui.sign_in.signing_in import SignInPage
from ui.sign_in.trouble import TroublePage


@pytest.mark.req("R001")
def test_a_damaged_room_comes_back_from_the_kept_copy_with_the_acts_after_it(
    qtbot: QtBot, open_window: OpenWindow, house: House, session: Session, clock: SetClock, seat: SeatSettings
) -> None:
    rule = KeepingRule(house.place.data_file.parent.parent / "stick")
    seat.put(BACKUP_FOLDER, str(rule.folder))
    house.log.open_matter(session, a_slip(clock))
    keep_copy(house, rule, lambda _done, _all: None)
    house.log.open_matter(session, a_slip(clock))
    house.close()
    place = house.place
    place.key_file.write_bytes(b"torn")

    window = open_window(place)
    window.set_restorer(lambda _place, _file: None)
    assert isinstance(window.page(), TroublePage)
    window.show_way_back()
    page = window.page()
    assert isinstance(page, ComingBackPage)
    assert "2026-11-21 20:38" in page._choice.currentText()
    page._login.setText(LOGIN)
    page._password.setText("wrong-Password-1")
    page.submit()
    window.settle()
    assert window.page() is page
    assert page.message.text()
    page._password.setText(PASSWORD)
    page.submit()
    window.settle()
    after = window.page()
    assert isinstance(after, SignInPage)
    assert "The room is back from dutyroom-20261121-203800.dutyroom." in after.message.text()
    assert "acts beyond it were brought over" in after.message.text()
    opened, signed_in = unlock(place, LOGIN, PASSWORD, clock)
    assert opened.verify().whole
    assert opened.log_reader.counts(signed_in, MatterFilter(), clock.now()).total == 2
    opened.close()
