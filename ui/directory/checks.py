"""What the screen says of the last try of a number."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from dutyroom.directory.model import NumberCheck
from ui.widgets.relative_time import full_time, relative_time


def check_text(check: NumberCheck | None, *, now: datetime, zone: ZoneInfo) -> str:
    """Return when a number was tried, with what result and by whom, or that it never was."""
    if check is None:
        return QCoreApplication.translate("NumberCheck", "Not tried yet")
    template = (
        QCoreApplication.translate("NumberCheck", "{time} answered · {who}")
        if check.reachable
        else QCoreApplication.translate("NumberCheck", "{time} no answer · {who}")
    )
    return template.format(time=relative_time(check.at, now, zone), who=check.by)


def check_result(check: NumberCheck | None, *, now: datetime, zone: ZoneInfo) -> str:
    """Return the result and the time of a check for a narrow column; nothing where there was none."""
    if check is None:
        return ""
    template = (
        QCoreApplication.translate("NumberCheck", "{time} answered")
        if check.reachable
        else QCoreApplication.translate("NumberCheck", "{time} no answer")
    )
    return template.format(time=relative_time(check.at, now, zone))


def check_hint(check: NumberCheck | None, zone: ZoneInfo) -> str:
    """Return the full time of a check and its remark, for hovering."""
    if check is None:
        return ""
    return "\n".join(filter(None, (full_time(check.at, zone), check.remark)))
