"""Places of the document and of the text (位置换算): a caret never stands in a heading's number or inside a mark."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from desktop_app.rules.manuscript import Mark
from desktop_app.views.bulletin import ink
from desktop_app.views.bulletin.paras import At, Text
from desktop_app.views.bulletin.sheet import Sheet


def unit(document: QTextDocument, sheet: Sheet, at: At) -> int:
    """The document's place of a place in the text."""
    edges = sheet.shown[at.para].edges
    return document.findBlockByNumber(at.para).position() + edges[min(at.cell, len(edges) - 1)]


def read(document: QTextDocument, sheet: Sheet, text: Text, anchor: int, caret: int) -> tuple[At, At]:
    """The places the document's selection means; marks it cuts into are taken whole."""
    if anchor == caret:
        one = _nearest(document, sheet, caret, text)
        return one, one
    ahead = caret > anchor
    return _outward(document, sheet, anchor, not ahead), _outward(document, sheet, caret, ahead)


def _nearest(document: QTextDocument, sheet: Sheet, position: int, text: Text) -> At:
    """Inside a mark the caret goes on the way it came, else to the nearer edge."""
    block = document.findBlock(position)
    para = min(block.blockNumber(), len(sheet.shown) - 1)
    shown, inner = sheet.shown[para], position - block.position()
    cut = shown.inside(inner)
    if cut is not None and text.caret.para == para and text.caret.cell in (cut, cut + 1):
        return At(para, cut + 1 if text.caret.cell == cut else cut)
    return At(para, shown.cell(inner))


def _outward(document: QTextDocument, sheet: Sheet, position: int, ahead: bool) -> At:
    block = document.findBlock(position)
    para = min(block.blockNumber(), len(sheet.shown) - 1)
    shown, inner = sheet.shown[para], position - block.position()
    cut = shown.inside(inner)
    if cut is None:
        return At(para, shown.cell(inner))
    return At(para, cut + 1 if ahead else cut)


def spans_of(document: QTextDocument, sheet: Sheet, key: str) -> list[tuple[int, int]]:
    """Where a mark is shown, as first and last place of the document."""
    out = []
    for para, shown in enumerate(sheet.shown):
        for span in shown.spans:
            if span.mark is not None and span.mark.key == key:
                start = document.findBlockByNumber(para).position()
                out.append((start + span.first, start + span.last))
    return out


def _boxes(view: QTextEdit, sheet: Sheet) -> Iterator[tuple[Mark, QRect, int]]:
    """Marks in sight with their boxes in the viewport and the place behind them."""
    for block, shown, corner in ink.visible(view, sheet):
        for span in shown.spans:
            if span.mark is not None:
                for box in ink.pieces_of(block, span):
                    yield span.mark, box.translated(corner).toAlignedRect(), block.position() + span.last


def mark_at(view: QTextEdit, sheet: Sheet, point: QPoint) -> Mark | None:
    """The mark under a point of the viewport."""
    return next((found for found, box, _ in _boxes(view, sheet) if box.contains(point)), None)


def box_of(view: QTextEdit, sheet: Sheet, key: str, caret: int) -> QRect:
    """The box of a mark: the one next to the caret, else the first in sight, else the caret's."""
    found = [(abs(last - caret), at, box) for at, (one, box, last) in enumerate(_boxes(view, sheet)) if one.key == key]
    return min(found, key=lambda one: one[:2])[2] if found else view.cursorRect()


def selected_words(cursor: QTextCursor) -> str:
    """What is selected as other programs read it."""
    return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
