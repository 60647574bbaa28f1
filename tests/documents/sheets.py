"""Sheets as the rooms will fill them; the city, its people and its numbers are invented."""

from __future__ import annotations

from dutyroom.documents.model import (
    Align,
    Block,
    Column,
    Field,
    FieldGrid,
    Foot,
    Heading,
    Mark,
    MarkKind,
    Masthead,
    PageNumbers,
    Paragraph,
    Row,
    Rule,
    Run,
    Sheet,
    Signature,
    SignatureLine,
    Spacer,
    SplitLine,
    Table,
    Title,
    group,
    row,
    text,
)
from dutyroom.documents.paper import FontRole, Orientation

DRILL = Mark(MarkKind.DRILL, "演练")
FOOT = Foot("打印：林一川", "2026年11月21日 20:38", "日志链首：9f3c2a71b04e")
MATTER_COLUMNS = (
    Column("编号", 9, Align.CENTER),
    Column("接报时间", 6, Align.CENTER),
    Column("来源", 12),
    Column("事由", 34),
    Column("紧急程度", 5, Align.CENTER),
    Column("办理结果", 20),
    Column("经办", 7, Align.CENTER),
    Column("页数", 4, Align.RIGHT),
)
SUBJECTS = (
    "南川县值班室报告：县道X203线K12处山体滑坡，道路中断，无人员伤亡，正在抢通。",
    "市气象台传真：今夜到明天西岭县、北屏区有大到暴雨，请注意防范山洪和地质灾害。",
    "东湖区群众来电反映临湖路停水，已转市供水公司核实，预计21时恢复。",
    "省政府值班室抽查，询问带班领导在岗情况，已按要求答复。",
    "云岭高新区管委会请示：展览馆临时调整开放时间。",
)


def matter(number: int) -> Row:
    result = text("已转办，17:30前反馈") if number % 3 else text(Run("已办结", struck=True), "更正：待南川县续报")
    return row(
        f"2026-{number:04d}",
        f"{number // 60 % 24:02d}:{number % 60:02d}",
        ("南川县", "市气象台", "东湖区群众", "省政府值班室", "云岭高新区")[number % 5],
        SUBJECTS[number % 5],
        ("平件", "加急", "特急")[number % 3],
        result,
        ("林一川", "周望舒", "欧阳晓晴")[number % 3],
        str(number % 12 + 1),
    )


def day_record(matters: int = 100, *, foot: Foot = FOOT, orientation: Orientation = Orientation.PORTRAIT) -> Sheet:
    return Sheet(
        title="云岭市人民政府办公室值班记录",
        subtitle="2026年11月21日　星期六　公休日",
        blocks=(
            Table(MATTER_COLUMNS, tuple(matter(n) for n in range(1, matters + 1)), empty="本日无事项"),
            SignatureLine((Signature("值班员", "林一川"), Signature("带班领导"))),
        ),
        orientation=orientation,
        foot=foot,
        author="林一川",
    )


def watch_journal() -> Sheet:
    columns = (
        Column("时间", 5, Align.CENTER),
        Column("编号", 8, Align.CENTER),
        Column("类别", 4, Align.CENTER),
        Column("记录内容", 30),
        Column("记录人", 5, Align.CENTER),
    )
    rows = (
        group("白班　08:00—17:30"),
        row("08:05", "2026-0411", "接报", "西岭县应急局电话：青坪村河水上涨，已转移群众36人。", "周望舒"),
        row("08:12", "2026-0411", "报告", "报告带班领导欧阳晓晴，要求加密监测，每小时报一次水位。", "周望舒"),
        row(
            "08:40",
            "2026-0411",
            "更正",
            text("转移群众", Run("36人", struck=True), Run("63人", bold=True), "，原记录听记有误。"),
            "周望舒",
        ),
        group("夜班　17:30—次日08:00"),
        row("20:38:07", "2026-0417", "办理", "已核实姓名用字：𠮷田、㛃；来电人发来图片🚒。\n复诵无误。", "林一川"),
    )
    return Sheet(
        title="云岭市人民政府办公室值班工作日志",
        subtitle="2026年11月21日",
        blocks=(
            FieldGrid(
                (
                    Field("天气", text("小雨转阴，8～13℃")),
                    Field("班次", text("白班、夜班")),
                    Field("带班领导", text("欧阳晓晴")),
                    Field("值班员", text("周望舒、林一川")),
                    Field("设备检查", text("值班电话0999-8000001、传真机、视频会议终端均正常。"), span=2),
                )
            ),
            Table(columns, rows),
            SignatureLine((Signature("交班人", "周望舒"), Signature("接班人"), Signature("时间"))),
        ),
        foot=FOOT,
        marks=(DRILL,),
    )


