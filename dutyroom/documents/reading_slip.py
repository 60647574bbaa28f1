"""《阅文单》: goes with every registered paper, for those who read it (R163)."""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.documents.model import Align, Column, Sheet, Signature, SignatureLine, Spacer, Table, row
from dutyroom.documents.paper_words import SIZE, full_time, head_of, slip_sheet
from dutyroom.documents.words import Printing
from dutyroom.receipts.model import PaperFile
from dutyroom.receipts.routing import RouteLine
from dutyroom.texts import term

_LINES = 8


def reading_slip(printing: Printing, file: PaperFile, route: Sequence[RouteLine] = ()) -> Sheet:
    """Return the slip with everybody who has read the paper, and lines for those who will sign on it.

    Whom the paper is proposed to (``route``) has a line of their own with their part (R110, R111).
    """
    say = printing.say
    columns = (
        Column(say("flow_reader"), 2, Align.CENTER),
        Column(say("flow_opinion"), 5),
        Column(say("flow_signature"), 2, Align.CENTER),
        Column(say("time"), 2, Align.CENTER),
    )
    read = [
        row(f"{step.person}{step.post}", step.text, "", full_time(printing, step.given_at)) for step in file.opinions()
    ]
    written = {step.person for step in file.opinions()}
    read += [
        row(f"{line.name}{line.post}", term("opinion_role", line.role, printing.language) + "\n", "", "")
        for line in route
        if line.name not in written
    ]
    blank = [row("", "\n", "", "") for _line in range(max(_LINES - len(read), 2))]
    return slip_sheet(
        printing,
        say("reading_slip"),
        file.paper.number,
        (
            head_of(printing, file.paper),
            Spacer(4),
            Table(columns, (*read, *blank), size=SIZE, middle=True),
            Spacer(6),
            SignatureLine((Signature(say("flow_filled_by"), file.matter.matter.account_name), Signature(say("time")))),
        ),
    )
