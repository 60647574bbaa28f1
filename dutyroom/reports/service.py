"""The door to the reports of a room: every verb of its parts."""

from __future__ import annotations

from dutyroom.reports.outcomes import ReportOutcomes
from dutyroom.reports.review import ReportReview
from dutyroom.reports.sending import ReportSending
from dutyroom.reports.writing import ReportWriting


class Reports(ReportWriting, ReportReview, ReportSending, ReportOutcomes):
    """The situation reports of one room: drafted, cleared at the gates, sent, corrected, withdrawn."""
