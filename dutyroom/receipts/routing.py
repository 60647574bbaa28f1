"""To whom a paper is proposed: by the unit it came from to the deputy secretary-general in whose field that unit lies.

Where it also touches the fields of others they are told (R110, R111). What a deputy answers for stands in the directory
(分工), in words; one who assists a vice mayor answers for the field of the vice mayor. Whoever is away is replaced by
whoever acts for them (R113). No clock, no database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from dutyroom.alerts.model import Called
from dutyroom.directory.model import Person
from dutyroom.frozen import dataclass
from dutyroom.receipts.model import OpinionRole, PaperFile

Acting = Callable[[Called], Called | None]
"""Returns who acts for a person now: themselves, the deputy of one who is away, or nobody."""

DEPUTY, HEAD = "副秘书长", "秘书长"
_PARTS = re.compile(r"[、，,；;。.\s（）()]+")
_VERBS = re.compile(r"^(?:协助|负责|分管|联系|主持)")
_ENDS = re.compile(r"(?:方面)?(?:的)?工作$")
_SHORTEST = 2


@dataclass(frozen=True, kw_only=True)
class RouteLine:
    """One person a paper is proposed to, in what part; ``word`` is what of their field it touches (empty: nobody's).

    ``instead_of`` names who is away.
    """

    role: OpinionRole
    name: str
    post: str
    person_id: str = ""
    word: str = ""
    instead_of: str = ""


def route(issuer: str, title: str, leaders: Sequence[Person], acting: Acting) -> tuple[RouteLine, ...]:
    """Return whom a paper of ``issuer`` is proposed to: the one deputy who gives a word, then those who are told.

    Where no field names the issuer, or nobody acts for the deputy, the secretary-general decides.
    """
    fields = {person.id: _field(person, leaders) for person in leaders if person.active and DEPUTY in person.post}
    deputies = [person for person in leaders if person.id in fields]
    by_issuer = {person.id: _touched(fields[person.id], issuer) for person in deputies}
    named = [person for person in deputies if by_issuer[person.id]]
    found: list[RouteLine] = []
    if named:
        first = max(named, key=lambda person: len(by_issuer[person.id]))
        _propose(found, OpinionRole.ADVISED, first, by_issuer[first.id], acting)
    if not found:
        for person in leaders:
            if person.active and person.post.startswith(HEAD):
                _propose(found, OpinionRole.ADVISED, person, "", acting)
    for person in deputies:
        word = by_issuer[person.id] or _touched(fields[person.id], title)
        if word:
            _propose(found, OpinionRole.INFORMED, person, word, acting)
    return tuple(found)


def next_of(lines: Iterable[RouteLine], file: PaperFile) -> RouteLine | None:
    """Return the first on the way of a paper who has not written on its slip; None when all have."""
    written = {step.person for step in file.opinions()}
    return next((line for line in lines if line.name not in written), None)


def _propose(found: list[RouteLine], role: OpinionRole, person: Person, word: str, acting: Acting) -> None:
    now = acting(Called(name=person.name, post=person.post, person_id=person.id))
    if now is None or any(line.person_id == now.person_id for line in found):
        return
    found.append(
        RouteLine(
            role=role,
            name=now.name,
            post=now.post,
            person_id=now.person_id,
            word=word,
            instead_of=now.instead_of,
        )
    )


def _field(deputy: Person, leaders: Iterable[Person]) -> tuple[str, ...]:
    """Return the words of a deputy's own field and of the leaders they assist."""
    assisted = [one.portfolio for one in leaders if one.id != deputy.id and f"{one.name}" in _assists(deputy)]
    return tuple(word for text in (deputy.portfolio, *assisted) for word in _words(text))


def _assists(deputy: Person) -> str:
    """Return the part of a field that says whom a deputy assists: 协助韩立峤副市长、段家泽副市长工作."""
    return "".join(part for part in re.split(r"[，,；;。]", deputy.portfolio) if part.strip().startswith("协助"))


def _words(portfolio: str) -> Iterable[str]:
    for part in _PARTS.split(portfolio):
        word = _ENDS.sub("", _VERBS.sub("", part))
        if len(word) >= _SHORTEST:
            yield word


def _touched(field: Iterable[str], text: str) -> str:
    """Return the longest word of a field that stands in ``text``; empty for none."""
    return max((word for word in field if word in text), key=len, default="")
