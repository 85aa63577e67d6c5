"""Which fields a form shows, and in which sections: all of them, or what a new record is asked."""

from collections.abc import Iterable
from dataclasses import replace

from desktop_app.registers.newly import Asked, Newly, name_of
from desktop_app.registers.spec import Field, Parts, Register

Sections = list[tuple[str, list[Field | Parts], bool]]
"""Title, fields and whether unfolded; the first has no title where it needs none."""


def editable(item: Field | Parts) -> bool:
    """Fields an action changes are shown by the strip and the actions, not typed."""
    return item.in_form and (isinstance(item, Parts) or not item.fixed)


def whole_sections(register: Register) -> Sections:
    """Every section as declared."""
    declared = ((s.title, [item for item in s.items if editable(item)]) for s in register.sections)
    return [(title, items, True) for title, items in declared if items]


def short_sections(register: Register) -> Sections:
    """What a new record is asked in front, the rest folded behind: as declared, else the usual fields."""
    if register.newly is not None:
        return _declared(register, register.newly)
    sections = whole_sections(register)
    every = [item for _title, items, _open in sections for item in items]
    if len(every) <= 10:
        return [("", every, True)]
    usual = [item for item in every if _usual(register, item)]
    rest = [(t, [item for item in items if item not in usual], False) for t, items, _open in sections]
    return [("", usual, True), *((f"{t}（其余）", items, o) for t, items, o in rest if items)]


def _declared(register: Register, newly: Newly) -> Sections:
    behind = _items(register, newly.behind, newly)
    labels = "、".join(item.label for item in behind)
    return [
        ("", _items(register, newly.front, newly), True),
        *([(f"其余（{labels}）", behind, False)] if behind else ()),
    ]


def _items(register: Register, asked: Iterable[Asked], newly: Newly) -> list[Field | Parts]:
    left_out = {f"{attr.class_.__tablename__}.{attr.key}" for attr in newly.left_out}
    found = (register.by_name[name_of(one)] for one in asked)
    return [_without(item, left_out) if isinstance(item, Parts) else item for item in found]


def _without(group: Parts, left_out: set[str]) -> Parts:
    return replace(group, fields=tuple(item for item in group.fields if f"{group.name}.{item.name}" not in left_out))


def _usual(register: Register, item: Field | Parts) -> bool:
    if isinstance(item, Parts):
        return bool(item.width) or not item.newest_first
    ended = register.done is not None and item.name == register.done.key
    return not ended and (bool(item.width) or bool(item.required) or item.lines > 1)
