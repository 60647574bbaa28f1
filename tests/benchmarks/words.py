"""Words of an invented city, from which a million different entries are put together, the same ones every time.

Frequent words come first in their lists and are picked more often; villages and firms are made of the 6,763
characters of GB 2312, so that the texts hold frequent characters and such as occur a few times in all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")

CITY = "云岭市"
DISTRICTS = ("东湖区", "西岭县", "南川县", "北屏区", "云岭高新区管委会")
_BODIES = (
    "应急管理局 公安局 交通运输局 水利局 消防救援大队 卫生健康局 教育局 住房和城乡建设局 生态环境局 气象局 "
    "自然资源局 农业农村局 民政局 市场监督管理局 文化和旅游局 信访局 林业局 供电公司 供水公司 燃气公司 地震监测站 "
    "人民政府办公室 融媒体中心 城市管理局"
).split()
_TOWNS = "青云 滨河 石桥 龙潭 双溪 白鹤 红旗 松林 柳河 金沙 望江 梅园 竹山 清泉 古渡 长坪 东升 南屏 高岭 大坪".split()
_ROADS = "青云路 滨河街 人民路 解放大道 环城北路 工业一路 学府街 迎宾大道 望江路 国道过境段 高速连接线 老街巷".split()
_SPOTS = "路口 农贸市场 小学门口 医院急诊楼 加油站 居民小区 物流园 水库大坝 化工园区 客运站 施工工地 养老院 渡口 隧道入口".split()
_EVENTS = (
    "交通事故 火灾 暴雨内涝 山体滑坡 燃气泄漏 停电 停水 群众聚集 溺水 道路塌陷 森林火情 食物中毒 电梯困人 危化品泄漏 校园纠纷 "
    "建筑坍塌 牲畜疫情 冰雹 大风 台风 地震有感 污水外溢 走失老人 欠薪讨薪 网络舆情 桥梁裂缝 塔吊倾斜 溃口 踩踏 蜂群伤人 龙卷风"
).split()
_HARM = (
    "暂无人员伤亡 一人轻伤已送医 两人受伤 三人被困 一人失联 伤亡情况正在核实 无人员被困 五户居民已转移 财产损失正在统计 "
    "二十余名群众被疏散 一人死亡两人重伤 交通一度中断 供电线路受损 农田受淹约三百亩"
).split()
_ACTIONS = (
    "交警已到场处置 消防救援力量正在赶赴现场 已组织人员疏散 已设置警戒线并分流车辆 抢修队伍正在作业 医护人员已到场救治 "
    "已启动应急响应 乡镇干部正在逐户排查 专家组已赴现场会商 已调集排涝泵车两台 已通知下游做好防范 已关闭相关阀门"
).split()
_STATES = (
    "现场秩序平稳 处置工作正在进行 舆情平稳 火势已得到控制 水位正在回落 原因正在调查 道路已恢复通行 预计两小时内恢复供应 "
    "险情暂未解除 后续情况续报"
).split()
_ASKS = (
    "请求协调大型机械支援 请求市级专家到场指导 建议提醒周边群众注意安全 请示是否上报省政府总值班室 请求协调专业救援队伍 "
    "建议由宣传部门统一发布信息 请求增派警力"
).split()
_TOLD = "带班领导 值班室负责人 林副秘书长 市应急管理局 市公安局指挥中心 市卫生健康委 分管副市长 省政府总值班室".split()
_ORDERS = (
    "立即核实伤亡情况 抓紧抢修并做好解释 全力救治伤员 举一反三排查隐患 加强值守有情况随时报告 依法妥善处置 做好信息发布 请应急部门牵头处置"
).split()
_RESULTS = (
    "事故现场清理完毕，道路恢复通行 火情已扑灭，无复燃 供水已恢复，群众情绪稳定 已答复来电人，来电人表示满意 "
    "已转相关单位办理并反馈 人员已安全找到，家属已接回 隐患已排除，警戒撤除 会议通知已传达到各单位 文件已按程序呈批"
).split()
_SURNAMES = "李王张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷黎史龙贺陶顾毛郝龚邵万覃武钱戴严莫孔向常"
_GIVEN = (
    "明华建国文军平志伟东海强晓生光林小民永杰辉春红玉兰英秀云芳娟敏静丽艳梅桂珍霞凤洁琴素荣爱妹雪莉晶莹"
    "远航锐博涛昌进鸿泽宇浩然思源一凡子涵欣怡梓轩雨桐佳宁若溪知行景澄予安沐辰书瑶砚舟"
)
_POSTS = "值班员 办公室主任 副局长 科长 所长 镇长 村支书 调度员 群众 记者 护士长 安全员 副主任 主任科员".split()
_TRADES = "建材 物流 化工 食品 机械 商贸".split()
_COUNTED = "一 两 三 四 五 六 七 八 九 十".split()


def _gb2312(first: int, last: int) -> str:
    codes = (bytes((high, low)) for high in range(first, last + 1) for low in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


@dataclass(frozen=True)
class Caller:
    """Somebody who calls: name, post, number."""

    name: str
    post: str
    phone: str


class Words:
    """Makes texts; two of the same seed make the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        usual, unusual = list(_gb2312(0xB0, 0xD7)), list(_gb2312(0xD8, 0xF7))
        self._random.shuffle(usual)
        self._random.shuffle(unusual)
        self._characters = usual + unusual
        self.callers = tuple(self._caller(place) for place in range(2000))

    def pick(self, words: Sequence[T]) -> T:
        """Return one of ``words``, those in front more often."""
        return words[int(self._random.random() ** 2 * len(words))]

    def character(self) -> str:
        """Return a character; most of the 6,763 come rarely."""
        return self._characters[int(self._random.random() ** 4 * len(self._characters))]

    def chance(self, part: float) -> bool:
        """Return True in ``part`` of all cases."""
        return self._random.random() < part

    def unit_names(self, count: int) -> list[str]:
        """Return names of ``count`` units: bodies of the districts, then towns of them."""
        names = [f"{CITY}{body}" for body in _BODIES]
        names += [f"{district}{body}" for district in DISTRICTS for body in _BODIES]
        for number in range(max(0, count - len(names))):
            district, town = DISTRICTS[number % len(DISTRICTS)], _TOWNS[number // len(DISTRICTS) % len(_TOWNS)]
            body = _BODIES[number // (len(DISTRICTS) * len(_TOWNS)) % len(_BODIES)]
            names.append(f"{district}{town}镇{body if number >= 100 else '人民政府'}")
        return list(dict.fromkeys(names))[:count]

    def person_name(self) -> str:
        """Return the name of an invented person."""
        given = self.pick(_GIVEN) + (self.pick(_GIVEN) if self.chance(0.8) else "")
        return self.pick(_SURNAMES) + given

    def subject(self) -> str:
        """Return what a matter is about."""
        return f"{self._place()}{self.pick(_EVENTS)}"

    def report(self, unit: str, subject: str) -> str:
        """Return what was heard: 60 to 120 characters."""
        pick = self.pick
        hour, minute = int(self._random.random() * 24), int(self._random.random() * 60)
        text = f"{unit}值班室来电：{hour}时{minute:02d}分，{self._village()}附近的{subject}，{pick(_HARM)}，{pick(_ACTIONS)}，{pick(_STATES)}"
        if self.chance(0.5):
            text += f"；涉事单位为{self._firm()}，现场约{pick(_COUNTED)}十人"
        if self.chance(0.4):
            text += f"；{pick(_ASKS)}"
        return text + "。"

    def step(self, kind: str) -> str:
        """Return the words of a step of a ``kind``: 15 to 60 characters."""
        pick = self.pick
        match kind:
            case "told":
                return f"已电话报告{pick(_TOLD)}，{self.person_name()}同志答复已知悉，要求{pick(_ORDERS)}。"
            case "ordered":
                return f"领导指示：{pick(_ORDERS)}，{pick(_ORDERS)}。"
            case "verified":
                return f"经向{self._village()}核实，{pick(_HARM)}，{pick(_STATES)}，联系人{self.person_name()}。"
            case "sent":
                return f"已将情况通过传真抄送{pick(_TOLD)}和{pick(_BODIES)}，{self._place()}一并通知。"
            case _:
                return f"{pick(_BODIES)}反馈：{pick(_ACTIONS)}，{pick(_STATES)}，{self._village()}{pick(_HARM)}。"

    def result(self) -> str:
        """Return the result of a matter."""
        return f"{self.pick(_RESULTS)}（{self._village()}，{self.person_name()}）。"

    def _place(self) -> str:
        return f"{self.pick(DISTRICTS)}{self.pick(_ROADS)}{self.pick(_SPOTS)}"

    def _village(self) -> str:
        return f"{self.pick(_TOWNS)}镇{self.character()}{self.character()}村"

    def _firm(self) -> str:
        return f"{self.character()}{self.character()}{self.pick(_TRADES)}有限公司"

    def _caller(self, place: int) -> Caller:
        phone = f"0999-8{place:06d}" if place % 3 else f"199000{place:05d}"
        return Caller(self.person_name(), self.pick(_POSTS), phone)
