"""One recipient: words ready to be read out or pasted, what went out already, and the note of what goes out now."""

from __future__ import annotations

import json
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dutyroom.errors import Refused
from dutyroom.log.model import Draft
from dutyroom.reports.model import Dispatch, DispatchChannel, Recipient, Sending
from dutyroom.reports.views import Script
from ui import icons, theme
from ui.actions import Act, make
from ui.log.choices import Choice
from ui.log.draft_keeper import DraftKeeper, draft_id_of
from ui.terms import label
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.filter_bar import FilterBar
from ui.widgets.relative_time import relative_time
from ui.widgets.scrolled import Scrolled
from ui.workplace import Workplace

KEPT = "report sending"
"""The kind of the drafts of unfinished notes."""
_PHONE, _SMS = "phone", "sms"


class SendingBox(QFrame):
    """``send_wanted`` carries the lines to note, ``receipt_wanted`` (dispatch id, received by, read-back)."""

    send_wanted = Signal(object)
    receipt_wanted = Signal(str, str, str)
    refused = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._recipients: tuple[Recipient, ...] = ()
        self._sent: tuple[Dispatch, ...] = ()
        self._script: Script | None = None
        self._keeper: DraftKeeper | None = None
        self._now: datetime | None = None
        self.name = QLabel()
        self.told = QLabel()
        self.kind = FilterBar(single=True, required=True)
        self.words = QPlainTextEdit()
        self.copy = QPushButton(icons.icon("copy"), self.tr("&Copy"))
        self.channel = Choice(DispatchChannel)
        self.at = DateTimeField(workplace.house.clock, zone=workplace.zone)
        self.received_by = QLineEdit()
        self.read_back = QLineEdit()
        self.send = QPushButton(self.tr("Note as sent"))
        self.receipt = QPushButton(self.tr("&Received"))
        self._lay_out()
        self._connect_signals()

    def show_recipients(
        self, report_id: str, recipients: tuple[Recipient, ...], sent: tuple[Dispatch, ...], *, may_send: bool
    ) -> None:
        """Show one recipient, or how many are marked; what was typed about each is kept."""
        keys = tuple(one.key for one in recipients)
        same = keys == tuple(one.key for one in self._recipients)
        self._recipients, self._sent = recipients, sent
        self.setVisible(bool(recipients))
        one = recipients[0] if recipients else None
        many = len(recipients) > 1
        called = one.called if one is not None else ""
        self.name.setText(self.tr("{count} recipients are marked").format(count=len(recipients)) if many else called)
        self.told.setText("" if many else self._told(sent))
        self.told.setVisible(bool(self.told.text()))
        for field in (self.received_by, self.read_back):
            field.setEnabled(not many)
        self.send.setEnabled(may_send)
        self.receipt.setVisible(bool(sent) and not many)
        if not same and one is not None:
            self.channel.choose(one.channel)
            self._now = None
            self._begin(f"sending {report_id} {'+'.join(keys)}")
        self.time_passed()

    def time_passed(self) -> None:
        """Let the time be the present one for as long as nobody wrote another."""
        if self._now is None or self.at.value() == self._now:
            self.at.set_value(self._workplace.house.clock.now())
            self._now = self.at.value()

    def show_script(self, script: Script) -> None:
        """Show the words for the recipient."""
        self._script = script
        self._show_words()

    def lines(self) -> list[Sending]:
        """Return what is to be noted; Refused ``log.bad_value`` for a time that cannot be read."""
        if not self.at.is_valid():
            raise Refused("log.bad_value", value=self.at.text())
        channel = self.channel.value() or DispatchChannel.PHONE
        at = None if self.at.value() == self._now else self.at.value()  # None: the moment at which it is noted
        if len(self._recipients) > 1:  # each by the means that is proposed, read back by nobody yet
            return [Sending(one.key, one.channel, at) for one in self._recipients]
        return [
            Sending(one.key, channel, at, self.received_by.text(), self.read_back.text()) for one in self._recipients
        ]

    def noted(self) -> None:
        """What was typed is noted: nothing is left to keep."""
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper = None
        for field in (self.received_by, self.read_back):
            field.clear()
        self._recipients = ()

    def _told(self, sent: tuple[Dispatch, ...]) -> str:
        now, zone = self._workplace.now(), self._workplace.zone
        return "\n".join(
            " · ".join(
                part
                for part in (
                    self.tr("Sent {time}").format(time=relative_time(one.sent_at, now, zone)),
                    label(one.channel),
                    one.account_name,
                    one.received_by,
                    one.read_back,
                )
                if part
            )
            for one in sent
        )

    # --- keeping -----------------------------------------------------------

    def _begin(self, name: str) -> None:
        workplace = self._workplace
        house, session = workplace.house, workplace.session
        if self._keeper is not None:
            self._keeper.keep_now()
            self._keeper.finish()
        for field in (self.received_by, self.read_back):
            field.clear()
        draft_id = draft_id_of(name, session.account_id)
        keeper = DraftKeeper(workplace, draft_id, KEPT, self._payload, self, words=self._typed)
        keeper.begin()
        keeper.refused.connect(self.refused)
        self._keeper = keeper

        def question() -> list[Draft]:
            return [draft for draft in house.drafts.of(session, KEPT) if draft.id == draft_id]

        def take(drafts: list[Draft]) -> None:
            if self._keeper is not keeper or not keeper.untouched():
                return
            for draft in drafts:
                kept = json.loads(draft.payload)
                self.received_by.setText(str(kept.get("received_by", "")))
                self.read_back.setText(str(kept.get("read_back", "")))

        workplace.read(question, self, take)

    def _payload(self) -> dict[str, str]:
        return {"received_by": self.received_by.text(), "read_back": self.read_back.text()}

    def _typed(self) -> str:
        return f"{self.received_by.text()}\n{self.read_back.text()}"

    @Slot()
    def _touched(self) -> None:
        if self._keeper is not None:
            self._keeper.touched()

    # --- doing -------------------------------------------------------------

    @Slot()
    def submit(self) -> None:
        """Ask for what is typed to be noted as sent."""
        if not self.send.isEnabled() or not self._recipients:
            return
        try:
            self.send_wanted.emit(self.lines())
        except Refused as error:
            self.refused.emit(error)

    @Slot()
    def _note_receipt(self) -> None:
        if self._sent:
            waiting = next((one for one in self._sent if not one.received_by), self._sent[-1])
            self.receipt_wanted.emit(waiting.id, self.received_by.text(), self.read_back.text())

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())

    @Slot()
    def _show_words(self) -> None:
        if self._script is not None:
            chosen = next(iter(self.kind.chosen()), _PHONE)
            self.words.setPlainText(self._script.phone if chosen == _PHONE else self._script.sms)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="card")
        theme.mark(self.name, type="section")
        theme.mark(self.told, type="secondary")
        theme.mark(self.send, kind="primary")
        for words in (self.name, self.told):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
        self.kind.add(_PHONE, self.tr("Read out"))
        self.kind.add(_SMS, self.tr("Text message"))
        self.kind.choose(frozenset({_PHONE}))
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.tr("Words for this recipient"))
        above = QHBoxLayout()
        above.addWidget(self.kind, 1)
        above.addWidget(self.copy)
        form = QFormLayout()
        for text, field in (
            (self.tr("By"), self.channel),
            (self.tr("Time"), self.at),
            (self.tr("Received by"), self.received_by),
            (self.tr("Read back"), self.read_back),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.receipt)
        buttons.addStretch(1)
        buttons.addWidget(self.send)
        self.words.setMinimumHeight(theme.px(96))
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        part = QWidget()
        inner = QVBoxLayout(part)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(sizes.space_2)
        inner.addWidget(self.name)
        inner.addWidget(self.told)
        inner.addLayout(above)
        inner.addWidget(self.words, 1)
        inner.addLayout(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addWidget(Scrolled(part), 1)
        column.addLayout(buttons)
        self.setFixedWidth(theme.beside(316))

    def _connect_signals(self) -> None:
        self.kind.changed.connect(self._show_words)
        self.copy.clicked.connect(self._copy)
        self.send.clicked.connect(self.submit)
        self.receipt.clicked.connect(self._note_receipt)
        for field in (self.received_by, self.read_back):
            field.textChanged.connect(self._touched)
        save = make(Act.SAVE, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.triggered.connect(self.submit)
