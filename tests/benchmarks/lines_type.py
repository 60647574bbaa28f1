"""How long a keystroke waits for its completions over 3,000 units and 20,000 people."""

from __future__ import annotations

from dutyroom.directory.matching import Completer
from dutyroom.directory.model import Candidate, CandidateKind
from dutyroom.directory.pinyin import spell_person, spell_unit
from tests.benchmarks.measuring import Limit, Line, milliseconds, side_by_side
from tests.benchmarks.words import CITY, Words

UNITS, PEOPLE = 3000, 20_000
_TYPED = (
    "szfb yjglj ylssfj dhq xlxyjj donghuqu yunlingshi shiqiao wangjianguo lim zhangwei zyh 东湖区应急 消防救援 云岭市 李明 王建国 "
    "0999-800012 19900100 8000123 qwx zzz 镇人民政府 公安局 gaj"
).split()


def completion_line(rounds: int) -> Line:
    """Return what a keystroke costs, typing words of every sort letter by letter."""
    rows = _rows()
    completer = Completer(rows)
    everything = "\n".join(row.name for row in rows)
    typed = [word[:length] for _round in range(rounds) for word in _TYPED for length in range(1, len(word) + 1)]
    ours, floor = side_by_side(
        len(typed),
        lambda number: milliseconds(lambda: completer.complete(typed[number])),
        lambda _number: milliseconds(lambda: everything.find("龘龘")),
    )
    slowest = sorted(range(len(typed)), key=lambda place: -ours.values[place])[:5]
    detail = {"slowest": {typed[place]: round(ours.values[place], 2) for place in slowest}}
    name = "one pass over all names"
    return Line("completion, per keystroke", "ms", ours, name, floor, (Limit("p99", 5),), detail=detail)


def _rows() -> list[Candidate]:
    words = Words(41)
    rows = []
    for number, name in enumerate(words.unit_names(UNITS)):
        spelling = spell_unit(name, name.removeprefix(CITY))
        rows.append(
            Candidate(
                id=f"u{number}",
                kind=CandidateKind.UNIT,
                unit_id=f"u{number}",
                name=name,
                short_name=name.removeprefix(CITY),
                pinyin=spelling.pinyin,
                initials=spelling.initials,
                numbers=(f"09998{number:06d}",),
            )
        )
    units = len(rows)
    for number in range(PEOPLE):
        name = words.person_name()
        spelling = spell_person(name)
        rows.append(
            Candidate(
                id=f"p{number}",
                kind=CandidateKind.PERSON,
                unit_id=f"u{number % units}",
                name=name,
                pinyin=spelling.pinyin,
                initials=spelling.initials,
                detail="科员",
                numbers=(f"199001{number:05d}",),
            )
        )
    return rows
