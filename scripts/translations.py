"""Keeps resources/i18n complete: ``python -m scripts.translations [--check]``.

Makes ``words.json`` of terms.yaml and errors.yaml, and ``dutyroom_zh_CN.qm`` of zh_CN.yaml and qt_zh_CN.yaml.

Without an option: reads the sentences of the screen anew, fills in what ``zh_CN.yaml`` says, and compiles.
With ``--check``: says which sentences lack a Chinese one, and whether the compiled file is up to date.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "resources" / "i18n" / "zh_CN.yaml"
QT_WORDS = ROOT / "resources" / "i18n" / "qt_zh_CN.yaml"
COMPILED = ROOT / "resources" / "i18n" / "dutyroom_zh_CN.qm"
SHARED = ROOT / "resources" / "i18n" / "words.json"
Sentences = dict[tuple[str, str], str]


def sentences_of_screen(folder: Path) -> ElementTree.ElementTree:
    """Return the sentences that the screen can say, as the translation tool finds them."""
    found = folder / "found.ts"
    files = sorted(str(path) for path in (ROOT / "ui").rglob("*.py"))
    _tool("pyside6-lupdate", *files, "-ts", str(found))
    return ElementTree.parse(found)


def known_words() -> Sentences:
    """Return the Chinese sentences by (context, English sentence)."""
    loaded = yaml.safe_load(WORDS.read_text("utf-8")) or {}
    return {(context, source): words for context, entries in loaded.items() for source, words in entries.items()}


def fill(tree: ElementTree.ElementTree, words: Sentences) -> list[tuple[str, str]]:
    """Put the Chinese sentences into ``tree`` and return what lacks one."""
    lacking: list[tuple[str, str]] = []
    root = tree.getroot()
    assert root is not None
    root.set("language", "zh_CN")
    for context in root.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            chinese = words.get((name, source))
            translation = message.find("translation")
            assert translation is not None
            for location in message.findall("location"):
                message.remove(location)
            if chinese is None:
                lacking.append((name, source))
                continue
            translation.attrib.pop("type", None)
            if message.get("numerus") == "yes":  # Chinese has one form for every number
                for form in list(translation):
                    translation.remove(form)
                ElementTree.SubElement(translation, "numerusform").text = chinese
            else:
                translation.text = chinese
    return lacking


def add_words_of_qt(tree: ElementTree.ElementTree) -> None:
    """Put the sentences that Qt's own translation lacks into ``tree``."""
    root = tree.getroot()
    assert root is not None
    for name, entries in yaml.safe_load(QT_WORDS.read_text("utf-8")).items():
        context = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(context, "name").text = name
        for source, chinese in entries.items():
            message = ElementTree.SubElement(context, "message")
            ElementTree.SubElement(message, "source").text = source
            ElementTree.SubElement(message, "translation").text = chinese


def compiled(tree: ElementTree.ElementTree, folder: Path) -> bytes:
    """Return the compiled sentences."""
    filled, target = folder / "filled.ts", folder / "filled.qm"
    tree.write(filled, encoding="utf-8", xml_declaration=True)
    _tool("pyside6-lrelease", "-silent", str(filled), "-qm", str(target))
    return target.read_bytes()


def shared_words() -> str:
    """Return terms and sentences of errors as the program reads them."""
    form = {
        kind: yaml.safe_load((ROOT / "resources" / f"{kind}.yaml").read_text("utf-8")) for kind in ("terms", "errors")
    }
    return json.dumps(form, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def _tool(name: str, *arguments: str) -> None:
    tool = Path(sys.executable).with_name(name)
    done = subprocess.run([str(tool), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stdout}{done.stderr}")


def main() -> int:
    """Make or check the translation."""
    check = "--check" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tree = sentences_of_screen(folder)
        words = known_words()
        lacking = fill(tree, words)
        for context, source in lacking:
            print(f"no Chinese for {context}: {source!r}", file=sys.stderr)
        found = {
            (context.findtext("name") or "", message.findtext("source") or "")
            for context in tree.iter("context")
            for message in context.iter("message")
        }
        for context, source in sorted(set(words) - found):
            print(f"no longer said by {context}: {source!r}", file=sys.stderr)
        add_words_of_qt(tree)
        made = compiled(tree, folder)
    if not check:
        COMPILED.write_bytes(made)
        SHARED.write_text(shared_words(), "utf-8")
        return 1 if lacking else 0
    stale = not COMPILED.exists() or COMPILED.read_bytes() != made
    stale = stale or not SHARED.exists() or SHARED.read_text("utf-8") != shared_words()
    if stale:
        print("resources/i18n is out of date: run python -m scripts.translations", file=sys.stderr)
    return 1 if lacking or stale or set(words) - found else 0


if __name__ == "__main__":
    sys.exit(main())
