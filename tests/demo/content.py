"""The content of the demonstration room as its files hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import yaml

from dutyroom.paths import resource

Row = dict[str, Any]


def read(name: str) -> Row:
    content = yaml.safe_load(resource(name).read_text("utf-8"))
    assert isinstance(content, dict)
    return content


TERMS, DIRECTORY, ACCOUNT_FILE, DAYS = (
    read(name) for name in ("terms.yaml", "demo/directory.yaml", "demo/accounts.yaml", "demo/days.yaml")
)
UNITS: list[Row] = DIRECTORY["units"]
PEOPLE: list[Row] = DIRECTORY["people"]
ACCOUNTS: list[Row] = ACCOUNT_FILE["accounts"]
WATCHES: list[Row] = DAYS["watches"]
MATTERS: list[Row] = DAYS["matters"]
EVENTS: list[Row] = read("demo/events.yaml")["events"]
SHEETS = read("demo/instructions.yaml")
OPEN_ITEMS = [matter for matter in MATTERS if matter["secrecy"] == "open"]
CLASSIFIED = [matter for matter in MATTERS if matter["secrecy"] == "classified"]
NOW: datetime = DAYS["now"]


def terms(kind: str) -> frozenset[str]:
    return frozenset(TERMS[kind])


def texts(value: object) -> Iterator[str]:
    """Yield every text within ``value``, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
