"""Many records alike in identity (同名多件): the few of them a row may mean, found without going through them all."""

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from heapq import heapify, heappop, heappush, heapreplace

from desktop_app.services.facts import Row

Place = tuple[bool, int]
Values = tuple[Hashable, ...]
Out = Callable[[int], bool]
Outs = Mapping[Hashable, Out]
FEW = 16
"""So many records of one identity are gone through one by one; of more, those a row may mean are looked up."""
ANY = "\0"
"""A number no record bears."""


def questions(dead: Out, named: Callable[[int, bool], bool], apart: Out, met: Container[int]) -> Outs:
    """What is asked of a crowd, each by what puts a record out of it for good.

    ``dead`` are retired for good; ``named`` are meant by another row, asked for a row with or without a number of its
    own; ``apart`` are told apart by numbers; ``met`` by a row already. "open" and "free" are asked with and without a
    number.
    """

    def open_to(numbered: bool, one: int) -> bool:
        return dead(one) or named(one, numbered)

    def free(numbered: bool, one: int) -> bool:
        return one in met or open_to(numbered, one)

    asked: dict[Hashable, Out] = {("open", numbered): partial(open_to, numbered) for numbered in (False, True)}
    asked |= {("free", numbered): partial(free, numbered) for numbered in (False, True)}
    return {
        **asked,
        "any": lambda one: named(one, True),
        "usable": dead,
        "unclaimed": lambda one: dead(one) or apart(one),
    }


@dataclass
class Line:
    """Records in order, live ones first. ``out`` tells which have left: what left does not come back unless added."""

    place: Callable[[int], Place]
    out: Out
    heap: list[Place] = field(default_factory=list)

    def take(self, ids: Iterable[int]) -> "Line":
        self.heap = [self.place(record_id) for record_id in ids]
        heapify(self.heap)
        return self

    def add(self, record_id: int) -> None:
        heappush(self.heap, self.place(record_id))

    def first(self) -> int | None:
        while self.heap:
            kept, record_id = self.heap[0]
            now = self.place(record_id)
            if self.out(record_id):
                heappop(self.heap)
            elif now != (kept, record_id):
                heapreplace(self.heap, now)
            else:
                return record_id
        return None

    def each(self) -> Iterator[int]:
        """The first, and only if it will not do the others."""
        first = self.first()
        if first is not None:
            yield first
            yield from (found for _, found in sorted(set(self.heap)) if found != first and not self.out(found))


@dataclass
class Crowd:
    """The records of one identity, ``ids``; at least one. ``outs`` are the ``questions`` asked of them."""

    row: Callable[[int], Row]
    outs: Outs
    ids: dict[int, None] = field(default_factory=dict)
    _lines: dict[Hashable, Line] = field(default_factory=dict)
    _saying: dict[tuple[str, ...], dict[Values, dict[int, None]]] = field(default_factory=dict)
    _said: dict[tuple[Hashable, tuple[str, ...], Values], Line] = field(default_factory=dict)

    def place(self, record_id: int) -> Place:
        return self.row(record_id).get("retired_at") is not None, record_id

    def add(self, record_id: int) -> None:
        """A record of this identity, new or written anew."""
        self.ids[record_id] = None
        for line in self._lines.values():
            line.add(record_id)
        for names, saying in self._saying.items():
            values = _values(self.row(record_id), names)
            saying.setdefault(values, {})[record_id] = None
            for question in self.outs:
                if (question, names, values) in self._said:
                    self._said[question, names, values].add(record_id)

    def first(self, question: Hashable) -> int | None:
        """The first record that is not out of a question."""
        return self._line(question).first()

    def each(self, question: Hashable) -> Iterator[int]:
        """In order the records that are not out of a question."""
        return self._line(question).each()

    def deciding(self, numbered: bool, values: Row, same: Callable[[int], bool]) -> set[int]:
        """The first in each respect the rows of one identity are asked about; ``same``: says nothing else."""
        asked = [("open", numbered), ("free", numbered)]
        found = {self.first(question) for question in ("usable", "unclaimed", *asked)}
        found |= {next(filter(same, self.saying(question, values)), None) for question in asked}
        return {one for one in found if one is not None} | {next(iter(self.ids))}

    def _line(self, question: Hashable) -> Line:
        if question not in self._lines:
            self._lines[question] = Line(self.place, self.outs[question]).take(self.ids)
        return self._lines[question]

    def saying(self, question: Hashable, values: Row) -> Iterator[int]:
        """In order those not out of a question that say these values."""
        names = tuple(sorted(values))
        if names not in self._saying:
            self._saying[names] = {}
            for record_id in self.ids:
                told = _values(self.row(record_id), names)
                self._saying[names].setdefault(told, {})[record_id] = None
        key = (question, names, _values(values, names))
        if key not in self._said:
            found = self._saying[names].get(key[2], {})
            self._said[key] = Line(self.place, self.outs[question]).take(found)
        return self._said[key].each()


def _values(row: Row, names: tuple[str, ...]) -> Values:
    return tuple(_hashable(row.get(name)) for name in names)


def _hashable(value: object) -> Hashable:
    """Equal values of a row in one bucket; of lists their text."""
    return value if isinstance(value, Hashable) else repr(value)
