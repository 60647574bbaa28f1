"""The command line for scripts and administrators: ``python -m dutyroom COMMAND``.

Every command ends with a sentence and an exit status: 0 done, 1 refused or broken, 2 wrong use.
"""

from __future__ import annotations

import argparse
import io
import sys

from dutyroom.errors import DutyroomError
from dutyroom.programs import free_children
from dutyroom.texts import sentence


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    free_children()
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["calendar"]:
        from dutyroom.calendar import command as calendar

        return calendar.run(given[1:], sys.stdout)
    if given[:1] == ["grade"]:
        from dutyroom.incidents import command as grading

        return grading.run(given[1:], sys.stdout)
    if given[:1] == ["roster"]:
        from dutyroom.roster import command as roster

        return roster.run(given[1:], sys.stdout)
    from dutyroom import commands

    parser = argparse.ArgumentParser(prog="python -m dutyroom", description="Dutyroom 值班室")
    commands.declare(parser)
    asked = parser.parse_args(given)
    try:
        return int(asked.run(asked))
    except DutyroomError as error:
        print(sentence(error), file=sys.stderr)
        return 1


def _write_anywhere() -> None:
    """Write signs for letters that a terminal does not know, instead of breaking off."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    _write_anywhere()
    sys.exit(main())
