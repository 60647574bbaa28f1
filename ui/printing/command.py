"""Writing a report or a handover with its PDF, without a window: ``main.py export report NUMBER --out DIR``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from dutyroom.commands import declare, export_with_pdf
from dutyroom.documents.model import Sheet
from dutyroom.errors import DutyroomError
from dutyroom.texts import sentence


def run_export(arguments: list[str]) -> int:
    """Run the command and return its exit status: 0 done, 1 refused or broken, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="main.py", description="Dutyroom 值班室")
    declare(parser)
    asked = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # pages need typefaces, not a display
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    try:
        return export_with_pdf(asked, _write_pdf)
    except DutyroomError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    finally:
        del application


def _write_pdf(sheet: Sheet, path: Path) -> None:
    from ui.printing.pages import pages_of
    from ui.printing.render import write_pdf

    write_pdf(pages_of(sheet), path)
