"""Every error has its sentence and every term its label, in Chinese and in English."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import dutyroom
from dutyroom.accounts.model import Right, Role
from dutyroom.alerts.model import (
    AlertState,
    Button,
    Cause,
    DeadlineKind,
    DeadlineState,
    DueTone,
    EmptyReason,
    Health,
    How,
    Level,
    StepKind,
    SubjectKind,
    Who,
)
from dutyroom.directory.model import PhoneLabel, UnitKind
from dutyroom.errors import Environment, Refused
from dutyroom.incidents.deadlines import Lateness, ProfileKind, Stage
from dutyroom.incidents.model import EventClass, Grade, ReportReason, SensitiveFlag, Verification
from dutyroom.journal import verify
from dutyroom.log.model import (
    Category,
    Channel,
    Direction,
    EntryKind,
    Field,
    Handling,
    MatterState,
    Secrecy,
    SecrecyLevel,
    Urgency,
)
from dutyroom.paths import resource
from dutyroom.roster.model import (
    AbsenceKind,
    ConflictKind,
    DutyClass,
    NoticeChannel,
    PlanState,
    Pool,
    Post,
    SkipReason,
    SwapState,
    Turn,
)
from dutyroom.roster.views import PlanAct
from dutyroom.settings import ROOM_OPTIONS, SEAT_OPTIONS
from dutyroom.storage import sqlite
from dutyroom.texts import sentence, term

PACKAGE = Path(dutyroom.__file__).parent
SHOWN = [Direction, Channel, Urgency, Handling, Secrecy, SecrecyLevel, MatterState, EntryKind, Category, Field]
SHOWN += [SubjectKind, Level, DeadlineKind, DeadlineState, Cause, AlertState, Who, How, StepKind, EmptyReason, Button]
SHOWN += [DueTone, Health]
SHOWN += [Role, Right, UnitKind, PhoneLabel]
SHOWN += [Post, Turn, Pool, DutyClass, AbsenceKind, SkipReason, ConflictKind]
SHOWN += [PlanState, PlanAct, SwapState, NoticeChannel]
SHOWN += [Grade, EventClass, Verification, SensitiveFlag, ReportReason, Stage, Lateness, ProfileKind]
HAN = re.compile(r"[\u4e00-\u9fff]")


def kind_of(enum: type[StrEnum]) -> str:
    """Return the kind under which the labels of an enum stand: ``MatterState`` is ``matter_state``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", enum.__name__).lower()


@cache
def raised_codes() -> dict[str, set[frozenset[str]]]:
    """Return every code that is raised in the program, each with the sets of parameters it is raised with."""
    found: dict[str, set[frozenset[str]]] = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in ("Refused", "Environment") or not node.args:
                continue
            names = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    found.setdefault(part.value, set()).add(names)
    for _text, code in sqlite._CAUSES:
        found.setdefault(code, set()).add(frozenset({"file"}))
    return found


@cache
def sentences() -> dict[str, dict[str, str]]:
    loaded: Any = yaml.safe_load(resource("errors.yaml").read_text("utf-8"))
    return dict(loaded or {})


def places(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name is not None}


def test_the_walk_through_the_program_finds_its_errors() -> None:
    codes = raised_codes()
    assert len(codes) > 60
    assert codes["log.too_long"] == {frozenset({"field", "length", "limit"})}
    assert {"storage.disk_full", "accounts.locked", "directory.phone_zero_lost"} <= set(codes)


def test_every_error_has_a_sentence_in_both_languages() -> None:
    known = sentences()
    missing = sorted(code for code in raised_codes() if set(known.get(code, {})) != {"zh", "en"})
    assert missing == []


def test_no_sentence_stands_for_an_error_that_nobody_raises() -> None:
    text = "\n".join(
        file.read_text("utf-8") for folder in (PACKAGE, PACKAGE.parent / "ui") for file in folder.rglob("*.py")
    )
    assert sorted(code for code in sentences() if f'"{code}"' not in text) == []


def test_a_sentence_fills_only_places_that_its_error_brings() -> None:
    wrong = []
    for code, given in raised_codes().items():
        for language, template in sentences().get(code, {}).items():
            wrong += [(code, language, sorted(places(template) - names)) for names in given if places(template) - names]
    assert wrong == []


def test_both_languages_tell_the_same() -> None:
    differing = [code for code, both in sentences().items() if places(both["zh"]) != places(both["en"])]
    assert differing == []


