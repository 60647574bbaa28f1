"""``python -m dutyroom grade``: one object with --json, readable lines without, and never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.__main__ import main
from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.command import run

ROOT = Path(__file__).resolve().parents[2]


def ask(text: str | bytes, *arguments: str) -> tuple[int, str]:
    """Return status and output of the command for what comes in at the standard input."""
    out = io.StringIO()
    content = text.encode() if isinstance(text, str) else text
    status = run([*arguments, "-"], out, given=io.BytesIO(content))
    return status, out.getvalue()


def answer(**facts: Any) -> dict[str, Any]:
    status, words = ask(json.dumps(facts), "--json")
    assert status == 0
    found = json.loads(words)
    assert isinstance(found, dict)
    assert found["sentence"].endswith("。")
    return found


@pytest.mark.req("R007", "R042")
def test_three_dead_on_the_road_are_answered_in_full() -> None:
    found = answer(type="road_traffic", facts={"deaths": 3}, sensitive=[])
    assert (found["grade"], found["grade_name"], found["report"], found["alert"]) == ("III", "较大", True, True)
    assert found["matched"] == [
        {
            "id": "road_traffic.III.deaths",
            "words": "死亡人数3人以上、10人以下",
            "law": "《生产安全事故报告和调查处理条例》（国务院令第493号）第三条",
            "verification": "text",
            "remark": None,
            "grade": "III",
            "by": "figures",
            "beyond": False,
        }
    ]
    assert found["raises"][0] == {
        "grade": "II",
        "condition": "road_traffic.II.deaths",
        "changes": [{"figure": "deaths", "from": 3, "to": 10, "more": 7}],
        "words": "再死亡7人即为重大",
    }
    assert (found["questions"], found["version"], found["law_grades"]) == ([], 1, True)
    assert found["sentence"] == "道路交通事故建议定为较大：死亡人数3人以上、10人以下。再死亡7人即为重大。应上报并告警。"


def test_no_condition_is_no_grade() -> None:
    found = answer(type="road_traffic", facts={})
    assert (found["grade"], found["matched"], found["report"], found["alert"]) == (None, [], False, False)
    assert {one["missing"][0] for one in found["waiting"]} == {"deaths", "serious_injuries", "loss_wan"}


def test_questions_come_back_with_ids_that_can_be_answered() -> None:
    asked = answer(type="earthquake", facts={"magnitude": 6})["questions"]
    first = asked[1]
    assert (first["id"], first["grade"], first["question"]) == ("earthquake.I.dense_magnitude", "I", "人口密集地区")
    found = answer(type="earthquake", facts={"magnitude": 6}, answers={first["id"]: True})
    assert (found["grade"], found["matched"][0]["by"]) == ("I", "answer")
    assert first["id"] not in [one["id"] for one in found["questions"]]


@pytest.mark.req("R037")
def test_a_mass_incident_says_that_local_plans_are_missing() -> None:
    found = answer(type="mass_incident", facts={"participants": 100})
    assert (found["grade"], found["law_grades"], found["local_plan"]) == ("III", False, None)
    assert found["local_grades"] == ["III", "IV"]
    assert found["matched"][0]["verification"] == "memory"
    assert found["remarks"][-1].startswith("法律不给社会安全事件分级。较大、一般级由本地预案规定")


def test_every_type_answers_with_and_without_json() -> None:
    book = shipped_book()
    for type_id, event in book.types.items():
        facts = {"type": type_id, "facts": dict.fromkeys(sorted(event.figures), 9), "sensitive": ["time"]}
        found = answer(**facts)
        assert (found["type"], found["report"], found["alert"]) == (type_id, True, True)
        status, words = ask(json.dumps(facts))
        assert status == 0
        assert words.splitlines()[-1] == found["sentence"]
        assert not {"{", "}"} & set(words)


def test_the_plain_answer_is_chinese() -> None:
    status, words = ask('{"type": "geological", "facts": {"deaths": 4}}')
    assert status == 0
    assert words.splitlines() == [
        "类型：地质灾害（灾情）（自然灾害）",
        "建议级别：较大（中型）",
        "符合：死亡人数3人以上、10人以下 → 较大；《地质灾害防治条例》（国务院令第394号）第四条；已读法规原文",
        "再进一步：再死亡6人即为重大（大型）",
        "再进一步：直接经济损失达到500万元即为重大（大型）",
        "上报：是（较大以上）",
        "规则：第1版",
        "地质灾害（灾情）建议定为较大（中型）：死亡人数3人以上、10人以下。再死亡6人即为重大（大型）。应上报并告警。",
    ]


def test_the_plain_answer_tells_what_is_odd() -> None:
    status, words = ask(
        '{"type": "meteorological", "facts": {"deaths": 30, "stampede_deaths": 31}, '
        '"answers": {"meteorological.III.local_plan": true}}'
    )
    assert status == 0
    assert "不一致：死亡人数填的是30，按分项至少是31，按大的算。" in words
    assert "数值已超出本条上限，至少为此级" in words
    assert "经人判断" in words
    assert "不定级，按较大事件报告" in ask('{"type": "major_hazard", "facts": {"evacuated": 500}}')[1]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "incidents.not_json"),
        ("三人死亡", "incidents.not_json"),
        (b"\xff\xfe{", "incidents.not_text"),
        (b" " * (1024 * 1024 + 1), "incidents.too_long"),
        ('{"type": "fire", "facts": {"deaths": "\\ud83d"}}', "incidents.figure_not_number"),
        ('{"type": "\\ud83d"}', "incidents.unknown_type"),
    ],
    ids=["nothing", "words", "bytes", "long", "half a letter", "half a letter as type"],
)
def test_bad_input_ends_with_a_sentence_and_status_one(content: str | bytes, code: str) -> None:
    status, words = ask(content, "--json")
    told = json.loads(words)
    assert (status, told["error"]) == (1, code)
    assert told["sentence"].endswith("。")
    assert ask(content) == (1, told["sentence"] + "\n")


def test_a_file_is_read_with_its_mark_of_utf8(tmp_path: Path) -> None:
    file = tmp_path / "事实.json"
    file.write_bytes(b"\xef\xbb\xbf" + b'{"type": "fire", "facts": {"deaths": 30}}')
    out = io.StringIO()
    assert run([str(file), "--json"], out) == 0
    assert json.loads(out.getvalue())["grade"] == "I"


@pytest.mark.parametrize("name", ["nowhere.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    out = io.StringIO()
    assert run(["--json", f"{tmp_path}/{name}"], out) == 1
    assert json.loads(out.getvalue())["error"] == "incidents.cannot_read"


@pytest.mark.parametrize("arguments", [(), ("a.json", "b.json"), ("--grade", "-"), ("--what",)])
def test_wrong_use_ends_with_status_two(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", *arguments]) == 2
    assert "用法" in capsys.readouterr().out
    assert main(["grade", "--json", *arguments]) == 2
    assert json.loads(capsys.readouterr().out)["error"] == "usage"


def test_help_shows_how_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", "--help"]) == 0
    assert "python -m dutyroom grade" in capsys.readouterr().out


def test_a_real_process_answers_on_a_terminal_that_knows_no_chinese() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dutyroom", "grade", "--json", "-"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        input=b'{"type": "road_traffic", "facts": {"deaths": 3}}',
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["grade_name"] == "较大"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["type", "facts", "sensitive", "answers", "x"]), _JSON, max_size=4)
    | st.fixed_dictionaries(
        {"type": st.sampled_from(sorted(shipped_book().types))},
        optional={
            "facts": st.dictionaries(st.sampled_from(sorted(shipped_book().figures)), _JSON, max_size=3),
            "sensitive": _JSON,
        },
    )
)
def test_whatever_comes_in_the_answer_is_one_object_with_a_sentence(facts: dict[str, Any]) -> None:
    status, words = ask(json.dumps(facts), "--json")
    told = json.loads(words)
    assert status == (1 if "error" in told else 0)
    assert told["sentence"].endswith("。")
