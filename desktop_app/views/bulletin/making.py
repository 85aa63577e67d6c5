"""The draft as paper, made in the worker (版面生成): the PDF, where its figures stand, what the checks say."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.models.bulletins import Bulletin, BulletinLine
from desktop_app.reports import pdf
from desktop_app.reports.blocks import Document
from desktop_app.reports.bulletin_checks import checks_of
from desktop_app.reports.bulletin_paper import bulletin_document, bulletin_footer
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.pieces import Sheet
from desktop_app.reports.printable import must_print
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import Footer, Meta
from desktop_app.rules import said_numbers
from desktop_app.rules.bulletins import UNNUMBERED
from desktop_app.rules.said_numbers import Numbers
from desktop_app.rules.vocabulary import CopyKind, Naming, PaperFormat
from desktop_app.services import doc_numbers, issuing
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.format_checks import Checked
from desktop_app.services.manuscripts import Manuscript, manuscript
from desktop_app.system.errors import Refusal
from desktop_app.views.bulletin.spots import SetText, Spot, Stretch, figure_spots, seal_spot, stretches
from desktop_app.views.pages import Pages


@dataclass
class Made:
    """A set bulletin: pages, how they were made, its figures and its seal on them, the length of its text in signs.

    ``checks`` is what its pages tell of its format; nothing of an issued one, whose pages are not set.
    """

    pages: Pages
    format: PaperFormat
    report: pdf.Report
    figures: tuple[Spot, ...] = ()
    seal: Spot | None = None
    signs: int = 0
    checks: tuple[Checked, ...] = ()


def copied(draft: Draft) -> Draft:
    """A draft the worker may read while the officer types on: cells and answers are replaced, never changed."""
    parts = {name: [dict(row) for row in rows] for name, rows in draft.parts.items()}
    return Draft(
        draft.model, draft.record_id, draft.version, dict(draft.values), parts, draft.loaded, draft.loaded_parts
    )


def document(desk: Desk, facts: Facts, paper: Manuscript) -> Document:
    """The paper of a manuscript that is not issued yet."""
    return bulletin_document(paper, *told_of_paper(desk, facts, paper, issued=False))


def told_of_paper(desk: Desk, facts: Facts, paper: Manuscript, *, issued: bool) -> tuple[Meta, Footer]:
    """Author, moment and foot of a paper."""
    request = Request(desk, desk.today)
    return meta(request, facts, paper.title), bulletin_footer(footer(request, facts), paper, issued)


def written(desk: Desk, draft: Draft, naming: Naming | None = None) -> Document:
    """The paper of a draft, saved or just typed."""
    with desk.facts() as facts:
        return document(desk, facts, manuscript(facts, draft, naming))


def made(desk: Desk, draft: Draft, number: str, check: pdf.Progress) -> Made:
    """Set a draft. ``number`` is the document number expected, to be seen on the screen only."""
    with desk.facts() as facts:
        paper = manuscript(facts, draft)
        paper = replace(paper, number=paper.number or number)
        said = tuple(stretches(facts, draft))
        must_print(paper)
        drawn = document(desk, facts, paper)
    out, checks = io.BytesIO(), list[Checked]()

    def laid(sheets: Sequence[Sheet]) -> None:
        checks.extend(checks_of(paper, drawn, sheets, workstation_fonts()))

    report = pdf.render(drawn, out, progress=check, laid=laid)
    return replace(_found(out.getvalue(), paper, said, report), checks=tuple(checks))


def frozen(desk: Desk, draft: Draft) -> Made:
    """What was issued, byte for byte."""
    with desk.facts() as facts:
        paper, said = manuscript(facts, draft), tuple(stretches(facts, draft))
        data = issuing.copy_bytes(facts, frozen_copy(facts, draft, CopyKind.PAPER, draft[Bulletin.naming]).id)
    return _found(data, paper, said, pdf.Report(0, ()), sealed=True)


def frozen_copy(facts: Facts, draft: Draft, kind: CopyKind, naming: Naming | None = None) -> issuing.Copy:
    """A copy kept when the bulletin was issued. Refuses one that was not."""
    for copy_ in issuing.copies(facts, draft.record_id or 0):
        if copy_.kind is kind and naming in (None, copy_.naming):
            return copy_
    raise Refusal(f"存档里没有{kind.value}。另选一种")


def _found(
    data: bytes, paper: Manuscript, said: Sequence[Stretch], report: pdf.Report, *, sealed: bool = False
) -> Made:
    pages = Pages(data)
    text = SetText(pages)
    figures = tuple(figure_spots(text, said))
    seal = None if sealed else seal_spot(text, paper)
    signs = sum(len(one.text) for one in said) + len(paper.title)
    return Made(pages, paper.format, replace(report, pages=len(pages)), figures, seal, signs)


def expected_number(facts: Facts, draft: Draft) -> str:
    """The document number a draft would be given today; empty for papers without."""
    if draft[Bulletin.format] in UNNUMBERED:
        return ""
    series = default_series(facts)
    year = (draft[Bulletin.dated_on] or facts.today).year
    return doc_numbers.written(facts, series, year, doc_numbers.upcoming(facts, series, year)) if series else ""


def default_series(facts: Facts) -> int | None:
    """The 代字 numbered last, else the first entered."""
    last = max(facts.live("doc_number"), key=lambda row: (row["taken_on"] or facts.today, row["id"]), default=None)
    first = min(facts.live("doc_series"), key=lambda row: str(row["number"]), default=None)
    return int(last["series_id"]) if last is not None else int(first["id"]) if first is not None else None


def numbers(draft: Draft) -> Numbers:
    """How many numbers of the text open their records, and how many were typed by hand (手工数字)."""
    title, addressee = str(draft[Bulletin.title] or ""), str(draft[Bulletin.addressee] or "")
    return said_numbers.numbers(said_numbers.bulletin_texts(title, addressee, draft.rows(BulletinLine)))
