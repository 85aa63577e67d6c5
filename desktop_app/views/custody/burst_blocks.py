"""A block pasted into 成批登记: what its columns mean, which of its rows are records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.exchange.cells import LONGEST_TEXT
from desktop_app.exchange.headings import Column, bare, fold
from desktop_app.exchange.layout import DITTO
from desktop_app.exchange.lexicon import dictionary
from desktop_app.exchange.mapping import SheetMap
from desktop_app.exchange.recognise import Recognised, recognise
from desktop_app.exchange.workbooks import Sheet
from desktop_app.registers.spec import Register
from desktop_app.rules.unreadable import tight
from desktop_app.views.custody.burst_columns import Col

MOST_ROWS, MOST_COLUMNS = 2_000, 60
"""What one paste may hold: rows, columns that mean anything."""
_LONGEST_MARK = 4
"""Characters of the longest cell that may be a ditto mark."""
_DEEPEST, _LEAST, _LONGEST_HEAD = 4, 2, 60
_TOTALS = ("合计", "总计", "小计", "共计")


@dataclass(frozen=True)
class Block:
    """A block as understood: over each column what heads it and the place it means (None: not taken); its rows.

    Places count through the grid's own columns and then through those ``beside`` it (of the case).
    """

    heads: tuple[str, ...]
    meant: tuple[int | None, ...]
    rows: tuple[tuple[str, ...], ...]
    by_heading: bool
    beyond: int = 0
    """Filled columns behind the last one looked at."""

    def meaning(self, column: int, place: int | None) -> "Block":
        """One column taken otherwise; whichever had the place before loses it."""
        told = [None if place is not None and one == place else one for one in self.meant]
        told[column] = place
        return replace(self, meant=tuple(told))

    @property
    def unused(self) -> list[str]:
        """Heads of columns that hold something and are not taken."""
        return [
            head or f"第 {at + 1} 列"
            for at, (head, place) in enumerate(zip(self.heads, self.meant, strict=True))
            if place is None and fold(head) not in _ORDINALS and any(row[at] for row in self.rows)
        ]


_ORDINALS = frozenset({"序号", "序", "行号", "no", "no."})


def understood(
    table: Sequence[Sequence[str]], register: Register, columns: Sequence[Col], beside: Sequence[Col] = ()
) -> Block:
    """What a block means: by its headings where it has some, else in the order of the grid's columns."""
    whole = max((len(row) for row in table), default=0)
    wide = min(whole, MOST_COLUMNS)
    beyond = sum(any(at < len(row) and row[at].strip() for row in table) for at in range(wide, whole))
    rows = [tuple(_cell(row[at]) if at < len(row) else "" for at in range(wide)) for row in table]
    head = _recognised(rows, register, columns, beside) or _named(rows, columns, beside)
    if head is None:
        in_order = tuple(at if at < len(columns) else None for at in range(wide))
        return Block(("",) * wide, in_order, tuple(_ran_on(rows, in_order, columns)), False, beyond)
    texts = tuple(head.texts.get(at, "") for at in range(wide))
    meant = _once([head.meant.get(at) for at in range(wide)])
    body = [row for row in rows[head.first_row :] if _holds(row, texts, meant)]
    return Block(texts, meant, tuple(_ran_on(body, meant, columns)), True, beyond)


@dataclass(frozen=True)
class _Head:
    """The head of a block: its texts and the places they mean by column, the row below it."""

    texts: dict[int, str]
    meant: dict[int, int | None]
    first_row: int


def _cell(text: str) -> str:
    """A cell as text: a formula is the text it is, the mark of text before it gone; no more than Excel holds."""
    return text.strip().removeprefix("'")[:LONGEST_TEXT]


def _recognised(
    rows: Sequence[Sequence[str]], register: Register, columns: Sequence[Col], beside: Sequence[Col]
) -> _Head | None:
    """A head as ledgers have it, in one row or two."""
    sheet = Sheet("", [[cell or None for cell in row] for row in rows[: _DEEPEST * 4]])
    found = recognise(sheet, "", SheetMap(register), dictionary()) if rows else None
    if not isinstance(found, Recognised) or found.head > _DEEPEST:
        return None
    if len(found.meant) < min(2, max(map(len, rows))):
        return None
    texts = {column.index: column.text for column in found.columns}
    meant = {column.index: _place(columns, beside, found, column) for column in found.columns}
    return _Head(texts, meant, found.first_row)


