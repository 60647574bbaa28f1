"""A file that is written as a whole is either the old one or the new one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from dutyroom.errors import Environment
from dutyroom.storage import files
from dutyroom.storage.files import write_whole


def failing(number: int):  # type: ignore[no-untyped-def]
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(number, "the disk says no")

    return fail


def test_the_new_content_stands_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "settings"
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert file.read_bytes() == b"two"
    assert [path.name for path in file.parent.iterdir()] == ["settings"]


def test_the_one_before_stays_beside_it_when_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "ring"
    for content in (b"one", b"two", b"three"):
        write_whole(file, content, keep_previous=True)
    assert (file.read_bytes(), (tmp_path / "ring.previous").read_bytes()) == (b"three", b"two")


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "storage.disk_full"),
        (errno.EDQUOT, "storage.disk_full"),
        (errno.EROFS, "storage.read_only"),
        (errno.EACCES, "storage.no_permission"),
        (errno.EPERM, "storage.no_permission"),
        (errno.ENOENT, "storage.no_such_file"),
        (errno.EIO, "storage.io_error"),
    ],
)
def test_a_failure_keeps_the_old_content_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    file = tmp_path / "ring"
    write_whole(file, b"old")
    monkeypatch.setattr(files.os, step, failing(number))
    with pytest.raises(Environment) as told:
        write_whole(file, b"new")
    assert (told.value.code, told.value.params) == (code, {"file": str(file)})
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["ring"]


def test_a_disk_that_refuses_even_the_cleaning_still_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ring"
    write_whole(file, b"old")
    monkeypatch.setattr(files.os, "replace", failing(errno.EROFS))
    monkeypatch.setattr(Path, "unlink", failing(errno.EROFS))
    with pytest.raises(Environment) as told:
        write_whole(file, b"new")
    assert told.value.code == "storage.read_only"
    assert file.read_bytes() == b"old"
