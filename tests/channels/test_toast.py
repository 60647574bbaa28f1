"""Notes of the system are clipped to what fits, and their failure is noted and never fatal."""

from __future__ import annotations

import pytest

from dutyroom.channels.toast import FAILED, TEXT_UNITS, TITLE_UNITS, Toaster, clipped


@pytest.mark.parametrize("units", [TITLE_UNITS, TEXT_UNITS])
@pytest.mark.parametrize("text", ["短", "较大突发事件" * 60, "𠮷" * 300, "a𠮷" * 200])
def test_a_note_has_at_most_so_many_units_and_no_half_character(text: str, units: int) -> None:
    cut = clipped(text, units)
    assert len(cut.encode("utf-16-le")) // 2 <= units
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


def test_a_note_is_shown_and_a_failure_is_noted_once_and_not_fatal(caplog: pytest.LogCaptureFixture) -> None:
    shown: list[dict[str, object]] = []
    toaster = Toaster(lambda **note: shown.append(note))
    assert toaster.show("较大 · 事件2026-0007", "青云路" * 200, "值班室")
    assert [len(str(shown[0]["title"])), len(str(shown[0]["message"]))] == [16, TEXT_UNITS]

    def fail(**_note: object) -> None:
        raise NotImplementedError("no usable implementation found")

    broken = Toaster(fail)
    assert [broken.show("a", "b", "c"), broken.show("a", "b", "c")] == [False, False]
    assert (broken.failure, [record.levelname for record in caplog.records]) == (FAILED, ["WARNING"])


def test_the_real_library_without_a_desktop_does_not_end_the_program() -> None:
    toaster = Toaster()
    assert toaster.show("值班室", "测试", "值班室") in (True, False)
    assert toaster.failure in ("", FAILED)
