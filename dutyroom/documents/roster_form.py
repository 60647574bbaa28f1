"""The form of a period: dates and turns as rows, posts as columns, names chosen from the list of each slot.

It goes out emptied or with the names there are, is filled in by the sections, and comes back to be read by
``roster_form_reading``. No number of anybody is on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from dutyroom.directory.names import fold
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Member, Pool, Post, RosterRules, Slot, Turn
from dutyroom.roster.rules import places_of
from dutyroom.roster.slots import Days
from dutyroom.spreadsheets.forms import CellKind, Form, FormCell, form_xlsx
from dutyroom.texts import Language, term

NOT_WANTED = "—"  # stands where a day has no such slot
_FIXED_COLUMNS = 4
_POSTS = (Post.LEADER_AT_HOME, Post.LEADER_IN_CHARGE, Post.DUTY_OFFICER, Post.SECTION_OFFICER)
_TURNS = (Turn.WHOLE_DAY, Turn.DAY, Turn.NIGHT)
_NOTES = 5


@dataclass(frozen=True)
class RosterForm:
    """A period to be filled in: the calendar and the rules say which slots it has, ``members`` who may stand in them.

    ``language`` is that of its words; a form is read in the language in which it went out.
    """

    calendar: Days
    rules: RosterRules
    members: tuple[Member, ...]
    first: date
    last: date
    language: Language = "zh_CN"

    @cached_property
    def pools(self) -> Mapping[Slot, Pool]:
        """Which list each slot is filled from, in order of the slots."""
        return {place.slot: place.pool for place in places_of(self.calendar, self.rules, self.first, self.last)}

    @cached_property
    def columns(self) -> Mapping[str, tuple[Post, int]]:
        """The columns to fill in by title: a post, numbered where a turn has several seats."""
        seats = {post: max((slot.seat for slot in self.pools if slot.post is post), default=0) for post in _POSTS}
        return {
            self.word(post, seat, of=seats[post]): (post, seat) for post in _POSTS for seat in range(1, seats[post] + 1)
        }

    @cached_property
    def rows(self) -> tuple[tuple[date, Turn], ...]:
        """The rows: each turn that a day has slots for."""
        there = {(slot.date, slot.turn) for slot in self.pools}
        return tuple(sorted(there, key=lambda row: (row[0], _TURNS.index(row[1]))))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each member is called on the form, by identity: where a name is not enough, with section or post."""
        names = Counter(fold(member.name) for member in self.members)
        labels = {}
        for member in self.members:
            more = member.section or member.post_title
            shared = names[fold(member.name)] > 1
            labels[member.id] = f"{member.name}（{more}）" if shared and more else member.name
        return labels

    @cached_property
    def known(self) -> Mapping[str, tuple[Member, ...]]:
        """The members by what may be written for them, folded: label or name; several where it is not clear."""
        known: dict[str, dict[str, Member]] = {}
        for member in self.members:
            for words in (self.labels[member.id], member.name):
                known.setdefault(fold(words), {})[member.id] = member
        return {words: tuple(members.values()) for words, members in known.items()}

    def say(self, word: str, **values: str | int) -> str:
        """Return a term of the form with its places filled."""
        return term("roster_form", word, self.language).format(**values)

    def word(self, post: Post, seat: int, *, of: int) -> str:
        """Return the title of a column."""
        name = term("post", post, self.language)
        return f"{name}{seat}" if of > 1 else name

    def turn(self, turn: Turn) -> str:
        """Return what a turn is called."""
        return term("turn", turn, self.language)

    def weekday(self, day: date) -> str:
        """Return the day of the week."""
        return term("weekday", str(day.isoweekday()), self.language)

    def listed(self, pool: Pool) -> tuple[str, ...]:
        """Return whom a list holds within the period, in rotation order."""
        there = [member for member in self.members if pool in member.pools and self._here(member)]
        return tuple(self.labels[member.id] for member in sorted(there, key=lambda member: member.order))

    def _here(self, member: Member) -> bool:
        return (member.joins or self.first) <= self.last and (member.leaves or self.last) >= self.first


def roster_form_xlsx(form: RosterForm, assignments: Iterable[Assignment] = ()) -> bytes:
    """Return the form as the content of an xlsx file, with the names of ``assignments`` where there are any."""
    names = {one.slot: form.labels.get(one.member_id or "", one.name) for one in assignments if not one.empty}
    say = form.say
    used = [pool for pool in Pool if pool in set(form.pools.values())]
    return form_xlsx(
        Form(
            title=say("sheet"),
            header=(say("date"), say("weekday"), say("day_type"), say("turn"), *form.columns),
            rows=tuple(_row(form, day, turn, names) for day, turn in form.rows),
            lists_title=say("people"),
            lists={term("pool", pool, form.language): form.listed(pool) for pool in used},
            notes_title=say("notes"),
            notes=tuple(say(f"note_{number}") for number in range(1, _NOTES + 1)),
            fixed_columns=_FIXED_COLUMNS,
            refusal=say("refusal"),
        )
    )


def _row(form: RosterForm, day: date, turn: Turn, names: Mapping[Slot, str]) -> tuple[FormCell, ...]:
    kind = term("day_type", form.calendar.day(day).day_type, form.language)
    given = (day.isoformat(), form.weekday(day), kind, form.turn(turn))
    return (*(FormCell(words, CellKind.GIVEN) for words in given), *_slots(form, day, turn, names))


def _slots(form: RosterForm, day: date, turn: Turn, names: Mapping[Slot, str]) -> Sequence[FormCell]:
    cells = []
    for post, seat in form.columns.values():
        slot = Slot(day, turn, post, seat)
        pool = form.pools.get(slot)
        if pool is None:
            cells.append(FormCell(NOT_WANTED, CellKind.CLOSED))
        else:
            cells.append(FormCell(names.get(slot, ""), choices=term("pool", pool, form.language)))
    return cells
