"""The server that desks are forked from: it has imported the program once, and has no thread and no room open.

A process has one such server, and what it has imported is settled when the first desk is forked; whoever forks a desk
gets the context here, so that no desk has to import the program by itself.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext, SpawnContext

DESKS = ("tests.faults.desk", "tests.faults.alarm_desk", "tests.faults.every_desk")
FORKS = "forkserver" in multiprocessing.get_all_start_methods()


def context() -> ForkServerContext | SpawnContext:
    """Return what desks are started from: the server where the system has one, else a new interpreter for each."""
    if not FORKS:
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(list(DESKS))
    return forking
