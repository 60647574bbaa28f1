"""Adding somebody to the roster, changing the lists they stand on, when they join and leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from dutyroom.accounts.model import Account
from dutyroom.roster.model import Member, Pool
from ui.directory.form_dialog import FormDialog
from ui.settings.day_field import DayField
from ui.terms import label
from ui.widgets.inline_message import MessageKind
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

_WIDTH = 520
_MOST = 999


class MemberDialog(FormDialog):
    """The form of a member; ``saved`` carries the ``Member`` as it was stored."""

    saved = Signal(object)

    def __init__(
        self, workplace: Workplace, member: Member | None, accounts: Sequence[Account], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._member = member
        today = workplace.now().date()
        self._name = QLineEdit(member.name if member else "", self)
        self._post = QLineEdit(member.post_title if member else "", self)
        self._section = QLineEdit(member.section if member else "", self)
        self._phone = QLineEdit(member.phone if member else "", self)
        self._private = QCheckBox(self.tr("A leader's number: masked"), self)
        self._order = QSpinBox(self)
        self._joins = DayField(today, self, lean=Lean.NEAR)
        self._leaves = DayField(today, self, lean=Lean.NEAR)
        self._newcomer = DayField(today, self, lean=Lean.NEAR)
        self._account = QComboBox(self)
        self._pools = {pool: QCheckBox(label(pool), self) for pool in Pool}
        self._build_form(accounts)
        self.begin()

    def _build_form(self, accounts: Sequence[Account]) -> None:
        member = self._member
        self.set_title(self.tr("Change a member") if member else self.tr("New member"))
        self.set_save_text(self.tr("&Save"))
        lists = QWidget(self)
        grid = QGridLayout(lists)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (pool, box) in enumerate(self._pools.items()):
            box.setChecked(member is not None and pool in member.pools)
            grid.addWidget(box, place // 2, place % 2)
        self._private.setChecked(member is not None and member.private_phone)
        self._order.setRange(0, _MOST)
        self._order.setValue(member.order if member else 0)
        for field, day in (
            (self._joins, member.joins if member else None),
            (self._leaves, member.leaves if member else None),
            (self._newcomer, member.newcomer_until if member else None),
        ):
            field.setText(day.isoformat() if day else "")
            field.setPlaceholderText(self.tr("may stay empty"))
        self._account.addItem(self.tr("No account"), "")
        for account in accounts:
            self._account.addItem(account.name, account.id)
        self._account.setCurrentIndex(max(0, self._account.findData(member.account_id if member else "")))
        self.add_field(self.tr("&Name"), self._name)
        self.add_field(self.tr("Pos&t"), self._post)
        self.add_field(self.tr("&Lists"), lists)
        self.add_field(self.tr("S&ection"), self._section)
        self.add_field(self.tr("Place in the &order"), self._order)
        self.add_field(self.tr("&Phone"), self._phone)
        self.add_field("", self._private)
        self.add_field(self.tr("&First day"), self._joins)
        self.add_field(self.tr("L&ast day"), self._leaves)
        self.add_field(self.tr("Ne&w until"), self._newcomer)
        self.add_field(self.tr("A&ccount"), self._account)
        self.set_width(_WIDTH)
        self._name.setFocus()

    def snapshot(self) -> object:
        """Return everything that is typed."""
        fields = (self._name, self._post, self._section, self._phone, self._joins, self._leaves, self._newcomer)
        pools = tuple(box.isChecked() for box in self._pools.values())
        chosen = (self._order.value(), self._private.isChecked(), self._account.currentIndex())
        return (*(field.text() for field in fields), pools, chosen)

    def save(self) -> None:
        """Store the member; what cannot be read is said first."""
        for field in (self._joins, self._leaves, self._newcomer):
            if not field.is_valid():
                self.say(MessageKind.REFUSAL, self.tr("Write a day as 2026-11-21, or leave the field empty."))
                field.setFocus()
                return
        self.set_busy(True)
        call = partial(self._workplace.house.roster.save_member, self._workplace.session, self._typed())
        self._workplace.write(call, self, self._saved, self.refuse)

    def _typed(self) -> Member:
        return replace(
            self._member or Member(id="", name="", pools=frozenset()),
            name=self._name.text().strip(),
            post_title=self._post.text().strip(),
            section=self._section.text().strip(),
            phone=self._phone.text().strip(),
            private_phone=self._private.isChecked(),
            pools=frozenset(pool for pool, box in self._pools.items() if box.isChecked()),
            order=self._order.value(),
            joins=self._joins.value(),
            leaves=self._leaves.value(),
            newcomer_until=self._newcomer.value(),
            account_id=str(self._account.currentData()) or None,
        )

    @Slot(object)
    def _saved(self, member: Member) -> None:
        self.saved.emit(member)
        self.accept()
