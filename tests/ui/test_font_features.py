"""A desk opens on a PySide6 that cannot name features of a face."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from ui import font_features
from ui.font_features import set_feature


class FontOfOld(QFont):
    """As in PySide6 6.8.0.2, where no tag can be made of a text."""

    class Tag:
        def __init__(self) -> None:
            """Take nothing."""


def test_a_face_stays_as_it_is_where_features_cannot_be_named(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_features, "QFont", FontOfOld)
    assert not set_feature(QFont("Noto Sans CJK SC"), "tnum", 1)
