"""What explains a late change, in words of the registers: 销号日期 2015-04-20 → 2015-05-08."""

from typing import Any

from desktop_app.models.base import Part
from desktop_app.models.catalogue import KINDS
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Field, Parts
from desktop_app.registers.words import text
from desktop_app.services.facts import Facts
from desktop_app.services.late import FieldChange
from desktop_app.store.values import from_json, table_of

NOTHING = "空"
_OWN = {"number": "编号", "retired_at": "删除时间", "retired_reason": "删除原因"}


def said(change: FieldChange, facts: Facts) -> str:
    """A field with its old and new value; the name of a list stands before a field of its rows."""
    group = _group(change)
    label, item = _item(change, group)
    old, new = (_word(change, item, value, facts) for value in (change.old, change.new))
    return f"{f'{group.label}·' if group else ''}{label} {old or NOTHING} → {new or NOTHING}"


def _group(change: FieldChange) -> Parts | None:
    if not issubclass(KINDS[change.kind], Part):
        return None
    register = BY_KIND[change.row.kind]
    return next((group for group in (*register.parts, *register.told) if group.name == change.kind), None)


def _item(change: FieldChange, group: Parts | None) -> tuple[str, Field | None]:
    fields = group.fields if group else BY_KIND[change.row.kind].fields
    item = next((item for item in fields if item.name == change.field), None)
    return (item.label if item else _OWN.get(change.field, change.field)), item


def _word(change: FieldChange, item: Field | None, value: Any, facts: Facts) -> str:
    if value is None or value == "":
        return ""
    column = table_of(KINDS[change.kind]).columns[change.field]
    return text(item, from_json(column, value), facts) if item else str(value)
