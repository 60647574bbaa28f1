"""Our own icons: each is there, in one colour of the look in force, and sharp."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dutyroom.paths import resource
from ui import icons, theme
from ui.icons import Role

APP = {"app", "app-small"}
NAMES = sorted(path.stem for path in resource("icons").glob("*.svg") if path.stem not in APP)
WANTED = (
    "desk log incident supervise handover roster directory settings search phone-in phone-out phone "
    "network fax telegram sms visit paper online-opinion patrol other lock unlock print pdf docx xlsx "
    "import export add close check withdraw correct assign due bell heartbeat back forward filter eye "
    "eye-off copy help theme moon sun user users key backup warning info calendar more grade-1 grade-2 "
    "grade-3 grade-4 "
)


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp, "light")
    yield
    theme.apply_theme(qapp, "light")


def inked(image: QImage) -> int:
    """Return how many pixels are more than half covered."""
    return sum(image.pixelColor(x, y).alpha() > 127 for x in range(image.width()) for y in range(image.height()))


def test_every_icon_the_desk_asks_for_is_there() -> None:
    assert set(WANTED.split()) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_on_the_grid_in_one_replaceable_colour(name: str) -> None:
    source = resource(f"icons/{name}.svg").read_text("utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert "currentColor" in source
    assert "#" not in source
    assert 'stroke-width="1.75"' in source


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_icon_shows_something_in_the_colour_of_the_look(qapp: QApplication, look: theme.Name) -> None:
    tokens = theme.apply_theme(qapp, look)
    for name in NAMES:
        image = icons.icon(name).pixmap(QSize(32, 32)).toImage()
        assert inked(image) > 20, name
        wanted = QColor(tokens.text)
        for x in range(image.width()):
            for y in range(image.height()):
                colour = image.pixelColor(x, y)
                if colour.alpha() == 255:  # blended edges may be one step off
                    assert abs(colour.red() - wanted.red()) <= 2, name
                    assert abs(colour.blue() - wanted.blue()) <= 2, name


def test_an_icon_that_was_asked_for_once_follows_the_look(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("grade-3"))
    button.resize(60, 32)

    def middle() -> str:
        return button.grab().toImage().pixelColor(30, 16).name().upper()

    assert middle() == theme.LIGHT.text
    theme.apply_theme(qapp, "dark")
    assert middle() == theme.DARK.text


def test_a_disabled_icon_is_paler_and_a_checked_rail_icon_has_the_accent() -> None:
    rail = icons.icon("grade-3", Role.RAIL)

    def ink(mode: QIcon.Mode, state: QIcon.State) -> str:
        return rail.pixmap(QSize(16, 16), mode, state).toImage().pixelColor(8, 8).name().upper()

    assert ink(QIcon.Mode.Normal, QIcon.State.Off) == theme.LIGHT.secondary
    assert ink(QIcon.Mode.Normal, QIcon.State.On) == theme.LIGHT.accent
    assert ink(QIcon.Mode.Selected, QIcon.State.Off) == theme.LIGHT.text
    assert ink(QIcon.Mode.Disabled, QIcon.State.On) == theme.LIGHT.disabled


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_colour_in_both_looks(qapp: QApplication, role: Role) -> None:
    light = icons.colour(role)
    theme.apply_theme(qapp, "dark")
    assert QColor(light).isValid()
    assert QColor(icons.colour(role)).isValid()
    assert light != icons.colour(role)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_drawn_at_the_pixels_of_the_screen(ratio: float) -> None:
    made = icons.icon("phone").pixmap(QSize(16, 16), ratio)
    assert made.width() == round(16 * ratio)
    assert made.devicePixelRatio() == pytest.approx(ratio)


def test_an_unknown_icon_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_an_icon_survives_being_copied_and_extended() -> None:
    for _ in range(50):
        copied = QIcon(icons.icon("lock"))
        copied.addPixmap(icons.pixmap("key", QSize(16, 16), theme.LIGHT.text))
        assert inked(copied.pixmap(QSize(16, 16)).toImage()) > 10


def test_the_shapes_of_the_grades_differ_without_colour_at_the_size_of_a_row() -> None:
    masks = {}
    for grade in range(1, 5):
        image = icons.pixmap(f"grade-{grade}", QSize(12, 12), theme.LIGHT.text).toImage()
        masks[grade] = {(x, y) for x in range(12) for y in range(12) if image.pixelColor(x, y).alpha() > 127}
    for one, other in combinations(masks, 2):
        differing = len(masks[one] ^ masks[other])
        assert differing >= 20, (one, other, differing)  # of 144 pixels


def test_the_icon_of_the_application_is_there_from_task_bar_to_folder() -> None:
    made = icons.app_icon()
    assert {size.width() for size in made.availableSizes()} == {16, 20, 24, 32, 48, 64, 128, 256}
    for side in (16, 256):
        image = made.pixmap(QSize(side, side)).toImage()
        corner, middle = image.pixelColor(0, 0), image.pixelColor(side // 2, side // 8)
        assert corner.alpha() < 128 < middle.alpha()
