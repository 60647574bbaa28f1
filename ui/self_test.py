"""Says whether everything the desk needs is there: modules, resources, the cipher, the screen. For frozen builds."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator

from dutyroom import __version__
from dutyroom.paths import resource
from dutyroom.self_check import TRIES

_REPAINTS = 300
_RESOURCES = (
    "i18n/words.json",
    "rules/holidays.yaml",
    "rules/grading.yaml",
    "rules/deadlines.yaml",
    "rules/escalation.yaml",
    "sounds/I.wav",
    "sounds/notice.wav",
    "i18n/dutyroom_zh_CN.qm",
    "icons/app.svg",
    "templates/directory.csv",
    "demo/days.yaml",
)


def run_self_test() -> int:
    """Check every part, print what is missing, and return the exit status: 0 when nothing is."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "win32"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    missing = [f"{name}: {problem}" for name, problem in _problems()]
    for line in missing:
        print(line)
    print(f"Dutyroom {__version__}: " + (f"{len(missing)} 处缺失。" if missing else "各部分齐全，可以使用。"))
    return 1 if missing else 0


def _problems() -> Iterator[tuple[str, str]]:
    for name in _RESOURCES:
        if not resource(name).is_file():
            yield name, "missing"
    for package in ("dutyroom", "ui"):
        yield from _modules(package)
    for name, check in (*TRIES, ("screen", _screen)):
        try:
            check()
        except Exception as error:  # noqa: BLE001 - told in the next line
            yield name, f"{type(error).__name__}: {error}"


def _modules(package: str) -> Iterator[tuple[str, str]]:
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, f"{package}."):
        if module.name.endswith("__main__"):
            continue
        try:
            importlib.import_module(module.name)
        except Exception as error:  # noqa: BLE001 - told by the caller
            yield module.name, f"{type(error).__name__}: {error}"


def _screen() -> None:
    """Paint a window often enough to see whether references are lost (docs/decisions/0001)."""
    from PySide6.QtWidgets import QWidget

    from ui.app import make_application

    class Painted(QWidget):
        """A window whose painting returns None, as every painting does."""

        def paintEvent(self, _event: object) -> None:
            """Paint nothing."""

    make_application(sys.argv[:1])
    window = Painted()
    window.show()
    before = sys.getrefcount(None)
    _repeatedly(window.repaint)
    if before - sys.getrefcount(None) > _REPAINTS // 2:
        raise RuntimeError("this PySide6 loses references on this Python: use PySide6 6.11 or Python 3.12")
    window.close()


def _repeatedly(act: Callable[[], None]) -> None:
    for _time in range(_REPAINTS):
        act()
