"""How the stretches of a chain look: a colour, a hatch and a word for each place something can be in."""

from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from desktop_app.rules.vocabulary import CustodyAct, ItemState
from desktop_app.views.boards.roadmap_ink import tone
from desktop_app.views.theme import px

_B = Qt.BrushStyle
STYLES: dict[ItemState, tuple[str, Qt.BrushStyle, str]] = {
    ItemState.HELD: ("surface", _B.BDiagPattern, "field"),
    ItemState.STORED: ("blueL", _B.NoBrush, "blueM"),
    ItemState.DEPOSITED: ("green0", _B.HorPattern, "green7"),
    ItemState.KEPT: ("grey0", _B.VerPattern, "field"),
    ItemState.LENT: ("amber0", _B.FDiagPattern, "amberM"),
    ItemState.SENT: ("blue1", _B.DiagCrossPattern, "blueM"),
    ItemState.DISPOSED: ("ink3", _B.NoBrush, "ink2"),
}
"""Fill, hatch, and the token of hatch and frame."""

OUTWARD = frozenset({CustodyAct.LENT, CustodyAct.SENT})
HATCH_SHARE = 90
"""How strong a hatch is, of 255: words stand on it."""


@cache
def hatch(state: ItemState) -> QBrush:
    """The hatch of a state, pale."""
    _fill, style, ink = STYLES[state]
    colour = tone(ink)
    pale = type(colour)(colour)
    pale.setAlpha(HATCH_SHARE)
    return QBrush(pale, style)


def draw_fill(painter: QPainter, box: QRectF, state: ItemState) -> None:
    """A bar of a state: its colour, its hatch, its frame."""
    fill, style, ink = STYLES.get(state, STYLES[ItemState.DISPOSED])
    painter.setPen(QPen(tone(ink), 1))
    painter.setBrush(tone(fill))
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRect(inner)
    if style is not _B.NoBrush:
        painter.fillRect(inner, hatch(state))


def draw_dot(painter: QPainter, x: float, y: float, act: CustodyAct, refused: bool, chosen: bool) -> None:
    """An event: a disc for what comes in, a ring for what goes out, a square for what leaves for good.

    One that cannot have happened is a red cross; the chosen one stands in a blue ring.
    """
    side = px(3)
    colour = tone("red7" if refused else "blue7")
    if chosen:
        painter.setPen(QPen(tone("blue6"), 2))
        painter.setBrush(tone("surface"))
        painter.drawEllipse(QPointF(x, y), side + px(3), side + px(3))
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(tone("surface") if act in OUTWARD else colour)
    if refused:
        painter.drawLine(QPointF(x - side, y - side), QPointF(x + side, y + side))
        painter.drawLine(QPointF(x - side, y + side), QPointF(x + side, y - side))
    elif act is CustodyAct.DISPOSED:
        painter.drawRect(QRectF(x - side, y - side, 2 * side, 2 * side))
    else:
        painter.drawEllipse(QPointF(x, y), side, side)


def draw_limit(painter: QPainter, x: float, top: float, high: float, late: bool) -> None:
    """The last day to move it (移送期限): a post with a flag, red when it was missed."""
    colour = tone("red7" if late else "ink3")
    painter.fillRect(QRectF(x - 1, top, 2, high), colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    side = float(px(5))
    painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + side, top + side / 2), QPointF(x, top + side)]))


def draw_late(painter: QPainter, box: QRectF) -> None:
    """A part of a bar past its day."""
    painter.setPen(QPen(tone("red7"), 1))
    painter.setBrush(tone("red0"))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def draw_swatch(painter: QPainter, box: QRect, state: ItemState | None) -> None:
    """A small piece of a bar, for the legend; None is what is past its day."""
    if state is None:
        draw_late(painter, QRectF(box))
    else:
        draw_fill(painter, QRectF(box), state)
