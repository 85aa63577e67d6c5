"""What of a paper goes on one sheet of a workbook (表页): a ledger, its title and line, the forms over and under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.reports.blocks import (
    AnnexHead,
    Block,
    Box,
    Cell,
    Document,
    Form,
    GroupRow,
    Heading,
    Landscape,
    Ledger,
    PageBreak,
    Together,
    UnitLine,
)


@dataclass(frozen=True)
class Part:
    """A ledger with the title over it, the line that names unit and day, and its forms; ``turned`` on a page across."""

    title: str
    line: str
    ledger: Ledger
    above: tuple[Form, ...] = ()
    below: tuple[Form, ...] = ()
    turned: bool = False


@dataclass(frozen=True)
class Place:
    """A box of a form and the cells it covers, counted from the form's first."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    label: bool


def parts_of(document: Document) -> Iterator[Part]:
    """The ledgers of a paper in order. A form goes with the ledger under it, on its page; else with the one over it."""
    title, line, part = document.title, "", None
    above: tuple[Form, ...] = ()
    for block, turned in _opened(document.blocks):
        match block:
            case Heading(text=text, level=0) | AnnexHead(title=text):
                title = _one_line(text)
            case UnitLine():
                line = "　".join(filter(None, (block.left, block.right)))
            case Form():
                above += (block,)
            case Ledger():
                yield from [part] if part else []
                part, above = Part(title, line, block, above, (), turned), ()
        if part and above and (isinstance(block, PageBreak) or _begins(block)):
            part, above = replace(part, below=above), ()
    if part:
        yield replace(part, below=part.below + above)


def _begins(block: Block) -> bool:
    return isinstance(block, AnnexHead) or (isinstance(block, Heading) and block.level == 0)


def _one_line(text: str) -> str:
    return "".join(text.splitlines())


def _opened(blocks: Sequence[Block], turned: bool = False) -> Iterator[tuple[Block, bool]]:
    """The blocks one by one, each with whether it lies across."""
    for block in blocks:
        if isinstance(block, Together | Landscape):
            yield from _opened(block.blocks, turned or isinstance(block, Landscape))
        else:
            yield block, turned


def places_of(form: Form, across: int) -> Iterator[Place]:
    """Where the boxes of a form stand; a row's last one reaches to column ``across``, the end of the ledger."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(form.rows):
        at = 0
        for box in row.boxes:
            while (number, at) in taken:
                at += 1
            end = at + box.columns
            columns = max(box.columns, across - at) if end >= len(form.widths) else box.columns
            taken |= {(number + down, at + right) for down in range(1, box.rows) for right in range(box.columns)}
            yield Place(number, at, box.rows, columns, _said(box), box.label)
            at = end


def _said(box: Box) -> str:
    return "\n".join(filter(None, (box.text.replace("\n", "") if box.label else box.text, box.sign)))


def texts_across(ledger: Ledger, at: int) -> Iterator[str]:
    """What stands in one column, the total too; cells over several columns are left out."""
    for row in (*ledger.rows, *((ledger.total,) if ledger.total else ())):
        place = 0
        for item in () if isinstance(row, GroupRow) else row:
            cell = item if isinstance(item, Cell) else Cell(item)
            if place == at and cell.span == 1:
                yield cell.text
            place += cell.span
