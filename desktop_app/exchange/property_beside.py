"""Ledgers of property whose lines tell two records (一行两记): items with their case, loans with their return."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_app.exchange.cells import blank, shown
from desktop_app.exchange.property_heads import CASES, ITEM_NUMBERS, THINGS, Head, called, head_of
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS, SEIZURES
from desktop_app.registers.spec import Register
from desktop_app.rules.cases import case_key
from desktop_app.rules.unreadable import tight

_OUT = frozenset(
    {"出库日期", "出库时间", "调用日期", "调用时间", "借出日期", "借出时间", "借用日期", "借用时间", "领用日期"}
)
_BACK = frozenset({"归还日期", "归还时间", "归还入库日期", "还库日期", "实际归还日期", "归库日期", "还回日期"})
_IN = frozenset({"入库日期", "入库时间"})
_ACTS = frozenset({"类型", "事件", "出入库类型", "流转类型", "操作"})
_OUT_ONLY = frozenset(
    {
        "出库事由",
        "调用事由",
        "借用事由",
        "事由",
        "用途",
        "领取人",
        "借用人",
        "批准人",
        "审批人",
        "审批文书号",
        "审批单号",
    }
    | {"批准文书", "预计归还日期", "应还日期", "归还期限", "预定归还日", "对方单位", "去向"}
)
_BACK_ONLY = frozenset({"归还人", "接收人", "归还接收人", "归还情况", "状况", "物品状况"})
_OF_CASES = called(
    SEIZURES, "case_name", "party", "department_id", "seizure_handler", "measure", "paper_no", "holder", "witness"
)
_OF_ITEMS = called(ITEMS, *(item.name for item in ITEMS.fields if item.name not in ("seizure_id", "note")), "number")
_DAYS = called(SEIZURES, "seized_on")
_TELLING = 2
"""Columns that only a case has, which make a list of items one of cases too."""


def property_beside(sheet: Sheet) -> list[tuple[Sheet, Register]]:
    """The lists such a sheet is, each with its register; none where its lines tell one record. Rows stay in place."""
    head = head_of(sheet)
    if head is None:
        return []
    return list(_loans(sheet, head)) or list(_cases(sheet, head))


def _cases(sheet: Sheet, head: Head) -> Iterator[tuple[Sheet, Register]]:
    """A list of the cases, each where it is met first, and the list of items without the columns of cases."""
    case, thing = head.at(CASES), head.at(THINGS)
    own = [place for place in head.all(_OF_CASES - _OF_ITEMS) if place not in (case, thing)]
    if case is None or thing is None or len(own) < _TELLING:
        return
    days = head.all(_DAYS)[:1]
    yield _kept(sheet, head, [case, *own, *days], list(_first_of_cases(sheet, head, case))), SEIZURES
    others = [place for place in head.texts if place not in own]
    yield _kept(sheet, head, others, range(head.row + 1, len(sheet.rows))), ITEMS


def _first_of_cases(sheet: Sheet, head: Head, case: int) -> Iterator[int]:
    met: set[str] = set()
    for row in range(head.row + 1, len(sheet.rows)):
        number = case_key(shown(sheet.cell(row, case)))
        if "号" in number and number not in met:
            met.add(number)
            yield row


def _kept(sheet: Sheet, head: Head, columns: Sequence[int], rows: Sequence[int]) -> Sheet:
    """The sheet with these columns, and below the head these rows and those of one cell."""
    wanted, places = set(rows), set(columns)
    lines: list[list[Cell]] = []
    for at, cells in enumerate(sheet.rows):
        alone = sum(not blank(cell) for cell in cells) == 1
        if at < head.row or (alone and at > head.row):
            lines.append(list(cells))
        elif at == head.row or at in wanted:
            lines.append([cell if place in places else None for place, cell in enumerate(cells)])
        else:
            lines.append([])
    whole = len(wanted) == len(sheet.rows) - head.row - 1
    merges = tuple(merge for merge in sheet.merges if merge.top <= head.row or (whole and merge.left in places))
    return replace(sheet, rows=lines, merges=merges)


def _loans(sheet: Sheet, head: Head) -> Iterator[tuple[Sheet, Register]]:
    """A list of what went out and a list of what came back; what was stored first, where a column tells the day."""
    number, out, back = (head.at(names) for names in (ITEM_NUMBERS, _OUT, _BACK))
    if number is None or out is None or back is None or head.at(_ACTS) is not None:
        return
    stored = head.at(_IN)
    if stored is not None:
        yield _moved(sheet, head, stored, "入库", {out, back}, _OUT_ONLY | _BACK_ONLY), EVENTS
    yield _moved(sheet, head, out, "调用", {back, stored}, _BACK_ONLY), EVENTS
    yield _moved(sheet, head, back, "归还", {out, stored}, _OUT_ONLY), EVENTS


def _moved(sheet: Sheet, head: Head, day: int, act: str, days: set[int | None], others: frozenset[str]) -> Sheet:
    """The lines that tell this day, as events of one act."""
    left = days | set(head.all(others))
    rows = [list(cells) for cells in sheet.rows[: head.row + 1]]
    wide = max(map(len, sheet.rows))
    rows[head.row] = [None if at in left else cell for at, cell in enumerate(rows[head.row])]
    rows[head.row] += [None] * (wide - len(rows[head.row]))
    rows[head.row][day] = "日期"
    rows[head.row].append("类型")
    for at in range(head.row + 1, len(sheet.rows)):
        cells = [None if place in left else sheet.cell(at, place) for place in range(wide)]
        told = not blank(sheet.cell(at, day)) and bool(tight(shown(sheet.cell(at, day))))
        rows.append([*cells, act] if told else [])
    return replace(sheet, rows=rows)
