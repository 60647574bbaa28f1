"""Every action of the desk: one key each, a name, a tip, and no two owners of a key in one place."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import icons
from ui.actions import SPECS, Act, Where, make, plain_text_of, text_of, tip_of


def test_every_action_is_declared_once() -> None:
    assert set(SPECS) == set(Act)
    assert all(spec.act is act for act, spec in SPECS.items())


def test_no_key_means_two_things_in_one_place() -> None:
    everywhere = {spec.key for spec in SPECS.values() if spec.where is Where.WINDOW}
    for where in Where:
        keys = [spec.key for spec in SPECS.values() if spec.where is where]
        doubled = [key for key, count in Counter(keys).items() if count > 1]
        assert doubled == [], where
        if where is not Where.WINDOW:
            assert not everywhere & set(keys), f"{where}: the window owns it already"


@pytest.mark.parametrize("act", list(Act))
def test_an_action_has_key_icon_name_and_tip(qtbot: QtBot, act: Act) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    action = make(act, widget)
    assert not QKeySequence(SPECS[act].key).isEmpty()
    assert SPECS[act].key in {key.toString() for key in action.shortcuts()}
    assert not action.icon().isNull()
    assert icons.icon(SPECS[act].icon) is not None
    assert action.text() == text_of(act)
    assert tip_of(act) in action.toolTip()
    assert action.objectName() == act.value
    assert action in widget.actions()


def test_a_name_without_its_mnemonic_reads_well() -> None:
    assert plain_text_of(Act.NEW_SLIP) == "New call"
    assert plain_text_of(Act.SWITCH_THEME) == "Light or dark"
    assert all("&" not in plain_text_of(act) for act in Act)
