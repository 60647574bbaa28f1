"""A situation report as it leaves the room: in the layout of the standard, as docx and as PDF by the command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place
from dutyroom.documents.model import Heading, MarkKind, Masthead, Paragraph, Sheet, SplitLine, Title, plain
from dutyroom.report_papers import report_sheet
from tests.conftest import Template
from tests.factories import LOGIN, PASSWORD

ROOT = Path(__file__).resolve().parents[2]


def words(sheet: Sheet) -> list[str]:
    said = []
    for block in sheet.blocks:
        if isinstance(block, Masthead | Title):
            said.append(block.words)
        elif isinstance(block, Heading | Paragraph):
            said.append(plain(block.words))
        elif isinstance(block, SplitLine):
            said += [plain(block.left), plain(block.right)]
    return said


@pytest.mark.req("R021", "R091", "R093")
def test_a_report_has_its_red_head_its_urgency_its_signer_and_everybody_it_goes_to(
    worked_house: House, worked_session: Session
) -> None:
    file = worked_house.report_reader.by_number(worked_session, "2026-1")
    sheet = report_sheet(worked_house, worked_session, file.report.id)
    said = words(sheet)
    assert said[:5] == ["加急", "突发公共事件直报信息", "〔2026〕1号", "云岭市人民政府总值班室", "签发人：顾南舟"]
    assert "关于青云路两车相撞的报告（初报）" in said
    assert [one for one in said if one[1:2] == "、"] == ["一、基本情况", "二、处置情况", "三、下一步工作"]
    assert "现场联系人：现场指挥 邵青山 19900000031。" in said
    assert any(one.startswith("报：") and "市委值班室" in one for one in said)
    assert {"编辑：陈予", "核稿：顾南舟", "2026年11月21日"} <= set(said)
    assert sheet.marks == ()
    english = words(report_sheet(worked_house, worked_session, file.report.id, "en"))
    assert "Signed by: 顾南舟" in english


def test_a_draft_says_so_on_every_page(worked_house: House, worked_session: Session) -> None:
    file = worked_house.report_reader.by_number(worked_session, "直报2026-0001")
    worked_house.reports.withdraw(worked_session, file.report.id, "数据有误")
    sheet = report_sheet(worked_house, worked_session, file.report.id)
    assert [(mark.kind, mark.word) for mark in sheet.marks] == [(MarkKind.DRAFT, "已撤回")]


def test_the_command_writes_docx_and_pdf_of_a_number(worked: Template, tmp_path: Path) -> None:
    place: Place = worked.copy_to(tmp_path / "room")
    password = tmp_path / "password"
    password.write_text(PASSWORD)
    order = ["export", "report", "2026-1", "--out", str(tmp_path / "out"), "--data", str(place.data_file)]
    order += ["--account", LOGIN, "--password-file", str(password)]
    done = subprocess.run(
        [sys.executable, "-m", "dutyroom", *order], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made = {file.suffix: file for file in (tmp_path / "out").iterdir()}
    assert set(made) == {".docx", ".pdf"}
    assert made[".pdf"].read_bytes().startswith(b"%PDF")
    assert "突发公共事件直报信息" in [one.text for one in docx.Document(str(made[".docx"])).paragraphs]
    refused = subprocess.run(
        [sys.executable, "-m", "dutyroom", *order[:2], "2026-99", *order[3:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (refused.returncode, "找不到这份直报信息" in refused.stderr) == (1, True)
