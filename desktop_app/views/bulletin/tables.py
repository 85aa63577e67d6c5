"""A table of the text laid as rows between tabs (表格): widths of its columns, words cut where a column ends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.rules.manuscript import Mark, pieces, typed_numbers

Measure = Callable[[str], int]
Piece = tuple[str, str, Mark | None]
"""Style, words, mark."""
MOST_ROWS = 12
"""Rows shown in the text; F2 shows them all."""
_PAD = 18
_LEAST = 40


@dataclass(frozen=True)
class Laid:
    """A table ready to be shown: pieces in order, the right edges of its columns, its lines.

    ``caption`` says whether the first line is the caption. Counts are those of the whole table.
    """

    pieces: tuple[Piece, ...]
    stops: tuple[int, ...]
    lines: int
    caption: bool
    count: int
    by_hand: int


def rows_of(grid: Mapping[str, Any]) -> list[list[str]]:
    """Heads and rows as texts with marks, all of one length."""
    rows = [list(grid.get("columns") or ()), *(list(row) for row in grid.get("rows") or ())]
    wide = max(map(len, rows), default=0)
    return [[str(cell) for cell in row] + [""] * (wide - len(row)) for row in rows]


def laid(grid: Mapping[str, Any], said: Callable[[Mark], str], measure: Measure, width: int) -> Laid:
    """The table as it fits into ``width`` pixels."""
    rows = rows_of(grid)
    caption = str(grid.get("caption") or "")
    shown = rows[: MOST_ROWS + 1]
    tabs = [[_split(cell, said) for cell in row] for row in shown]
    stops = _stops([[sum(measure(words) for _, words, _ in cell) for cell in row] for row in tabs], width)
    lines = [list(_line(row, stops, measure, head=at == 0)) for at, row in enumerate(tabs)]
    if caption:
        lines.insert(0, [("head", words, one) for _, words, one in _split(caption, said)])
    lines.append([("quiet", _foot(grid, len(rows) - 1), None)])
    joined: list[Piece] = []
    for at, line in enumerate(lines):
        joined += [("break", "\u2028", None)] if at else []
        joined += line
    every = [caption, *(cell for row in rows for cell in row)]
    return Laid(tuple(joined), stops, len(lines), bool(caption), *_counts(every, said))


def _counts(every: Sequence[str], said: Callable[[Mark], str]) -> tuple[int, int]:
    split = [piece for text in every for piece in pieces(text)]
    count = sum(len("".join((said(one) if isinstance(one, Mark) else one).split())) for one in split)
    return count, sum(len(typed_numbers(text)) for text in every)


def _split(text: str, said: Callable[[Mark], str]) -> list[Piece]:
    out: list[Piece] = []
    for one in pieces(text):
        if isinstance(one, Mark):
            out.append(("figure" if one.letter == "n" else "person", said(one), one))
        else:
            out.append(("plain", one.replace("\t", " ").replace("\n", " "), None))
    return out


def _stops(wide: Sequence[Sequence[int]], width: int) -> tuple[int, ...]:
    """Right edges: columns as wide as their words, made narrower alike where they do not fit."""
    needs = [max(column) + _PAD for column in zip(*wide, strict=True)]
    room = max(width, _LEAST * len(needs))
    whole = sum(needs)
    if whole > room:
        even = room // max(len(needs), 1)
        spare = sum(max(even - need, 0) for need in needs)
        over = sum(max(need - even, 0) for need in needs)
        needs = [need if need <= even else even + (need - even) * spare // max(over, 1) for need in needs]
    elif needs:
        needs = [need + (room - whole) // len(needs) for need in needs]
    edges, at = [], 0
    for need in needs:
        at += need
        edges.append(at)
    return tuple(edges)


def _line(row: Sequence[list[Piece]], stops: Sequence[int], measure: Measure, *, head: bool) -> Iterator[Piece]:
    left = 0
    for at, cell in enumerate(row):
        if at:
            yield ("plain", "\t", None)
        yield from _cut(cell, stops[at] - left - _PAD * 3 // 4, measure, head=head)
        left = stops[at]


def _cut(cell: list[Piece], room: int, measure: Measure, *, head: bool) -> Iterator[Piece]:
    """The words of a cell as far as they fit."""
    for style, words, one in cell:
        style = "head" if head and style == "plain" else style
        if measure(words) <= room:
            yield (style, words, one)
            room -= measure(words)
            continue
        kept = words
        while kept and measure(kept + "…") > room:
            kept = kept[:-1]
        yield (style, f"{kept}…", one)
        return


def _foot(grid: Mapping[str, Any], rows: int) -> str:
    said = f"表格 · {rows} 行" if rows <= MOST_ROWS else f"表格 · 只列前 {MOST_ROWS} 行，共 {rows} 行"
    return f"{said} · 横排页 · F2 改" if grid.get("landscape") else f"{said} · F2 改"
