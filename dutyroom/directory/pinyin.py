"""Pinyin and initials of units and people, so that szfb finds 市政府办公室.

pypinyin knows the characters and most phrases; what it reads otherwise than a duty officer stands here: surnames,
counties, ranks and banks. It costs 0.2 s to load and is therefore loaded by the first name that is spelled.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from dutyroom.directory.names import fold, is_han
from dutyroom.frozen import dataclass


def _table(text: str) -> dict[str, str]:
    """Return pairs of words, parted by white space, as a table."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_SURNAMES = _table(
    """
    单 shan 曾 zeng 仇 qiu 解 xie 查 zha 任 ren 区 ou 朴 piao 翟 zhai 盖 ge 乐 yue 缪 miao 覃 qin 召 shao 员 yun
    种 chong 秘 bi 折 she 黑 he 洗 xian 繁 po 句 gou 佴 nai 祭 zhai 薄 bo 尉 wei 万 wan 那 na 长 zhang 重 chong
    行 xing 呙 guo
    """
)
_LONG_SURNAMES = {
    "尉迟": ("yu", "chi"),
    "长孙": ("zhang", "sun"),
    "万俟": ("mo", "qi"),
    "单于": ("chan", "yu"),
    "澹台": ("tan", "tai"),
    "令狐": ("ling", "hu"),
    "亓官": ("qi", "guan"),
}
_IN_GIVEN_NAMES = {"长": "chang", "晟": "sheng"}
_PHRASES = _table(
    """
    乡长 xiang'zhang 村长 cun'zhang 支行 zhi'hang 总行 zong'hang 给排水 ji'pai'shui 单县 shan'xian 涡阳 guo'yang
    郫都 pi'du 都匀 du'yun 长治 chang'zhi 长丰 chang'feng 长岛 chang'dao 长白 chang'bai 长垣 chang'yuan 长泰 chang'tai
    长兴 chang'xing 长顺 chang'shun 长武 chang'wu 长海 chang'hai 长阳 chang'yang 长宁 chang'ning 长寿 chang'shou
    长清 chang'qing 长汀 chang'ting 长葛 chang'ge 长岭 chang'ling 长洲 chang'zhou 长湖 chang'hu 长桥 chang'qiao
    长河 chang'he 长山 chang'shan 长青 chang'qing 长虹 chang'hong 长林 chang'lin
    """
)
_RUN = re.compile(r"[a-z0-9]|[^a-z0-9]+")


@dataclass(frozen=True)
class Spelling:
    """What ``Unit`` and ``Person`` keep: ``shi'zheng'fu`` and ``szf``, one word per name, parted by a space."""

    pinyin: str
    initials: str


@cache
def _reader() -> Callable[[str], list[str]]:
    """Return pypinyin's reader, taught our phrases once."""
    import pypinyin  # 0.2 s that only the first name costs

    taught = {phrase: [[syllable] for syllable in read.split("'")] for phrase, read in _PHRASES.items()}
    pypinyin.load_phrases_dict(taught)

    def read(text: str) -> list[str]:
        # Punctuation and characters without a known reading are left out, never guessed.
        return pypinyin.lazy_pinyin(text, style=pypinyin.Style.NORMAL, errors="ignore")

    return read


def _split_surname(name: str) -> tuple[tuple[str, ...], str]:
    """Return the syllables of a surname that is read in its own way, and the rest of ``name``."""
    if len(name) < 2 or not all(is_han(character) for character in name):
        return (), name
    if name[:2] in _LONG_SURNAMES:
        return _LONG_SURNAMES[name[:2]], name[2:]
    surname = _SURNAMES.get(name[0]) or "".join(_reader()(name[0]))
    return ((surname,) if surname else ()), name[1:]


def _syllables(text: str) -> list[str]:
    """Return one syllable per Chinese character of ``text``; letters and digits stand for themselves."""
    found: list[str] = []
    for run in _RUN.findall(text):
        found.extend([run] if run.isascii() and run.isalnum() else _reader()(run))
    return [syllable for syllable in found if syllable.isascii() and syllable.isalnum()]


def syllables(text: str, *, person: bool = False) -> tuple[str, ...]:
    """Return the syllables of a unit's name, or with ``person`` of a person's, whose surname is read as one.

    ü is written v, as on a keyboard. Characters without a known reading are left out.
    """
    folded = fold(text)
    if not person:
        return tuple(_syllables(folded))
    surname, given = _split_surname(folded)
    read = _syllables(given)
    if surname and len(read) == len(given):
        read = [_IN_GIVEN_NAMES.get(given[place], syllable) for place, syllable in enumerate(read)]
    return (*surname, *read)


def initials(text: str, *, person: bool = False) -> str:
    """Return the first letters of ``text``: 市政府办公室 gives szfbgs, 5G办 gives 5gb."""
    return "".join(syllable[0] for syllable in syllables(text, person=person))


def full_pinyin(text: str, *, person: bool = False) -> str:
    """Return the whole pinyin of ``text`` without spaces: shizhengfubangongshi."""
    return "".join(syllables(text, person=person))


def _spelling(*words: tuple[str, ...]) -> Spelling:
    kept = list(dict.fromkeys(word for word in words if word))
    return Spelling(
        pinyin=" ".join("'".join(word) for word in kept),
        initials=" ".join("".join(syllable[0] for syllable in word) for word in kept),
    )


def spell_unit(name: str, short_name: str = "") -> Spelling:
    """Return the spelling a unit keeps: of its name, then of its short name."""
    return _spelling(syllables(name), syllables(short_name))


def spell_person(name: str) -> Spelling:
    """Return the spelling a person keeps."""
    return _spelling(syllables(name, person=True))
