"""The model of a sheet holds what it is given, and refuses what cannot be drawn."""

from __future__ import annotations

from datetime import datetime

import pytest

from dutyroom.documents.columns import table_widths
from dutyroom.documents.model import Column, Field, FieldGrid, Run, Sheet, Table, group, paragraphs, plain, row, text
from dutyroom.documents.paper import (
    FACES,
    GBT_9704,
    LETTER_PITCH,
    FontRole,
    Orientation,
    choose_face,
    page_box,
)
from tests.documents.sheets import day_record, roster_of_leaders

MM = 72 / 25.4


def test_the_type_area_is_that_of_the_standard() -> None:
    box = page_box(Orientation.PORTRAIT, GBT_9704)
    assert (box.top, box.left) == pytest.approx((37 * MM, 28 * MM))
    assert (box.content_width, box.content_height) == pytest.approx((156 * MM, 225 * MM))
    assert box.content_height / LETTER_PITCH == pytest.approx(22)


def test_a_page_turned_to_landscape_keeps_its_binding_edge() -> None:
    box = page_box(Orientation.LANDSCAPE, GBT_9704)
    assert box.width > box.height
    assert box.top == pytest.approx(28 * MM)
    assert box.content_width * box.content_height == pytest.approx(156 * MM * 225 * MM)


def test_the_standards_face_comes_first_and_what_the_machine_has_next() -> None:
    assert choose_face(FontRole.BODY, {"仿宋", "Noto Serif CJK SC"}).name == "仿宋"
    assert choose_face(FontRole.BODY, {"Noto Serif CJK SC"}).name == "Noto Serif CJK SC"
    assert choose_face(FontRole.BODY, set()).name == "仿宋"


def test_a_title_without_a_title_face_is_set_heavier() -> None:
    assert choose_face(FontRole.TITLE, {"Noto Serif CJK SC"}).bold
    assert not choose_face(FontRole.TITLE, {"方正小标宋简体"}).bold


def test_no_face_falls_back_to_japanese_shapes() -> None:
    names = [face.name for faces in FACES.values() for face in faces]
    assert not [name for name in names if "JP" in name or name in ("MS Mincho", "Noto Serif CJK")]


def test_a_row_that_does_not_fit_its_table_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Table((Column("编号"), Column("事由")), (row("2026-0417"),))


def test_a_naive_moment_does_not_get_into_a_sheet() -> None:
    with pytest.raises(ValueError, match="naive"):
        Sheet("值班记录", made_at=datetime(2026, 11, 21))  # noqa: DTZ001 - the mistake itself


def test_columns_fill_the_width_and_numbers_and_names_are_not_broken() -> None:
    table = day_record().blocks[0]
    assert isinstance(table, Table)
    widths = table_widths(table, 442.0)
    assert sum(widths) == pytest.approx(442.0)
    number, source = widths[0], widths[6]
    assert number > 9 * 0.6 * table.size
    assert source > 4 * table.size


def test_columns_without_room_for_everything_follow_their_weights() -> None:
    wide = "1234567890" * 4
    table = Table(tuple(Column(str(n), n) for n in range(1, 9)), (row(*[wide] * 8),))
    widths = table_widths(table, 200.0)
    assert sum(widths) == pytest.approx(200.0)
    assert widths[7] == pytest.approx(8 * widths[0])


def test_the_last_field_of_a_row_reaches_the_edge() -> None:
    grid = FieldGrid((Field("天气", text("晴")), Field("备注", text("无"), span=2), Field("班次", text("白班"))))
    assert [[field.span for field in fields] for fields in grid.rows()] == [[2], [2], [2]]


def test_paragraphs_keep_what_is_struck_through() -> None:
    parts = paragraphs(text("转移", Run("36人\n36户", struck=True), "。"))
    assert [plain(part) for part in parts] == ["转移36人", "36户。"]
    assert parts[1][0] == Run("36户", struck=True)


def test_words_go_on_from_the_row_above_only_where_the_column_says_so_and_no_heading_parts_them() -> None:
    table = roster_of_leaders(4).blocks[0]
    assert isinstance(table, Table)
    assert table.same_as_above() == (
        (False, False, False, False),
        (False, True, False, True),
        (False, True, False, True),
        (False, False, False, True),
    )
    columns = (Column("甲", joined=True), Column("乙", joined=True))
    parted = Table(columns, (row("温怀谷", ""), group("夜班"), row("温怀谷", ""), row("温怀谷", "")))
    assert parted.same_as_above() == ((False, False), (False, False), (False, False), (True, False))
