"""Terms and errors in the language of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import pytest

from dutyroom.errors import Refused
from dutyroom.log.model import Category, EntryKind, MatterState, Urgency
from ui import terms


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = terms.language()
    yield
    terms.speak(before)


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (Urgency.FLASH, "特提", "Flash"),
        (MatterState.CLOSED, "办结", "Closed"),
        (EntryKind.DUE_SET, "限时", "Due time set"),
        (Category.PUBLIC_HELP, "群众求助", "Public help"),
    ],
)
def test_a_value_is_called_by_its_word_in_the_language_that_is_spoken(
    value: StrEnum, chinese: str, english: str
) -> None:
    terms.speak("zh_CN")
    assert terms.label(value) == chinese
    terms.speak("en")
    assert terms.label(value) == english


def test_the_kind_of_a_term_follows_from_the_name_of_its_enum() -> None:
    assert terms.kind_of(MatterState) == "matter_state"
    assert terms.kind_of(Urgency) == "urgency"


def test_an_error_is_explained_in_the_language_that_is_spoken() -> None:
    error = Refused("log.not_open", number="2026-0417")
    terms.speak("zh_CN")
    assert terms.explain(error) == "事项 2026-0417 已不在待办状态。请先“重新办理”。"
    terms.speak("en")
    assert terms.explain(error) == "Matter 2026-0417 is not open any more. Reopen it first."
