"""Rotations as officers × periods (轮岗矩阵): 3月 | 4月 | 5月 over departments, each period a list of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desktop_app.exchange import headings
from desktop_app.exchange.cells import blank, shown
from desktop_app.exchange.headings import Column, fold
from desktop_app.exchange.matrix import NAMES
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.rules.dates import last_of_month
from desktop_app.rules.stretches import stretch
from desktop_app.rules.unreadable import plain, tight

DEEPEST = 12
LEAST = 2
"""Periods side by side that make a list of this kind."""

_SPEAKS = ("轮岗", "交流", "跟班")
_ORDINAL = re.compile(r"第([一二三四五六七八九十]|\d{1,2})[期轮次]")
_MONTH = re.compile(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月份?")
_AT_HOME = frozenset({"本部门", "原部门", "本科室", "原科室", "本岗", "原岗", "本岗位", "原岗位"})
_OWN = frozenset({"部门", "原部门", "科室", "原科室", "所在部门", "现部门"})
_HAN = "一二三四五六七八九十"


@dataclass(frozen=True)
class _Period:
    """A column of departments: its first and last day where its heading tells them, its number, 0 for none."""

    column: int
    days: tuple[date, date] | None
    number: int = 0
    month: bool = False


def rotations_beside(sheet: Sheet, stem: str) -> list[Sheet]:
    """A sheet for each period of such a list; none for any other. Months in one department are one rotation.

    Rows keep their places. Who is still in his own department is in no period.
    """
    for row in range(sheet.first, min(sheet.first + DEEPEST, len(sheet.rows))):
        over = headings.titles_over(sheet, row)
        named = any(isinstance(cell, str) and fold(cell) in NAMES for cell in sheet.rows[row])
        if not named or not any(word in text for text in (*over, sheet.name, stem) for word in _SPEAKS):
            continue
        year = headings.year_of((*over, sheet.name, stem))
        for levels in (1, 2):
            columns = _columns(sheet, row, levels)
            periods = [found for column in columns if (found := _period(column, year)) is not None]
            if len(periods) >= LEAST:
                return list(_apart(sheet, row, levels, columns, periods))
    return []


def _columns(sheet: Sheet, row: int, levels: int) -> list[Column]:
    """The headed columns, months written as days among the headings."""
    told = {column.index: column for column in headings.columns_at(sheet, row, levels)}
    for index, cell in enumerate(sheet.rows[row + levels - 1] if row + levels <= len(sheet.rows) else ()):
        if isinstance(cell, date | datetime) and cell.day == 1:
            told[index] = Column(index, f"{cell.year}年{cell.month}月")
    return [column for _, column in sorted(told.items())]


def _period(column: Column, year: int | None) -> _Period | None:
    text = plain(column.text)
    found, month = _ORDINAL.search(text), _MONTH.fullmatch(tight(text))
    number = 0 if found is None else int(found[1]) if found[1].isdecimal() else _HAN.index(found[1]) + 1
    if month is not None:
        own = int(month[1] or year or 0)
        known = bool(own) and 1 <= int(month[2]) <= 12
        first = date(own, int(month[2]), 1) if known else None
        return _Period(column.index, (first, last_of_month(first)) if first else None, 0, True)
    inside = re.sub(r"^[(\[]|[)\]]$", "", _ORDINAL.sub("", text).strip())
    days = stretch(inside, year)
    return _Period(column.index, days, number) if days is not None or number else None


def _apart(
    sheet: Sheet, head: int, levels: int, columns: Sequence[Column], periods: Sequence[_Period]
) -> Iterator[Sheet]:
    """A list a period: the other columns, its department, its days and its number."""
    places = {one.column for one in periods}
    texts = {column.index: column.text for column in columns if column.index not in places}
    own = next((index for index, text in texts.items() if fold(text) in _OWN), None)
    wide = max(max(map(len, sheet.rows)), max(places) + 1)
    told = _cells(sheet, head + levels, own, periods)
    merges = tuple(merge for merge in sheet.merges if merge.top >= head + levels and merge.left not in places)
    for one in periods:
        rows: list[list[Cell]] = [list(cells) for cells in sheet.rows[:head]] + [[] for _ in range(levels - 1)]
        rows.append([*(texts.get(at) for at in range(wide)), "轮岗时间", "期次"])
        rows[-1][one.column] = "轮岗部门"
        for at in range(head + levels, len(sheet.rows)):
            rows.append(_line(sheet, at, wide, places, one, told.get((at, one.column))))
        if any((at, one.column) in told for at in range(len(sheet.rows))):
            yield replace(sheet, rows=rows, merges=merges)


def _line(
    sheet: Sheet, at: int, wide: int, places: set[int], period: _Period, told: tuple[Cell, _Period] | None
) -> list[Cell]:
    """An officer's line in the list of one period; empty where he is nowhere else then."""
    if told is None:
        return []
    cell, until = told
    cells = [None if place in places else sheet.cell(at, place) for place in range(wide)]
    cells[period.column] = cell
    days = f"{period.days[0]}至{until.days[1]}" if period.days and until.days else None
    return [*cells, days, period.number or None]


def _cells(
    sheet: Sheet, first: int, own: int | None, periods: Sequence[_Period]
) -> dict[tuple[int, int], tuple[Cell, _Period]]:
    """By row and column where a rotation begins: the department, and the period it ends with."""
    spread = {
        (merge.top, at): merge.left
        for merge in sheet.merges
        for at in range(merge.left + 1, merge.right + 1)
        if merge.top == merge.bottom >= first
    }
    found: dict[tuple[int, int], tuple[Cell, _Period]] = {}
    for row in range(first, len(sheet.rows)):
        home = tight(shown(sheet.cell(row, own))) if own is not None else ""
        begun: tuple[int, int] | None = None
        for before, one in zip((None, *periods), periods, strict=False):
            cell = sheet.cell(row, spread.get((row, one.column), one.column))
            text = tight(shown(cell))
            if blank(cell) or text in _AT_HOME or (home and text == home):
                begun = None
            elif begun and before and _follows(before, one) and tight(shown(found[begun][0])) == text:
                found[begun] = (found[begun][0], one)
            else:
                begun = (row, one.column)
                found[begun] = (cell, one)
    return found


def _follows(before: _Period, one: _Period) -> bool:
    """Whether one month is right behind another."""
    if not (before.month and one.month and before.days and one.days):
        return False
    return before.days[1] + timedelta(days=1) == one.days[0]
