"""Search over everything (全局搜索): which records of which register say what was typed, and where they say it.

A word stands in a record's search text, in any other text of the record or of the rows that belong to it, or means a
person it names. Signs and brackets mean each other, as in the filter of a list.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop_app.models.base import Attr
from desktop_app.models.people import Officer
from desktop_app.registers import reading, words
from desktop_app.registers.catalogue import BY_KIND, REGISTERS
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules import search
from desktop_app.rules.names import initials
from desktop_app.services.facts import Facts, FewFacts
from desktop_app.services.records import part_link
from desktop_app.store import snapshot
from desktop_app.store.snapshot import AnyOf, Condition, Either, HasPart, MetFirst, Says, Search

PER_KIND = 5
BEFORE, AFTER = 10, 24
"""Characters shown around what was met."""

LONGEST_NAME = 40
"""Longer texts are no names: they have no initials."""

OFFICER = Officer.__tablename__


@dataclass(frozen=True)
class Met:
    """Where a word was met (命中): the field, and its text parted before and behind what was met."""

    label: str
    before: str
    met: str
    after: str


@dataclass(frozen=True)
class Hit:
    """A record found: how it is called, its state, and where it says what was typed beyond its number and subject.

    ``exact``: it is the person or the number typed; ``direct``: number and subject hold every word. ``marked`` is the
    place of the first word in the subject.
    """

    kind: str
    id: int
    number: str
    subject: str
    state: str
    exact: bool
    direct: bool
    met: Met | None
    marked: tuple[int, int] | None = None


@dataclass(frozen=True)
class Found:
    """The hits of one register: all ids, the first of them in full."""

    register: Register
    ids: tuple[int, ...]
    hits: tuple[Hit, ...]

    @property
    def rank(self) -> tuple[bool, bool]:
        """How sure it is that number or subject of the first hit were meant; the surest sorts first."""
        return _rank(self.hits[0])


@dataclass(frozen=True)
class Offer:
    """What is offered before all hits, such as the page of a person or a case: ``code`` says who opens ``key``."""

    code: str
    key: str
    said: str


Opener = Callable[[Facts, str], Sequence[Offer]]
"""Tells what can be opened for what was typed."""


def find(facts: FewFacts, typed: str, check: Callable[[], object] = lambda: None) -> list[Found]:
    """Registers with hits: of the person or number typed, then of subjects that hold it, then in tab order.

    ``check`` is called between two registers; it may raise when nobody waits for the answer any more.
    """
    asked = search.words(typed)
    if not asked:
        return []
    people = {word: _people(facts, word) for word in asked}
    found = []
    for register in REGISTERS:
        check()
        if register.kind in facts.withheld:
            continue
        ids = reading.ids(
            facts, register, [_says(register, word, people[word]) for word in asked], _best(register, asked)
        )
        if ids:
            lines = reading.lines(facts, register, ids[:PER_KIND])
            hits = [_hit(facts, register, line, asked) for line in lines]
            found.append(Found(register, tuple(ids), tuple(sorted(hits, key=_rank))))
    return sorted(found, key=lambda one: one.rank)


def _rank(hit: Hit) -> tuple[bool, bool]:
    return not hit.exact, not hit.direct


def _people(facts: Facts, word: str) -> tuple[int, ...]:
    """Officers whose name holds the word, in characters or initials."""
    said = ((row["id"], search.search_text((), [row["name"]])) for row in facts.rows(OFFICER).values())
    return tuple(record_id for record_id, text in said if word in text)


@cache
def _searched(kind: str) -> tuple[Sequence[Field], Sequence[tuple[Parts, Sequence[Field]]]]:
    """Fields beyond the search text that words are looked for in: of the record, of each part."""
    register = BY_KIND[kind]
    own = [item for item in register.fields if not item.searched and _has_words(item)]
    parts = [
        (group, [item for item in group.fields if _has_words(item)]) for group in (*register.parts, *register.told)
    ]
    return own, [(group, fields) for group, fields in parts if fields]


def _has_words(item: Field) -> bool:
    return item.through is None and (_is_text(item) or item.link_kind == OFFICER)


def _is_text(item: Field) -> bool:
    return item.shape is Shape.TEXT and item.column.type.python_type is str


def _says(register: Register, word: str, people: tuple[int, ...]) -> Condition:
    asked = search.query(word)
    assert asked is not None
    own, parts = _searched(register.kind)
    ways: list[Condition] = [Search(asked), *_in_fields(own, word, people)]
    for group, fields in parts:
        if inside := _in_fields(fields, word, people):
            link = getattr(group.part, part_link(group.part, register.model))
            ways.append(HasPart(link, (Either(tuple(inside)),)))
    return Either(tuple(ways))


def _in_fields(fields: Sequence[Field], word: str, people: tuple[int, ...]) -> list[Condition]:
    texts: list[Condition] = [Says(item.attr, word) for item in fields if _is_text(item)]
    named: list[Condition] = [AnyOf(item.attr, people) for item in fields if item.link_kind == OFFICER and people]
    return texts + named


def _best(register: Register, asked: Sequence[str]) -> tuple[MetFirst]:
    """Numbers that begin so, numbers and subjects that hold it, the rest; of each the newest."""
    number, first = register.model.number, asked[0]
    subject: Attr[Any] = register.subject
    held: list[Condition] = [Says(number, first, begins=True), Says(number, first)]
    if _subject(register).shape is Shape.TEXT:
        held.append(Says(subject, first))
    return (MetFirst(number, True, tuple(held)),)


def _subject(register: Register) -> Field:
    item = register.by_name.get(register.subject.key)
    return item if isinstance(item, Field) else register.number_field


def _hit(facts: Facts, register: Register, line: Line, asked: Sequence[str]) -> Hit:
    number, subject = (
        str(line.values["number"]),
        words.text(_subject(register), line.values.get(register.subject.key), facts),
    )
    called = search.search_text([number], [subject])
    just_so = called if register.kind == OFFICER else search.fold(number)
    exact = all(word in just_so.split(search.SEPARATOR) for word in asked)
    left = [word for word in asked if word not in called]
    state = register.by_name.get(register.state_name)
    said = words.text(state, line.values.get(state.name), facts) if isinstance(state, Field) else ""
    met = _met(facts, register, line, left[0]) if left else None
    subject = subject if subject != number else ""
    marked = next((place for word in asked if (place := span(subject, word)) is not None), None)
    return Hit(register.kind, line.id, number, subject, said, exact, not left, met, marked)


def _met(facts: Facts, register: Register, line: Line, word: str) -> Met | None:
    for label, text in _texts(facts, register, line):
        if (place := span(text, word)) is not None:
            first, last = place
            before, after = text[max(0, first - BEFORE) : first], text[last : last + AFTER]
            before = f"…{before}" if first > BEFORE else before
            after = f"{after}…" if last + AFTER < len(text) else after
            return Met(label, _flat(before), _flat(text[first:last]), _flat(after))
    return None


def _texts(facts: Facts, register: Register, line: Line) -> Iterator[tuple[str, str]]:
    """Every text of a record with the label it stands under, those of its rows last."""
    for item in register.fields:
        if _is_text(item) or item.link_kind:
            yield item.label, words.text(item, line.values.get(item.name), facts)
    for group in (*register.parts, *register.told):
        rows = line.values.get(group.name)
        if rows is None:
            link = part_link(group.part, register.model)
            rows = snapshot.parts(facts.session, group.part, link, [line.id])[line.id]
        for row in rows:
            for item in group.fields:
                if _is_text(item) or item.link_kind:
                    yield group.label, words.text(item, row.get(item.name), facts)


def span(text: str, word: str) -> tuple[int, int] | None:
    """Where a folded word stands in a text, as first and last place; of initials the characters they mean."""
    folded, at = "", list[int]()
    for place, char in enumerate(text):
        plain = search.fold(char)
        folded += plain
        at += [place] * len(plain)
    found = folded.find(word)
    if found >= 0:
        return at[found], at[found + len(word) - 1] + 1
    for letters in initials(text) if len(text) <= LONGEST_NAME else ():
        found = search.fold(letters).find(word)
        if found >= 0:
            return (found, found + len(word)) if len(letters) == len(text) else (0, len(text))
    return None


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))
