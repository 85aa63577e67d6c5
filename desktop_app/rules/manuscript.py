"""The text of a bulletin (文稿): paragraphs in which figures and people stand as marks, apart from how they are said.

A mark is U+FFF9, a letter and what it names, U+FFFB: ``n3`` is the traced figure with key n3, ``p12`` the officer 12.
No keyboard types these two characters, so that text from people never becomes a mark.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from desktop_app.rules.vocabulary import LineKind

OPEN, CLOSE = "\ufff9", "\ufffb"
_MARK = re.compile(f"{OPEN}([np])([0-9]{{1,9}}){CLOSE}")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Controls, zero-width characters, marks of writing direction: a name may hide behind them, a page cannot show them."""
_HAN = "零一二三四五六七八九十"
LEVELS = (LineKind.FIRST, LineKind.SECOND, LineKind.THIRD, LineKind.FOURTH)
"""Headings in order: 一、 （一） 1. （1） (GB/T 9704-2012 7.3.3)."""
_MEASURES = "件|起|份|项|条|人次|人|名|次|个|天|日内|元|分|%|％|宗|本|处|页|家|户|期|批"
_TYPED = re.compile(rf"(?<![〔\d.年月第])(\d+(?:\.\d+)?)(?={_MEASURES})")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text where a figure (``n``) or an officer (``p``) is said."""

    letter: str
    name: int

    @property
    def key(self) -> str:
        return f"{self.letter}{self.name}"


def mark(letter: str, name: int) -> str:
    """A mark as it stands in a text."""
    return f"{OPEN}{letter}{name}{CLOSE}"


def figure(key: str) -> str:
    """The mark of a figure by its key."""
    return f"{OPEN}{key}{CLOSE}"


def pieces(text: str) -> Iterator[str | Mark]:
    """A text as plain stretches and marks, in order; a stray sign of a mark is left out."""
    at = 0
    for found in _MARK.finditer(text):
        if plain := clean(text[at : found.start()]):
            yield plain
        yield Mark(found[1], int(found[2]))
        at = found.end()
    if plain := clean(text[at:]):
        yield plain


def clean(text: str) -> str:
    """Text from people without the two signs that make a mark, nor others that are not seen on paper."""
    return _UNSEEN.sub("", text)


def marks(text: str) -> tuple[Mark, ...]:
    """The marks of a text in order."""
    return tuple(piece for piece in pieces(text) if isinstance(piece, Mark))


def spoken(text: str, said: Callable[[Mark], str]) -> str:
    """The text with every mark said in words."""
    return "".join(piece if isinstance(piece, str) else said(piece) for piece in pieces(text))


def typed_numbers(text: str) -> tuple[str, ...]:
    """Numbers with a measure word typed by hand (手工数字); dates and document numbers are none."""
    return tuple(found for piece in pieces(text) if isinstance(piece, str) for found in _TYPED.findall(piece))


def typed_spans(text: str) -> list[tuple[int, int]]:
    """Where numbers with a measure word stand in a stretch without marks, as first and last place."""
    return [found.span(1) for found in _TYPED.finditer(text)]


def numbering(kinds: Iterable[LineKind]) -> Iterator[str]:
    """The number before each paragraph: 一、 （一） 1. （1） for headings, nothing for the rest; annexes start anew."""
    counts = [0] * len(LEVELS)
    for kind in kinds:
        if kind not in LEVELS:
            if kind is LineKind.ANNEX:
                counts = [0] * len(LEVELS)
            yield ""
            continue
        level = LEVELS.index(kind)
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(LEVELS) - level - 1)
        yield _number(level, counts[level])


def _number(level: int, count: int) -> str:
    return (f"{han(count)}、", f"（{han(count)}）", f"{count}.", f"（{count}）")[level]


def han(count: int) -> str:
    """A count from 1 to 99 in Chinese: 十二."""
    tens, ones = divmod(count, 10)
    if not tens:
        return _HAN[ones]
    return f"{'' if tens == 1 else _HAN[tens]}十{_HAN[ones] if ones else ''}"


def kept(old: Sequence[tuple[int, str]], new: Sequence[str]) -> list[int | None]:
    """Which row each new paragraph keeps (段落的沿革): old as (id, text); None for one that is new.

    Unchanged paragraphs keep their own row; changed ones keep those that stood in the same place.
    """
    out: list[int | None] = [None] * len(new)
    match = SequenceMatcher(None, [text for _, text in old], list(new), autojunk=False)
    for tag, old_first, old_last, new_first, new_last in match.get_opcodes():
        if tag in ("equal", "replace"):
            for at, source in zip(range(new_first, new_last), range(old_first, old_last), strict=False):
                out[at] = old[source][0]
    return out
