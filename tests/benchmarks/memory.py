"""How much memory a process takes, as the kernel counts it."""

from __future__ import annotations

from pathlib import Path


def memory_of_this() -> dict[str, float]:
    """Return the memory of this process in MB: what it holds now (rss) and held at most (peak)."""
    found = {}
    for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
        name, _, value = line.partition(":")
        if name in ("VmRSS", "VmHWM"):
            found["rss" if name == "VmRSS" else "peak"] = int(value.split()[0]) / 1024
    return found
