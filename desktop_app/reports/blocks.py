"""What a paper says, apart from how it is drawn: the document description (纸面).

A paper is a :class:`Document` of blocks. All text is plain data: no back end may read markup in it.
Lengths called ``*_mm`` are millimetres; sizes, leadings and everything inside a :class:`Drawing` are points
(1/72 inch), with the origin at the top left and y growing downwards.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.reports.styles import (
    BODY,
    CELL,
    CELL_HEAD,
    FORM_LABEL,
    FORM_TEXT,
    HEADING_2,
    NOTE,
    UNIT,
    Align,
    Footer,
    Meta,
    PageSetup,
    Style,
)
from desktop_app.rules.vocabulary import PaperFormat, Sealing


@dataclass(frozen=True)
class Heading:
    """A title (level 0, centred) or a heading 一、 / （一） / 1. (levels 1–3, indented two characters).

    ``code`` stands at the right of a title as a square code: the number by which a filled-in form is found again.
    """

    text: str
    level: int = 0
    code: str = ""


@dataclass(frozen=True)
class UnitLine:
    """The line under a title: unit at the left, date or note at the right (单位、截至日期)."""

    left: str
    right: str = ""
    style: Style = UNIT


@dataclass(frozen=True)
class Para:
    """A paragraph (段落). Indents are counted in characters of its own size; newlines in the text are kept.

    ``after`` is white space below, in points. The first ``lead`` characters are set in ``lead_style``, of the size of
    the rest: a heading that runs on in its paragraph. With ``keep`` it stays on the page of the next block.
    """

    text: str
    style: Style = BODY
    align: Align = Align.JUSTIFY
    first_indent: float = 2
    left_indent: float = 0
    right_indent: float = 0
    after: float = 0
    colour: str = "#000000"
    lead: int = 0
    lead_style: Style = HEADING_2
    keep: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of a ledger row with more to say than its text (单元格).

    ``struck`` has a line through it (划去); ``hatched`` is closed to the pen by slanting lines behind its words;
    ``colour`` is that of its words, never the only sign of what they say.
    """

    text: str
    align: Align | None = None
    strong: bool = False
    span: int = 1
    struck: bool = False
    hatched: bool = False
    colour: str = "#000000"


@dataclass(frozen=True)
class GroupRow:
    """A row across the whole ledger naming the rows below it (分组行)."""

    text: str


@dataclass(frozen=True)
class Column:
    """One column of a ledger (栏).

    ``mm`` fixes the width; else ``weight`` shares what is left; else (both 0) the width follows the contents.
    Neighbouring columns with the same ``group`` stand under one upper head.
    """

    label: str
    mm: float = 0
    weight: float = 0
    align: Align = Align.LEFT
    group: str = ""


Row = Sequence[str | Cell] | GroupRow


@dataclass(frozen=True)
class Ledger:
    """A ruled table over any number of pages, its head repeated on each (台账)."""

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    total: Sequence[str | Cell] | None = None
    note: str = ""
    min_row_mm: float = 7.5
    style: Style = CELL
    head_style: Style = CELL_HEAD
    note_style: Style = NOTE
    empty: str = "（无记录）"


@dataclass(frozen=True)
class Box:
    """One box of a form (格): printed words, and white space for a pen.

    ``label`` boxes are centred in 黑体; ``sign`` is printed at the foot right of the box (签名、日期 places).
    ``columns`` and ``rows`` are how many grid columns and rows it covers.
    """

    text: str = ""
    label: bool = False
    columns: int = 1
    rows: int = 1
    align: Align = Align.LEFT
    sign: str = ""
    upright: bool = False


@dataclass(frozen=True)
class FormRow:
    """One row of a form; ``min_mm`` is the room kept for handwriting (行高)."""

    boxes: tuple[Box, ...]
    min_mm: float = 10


@dataclass(frozen=True)
class Form:
    """A ruled form of labels and boxes (表格式文书). ``widths`` are shares of the type area's width."""

    widths: tuple[float, ...]
    rows: tuple[FormRow, ...]
    style: Style = FORM_TEXT
    label_style: Style = FORM_LABEL


@dataclass(frozen=True)
class Signatures:
    """Places to sign under a paper, kept together on one page (签字栏); ``seal`` such as ``（公章）``."""

    labels: tuple[str, ...]
    seal: str = ""
    style: Style = UNIT


@dataclass(frozen=True)
class Spacer:
    """White space in mm."""

    mm: float


@dataclass(frozen=True)
class PageBreak:
    """The next block starts a page; with ``recount`` the pages are numbered from 1 again, as in a letter of its own."""

    recount: bool = False


