"""The body of a foreign sheet (表体): which rows are records, what merges, ditto marks and group titles mean."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from desktop_app.exchange.headings import ORDINALS, fold
from desktop_app.exchange.recognise import Recognised
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.rules.unreadable import plain, tight

DITTO = frozenset(map(tight, ("〃", "″", "''", '"', "“", "”", "〞", "´´", "同上", "同前", "..", "々")))
_TOTAL = re.compile(
    r"(?:本页|本表|本部门|以上|本月|当月|本季度?|本年|全年|本案|逐月)?(?:合计|总计|小计|共计|累计)[:]?.{0,12}"
)
_FIGURE = re.compile(
    r"(?:总|全院|全体|部门)?(?:平均(?:分数?|成绩|得分)?|最[高低](?:分数?|成绩|得分)|(?:不?及格|优秀|良好|合格|参考|参训|出勤|到会)率"
    r"|(?:应考|实考|参考|缺考|不?及格|优秀|良好|合格|应到|实到|考试|参训|总)人数)[:]?[\d.%/分人]*"
)
"""What a foot line says of the whole list (平均分、及格率): nobody is called so."""
_NOTE = re.compile(
    r"(?:[(\[【]?(?:注|备注|附注|说明|填表说明|提示)[)\]】]?\d?[:.、]|※|\*|填表人|填报人|制表|审核人|审批人|复核人"
    r"|(?:阅卷|评卷|监考|核分|统计|登记|录入|检查)人?(?:签[名字])?[:]|评委签[名字]|签[名字][:]"
    r"|(?:移交|接收|持有|见证|保管|经办|扣押|办案|被扣押|盘点|监盘|清点)人(?:员|签[名字])?[:]"
    r"|负责人[:]|单位负责人|部门负责人|联系人[:]|联系电话[:]|填表日期|填报日期|填报单位|打印日期|第\d+页)"
)
_LONE_DAY = re.compile(r"(?:19|20)\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?")
"""What stands under a list by itself as the day it was made."""
ORDINAL = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:阶段|部分|季度)?[:、,. ]?|[一二三四五六七八九十]+[、.,:)]"
    r"|[(\[][一二三四五六七八九十\d]+[)\]]、?|\d{1,2}[、.)](?!\d))"
)
_DEPTHS = tuple(
    re.compile(style)
    for style in (
        r"第[一二三四五六七八九十]+",
        r"[一二三四五六七八九十]+[、.,:)]",
        r"[(\[][一二三四五六七八九十]+[)\]]",
        r"[(\[]?\d{1,2}[)\]、.]",
    )
)
_TITLE_LENGTH = 60
_SUMS = (Shape.QUANTITY, Shape.FEN)


@dataclass(frozen=True)
class LedgerRow:
    """A record's row: Excel row number, cells with merges and ditto marks resolved, the group titles over it.

    ``groups`` are the titles in force, innermost first, each with the Excel row it stands in. ``rest`` are the rows
    below over which what names the record is merged: its lists go on there. ``shared`` are the columns of sums whose
    cell is merged with one above, with that cell's Excel row and contents: a sum counts once.
    """

    number: int
    cells: tuple[Cell, ...]
    groups: tuple[tuple[str, int], ...] = ()
    rest: tuple[tuple[Cell, ...], ...] = ()
    shared: tuple[tuple[int, int, Cell], ...] = ()

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None

    def below(self, column: int) -> list[Cell]:
        """What stands in this column in the rows the record goes on in."""
        return [cells[column] for cells in self.rest if column < len(cells)]

    @property
    def top(self) -> int:
        """The place of its first row, counted from 0."""
        return self.number - 1

    def going_on(self, cells: tuple[Cell, ...]) -> "LedgerRow":
        """The same record with one more row."""
        return replace(self, rest=(*self.rest, cells))


@dataclass
class Body:
    """A sheet's records and how many other rows (titles, blanks, totals, notes, repeated heads) were passed over."""

    rows: list[LedgerRow] = field(default_factory=list)
    skipped: int = 0


def body_of(sheet: Sheet, found: Recognised) -> Body:
    """Every record's row below the head."""
    body = Body(skipped=found.head - sheet.first)
    merged, wide = _merged_down(sheet, found), _wide(sheet)
    groups: list[tuple[str, int]] = []
    above: tuple[Cell, ...] = ()
    last = _last_record(sheet, found)
    names = _naming(found)
    runs_on = {place for place, item in found.meant.items() if isinstance(item, Field) and item.runs_on}
    sums = {place for place, item in found.meant.items() if isinstance(item, Field) and item.shape in _SUMS}
    for index in range(found.first_row, len(sheet.rows)):
        if body.rows and merged.get(index, {}).get(names) == body.rows[-1].top:
            body.rows[-1] = body.rows[-1].going_on(tuple(sheet.rows[index]))
            body.skipped += 1
            continue
        if _is_record(sheet, found, index, wide):
            joined = merged.get(index, {})
            above = _filled(sheet, index, {at: top for at, top in joined.items() if at not in sums}, above, runs_on)
            shared = tuple((at, joined[at] + 1, sheet.cell(joined[at], at)) for at in sorted(sums & joined.keys()))
            body.rows.append(LedgerRow(index + 1, above, tuple(groups), shared=shared))
            continue
        body.skipped += 1
        if index < last and (title := _group_title(sheet.rows[index])):
            groups = _nested(groups, title, index + 1)
    return body


