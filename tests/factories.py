"""Slips, people and a day of work to test with; the city, its people and its numbers are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dutyroom.accounts.model import Account, NewAccount, Role, Session, Signer
from dutyroom.alerts.model import Subject, SubjectKind
from dutyroom.bootstrap import House
from dutyroom.calendar.model import ArrangementStatus
from dutyroom.clock import SetClock
from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.handover.model import Place, SheetSection, WordsKind
from dutyroom.incidents.editing import with_lower_end
from dutyroom.incidents.events import CheckKind, CheckResult, Contact, EventSheet, NewFact
from dutyroom.incidents.model import Grade
from dutyroom.instructions.model import InstructionSheet, NewInstruction, NewRelay, NewTask
from dutyroom.log.model import (
    Caller,
    Category,
    Channel,
    ClassifiedItem,
    EntryKind,
    Field,
    Handling,
    NewEntry,
    SecrecyLevel,
    Slip,
    Urgency,
)
from dutyroom.receipts.model import NewPaper
from dutyroom.reports.model import DispatchChannel, Gate, InformationOutcome, ReportStage, Sending
from dutyroom.rulebook.model import RuleKind
from dutyroom.settings import LOCK_AFTER_MINUTES
from dutyroom.whereabouts.model import NewNotice, Notice, WhereaboutsKind
from tests.rosters import days_of_duty

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2026, 11, 21, 20, 38, tzinfo=SHANGHAI)
LOGIN = "chenyu"
NAME = "陈予"
PASSWORD = "Ab3-ling-yun"
OTHER_PASSWORD = "Xy9-dong-hu!"
UNIT_NAME = "东湖区应急管理局"
SUBJECT = "青云路货车侧翻"
CONTENT = "东湖区应急局值班室来电：青云路与滨河街路口发生货车侧翻，暂无人员伤亡，交警已到场处置。"
# A guess at a year that nobody has published; its days are true, its days off are made up.
NOTICE_2027 = """关于2027年部分节假日安排
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""
CALLER = Caller(name="李明远", post="值班员", phone="0999-8000123")


def wide(text: str) -> str:
    """Return ``text`` as a Chinese keyboard types it in full width: Ａ１－."""
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


def a_slip(clock: SetClock, **changes: Any) -> Slip:
    """Return the slip of a phone call received now; ``changes`` replace what a test cares about."""
    slip = Slip(
        received_at=clock.now(),
        channel=Channel.PHONE,
        unit_name=UNIT_NAME,
        caller=CALLER,
        subject=SUBJECT,
        content=CONTENT,
    )
    return replace(slip, **changes)


def an_item(**changes: Any) -> ClassifiedItem:
    """Return the movement of a classified item."""
    item = ClassifiedItem(
        document_number="云密〔2026〕17号",
        sender="云岭市保密局",
        level=SecrecyLevel.SECRET,
        copies=2,
        received_by="陈予",
    )
    return replace(item, **changes)


def a_classified_slip(clock: SetClock, **changes: Any) -> Slip:
    """Return the slip that registers a classified item."""
    return Slip(received_at=clock.now(), channel=Channel.TELEGRAM, classified=an_item(**changes))


def an_officer(house: House, session: Session, name: str = "周岚", *roles: Role) -> Account:
    """Open an account, of a duty officer if nothing else is said; its password is ``OTHER_PASSWORD``."""
    new = NewAccount(f"login-{name}", name, frozenset(roles or (Role.DUTY_OFFICER,)))
    return house.accounts.open(session, new, OTHER_PASSWORD)


def signing(house: House, account: Account) -> Signer:
    """Return somebody who signs at this desk, after they chose ``PASSWORD`` in place of the one that was given them."""
    house.accounts.change_password(house.accounts.sign_in(account.id), OTHER_PASSWORD, PASSWORD)
    return house.accounts.signer(account.id, PASSWORD)


def a_sheet(**changes: Any) -> EventSheet:
    """Return the sheet of a road accident of now; ``changes`` replace what a test cares about."""
    contact = Contact("邵青山", "现场指挥", "19900000031")
    sheet = EventSheet("road_traffic", unit_name=UNIT_NAME, place="青云路与滨河街路口", contact=contact)
    return replace(sheet, **changes)


