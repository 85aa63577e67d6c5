"""The imprint of an official paper (版记): 抄送, 印发机关 and 印发日期 at the foot of its last page.

Rules as wide as the type area: the first and last 0.35 mm, those between 0.25 mm, the last on the lower edge of the
type area; 4号仿宋, one character in at both sides (GB/T 9704-2012 7.4).
"""

from dataclasses import dataclass

from desktop_app.reports.blocks import Imprint
from desktop_app.reports.ink import MM, Pen
from desktop_app.reports.pieces import Measure, Piece, SetText, baseline, set_text
from desktop_app.reports.styles import Align, Font, Style

STYLE = Style(Font.FANGSONG, 14, 21)
OUTER_MM, INNER_MM = 0.35, 0.25
PAD = 2.0
"""Points between a rule and the words over and under it."""
INSET = 1
SENT, COPIED = "主送：", "抄送："


@dataclass(frozen=True, slots=True)
class _Part:
    """Words between two rules: lines one under the other, something at the right of the last; ``ruled`` over it."""

    label: str
    text: SetText
    right: str = ""
    ruled: bool = True

    @property
    def height(self) -> float:
        return self.text.height + 2 * PAD


def imprint_piece(block: Imprint, measure: Measure) -> Piece:
    """The whole imprint in one piece whose foot is the last rule."""
    parts = _parts(block, measure)
    height = sum(part.height for part in parts)

    def draw(pen: Pen, left: float, top: float) -> None:
        right = left + measure.width
        for place, part in enumerate(parts):
            if block.ruled and part.ruled:
                _rule(pen, left, right, top, OUTER_MM if not place else INNER_MM)
            _words(pen, left, right, top + PAD, part)
            top += part.height
        if block.ruled and parts:
            _rule(pen, left, right, top, OUTER_MM)

    return Piece(height, draw)


def _rule(pen: Pen, left: float, right: float, y: float, mm: float) -> None:
    pen.stroke(left, y, right, y, mm * MM)


def _words(pen: Pen, left: float, right: float, top: float, part: _Part) -> None:
    inset = INSET * STYLE.size
    pen.text(left + inset, top + baseline(STYLE), part.label, STYLE)
    part.text.draw(pen, left + inset + pen.width_of(part.label, STYLE), top)
    if part.right:
        y = top + part.text.height - STYLE.leading + baseline(STYLE)
        pen.text(right - inset - pen.width_of(part.right, STYLE), y, part.right, STYLE)


def _parts(block: Imprint, measure: Measure) -> list[_Part]:
    out = []
    if block.sent_to:
        out.append(_listed(SENT, block.sent_to, measure))
    if block.copied_to:
        out.append(_listed(COPIED, block.copied_to, measure, ruled=not block.sent_to))
    if block.office or block.date:
        issued = f"{block.date}印发" if block.date else ""
        room = _room(measure) - measure.fonts.face(STYLE.font).width(issued, STYLE.size) - STYLE.size
        office = set_text(block.office, room, STYLE, Align.LEFT, measure.fonts, company=True)
        out.append(_Part("", office, issued))
    return out


def _room(measure: Measure) -> float:
    return measure.width - 2 * INSET * STYLE.size


def _listed(label: str, names: str, measure: Measure, ruled: bool = True) -> _Part:
    """A label and names, wrapped lines aligned to the first name, a full stop at the end."""
    width = _room(measure) - measure.fonts.face(STYLE.font).width(label, STYLE.size)
    said = names.strip().removeprefix(label).rstrip("。；;.") + "。"
    return _Part(label, set_text(said, width, STYLE, Align.LEFT, measure.fonts, company=True), ruled=ruled)
