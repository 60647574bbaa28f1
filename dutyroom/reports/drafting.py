"""The words of a report from the file of its event, in plain official Chinese, each figure with its source. Pure.

What nobody knows is said to be unknown; what the file does not hold is left to the officer (R093, R095, R249).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from dutyroom.frozen import dataclass
from dutyroom.incidents.events import EventFile, Fact, Figures
from dutyroom.incidents.model import FigureUnit, GradingBook
from dutyroom.incidents.words import grade_words, number_words
from dutyroom.log.model import Entry, EntryKind, Urgency
from dutyroom.reports.figures import last_words, stem_of
from dutyroom.reports.model import ReportStage, ReportText, UrgencyMark
from dutyroom.reports.numerals import ordinal
from dutyroom.texts import term

# 东湖区应急局值班室来电：… says once more who is named before it.
_CALLED = re.compile(r"^[^，。：:]{2,20}(?:来电|报告|报称|电话|来报)[：:，]")
SOURCES_NAMED = 4
STEPS_TOLD = 12
_TOLD = (EntryKind.ORDERED, EntryKind.HANDLED, EntryKind.VERIFIED, EntryKind.ANSWERED)
# Entries that the acts of event files and of reports leave by themselves say nothing about the handling of the event.
_BY_THEMSELVES = ("建立事件档案", "事件档案变更", "定级：", "撤回：", "并入事件", "与 ", "与事件 ")
_LEFT_BY_OTHERS = ("拟不上报", "同意不上报", "不同意不上报", "直报")


@dataclass(frozen=True)
class Drafting:
    """What a draft is made of besides the file: which report, when, in whose time, after which report before it."""

    stage: ReportStage
    ordinal: int
    now: datetime
    local: Callable[[datetime], datetime]
    since: datetime | None = None


def stage_words(stage: ReportStage, number: int) -> str:
    """Return what a report is called: 初报, 续报一, 终报."""
    words = term("report_stage", stage)
    return words + ordinal(number) if stage is ReportStage.FOLLOW_UP else words


def draft_title(title: str, stage: ReportStage, number: int) -> str:
    """Return the title: 关于青云路货车侧翻的报告（续报一）."""
    return f"关于{title.rstrip('。，；')}的报告（{stage_words(stage, number)}）"


def draft_text(event: EventFile, drafting: Drafting, book: GradingBook) -> ReportText:
    """Return the words that the file offers for a report of ``event``."""
    incident = event.incident
    if drafting.stage is ReportStage.FIRST:
        head = f"{_begin(event, drafting)}{_kind(event)}{_state(event, drafting, book)}"
    else:
        known = "最终情况报告" if drafting.stage is ReportStage.FINAL else "最新情况续报"
        changes = _changes(event, drafting, book)
        head = f"现将{incident.title}{known}如下。{_state(event, drafting, book)}{changes}"
    handled = "".join(_steps(event, drafting)) or "现场处置情况正在核实。"
    paragraphs = ("一、基本情况", head, "二、处置情况", handled, "三、下一步工作", _next(event, drafting))
    title = draft_title(incident.title, drafting.stage, drafting.ordinal)
    return ReportText(title, "\n".join(paragraphs), _urgency(event))


def _urgency(event: EventFile) -> UrgencyMark:
    worst = event.incident.worst
    if event.matter.matter.urgency is Urgency.FLASH or (worst is not None and worst.weight >= 3):
        return UrgencyMark.MOST_URGENT
    return UrgencyMark.URGENT if event.incident.significant else UrgencyMark.NONE


def moment_words(moment: datetime) -> str:
    """Return a local moment in words: 11月21日20时38分."""
    return f"{moment.month}月{moment.day}日{moment.hour}时{moment.minute:02d}分"


def _begin(event: EventFile, drafting: Drafting) -> str:
    matter, sheet = event.matter.matter, event.incident.sheet
    source = matter.unit_name or sheet.unit_name
    received = moment_words(drafting.local(matter.received_at))
    heard = next((event.matter.standing_text(one) for one in event.matter.entries if one.kind is EntryKind.HEARD), "")
    heard = _CALLED.sub("", heard)
    told = f"{received}，我室接{source}报告：" if source else f"{received}，我室接报（信息来源待核实）："
    happened = f"事发时间为{moment_words(drafting.local(sheet.happened_at))}" if sheet.happened_at else "事发时间待核实"
    where = f"地点位于{sheet.place}" if sheet.place else "具体地点待核实"
    return f"{told}{_ended(heard or matter.subject)}{happened}，{where}。"


def _kind(event: EventFile) -> str:
    incident, found = event.incident, event.assessment
    name = term("event_type", incident.sheet.type_id)
    grade = incident.grade or found.grade
    said = f"，初步判断达到{grade_words(found.event, grade)}级别" if grade is not None else ""
    return f"该事件属{name}{said}，起因和性质正在核实。"


def _state(event: EventFile, drafting: Drafting, book: GradingBook) -> str:
    """Return what is known now, each figure with its source; where sources differ, all of them."""
    figures = event.figures()
    if not figures:
        return "人员伤亡和财产损失情况正在核实。"
    said = "，".join(figure_said(one, book, drafting.local) for one in figures)
    return f"截至{moment_words(drafting.local(drafting.now))}，{said}。"


def figure_said(figures: Figures, book: GradingBook, local: Callable[[datetime], datetime]) -> str:
    """Return one figure in words with who said so and when: 死亡3人（市公安局20时51分）."""
    facts, name = last_words(figures), figures.name
    unit = book.figures[name].unit
    values = {fact.value for fact in facts}
    if len(values) == 1:
        return f"{amount(name, Decimal(facts[-1].value), unit)}（{_sources(facts, local)}）"
    named = facts[-SOURCES_NAMED:]
    told = "；".join(
        f"{fact.said_by or '来源待核实'}{_clock(local(fact.said_at))}报{number_words(Decimal(fact.value))}{_unit(unit)}"
        for fact in named
    )
    more = f"；另有{len(facts) - len(named)}个来源" if len(facts) > len(named) else ""
    return f"{term('figure', name)}说法不一（{told}{more}），正在核实"


def amount(name: str, value: Decimal, unit: FigureUnit) -> str:
    """Return a figure in words: 死亡3人, 无人失踪, 直接经济损失120万元."""
    stem = stem_of(name)
    if unit is FigureUnit.PEOPLE and value == 0:
        return f"无人{stem}"
    return f"{stem}{number_words(value)}{_unit(unit)}"


def _unit(unit: FigureUnit) -> str:
    return term("figure_unit", unit)


def _sources(facts: tuple[Fact, ...], local: Callable[[datetime], datetime]) -> str:
    named = [f"{fact.said_by or '来源待核实'}{_clock(local(fact.said_at))}" for fact in facts[-SOURCES_NAMED:]]
    more = f"等{len(facts)}个来源" if len(facts) > SOURCES_NAMED else ""
    return "、".join(named) + more


def _clock(moment: datetime) -> str:
    return f"{moment.hour}时{moment.minute:02d}分"


def _changes(event: EventFile, drafting: Drafting, book: GradingBook) -> str:
    """Return which figures moved since the report before: 死亡由1人增至3人."""
    if drafting.since is None:
        return ""
    moved = []
    for figures in event.figures():
        before = [fact for fact in figures.facts if fact.entered_at <= drafting.since]
        if not before:
            continue
        was, now = (_worst(Figures(figures.name, tuple(facts))) for facts in (before, figures.facts))
        if was != now:
            unit = _unit(book.figures[figures.name].unit)
            way = "增至" if now > was else "减至"
            moved.append(f"{stem_of(figures.name)}由{number_words(was)}{unit}{way}{number_words(now)}{unit}")
    if not moved:
        return "与上次报告相比，主要数据没有变化。"
    return f"与上次报告相比，{'，'.join(moved)}。"


def _worst(figures: Figures) -> Decimal:
    return max(Decimal(fact.value) for fact in last_words(figures))


def _steps(event: EventFile, drafting: Drafting) -> Iterable[str]:
    """Yield what was done and ordered, each with its time; of a follow-up what came after the report before."""
    since = drafting.since
    told = [one for one in event.matter.entries if _tells(one) and (since is None or one.entered_at > since)]
    for one in told[-STEPS_TOLD:]:
        yield f"{_clock(drafting.local(one.received_at))}，{_ended(event.matter.standing_text(one))}"


def _tells(entry: Entry) -> bool:
    return entry.kind in _TOLD and bool(entry.text) and not entry.text.startswith(_BY_THEMSELVES + _LEFT_BY_OTHERS)


def _next(event: EventFile, drafting: Drafting) -> str:
    if drafting.stage is ReportStage.FINAL:
        result = event.matter.matter.result
        return _ended(result) if result else "善后工作正在进行，下一步由有关单位按职责继续做好。"
    unit = event.incident.sheet.unit_name or event.matter.matter.unit_name
    return f"下一步，我室将继续与{unit or '事发地'}和现场保持联系，核实有关情况，并及时续报。"


def _ended(words: str) -> str:
    return words if words.endswith(("。", "！", "？")) else f"{words.rstrip('，；,;')}。"
