"""Columns that list names under what is said of them (请假人员、缺席人员): a row of the part for each name."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.exchange.cells import blank, shown, text_of
from desktop_app.exchange.gathering import Taken
from desktop_app.exchange.links import listed
from desktop_app.exchange.recognise import Recognised
from desktop_app.registers.spec import Parts
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.services.draft import Values

_BRACKET = re.compile(r"[(]([^()]+)[)]$")

ReadName = Callable[[Parts, str], Values]
"""A part's row of one name. Raises Unreadable."""


def read_listed(taken: Taken, found: Recognised, read: ReadName) -> None:
    """The rows of every such column; who is named twice counts as said first."""
    for index, one in found.across.items():
        cell = taken.row.cell(index)
        if not one.listing or blank(cell):
            continue
        rows = taken.parts.setdefault(one.group.name, [])
        unread: list[Unreadable] = []
        for name in listed(text_of(cell)):
            try:
                row = {**read(one.group, name), **one.group.listed[one.told], **_in_brackets(one.group, name)}
            except Unreadable as stranger:
                unread.append(stranger)
                continue
            if all(kept[one.field.name] != row[one.field.name] for kept in rows):
                rows.append(row)
        if unread:
            path = next(column.path for column in found.columns if column.index == index)
            said = f"{path}：{'；'.join(dict.fromkeys(one.said for one in unread))}。原文：{shown(cell).strip()[:200]}"
            at = (-1 - index, one.field.name)
            taken.origins[one.group.name, *at] = (taken.row.number, index)
            taken.problems.append(Problem(one.group.name, Fault.UNREADABLE, unread[0].code, said, at))


def _in_brackets(group: Parts, name: str) -> Mapping[str, Any]:
    """What 董长青（出差） says besides the name."""
    said = _BRACKET.search(tight(name)) if group.bracket is not None else None
    return group.bracket(said[1]) if said is not None and group.bracket is not None else {}
