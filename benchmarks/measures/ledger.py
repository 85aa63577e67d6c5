"""What a ledger with true Chinese line breaking costs over bare reportlab."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks import offices
from benchmarks.sides import Measure, Sides, timed
from desktop_app.registers import reading
from desktop_app.registers.plan import TASKS
from desktop_app.registers.words import cell
from desktop_app.reports.blocks import Column, Document, Heading, Ledger
from desktop_app.reports.columns import column_widths
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.pdf import render
from desktop_app.reports.styles import CELL, LEDGER_PAGE, Footer, Meta
from desktop_app.system.paths import RESOURCES

ROWS, COLUMNS = 10_000, 8
LINE = 20.0
FACE = "bench-song"
META = Meta("清源县人民检察院", datetime(2015, 5, 31, tzinfo=UTC))
Rows = Sequence[Sequence[str]]


@contextmanager
def pdf_10k(folder: Path) -> Iterator[Sides]:
    """Ten thousand tasks in eight columns; the floor draws the same texts on one line each, unbroken."""
    pdfmetrics.registerFont(TTFont(FACE, RESOURCES / "fonts" / "NotoSerifSC_400Regular.ttf"))
    items = TASKS.columns[:COLUMNS]
    with offices.office(folder, ROWS) as desk, desk.facts() as facts:
        lines = reading.all_lines(facts, TASKS, items)
        rows = [[cell(item, line.values, facts) for item in items] for line in lines]
    ledger = Ledger(tuple(Column(item.label) for item in items), rows)
    paper = Document("任务台账", LEDGER_PAGE, (Heading("任务台账"), ledger), META, Footer())
    widths = column_widths(ledger, rows, LEDGER_PAGE.type_area_mm[0] * MM, workstation_fonts())
    yield Sides(timed(lambda: render(paper, io.BytesIO())), timed(lambda: bare(rows, widths)))


def bare(rows: Rows, widths: Sequence[float]) -> None:
    """A grid and a ``drawString`` a cell, page after page."""
    width, height = (side * MM for side in LEDGER_PAGE.size_mm)
    edge = LEDGER_PAGE.margins
    xs = [edge.left * MM + sum(widths[:i]) for i in range(len(widths) + 1)]
    top, page_rows = height - edge.top * MM, int(LEDGER_PAGE.type_area_mm[1] * MM / LINE)
    canvas = Canvas(io.BytesIO(), pagesize=(width, height), pageCompression=1)
    for start in range(0, len(rows), page_rows):
        page = rows[start : start + page_rows]
        canvas.setFont(FACE, CELL.size)
        canvas.grid(xs, [top - i * LINE for i in range(len(page) + 1)])
        for i, row in enumerate(page):
            for x, text in zip(xs, row, strict=False):
                canvas.drawString(x + 3, top - i * LINE - 14, text)
        canvas.showPage()
    canvas.save()


MEASURES = (Measure("ledger.pdf_10k", 1.15, pdf_10k, rounds=5),)
