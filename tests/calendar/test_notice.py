"""Reading a pasted notice. The texts are our own, after the pattern of the published ones, with the true dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.calendar.book import shipped_book
from dutyroom.calendar.notice import ReadNotice, read_notice

NOTICE_2024 = """关于2024年部分节假日安排
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。可安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
放假期间各单位照常值班。

2023年10月25日
"""

NOTICE_2025 = """关于2025年
部分节假日安排
自2025年1月1日起，春节放假增加1天，国庆节自10月1日起放假调休7天。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
"""

NOTICE_2026 = """关于2026年部分节假日安排
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""

NOTICES = {2024: NOTICE_2024, 2025: NOTICE_2025, 2026: NOTICE_2026}


def _read(text: str, year: int | None = None) -> ReadNotice:
    return read_notice(text, shipped_book(), year=year)


def _problems(text: str, year: int | None = None) -> list[tuple[str, str]]:
    """Return the codes of the problems with the words they point at."""
    return [(problem.error.code, text[problem.start : problem.end]) for problem in _read(text, year).problems]


@pytest.mark.req("R073")
@pytest.mark.parametrize("year", NOTICES)
def test_a_pasted_notice_becomes_the_arrangement_that_is_shipped(year: int) -> None:
    read = _read(NOTICES[year])
    assert read.problems == ()
    assert read.arrangement is not None
    shipped = shipped_book().arrangements[year]
    assert replace(read.arrangement, source=shipped.source) == shipped


def test_a_notice_pasted_with_half_width_signs_and_loose_spaces_reads_the_same() -> None:
    loose = NOTICE_2026.replace("：", ": ").replace("（", " (").replace("）", ") ").replace("月", " 月 ")
    loose = loose.replace("元旦", " 元旦 ").replace("2026年", "2\uff1026 年 ")
    assert _read(loose.replace("腊 月 ", "腊月").replace("正 月 ", "正月")) == _read(NOTICE_2026)


def test_the_source_is_kept_with_the_arrangement() -> None:
    read = read_notice(NOTICE_2026, shipped_book(), source="国办发明电")
    assert read.arrangement is not None
    assert read.arrangement.source == "国办发明电"


def test_a_new_year_that_begins_in_december_is_read_across_the_year() -> None:
    text = NOTICE_2026.replace(
        "1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班",
        "2025年12月31日（周三）至2026年1月2日（周五）放假调休，共3天。12月28日（周日）、1月4日（周日）上班",
    )
    read = _read(text)
    assert read.problems == ()
    assert read.arrangement is not None
    new_year = read.arrangement.holidays[0]
    assert (new_year.first, new_year.last) == (date(2025, 12, 31), date(2026, 1, 2))
    assert new_year.make_up == (date(2025, 12, 28), date(2026, 1, 4))
    assert new_year.statutory == (date(2026, 1, 1),)


def test_older_wording_with_substitute_days_is_read() -> None:
    text = (
        "关于2015年部分节假日安排\n"
        "三、清明节：4月5日放假，4月6日（星期一）补休。\n"
        "五、端午节：6月20日放假，6月22日（星期一）补休。"
    )
    read = _read(text)
    assert read.arrangement is not None
    spans = [(holiday.first, holiday.last) for holiday in read.arrangement.holidays]
    assert spans == [(date(2015, 4, 5), date(2015, 4, 6)), (date(2015, 6, 20), date(2015, 6, 22))]
    assert "calendar.notice_gap" not in [problem.error.code for problem in read.problems]


def test_make_up_days_that_leave_out_their_month_take_the_one_before() -> None:
    text = NOTICE_2026.replace("9月20日（周日）、10月10日（周六）上班", "10月10日（星期六）、11日（星期日）上班")
    read = _read(text)
    assert read.problems == ()
    assert read.arrangement is not None
    assert read.arrangement.holidays[-1].make_up == (date(2026, 10, 10), date(2026, 10, 11))


