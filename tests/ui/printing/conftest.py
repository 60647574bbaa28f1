"""Printing is tested without a screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:  # the offscreen plugin complains of every window that is shown
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
