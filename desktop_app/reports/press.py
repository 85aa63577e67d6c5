"""The press of this workstation (印制): papers of an issued bulletin, the same bytes for the same words and seal."""

import io
from dataclasses import replace

from desktop_app.reports import pdf
from desktop_app.reports.blocks import Document
from desktop_app.reports.bulletin_checks import page_checks
from desktop_app.reports.bulletin_paper import bulletin_document, bulletin_footer
from desktop_app.reports.docx import write_docx
from desktop_app.reports.internal_paper import internal_document
from desktop_app.reports.printable import must_print
from desktop_app.reports.request import ANCHOR, PRACTICE
from desktop_app.reports.styles import Footer, Meta
from desktop_app.services.format_checks import Mark
from desktop_app.services.issuing import Inside, Printed, Seal
from desktop_app.services.manuscripts import Manuscript
from desktop_app.system.errors import Refusal


class WorkstationPress:
    """``services.issuing.Press`` by this program's own pages."""

    def paper(self, m: Manuscript, seal: Seal) -> Printed:
        """The paper that goes out. Refuses characters no font holds, each named with its paragraph."""
        must_print(m)
        return _set(bulletin_document(m, _meta(m, seal), _footer(m, seal)))

    def internal(self, m: Manuscript, inside: Inside, seal: Seal) -> Printed:
        """The copy kept in the office, its check list completed by what only the set pages tell.

        Refuses pages that may not go out: a title of four lines, a first page without text.
        """
        meta, footer = _meta(m, seal), _footer(m, seal)
        listed = (*inside.checks, *page_checks(m, meta, footer))
        bad = [f"{one.label}：{one.said}。改好再印发" for one in listed if one.verdict is Mark.BAD]
        if bad:
            raise Refusal("；".join(bad))
        months = inside.reopened, inside.drifted
        return _set(internal_document(m, inside.sources, inside.waived, listed, meta, footer, *months))

    def words(self, m: Manuscript, seal: Seal) -> Printed:
        """The paper as .docx."""
        out = io.BytesIO()
        write_docx(bulletin_document(m, _meta(m, seal), _footer(m, seal)), out)
        return Printed(out.getvalue(), 0)


def _set(document: Document) -> Printed:
    out = io.BytesIO()
    pages = pdf.render(document, out).pages
    return Printed(out.getvalue(), pages)


def _meta(m: Manuscript, seal: Seal) -> Meta:
    return Meta(seal.unit, seal.made_at, m.title)


def _footer(m: Manuscript, seal: Seal) -> Footer:
    """The chain before the issue and the square code beside it; 演练 across practice papers."""
    plain = Footer(anchor=f"{ANCHOR}{seal.anchor}", watermark=PRACTICE if seal.practice else "")
    return replace(bulletin_footer(plain, m, issued=True), code=seal.code)
