"""A handover sheet as it leaves the room by the command."""

from __future__ import annotations

import argparse
from pathlib import Path

import docx
import pytest

from dutyroom.bootstrap import Place
from dutyroom.commands import declare, export_with_pdf
from dutyroom.errors import Refused
from tests.conftest import Template
from tests.factories import LOGIN, NAME, PASSWORD


@pytest.mark.req("R084")
def test_the_command_writes_the_sheet_by_which_a_watch_was_handed_over(worked: Template, tmp_path: Path) -> None:
    place: Place = worked.copy_to(tmp_path / "room")
    password = tmp_path / "password"
    password.write_text(PASSWORD)
    parser = argparse.ArgumentParser()
    declare(parser)

    def export(watch: str) -> int:
        order = ["export", "handover", watch, "--out", str(tmp_path / "out"), "--data", str(place.data_file)]
        return export_with_pdf(
            parser.parse_args([*order, "--account", LOGIN, "--password-file", str(password)]),
            lambda sheet, path: path.write_text(sheet.title),
        )

    assert export("2026-11-21/night") == 0
    made = {file.suffix: file for file in (tmp_path / "out").iterdir()}
    assert set(made) == {".docx", ".xlsx", ".pdf"}
    assert made[".docx"].name == "值班交接单-2026-11-21-night.docx"
    written = docx.Document(str(made[".docx"]))
    words = "".join(cell.text for table in written.tables for row in table.rows for cell in row.cells)
    assert NAME in words
    for watch, code in (("2026-11-20/day", "handover.no_such_handover"), ("昨夜", "calendar.bad_watch")):
        with pytest.raises(Refused) as told:
            export(watch)
        assert told.value.code == code
