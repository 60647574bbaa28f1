"""The situation reports of the demonstration room: drafted, cleared and sent by the acts of its officers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.reports.model import DispatchChannel, Gate, ReportFile, ReportStage, Sending

Row = Mapping[str, Any]


class DemoReports:
    """Plays the reports of the demonstration; ``matters`` names the matters by when they were received.

    Everybody signs with ``password``, which every account of a drill room has.
    """

    def __init__(
        self,
        house: House,
        sessions: Mapping[str, Session],
        matters: Mapping[datetime, str],
        password: str,
        tree: Row,
    ) -> None:
        self._house = house
        self._sessions = sessions
        self._matters = matters
        self._password = password
        self._tree = tree
        self._ids: dict[tuple[str, str], str] = {}

    def acts(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """Yield the acts with their moments."""
        for entry in self._tree["reports"]:
            for act in entry["acts"]:
                yield act["at"], partial(self._do, entry, act)

    def _do(self, entry: Row, act: Row) -> None:
        reports, session = self._house.reports, self._sessions[act["by"]]
        matter_id, name = self._matters[entry["matter"]], str(entry["name"])
        if act["act"] == "draft":
            file = reports.draft(session, matter_id, ReportStage(entry["stage"]))
            self._ids[matter_id, name] = file.report.id
            return
        file = self._house.report_reader.file(session, self._ids[matter_id, name])
        report_id, version = file.report.id, file.report.version
        match act["act"]:
            case "add":
                reports.save(session, report_id, version, replace(file.text, body=f"{file.text.body}\n{act['text']}"))
            case "submit":
                reports.submit(session, report_id, version)
            case "approve":
                signer = self._house.accounts.signer(act["signer"], self._password)
                reports.approve(session, report_id, Gate(act["gate"]), version, act.get("text", ""), signer=signer)
            case "return":
                signer = self._house.accounts.signer(act["signer"], self._password)
                reports.give_back(session, report_id, Gate(act["gate"]), version, act["text"], signer=signer)
            case what:
                assert what == "send", what
                reports.send(session, report_id, version, list(_lines(file, act)))


def _lines(file: ReportFile, act: Row) -> Iterator[Sending]:
    """Yield what goes out: to everybody of the named kinds, by the means that is named or proposed."""
    for line in act["to"]:
        for one in file.standing():
            if one.class_id == line["class"]:
                channel = DispatchChannel(line["channel"]) if "channel" in line else one.channel
                received_by = line.get("received_by", one.name if line.get("in_person") else "")
                yield Sending(one.key, channel, received_by=received_by, read_back=line.get("read_back", ""))
