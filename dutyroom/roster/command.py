"""``python -m dutyroom roster``: plan a period from a list of people, say why somebody is on, write the empty form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from dutyroom.calendar.rules import Calendar, shipped_calendar
from dutyroom.errors import DutyroomError, Refused
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Member, Planned, Turn, Why, turn_of_text
from dutyroom.roster.people_file import people_form, read_people_file
from dutyroom.roster.rules import default_rules, plan
from dutyroom.roster.words import conflict_line, counts_table, plan_table, reason_lines, spread_lines
from dutyroom.storage.files import explain
from dutyroom.texts import sentence, term

DONE = 0
REFUSED = 1
WRONG_USE = 2

_USAGE = (
    "用法：python -m dutyroom roster plan --from 2026-01-01 --to 2026-12-31 --people 人员表.xlsx [--json]；"
    "roster explain 2026-10-01 day|night --people 人员表.xlsx [--from 日期 --to 日期] [--json]；"
    "roster template --out 人员表.xlsx。"
)
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "plan": ("--from", "--to", "--people"),
    "explain": ("--from", "--to", "--people"),
    "template": ("--out",),
}


@dataclass(frozen=True)
class _Asked:
    """What was typed: the verb, what stands alone, the options, and whether the answer is JSON."""

    verb: str
    words: tuple[str, ...]
    options: Mapping[str, str]
    as_json: bool


class _WrongUse(Exception):
    """Something typed that is not understood; its text is a sentence for the person."""


class _Unreadable(Exception):
    """Cells of the list of people that cannot be understood."""

    def __init__(self, problems: Sequence[Refused]) -> None:
        super().__init__(len(problems))
        self.problems = problems


def run(arguments: list[str], out: TextIO, *, calendar: Calendar | None = None) -> int:
    """Do what was asked, write the answer to ``out``, and return 0 done, 1 refused or with empty slots, 2 wrong use.

    With ``--json`` one object and nothing else. Every answer ends with a sentence.
    """
    if arguments in (["--help"], ["-h"]):
        print(_USAGE, file=out)
        return DONE
    as_json = "--json" in arguments
    try:
        asked = _asked(arguments)
        return _VERBS[asked.verb](asked, out, calendar or shipped_calendar())
    except _WrongUse as mistake:
        return _fail(out, as_json, "usage", [f"{mistake}{_USAGE}"], WRONG_USE)
    except _Unreadable as unreadable:
        words = [sentence(problem) for problem in unreadable.problems]
        return _fail(out, as_json, "unreadable_cells", [*words, f"人员表有 {len(words)} 处读不懂，没有排班。"], REFUSED)
    except DutyroomError as refusal:
        return _fail(out, as_json, refusal.code, [sentence(refusal)], REFUSED)


def _fail(out: TextIO, as_json: bool, code: str, lines: Sequence[str], status: int) -> int:
    if as_json:
        _write(out, {"error": code, "problems": list(lines[:-1]), "sentence": lines[-1]})
    else:
        for line in lines:
            print(line, file=out)
    return status


def _write(out: TextIO, form: object) -> None:
    json.dump(form, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _asked(arguments: Sequence[str]) -> _Asked:
    """Return what was typed; _WrongUse with a sentence where it is not understood."""
    rest = [argument for argument in arguments if argument != "--json"]
    if not rest or rest[0] not in _OPTIONS:
        raise _WrongUse("请写明 plan、explain 或 template。")
    words: list[str] = []
    options: dict[str, str] = {}
    following = iter(rest[1:])
    for argument in following:
        if not argument.startswith("--"):
            words.append(argument)
            continue
        name, _sign, value = argument.partition("=")
        value = value or next(following, "")
        if name not in _OPTIONS[rest[0]] or not value:
            raise _WrongUse(f"不认识选项 {argument}，或它后面没有内容。")
        options[name] = value
    return _Asked(rest[0], tuple(words), options, len(rest) < len(arguments))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _WrongUse(f"“{text}”不是能读懂的日期。") from None


def _option(asked: _Asked, name: str) -> str:
    if name not in asked.options:
        raise _WrongUse(f"缺少 {name}。")
    return asked.options[name]


def _people(asked: _Asked) -> tuple[Member, ...]:
    read = read_people_file(Path(_option(asked, "--people")))
    if read.problems:
        raise _Unreadable(read.problems)
    return read.members


def _planned(asked: _Asked, calendar: Calendar, first: date, last: date) -> tuple[Planned, tuple[Member, ...]]:
    members = _people(asked)
    return plan(calendar=calendar, rules=default_rules(), members=members, first=first, last=last), members


def _plan(asked: _Asked, out: TextIO, calendar: Calendar) -> int:
    if asked.words:
        raise _WrongUse(f"不认识“{asked.words[0]}”。")
    first, last = _date(_option(asked, "--from")), _date(_option(asked, "--to"))
    planned, members = _planned(asked, calendar, first, last)
    names = {member.id: member.name for member in members}
    if asked.as_json:
        _write(out, _plan_form(planned, names))
    else:
        lines = [*plan_table(planned, calendar), "", *counts_table(planned, members), "", *spread_lines(planned)]
        lines += [conflict_line(conflict, names) for conflict in planned.conflicts]
        print("\n".join([*lines, _sentence(planned)]), file=out)
    return REFUSED if planned.empty else DONE


def _sentence(planned: Planned) -> str:
    said = f"{planned.first}至{planned.last}共 {len(planned.assignments)} 个班次"
    said += f"，其中 {len(planned.empty)} 个无人可排，请补充人员或指定" if planned.empty else "，全部排定"
    doubtful = sum(not conflict.kind.stops for conflict in planned.conflicts)
    if doubtful:
        said += f"；有 {doubtful} 处请再斟酌"
    if planned.provisional_years:
        years = "、".join(f"{year}年" for year in planned.provisional_years)
        said += f"；{years}的放假安排未公布，只按法定节日当日暂排，公布后请重排"
    return f"{said}。"


def _plan_form(planned: Planned, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "from": planned.first.isoformat(),
        "to": planned.last.isoformat(),
        "plan": [_assignment_form(one) for one in planned.assignments],
        "counts": {names.get(member, member): dict(own) for member, own in planned.counts.items()},
        "spreads": {pool: dict(own) for pool, own in planned.spreads.items()},
        "marks": [
            {"pool": one.pool, "holiday": one.holiday_id, "last": names.get(one.last, one.last), "on": str(one.on)}
            | ({"owed": list(one.owed)} if one.owed else {})
            for one in planned.marks
        ],
        "conflicts": [
            {"kind": one.kind, "slot": one.slot.id, "name": names.get(one.member_id or "")} for one in planned.conflicts
        ],
        "provisional_years": list(planned.provisional_years),
        "rules_version": planned.rules_version,
        "sentence": _sentence(planned),
    }


def _assignment_form(one: Assignment) -> dict[str, object]:
    slot = one.slot
    form: dict[str, object] = {
        "slot": slot.id,
        "date": slot.date.isoformat(),
        "turn": slot.turn,
        "post": slot.post,
        "name": one.name or None,
    }
    return form if one.why is None else form | {"why": _why_form(one.why)}


def _why_form(why: Why) -> dict[str, object]:
    skipped = [
        {"name": one.name, "reason": one.reason} | ({"until": str(one.until)} if one.until else {})
        for one in why.skipped
    ]
    return {"pool": why.pool, "place": why.place, "of": why.of, "counts": dict(why.counts), "skipped": skipped}


def _explain(asked: _Asked, out: TextIO, calendar: Calendar) -> int:
    if len(asked.words) != 2:
        raise _WrongUse("请写明日期和班次。")
    day = _date(asked.words[0])
    try:
        turn = turn_of_text(asked.words[1])
    except ValueError:
        raise _WrongUse(f"“{asked.words[1]}”不是班次：请写 day、night 或 whole_day。") from None
    first = _date(asked.options.get("--from", f"{day.year}-01-01"))
    last = _date(asked.options.get("--to", f"{day.year}-12-31"))
    if not first <= day <= last:
        raise _WrongUse(f"{day} 不在 {first} 至 {last} 之内。")
    planned, _members = _planned(asked, calendar, first, last)
    on = [one for one in planned.assignments if one.slot.date == day and one.slot.turn in (turn, Turn.WHOLE_DAY)]
    said = f"{day}{term('turn', turn.value)}：按 {first} 至 {last} 的排班，共 {len(on)} 人。"
    if asked.as_json:
        _write(out, {"date": str(day), "turn": turn, "on": [_assignment_form(one) for one in on], "sentence": said})
    else:
        lines = [line for one in on for line in reason_lines(one)]
        print("\n".join([*lines, said]), file=out)
    return REFUSED if any(one.empty for one in on) else DONE


def _template(asked: _Asked, out: TextIO, _calendar: Calendar) -> int:
    if asked.words:
        raise _WrongUse(f"不认识“{asked.words[0]}”。")
    file = Path(_option(asked, "--out"))
    said = f"已写出空表 {file}：每行填一人，再用 roster plan 排班。"
    if file.exists():
        raise Refused("roster.form_exists", file=str(file))
    try:
        file.write_bytes(people_form())
    except OSError as error:
        raise explain(error, file) from error
    if asked.as_json:
        _write(out, {"file": str(file), "sentence": said})
    else:
        print(said, file=out)
    return DONE


_VERBS = {"plan": _plan, "explain": _explain, "template": _template}
