"""The paper with the recovery key, which goes into the safe."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from dutyroom.documents.model import (
    Align,
    Block,
    Field,
    FieldGrid,
    Foot,
    Heading,
    Paragraph,
    Rule,
    Sheet,
    Signature,
    SignatureLine,
    Spacer,
    text,
)
from dutyroom.documents.paper import FontRole
from dutyroom.frozen import dataclass

translate = QCoreApplication.translate  # the name by which sentences are found for the translators

_KEY_SIZE = 24.0
_BODY_SIZE = 12.0
_GROUPS_IN_LINE = 4


@dataclass(frozen=True)
class RecoveryFacts:
    """What the paper says: the key, of which room, where its data lie, when (aware, in the room's zone)."""

    key: str = field(repr=False)
    room_name: str
    city: str
    data_file: str
    founder: str
    made_at: datetime


def key_lines(key: str) -> tuple[str, ...]:
    """Return a recovery key as it is read out: four groups to a line."""
    groups = key.split("-")
    return tuple("  ".join(groups[at : at + _GROUPS_IN_LINE]) for at in range(0, len(groups), _GROUPS_IN_LINE))


def recovery_sheet(facts: RecoveryFacts) -> Sheet:
    """Return the sheet to print, in the language of the screen."""
    made = f"{facts.made_at:%Y-%m-%d %H:%M}"
    return Sheet(
        title=translate("RecoverySheet", "Recovery key"),
        subtitle=facts.room_name,
        blocks=(*_key(facts), *_facts(facts, made), *_advice(), _signatures()),
        foot=Foot(
            printed_by=translate("RecoverySheet", "Printed by {name}").format(name=facts.founder),
            printed_at=translate("RecoverySheet", "on {time}").format(time=made),
        ),
        author=facts.founder,
        made_at=facts.made_at,
    )


def _key(facts: RecoveryFacts) -> tuple[Block, ...]:
    lines = tuple(
        Paragraph(text(line), Align.CENTER, _KEY_SIZE, FontRole.NUMBER, first_indent=0) for line in key_lines(facts.key)
    )
    return (Spacer(4), Rule(), Spacer(4), *lines, Spacer(4), Rule(), Spacer(6))


def _facts(facts: RecoveryFacts, made: str) -> tuple[Block, ...]:
    fields = (
        Field(translate("RecoverySheet", "Duty room"), text(facts.room_name), span=2),
        Field(translate("RecoverySheet", "City"), text(facts.city)),
        Field(translate("RecoverySheet", "Made"), text(made)),
        Field(translate("RecoverySheet", "Data file"), text(facts.data_file), span=2),
    )
    return FieldGrid(tuple(one for one in fields if one.value), columns=2, label_share=0.32), Spacer(6)


def _advice() -> tuple[Block, ...]:
    sentences = (
        translate(
            "RecoverySheet",
            "Whoever holds this key can open the data of the duty room. Keep it in the safe, apart from the computer.",
        ),
        translate(
            "RecoverySheet", "Use it when a password is forgotten: on the sign-in page choose “Forgot the password”."
        ),
        translate("RecoverySheet", "The letters I, L, O and U do not occur; what looks like them is 1 or 0."),
        translate("RecoverySheet", "Keep no copy in a mailbox, on a telephone or on a network drive."),
    )
    lines = tuple(
        Paragraph(text(f"{place}. {sentence}"), Align.LEFT, _BODY_SIZE, first_indent=0)
        for place, sentence in enumerate(sentences, start=1)
    )
    return (Heading(text(translate("RecoverySheet", "How to keep and use it")), size=_BODY_SIZE), *lines, Spacer(10))


def _signatures() -> SignatureLine:
    return SignatureLine(
        (Signature(translate("RecoverySheet", "Put into the safe by")), Signature(translate("RecoverySheet", "Date")))
    )
