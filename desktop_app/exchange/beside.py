"""Tables beside each other on one sheet (左右分栏): a list in two halves, and marks of several exams in columns.

Each is read as a sheet of its own, in which rows and columns keep their places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.exchange import headings
from desktop_app.exchange.cells import blank, shown
from desktop_app.exchange.headings import ORDINALS, Column, bare, fold
from desktop_app.exchange.matrix import NAMES, PLACES, REMARKS
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.registers.score_cells import question_kind, sittings_instead
from desktop_app.rules.numbers import read_points
from desktop_app.rules.unreadable import Unreadable, tight

DEEPEST = 12
_LEAST = 2
_SHARE = 0.8
_MARK = "成绩"
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}次(?:考试|测试|测验|闭卷|补考)?")
_EXAM = re.compile(r"考试|测试|测验|竞赛|闭卷|开卷|练兵")
_ENDING = re.compile(r"(?:考试)?(?:成绩|得分|分数)$")
_OVER = frozenset({"成绩", "考试成绩", "各科成绩", "科目成绩", "考试科目", "各次成绩", "历次成绩", "考试情况", "科目"})
_NOT_ONE = re.compile(
    r"平均|总|合计|最[高低]|等[次级]|[名位]次|排名|补考|客观|主观|笔试|面试|平时|折|加分|日期|时间|季度|[上下]半年"
)
_OTHERS = re.compile(r"考核|考评|评查|签到|出勤|到课")
_TICKET = re.compile(r"准考|考号")
_LINE_DAY = re.compile(r"\d{1,2}[月./-]\d{1,2}")
_YEAR = re.compile(r"^\d{4}年度?")


@dataclass(frozen=True)
class _Head:
    """The head of a sheet of marks: first row and number of rows, its columns, those that are marks of an exam."""

    row: int
    levels: int
    columns: tuple[Column, ...]
    marks: tuple[Column, ...]


def exams_beside(sheet: Sheet) -> list[Sheet]:
    """A sheet for each exam of a list with a column of marks for each (第一次成绩 | 第二次成绩); none for any other."""
    head = next(_heads_of_marks(sheet), None) if not sheet.hidden else None
    if head is None:
        return []
    alone = [_exam_alone(sheet, head, column) for column in head.marks]
    left = tuple(column.path for column in _of_all(head))
    return [*alone[:-1], replace(alone[-1], left=left)]


def _of_all(head: _Head) -> list[Column]:
    """Columns that are of all exams together (平均分、名次); which exam a 补考成绩 is of nobody can tell."""
    return [one for one in head.columns if _NOT_ONE.search(fold(one.text)) and not _TICKET.search(one.text)]


def _heads_of_marks(sheet: Sheet) -> Iterator[_Head]:
    for row in range(sheet.first, min(sheet.first + DEEPEST, len(sheet.rows))):
        if not any(isinstance(cell, str) and fold(cell) in NAMES for cell in sheet.rows[row]):
            continue
        told = [*headings.titles_over(sheet, row), sheet.name]
        if any(_OTHERS.search(text) for text in told):
            return
        for levels in (2, 1) if _goes_on(sheet, row) else (1,):
            columns = headings.columns_at(sheet, row, levels)
            marks = [column for column in columns if _is_exam(column) and _holds_marks(sheet, row + levels, column)]
            named = any(_EXAM.search(tight(text)) for text in (*told, *(column.text for column in marks)))
            if len(marks) >= _LEAST and named:
                yield _Head(row, levels, columns, tuple(marks))


def _goes_on(sheet: Sheet, row: int) -> bool:
    """Whether the next row is headings too: nothing stands under the heading of the names."""
    names = [at for at, cell in enumerate(sheet.rows[row]) if isinstance(cell, str) and fold(cell) in NAMES]
    return row + 1 < len(sheet.rows) and all(blank(sheet.cell(row + 1, at)) for at in names)


def _is_exam(column: Column) -> bool:
    text = fold(column.text)
    if (
        _NOT_ONE.search(text)
        or _TICKET.search(text)
        or question_kind(column.text)
        or text in NAMES | PLACES | REMARKS | ORDINALS
    ):
        return False
    over = bare(fold(column.group)) in _OVER or bool(_ORDINAL.fullmatch(bare(text)))
    if text in (*_OVER, "得分", "分数") or (not over and not _ENDING.search(bare(text)) and not _EXAM.search(text)):
        return False
    return over or bool(_ORDINAL.search(text) or _EXAM.search(text)) or len(_ENDING.sub("", bare(text))) >= _LEAST


def _holds_marks(sheet: Sheet, first_row: int, column: Column) -> bool:
    cells = [cell for row in range(first_row, len(sheet.rows)) if not blank(cell := sheet.cell(row, column.index))]
    return bool(cells) and sum(map(_is_mark, cells)) >= _SHARE * len(cells)


def _is_mark(cell: Cell) -> bool:
    try:
        return read_points(cell) is not None
    except Unreadable:
        return bool(sittings_instead("total", shown(cell), None))


def _exam_alone(sheet: Sheet, head: _Head, column: Column) -> Sheet:
    """The sheet with the marks of one exam only, under a head of one row and the exam's own title."""
    others = {one.index for one in (*head.marks, *_of_all(head)) if one is not column}
    last = head.row + head.levels - 1
    rows: list[list[Cell]] = [list(cells) for cells in sheet.rows[: head.row]]
    rows += [[] for _ in range(head.levels - 1)]
    texts = {one.index: one.text for one in head.columns if one.index not in others} | {column.index: _MARK}
    rows.append([texts.get(at) for at in range(max(texts) + 1)])
    rows += [[None if at in others else cell for at, cell in enumerate(cells)] for cells in sheet.rows[last + 1 :]]
    title, merges = _title(sheet, head, column), tuple(merge for merge in sheet.merges if merge.top > last)
    return replace(
        sheet, rows=[*map(list, _untimed(rows[: head.row], column)), *rows[head.row :]], merges=merges, title=title
    )


