"""Checks of a bulletin that need its pages set (版面核对): title, first page, closing, imprint, characters, fonts."""

from collections.abc import Sequence

from desktop_app.reports.blocks import Closing, Document, Imprint
from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.imprint import STYLE as IMPRINT
from desktop_app.reports.ink import MM
from desktop_app.reports.pieces import Sheet
from desktop_app.reports.printable import lost, named, replaced, solid
from desktop_app.reports.reader import Run, read_sheets
from desktop_app.reports.sheets import lay
from desktop_app.reports.styles import BODY, TITLE, Footer, Meta
from desktop_app.reports.titles import title_text
from desktop_app.rules.dates import long_day
from desktop_app.rules.vocabulary import LineKind
from desktop_app.services.format_checks import Checked, Mark
from desktop_app.services.manuscripts import Manuscript

MOST_TITLE_LINES = 3
UNPRINTABLE = "characters"
"""Code of the check that names characters no font holds."""
_START = 6
"""Characters of the text by which it is known again on a page."""


def page_checks(m: Manuscript, meta: Meta, footer: Footer, fonts: FontCase | None = None) -> list[Checked]:
    """The part of the check list that asks the set pages; characters that cannot be printed stop the rest."""
    case = fonts or workstation_fonts()
    if gone := unprintable(m, case):
        return gone
    document = bulletin_document(m, meta, footer)
    return checks_of(m, document, lay(document, case, lambda pieces: pieces), case)


def unprintable(m: Manuscript, fonts: FontCase | None = None) -> list[Checked]:
    """Characters no font holds; nothing when all can be printed."""
    gone = lost(m, fonts or workstation_fonts())
    at = tuple(dict.fromkeys(one.place.at for one in gone if one.place.at))
    return [Checked(UNPRINTABLE, "用字", Mark.BAD, f"{named(gone)}印不出来，改用其他字", at)] if gone else []


def checks_of(m: Manuscript, document: Document, sheets: Sequence[Sheet], fonts: FontCase) -> list[Checked]:
    """What pages that are laid already tell; every character of them can be printed."""
    case, pages = fonts, read_sheets(document, sheets, fonts)
    return [
        Checked(UNPRINTABLE, "用字", Mark.OK, "都能印出"),
        _title_lines(m, document, case),
        _first_page(m, pages),
        _closing(m, document, pages),
        _imprint(document, pages),
        Checked("pages", "页数", Mark.OK, f"{len(pages)} 页"),
        _fonts(m, case),
    ]


def _title_lines(m: Manuscript, document: Document, case: FontCase) -> Checked:
    width = document.page.type_area_mm[0] * MM
    lines = [line.text.strip() for line in title_text(m.title, width, TITLE, case).lines]
    if len(lines) > MOST_TITLE_LINES:
        return Checked("title_lines", "标题行数", Mark.BAD, f"标题排了 {len(lines)} 行，最多三行")
    if len(lines) > 1 and min(map(len, lines)) < 3:
        short = min(lines, key=len)
        return Checked("title_lines", "标题行数", Mark.CAUTION, f"标题有一行只有“{short}”，换个说法")
    return Checked("title_lines", f"标题 {len(lines)} 行", Mark.OK, "；".join(lines))


def _first_page(m: Manuscript, pages: list[list[Run]]) -> Checked:
    """Page 1 shows text (GB/T 9704-2012 7.3.3)."""
    first = next((line for line in m.lines if line.text.strip() and line.kind is not LineKind.ANNEX), None)
    if first is None:
        return Checked("first_page", "首页正文", Mark.NA, "没有正文")
    words = solid(f"{first.number}{first.text}")[:_START]
    shown = solid("".join(run.text for run in pages[0] if run.style.size == BODY.size))
    if words in shown:
        return Checked("first_page", "首页正文", Mark.OK, "首页有正文")
    return Checked("first_page", "首页正文", Mark.BAD, "首页没有正文。缩短标题或主送机关", (1,))


def _closing(m: Manuscript, document: Document, pages: list[list[Run]]) -> Checked:
    """Signature and date share their page with text (7.3.5.4)."""
    if not any(isinstance(block, Closing) for block in document.blocks):
        return Checked("closing", "落款", Mark.NA, "没有落款")
    names = {solid(name) for name in m.signed_as} | ({long_day(m.dated_on)} if m.dated_on else set())
    for runs in pages:
        signs = [run for run in runs if run.style.size == BODY.size and solid(run.text) in names]
        if signs:
            top = min(run.y for run in signs)
            if any(run.y < top - 1 and run.style.size == BODY.size for run in runs):
                return Checked("closing", "落款同页", Mark.OK, "落款和正文在一页")
    return Checked("closing", "落款同页", Mark.BAD, "落款单独在一页，没有正文。增减几个字")


def _imprint(document: Document, pages: list[list[Run]]) -> Checked:
    """版记 ends the last page; printed on both sides it may need a page of its own."""
    if not any(isinstance(block, Imprint) for block in document.blocks):
        return Checked("imprint_page", "版记位置", Mark.NA, "没有版记")
    top = min((run.y for run in pages[-1] if run.style == IMPRINT), default=0.0)
    under_text = any(run.y < top and run.style.size != IMPRINT.size for run in pages[-1])
    if under_text:
        return Checked("imprint_page", "版记位置", Mark.OK, f"版记在第 {len(pages)} 页末")
    why = "双面印，版记在偶数页" if document.duplex and not len(pages) % 2 else "最后一页排不下"
    return Checked("imprint_page", "版记位置", Mark.CAUTION, f"版记单独在第 {len(pages)} 页（{why}）")


def _fonts(m: Manuscript, case: FontCase) -> Checked:
    said = replaced(m, case)
    if not said:
        return Checked("fonts", "字体", Mark.OK, "标准字体齐全")
    return Checked("fonts", "字体", Mark.CAUTION, "；".join(said))
