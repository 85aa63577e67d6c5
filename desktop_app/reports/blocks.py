"""What a paper says, apart from how it is drawn: the document description (纸面).

A paper is a :class:`Document` of blocks. All text is plain data: no back end may read markup in it.
Lengths called ``*_mm`` are millimetres; sizes, leadings and everything inside a :class:`Drawing` are points
(1/72 inch), with the origin at the top left and y growing downwards.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum


class Font(StrEnum):
    """The five official hands (字体) a paper may use."""

    FANGSONG = "仿宋"
    SONG = "宋体"
    XIAOBIAOSONG = "小标宋"
    KAI = "楷体"
    HEI = "黑体"


class Align(StrEnum):
    """How a line stands in its measure (对齐)."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True)
class Style:
    """A named hand: font, size in points, distance of baselines in points (字体字号行距)."""

    font: Font
    size: float
    leading: float


TITLE = Style(Font.XIAOBIAOSONG, 22, 32)
"""二号小标宋, the title of every paper (GB/T 9704-2012)."""
BODY = Style(Font.FANGSONG, 15.75, 28.95)
"""三号仿宋 at the pitch that lets 28 characters and 22 lines into 156 × 225 mm (GB/T 9704-2012)."""
HEADING_1 = Style(Font.HEI, 15.75, 28.95)
HEADING_2 = Style(Font.KAI, 15.75, 28.95)
FORM_TEXT = Style(Font.SONG, 12, 18)
FORM_LABEL = Style(Font.HEI, 12, 18)
UNIT = Style(Font.SONG, 12, 18)
CELL = Style(Font.SONG, 10.5, 14)
CELL_HEAD = Style(Font.HEI, 10.5, 14)
NOTE = Style(Font.SONG, 10.5, 15)
SMALL = Style(Font.SONG, 9, 12)
SMALL_HEAD = Style(Font.HEI, 9, 12)


class Paper(Enum):
    """Sheet sizes (纸张), portrait width × height in mm."""

    A4 = (210.0, 297.0)
    A3 = (297.0, 420.0)


@dataclass(frozen=True)
class Margins:
    """Blank borders round the type area (版心外的边) in mm."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True)
class PageSetup:
    """One sheet: paper, direction, margins (页面设置)."""

    paper: Paper = Paper.A4
    landscape: bool = False
    margins: Margins = Margins(20, 20, 20, 20)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height as the reader holds it, in mm."""
        width, height = self.paper.value
        return (height, width) if self.landscape else (width, height)

    @property
    def type_area_mm(self) -> tuple[float, float]:
        """Width and height of the type area (版心), in mm."""
        width, height = self.size_mm
        edge = self.margins
        return width - edge.left - edge.right, height - edge.top - edge.bottom


LEDGER_PAGE = PageSetup(Paper.A4, True, Margins(18, 15, 20, 15))
"""A4 across, as every ledger (台账) is printed unless it says otherwise."""
FORM_PAGE = PageSetup(Paper.A4, False, Margins(25, 22, 22, 25))
"""A4 upright with room for the binding: cards, forms, notices."""
OFFICIAL_PAGE = PageSetup(Paper.A4, False, Margins(37, 26, 35, 28))
"""GB/T 9704-2012: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""


class Numbers(StrEnum):
    """How pages are numbered (页码)."""

    COUNTED = "第 n 页 / 共 m 页"
    OFFICIAL = "— n —, odd right, even left, 7 mm under the type area (GB/T 9704-2012)"
    NONE = ""


@dataclass(frozen=True)
class Footer:
    """What stands on every page outside the type area (页脚).

    ``left`` such as ``("填表人：", "审核人：")``; ``anchor`` is the head of the history chain; ``watermark`` is
    ``"演练"`` on practice papers, else empty.
    """

    left: tuple[str, ...] = ()
    numbers: Numbers = Numbers.COUNTED
    anchor: str = ""
    watermark: str = ""


@dataclass(frozen=True)
class Meta:
    """What the file says of itself: the unit as author, when it was made (文件属性)."""

    unit: str
    made_at: datetime
    subject: str = ""


@dataclass(frozen=True)
class Heading:
    """A title (level 0, centred) or a heading 一、 / （一） / 1. (levels 1–3, indented two characters)."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class UnitLine:
    """The line under a title: unit at the left, date or note at the right (单位、截至日期)."""

    left: str
    right: str = ""
    style: Style = UNIT


@dataclass(frozen=True)
class Para:
    """A paragraph (段落). Indents are counted in characters of its own size; newlines in the text are kept.

    ``after`` is white space below, in points.
    """

    text: str
    style: Style = BODY
    align: Align = Align.JUSTIFY
    first_indent: float = 2
    left_indent: float = 0
    right_indent: float = 0
    after: float = 0
    colour: str = "#000000"


@dataclass(frozen=True)
class Cell:
    """One cell of a ledger row with more to say than its text (单元格)."""

    text: str
    align: Align | None = None
    strong: bool = False
    span: int = 1


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

    The date stands four characters from the right, the signing lines centred over it (GB/T 9704-2012 7.3.5).
    """

    lines: tuple[str, ...]
    date: str
    style: Style = BODY


@dataclass(frozen=True)
class Together:
    """Blocks kept on one page, if a page can hold them (不分页)."""

    blocks: tuple["Block", ...]


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
    """One line of text; ``x`` is its left, middle or right edge by ``align``; ``y`` is the baseline."""

    x: float
    y: float
    text: str
    style: Style = CELL
    align: Align = Align.LEFT
    colour: str = "#000000"


Mark = LineMark | ShapeMark | TextMark


@dataclass(frozen=True)
class Drawing:
    """A picture of marks, width × height in points, never parted over pages (图)."""

    width: float
    height: float
    marks: tuple[Mark, ...]


Block = Heading | UnitLine | Para | Ledger | Form | Signatures | Closing | Together | Spacer | PageBreak | Drawing


@dataclass(frozen=True)
class Document:
    """One paper, ready for any back end (一份纸)."""

    title: str
    page: PageSetup
    blocks: tuple[Block, ...]
    meta: Meta
    footer: Footer = field(default_factory=Footer)

    @property
    def flat(self) -> tuple[Block, ...]:
        """The blocks in order, those kept together one by one."""
        return tuple(_opened(self.blocks))


def _opened(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Together):
            yield from _opened(block.blocks)
        else:
            yield block
