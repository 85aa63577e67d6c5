"""What is drawn over the text: the 2-px line under a traced number, dashes under one typed by hand, rules of tables."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock
from PySide6.QtWidgets import QTextEdit

from desktop_app.views.bulletin.said import EMPTY, Shown, Span
from desktop_app.views.bulletin.sheet import Sheet
from desktop_app.views.theme import colour, px


def visible(view: QTextEdit, sheet: Sheet) -> Iterator[tuple[QTextBlock, Shown, QPointF]]:
    """Blocks in sight with what they show and their corner in the viewport."""
    layout = view.document().documentLayout()
    across, down = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
    block = view.cursorForPosition(view.viewport().rect().topLeft()).block()
    while block.isValid() and block.blockNumber() < len(sheet.shown):
        box = layout.blockBoundingRect(block).translated(-across, -down)
        if box.top() > view.viewport().height():
            return
        corner = block.layout().position() + QPointF(-across, -down)
        yield block, sheet.shown[block.blockNumber()], corner
        block = block.next()


def pieces_of(block: QTextBlock, span: Span) -> Iterator[QRectF]:
    """The parts of the lines a span covers, from the block's corner; the last pixel row is that of its underline."""
    layout = block.layout()
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        first, last = line.textStart(), line.textStart() + line.textLength()
        if span.last <= first or span.first >= last:
            continue
        left = _x(line.cursorToX(max(span.first, first)))
        right = _x(line.cursorToX(min(span.last, last)))
        high = line.ascent() + px(5)
        yield QRectF(left, line.y(), right - left, high).normalized()


def _x(found: object) -> float:
    """``cursorToX`` gives the place, or the place with its cell, as the binding has it."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def draw(view: QTextEdit, sheet: Sheet) -> None:
    """Everything over the text that is in sight."""
    painter = QPainter(view.viewport())
    for block, shown, corner in visible(view, sheet):
        shift = _preedit(block)
        for span in shown.spans:
            _underline(painter, block, _shifted(span, shift), corner, shown)
        if shown.table is not None:
            _rules(painter, block, shown, corner)
        if not shown.size and shown.look.upper() in {place.name for place in EMPTY}:
            _hint(painter, shown, corner, block)
    painter.end()


def _preedit(block: QTextBlock) -> tuple[int, int]:
    """Where letters being composed stand, and how many: what lies behind is drawn further right."""
    layout = block.layout()
    return layout.preeditAreaPosition(), len(layout.preeditAreaText().encode("utf-16-le")) // 2


def _shifted(span: Span, shift: tuple[int, int]) -> Span:
    at, by = shift
    if not by or span.last <= at:
        return span
    return Span(span.first + by, span.last + by, span.mark) if span.first >= at else span


def _underline(painter: QPainter, block: QTextBlock, span: Span, corner: QPointF, shown: Shown) -> None:
    if span.mark is not None and span.mark.letter != "n":
        return
    low = px(2) + (px(1) if shown.look == "table" else 0)
    for box in pieces_of(block, span):
        box = box.translated(corner)
        y = round(box.bottom() - low)
        if span.mark is not None:
            painter.fillRect(QRectF(round(box.left()), y, round(box.width()), px(2)), colour("blue6"))
        else:
            _dashes(painter, box, y)


def _dashes(painter: QPainter, box: QRectF, y: int) -> None:
    pen = QPen(QColor(colour("ink3")), px(2), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.5, 1.0])
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), y + 1), QPointF(box.right(), y + 1))


def _rules(painter: QPainter, block: QTextBlock, shown: Shown, corner: QPointF) -> None:
    """Hairlines between the rows of a table, its columns, and a bar at its side that says it is one piece."""
    assert shown.table is not None
    layout, table = block.layout(), shown.table
    first = 1 if table.caption else 0
    lines = [layout.lineAt(at) for at in range(layout.lineCount())]
    body = lines[first : table.lines - 1]
    if not body or not table.stops:
        return
    left, right = corner.x() - px(6), corner.x() + table.stops[-1]
    edges = [round(corner.y() + line.y() - px(2)) for line in lines[first : table.lines]]
    top, bottom = edges[0], edges[-1]
    head = QRectF(left, top, right - left, edges[1] - top)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(head, colour("head"))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for y in edges:
        painter.fillRect(QRectF(left, y, right - left, 1), colour("line"))
    for stop in (-px(6), *table.stops[:-1], table.stops[-1]):
        away = px(6) if 0 < stop < table.stops[-1] else 0
        painter.fillRect(QRectF(round(corner.x() + stop - away), top, 1, bottom - top), colour("line"))


def _hint(painter: QPainter, shown: Shown, corner: QPointF, block: QTextBlock) -> None:
    if block.layout().preeditAreaText():
        return
    words = next(said for place, said in EMPTY.items() if place.name.lower() == shown.look)
    painter.setFont(block.charFormat().font())
    painter.setPen(colour("ink3"))
    line = block.layout().lineAt(0)
    at = corner + QPointF(0, line.y() + line.ascent())
    painter.drawText(at, f"（{words}）")
