"""《传真电报传阅单》: a fax or telegram on its way to the secretary-general and a vice mayor (R144)."""

from __future__ import annotations

from dutyroom.documents.model import Sheet, Signature, SignatureLine, Spacer
from dutyroom.documents.paper_words import head_of, opinions_table, slip_sheet
from dutyroom.documents.words import Printing
from dutyroom.receipts.model import OpinionRole, PaperFile

_PARTS = (OpinionRole.APPROVED, OpinionRole.SETTLED)
_LINES = 3


def circulation_slip(printing: Printing, file: PaperFile) -> Sheet:
    """Return the slip with the opinions given so far and a line for each that is still to come.

    A classified item has its movement only, and all opinions are written on the paper by hand.
    """
    given = {step.role for step in file.opinions()}
    say = printing.say
    return slip_sheet(
        printing,
        say("circulation_slip"),
        file.paper.number,
        (
            head_of(printing, file.paper),
            Spacer(4),
            opinions_table(printing, file.opinions(), (role for role in _PARTS if role not in given), _LINES),
            Spacer(6),
            SignatureLine((Signature(say("flow_filled_by"), file.matter.matter.account_name), Signature(say("time")))),
        ),
    )
