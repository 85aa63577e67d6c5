"""What keys do to the text (编辑动作): each deed takes a text and gives a new one, or the same if nothing happens."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop_app.rules.manuscript import LEVELS
from desktop_app.rules.vocabulary import LineKind
from desktop_app.views.bulletin.paras import At, Cell, Para, Place, Text, cells, plain

KINDS = (LineKind.TEXT, *LEVELS, LineKind.ANNEX)
"""Kinds a typed paragraph can have, in the order of their keys Alt+0 to Alt+5."""


def removed(text: Text) -> Text:
    """The selection taken out. Paragraphs of the body flow together; parts of the paper never do."""
    if not text.is_selected:
        return text
    start, end = text.start, text.end
    first, last = text.paras[start.para], text.paras[end.para]
    if start.para == end.para:
        if first.is_table:
            return _without(text, start.para, start.para + 1)
        return _set(text, start.para, (*first.cells[: start.cell], *first.cells[end.cell :]), start.cell)
    return _across(text, first, last)


def _across(text: Text, first: Para, last: Para) -> Text:
    start, end = text.start, text.end
    head = first.holding(first.cells[: start.cell]) if first.is_typed else first
    tail = last.holding(last.cells[end.cell :]) if last.is_typed else last
    between = [para for para in text.paras[start.para + 1 : end.para] if not para.is_line]
    between = [para.holding(()) if para.is_typed else para for para in between]
    kept: list[Para]
    if _flow(first, last):
        kept = [head.holding((*head.cells, *tail.cells))]
    else:
        front = [] if first.is_table and start.cell == 0 else [head]
        back = [] if last.is_table and end.cell == 1 else [tail]
        kept = [*front, *between, *back]
    made = text.with_paras(start.para, end.para + 1, kept)
    return _peopled(made).at(start.para, start.cell)


def _flow(one: Para, other: Para) -> bool:
    return one.is_line and other.is_line and one.is_typed and other.is_typed


def _without(text: Text, first: int, last: int) -> Text:
    """Whole paragraphs taken out; the caret goes to the end of the one before."""
    made = _peopled(text.with_paras(first, last, ()))
    if first < len(made.paras) and made.paras[first].is_line:
        return made.at(first, 0)
    return made.at(first - 1, made.paras[max(first - 1, 0)].size)


def _peopled(text: Text) -> Text:
    """A body always has a paragraph to type in."""
    if text.lines:
        return text
    at = next((at for at, para in enumerate(text.paras) if para.place in (Place.CLOSING, Place.IMPRINT)), None)
    at = len(text.paras) if at is None else at
    return text.with_paras(at, at, [Para(Place.LINE, phantom=True)])


def _set(text: Text, at: int, some: Sequence[Cell], caret: int) -> Text:
    para = text.paras[at].holding(some)
    return text.with_paras(at, at + 1, [para]).at(at, caret)


def typed(text: Text, some: Sequence[Cell]) -> Text:
    """Cells typed over the selection. On a table they begin a paragraph after it; closing words take none."""
    text = removed(text)
    now = text.now
    if not some or not (now.is_typed or now.is_table):
        return text
    if now.is_table:
        at = text.caret.para + 1
        made = text.with_paras(at, at, [Para(Place.LINE)])
        return typed(made.at(at), some)
    held = now.holding((*now.cells[: text.caret.cell], *some, *now.cells[text.caret.cell :]))
    gained = held.size - now.size
    made = text.with_paras(text.caret.para, text.caret.para + 1, [held])
    return made.at(text.caret.para, text.caret.cell + gained)


def erased(text: Text, back: bool) -> Text:
    """Backspace or Delete: the selection, one cell, or the border between two paragraphs."""
    if text.is_selected:
        return removed(text)
    at, now = text.caret, text.now
    if back and at.cell > 0:
        return removed(replace(text, anchor=At(at.para, at.cell - 1)))
    if not back and at.cell < now.size:
        return removed(replace(text, anchor=At(at.para, at.cell + 1)))
    return _joined(text, at.para - 1 if back else at.para)


def _joined(text: Text, upper: int) -> Text:
    """A paragraph joined to the one below it; where they cannot flow together the caret only crosses the border."""
    back = upper < text.caret.para
    if upper < 0 or upper + 1 >= len(text.paras):
        return text
    one, other = text.paras[upper], text.paras[upper + 1]
    if _flow(one, other):
        joint = one.size
        kept = other if not one.size and one.level == 9 else one
        held = kept.holding((*one.cells, *other.cells))
        return text.with_paras(upper, upper + 2, [held]).at(upper, joint)
    if one.is_line and not one.size and not one.is_table and len(text.lines) > 1:
        return text.with_paras(upper, upper + 1, ()).at(upper, 0)
    if other.is_line and not other.size and not other.is_table and len(text.lines) > 1:
        return text.with_paras(upper + 1, upper + 2, ()).at(upper, one.size)
    return text.at(upper, one.size) if back else text.at(upper + 1, 0)


def split(text: Text) -> Text:
    """Enter: a new paragraph, text after a heading of the first level, else of the same kind."""
    text = removed(text)
    at, now = text.caret, text.now
    if now.place is Place.TITLE:
        return text.at(at.para + 1, text.paras[at.para + 1].size)
    if now.place is Place.ADDRESSEE:
        return text.at(at.para + 1, 0)
    if not now.is_typed:
        return text
    if at.cell == 0 and now.size:
        fresh = Para(Place.LINE, kind=now.kind if now.level in (2, 3, 4) else LineKind.TEXT)
        return text.with_paras(at.para, at.para, [fresh]).at(at.para + 1, 0)
    follows = LineKind.TEXT if now.kind in (LineKind.FIRST, LineKind.ANNEX) else now.kind
    head = now.holding(now.cells[: at.cell])
    tail = Para(Place.LINE, kind=follows).holding(now.cells[at.cell :])
    head = replace(head, phantom=False)
    return text.with_paras(at.para, at.para + 1, [head, tail]).at(at.para + 1, 0)


def pasted(text: Text, some: Sequence[Para]) -> Text:
    """Paragraphs laid in: the first flows into the one at the caret, the last takes what stood behind it."""
    text = removed(text)
    if not some or not (text.now.is_typed or text.now.is_table):
        return text
    if len(some) == 1 and not some[0].is_table:
        return typed(text, some[0].cells)
    if not text.now.is_line:
        flat: list[Cell] = [cell for para in some if not para.is_table for cell in para.cells]
        return typed(text, flat)
    return _laid(text, some)


def _laid(text: Text, some: Sequence[Para]) -> Text:
    at, now = text.caret, text.now
    head, tail = now.cells[: at.cell], now.cells[at.cell :]
    new = [replace(para, place=Place.LINE, origin=None, phantom=False) for para in some]
    if now.is_table:
        before, after = ([now], []) if at.cell else ([], [now])
    else:
        before, after = [], []
        if new[0].is_table:
            before = [now.holding(head)] if head else []
        else:
            kind = now.kind if head else new[0].kind
            new[0] = replace(now.holding((*head, *new[0].cells)), kind=kind, phantom=False)
        if tail and new[-1].is_table:
            after = [Para(Place.LINE).holding(tail)]
    ends = new[-1].size
    if tail and not after and not now.is_table:
        new[-1] = new[-1].holding((*new[-1].cells, *tail))
    made = text.with_paras(at.para, at.para + 1, [*before, *new, *after])
    return made.at(at.para + len(before) + len(new) - 1, ends)


def foreign(words: str) -> list[Para]:
    """Text from elsewhere as paragraphs: plain, each line one, without its indent; empty lines are dropped."""
    lines = [line.replace("\t", " ").strip(" \u3000\xa0") for line in plain(words).split("\n")]
    found = [Para(Place.LINE, line) for line in lines if line]
    if len(lines) == 1 and words:
        return [Para(Place.LINE, plain(words).replace("\t", " "))]
    return found


def levelled(text: Text, kind: LineKind) -> Text:
    """The selected paragraphs of the body made headings of a level, or text."""
    chosen = range(text.start.para, text.end.para + 1)
    new = [
        replace(para, kind=kind, phantom=False) if at in chosen and para.is_line and para.is_typed else para
        for at, para in enumerate(text.paras)
    ]
    return text if tuple(new) == text.paras else replace(text, paras=tuple(new))


def with_table(text: Text, grid: Mapping[str, Any]) -> Text:
    """A table after the paragraph of the caret."""
    at = text.caret.para + 1 if text.now.is_line else text.lines.start
    if text.now.phantom:
        text, at = text.with_paras(at - 1, at, ()), at - 1
    return text.with_paras(at, at, [Para(Place.LINE, kind=LineKind.TABLE, grid=grid)]).at(at)


def with_grid(text: Text, at: int, grid: Mapping[str, Any]) -> Text:
    """A table with other cells."""
    para = text.paras[at]
    if not para.is_table or para.grid == grid:
        return text
    return text.with_paras(at, at + 1, [replace(para, grid=grid)])


def quoted_text(text: Text) -> list[Para]:
    """The selection as paragraphs."""
    start, end = text.start, text.end
    out = []
    for at in range(start.para, end.para + 1):
        para = text.paras[at]
        if para.is_table:
            if start < At(at, 1) and end > At(at, 0):
                out.append(para)
        elif para.is_typed:
            first = start.cell if at == start.para else 0
            last = end.cell if at == end.para else para.size
            out.append(para.holding(para.cells[first:last]))
    return out


__all__ = [
    "KINDS",
    "cells",
    "erased",
    "foreign",
    "levelled",
    "pasted",
    "quoted_text",
    "removed",
    "split",
    "typed",
    "with_grid",
    "with_table",
]
