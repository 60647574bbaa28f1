"""What cannot be a fact is refused with a sentence that says why, and nothing is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dutyroom.errors import Refused
from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.facts import checked_figure, sheet_of, strict_json
from dutyroom.incidents.model import SensitiveFlag
from dutyroom.texts import sentence

BOOK = shipped_book()

BAD = [
    ("", "not_json"),
    ("deaths: 3", "not_json"),
    ('{"type": "fire",}', "not_json"),
    ("[" * 100_000, "nested_too_deep"),
    ("[]", "not_an_object"),
    ("3", "not_an_object"),
    ("null", "not_an_object"),
    ("{}", "type_missing"),
    ('{"type": "meteor"}', "unknown_type"),
    ('{"type": null}', "unknown_type"),
    ('{"type": ["fire"]}', "unknown_type"),
    ('{"type": "\\ud800\\n"}', "unknown_type"),
    ('{"type": "fire", "fact": {}}', "unknown_part"),
    ('{"type": "fire", "type": "fire"}', "given_twice"),
    ('{"type": "fire", "facts": {"deaths": 1, "deaths": 3}}', "given_twice"),
    ('{"type": "fire", "facts": [3]}', "part_unreadable"),
    ('{"type": "fire", "facts": null}', "part_unreadable"),
    ('{"type": "fire", "facts": {"dead": 3}}', "unknown_figure"),
    ('{"type": "fire", "facts": {"deaths": "3"}}', "figure_not_number"),
    ('{"type": "fire", "facts": {"deaths": "三"}}', "figure_not_number"),
    ('{"type": "fire", "facts": {"deaths": true}}', "figure_not_number"),
    ('{"type": "fire", "facts": {"deaths": [3]}}', "figure_not_number"),
    ('{"type": "fire", "facts": {"deaths": NaN}}', "no_number"),
    ('{"type": "fire", "facts": {"deaths": -Infinity}}', "no_number"),
    ('{"type": "fire", "facts": {"deaths": -1}}', "figure_negative"),
    ('{"type": "fire", "facts": {"property_loss_wan": -0.5}}', "figure_negative"),
    ('{"type": "fire", "facts": {"deaths": 2.5}}', "figure_not_whole"),
    ('{"type": "fire", "facts": {"deaths": 1e400}}', "figure_too_large"),
    ('{"type": "fire", "facts": {"deaths": 1e999999999999999999999}}', "figure_too_large"),
    ('{"type": "fire", "facts": {"deaths": 1' + "0" * 5000 + "}}", "figure_too_large"),
    ('{"type": "fire", "facts": {"property_loss_wan": 0.00000001}}', "figure_too_fine"),
    ('{"type": "earthquake", "facts": {"magnitude": 65}}', "figure_too_large"),
    ('{"type": "power", "facts": {"load_loss_pct": 101}}', "figure_too_large"),
    ('{"type": "fire", "facts": {"property_loss_wan": {"value": 300, "unit": "元"}}}', "figure_wrong_unit"),
    ('{"type": "fire", "facts": {"property_loss_wan": {"value": 300}}}', "figure_not_number"),
    ('{"type": "fire", "facts": {"deaths": {"value": true, "unit": "人"}}}', "figure_not_number"),
    ('{"type": "fire", "sensitive": ["weather"]}', "unknown_flag"),
    ('{"type": "fire", "sensitive": [null]}', "unknown_flag"),
    ('{"type": "fire", "sensitive": "people"}', "part_unreadable"),
    ('{"type": "fire", "sensitive": true}', "part_unreadable"),
    ('{"type": "fire", "answers": []}', "part_unreadable"),
    ('{"type": "fire", "answers": {"earthquake.I.loss_of_gdp": true}}', "unknown_answer"),
    ('{"type": "fire", "answers": {"fire.III.deaths": true}}', "answer_not_needed"),
    ('{"type": "earthquake", "answers": {"earthquake.I.loss_of_gdp": 1}}', "answer_not_boolean"),
    ('{"type": "earthquake", "answers": {"earthquake.I.loss_of_gdp": "yes"}}', "answer_not_boolean"),
    ('{"type": "earthquake", "answers": {"earthquake.I.loss_of_gdp": null}}', "answer_not_boolean"),
]


@pytest.mark.parametrize(("text", "code"), BAD, ids=[f"{code}-{number}" for number, (_t, code) in enumerate(BAD)])
def test_what_is_no_sheet_of_facts_is_refused_with_a_sentence(text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        sheet_of(BOOK, strict_json(text))
    assert refusal.value.code == f"incidents.{code}"
    for words in (sentence(refusal.value), sentence(refusal.value, "en")):
        assert words.encode("utf-8")
        assert len(words) < 250


def test_a_sentence_names_the_figure_by_its_label_and_unit() -> None:
    with pytest.raises(Refused) as refusal:
        sheet_of(BOOK, strict_json('{"type": "power", "facts": {"load_loss_pct": 101}}'))
    assert sentence(refusal.value) == "“减供负荷比例”太大了，最多 100%。请核对是不是多写了零，或单位不对。"


def test_numbers_are_exact() -> None:
    sheet = sheet_of(BOOK, strict_json('{"type": "fire", "facts": {"property_loss_wan": 9999.999999, "deaths": 3.0}}'))
    assert sheet.figures == {"property_loss_wan": Decimal("9999.999999"), "deaths": Decimal(3)}


def test_null_is_unknown_and_zero_is_zero() -> None:
    sheet = sheet_of(BOOK, {"type": "fire", "facts": {"deaths": None, "serious_injuries": 0}})
    assert sheet.figures == {"serious_injuries": 0}


def test_a_figure_may_bring_its_own_unit() -> None:
    for unit in ("万元", "wan_yuan", "10,000 yuan"):
        assert checked_figure(BOOK.figures["loss_wan"], {"value": 300, "unit": unit}) == 300


def test_a_flag_twice_is_once() -> None:
    sheet = sheet_of(BOOK, {"type": "fire", "sensitive": ["time", "time", "place"]})
    assert sheet.sensitive == {SensitiveFlag.TIME, SensitiveFlag.PLACE}
