"""The pages and files that are made from the program are complete and up to date."""

from __future__ import annotations

import string
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml

from scripts import keyboard, requirements, translations
from ui.actions import SPECS


def test_every_sentence_of_the_screen_is_translated_and_compiled(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["translations", "--check"])
    assert translations.main() == 0, capsys.readouterr().err


def a_tree(*sentences: tuple[str, str]) -> ElementTree.ElementTree:
    root = ElementTree.Element("TS", {"version": "2.1"})
    for context_name, source in sentences:
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = context_name
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "location", {"filename": "x.py", "line": "1"})
        ElementTree.SubElement(message, "source").text = source
        ElementTree.SubElement(message, "translation", {"type": "unfinished"})
    return ElementTree.ElementTree(root)


def test_a_sentence_without_a_chinese_one_is_named_and_the_others_are_filled_in(tmp_path: Path) -> None:
    tree = a_tree(("Page", "Open"), ("Page", "Lost"))
    assert translations.fill(tree, {("Page", "Open"): "待办"}) == [("Page", "Lost")]
    written = tmp_path / "filled.ts"
    tree.write(written, encoding="utf-8")
    text = written.read_text("utf-8")
    assert "待办" in text
    assert "location" not in text, "a moved line must not make the compiled file another one"
    assert translations.compiled(tree, tmp_path).startswith(b"\x3c\xb8\x64\x18"), "the mark of a .qm file"


def test_the_check_tells_what_is_missing_stale_or_left_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    known = tmp_path / "zh_CN.yaml"
    known.write_text(yaml.safe_dump({"Page": {"Open": "待办", "Never said": "从未说过"}}, allow_unicode=True), "utf-8")
    monkeypatch.setattr(translations, "WORDS", known)
    monkeypatch.setattr(translations, "COMPILED", tmp_path / "old.qm")
    monkeypatch.setattr(translations, "sentences_of_screen", lambda _folder: a_tree(("Page", "Open"), ("Page", "Lost")))
    monkeypatch.setattr(sys, "argv", ["translations", "--check"])
    assert translations.main() == 1
    told = capsys.readouterr().err
    assert "no Chinese for Page: 'Lost'" in told
    assert "no longer said by Page: 'Never said'" in told
    assert "out of date" in told


def test_every_chinese_sentence_keeps_the_places_of_the_english_one() -> None:
    def places(text: str) -> set[str]:
        return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}

    wrong = [
        (context, english)
        for (context, english), chinese in translations.known_words().items()
        if places(english) != places(chinese)
    ]
    assert wrong == []


def test_the_page_of_keys_is_up_to_date_and_names_every_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["keyboard", "--check"])
    assert keyboard.main() == 0
    page = keyboard.page()
    assert all(f"| `{spec.key}` |" in page for spec in SPECS.values())
    monkeypatch.setattr(keyboard, "PAGE", tmp_path / "keyboard.md")
    assert keyboard.main() == 1
    assert "out of date" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["keyboard"])
    assert keyboard.main() == 0
    assert (tmp_path / "keyboard.md").read_text("utf-8") == page


TESTS = """
import pytest

@pytest.mark.req("R001", "R002")
def test_a_call_is_logged_at_once(): ...

@pytest.mark.parametrize("x", [1])
@pytest.mark.req("R001")
def test_nothing_is_lost(x): ...

def test_of_no_requirement(): ...
"""


@pytest.fixture
def small_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tests" / "log").mkdir(parents=True)
    (tmp_path / "tests" / "log" / "test_calls.py").write_text(TESTS, "utf-8")
    words = tmp_path / "requirements.yaml"
    words.write_text("R001: Fast response.\nR002: Four functions.\nR003: Round the clock.\nR004: Register.\n", "utf-8")
    monkeypatch.setattr(requirements, "ROOT", tmp_path)
    monkeypatch.setattr(requirements, "WORDS", words)
    monkeypatch.setattr(requirements, "PAGE", tmp_path / "requirements.md")
    return tmp_path


def test_each_requirement_finds_its_tests(small_tree: Path) -> None:
    page = requirements.page()
    assert "## R001 Fast response." in page
    assert page.count("a call is logged at once") == 2
    assert "- `tests/log/test_calls.py` nothing is lost" in page
    assert "of 4 requirements" in page
    assert "R004" not in page
    assert "of no requirement" not in page


def test_a_mark_of_no_requirement_is_refused(small_tree: Path) -> None:
    (small_tree / "tests" / "test_more.py").write_text(
        'import pytest\n@pytest.mark.req("R999")\ndef test_x(): ...\n', "utf-8"
    )
    with pytest.raises(SystemExit, match="R999"):
        requirements.page()


def test_the_page_of_requirements_is_written_and_checked(
    small_tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["requirements", "--check"])
    assert requirements.main() == 1
    assert "out of date" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["requirements"])
    assert requirements.main() == 0
    monkeypatch.setattr(sys, "argv", ["requirements", "--check"])
    assert requirements.main() == 0


def test_every_requirement_that_a_test_names_is_one() -> None:
    words = yaml.safe_load(requirements.WORDS.read_text("utf-8"))
    tests = Path(__file__).resolve().parents[1]
    named = {mark for file in tests.rglob("test_*.py") for mark in requirements.marks_of(file)}
    assert named
    assert named <= set(words)
