"""What differs between two sets of rules: pure, and blind to what the rules are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_BESIDES = ("version", "compiled", "statutes", "source", "status")  # of the set itself, no rule


@dataclass(frozen=True)
class Difference:
    """One part that is written otherwise; ``path`` leads to it, None stands for a part that is not there."""

    path: tuple[str, ...]
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what differs, in the order of writing; parts of a list go by their ``id``, else by their place from 1."""
    left = {key: value for key, value in before.items() if key not in _BESIDES}
    right = {key: value for key, value in after.items() if key not in _BESIDES}
    return tuple(_walk((), left, right))


def _walk(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    left, right = _parts(before), _parts(after)
    if left is None or right is None:
        yield Difference(path, before, after)
        return
    for name in dict.fromkeys((*left, *right)):
        yield from _walk((*path, name), left.get(name), right.get(name))


def _parts(value: Any) -> dict[str, Any] | None:
    """Return the named parts of a mapping, or of a list of mappings; None for anything else."""
    if isinstance(value, Mapping):
        return {str(key): part for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, Mapping) for one in value):
        return {str(one.get("id", place)): one for place, one in enumerate(value, 1)}
    return None
