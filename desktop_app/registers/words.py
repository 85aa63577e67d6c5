"""Values as people read them: one function for grid, form, history, paper, workbook and error texts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules.numbers import points, quantity
from desktop_app.services.facts import Facts

YES, NO = "是", "否"
WEEKDAYS = "一二三四五六日"


def yuan(fen: int) -> str:
    """Money in 元 with thousands separators; whole sums without decimals."""
    whole, cents = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}.{cents:02d}" if cents else f"{sign}{whole:,}"


def weekday(day: date) -> str:
    """周三."""
    return f"周{WEEKDAYS[day.weekday()]}"


def text(item: Field, value: Any, facts: Facts) -> str:
    """A field's value in words; empty for no value. Dates are ISO days."""
    if value is None or value == "":
        return ""
    if item.shape is Shape.LINK:
        return facts.label(item.link_kind, value)
    if item.shape is Shape.TICK:
        return YES if value else NO
    if item.shape is Shape.PERCENT:
        return f"{value}%"
    if item.shape is Shape.FEN:
        return yuan(value)
    if item.shape is Shape.POINTS:
        return points(value)
    if item.shape is Shape.QUANTITY:
        return quantity(value)
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def parts_text(group: Parts, rows: Iterable[Mapping[str, Any]], facts: Facts) -> str:
    """Rows of a part as one line: their leading fields, separated by 、."""
    return "、".join(text(group.lead, row.get(group.lead.name), facts) for row in rows)


def cell(item: Field | Parts, values: Mapping[str, Any], facts: Facts) -> str:
    """What stands in one cell of a register's row; ``values`` holds attributes and part rows by name."""
    if isinstance(item, Parts):
        return parts_text(item, values.get(item.name, ()), facts)
    if item.told is not None:
        return item.told(values, facts)[0]
    return text(item, values.get(item.name), facts)


def told(register: Register, name: str, value: Any, facts: Facts) -> str:
    """A value out of the history (JSON form) in words."""
    item = register.by_name.get(name)
    if value is None or value == "" or not isinstance(item, Field):
        return "" if value is None else str(value)
    if item.shape is Shape.DAY and isinstance(value, str):
        return value
    return text(item, value, facts)
