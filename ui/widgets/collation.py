"""The order of words as a reader of Chinese looks for them: by pinyin, and figures by their value."""

from __future__ import annotations

from functools import cache, cmp_to_key

from PySide6.QtCore import QCollator, QLocale


@cache
def _collator() -> QCollator:
    made = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    made.setNumericMode(True)
    return made


def _compare(one: str, other: str) -> int:
    return _collator().compare(one, other)


collated = cmp_to_key(_compare)
"""The key by which texts are sorted; what is empty comes first."""
