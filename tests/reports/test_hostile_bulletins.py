"""Two hundred bulletins of texts nobody should type: read back from the file, every sign is there and in its place."""

import ctypes
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.fonts import invisible
from desktop_app.reports.linebreak import CLOSE, OPEN
from desktop_app.reports.pdf import render
from desktop_app.reports.printable import places, solid
from desktop_app.reports.styles import BODY, OFFICIAL_PAGE, Footer
from desktop_app.rules.vocabulary import PaperFormat
from desktop_app.services.manuscripts import Manuscript
from tests.kit.hostile import TAGS, WHOLE, hostile
from tests.kit.paper import META

COUNT, AT_ONCE = 200, 25
MM = 72 / 25.4
GAP = 0.5
"""White, in parts of the size, from which two characters on one height are of two lines (cells of a table)."""
SLACK = 0.5 * MM
ACCENT = 0.125
"""How far the ring of Å rises over the body, in parts of the size."""
LEAST_TEXT = 14
"""Tables are set smaller than any text of a bulletin."""
RUNS = tuple(run[run.index("〔") if "〔" in run else 0 :] for run in map(solid, WHOLE))


@dataclass(frozen=True)
class Sign:
    """A printed character: its ink along and across its line, the height of its baseline, its size.

    On a page turned across, along is up the sheet.
    """

    char: str
    start: float
    end: float
    base: float
    size: float
    ink: tuple[float, float, float, float]


class Printed:
    """A bulletin as its file says it: signs page by page."""

    def __init__(self, m: Manuscript) -> None:
        out = io.BytesIO()
        render(bulletin_document(m, META, Footer()), out)
        file = pdfium.PdfDocument(out.getvalue())
        self.pages = [list(_signs(page)) for page in file]
        body = [[sign for sign in page if not _is_foot(sign)] for page in self.pages]
        self.text = "".join(sign.char for page in body for sign in page)
        """All visible characters in the order of the file, page numbers left out."""
        self.lines = [line for page in body for line in _lines(page)]
        """Runs of signs on one baseline without wide white between them."""


def _signs(page: pdfium.PdfPage) -> Iterator[Sign]:
    text, height = page.get_textpage(), page.get_height()
    box = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    high = ""
    for i in range(text.count_chars()):
        char = high + chr(raw.FPDFText_GetUnicode(text.raw, i))
        high = char if len(char) == 1 and "\ud800" <= char <= "\udbff" else ""
        char = "-" if char == "\x02" else char
        if high or raw.FPDFText_IsGenerated(text.raw, i) == 1 or char.isspace():
            continue
        char = char.encode("utf-16", "surrogatepass").decode("utf-16")
        raw.FPDFText_GetCharBox(text.raw, i, *(ctypes.byref(one) for one in box))
        raw.FPDFText_GetCharOrigin(text.raw, i, ctypes.byref(x), ctypes.byref(y))
        left, right, bottom, top = (one.value for one in box)
        ink = (left, height - top, right, height - bottom)
        size = raw.FPDFText_GetFontSize(text.raw, i)
        if raw.FPDFText_GetCharAngle(text.raw, i) > 1:
            yield Sign(char, y.value, top, x.value, size, ink)
        else:
            yield Sign(char, x.value, right, -y.value, size, ink)


def _is_foot(sign: Sign) -> bool:
    """Whether a sign stands under the type area: page number and anchor."""
    return sign.ink[1] > (297 - OFFICIAL_PAGE.margins.bottom) * MM + SLACK


def _lines(page: list[Sign]) -> Iterator[list[Sign]]:
    for _, row in groupby(page, key=lambda sign: round(sign.base, 1)):
        yield from _parted(list(row))


def _parted(row: list[Sign]) -> Iterator[list[Sign]]:
    line: list[Sign] = []
    for sign in row:
        if line and not -0.6 * sign.size < sign.start - line[-1].end < GAP * sign.size + _white(line[-1]):
            yield line
            line = []
        line.append(sign)
    yield line


