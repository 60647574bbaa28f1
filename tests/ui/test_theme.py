"""The look of the desk: readable by day and by night, in Chinese, and nowhere else than in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from dutyroom.paths import resource
from ui import theme
from ui.theme import DARK, LIGHT, Pair, Tokens

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen one

ROOT = Path(__file__).parents[2]
LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
READABLE = 4.5  # WCAG 2.2, 1.4.3
VISIBLE = 3.0  # WCAG 2.2, 1.4.11


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp, "light")
    yield
    theme.apply_theme(qapp, "light")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(look: Tokens) -> dict[str, tuple[str, str]]:
    grounds = ("surface", "raised", "sunken", "hover", "selection", "selection_idle")
    found = {f"text on {name}": (look.text, getattr(look, name)) for name in (*grounds, "pressed")}
    found |= {f"secondary on {name}": (look.secondary, getattr(look, name)) for name in grounds}
    found |= {f"placeholder on {name}": (look.placeholder, getattr(look, name)) for name in ("surface", "raised")}
    found |= {f"accent on {name}": (look.accent, getattr(look, name)) for name in ("surface", "raised")}
    fills = ("accent", "accent_hover", "accent_pressed")
    found |= {f"text on a button of {name}": (look.accent_text, getattr(look, name)) for name in fills}
    found["text on a pressed danger button"] = (look.danger_text, look.danger.ink)
    for field in fields(look):
        value = getattr(look, field.name)
        if isinstance(value, Pair):
            found[field.name] = tuple(value)
    for tone in theme.Tone:
        for name in ("raised", "surface", "selection"):
            found[f"{tone.value} on {name}"] = (look.tone(tone).ink, getattr(look, name))
    found["a link in a warning"] = (look.accent, look.warning.ground)
    return found


@LOOKS
def test_every_text_can_be_read_on_its_ground(look: Tokens) -> None:
    poor = {name: round(contrast(*pair), 2) for name, pair in pairs(look).items() if contrast(*pair) < READABLE}
    assert poor == {}


@LOOKS
def test_the_focus_ring_is_seen_on_every_ground(look: Tokens) -> None:
    for name in ("surface", "raised", "sunken", "selection"):
        assert contrast(look.accent, getattr(look, name)) >= VISIBLE, name


def test_grades_have_the_colours_of_the_design() -> None:
    inks = [look.grade(grade).ink for look in (LIGHT, DARK) for grade in ("I", "II", "III", "IV")]
    assert inks == ["#B91C1C", "#C2410C", "#A16207", "#1D4ED8", "#F87171", "#FB923C", "#FACC15", "#60A5FA"]
    assert (LIGHT.accent, DARK.accent, LIGHT.drill.ink, DARK.drill.ink) == ("#0F766E", "#2DD4BF", "#6D28D9", "#C4B5FD")


@LOOKS
def test_nothing_but_a_grade_is_red_orange_yellow_or_blue(look: Tokens) -> None:
    hues = [QColor(look.grade(grade).ink).hsvHue() for grade in ("I", "II", "III", "IV")]
    for tone in (theme.Tone.ACCENT, theme.Tone.SUCCESS, theme.Tone.DANGER, theme.Tone.DRILL):
        hue = QColor(look.tone(tone).ink).hsvHue()
        assert all(min(abs(hue - grade), 360 - abs(hue - grade)) > 15 for grade in hues), tone
    # sand lies between orange and yellow, so it keeps away by being nearly grey
    assert QColor(look.warning.ink).hsvSaturationF() < 0.6


def test_a_chinese_face_is_chosen_by_name_and_never_a_japanese_one() -> None:
    assert theme.choose_face(["Noto Sans CJK JP", "Noto Sans CJK SC", "DejaVu Sans"]) == "Noto Sans CJK SC"
    assert theme.choose_face(["Noto Sans CJK SC", "Microsoft YaHei UI"]) == "Microsoft YaHei UI"
    assert theme.choose_face(["Noto Sans CJK JP", "DejaVu Sans"]) is None


def test_figures_are_of_one_width_so_that_the_clock_stands_still(qtbot: QtBot) -> None:
    clock = QLabel("20:38:07")
    qtbot.addWidget(clock)
    theme.mark(clock, type="clock")
    assert clock.font().featureValue(QFont.Tag("tnum")) == 1
    assert clock.font().pixelSize() == 26
    widths = {theme.metrics(26).horizontalAdvance(figure) for figure in "0123456789"}
    assert len(widths) == 1


@LOOKS
def test_the_whole_palette_is_set_with_its_disabled_colours(qapp: QApplication, look: Tokens) -> None:
    theme.apply_theme(qapp, look.name)
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Window) == QColor(look.surface)
    assert palette.color(QPalette.ColorRole.Accent) == QColor(look.accent)
    assert palette.color(QPalette.ColorRole.Link) == QColor(look.accent)
    assert palette.color(QPalette.ColorRole.PlaceholderText) == QColor(look.placeholder)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        assert palette.color(QPalette.ColorGroup.Disabled, role) == QColor(look.disabled)
        assert palette.color(QPalette.ColorGroup.Active, role) == QColor(look.text)


def test_a_compact_desk_has_lower_rows_and_a_scaled_one_larger_type(qapp: QApplication) -> None:
    assert theme.apply_theme(qapp, "light").sizes.row == 32
    assert theme.apply_theme(qapp, "light", compact=True).sizes.row == 26
    scaled = theme.apply_theme(qapp, "light", scale=1.5).sizes
    assert (scaled.body, scaled.row, scaled.space_4) == (20, 48, 24)
    assert qapp.font().pixelSize() == 20


def test_type_and_spaces_follow_the_design() -> None:
    sizes = theme.Sizes()
    assert (sizes.space_1, sizes.space_2, sizes.space_3, sizes.space_4, sizes.space_5) == (4, 8, 12, 16, 24)
    assert (sizes.body, sizes.small, sizes.section, sizes.title, sizes.clock) == (13, 12, 15, 20, 26)
    assert sizes.radius == 6


def test_a_change_of_look_is_told_once_it_is_in_force(qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.signals().changed) as told:
        theme.apply_theme(qapp, "dark")
    assert told.args == [theme.current()]
    assert theme.current().dark


def test_the_look_of_the_system_is_followed_when_it_turns_dark(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not theme.apply_theme(qapp, "system").dark  # this one does not say
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda hints: Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.current().dark


def test_a_chosen_look_does_not_follow_the_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.apply_theme(qapp, "light")
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda hints: Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.current().dark


def test_a_focused_control_is_as_large_as_an_idle_one(qtbot: QtBot) -> None:
    for control in (QLineEdit("值班"), QPushButton("保存")):
        qtbot.addWidget(control)
        control.show()
        idle = control.sizeHint()
        qtbot.waitUntil(control.isVisible)
        control.setFocus()
        assert control.sizeHint() == idle


def test_marking_a_control_changes_its_look_at_once(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(120, 32)
    plain = field.grab().toImage().pixelColor(60, 0)
    theme.mark(field, invalid=True)
    assert field.grab().toImage().pixelColor(60, 0) == QColor(LIGHT.danger.ink) != plain


def test_what_was_built_without_the_look_wears_it_when_it_is_whole(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply_theme(qapp, "light")

    def button() -> QPushButton:
        made = QPushButton("保存")
        qtbot.addWidget(made)
        theme.mark(made, kind="primary")
        return made

    dressed = button()
    with theme.undressed(qapp):
        assert not qapp.styleSheet()
        built = button()
    assert built.grab().toImage() == dressed.grab().toImage()
    with pytest.raises(ValueError, match="broken"), theme.undressed(qapp):
        raise ValueError("broken")
    assert qapp.styleSheet() == theme.style_sheet(theme.current())
    assert button().grab().toImage() == dressed.grab().toImage()


def test_every_mark_of_the_style_sheet_exists_in_both_looks_and_in_their_colours() -> None:
    for look in (LIGHT, DARK):
        named = re.findall(r"url\(controls:([\w-]+\.svg)\)", theme.style_sheet(look))
        assert len(named) > 10
        known = {getattr(look, field.name) for field in fields(look) if isinstance(getattr(look, field.name), str)}
        known |= {getattr(look, field.name).ink for field in fields(look) if field.name in ("warning", "danger")}
        for name in named:
            drawn = set(re.findall(r"#[0-9A-F]{6}", (resource("icons/controls") / name).read_text("utf-8")))
            assert drawn, name
            assert drawn <= known, name


def test_no_colour_and_no_style_sheet_stands_outside_the_theme() -> None:
    strays = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        if path.name not in ("theme.py", "tokens.py", "style_sheet.py")
        and path.parent.name != "printing"  # paper is white by night too
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r'"#[0-9A-Fa-f]{3,8}"|setStyleSheet\(|Qt\.GlobalColor\.(?!transparent)', line)
    ]
    assert strays == []


def test_sizes_of_type_rise_from_secondary_to_clock() -> None:
    sizes = theme.Sizes()
    steps = [sizes.small, sizes.body, sizes.section, sizes.title, sizes.clock]
    assert all(low < high for low, high in pairwise(steps))
