"""Grades for eyes that confuse red and green, or blue and yellow: apart in colour, and never told by colour alone."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dutyroom.texts import term
from ui import icons, theme
from ui.theme import DARK, LIGHT, GradeName, Tokens
from ui.widgets.grade_mark import grade_size, paint_grade

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen one

Triple = tuple[float, float, float]
GRADES: tuple[GradeName, ...] = ("I", "II", "III", "IV")
UI = Path(__file__).parents[2] / "ui"

# Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
# Transactions on Visualization and Computer Graphics 15 (2009) 6, table 1, severity 1.0; for linear sRGB.
EYES: dict[str, tuple[Triple, Triple, Triple]] = {
    "everybody": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# CIE76. A difference of 2.3 is just noticed (Mahy et al. 1994); marks in rows want three of these.
APART = 3 * 2.3
# Of ink and shape, the part by which two shapes have to differ. Drawn in one colour, at the size of a row.
UNLIKE = 0.25


def seen(colour: str, eye: tuple[Triple, Triple, Triple]) -> Triple:
    """Return how an eye sees ``#RRGGBB``, in CIE L*a*b* (D65)."""
    coded = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in coded]
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in eye)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: str, other: str, eye: tuple[Triple, Triple, Triple]) -> float:
    """Return how far apart an eye sees two colours (CIE76)."""
    pairs = zip(seen(one, eye), seen(other, eye), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def test_the_measure_of_colours_agrees_with_known_values() -> None:
    white, black = seen("#FFFFFF", EYES["everybody"]), seen("#000000", EYES["everybody"])
    assert white == pytest.approx((100, 0, 0), abs=0.02)
    assert black == pytest.approx((0, 0, 0), abs=0.02)
    assert seen("#FF0000", EYES["everybody"]) == pytest.approx((53.24, 80.09, 67.20), abs=0.03)
    for name, eye in EYES.items():
        assert [sum(row) for row in eye] == pytest.approx([1, 1, 1], abs=0.001), f"{name} leaves grey grey"


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_any_two_grades_differ_in_colour_for_every_eye(look: Tokens, eye: str) -> None:
    for one, other in combinations(GRADES, 2):
        first, second, matrix = look.grade(one), look.grade(other), EYES[eye]
        by_ink = difference(first.ink, second.ink, matrix)
        by_ground = difference(first.ground, second.ground, matrix)
        assert max(by_ink, by_ground) >= APART, (one, other, round(by_ink, 1), round(by_ground, 1))


def test_inks_alone_would_not_do_so_that_the_grounds_count() -> None:
    second, third = LIGHT.grade_2, LIGHT.grade_3
    assert difference(second.ink, third.ink, EYES["everybody"]) > 25
    assert difference(second.ink, third.ink, EYES["deuteranopia"]) < APART


def shape(grade: GradeName, side: int = 24) -> list[bool]:
    """Return which points of the mark of a grade are inked, in black."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    icons.paint(painter, QRect(0, 0, side, side), f"grade-{GRADES.index(grade) + 1}", "#000000")
    painter.end()
    return [image.pixelColor(x, y).alpha() > 127 for x in range(side) for y in range(side)]


def test_each_grade_has_a_shape_that_no_other_has(qapp: QApplication) -> None:
    for one, other in combinations(GRADES, 2):
        first, second = shape(one), shape(other)
        either = sum(a or b for a, b in zip(first, second, strict=True))
        only_one = sum(a != b for a, b in zip(first, second, strict=True))
        assert only_one / either > UNLIKE, (one, other)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_in_grey_the_marks_of_all_grades_still_differ_by_word_and_shape(
    qtbot: QtBot, qapp: QApplication, look: Tokens
) -> None:
    theme.apply_theme(qapp, look.name)
    marks: dict[GradeName, QImage] = {}
    for grade in GRADES:
        word = term("grade", grade)
        image = QImage(grade_size("特别重大"), QImage.Format.Format_RGB32)
        image.fill(QColor(look.raised))
        painter = QPainter(image)
        paint_grade(painter, image.rect(), grade, word)
        painter.end()
        marks[grade] = image.convertToFormat(QImage.Format.Format_Grayscale8)
    theme.apply_theme(qapp, "light")
    assert len({term("grade", grade) for grade in GRADES}) == len(GRADES)
    for one, other in combinations(GRADES, 2):
        first, second = marks[one], marks[other]
        unlike = sum(
            abs(first.pixelColor(x, y).value() - second.pixelColor(x, y).value()) > 60
            for x in range(first.width())
            for y in range(first.height())
        )
        assert unlike > 60, (one, other)


def test_the_colours_of_grades_are_taken_only_where_a_shape_is_painted_beside_them() -> None:
    takers = {
        str(file.relative_to(UI))
        for file in UI.rglob("*.py")
        if any(
            sign in file.read_text("utf-8") for sign in (".grade(grade)", "pair_of(", "Role.GRADE_", "tokens.grade_")
        )
    }
    assert takers == {"alerts/level_mark.py", "alerts/tray.py", "widgets/grade_mark.py"}
    for taker in takers:
        assert "icons.paint(" in (UI / taker).read_text("utf-8"), taker
