"""A file is on the disk whole, or the old one still is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.documents.files import file_name, write_whole
from dutyroom.errors import Environment


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "documents.disk_full"),
        (errno.EROFS, "documents.read_only"),
        (errno.EACCES, "documents.read_only"),
        (errno.EBUSY, "documents.locked"),
        (errno.ENAMETOOLONG, "documents.bad_name"),
        (errno.EIO, "documents.not_written"),
    ],
)
def test_what_the_disk_says_becomes_a_code(
    number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "值班记录.docx"
    target.write_bytes(b"yesterday")

    def refuse(_handle: int) -> None:
        raise OSError(number, "the disk says no")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Environment) as told:
        write_whole(target, b"today")
    assert told.value.code == code
    assert told.value.params["file"] == "值班记录.docx"
    assert target.read_bytes() == b"yesterday"
    assert [entry.name for entry in tmp_path.iterdir()] == ["值班记录.docx"]


def test_a_file_that_word_holds_open_is_told_as_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        trouble = PermissionError(errno.EACCES, "in use")
        trouble.winerror = 32  # type: ignore[attr-defined]
        raise trouble

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(Environment) as told:
        write_whole(tmp_path / "值班表.xlsx", b"today")
    assert told.value.code == "documents.locked"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_gone_is_told_as_missing(tmp_path: Path) -> None:
    with pytest.raises(Environment) as told:
        write_whole(tmp_path / "U盘" / "值班记录.pdf", b"today")
    assert told.value.code == "documents.folder_missing"


def test_a_new_file_takes_the_place_of_the_old_and_is_private(tmp_path: Path) -> None:
    target = tmp_path / "值班记录.pdf"
    target.write_bytes(b"yesterday")
    write_whole(target, b"today")
    assert target.read_bytes() == b"today"
    assert target.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_title_becomes_a_name_that_every_system_takes() -> None:
    assert file_name("关于A/B线：“滑坡”的\n报告?", ".docx") == "关于A B线：“滑坡”的 报告.docx"
    assert file_name("", ".pdf") == "_.pdf"
    assert file_name("CON", ".pdf") == "_CON.pdf"


@given(st.text())
def test_any_title_makes_a_name_that_can_be_written(title: str) -> None:
    name = file_name(title, ".xlsx")
    assert len(name.encode()) <= 200
    assert not set(name) & set('\\/:*?"<>|\n\x00')
    assert name.endswith(".xlsx")
