from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.directory.model import Person, PhoneLabel, PhoneNumber, Unit, UnitKind
from dutyroom.directory.planning import ImportPlan, Subject, plan_import
from dutyroom.directory.reading import read_directory


class Shelf:
    """A directory that plans are carried out on, as the service does."""

    def __init__(self) -> None:
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self.numbers: dict[str, PhoneNumber] = {}
        self._ids: Iterator[int] = count(1)

    def plan(self, *lines: str) -> ImportPlan:
        return plan_import(
            read_directory("\n".join(lines).encode()),
            units=self.units.values(),
            people=self.people.values(),
            numbers=self.numbers.values(),
            new_id=lambda: f"id-{next(self._ids)}",
        )

    def take(self, *lines: str) -> ImportPlan:
        plan = self.plan(*lines)
        self.units |= {unit.id: unit for unit in (*plan.new_units, *plan.updated_units)}
        self.people |= {person.id: person for person in (*plan.new_people, *plan.updated_people)}
        self.numbers |= {number.id: number for number in (*plan.new_numbers, *plan.updated_numbers)}
        return plan

    def unit(self, name: str) -> Unit:
        (unit,) = [unit for unit in self.units.values() if unit.name == name]
        return unit

    def person(self, name: str) -> Person:
        (person,) = [person for person in self.people.values() if person.name == name]
        return person

    def dialled(self, owner: Unit | Person) -> dict[str, bool]:
        return {number.digits: number.private for number in self.numbers.values() if number.owner_id == owner.id}


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


FULL = (
    "单位,单位简称,单位类别,上级单位,姓名,职务,是否领导,分工,值班电话,办公电话,手机,传真,备注",
    "云岭市人民政府,市政府,,,,,,,,,,,",
    "云岭市应急管理局,市应急局,市直部门,云岭市人民政府,,,,,0999-8000001,,,0999-8000002,一号楼",
    "云岭市应急管理局,,,,王测,局长,是,安全生产,0999-8000001,0999-8000003,19900000001,,",
    "市应急局,,,,王试,科员,否,,,,19900000002,,新调入",
    "东湖区,,县区,云岭市人民政府,,,,,0999-8000010,,,,",
)


@pytest.mark.req("R009", "R013")
def test_a_first_import_adds_units_below_their_parents_people_and_their_numbers(shelf: Shelf) -> None:
    plan = shelf.take(*FULL)
    assert [unit.name for unit in plan.new_units] == ["云岭市人民政府", "云岭市应急管理局", "东湖区"]
    bureau, district = shelf.unit("云岭市应急管理局"), shelf.unit("东湖区")
    assert bureau.parent_id == district.parent_id == shelf.unit("云岭市人民政府").id
    assert (bureau.kind, district.kind) == (UnitKind.DEPARTMENT, UnitKind.COUNTY)
    assert (bureau.remark, bureau.initials) == ("一号楼", "ylsyjglj syjj")
    assert shelf.person("王测") == Person(
        id=shelf.person("王测").id,
        unit_id=bureau.id,
        name="王测",
        post="局长",
        is_leader=True,
        portfolio="安全生产",
        pinyin="wang'ce",
        initials="wc",
    )
    assert shelf.person("王试").unit_id == bureau.id, "the short name means the same unit"
    assert shelf.dialled(bureau) == {"0999-8000001": False, "0999-8000002": False}
    assert plan.problems == ()
    assert plan.changed == plan.unchanged == ()


def test_the_same_file_twice_changes_nothing(shelf: Shelf) -> None:
    first = shelf.take(*FULL)
    again = shelf.plan(*FULL)
    assert again.changes_nothing
    assert (again.new_units, again.new_people, again.new_numbers, again.changed) == ((), (), (), ())
    assert set(again.unchanged) == {item.id for item in (*first.new_units, *first.new_people)}


def test_names_written_with_other_spaces_and_widths_are_the_same_names(shelf: Shelf) -> None:
    shelf.take("单位,姓名", "东湖区（本级）,王测")
    assert shelf.plan("单位,姓名", "东湖区 (本级),王　测").changes_nothing


@pytest.mark.req("R088")
def test_a_leaders_mobile_becomes_private_and_the_office_number_does_not(shelf: Shelf) -> None:
    shelf.take(*FULL)
    assert shelf.dialled(shelf.person("王测")) == {"0999-8000003": False, "19900000001": True}
    assert shelf.dialled(shelf.person("王试")) == {"19900000002": False}


@pytest.mark.req("R088")
def test_whoever_becomes_a_leader_has_the_numbers_known_so_far_hidden(shelf: Shelf) -> None:
    shelf.take(*FULL)
    plan = shelf.take("单位,姓名,是否领导", "市应急局,王试,是")
    assert shelf.dialled(shelf.person("王试")) == {"19900000002": True}
    assert [(change.field, change.old, change.new) for change in plan.changed] == [
        ("is_leader", "", "yes"),
        ("mobile", "199****0002", "199****0002"),
    ]


