"""What the targets of ``fuzzing`` are made of: choices out of bytes, workbooks, rings and rooms that are changed."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from dutyroom import commands
from dutyroom.__main__ import main
from dutyroom.accounts.keys import KeyRing, Stranger, Stretching, make_recovery_slot, make_slot, new_ring
from dutyroom.accounts.model import NewAccount
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, Place, found
from dutyroom.calendar.rules import shipped_calendar
from dutyroom.clock import SetClock
from dutyroom.documents.roster_form import RosterForm, roster_form_xlsx
from dutyroom.roster.rules import default_rules
from tests.documents.rosters import MEMBERS
from tests.factories import EVENING, LOGIN, NAME, PASSWORD

_T = TypeVar("_T")
_QUICK = Stretching(1, 1, 1024)
_WORDS = (
    *("verify", "backup", "restore", "export", "import", "recovery-key", "autostart", "calendar", "grade", "roster"),
    *("plan", "explain", "template", "report", "handover", "day", "night", "--json", "--head", "--out", "--data"),
    *("--account", "--from", "--to", "--people", "--as-it-was", "--password-file", "-", "--", "", ".", "-h", LOGIN),
    *("room/room.dutyroom", "room/room.keys", "room", "table", "no/where", "out", "2026-11-21", "2026-11-21/night"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "2026-10-01", "2026-10-03", "2026-7", "1·abcd", "9" * 15 + "·ffff"),
)
_VALUES = (
    None,
    True,
    -1,
    0,
    1,
    2**31,
    2**64,
    1e300,
    "",
    "zz",
    "0",
    "00",
    "\ud800",
    "值班",
    [],
    {},
    [[]],
    [1],
    {"id": 1},
)


class Drawn:
    """Bytes as a row of choices, so that a search through bytes is one through whatever is made of them."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    @property
    def more(self) -> bool:
        """Return whether there is a choice left."""
        return self._at < len(self._content)

    def number(self, end: int) -> int:
        """Return a number from 0 up to ``end``, without it; 0 when nothing is left."""
        return int.from_bytes(self._take(1), "little") % end

    def choice(self, among: Sequence[_T]) -> _T:
        """Return one of several."""
        return among[self.number(len(among))]

    def text(self) -> str:
        """Return a short text of anything."""
        return self._take(self.number(24)).decode("utf-8", "surrogateescape")

    def rest(self) -> bytes:
        """Return all that is left."""
        return self._take(len(self._content))

    def _take(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        self._at += count
        return taken


def a_word(drawn: Drawn) -> str:
    """Return a word of the command line that leads nowhere outside of a scratch folder, without what none can hold."""
    if drawn.number(6):
        return drawn.choice(_WORDS)
    return drawn.text().replace("\0", "").replace("/", "-").replace("..", "-")


def command_status(words: list[str], table: bytes) -> int:
    """Run a command in a folder with a drill room and a file of any bytes, with nobody at the terminal."""
    here, variables, given, desk = Path.cwd(), dict(os.environ), sys.stdin, commands.desk_command
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace")
    with scratch() as folder:
        shutil.copytree(_drill_room(), folder / "room")
        (folder / "table").write_bytes(table)
        commands.desk_command = list  # no window is opened for a PDF
        os.chdir(folder)
        os.environ |= {"DUTYROOM_PASSWORD": PASSWORD, "XDG_DATA_HOME": str(folder)}
        sys.stdin = io.TextIOWrapper(io.BytesIO(b"{}"), "utf-8")
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                return main(words)
        except SystemExit as leaving:
            return int(str(leaving.code or 0))
        finally:
            sys.stdin, commands.desk_command = given, desk
            os.chdir(here)
            os.environ.clear()
            os.environ.update(variables)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that is taken away again."""
    with tempfile.TemporaryDirectory(prefix="dutyroom-fuzz-") as name:
        yield Path(name)


def with_sheet(book: bytes, content: bytes) -> bytes:
    """Return ``book`` with ``content`` as the inside of its first sheet."""
    wrapped = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>%s</worksheet>" % content
    return _repacked(book, {"xl/worksheets/sheet1.xml": lambda _old: wrapped})


def with_cells(book: bytes, drawn: Drawn) -> bytes:
    """Return ``book`` with some words of its first sheet exchanged for others."""

    def exchanged(old: bytes) -> bytes:
        pieces = old.decode().split("<t>")
        while drawn.more and len(pieces) > 1:
            place = 1 + drawn.number(len(pieces) - 1)
            pieces[place] = escape(drawn.text()) + pieces[place][pieces[place].index("<") :]
        return "<t>".join(pieces).encode("utf-8", "replace")

    return _repacked(book, {"xl/sharedStrings.xml": exchanged, "xl/worksheets/sheet1.xml": exchanged})


def _repacked(book: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, lambda kept: kept)(old.read(name)))
    return packed.getvalue()


@cache
def form_of_a_period() -> tuple[RosterForm, bytes]:
    """Return what is known of a form of four days, and the form as it goes out."""
    people, rules = tuple(MEMBERS.values()), default_rules()
    form = RosterForm(shipped_calendar(), rules, people, date(2026, 9, 30), date(2026, 10, 3))
    return form, roster_form_xlsx(form, ())


@cache
def a_ring() -> KeyRing:
    """Return a ring with a slot, a recovery slot and a stranger."""
    key, ring = b"k" * 32, new_ring(_QUICK)
    ring = ring.with_slot(make_slot(ring, "a" * 32, (LOGIN,), PASSWORD, key, b"s" * 32))
    return ring.with_slot(make_recovery_slot(ring, "0" * 32, key)).with_stranger(Stranger(ring.tag("nobody"), 1))


def change(tree: Any, drawn: Drawn) -> None:
    """Put anything in the place of one part of ``tree``, take a part away, or add one."""
    while True:
        place = drawn.choice(list(tree) if isinstance(tree, dict) else list(range(len(tree))))
        if not (isinstance(tree[place], dict | list) and tree[place] and drawn.number(4)):
            break
        tree = tree[place]
    how = drawn.number(8)
    if how == 0 and len(tree) > 1:
        del tree[place]
    elif how == 1 and isinstance(tree, dict):
        tree[drawn.text()] = 0
    elif how == 2:
        tree[place] = drawn.text()
    else:
        tree[place] = drawn.choice(_VALUES)


@cache
def _drill_room() -> Path:
    """Return the folder of a drill room, which nobody needs a password for; it goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="dutyroom-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    founding = Founding("云岭市总值班室", "云岭市", NewAccount(LOGIN, NAME, FOUNDER_ROLES), PASSWORD, drill=True)
    house, _recovery_key = found(Place.in_folder(folder / "room"), founding, SetClock(EVENING), _QUICK)
    house.close()
    return folder / "room"
