"""What forms of events are filled from: the directory and the rules of grading."""

from __future__ import annotations

from dutyroom.frozen import dataclass
from ui.incidents.rules_source import RulesSource
from ui.log.caller_fields import CompleterSource


@dataclass(frozen=True)
class FormSources:
    """Shared by every form of one desk."""

    completer: CompleterSource
    rules: RulesSource
