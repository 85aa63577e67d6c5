"""A block pasted into 成批登记: what its columns mean, which of its rows are records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.exchange.headings import Column, bare, fold
from desktop_app.exchange.layout import DITTO
from desktop_app.exchange.lexicon import dictionary
from desktop_app.exchange.mapping import SheetMap
from desktop_app.exchange.recognise import Recognised, recognise
from desktop_app.exchange.workbooks import Sheet
from desktop_app.registers.spec import Register
from desktop_app.rules.unreadable import tight
from desktop_app.views.custody.burst_columns import Col

MOST_ROWS, MOST_COLUMNS, LONGEST = 2_000, 60, 2_000
"""What one paste may hold: rows, columns that mean anything, characters in a cell."""
_DEEPEST = 4
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
    wide = min(max((len(row) for row in table), default=0), MOST_COLUMNS)
    rows = [tuple(_cell(row[at]) if at < len(row) else "" for at in range(wide)) for row in table]
    known = _headed(rows, register)
    if known is None:
        in_order = tuple(at if at < len(columns) else None for at in range(wide))
        return Block(("",) * wide, in_order, tuple(_ran_on(rows, in_order, columns)), False)
    heads = {column.index: column for column in known.columns}
    meant = _once([_place(columns, beside, known, heads.get(at)) for at in range(wide)])
    body = [row for row in rows[known.first_row :] if _holds(row, heads, meant)]
    told = tuple(heads[at].text if at in heads else "" for at in range(wide))
    return Block(told, meant, tuple(_ran_on(body, meant, columns)), True)


def _cell(text: str) -> str:
    """A cell as text: a formula is the text it is, the mark of text before it gone; nothing endless."""
    return text.strip().removeprefix("'")[:LONGEST]


def _headed(rows: Sequence[Sequence[str]], register: Register) -> Recognised | None:
    sheet = Sheet("", [[cell or None for cell in row] for row in rows[: _DEEPEST * 4]])
    found = recognise(sheet, "", SheetMap(register), dictionary()) if rows else None
    if not isinstance(found, Recognised) or found.head > _DEEPEST:
        return None
    return found if len(found.meant) >= min(2, max(map(len, rows))) else None


def _holds(row: Sequence[str], heads: dict[int, Column], meant: Sequence[int | None]) -> bool:
    """Whether a row is a record's: not a group's title, a sum, or the head printed again."""
    full = [at for at, cell in enumerate(row) if cell]
    told = [at for at in full if meant[at] is not None]
    again = sum(at in heads and tight(row[at]) == tight(heads[at].text) for at in full)
    total = any(tight(row[at]).startswith(_TOTALS) for at in full[:2])
    return len(told) > 1 and again < max(2, len(full) / 2) and not total


def _place(columns: Sequence[Col], beside: Sequence[Col], known: Recognised, column: Column | None) -> int | None:
    """The place a column means: of the grid's own columns, a point of the checklist, a column of the case."""
    if column is None:
        return None
    across, item = known.across.get(column.index), known.meant.get(column.index)
    words = {tight(col.word): at for at, col in enumerate(columns) if col.word}
    if across is not None or tight(column.text) in words:
        return words.get(tight(across.told if across is not None else column.text))
    own = (at for at, col in enumerate(columns) if item is not None and not col.word and col.name == item.name)
    others = (len(columns) + at for at, col in enumerate(beside) if _is_called(col, column.text))
    return next(own, None) if item is not None else next(others, None)


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
        told.append(
            tuple(
                above[at] if (cell and tight(cell) in DITTO) or (at in runs_on and not cell) else cell
                for at, cell in enumerate(row)
            )
        )
    return told
