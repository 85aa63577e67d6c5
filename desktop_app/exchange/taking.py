"""One ledger row as a draft (读行): values, lists, what its titles tell, and what could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.exchange.cells import (
    LONGEST_QUOTE,
    Setting,
    blank,
    cut,
    read_cell,
    read_deadline,
    read_number,
    shown,
    text_of,
    ticked,
)
from desktop_app.exchange.gathering import Taken as Taken
from desktop_app.exchange.gathering import read_across
from desktop_app.exchange.headings import money_unit
from desktop_app.exchange.judges import kept_in_note
from desktop_app.exchange.layout import LedgerRow, title_readings
from desktop_app.exchange.linking import LinkReader
from desktop_app.exchange.links import listed
from desktop_app.exchange.listing import read_listed
from desktop_app.exchange.paired import parted
from desktop_app.exchange.pairs import begins
from desktop_app.exchange.parting import Dictionaries, entries, entry_row, once
from desktop_app.exchange.shares import add_up
from desktop_app.exchange.workbooks import Cell
from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.rules.dates import read_date
from desktop_app.rules.numbers import read_points
from desktop_app.rules.stretches import begun
from desktop_app.rules.unreadable import Unreadable, quoted, tight
from desktop_app.rules.vocabulary import word
from desktop_app.services.draft import Values, table_defaults

MOST_NAMES = 100
"""Names looked up in one cell."""

LONGEST_LIST = 2_000
"""Characters of a cell that may name records; a longer text names none."""


@dataclass
class RowReader(LinkReader):
    """Reads the rows of one recognised sheet. ``own`` is said of all of them, ``strangers`` head columns nobody is
    found for.
    """

    dictionaries: Dictionaries
    page: str = ""
    own: Mapping[str, Any] = field(default_factory=dict)
    strangers: Mapping[int, str] = field(default_factory=dict)

    def take(self, row: LedgerRow) -> Taken:
        """Everything a row says. Never raises for its contents."""
        taken = Taken(row)
        near = self._near(row) or self._over(row)
        for index, item in self._in_order():
            cell = self._joined(taken, item, row, index)
            if not blank(cell):
                self._read(taken, item, cell, near, index)
        self._shared(taken)
        self._across(taken, near)
        kept_in_note(taken, {**self.strangers, **self.found.noted})
        add_up(taken, self.found)
        self._ticked(taken)
        for item in self._from_groups(taken):
            self._group(taken, item)
        self._settle(taken)
        return taken

    def _shared(self, taken: Taken) -> None:
        """A sum merged over several rows is the first one's; the others' own are left open."""
        for index, top, cell in taken.row.shared:
            item = self.found.meant[index]
            if not blank(cell) and isinstance(item, Field):
                said = f"与第 {top} 行合并成一格，数只记在那一行。补上这一条的"
                taken.problems.append(self._unread(item, Unreadable("merged_sum", said), cell))

    def _near(self, row: LedgerRow) -> int | None:
        """The department that tells namesakes of a row apart: its own column's, else that of what the row names."""
        register = self.found.register
        if self.found.places is not None:
            told = self.links.department(text_of(row.cell(self.found.places)))
            if told is not None or register.near is None:
                return told
        column = self.found.column_of(register.by_name[register.subject.key]) if register.near is not None else None
        if register.near is None or column is None:
            return None
        return register.near(text_of(row.cell(column.index)), self.links.facts)

    def _over(self, row: LedgerRow) -> int | None:
        """The department a group title names, where no column does: 一、公诉科."""
        if any(isinstance(item, Field) and item.link_kind == "department" for item in self.found.meant.values()):
            return None
        titles = (reading for title, _ in row.groups for reading in title_readings(title))
        return next((found for title in titles if (found := self.links.department(title)) is not None), None)

    def _across(self, taken: Taken, near: int | None) -> None:
        """Rows of the record's own, told by the columns of a wide ledger."""

        def read(item: Field, cell: Cell) -> Any:
            if item.shape is Shape.LINK:
                return self._link(taken, item, text_of(cell), None if item.elsewhere else near)
            value = read_cell(item, cell, setting)
            return (self.dictionaries.word(item.words, value) if item.words else None) or value

        def unread(index: int, found: Unreadable, cell: Cell) -> str:
            path = next(column.path for column in self.found.columns if column.index == index)
            return f"{path}：{found.said}。原文：{cut(shown(cell).strip())}"

        setting = Setting(self.found.year, self.found.money)
        read_across(taken, self.found, read, unread)
        read_listed(taken, self.found, lambda group, name: self._part_row(group, name, near or self._place(taken)))

    def _ticked(self, taken: Taken) -> None:
        """The word ticked of each field; two ticked words are no answer."""
        for item in once(self._ticking, lambda field: field.name):
            said = [value for i, (of, value) in self.found.ticks.items() if of is item and ticked(taken.row.cell(i))]
            if len(said) > 1:
                several = Unreadable("ticked_twice", f"{'、'.join(said)}都勾了，只能勾一个")
                taken.problems.append(self._unread(item, several, "、".join(said)))
            elif said:
                taken.values.setdefault(item.name, said[0])

    def _joined(self, taken: Taken, item: Field | Parts, row: LedgerRow, index: int) -> Cell:
        """The cell of a record that stands in several rows: lists go on, of other fields the first value counts."""
        cells = [cell for cell in (row.cell(index), *row.below(index)) if not blank(cell)]
        different = once(cells, lambda cell: tight(shown(cell)))
        if isinstance(item, Parts) and len(different) > 1:
            return "\n".join(text_of(cell) for cell in different)
        if len(different) > 1:
            several = Unreadable("only_first_taken", f"合并的几行写了 {len(different)} 个，只取了第一个，其余记到备注")
            said = "；".join(shown(cell) for cell in different)
            taken.problems.append(self._unread(item, several, said))
        return different[0] if different else None

    def _settle(self, taken: Taken) -> None:
        """What no cell says: told in the place of a day, by the sheet's titles, or by the day of completion."""
        for name, value, problem in taken.asides:
            if taken.values.setdefault(name, value) != value:
                taken.problems.append(problem)
        self._as_titles(taken)
        for name, value in (*self.own.items(), *self.found.told.items(), *self.found.heard.items()):
            taken.values.setdefault(name, value)
        self._by_page(taken)
        law = self.found.register
        if law.lifecycle is None or law.done is None or law.done.key not in taken.values:
            return
        if law.state_name not in {item.name for item in (*self.found.meant.values(), *self._ticking)}:
            taken.values.setdefault(law.state_name, law.lifecycle.states[-1])

    def _as_titles(self, taken: Taken) -> None:
        """What a title could tell, a cell says as shortly (一季度): it is of the ledger's year."""
        law, unit = self.found.register, self.links.facts.unit
        year = self.found.year or int(unit.get("year") or self.links.on.year)
        for name, value in taken.values.items() if law.heard is not None else ():
            if isinstance(value, str) and law.heard is not None and 0 < len(value) <= LONGEST_QUOTE:
                said = value if str(year) in value else f"{year}年{value}"
                taken.values[name] = law.heard([said]).get(name, value)

    def _by_page(self, taken: Taken) -> None:
        """Words of a dictionary and records that neither a column nor a group title gives: the sheet's own name may."""
        read = {item.name for item in self.found.meant.values()}
        for item in self.found.register.fields:
            open_to = item.name not in read and item.name not in taken.values
            if open_to and (item.words or (item.link_kind and item.required is True)):
                value = self._titled(item, self.page)
                if value is not None:
                    taken.values[item.name] = value

    @property
    def _ticking(self) -> list[Field]:
        return [item for item, _ in self.found.ticks.values()]

    def _in_order(self) -> list[tuple[int, Field | Parts]]:
        """Departments before the people they tell apart, days before the records they tell apart."""
        places = self.found.meant.items()
        days = {one.same[0].key for one in self.found.register.fields if one.same is not None}
        first = {"department": 0}
        return sorted(
            places, key=lambda pair: first.get(getattr(pair[1], "link_kind", ""), 1 if pair[1].name in days else 2)
        )

    def _read(self, taken: Taken, item: Field | Parts, cell: Cell, near: int | None, index: int) -> None:
        """A cell of the field its column is of, or of the two it tells."""
        pair = self.found.pairs.get(index)
        said = parted(pair, cell, self.found.year, self.links) if pair is not None else []
        for one, words in said:
            self._read_of(taken, one, words, near, index)
        if not said:
            self._read_of(taken, item, cell, near, index)

    def _read_of(self, taken: Taken, item: Field | Parts, cell: Cell, near: int | None, index: int) -> None:
        instead = self._instead(item, cell)
        if instead:
            problem = self._unread(item, Unreadable("contradicts", "与同一行别的列不一致，取了别的列的。核对"), cell)
            taken.asides.extend((name, value, problem) for name, value in instead.items())
            return
        try:
            lead = item.lead if isinstance(item, Parts) else item
            if lead.shape is Shape.LINK and len(shown(cell)) > LONGEST_LIST:
                raise Unreadable("too_many", f"{quoted(cell)}过长，不是名称。分开写")
            if isinstance(item, Parts):
                self._part(taken, item, text_of(cell), near)
                return
            value = (
                self._link(taken, item, text_of(cell), near)
                if item.shape is Shape.LINK
                else self._value(item, cell, index)
            )
            if value not in (None, ""):
                taken.values[item.name] = value
        except Unreadable as unread:
            problem = self._unread(item, unread, cell)
            asides = self._aside(taken, item, cell)
            if not asides:
                taken.problems.append(problem)
            taken.asides.extend((name, value, problem) for name, value in asides)

    def _instead(self, item: Field | Parts, cell: Cell) -> Mapping[str, Any]:
        """缺考 in the place of a mark, a day with its hours: what such a cell says of several attributes."""
        law, said = self.found.register, shown(cell)
        if law.instead is None or isinstance(item, Parts) or isinstance(cell, float | int) or len(said) > LONGEST_QUOTE:
            return {}
        return law.instead(item.name, said, self.found.year)

    def _value(self, item: Field, cell: Cell, index: int) -> Any:
        due = self.found.register.due
        if due is not None and item.name == due.key:
            return read_deadline(cell, self.found.year)
        column = next((column.path for column in self.found.columns if column.index == index), "")
        value = read_cell(item, cell, Setting(self.found.year, money_unit([column]) or self.found.money))
        if item.name == "number":
            return read_number(value, self.found.register.spelt)
        return (self.dictionaries.word(item.words, value) if item.words else None) or value

    def _aside(self, taken: Taken, item: Field | Parts, cell: Cell) -> list[tuple[str, Any]]:
        """长期坚持 in the place of a deadline: a word of a field the register asks for. A day in the place of a state:
        the end of the line was reached that day. 6个月 in the place of the last day of what began on another.
        """
        law = self.found.register
        start = begins(law, item) if isinstance(item, Field) else None
        last = begun(taken.values.get(start.name), cell) if start is not None else None
        if last is not None:
            return [(item.name, last)]
        if law.due is not None and item.name == law.due.key:
            words = ((other, other.word_type) for other in law.fields if other.required is True)
            said = ((other.name, word(kind, shown(cell))) for other, kind in words if kind)
            return [(name, meant) for name, meant in said if meant][:1]
        if law.lifecycle is None or law.done is None or item.name != law.state_name:
            return []
        column = self.found.column_of(item)
        closing = column is not None and any(word in column.text for word in ("销号", "办结", "完成"))
        try:
            day = read_date(cell, self.found.year) if closing else None
        except Unreadable:
            return []
        return [(law.done.key, day), (law.state_name, law.lifecycle.states[-1])] if day and day <= self._until else []

    def _part(self, taken: Taken, group: Parts, text: str, near: int | None) -> None:
        if group.apart is None:
            self._list(taken, group, text, near)
            return

        def read(item: Field, said: str) -> Any:
            return self._link(taken, item, said, near) if item.shape is Shape.LINK else read_cell(item, said, setting)

        setting = Setting(self.found.year, self.found.money)
        rows = [
            entry_row(group, entry, read, self.found.year, self._until)
            for entry in entries(group, text, self.dictionaries)
        ]
        if group.lead.shape is not Shape.TEXT:
            rows = [{**row, group.lead.name: read(group.lead, str(row[group.lead.name]))} for row in rows]
        if rows:
            taken.parts[group.name] = rows

    @property
    def _until(self) -> date:
        """The last day a ledger can tell of."""
        return min(self.links.on, self.links.facts.today)

    def _list(self, taken: Taken, group: Parts, text: str, near: int | None) -> None:
        rows: dict[int, Values] = {}
        unread = []
        names = listed(text)
        near = None if group.lead.elsewhere else near or self._place(taken)
        for name in names[:MOST_NAMES]:
            try:
                row = self._part_row(group, name, near)
                rows.setdefault(row[group.lead.name], row)
            except Unreadable as found:
                unread.append(found)
        if len(names) > MOST_NAMES:
            unread.append(Unreadable("too_many", f"写了 {len(names)} 个，只取了前 {MOST_NAMES} 个"))
        if rows:
            taken.parts[group.name] = list(rows.values())
        if unread:
            said = Unreadable(unread[0].code, "；".join(dict.fromkeys(found.said for found in unread)))
            taken.problems.append(self._unread(group, said, text))

    def _place(self, taken: Taken) -> int | None:
        """The department the row itself belongs to, which tells namesakes in its lists apart."""
        places = (item for item in self.found.register.fields if item.link_kind == "department")
        place: int | None = next((taken.values[item.name] for item in places if item.name in taken.values), None)
        return place

    def _part_row(self, group: Parts, name: str, near: int | None) -> Values:
        """A part's row from one name of a list; 张三（缺席） also tells a word of the part."""
        lead = group.lead
        told: Values = {}
        before, bracket, rest = name.replace("（", "(").replace("）", ")").rpartition("(")
        for other in group.fields[1:] if bracket else ():
            if other.word_type and (found := word(other.word_type, rest.rstrip(")"))):
                name, told = before, {other.name: found}
            elif other.shape is Shape.POINTS and rest.rstrip(")").replace(".", "", 1).isdecimal():
                name, told = before, {other.name: read_points(rest.rstrip(")"))}
        record_id = self.links.find(lead.link_kind, name, near)
        if record_id is None:
            raise Unreadable("unknown_record", f"“{name}”不是名称")
        own = {key: value for key, value in table_defaults(group.part).items() if value is not None}
        return {**own, **group.defaults, **told, lead.name: record_id}

    def _from_groups(self, taken: Taken) -> Iterator[Field]:
        """Required fields and words of a dictionary no column gives: a group title over the row may."""
        if not taken.row.groups:
            return
        read = {item.name for item in self.found.meant.values()}
        for item in self.found.register.fields:
            told = item.name in read or item.name in self.own
            if not told and (item.required is True or item.adopt or item.words or item.titled):
                yield item

    def _group(self, taken: Taken, item: Field) -> None:
        """The innermost title that names a value of the field; else the outermost is adopted where the field allows."""
        for title, _ in taken.row.groups:
            value = self._titled(item, title)
            if value is not None:
                taken.values[item.name] = value
                return
        title = taken.row.groups[-1][0]
        if item.adopt and item.link_kind and self.links.may_mean(item.link_kind, title):
            self._adopt_title(taken, item, title)

    def _titled(self, item: Field, title: str) -> Any:
        for reading in title_readings(title):
            if item.word_type and (said := word(item.word_type, reading)):
                return said
            if item.titled and (named := item.titled(title)) is not None:
                return named
            if item.words and (meant := self.dictionaries.word(item.words, reading)):
                return meant
            if item.link_kind and item.link_kind != "officer" and tight(reading):
                try:
                    return self.links.find(item.link_kind, reading)
                except Unreadable:
                    continue
        if item.link_kind and self.links.readings(item.link_kind, title):
            try:
                return self.links.find(item.link_kind, title)
            except Unreadable:
                return None
        return None

    def _adopt_title(self, taken: Taken, item: Field, title: str) -> None:
        try:
            taken.values[item.name] = self._adopted(taken, item, title)
        except Unreadable as unread:
            taken.problems.append(self._unread(item, unread, title))
