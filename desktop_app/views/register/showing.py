"""What a register shows just now: chip, filter text, column filters, order, live or retired; kept as saved views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.registers import words
from desktop_app.registers.reading import order_by
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules import search
from desktop_app.services.facts import Facts
from desktop_app.store import values
from desktop_app.store.part_rows import link_of
from desktop_app.store.snapshot import (
    AnyOf,
    Between,
    Condition,
    Contains,
    Either,
    FirstThen,
    HasGaps,
    HasPart,
    IdIn,
    IsEmpty,
    NotEmpty,
    OfLinked,
    Order,
    Retired,
    Search,
)
from desktop_app.views.register.cells import open_states

VALUES, TEXT, BETWEEN, EMPTY, FILLED, GAPS = "values", "text", "between", "empty", "filled", "gaps"


@dataclass(frozen=True)
class ColumnFilter:
    """A filter on one column (列筛选): some of its values, a text in it, a range of days, empty or not."""

    name: str
    how: str
    given: tuple[Any, ...] = ()

    def condition(self, register: Register) -> Condition:
        item = register.by_name[self.name]
        if isinstance(item, Parts):
            return self._rows_condition(item)
        if item.through is not None:
            return OfLinked(item.through, item.owner, (self._on(item.attr),))
        return self._on(getattr(register.model, self.name))

    def _on(self, attr: Any) -> Condition:
        if self.how == VALUES:
            return AnyOf(attr, self.given)
        if self.how == TEXT:
            return Contains(attr, str(self.given[0]))
        if self.how == BETWEEN:
            return Between(attr, self.given[0], self.given[1])
        if self.how == GAPS:
            return HasGaps()
        return IsEmpty(attr) if self.how == EMPTY else NotEmpty(attr)

    def _rows_condition(self, group: Parts) -> Condition:
        """Records with a row that says so, with any row, with none."""
        if self.how == GAPS:
            return HasGaps()
        lead = group.lead.attr
        asked = {VALUES: AnyOf(lead, self.given), TEXT: Contains(lead, str(self.given[0]) if self.given else "")}
        met = (asked[self.how],) if self.how in asked else ()
        return HasPart(link_of(group.part), met, has=self.how != EMPTY)

    def said(self, register: Register, facts: Facts) -> str:
        """The words on its removable chip: 牵头部门：公诉科."""
        if self.how == GAPS:
            return "有待补"
        column = register.by_name[self.name]
        item = replace(column.lead, label=column.label) if isinstance(column, Parts) else column
        if self.how == BETWEEN:
            first, last = (words.text(item, value, facts) for value in self.given)
            return f"{item.label}：{first or '…'} 至 {last or '…'}"
        if self.how == VALUES:
            shown = [words.text(item, value, facts) or "空" for value in self.given[:2]]
            more = f" 等 {len(self.given)} 项" if len(self.given) > 2 else ""
            return f"{item.label}：{'、'.join(shown)}{more}"
        how = {TEXT: f"含“{self.given[0]}”" if self.given else "", EMPTY: "为空", FILLED: "不为空"}[self.how]
        return f"{item.label} {how}"


@dataclass(frozen=True)
class Showing:
    """One way to look at a register. ``only`` holds the records behind a figure, named by ``only_said``."""

    chip: int = -1
    text: str = ""
    filters: tuple[ColumnFilter, ...] = ()
    sort: tuple[str, bool] | None = None
    retired: bool = False
    only: tuple[int, ...] | None = None
    only_said: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything hides records."""
        return self.chip >= 0 or bool(self.text.strip() or self.filters) or self.only is not None

    def without_filters(self) -> "Showing":
        return Showing(sort=self.sort, retired=self.retired)

    def with_filter(self, added: ColumnFilter) -> "Showing":
        kept = (other for other in self.filters if other.name != added.name)
        return replace(self, filters=(*kept, added))

    def less_filter(self, name: str) -> "Showing":
        return replace(self, filters=tuple(other for other in self.filters if other.name != name))

    def sorted_by(self, name: str) -> "Showing":
        """Pressing a head: ascending, descending, the register's own order again."""
        if self.sort is None or self.sort[0] != name:
            return replace(self, sort=(name, False))
        return replace(self, sort=None if self.sort[1] else (name, True))

    def base(self) -> list[Condition]:
        """Conditions chips do not count with: only whether records are live."""
        return [Retired(self.retired)]

    def conditions(self, register: Register, facts: Facts) -> list[Condition]:
        found = self.base()
        if self.only is not None:
            found.append(IdIn(self.only))
        if 0 <= self.chip < len(register.chips):
            found += register.chips[self.chip].where(facts)
        found += _search(register, self.text)
        return [*found, *(narrowed.condition(register) for narrowed in self.filters)]

    def order(self, register: Register) -> tuple[Order, ...]:
        """Open records before closed ones; then the pressed column, or overdue first, those whose days are running
        before the rest; then the register's order.
        """
        first: list[Order] = []
        if register.state is not None and register.due is not None and open_states(register):
            first.append(FirstThen(register.state, first=open_states(register)))
        item = register.by_name.get(self.sort[0]) if self.sort else None
        pressed = order_by(item, self.sort[1]) if item is not None and self.sort else None
        if pressed is not None:
            return (*first, pressed, *register.order)
        if first and register.due is not None:
            if register.state is not None and register.runs_in:
                first.append(FirstThen(register.state, first=register.runs_in))
            return (*first, Order(register.due), *register.order)
        return register.order

    def sorted_as(self, register: Register) -> tuple[str, bool] | None:
        """The column that wears the arrow."""
        if self.sort is not None or register.due is None or not open_states(register):
            return self.sort
        return (register.due.key, False)

    # saved views

    def told(self) -> dict[str, Any]:
        filters = [{"name": f.name, "how": f.how, "given": [_json(v) for v in f.given]} for f in self.filters]
        return {"chip": self.chip, "text": self.text, "filters": filters, "sort": list(self.sort or ())}

    @classmethod
    def kept(cls, register: Register, told: Mapping[str, Any]) -> "Showing":
        """A saved view, less what the register no longer has."""
        filters = tuple(_filter(register, one) for one in told.get("filters", ()) if one["name"] in register.by_name)
        sort: Sequence[Any] = told.get("sort") or ()
        chip = int(told.get("chip", -1))
        known = len(sort) == 2 and sort[0] in register.by_name
        return cls(
            chip if chip < len(register.chips) else -1,
            str(told.get("text", "")),
            filters,
            (str(sort[0]), bool(sort[1])) if known else None,
        )


def _search(register: Register, text: str) -> list[Condition]:
    """Each word stands in the record, or in a record its list shows: an item is found by the case it was taken in."""
    query = search.query(text)
    linked = {item.through.key: (item.through, item.owner) for item in register.seen if item.through is not None}
    if query is None or not linked:
        return [Search(query)] if query is not None else []
    asked = [Search(one) for one in map(search.query, search.words(text)) if one is not None]
    ways = linked.values()
    return [Either((word, *(OfLinked(link, target, (word,)) for link, target in ways))) for word in asked]


def _json(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else getattr(value, "value", value)


def _filter(register: Register, told: Mapping[str, Any]) -> ColumnFilter:
    item = register.by_name[told["name"]]
    given: Sequence[Any] = told.get("given", ())
    if told["how"] in (VALUES, BETWEEN):
        column = item.lead.column if isinstance(item, Parts) else item.column
        given = [values.from_json(column, value) for value in given]
    return ColumnFilter(told["name"], told["how"], tuple(given))


def is_dated(item: Field) -> bool:
    return item.shape is Shape.DAY
