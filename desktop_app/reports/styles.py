"""How a paper looks, apart from what it says (版式): hands, sheets, margins, what stands outside the type area.

Lengths called ``*_mm`` are millimetres; sizes and leadings are points.
"""

from dataclasses import dataclass
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

    @property
    def over(self) -> float:
        """White over the characters of a line, and as much under them."""
        return (self.leading - self.size) / 2


TITLE = Style(Font.XIAOBIAOSONG, 22, 32)
"""二号小标宋, the title of every paper (GB/T 9704-2012)."""
BODY = Style(Font.FANGSONG, 15.75, 29.62)
"""三号仿宋: 28 characters and 22 lines fill 156 × 225 mm, from the top of the first line's characters to the foot of
the last line's; the white between lines is 7/8 of a character (GB/T 9704-2012 3.2, 5.2.1, 5.2.3)."""
HEADING_1 = Style(Font.HEI, 15.75, 29.62)
HEADING_2 = Style(Font.KAI, 15.75, 29.62)
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

    ``left`` such as ``("填表人：", "审核人：")``; ``anchor`` is the head of the history chain; ``code`` what the square
    code beside it says (empty for none); ``watermark`` is ``"演练"`` on practice papers, else empty. ``first`` is false
    when the first page bears no number, as in letters.
    """

    left: tuple[str, ...] = ()
    numbers: Numbers = Numbers.COUNTED
    anchor: str = ""
    watermark: str = ""
    code: str = ""
    first: bool = True


@dataclass(frozen=True)
class Meta:
    """What the file says of itself: the unit as author, when it was made (文件属性)."""

    unit: str
    made_at: datetime
    subject: str = ""
