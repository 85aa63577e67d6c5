"""How a row of 保管链 is drawn: its bars with their words, what is past its day, the limit, the events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from desktop_app.figures.custody_boards import Custody, Thing
from desktop_app.rules.custody_path import Stretch
from desktop_app.rules.vocabulary import ItemState
from desktop_app.views.boards.roadmap_ink import Ink, tone
from desktop_app.views.boards.timeline import Axis
from desktop_app.views.custody import board_words as words
from desktop_app.views.custody.chain_ink import STYLES, draw_dot, draw_fill, draw_late, draw_limit
from desktop_app.views.theme import px

BAR_TOP, BAR, DOTS = 3, 16, 24
FLAG, FLAG_HIGH = 19, 10
"""Design pixels in a row: where the bar begins, its height, the line of the events; where the limit's post stands."""

GONE_WIDE, LEAST_WORD, TAIL = 8, 22, 64
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Frame:
    """What a row is drawn in: the axis, the pixels of it in sight, what is told, the faces."""

    axis: Axis
    left: float
    right: float
    told: Custody
    ink: Ink


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch in axis pixels; ``late`` is where its overdue part begins, none when it is in time, ``past`` by how
    many days it is over.
    """

    stretch: Stretch
    left: float
    right: float
    late: float | None
    past: int


def bars(thing: Thing, axis: Axis, day: date) -> Iterator[Bar]:
    """The bars of an item that have any width; what is gone ends in a short dark piece."""
    for stretch in thing.stretches:
        left, end = axis.x(stretch.first), axis.end(day) if stretch.last is None else axis.x(stretch.last)
        if stretch.state is ItemState.DISPOSED and stretch.last is None:
            end = left + px(GONE_WIDE)
        if end - left >= 1:
            late = _late_from(thing, stretch, axis, day)
            past = (stretch.overdue(day) or thing.late) if late is not None else 0
            yield Bar(stretch, left, end, late, past)


def _late_from(thing: Thing, stretch: Stretch, axis: Axis, day: date) -> float | None:
    """Where a stretch is past its day: out beyond the day it had to be back, or not moved beyond the limit."""
    if stretch.due is not None and stretch.overdue(day):
        return axis.end(stretch.due)
    waits = stretch.state is ItemState.HELD and stretch.last is None and thing.waits and thing.late
    return axis.end(thing.limit) if waits and thing.limit is not None else None


def draw_thing(painter: QPainter, top: int, thing: Thing, frame: Frame, chosen: int | None) -> None:
    """An item's row: bars, words, limit, events; ``chosen`` is the event of the cursor."""
    late, tail = _late_box(top, thing, frame), 0.0
    for bar in bars(thing, frame.axis, frame.told.day):
        tail = bar.right
        if bar.right >= frame.left and bar.left <= frame.right:
            _bar(painter, top, bar, frame, late.right() + px(2) if late is not None else float("-inf"))
    if thing.limit is not None:
        draw_limit(painter, frame.axis.end(thing.limit), top + px(FLAG), px(FLAG_HIGH), thing.late > 0)
    if late is not None:
        painter.fillRect(late, tone("red0"))
        painter.setFont(frame.ink.hint)
        painter.setPen(tone("red7"))
        painter.drawText(late.adjusted(px(3), 0, px(4), 0), LEFT, _late_word(thing))
    _tail_word(painter, top, thing, tail, frame)
    draw_events(painter, top, thing, frame, chosen)


def _late_word(thing: Thing) -> str:
    """迟 2 天, where it was moved too late; what still waits says so behind its bar."""
    return f"迟 {thing.late} 天" if thing.late and not thing.waits else ""


def _late_box(top: int, thing: Thing, frame: Frame) -> QRectF | None:
    """Where the red word at the limit stands."""
    if not _late_word(thing) or thing.limit is None:
        return None
    wide = QFontMetrics(frame.ink.hint).horizontalAdvance(_late_word(thing)) + px(6)
    return QRectF(frame.axis.end(thing.limit), top + px(BAR_TOP) + 2, wide, px(BAR) - 4)


