"""Every part of every text is found, from one character up, and nothing else is."""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Connection

from dutyroom.storage import search_index, sqlite
from tests.factories import wide

INDEX = importlib.import_module("dutyroom.storage.migrations.versions.0001_the_desk").INDEX

# Few letters of each kind, so that the same parts meet again and again; 𠮷 and 㛃 stand outside the usual planes.
LETTERS = "台风雨灾𠮷㛃𬀩abAB12" + wide("9Ab")
BREAKS = " ，。-_/“*\"'():🚒👩‍🚒\n"
TEXTS = st.text(alphabet=LETTERS + BREAKS, max_size=24)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """An empty index; each example writes into a transaction that is rolled back."""
    engine = sqlite.open_engine(tmp_path_factory.mktemp("index") / "file", bytes(32), must_exist=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(INDEX)
        connection.commit()
        yield connection
    engine.dispose()


@pytest.fixture
def empty_index(index: Connection) -> Iterator[Connection]:
    yield index
    index.rollback()


def words(text: str) -> list[str]:
    """Return the unbroken words of ``text`` as they are compared, computed apart from the program."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    spaced = "".join(character if character.isalnum() else " " for character in folded)
    return spaced.split()


def holds(text: str, query: str) -> bool:
    """Return whether every word of ``query`` stands within a word of ``text``."""
    return bool(words(query)) and all(any(part in word for word in words(text)) for part in words(query))


def found(connection: Connection, texts: list[str], query: str, **options: int) -> list[int]:
    """Return which of ``texts`` (counted from 1) are found, in a fresh index."""
    connection.rollback()
    connection.begin()
    search_index.add_many(connection, [(place, text, ()) for place, text in enumerate(texts, 1)])
    return search_index.find(connection, query, **options)


@given(text=TEXTS, others=st.lists(TEXTS, max_size=4), data=st.data())
def test_every_part_of_one_to_eight_characters_is_found_and_nothing_else(
    index: Connection, text: str, others: list[str], data: st.DataObject
) -> None:
    texts = [*others, text]
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    query = text[start : start + data.draw(st.integers(1, 8))]
    expected = [place for place, known in enumerate(texts, 1) if holds(known, query)]
    assert found(index, texts, query) == expected[::-1]
    assert (len(texts) in expected) == bool(words(query))


@given(texts=st.lists(TEXTS, max_size=5), query=st.text(alphabet=LETTERS + BREAKS, max_size=10))
@example(texts=["台风，风雨"], query="台风雨")
@example(texts=["ab ba"], query="aba")
def test_what_a_text_does_not_hold_is_not_found(index: Connection, texts: list[str], query: str) -> None:
    assert found(index, texts, query) == [place for place in range(len(texts), 0, -1) if holds(texts[place - 1], query)]


def test_two_words_side_by_side_are_not_one_word(empty_index: Connection) -> None:
    assert found(empty_index, ["台风，风雨交加"], "台风雨") == []


@pytest.mark.parametrize("query", ["台", "台风", "台风红", "台风红色预警信号发布", "红色预警", "号"])
def test_words_of_one_two_and_more_characters_are_found(empty_index: Connection, query: str) -> None:
    assert found(empty_index, ["今晨台风红色预警信号发布", "台海", "大风红色"], query)[-1] == 1


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("联系电话" + wide("0999-8000001"), "0999-8000001"),
        ("联系电话0999-8000001", wide("8000001")),
        (wide("ABC") + "大厦", "abc"),
        ("abc大厦", wide("AB")),
        ("第㈢号楼", "三"),
        ("面积50㎡", "50m2"),
        ("Straße", "STRASSE"),
    ],
)
def test_full_width_and_other_forms_of_a_character_are_the_same(empty_index: Connection, text: str, query: str) -> None:
    assert found(empty_index, [text, "无关"], query) == [1]


@pytest.mark.parametrize("rare", ["𠮷", "㛃", "𬀩", "𫖯", "\U000323af"])
def test_rare_characters_are_found_alone_and_within_a_name(empty_index: Connection, rare: str) -> None:
    texts = [f"值班员王{rare}来电", "值班员王五来电"]
    assert found(empty_index, texts, rare) == [1]
    assert found(empty_index, texts, f"王{rare}来") == [1]


def test_punctuation_parts_words_and_emoji_are_not_searched_for(empty_index: Connection) -> None:
    texts = ["青云路、滨河街🚒起火", "青云路滨河街"]
    assert found(empty_index, texts, "青云路，滨河街") == [2, 1]
    assert found(empty_index, texts, "路滨") == [2]
    assert found(empty_index, texts, "起火🚒") == [1]
    assert found(empty_index, texts, "🚒") == []
    assert found(empty_index, texts, "，。！ ") == []


def test_the_newest_come_first_and_before_goes_on_where_a_page_ended(empty_index: Connection) -> None:
    texts = [f"第{n}号报告" if n % 2 else "无关" for n in range(1, 30)]
    every = found(empty_index, texts, "报告")
    assert every == list(range(29, 0, -2))
    pages: list[int] = []
    before: int | None = None
    while page := search_index.find(empty_index, "报告", before=before, limit=4):
        assert len(page) <= 4
        pages += page
        before = page[-1]
    assert pages == every


def test_a_unit_is_found_by_the_beginning_of_its_pinyin(empty_index: Connection) -> None:
    search_index.add_many(
        empty_index,
        [(1, "东湖区应急管理局", ("dhqyjglj", "donghuquyingjiguanliju")), (2, "dhq大厦", ()), (3, "西岭县", ("xlx",))],
    )
    assert search_index.find(empty_index, "dhq") == [2, 1]
    assert search_index.find(empty_index, "DHQYJ") == [1]
    assert search_index.find(empty_index, "donghu") == [1]
    assert search_index.find(empty_index, "yjglj") == []  # the beginning, not the middle
    assert search_index.find(empty_index, "x") == [3]
    assert search_index.find(empty_index, "dhq 应急") == [1]


def test_a_pinyin_word_with_a_digit_is_found_too(empty_index: Connection) -> None:
    search_index.add(empty_index, 1, "5号线指挥部", ("5hxzhb", "5haoxianzhihuibu"))
    assert search_index.find(empty_index, "5hx") == [1]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "'",
        "*",
        "a*",
        ")",
        "(",
        "((a",
        "OR",
        "a OR b",
        "AND",
        "NOT a",
        "NEAR(a b)",
        "chars:a",
        "a:b",
        "^a",
        "-a",
        "+",
        "{a b}",
        "a\0b",
        "\0",
        "\\",
        "%",
        "_",
        "__",
        ";--",
        "a;DROP TABLE entry_index",
        "\ud800",
        "台*风",
    ],
)
def test_no_query_raises_or_means_anything_but_its_letters(empty_index: Connection, query: str) -> None:
    texts = ["or", "and", "not a near b", "chars", "台风", "a b drop table entry index"]
    assert found(empty_index, texts, query) == [n for n in range(len(texts), 0, -1) if holds(texts[n - 1], query)]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(index: Connection, query: str) -> None:
    found(index, ["台风", "ab12"], query)


@given(st.text(max_size=30))
def test_whatever_is_written_is_found_by_its_own_words(index: Connection, text: str) -> None:
    for word in words(text):
        assert found(index, [text], word[: search_index.LONGEST_QUERY]) == [1]


def test_a_query_longer_than_the_limit_is_cut_and_still_finds_its_text(empty_index: Connection) -> None:
    long = "".join(chr(0x4E00 + n) for n in range(200))
    assert found(empty_index, [long, long[:50]], long) == [2, 1]


def test_an_entry_without_words_is_indexed_and_harms_nothing(empty_index: Connection) -> None:
    assert found(empty_index, ["", "🚒", "台风"], "台风") == [3]
