"""《公文运转单》: an instruction word for word, its relays, tasks, chases and feedback (R124, R199, R201)."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.documents.model import (
    Align,
    Block,
    Column,
    Field,
    FieldGrid,
    Heading,
    Row,
    Run,
    Sheet,
    Signature,
    SignatureLine,
    Spacer,
    Table,
    Text,
    row,
    text,
)
from dutyroom.documents.paper_words import SIZE, channel_name, full_time, head_of, opinions_table, slip_sheet
from dutyroom.documents.words import Printing
from dutyroom.instructions.model import InstructionFile, InstructionStepKind, Step, Task, TaskMode
from dutyroom.receipts.model import PaperFile
from dutyroom.texts import term

_TABLE = 10.5
_SAID = (
    InstructionStepKind.EXPLAINED,
    InstructionStepKind.DUE_MOVED,
    InstructionStepKind.PROPOSED,
    InstructionStepKind.DECIDED,
)
_FEEDBACK = (InstructionStepKind.FED_BACK, InstructionStepKind.COPIED, InstructionStepKind.SENT_BACK)


def routing_slip(printing: Printing, file: InstructionFile, paper: PaperFile | None = None) -> Sheet:
    """Return the slip of an instruction; with the ``paper`` it was given on, that one's head and opinions too.

    Every chase stands on it with its answer. The words are marked as transcribed, by whom and from what.
    """
    return slip_sheet(
        printing, printing.say("routing_slip"), file.instruction.number, tuple(_blocks(printing, file, paper))
    )


def _blocks(printing: Printing, file: InstructionFile, paper: PaperFile | None) -> Iterator[Block]:
    say = printing.say
    if paper is not None:
        yield head_of(printing, paper.paper)
        yield opinions_table(printing, paper.opinions())
    yield _instruction(printing, file)
    relayed = [step for step in file.steps if step.kind is InstructionStepKind.RELAYED]
    yield from _part(say("flow_relays"), _relays(printing, relayed, parted=len(file.wordings) > 1))
    yield from _part(say("flow_tasks"), _tasks(printing, file))
    chased = [step for step in file.steps if step.kind is InstructionStepKind.CHASED]
    yield from _part(say("flow_chases"), _chases(printing, chased))
    said = [step for step in file.steps if step.kind in _SAID]
    if said:
        yield from _part(say("flow_decisions"), _words(printing, said))
    told = [step for step in file.steps if step.kind in _FEEDBACK]
    yield from _part(say("flow_feedback"), _words(printing, told))
    yield Spacer(6)
    yield SignatureLine((Signature(say("flow_handled_by")), Signature(say("flow_head")), Signature(say("time"))))


def _part(title: str, table: Table) -> Iterator[Block]:
    yield Heading(text(title), 3, SIZE)
    yield table


def _instruction(printing: Printing, file: InstructionFile) -> FieldGrid:
    say, instruction = printing.say, file.instruction
    sheet = instruction.sheet

    def field(label: str, value: str | Text, span: int = 1) -> Field:
        return Field(say(label), text(value) if isinstance(value, str) else value, span)

    taken = sheet.transcriber or file.matter.matter.account_name
    transcribed = say(
        "flow_transcribed", name=taken, source=sheet.source or term("given_how", sheet.how, printing.language)
    )
    result = file.matter.matter.result
    return FieldGrid(
        (
            field("flow_leader", f"{sheet.leader_name} {sheet.leader_post}".strip()),
            field("flow_given_at", full_time(printing, sheet.given_at)),
            field("kind", term("instruction_kind", sheet.kind, printing.language)),
            field("flow_received_at", full_time(printing, instruction.received_at)),
            field("flow_words", _wordings(file), 2),
            field("flow_transcription", transcribed, 2),
            *(
                (field("flow_forwarder", f"{sheet.forwarder} {sheet.forwarder_number}".strip(), 2),)
                if sheet.forwarder
                else ()
            ),
            *((field("flow_notes", sheet.notes, 2),) if sheet.notes else ()),
            *((field("result", result, 2),) if result else ()),
        ),
        size=SIZE,
        label_share=0.2,
    )


def _wordings(file: InstructionFile) -> Text:
    """Return the words; corrected ones stay, struck through (R199)."""
    *old, newest = file.wordings
    runs = [run for wording in old for run in (Run(wording.words, struck=True), Run("\n"))]
    return (*runs, Run(newest.words))


def _relays(printing: Printing, steps: list[Step], *, parted: bool) -> Table:
    """Return who was told when; with several versions of the words, ``parted``, also which of them."""
    say = printing.say
    columns = (
        Column(say("flow_unit"), 2.4),
        Column(say("flow_person"), 1.4, Align.CENTER),
        Column(say("time"), 2, Align.CENTER),
        Column(say("flow_channel"), 1.2, Align.CENTER),
        Column(say("flow_read_back"), 4),
    )
    rows = tuple(
        row(
            say("flow_version", unit=step.unit_name, version=step.wording) if parted else step.unit_name,
            step.person,
            full_time(printing, step.told_at),
            channel_name(printing, step.channel),
            step.read_back,
        )
        for step in steps
    )
    return Table(columns, rows, size=_TABLE, empty=say("flow_none"))


def _tasks(printing: Printing, file: InstructionFile) -> Table:
    say = printing.say
    columns = (
        Column(say("flow_unit"), 2.4),
        Column(say("flow_task"), 3),
        Column(say("flow_due"), 2.2, Align.CENTER),
        Column(say("flow_owner"), 1.4, Align.CENTER),
        Column(say("flow_standing"), 4),
    )
    return Table(columns, tuple(_task(printing, task) for task in file.tasks), size=_TABLE)


def _task(printing: Printing, task: Task) -> Row:
    mode = term("task_mode", task.mode, printing.language)
    unit = printing.say("flow_ours") if task.mode is TaskMode.OURSELVES and not task.unit_name else task.unit_name
    stands = term("task_standing", task.standing, printing.language)
    if task.outcome is not None:
        stands = f"{term('task_outcome', task.outcome, printing.language)} {full_time(printing, task.finished_at)}"
    words = "\n".join(part for part in (stands, task.result) if part)
    return row(unit, task.text or mode, full_time(printing, task.due_at) or "—", task.owner_name or "—", words)


def _chases(printing: Printing, steps: list[Step]) -> Table:
    say = printing.say
    columns = (
        Column(say("flow_unit"), 2.4),
        Column(say("flow_chase"), 2, Align.CENTER),
        Column(say("time"), 2, Align.CENTER),
        Column(say("flow_person"), 1.6, Align.CENTER),
        Column(say("flow_answer"), 4),
        Column(say("entered_by"), 1.4, Align.CENTER),
    )
    rows = tuple(
        row(
            step.unit_name,
            term("chase_slot", step.slot, printing.language) if step.slot is not None else "",
            full_time(printing, step.told_at),
            f"{step.person}\n{channel_name(printing, step.channel)}",
            step.text,
            step.account_name,
        )
        for step in steps
    )
    return Table(columns, rows, size=_TABLE, empty=say("flow_none"))


def _words(printing: Printing, steps: list[Step]) -> Table:
    say = printing.say
    columns = (
        Column(say("kind"), 1.6, Align.CENTER),
        Column(say("flow_person"), 2.4),
        Column(say("words"), 5),
        Column(say("time"), 2, Align.CENTER),
    )
    rows = tuple(
        row(
            term("instruction_step_kind", step.kind, printing.language),
            " ".join(part for part in (step.unit_name, step.person) if part),
            _moved(printing, step),
            full_time(printing, step.told_at),
        )
        for step in steps
    )
    return Table(columns, rows, size=_TABLE, empty=say("flow_none"))


def _moved(printing: Printing, step: Step) -> str:
    if step.due_at is None:
        return step.text
    before = full_time(printing, step.old_due_at) or "—"
    return printing.say("flow_moved", words=step.text, old=before, new=full_time(printing, step.due_at))