@pytest.mark.req("R088")
def test_a_private_number_stays_private_and_is_masked_in_what_is_shown_of_the_change(shelf: Shelf) -> None:
    shelf.take(*FULL)
    plan = shelf.take("单位,姓名,是否领导,手机", "市应急局,王测,,19900000099")
    (change,) = plan.changed
    assert (change.subject, change.title, change.old, change.new) == (
        Subject.NUMBER,
        "王测",
        "199****0001",
        "199****0099",
    )
    assert shelf.dialled(shelf.person("王测"))["19900000099"] is True
    assert shelf.take("单位,姓名,是否领导", "市应急局,王测,否").updated_numbers == ()


@pytest.mark.req("R088")
def test_the_unit_of_leaders_makes_leaders_of_its_people_where_the_file_says_nothing(shelf: Shelf) -> None:
    shelf.take("单位,单位类别,姓名,手机", "市政府领导,领导同志,王测,19900000001")
    assert shelf.person("王测").is_leader
    assert shelf.dialled(shelf.person("王测")) == {"19900000001": True}


def test_a_change_is_shown_old_and_new_with_its_line(shelf: Shelf) -> None:
    shelf.take(*FULL)
    plan = shelf.plan("单位,单位简称,单位类别,姓名,职务", "东湖区,东湖,管委会,,", "云岭市应急管理局,,,王试,科长")
    assert [(change.line, change.title, change.field, change.old, change.new) for change in plan.changed] == [
        (2, "东湖区", "short_name", "", "东湖"),
        (2, "东湖区", "kind", "county", "committee"),
        (3, "王试", "post", "科员", "科长"),
    ]
    assert [person.post for person in plan.updated_people] == ["科长"]
    assert [unit.initials for unit in plan.updated_units] == ["dhq dh"]


def test_a_unit_found_without_a_parent_is_put_below_the_one_a_file_names(shelf: Shelf) -> None:
    shelf.take("单位", "东湖区", "云岭市人民政府")
    plan = shelf.take("单位,上级单位", "东湖区,云岭市人民政府")
    assert [(change.field, change.old, change.new) for change in plan.changed] == [("parent_id", "", "云岭市人民政府")]
    assert plan.problems == ()


def test_a_known_name_below_another_parent_is_a_new_unit_that_is_pointed_out(shelf: Shelf) -> None:
    shelf.take(*FULL)
    rows = ("单位,上级单位", "东湖区,云岭市应急管理局")
    plan = shelf.take(*rows)
    (problem,) = plan.problems
    assert (problem.code, problem.params) == (
        "directory.unit_same_name",
        {"unit": "东湖区", "parent": "云岭市人民政府"},
    )
    assert len(plan.new_units) == 1
    again = shelf.plan(*rows)
    assert (again.changes_nothing, again.problems) == (True, ())


def test_a_short_name_told_further_down_is_understood_further_up(shelf: Shelf) -> None:
    plan = shelf.take("单位,单位简称,姓名", "市应急局,,王测", "云岭市应急管理局,市应急局,")
    assert [unit.name for unit in plan.new_units] == ["云岭市应急管理局"]
    assert shelf.person("王测").unit_id == shelf.unit("云岭市应急管理局").id


def test_an_empty_cell_erases_nothing_and_nothing_is_removed(shelf: Shelf) -> None:
    shelf.take(*FULL)
    plan = shelf.plan(FULL[0], "云岭市应急管理局,,,,王测,,,,,,,,")
    assert plan.changes_nothing
    assert plan.unchanged == (shelf.unit("云岭市应急管理局").id, shelf.person("王测").id)


def test_one_new_number_replaces_the_one_of_its_label_and_a_second_is_added(shelf: Shelf) -> None:
    shelf.take("单位,值班电话", "东湖区,0999-8000001")
    plan = shelf.take("单位,值班电话", "东湖区,0999-8000005")
    assert [(change.field, change.old, change.new) for change in plan.changed] == [
        ("duty", "0999-8000001", "0999-8000005")
    ]
    plan = shelf.take("单位,值班电话", "东湖区,0999-8000005、0999-8000006")
    assert (len(plan.new_numbers), plan.changed) == (1, ())
    assert set(shelf.dialled(shelf.unit("东湖区"))) == {"0999-8000005", "0999-8000006"}
    assert shelf.plan("单位,值班电话", "东湖区,(0999)8000006").changes_nothing


def test_every_bureau_has_its_own_office(shelf: Shelf) -> None:
    rows = ("单位,上级单位,姓名", "办公室,市水利局,王测", "办公室,市公安局,王测", "市水利局,,", "市公安局,,")
    plan = shelf.take(*rows)
    offices = [unit for unit in plan.new_units if unit.name == "办公室"]
    assert len(plan.new_people) == len({office.parent_id for office in offices}) == len(offices) == 2
    assert shelf.plan(*rows).changes_nothing
    unsure = shelf.plan("单位,姓名", "办公室,王试", "市水利局,王式")
    assert [(problem.line, problem.code) for problem in unsure.problems] == [(2, "directory.unit_ambiguous")]
    assert [person.name for person in unsure.new_people] == ["王式"]


