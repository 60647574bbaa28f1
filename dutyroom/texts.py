"""Words that the screen, the documents and the command line share: labels of terms, sentences of errors.

Both are written in ``resources/terms.yaml`` and ``resources/errors.yaml``, in Chinese and English, and read from
``resources/i18n/words.json``, which ``scripts/translations.py`` makes of them: reading YAML would cost a tenth of a
second at every start. Languages are ``zh_CN`` and ``en``.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Literal

from dutyroom.errors import DutyroomError
from dutyroom.paths import resource

Language = Literal["zh_CN", "en"]
NAMED_BY_TERMS = (
    "gate",
    "dispatch_channel",
    "field",
    "right",
    "option",
    "day_type",
    "turn",
    "post",
    "conflict_kind",
    "figure",
    "figure_unit",
    "feedback_to",
    "handover_state",
    "read_back_rule",
)


@cache
def _words() -> dict[str, Any]:
    loaded = json.loads(resource("i18n/words.json").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def term(kind: str, value: str, language: Language = "zh_CN") -> str:
    """Return the label of ``value`` among the terms of ``kind`` (``channel``, ``urgency`` …).

    Raises KeyError for a term that nobody named: a bug, found by the test that walks every enum.
    """
    label = _words()["terms"][kind][value]["zh" if language == "zh_CN" else "en"]
    return str(label)


def sentence(error: DutyroomError, language: Language = "zh_CN") -> str:
    """Return the sentence for ``error`` that says what happened and what to do next."""
    template = _words()["errors"][error.code]["zh" if language == "zh_CN" else "en"]
    named = {
        name: term(name, str(value), language) if name in NAMED_BY_TERMS else value
        for name, value in error.params.items()
    }
    return str(template).format(**named)