def _named(rows: Sequence[Sequence[str]], columns: Sequence[Col], beside: Sequence[Col]) -> _Head | None:
    """A row near the top whose cells are nearly all names of columns, whichever those are."""
    for at, row in enumerate(rows[:_DEEPEST]):
        texts = {place: cell for place, cell in enumerate(row) if cell}
        meant = {place: _called(columns, beside, cell) for place, cell in texts.items()}
        known = sum(place is not None for place in meant.values())
        if known >= _LEAST and known * 2 > len(texts):
            return _Head(texts, meant, at + 1)
    return None


def _called(columns: Sequence[Col], beside: Sequence[Col], head: str) -> int | None:
    """The place of the column of this name; a point of the checklist goes before what shares its word."""
    every = [*columns, *beside]
    words = (at for at, col in enumerate(columns) if col.word and tight(col.word) == tight(head))
    return next(words, next((at for at, col in enumerate(every) if not col.word and _is_called(col, head)), None))


def _holds(row: Sequence[str], heads: Sequence[str], meant: Sequence[int | None]) -> bool:
    """Whether a row is a record's: not a group's title, a sum, or the head printed again."""
    full = [at for at, cell in enumerate(row) if cell]
    told = [at for at in full if meant[at] is not None]
    again = sum(len(row[at]) <= _LONGEST_HEAD and tight(row[at]) == tight(heads[at]) for at in full)
    total = any(tight(row[at][:_LONGEST_HEAD]).startswith(_TOTALS) for at in full[:2])
    alone = len([at for at, place in enumerate(meant) if place is not None]) == 1
    return len(told) > (0 if alone else 1) and again < max(2, len(full) / 2) and not total


def _place(columns: Sequence[Col], beside: Sequence[Col], known: Recognised, column: Column) -> int | None:
    """The place a column means: of the grid's own columns, a point of the checklist, a column of the case."""
    across, item = known.across.get(column.index), known.meant.get(column.index)
    words = {tight(col.word): at for at, col in enumerate(columns) if col.word}
    if across is not None or tight(column.text) in words:
        return words.get(tight(across.told if across is not None else column.text))
    if item is None:
        return _beside(columns, beside, column.text)
    own = (at for at, col in enumerate(columns) if not col.word and col.name == item.name)
    return next(own, None)


def _beside(columns: Sequence[Col], beside: Sequence[Col], head: str) -> int | None:
    place = _called((), beside, head)
    return None if place is None else len(columns) + place


def _is_called(col: Col, head: str) -> bool:
    item = col.item
    names = {fold(name) for name in (col.label, item.label, *item.aliases)}
    return bool({fold(head), bare(fold(head))} & (names | set(map(bare, names))))


def _once(meant: Sequence[int | None]) -> tuple[int | None, ...]:
    """A place is filled from one column only, the first."""
    told: list[int | None] = []
    for place in meant:
        told.append(None if place in told else place)
    return tuple(told)


def _ran_on(
    rows: Sequence[tuple[str, ...]], meant: Sequence[int | None], columns: Sequence[Col]
) -> list[tuple[str, ...]]:
    """Ditto marks and the blanks of a merged first column say what stands above them."""
    runs_on = {
        at
        for at, place in enumerate(meant)
        if place is not None and place < len(columns) and getattr(columns[place].item, "runs_on", False)
    }
    told: list[tuple[str, ...]] = []
    for row in rows:
        above = told[-1] if told else ("",) * len(row)
        told.append(tuple(above[at] if _as_above(cell, at in runs_on) else cell for at, cell in enumerate(row)))
    return told


def _as_above(cell: str, runs_on: bool) -> bool:
    return len(cell) <= _LONGEST_MARK and tight(cell) in DITTO if cell else runs_on
