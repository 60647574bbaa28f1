from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.directory.pinyin import Spelling, full_pinyin, initials, spell_person, spell_unit, syllables


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("市政府办公室", "szfbgs"),
        ("重庆市人民政府", "cqsrmzf"),
        ("长安区", "caq"),
        ("市长热线", "szrx"),
        ("乡长", "xz"),
        ("行政审批局", "xzspj"),
        ("农行支行", "nhzh"),
        ("会计核算中心", "kjhszx"),
        ("调度中心", "ddzx"),
        ("5G建设办", "5gjsb"),
        ("ＡＢＣ公司", "abcgs"),
        ("东湖区（本级）", "dhqbj"),
    ],
)
def test_the_initials_of_a_unit_are_those_an_officer_types(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_full_pinyin_is_written_without_gaps_and_with_v_for_the_umlaut() -> None:
    assert full_pinyin("市政府办公室") == "shizhengfubangongshi"
    assert full_pinyin("绿化办") == "lvhuaban"


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("单测", "shance"),
        ("曾测", "zengce"),
        ("仇测", "qiuce"),
        ("解测", "xiece"),
        ("查测", "zhace"),
        ("任测", "rence"),
        ("尉迟测", "yuchice"),
        ("长孙测", "zhangsunce"),
        ("李长", "lichang"),
        ("李晟", "lisheng"),
        ("欧阳测", "ouyangce"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, spelled: str) -> None:
    assert full_pinyin(name, person=True) == spelled


def test_the_same_characters_in_a_unit_are_read_as_words() -> None:
    assert full_pinyin("调查科") == "diaochake"
    assert full_pinyin("解放路") == "jiefanglu"


def test_a_rare_character_without_a_reading_is_left_out() -> None:
    assert initials("𠮷林", person=True) == "l"
    assert initials("𠮷", person=True) == ""
    assert syllables("阿依·测", person=True) == ("a", "yi", "ce")


def test_a_unit_keeps_the_spelling_of_its_name_and_of_its_short_name() -> None:
    assert spell_unit("云岭市应急局", "市应急局") == Spelling("yun'ling'shi'ying'ji'ju shi'ying'ji'ju", "ylsyjj syjj")
    assert spell_unit("市应急局", "") == spell_unit("市应急局", "市应急局") == Spelling("shi'ying'ji'ju", "syjj")
    assert spell_person("单测") == Spelling("shan'ce", "sc")


@settings(deadline=None)
@given(st.text(), st.booleans())
def test_any_text_has_a_spelling_of_small_letters_and_digits(text: str, person: bool) -> None:
    found = syllables(text, person=person)
    assert all(syllable.isascii() and syllable.isalnum() and syllable == syllable.lower() for syllable in found)
    assert initials(text, person=person) == "".join(syllable[0] for syllable in found)


def test_opening_the_directory_does_not_load_the_pinyin_library() -> None:
    modules = "dutyroom.directory.pinyin, dutyroom.directory.matching, dutyroom.directory.planning"
    told = f"import sys, {modules}; print('pypinyin' in sys.modules, 'openpyxl' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["False", "False"]
