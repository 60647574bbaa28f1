"""Terms and errors in the language of the screen."""

from __future__ import annotations

import re
from enum import StrEnum

from dutyroom.calendar.model import Day
from dutyroom.errors import DutyroomError
from dutyroom.texts import Language, sentence, term


class _Speech:
    language: Language = "zh_CN"


def speak(language: Language) -> None:
    """Speak ``language`` from now on."""
    _Speech.language = language


def language() -> Language:
    """Return the language of the screen."""
    return _Speech.language


def kind_of(enum: type[StrEnum]) -> str:
    """Return the kind of terms that an enum's labels stand under: ``MatterState`` -> ``matter_state``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", enum.__name__).lower()


def label(value: StrEnum) -> str:
    """Return the label of an enum's value."""
    return term(kind_of(type(value)), value.value, _Speech.language)


def holiday_label(day: Day) -> str:
    """Return the holiday a day belongs to, or nothing; a local one is called as the room called it."""
    if _Speech.language == "en" and day.holiday_id is not None:
        from dutyroom.calendar.book import shipped_book  # YAML, which the Chinese window does without

        known = shipped_book().names.get(day.holiday_id)
        if known is not None:
            return known.en
    return day.holiday_name or ""


def explain(error: DutyroomError) -> str:
    """Return the sentence that tells a person what happened and what to do next."""
    return sentence(error, _Speech.language)
