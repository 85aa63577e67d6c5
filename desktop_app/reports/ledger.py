"""Set a ledger (台账) for paper: heads of one or two levels, rows cut for pages.

Cells are broken once and remembered, because ledgers repeat their words. All lengths are points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_app.reports.blocks import Cell, GroupRow, Ledger, Row
from desktop_app.reports.columns import column_widths, halves
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.ink import MM
from desktop_app.reports.pieces import Piece, SetText, nothing, set_text
from desktop_app.reports.ruled import PAD_X, RuledBox, flat_row, row_piece
from desktop_app.reports.styles import Align, Style

LEAD = 140.0
"""Points a title, its unit line and a group row may take above the first row."""
TALLEST_MOVED = 0.25
"""Part of a page a row may be tall that goes overleaf so that the last row does not stand there alone."""
UNDER_TITLE = 2
"""Rows that may share a page with the title: a group row and the one it names."""


class LedgerSetter:
    """Turns one ledger into pieces for pages ``height`` points tall."""

    def __init__(self, ledger: Ledger, width: float, height: float, fonts: FontCase) -> None:
        self.ledger = ledger
        self.rows = tuple(ledger.rows)
        self._fonts = fonts
        self._width, self._height = width, height
        self._widths = column_widths(ledger, self.rows, width, fonts)
        self._starts = [sum(self._widths[:i]) for i in range(len(self._widths) + 1)]
        self._seen: dict[tuple[str, float, Style, Align], SetText] = {}
        self._head = self._head_piece()

    def pieces(self) -> Iterator[Piece]:
        """The rows in order; each knows the head to be repeated over it. The last keeps the total and note with it."""
        total, note = self.ledger.total, self.ledger.note
        yield from _last_kept(self._body(), total is not None or bool(note))
        if total is not None:
            yield from _last_kept(self._row_pieces(total, len(self.rows) + 1, strong=True), bool(note))
        if note:
            yield from self._note()

    def _body(self) -> Iterator[Piece]:
        """The rows; the last but one goes overleaf with the last, unless the total does or it is too tall to move."""
        second_last = -1 if self.ledger.total is not None else len(self.rows) - 2
        for number, row in enumerate(self.rows):
            if number != second_last:
                yield from self._row_pieces(row, number)
                continue
            made = list(self._row_pieces(row, number))
            yield from _last_kept(iter(made), made[-1].height <= self._height * TALLEST_MOVED)
        if not self.rows:
            yield from self._across(self.ledger.empty, Align.CENTRE, self.ledger.style, first=True)

    def _row_pieces(self, row: Row, place: int, strong: bool = False) -> Iterator[Piece]:
        first = place == 0
        if isinstance(row, GroupRow):
            yield from self._across(row.text, Align.LEFT, self.ledger.head_style, first, keep=True)
            return
        boxes = list(self._boxes(row, strong))
        yield from self._under_head(flat_row(boxes, self._least, self._most(place), self._head), first)

    def _under_head(self, made: list[Piece], first: bool) -> Iterator[Piece]:
        """The first row of the ledger brings its head along wherever it stands."""
        if first:
            yield Piece(self._head.height, self._head.draw, keep=True)
        yield from made

    @property
    def _least(self) -> float:
        return self.ledger.min_row_mm * MM

    def _most(self, place: int) -> float:
        """A taller row is parted: what a page holds beside the head, a group row and, over the first rows, a title."""
        over = LEAD if place < UNDER_TITLE else 2 * self._least
        return max(self._height / 2, self._height - self._head.height - over)

    def _boxes(self, row: Sequence[str | Cell], strong: bool) -> Iterator[RuledBox]:
        at = 0
        for item in row:
            cell = item if isinstance(item, Cell) else Cell(item)
            x, width = self._starts[at], self._starts[at + cell.span] - self._starts[at]
            style = self.ledger.head_style if strong or cell.strong else self.ledger.style
            align = cell.align or self.ledger.columns[at].align
            said = replace(self._text(cell.text, width, style, align), struck=cell.struck, colour=cell.colour)
            yield RuledBox(x, 0.0, width, 0.0, said, hatched=cell.hatched)
            at += cell.span

    def _text(self, text: str, width: float, style: Style, align: Align) -> SetText:
        key = (text, width, style, align)
        if key not in self._seen:
            self._seen[key] = set_text(text, width - 2 * PAD_X, style, align, self._fonts, company=True, running=True)
        return self._seen[key]

    def _across(
        self, text: str, align: Align, style: Style, first: bool = False, keep: bool = False
    ) -> Iterator[Piece]:
        box = RuledBox(0.0, 0.0, self._width, 0.0, self._text(text, self._width, style, align))
        made = flat_row([box], self._least, self._most(0), self._head)
        kept = [Piece(piece.height, piece.draw, piece.head, keep=keep) for piece in made]
        yield from self._under_head(kept, first)

    def _note(self) -> Iterator[Piece]:
        note = set_text(self.ledger.note, self._width, self.ledger.note_style, Align.LEFT, self._fonts, company=True)
        yield Piece(4.0, nothing, blank=True, keep=True)
        for i in range(len(note.lines)):
            yield Piece(note.style.leading, note.part(i, i + 1).draw)

    def _head_piece(self) -> Piece:
        columns = self.ledger.columns
        grouped = any(column.group for column in columns)
        lower = [self._label(column.label, i, i + 1) for i, column in enumerate(columns)]
        groups = list(self._groups())
        upper = [self._label(columns[start].group, start, end) for start, end in groups]
        line = self.ledger.head_style.leading + 6.0
        top = max([line, *(box.least for box in upper)]) if grouped else 0.0
        inner = [lower[i].least for start, end in groups for i in range(start, end)]
        outer = [box.least for i, box in enumerate(lower) if not columns[i].group]
        low = max([line, *inner, *(need - top for need in outer)])
        low = max(low, self._least) if not grouped else low
        boxes = [_placed(box, top, low, bool(columns[i].group)) for i, box in enumerate(lower)]
        boxes += [RuledBox(box.x, 0.0, box.width, top, box.text) for box in upper]
        return row_piece(boxes, top + low, keep=True)

    def _groups(self) -> Iterator[tuple[int, int]]:
        columns, start = self.ledger.columns, 0
        for i in range(1, len(columns) + 1):
            if i == len(columns) or columns[i].group != columns[start].group:
                if columns[start].group:
                    yield start, i
                start = i

    def _label(self, text: str, start: int, end: int) -> RuledBox:
        x, width = self._starts[start], self._starts[end] - self._starts[start]
        style = self.ledger.head_style
        return RuledBox(x, 0.0, width, 0.0, _balanced(text, width - 2 * PAD_X, style, self._fonts))


def _last_kept(pieces: Iterator[Piece], keep: bool) -> Iterator[Piece]:
    """The pieces; with ``keep`` the last of them is not parted from what follows."""
    held = next(pieces, None)
    for piece in pieces:
        if held:
            yield held
        held = piece
    if held:
        yield replace(held, keep=held.keep or keep)


def _placed(box: RuledBox, top: float, low: float, under_group: bool) -> RuledBox:
    y, height = (top, low) if under_group else (0.0, top + low)
    return RuledBox(box.x, y, box.width, height, box.text)


def _balanced(text: str, width: float, style: Style, fonts: FontCase) -> SetText:
    """A head centred, on two lines of nearly equal length if it needs more than one."""
    made = set_text(text, width, style, Align.CENTRE, fonts, company=True)
    two = "\n".join(halves(text))
    if len(made.lines) != 2 or "\n" in text:
        return made
    even = set_text(two, width, style, Align.CENTRE, fonts)
    return even if len(even.lines) == 2 else made
