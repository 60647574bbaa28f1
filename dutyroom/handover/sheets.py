"""The sheet: what was gathered, with what people typed on it; as it is signed, and as it is read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from dutyroom.accounts.signing import signatures_in
from dutyroom.handover.forms import form_of, from_form, text_of
from dutyroom.handover.gathering import Facts
from dutyroom.handover.model import (
    EquipmentState,
    Handover,
    HandoverStepKind,
    Place,
    SheetSection,
    Watch,
    Words,
    WordsKind,
)
from dutyroom.handover.rows import INCOMING, OUTGOING, sealed_form, steps_in
from dutyroom.handover.views import Equipment, HandoverSheet, PendingMatter

_UNSIGNED = frozenset({"head", "signatures", "corrections", "history", "missing_to_sign", "missing_to_accept"})
_FACTS = ("done", "incidents", "reports_due", "instructions", "alerts", "leaders_absent", "papers", "calls", "entries")


def sheet_of(handover: Handover, outgoing: Watch, facts: Facts, words: Mapping[Place, Words]) -> HandoverSheet:
    """Return the sheet of a handover, with every typed word at its place."""
    return HandoverSheet(
        handover=handover,
        outgoing=outgoing,
        pending=tuple(_with_words(one, words) for one in facts.pending),
        equipment=tuple(_equipment(name, words) for name in facts.equipment),
        texts={
            SheetSection(place.subject_id): one.text
            for place, one in words.items()
            if place.kind is WordsKind.SECTION and one.text
        },
        **{name: getattr(facts, name) for name in _FACTS},
    )


def _with_words(one: PendingMatter, words: Mapping[Place, Words]) -> PendingMatter:
    def typed(kind: WordsKind) -> Words | None:
        return words.get(Place(kind, one.matter_id))

    next_step, read_back, tick = typed(WordsKind.NEXT_STEP), typed(WordsKind.READ_BACK), typed(WordsKind.TICK)
    return replace(
        one,
        next_step=next_step.text if next_step else one.next_step,
        read_back=read_back.text.strip() if read_back else "",
        ticked_by=tick.account_name if tick and tick.text else "",
    )


def _equipment(name: str, words: Mapping[Place, Words]) -> Equipment:
    typed = words.get(Place(WordsKind.EQUIPMENT, name))
    state, _, remark = typed.text.partition("\n") if typed else ("", "", "")
    return Equipment(name, EquipmentState(state) if state else EquipmentState.UNCHECKED, remark)


def signed_text(sheet: HandoverSheet, *, read_back: bool) -> str:
    """Return the canonical text of a sheet; without ``read_back`` as the outgoing signs it, before it is taken."""
    if not read_back:
        sheet = replace(sheet, pending=tuple(replace(one, ticked_by="", read_back="") for one in sheet.pending))
    return text_of(form_of(sheet, _UNSIGNED))


def facts_text(facts: Facts) -> str:
    """Return what is frozen with the cut-off as it is kept."""
    return text_of(form_of(facts))


def facts_of_text(payload: Mapping[str, Any]) -> Facts:
    """Return what was frozen."""
    return from_form(Facts, payload)


def sealed_sheet(connection: Connection, handover: Handover) -> HandoverSheet | None:
    """Return the sheet as the incoming signed it, with the handover as it stands now; None before."""
    form = sealed_form(connection, handover.id)
    return None if form is None else replace(from_form(HandoverSheet, form), handover=handover)


def with_signatures(connection: Connection, sheet: HandoverSheet) -> HandoverSheet:
    """Return a sheet with its history, its corrections, its signatures and the head they cover.

    The outgoing's signature counts only while the sheet it was put to stands.
    """
    handover = sheet.handover
    outgoing = signatures_in(connection, handover.id, OUTGOING)[-1:] if handover.signed_at is not None else ()
    incoming = signatures_in(connection, handover.id, INCOMING)[-1:]
    history = steps_in(connection, handover.id)
    signed = (*outgoing, *incoming)
    return replace(
        sheet,
        signatures=signed,
        head=signed[-1].head if signed else None,
        history=history,
        corrections=tuple(one for one in history if one.kind is HandoverStepKind.CORRECTED),
    )
