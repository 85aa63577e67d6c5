"""Sentence templates (文稿模板): what a paper says of its figures, in a small language read from TOML.

A template has slots (取数), lists, tables and paragraphs; every number of a text comes from a slot and becomes a mark.

``[slot.name]`` a number: ``figure`` its id; ``over`` now (to the day, default) or period; ``path`` the group, ``*`` for
every word of a dimension, ``$`` for the one being spoken of and ``$$`` for the one round it; ``unit`` the measure word.
``[list.name]`` words of the groups under slot ``of``: ``item`` how each is said (``{word}`` and its number ``{n}``),
``order`` count or given, ``top``, ``skip``, ``only``, ``join``, ``last``, ``rest`` behind a list that was cut.
``[table.name]`` with ``rows`` (a list or, with ``records``, a slot), ``caption``, ``landscape`` and columns of
``head``, ``cell``, ``sum``.
``[[line]]`` a paragraph: ``heading`` 1 to 4, or ``annex``, or ``table``; ``say`` one sentence or several; ``each`` says
it for every word of a list; ``when``.

A sentence is a text, or a table of wordings: by a number (``of``: none, one, some), by its change since the last time
(``versus``: first, more, fewer, same), the first of ``pick`` that applies, or ``say`` alone; each may have ``when``.
In a text ``{slot}`` is a number with its measure word, ``{slot#}`` without, ``{slot:人}`` with another;
``{slot|change}``, ``{slot|before}``, ``{slot|kinds}`` other sides of it; ``{slot.name}`` a word of its first record;
``{list}`` a list; anything else a word of the setting such as ``{period}``.
A condition is ``slot``, ``!slot``, ``slot > other`` (also = < >= <= !=, also a number), or a flag such as ``@month``.
A sentence that asks a figure nobody keeps, an empty list or a comparison with nothing is not said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from desktop_app.rules.vocabulary import LineKind


class Side(StrEnum):
    """Which side of a number is said (取哪一面)."""

    VALUE = "value"
    CHANGE = "change"
    BEFORE = "before"
    KINDS = "kinds"


@dataclass(frozen=True, slots=True)
class Asked:
    """A number a text asks for: figure, over the period or up to the day, group path ("" for every word), side."""

    figure: str
    in_period: bool = False
    path: tuple[str, ...] = ()
    side: Side = Side.VALUE


@dataclass(frozen=True, slots=True)
class Number:
    """An answer: the number, and its digits as printed (43.5%); a share changes by percentage points."""

    value: int | float | None
    digits: str
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a number of the text comes from (取数)."""

    figure: str
    in_period: bool = False
    path: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A place to fill in a text; ``bare`` leaves the measure word out, ``of_record`` names a word of the record."""

    name: str
    side: Side = Side.VALUE
    bare: bool = False
    unit: str = ""
    of_record: str = ""


Text = tuple[str | Ref, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a sentence is said: a flag (@month), a number that is not zero, or two numbers compared."""

    flag: str = ""
    left: Ref | None = None
    op: str = "!="
    right: Ref | float = 0
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its wordings by name; ``text`` alone for a plain one, ``pick`` says the first that applies."""

    text: Text = ()
    when: tuple[Condition, ...] = ()
    of: Ref | None = None
    versus: Ref | None = None
    wordings: Mapping[str, tuple["Sentence", ...]] = field(default_factory=dict)
    pick: tuple["Sentence", ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of group words (列举)."""

    of: Ref
    item: Text
    by_count: bool = True
    top: int = 0
    skip: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    join: str = "、"
    last: str = ""
    rest: Text = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: head, cell, cell of the last row."""

    head: str
    cell: Text
    total: Text = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table over groups (``rows`` is a list), or over the records of a slot."""

    rows: str
    columns: tuple[Column, ...]
    of_records: bool = False
    caption: Text = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a template; ``table`` names a table, ``each`` the list it is said for."""

    kind: LineKind
    sentences: tuple[Sentence, ...] = ()
    when: tuple[Condition, ...] = ()
    each: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """How one kind of paper is worded (模板); ``needs`` names the ledger of each figure it cannot do without."""

    kind: str
    about: str
    title: tuple[Sentence, ...]
    format: str
    addressee: str
    spans: tuple[str, ...]
    needs: Mapping[str, str]
    slots: Mapping[str, Slot]
    lists: Mapping[str, Listing]
    tables: Mapping[str, Table]
    paragraphs: tuple[Paragraph, ...]
    copied_to: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a paper says besides numbers: words by name (period, day), flags (month, first), whether it compares."""

    words: Mapping[str, str]
    flags: frozenset[str] = frozenset()
    compares: bool = False


Words = Mapping[str, str]


class Answers(Protocol):
    """Who answers a text's questions."""

    def known(self, figure: str) -> bool:
        """Whether a figure is kept."""
        ...

    def number(self, asked: Asked) -> Number: ...

    def words(self, asked: Asked, by_count: bool) -> Sequence[str]:
        """The words of the groups under a number, those with records, the most first if asked."""
        ...

    def said(self, word: str) -> str:
        """A group word as it stands in a text: somebody's name becomes a mark."""
        ...

    def records(self, asked: Asked) -> Sequence[Words]:
        """The records behind a number, as words by name."""
        ...


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in words, cells with marks."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph of the draft."""

    kind: LineKind
    text: str
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A number of the draft: the key its marks bear, the question, the words printed."""

    key: str
    asked: Asked
    shown: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft: title, paragraphs, numbers in the order they first stand."""

    title: str
    lines: tuple[Said, ...]
    figures: tuple[Told, ...]

    @property
    def attachments(self) -> tuple[str, ...]:
        """The names of 附件说明."""
        return tuple(line.text for line in self.lines if line.kind is LineKind.ANNEX)