def _bar(painter: QPainter, top: int, bar: Bar, frame: Frame, blocked: float) -> None:
    """The bar, its overdue part in red, its word where there is room."""
    box = QRectF(bar.left, top + px(BAR_TOP), bar.right - bar.left, px(BAR))
    draw_fill(painter, box, bar.stretch.state)
    if bar.late is not None and bar.late < bar.right:
        late = max(bar.left, bar.late)
        draw_late(painter, QRectF(late, box.top(), bar.right - late, box.height()))
    if bar.stretch.state is not ItemState.DISPOSED:
        _word(painter, box, bar, frame, blocked)


def _word(painter: QPainter, box: QRectF, bar: Bar, frame: Frame, blocked: float) -> None:
    """The word at the left edge, or at that of the view; on a ground of its own, so that no hatch runs through it."""
    begin = max(box.left() + px(4), frame.left + px(4))
    begin = max(begin, blocked) if blocked > box.left() else begin
    said, metrics = _bar_word(bar, frame), QFontMetrics(frame.ink.hint)
    if bar.late is not None and begin < bar.late < begin + metrics.horizontalAdvance(said) + px(4):
        begin = bar.late + px(4)
    room = min(box.right(), frame.right) - begin - px(2)
    if room < px(LEAST_WORD):
        return
    shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, int(room))
    late = bar.late is not None and begin >= bar.late
    under = QRectF(begin - 1, box.top() + 2, min(metrics.horizontalAdvance(shown) + 3, room), box.height() - 4)
    painter.fillRect(under, tone("red0" if late else STYLES[bar.stretch.state][0]))
    painter.setFont(frame.ink.hint)
    painter.setPen(tone("ink"))
    painter.drawText(QRectF(begin, box.top(), room, box.height()), LEFT, shown)


def _bar_word(bar: Bar, frame: Frame) -> str:
    """Where it was, and by how many days too long, where no word behind the bar says so in sight."""
    told_behind = bar.stretch.last is None and bar.right <= frame.right - px(TAIL)
    past = f" 超 {bar.past} 天" if bar.past and not told_behind else ""
    return f"{words.stretch_word(frame.told, bar.stretch)}{past}"


def _tail_word(painter: QPainter, top: int, thing: Thing, right: float, frame: Frame) -> None:
    """What stands behind the last bar: 超 12 天 in red, how it left, or that no day is known."""
    said, ink = "", "ink2"
    if thing.over or (thing.waits and thing.late):
        said, ink = words.days_past(thing), "red7"
    elif thing.stretches and thing.stretches[-1].state is ItemState.DISPOSED:
        said = words.stretch_word(frame.told, thing.stretches[-1])
    elif not thing.stretches:
        said, right = "日期不详", frame.left
    if said:
        face = frame.ink.label_strong if ink == "red7" else frame.ink.label
        painter.setFont(face)
        painter.setPen(tone(ink))
        wide = frame.ink.label_width(said, ink == "red7") + 4
        painter.drawText(QRectF(right + px(6), top + px(BAR_TOP) - 2, wide, px(BAR) + 4), LEFT, said)


def draw_events(painter: QPainter, top: int, thing: Thing, frame: Frame, chosen: int | None) -> None:
    """The events on their line under the bars; those of one day side by side, the chosen one over the others."""
    for event, x in places(thing, frame.axis):
        if frame.left - px(8) <= x <= frame.right + px(8) and event != chosen:
            _dot(painter, top, thing, event, x, False)
    for event, x in places(thing, frame.axis):
        if event == chosen:
            _dot(painter, top, thing, event, x, True)


def _dot(painter: QPainter, top: int, thing: Thing, at: int, x: float, chosen: bool) -> None:
    event = thing.events[at]
    draw_dot(painter, x, top + px(DOTS), event.act, event.id in thing.refused, chosen)


def places(thing: Thing, axis: Axis) -> Iterator[tuple[int, float]]:
    """Every event with a day, by its place in the chain, with its pixel; those of one day a step apart."""
    before, steps = None, 0
    for at, event in enumerate(thing.events):
        if event.on is not None:
            steps = steps + 1 if event.on == before else 0
            before = event.on
            yield at, axis.noon(event.on) + steps * px(8)
