"""Says whether this computer and this build have what the desk needs: ``main.py --self-test``, a line a check."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from dutyroom import __version__
from dutyroom.clock import Clock, SystemClock
from dutyroom.self_check import WITHOUT_ROOM, Check, Faulty, TrialRoom

_REPAINTS = 300
_SIZE = (1366, 768)


def run_self_test(clock: Clock | None = None) -> int:
    """Try everything, print a line for each check, and return the exit status: 0 when nothing is missing."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "win32"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    warnings.filterwarnings("ignore", module="plyer")  # it names each service of a desktop that it does not find
    with tempfile.TemporaryDirectory(prefix="dutyroom-self-test-") as folder:
        room = TrialRoom(Path(folder), clock or SystemClock())
        screen = _Screen(room, Path(folder))
        try:
            lost = sum([not _passes(check) for check in (*WITHOUT_ROOM, *room.checks(), *screen.checks())])
        finally:
            screen.close()
            room.close()
    kind = "打包版 frozen" if getattr(sys, "frozen", False) else "源码版 source"
    print(f"Dutyroom {__version__}（{kind}）：" + (f"{lost} 项不通过。" if lost else "各项通过，可以使用。"))
    return 1 if lost else 0


def _passes(check: Check) -> bool:
    began = time.perf_counter()
    try:
        found, passed = check.act(), True
    except Exception as error:  # noqa: BLE001 - told in this line, and in the exit status
        found, passed = str(error) if isinstance(error, Faulty) else f"{type(error).__name__}: {error}", False
    took = (time.perf_counter() - began) * 1000
    print(f"[{'通过 ok' if passed else '失败 FAILED'}] {check.zh} / {check.en}: {found} ({took:.0f} ms)", flush=True)
    return passed


class _Screen:
    """What is tried with a screen, or with the one that Qt only imagines."""

    def __init__(self, room: TrialRoom, folder: Path) -> None:
        self._room = room
        self._folder = folder
        self._put_away: list[Callable[[], object]] = []

    def checks(self) -> tuple[Check, ...]:
        """Return what is tried, in the order in which it has to be tried."""
        return (
            Check("屏幕", "screen", self.open_screen),
            Check("中文字体", "Chinese typefaces", self.find_faces),
            Check("界面译文", "translations", self.speak_chinese),
            Check("打开窗口", "draw the window", self.draw_window),
            Check("打印成 PDF", "print to PDF", self.print_page),
            Check("反复绘制", "repaint", self.repaint),
        )

    def open_screen(self) -> str:
        """Make the application, and say by which of Qt's platforms."""
        from PySide6 import __version__ as pyside
        from PySide6.QtCore import qVersion
        from PySide6.QtPrintSupport import QPrinterInfo

        from ui.app import make_application

        app = make_application(sys.argv[:1])
        return (
            f"{app.platformName()}, Qt {qVersion()}, PySide6 {pyside}, {len(QPrinterInfo.availablePrinters())} printers"
        )

    def find_faces(self) -> str:
        """Find a face of simplified Chinese by its name."""
        from PySide6.QtGui import QFontDatabase

        from ui import theme

        face = theme.choose_face(QFontDatabase.families())
        if face is None:
            raise Faulty("no face with simplified Chinese is installed (Debian: fonts-noto-cjk)")
        return face

    def speak_chinese(self) -> str:
        """Load the translation of the desk and that of Qt's own buttons, and leave neither behind."""
        from PySide6.QtCore import QLibraryInfo, QTranslator

        from dutyroom.paths import resource

        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, where in (("dutyroom_zh_CN", str(resource("i18n"))), ("qtbase_zh_CN", folder)):
            if not QTranslator().load(name, where):
                raise Faulty(f"{name}.qm does not load from {where}")
        return "zh_CN"

    def draw_window(self) -> str:
        """Open the desk on the room, write its picture, and see that it is no empty sheet."""
        from dutyroom.settings import SeatSettings
        from ui.touring.hands import settle
        from ui.window import DeskWindow
        from ui.workplace import Workplace

        house, session = self._room.opened()
        workplace = Workplace(house, session, SeatSettings(self._folder / "seat.json"))
        self._put_away += [self._room.let_go, workplace.close]  # the window's room is closed with it
        window = DeskWindow(workplace)
        self._put_away.append(window.close)
        window.resize(*_SIZE)
        window.show()
        settle(workplace)
        picture = window.grab().toImage()
        step = 8
        colours = {
            picture.pixel(x, y) for x in range(0, picture.width(), step) for y in range(0, picture.height(), step)
        }
        if len(colours) < step:
            raise Faulty(f"the window shows {len(colours)} colours")
        return f"{picture.width()} x {picture.height()}, {len(colours)} colours"

    def print_page(self) -> str:
        """Write the duty record of today as a PDF."""
        from ui.printing.pages import pages_of
        from ui.printing.render import pdf_bytes

        pages = pages_of(self._room.sheet())
        pdf = pdf_bytes(pages)
        if not pdf.startswith(b"%PDF-"):
            raise Faulty("no PDF was made")
        return f"{len(pages)} pages, {len(pdf)} bytes"

    def repaint(self) -> str:
        """Paint a window often enough to see whether references are lost (docs/decisions/0001)."""
        from PySide6.QtWidgets import QWidget

        class Painted(QWidget):
            """A window whose painting returns None, as every painting does."""

            def paintEvent(self, _event: object) -> None:
                """Paint nothing."""

        window = Painted()
        window.show()
        before = sys.getrefcount(None)
        for _time in range(_REPAINTS):
            window.repaint()
        lost = before - sys.getrefcount(None)
        window.close()
        if lost > _REPAINTS // 2:
            raise Faulty("this PySide6 loses references on this Python: use PySide6 6.11 or Python 3.12")
        return f"{_REPAINTS} times"

    def close(self) -> None:
        """Close the window, its lanes and its room."""
        while self._put_away:
            self._put_away.pop()()
