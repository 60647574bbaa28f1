"""Every code that can reach a person has its sentence, its places are filled, and every term has its word."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import dutyroom
import ui
from dutyroom.errors import Environment, Refused
from dutyroom.paths import resource
from dutyroom.texts import NAMED_BY_TERMS, sentence, term
from ui.terms import kind_of

HAN = re.compile(r"[\u4e00-\u9fff]")
LANGUAGES = ("zh_CN", "en")
# What a helper adds on its way to the error: Problem.as_error, the files of a paper, the cell of a form.
ADDED_ON_THE_WAY = frozenset({"line", "column", "sheet", "file", "folder", "reason", "cell"})
# Enums of models that steer the program and are never shown to anybody.
NEVER_SHOWN = {"CandidateKind", "Align", "RowKind", "PageNumbers", "MatchedBy", "WordsKind"}
# Terms that stand for something else than a value of an enum.
PRINTABLE = {"grade", "paper", "journal_break", "act", "directory_field", "outlet", "field", "option"}
PRINTABLE |= {"weekday", "roster_form", "event_type", "figure", "figure_more", "grading_phrase"}
PRINTABLE |= {"rule_part", "handover_due"}
# Modules of a room that declare what is shown to people.
DECLARING = (".model", ".events", ".views", ".deadlines")


@dataclass(frozen=True)
class Said:
    """A place in the program where a code stands, and what is given with it."""

    code: str
    place: str
    given: frozenset[str]
    whole: bool  # nothing more can be added on the way


@cache
def known() -> dict[str, dict[str, str]]:
    loaded: Any = yaml.safe_load(resource("errors.yaml").read_text("utf-8"))
    return dict(loaded)


@cache
def terms() -> dict[str, Any]:
    loaded: Any = yaml.safe_load(resource("terms.yaml").read_text("utf-8"))
    return dict(loaded)


@cache
def said() -> tuple[Said, ...]:
    """Return every place where a code stands as an argument, in both packages."""
    acts = set(terms()["act"])
    rooms = {code.partition(".")[0] for code in known()}
    pattern = re.compile(rf"({'|'.join(sorted(rooms))})\.[a-z_]+")
    found: list[Said] = []
    for package in (dutyroom, ui):
        folder = Path(package.__path__[0])
        for file in sorted(folder.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    place = f"{file.relative_to(folder.parent)}:{node.lineno}"
                    found += [one for one in _said_in(node, place, pattern) if one.code not in acts]
    return tuple(found)


def _said_in(call: ast.Call, place: str, pattern: re.Pattern[str]) -> Iterator[Said]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    whole = name in ("Refused", "Environment") and all(word.arg for word in call.keywords)
    if not (whole or name in ("Refused", "Environment") or name[:1] in "_P" or name in ("refuse", "problem", "add")):
        return
    given = {word.arg for word in call.keywords if word.arg}
    for argument in (*call.args, *(word.value for word in call.keywords)):
        if isinstance(argument, ast.Dict):
            given |= {str(key.value) for key in argument.keys if isinstance(key, ast.Constant)}
    for argument in call.args:
        for code in _codes(argument):
            if pattern.fullmatch(code) and not code.endswith(".yaml"):
                yield Said(code, place, frozenset(given), whole)


def _codes(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _codes(argument.body)
        yield from _codes(argument.orelse)


def places(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


def test_the_walk_finds_errors_of_both_packages() -> None:
    codes = {one.code for one in said()}
    assert len(codes) > 100
    assert {
        "log.secrecy_mark",
        "calendar.notice_lunar",
        "directory.row_duplicate",
        "accounts.wrong_name_or_password",
    } <= codes


def test_every_place_of_a_sentence_is_filled_where_it_is_raised() -> None:
    words = known()
    empty = []
    for one in said():
        given = one.given if one.whole else one.given | ADDED_ON_THE_WAY
        if one.whole or one.given:
            for language, template in words.get(one.code, {}).items():
                lacking = places(template) - given
                if lacking:
                    empty.append(f"{one.place} {one.code} {language}: {sorted(lacking)}")
    assert empty == []


def test_sentences_that_nobody_is_seen_to_say_are_told(record_property: Any) -> None:
    text = "\n".join(
        file.read_text("utf-8") for package in (dutyroom, ui) for file in Path(package.__path__[0]).rglob("*.py")
    )
    unused = sorted(code for code in known() if f'"{code}"' not in text)
    record_property("unused sentences", unused)
    assert len(unused) < 5, unused


@pytest.mark.parametrize("code", sorted(known()))
def test_a_sentence_can_be_said_in_both_languages_with_its_places_filled(code: str) -> None:
    template = known()[code]
    named = {kind: next(iter(terms()[kind])) for kind in NAMED_BY_TERMS}
    params = {name: named.get(name, f"<{name}>") for name in places(template["zh"]) | places(template["en"])}
    error = (Environment if code.startswith(("storage", "keys", "documents")) else Refused)(code, **params)
    chinese, english = (sentence(error, language) for language in LANGUAGES)  # type: ignore[arg-type]
    assert HAN.search(chinese)
    assert "{" not in chinese + english
    for name, value in params.items():
        if name not in named:
            assert value in chinese
            assert value in english


def enums_of_models() -> list[type[StrEnum]]:
    """Return every StrEnum that a room's model declares."""
    found: list[type[StrEnum]] = []
    for module in pkgutil.walk_packages(dutyroom.__path__, "dutyroom."):
        if module.name.endswith(DECLARING):
            loaded = importlib.import_module(module.name)
            found += [
                value
                for value in vars(loaded).values()
                if isinstance(value, type)
                and issubclass(value, StrEnum)
                and value.__module__ == module.name
                and value.__name__ not in NEVER_SHOWN
            ]
    return sorted(found, key=lambda enum: enum.__name__)


@pytest.mark.parametrize("enum", enums_of_models(), ids=lambda enum: enum.__name__)
def test_every_value_of_a_model_has_its_word_in_both_languages(enum: type[StrEnum]) -> None:
    for value in enum:
        chinese, english = (term(kind_of(enum), value.value, language) for language in LANGUAGES)  # type: ignore[arg-type]
        assert HAN.search(chinese) or chinese == english == "%", value
        assert english, value
        assert not HAN.search(english), value


def test_no_kind_of_terms_is_left_over() -> None:
    shown = {kind_of(enum) for enum in enums_of_models()}
    assert set(terms()) - shown - PRINTABLE == set()


def test_every_act_of_the_journal_has_its_word() -> None:
    kinds = "room|schema|setting|arrangement|local_holiday|account|unit|person|number|directory|matter|paper"
    pattern = re.compile(rf'"((?:{kinds})\.[a-z_]+)"')
    codes = set(known())
    acts: set[str] = set()
    for file in Path(dutyroom.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
                "record",
                "note",
                "finish",
                "_done",
                "_record",
                "_note",
            ):
                for part in ast.walk(node):
                    if not isinstance(part, ast.Constant) or not isinstance(part.value, str):
                        continue
                    if pattern.fullmatch(f'"{part.value}"') and part.value not in codes:
                        acts.add(part.value)
    assert len(acts) > 15
    assert acts - set(terms()["act"]) == set()


def test_every_code_that_can_be_raised_has_a_sentence_in_both_languages() -> None:
    words = known()
    missing = sorted({f"{one.code} ({one.place})" for one in said() if set(words.get(one.code, {})) != {"zh", "en"}})
    assert missing == []
