"""Which input method Qt speaks with: without it nobody can type Chinese.

Desktops in China set ``QT_IM_MODULE=fcitx``, but the Qt that comes with PySide6 has no part for fcitx, and one that the
system brings fits its own Qt only. fcitx 5 also answers in the words of IBus, for which Qt has its part.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

_VARIABLES = ("QT_IM_MODULES", "QT_IM_MODULE")
_FCITX = ("fcitx", "fcitx5")
_IBUS = "ibus"


def choose_input_method(
    environment: MutableMapping[str, str] | None = None, plugins: Path | None = None
) -> MutableMapping[str, str]:
    """Ask for IBus where fcitx is asked for and Qt has no part for it; to be called before the application is made."""
    given = os.environ if environment is None else environment
    folder = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    if list((folder / "platforminputcontexts").glob("*fcitx*")):
        return given
    for name in _VARIABLES:
        wanted = given.get(name, "").split(";")
        if set(wanted) & set(_FCITX):
            kept = [_IBUS if one in _FCITX else one for one in wanted]
            given[name] = ";".join(dict.fromkeys(kept))
    return given