@pytest.mark.parametrize(
    ("right", "wrong", "code", "place"),
    [
        ("1月4日（周日）", "1月4日（周六）", "calendar.notice_weekday", "1月4日（周六）"),
        ("5月1日（周五）", "5月1日（星期四）", "calendar.notice_weekday", "5月1日（星期四）"),
        ("5月9日（周六）", "5月8日（周五）", "calendar.make_up_not_weekend", "5月8日（周五）"),
        ("5月9日（周六）", "5月3日（周日）", "calendar.make_up_is_off", "5月3日（周日）"),
        ("放假调休，共9天", "放假调休，共8天", "calendar.notice_count", "共8天"),
        ("腊月二十八", "腊月二十七", "calendar.notice_lunar", "2月15日（农历腊月二十七、周日）"),
        ("正月初七", "除夕", "calendar.notice_lunar", "23日（农历除夕、周一）"),
        (
            "6月19日（周五）至21日（周日）放假，共3天",
            "6月20日（周六）至21日（周日）放假，共2天",
            "calendar.statutory_day_missing",
            "端午节",
        ),
        ("5月9日（周六）上班", "5月39日上班", "calendar.notice_no_such_date", "5月39日"),
        ("5月9日（周六）上班", "2062年5月9日上班", "calendar.notice_no_such_date", "2062年5月9日"),
        ("5月9日（周六）上班", "5月9日（周六）另行通知", "calendar.notice_not_understood", "5月9日（周六）"),
        ("2月14日（周六）、", "2月14日（周六、", "calendar.notice_not_understood", "2月14日"),
        ("至6日（周一）放假", "至3日放假", "calendar.notice_wrong_order", "4月4日（周六）至3日"),
        ("六、中秋节", "六、春节", "calendar.notice_twice", "春节"),
        ("六、中秋节", "六、三月三", "calendar.notice_unknown_holiday", "三月三"),
        ("六、中秋节", "六、春节、元旦", "calendar.notice_unknown_holiday", "春节、元旦"),
        ("4月4日（周六）至6日（周一）放假，共3天", "按规定执行", "calendar.notice_no_days_off", "清明节"),
        ("共3天。1月4日", "共3天，1月9日放假。1月4日", "calendar.notice_gap", "元旦"),
        (
            "9月25日（周五）至27日（周日）放假，共3天",
            "9月30日至10月1日放假",
            "calendar.days_overlap",
            "10月1日（周四）",
        ),
    ],
)
def test_a_slip_in_the_notice_is_pointed_at(right: str, wrong: str, code: str, place: str) -> None:
    assert right in NOTICE_2026
    assert (code, place) in _problems(NOTICE_2026.replace(right, wrong, 1))


def test_a_single_day_said_to_join_a_weekend_has_one_beside_it() -> None:
    text = NOTICE_2025.replace("放假1天，不调休", "放假，与周末连休")
    assert _problems(text) == [("calendar.notice_no_weekend", "1月1日（周三）")]


def test_a_holiday_that_is_not_in_the_notice_is_missed() -> None:
    without = "\n".join(line for line in NOTICE_2026.splitlines() if "端午" not in line)
    (problem,) = _read(without).problems
    assert (problem.error.code, problem.error.params["holiday"]) == ("calendar.holiday_missing", "端午节")


def test_last_years_notice_read_for_this_year_does_not_pass() -> None:
    read = _read(NOTICE_2025, year=2026)
    assert {problem.error.code for problem in read.problems} >= {
        "calendar.notice_weekday",
        "calendar.notice_lunar",
        "calendar.statutory_day_missing",
    }


@pytest.mark.parametrize("text", ["", "一、元旦：1月1日放假。", "关于1949年部分节假日安排\n一、元旦：1月1日放假。"])
def test_a_text_without_its_year_is_not_guessed_at(text: str) -> None:
    read = _read(text)
    assert read.arrangement is None
    assert [problem.error.code for problem in read.problems] == ["calendar.notice_no_year"]


def test_a_text_without_items_is_no_notice() -> None:
    read = _read("关于2026年部分节假日安排的通知即将公布。")
    assert read.arrangement is None
    assert [problem.error.code for problem in read.problems] == ["calendar.notice_no_items"]


_WORDS = """
一、元旦： 二、春节： 国庆节、中秋节： 1月 12月 2月 31日 1日 29日 9999年 2026年 （周六） （农历除夕） 至 、
放假 上班 补休 共3天 共 与周末连休 。 ， （ ） 天 日
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n"])


@settings(deadline=None, max_examples=300)
@given(st.lists(_PIECES, max_size=40))
def test_no_text_however_garbled_stops_the_reading(pieces: list[str]) -> None:
    text = "关于2026年部分节假日安排\n" + "".join(pieces)
    read = _read(text)
    assert all(0 <= problem.start <= problem.end <= len(text) for problem in read.problems)
    if not read.problems:  # nothing short of all seven holidays passes unremarked
        assert read.arrangement is not None
        assert len(read.arrangement.holidays) >= 6
