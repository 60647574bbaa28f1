"""The self-test: it says of each part whether it works, and ends with 1 as soon as one does not."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dutyroom import self_check
from dutyroom.clock import SetClock
from ui import self_test, theme


def lines_of(printed: str) -> tuple[list[str], list[str], str]:
    """Return the checks that passed, those that failed, and the last sentence."""
    *checks, last = printed.splitlines()
    failed = [line for line in checks if line.startswith("[失败 FAILED]")]
    return [line for line in checks if line.startswith("[通过 ok]")], failed, last


def test_a_whole_desk_passes_every_check_and_leaves_nothing_behind(
    qtbot: QtBot, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(self_check.try_modules, "__defaults__", (("dutyroom.log", "ui.log"),))  # all take seconds
    assert self_test.run_self_test(clock) == 0
    passed, failed, last = lines_of(capsys.readouterr().out)
    assert not failed
    assert [line.split("] ")[1].split(" / ")[0] for line in passed] == [
        *("资源文件", "程序模块", "提醒与通知", "加密数据文件", "密钥与登录", "记录来电", "检索"),
        *("日志链核验", "导出 docx、xlsx", "屏幕", "中文字体", "界面译文", "打开窗口", "打印成 PDF", "反复绘制"),
    ]
    assert "2026-0001" in passed[5]
    assert last.endswith("各项通过，可以使用。")
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_lacks_something_says_what_and_ends_with_one(
    qtbot: QtBot, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "half_a_program").mkdir()
    (tmp_path / "half_a_program" / "__init__.py").touch()
    (tmp_path / "half_a_program" / "page.py").write_text("import a_library_left_out\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(self_check.try_modules, "__defaults__", (("half_a_program",),))
    monkeypatch.setattr(self_check, "resource", lambda name: tmp_path / name)
    monkeypatch.setattr(self_check.TrialRoom, "found", lambda self: "")
    monkeypatch.setattr(theme, "choose_face", lambda available: None)
    assert self_test.run_self_test(clock) == 1
    passed, failed, last = lines_of(capsys.readouterr().out)
    said = "\n".join(failed)
    assert "i18n/words.json" in said
    assert "half_a_program.page: No module named 'a_library_left_out'" in said
    assert "fonts-noto-cjk" in said
    assert "the room is not open" in said, "what needs the room fails with it"
    assert any("屏幕" in line for line in passed), "and the rest is tried all the same"
    assert last.endswith(f"{len(failed)} 项不通过。")
    for name in [name for name in sys.modules if name.startswith("half_a_program")]:
        monkeypatch.delitem(sys.modules, name)
