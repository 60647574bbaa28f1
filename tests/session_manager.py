"""A session manager for tests: holds what a desk gives it, and starts programs with it, in the words of systemd."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from types import TracebackType


class SessionManager:
    """Used with ``with``; ``environment`` is what a desk sees of it, ``held`` the memory it holds, by name."""

    def __init__(self, folder: Path) -> None:
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(str(folder / "notify"))
        self._line.setblocking(False)
        self.environment = {"NOTIFY_SOCKET": str(folder / "notify")}
        self.held: dict[str, int] = {}
        self.heard: list[str] = []

    def __enter__(self) -> SessionManager:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()
        for memory in self.held.values():
            os.close(memory)

    def listen(self) -> dict[str, int]:
        """Take in everything that was said, and return what is held."""
        while True:
            try:
                words, passed, _flags, _sender = socket.recv_fds(self._line, 4096, 4)
            except BlockingIOError:
                return self.held
            self.heard.append(words.decode())
            said = dict(line.split("=", 1) for line in words.decode().splitlines())
            name = said.get("FDNAME", "")  # the loader of a frozen build says other things, such as its MAINPID
            if said.get("FDSTORE") == "1":
                self.held[name] = passed[0]
            elif said.get("FDSTOREREMOVE") == "1" and name in self.held:
                os.close(self.held.pop(name))

    def passing_on(self, pid: int) -> tuple[dict[str, str], int]:
        """Return the environment in which a program with ``pid`` finds what is held, and the open file it gets."""
        (name, memory), *more = self.listen().items()
        assert not more
        return {"LISTEN_PID": str(pid), "LISTEN_FDS": "1", "LISTEN_FDNAMES": name}, os.dup(memory)

    def command(self, *command: str) -> tuple[tuple[str, ...], dict[str, str]]:
        """Return a command that starts ``command`` as systemd would, and the environment for it."""
        held = self.listen()
        if not held:
            return command, self.environment
        ((name, memory),) = held.items()
        os.set_inheritable(memory, True)
        start = f'export LISTEN_PID=$$; exec "$@" 3<&{memory}'
        more = {"LISTEN_FDS": "1", "LISTEN_FDNAMES": name}
        return ("/bin/sh", "-c", start, "sh", *command), self.environment | more
