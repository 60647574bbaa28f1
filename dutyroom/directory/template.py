"""The template of a directory file: its header, two rows that show how it is filled in, and notes."""

from __future__ import annotations

import csv
import io

from dutyroom.directory.columns import TEMPLATE_FIELDS, Field
from dutyroom.directory.directory_rows import EXAMPLE_MARK

SHEET_TITLE = "通讯录"
NOTES_TITLE = "填写说明"
_EXAMPLES: tuple[dict[Field, str], ...] = (
    {
        Field.UNIT: "云岭市应急管理局",
        Field.SHORT_NAME: "市应急局",
        Field.KIND: "市直部门",
        Field.PARENT: "云岭市人民政府",
        Field.DUTY: "0999-8000001",
        Field.FAX: "0999-8000002",
        Field.REMARK: "只写单位的一行：电话归单位",
    },
    {
        Field.UNIT: "云岭市应急管理局",
        Field.NAME: "示例姓名",
        Field.POST: "局长",
        Field.LEADER: "是",
        Field.PORTFOLIO: "应急管理、安全生产",
        Field.OFFICE: "0999-8000003转102",
        Field.MOBILE: "19900000001",
        Field.REMARK: "写了姓名的一行：办公电话、手机归本人",
    },
)
NOTES = (
    f"以“{EXAMPLE_MARK}”开头的行是示例，导入时自动跳过，可以保留，也可以删除。",
    "每行写一个单位，或一个单位里的一个人；只有“单位”必填，空着的格子不会清除已有内容。",
    "各列次序可以调整；“电话”“联系电话”“手机号码”等常见写法都能识别。",
    "单位类别：上级单位、领导同志、办公厅科室、县区、管委会、市直部门、企事业单位、其他城市、其他。",
    "是否领导：写“是”或“否”。领导的手机、住宅电话导入后按保密要求隐去中间数字。",
    "一格写几个号码时，用顿号、逗号、分号或换行隔开；座机写区号，分机写“转102”或“-102”。",
    "值班电话、传真写在谁的行里都归单位；办公电话、手机写在有姓名的行里归本人。",
    "同一份文件重复导入不会重复登记；与现有内容不同之处，导入前逐项列出新旧内容。",
    "密件、涉密号码不得写入本表。",
)


def template_rows() -> tuple[tuple[str, ...], ...]:
    """Return the header and the two example rows, which the reader skips."""
    examples = ({**example, Field.UNIT: EXAMPLE_MARK + example[Field.UNIT]} for example in _EXAMPLES)
    return (
        tuple(field.value for field in TEMPLATE_FIELDS),
        *(tuple(example.get(field, "") for field in TEMPLATE_FIELDS) for example in examples),
    )


def template_csv() -> bytes:
    """Return the template as a CSV file that Excel in China opens rightly: UTF-8 with a mark."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(template_rows())
    return text.getvalue().encode("utf-8-sig")
