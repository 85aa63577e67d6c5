"""The draft as paper, made in the worker (版面生成): the PDF, where its figures stand, what the checks say."""

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.models.bulletins import Bulletin, BulletinLine
from desktop_app.reports import pdf
from desktop_app.reports.blocks import Document
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import Footer, Numbers
from desktop_app.rules.manuscript import typed_numbers
from desktop_app.rules.vocabulary import Naming, PaperFormat
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import Manuscript, manuscript
from desktop_app.views.bulletin.spots import SetText, Spot, Stretch, figure_spots, seal_spot, stretches
from desktop_app.views.pages import Pages


@dataclass
class Made:
    """A set bulletin: pages, how they were made, its figures and its seal on them, the length of its text in signs."""

    pages: Pages
    format: PaperFormat
    report: pdf.Report
    figures: tuple[Spot, ...] = ()
    seal: Spot | None = None
    signs: int = 0


def copied(draft: Draft) -> Draft:
    """A draft the worker may read while the officer types on."""
    values, parts = copy.deepcopy((draft.values, draft.parts))
    return Draft(draft.model, draft.record_id, draft.version, values, parts, draft.loaded, draft.loaded_parts)


def document(desk: Desk, facts: Facts, paper: Manuscript) -> Document:
    """The paper of a manuscript that is not issued yet."""
    from desktop_app.reports.bulletin_paper import bulletin_document

    request = Request(desk, desk.today)
    return bulletin_document(paper, meta(request, facts, paper.title), _footer(request, facts))


def _footer(request: Request, facts: Facts) -> Footer:
    """A draft bears no head of the history chain: that stands on what is issued."""
    return Footer((), Numbers.OFFICIAL, "", footer(request, facts).watermark)


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
        drawn = document(desk, facts, paper)
    out = io.BytesIO()
    report = pdf.render(drawn, out, progress=check)
    return _found(out.getvalue(), paper, said, report)


def frozen(desk: Desk, draft: Draft, data: bytes) -> Made:
    """What was issued, byte for byte."""
    with desk.facts() as facts:
        paper, said = manuscript(facts, draft), tuple(stretches(facts, draft))
    return _found(data, paper, said, pdf.Report(0, ()), sealed=True)


def _found(
    data: bytes, paper: Manuscript, said: Sequence[Stretch], report: pdf.Report, *, sealed: bool = False
) -> Made:
    pages = Pages(data)
    text = SetText(pages)
    figures = tuple(figure_spots(text, said))
    seal = None if sealed else seal_spot(text, paper)
    signs = sum(len(one.text) for one in said) + len(paper.title)
    return Made(pages, paper.format, replace(report, pages=len(pages)), figures, seal, signs)


def by_hand(draft: Draft) -> int:
    """How many numbers of the text were typed by hand (手工数字)."""
    texts = [str(row.get("text") or "") for row in draft.rows(BulletinLine)]
    return sum(len(typed_numbers(text)) for text in [*texts, str(draft[Bulletin.title] or "")])
