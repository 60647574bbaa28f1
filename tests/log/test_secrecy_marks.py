"""Marks of secrecy are caught before anything is stored, and ordinary sentences pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.log.model import Caller, EntryKind, Field, MatterFilter, NewEntry
from dutyroom.log.rules import secrecy_mark
from dutyroom.storage.search_index import find
from tests.factories import a_classified_slip, a_slip

MARKED = [
    "机密★10年",
    "机密☆长期",
    "机密",
    "关于调整预案的通知（机密）",
    "绝密",
    "绝密★启用前",
    "绝 密",
    "机　密",
    "机  密 ★ 20年",
    "秘密★",
    "秘密 ★ 5年",
    "秘密*1年",
    "秘密＊",
    "秘密",
    "正文第一行\n  秘密  \n正文第三行",
    "密级：秘密",
    "密级:秘密",
    "密级 秘密",
    "密 级：机密",
    "【机密】",
    "【秘密】",
    "关于调整预案的通知（秘密）",
    "机密级文件",
    "机\u200b密★10年",
    "绝\ufeff密",
    "秘\u00ad密★",
]
ORDINARY = [
    "他秘密地离开了现场",
    "商业秘密纠纷",
    "此人声称掌握一个秘密。",
    "机密性、完整性和可用性",
    "网络安全机密性评估",
    "肇事司机密切配合交警调查",
    "手机密码被盗，群众求助",
    "司机密封了车厢",
    "客机密集起降，航班延误",
    "取款机密码键盘被撬",
    "随机密文校验失败",
    "主机密钥过期",
    "电机密封圈损坏致停机",
    "丢失手机\n密云区来电",
    "隔绝密闭空间后施救",
    "保密检查通知",
    "密切关注天气",
    "加密电台",
    "秘书长电话询问",
    "",
]


@pytest.mark.req("R087")
@pytest.mark.parametrize("text", MARKED)
def test_a_mark_of_secrecy_is_found(text: str) -> None:
    assert secrecy_mark(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_sentence_passes(text: str) -> None:
    assert secrecy_mark(text) == ""


def test_a_mark_is_found_in_a_page_of_pasted_text() -> None:
    page = "云岭市应急管理局文件\n" + "各县区要加强值班值守。" * 2000
    assert secrecy_mark(page) == ""
    assert secrecy_mark(page + "\n机密★10年\n" + page) == "机密"


def refused_with_mark(act: object) -> bool:
    with pytest.raises(Refused) as told:
        act()  # type: ignore[operator]
    return told.value.code == "log.secrecy_mark" and "机密" in str(told.value.params["mark"])


@pytest.mark.req("R086", "R087")
@pytest.mark.parametrize("field", ["subject", "content", "done", "result", "unit_name"])
def test_a_mark_in_any_field_of_a_slip_is_refused_and_nothing_is_stored(
    house: House, session: Session, clock: SetClock, field: str
) -> None:
    head = house.journal.head()
    slip = replace(a_slip(clock), **{field: "转发机密★10年文件"})
    assert refused_with_mark(lambda: house.log.open_matter(session, slip))
    assert house.log_reader.counts(session, MatterFilter(), clock.now()).total == 0
    assert house.journal.head() == head


@pytest.mark.parametrize("caller", [Caller(name="机密★1年"), Caller(post="机密★1年"), Caller(phone="机密★1年")])
def test_a_mark_pasted_into_the_caller_is_refused(
    house: House, session: Session, clock: SetClock, caller: Caller
) -> None:
    assert refused_with_mark(lambda: house.log.open_matter(session, a_slip(clock, caller=caller)))


MARK = "按机密★10年文件办理"


@pytest.mark.parametrize(
    "act",
    [
        "add_entry",
        "correct_entry",
        "close",
        "withdraw",
        "correct subject",
        "correct unit",
        "correct person",
        "correct post",
        "correct phone",
        "reason of a correction",
        "assign",
    ],
)
def test_a_mark_in_any_later_word_is_refused_and_not_even_indexed(
    house: House, session: Session, clock: SetClock, act: str
) -> None:
    log = house.log
    file = log.open_matter(session, a_slip(clock))
    matter_id, entry_id = file.matter.id, file.entries[0].id
    acts = {
        "add_entry": lambda: log.add_entry(session, matter_id, NewEntry(EntryKind.TOLD, MARK)),
        "correct_entry": lambda: log.correct_entry(session, matter_id, entry_id, MARK),
        "close": lambda: log.close(session, matter_id, MARK),
        "withdraw": lambda: log.withdraw(session, matter_id, MARK),
        "correct subject": lambda: log.correct_field(session, matter_id, Field.SUBJECT, MARK),
        "correct unit": lambda: log.correct_field(session, matter_id, Field.UNIT, MARK),
        "correct person": lambda: log.correct_field(session, matter_id, Field.PERSON, MARK),
        "correct post": lambda: log.correct_field(session, matter_id, Field.POST, MARK),
        "correct phone": lambda: log.correct_field(session, matter_id, Field.PHONE, MARK),
        "reason of a correction": lambda: log.correct_field(session, matter_id, Field.SUBJECT, "更正标题", MARK),
        "assign": lambda: log.assign(session, matter_id, "x" * 32, MARK),
    }
    assert refused_with_mark(acts[act])
    with house.store.read() as connection:
        assert find(connection, "机密") == []
    assert len(house.log_reader.file(session, matter_id).entries) == 1


def test_a_reason_to_reopen_or_reinstate_is_looked_at_too(house: House, session: Session, clock: SetClock) -> None:
    closed = house.log.open_matter(session, a_slip(clock, result="办结")).matter.id
    withdrawn = house.log.open_matter(session, a_slip(clock)).matter.id
    house.log.withdraw(session, withdrawn, "重复")
    assert refused_with_mark(lambda: house.log.reopen(session, closed, MARK))
    assert refused_with_mark(lambda: house.log.reinstate(session, withdrawn, MARK))


def test_the_level_of_a_classified_item_is_no_mark(house: House, session: Session, clock: SetClock) -> None:
    slip = a_classified_slip(clock, document_number="云机密〔2026〕3号")
    assert house.log.open_matter(session, slip).matter.classified is not None
