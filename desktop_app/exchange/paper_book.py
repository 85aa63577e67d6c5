"""A paper as a workbook (纸面转表格): each ledger on a sheet with its title, the form over it and that under it.

Counts are numbers and add up; numbers by which something is called (编号, 电话) are text, and so is all else. A sheet
lies as the page of the paper does.
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from desktop_app.exchange.paper_parts import Part, Place, parts_of, places_of, texts_across
from desktop_app.exchange.xlsx import HEAD_FONT, new_workbook, put_number, put_text, sheet_name, written_number
from desktop_app.reports.blocks import Cell, Column, Document, Form, GroupRow, Ledger
from desktop_app.reports.styles import PageSetup, Paper
from desktop_app.system.errors import Refusal

WIDEST, WIDEST_BOX = 60, 26
"""Columns of the sheet a cell of a ledger, and a box of a form, may ask for."""
POINTS_A_LINE = 15
PAPERS = {Paper.A4: 9, Paper.A3: 8}
"""Papers as workbooks number them (ISO/IEC 29500-1, 18.3.1.63)."""


def paper_workbook(document: Document, path: Path) -> int:
    """Write the ledgers of a paper, one sheet each; answers how many. A paper of drawings alone is refused."""
    parts = list(parts_of(document))
    if not parts:
        raise Refusal(f"{document.title}没有表格可存。存成 .pdf")
    taken: set[str] = set()
    with new_workbook(path, constant_memory=False) as book:
        for part in parts:
            _Sheet(book, sheet_name(part.title, taken), part).fill(document.page, document.footer.watermark)
    return len(parts)


class _Sheet:
    """One ledger on one sheet; columns as wide as their longest cell."""

    def __init__(self, book: Any, name: str, part: Part) -> None:
        self.book, self.part = book, part
        self.page = book.add_worksheet(name)
        self.widths = [_width(column.label) for column in part.ledger.columns]
        self.title = book.add_format({"font_name": HEAD_FONT, "font_size": 16})
        self.head = self._format(font_name=HEAD_FONT, align="center")
        self.note = book.add_format({"valign": "top", "text_wrap": True})
        self._looks: dict[tuple[bool, bool, str], Any] = {}

    def _format(self, **look: object) -> Any:
        return self.book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True, **look})

    def _look(self, strong: bool = False, struck: bool = False, number: str = "@") -> Any:
        """The format of a cell: its hand, a line through it, how its number is shown."""
        key = (strong, struck, number)
        if key not in self._looks:
            hand = {"font_name": HEAD_FONT} if strong else {}
            self._looks[key] = self._format(num_format=number, font_strikeout=struck, **hand)
        return self._looks[key]

    def fill(self, page: PageSetup, mark: str) -> None:
        """``mark`` is the word across the pages: 演练."""
        put_text(self.page, 0, 0, self.part.title, self.title)
        put_text(self.page, 1, 0, f"【{mark}】{self.part.line}" if mark else self.part.line)
        if mark:
            self.page.set_header(f"&R{mark}")
        top = self._forms(2, self.part.above)
        first = self._heads(top)
        under = self._rows(first)
        for place, width in enumerate(self.widths):
            self.page.set_column(place, place, min(width + 2, WIDEST))
        self._note(under)
        self._forms(under + 1 + bool(self.part.ledger.note), self.part.below)
        self._print_set_up(top, first, page)

    def _forms(self, row: int, forms: Sequence[Form]) -> int:
        """Write the boxes of forms from ``row`` on; answers the row under them."""
        for form in forms:
            for place in places_of(form, len(self.widths)):
                self._box(row, place)
            row += len(form.rows)
        return row

    def _box(self, row: int, place: Place) -> None:
        """A box; one that covers more than its own cell is joined."""
        look = self.head if place.label else self._look()
        last_row, last = row + place.row + place.rows - 1, place.column + place.columns - 1
        if last_row > row + place.row or last > place.column:
            self.page.merge_range(row + place.row, place.column, last_row, last, "", look)
        elif place.column < len(self.widths):
            width = min(_width(place.text), WIDEST_BOX)
            self.widths[place.column] = max(self.widths[place.column], width)
        put_text(self.page, row + place.row, place.column, place.text, look)

    def _rows(self, first: int) -> int:
        """Write the body; answers the row under it."""
        ledger, row = self.part.ledger, first
        counts = [_counts(ledger, at) for at in range(len(ledger.columns))]
        body = tuple(ledger.rows)
        for said in body or (GroupRow(ledger.empty),):
            if isinstance(said, GroupRow):
                self._across(row, said.text, self._look(strong=bool(body)))
            else:
                self._row(row, said, counts)
            row += 1
        if ledger.total:
            self._row(row, ledger.total, counts, strong=True)
        return row + bool(ledger.total)

    def _row(self, row: int, said: Sequence[str | Cell], counts: Sequence[bool], strong: bool = False) -> None:
        at = 0
        for item in said:
            cell = item if isinstance(item, Cell) else Cell(item)
            number = written_number(cell.text) if counts[at] and cell.span == 1 else None
            look = self._look(strong or cell.strong, cell.struck, number[1] if number else "@")
            if cell.span > 1:
                self.page.merge_range(row, at, row, at + cell.span - 1, "", look)
            if number:
                put_number(self.page, row, at, number[0], look)
            else:
                put_text(self.page, row, at, cell.text, look)
            if cell.span == 1:
                self.widths[at] = max(self.widths[at], _width(cell.text))
            at += cell.span

    def _across(self, row: int, text: str, look: Any) -> None:
        if len(self.widths) > 1:
            self.page.merge_range(row, 0, row, len(self.widths) - 1, "", look)
        put_text(self.page, row, 0, text, look)

    def _note(self, row: int) -> None:
        """The note over the whole width, as tall as its lines: joined cells do not grow by themselves."""
        if not self.part.ledger.note:
            return
        self._across(row, self.part.ledger.note, self.note)
        room = sum(min(width + 2, WIDEST) for width in self.widths)
        lines = sum(-(-max(_width(line), 1) // room) for line in self.part.ledger.note.split("\n"))
        self.page.set_row(row, POINTS_A_LINE * lines)

    def _heads(self, top: int) -> int:
        """Write one head row, or two where columns stand under groups; answers the first row of the body."""
        columns = self.part.ledger.columns
        grouped = any(column.group for column in columns)
        place = 0
        for group, under in groupby(columns, key=lambda column: column.group):
            members = list(under)
            for at, column in enumerate(members, place):
                self._label(top, at, column, grouped)
            if len(members) > 1 and group:
                self.page.merge_range(top, place, top, place + len(members) - 1, "", self.head)
            if group:
                put_text(self.page, top, place, group, self.head)
            place += len(members)
        return top + 1 + grouped

    def _label(self, top: int, at: int, column: Column, grouped: bool) -> None:
        if grouped and not column.group:
            self.page.merge_range(top, at, top + 1, at, "", self.head)
        put_text(self.page, top + bool(column.group), at, column.label, self.head)

    def _print_set_up(self, top: int, first: int, page: PageSetup) -> None:
        self.page.freeze_panes(first, 0)
        self.page.repeat_rows(top, first - 1)
        if page.landscape is not self.part.turned:
            self.page.set_landscape()
        self.page.set_paper(PAPERS.get(page.paper, PAPERS[Paper.A4]))
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&C第 &P 页，共 &N 页")


CALLED = ("电话", "手机", "联系", "编码", "代码", "账", "密码", "邮编", "身份", "证件", "号")
"""Words in the head of a column whose numbers are names, never counts."""
COUNTED = ("序号", "销号", "账面数", "账上结存")
"""Words with 号 or 账 in them that name no number of a thing."""

UNTOLD = ("", "—", "未记", "待补")
"""What stands in a column of counts where there is none."""


def _counts(ledger: Ledger, at: int) -> bool:
    """Whether a column holds counts: all that stands in it are numbers, and its head does not say they are names."""
    label = "".join((ledger.columns[at].group + ledger.columns[at].label).split())
    for word in COUNTED:
        label = label.replace(word, "")
    if any(word in label for word in CALLED):
        return False
    texts = [text for text in texts_across(ledger, at) if text not in UNTOLD]
    return bool(texts) and all(map(written_number, texts))


def _width(text: str) -> int:
    """Columns a text needs, a Chinese character counting two."""
    return max((sum(2 if ord(ch) > 0x2E7F else 1 for ch in line) for line in text.split("\n")), default=0)
