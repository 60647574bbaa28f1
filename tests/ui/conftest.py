"""The collector's turns are taken in the screen's thread, as the desk takes them itself (``ui.tidying``)."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect garbage after the test, in this thread, and at no other time."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True, scope="module")
def collected_whole() -> Iterator[None]:
    """Collect everything after the tests of one file."""
    yield
    gc.collect()
    gc.enable()
