"""What people wrote on instructions and papers, and a walk past every page, form and dialog of theirs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.instructions.views import SupervisionFilter
from dutyroom.receipts.model import RegisterFilter
from tests.ui.desk.sitting import CTRL, SHIFT, Desk, Key
from ui.instructions.instruction_form import InstructionForm
from ui.instructions.page import SupervisionTab
from ui.instructions.paper_form import PaperForm

Look = Callable[[str, QWidget], None]


def written_on_sheets(house: House, session: Session) -> set[str]:
    """Return the words that stand on instructions, their tasks and steps, and on papers."""
    data: set[str] = set()
    for row in house.instruction_reader.page(session, SupervisionFilter(open=None)).rows:
        file = house.instruction_reader.file(session, row.task.instruction_id)
        sheet = file.instruction.sheet
        data |= {sheet.leader_name, sheet.leader_post, sheet.source, sheet.transcriber, sheet.notes, sheet.section}
        data |= {sheet.forwarder, sheet.forwarder_number} | {wording.words for wording in file.wordings}
        data |= {words for task in file.tasks for words in (task.unit_name, task.text, task.result, task.owner_name)}
        data |= {words for step in file.steps for words in (step.person, step.text, step.read_back, step.unit_name)}
    for paper in house.receipt_reader.page(session, RegisterFilter()).papers:
        data |= {paper.title, paper.document_number, paper.issuer, paper.signed_by, paper.delivered_by}
        data |= {paper.addressee, paper.whereabouts}
        steps = house.receipt_reader.file(session, paper.id).steps
        data |= {words for step in steps for words in (step.person, step.post, step.text, step.source)}
    return {words for words in data if words}


def walk_sheets(desk: Desk, look: Look) -> None:
    """Go past the page of supervision, an instruction, a paper, and both forms."""
    desk.press(Key.Key_6, CTRL)
    page = desk.window.pages.supervision
    for tab in SupervisionTab:
        page.show_tab(tab)
        desk.settle()
        look(f"supervision {tab.name}", desk.window)
    (row, *_others) = desk.house.instruction_reader.page(desk.session, SupervisionFilter()).rows
    desk.window.open_matter(row.task.instruction_id)
    desk.settle()
    look("instruction", desk.window)
    for key in (Key.Key_R, Key.Key_K, Key.Key_G, Key.Key_L, Key.Key_D, Key.Key_H, Key.Key_A, Key.Key_B, Key.Key_Q):
        desk.press(key)
        look(f"instruction dialog {key.name}", desk.dialog())
        desk.press(Key.Key_Escape)
    desk.press(Key.Key_V)
    look("instruction sheet", desk.dialog())
    desk.press(Key.Key_Escape)
    (paper, *_more) = desk.house.receipt_reader.page(desk.session, RegisterFilter(open=True)).papers
    desk.window.open_matter(paper.id)
    desk.settle()
    look("paper", desk.window)
    for key in (Key.Key_O, Key.Key_G, Key.Key_Q):
        desk.press(key)
        look(f"paper dialog {key.name}", desk.dialog())
        desk.press(Key.Key_Escape)
    desk.press(Key.Key_F6)
    form = desk.window.slips.in_front()
    assert isinstance(form, InstructionForm)
    look("instruction form", desk.window)
    form.keeper.drop()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_F6, SHIFT)
    received = desk.window.slips.in_front()
    assert isinstance(received, PaperForm)
    look("paper form", desk.window)
    received.is_classified.click()
    look("classified paper form", desk.window)
    received.keeper.drop()
    desk.press(Key.Key_Escape)
