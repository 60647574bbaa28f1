"""To whom a report is proposed: rules as data, leaders by their portfolio, and whoever was told before. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import timedelta
from functools import cache
from typing import Any

from dutyroom.accounts.model import Role
from dutyroom.alerts.model import Called, Who
from dutyroom.directory.model import Person, Unit, UnitKind
from dutyroom.frozen import dataclass
from dutyroom.incidents.events import Incident
from dutyroom.paths import resource
from dutyroom.reports.model import (
    DispatchAct,
    DispatchChannel,
    Gate,
    Recipient,
    WhyTold,
)

HAND_CLASS = "others"
_WHEN = ("always", "significant", "worst", "never")
Acting = Callable[[Called], Called | None]
"""Returns who acts for a person now: themselves, the deputy of one who is away, or nobody."""


@dataclass(frozen=True)
class GateRule:
    """Who may open a gate: roles of accounts, or whom the roster names; and how long it may wait."""

    gate: Gate
    wait: timedelta
    roles: frozenset[Role]
    who: tuple[Who, ...]


@dataclass(frozen=True)
class RecipientClass:
    """One kind of recipient in the rules: who they are, which act and gate, by what means first."""

    id: str
    names: dict[str, str] = field(hash=False)
    act: DispatchAct
    gate: Gate
    channel: DispatchChannel
    meets_deadline: bool = False


@dataclass(frozen=True)
class ClassRule:
    """One kind of recipient: when it is proposed, and how its persons or units are found."""

    kind: RecipientClass
    when: str
    posts: tuple[str, ...]
    by_portfolio: bool
    unit_kind: UnitKind | None
    units: tuple[str, ...]
    name: str
    scene: bool
    by_type: bool


@dataclass(frozen=True)
class Field:
    """By which words of a portfolio, and by which units, a kind of event is somebody's."""

    portfolio: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True)
class RecipientBook:
    """All rules of sending in one version."""

    version: int
    gates: Mapping[Gate, GateRule]
    written_after_phone: timedelta
    classes: Mapping[str, ClassRule]
    fields: Mapping[str, Field]


@cache
def shipped_recipients() -> RecipientBook:
    """Return the shipped rules, read once."""
    import yaml  # only who writes reports needs it

    return read_recipients(yaml.safe_load(resource("rules/recipients.yaml").read_text("utf-8")))


def read_recipients(tree: Mapping[str, Any]) -> RecipientBook:
    """Return the rules that a loaded file describes; ValueError or KeyError where it does not hold together."""
    gates = {}
    for gate in Gate:
        entry = tree["gates"][gate.value]
        wait = timedelta(minutes=int(entry["wait"]))
        if wait <= timedelta(0):
            raise ValueError(f"gate {gate.value} may not wait at all")
        roles = frozenset(Role(role) for role in entry["roles"])
        gates[gate] = GateRule(gate, wait, roles, tuple(Who(who) for who in entry["who"]))
    classes = {id_: _class(id_, entry) for id_, entry in tree["classes"].items()}
    if HAND_CLASS not in classes:
        raise ValueError(f"there is no class {HAND_CLASS} for whoever is added by hand")
    fields = {
        type_id: Field(tuple(entry["portfolio"]), tuple(entry["units"])) for type_id, entry in tree["fields"].items()
    }
    minutes = timedelta(minutes=int(tree["written_after_phone"]))
    return RecipientBook(int(tree["version"]), gates, minutes, classes, fields)


def _class(id_: str, entry: Mapping[str, Any]) -> ClassRule:
    if entry["when"] not in _WHEN:
        raise ValueError(f"class {id_} is proposed at an unknown time: {entry['when']}")
    kind = RecipientClass(
        id=id_,
        names={"zh_CN": str(entry["zh"]), "en": str(entry["en"])},
        act=DispatchAct(entry["act"]),
        gate=Gate(entry["gate"]),
        channel=DispatchChannel(entry["channel"]),
        meets_deadline=bool(entry.get("meets", False)),
    )
    return ClassRule(
        kind=kind,
        when=str(entry["when"]),
        posts=tuple(entry.get("post", ())),
        by_portfolio=bool(entry.get("portfolio", False)),
        unit_kind=UnitKind(entry["kind"]) if "kind" in entry else None,
        units=tuple(entry.get("unit", ())),
        name=str(entry.get("name", "")),
        scene=bool(entry.get("scene", False)),
        by_type=bool(entry.get("by_type", False)),
    )


