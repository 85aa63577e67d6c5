"""Ledgers and forms as tables of a .docx, and tables that float at a place of the sheet. Lengths are points."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.reports.blocks import Box, Cell, Column, Form, GroupRow, Ledger, Row
from desktop_app.reports.columns import column_widths
from desktop_app.reports.docx_xml import BLACK, Element, el, ems, gap, lines_of, para, run, twips
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.ink import MM
from desktop_app.reports.ruled import PAD_X, PAD_Y
from desktop_app.reports.styles import Align, Style

HAIR_EIGHTHS = 4
"""The hairlines of ledgers, half a point, in eighths of a point."""
UPRIGHT, TURNED = "tbRlV", "tbRl"
"""Text from above to below, its characters standing, or the whole text turned a quarter to the right."""
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True)
class TableCell:
    """A cell of a table: its paragraphs, how many columns and rows it covers; ``low`` continues the one above."""

    content: Sequence[Element]
    span: int = 1
    rows: int = 1
    low: bool = False
    stands: str = "center"
    direction: str = ""


@dataclass(frozen=True)
class TableRow:
    """A row: its cells, its least height, whether it is repeated over every page."""

    cells: Sequence[TableCell]
    least: float = 0.0
    head: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Look:
    """How a table stands: its rules as (edge, kind, eighths of a point, colour), white in its cells, its place."""

    rules: tuple[tuple[str, str, int, str], ...] = tuple((edge, "single", HAIR_EIGHTHS, "000000") for edge in EDGES)
    pad: tuple[float, float] = (PAD_X, PAD_Y / 2)
    place: Mapping[str, object] = field(default_factory=dict)


def table(widths: Sequence[float], rows: Sequence[TableRow], look: Look | None = None) -> Element:
    """A table of fixed columns. ``look.place`` makes it float (``w:tblpPr``)."""
    look = look or Look()
    wide = [twips(width) for width in widths]
    across, down = look.pad
    sides = (("top", down), ("left", across), ("bottom", down), ("right", across))
    properties = el(
        "tblPr",
        el("tblpPr", **look.place) if look.place else None,
        el("tblOverlap", val="never") if look.place else None,
        el("tblW", w=sum(wide), type="dxa"),
        None if look.place else el("jc", val="center"),
        el("tblBorders", *(_rule(*rule) for rule in look.rules)) if look.rules else None,
        el("tblLayout", type="fixed"),
        el("tblCellMar", *(el(side, w=twips(room), type="dxa") for side, room in sides)),
    )
    grid = el("tblGrid", *(el("gridCol", w=width) for width in wide))
    return el("tbl", properties, grid, *(_row(row, wide) for row in rows))


def _rule(edge: str, kind: str, eighths: int, colour: str) -> Element:
    return el(edge, val=kind, sz=eighths, space=0, color=colour)


def _row(row: TableRow, widths: Sequence[int]) -> Element:
    look = el(
        "trPr",
        el("cantSplit"),
        el("trHeight", val=twips(row.least), hRule="exact" if row.exact else "atLeast") if row.least else None,
        el("tblHeader") if row.head else None,
    )
    made, at = el("tr", look), 0
    for cell in row.cells:
        made.append(_cell(cell, sum(widths[at : at + cell.span])))
        at += cell.span
    return made


def _cell(cell: TableCell, width: int) -> Element:
    parts = [
        el("tcW", w=width, type="dxa"),
        el("gridSpan", val=cell.span) if cell.span > 1 else None,
        el("vMerge") if cell.low else el("vMerge", val="restart") if cell.rows > 1 else None,
        el("textDirection", val=cell.direction) if cell.direction else None,
        el("vAlign", val=cell.stands),
    ]
    return el("tc", el("tcPr", *parts), *(cell.content or [gap(1.0)]))


def floating(
    x: float,
    y: float,
    width: float,
    height: float,
    content: Sequence[Element],
    rules: tuple[tuple[str, str, int, str], ...] = (),
    turned: bool = False,
) -> Element:
    """Paragraphs at a place of the sheet, points from its top left; text keeps clear of them."""
    place = {"leftFromText": 0, "rightFromText": 0, "vertAnchor": "page", "horzAnchor": "page"}
    spot = {"tblpX": max(1, twips(x)), "tblpY": max(1, twips(y))}
    cell = TableCell(content, stands="top", direction=TURNED if turned else "")
    return table([width], [TableRow([cell], height, exact=True)], Look(rules, (0.0, 0.0), place | spot))


def words(
    text: str, style: Style, align: Align, keep: bool = False, struck: bool = False, colour: str = BLACK
) -> list[Element]:
    """The lines of a cell as paragraphs, struck through where asked."""
    runs = ([run(line, style, colour, struck=struck)] if line else () for line in lines_of(text))
    return [para(one, style, align, keep=keep) for one in runs]


def ledger(block: Ledger, width: float, fonts: FontCase) -> Iterator[Element]:
    """A ledger: heads repeated over every page, group rows across, the total in the head's hand, its note under it."""
    rows = tuple(block.rows)
    widths = column_widths(block, rows, width, fonts)
    body = [_body_row(block, row) for row in rows] or [_across(block, block.empty, block.style, Align.CENTRE)]
    if block.total is not None:
        body.append(_body_row(block, block.total, strong=True))
    yield table(widths, [*_heads(block), *body])
    if block.note:
        yield gap(4.0)
        yield from words(block.note, block.note_style, Align.LEFT)


