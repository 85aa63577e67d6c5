"""One column that tells two fields (一栏两项): AB角 the two of a post, 起止时间 the first and the last day.

Two fields that go by the same heading are told by one column of it, where the other has no column of its own.
"""

from collections.abc import Mapping, Sequence

from desktop_app.exchange.headings import Column, bare, fold
from desktop_app.exchange.lexicon import Item, Lexicon
from desktop_app.registers.spec import Field, Register, Shape

Pair = tuple[Field, Field]


def pairs_of(lexicon: Lexicon, columns: Sequence[Column], meant: Mapping[int, Item]) -> dict[int, Pair]:
    """Columns that tell two fields, by place."""
    read = {item.name for item in meant.values()}
    found: dict[int, Pair] = {}
    for column in columns:
        item = meant.get(column.index)
        named = [one for one in lexicon.also(column) if isinstance(one, Field)]
        behind = named[named.index(item) + 1 :] if isinstance(item, Field) and item in named else []
        free = [one for one in (behind or named) if one.name not in read]
        if isinstance(item, Field) and item in named and free and _go_together(item, free[0]):
            found[column.index] = (item, free[0])
            read.add(free[0].name)
    return found


def _go_together(one: Field, other: Field) -> bool:
    if one.shape is Shape.LINK:
        return one.link_kind == other.link_kind or (one.link_kind == "department" and other.shape is Shape.TEXT)
    return one.shape is other.shape is Shape.DAY


def begins(register: Register, last: Field) -> Field | None:
    """The day on which begins what another day ends: both go by one heading (轮岗时间)."""
    if last.shape is not Shape.DAY:
        return None
    mine = _called(last)
    before = register.fields[: register.fields.index(last)] if last in register.fields else ()
    return next((one for one in before if one.shape is Shape.DAY and mine & _called(one)), None)


def _called(item: Field) -> set[str]:
    return {bare(fold(alias)) for alias in item.aliases}
