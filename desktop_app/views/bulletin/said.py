"""How the text is shown (显示): numbers before headings, words of marks, numbers typed by hand, tables as rows of text.

Pure of Qt. Places are counted in UTF-16 units, as Qt counts them.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.rules.manuscript import Mark, mark, numbering, typed_spans
from desktop_app.rules.naming import spoken
from desktop_app.rules.vocabulary import LineKind
from desktop_app.views.bulletin.paras import Cells, Para, Place
from desktop_app.views.bulletin.tables import Laid, Measure, laid

EMPTY: Mapping[Place, str] = {Place.TITLE: "标题", Place.ADDRESSEE: "主送机关"}
"""What stands in grey where nothing is typed yet."""
_BREAKS = dict.fromkeys(map(ord, "\n\r\u2029\x85\x0b\x0c"), "\u2028") | dict.fromkeys(
    (0xFDD0, 0xFDD1, 0xFFFC), "\ufffd"
)


@dataclass(frozen=True)
class Saying:
    """What the marks say: figures by key, people by id; ``closing`` and ``imprint`` stand below the body.

    ``measure`` gives the width of a table's words in pixels, ``width`` the room they have.
    """

    figures: Mapping[str, str] = field(default_factory=dict)
    person: Callable[[int], tuple[str, str]] = lambda _id: ("", "")
    closing: str = ""
    imprint: str = ""
    measure: Measure = len
    width: int = 0

    def words(self, one: Mark, before: str = "") -> str:
        """What a mark shows behind ``before``: never nothing, never a line's end."""
        return _plain(self._said(one, before)) or "—"

    def _said(self, one: Mark, before: str) -> str:
        if one.letter == "n":
            return self.figures.get(one.key, "—")
        full = "".join(self.person(one.name))
        said = spoken(f"{before}{mark(one.letter, one.name)}", self.figures, self.person)
        return said[len(before) :] or full if said.startswith(before) else full


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch in one style: ``plain``, ``number``, ``figure``, ``person``, ``head``, ``quiet``."""

    text: str
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Span:
    """A mark or a number typed by hand (``mark`` None) as shown, in units from the paragraph's start."""

    first: int
    last: int
    mark: Mark | None


@dataclass(frozen=True)
class Shown:
    """A paragraph as shown. ``edges`` are the units at which its cells begin, and where the last one ends.

    ``count`` is its number of characters (字数), ``by_hand`` that of its numbers typed by hand.
    """

    look: str
    runs: tuple[Run, ...]
    edges: tuple[int, ...]
    spans: tuple[Span, ...] = ()
    count: int = 0
    by_hand: int = 0
    prefix: str = ""
    table: Laid | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def size(self) -> int:
        return units(self.text)

    def cell(self, unit: int) -> int:
        """The cell whose start is nearest to a unit."""
        at = min(max(bisect_right(self.edges, unit) - 1, 0), len(self.edges) - 1)
        if at + 1 < len(self.edges) and self.edges[at + 1] - unit < unit - self.edges[at]:
            return at + 1
        return at

    def inside(self, unit: int) -> int | None:
        """The cell a unit lies strictly inside of."""
        at = bisect_right(self.edges, unit) - 1
        if 0 <= at < len(self.edges) - 1 and self.edges[at] < unit:
            return at
        return None

    def mark_at(self, unit: int) -> Mark | None:
        """The mark shown at a unit."""
        return next((span.mark for span in self.spans if span.mark and span.first <= unit < span.last), None)


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(ch > "\uffff" for ch in text)


def _plain(text: str) -> str:
    """Words of the same length that never end a paragraph in a document."""
    return text.translate(_BREAKS)


def numbers(paras: Sequence[Para]) -> list[str]:
    """What stands protected before each paragraph: 一、 （一） 1. （1）, 附件1 before the head of an annex."""
    lines = [at for at, para in enumerate(paras) if para.is_line]
    found = dict(zip(lines, numbering(paras[at].kind for at in lines), strict=True))
    annexes = [at for at in lines if paras[at].kind is LineKind.ANNEX]
    for count, at in enumerate(annexes, start=1):
        found[at] = f"附件{count if len(annexes) > 1 else ''}　"
    return [found.get(at, "") for at in range(len(paras))]


def shown(para: Para, number: str, saying: Saying) -> Shown:
    """A paragraph as it stands in the editor."""
    if para.is_table:
        return _table(para, saying)
    if para.place in (Place.CLOSING, Place.IMPRINT):
        words = _plain(saying.closing if para.place is Place.CLOSING else saying.imprint) or para.place.value
        return Shown(para.place.name.lower(), (Run(words, "quiet"),), (0,))
    made = _Line(number, saying)
    made.put(para.cells)
    if para.place is Place.ADDRESSEE and para.text and not para.text.endswith(("：", ":")):
        made.runs.append(Run("：", "quiet"))
    return made.shown(_look(para))


def _look(para: Para) -> str:
    if not para.is_line:
        return para.place.name.lower()
    return {LineKind.FIRST: "first", LineKind.ANNEX: "annex"}.get(para.kind, "text")


class _Line:
    """A paragraph while it is put together."""

    def __init__(self, number: str, saying: Saying) -> None:
        self.number, self.saying = number, saying
        self.runs: list[Run] = [Run(number, "number")] if number else []
        self.at = units(number)
        self.edges = [self.at]
        self.spans: list[Span] = []
        self.said = ""
        self.by_hand = 0

    def put(self, some: Cells) -> None:
        stretch = ""
        for cell in some:
            if isinstance(cell, str):
                stretch += cell
                continue
            self._words(stretch)
            stretch = ""
            self._mark(cell)
        self._words(stretch)

    def _words(self, stretch: str) -> None:
        if not stretch:
            return
        began = self.at
        for ch in stretch:
            self.at += 2 if ch > "\uffff" else 1
            self.edges.append(self.at)
        for first, last in typed_spans(stretch):
            unit = began + units(stretch[:first])
            self.spans.append(Span(unit, unit + last - first, None))
            self.by_hand += 1
        self.said += stretch
        self.runs.append(Run(_plain(stretch)))

    def _mark(self, one: Mark) -> None:
        words = self.saying.words(one, self.said)
        self.runs.append(Run(words, "figure" if one.letter == "n" else "person"))
        self.spans.append(Span(self.at, self.at + units(words), one))
        self.at += units(words)
        self.edges.append(self.at)
        self.said += words

    def shown(self, look: str) -> Shown:
        count = sum(not ch.isspace() for ch in self.number + self.said)
        return Shown(
            look,
            tuple(self.runs),
            tuple(self.edges),
            tuple(self.spans),
            count,
            self.by_hand,
            self.number,
        )


def _table(para: Para, saying: Saying) -> Shown:
    """A table as rows of text between tabs; the caret stands before or behind it."""
    table = laid(para.grid, saying.words, saying.measure, saying.width)
    runs: list[Run] = []
    spans: list[Span] = []
    at = 0
    for style, text, one in table.pieces:
        words = _plain(text) if style != "break" else "\u2028"
        runs.append(Run(words, "quiet" if style == "break" else style))
        if one is not None:
            spans.append(Span(at, at + units(words), one))
        at += units(words)
    return Shown("table", tuple(runs), (0, at), tuple(spans), table.count, table.by_hand, "", table)
