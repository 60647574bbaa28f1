from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.directory.matching import Completer, Match, MatchedText, Rank
from dutyroom.directory.model import Candidate, CandidateKind, Person, PhoneLabel, PhoneNumber, Unit
from dutyroom.directory.pinyin import initials, spell_person, spell_unit
from dutyroom.directory.rules import candidates


def unit(name: str, short_name: str = "", **told: object) -> Unit:
    spelling = spell_unit(name, short_name)
    plain = Unit(id=name, name=name, short_name=short_name, pinyin=spelling.pinyin, initials=spelling.initials)
    return Unit(**{**vars(plain), **told})  # type: ignore[arg-type]


def person(name: str, unit_id: str, post: str = "") -> Person:
    spelling = spell_person(name)
    return Person(
        id=f"{unit_id}/{name}",
        unit_id=unit_id,
        name=name,
        post=post,
        pinyin=spelling.pinyin,
        initials=spelling.initials,
    )


def number(owner_id: str, digits: str, *, private: bool = False) -> PhoneNumber:
    return PhoneNumber(id=digits, owner_id=owner_id, label=PhoneLabel.DUTY, digits=digits, private=private)


UNITS = (
    unit("云岭市人民政府办公室", "市政府办公室"),
    unit("云岭市应急管理局", "市应急局"),
    unit("云岭市水利局", "市水利局"),
    unit("东湖区人民政府", "东湖区"),
    unit("西岭县应急管理局", "西岭县应急局"),
    unit("云岭高新区管委会", "高新区管委会"),
    unit("市应急救援支队"),
)
PEOPLE = (
    person("单测甲", "云岭市水利局", "科长"),
    person("王测", "云岭市应急管理局", "局长"),
    person("王测乙", "东湖区人民政府"),
    person("任测", "云岭市应急管理局"),
)
NUMBERS = (
    number("云岭市应急管理局", "0999-8000001"),
    number("东湖区人民政府", "0999-8000012"),
    number("云岭市应急管理局/任测", "19900000002"),
    number("云岭市应急管理局/王测", "19900000001", private=True),
)
COMPLETER = Completer(candidates(UNITS, PEOPLE, NUMBERS))


def offered(typed: str, kind: CandidateKind | None = None, completer: Completer = COMPLETER) -> list[str]:
    return [match.candidate.name for match in completer.complete(typed, kind=kind)]


def first(typed: str) -> Match:
    return COMPLETER.complete(typed)[0]


def marked(match: Match) -> str:
    return "".join(match.text[begin:end] for begin, end in match.spans)


def test_szfb_finds_the_government_office_and_marks_its_characters() -> None:
    match = first("szfb")
    assert (match.candidate.name, match.matched, match.text) == (
        "云岭市人民政府办公室",
        MatchedText.SHORT_NAME,
        "市政府办公室",
    )
    assert (match.rank, marked(match)) == (Rank.INITIALS, "市政府办")


@pytest.mark.parametrize(
    ("typed", "name", "rank", "marks"),
    [
        ("市应急局", "云岭市应急管理局", Rank.EXACT, "市应急局"),
        ("SYJJ", "云岭市应急管理局", Rank.EXACT, "市应急局"),
        ("东湖", "东湖区人民政府", Rank.NAME, "东湖"),
        ("shizheng", "云岭市人民政府办公室", Rank.PINYIN, "市政"),
        ("yunlingshishui", "云岭市水利局", Rank.PINYIN, "云岭市水"),
        ("高新", "云岭高新区管委会", Rank.NAME, "高新"),
        ("新区", "云岭高新区管委会", Rank.INSIDE, "新区"),
        ("guanwei", "云岭高新区管委会", Rank.INSIDE, "管委"),
        ("ylsslj", "云岭市水利局", Rank.EXACT, "云岭市水利局"),
        ("ylxgwh", "云岭高新区管委会", Rank.SCATTERED, "云岭新管委会"),
        ("西岭局", "西岭县应急管理局", Rank.SCATTERED, "西岭局"),
        ("shance", "单测甲", Rank.PINYIN, "单测"),
    ],
)
def test_a_unit_or_person_is_found_by_whatever_is_typed(typed: str, name: str, rank: Rank, marks: str) -> None:
    match = first(typed)
    assert (match.candidate.name, match.rank, marked(match)) == (name, rank, marks)


def test_exact_comes_before_initials_before_name_before_inside_before_scattered() -> None:
    rows = (
        unit("阿卡巴卡"),  # akbk: the letters only scattered
        unit("甲爱办"),  # jab: inside
        unit("爱办公"),  # abg: initials begin with ab
        unit("ab站"),  # the name begins with ab
        unit("AB"),  # exactly ab
    )
    completer = Completer(candidates(rows, (), ()))
    ranks = [match.rank for match in completer.complete("ab")]
    assert offered("ab", completer=completer) == ["AB", "爱办公", "ab站", "甲爱办", "阿卡巴卡"]
    assert ranks == sorted(ranks)


def test_rows_that_fit_equally_well_come_in_the_order_given() -> None:
    assert offered("云岭", CandidateKind.UNIT)[:3] == ["云岭市人民政府办公室", "云岭市应急管理局", "云岭市水利局"]


