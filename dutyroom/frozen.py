"""Dataclasses that are made quickly: each method of a frozen one is written when it is first called.

The decorator of the standard library writes six methods of every class as text and compiles them all: 0.9 ms for a
class, a fifth of a second for those that the desk loads at its start, and most of these make no object before a page
asks for one. Seen from outside, the classes are the same. See docs/decisions/0016.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

Method = Callable[..., Any]
Writer = Callable[[type, dict[str, Any]], str]
"""Returns the text of a method of a class, and puts what the text refers to into the names it is given."""


def quick_dataclass(
    cls: type | None = None, /, *, frozen: bool = False, kw_only: bool = False, **others: bool
) -> Callable[[type], type] | type:
    """Make a dataclass as ``dataclasses.dataclass`` does; quickly, if it is frozen and nothing else is asked."""

    def make(made: type) -> type:
        if frozen and not others and "__init__" not in vars(made):
            return _quick(made, kw_only)
        return dataclasses.dataclass(frozen=frozen, kw_only=kw_only, **others)(made)

    return make if cls is None else make(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = quick_dataclass


def _quick(cls: type, kw_only: bool) -> type:
    own = vars(cls)
    if "__setattr__" in own or "__delattr__" in own:
        raise TypeError(f"{cls.__name__} is frozen: it cannot say itself how its attributes are set")
    has_hash = own.get("__hash__") is not None
    cls.__doc__ = cls.__doc__ or cls.__name__  # or the standard library would look for a signature to put there
    dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
    methods = {
        "__init__": _when_called(cls, "__init__", _init_text),
        "__setattr__": _refusal(cls, "__setattr__", "assign to"),
        "__delattr__": _refusal(cls, "__delattr__", "delete"),
    }
    if "__repr__" not in own:
        methods["__repr__"] = _repr
    if "__eq__" not in own:
        methods["__eq__"] = _when_called(cls, "__eq__", _eq_text)
    if not has_hash:
        methods["__hash__"] = _when_called(cls, "__hash__", _hash_text)
    for name, method in methods.items():
        setattr(cls, name, method)
    return cls


def _when_called(cls: type, name: str, write: Writer) -> Method:
    """Return a method that writes itself at its first call; two threads that come at once write the same."""

    def first(*arguments: object, **named: object) -> object:
        known: dict[str, Any] = {"_absent": MISSING, "_set": object.__setattr__}
        exec(write(cls, known), known)
        method: Method = known[name]
        method.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, method)
        return method(*arguments, **named)

    first.__name__, first.__qualname__ = name, f"{cls.__qualname__}.{name}"
    return first


def _init_text(cls: type, known: dict[str, Any]) -> str:
    fields: tuple[Field[Any], ...] = dataclasses.fields(cls)
    places = [_parameter(field) for field in fields if field.init and not field.kw_only]
    named = [_parameter(field) for field in fields if field.init and field.kw_only]
    lines = []
    for field in fields:
        known[f"_default_{field.name}"], known[f"_make_{field.name}"] = field.default, field.default_factory
        if field.init or field.default_factory is not MISSING:
            lines.append(f"_set(self, {field.name!r}, {_value(field)})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    head = ", ".join(["self", *places, *(["*", *named] if named else [])])
    return f"def __init__({head}):\n " + "\n ".join(lines or ["pass"])


def _parameter(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return f"{field.name}=_default_{field.name}"
    return field.name if field.default_factory is MISSING else f"{field.name}=_absent"


def _value(field: Field[Any]) -> str:
    if field.default_factory is MISSING:
        return field.name
    made = f"_make_{field.name}()"
    return f"{made} if {field.name} is _absent else {field.name}" if field.init else made


def _eq_text(cls: type, _known: dict[str, Any]) -> str:
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    same = f"{_tuple_text('self', names)} == {_tuple_text('other', names)}"
    return f"def __eq__(self, other):\n return {same} if other.__class__ is self.__class__ else NotImplemented"


def _hash_text(cls: type, _known: dict[str, Any]) -> str:
    fields = dataclasses.fields(cls)
    names = [field.name for field in fields if (field.compare if field.hash is None else field.hash)]
    return f"def __hash__(self):\n return hash({_tuple_text('self', names)})"


def _tuple_text(owner: str, names: list[str]) -> str:
    return f"({''.join(f'{owner}.{name}, ' for name in names)})"


def _refusal(cls: type, name: str, doing: str) -> Method:
    fields = frozenset(field.name for field in dataclasses.fields(cls))

    def refuse(self: object, attribute: str, *value: object) -> None:
        if type(self) is cls or attribute in fields:
            raise FrozenInstanceError(f"cannot {doing} field {attribute!r}")
        getattr(super(cls, self), name)(attribute, *value)

    refuse.__name__, refuse.__qualname__ = name, f"{cls.__qualname__}.{name}"
    return refuse


@recursive_repr()
def _repr(self: Any) -> str:
    shown = [f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"
