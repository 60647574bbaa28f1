"""Opens the desk: arguments -> bootstrap -> window."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from dutyroom.programs import free_children


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit status: 0 done, 1 refused or broken, 2 wrong use."""
    free_children()
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["export"]:
        from ui.printing.command import run_export

        return run_export(given)
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.command == "tour":
        from ui.touring.tour import run_tour

        return run_tour(Path(asked.out), asked.lang)
    if asked.self_test:
        from ui.self_test import run_self_test

        return run_self_test()
    if asked.demo:
        from dutyroom.demo import open_demo
        from ui.app import run_demo

        return run_demo(sys.argv[:1], open_demo)
    prepare()
    from ui.app import run_desk

    return run_desk(sys.argv[:1], Path(asked.data) if asked.data else None)


def prepare() -> None:
    """Make the start quick: look for no garbage while the desk is being made, and load what has no screen first."""
    gc.disable()  # nothing that the start makes is garbage; ui.tidying takes the turns from then on
    import dutyroom.bootstrap  # noqa: F401 - once PySide6 is there, it reads the source of every module that is loaded


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="Dutyroom 值班室")
    parser.add_argument("--data", metavar="DIR", help="the folder of the room (default: the user's data folder)")
    parser.add_argument("--demo", action="store_true", help="a throw-away room in drill mode with a day of work")
    parser.add_argument("--self-test", action="store_true", help="load every part and say what is missing")
    commands = parser.add_subparsers(dest="command")
    tour = commands.add_parser("tour", help="drive the windows through a duty day and keep pictures")
    tour.add_argument("--out", required=True, metavar="DIR", help="where to put pictures, documents and tour.json")
    tour.add_argument("--lang", choices=("zh_CN", "en"), default="zh_CN", help="the language of the screen")
    return parser


if __name__ == "__main__":
    sys.exit(main())
