"""What the statistical tables show: heads, cells with the sentence that names their records."""

from desktop_app.figures.cross import EVERY, Cross, Measure, Weigh
from desktop_app.figures.cross import Cell as Counted
from desktop_app.figures.engine import by_kind
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.reports.saved_table import WHOLE, heads_of, words_of
from desktop_app.views.boards.issue_sheet import Head, Row
from desktop_app.views.boards.kind_table import Cell, Opening

CHARACTER, FIGURE, PAD = 13, 8, 22
NARROWEST, WORDS_AT_LEAST, WORDS_AT_MOST = 52, 112, 280
FEW, ROOMY = 5, 144
"""So few columns do not share the whole width: a number stands near its word."""
QUIET = "·"
SHORT = 3
"""Up to so many characters a head stands on one line."""


def heads(found: Cross) -> tuple[Head, ...]:
    """The column of words, then a column for every word and measure; numbers are never cut."""
    words = words_of(found)
    longest = max(map(_wide, (*found.rows, found.by[0].label)), default=0)
    first = Head(found.by[0].label, width=min(max(longest + PAD, WORDS_AT_LEAST), WORDS_AT_MOST), left=True)
    named = heads_of(found, words)
    per = len(found.measures)
    each = []
    for at, (group, label) in enumerate(named):
        word, one = words[at // per], found.measures[at % per]
        said = [found.cell(row, word, one.label).said for row in (*found.rows, EVERY)]
        head = on_two_lines(label)
        room = max(*map(_wide, head.split("\n")), max(map(len, said)) * FIGURE) + PAD
        total = bool(found.columns) and word == EVERY
        least = max(room, NARROWEST)
        each.append(Head(head, group, max(least, ROOMY) if len(named) <= FEW else 0, least, sum=total))
    return (first, *each)


def _wide(text: str) -> int:
    """Design pixels a text takes, about: a Chinese character as wide as high."""
    return sum(CHARACTER if ord(char) > 0x2E7F else FIGURE for char in text)


def on_two_lines(label: str) -> str:
    """A longer head in two lines of about one length; what is in brackets stays together."""
    if len(label) <= SHORT or label.isascii():
        return label
    middle, bracket = (len(label) + 1) // 2, label.find("（")
    at = bracket if bracket > 0 and abs(bracket - middle) <= SHORT else middle
    return f"{label[:at]}\n{label[at:]}"


def rows(found: Cross) -> tuple[Row, ...]:
    """Every row, the totals last; nothing at all where nothing was counted."""
    if not found.rows:
        return ()
    return tuple(_row(found, word) for word in (*found.rows, EVERY))


def _row(found: Cross, row: str) -> Row:
    total = row == EVERY
    numbers = (_cell(found, row, word, one, total) for word in words_of(found) for one in found.measures)
    whole = _opened(found, found.cell(row, EVERY, found.measures[0].label), (row,))
    first = Cell(row or WHOLE, *_own(whole), strong=total, more=whole[1:], kind=_kind(whole))
    return Row(row, (first, *numbers), total)


def _cell(found: Cross, row: str, column: str, one: Measure, total: bool) -> Cell:  # type: ignore[type-arg]
    cell = found.cell(row, column, one.label)
    nothing = not cell.behind
    text = QUIET if nothing and one.weigh in (Weigh.COUNT, Weigh.SUM) else cell.said
    named = (row, column, *([one.label] if one is not found.base.measures[0] else []))
    opened = _opened(found, cell, named)
    ids, said = _own(opened)
    plain = one.weigh is Weigh.COUNT and not found.base.parts
    told = said if plain or not said else f"{said}（{one.label} {cell.said}）"
    return Cell(
        text,
        ids,
        said,
        told,
        tone="ink3" if nothing else "ink",
        strong=total and not nothing,
        kind=_kind(opened),
        more=opened[1:],
        weight=cell.value,
    )


def _opened(found: Cross, cell: Counted, named: tuple[str, ...]) -> tuple[Opening, ...]:
    """The records of a cell by their kind, each with its sentence: 问题 · 公诉 · 整改中 7 条."""
    words = " · ".join(filter(None, (found.base.label, *named)))
    kinds = by_kind(cell.behind)
    many = len(kinds) > 1
    return tuple(
        (kind, tuple(ids), f"{words} {len(ids)} {BY_KIND[kind].measure}{BY_KIND[kind].title if many else ''}")
        for kind, ids in kinds.items()
    )


def _own(opened: tuple[Opening, ...]) -> tuple[tuple[int, ...], str]:
    return (opened[0][1], opened[0][2]) if opened else ((), "")


def _kind(opened: tuple[Opening, ...]) -> str:
    return opened[0][0] if opened else ""
