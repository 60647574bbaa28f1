"""Deadlines: the place whose limits the room keeps, with its minutes and fixed hours (R037, R090)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from dutyroom.folding import fold
from dutyroom.incidents.deadline_editing import with_profile, with_timing
from dutyroom.incidents.deadlines import DeadlineBook, DeadlineProfile, DutyRule, Timing
from dutyroom.rulebook.model import RuleKind
from dutyroom.texts import term
from ui import theme
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.rule_section import RuleSection, in_row
from ui.sign_in.card import scaled
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.inline_message import MessageKind
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.workplace import Workplace

_ROWS = 12
_FIELD = 144
_LOOKS = (
    *(ColumnLook(104, strong=True), ColumnLook(), ColumnLook(144), ColumnLook(144, secondary=True)),
    *(ColumnLook(112), ColumnLook(128, secondary=True), ColumnLook(secondary=True)),
)
_WALL = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class DeadlinesSection(RuleSection):
    """Limits of one place; what it leaves open comes from the one it rests on. Set deadlines stay as they are."""

    kind = RuleKind.DEADLINES

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.profiles = QComboBox(self)
        self.profiles.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        headings = (self.tr("Report"), self.tr("When"), self.tr("Due"), self.tr("Shipped"), self.tr("Place"))
        self.rows = RowsModel((*headings, self.tr("Verified"), self.tr("Law")), self)
        self.table = QuietTable(self)
        self.ways = QComboBox(self)
        self.value = QLineEdit(self)
        self.put = QPushButton(self.tr("&Set"), self)
        self._remarks = QLabel(self)
        self._build()
        self.profiles.activated.connect(self._profile_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.put.clicked.connect(self.put_timing)
        self.value.returnPressed.connect(self.put_timing)

    def _build(self) -> None:
        self.begin_words(
            self.tr("Deadlines"),
            self.tr("By when the room has to report, counted from the receipt. Choose the place whose rules bind."),
        )
        for way, words in self._way_words().items():
            self.ways.addItem(words, way)
        self.table.setModel(self.rows)
        self.table.set_columns(_LOOKS)
        self.table.setFixedHeight(theme.current().sizes.row * (_ROWS + 1))
        self.table.setAccessibleName(self.tr("Reports and their limits"))
        self.profiles.setAccessibleName(self.tr("Place"))
        self.profiles.setEnabled(self.may)
        self.ways.setAccessibleName(self.tr("How the limit is reckoned"))
        self.value.setAccessibleName(self.tr("Minutes, hours or times"))
        self.value.setFixedWidth(scaled(_FIELD))
        theme.mark(self._remarks, type="secondary")
        self._remarks.setWordWrap(True)
        place = QLabel(self.tr("&Place"), self)
        place.setBuddy(self.profiles)
        chosen = QLabel(self.tr("The chosen report is due"), self)
        for widget in (chosen, self.ways, self.value, self.put):
            widget.setVisible(self.may)
        self.body.addLayout(in_row(place, self.profiles))
        self.body.addWidget(self._remarks)
        self.body.addWidget(self.table)
        self.body.addLayout(in_row(chosen, self.ways, self.value, self.put))
        self.end_words()

    def _way_words(self) -> dict[str, str]:
        return {
            "within": self.tr("within minutes"),
            "every": self.tr("every so many hours"),
            "at": self.tr("at these times of the day"),
            "days": self.tr("for days after the event"),
            "after_end": self.tr("minutes after the end"),
            "at_once": self.tr("at once, without a clock"),
        }

    def show_rules(self) -> None:
        """Draw the limits of the chosen place and of the one it rests on."""
        book = self.book
        if not isinstance(book, DeadlineBook):
            return
        if self.profiles.count() == 0:
            for one in book.choices():
                self.profiles.addItem(_name(one), one.id)
        self.profiles.setCurrentIndex(self.profiles.findData(book.default))
        profile, at = book.profiles[book.default], self.table.currentIndex().row()
        self.rows.set_rows(list(self._rows(profile)))
        self.table.selectRow(max(at, 0))
        self._remarks.setText("\n".join(profile.remarks))
        self._remarks.setVisible(bool(profile.remarks))

    @Slot()
    def put_timing(self) -> None:
        """Set the limit that was typed."""
        rule = self._chosen()
        timing = self._typed()
        if rule is None:
            return
        if timing is None:
            self.message.say(
                MessageKind.REFUSAL, self.tr("Enter a whole number, or times of the day such as 08:00 17:00.")
            )
            return
        self.edit(with_timing, rule.id, timing)

    def _rows(self, profile: DeadlineProfile) -> Iterator[WordRow]:
        shipped = self._shipped()
        for one in _all_rules(profile):
            before = shipped.get(one.id)
            same = before is not None and before.timing == one.timing
            due = self._timing_words(one.timing)
            was = self.tr("new") if before is None else self._timing_words(before.timing)
            place = self._place(one.id.partition(".")[0])
            law = (label(one.verification), one.source.cited)
            tip = "\n".join(filter(None, (one.to, one.words)))
            cells = (label(one.stage), self._when(one), due, was, place, *law)
            yield WordRow(one.id, cells, tip=tip, tone=None if same else Tone.ACCENT)

    def _shipped(self) -> dict[str, DutyRule]:
        book = self.view.shipped_book if self.view is not None else None
        if not isinstance(book, DeadlineBook):
            return {}
        return {rule.id: rule for profile in book.profiles.values() for rule in profile.rules}

    def _place(self, profile_id: str) -> str:
        return _name(self.book.profiles[profile_id]) if isinstance(self.book, DeadlineBook) else profile_id

    def _when(self, rule: DutyRule) -> str:
        parts = ["、".join(label(one) for one in sorted(rule.grades, key=lambda grade: -grade.weight))]
        parts.append("、".join(term("event_type", one, language()) for one in sorted(rule.types)))
        parts.append(self.tr("sensitive") if rule.only_sensitive else "")
        parts.append(self.tr("duty of: {who}").format(who=rule.by) if rule.by else "")
        return "，".join(filter(None, parts)) or self.tr("always")

    def _timing_words(self, timing: Timing) -> str:
        if timing.at:
            return " ".join(f"{wall:%H:%M}" for wall in timing.at)
        if timing.within is not None:
            return self.tr("within {minutes} min").format(minutes=timing.within)
        if timing.every is not None:
            return self.tr("every {hours} h").format(hours=timing.every)
        if timing.days is not None:
            return self.tr("for {days} days").format(days=timing.days)
        if timing.after_end is not None:
            if timing.after_end % 60 == 0:
                return self.tr("{hours} h after the end").format(hours=timing.after_end // 60)
            return self.tr("{minutes} min after the end").format(minutes=timing.after_end)
        return self.tr("at once")

    def _chosen(self) -> DutyRule | None:
        row, book = self.rows.row(self.table.currentIndex().row()), self.book
        if row is None or not isinstance(book, DeadlineBook):
            return None
        return next((one for one in _all_rules(book.profiles[book.default]) if one.id == row.key), None)

    def _typed(self) -> Timing | None:
        way, text = str(self.ways.currentData()), fold(self.value.text()).strip()
        if way == "at_once":
            return Timing(at_once=True)
        if way == "at":
            walls = [_WALL.fullmatch(part) for part in text.replace("、", " ").replace(",", " ").split()]
            times = tuple(time(int(wall[1]), int(wall[2])) for wall in walls if wall is not None)
            return Timing(at=times) if times and len(times) == len(walls) else None
        if not text.isascii() or not text.isdigit():
            return None
        number = int(text)
        match way:
            case "within":
                return Timing(within=number)
            case "every":
                return Timing(every=number)
            case "days":
                return Timing(days=number)
        return Timing(after_end=number)

    @Slot(int)
    def _profile_chosen(self, _index: int) -> None:
        self.edit(with_profile, str(self.profiles.currentData()))

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        rule = self._chosen()
        self.put.setEnabled(rule is not None)
        if rule is None:
            return
        timing = rule.timing
        numbers = {"within": timing.within, "every": timing.every, "days": timing.days, "after_end": timing.after_end}
        way, number = next(((name, one) for name, one in numbers.items() if one is not None), ("at_once", None))
        if timing.at:
            way = "at"
        self.ways.setCurrentIndex(self.ways.findData(way))
        self.value.setText(self._timing_words(timing) if timing.at else "" if number is None else str(number))


def _all_rules(profile: DeadlineProfile) -> Iterator[DutyRule]:
    """Yield the rules of a place and of those it rests on."""
    layer: DeadlineProfile | None = profile
    while layer is not None:
        yield from layer.rules
        layer = layer.base


def _name(profile: DeadlineProfile) -> str:
    return profile.names["zh" if language() == "zh_CN" else "en"]
