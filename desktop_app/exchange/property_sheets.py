"""Ledgers of property that tell one thing in several columns (库|柜|格、盘盈|盘亏): made one; rows stay."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from desktop_app.exchange.cells import blank, shown
from desktop_app.exchange.headings import fold
from desktop_app.exchange.property_heads import ITEM_NUMBERS, Head, column, head_of
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.registers.taking_ledgers import PROCEDURE_HEADS
from desktop_app.rules.names import split_names
from desktop_app.rules.unreadable import tight

_STEPS = (
    frozenset({"库", "库房", "库号", "仓库", "库房号"}),
    frozenset({"柜", "柜号", "架", "架号", "货架", "柜架", "柜架号", "货架号"}),
    frozenset({"格", "格号", "层", "层号", "位", "格位", "层格"}),
)
_MORE = frozenset({"盘盈", "盘盈数", "盘盈数量"})
_LESS = frozenset({"盘亏", "盘亏数", "盘亏数量"})
_RENEWED = re.compile(
    r"(?:第[一二三四五六七八九\d]次)?续冻[一二三四五六七八九\d]?(?:至|到期|到期日|到期日期|截止日?期?|期限至)?"
)
_CAME, _WENT = frozenset({"入库数量", "入库数", "入库"}), frozenset({"出库数量", "出库数", "出库"})
_ACTS = frozenset({"类型", "事件", "出入库类型", "流转类型", "操作"})
_LACKING = frozenset({"缺少手续", "手续缺项", "缺项", "欠缺手续", "所缺手续", "缺失手续", "缺少的手续"})
_WHOLE = frozenset({"手续是否齐全", "手续是否完备", "手续齐全", "是否齐全", "手续完备"})
_LEAST = 2

Rewritten = tuple[Sequence[int], str, Callable[[Sequence[Cell]], Cell]]
"""Columns that tell one thing, what it is headed with, and how their cells are put together."""


def property_tidied(sheet: Sheet) -> Sheet:
    """The sheet with such columns as one, in the place of the first; the sheet itself where it has none."""
    head = head_of(sheet)
    if head is None:
        return sheet
    found = [one for one in (_place(head), _difference(head), _renewals(head), *_in_and_out(head)) if one is not None]
    ordinal, lacking = _ordinal(sheet, head), head.at(_LACKING)
    if not found and ordinal is None and lacking is None:
        return sheet
    rows = [list(cells) for cells in sheet.rows]
    if lacking is not None:
        _points(rows, head, lacking)
    if ordinal is not None:
        rows[head.row][ordinal] = "序号"
    for acts in _in_and_out(head):
        _acts(rows, head.row, acts[0])
    for places, title, joined in found:
        _rewrite(rows, head.row, places, title, joined)
    return replace(sheet, rows=rows)


def _rewrite(
    rows: list[list[Cell]], head: int, places: Sequence[int], title: str, joined: Callable[[Sequence[Cell]], Cell]
) -> None:
    for at in range(head, len(rows)):
        cells = [rows[at][place] if place < len(rows[at]) else None for place in places]
        if all(blank(cell) for cell in cells):
            continue
        told = title if at == head else joined(cells)
        rows[at] += [None] * (max(places) + 1 - len(rows[at]))
        for place in places:
            rows[at][place] = None
        rows[at][places[0]] = told


def _acts(rows: list[list[Cell]], head: int, places: Sequence[int]) -> None:
    """Behind every line what it is, by the column that holds its quantity."""
    wide = max(map(len, rows))
    for at in range(head, len(rows)):
        rows[at] += [None] * (wide - len(rows[at]))
        came, went = (rows[at][place] for place in places)
        said = None if blank(came) is blank(went) else "入库" if blank(went) else "出库"
        rows[at].append("类型" if at == head else said)


def _points(rows: list[list[Cell]], head: Head, place: int) -> None:
    """缺少手续: 见证人、照片 as a column for each point; let be where a cell names anything else."""
    cells = {at: rows[at][place] if place < len(rows[at]) else None for at in range(head.row + 1, len(rows))}
    named = {at: split_names(tight(shown(cell))) for at, cell in cells.items() if not blank(cell)}
    points = list(dict.fromkeys(word for words in named.values() for word in words))
    if not points or not all(word in PROCEDURE_HEADS for word in points):
        return
    heads = [*points, *(word for word in PROCEDURE_HEADS if len(points) < _LEAST and word not in points)][
        : max(_LEAST, len(points))
    ]
    wide = max(map(len, rows))
    whole = head.at(_WHOLE)
    for at in range(head.row, len(rows)):
        rows[at] += [None] * (wide - len(rows[at]))
        told = ["×" if word in named.get(at, ()) else None for word in heads]
        rows[at] += heads if at == head.row else told
        for gone in (place, whole):
            if gone is not None and at >= head.row:
                rows[at][gone] = None


def _place(head: Head) -> Rewritten | None:
    places = [place for step in _STEPS if (place := head.at(step)) is not None]
    return (places, "存放位置", _path) if len(places) >= _LEAST else None


def _path(cells: Sequence[Cell]) -> Cell:
    return "-".join(tight(shown(cell)) for cell in cells if not blank(cell))


def _difference(head: Head) -> Rewritten | None:
    more, less = head.at(_MORE), head.at(_LESS)
    return ((more, less), "差异", _balance) if more is not None and less is not None else None


def _balance(cells: Sequence[Cell]) -> Cell:
    """What there is too much less what is lacking; as written where that is no number."""
    more, less = (shown(cell).strip() if not blank(cell) else "0" for cell in cells)
    try:
        return str(Decimal(more) - abs(Decimal(less)))
    except InvalidOperation:
        return f"盘盈{more}盘亏{less}"


def _in_and_out(head: Head) -> list[Rewritten]:
    """入库数量|出库数量: one quantity, and behind it which of the two it is."""
    came, went, act = head.at(_CAME), head.at(_WENT), head.at(_ACTS)
    return [] if came is None or went is None or act is not None else [((came, went), "数量", _one_of)]


def _one_of(cells: Sequence[Cell]) -> Cell:
    came, went = cells
    return came if blank(went) else went if blank(came) else f"入{shown(came)}出{shown(went)}"


def _renewals(head: Head) -> Rewritten | None:
    places = [place for place, text in head.texts.items() if "次数" not in text and _RENEWED.fullmatch(text)]
    return (places, "续冻", _listed) if places else None


def _listed(cells: Sequence[Cell]) -> Cell:
    return "；".join(shown(cell).strip() for cell in cells if not blank(cell))


def _ordinal(sheet: Sheet, head: Head) -> int | None:
    """A column headed 编号 that only counts the rows: 1, 2, 3."""
    place = head.at(ITEM_NUMBERS & {fold("编号")})
    cells = column(sheet, head, place) if place is not None else []
    told = [tight(shown(cell)) for cell in cells if tight(shown(cell)).isdecimal()]
    counts = told[:1] == ["1"] and all(int(after) in (1, int(before) + 1) for before, after in pairwise(told))
    alone = sum(not tight(shown(cell)).isdecimal() for cell in cells)
    return place if counts and alone < len(told) else None
