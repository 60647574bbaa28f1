"""What stands at the head of a plain matter: when and how it came, from whom, whose it is, until when, the result."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from dutyroom.log.model import MatterFile
from ui.log.fact_grid import Fact
from ui.log.matter_model import unit_text
from ui.terms import label
from ui.widgets.relative_time import full_time, standard_time

translate = QCoreApplication.translate


def matter_facts(file: MatterFile, zone: ZoneInfo, owner: str) -> list[Fact]:
    """Return name, value and tip of each fact; ``owner`` is what whoever has it in hand is called."""
    matter = file.matter
    facts = [
        (
            translate("MatterFacts", "Received"),
            standard_time(matter.received_at, zone),
            full_time(matter.received_at, zone),
        ),
        (translate("MatterFacts", "Way"), f"{label(matter.direction)} · {label(matter.channel)}", ""),
        (translate("MatterFacts", "Category"), label(matter.category), ""),
        (translate("MatterFacts", "Handling level"), label(matter.handling), ""),
        *(_from_whom(file) if matter.classified is None else _of_classified(file, zone)),
        (translate("MatterFacts", "Owner"), owner, ""),
    ]
    if matter.due_at is not None:
        facts.append(
            (translate("MatterFacts", "Due"), standard_time(matter.due_at, zone), full_time(matter.due_at, zone))
        )
    if matter.happened_at is not None:
        facts.append((translate("MatterFacts", "Happened"), standard_time(matter.happened_at, zone), ""))
    if matter.result:
        facts.append((translate("MatterFacts", "Result"), matter.result, ""))
    return facts


def _time(name: str, moment: datetime, zone: ZoneInfo) -> Fact:
    return name, standard_time(moment, zone), full_time(moment, zone)


def _from_whom(file: MatterFile) -> list[Fact]:
    matter, caller = file.matter, file.matter.caller
    return [
        (translate("MatterFacts", "Unit"), unit_text(matter), ""),
        (translate("MatterFacts", "Person"), " ".join(part for part in (caller.name, caller.post) if part), ""),
        (translate("MatterFacts", "Number"), caller.phone, ""),
        (translate("MatterFacts", "Logged by"), matter.account_name, matter.watch),
    ]


def _of_classified(file: MatterFile, zone: ZoneInfo) -> list[Fact]:
    item = file.matter.classified
    assert item is not None
    handed = item.handed_to and f"{item.handed_to} {standard_time(item.handed_at, zone) if item.handed_at else ''}"
    return [
        (translate("MatterFacts", "Sender"), item.sender, ""),
        (translate("MatterFacts", "Level and copies"), f"{label(item.level)} · {item.copies}", ""),
        (translate("MatterFacts", "Received by"), item.received_by, ""),
        (translate("MatterFacts", "Handed to"), handed, ""),
    ]
