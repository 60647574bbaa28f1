"""Makes docs/keyboard.md from the actions of the desk: ``python -m scripts.keyboard [--check]``."""

from __future__ import annotations

import sys
from pathlib import Path

from ui.actions import SPECS, Where

PAGE = Path(__file__).resolve().parent.parent / "docs" / "keyboard.md"
_PLACES = {
    Where.WINDOW: "Everywhere",
    Where.SLIP: "In a call slip",
    Where.MATTER: "In a matter",
    Where.EVENT: "In an event file (with those of a matter)",
    Where.INSTRUCTION: "In an instruction (with those of a matter; those of a task are for the marked one)",
    Where.PAPER: "In a paper that was received (with those of a matter)",
    Where.LIST: "In a list",
    Where.CALENDAR: "In the wall calendar",
    Where.PLAN: "In a plan",
    Where.ALERT: "In the alert window",
    Where.REPORT: "In a situation report",
    Where.HANDOVER: "In the handover sheet",
    Where.REVIEW: "In the review of handovers",
}


def page() -> str:
    """Return the text of the page."""
    lines = ["# Keys", "", "Made from `ui/actions`; do not edit.", ""]
    for where, title in _PLACES.items():
        lines += [f"## {title}", "", "| Key | Action | What it does |", "|---|---|---|"]
        for spec in SPECS.values():
            if spec.where is where:
                lines.append(f"| `{spec.key}` | {spec.text.replace('&', '')} | {spec.tip} |")
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Write the page, or with ``--check`` say whether it is up to date."""
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text("utf-8") != page():
            print("docs/keyboard.md is out of date: run python -m scripts.keyboard", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