def situation_report() -> Sheet:
    body = (
        "2026年11月21日6时20分，南川县县道X203线K12处发生山体滑坡，约1200立方米土石阻断双向交通。"
        "截至8时，无人员伤亡，途经车辆已全部引导绕行。"
    )
    blocks: tuple[Block, ...] = (
        SplitLine(text("特急"), text(), role=FontRole.HEADING),
        Spacer(6),
        Masthead("突发公共事件直报信息"),
        Paragraph(text("（第17期）"), Align.CENTER, first_indent=0),
        SplitLine(text("云岭市人民政府值班室"), text("2026年11月21日")),
        Rule(red=True, weight=1.5),
        Spacer(8),
        Title("关于南川县县道X203线山体滑坡的报告（初报）"),
        Spacer(4),
        Paragraph(text("省人民政府值班室："), first_indent=0),
        Paragraph(text(body)),
        Heading(text("一、处置情况")),
        Heading(text("（一）现场处置"), level=2),
        Paragraph(text("南川县启动应急响应，交通、应急、公安到场。" + body * 3)),
        Heading(text("（二）领导到位"), level=2),
        Paragraph(text("副县长“到场指挥”，市交通运输局派出工作组……" + body * 2)),
        Heading(text("二、下一步措施")),
        Paragraph(text("预计18时前抢通单车道，情况续报。\n联系人：林一川，0999-8000001。")),
        Spacer(10),
        Paragraph(text("云岭市人民政府值班室"), Align.RIGHT, right_indent=2),
        Paragraph(text("2026年11月21日"), Align.RIGHT, right_indent=4),
        Spacer(10),
        Rule(),
        SplitLine(text("报：省人民政府值班室"), text("签发：欧阳晓晴"), size=14),
        Rule(weight=0.7),
        SplitLine(text("云岭市人民政府值班室"), text("2026年11月21日印发"), size=14),
        Rule(),
    )
    title = "关于南川县县道X203线山体滑坡的报告（初报）"
    return Sheet(title, blocks, show_title=False, foot=Foot(pages=PageNumbers.DASHED))


def duty_roster() -> Sheet:
    columns = (
        Column("日期", 4, Align.CENTER),
        Column("星期", 3, Align.CENTER),
        Column("带班领导", 5, Align.CENTER),
        Column("白班", 6, Align.CENTER),
        Column("夜班", 6, Align.CENTER),
        Column("值班电话", 6, Align.CENTER),
        Column("备注", 8),
    )
    week = "一二三四五六日"
    rows = tuple(
        row(
            f"11月{d}日", week[(d + 6) % 7], "欧阳晓晴", "周望舒", "林一川", "0999-8000001", "" if d % 6 else "视频点名"
        )
        for d in range(1, 31)
    )
    return Sheet("云岭市人民政府2026年11月值班表", (Table(columns, rows, size=12),), orientation=Orientation.LANDSCAPE)


def roster_of_leaders(days: int = 7, *, size: float = 12) -> Sheet:
    """A roster on which each leader stands for three days and the number for all of them."""
    columns = (
        Column("日期", 2, Align.CENTER),
        Column("带班领导", 3, Align.CENTER, joined=True),
        Column("值班员", 3, Align.CENTER),
        Column("值班电话", 3, Align.CENTER, joined=True),
    )
    leaders, officers = ("温怀谷", "沈　砚", "欧阳晓晴"), ("周望舒", "林一川")
    rows = tuple(
        row(f"10月{d}日", leaders[(d - 1) // 3 % 3], officers[d % 2], "0999-8000001") for d in range(1, days + 1)
    )
    return Sheet("节日值班安排表", (Table(columns, rows, size=size, middle=True),), orientation=Orientation.LANDSCAPE)
