"""Columns of wide ledgers (一行多组): fields of a record's own rows, told by group heads, prefixes or a column.

① 办案告知卡 | 卡号, 发放日期, … is one card; 扣分情况 | 实体处理, 办案程序, … are findings, their cells the points.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.exchange.headings import Column, bare, fold
from desktop_app.models.reviews import FULL
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules.numbers import read_points
from desktop_app.rules.unreadable import tight

LEAST = 2
"""Fields of a row that must stand under one head for the head to name the row."""

_WHOLE = frozenset({"合计", "总计", "小计", "共计", "总", "共", "总分", "合计分", "分值", "值", "总数", "累计"})
_ORDINAL = re.compile(r"^(?:\d{1,2}[.、)]|[一二三四五六七八九十]{1,2}[、.]|[(]\d{1,2}[)]|[①-⑨])")
_POINTS = re.compile(r"[(\[【](?:满分|分值)?(\d{1,3})分?[)\]】]$")
_MARKS = "-_:/()[]【】·.、 "
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")


@dataclass(frozen=True)
class Across:
    """A column that gives a field of a row of a part; ``told`` is the heading that names the row.

    ``full`` (hundredths of a point) is what the cell has left of so many; 0 where it holds what was taken off.
    ``gathers``: the ledger has a line for every such row, and the lines of one record belong together. ``listing``: the
    cell lists names, and ``told`` says what of them. ``record`` is who the heading names, once that is found.
    """

    group: Parts
    field: Field
    told: str = ""
    full: int = 0
    gathers: bool = False
    listing: bool = False
    record: int | None = None


def wide_parts(register: Register) -> list[Parts]:
    """The parts of a register that ledgers spread over columns."""
    return [group for group in register.parts if group.across is not None and _key_field(group).shape is not Shape.LINK]


def value_of(group: Parts) -> Field | None:
    """The field a lone cell of such a row means: its number, where it has one (扣分), or what the part says."""
    if group.value is not None:
        return next(item for item in group.fields if item.name == group.value.key)
    return next((item for item in group.fields if item.right and item.in_form), None)


def under_groups(register: Register, columns: Sequence[Column]) -> dict[int, Across]:
    """Columns of a two-level head that belong to rows of a part."""
    found: dict[int, Across] = {}
    for group in wide_parts(register):
        own = _own_columns(group, columns)
        for head, run in groupby(columns, key=lambda column: column.group):
            under = list(run)
            if head and fold(head) in called(group) | {fold(word) for word in group.over}:
                found |= _values(group, under)
            elif head and own is None:
                found |= _fields(group, head, under)
    return found


def called(group: Parts) -> set[str]:
    """What ledgers head the columns of a part with."""
    names = {fold(name) for name in (group.label, *group.aliases)}
    return names | {bare(name) for name in names}


def _named(group: Parts) -> dict[str, Field]:
    """What ledgers call the fields of a row, the one that names it left out."""
    return {
        fold(name): item
        for item in reversed(group.fields)
        if not item.fixed and item.name != _key(group)
        for name in (item.label, *item.aliases)
    }


def _key(group: Parts) -> str:
    assert group.across is not None
    return str(group.across.key)


def _key_field(group: Parts) -> Field:
    return next(item for item in group.fields if item.name == _key(group))


def _own_columns(group: Parts, columns: Sequence[Column]) -> Column | None:
    """The column that names the rows of a ledger with a line for each (卡种)."""
    item = _key_field(group)
    names = {fold(name) for name in (item.label, *item.aliases)}
    return next((column for column in columns if fold(column.text) in names), None)


def _values(group: Parts, under: Sequence[Column]) -> dict[int, Across]:
    """Under 扣分情况 every head names a row, and its cells are the row's number."""
    value, named = value_of(group), _named(group)
    if value is None or any(named.get(fold(column.text), value) is not value for column in under):
        return {}
    told = {column.index: row_name(group, column.text) for column in under}
    parts = {index for index, name in told.items() if name}
    return {index: Across(group, value, name) for index, name in told.items() if name or not parts}


def whole_columns(across: Mapping[int, Across], columns: Sequence[Column]) -> set[int]:
    """Columns that say again what the columns beside them add up to (合计)."""
    groups = {column.group for column in columns if column.index in across and across[column.index].told}
    return {
        column.index
        for column in columns
        if column.index not in across and column.group and column.group in groups and _bare(column.text) in _WHOLE
    }


def _fields(group: Parts, head: str, under: Sequence[Column]) -> dict[int, Across]:
    """Under ①办案告知卡 stand the fields of one row."""
    named = _named(group)
    met = {column.index: item for column in under if (item := _field(named, column.text)) is not None}
    return {i: Across(group, item, head) for i, item in met.items()} if _several(met.values()) else {}


def _field(named: Mapping[str, Field], text: str) -> Field | None:
    return named.get(fold(text)) or named.get(bare(fold(text)))


def _several(items: Iterable[Field]) -> bool:
    return len({item.name for item in items}) >= LEAST


def _bare(text: str) -> str:
    return _BRACKETS.sub("", tight(text))


