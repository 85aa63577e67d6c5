"""Export (导出): any rows as a real workbook, with true types, frozen head, filter, and ready to print."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop_app.exchange.lexicon import Item
from desktop_app.exchange.parting import written_entries
from desktop_app.exchange.xlsx import HEAD_FONT, MOST_ROWS, new_workbook, put_text, sheet_name
from desktop_app.models.seizures import SeizedItem
from desktop_app.registers import reading, words
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.reports.request import PRACTICE
from desktop_app.rules.dates import long_day
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.past import stood
from desktop_app.store.snapshot import Condition, Order
from desktop_app.system.errors import Refusal

BLOCK = 500
"""Records read at a time."""

_PIXELS_A_CHARACTER = 7.5
_NARROWEST, _WIDEST = 7.0, 60.0
_FORMATS = {
    Shape.DAY: "yyyy-mm-dd",
    Shape.WHOLE: "0",
    Shape.PERCENT: "0%",
    Shape.FEN: "#,##0.00",
    Shape.POINTS: "General",
    Shape.QUANTITY: "General",
}
_SCALES = {Shape.PERCENT: 100, Shape.FEN: 100, Shape.POINTS: 100, Shape.QUANTITY: 1000}
_HEAD_ROW = 2
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class SheetColumn:
    """A column of a written sheet: heading, shape of its values, width in characters, whether lines wrap."""

    label: str
    shape: Shape = Shape.TEXT
    width: float = 14.0
    wraps: bool = False


def export_rows(
    path: Path,
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    unit_line: str = "",
    sheet: str = "",
    practice: bool = False,
    made_at: datetime | None = None,
) -> int:
    """Write rows of Python values under a title; answers how many. 分 become 元, per cents fractions, days days."""
    with new_workbook(path, made_at=made_at) as book:
        page = book.add_worksheet(sheet_name(sheet or title, set()))
        _lay_out(page, columns, practice)
        _head(book, page, title, f"【{PRACTICE}】{unit_line}" if practice else unit_line, columns)
        looks = [_look(book, column) for column in columns]
        last = _HEAD_ROW
        for last, values in enumerate(rows, _HEAD_ROW + 1):
            if last >= MOST_ROWS:
                raise Refusal(f"{path.name} 没有存成：超过 Excel 的 {MOST_ROWS:,} 行。加筛选条件，分次导出")
            for place, (column, value) in enumerate(zip(columns, values, strict=True)):
                _put(page, last, place, column, value, looks[place])
        page.autofilter(_HEAD_ROW, 0, max(last, _HEAD_ROW), max(len(columns) - 1, 0))
    return last - _HEAD_ROW


def _lay_out(page: Any, columns: Sequence[SheetColumn], practice: bool) -> None:
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(0.5, 0.5, 0.6, 0.6)
    page.set_footer("&C第 &P 页，共 &N 页")
    if practice:
        page.set_header(f"&R{PRACTICE}")
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)


def _head(book: Any, page: Any, title: str, unit_line: str, columns: Sequence[SheetColumn]) -> None:
    titled = book.add_format({"font_name": HEAD_FONT, "font_size": 16, "valign": "vcenter"})
    headed = book.add_format(
        {
            "font_name": HEAD_FONT,
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "bg_color": "#F2F2F2",
        }
    )
    page.set_row(0, 28)
    put_text(page, 0, 0, title, titled)
    put_text(page, 1, 0, unit_line)
    for place, column in enumerate(columns):
        put_text(page, _HEAD_ROW, place, column.label, headed)


def _look(book: Any, column: SheetColumn) -> Any:
    number = _FORMATS.get(column.shape, "@")
    return book.add_format({"border": 1, "valign": "vcenter", "text_wrap": column.wraps, "num_format": number})


def _put(page: Any, row: int, place: int, column: SheetColumn, value: Any, look: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, look)
    elif isinstance(value, date) and value.year >= 1900:
        page.write_datetime(row, place, value, look)
    elif isinstance(value, int) and not isinstance(value, bool) and column.shape in _FORMATS:
        scale = _SCALES.get(column.shape, 1)
        page.write_number(row, place, value / scale if scale > 1 else value, look)
    else:
        put_text(page, row, place, str(value), look)


def export_register(
    desk: Desk,
    register: Register,
    path: Path,
    where: Sequence[Condition] = (),
    order: Sequence[Order] = (),
    columns: Sequence[Item] | None = None,
    progress: Progress | None = None,
    stood_on: date | None = None,
    stands: str = "",
) -> int:
    """Write a register as the screen shows it: the columns, conditions and order asked for. Answers the records.

    ``stands`` is what it says in place of the day.

    With ``stood_on`` it is the register as it stood at the end of that day, told by the history (截至).
    """
    if stood_on is not None:
        past = stood(desk, stood_on, progress or _quiet)
        with closing(past.store):
            return export_register(past, register, path, where, order, columns, progress, stands=stands)
    items = tuple(columns or register.columns)
    with desk.facts() as facts:
        wanted = reading.ids(facts, register, where, order)
        unit = str(facts.unit.get("name") or "")
        return export_rows(
            path,
            f"{unit}{register.title}台账",
            [sheet_column(item) for item in items],
            _values(facts, register, wanted, items, progress),
            f"填报单位 {unit}　　{stands or long_day(desk.today)}　　共 {len(wanted)} {register.measure}",
            register.titles[0] if register.titles else register.title,
            desk.store.practice,
            desk.clock.now(),
        )


def _quiet(_done: int, _total: int, _said: str) -> None: ...


def sheet_column(item: Item) -> SheetColumn:
    """A sheet column of a register field; its width follows the grid's."""
    if isinstance(item, Parts):
        return SheetColumn(item.label, width=_characters(item.width or 200), wraps=True)
    wraps = item.lines > 1 or item.stretch
    usual = 240 if wraps else 110
    label = f"{item.label}（元）" if item.shape is Shape.FEN else item.label
    return SheetColumn(label, item.shape, _characters(max(item.width, 0) or usual), wraps)


