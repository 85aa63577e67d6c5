"""Names in cells to records (认人、认部门): namesakes, several names where one is asked, records brought along."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from desktop_app.exchange.cells import cut, shown
from desktop_app.exchange.gathering import Taken
from desktop_app.exchange.layout import title_readings
from desktop_app.exchange.links import Links, listed
from desktop_app.exchange.recognise import Recognised
from desktop_app.exchange.workbooks import Cell
from desktop_app.registers.spec import Field, Parts
from desktop_app.rules.names import split_names
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, tight

Adopt = Callable[[str, str], int]
"""Creates the record of a kind that a cell names; answers its id. Raises Unreadable for what can be no name."""

_NEEDS_ADOPTING = ("unknown_department", "unknown_record")


@dataclass
class LinkReader:
    """Finds what the cells of one recognised sheet name. ``among`` are the people a companion list names, asked where
    a name alone tells nobody for certain.
    """

    found: Recognised
    links: Links
    adopt: Adopt
    among: Callable[[], Collection[int]] = field(default=tuple, kw_only=True)

    def _link(self, taken: Taken, item: Field, text: str, near: int | None) -> int | None:
        if not split_names(text):
            return None
        text = self._with_unit(item, text)
        if item.context is not None:
            near = taken.values.get(item.context.key) or near
        try:
            return self.links.find(item.link_kind, text, near)
        except Unreadable as unread:
            first = self._beside(item, text, near, unread) or self._of_the_day(taken, item, text, unread)
            first = first or self._first_of_many(taken, item, text, near)
            if first is None and item.adopt and unread.code in _NEEDS_ADOPTING:
                return self._adopted(taken, item, text)
            if first is None:
                raise
            return first

    def _beside(self, item: Field, text: str, near: int | None, unread: Unreadable) -> int | None:
        """The namesake a companion list means."""
        if unread.code != "ambiguous_person" or item.name != self.found.register.subject.key:
            return None
        try:
            return self.links.find(item.link_kind, text, near, self.among())
        except Unreadable:
            return None

    def _of_the_day(self, taken: Taken, item: Field, text: str, unread: Unreadable) -> int | None:
        """Of several records of one name the only one whose value agrees with the row's (案件的扣押日期)."""
        if unread.code != "ambiguous_record" or item.same is None:
            return None
        here, there = item.same
        value = taken.values.get(here.key)
        rows = [row for row in self.links.called(item.link_kind, text) if value is not None and row[there.key] == value]
        return int(rows[0]["id"]) if len(rows) == 1 else None

    def _with_unit(self, item: Field, text: str) -> str:
        """A bare number as its heading means it: 1 under 月份 is 1月, under 期次 第1期."""
        column = self.found.column_of(item)
        number = tight(text)
        if (
            column is None
            or not (number.isdecimal() and len(number) <= 2)
            or not self.links.readings(item.link_kind, "1月")
        ):
            return text
        return f"第{int(number)}期" if "期" in column.text else f"{int(number)}月" if "月" in column.text else text

    def _first_of_many(self, taken: Taken, item: Field, text: str, near: int | None) -> int | None:
        """A cell with several names where one is asked: the first is linked, the whole text stays as a gap."""
        names = listed(text)
        if len(names) < 2 or item.link_kind not in ("officer", "department"):
            return None
        try:
            found = self.links.find(item.link_kind, names[0], near)
        except Unreadable:
            return None
        several = Unreadable("only_first_taken", f"写了 {len(names)} 个，只取了第一个{names[0]}，其余记到备注或配合栏")
        taken.problems.append(self._unread(item, several, text))
        return found

    def _adopted(self, taken: Taken, item: Field, text: str) -> int:
        name = next(iter(self.links.readings(item.link_kind, text)), list(title_readings(text))[-1])
        made = self.adopt(item.link_kind, name)
        said = f"{item.label}里没有“{text.strip()}”，已随导入新建，核对名称"
        taken.problems.append(Problem(item.name, Fault.CAUTION, "adopted", said))
        return made

    def _unread(self, item: Field | Parts, unread: Unreadable, cell: Cell) -> Problem:
        column = self.found.column_of(item)
        said = f"{column.text if column else item.label}：{unread.said}。原文：{cut(shown(cell).strip())}"
        own = item.code if isinstance(item, Field) and unread.code == "unknown_record" else ""
        return Problem(item.name, Fault.UNREADABLE, own or unread.code, said)
