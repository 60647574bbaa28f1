"""Makes docs/keyboard.md from the actions of the desk: ``python -m scripts.keyboard [--check]``."""

from __future__ import annotations

import sys
from pathlib import Path

from ui.actions import PLACES, SPECS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "keyboard.md"


def page() -> str:
    """Return the text of the page."""
    lines = ["# Keys", "", "Made from `ui/actions`; do not edit.", ""]
    for where, title in PLACES.items():
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