def _body_row(block: Ledger, row: Row, strong: bool = False) -> TableRow:
    if isinstance(row, GroupRow):
        return _across(block, row.text, block.head_style, Align.LEFT, keep=True)
    cells, at = [], 0
    for item in row:
        cell = item if isinstance(item, Cell) else Cell(item)
        style = block.head_style if strong or cell.strong else block.style
        align = cell.align or block.columns[at].align
        said = words(cell.text, style, align, struck=cell.struck, colour=cell.colour)
        cells.append(TableCell(said, cell.span))
        at += cell.span
    return TableRow(cells, block.min_row_mm * MM)


def _across(block: Ledger, text: str, style: Style, align: Align, keep: bool = False) -> TableRow:
    return TableRow([TableCell(words(text, style, align, keep), len(block.columns))], block.min_row_mm * MM)


def _heads(block: Ledger) -> list[TableRow]:
    """One head row, or two where columns stand under groups."""
    columns, style = block.columns, block.head_style
    if not any(column.group for column in columns):
        cells = [TableCell(words(column.label, style, Align.CENTRE)) for column in columns]
        return [TableRow(cells, block.min_row_mm * MM, head=True)]
    upper = [
        TableCell(words(members[0].group or members[0].label, style, Align.CENTRE), len(members), _rows_of(members[0]))
        for members in _groups(columns)
    ]
    lower = [TableCell(words(c.label if c.group else "", style, Align.CENTRE), low=not c.group) for c in columns]
    least = style.leading + 6.0
    return [TableRow(upper, least, head=True), TableRow(lower, least, head=True)]


def _rows_of(column: Column) -> int:
    return 1 if column.group else 2


def _groups(columns: Sequence[Column]) -> list[list[Column]]:
    """Neighbouring columns of one group together, the others one by one."""
    out: list[list[Column]] = []
    for column in columns:
        if out and column.group and out[-1][0].group == column.group:
            out[-1].append(column)
        else:
            out.append([column])
    return out


def form(block: Form, width: float) -> Iterator[Element]:
    """A form: labels in 黑体, boxes over several columns and rows, places to sign at their feet."""
    whole = sum(block.widths)
    widths = [width * share / whole for share in block.widths]
    taken: dict[tuple[int, int], int] = {}
    rows = []
    for number, row in enumerate(block.rows):
        boxes, cells, at = list(row.boxes), [], 0
        while at < len(widths):
            if (number, at) in taken:
                span = taken[number, at]
                cells.append(TableCell([gap(1.0)], span, low=True))
            elif boxes:
                box = boxes.pop(0)
                span = box.columns
                taken |= {(number + below, at): span for below in range(1, box.rows)}
                cells.append(_box(box, block, sum(widths[at : at + span]), row.min_mm * MM * box.rows))
            else:
                break
            at += span
        rows.append(TableRow(cells, row.min_mm * MM))
    yield table(widths, rows)


def _box(box: Box, block: Form, width: float, height: float) -> TableCell:
    style = block.label_style if box.label else block.style
    if box.upright:
        return TableCell(words(box.text, style, Align.CENTRE), box.columns, box.rows, direction=UPRIGHT)
    content = words(box.text, style, Align.CENTRE if box.label else box.align)
    if not box.sign:
        return TableCell(content, box.columns, box.rows)
    content = content if box.text else []
    room = width - 2 * PAD_X
    lines = sum(max(1, -(-ems(line) * style.size // room)) for line in lines_of(box.text)) if box.text else 0
    signs = lines_of(box.sign)
    free = height - 2 * PAD_Y - lines * style.leading - len(signs) * block.style.leading
    if content and free > 1:
        content.append(gap(free))
    content += [para([run(line, block.style)], block.style, Align.RIGHT, right=6.0) for line in signs]
    return TableCell(content, box.columns, box.rows, stands="bottom")
