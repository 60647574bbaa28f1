"""The acts on an instruction that need nothing but words, for the dialog that asks for them."""

from __future__ import annotations

from collections.abc import Callable

from dutyroom.accounts.model import Session
from dutyroom.instructions.model import InstructionFile
from dutyroom.instructions.service import Instructions
from ui.instructions.instruction_dialogs import Known, Verb

TaskVerb = Callable[[Instructions, Session, Known, str, str], InstructionFile]
"""An act on a task: its identity, then the words."""


def on_task(verb: TaskVerb, task_id: str) -> Verb:
    """Return the act of ``verb`` on one task."""

    def act(verbs: Instructions, session: Session, known: Known, words: str) -> InstructionFile:
        return verb(verbs, session, known, task_id, words)

    return act


def propose(verbs: Instructions, session: Session, known: Known, task_id: str, words: str) -> InstructionFile:
    """Propose how to go on with a task that chasing has not moved."""
    return verbs.propose(session, *known, task_id, words)


def finish(verbs: Instructions, session: Session, known: Known, task_id: str, words: str) -> InstructionFile:
    """End a task with its result."""
    return verbs.finish_task(session, *known, task_id, words)


def pass_on(verbs: Instructions, session: Session, known: Known, task_id: str, words: str) -> InstructionFile:
    """End a task by passing it on."""
    return verbs.pass_on(session, *known, task_id, words)


def stop(verbs: Instructions, session: Session, known: Known, task_id: str, words: str) -> InstructionFile:
    """Stop a task with a reason."""
    return verbs.stop_task(session, *known, task_id, words)


def take_up(verbs: Instructions, session: Session, known: Known, task_id: str, words: str) -> InstructionFile:
    """Take an ended task up again."""
    return verbs.take_up(session, *known, task_id, words)


def signed(verbs: Instructions, session: Session, known: Known, words: str) -> InstructionFile:
    """Note the paper on which the leader has signed."""
    return verbs.note_signed(session, *known, words)


def close(verbs: Instructions, session: Session, known: Known, words: str) -> InstructionFile:
    """Close the instruction with its result."""
    return verbs.close(session, *known, words)