def _naming(found: Recognised) -> int | None:
    """The column of what names a record, where a record with lists may go on over several rows."""
    listing = any(isinstance(item, Parts) and item.apart is not None for item in found.meant.values())
    subject = found.register.subject.key
    return next((index for index, item in found.meant.items() if item.name == subject), None) if listing else None


def _last_record(sheet: Sheet, found: Recognised) -> int:
    """Nothing below the last row with several cells is a group title: it is a note."""
    several = (i for i in range(len(sheet.rows) - 1, found.head, -1) if len(_present(sheet.rows[i])) > 1)
    return next(several, found.head)


def _present(cells: Sequence[Cell]) -> list[int]:
    return [
        index
        for index, cell in enumerate(cells)
        if cell is not None and not (isinstance(cell, str) and not tight(cell))
    ]


def _merged_down(sheet: Sheet, found: Recognised) -> dict[int, dict[int | None, int]]:
    """Row to column to the row its value stands in, for cells below the first of a vertical merge in the body."""
    below: dict[int, dict[int | None, int]] = {}
    for merge in sheet.merges:
        for row in range(merge.top + 1, min(merge.bottom + 1, len(sheet.rows))):
            if merge.top >= found.first_row:
                below.setdefault(row, {})[merge.left] = merge.top
    return below


def _wide(sheet: Sheet) -> set[tuple[int, int]]:
    """Where horizontal merges begin."""
    return {(merge.top, merge.left) for merge in sheet.merges if merge.right > merge.left and merge.top == merge.bottom}


def _filled(
    sheet: Sheet, index: int, merged: Mapping[int | None, int], above: tuple[Cell, ...], runs_on: Set[int]
) -> tuple[Cell, ...]:
    width = max(len(sheet.rows[index]), max((place for place in merged if place is not None), default=-1) + 1)
    cells = []
    for place in range(width):
        cell = sheet.cell(merged.get(place, index), place)
        if (isinstance(cell, str) and tight(cell) in DITTO) or (place in runs_on and _is_blank(cell)):
            cell = above[place] if place < len(above) else None
        cells.append(cell)
    return tuple(cells)


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not tight(cell))


def _is_record(sheet: Sheet, found: Recognised, index: int, wide: set[tuple[int, int]]) -> bool:
    cells = sheet.rows[index]
    present = _present(cells)
    if not present or _repeats_head(cells, found) or _is_total(cells, present) or _is_note(cells, present):
        return False
    if len(present) == 1:
        return _stands_alone(cells, present[0], found, (index, present[0]) in wide)
    ordinals = {column.index for column in found.columns if fold(column.text) in ORDINALS}
    return any(place in found.meant for place in present if place not in ordinals)


def _repeats_head(cells: Sequence[Cell], found: Recognised) -> bool:
    """A head printed again at a page break."""
    heads = {column.index: {fold(column.text), fold(column.group)} for column in found.columns}
    texts = {index: fold(cell) for index, cell in enumerate(cells) if isinstance(cell, str) and tight(cell)}
    same = sum(text in heads.get(index, ()) for index, text in texts.items())
    return same >= 2 and same >= 0.6 * len(texts)


def _is_total(cells: Sequence[Cell], present: Sequence[int]) -> bool:
    said = [tight(cell) for i in present[:2] if isinstance(cell := cells[i], str)]
    return any(_TOTAL.fullmatch(text) or _FIGURE.fullmatch(text) for text in said)


def _is_note(cells: Sequence[Cell], present: Sequence[int]) -> bool:
    first = cells[present[0]]
    return isinstance(first, str) and len(present) <= 4 and bool(_NOTE.match(tight(first)))


def _stands_alone(cells: Sequence[Cell], place: int, found: Recognised, is_wide: bool) -> bool:
    """Whether a row with one cell is a record: an unmerged cell in a read column that numbers nothing."""
    text = cells[place]
    if is_wide or not isinstance(text, str) or ORDINAL.match(plain(text)) or _LONE_DAY.fullmatch(tight(text)):
        return False
    item = found.meant.get(place)
    return item is not None and (item.name == found.register.subject.key or place > 0)


def _nested(groups: list[tuple[str, int]], title: str, number: int) -> list[tuple[str, int]]:
    """The titles in force once a new one is met: it ends those of its own and of deeper levels."""
    depth = _depth(title)
    return [(title, number), *((over, row) for over, row in groups if _depth(over) < depth)]


def _depth(title: str) -> int:
    """第一阶段 stands over 一、, that over （一）, that over 1. and that over a title without a number."""
    return next((place for place, style in enumerate(_DEPTHS) if style.match(title)), len(_DEPTHS))


def _group_title(cells: Sequence[Cell]) -> str:
    """The text of a row that heads the rows below it; empty for notes and sentences."""
    present = _present(cells)
    if len(present) != 1:
        return ""
    text = plain(str(cells[present[0]]))
    if len(text) > _TITLE_LENGTH or "。" in text or _NOTE.match(tight(text)) or _TOTAL.fullmatch(tight(text)):
        return ""
    return text


def title_readings(title: str) -> Iterator[str]:
    """What a group title may name: 一、动员部署阶段（2015年1月—2月） → 动员部署阶段, 动员部署."""
    text = ORDINAL.sub("", plain(title), count=1).strip(" :、.") or plain(title)
    text = re.sub(r"[(\[].*$", "", text).strip(" :、.") or text
    yield text
    for ending in ("阶段", "部门", "条线", "类"):
        if text.endswith(ending) and len(text) > len(ending) + 1 and not text.startswith("第"):
            yield text.removesuffix(ending)
