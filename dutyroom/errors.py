"""Whose mistake it is: a rule that says no, the surroundings, or a bug.

An error carries a code and parameters; its sentence, in Chinese and English, stands in
``resources/errors.yaml`` and is made by ``dutyroom.texts.sentence``.
"""

from __future__ import annotations


class DutyroomError(Exception):
    """Something that is told to a person, with what to do next.

    ``code`` names the sentence (``log.result_missing``); ``params`` fill its places.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


class Refused(DutyroomError):
    """A rule of the duty room says no; nothing was written and nothing typed is lost."""


class Environment(DutyroomError):
    """The computer does not let us: disk full, file locked, folder read-only, file damaged, wrong key."""
