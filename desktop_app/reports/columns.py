"""How wide the columns of a ledger (栏宽) are: no number or name broken, and the rows as low as may be.

All lengths are points.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations
from math import ceil

from desktop_app.reports.blocks import Cell, GroupRow, Ledger, Row
from desktop_app.reports.fonts import Face, FontCase
from desktop_app.reports.ink import MM
from desktop_app.reports.linebreak import clusters
from desktop_app.reports.phrases import LONGEST
from desktop_app.reports.ruled import PAD_X

SAMPLE = 400
"""Rows looked at to find the widths of the columns."""
TRIED = 80
"""Rows whose height is tried out for the widths."""
ROWS_UNDER_HEAD = 10
"""Rows a page holds about: a head of two lines costs one line for so many."""
ODD = 1.3
"""How much wider than nearly all others of its column a word may be to be kept whole."""
EASE = 1.0
"""Points kept beyond the widest word so that rounding never breaks it."""
LOOSEST = 1.35
"""How much wider than its contents a column may grow while another one flows."""
_NAME_ENDS = re.compile(r"(?<=、)|(?=（)")
"""Where a list of names parts: 公诉科、|监察科 and 张伟|（公诉科）."""


@dataclass(frozen=True, slots=True)
class _Want:
    """What a column asks for: no word broken, and nothing broken at all."""

    least: float
    ideal: float


def column_widths(ledger: Ledger, rows: Sequence[Row], width: float, fonts: FontCase) -> tuple[float, ...]:
    """Widths that add up to ``width``: fixed ones first, then weights, then what the contents need."""
    columns = ledger.columns
    fixed = [column.mm * MM for column in columns]
    left = width - sum(fixed)
    weights = [column.weight for column in columns]
    if any(weights) and all(mm or weight for mm, weight in zip(fixed, weights, strict=True)):
        return tuple(mm or left * weight / sum(weights) for mm, weight in zip(fixed, weights, strict=True))
    wants = [_want(ledger, i, rows, fonts) for i in range(len(columns))]
    free = [i for i in range(len(columns)) if not fixed[i]]
    shares = _share([wants[i] for i in free], [weights[i] for i in free], left)
    for i, share in zip(free, shares, strict=True):
        fixed[i] = share
    if sum(wants[i].ideal for i in free) <= left:
        return tuple(fixed)
    least = [wants[i].least if i in free else fixed[i] for i in range(len(columns))]
    return _lowest(fixed, least, _Lines(ledger, rows, fonts))


def crowded(ledger: Ledger, rows: Sequence[Row], width: float, fonts: FontCase) -> bool:
    """Whether cells must break because ``width`` is less than the columns would like."""
    return sum(_want(ledger, i, rows, fonts).ideal for i in range(len(ledger.columns))) > width


def tight_width(ledger: Ledger, rows: Sequence[Row], fonts: FontCase) -> float:
    """What the columns need so that no word and no number breaks; heads may stand on two lines."""
    return sum(column.mm * MM or _want(ledger, i, rows, fonts).least for i, column in enumerate(ledger.columns))


class _Lines:
    """How many lines the cells of some rows take, column by column, for widths to be tried."""

    def __init__(self, ledger: Ledger, rows: Sequence[Row], fonts: FontCase) -> None:
        face, size = fonts.face(ledger.style.font), ledger.style.size
        head = ledger.head_style
        self._heads = [fonts.face(head.font).width(column.label, head.size) for column in ledger.columns]
        whole = [row for row in rows if not isinstance(row, GroupRow) and len(row) == len(ledger.columns)]
        self._ragged = size / 2
        self._texts = [
            [[face.width(line, size) for line in cell.splitlines()] for cell in _column_texts(_few(whole, TRIED), i)]
            for i in range(len(ledger.columns))
        ]
        self._seen: dict[tuple[int, float, bool], list[float]] = {}

    def _count(self, index: int, width: float, whole: bool) -> list[float]:
        key = (index, round(width, 1), whole)
        if key not in self._seen:
            room = width - 2 * PAD_X
            self._seen[key] = [sum(self._broken(line, room, whole) for line in cell) for cell in self._texts[index]]
        return self._seen[key]

    def _broken(self, line: float, room: float, whole: bool) -> float:
        if line <= room:
            return 1
        share = line / max(room - self._ragged, 1.0)
        return ceil(share) if whole else share

    def height(self, widths: Sequence[float], whole: bool = True) -> float:
        """Lines of the tallest cells of all rows, ``whole`` or in parts; a little for every other line."""
        counts = [self._count(i, width, whole) for i, width in enumerate(widths)]
        rows: float = sum(map(max, zip(*counts, strict=True)))
        broken = any(head > width - 2 * PAD_X for head, width in zip(self._heads, widths, strict=True))
        return rows + 0.02 * sum(map(sum, counts)) + broken * max(1.0, len(counts[0]) / ROWS_UNDER_HEAD)


def _few(rows: Sequence[Row], most: int) -> list[Row]:
    """At most about ``most`` rows, evenly taken, with the last."""
    return [*rows[:: len(rows) // most + 1], *rows[-1:]]


def _lowest(widths: list[float], least: Sequence[float], lines: _Lines) -> tuple[float, ...]:
    """Room given from column to column as long as the rows grow lower by it: first roughly, then to whole lines."""
    for whole, step in ((False, 24.0), (False, 6.0), (True, 12.0), (True, 6.0), (True, 3.0)):
        best = lines.height(widths, whole)
        while True:
            moves = [
                _moved(widths, giver, taker, step)
                for giver, taker in permutations(range(len(widths)), 2)
                if widths[giver] - step >= least[giver]
            ]
            height, moved = min(((lines.height(move, whole), move) for move in moves), default=(best, widths))
            if height >= best - 1e-6:
                break
            best, widths = height, moved
    return tuple(widths)


def _moved(widths: Sequence[float], giver: int, taker: int, step: float) -> list[float]:
    out = list(widths)
    out[giver] -= step
    out[taker] += step
    return out


def _want(ledger: Ledger, index: int, rows: Sequence[Row], fonts: FontCase) -> _Want:
    face, size = fonts.face(ledger.style.font), ledger.style.size
    head = fonts.face(ledger.head_style.font)
    label = ledger.columns[index].label
    texts = _column_texts(_few(rows, SAMPLE), index)
    if ledger.total is not None:
        texts += _column_texts([ledger.total], index)
    room = 2 * PAD_X + EASE
    words = [_widest_word(text, face, size) for text in texts]
    heads = max((head.width(word, ledger.head_style.size) for word in halves(label)), default=0.0)
    lines = [face.width(line, size) for text in texts for line in text.splitlines()]
    least = max([heads, *_common(words)], default=0.0)
    whole = max((head.width(line, ledger.head_style.size) for line in label.splitlines()), default=0.0)
    return _Want(min(least, 12 * size) + room, max([whole, *lines], default=0.0) + room)


def _common(words: Sequence[float]) -> list[float]:
    """The widths without those of the few words far wider than all others, which may break."""
    ordered = sorted(words)
    usual = ordered[len(ordered) * 19 // 20] if ordered else 0.0
    return [word for word in ordered if word <= usual * ODD]


def halves(label: str) -> tuple[str, ...]:
    """A long head may stand on two lines, parted nearest its middle where a line may end; given newlines are kept."""
    if "\n" in label:
        return tuple(label.splitlines())
    middle = (len(label) + 1) // 2
    ends = list(accumulate(map(len, clusters(label))))[:-1]
    if len(label) <= 3 or not ends:
        return (label,)
    at = min(ends, key=lambda end: (abs(end - middle), -end))
    return label[:at], label[at:]


def _column_texts(rows: Sequence[Row], index: int) -> list[str]:
    out = []
    for row in rows:
        if isinstance(row, GroupRow):
            continue
        at = 0
        for cell in row:
            span = cell.span if isinstance(cell, Cell) else 1
            if at == index and span == 1:
                out.append(cell.text if isinstance(cell, Cell) else cell)
            at += span
    return out


def _widest_word(text: str, face: Face, size: float) -> float:
    """Width below which a word or number would break; short names of people and departments are kept whole."""
    parts = [part for line in text.splitlines() for part in _NAME_ENDS.split(line)]
    names = all(len(part) <= LONGEST for part in parts)
    words = parts if names else [word.strip() for line in text.splitlines() for word in clusters(line, LONGEST)]
    return max((face.width(word, size) for word in words), default=0.0)


def _share(wants: Sequence[_Want], weights: Sequence[float], width: float) -> list[float]:
    """Short columns get all they ask for; the long ones share the rest by the root of what they still ask."""
    least = [want.least for want in wants]
    spare = width - sum(least)
    if spare <= 0:
        return [part * width / sum(least) for part in least]
    gaps = [max(0.0, want.ideal - want.least) for want in wants]
    if sum(gaps) <= spare:
        return _loosened([part + gap for part, gap in zip(least, gaps, strict=True)], weights, width)
    return [part + more for part, more in zip(least, _poured(gaps, weights, spare), strict=True)]


def _loosened(ideal: list[float], weights: Sequence[float], width: float) -> list[float]:
    """More room than all columns ask: each grows a little, those that flow (``weights``) take the rest."""
    factor = width / sum(ideal)
    if not any(weights):
        return [part * factor for part in ideal]
    out = [part * min(factor, LOOSEST) for part in ideal]
    rest = width - sum(out)
    return [part + rest * weight / sum(weights) for part, weight in zip(out, weights, strict=True)]


def _poured(gaps: list[float], weights: Sequence[float], spare: float) -> list[float]:
    """``spare`` poured into ``gaps``: the small ones first to the brim, the rest by square roots and weights."""
    out = list(gaps)
    thirsty = sorted(range(len(gaps)), key=gaps.__getitem__)
    while thirsty and gaps[thirsty[0]] <= spare / len(thirsty):
        spare -= gaps[thirsty.pop(0)]
    pulls = {i: gaps[i] ** 0.5 * (1 + weights[i] / 3) for i in thirsty}
    while brim := [i for i in pulls if spare * pulls[i] / sum(pulls.values()) > gaps[i]]:
        spare -= sum(gaps[i] for i in brim)
        pulls = {i: pull for i, pull in pulls.items() if i not in brim}
    for i, pull in pulls.items():
        out[i] = spare * pull / sum(pulls.values())
    return out