def _characters(pixels: int) -> float:
    return min(max(pixels / _PIXELS_A_CHARACTER, _NARROWEST), _WIDEST)


def _values(
    facts: Facts, register: Register, wanted: Sequence[int], items: Sequence[Item], progress: Progress | None
) -> Iterator[list[Any]]:
    for start in range(0, len(wanted), BLOCK):
        if progress:
            progress(start, len(wanted), f"正在导出{register.title}")
        for line in reading.lines(facts, register, wanted[start : start + BLOCK], items):
            yield [value_of(item, line.values, facts) for item in items]


def value_of(item: Item, values: Mapping[str, Any], facts: Facts) -> Any:
    """A cell's value: days and numbers as they are, seized items by number, everything else in words."""
    if isinstance(item, Parts):
        return parts_words(item, values.get(item.name, ()), facts)
    if item.shape in _FORMATS:
        return values.get(item.name)
    if item.link_kind == SeizedItem.__tablename__:
        return str(facts.row(item.link_kind, values.get(item.name)).get("number") or "")
    return words.text(item, values.get(item.name), facts)


def parts_words(group: Parts, rows: Sequence[Mapping[str, Any]], facts: Facts) -> str:
    """A list of names, each with what sets it apart: 王超、李四（缺席）; other parts one to a line.

    Cells an import can part are written so that it reads them back.
    """
    if group.lead.shape is Shape.LINK:
        return "、".join(_named(group, row, facts) for row in rows)
    if group.apart is not None:
        return written_entries(group, rows, lambda item, value: words.text(item, value, facts))
    value = next((item for item in group.fields if item.shape is Shape.POINTS), None) if group.across else None
    others = [item for item in group.fields if item is not value]
    told = (" ".join(filter(None, (words.text(item, row.get(item.name), facts) for item in others))) for row in rows)
    if value is None:
        return "\n".join(told)
    taken_off = (
        f"（-{said}）" if (said := words.text(value, row.get(value.name), facts)) not in ("", "0") else ""
        for row in rows
    )
    return "；".join(f"{one}{off}" for one, off in zip(told, taken_off, strict=True))


def _named(group: Parts, row: Mapping[str, Any], facts: Facts) -> str:
    own: Iterator[Field] = (
        item for item in group.fields[1:] if item.word_type is not None or item.shape is Shape.POINTS
    )
    told = [
        words.text(item, row[item.name], facts)
        for item in own
        if row.get(item.name) not in (None, group.defaults.get(item.name))
    ]
    return words.text(group.lead, row.get(group.lead.name), facts) + "".join(f"（{said}）" for said in told)
