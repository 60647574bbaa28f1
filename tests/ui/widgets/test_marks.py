"""Marks: grades by word, shape and colour; urgency by weight and outline alone."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dutyroom.texts import term
from ui import theme
from ui.theme import DARK, LIGHT, GradeName, Tone
from ui.widgets.grade_mark import GradeMark
from ui.widgets.hairline import Hairline
from ui.widgets.icon_label import IconLabel
from ui.widgets.key_hint import KeyHint
from ui.widgets.pill import Pill
from ui.widgets.section_title import SectionTitle
from ui.widgets.urgency_mark import UrgencyMark, UrgencyName

GRADES: list[tuple[GradeName, str]] = [("I", "特别重大"), ("II", "重大"), ("III", "较大"), ("IV", "一般")]
URGENCIES: list[UrgencyName] = ["flash", "immediate", "urgent", "routine"]


def picture(qtbot: QtBot, widget: QWidget) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    return widget.grab().toImage()


def hues(image: QImage) -> set[int]:
    """Return the hues of what is clearly coloured."""
    found: set[int] = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.hsvSaturation() > 90 and colour.value() > 60:
                found.add(colour.hsvHue())
    return found


def count(image: QImage, colour: str) -> int:
    wanted = QColor(colour)
    return sum(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("grade", "word"), GRADES)
def test_a_grade_shows_its_colour_and_says_its_word(
    qtbot: QtBot, qapp: QApplication, look: theme.Tokens, grade: GradeName, word: str
) -> None:
    theme.apply_theme(qapp, look.name)
    mark = GradeMark(grade, word)
    image = picture(qtbot, mark)
    assert count(image, look.grade(grade).ink) > 15
    assert count(image, look.grade(grade).ground) > 100
    assert mark.accessibleName() == f"{word} {grade}"


def test_a_grade_that_changes_is_drawn_and_spoken_anew(qtbot: QtBot) -> None:
    mark = GradeMark("III", "较大")
    before = picture(qtbot, mark)
    mark.set_grade("I", "特别重大")
    mark.resize(mark.sizeHint())
    assert mark.grab().toImage() != before
    assert mark.accessibleName() == "特别重大 I"
    assert mark.sizeHint().width() > before.width()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_urgency_takes_no_colour_so_that_grades_keep_theirs(qtbot: QtBot, qapp: QApplication, look: theme.Name) -> None:
    theme.apply_theme(qapp, look)
    for urgency in URGENCIES:
        assert hues(picture(qtbot, UrgencyMark(urgency, term("urgency", urgency)))) == set(), urgency


def test_the_more_urgent_the_heavier_the_mark(qtbot: QtBot) -> None:
    weights = []
    for urgency in URGENCIES:
        image = picture(qtbot, UrgencyMark(urgency, "急件"))  # the same word, so that only the mark differs
        darkness = sum(
            255 - image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height())
        )
        weights.append(darkness)
    assert weights == sorted(weights, reverse=True)
    assert all(one > other * 1.1 for one, other in pairwise(weights))


def test_pills_speak_in_different_tones(qtbot: QtBot) -> None:
    pictures = [picture(qtbot, Pill("待核实", tone)) for tone in Tone]
    assert all(one != other for one, other in combinations(pictures, 2))


def test_a_pill_can_change_its_tone(qtbot: QtBot) -> None:
    pill = Pill("超时", Tone.WARNING)
    picture(qtbot, pill)
    pill.set_tone(Tone.DANGER)
    assert pill.tone() is Tone.DANGER
    assert count(pill.grab().toImage(), LIGHT.danger.ground) > 50


def test_a_key_cap_shows_the_key_as_this_system_writes_it(qtbot: QtBot) -> None:
    hint = KeyHint("Ctrl+Return")
    qtbot.addWidget(hint)
    assert hint.text() == "Ctrl+Return"
    assert "Ctrl+Return" in hint.accessibleName()


def test_a_section_tells_how_many_it_holds(qtbot: QtBot) -> None:
    title = SectionTitle("待办", count=5)
    qtbot.addWidget(title)
    title.show()
    assert title.accessibleName() == "待办 5"
    title.set_count(None)
    assert title.accessibleName() == "待办"
    title.set_text("已办")
    title.add(QLabel("全部", title))
    assert title.accessibleName() == "已办"


def test_a_hairline_is_one_pixel_of_the_quiet_colour(qtbot: QtBot) -> None:
    line = Hairline()
    qtbot.addWidget(line)
    line.resize(40, 1)
    image = line.grab().toImage()
    assert image.height() == 1
    assert image.pixelColor(20, 0) == QColor(LIGHT.hairline)


def test_an_icon_standing_alone_has_a_meaning_and_pales_when_disabled(qtbot: QtBot) -> None:
    label = IconLabel("grade-3", side=16, meaning="较大")
    assert count(picture(qtbot, label), LIGHT.secondary) > 10
    assert label.accessibleName() == "较大"
    label.setEnabled(False)
    assert count(label.grab().toImage(), LIGHT.disabled) > 10
