"""The acts of the journal in words."""

from __future__ import annotations

import re

from dutyroom.journal.model import Line
from dutyroom.texts import term
from ui.terms import language

_IDENTITY = re.compile(r"[0-9a-f-]{32,36}")
_SHORT = 8  # of an identity: its end, since the beginning is the time and alike for neighbours


def act_words(act: str) -> str:
    """Return an act in words; one that a newer program wrote is shown as it stands."""
    return _term("act", act)


def subject_words(line: Line, names: dict[str, str]) -> str:
    """Return what a line is about: a name or a number of ``names``, an option, a kind of rules, an identity's end."""
    if line.subject in names:
        return names[line.subject]
    if line.act == "setting.changed":
        return _term("option", line.subject)
    if line.act.startswith("rules."):
        return _term("rule_kind", line.subject)
    if _IDENTITY.fullmatch(line.subject):
        return f"…{line.subject[-_SHORT:]}"
    return line.subject


def _term(kind: str, value: str) -> str:
    try:
        return term(kind, value, language())
    except KeyError:
        return value
