"""The text put into the document: only paragraphs that changed are written, each in the look of its kind."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QApplication

from desktop_app.views.bulletin.said import Shown
from desktop_app.views.theme import colour, px

TEXT_PX, LINE_PX, TABLE_PX, TABLE_LINE_PX = 15, 27, 13, 24
_INDENTED = ("text",)
_STRONG = ("title", "first", "annex")
_ABOVE = {"first": 4, "annex": 12, "table": 6, "closing": 14, "imprint": 4}
_SIZES = {"title": 17, "table": TABLE_PX, "closing": 13, "imprint": 13}
_QUIET = ("addressee", "closing", "imprint")


def size_px(look: str) -> int:
    """Letters of a look, in design pixels."""
    return _SIZES.get(look, TEXT_PX)


def face(look: str, *, strong: bool = False) -> QFont:
    """The screen face of a look."""
    made = QFont(QApplication.font())
    made.setPixelSize(px(size_px(look)))
    made.setBold(strong or look in _STRONG)
    return made


def block_format(shown: Shown) -> QTextBlockFormat:
    """Indent, line height and white of a paragraph."""
    made = QTextBlockFormat()
    fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
    high = TABLE_LINE_PX if shown.look == "table" else LINE_PX
    made.setLineHeight(px(high), fixed)
    made.setTopMargin(px(_ABOVE.get(shown.look, 0)))
    if shown.look in _INDENTED:
        made.setTextIndent(2 * px(TEXT_PX))
    if shown.look in ("closing", "imprint"):
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
    if shown.table is not None:
        made.setBottomMargin(px(6))
        made.setLeftMargin(px(6))
        made.setNonBreakableLines(True)
        left = QTextOption.TabType.LeftTab
        made.setTabPositions([QTextOption.Tab(stop, left) for stop in shown.table.stops])
    return made


def char_format(look: str, style: str) -> QTextCharFormat:
    """Face and ink of a stretch."""
    made = QTextCharFormat()
    made.setFont(face(look, strong=style == "head"))
    quiet = style == "quiet" or look in _QUIET
    ink = {"figure": "blue7", "person": "blue8"}.get(style, "ink3" if quiet else "ink")
    made.setForeground(colour(ink))
    if style == "person":
        made.setBackground(colour("blue0"))
    return made


class Sheet:
    """A document that shows paragraphs, one block each; ``written`` counts the blocks it wrote."""

    def __init__(self, document: QTextDocument) -> None:
        self.document = document
        self.shown: list[Shown] = []
        self.written = 0
        self._formats: dict[tuple[str, str], QTextCharFormat] = {}

    def show(self, new: Sequence[Shown]) -> None:
        """Write what differs."""
        old = self.shown
        head = _alike(old, new)
        tail = _alike(old[head:][::-1], new[head:][::-1])
        first, last = head, len(old) - tail
        stop = len(new) - tail
        self.shown = list(new)
        if first == last and first == stop:
            return
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        both = min(last, stop) - first
        for at in range(first, first + both):
            self._write(cursor, at)
        if stop > first + both:
            self._add(cursor, first + both, stop, fresh=not old)
        elif last > first + both:
            self._drop(cursor, first + both, last)
        cursor.endEditBlock()

    def _add(self, cursor: QTextCursor, first: int, stop: int, *, fresh: bool) -> None:
        for at in range(first, stop):
            if at == 0:
                if not fresh:
                    cursor.setPosition(0)
                    cursor.insertBlock()
            else:
                block = self.document.findBlockByNumber(at - 1)
                cursor.setPosition(block.position() + block.length() - 1)
                cursor.insertBlock()
            self._write(cursor, at)

    def _drop(self, cursor: QTextCursor, first: int, last: int) -> None:
        before = self.document.findBlockByNumber(first - 1)
        cursor.setPosition(before.position() + before.length() - 1)
        end = self.document.findBlockByNumber(last - 1)
        cursor.setPosition(end.position() + end.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _write(self, cursor: QTextCursor, at: int) -> None:
        """One block anew."""
        shown = self.shown[at]
        block = self.document.findBlockByNumber(at)
        cursor.setPosition(block.position())
        cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockFormat(block_format(shown))
        cursor.setBlockCharFormat(self._format(shown.look, "plain"))
        for run in shown.runs:
            cursor.insertText(run.text, self._format(shown.look, run.style))
        self.written += 1

    def _format(self, look: str, style: str) -> QTextCharFormat:
        if (look, style) not in self._formats:
            self._formats[look, style] = char_format(look, style)
        return self._formats[look, style]


def _alike(one: Sequence[Shown], other: Sequence[Shown]) -> int:
    """How many paragraphs from the first on are the same."""
    count = 0
    for mine, its in zip(one, other, strict=False):
        if mine is not its and mine != its:
            break
        count += 1
    return count
