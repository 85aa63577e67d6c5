"""The text being written, as plain data (文稿): paragraphs of characters and marks, and where the caret stands in it.

Nothing here knows Qt. A mark is one cell, however many characters it shows, so no step of an edit can divide it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from desktop_app.rules.manuscript import LEVELS, Mark, clean, mark, marks, pieces
from desktop_app.rules.said_numbers import Numbers, grid_texts, numbers
from desktop_app.rules.vocabulary import LineKind

Cell = str | Mark
"""One character, or one mark."""
Cells = tuple[Cell, ...]


class Place(Enum):
    """What part of the paper a paragraph is."""

    TITLE = "标题"
    ADDRESSEE = "主送机关"
    LINE = "正文"
    CLOSING = "落款、日期"
    IMPRINT = "版记"


@lru_cache(maxsize=512)
def cells(text: str) -> Cells:
    """A text with marks as cells."""
    out: list[Cell] = []
    for piece in pieces(text):
        out.extend(piece if isinstance(piece, str) else (piece,))
    return tuple(out)


def text_of(some: Sequence[Cell]) -> str:
    """Cells as a text with marks."""
    return "".join(cell if isinstance(cell, str) else mark(cell.letter, cell.name) for cell in some)


@dataclass(frozen=True)
class Para:
    """A paragraph: ``origin`` names the row it came from (None for one that is new); closing words are ``shown`` only.

    ``phantom`` is the empty paragraph shown when a bulletin has none; while it stays empty it is no row.
    """

    place: Place
    text: str = ""
    kind: LineKind = LineKind.TEXT
    grid: Mapping[str, Any] = field(default_factory=dict)
    origin: int | None = None
    phantom: bool = False

    @property
    def cells(self) -> Cells:
        return cells(self.text)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return self.text, *grid_texts(self.grid)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of the marks it says, in its words or in its table."""
        return frozenset(one.key for text in self._texts for one in marks(text))

    @cached_property
    def numbers(self) -> Numbers:
        """How many numbers stand in it."""
        return numbers(self._texts)

    @property
    def is_line(self) -> bool:
        return self.place is Place.LINE

    @property
    def is_table(self) -> bool:
        return self.is_line and self.kind is LineKind.TABLE

    @property
    def is_typed(self) -> bool:
        """Whether letters can be typed into it."""
        return self.place in (Place.TITLE, Place.ADDRESSEE) or (self.is_line and not self.is_table)

    @property
    def size(self) -> int:
        """How many places a caret steps over: a table is one."""
        if self.is_table:
            return 1
        return len(self.cells) if self.is_typed else 0

    @property
    def level(self) -> int:
        """0 for an annex head, 1 to 4 for headings, 9 for anything else."""
        if not self.is_line or self.kind not in (*LEVELS, LineKind.ANNEX):
            return 9
        return 0 if self.kind is LineKind.ANNEX else LEVELS.index(self.kind) + 1

    def holding(self, some: Sequence[Cell]) -> "Para":
        """The same paragraph with other words; an addressee holds no marks."""
        kept = [cell for cell in some if isinstance(cell, str)] if self.place is Place.ADDRESSEE else some
        text = text_of(kept)
        return self if text == self.text else replace(self, text=text, phantom=self.phantom and not text)


class At(NamedTuple):
    """A place for the caret: paragraph, cell."""

    para: int
    cell: int


START = At(0, 0)


@dataclass(frozen=True)
class Text:
    """The whole text with its selection from ``anchor`` to ``caret``."""

    paras: tuple[Para, ...]
    caret: At = START
    anchor: At = START

    @property
    def start(self) -> At:
        return min(self.caret, self.anchor)

    @property
    def end(self) -> At:
        return max(self.caret, self.anchor)

    @property
    def is_selected(self) -> bool:
        return self.caret != self.anchor

    @property
    def now(self) -> Para:
        """The paragraph the caret stands in."""
        return self.paras[self.caret.para]

    def at(self, para: int, cell: int = 0) -> "Text":
        """The same text with the caret elsewhere, inside it."""
        para = min(max(para, 0), len(self.paras) - 1)
        spot = At(para, min(max(cell, 0), self.paras[para].size))
        return replace(self, caret=spot, anchor=spot)

    def with_paras(self, first: int, last: int, new: Sequence[Para]) -> "Text":
        """Paragraphs ``first`` to before ``last`` replaced; the caret is left for the caller to place."""
        return replace(self, paras=(*self.paras[:first], *new, *self.paras[last:]))

    @property
    def lines(self) -> range:
        """Indices of the paragraphs of the body."""
        found = [at for at, para in enumerate(self.paras) if para.is_line]
        return range(found[0], found[-1] + 1) if found else range(2, 2)


def plain(text: str) -> str:
    """What was typed or pasted, without anything a text cannot hold."""
    from desktop_app.rules.unreadable import plain_lines

    return clean(plain_lines(text))
