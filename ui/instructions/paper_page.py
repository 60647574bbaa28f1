"""The page of one paper: count and signature, the opinions of its slip, its way through the house, every step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.frozen import dataclass
from dutyroom.instructions.model import Instruction
from dutyroom.log.model import MatterFile, MatterState
from dutyroom.receipts.model import CIRCULATED, PaperFile, PaperStep, PaperStepKind
from dutyroom.receipts.routing import RouteLine
from ui import theme
from ui.actions import Act
from ui.instructions.paper_dialogs import (
    DifferenceDialog,
    OpinionDialog,
    PaperDialog,
    QueryDialog,
    SendOnDialog,
    UnopenedDialog,
)
from ui.instructions.paper_wish import PaperWish, WishKind
from ui.instructions.words import leader_of
from ui.log.account_names import AccountNames
from ui.log.fact_grid import Fact
from ui.log.sheet_page import Section, SheetPage
from ui.terms import label
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.widgets.relative_time import full_time, relative_time, standard_time
from ui.workplace import Workplace


@dataclass(frozen=True)
class PaperView:
    """One paper with the instructions that were given on it."""

    file: PaperFile
    instructions: tuple[Instruction, ...]
    route: tuple[RouteLine, ...] = ()


class PaperPage(SheetPage):
    """A matter's page with the sheet of a paper beside its steps."""

    print_wanted = Signal(object)
    _links: QVBoxLayout
    _linked: list[QPushButton]

    def __init__(self, workplace: Workplace, names: AccountNames, parent: QWidget | None = None) -> None:
        super().__init__(workplace, names, parent)
        self._view: PaperView | None = None

    def view(self) -> PaperView | None:
        """Return what is shown."""
        return self._view

    # --- showing -----------------------------------------------------------

    def _ask(self) -> None:
        house, session, paper_id = self._workplace.house, self._workplace.session, self._wanted

        def question() -> PaperView:
            return PaperView(
                house.receipt_reader.file(session, paper_id),
                house.instruction_reader.about(session, paper_id),
                house.receipts.route(session, paper_id),
            )

        self._workplace.read(question, self, self._take_view, key="file")

    def _take_view(self, view: PaperView) -> None:
        if view.file.paper.id != self._wanted:
            return
        self._view = view
        self._take(view.file.matter)
        waits = view.file.waits_for
        self.waiting.setVisible(waits is not None)
        if waits is not None:
            self.waiting.setText(self.tr("Waits for: {role}").format(role=label(waits)))
        self._show_opinions(view.file)
        self.route.setVisible(bool(view.route))
        self.route.setText("\n".join(self._route_text(line) for line in view.route))
        self._show_instructions(view.instructions)
        self._enable(view.file.matter)

    def _acted(self, file: object) -> None:
        super()._acted(file)
        if isinstance(file, PaperFile):
            self._ask()

    def _show_opinions(self, file: PaperFile) -> None:
        opinions = file.opinions()
        self.opinions.setText("\n".join(self._opinion_text(one) for one in opinions) or self.tr("No opinion yet"))
        way = [step for step in file.steps if step.kind is not PaperStepKind.OPINION]
        self.way.setText("\n".join(self._way_text(step) for step in way))

    def _opinion_text(self, step: PaperStep) -> str:
        when = relative_time(step.given_at, self._workplace.now(), self._workplace.zone)
        role = label(step.role) if step.role is not None else label(step.kind)
        source = self.tr("transcribed from {source}").format(source=step.source) if step.source else ""
        parts = (when, role, f"{step.person} {step.post}".strip(), step.text, source)
        return "  ".join(part for part in parts if part)

    def _route_text(self, line: RouteLine) -> str:
        who = f"{line.post} {line.name}".strip()
        if line.instead_of:
            who = self.tr("{name} for {away}").format(name=who, away=line.instead_of)
        why = self.tr("answers for {field}").format(field=line.word) if line.word else ""
        return "  ".join(part for part in (self.tr("Proposed"), label(line.role), who, why) if part)

    def _way_text(self, step: PaperStep) -> str:
        when = relative_time(step.given_at, self._workplace.now(), self._workplace.zone)
        return "  ".join(part for part in (when, label(step.kind), step.person, step.post, step.text) if part)

    def _show_instructions(self, instructions: tuple[Instruction, ...]) -> None:
        for button in self._linked:
            self._links.removeWidget(button)
            button.deleteLater()
        self._linked = []
        self._none_yet.setVisible(not instructions)
        for instruction in instructions:
            words = f"{instruction.number} {leader_of(instruction.sheet)}  {instruction.words}"
            button = QPushButton(words[:60].replace("&", "&&"))
            button.setProperty("matter", instruction.id)
            theme.mark(button, kind="link")
            button.clicked.connect(self._open_instruction)
            self._links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._linked.append(button)

    @Slot()
    def _open_instruction(self) -> None:
        button = self.sender()
        assert isinstance(button, QPushButton)
        self.matter_wanted.emit(str(button.property("matter")))

    def _fact_texts(self, file: MatterFile) -> list[Fact]:
        zone, view = self._workplace.zone, self._view
        if view is None or view.file.paper.id != file.matter.id or view.file.paper.classified is not None:
            return super()._fact_texts(file)
        paper = view.file.paper
        counted = self.tr("{copies} copies").format(copies=paper.copies)
        if paper.pages is not None:
            counted = self.tr("{copies} copies, {pages} pages").format(copies=paper.copies, pages=paper.pages)
        facts = [
            (self.tr("Document number"), paper.document_number, ""),
            (self.tr("From"), paper.issuer, ""),
            (self.tr("Kind"), f"{label(paper.kind)} · {label(paper.channel)}", ""),
            (self.tr("Counted"), counted, ""),
            (self.tr("Signed for by"), paper.signed_by, ""),
            (self.tr("Brought by"), paper.delivered_by, ""),
            (self.tr("Received"), standard_time(paper.received_at, zone), full_time(paper.received_at, zone)),
            (self.tr("Whereabouts"), paper.whereabouts, ""),
        ]
        if paper.addressee:
            facts.append((self.tr("Addressee"), paper.addressee, ""))
        if file.matter.result:
            facts.append((self.tr("Result"), file.matter.result, ""))
        return [fact for fact in facts if fact[1]]

    def _enable(self, file: MatterFile) -> None:
        super()._enable(file)
        self.allow(Act.MAKE_EVENT, possible=False)
        view = self._view
        if view is None or view.file.paper.id != file.matter.id:
            return
        paper = view.file.paper
        opened = self._workplace.session.may(Right.WRITE_LOG) and file.matter.state is MatterState.OPEN
        plain = opened and paper.classified is None
        handed = any(step.kind is PaperStepKind.HANDED_UNOPENED for step in view.file.steps)
        prints = self._workplace.session.may(Right.PRINT) and paper.classified is None
        self.allow(Act.ADD_OPINION, possible=plain and not paper.addressee)
        differs = view.file.differing is not None
        several = len({step.person for step in view.file.opinions()}) > 1
        self.allow(Act.NOTE_DIFFERENCE, possible=plain and several and not differs)
        self.allow(Act.ASK_SENDER, possible=plain)
        self.allow(Act.SEND_ON, possible=plain and not paper.addressee and not differs)
        self.allow(Act.HAND_UNOPENED, possible=plain and bool(paper.addressee) and not handed)
        self.allow(Act.PRINT_SLIP, possible=prints and paper.channel in CIRCULATED)
        self.allow(Act.PRINT_READING, possible=prints and not paper.addressee)

    # --- acts --------------------------------------------------------------

    @Slot()
    def add_opinion(self) -> None:
        """Ask for an opinion, beginning with whom the paper is proposed to."""
        if self._view is not None:
            self._open(OpinionDialog(self._workplace, self._view.file, self, self._view.route))

    @Slot()
    def note_difference(self) -> None:
        """Ask in what views differ."""
        self._open_paper(DifferenceDialog)

    @Slot()
    def ask_sender(self) -> None:
        """Ask what is wrong."""
        self._open_paper(QueryDialog)

    @Slot()
    def send_on(self) -> None:
        """Ask where it went."""
        self._open_paper(SendOnDialog)

    @Slot()
    def hand_unopened(self) -> None:
        """Ask who took it."""
        self._open_paper(UnopenedDialog)

    @Slot()
    def print_slip(self) -> None:
        """Preview the circulation slip."""
        self.print_wanted.emit(PaperWish(WishKind.CIRCULATION, self._wanted))

    @Slot()
    def print_reading(self) -> None:
        """Preview the reading slip."""
        self.print_wanted.emit(PaperWish(WishKind.READING, self._wanted))

    def _open_paper(self, made: type[DifferenceDialog | QueryDialog | SendOnDialog | UnopenedDialog]) -> None:
        if self._view is not None:
            dialog: PaperDialog = made(self._workplace, self._view.file, self)
            self._open(dialog)

    # --- building ----------------------------------------------------------

    def _make_parts(self) -> None:
        self.waiting = Pill("", Tone.WARNING)
        self.waiting.hide()
        self.route, self.opinions, self.way = QLabel(), QLabel(), QLabel()
        theme.mark(self.route, type="secondary")
        for words in (self.route, self.opinions, self.way):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._opinions_part = QWidget()
        column = QVBoxLayout(self._opinions_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.route)
        column.addWidget(self.opinions)
        self._linked = []
        self._links_part = QWidget()
        self._links = QVBoxLayout(self._links_part)
        self._links.setContentsMargins(0, 0, 0, 0)
        self._none_yet = QLabel(self.tr("None yet; I takes one down"))
        theme.mark(self._none_yet, type="secondary")
        self._links.addWidget(self._none_yet)

    def _head_marks(self) -> tuple[QWidget, ...]:
        return (self.waiting,)

    def _sections(self) -> tuple[Section, ...]:
        return (
            (self.tr("Receipt"), (Act.PRINT_SLIP, Act.PRINT_READING), self.fact_grid),
            (self.tr("Opinions"), (Act.ADD_OPINION, Act.NOTE_DIFFERENCE), self._opinions_part),
            (self.tr("Its way"), (Act.SEND_ON, Act.ASK_SENDER, Act.HAND_UNOPENED), self.way),
            (self.tr("Instructions on it"), (), self._links_part),
        )

    def _connect_signals(self) -> None:
        super()._connect_signals()
        self._buttons[Act.PRINT_SLIP].setText(self.tr("Circulation slip") + " X")
        for act, slot in (
            (Act.ADD_OPINION, self.add_opinion),
            (Act.NOTE_DIFFERENCE, self.note_difference),
            (Act.ASK_SENDER, self.ask_sender),
            (Act.SEND_ON, self.send_on),
            (Act.HAND_UNOPENED, self.hand_unopened),
            (Act.PRINT_SLIP, self.print_slip),
            (Act.PRINT_READING, self.print_reading),
        ):
            self._actions[act].triggered.connect(slot)
