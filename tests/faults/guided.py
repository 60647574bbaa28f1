"""Atheris drives a target of ``fuzzing``: ``python -m tests.faults.guided TARGET SECONDS``; ends with 0 or a fault.

It follows which bytes lead further into the readers. It is no part of the ordinary setup; where it is not installed,
Hypothesis alone goes through the targets.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

atheris.enabled_hooks.add("str")
with atheris.instrument_imports(include=["dutyroom", "ui.widgets.quick_time"]):
    from tests.faults import fuzzing

CORPUS = Path(tempfile.gettempdir()) / "dutyroom-fuzz-corpus"


def main(name: str, seconds: int) -> None:
    """Go through a target for some seconds; what led further is kept for the next time."""
    folder = CORPUS / name.replace(" ", "-")
    folder.mkdir(parents=True, exist_ok=True)
    for number, words in enumerate(fuzzing.SEEDS.get(name, ())):
        (folder / f"seed-{number}").write_text(words, "utf-8")
    limits = [f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=3000", "-max_len=600", "-len_control=0"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder}-", str(folder)], fuzzing.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
