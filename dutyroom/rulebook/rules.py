"""What differs between two sets of rules: pure, and blind to what the rules are about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from dutyroom.frozen import dataclass

_BESIDES = ("version", "compiled", "statutes", "source", "status")  # of the set itself, no rule


@dataclass(frozen=True)
class Difference:
    """One part that is written otherwise; ``path`` leads to it, None stands for a part that is not there."""

    path: tuple[str, ...]
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what differs, in the order of writing; parts of a list go by their ``id``, else by their place from 1.

    A step that is put in between others is one difference.
    """
    left = {key: value for key, value in before.items() if key not in _BESIDES}
    right = {key: value for key, value in after.items() if key not in _BESIDES}
    return tuple(_walk((), left, right))


def _walk(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if _nameless(before) and _nameless(after):
        yield from _along(path, before, after)
        return
    left, right = _parts(before), _parts(after)
    if left is None or right is None:
        yield Difference(path, before, after)
        return
    for name in dict.fromkeys((*left, *right)):
        yield from _walk((*path, name), left.get(name), right.get(name))


def _nameless(value: Any) -> bool:
    """Return whether this is a list of parts that have no id, as the steps of a chain."""
    return isinstance(value, list | tuple) and all(isinstance(one, Mapping) and "id" not in one for one in value)


def _along(path: tuple[str, ...], before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    """Yield what differs in a list without ids: what was put in or taken out says nothing of the parts behind it."""
    texts = [[json.dumps(one, sort_keys=True) for one in side] for side in (before, after)]
    for how, first, last, start, end in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        if how == "replace" and last - first == end - start:
            for old, new in zip(range(first, last), range(start, end), strict=True):
                yield from _walk((*path, str(new + 1)), before[old], after[new])
        elif how != "equal":
            yield from (Difference((*path, str(old + 1)), before[old], None) for old in range(first, last))
            yield from (Difference((*path, str(new + 1)), None, after[new]) for new in range(start, end))


def _parts(value: Any) -> dict[str, Any] | None:
    """Return the named parts of a mapping, or of a list of mappings; None for anything else."""
    if isinstance(value, Mapping):
        return {str(key): part for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, Mapping) for one in value):
        return {str(one.get("id", place)): one for place, one in enumerate(value, 1)}
    return None
