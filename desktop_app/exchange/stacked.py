"""Lists of posts with a line for A岗 and one for B岗 (一岗两行): made a line a post, rows keep their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop_app.exchange.cells import blank, shown
from desktop_app.exchange.headings import fold
from desktop_app.exchange.matrix import NAMES
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.rules.unreadable import tight

DEEPEST = 12
_MARK = re.compile(r"([AB])(?:岗|角)?", re.IGNORECASE)
_POSTS = frozenset({"岗位", "岗位名称", "工作岗位", "工作内容", "工作事项"})
_PEOPLE = NAMES | {"责任人", "岗位责任人", "责任人姓名", "人员名单", "担任人"}
_MARKS = frozenset({"角色", "岗别", "角别", "ab", "a/b", "ab岗", "ab角", "a/b岗", "a/b角", "ab岗别", "ab角别"})
_FURTHER = "B岗2"
_SHARE = 0.8


@dataclass(frozen=True)
class _Head:
    """Where the head stands, and the columns of post, mark (A or B) and name."""

    row: int
    post: int
    mark: int
    name: int


def pairs_stacked(sheet: Sheet) -> Sheet:
    """The sheet with both of a post in one line under A岗 and B岗; the sheet itself where it is no such list.

    A third line of a post is a further B岗. What both lines say differently of another column stands side by side.
    """
    head = next(_heads(sheet), None)
    if head is None:
        return sheet
    rows = [list(cells) for cells in sheet.rows]
    wide = max(map(len, rows))
    rows[head.row] += [None] * (wide - len(rows[head.row]))
    rows[head.row][head.mark], rows[head.row][head.name] = "A岗", "B岗"
    lead: list[Cell] = []
    for at in range(head.row + 1, len(rows)):
        mark, cells = _mark(sheet.cell(at, head.mark)), [*rows[at], *[None] * (wide + 1 - len(rows[at]))]
        if not mark:
            lead = []
            continue
        name = cells[head.name]
        cells[head.mark], cells[head.name] = (name, None) if mark == "A" else (None, name)
        if mark == "B" and lead and _goes_on(lead, cells, head):
            _joined(lead, cells, head, wide)
            rows[at] = []
        else:
            rows[at] = lead = cells
    if any(len(cells) > wide and cells[wide] is not None for cells in rows):
        rows[head.row].append(_FURTHER)
    return replace(sheet, rows=rows)


def _heads(sheet: Sheet) -> Iterator[_Head]:
    for row in range(sheet.first, min(sheet.first + DEEPEST, len(sheet.rows))):
        texts = {at: fold(cell) for at, cell in enumerate(sheet.rows[row]) if isinstance(cell, str) and tight(cell)}
        post, name = (next((at for at, text in texts.items() if text in words), None) for words in (_POSTS, _PEOPLE))
        free = (at for at in texts if at not in (post, name))
        mark = next((at for at in free if _marked(sheet, row + 1, at, texts[at] in _MARKS)), None)
        if post is not None and name is not None and mark is not None:
            yield _Head(row, post, mark, name)


def _marked(sheet: Sheet, first: int, at: int, headed: bool) -> bool:
    """Whether a column says A岗 and B岗, and hardly anything else; A and B alone only under a heading of them."""
    told = (sheet.cell(row, at) for row in range(first, len(sheet.rows)))
    if not headed and not any(isinstance(cell, str) and len(tight(cell)) > 1 and _mark(cell) for cell in told):
        return False
    given = [_mark(cell) for row in range(first, len(sheet.rows)) if not blank(cell := sheet.cell(row, at))]
    return {"A", "B"} <= set(given) and sum(map(bool, given)) >= _SHARE * len(given)


def _mark(cell: Cell) -> str:
    found = _MARK.fullmatch(tight(cell)) if isinstance(cell, str) else None
    return found[1].upper() if found else ""


def _goes_on(lead: list[Cell], cells: list[Cell], head: _Head) -> bool:
    """Whether a line of B岗 is of the post above: it names no other."""
    return blank(cells[head.post]) or tight(shown(cells[head.post])) == tight(shown(lead[head.post]))


def _joined(lead: list[Cell], cells: list[Cell], head: _Head, further: int) -> None:
    place = head.name if blank(lead[head.name]) else further
    said = [shown(lead[place]), shown(cells[head.name])] if not blank(lead[place]) else [shown(cells[head.name])]
    lead[place] = "、".join(said)
    for at, cell in enumerate(cells):
        if at in (head.mark, head.name, head.post, further) or blank(cell) or _counts(cell, lead[at]):
            continue
        here = lead[at]
        same = tight(shown(cell)) in tight(shown(here))
        lead[at] = cell if blank(here) else here if same else f"{shown(here)}；{shown(cell)}"


def _counts(cell: Cell, here: Cell) -> bool:
    """序号: the second line's own number says nothing of the post."""
    return isinstance(cell, int | float) and isinstance(here, int | float)
