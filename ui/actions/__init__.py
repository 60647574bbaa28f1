"""Every action of the desk, once: its name, its key, its icon, what it does in a sentence.

Pages and menus ask here; ``docs/keyboard.md`` is made from here. Each file beside this one says what can be done with
one kind of thing.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.actions import alerts, events, handover, instructions, matters, papers, reports, roster, window
from ui.actions.places import PLACES
from ui.actions.spec import Act, Spec, Where

__all__ = [
    "PLACES",
    "SPECS",
    "Act",
    "Spec",
    "Where",
    "keys_of",
    "make",
    "name_of_place",
    "plain_text_of",
    "text_of",
    "text_with_keys",
    "tip_of",
]

_CONTEXT = "actions"
_MNEMONIC = re.compile(r"\(&.\)")
_KINDS = (window, matters, events, instructions, papers, roster, alerts, reports, handover)
SPECS: dict[Act, Spec] = {spec.act: spec for kind in _KINDS for spec in kind.SPECS}


def text_of(act: Act) -> str:
    """Return the name of an action in the language of the screen, with its mnemonic."""
    return QCoreApplication.translate(_CONTEXT, SPECS[act].text)


def tip_of(act: Act) -> str:
    """Return what an action does, in the language of the screen."""
    return QCoreApplication.translate(_CONTEXT, SPECS[act].tip)


def name_of_place(where: Where) -> str:
    """Return what the place is called in which a key works, in the language of the screen."""
    return QCoreApplication.translate(_CONTEXT, PLACES[where])


def plain_text_of(act: Act) -> str:
    """Return the name of an action without its mnemonic, which stands behind a Chinese name: 检索(&S)."""
    return _MNEMONIC.sub("", text_of(act)).replace("&", "")


def text_with_keys(act: Act, action: QAction) -> str:
    """Return what a button says that teaches its keys: the name, and the keys as this system writes them."""
    return f"{plain_text_of(act)} {action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)}"


def keys_of(act: Act) -> list[QKeySequence]:
    """Return the keys of an action: the Enter of the number pad does what the other one does."""
    key = SPECS[act].key
    keys = [key, key.replace("Return", "Enter")] if "Return" in key else [key]
    return [QKeySequence(text) for text in keys]


def make(act: Act, parent: QWidget, *, context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut) -> QAction:
    """Return the QAction of ``act`` with its key, icon and tip, added to ``parent``."""
    spec = SPECS[act]
    action = QAction(icons.icon(spec.icon), text_of(act), parent)
    action.setObjectName(act.value)
    action.setShortcuts(keys_of(act))
    action.setShortcutContext(context)
    tip = f"{tip_of(act)} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
    action.setToolTip(tip)
    action.setStatusTip(tip)
    parent.addAction(action)
    return action
