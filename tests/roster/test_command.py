"""The command plans a year from a list of people, gives reasons, and says what is wrong in a sentence."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dutyroom.__main__ import main
from dutyroom.roster.command import run
from dutyroom.roster.people_file import COLUMNS, people_form, read_people_file


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Return a filled list of people: six officers, two heads, three sections, three leaders."""
    book = openpyxl.load_workbook(io.BytesIO(people_form()))
    rows = [{"姓名": f"值员{number}", "名单": "值班室"} for number in range(6)]
    rows[1]["请假"] = "2026-02-01—2026-02-10"
    rows += [{"姓名": f"主任{number}", "名单": "带班"} for number in range(2)]
    rows += [{"姓名": f"科员{number}", "名单": "科室", "科室": f"综合{number // 2}科"} for number in range(6)]
    rows += [{"姓名": f"秘书长{number}", "名单": "办公厅领导、市领导"} for number in range(3)]
    for row in rows:
        book.worksheets[0].append([row.get(column) for column in COLUMNS])
    file = tmp_path / "people.xlsx"
    book.save(file)
    return file


def ask(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    return run(list(arguments), out), out.getvalue()


def asked_json(*arguments: str) -> tuple[int, dict[str, Any]]:
    status, words = ask(*arguments, "--json")
    return status, json.loads(words)


@pytest.mark.req("R003", "R074")
def test_a_year_is_planned_from_a_list_of_people(people: Path) -> None:
    period = ("--from", "2026-01-01", "--to", "2026-12-31", "--people", str(people))
    status, answer = asked_json("plan", *period)
    assert status == 0
    assert len(answer["plan"]) == 3 * 365 + sum(one["post"] == "leader_at_home" for one in answer["plan"])
    assert answer["conflicts"] == []
    assert answer["provisional_years"] == []
    assert max(spread for own in answer["spreads"].values() for spread in own.values()) <= 1
    assert answer["counts"]["值员1"]["total"] >= 109
    assert {one["holiday"] for one in answer["marks"] if one["pool"] == "sections"} >= {"national_day", "new_year"}
    assert answer["sentence"].endswith("全部排定。")
    status, words = ask("plan", *period)
    assert status == 0
    lines = words.splitlines()
    assert lines[0].split() == ["日期", "星期", "日子", "白班", "夜班", "带班", "在家"]
    assert lines[1].startswith("2026-01-01  四    元旦")
    assert lines[-1] == answer["sentence"]


def test_the_reason_for_each_name_of_a_shift_is_given(people: Path) -> None:
    status, words = ask(
        "explain", "2026-02-05", "night", "--people", str(people), "--from", "2026-02-01", "--to=2026-02-28"
    )
    assert status == 0
    assert "夜班 值班员：" in words
    assert "值班室轮值，本人排在第" in words
    assert "此前已值：" in words
    assert "全天 带班领导：主任" in words
    status, answer = asked_json("explain", "2026-02-05", "night", "--people", str(people))
    assert status == 0
    reasons = [skip for one in answer["on"] for skip in one["why"]["skipped"] if skip["name"] == "值员1"]
    assert all(skip == {"name": "值员1", "reason": "absent", "until": "2026-02-10"} for skip in reasons)


def test_an_unpublished_year_says_so_and_a_list_with_too_few_people_fails(people: Path) -> None:
    status, answer = asked_json("plan", "--from", "2027-01-01", "--to", "2027-01-31", "--people", str(people))
    assert (status, answer["provisional_years"]) == (0, [2027])
    assert "2027年的放假安排未公布" in answer["sentence"]
    csv = people.with_name("few.csv")
    csv.write_text("姓名,名单\n值甲,值班室\n", "utf-8")
    status, words = ask("plan", "--from", "2026-03-02", "--to", "2026-03-03", "--people", str(csv))
    assert status == 1
    assert "无人值班" in words
    assert "个无人可排" in words.splitlines()[-1]
    csv.write_text("姓名,名单\n值甲,某处\n值乙,\n", "utf-8")
    status, words = ask("plan", "--from", "2026-03-02", "--to", "2026-03-03", "--people", str(csv))
    assert status == 1
    assert [line.split("：")[0] for line in words.splitlines()[:-1]] == ["单元格 B2", "单元格 B3"]
    status, answer = asked_json("plan", "--from", "2026-03-04", "--to", "2026-03-03", "--people", str(people))
    assert (status, answer["error"]) == (1, "roster.period_reversed")


def test_the_empty_form_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    assert ask("template", "--out", str(file))[0] == 0
    before = file.read_bytes()
    status, words = ask("template", "--out", str(file))
    assert (status, file.read_bytes()) == (1, before)
    assert "没有覆盖" in words
    assert ask("template", "--out", str(tmp_path / "no" / "form.xlsx"))[0] == 1
    with pytest.raises(Exception, match="people_none"):
        read_people_file(file)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("draw",),
        ("plan", "--from", "2026-01-01"),
        ("plan", "--from", "2026-13-01", "--to", "2026-12-31", "--people", "x"),
        ("plan", "--weeks", "3"),
        ("plan", "extra", "--people", "x"),
        ("explain", "2026-01-01"),
        ("explain", "2026-01-01", "noon", "--people", "x"),
        ("explain", "2026-01-01", "day", "--from", "2026-02-01", "--people", "x"),
        ("template", "now"),
    ],
)
def test_wrong_use_is_told_with_the_right_one(arguments: tuple[str, ...]) -> None:
    status, words = ask(*arguments)
    assert status == 2
    assert "用法：" in words


def test_the_command_hangs_below_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roster", "--help"]) == 0
    assert "roster plan" in capsys.readouterr().out