def test_each_sentence_is_in_its_language_and_ends_as_one() -> None:
    for code, both in sentences().items():
        assert HAN.search(both["zh"]), code
        # English quotes a Chinese notice or the words of a table, and no more.
        assert len(HAN.findall(both["en"])) * 10 < len(both["en"]), code
        assert both["zh"].strip() == both["zh"]
        assert both["en"].strip() == both["en"]
        assert both["zh"].endswith(("。", "！", "？", "。）", "。”")), code
        assert both["en"].endswith((".", "!", "?")), code


@pytest.mark.parametrize("enum", SHOWN, ids=lambda enum: enum.__name__)
def test_every_term_has_a_label_in_both_languages(enum: type[StrEnum]) -> None:
    labels = {value: (term(kind_of(enum), value.value), term(kind_of(enum), value.value, "en")) for value in enum}
    for value, (chinese, english) in labels.items():
        assert HAN.search(chinese), value
        assert english.isascii(), value
    assert len({chinese for chinese, _english in labels.values()}) == len(labels), "two values read the same"


def test_no_label_stands_for_a_value_that_is_not_there() -> None:
    loaded: Any = yaml.safe_load(resource("terms.yaml").read_text("utf-8"))
    for enum in SHOWN:
        if enum is not Field:  # among its labels are the other fields that an error may name
            assert set(loaded[kind_of(enum)]) == {value.value for value in enum}, enum


TOO_LONG = [
    "subject",
    "content",
    "done",
    "result",
    "unit",
    "person",
    "document_number",
    "sender",
    "received_by",
    "handed_to",
]


@pytest.mark.parametrize(
    "error",
    [Refused("log.too_long", field=name, length=2, limit=1) for name in TOO_LONG]
    + [Refused("accounts.not_allowed", right=right.value) for right in Right]
    + [Refused("settings.bad_value", option=option.name, value="x") for option in (*ROOM_OPTIONS, *SEAT_OPTIONS)],
    ids=str,
)
def test_a_sentence_names_fields_rights_and_options_by_their_labels(error: Refused) -> None:
    named = str(next(iter(error.params.values())))
    assert HAN.search(sentence(error))
    assert f" {named} " not in sentence(error)
    assert sentence(error, "en")


def test_every_way_in_which_a_journal_can_break_has_its_words() -> None:
    walk = ast.parse(Path(verify.__file__).read_text("utf-8"))
    said = {
        node.value
        for node in ast.walk(walk)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z]+_[a-z]+", node.value)
    }
    reasons = {word for word in said if word.startswith(("line_", "chain_", "row_", "guard_", "file_", "paper_"))}
    assert {"line_changed", "row_missing", "paper_differs", "file_damaged", "guard_missing"} <= reasons
    for reason in reasons:
        assert HAN.search(term("journal_break", reason))
        assert term("journal_break", reason, "en").isascii()


def test_a_sentence_says_the_file_and_the_reason() -> None:
    error = Environment("storage.disk_full", file="/data/room.dutyroom")
    assert "/data/room.dutyroom" in sentence(error)
    assert "/data/room.dutyroom" in sentence(error, "en")
    assert "417" in sentence(Refused("log.too_long", field="content", length=417, limit=100), "en")


def test_braces_in_what_somebody_typed_do_not_break_the_sentence() -> None:
    assert "{x}" in sentence(Refused("log.bad_value", value="{x}"))


def test_an_error_reads_as_code_and_parameters_in_a_log() -> None:
    assert str(Refused("log.not_open", number="2026-0417")) == "log.not_open(number='2026-0417')"


def repeated_keys(node: yaml.Node) -> list[str]:
    """Return the keys that stand twice in one mapping, at any depth; the later would silently win."""
    if isinstance(node, yaml.SequenceNode):
        return [key for part in node.value for key in repeated_keys(part)]
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [key.value for key, _value in node.value if isinstance(key, yaml.ScalarNode)]
    twice = [key for key, times in Counter(keys).items() if times > 1]
    return twice + [key for _key, value in node.value for key in repeated_keys(value)]


@pytest.mark.parametrize(
    "file", sorted(resource("").rglob("*.yaml")), ids=lambda file: str(file.relative_to(resource("")))
)
def test_no_key_of_a_resource_stands_twice_and_hides_the_first(file: Path) -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    assert repeated_keys(yaml.compose(file.read_text("utf-8"), Loader=loader)) == []
