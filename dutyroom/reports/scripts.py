"""Words ready for the telephone and for a short message (R048). Pure."""

from __future__ import annotations

import re

from dutyroom.reports.model import DispatchAct, Recipient, ReportText
from dutyroom.reports.views import Script

SMS_LIMIT = 300
_HEADING = re.compile(r"^[一二三四五六七八九十]+、")
_SENTENCES = re.compile(r"[^。！？]*[。！？]?")


def script(text: ReportText, recipient: Recipient, *, room: str, officer: str) -> Script:
    """Return what to read out to ``recipient``, ending with the read-back, and a message of at most 300 characters.

    ``room`` is the name of the duty room, ``officer`` who speaks.
    """
    paragraphs = [line.strip() for line in text.body.splitlines() if line.strip() and not _HEADING.match(line)]
    act = "报告" if recipient.act is DispatchAct.REPORT else "通报"
    whom = recipient.called if recipient.person_id or recipient.post else recipient.name
    phone = "\n".join(
        (
            f"{whom}您好，我是{room}值班员{officer}，现向您{act}：",
            text.title,
            *paragraphs,
            f"{act}完毕。请复述主要内容；如有指示，请讲，我逐字记录。请告知您的姓名和职务。",
        )
    )
    return Script(phone=phone, sms=sms(text.title, paragraphs, room))


def sms(title: str, paragraphs: list[str], room: str) -> str:
    """Return a short message: title, as many whole sentences as fit, and who sends it."""
    head, foot = f"【{title}】", f"（{room}）"
    room_left = SMS_LIMIT - len(head) - len(foot)
    kept = ""
    for sentence in _SENTENCES.findall("".join(paragraphs)):
        if len(kept) + len(sentence) > room_left:
            break
        kept += sentence
    if not kept:
        kept = "".join(paragraphs)[: max(0, room_left - 1)] + "…"
    return head + kept + foot
