"""Makes docs/requirements.md from the marks of the tests: ``python -m scripts.requirements [--check]``.

A test names what it proves with ``@pytest.mark.req("R085")``; here each requirement finds its tests.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "requirements.md"
WORDS = ROOT / "resources" / "rules" / "requirements.yaml"


def marks_of(file: Path) -> dict[str, list[str]]:
    """Return the names of the tests in ``file`` by the requirement they prove."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for decorator in node.decorator_list:
                for mark in _marks(decorator):
                    found[mark].append(node.name)
    return found


def _marks(decorator: ast.expr) -> list[str]:
    if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func) != "pytest.mark.req":
        return []
    return [str(argument.value) for argument in decorator.args if isinstance(argument, ast.Constant)]


def page() -> str:
    """Return the text of the page."""
    proofs: dict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        place = file.relative_to(ROOT).as_posix()
        for mark, names in marks_of(file).items():
            proofs[mark] += [f"`{place}` {name.removeprefix('test_').replace('_', ' ')}" for name in names]
    words: dict[str, str] = yaml.safe_load(WORDS.read_text("utf-8"))
    unknown = sorted(set(proofs) - set(words))
    if unknown:
        raise SystemExit(f"no such requirement: {', '.join(unknown)}")
    lines = [
        "# Requirements and their proofs",
        "",
        "Made from the marks of the tests by `python -m scripts.requirements`; do not edit.",
        f"{len(proofs)} of {len(words)} requirements have a test so far.",
        "",
    ]
    for mark in sorted(proofs):
        lines += [f"## {mark} {words[mark]}", "", *(f"- {proof}" for proof in proofs[mark]), ""]
    return "\n".join(lines)


def main() -> int:
    """Write the page, or with ``--check`` say whether it is up to date."""
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text("utf-8") != page():
            print("docs/requirements.md is out of date: run python -m scripts.requirements", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
