"""What a sheet was taken for (认出的表): its register, head and columns; or why it was left alone."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from desktop_app.exchange import headings
from desktop_app.exchange.across import Across
from desktop_app.exchange.headings import OWN, Column, fold
from desktop_app.exchange.lexicon import Item
from desktop_app.exchange.matrix import SignList
from desktop_app.registers.spec import Field, Register


def passed_over(column: Column) -> bool:
    """Columns that number the rows, or that the program adds itself."""
    return fold(column.text) in ORDINALS_AND_OWN


ORDINALS_AND_OWN = headings.ORDINALS | OWN


@dataclass(frozen=True)
class Recognised:
    """A sheet whose register is known. ``head``/``levels`` give its head rows, ``meant`` column place to field.

    ``places`` is the column that only tells namesakes apart by department, if there is one. ``told`` are words the
    sheet's name or titles say for fields that have no column: 共性问题清单. ``ticks`` are columns headed by one of a
    field's words each, to be ticked: 已完成 | 未完成. ``across`` are columns of the record's own rows, ``idle`` those
    that only add them up; ``heard`` is what titles and foot lines tell of every row. ``signs`` is a sign-in list.
    ``shares`` are columns that share out a mark, with the name of each (题型得分). ``pairs`` are columns that tell
    two fields (张三/李四 under AB角), ``noted`` those kept in the note with their headings (B角2).
    """

    register: Register
    head: int
    levels: int
    columns: tuple[Column, ...]
    meant: Mapping[int, Item]
    places: int | None = None
    year: int | None = None
    as_of: date | None = None
    money: str = "元"
    told: Mapping[str, StrEnum] = field(default_factory=dict)
    ticks: Mapping[int, tuple[Field, StrEnum]] = field(default_factory=dict)
    across: Mapping[int, Across] = field(default_factory=dict)
    idle: Set[int] = frozenset()
    heard: Mapping[str, Any] = field(default_factory=dict)
    signs: SignList | None = None
    shares: Mapping[int, str] = field(default_factory=dict)
    pairs: Mapping[int, tuple[Field, Field]] = field(default_factory=dict)
    noted: Mapping[int, str] = field(default_factory=dict)

    @property
    def first_row(self) -> int:
        """The first row below the head, counted from 0."""
        return self.head + self.levels

    def column_of(self, item: Item) -> Column | None:
        """The column a field is read from."""
        index = next((index for index, meant in self.meant.items() if meant.name == item.name), None)
        if index is None:
            index = next((at for at, pair in self.pairs.items() if item.name == pair[1].name), None)
        return next((column for column in self.columns if column.index == index), None)

    @property
    def gathers(self) -> bool:
        """Whether several lines of the ledger are rows of one record."""
        return any(column.gathers for column in self.across.values())

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings nothing is read from (未用的列)."""
        echoes = set(map(fold, self.register.echoes))
        return tuple(
            column.path
            for column in self.columns
            if column.index
            not in {*self.meant, *self.ticks, *self.across, *self.idle, *self.shares, *self.noted, self.places}
            and not passed_over(column)
            and fold(column.text) not in echoes
        )


@dataclass(frozen=True)
class Unrecognised:
    """A sheet left alone (未识别): why, the likeliest head row counted from 0, and the headings seen there."""

    code: str
    reason: str
    head: int = 0
    seen: tuple[str, ...] = ()
