"""Chinese can be typed on a desktop that asks for fcitx."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.input_method import choose_input_method


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, {"QT_IM_MODULES": "wayland;ibus"}),
        ({"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "compose"}, {"QT_IM_MODULE": "compose"}),
        ({}, {}),
    ],
)
def test_where_qt_has_no_part_for_fcitx_it_speaks_with_it_as_with_ibus(
    tmp_path: Path, asked: dict[str, str], given: dict[str, str]
) -> None:
    assert choose_input_method(dict(asked), tmp_path) == given


def test_a_part_for_fcitx_that_somebody_put_there_is_used(tmp_path: Path) -> None:
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    assert choose_input_method({"QT_IM_MODULE": "fcitx"}, tmp_path) == {"QT_IM_MODULE": "fcitx"}
