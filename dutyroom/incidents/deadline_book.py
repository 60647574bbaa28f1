"""The book of deadlines: read from ``resources/rules/deadlines.yaml`` or from a later version of it (R037)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from functools import cache
from typing import Any

from dutyroom.errors import Refused
from dutyroom.incidents.deadlines import (
    DailyReport,
    DeadlineBook,
    DeadlineProfile,
    DutyRule,
    Lateness,
    LatenessTerm,
    ProfileKind,
    Stage,
    Timing,
)
from dutyroom.incidents.faults import FaultyBook, Notes, Tree
from dutyroom.incidents.model import Grade, GradingBook, Source, Verification
from dutyroom.paths import resource

_TOP = ("version", "compiled", "default", "laws", "profiles", "lateness")
_PROFILE = (
    *("name", "kind", "based_on", "law", "verification", "types", "reach", "warn_before"),
    *("daily_report", "remarks", "rules"),
)
_TIMING = ("within", "at_once", "every", "at", "days", "after_end")
_RULE = ("id", "stage", "grades", "types", "sensitive", "by", "to", "words", "verification", "law", "article", *_TIMING)
_LONGEST = {"within": 43_200, "every": 720, "days": 365, "after_end": 525_600}  # minutes, hours, days, minutes
_WALL = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_OURS = "ours"
_DEFAULT_WARNING = 10


@cache
def shipped_deadline_tree() -> Mapping[str, Any]:
    """Return the shipped deadlines as they are written, read once."""
    import yaml  # only deadlines need it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree: Mapping[str, Any] = yaml.load(resource("rules/deadlines.yaml").read_text("utf-8"), Loader=loader)
    return tree


@cache
def shipped_deadlines() -> DeadlineBook:
    """Return the shipped deadlines, read once."""
    from dutyroom.incidents.book import shipped_book

    return read_deadlines(shipped_deadline_tree(), shipped_book())


def read_deadlines(tree: object, grading: GradingBook) -> DeadlineBook:
    """Return the deadlines that a mapping of YAML or JSON describes; kinds of events are those of ``grading``.

    Raises ``FaultyBook``, which names every rule that is wrong.
    """
    reader = _Reader(grading)
    book = reader.book(tree)
    if reader.notes.faults:
        raise FaultyBook(reader.notes.faults)
    return book


class _Reader:
    """Reads one book of deadlines and notes what is wrong with it."""

    def __init__(self, grading: GradingBook) -> None:
        self.notes = Notes()
        self._types = grading.types
        self._laws: dict[str, Source] = {}

    def book(self, tree: object) -> DeadlineBook:
        top = self.notes.tree(tree, "deadlines", _TOP)
        version = self._count(top, "version", "deadlines", 10**9)
        for id_, law in self.notes.tree(top.get("laws", {}), "laws").items():
            place = f"laws.{id_}"
            entry = self.notes.tree(law, place, ("title", "url", "file"))
            words = {part: self.notes.text(entry, part, place) for part in ("url", "file")}
            self._laws[id_] = Source(self.notes.text(entry, "title", place, needed=True), **words)
        entries = self.notes.tree(top.get("profiles", {}), "profiles")
        profiles = {id_: self._profile(id_, entry) for id_, entry in entries.items()}
        profiles = self._joined(entries, profiles)
        default = self.notes.text(top, "default", "deadlines", needed=True)
        if default not in profiles or profiles[default].kind is not ProfileKind.ROOM:
            self.notes.unknown("deadlines.default", default)
        lateness = tuple(self._lateness(entry) for entry in self.notes.items(top, "lateness", "deadlines"))
        return DeadlineBook(version or 0, default, profiles, tuple(one for one in lateness if one is not None))

    def _profile(self, id_: str, tree: object) -> DeadlineProfile:
        entry = self.notes.tree(tree, id_, _PROFILE)
        names = self.notes.tree(entry.get("name", {}), id_, ("zh", "en"))
        verification = self.notes.one_of(Verification, entry.get("verification"), id_) or Verification.MEMORY
        law = self._law(entry, id_, Source(""))
        types = frozenset(self.notes.names(entry, "types", id_, self._types))
        reach = self.notes.tree(entry.get("reach", {}), id_, tuple(Grade))
        rules = [self._rule(one, id_, verification, law) for one in self.notes.items(entry, "rules", id_)]
        self._check_ids(rules)
        warning = self._count(entry, "warn_before", id_, _LONGEST["within"]) if "warn_before" in entry else None
        return DeadlineProfile(
            id=id_,
            names={language: self.notes.text(names, language, id_, needed=True) for language in ("zh", "en")},
            kind=self.notes.one_of(ProfileKind, entry.get("kind"), id_) or ProfileKind.LAW,
            rules=tuple(replace(rule, types=rule.types or types) for rule in rules),
            verification=verification,
            source=law,
            reach={Grade(grade): str(place) for grade, place in reach.items() if grade in tuple(Grade)},
            warn_before=warning or _DEFAULT_WARNING,
            daily_report=self._daily(entry["daily_report"], id_, verification, law)
            if "daily_report" in entry
            else None,
            remarks=tuple(str(remark) for remark in self.notes.items(entry, "remarks", id_)),
        )

    def _joined(self, entries: Tree, profiles: dict[str, DeadlineProfile]) -> dict[str, DeadlineProfile]:
        """Return the profiles with their bases, which stand before them, and the rules of the sectors."""
        sector = tuple(rule for one in profiles.values() if one.kind is ProfileKind.SECTOR for rule in one.rules)
        joined: dict[str, DeadlineProfile] = {}
        for id_, profile in profiles.items():
            entry = entries[id_]
            name = self.notes.text(entry, "based_on", id_) if isinstance(entry, Mapping) else ""
            if name and name not in joined:
                self.notes.unknown(id_, name)
            base = joined.get(name)
            warns = isinstance(entry, Mapping) and "warn_before" in entry
            joined[id_] = replace(
                profile,
                base=base,
                sector=sector if profile.kind is ProfileKind.ROOM else (),
                warn_before=profile.warn_before if warns or base is None else base.warn_before,
                daily_report=profile.daily_report or (None if base is None else base.daily_report),
                reach=profile.reach or ({} if base is None else base.reach),
            )
        return joined

    def _rule(self, tree: object, profile: str, verification: Verification, law: Source) -> DutyRule:
        entry = self.notes.tree(tree, profile, _RULE)
        place = f"{profile}.{self.notes.text(entry, 'id', profile, needed=True)}"
        own = entry.get("verification")
        by = self.notes.text(entry, "by", place, needed=True)
        article = self.notes.text(entry, "article", place)
        return DutyRule(
            id=place,
            stage=self.notes.one_of(Stage, entry.get("stage"), place) or Stage.FIRST,
            timing=self._timing(entry, place),
            grades=frozenset(Grade(one) for one in self.notes.names(entry, "grades", place, tuple(Grade))),
            types=frozenset(self.notes.names(entry, "types", place, self._types)),
            only_sensitive=self.notes.flag(entry, "sensitive", place),
            by="" if by == _OURS else by,
            to=self.notes.text(entry, "to", place),
            words=self.notes.text(entry, "words", place),
            verification=verification if own is None else self.notes.one_of(Verification, own, place) or verification,
            source=replace(self._law(entry, place, law), article=article),
        )

    def _timing(self, entry: Tree, place: str) -> Timing:
        """Return when it is due; a fault where none or more than one of the ways is named."""
        named = [part for part in _TIMING if part in entry]
        if len(named) != 1:
            self.notes.add(place, Refused("incidents.deadline_timing", place=place, ways="、".join(_TIMING)))
            return Timing(at_once=True)
        (part,) = named
        if part == "at_once":
            if entry[part] is not True:
                self.notes.unreadable(place, part)
            return Timing(at_once=True)
        if part == "at":
            return Timing(at=self._times(entry, place))
        count = self._count(entry, part, place, _LONGEST[part])
        named_so: dict[str, Any] = {part: count}
        return Timing(at_once=True) if count is None else Timing(**named_so)

    def _times(self, entry: Tree, place: str) -> tuple[time, ...]:
        times = [self._time(text, place) for text in self.notes.items(entry, "at", place)]
        if not times:
            self.notes.unreadable(place, "at")
        return tuple(sorted({one for one in times if one is not None}))

    def _time(self, text: object, place: str) -> time | None:
        if isinstance(text, str) and _WALL.fullmatch(text):
            return time.fromisoformat(text)
        self.notes.unreadable(place, "at")
        return None

    def _daily(self, tree: object, place: str, verification: Verification, law: Source) -> DailyReport | None:
        entry = self.notes.tree(tree, place, ("at", "words", "law", "verification"))
        at = self._time(entry.get("at"), place)
        own = entry.get("verification")
        verification = verification if own is None else self.notes.one_of(Verification, own, place) or verification
        words = self.notes.text(entry, "words", place)
        return None if at is None else DailyReport(at, words, verification, self._law(entry, place, law))

    def _lateness(self, tree: object) -> LatenessTerm | None:
        entry = self.notes.tree(tree, "lateness", ("id", "law", "verification", "quote"))
        kind = self.notes.one_of(Lateness, entry.get("id"), "lateness")
        verification = self.notes.one_of(Verification, entry.get("verification"), "lateness")
        quote = self.notes.text(entry, "quote", "lateness", needed=True)
        law = self._law(entry, "lateness", Source(""))
        return None if kind is None or verification is None else LatenessTerm(kind, quote, verification, law)

    def _count(self, tree: Tree, part: str, place: str, most: int) -> int | None:
        value = tree.get(part)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most:
            return value
        self.notes.add(place, Refused("incidents.deadline_number", place=place, part=part, most=most))
        return None

    def _law(self, tree: Tree, place: str, otherwise: Source) -> Source:
        name = self.notes.text(tree, "law", place)
        if name and name not in self._laws:
            self.notes.unknown(place, name)
        return self._laws.get(name, otherwise)

    def _check_ids(self, rules: list[DutyRule]) -> None:
        seen: set[str] = set()
        for one in rules:
            if one.id in seen:
                self.notes.add(one.id, Refused("incidents.rule_twice", place=one.id))
            seen.add(one.id)
