"""Cells that hold several entries (分条): words, case numbers, numbered measures, dated notes, as rows of a part."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from desktop_app.exchange.headings import fold
from desktop_app.models.basics import Term
from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.rules.dates import read_date
from desktop_app.rules.names import split_names
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.services.draft import Values, table_defaults
from desktop_app.services.facts import Facts

MOST_ENTRIES = 200
"""Entries taken from one cell; what follows stays together in the last of them."""

V = TypeVar("V")
ReadDetail = Callable[[Field, str], Any]
"""The value of a field of a part as a ledger writes it. Raises Unreadable."""

_OPENING, _CLOSING = "【（(", "】）)"
_PAIR = re.compile(r"[；;，,]")
_FIRST_DAY = re.compile(
    r"[(（\[【]?(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?|\d{1,2}月\d{1,2}日)(?![\d前起至到底之以后、和及与—–~～-])"
)


@dataclass
class Dictionaries:
    """The editable dictionaries (字典项): words, and what else ledgers write for them."""

    facts: Facts
    _kept: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def word(self, dictionary: str, text: str) -> str | None:
        """The word of a dictionary a text means for certain; None when it is none of them."""
        if not dictionary:
            return None
        if dictionary not in self._kept:
            self._kept[dictionary] = self._spellings(dictionary)
        return self._kept[dictionary].get(tight(text))

    def _spellings(self, dictionary: str) -> dict[str, str]:
        rows = [row for row in self.facts.live(Term.__tablename__) if row["dictionary"] == dictionary]
        others: dict[str, set[str]] = {}
        for row in rows:
            for other in split_names(str(row.get("aliases") or "")):
                others.setdefault(tight(other), set()).add(row["word"])
        return {other: words.pop() for other, words in others.items() if len(words) == 1} | {
            tight(row["word"]): row["word"] for row in rows
        }


def entries(group: Parts, text: str, dictionaries: Dictionaries) -> list[str]:
    """The entries of a cell in order, words of a dictionary in its own spelling."""
    assert group.apart is not None
    words = group.lead.words
    whole = dictionaries.word(words, text)
    parted = [whole] if whole else [dictionaries.word(words, entry) or entry for entry in group.apart(text)]
    if len(parted) > MOST_ENTRIES:
        parted = [*parted[: MOST_ENTRIES - 1], "\n".join(parted[MOST_ENTRIES - 1 :])]
    return once(parted, tight)


def once(values: Iterable[V], folded: Callable[[V], str]) -> list[V]:
    """Values in order, each once as it is folded; none that folds to nothing."""
    found: dict[str, V] = {}
    for value in values:
        if key := folded(value):
            found.setdefault(key, value)
    return list(found.values())


def entry_row(group: Parts, entry: str, read: ReadDetail, year: int | None, until: date) -> Values:
    """A row of a part from one entry. 【负责人：张三；期限：2015-05-20】 at its end fills the row's other fields; an
    entry of a log that begins with its day is of that day.
    """
    own = {name: value for name, value in table_defaults(group.part).items() if value is not None}
    text, details = _with_details(group, entry, read)
    return {**own, **group.defaults, **_day_of(group, text, year, until), **details, group.lead.name: text}


def written_entries(group: Parts, rows: Iterable[Mapping[str, Any]], told: Callable[[Field, Any], str]) -> str:
    """Rows of a text part as one cell that ``entries`` and ``entry_row`` read back: numbered when there are several."""
    written = [_written(group, row, told) for row in rows]
    if group.single:
        return "、".join(written)
    return (
        "\n".join(f"{place}、{entry}" for place, entry in enumerate(written, 1))
        if len(written) > 1
        else "".join(written)
    )


def _written(group: Parts, row: Mapping[str, Any], told: Callable[[Field, Any], str]) -> str:
    others = (item for item in group.fields if item is not group.lead)
    said = [f"{item.label}：{text}" for item in others if (text := told(item, row.get(item.name)))]
    return str(row.get(group.lead.name) or "") + (f"【{'；'.join(said)}】" if said else "")


def _with_details(group: Parts, entry: str, read: ReadDetail) -> tuple[str, Values]:
    """An entry and what the bracket at its end says; an entry whose bracket is not wholly understood stays whole."""
    closed = entry.rstrip("。；; ")
    start = max(closed.rfind(mark) for mark in _OPENING)
    if start <= 0 or not closed.endswith(tuple(_CLOSING)):
        return entry, {}
    try:
        details = dict(_details(group, closed[start + 1 : -1], read))
    except Unreadable:
        return entry, {}
    return (closed[:start].rstrip(), details) if details else (entry, {})


def _details(group: Parts, said: str, read: ReadDetail) -> Iterator[tuple[str, Any]]:
    called = {fold(name): item for item in group.fields for name in (item.label, *item.aliases)}
    for pair in _PAIR.split(said):
        label, colon, value = pair.replace("：", ":").partition(":")
        item = called.get(fold(label))
        if not colon or item is None or item is group.lead:
            raise Unreadable("unknown_detail", pair)
        yield item.name, read(item, value.strip())


def _day_of(group: Parts, text: str, year: int | None, until: date) -> Values:
    days = [item for item in group.fields if item.shape is Shape.DAY]
    found = _FIRST_DAY.match(text) if group.newest_first and days else None
    if found is None:
        return {}
    try:
        day = read_date(found[1], year)
    except Unreadable:
        return {}
    return {days[0].name: day} if day is not None and day <= until else {}
