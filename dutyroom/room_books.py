"""The rules of the room as they are read: each version once, wherever it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from dutyroom.alerts.chains import Escalation, read_escalation, shipped_escalation, shipped_escalation_tree
from dutyroom.errors import Refused
from dutyroom.incidents.book import read_book, shipped_book, shipped_tree
from dutyroom.incidents.deadline_book import read_deadlines, shipped_deadline_tree, shipped_deadlines
from dutyroom.incidents.deadlines import DeadlineBook, DeadlineProfile
from dutyroom.incidents.model import GradingBook
from dutyroom.rulebook.model import RuleKind, RuleSet
from dutyroom.rulebook.service import Rules, ShippedRules, Tree

Book = TypeVar("Book")
_HELD = 6  # versions of one kind in all rooms of a run; more are read again when they are asked for


def shipped_rules() -> dict[RuleKind, ShippedRules]:
    """Return what the program ships, with the readers that check a change of it."""
    return {
        RuleKind.GRADING: ShippedRules(shipped_tree, check_grading),
        RuleKind.ESCALATION: ShippedRules(shipped_escalation_tree, read_escalation),
        RuleKind.DEADLINES: ShippedRules(shipped_deadline_tree, check_deadlines),
    }


def check_grading(tree: Tree) -> GradingBook:
    """Return the thresholds that ``tree`` describes, with the kinds and figures that incidents hold; FaultyBook."""
    return read_book(tree, shipped_book())


def check_deadlines(tree: Tree) -> DeadlineBook:
    """Return the deadlines that ``tree`` describes; FaultyBook."""
    return read_deadlines(tree, shipped_book())


class RoomBooks:
    """What the rooms ask: thresholds by version, the chains and the deadlines that stand, the chosen profile.

    Nothing is read before it is asked for, and what stands is read once until it changes.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._read: dict[RuleKind, tuple[RuleSet, object]] = {}
        self._graded_by: dict[int, GradingBook] = {}

    def grading(self, version: int | None = None) -> GradingBook:
        """Return the thresholds of a version; those that stand now, where none is named or nobody knows it."""
        if version is None:
            return self._standing(RuleKind.GRADING, _read_grading)
        known = self._graded_by.get(version)
        if known is None:
            known = self._graded_by[version] = self._of_version(version)  # a version never changes
        return known

    def deadlines(self) -> DeadlineBook:
        """Return the deadlines that stand now."""
        return self._standing(RuleKind.DEADLINES, _read_deadlines)

    def profile(self) -> DeadlineProfile:
        """Return the deadlines of the place that the room has chosen."""
        book = self.deadlines()
        return book.profiles[book.default]

    def escalation(self) -> Escalation:
        """Return the chains that stand now."""
        return self._standing(RuleKind.ESCALATION, _read_escalation)

    def _standing(self, kind: RuleKind, read: Callable[[RuleSet], Book]) -> Book:
        found = self._rules.standing(kind)
        held = self._read.get(kind)
        if held is not None and held[0] is found:
            return cast(Book, held[1])
        book = read(found)
        self._read[kind] = (found, book)
        return book

    def _of_version(self, version: int) -> GradingBook:
        standing = self._rules.standing(RuleKind.GRADING)
        if version == standing.version.version:
            return self.grading()
        try:
            return _read_grading(self._rules.rule_set(RuleKind.GRADING, version))
        except Refused as error:
            if error.code != "rulebook.no_such_version":
                raise
            return self.grading()


def _read_grading(found: RuleSet) -> GradingBook:
    number = found.version.version
    book = shipped_book() if _only_shipped(found) else _grading(_written(found))
    return book if book.version == number else replace(book, version=number)


def _read_deadlines(found: RuleSet) -> DeadlineBook:
    return shipped_deadlines() if _only_shipped(found) else _deadlines(_written(found))


def _read_escalation(found: RuleSet) -> Escalation:
    return shipped_escalation() if _only_shipped(found) else _escalation(_written(found))


def _only_shipped(found: RuleSet) -> bool:
    """Return whether the room has not kept any rules yet."""
    return found.version.at is None


def _written(found: RuleSet) -> str:
    return json.dumps(found.tree, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=_HELD)
def _grading(text: str) -> GradingBook:
    return read_book(json.loads(text))


@lru_cache(maxsize=_HELD)
def _deadlines(text: str) -> DeadlineBook:
    return read_deadlines(json.loads(text), shipped_book())


@lru_cache(maxsize=_HELD)
def _escalation(text: str) -> Escalation:
    return read_escalation(json.loads(text))