def propose(
    incident: Incident,
    people: Sequence[Person],
    units: Sequence[Unit],
    told: Sequence[Recipient],
    book: RecipientBook,
    acting: Acting,
) -> tuple[Recipient, ...]:
    """Return who is proposed for a report of ``incident``: whoever was told before, then those of the rules (R047).

    ``told`` keep their channel and come first. A leader who is away is replaced by whoever acts for them.
    """
    found: dict[str, Recipient] = {one.key: one for one in told}
    for rule in book.classes.values():
        if not _wanted(rule, incident):
            continue
        for one in _of_class(rule, incident, people, units, book, acting):
            found.setdefault(one.key, one)
    return tuple(found.values())


def _wanted(rule: ClassRule, incident: Incident) -> bool:
    if rule.when == "significant":
        return incident.significant
    if rule.when == "worst":
        return incident.worst is not None and incident.worst.weight >= 3
    return rule.when == "always"


def _of_class(
    rule: ClassRule,
    incident: Incident,
    people: Sequence[Person],
    units: Sequence[Unit],
    book: RecipientBook,
    acting: Acting,
) -> Iterator[Recipient]:
    if rule.posts or rule.by_portfolio:
        yield from _leaders(rule, incident, people, book, acting)
        return
    fitting = [one for one in units if one.active and _unit_fits(rule, one, incident, book)]
    why = WhyTold.SCENE if rule.scene else WhyTold.KIND if rule.by_type else WhyTold.BY_RULE
    for unit in fitting:
        yield _recipient(rule, why, key=unit.id, name=unit.name, unit_id=unit.id)
    if not fitting and rule.name:
        yield _recipient(rule, why, key=rule.name, name=rule.name)


def _leaders(
    rule: ClassRule, incident: Incident, people: Sequence[Person], book: RecipientBook, acting: Acting
) -> Iterator[Recipient]:
    for person in people:
        if not (person.active and person.is_leader and _leader_fits(rule, person, incident, book)):
            continue
        why = WhyTold.PORTFOLIO if rule.by_portfolio else WhyTold.HEADS_GOVERNMENT
        now = acting(Called(name=person.name, post=person.post, person_id=person.id))
        if now is None:
            yield _recipient(rule, why, key=person.id, name=person.name, post=person.post, person_id=person.id)
        else:
            yield _recipient(
                rule,
                why,
                key=now.person_id or now.key,
                name=now.name,
                post=now.post,
                person_id=now.person_id,
                instead_of=now.instead_of,
            )


def _leader_fits(rule: ClassRule, person: Person, incident: Incident, book: RecipientBook) -> bool:
    if rule.posts:
        return person.post in rule.posts
    if "副市长" not in person.post:
        return False
    field = book.fields.get(incident.sheet.type_id)
    return field is not None and any(word in person.portfolio for word in field.portfolio)


def _unit_fits(rule: ClassRule, unit: Unit, incident: Incident, book: RecipientBook) -> bool:
    if rule.unit_kind is not None and unit.kind is not rule.unit_kind:
        return False
    names = (unit.name, unit.short_name)
    if rule.scene:
        sheet = incident.sheet
        at_the_scene = [name for name in _places(names) if name in sheet.place or name in sheet.unit_name]
        return unit.id == sheet.unit_id or bool(at_the_scene)
    if rule.by_type:
        field = book.fields.get(incident.sheet.type_id)
        return field is not None and any(word in name for word in field.units for name in names)
    return any(word in name for word in rule.units for name in names)


def _places(names: Iterable[str]) -> Iterator[str]:
    """Yield the county in the names of its duty room: 东湖区人民政府总值班室 is told of what happens in 东湖区."""
    for name in names:
        place = name.partition("人民政府")[0]
        if len(place) > 1:
            yield place


def _recipient(
    rule: ClassRule,
    why: WhyTold,
    *,
    key: str,
    name: str,
    post: str = "",
    unit_id: str = "",
    person_id: str = "",
    instead_of: str = "",
) -> Recipient:
    kind = rule.kind
    return Recipient(
        key=key,
        name=name,
        class_id=kind.id,
        act=kind.act,
        gate=kind.gate,
        channel=kind.channel,
        why=why,
        post=post,
        unit_id=unit_id,
        person_id=person_id,
        instead_of=instead_of,
    )