@dataclass(frozen=True)
class Closing:
    """Who signs a letter and when (署名、成文日期), with the room of a seal of 42 mm over both.

    With a seal the date stands four characters from the right, the signing lines centred over it; without one the
    first signing line ends two characters from the right and the date begins two characters right of it; with a
    signature stamp ``title`` stands left of the stamp's room (GB/T 9704-2012 7.3.5).
    """

    lines: tuple[str, ...]
    date: str
    style: Style = BODY
    sealing: Sealing = Sealing.SEAL
    title: str = ""


@dataclass(frozen=True)
class RedHead:
    """The head of an official paper (版头): everything above the title, set by ``format``.

    ``mark`` is the 发文机关标志 (for minutes and briefings their name), ``number`` the 发文字号 or 第N期, ``signers``
    those of a paper to a superior. ``compiled`` are the office at the left and the day at the right of a briefing.
    ``preprinted`` leaves the red out but keeps its room (套打). ``on_sheet`` centres a letter's rules on the sheet
    instead of the type area.
    """

    format: PaperFormat
    mark: str
    number: str = ""
    signers: tuple[str, ...] = ()
    copy_no: str = ""
    secrecy: str = ""
    urgency: str = ""
    compiled: tuple[str, str] = ("", "")
    preprinted: bool = False
    on_sheet: bool = False


@dataclass(frozen=True)
class AttachmentNote:
    """附件说明: names of annexes after the text, one blank line under it; wrapped lines align to the name."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class AnnexHead:
    """The head of an annex (附件) on a page of its own: 附件1 in 黑体 on line 1, its title centred on line 3."""

    label: str
    title: str


@dataclass(frozen=True)
class Landscape:
    """Blocks on pages turned across (横排页): heads at the binding side of odd pages, at the fore-edge of even ones."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Imprint:
    """版记 at the foot of the last page: 抄送, 印发机关 and 印发日期 between rules of 0.35 and 0.25 mm.

    ``ruled`` is false for letters, which bear 抄送 alone. ``sent_to`` are the addressees where they are too many to
    stand over the text: 主送 goes above 抄送 without a rule between (GB/T 9704-2012 7.3.2).
    """

    copied_to: str = ""
    office: str = ""
    date: str = ""
    ruled: bool = True
    sent_to: str = ""


@dataclass(frozen=True)
class Together:
    """Blocks kept on one page, if a page can hold them (不分页).

    With ``held`` the last rows or lines before them come along: places to sign never stand alone on a page.
    """

    blocks: tuple["Block", ...]
    held: bool = False


class Hatch(StrEnum):
    """Fills that differ on a black-and-white printer too (网纹)."""

    NONE = "none"
    SLANT = "slant"
    CROSS = "cross"


@dataclass(frozen=True)
class LineMark:
    """A straight line; ``dash`` in points (on, off)."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    colour: str = "#000000"
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class ShapeMark:
    """A closed polygon; empty ``fill`` or ``stroke`` leaves it out."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = "#000000"
    width: float = 0.5
    hatch: Hatch = Hatch.NONE
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class TextMark:
    """One line of text; ``x`` is its left, middle or right edge by ``align``; ``y`` is the baseline.

    With ``turned`` it stands on its head about that point, for a card that is folded to stand.
    """

    x: float
    y: float
    text: str
    style: Style = CELL
    align: Align = Align.LEFT
    colour: str = "#000000"
    turned: bool = False


Mark = LineMark | ShapeMark | TextMark


@dataclass(frozen=True)
class Drawing:
    """A picture of marks, width × height in points, never parted over pages (图)."""

    width: float
    height: float
    marks: tuple[Mark, ...]


Block = (
    Heading
    | UnitLine
    | Para
    | Ledger
    | Form
    | Signatures
    | Closing
    | Together
    | Spacer
    | PageBreak
    | Drawing
    | RedHead
    | AttachmentNote
    | AnnexHead
    | Landscape
    | Imprint
)


@dataclass(frozen=True)
class Document:
    """One paper, ready for any back end (一份纸). ``duplex`` puts the imprint on the back of the last sheet (双面)."""

    title: str
    page: PageSetup
    blocks: tuple[Block, ...]
    meta: Meta
    footer: Footer = field(default_factory=Footer)
    duplex: bool = False

    @property
    def flat(self) -> tuple[Block, ...]:
        """The blocks in order, those kept together one by one."""
        return tuple(_opened(self.blocks))


def _opened(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Together | Landscape):
            yield from _opened(block.blocks)
        else:
            yield block
