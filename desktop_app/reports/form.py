"""Set a form (表格式文书) for paper: labels, boxes over several columns and rows, room for pens. Lengths are points."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop_app.reports.blocks import Box, Form
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.ink import MM
from desktop_app.reports.pieces import Piece, SetText, set_text
from desktop_app.reports.ruled import PAD_X, RuledBox, flat_row, row_piece
from desktop_app.reports.styles import Align, Style

INNER = 2.0
"""More white at the sides of a form's boxes than a ledger can spare."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A box and the grid columns and rows it covers."""

    row: int
    column: int
    box: Box

    @property
    def last_row(self) -> int:
        return self.row + self.box.rows - 1


def form_pieces(form: Form, width: float, height: float, fonts: FontCase) -> Iterator[Piece]:
    """The rows of the form; rows joined by a tall box stay on one page, a lone tall row is parted between lines."""
    starts = _starts(form, width)
    places = list(_places(form))
    for first, last in _bands(form, places):
        band = [place for place in places if first <= place.row <= last]
        boxes = [(place, _ruled(place, starts, form, fonts)) for place in band]
        if first == last:
            yield from flat_row([box for _, box in boxes], form.rows[first].min_mm * MM, height)
        else:
            yield _joined(form, first, last, boxes)


def _starts(form: Form, width: float) -> list[float]:
    whole = sum(form.widths)
    return [width * sum(form.widths[:i]) / whole for i in range(len(form.widths) + 1)]


def _places(form: Form) -> Iterator[_Place]:
    taken: set[tuple[int, int]] = set()
    for row, form_row in enumerate(form.rows):
        column = 0
        for box in form_row.boxes:
            while (row, column) in taken:
                column += 1
            yield _Place(row, column, box)
            taken |= {(row + r, column + c) for r in range(box.rows) for c in range(box.columns)}


def _bands(form: Form, places: list[_Place]) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(form.rows):
        last = first
        while (reach := max(p.last_row for p in places if first <= p.row <= last)) > last:
            last = reach
        yield first, last
        first = last + 1


def _ruled(place: _Place, starts: list[float], form: Form, fonts: FontCase) -> RuledBox:
    box = place.box
    x = starts[place.column]
    width = starts[place.column + box.columns] - x
    style = form.label_style if box.label else form.style
    foot = _inset(box.sign, width, form.style, Align.RIGHT, fonts) if box.sign else None
    return RuledBox(x, 0.0, width, 0.0, _box_text(box, width, style, fonts), foot)


def _box_text(box: Box, width: float, style: Style, fonts: FontCase) -> SetText:
    if box.upright:
        return set_text("\n".join(box.text), width - 2 * PAD_X, style, Align.CENTRE, fonts)
    return _inset(box.text, width, style, Align.CENTRE if box.label else box.align, fonts)


def _inset(text: str, width: float, style: Style, align: Align, fonts: FontCase) -> SetText:
    inner = 0.0 if align is Align.CENTRE else INNER
    made = set_text(text, width - 2 * PAD_X - 2 * inner, style, align, fonts, company=True, running=True)
    lines = tuple(replace(line, indent=line.indent + inner) for line in made.lines)
    return replace(made, lines=lines, width=made.width + inner)


def _joined(form: Form, first: int, last: int, boxes: list[tuple[_Place, RuledBox]]) -> Piece:
    heights = [form.rows[row].min_mm * MM for row in range(first, last + 1)]
    for place, box in sorted(boxes, key=lambda pair: pair[0].box.rows):
        covered = slice(place.row - first, place.last_row - first + 1)
        lack = box.least - sum(heights[covered])
        if lack > 0:
            heights[place.last_row - first] += lack
    tops = [sum(heights[:i]) for i in range(len(heights) + 1)]
    set_boxes = []
    for place, box in boxes:
        top = tops[place.row - first]
        set_boxes.append(replace(box, y=top, height=tops[place.last_row - first + 1] - top))
    return row_piece(set_boxes, tops[-1])
