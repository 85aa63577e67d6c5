"""Any register as a paper ledger: the columns and rows it is asked for, as the screen shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.registers import reading
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.registers.words import cell
from desktop_app.reports.blocks import Column, Document, Heading, Ledger
from desktop_app.reports.columns import crowded
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align
from desktop_app.services.facts import Facts

Item = Field | Parts
MANY = 10
"""More columns than this are set in 小五 where their cells would break."""
CENTRED = (Shape.DAY, Shape.TICK, Shape.WORD, Shape.CLOCK)


def column(item: Item) -> Column:
    """A paper column of a register field: width follows its contents, the subject takes the rest."""
    if isinstance(item, Parts):
        return Column(item.label, weight=1)
    if item.stretch or item.lines > 1:
        return Column(item.label, weight=3 if item.stretch else 2)
    align = Align.RIGHT if item.right else Align.CENTRE if item.shape in CENTRED else Align.LEFT
    return Column(item.label, align=align)


def ledger_document(
    request: Request, facts: Facts, title: str, items: Sequence[Item], rows: Iterable[Sequence[str]], note: str = ""
) -> Document:
    """A ledger of ready-made texts under a title."""
    columns = (Column("序号", align=Align.CENTRE), *(column(item) for item in items))
    numbered = [[str(place), *row] for place, row in enumerate(rows, 1)]
    ledger = Ledger(columns, numbered, note=note)
    width = LEDGER_PAGE.type_area_mm[0] * MM
    if len(columns) > MANY and crowded(ledger, numbered, width, workstation_fonts()):
        ledger = replace(ledger, style=SMALL, head_style=SMALL_HEAD)
    blocks = (Heading(title), unit_line(request, facts), ledger)
    return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), footer(request, facts))


CODE = "代码"
"""Label of numbers that only the program reads."""


def register_ledger(request: Request, register: Register, items: Sequence[Item] | None = None) -> Document:
    """A whole register as it is kept now (台账): the columns the screen shows unless others are asked for."""
    shown = tuple(items or (item for item in register.columns if not item.hidden and item.label != CODE))
    with request.desk.facts() as facts:
        lines = reading.all_lines(facts, register, shown)
        rows = [[cell(item, line.values, facts) for item in shown] for line in lines]
        if not items and rows and all(row[0] in row[1:] for row in rows):
            shown, rows = shown[1:], [row[1:] for row in rows]
        told = [at for at in range(len(shown)) if at == 0 or not _echoed(rows, at)]
        shown, rows = tuple(shown[at] for at in told), [[row[at] for at in told] for row in rows]
        return ledger_document(request, facts, f"{register.title}台账", shown, rows)


def _echoed(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the cells before a column end with all it says (数量 9 本, 单位 本)."""
    told = [(f" {row[at - 1]}", f" {row[at]}") for row in rows if row[at - 1]]
    return any(row[at] for row in rows) and bool(told) and all(before.endswith(said) for before, said in told)
