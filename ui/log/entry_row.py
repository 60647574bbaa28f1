"""One step of a matter as it is shown: when, what kind, the words, who wrote it; corrected words struck through."""

from __future__ import annotations

from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dutyroom.log.model import Category, Channel, Direction, Entry, EntryKind, Field, Handling, MatterFile, Urgency
from ui import theme
from ui.terms import label
from ui.widgets.relative_time import full_time, relative_time, standard_time
from ui.workplace import Workplace

_ENUMS = {
    Field.DIRECTION: Direction,
    Field.CHANNEL: Channel,
    Field.CATEGORY: Category,
    Field.URGENCY: Urgency,
    Field.HANDLING: Handling,
}
_TIMES = 118


class EntryRow(QFrame):
    """A row that can be marked; ``marked`` says that it was. A ``narrow`` one has its words below time and kind."""

    marked = Signal(str)

    def __init__(
        self,
        workplace: Workplace,
        file: MatterFile,
        entry: Entry,
        parent: QWidget | None = None,
        *,
        narrow: bool = False,
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self._narrow = narrow
        self._workplace = workplace
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.mark(self, area="entry")
        self._lay_out(file)

    def text(self) -> str:
        """Return the words of the row that hold, for copying."""
        return self._plain

    def _lay_out(self, file: MatterFile) -> None:
        sizes = theme.current().sizes
        entry, zone, now = self.entry, self._workplace.zone, self._workplace.now()
        when = QLabel(relative_time(entry.received_at, now, zone))
        when.setToolTip(full_time(entry.received_at, zone))
        theme.mark(when, type="secondary")
        kind = QLabel(label(entry.kind))
        theme.mark(kind, type="strong")
        self._plain = file.standing_text(entry) if file.corrected_by(entry) else words_of(self._workplace, file, entry)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._show_words(file)
        who = QLabel(entry.account_name)
        who.setToolTip(self.tr("Entered {time}").format(time=full_time(entry.entered_at, zone)))
        theme.mark(who, type="caption")
        words = QVBoxLayout()
        words.setSpacing(sizes.space_1)
        words.addWidget(self._text)
        if entry.happened_at is not None:
            happened = QLabel(self.tr("Happened {time}").format(time=standard_time(entry.happened_at, zone)))
            theme.mark(happened, type="caption")
            words.addWidget(happened)
        if self._narrow:
            self._stack(when, kind, who, words)
        else:
            self._range(when, kind, who, words)
        self.setAccessibleName(f"{when.text()} {kind.text()} {self._plain} {entry.account_name}")

    def _range(self, when: QLabel, kind: QLabel, who: QLabel, words: QVBoxLayout) -> None:
        sizes, top = theme.current().sizes, Qt.AlignmentFlag.AlignTop
        when.setFixedWidth(theme.px(_TIMES))
        kind.setFixedWidth(theme.px(72))
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        row.setSpacing(sizes.space_2)
        row.addWidget(when, 0, top)
        row.addWidget(kind, 0, top)
        row.addLayout(words, 1)
        row.addWidget(who, 0, top)

    def _stack(self, when: QLabel, kind: QLabel, who: QLabel, words: QVBoxLayout) -> None:
        sizes = theme.current().sizes
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        for label_ in (when, kind, who):
            head.addWidget(label_)
        head.insertStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_3, sizes.space_1, sizes.space_3, sizes.space_1)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(words)

    def _show_words(self, file: MatterFile) -> None:
        correction = file.corrected_by(self.entry)
        if correction is None:
            self._text.setTextFormat(Qt.TextFormat.PlainText)
            self._text.setText(self._plain)
            return
        old, new = (escape(text).replace("\n", "<br>") for text in (self.entry.text, correction.new))
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setText(f"<s>{old}</s><br>{new}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the row."""
        super().focusInEvent(event)
        self.marked.emit(self.entry.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark the row."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)


def words_of(workplace: Workplace, file: MatterFile, entry: Entry) -> str:
    """Return the words of an entry, those of a correction or a due time made from what changed."""
    translate = QCoreApplication.translate
    if entry.kind is EntryKind.CORRECTED and entry.field is not None:
        old, new = (field_text(workplace, entry.field, value) for value in (entry.old, entry.new))
        empty = translate("EntryRow", "(empty)")
        changed = f"{old or empty} → {new or empty}" if old or new else translate("EntryRow", "changed")
        return f"{label(entry.field)}  {changed}" + (f"  {entry.text}" if entry.text else "")
    if entry.kind is EntryKind.CORRECTED:
        corrected = next((known for known in file.entries if known.id == entry.corrects_id), None)
        when = standard_time(corrected.received_at, workplace.zone) if corrected else ""
        return translate("EntryRow", "Entry of {time} corrected").format(time=when) + f"  {entry.new}"
    if entry.kind is EntryKind.DUE_SET:
        old, new = (field_text(workplace, Field.RECEIVED_AT, value) for value in (entry.old, entry.new))
        none = translate("EntryRow", "(none)")
        return f"{old} → {new or none}" if old else new or none
    return entry.text


def field_text(workplace: Workplace, field: Field, value: str) -> str:
    """Return the value of a field as a person reads it."""
    if not value:
        return ""
    if field in _ENUMS:
        return label(_ENUMS[field](value))
    if field in (Field.RECEIVED_AT, Field.HAPPENED_AT):
        return standard_time(datetime.fromisoformat(value), workplace.zone)
    return value
