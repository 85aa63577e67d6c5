"""What a monthly bulletin of one page costs over a bare canvas with the same fonts and the same characters."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.bulletins import META, made, manuscript
from benchmarks.sides import Measure, Side, Sides, timed
from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.reader import read_pages
from desktop_app.reports.styles import OFFICIAL_PAGE, Footer

ROOT = Path(__file__).resolve().parents[2]
HEIGHT = OFFICIAL_PAGE.size_mm[1] * MM
Piece = tuple[str, str, float, float, float]
"""File of the font, text, size, x and y from the bottom left."""

TOLD = "import sys, time; sys.path.insert(0, {root!r}); told = sys.stdin.read(); began = time.perf_counter()\n"
OURS = TOLD + "from benchmarks.bulletins import made; made(); print(time.perf_counter() - began)"
BARE = (
    TOLD
    + """
import io, json
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
pieces = json.loads(told)
for file in {{piece[0] for piece in pieces}}:
    pdfmetrics.registerFont(TTFont(file, file))
canvas = Canvas(io.BytesIO(), pageCompression=1)
for file, text, size, x, y in pieces:
    canvas.setFont(file, size)
    canvas.drawString(x, y, text)
canvas.showPage()
canvas.save()
print(time.perf_counter() - began)
"""
)


def pieces() -> list[Piece]:
    """What stands on the page, each run with the file it is drawn from."""
    fonts = workstation_fonts()
    pages = read_pages(bulletin_document(manuscript(), META, Footer()), fonts)
    if len(pages) != 1:
        raise AssertionError(f"the bulletin has {len(pages)} pages")
    return [
        (str(font.face.filename), text, run.style.size, run.x, HEIGHT - run.y)
        for run in pages[0]
        for font, text in fonts.face(run.style.font).runs(run.text)
    ]


@contextmanager
def month(_folder: Path) -> Iterator[Sides]:
    """The fonts read before, as in a running program: from the manuscript to the bytes, against ``drawString``."""
    drawn = pieces()
    for file in {piece[0] for piece in drawn}:
        pdfmetrics.registerFont(TTFont(file, file))
    yield Sides(timed(lambda: [made() for _ in range(10)]), timed(lambda: [bare(drawn) for _ in range(10)]))


def bare(drawn: Sequence[Piece]) -> bytes:
    """One page of strings at places known before."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=tuple(side * MM for side in OFFICIAL_PAGE.size_mm), pageCompression=1)
    for file, text, size, x, y in drawn:
        canvas.setFont(file, size)
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@contextmanager
def first(_folder: Path) -> Iterator[Sides]:
    """A fresh process, from its first import to the bytes, against reportlab and the same fonts alone."""
    told = json.dumps(pieces())
    yield Sides(_fresh(OURS, told), _fresh(BARE, told))


def _fresh(code: str, told: str) -> Side:
    command = [sys.executable, "-c", code.format(root=str(ROOT))]

    def side() -> float:
        run = subprocess.run(command, input=told, capture_output=True, text=True, check=True)
        return float(run.stdout)

    return side


MEASURES = (
    Measure("bulletin.month", 1.5, month, rounds=9),
    Measure("bulletin.first", 1.5, first, rounds=9),
)
