"""The numbers of a bulletin's text (数字来源): how many open their records, how many were typed by hand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.rules.manuscript import marks, typed_numbers


@dataclass(frozen=True, slots=True)
class Numbers:
    """``traced`` numbers open their records, ``typed`` ones were written by hand (手工数字)."""

    traced: int = 0
    typed: int = 0

    @property
    def whole(self) -> int:
        return self.traced + self.typed

    @property
    def said(self) -> str:
        return f"{self.traced} / {self.whole}"


def paragraph_texts(row: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a row of ``BulletinLine``: its words, or the caption, heads and cells of its table."""
    yield str(row.get("text") or "")
    yield from grid_texts(row.get("grid") or {})


def grid_texts(grid: Mapping[str, Any]) -> Iterator[str]:
    """The caption, the heads and the cells of a table, row by row."""
    yield str(grid.get("caption") or "")
    yield from (str(head) for head in grid.get("columns") or ())
    for row in grid.get("rows") or ():
        yield from (str(cell) for cell in row)


def bulletin_texts(title: str, addressee: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Everything of a bulletin a number may stand in."""
    yield from (title, addressee)
    for row in rows:
        yield from paragraph_texts(row)


def numbers(texts: Iterable[str]) -> Numbers:
    """How many numbers stand in these texts."""
    traced = typed = 0
    for text in texts:
        traced += sum(mark.letter == "n" for mark in marks(text))
        typed += len(typed_numbers(text))
    return Numbers(traced, typed)
