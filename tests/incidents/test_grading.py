"""Combinations, unknown figures, questions, what would raise a grade, sensitive marks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dutyroom.errors import Refused
from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.model import Assessment, FactSheet, Grade, MatchedBy, ReportReason, SensitiveFlag
from dutyroom.incidents.rules import answered, grade
from dutyroom.incidents.words import local_plan_words, raise_words, summary
from tests.incidents.assessing import assess


def raises(found: Assessment) -> list[str]:
    return [raise_words(shipped_book(), found.event, one) for one in found.raises]


def test_the_worst_of_several_grades_wins_and_all_are_listed() -> None:
    found = assess("work_safety", {"deaths": 2, "serious_injuries": 60, "loss_wan": 1000})
    assert found.grade is Grade.II
    assert [match.condition.id for match in found.matched] == [
        "work_safety.II.serious_injuries",
        "work_safety.III.loss_wan",
        "work_safety.IV.deaths",
    ]
    assert {match.by for match in found.matched} == {MatchedBy.FIGURES}


def test_a_missing_figure_is_unknown_and_not_zero() -> None:
    found = assess("public_health", {"food_poisoning_cases": 50})
    assert found.grade is None
    waiting = {one.condition.id: one.missing for one in found.waiting}
    assert waiting["public_health.IV.food_poisoning_cases_and_deaths"] == ("deaths",)
    assert assess("public_health", {"food_poisoning_cases": 50, "deaths": 0}).grade is Grade.IV


def test_nothing_known_is_no_grade_and_not_an_ordinary_one() -> None:
    for type_id in shipped_book().types:
        found = assess(type_id)
        assert found.grade is None
        assert found.matched == ()
        assert found.report is found.event.always_report


def test_the_dead_count_among_the_dead_or_missing() -> None:
    assert assess("earthquake", {"deaths": 40}).grade is Grade.III
    assert assess("earthquake", {"deaths": 40, "missing": 10}).grade is Grade.II
    assert assess("national_safety", {"serious_injuries": 50}).grade is Grade.II
    assert assess("grassland_fire", {"deaths": 2, "serious_injuries": 8}).grade is Grade.II
    assert assess("major_hazard", {"trapped": 2, "missing": 1}).grade is Grade.III


@pytest.mark.req("R254")
def test_of_figures_that_disagree_the_worse_one_counts_and_both_are_shown() -> None:
    found = assess("earthquake", {"deaths": 60, "deaths_or_missing": 12})
    assert found.grade is Grade.II
    assert [(one.figure, one.given, one.at_least) for one in found.disagreements] == [("deaths_or_missing", 12, 60)]


def test_a_condition_with_a_scope_is_asked_with_the_grade_that_a_yes_gives() -> None:
    found = assess("earthquake", {"magnitude": 6.5})
    asked = {one.id: (one.grade, one.question) for one in found.questions if one.scope}
    assert found.grade is None
    assert asked == {
        "earthquake.I.dense_magnitude": (Grade.I, "人口密集地区"),
        "earthquake.II.fairly_dense_magnitude": (Grade.II, "人口较密集地区"),
    }
    for id_, (expected, _question) in asked.items():
        assert assess("earthquake", {"magnitude": 6.5}, answers={id_: True}).grade is expected
    no = assess("earthquake", {"magnitude": 6.5}, answers=dict.fromkeys(asked, False))
    assert not [one for one in no.questions if one.scope]


def test_every_question_gives_its_grade_when_somebody_says_yes() -> None:
    book = shipped_book()
    for event in book.types.values():
        figures = {threshold.figure: threshold.least for one in event.conditions for threshold in one.thresholds}
        for known in ({}, figures):
            for one in grade(book, FactSheet(event.id, known)).questions:
                found = grade(book, FactSheet(event.id, known, answers={one.id: True}))
                assert found.grade is not None
                assert found.grade.weight >= one.grade.weight, one.id


def test_words_alone_are_a_question() -> None:
    found = assess("animal_epidemic")
    assert len(found.questions) == len(found.event.conditions) == 8
    yes = assess("animal_epidemic", answers={"animal_epidemic.II.avian_flu": True})
    assert (yes.grade, yes.matched[0].by) == (Grade.II, MatchedBy.ANSWER)


def test_one_tick_answers_for_the_same_scope_in_every_grade() -> None:
    event = shipped_book().types["earthquake"]
    yes = answered(event, "earthquake.II.fairly_dense_magnitude", True)
    assert sorted(yes) == [f"earthquake.{grade}.fairly_dense_magnitude" for grade in ("I", "II", "III", "IV")]
    assert assess("earthquake", {"magnitude": 7.1}, answers=yes).grade is Grade.I
    assert assess("earthquake", {"magnitude": 4.1}, answers=yes).grade is Grade.IV
    assert answered(event, "earthquake.I.loss_of_gdp", False) == {"earthquake.I.loss_of_gdp": False}


def test_an_answer_counts_for_its_own_condition_and_the_worse_one_is_asked() -> None:
    yes = {"earthquake.II.fairly_dense_magnitude": True}
    found = assess("earthquake", {"magnitude": 7.1}, answers=yes)
    assert (found.grade, found.matched[0].beyond) == (Grade.II, True)
    assert "earthquake.I.fairly_dense_magnitude" in [one.id for one in found.questions]


def test_a_yes_does_not_replace_a_figure() -> None:
    yes = {"earthquake.I.dense_magnitude": True}
    assert assess("earthquake", {"magnitude": 5.9}, answers=yes).matched == ()
    assert [one.missing for one in assess("earthquake", answers=yes).waiting if one.condition.id in yes] == [
        ("magnitude",)
    ]


def test_a_figure_past_a_band_that_nobody_takes_up_keeps_the_grade() -> None:
    before = assess("public_health", {"food_poisoning_cases": 60, "deaths": 0})
    after = assess("public_health", {"food_poisoning_cases": 60, "deaths": 1})
    assert (before.grade, before.matched[0].beyond) == (Grade.IV, False)
    assert (after.grade, after.matched[0].beyond) == (Grade.IV, True)


def test_what_would_raise_the_grade_begins_with_the_smallest_change() -> None:
    found = assess("road_traffic", {"deaths": 2})
    assert raises(found) == ["再死亡1人即为较大", "重伤人数达到10人即为较大", "直接经济损失达到1000万元即为较大"]
    assert raises(assess("road_traffic", {"deaths": 29, "serious_injuries": 12}))[:2] == [
        "再死亡1人即为特别重大",
        "再重伤88人即为特别重大",
    ]
    assert raises(assess("road_traffic", {"deaths": 30})) == []
    assert summary(shipped_book(), found) == (
        "道路交通事故建议定为一般：死亡人数1人以上、3人以下。再死亡1人即为较大。是否上报按办理权限决定，不报须写明理由并经审核。"
    )


def test_what_would_raise_the_grade_may_take_two_figures() -> None:
    found = assess("railway", {"derailed_passenger_cars": 17, "rail_busy_interrupt_h": 30})
    assert found.grade is Grade.II
    assert raises(found)[0] == "客车脱轨辆数再增加1辆，且繁忙干线中断再增加18小时即为特别重大"
    yes = answered(shipped_book().types["earthquake"], "earthquake.III.fairly_dense_magnitude", True)
    earthquake = assess("earthquake", {"magnitude": 5.4}, answers=yes)
    assert raises(earthquake)[0] == "震级再增加0.6级即为重大"


def test_each_raise_really_raises() -> None:
    book = shipped_book()
    for event in book.types.values():
        for value in (0, 2, 15, 60):
            known = {name: min(Decimal(value), book.figures[name].limit) for name in sorted(event.figures)}
            before = grade(book, FactSheet(event.id, known))
            for one in before.raises:
                more = known | {change.figure: change.needed for change in one.changes}
                after = grade(book, FactSheet(event.id, more)).grade
                assert after is not None
                assert after.weight >= one.condition.grade.weight, (event.id, value, one)
                assert before.grade is None or after.weight > before.grade.weight


@pytest.mark.req("R042")
def test_a_sensitive_incident_goes_up_whatever_its_figures() -> None:
    quiet = assess("road_traffic", {"deaths": 1})
    assert (quiet.grade, quiet.report, quiet.alert) == (Grade.IV, False, False)
    for flag in SensitiveFlag:
        found = assess("road_traffic", {"deaths": 1}, sensitive=[flag.value])
        assert (found.grade, found.report, found.alert) == (Grade.IV, True, True)
        assert found.reasons == (ReportReason.SENSITIVE,)
    unknown = assess("market", sensitive=["may_escalate"])
    assert (unknown.grade, unknown.report, unknown.alert) == (None, True, True)


@pytest.mark.req("R007")
def test_a_significant_incident_goes_up_and_is_alerted() -> None:
    for deaths, goes_up in ((2, False), (3, True), (10, True), (30, True)):
        found = assess("fire", {"deaths": deaths})
        assert (found.report, found.alert) == (goes_up, goes_up)


@pytest.mark.req("R042")
def test_foreigners_and_terror_are_reported_always() -> None:
    for type_id in ("foreign", "terror"):
        found = assess(type_id)
        assert (found.grade, found.report, found.alert) == (None, True, True)
        assert found.reasons == (ReportReason.KIND,)


@pytest.mark.req("R089")
def test_a_forest_fire_is_reported_at_once_in_the_cases_the_decree_names() -> None:
    found = assess("forest_fire", {"area_ha": 0.5})
    assert (found.grade, found.report) == (Grade.IV, False)
    assert len(found.circumstance_questions) == 6
    yes = assess("forest_fire", {"area_ha": 0.5}, answers={"forest_fire.report.not_out_in_a_day": True})
    assert (yes.grade, yes.report, yes.reasons) == (Grade.IV, True, (ReportReason.CIRCUMSTANCE,))
    by_figures = assess("forest_fire", {"serious_injuries": 10})
    assert [one.id for one in by_figures.circumstances] == ["forest_fire.report.serious_injuries"]


def test_an_accident_with_many_in_danger_is_a_reason_to_report_and_no_grade_of_the_law() -> None:
    found = assess("major_hazard", {"trapped_or_missing": 3})
    assert found.event.trigger
    assert found.report
    assert "按较大事件的时限报告" in summary(shipped_book(), found)
    assert raises(assess("major_hazard", {"trapped_or_missing": 2}))[0].startswith("再有1人被困或下落不明即达到")


@pytest.mark.req("R037")
def test_social_security_events_say_that_the_law_grades_none_and_which_plan_does() -> None:
    for event in shipped_book().types.values():
        words = local_plan_words(event)
        assert words.startswith("法律不给社会安全事件分级。") is (not event.event_class.graded_by_law)
        assert ("尚未填入本地预案" in words) is bool(event.local_grades)


def test_a_kind_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        grade(shipped_book(), FactSheet("meteor"))
    assert refusal.value.code == "incidents.unknown_type"


def test_figures_that_say_nothing_here_are_named() -> None:
    assert assess("fire", {"deaths": 1, "loss_wan": 20, "magnitude": 3}).unused == ("loss_wan", "magnitude")
    assert assess("earthquake", {"deaths": 1, "missing": 1}).unused == ()
