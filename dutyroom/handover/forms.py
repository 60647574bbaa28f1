"""Frozen dataclasses written as canonical JSON and read back: what is frozen on a sheet, and what people sign.

Moments are whole microseconds in UTC, enums their values, so that the same sheet always gives the same text.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from dutyroom.clock import from_micros, to_micros

T = TypeVar("T")


def text_of(form: object) -> str:
    """Return a form as canonical JSON: sorted names, no spaces."""
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def form_of(value: object, leave_out: frozenset[str] = frozenset()) -> Any:
    """Return ``value`` as JSON can hold it; ``leave_out`` names fields of the outermost dataclass."""
    if isinstance(value, datetime):
        return to_micros(value)
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value) if one.name not in leave_out]
        return {name: form_of(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [form_of(one) for one in value]
    if isinstance(value, Mapping):
        return {str(form_of(name)): form_of(one) for name, one in value.items()}
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a sheet holds no {type(value).__name__}")


def from_form(kind: Callable[..., T], form: Mapping[str, Any]) -> T:
    """Return the dataclass ``kind`` that a form holds; a field that an older form lacks keeps its default."""
    hints = _hints(kind)
    return kind(**{name: _read(hints[name], one) for name, one in form.items() if name in hints})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _read(kind: Any, form: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if form is None:
            return None
        (kind,) = (one for one in typing.get_args(kind) if one is not types.NoneType)
        origin = typing.get_origin(kind)
    if origin is tuple:
        return tuple(_read(typing.get_args(kind)[0], one) for one in form)
    if origin is dict:
        names, values = typing.get_args(kind)
        return {_read(names, name): _read(values, one) for name, one in form.items()}
    if kind is datetime:
        return from_micros(form)
    if issubclass(kind, StrEnum):
        return kind(form)
    made: Any = kind
    return from_form(made, form) if is_dataclass(kind) else form
