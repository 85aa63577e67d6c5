"""Headings of foreign sheets (表头): folded texts, two-level heads, units, the year a title speaks of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.rules.dates import read_date
from desktop_app.rules.unreadable import Unreadable, plain, tight

LONGEST = 40
"""Characters of the longest text that may head a column."""

ORDINALS = frozenset({"序号", "序", "no", "no.", "行号", "项次", "顺序号", "№"})
OWN = frozenset({"退回原因"})
"""Columns the program adds itself; passed over without a word."""

RETURNED_FROM = "退自《"
"""How the line over the head of a returned workbook begins."""

_BRACKETS = re.compile(r"[(\[〔【][^()\[\]〔〕【】]*[)\]〕】]")
_MONEY = re.compile(r"(?:[(\[]|单位[:为])(?:单位[:为])?(?:人民币)?(万元|千元|百元|亿元|元)(?:[)\]]|$|[^角分])")
_AS_OF = re.compile(r"截[至止到]+[^0-9]{0,6}(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True)
class Column:
    """A column of a sheet: place counted from 0, heading as it stands, and what stands over it in a two-level head."""

    index: int
    text: str
    group: str = ""

    @property
    def path(self) -> str:
        """组/列, or the heading alone."""
        return f"{self.group}/{self.text}" if self.group else self.text


def fold(text: str) -> str:
    """A heading without blanks, full-width forms, closing colons or required marks."""
    return _fold_short(text) if len(text) <= LONGEST else _fold(text)


def _fold(text: str) -> str:
    return tight(text).lower().strip(":*·")


_fold_short = lru_cache(maxsize=16_384)(_fold)
"""Every heading is held against the words of every register, at every row that may be the head."""


@lru_cache(maxsize=16_384)
def bare(folded: str) -> str:
    """A folded heading without what stands in brackets: 金额(万元) → 金额."""
    return _BRACKETS.sub("", folded).strip(":*·")


def words(cell: Cell) -> str:
    """A cell that may be a heading, as one line; empty for numbers, days and long texts."""
    if not isinstance(cell, str):
        return ""
    text = "".join(cell.splitlines()).strip()
    return text if len(text) <= LONGEST else ""


def headlike(sheet: Sheet, row: int) -> int:
    """How many different texts without a digit stand in a row."""
    found = {text for cell in sheet.rows[row] if (text := words(cell))}
    return sum(not any(ch.isdigit() for ch in text) for text in found)


def columns_at(sheet: Sheet, row: int, levels: int) -> tuple[Column, ...]:
    """The headed columns when the head starts at ``row`` and has one or two rows."""
    upper = [words(cell) for cell in sheet.rows[row]]
    if levels == 1:
        return tuple(Column(index, text) for index, text in enumerate(upper) if text)
    lower = [words(cell) for cell in sheet.rows[row + 1]] if row + 1 < len(sheet.rows) else []
    return tuple(_two_level(sheet, row, upper, lower))


def _two_level(sheet: Sheet, row: int, upper: list[str], lower: list[str]) -> Iterable[Column]:
    group, reach = "", -1
    for index in range(max(len(upper), len(lower))):
        over = upper[index] if index < len(upper) else ""
        under = lower[index] if index < len(lower) else ""
        if over:
            group, reach = over, _reach(sheet, row, index)
        if under and (over or index <= reach):
            yield Column(index, under, group)
        elif under or over:
            yield Column(index, under or over)


def _reach(sheet: Sheet, row: int, index: int) -> int:
    """The last column a group heading stands over: its merged range, or the blanks to its right."""
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.left == index:
            return merge.right
    last = index
    while sheet.cell(row, last + 1) is None and sheet.cell(row + 1, last + 1) is not None:
        last += 1
    return last


def titles_over(sheet: Sheet, row: int) -> list[str]:
    """The texts above a head, top down."""
    texts = [plain(cell) for cells in sheet.rows[:row] for cell in cells if isinstance(cell, str) and cell.strip()]
    return [sheet.title, *texts] if sheet.title else texts


def own_titles(texts: Iterable[str]) -> list[str]:
    """Titles without the program's own line of a returned workbook: it names the file, not what the rows are of."""
    return [text for text in texts if not text.startswith(RETURNED_FROM)]


def notes_under(sheet: Sheet, row: int) -> list[str]:
    """The texts below a head that stand alone in their row, last first: foot lines among them."""
    rows = ([cell for cell in cells if cell is not None and str(cell).strip()] for cells in sheet.rows[row:])
    alone = [plain(cells[0]) for cells in rows if len(cells) == 1 and isinstance(cells[0], str)]
    return alone[::-1]


def as_of(texts: Iterable[str]) -> date | None:
    """The day a ledger says it runs to (截至日期)."""
    for text in texts:
        if found := _AS_OF.search(tight(text)):
            try:
                return read_date(found[1])
            except Unreadable:
                continue
    return None


def year_of(texts: Iterable[str]) -> int | None:
    """The one year the first telling text names; a text that names two years tells nothing."""
    for text in texts:
        years = {int(found) for found in _YEAR.findall(plain(text))}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def money_unit(texts: Iterable[str]) -> str:
    """元, 万元, … as a heading or a unit row says; empty when nothing is said."""
    return next((found[1] for text in texts if (found := _MONEY.search(tight(text)))), "")