def row_name(group: Parts, heading: str) -> str:
    """The row a heading names (1.实体处理（40分） → 实体处理); empty for one that adds up (扣分合计)."""
    words, flat = called(group), tight(heading)
    name = _BRACKETS.sub("", flat)
    name = _ORDINAL.sub("", flat if not name or fold(name) in words else name)
    for word in sorted(words, key=len, reverse=True):
        if name.endswith(word):
            name = name.removesuffix(word)
        elif name.startswith(word):
            name = name.removeprefix(word)
    name = name.strip(_MARKS)
    return "" if name in _WHOLE or not any(ch.isalpha() for ch in name) else name


def by_headings(
    register: Register, columns: Sequence[Column], free: Sequence[Column], titles: Sequence[str]
) -> dict[int, Across]:
    """Columns of a one-level head: a line for each row, prefixes that name it, or its number alone.

    ``free`` are the columns the register itself has no field for.
    """
    for group in wide_parts(register):
        found = _headed(group, columns) or (
            gathered_columns(group, columns, free, titles)
            or _prefixed(group, free)
            or _pointed(group, free)
            or _numbered(group, free)
        )
        if found:
            return found
    return {}


def _headed(group: Parts, columns: Sequence[Column]) -> dict[int, Across]:
    """清单 | 签名 | 照片 without a head over them: two of the words that name rows of a part are columns of it."""
    value, known = value_of(group), {fold(head): name for head, name in group.heads.items()}
    told = [column for column in columns if not column.group and bare(fold(column.text)) in known]
    names = {column.index: known[bare(fold(column.text))] for column in told}
    if value is None or len(set(names.values())) < LEAST:
        return {}
    return {index: Across(group, value, name) for index, name in names.items()}


def gathered_columns(
    group: Parts, columns: Sequence[Column], free: Sequence[Column], titles: Sequence[str]
) -> dict[int, Across]:
    """A ledger with a line for each row, named by a column, or by the title (监督卡发放登记表)."""
    own, named = _own_columns(group, columns), _named(group)
    met: dict[int, Field] = {}
    for column in columns if own is not None else free:
        item = _field(named, column.text)
        if item is not None and column is not own and item not in met.values():
            met[column.index] = item
    value = value_of(group)
    if own is None and (value is not None or not any(item.shape is Shape.DAY for item in met.values())):
        return {}
    enough = bool(met) if own is not None else _several(met.values())
    if not (enough if value is None else value in met.values()):
        return {}
    told = "" if own is not None else next((title for title in titles if _key_like(group, title)), titles[0])
    rows = {index: Across(group, item, told, gathers=True) for index, item in met.items()}
    return {**rows, own.index: Across(group, _key_field(group), gathers=True)} if own is not None else rows


def _key_like(group: Parts, title: str) -> bool:
    """Whether a title may name a row: it speaks of 卡 as the part's label does."""
    return group.label[:1] in title


def _prefixed(group: Parts, free: Sequence[Column]) -> dict[int, Across]:
    """办案告知卡发放日期, 实体处理扣分, 扣分（实体处理）: the row's name and its field in one heading."""
    value = value_of(group)
    if value is not None:
        told = {column.index: _valued_name(group, column.text) for column in free}
        return {index: Across(group, value, name) for index, name in told.items() if name}
    named = sorted(_named(group).items(), key=lambda pair: -len(pair[0]))
    met = {column.index: _split(fold(column.text), named) for column in free}
    heads = [told for told, _ in filter(None, met.values())]
    return {i: Across(group, pair[1], pair[0]) for i, pair in met.items() if pair and heads.count(pair[0]) >= LEAST}


def _valued_name(group: Parts, heading: str) -> str:
    """实体处理 of 实体处理扣分 and of 扣分（实体处理）; empty where the heading says no such thing."""
    flat = tight(heading)
    said = any(fold(flat) != word and (flat.startswith(word) or flat.endswith(word)) for word in called(group))
    name = row_name(group, flat) if said else ""
    return name if len(name) >= LEAST else ""


def _split(heading: str, named: Sequence[tuple[str, Field]]) -> tuple[str, Field] | None:
    for name, item in named:
        if heading.endswith(name) and len(heading) - len(name) >= LEAST:
            return heading.removesuffix(name).strip(_MARKS), item
    return None


def _pointed(group: Parts, free: Sequence[Column]) -> dict[int, Across]:
    """实体处理（40分）, 办案程序（40分）, … whose points make up the full marks."""
    value = value_of(group)
    wholes = {column: whole for column in free if (whole := whole_of(column.text)) and row_name(group, column.text)}
    if value is None or sum(wholes.values()) != FULL:
        return {}
    return {c.index: Across(group, value, row_name(group, c.text), whole) for c, whole in wholes.items()}


def whole_of(heading: str) -> int:
    """The most an item gives, as its heading says: 实体处理（40分） is 4000; 0 where it does not say."""
    said = _POINTS.search(tight(heading))
    return read_points(said[1]) or 0 if said is not None else 0


def _numbered(group: Parts, free: Sequence[Column]) -> dict[int, Across]:
    """扣分 or 扣分合计 alone: one row that no item is told of."""
    value = value_of(group)
    if value is None or not value.right:
        return {}
    first = next(_whole(group, free), None)
    return {first.index: Across(group, value)} if first is not None else {}


def _whole(group: Parts, free: Sequence[Column]) -> Iterator[Column]:
    for column in free:
        flat = _bare(column.text)
        about = any(word in flat for word in called(group))
        if not column.group and about and not row_name(group, flat):
            yield column
