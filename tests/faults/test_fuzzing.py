"""Whatever is handed to a reader, a command or a sign-in is taken or refused with a reason (``./test.sh --faults``)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faults.fuzzing import SEEDS, TARGETS

anything = st.binary(max_size=300) | st.text(max_size=150).map(lambda text: text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", TARGETS)
def test_anything_at_all_is_taken_or_refused_with_a_reason(name: str) -> None:
    @settings(max_examples=settings.default.max_examples // 4)
    @given(anything)
    def hand_over(content: bytes) -> None:
        TARGETS[name](content)

    for words in SEEDS.get(name, ()):
        TARGETS[name](words.encode())
    hand_over()