def _white(sign: Sign) -> float:
    """What a full-width mark leaves white behind its ink, and spread and blanks of a line may add."""
    return (1.1 if sign.char in CLOSE | OPEN or sign.char == "·" else 0.5) * sign.size


def entered(m: Manuscript, tables: bool | None = None) -> list[str]:
    """Every text of a bulletin as it must be read back; those of its tables, or all others, if asked."""
    letter = m.format is PaperFormat.LETTER
    plain = m.format in (PaperFormat.BRIEFING, PaperFormat.PLAIN)
    unsaid = {"署名"} | ({"版记"} if plain else set())
    told = [place for place in places(m) if place.name not in unsaid]
    texts = [place.text for place in told if tables is None or place.name.endswith("（表）") is tables]
    texts = [text for text in texts if not (letter and text == m.issuer)]
    return ["".join(char for char in solid(text) if not invisible(char)) for text in texts]


@pytest.fixture(scope="module", params=range(0, COUNT, AT_ONCE))
def papers(request: pytest.FixtureRequest) -> list[tuple[Manuscript, Printed]]:
    """So many of them, printed once for all checks."""
    made = [hostile(seed) for seed in range(request.param, request.param + AT_ONCE)]
    return [(m, Printed(m)) for m in made]


def test_what_is_read_is_what_was_entered(papers: list[tuple[Manuscript, Printed]]) -> None:
    for m, paper in papers:
        lost = [text for text in entered(m) if text not in paper.text]
        assert not lost, (m.bulletin_id, lost)


def test_tags_are_letters(papers: list[tuple[Manuscript, Printed]]) -> None:
    for m, paper in papers:
        texts = "\n".join(entered(m))
        for tag in map(solid, TAGS):
            assert paper.text.count(tag) >= texts.count(tag), (m.bulletin_id, tag)


def test_no_line_begins_or_ends_with_a_forbidden_mark(papers: list[tuple[Manuscript, Printed]]) -> None:
    for m, paper in papers:
        for line in paper.lines:
            said = "".join(sign.char for sign in line)
            assert said[0] not in CLOSE, (m.bulletin_id, said)
            assert said[-1] not in OPEN, (m.bulletin_id, said)


def test_nothing_stands_beyond_the_type_area(papers: list[tuple[Manuscript, Printed]]) -> None:
    edge = OFFICIAL_PAGE.margins
    for m, paper in papers:
        wide = 7 * MM if m.format is PaperFormat.LETTER else 0
        for page in paper.pages:
            for sign in page:
                left, top, right, _ = sign.ink
                assert left > edge.left * MM - SLACK - wide, (m.bulletin_id, sign)
                assert right < (210 - edge.right) * MM + SLACK + wide, (m.bulletin_id, sign)
                assert m.format is PaperFormat.LETTER or top > edge.top * MM - max(SLACK, ACCENT * sign.size), (
                    m.bulletin_id,
                    sign,
                )


def test_numbers_are_never_parted(papers: list[tuple[Manuscript, Printed]]) -> None:
    """In a narrow column of a table longer runs than five characters may have to be."""
    for m, paper in papers:
        for runs, tables in (([run for run in RUNS if len(run) <= 5], None), (RUNS, False)):
            said = _said(line for line in paper.lines if tables is None or line[0].size >= LEAST_TEXT)
            texts = "\n".join(entered(m, tables))
            for run in runs:
                assert sum(line.count(run) for line in said) >= texts.count(run), (m.bulletin_id, run)


def _said(lines: Iterable[list[Sign]]) -> list[str]:
    return ["".join(sign.char for sign in line) for line in lines]


def test_lines_of_text_keep_their_pitch(papers: list[tuple[Manuscript, Printed]]) -> None:
    """Whatever is in a line, the next stands 29.62 points under it: no character pushes lines apart."""
    for m, paper in papers:
        for page in paper.pages:
            rows = sorted({round(sign.base, 1) for sign in page if abs(sign.size - BODY.size) < 0.1})
            close = [below - above for above, below in pairwise(rows) if below - above < 1.5 * BODY.leading]
            assert all(abs(gap - BODY.leading) < 0.3 for gap in close), (m.bulletin_id, close)
