"""The form of a paper that is received: counted, signed for, registered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dutyroom.directory.model import CandidateKind
from dutyroom.errors import Refused
from dutyroom.log.model import Urgency
from dutyroom.receipts.model import PAPER_CHANNELS, NewPaper, PaperKind
from ui import theme
from ui.instructions.instruction_layout import foot, lay_out_rows, line, mark_buttons
from ui.instructions.name_field import NameField
from ui.log.caller_fields import CompleterSource
from ui.log.choices import Choice
from ui.log.classified_fields import ClassifiedFields
from ui.log.kept_form import KeptForm
from ui.widgets.caption import caption
from ui.widgets.scrolled import Scrolled
from ui.workplace import Workplace

PAPER_DRAFT = "receipt"
"""The kind of these drafts."""
_MOST = 9999
_REMARK = 56


class PaperForm(KeptForm):
    """One paper being registered. ``saved`` carries its file; ``left``: the draft was left for later."""

    low = True
    """It does with the height of a call slip."""

    def __init__(
        self, workplace: Workplace, source: CompleterSource, draft_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self.kind = Choice(PaperKind)
        self.channel = Choice(PAPER_CHANNELS)
        self.urgency = Choice(Urgency)
        self.document_title = QLineEdit()
        self.document_number = QLineEdit()
        self.issuer = NameField(source, CandidateKind.UNIT)
        self.copies = QSpinBox()
        self.pages = QSpinBox()
        self.important = QCheckBox(self.tr("Important: counted page by page"))
        self.to_handle = QCheckBox(self.tr("To be handled"))
        self.signed_by = QLineEdit()
        self.delivered_by = QLineEdit()
        self.sealed = QCheckBox(self.tr("For its addressee to open"))
        self.addressee = NameField(source, CandidateKind.PERSON)
        self.content = QPlainTextEdit()
        self.is_classified = QCheckBox(self.tr("Classified item"))
        self.classified = ClassifiedFields(workplace)
        self.keep_as(draft_id, PAPER_DRAFT)
        self._begin_with_usual()
        self._name_fields()
        self._lay_out()
        self._connect_signals()
        self._show_what_counts()
        self.keeper.begin()

    def take_focus(self) -> None:
        """Put the cursor where a paper begins."""
        if self.is_classified.isChecked():
            self.classified.take_focus()
        else:
            self.document_title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def title(self) -> str:
        """Return what the form is called in its tab; a classified item has no words there."""
        if self.is_classified.isChecked():
            return self.is_classified.text()
        return (self.document_title.text() or self.issuer.text())[:12] or self.received.text()[-5:]

    def new(self) -> NewPaper:
        """Return what was typed; Refused ``log.bad_value`` for a time that cannot be read."""
        if not self.received.is_valid():
            self.received.setFocus()
            raise Refused("log.bad_value", value=self.received.text())
        channel, urgency = self.channel.value() or PAPER_CHANNELS[0], self.urgency.value() or Urgency.ROUTINE
        kind = self.kind.value() or PaperKind.SUPERIOR
        if self.is_classified.isChecked():
            item = self.classified.item()
            return NewPaper(
                kind=kind,
                channel=channel,
                urgency=urgency,
                copies=item.copies,
                signed_by=item.received_by,
                received_at=self.received.value(),
                classified=item,
            )
        sealed = self.sealed.isChecked()
        return NewPaper(
            kind=kind,
            channel=channel,
            urgency=urgency,
            title="" if sealed else self.document_title.text(),
            document_number=self.document_number.text(),
            issuer=self.issuer.text(),
            copies=self.copies.value(),
            pages=self.pages.value() or None,
            important=self.important.isChecked(),
            to_handle=self.to_handle.isChecked(),
            signed_by=self.signed_by.text(),
            delivered_by=self.delivered_by.text(),
            addressee=self.addressee.text() if sealed else "",
            received_at=self.received.value(),
            remark=self.content.toPlainText(),
        )

    def payload(self) -> dict[str, Any]:
        """Return what a draft keeps: everything, but of a classified item nothing that says what is in it."""
        secret = self.is_classified.isChecked()
        return {
            "texts": ["" if secret else field.text() for field in self._lines()],
            "ids": [self.issuer.chosen_id, self.addressee.chosen_id],
            "received": self.received.text(),
            "choices": [str(box.value() or "") for box in self._choices()],
            "numbers": [self.copies.value(), self.pages.value()],
            "checks": [check.isChecked() for check in self._checks()],
            "content": "" if secret else self.content.toPlainText(),
            "classified": self.classified.payload(),
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Fill the form from a draft."""
        self.content.setPlainText(payload["content"])
        for field, text in zip(self._lines(), payload["texts"], strict=True):
            field.setText(text)
        self.issuer.chosen_id, self.addressee.chosen_id = payload["ids"]
        self.received.setText(payload["received"])
        for box, value in zip(self._choices(), payload["choices"], strict=True):
            box.choose_value(value)
        for number, value in zip((self.copies, self.pages), payload["numbers"], strict=True):
            number.setValue(int(value))
        for check, on in zip(self._checks(), payload["checks"], strict=True):
            check.setChecked(bool(on))
        self.classified.restore(payload["classified"])

    def acting(self) -> Callable[[], object]:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        return partial(self._workplace.house.receipts.receive, self._workplace.session, self.new(), self.draft_id)

    def places(self) -> dict[str, QWidget]:
        """Return which field a refusal means."""
        return {
            "receipts.no_title": self.document_title,
            "receipts.no_issuer": self.issuer,
            "receipts.copies": self.copies,
            "receipts.pages_missing": self.pages,
            "log.secrecy_mark": self.document_title,
        }

    @Slot()
    def _show_what_counts(self) -> None:
        """Show the fields of an open or a classified item; a sealed letter has an addressee and no title."""
        self._stack.setCurrentIndex(1 if self.is_classified.isChecked() else 0)
        sealed = self.sealed.isChecked()
        self.document_title.setEnabled(not sealed)
        self.addressee.setEnabled(sealed)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.document_title,
            self.document_number,
            self.issuer,
            self.signed_by,
            self.delivered_by,
            self.addressee,
        )

    def _choices(self) -> tuple[Choice[Any], ...]:
        return (self.kind, self.channel, self.urgency)

    def _checks(self) -> tuple[QCheckBox, ...]:
        return (self.important, self.to_handle, self.sealed, self.is_classified)

    def words(self) -> str:
        """Return every word on the form."""
        return "\n".join((self.content.toPlainText(), *(field.text() for field in self._lines())))

    def _begin_with_usual(self) -> None:
        self.copies.setRange(1, _MOST)
        self.pages.setRange(0, _MOST)
        self.pages.setSpecialValueText(self.tr("not counted"))
        self.urgency.choose(Urgency.ROUTINE)
        self.to_handle.setChecked(True)
        self.signed_by.setText(self._workplace.session.name)

    def _name_fields(self) -> None:
        names: dict[QWidget, str] = {
            self.kind: self.tr("Kind"),
            self.channel: self.tr("Way"),
            self.urgency: self.tr("Urgency"),
            self.received: self.tr("Received"),
            self.document_title: self.tr("Title"),
            self.document_number: self.tr("Document number"),
            self.issuer: self.tr("From"),
            self.copies: self.tr("Copies"),
            self.pages: self.tr("Pages"),
            self.signed_by: self.tr("Signed for by"),
            self.delivered_by: self.tr("Brought by"),
            self.addressee: self.tr("Addressee"),
            self.content: self.tr("Remark"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
            field.setToolTip(name)
        self.document_title.setPlaceholderText(self.tr("Title of the paper"))
        self.document_number.setPlaceholderText(self.tr("Document number"))
        self.issuer.setPlaceholderText(self.tr("Which unit sent it"))
        self.addressee.setPlaceholderText(self.tr("Addressee"))
        self.delivered_by.setPlaceholderText(self.tr("Brought by"))
        self.content.setPlaceholderText(self.tr("Remark, such as a page that lacks"))
        self.content.setTabChangesFocus(True)
        self.content.setFixedHeight(theme.px(_REMARK))

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        mark_buttons(self.save_button, self.later_button, self.discard_button)
        told, beside = QWidget(), QWidget()
        self.received.setMinimumWidth(theme.px(140))
        lay_out_rows(
            told,
            (
                (self.tr("Title"), self.document_title),
                (self.tr("From"), line(self.issuer, self.document_number)),
                (self.tr("Opening"), line(self.sealed, self.addressee)),
                (self.tr("Remark"), self.content),
            ),
        )
        lay_out_rows(
            beside,
            (
                (self.tr("Count"), line(self.copies, caption(self.tr("Pages")), self.pages)),
                ("", line(self.important, self.to_handle)),
                (self.tr("Signed for"), line(self.signed_by, self.delivered_by)),
            ),
        )
        plain = QWidget()
        halves = QHBoxLayout(plain)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(sizes.space_3)
        halves.addWidget(told, 5)
        halves.addWidget(beside, 4)
        self._stack = QStackedWidget()
        self._stack.addWidget(Scrolled(plain))
        self._stack.addWidget(Scrolled(self.classified))
        top = line(
            caption(self.tr("Received")), self.received, self.channel, self.kind, self.urgency, self.is_classified
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_4, sizes.space_2, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addWidget(self.message)
        column.addWidget(top)
        column.addWidget(self._stack, 1)
        column.addLayout(foot(self.discard_button, self.later_button, self.save_button))

    def _connect_signals(self) -> None:
        self.content.textChanged.connect(self.touched)
        for field in (*self._lines(), self.received):
            field.textChanged.connect(self.touched)
        for box in self._choices():
            box.currentIndexChanged.connect(self.touched)
        for number in (self.copies, self.pages):
            number.valueChanged.connect(self.touched)
        for check in self._checks():
            check.toggled.connect(self._show_what_counts)
            check.toggled.connect(self.touched)
        self.classified.changed.connect(self.touched)
