"""Keeps PySide6 from reading the source of every module that is loaded after it; imported before any other of ours.

WORKAROUND PySide6 (read in 6.11.3): for every module it opens the source file and looks for its own name there, to know
whether the module may ask for ``__feature__``; two hundred files at each start. No module of ours asks, so that
each module may be answered for as a program without sources is: it does not.
"""

from __future__ import annotations

import importlib
import logging

import PySide6.QtCore  # noqa: F401 - brings the module that reads

_log = logging.getLogger(__name__)


def leave_sources_unread() -> bool:
    """Answer without reading from now on; return whether this PySide6 asks in the way that is known."""
    try:
        features = importlib.import_module("shibokensupport.feature")
        known = vars(features)["_mod_uses_pyside"]
    except (ImportError, KeyError):
        _log.info("this PySide6 reads sources in a way of its own")
        return False
    if known is not _asks_for_features:
        vars(features)["_mod_uses_pyside"] = _asks_for_features
    return True


def _asks_for_features(_module: object) -> bool:
    return False
