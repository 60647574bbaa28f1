"""What the session manager keeps for a desk that breaks down, so that alerts go on before anybody has signed in.

The data key is in the memory of the desk only. When the desk is started as a service (``resources/system``), it lets
systemd hold a sealed piece of memory with the key and with who sat here; nothing of it is on a disk. A desk that is
started again after a break finds it, opens its room and stands locked, with its alerts. A desk that is closed in
order takes it back, and systemd drops it as soon as the service is stopped. See docs/decisions/0014.

The words are those of sd_notify(3) and sd_listen_fds(3); anything that speaks them can take the place of systemd.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import MutableMapping
from dataclasses import asdict
from pathlib import Path

from dutyroom.frozen import dataclass

NAME = "dutyroom"
_FIRST_FD = 3
_LARGEST = 4096


@dataclass(frozen=True)
class Seated:
    """Whose room was open, and who sat there: the data file, its key in hexadecimal, the account."""

    data_file: str
    key: str
    account_id: str


def hold(seated: Seated, environment: MutableMapping[str, str] | None = None) -> bool:
    """Let the session manager hold ``seated`` until it is let go; return whether there is one that does."""
    if sys.platform == "win32" or not (address := _address(environment)):
        return False
    let_go(environment)
    memory = os.memfd_create(NAME, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.write(memory, json.dumps(asdict(seated)).encode())
        _seal(memory)
        return _tell(address, f"FDSTORE=1\nFDNAME={NAME}", memory)
    finally:
        os.close(memory)


def let_go(environment: MutableMapping[str, str] | None = None) -> None:
    """Take back what the session manager holds."""
    if address := _address(environment):
        _tell(address, f"FDSTOREREMOVE=1\nFDNAME={NAME}")


def held(environment: MutableMapping[str, str] | None = None, first: int = _FIRST_FD) -> Seated | None:
    """Return what the session manager held for this start, or None; it is handed out once.

    ``first`` is the number of the first open file that was passed on.
    """
    given = os.environ if environment is None else environment
    passed = {name: given.pop(name, "") for name in ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")}
    if passed["LISTEN_PID"] != str(os.getpid()) or not passed["LISTEN_FDS"].isdecimal():
        return None
    found = None
    names = passed["LISTEN_FDNAMES"].split(":")
    for place in range(int(passed["LISTEN_FDS"])):
        words = _read_and_close(first + place)
        if place < len(names) and names[place] == NAME:
            found = _understood(words) or found
    return found


def _address(environment: MutableMapping[str, str] | None) -> str:
    address = (os.environ if environment is None else environment).get("NOTIFY_SOCKET", "")
    return f"\0{address[1:]}" if address.startswith("@") else address


def _tell(address: str, words: str, *passed: int) -> bool:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.connect(address)
            if passed:
                socket.send_fds(line, [words.encode()], list(passed))
            else:
                line.send(words.encode())
    except OSError:  # a session manager that has gone away takes nothing from the work of the desk
        return False
    return True


def _seal(memory: int) -> None:
    import fcntl

    fcntl.fcntl(memory, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE)


def _read_and_close(memory: int) -> bytes:
    try:
        with os.fdopen(memory, "rb") as file:
            file.seek(0)
            return file.read(_LARGEST)
    except OSError:
        return b""


def _understood(words: bytes) -> Seated | None:
    try:
        seated = Seated(**json.loads(words))
    except (ValueError, TypeError, RecursionError):
        return None
    return seated if all(isinstance(value, str) for value in asdict(seated).values()) else None


def same_room(seated: Seated, data_file: Path) -> bool:
    """Return whether ``seated`` is about the room in ``data_file``."""
    return Path(seated.data_file) == data_file.resolve()
