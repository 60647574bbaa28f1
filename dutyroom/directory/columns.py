"""Which column of a table is which: headers as people write them, in any order, below titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from dutyroom.directory.names import fold, tidy
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.spreadsheets.grid import Grid, Line

_LINES_SEARCHED = 40


class Field(StrEnum):
    """What a column of the directory holds; the values are the headers of the template."""

    UNIT = "单位"
    SHORT_NAME = "单位简称"
    KIND = "单位类别"
    PARENT = "上级单位"
    NAME = "姓名"
    POST = "职务"
    LEADER = "是否领导"
    PORTFOLIO = "分工"
    DUTY = "值班电话"
    OFFICE = "办公电话"
    MOBILE = "手机"
    FAX = "传真"
    HOME = "住宅电话"
    OTHER = "其他电话"
    REMARK = "备注"


TEMPLATE_FIELDS = tuple(field for field in Field if field not in (Field.HOME, Field.OTHER))
PHONE_FIELDS = (Field.DUTY, Field.OFFICE, Field.MOBILE, Field.FAX, Field.HOME, Field.OTHER)
_MEANINGLESS = frozenset({"序号", "编号", "no", "no.", "#"})
_SYNONYMS: Mapping[Field, str] = {
    Field.UNIT: "单位名称 单位全称 工作单位 所在单位 所属单位 部门 部门名称 所在部门 部门单位 单位部门 科室 名称 unit",
    Field.SHORT_NAME: "简称 部门简称 shortname",
    Field.KIND: "类别 类型 单位类型 单位性质 单位分类 分类 kind",
    Field.PARENT: "上级 上级部门 上级主管单位 主管单位 主管部门 隶属单位 隶属 归口单位 parent parentunit",
    Field.NAME: "人员姓名 联系人 联系人姓名 联络员 负责人 负责人姓名 领导姓名 人员 name person",
    Field.POST: "职位 岗位 职务职称 职称职务 职务职级 现任职务 担任职务 post title",
    Field.LEADER: "领导 领导同志 是否领导同志 是否为领导 leader",
    Field.PORTFOLIO: "分管工作 工作分工 职责分工 分工情况 分管领域 分管 负责工作 工作职责 职责 portfolio",
    Field.DUTY: "值班 值班室电话 值班室 值守电话 24小时值班电话 24小时电话 24小时联系电话 值班座机 值班固话 dutyphone",
    Field.OFFICE: "办公 电话 联系电话 电话号码 联系方式 固定电话 办公室电话 座机 固话 座机号码 办公座机 联系人电话 "
    "单位电话 phone officephone telephone tel",
    Field.MOBILE: "手机号码 手机号 移动电话 联系手机 手机电话 移动电话号码 mobile mobilephone cellphone",
    Field.FAX: "传真号码 传真电话 传真号 传真机 办公传真 值班传真 fax",
    Field.HOME: "住宅 宅电 家庭电话 住宅座机 家庭住宅电话 homephone",
    Field.OTHER: "其他联系方式 其它电话 备用电话 otherphone",
    Field.REMARK: "说明 附注 备注说明 remark remarks note notes",
}
_FIELD_BY_HEADER = {header: field for field in Field for header in (fold(field.value), *_SYNONYMS[field].split())}
_IN_BRACKETS = re.compile(r"[(\[【〔<].*?[)\]】〕>]")
_DECORATION = re.compile(r"[*:：/、_\-·.\s]+")


def field_of(header: str) -> Field | None:
    """Return what a header means: 手机号码（必填） is the mobile; None where it means nothing to the directory."""
    folded = fold(header)
    for written in (folded, _IN_BRACKETS.sub("", folded)):
        if found := _FIELD_BY_HEADER.get(written) or _FIELD_BY_HEADER.get(_DECORATION.sub("", written)):
            return found
    return None


@dataclass(frozen=True)
class Header:
    """Where the columns stand: the places of each field, the words of the file, and how many lines belong to it."""

    places: Mapping[Field, tuple[int, ...]]
    words: Mapping[int, str]
    line: int
    following: int

    def word(self, field: Field) -> str:
        """Return what the file calls ``field``, or what the template does."""
        return self.words[self.places[field][0]] if field in self.places else field.value

    def ignored(self) -> tuple[str, ...]:
        """Return the headers that mean nothing to the directory."""
        known = {place for places in self.places.values() for place in places}
        return tuple(
            word for place, word in self.words.items() if place not in known and fold(word) not in _MEANINGLESS
        )


def find_header(grid: Grid) -> Header | None:
    """Return the header of a table: the first line that names a unit or a person and one known column more.

    A second line of headers below a merged one (电话 over 办公, 手机) is taken with it. Raises Refused where a column
    that can stand only once stands twice.
    """
    for place, line in enumerate(grid.lines[:_LINES_SEARCHED]):
        fields = _fields(line)
        if not _is_header(line, fields):
            continue
        words = _words(line)
        following = place + 1
        if following < len(grid.lines) and _continues(words, fields, below := grid.lines[following]):
            words |= _words(below)
            fields |= _fields(below)
            following += 1
        return Header(_by_field(fields, words), words, line.number, following)
    return None


def repeats_header(line: Line, header: Header) -> bool:
    """Return whether ``line`` is the header once more, as on the next page of a printed list."""
    return all(not cell or header.words.get(place) == tidy(cell) for place, cell in enumerate(line.cells))


def _words(line: Line) -> dict[int, str]:
    return {place: word for place, cell in enumerate(line.cells) if (word := tidy(cell))}


def _fields(line: Line) -> dict[int, Field]:
    return {place: field for place, word in _words(line).items() if (field := field_of(word))}


def _is_header(line: Line, fields: Mapping[int, Field]) -> bool:
    named = set(fields.values())
    if not named & {Field.UNIT, Field.NAME}:
        return False
    words = _words(line)
    numbered = any(fold(word) in _MEANINGLESS for word in words.values())
    return len(named) + numbered > 1 or (named == {Field.UNIT} and len(words) == 1)


def _continues(words: Mapping[int, str], fields: Mapping[int, Field], below: Line) -> bool:
    """Return whether the line below a header only says more closely what stands above it."""
    more = _words(below)
    if len(_fields(below)) < len(more):
        return False
    closer = {place for place in more if fields.get(place) is None or fields[place] in PHONE_FIELDS}
    repeated = {place for place, word in more.items() if words.get(place) == word}
    return bool(closer - repeated) and closer | repeated == more.keys()


def _by_field(fields: Mapping[int, Field], words: Mapping[int, str]) -> dict[Field, tuple[int, ...]]:
    places: dict[Field, tuple[int, ...]] = {}
    for place, field in sorted(fields.items()):
        if field in places and field not in PHONE_FIELDS:
            raise Refused("directory.column_twice", column=words[place])
        places[field] = (*places.get(field, ()), place)
    return places