def event_of_work(house: House, session: Session, clock: SetClock) -> str:
    """Let an incident leave a row in every table of the event files; return its identity."""
    slip = a_slip(clock, category=Category.EMERGENCY, subject="青云路两车相撞")
    incident = house.incidents.open_event(session, slip, a_sheet(), [NewFact("deaths", Decimal(1), UNIT_NAME)]).incident
    clock.advance(timedelta(minutes=4))
    again = house.log.open_matter(session, a_slip(clock, subject="市民反映青云路车祸", unit_name="市民")).matter.id
    house.incidents.join(session, incident.id, again, "同一路口同一时间")
    house.incidents.add_facts(session, incident.id, [NewFact("deaths", Decimal(3), "市公安局")])
    house.incidents.note_check(
        session, incident.id, CheckKind.VERIFICATION, CheckResult.CONFIRMED, "市公安局交警支队", "经核实死亡三人"
    )
    house.incidents.confirm_grade(session, incident.id, Grade.III)
    return incident.id


def report_of_work(house: House, session: Session, clock: SetClock, incident_id: str) -> str:
    """Let a situation report leave a row in every table of the reports; return its identity."""
    leader = signing(house, an_officer(house, session, "顾南舟", Role.LEADER_IN_CHARGE))
    report = house.reports.draft(session, incident_id, ReportStage.FIRST).report
    house.reports.submit(session, report.id, report.version, [Gate.LEADERS])
    clock.advance(timedelta(minutes=2))
    file = house.reports.approve(session, report.id, Gate.LEADERS, report.version, "同意报送", signer=leader)
    to = next(one for one in file.standing() if one.class_id == "committee")
    file = house.reports.send(session, report.id, report.version, [Sending(to.key, DispatchChannel.FAX)])
    house.reports.note_receipt(session, file.dispatches[0].id, "夏明哲", "死亡三人，复述无误")
    house.reports.decide(session, incident_id, InformationOutcome.REPORT_UP, "秦望舒", "已按程序上报")
    return report.id


def day_of_work(house: House, session: Session, clock: SetClock) -> None:
    """Let a day pass that leaves a row in every table and every kind of line in the journal."""
    unit = house.directory.add_unit(
        session,
        Unit(id="", name=UNIT_NAME, short_name="东湖应急", kind=UnitKind.COUNTY),
        {PhoneLabel.DUTY: "0999-8000001"},
    )
    house.directory.add_person(
        session,
        Person(id="", unit_id=unit.id, name="沈知远", post="局长", is_leader=True),
        {PhoneLabel.MOBILE: "19900000001"},
    )
    number = house.directory.book(session).numbers[0]
    house.directory.note_check(session, number.id, reachable=True, remark="接听及时")
    house.settings.put(session, LOCK_AFTER_MINUTES, "15")
    day_of_calendar(house, session)
    officer = an_officer(house, session)
    clock.advance(timedelta(minutes=7))

    first = house.log.open_matter(session, a_slip(clock, unit_id=unit.id, done="已通知交警支队")).matter.id
    clock.advance(timedelta(minutes=3))
    house.log.add_entry(session, first, NewEntry(EntryKind.TOLD, "已电话报告带班领导林副秘书长"))
    house.log.add_entry(session, first, NewEntry(EntryKind.ORDERED, "领导指示：立即核实伤亡情况"))
    file = house.log.add_entry(session, first, NewEntry(EntryKind.VERIFIED, "经核实无人员被困"))
    house.log.correct_entry(session, first, file.entries[0].id, CONTENT.replace("暂无人员伤亡", "一人轻伤"))
    house.log.correct_field(session, first, Field.URGENCY, Urgency.URGENT.value, "领导要求提级")
    house.log.correct_field(session, first, Field.PHONE, "0999-8000124")
    house.log.assign(session, first, officer.id, officer.name)
    house.log.set_due(session, first, clock.now() + timedelta(hours=2))
    clock.advance(timedelta(minutes=20))
    house.log.close(session, first, "事故现场清理完毕，道路恢复通行")
    house.log.reopen(session, first, "交警补报一人送医")

    asked = house.log.open_matter(
        session, a_slip(clock, category=Category.MEETING, handling=Handling.ASK_FIRST, subject="明日防汛会商会议通知")
    ).matter.id
    house.log.withdraw(session, asked, "重复登记")
    house.log.reinstate(session, asked, "并非重复")

    report_of_work(house, session, clock, event_of_work(house, session, clock))

    item = house.log.open_matter(session, a_classified_slip(clock)).matter.id
    house.log.hand_over_item(session, item, "机要室 何姗")
    house.log.open_matter(session, a_slip(clock, subject="群众来电咨询夜间公交", content="", result="已告知末班车时间"))
    a_watch_handed_over(house, session)
    house.drafts.keep(session, "d" * 32, "slip", "正在通话，西岭县来电尚未记完")
    days_of_duty(house, session, officer)
    a_leader_away(house, session, clock)
    day_of_orders(house, session, clock, first)
    an_alert_answered(house, session, clock, first)
    rules_of_work(house, session)


