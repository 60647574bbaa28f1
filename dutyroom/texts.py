"""Words that the screen, the documents and the command line share: labels of terms, sentences of errors.

Both come from ``resources/`` in Chinese and English. Languages are ``zh_CN`` and ``en``.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from dutyroom.errors import DutyroomError
from dutyroom.paths import resource

Language = Literal["zh_CN", "en"]
_NAMED_BY_TERMS = ("field", "right", "option")


@cache
def _load(name: str) -> dict[str, Any]:
    import yaml  # 20 ms that only the first word costs

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded = yaml.load(resource(name).read_text("utf-8"), Loader=loader)
    assert isinstance(loaded, dict)
    return loaded


def term(kind: str, value: str, language: Language = "zh_CN") -> str:
    """Return the label of ``value`` among the terms of ``kind`` (``channel``, ``urgency`` …).

    Raises KeyError for a term that nobody named: a bug, found by the test that walks every enum.
    """
    label = _load("terms.yaml")[kind][value]["zh" if language == "zh_CN" else "en"]
    return str(label)


def sentence(error: DutyroomError, language: Language = "zh_CN") -> str:
    """Return the sentence for ``error`` that says what happened and what to do next."""
    template = _load("errors.yaml")[error.code]["zh" if language == "zh_CN" else "en"]
    named = {
        name: term(name, str(value), language) if name in _NAMED_BY_TERMS else value
        for name, value in error.params.items()
    }
    return str(template).format(**named)
