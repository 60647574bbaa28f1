"""Words that the papers of the log share: who printed, where a matter came from, an entry with its correction."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dutyroom.documents.model import Foot, Mark, MarkKind, Run, Text, text
from dutyroom.frozen import dataclass
from dutyroom.journal.model import Head
from dutyroom.log.model import Entry, EntryKind, Field, Matter, MatterFile
from dutyroom.texts import Language, term


@dataclass(frozen=True)
class Printing:
    """Who prints when, from which room, in which language; ``head`` is the journal's at that moment."""

    room_name: str
    drill: bool
    name: str
    at: datetime
    zone: ZoneInfo
    head: Head
    language: Language = "zh_CN"

    def say(self, word: str, **values: str | int) -> str:
        """Return a term of paper with its places filled."""
        return term("paper", word, self.language).format(**values)

    def time(self, moment: datetime) -> str:
        """Return ``11-21 08:05`` in the room's zone."""
        return f"{moment.astimezone(self.zone):%m-%d %H:%M}"

    def foot(self) -> Foot:
        """Return the foot of every page."""
        return Foot(
            printed_by=self.say("printed_by", name=self.name),
            printed_at=f"{self.at.astimezone(self.zone):%Y-%m-%d %H:%M}",
            journal_head=self.say("journal_head", head=self.head.short()),
        )

    def marks(self) -> tuple[Mark, ...]:
        """Return the marks of every page."""
        return (Mark(MarkKind.DRILL, self.say("drill")),) if self.drill else ()


def source_text(printing: Printing, matter: Matter) -> str:
    """Return how and from whom a matter came, line by line."""
    way = (
        f"{term('direction', matter.direction, printing.language)}·{term('channel', matter.channel, printing.language)}"
    )
    if matter.classified is not None:
        return "\n".join((way, matter.classified.sender))
    caller = matter.caller
    person = " ".join(part for part in (caller.name, caller.post) if part)
    return "\n".join(part for part in (way, matter.unit_name, person, caller.phone) if part)


def subject_text(printing: Printing, matter: Matter) -> str:
    """Return what a matter is about, a drill called so; of a classified item only its number, level and copies."""
    item = matter.classified
    if item is None:
        return f"【{printing.say('drill')}】{matter.subject}" if matter.drill else matter.subject
    level = term("secrecy_level", item.level, printing.language)
    return printing.say("classified", number=item.document_number, level=level, copies=item.copies)


def entry_text(printing: Printing, file: MatterFile, entry: Entry) -> Text:
    """Return the words of an entry; corrected ones struck through with the right ones behind."""
    correction = file.corrected_by(entry)
    if correction is not None:
        return text(Run(entry.text, struck=True), " ", correction.new, printing.say("corrected"))
    if entry.kind is EntryKind.CORRECTED and entry.field is not None:
        name = term("field", entry.field, printing.language)
        if not (entry.old or entry.new):
            return text(name, f" {entry.text}" if entry.text else "")  # what is masked is not told, why it changed is
        old, new = (_value(printing, entry.field, value) for value in (entry.old, entry.new))
        return text(f"{name} ", Run(old, struck=True), f" {new}", f" {entry.text}" if entry.text else "")
    if entry.kind is EntryKind.CORRECTED:
        return text(entry.new)
    if entry.kind is EntryKind.DUE_SET:
        return text(_value(printing, Field.RECEIVED_AT, entry.new) or "—")
    return text(entry.text)


def _value(printing: Printing, field: Field, value: str) -> str:
    if not value:
        return ""
    if field in (Field.RECEIVED_AT, Field.HAPPENED_AT):
        return printing.time(datetime.fromisoformat(value))
    if field in (Field.DIRECTION, Field.CHANNEL, Field.CATEGORY, Field.URGENCY, Field.HANDLING):
        return term(field.value, value, printing.language)
    return value
