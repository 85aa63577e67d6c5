"""《成绩册》: every candidate with parts, total, grade and rank, the retake beside them, the counts told together."""

from collections.abc import Iterator

from desktop_app.reports.blocks import Block, Document, Heading, Signatures, Together, UnitLine
from desktop_app.reports.exam_rows import (
    Held,
    exam_asked,
    lines_words,
    ranking_words,
    tally_words,
    with_candidates,
)
from desktop_app.reports.exam_tables import ROWS_MM, ScoreTable, fewest_pages
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import Margins, PageSetup

TITLE = "成绩册"
PAGE = PageSetup(margins=Margins(16, 16, 18, 20))


def exam_marks(request: Request) -> Document:
    """The score book of the exam named by ``record``: by rank, who has no mark behind with the reason in words."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        held = with_candidates(exam_asked(request, facts))
        title = f"{held.title}{TITLE}{'' if held.published else '（未公布）'}"
        blocks = fewest_pages((tuple(_blocks(held, title, tall)) for tall in ROWS_MM), PAGE)
        return Document(title, PAGE, blocks, meta(request, facts, title), footer(request, facts, ()))


def _blocks(held: Held, title: str, row_mm: float) -> Iterator[Block]:
    yield Heading(title)
    yield UnitLine(held.unit, f"{held.when}　{lines_words(held.terms)}")
    note = f"{tally_words(held.sheet.tally)}。\n{ranking_words(held.terms)}。"
    yield ScoreTable(held).ledger(row_mm, note)
    yield Together((Signatures(tuple(_signed(held))),))


def _signed(held: Held) -> Iterator[str]:
    """Who signs, with the name the exam gives."""
    for label, attr in (("阅卷人", "marker_id"), ("复核人", "checker_id")):
        name = held.officer(attr)
        yield f"{label}（{name}）：" if name else f"{label}："