def test_three_digits_of_a_number_find_its_owner_and_two_do_not() -> None:
    match = first("0012")
    assert (match.candidate.name, match.matched, match.text, match.spans) == (
        "东湖区人民政府",
        MatchedText.NUMBER,
        "09998000012",
        ((7, 11),),
    )
    assert offered("12") == []


def test_a_caller_is_found_by_the_number_on_the_display_however_it_is_written() -> None:
    assert offered("+86 999-8000001")[0] == offered("8000001")[0] == "云岭市应急管理局"
    assert first("0999-8000001").rank is Rank.EXACT


@pytest.mark.req("R088")
def test_a_private_number_is_found_only_whole_and_never_shown() -> None:
    match = first("19900000001")
    assert (match.candidate.name, match.rank, match.text) == ("王测", Rank.EXACT, "")
    for piece in ("199", "0000001", "1990000000", "9900000001"):
        assert "王测" not in offered(piece), piece


def test_choosing_a_person_fills_in_the_unit() -> None:
    filled = COMPLETER.unit_of(COMPLETER.complete("单测甲")[0].candidate)
    assert filled is not None
    assert filled.name == "云岭市水利局"


def test_choosing_a_unit_offers_its_people_first_and_the_others_after() -> None:
    assert offered("wc") == ["王测", "王测乙"]
    narrowed = COMPLETER.within("东湖区人民政府")
    assert offered("wc", CandidateKind.PERSON, narrowed) == ["王测乙", "王测"]
    assert offered("wc") == ["王测", "王测乙"], "the completer itself stays as it was"


def test_with_a_unit_chosen_its_people_stand_there_before_anything_is_typed() -> None:
    narrowed = COMPLETER.within("云岭市应急管理局")
    assert offered("", CandidateKind.PERSON, narrowed) == ["王测", "任测"]
    assert offered("", CandidateKind.UNIT, narrowed) == []
    assert offered("") == []


def test_only_units_or_only_people_are_offered_when_asked_for() -> None:
    assert {match.candidate.kind for match in COMPLETER.complete("y", kind=CandidateKind.UNIT)} == {CandidateKind.UNIT}
    assert offered("测", CandidateKind.UNIT) == []


def test_whoever_left_or_whose_unit_was_closed_is_not_offered() -> None:
    closed = unit("云岭市旧局", active=False)
    rows = candidates((*UNITS, closed), (person("赵测", "云岭市旧局"),), ())
    assert offered("旧局", completer=Completer(rows)) == []
    assert offered("赵测", completer=Completer(rows)) == []


def test_nothing_is_offered_for_what_nobody_is_called() -> None:
    for typed in ("", "   ", "\n", "'", "不存在的", "xqzw", "[^", ".*", "王测" * 200):
        assert offered(typed) == []


def test_a_name_with_a_rare_character_is_found_and_marked_where_that_is_certain() -> None:
    completer = Completer(candidates((unit("甲"),), (person("𠮷测", "甲"),), ()))
    by_name, by_letter = completer.complete("𠮷")[0], completer.complete("c")[0]
    assert (by_name.candidate.name, by_name.spans) == ("𠮷测", ((0, 1),))
    assert (by_letter.candidate.name, by_letter.spans) == ("𠮷测", ())


def test_a_big_directory_offers_the_right_ones_among_twenty_thousand() -> None:
    units = [unit(f"云岭市第{i}单位") for i in range(1000)]
    rows = [*candidates(units, (), ())]
    rows += [
        Candidate(id=f"p{i}", kind=CandidateKind.PERSON, unit_id=units[i % 1000].id, name=f"王{i}", initials=f"w{i}")
        for i in range(20_000)
    ]
    completer = Completer(rows)
    assert offered("王19999", completer=completer) == ["王19999"]
    assert offered("第777单位", completer=completer) == ["云岭市第777单位"]
    assert len(completer.complete("w", limit=20)) == 20


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=12) | st.text("ylsyjg云岭市应急管局王测0998-1", max_size=8))
def test_whatever_is_typed_gives_few_distinct_rows_best_first_with_sound_marks(typed: str) -> None:
    matches = COMPLETER.complete(typed, limit=5)
    assert len(matches) <= 5
    assert len({match.candidate.id for match in matches}) == len(matches)
    assert [match.rank for match in matches] == sorted(match.rank for match in matches)
    for match in matches:
        places = [place for span in match.spans for place in span]
        assert places == sorted(places)
        assert all(begin < end for begin, end in match.spans)
        assert not places or places[-1] <= len(match.text)


@settings(deadline=None)
@given(
    st.lists(st.text("云岭市应急管理水利局办公室东湖区", min_size=2, max_size=8), min_size=1, max_size=8, unique=True)
)
def test_every_unit_is_found_by_its_whole_name_its_initials_and_any_piece(names: list[str]) -> None:
    completer = Completer(candidates([unit(name) for name in names], (), ()))
    for name in names:
        assert completer.complete(name)[0].candidate.name == name
        for typed in (name[1:], initials(name), name[0] + name[-1]):
            assert name in [match.candidate.name for match in completer.complete(typed, limit=20)]