def a_watch_handed_over(house: House, session: Session) -> None:
    """Take the first watch and go on for another, signed at this desk."""
    house.handovers.take_first(session)
    handover = house.handovers.start(session, house.handovers.open_draft(session).id)
    for one in house.handover_reader.sheet(session, handover.id).pending:
        place = Place(WordsKind.NEXT_STEP, one.matter_id)
        house.handovers.keep_words(session, handover.id, place, "等待书面材料")
    remarks = Place(WordsKind.SECTION, SheetSection.REMARKS.value)
    house.handovers.keep_words(session, handover.id, remarks, "刚接班，无记录")
    house.handovers.go_on(session, handover.id, LOGIN, PASSWORD, "接班人因暴雪未到")


def a_leader_away(house: House, session: Session, clock: SetClock) -> Notice:
    """Let the leader of the directory tell of a trip, and come back from it early."""
    (leader,) = [person for person in house.directory.book(session).people if person.is_leader]
    since = clock.now() - timedelta(hours=2)
    trip = NewNotice(person_id=leader.id, kind=WhereaboutsKind.TRIP, since=since, place="省城", reach="19900000041")
    return house.whereabouts.end_early(session, house.whereabouts.note(session, trip).id, reason="会议改期")


def day_of_orders(house: House, session: Session, clock: SetClock, matter_id: str) -> None:
    """Let a leader's order on a matter be taken down, relayed and carried out."""
    sheet = InstructionSheet(leader_name="贺知微", leader_post="副市长", linked_id=matter_id)
    task = NewTask(unit_name=UNIT_NAME, text="排查隐患")
    new = NewInstruction(sheet=sheet, words="请连夜排查青云路段隐患，明早报我。", tasks=(task,), decided=True)
    file = house.instructions.open(session, new)
    clock.advance(timedelta(minutes=4))
    relay = NewRelay(person="邵青山", read_back="连夜排查，明早上报")
    house.instructions.note_relay(session, file.instruction.id, file.instruction.version, file.tasks[0].id, relay)
    paper = NewPaper(
        title="关于做好寒潮防范工作的通知", document_number="云政办发〔2026〕40号", issuer="省政府办公厅", pages=4
    )
    house.receipts.receive(session, paper)


def day_of_calendar(house: House, session: Session) -> None:
    """Accept a guess at the year to come and add a local holiday."""
    guess = ArrangementStatus.PROVISIONAL
    house.arrangements.accept_notice(session, NOTICE_2027, source="市政府办公室试排", status=guess)
    house.arrangements.add_local_holiday(session, date(2027, 4, 9), "三月三", "市政府通知")


def an_alert_answered(house: House, session: Session, clock: SetClock, matter_id: str) -> None:
    """Let a confirmed incident raise its alert, be acknowledged and told by phone."""
    subject = Subject(
        kind=SubjectKind.INCIDENT,
        id="7" * 32,
        number="事件2026-0007",
        title=SUBJECT,
        grade=Grade.III,
        matter_id=matter_id,
        began_at=clock.now(),
    )
    alert = house.alerts.confirm(session, subject)
    assert alert is not None
    clock.advance(timedelta(seconds=40))
    alert = house.alerts.acknowledge(session, alert.id, alert.version)
    if alert.people:
        house.alerts.note_call(session, alert.id, alert.version, alert.people[0].key, reached=True, words="已知悉")


def rules_of_work(house: House, session: Session) -> None:
    """Let the head of the duty room lower a threshold, so that every table of the rules has a row."""
    tree = with_lower_end(house.rules.standing(RuleKind.GRADING).tree, "fire.III.deaths", "deaths", Decimal(2))
    house.rules.change(session, RuleKind.GRADING, tree, "云岭市火灾事故应急预案 2026 年修订")
