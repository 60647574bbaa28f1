"""The papers of the log: 《值班记录》 of a day and 《值班工作日志》 of a watch say what the log says, no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dutyroom.accounts.model import Right, Role, Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.documents.model import MarkKind, Orientation, Run, Sheet, Table, plain
from dutyroom.errors import Refused
from dutyroom.log.model import Category, EntryKind, Field, Handling, MatterFile, NewEntry, Urgency
from dutyroom.papers import day_sheet, export_paper, watch_sheet
from dutyroom.texts import Language
from tests.factories import CALLER, CONTENT, EVENING, SUBJECT, UNIT_NAME, a_classified_slip, a_slip, an_officer

DAY = EVENING.date()
NIGHT = f"{DAY}/night"
SHEETS = ("day", "watch")


def sheet_of(kind: str, house: House, session: Session, language: Language = "zh_CN") -> Sheet:
    if kind == "day":
        return day_sheet(house, session, DAY, language)
    return watch_sheet(house, session, NIGHT, language)


def table(sheet: Sheet) -> Table:
    (found,) = (block for block in sheet.blocks if isinstance(block, Table))
    return found


def cells(sheet: Sheet) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in table(sheet).rows]


def words(sheet: Sheet) -> str:
    return "\n".join("\t".join(row) for row in cells(sheet))


def runs(sheet: Sheet) -> Iterator[Run]:
    for row in table(sheet).rows:
        for cell in row.cells:
            yield from cell


@pytest.fixture
def logged(house: House, session: Session, clock: SetClock) -> MatterFile:
    """A call that was passed on."""
    file = house.log.open_matter(session, a_slip(clock, done="已通知交警支队"))
    clock.advance(timedelta(minutes=3))
    return house.log.add_entry(session, file.matter.id, NewEntry(EntryKind.TOLD, "已电话报告带班领导"))


@pytest.mark.req("R018", "R019", "R069")
def test_the_record_of_a_day_says_who_called_what_was_done_and_who_wrote_it(
    house: House, session: Session, logged: MatterFile
) -> None:
    sheet = sheet_of("day", house, session)
    assert sheet.title == "值班记录"
    assert sheet.orientation is Orientation.LANDSCAPE
    assert "云岭市人民政府总值班室" in sheet.subtitle
    assert "2026-11-21" in sheet.subtitle
    assert "共 1 件" in sheet.subtitle
    ((number, received, source, matter, steps, result, by),) = cells(sheet)
    assert (number, received, by) == ("2026-0001", "11-21 20:38", "陈予")
    assert source.splitlines() == ["来·电话", UNIT_NAME, f"{CALLER.name} {CALLER.post}", CALLER.phone]
    assert matter.splitlines() == [SUBJECT, CONTENT]
    assert steps.splitlines() == ["11-21 20:38 办理 已通知交警支队", "11-21 20:41 报告 已电话报告带班领导"]
    assert result == "待办"


@pytest.mark.req("R018", "R020")
def test_the_work_log_of_a_watch_has_its_entries_in_order(house: House, session: Session, logged: MatterFile) -> None:
    sheet = sheet_of("watch", house, session)
    assert sheet.title == "值班工作日志"
    assert "2026-11-21 夜班（17:30—08:00）" in sheet.subtitle
    assert "共 3 条" in sheet.subtitle
    assert [(row[0], row[3], row[4]) for row in cells(sheet)] == [
        ("11-21 20:38", "接报", CONTENT),
        ("11-21 20:38", "办理", "已通知交警支队"),
        ("11-21 20:41", "报告", "已电话报告带班领导"),
    ]


@pytest.mark.parametrize("kind", SHEETS)
def test_every_paper_says_who_printed_it_when_and_the_head_of_the_journal(
    house: House, session: Session, logged: MatterFile, kind: str
) -> None:
    sheet = sheet_of(kind, house, session)
    assert sheet.foot.printed_by == "打印：陈予"
    assert sheet.foot.printed_at == "2026-11-21 20:41"
    assert house.journal.head().short() in sheet.foot.journal_head
    assert sheet.marks == ()
    drill = replace(house.room, drill=True)
    house.room = drill
    assert [mark.kind for mark in sheet_of(kind, house, session).marks] == [MarkKind.DRILL]


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.req("R194")
def test_corrected_words_stand_struck_through_beside_the_right_ones(
    house: House, session: Session, logged: MatterFile, kind: str
) -> None:
    house.log.correct_entry(session, logged.matter.id, logged.entries[0].id, "一人轻伤")
    sheet = sheet_of(kind, house, session)
    struck = [run.text for run in runs(sheet) if run.struck]
    assert struck == [CONTENT]
    assert "一人轻伤" in words(sheet)
    assert "（更正）" in words(sheet)


@pytest.mark.parametrize("kind", SHEETS)
def test_a_due_time_is_told_in_the_rooms_time(house: House, session: Session, logged: MatterFile, kind: str) -> None:
    due = EVENING + timedelta(hours=2)
    house.log.set_due(session, logged.matter.id, due)
    house.log.set_due(session, logged.matter.id, None)
    said = words(sheet_of(kind, house, session))
    assert "11-21 22:38" in said
    assert "+00:00" not in said
    assert "—" in said


@pytest.mark.req("R220")
def test_the_result_stands_in_its_own_column_and_once(house: House, session: Session, logged: MatterFile) -> None:
    house.log.close(session, logged.matter.id, "道路恢复通行")
    ((*_others, steps, result, _by),) = cells(sheet_of("day", house, session))
    assert result.splitlines() == ["办结", "道路恢复通行"]
    assert "道路恢复通行" not in steps
    assert "道路恢复通行" in words(sheet_of("watch", house, session))


@pytest.mark.req("R194", "R220")
def test_the_first_result_of_a_matter_that_was_taken_up_again_is_not_lost(
    house: House, session: Session, logged: MatterFile
) -> None:
    house.log.close(session, logged.matter.id, "第一次的结果")
    house.log.reopen(session, logged.matter.id, "又有新情况")
    said = words(sheet_of("day", house, session))
    assert "第一次的结果" in said
    assert "又有新情况" in said
    house.log.close(session, logged.matter.id, "第二次的结果")
    said = words(sheet_of("day", house, session))
    assert said.count("第一次的结果") == said.count("第二次的结果") == 1


def test_a_withdrawn_matter_is_struck_through_and_says_why(house: House, session: Session, logged: MatterFile) -> None:
    house.log.withdraw(session, logged.matter.id, "重复登记")
    sheet = sheet_of("day", house, session)
    assert SUBJECT in [run.text for run in runs(sheet) if run.struck]
    assert "重复登记" in words(sheet)
    assert "撤回" in words(sheet)


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.req("R087", "R165")
def test_of_a_classified_item_the_paper_says_its_movement_only(
    house: House, session: Session, clock: SetClock, kind: str
) -> None:
    file = house.log.open_matter(session, a_classified_slip(clock))
    house.log.hand_over_item(session, file.matter.id, "机要室 何姗")
    said = words(sheet_of(kind, house, session))
    for expected in ("云密〔2026〕17号", "秘密", "2份", "陈予", "机要室 何姗"):
        assert expected in said, expected


@pytest.mark.req("R219")
def test_a_day_has_what_was_received_on_it_whoever_entered_it_later(
    house: House, session: Session, clock: SetClock
) -> None:
    house.log.open_matter(session, a_slip(clock, subject="昨夜", received_at=clock.now() - timedelta(hours=21)))
    house.log.open_matter(session, a_slip(clock, subject="今日"))
    assert "昨夜" in words(day_sheet(house, session, DAY - timedelta(days=1)))
    today = words(day_sheet(house, session, DAY))
    assert "今日" in today
    assert "昨夜" not in today


@pytest.mark.parametrize(("kind", "empty"), [("day", "当日没有登记事项。"), ("watch", "本班没有记录。")])
def test_an_empty_day_says_so(house: House, session: Session, kind: str, empty: str) -> None:
    sheet = sheet_of(kind, house, session)
    assert table(sheet).rows == ()
    assert table(sheet).empty == empty


@pytest.mark.parametrize("kind", SHEETS)
def test_in_english_only_what_was_typed_is_chinese(
    house: House, session: Session, logged: MatterFile, kind: str
) -> None:
    house.log.correct_field(session, logged.matter.id, Field.CATEGORY, Category.EMERGENCY.value)
    sheet = sheet_of(kind, house, session, "en")
    assert sheet.title in ("Duty record", "Duty work log")
    said = words(sheet)
    for chinese in ("电话", "接报", "报告 ", "待办", "类别", "突发紧急"):
        assert chinese not in said.replace("已电话报告带班领导", "")
    assert "Emergency" in said


def test_whoever_may_not_print_gets_no_paper_and_nothing_is_noted(
    house: House, session: Session, tmp_path: Path
) -> None:
    reader = house.accounts.sign_in(an_officer(house, session, "阅览", Role.READER).id)
    assert not reader.may(Right.PRINT)
    before = house.journal.head()
    for what in (DAY.isoformat(), NIGHT):
        with pytest.raises(Refused, match=r"accounts\.not_allowed"):
            export_paper(house, reader, what, tmp_path)
    assert list(tmp_path.glob("*.docx")) == []
    assert house.journal.head() == before


def test_a_day_far_away_is_an_empty_paper_and_no_mistake(house: House, session: Session) -> None:
    assert table(day_sheet(house, session, date(2099, 12, 31))).rows == ()


def test_a_page_of_words_does_not_change_the_order_of_the_columns(
    house: House, session: Session, clock: SetClock
) -> None:
    house.log.open_matter(
        session, a_slip(clock, content="长" * 3000, handling=Handling.HANDLE, caller=replace(CALLER, name="", phone=""))
    )
    sheet = sheet_of("day", house, session)
    assert len(table(sheet).columns) == len(cells(sheet)[0]) == 7


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.req("R194")
def test_a_corrected_field_is_told_in_words_with_its_reason(
    house: House, session: Session, logged: MatterFile, kind: str
) -> None:
    house.log.correct_field(session, logged.matter.id, Field.URGENCY, Urgency.FLASH.value, "领导要求提级")
    house.log.correct_field(session, logged.matter.id, Field.PHONE, "0999-8000999", "号码听错")
    said = words(sheet_of(kind, house, session))
    assert "缓急 平件 特提 领导要求提级" in said
    assert "号码听错" in said
    assert "flash" not in said


def test_the_time_at_which_it_happened_is_on_the_paper_where_it_differs(
    house: House, session: Session, clock: SetClock
) -> None:
    house.log.open_matter(session, a_slip(clock, happened_at=clock.now() - timedelta(minutes=47)))
    assert "19:51" in words(sheet_of("day", house, session))
