"""The element checker: what a report tells, says to be unknown, or leaves out. Pure; it never blocks (R093, R095)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from dutyroom.frozen import dataclass
from dutyroom.paths import resource
from dutyroom.reports.model import ReportText
from dutyroom.reports.views import Element, ElementFinding, ElementState

_SENTENCES = re.compile(r"[^。；！？\n]+")


@dataclass(frozen=True)
class ElementRule:
    """By which words an element is seen, and whether a report lacks something without it."""

    element: Element
    words: re.Pattern[str]
    needed: bool


@dataclass(frozen=True)
class ElementBook:
    """All elements in one version; ``unknown`` are the words that say that something is not known yet."""

    version: int
    rules: tuple[ElementRule, ...]
    unknown: re.Pattern[str]


@cache
def shipped_elements() -> ElementBook:
    """Return the shipped elements, read once."""
    import yaml  # only who writes reports needs it

    return read_elements(yaml.safe_load(resource("rules/elements.yaml").read_text("utf-8")))


def read_elements(tree: Mapping[str, Any]) -> ElementBook:
    """Return the elements that a loaded file describes.

    Raises ValueError where an element is not there, is not known, has no words, or has words that are no pattern.
    """
    given = tree["elements"]
    if set(given) != {one.value for one in Element}:
        raise ValueError(f"elements differ: {sorted(set(given) ^ {one.value for one in Element})}")
    rules = []
    for element in Element:
        words = [str(word) for word in given[element.value]["words"]]
        if not words:
            raise ValueError(f"element {element.value} has no words")
        try:
            rules.append(ElementRule(element, re.compile("|".join(words)), bool(given[element.value]["needed"])))
        except re.error as error:
            raise ValueError(f"element {element.value}: {error}") from error
    unknown = re.compile("|".join(re.escape(str(word)) for word in tree["unknown"]))
    return ElementBook(int(tree["version"]), tuple(rules), unknown)


def check_elements(
    text: ReportText, book: ElementBook | None = None, *, contact: str = ""
) -> tuple[ElementFinding, ...]:
    """Return how each element stands in ``text``, in the order of the rules.

    An element is present where a sentence tells of it without a word of not knowing, unverified where every such
    sentence has one. ``contact`` is whom to call at the scene, which the paper prints from the file.
    """
    used = book or shipped_elements()
    sentences = _SENTENCES.findall(text.body)
    unsure = [used.unknown.search(sentence) is not None for sentence in sentences]
    findings = []
    for rule in used.rules:
        if rule.element is Element.CONTACT and contact:
            findings.append(ElementFinding(rule.element, ElementState.PRESENT, contact, rule.needed))
            continue
        findings.append(_finding(rule, sentences, unsure, used.unknown))
    return tuple(findings)


def _finding(rule: ElementRule, sentences: list[str], unsure: list[bool], unknown: re.Pattern[str]) -> ElementFinding:
    doubtful = ""
    for sentence, doubts in zip(sentences, unsure, strict=True):
        if not doubts:
            if rule.words.search(sentence):
                return ElementFinding(rule.element, ElementState.PRESENT, sentence.strip(), rule.needed)
            continue
        for part in sentence.split("，"):
            if rule.words.search(part):
                if not unknown.search(part):
                    return ElementFinding(rule.element, ElementState.PRESENT, part.strip(), rule.needed)
                doubtful = doubtful or part.strip()
        if not doubtful and rule.words.search(sentence):
            doubtful = sentence.strip()
    state = ElementState.UNVERIFIED if doubtful else ElementState.MISSING
    return ElementFinding(rule.element, state, doubtful, rule.needed)
