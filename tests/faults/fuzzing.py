"""What anything at all is handed to: each target takes bytes, and fails only by a fault.

Hypothesis (``test_fuzzing``) and atheris (``guided``), which watches where the bytes lead, drive the same targets. A
refusal with a code that has a sentence is an answer; any other error is a fault.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from dutyroom import restart
from dutyroom.accounts import keys
from dutyroom.accounts.keys import KeyFile
from dutyroom.bootstrap import DATA_FILE
from dutyroom.calendar.book import shipped_book
from dutyroom.calendar.notice import read_notice
from dutyroom.clock import DEFAULT_ZONE
from dutyroom.directory.phones import parse_phone
from dutyroom.directory.reading import read_directory, template_xlsx
from dutyroom.documents.roster_form_reading import read_roster_form
from dutyroom.errors import DutyroomError
from dutyroom.incidents.command import run as grade
from dutyroom.log import rules as log_rules
from dutyroom.roster.people_file import people_form, read_people
from dutyroom.seasons import read_close_of_day, write_close_of_day
from dutyroom.settings import COLUMNS, SEAT_OPTIONS, SeatSettings
from dutyroom.storage.mark import Mark, mark_file
from dutyroom.storage.search_index import expression
from dutyroom.texts import sentence
from tests.factories import EVENING, LOGIN, PASSWORD
from tests.faults import fuzzed
from tests.faults.fuzzed import Drawn
from ui.widgets.quick_time import Lean, read_time

Target = Callable[[bytes], None]
_PEOPLE = "姓名,名单,顺序,起,止,新手至,不排夜班,请假,节假日\n"
_NOTICE = "关于2027年部分节假日安排\n一、元旦：{}放假，共3天。"


def answer(call: Callable[..., object], *given: object) -> None:
    """Make a call that may be refused with a reason that has a sentence, and may fail in no other way."""
    reason = None
    try:
        call(*given)
    except DutyroomError as error:
        reason = error
    if reason is not None:
        assert sentence(reason)


def directory_file(content: bytes) -> None:
    """Read units and people."""
    answer(read_directory, content)


def directory_workbook(content: bytes) -> None:
    """Read units and people from a workbook with any sheet in it."""
    answer(read_directory, fuzzed.with_sheet(template_xlsx(), content))


def people_file(content: bytes) -> None:
    """Read a list of people for the roster."""
    answer(read_people, _PEOPLE.encode() + content)
    answer(read_people, fuzzed.with_sheet(people_form(), content))


def roster_form(content: bytes) -> None:
    """Read a filled-in form of the roster, with anything in its cells."""
    form, filled = fuzzed.form_of_a_period()
    answer(read_roster_form, content, form)
    answer(read_roster_form, fuzzed.with_sheet(filled, content), form)
    answer(read_roster_form, fuzzed.with_cells(filled, Drawn(content)), form)


def holiday_notice(content: bytes) -> None:
    """Read a holiday notice."""
    text = content.decode("utf-8", "replace")
    for words in (text, _NOTICE.format(text)):
        answer(read_notice, words, shipped_book())


def typed_text(content: bytes) -> None:
    """Type or paste words where the log, the search, a number or a time is asked for."""
    text = content.decode("utf-8", "surrogateescape" if content[:1] == b"\xed" else "replace")
    for check in (
        log_rules.clean,
        log_rules.clean_line,
        log_rules.secrecy_mark,
        log_rules.check_unclassified,
        log_rules.check_words,
        log_rules.derive_subject,
        log_rules.place_of_number,
        expression,
        parse_phone,
    ):
        answer(check, text)
    assert all(0 <= begin < end <= len(text) for begin, end in log_rules.hit_spans(text, text[:3]))
    for lean in Lean:
        answer(read_time, text, EVENING, DEFAULT_ZONE, lean)


def facts(content: bytes) -> None:
    """Grade a sheet of facts."""
    out = io.StringIO()
    assert grade(["--json", "-"], out, given=io.BytesIO(content)) in (0, 1)
    assert json.loads(out.getvalue())


def seat_settings(content: bytes) -> None:
    """Start a seat with anything in its file of settings."""
    with fuzzed.scratch() as folder:
        file = folder / "seat.json"
        file.write_bytes(content)
        seat = SeatSettings(file)
        for option in SEAT_OPTIONS:
            assert option.check(seat.get(option))
        seat.put(COLUMNS, "{}")
        assert SeatSettings(file).get(COLUMNS) == "{}"


def close_of_day(content: bytes) -> None:
    """Type when the day closes."""
    with contextlib.suppress(ValueError):
        changes = read_close_of_day(content.decode("utf-8", "replace"))
        assert read_close_of_day(write_close_of_day(changes)) == changes


def key_ring(content: bytes) -> None:
    """Sign in with a key ring of any bytes, and with one that is changed anywhere and has its sum set right."""
    with fuzzed.scratch() as folder:
        file = folder / "room.keys"
        file.write_bytes(content)
        answer(KeyFile(file).unlock, LOGIN, PASSWORD, EVENING)
        drawn = Drawn(content)
        ring: Any = json.loads(json.dumps(asdict(fuzzed.a_ring())))
        for _ in range(1 + drawn.number(3)):
            fuzzed.change(ring, drawn)
        form = {"format": keys.FORMAT, "ring": ring, "check": keys._check_of(ring)}
        file.write_text(json.dumps(form), "utf-8")
        for login in (LOGIN, "recovery", "nobody", drawn.text()):
            answer(KeyFile(file).unlock, login, PASSWORD, EVENING)


def held_memory(content: bytes) -> None:
    """Come back with anything in the memory that the session manager held."""
    seated = restart._understood(content)
    assert seated is None or all(isinstance(words, str) for words in asdict(seated).values())


def mark(content: bytes) -> None:
    """Open a room with anything in the mark beside it."""
    with fuzzed.scratch() as folder:
        mark_file(folder / DATA_FILE).write_bytes(content)
        assert Mark(folder / DATA_FILE, b"k" * 32).read() == (0, "")


def command_line(content: bytes) -> None:
    """Give any command with any words, on a room, a ring, a folder or nothing; it ends with 0, 1 or 2."""
    drawn = Drawn(content)
    words = [fuzzed.a_word(drawn) for _ in range(1 + drawn.number(7))]
    if words[0] != "autostart":  # would write to whoever runs this
        status = fuzzed.command_status(words, drawn.rest())
        assert status in (0, 1, 2), words


SEEDS: dict[str, tuple[str, ...]] = {
    "directory file": ("单位,单位简称,单位类别,姓名,职务,手机\n云岭市甲局,甲局,县区,王测,局长,19900000001\n",),
    "directory workbook": (
        "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>单位</t></is></c><c r='B1'><f>A1</f><v>1</v></c></row>"
        "</sheetData><mergeCells><mergeCell ref='A1:B9'/></mergeCells>",
    ),
    "people file": ("王测,值班员、科室,1,2026-01-01,2026-12-31,2026-02-01,是,病假2026-02-01—2026-02-10,2\n",),
    "holiday notice": (
        "2027年1月1日（周五）至3日（周日）放假调休，共3天。1月9日（周六）上班。",
        "关于2027年部分节假日安排的通知\n一、元旦：1月1日至3日放假，共3天。\n二、春节：农历除夕2月5日至11日放假调休。",
    ),
    "typed text": ("2026-0417", "昨天17:30", "11-20 17:30", "+30分", "0998-1234567转8", "台风 火灾", "机密★1年"),
    "facts": ('{"type": "fire", "facts": {"deaths": 3, "injured": "12"}, "flags": ["school"], "answers": {}}',),
    "seat settings": ('{"language": "zh_CN", "columns": "{}", "backup_daily": "30", "text_percent": 125}',),
    "close of day": ("05-01 18:00, 10-01 17:30; 2027-01-01: 06-01 18:30, 10-08 17:00",),
    "held memory": ('{"data_file": "/a", "key": "ab", "account_id": "1"}',),
    "mark": ("0000000000000417 3fa8b2109c44d7e1 3fa8b2109c44d7e1",),
}
"""What a search through bytes may begin with; the others make something of any bytes."""

TARGETS: dict[str, Target] = {
    "directory file": directory_file,
    "directory workbook": directory_workbook,
    "people file": people_file,
    "roster form": roster_form,
    "holiday notice": holiday_notice,
    "typed text": typed_text,
    "facts": facts,
    "seat settings": seat_settings,
    "close of day": close_of_day,
    "key ring": key_ring,
    "held memory": held_memory,
    "mark": mark,
    "command line": command_line,
}
