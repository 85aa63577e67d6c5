"""Paragraphs and sections moved up and down (换段): a heading takes along what stands under it."""

from dataclasses import replace

from desktop_app.views.bulletin.paras import At, Text


def section(text: Text, at: int) -> range:
    """A heading with what stands under it; a paragraph that is none, alone."""
    level = text.paras[at].level
    last = at + 1
    if level < 9:
        while last < text.lines.stop and text.paras[last].level > level:
            last += 1
    return range(at, last)


def moved(text: Text, by: int) -> Text:
    """The paragraphs of the selection one place up (-1) or down (1) among their like."""
    first, last = text.start.para, text.end.para
    if first not in text.lines or last not in text.lines:
        return text
    stop = max(section(text, at).stop for at in range(first, last + 1))
    level = min(text.paras[at].level for at in range(first, stop))
    return _lifted(text, first, stop, level) if by < 0 else _lowered(text, first, stop, level)


def _lifted(text: Text, first: int, stop: int, level: int) -> Text:
    if first == text.lines.start:
        return text
    target = first - 1
    if level < 9:
        heads = [at for at in range(text.lines.start, first) if text.paras[at].level <= level]
        target = heads[-1] if heads else text.lines.start
    return _swapped(text, target, first, stop, target - first)


def _lowered(text: Text, first: int, stop: int, level: int) -> Text:
    if stop >= text.lines.stop:
        return text
    end = stop + 1
    if level < 9 and text.paras[stop].level == level:
        end = section(text, stop).stop
    elif level < 9:
        while end < text.lines.stop and text.paras[end].level == 9:
            end += 1
    return _swapped(text, first, stop, end, end - stop)


def _swapped(text: Text, first: int, middle: int, last: int, shift: int) -> Text:
    """The paragraphs [first, middle) and [middle, last) change places; the caret goes with its paragraph."""
    paras = text.paras
    new = (*paras[:first], *paras[middle:last], *paras[first:middle], *paras[last:])
    caret = At(text.caret.para + shift, text.caret.cell)
    return replace(text, paras=new, caret=caret, anchor=At(text.anchor.para + shift, text.anchor.cell))
