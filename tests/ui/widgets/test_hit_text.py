"""What a search found is marked, and stays in sight when the line is too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap

from ui import theme
from ui.widgets.hit_text import Elide, HitText, draw_hits, find_hits

LINE = "东湖区滨河路一住宅楼发生火情，已疏散群众32人，暂无人员伤亡，消防正在处置"


def marked(line: HitText) -> list[str]:
    return [line.text[start : start + length] for start, length in line.hits]


def test_each_word_of_the_search_is_found_wherever_it_stands() -> None:
    assert find_hits(LINE, "火情 东湖") == ((0, 2), (12, 2))
    assert find_hits("Fire and fire", "FIRE") == ((0, 4), (9, 4))
    assert find_hits(LINE, "台风") == ()
    assert find_hits(LINE, " ") == ()


def test_words_that_overlap_are_one_hit() -> None:
    assert find_hits("西岭县政府", "西岭县 岭县政") == ((0, 4),)


@given(st.text(max_size=30), st.text(max_size=6))
def test_every_hit_reads_like_a_word_of_the_search_and_lies_in_the_text(text: str, query: str) -> None:
    end = 0
    for start, length in find_hits(text, query):
        assert end <= start < start + length <= len(text)
        end = start + length


@pytest.mark.usefixtures("qapp")
class TestALineThatIsTooLong:
    def test_a_line_that_fits_is_left_alone(self) -> None:
        line = HitText("东湖区", ((0, 2),))
        assert line.fitted(theme.metrics(13), 400) == line

    def test_the_first_hit_stays_in_sight(self) -> None:
        line = HitText(LINE, find_hits(LINE, "火情"))
        short = line.fitted(theme.metrics(13), 160, Elide.HIT)
        assert marked(short) == ["火情"]
        assert short.text.startswith("…")
        assert short.text.endswith("…")
        assert theme.metrics(13).horizontalAdvance(short.text) <= 160

    def test_a_hit_beyond_the_end_is_dropped_when_the_end_is_cut(self) -> None:
        line = HitText(LINE, find_hits(LINE, "东湖 处置"))
        assert marked(line.fitted(theme.metrics(13), 160, Elide.RIGHT)) == ["东湖"]

    def test_both_ends_stay_when_the_middle_is_cut(self) -> None:
        line = HitText(LINE, find_hits(LINE, "东湖 处置"))
        short = line.fitted(theme.metrics(13), 160, Elide.MIDDLE)
        assert marked(short) == ["东湖", "处置"]

    def test_dots_that_were_typed_are_not_taken_for_the_cut(self) -> None:
        line = HitText("请示…" + LINE, find_hits("请示…" + LINE, "东湖"))
        short = line.fitted(theme.metrics(13), 160, Elide.RIGHT)
        assert marked(short) == ["东湖"]
        assert short.text.startswith("请示…东湖")

    @given(st.text(st.sampled_from("值班室火情…abc 1"), max_size=40), st.integers(0, 300), st.sampled_from(Elide))
    def test_what_is_marked_was_a_hit_before(self, text: str, width: int, elide: Elide) -> None:
        line = HitText(text, find_hits(text, "火情"))
        short = line.fitted(theme.metrics(13), width, elide)
        for part in marked(short):
            assert part.strip("…") in "火情" or part == "火情"


@pytest.mark.usefixtures("qapp")
def test_a_hit_is_painted_on_its_own_ground() -> None:
    canvas = QPixmap(200, 32)
    canvas.fill(QColor(theme.LIGHT.raised))
    painter = QPainter(canvas)
    draw_hits(painter, QRect(0, 0, 200, 32), HitText("火情通报", ((0, 2),)), size=13, ink=theme.LIGHT.text)
    painter.end()
    image = canvas.toImage()
    grounds = [image.pixelColor(x, 16).name().upper() for x in range(200)]
    assert theme.LIGHT.hit.ground in grounds[:28]
    assert theme.LIGHT.hit.ground not in grounds[30:]
