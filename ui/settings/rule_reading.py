"""What the sections of the rules ask the room: what stands, what the program ships, the versions; a draft checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dutyroom.bootstrap import House
from dutyroom.frozen import dataclass
from dutyroom.incidents.faults import Fault, FaultyBook
from dutyroom.room_books import shipped_rules
from dutyroom.rulebook.model import RuleKind, RuleSet, RuleVersion

Tree = Mapping[str, Any]


@dataclass(frozen=True)
class RulesView:
    """One kind of rules: what stands with its book, the program's own with its book, the versions newest first."""

    standing: RuleSet
    book: object
    shipped: Tree
    shipped_book: object
    versions: tuple[RuleVersion, ...]
    offered: RuleSet | None


@dataclass(frozen=True)
class CheckedDraft:
    """An edited set with its book; with ``faults`` it has none and cannot be kept."""

    tree: Tree
    book: object | None
    faults: tuple[Fault, ...] = ()


def read_rules(house: House, kind: RuleKind) -> RulesView:
    """Return one kind of rules as it stands; it takes a moment, so for the reader's lane."""
    rules, shipped = house.rules, shipped_rules()[kind]
    books: dict[RuleKind, Callable[[], object]] = {
        RuleKind.GRADING: house.books.grading,
        RuleKind.ESCALATION: house.books.escalation,
        RuleKind.DEADLINES: house.books.deadlines,
    }
    standing, tree = rules.standing(kind), shipped.tree()
    own = books[kind]()
    return RulesView(
        standing=standing,
        book=own,
        shipped=tree,
        shipped_book=own if standing.version.at is None else shipped.check(tree),
        versions=rules.versions(kind),
        offered=rules.offered(kind),
    )


def check_draft(kind: RuleKind, tree: Tree) -> CheckedDraft:
    """Return an edited set with its book, or with everything that is wrong with it."""
    try:
        return CheckedDraft(tree, shipped_rules()[kind].check(tree))
    except FaultyBook as error:
        return CheckedDraft(tree, None, error.faults)