def test_a_parent_nobody_knows_becomes_a_unit_and_is_named(shelf: Shelf) -> None:
    rows = ("单位,上级单位", "第一科,市水利局", "第二科,市水利局")
    plan = shelf.take(*rows)
    assert [unit.name for unit in plan.new_units] == ["市水利局", "第一科", "第二科"]
    assert [(problem.line, problem.code) for problem in plan.problems] == [(2, "directory.parent_added")]
    assert shelf.plan(*rows).changes_nothing


def test_a_unit_is_not_put_below_what_stands_below_it(shelf: Shelf) -> None:
    plan = shelf.take("单位,上级单位", "甲局,乙局", "乙局,甲局")
    assert [problem.code for problem in plan.problems] == ["directory.row_parent_below"]
    assert shelf.unit("乙局").parent_id is None


def test_a_parent_that_may_be_either_of_two_is_left_out_and_the_unit_is_kept(shelf: Shelf) -> None:
    shelf.take("单位,上级单位", "办公室,市水利局", "办公室,市公安局")
    plan = shelf.take("单位,上级单位", "文印室,办公室")
    assert [problem.code for problem in plan.problems] == ["directory.parent_ambiguous"]
    assert shelf.unit("文印室").parent_id is None


def test_two_rows_that_contradict_each_other_about_a_unit_are_named_and_the_first_counts(shelf: Shelf) -> None:
    plan = shelf.take("单位,单位类别,姓名", "东湖区,县区,王测", "东湖区,管委会,王试")
    assert shelf.unit("东湖区").kind is UnitKind.COUNTY
    (problem,) = plan.problems
    assert (problem.line, problem.params["kept"], problem.params["value"]) == (3, "县区", "管委会")
    assert len(plan.new_people) == 2


def test_of_two_people_with_one_name_in_a_unit_none_is_changed_by_guessing(shelf: Shelf) -> None:
    shelf.take("单位,姓名", "东湖区,王测")
    double = replace(shelf.person("王测"), id="double", post="司机")
    shelf.people["double"] = double
    plan = shelf.plan("单位,姓名,职务", "东湖区,王测,科长")
    assert [problem.code for problem in plan.problems] == ["directory.person_ambiguous"]
    assert plan.updated_people == ()


def test_whoever_is_listed_again_is_in_use_again(shelf: Shelf) -> None:
    shelf.take("单位,姓名", "东湖区,王测")
    gone = replace(shelf.person("王测"), active=False)
    shelf.people[gone.id] = gone
    plan = shelf.plan("单位,姓名", "东湖区,王测")
    assert [(change.field, change.old, change.new) for change in plan.changed] == [("active", "", "yes")]
    assert plan.new_people == ()


def test_a_number_out_of_use_that_is_listed_again_is_in_use_again(shelf: Shelf) -> None:
    shelf.take("单位,值班电话", "东湖区,0999-8000001")
    (number,) = shelf.numbers.values()
    shelf.numbers[number.id] = replace(number, active=False)
    plan = shelf.take("单位,值班电话", "东湖区,0999-8000001")
    assert plan.new_numbers == ()
    assert [number.active for number in plan.updated_numbers] == [True]


def test_a_fax_on_a_persons_row_belongs_to_the_unit_and_a_mobile_to_the_person(shelf: Shelf) -> None:
    shelf.take("单位,姓名,传真,手机,值班电话", "东湖区,王测,0999-8000009,19900000009,0999-8000008")
    assert set(shelf.dialled(shelf.unit("东湖区"))) == {"0999-8000009", "0999-8000008"}
    assert set(shelf.dialled(shelf.person("王测"))) == {"19900000009"}
    labels = {number.digits: number.label for number in shelf.numbers.values()}
    assert labels["0999-8000009"] is PhoneLabel.FAX


row_cells = st.tuples(
    st.sampled_from(["市水利局", "东湖区", "办公室", "水利", "市 水利局"]),
    st.sampled_from(["", "水利", "东湖"]),
    st.sampled_from(["", "县区", "领导同志"]),
    st.sampled_from(["", "市水利局", "东湖区", "市政府"]),
    st.sampled_from(["", "王测", "王试", "王 测"]),
    st.sampled_from(["", "是", "否"]),
    st.sampled_from(["", "19900000001", "19900000002、19900000003", "8000001"]),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(row_cells, min_size=1, max_size=7))
def test_no_file_imported_twice_changes_anything_the_second_time(rows: list[tuple[str, ...]]) -> None:
    shelf = Shelf()
    lines = ("单位,单位简称,单位类别,上级单位,姓名,是否领导,电话", *(",".join(row) for row in rows))
    shelf.take(*lines)
    again = shelf.plan(*lines)
    assert again.changes_nothing