def _untimed(rows: Sequence[Sequence[Cell]], column: Column) -> Iterator[list[Cell]]:
    """The rows over the head; a day told once is no day of the first, second and third exam."""
    apart = bool(_ORDINAL.search(tight(column.text)) or _LINE_DAY.search(tight(column.text)))
    for cells in rows:
        yield [None if apart and isinstance(cell, str) and _LINE_DAY.search(tight(cell)) else cell for cell in cells]


def _title(sheet: Sheet, head: _Head, column: Column) -> str:
    """What the exam of a column is called: by its heading, the number of an exam with the sheet's own title."""
    heading = tight(column.text)
    number = _ORDINAL.search(heading)
    if number is None:
        return heading if _EXAM.search(heading) else f"{_ENDING.sub('', heading)}考试"
    lines = [tight(text) for text in (*headings.titles_over(sheet, head.row), sheet.name)]
    own = next((line for line in lines if _EXAM.search(line) and ":" not in line), "考试")
    year = _YEAR.match(own)
    before = year[0] if year is not None else ""
    rest = re.sub(r"^.{2,20}?检察院(?:机关)?", "", own.removeprefix(before))
    day = re.search(r"[(].*\d.*[)]$", heading)
    bare_rest = re.sub(r"[(\[【].*$", "", rest)
    return f"{before}{re.sub(r'(?:考试|测试|测验|闭卷|补考)$', '', number[0])}{bare_rest}{day[0] if day else ''}"


def halves(sheet: Sheet) -> list[Sheet]:
    """The parts of a list that goes on to the right under the same headings again; none where there is one only."""
    for row in range(sheet.first, min(sheet.first + DEEPEST, len(sheet.rows))):
        texts = [(at, fold(cell)) for at, cell in enumerate(sheet.rows[row]) if isinstance(cell, str) and tight(cell)]
        starts = [at for at, text in texts if texts and text == texts[0][1]]
        if len(starts) < _LEAST:
            continue
        ends = [*starts[1:], max(map(len, sheet.rows))]
        parts = [[text for at, text in texts if first <= at < last] for first, last in zip(starts, ends, strict=True)]
        if len(parts[0]) >= _LEAST and all(part == parts[0] for part in parts):
            return [_half(sheet, row, first, last) for first, last in zip(starts, ends, strict=True)]
    return []


def _half(sheet: Sheet, head: int, first: int, last: int) -> Sheet:
    rows = [list(cells) for cells in sheet.rows[:head]]
    rows += [[cell if first <= at < last else None for at, cell in enumerate(cells)] for cells in sheet.rows[head:]]
    merges = tuple(merge for merge in sheet.merges if merge.top < head or first <= merge.left < last)
    return replace(sheet, rows=rows, merges=merges)
