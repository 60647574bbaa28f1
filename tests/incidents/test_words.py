"""Rules in words: Chinese for the desk, English for who reads English; words of the law stay as they are."""

from __future__ import annotations

import re
from decimal import Decimal

from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.model import FactSheet
from dutyroom.incidents.rules import grade
from dutyroom.incidents.words import condition_words, local_plan_words, number_words, raise_words, summary

HAN = re.compile(r"[\u4e00-\u9fff]")
BOOK = shipped_book()


def test_conditions_read_as_the_law_speaks() -> None:
    said = {one.id: condition_words(BOOK, one) for event in BOOK.types.values() for one in event.conditions}
    assert said["fire.I.deaths"] == "死亡人数30人以上"
    assert said["fire.IV.property_loss_wan"] == "有直接财产损失、1000万元以下"
    assert said["food_safety.IV.food_poisoning_cases_and_deaths"] == "食物中毒人数30人以上、100人以下，且死亡人数为0"
    assert said["power.III.province_0mw_load_loss_pct"] == "省级电网：电网负荷1000兆瓦以下，且减供负荷比例40%以上"
    assert said["earthquake.II.dense_magnitude"] == "人口密集地区：震级5级以上、6级以下"
    assert said["special_equipment.IV.cableway_stranded_hours"] == (
        "客运索道高空滞留：高空滞留时间3.5小时以上、12小时以下"
    )
    assert said["terror.I.attack"].startswith("利用生物战剂")
    assert all(HAN.search(words) and "{" not in words for words in said.values())


def test_english_has_no_chinese_but_words_of_the_law() -> None:
    for event in BOOK.types.values():
        for value in (0, 2, 40):
            figures = {name: min(Decimal(value), BOOK.figures[name].limit) for name in sorted(event.figures)}
            found = grade(BOOK, FactSheet(event.id, figures))
            said = [raise_words(BOOK, event, one, "en") for one in found.raises]
            said += [local_plan_words(event, "en")]
            plain = [one for one in event.conditions if not (one.scope or one.words)]
            said += [condition_words(BOOK, one, "en") for one in plain]
            if not found.matched or found.matched[0].condition in plain:
                said.append(summary(BOOK, found, "en"))
            assert not [words for words in said if HAN.search(words)]


def test_english_reads_as_a_sentence() -> None:
    found = grade(BOOK, FactSheet("road_traffic", {"deaths": Decimal(2)}))
    assert summary(BOOK, found, "en") == (
        "Road traffic accident: suggested as Ordinary, since Deaths: 1 to under 3 people. 1 more dead makes it "
        "Considerable. The handling level decides whether it goes up; not to report needs a reason and a reviewer."
    )


def test_numbers_have_no_needless_noughts() -> None:
    assert [number_words(Decimal(text)) for text in ("3", "3.0", "3.50", "1E+4", "0.0001", "0")] == [
        "3",
        "3",
        "3.5",
        "10000",
        "0.0001",
        "0",
    ]
