"""The windows of the tests need no display; the collector's turns are taken in the screen's thread (``ui.tidying``)."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


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
