"""Columns that list names under what is said of them (请假人员、缺席人员): a row of the part for each name.

Other columns say more of the rows so listed (对责任人处理).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.exchange.across import Across
from desktop_app.exchange.cells import blank, shown, text_of
from desktop_app.exchange.gathering import Taken
from desktop_app.exchange.links import listed
from desktop_app.exchange.recognise import Recognised
from desktop_app.registers.spec import Parts
from desktop_app.rules.entries import split_words
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
        if not one.listing or blank(cell) or one.told in one.group.besides:
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
            said = "；".join(dict.fromkeys(stranger.said for stranger in unread))
            _tell(taken, found, one, index, Unreadable(unread[0].code, said))
    _read_besides(taken, found)


def _read_besides(taken: Taken, found: Recognised) -> None:
    """What a further column says of the rows listed: of all of them alike, or of each in order."""
    for index, one in found.across.items():
        cell = taken.row.cell(index)
        if not one.listing or blank(cell) or one.told not in one.group.besides:
            continue
        told, attr = one.group.besides[one.told]
        rows = [row for row in taken.parts.get(one.group.name, ()) if told.items() <= row.items()]
        text = text_of(cell).strip()
        if not rows:
            nobody = Unreadable("said_of_nobody", f"{one.group.label}里没有写是谁。补上姓名再填这一项")
            _tell(taken, found, one, index, nobody)
            continue
        each = split_words(text)
        if len(rows) > 1 and len(each) not in (1, len(rows)):
            which = f"写了 {len(each)} 项，名字有 {len(rows)} 个，分不清各是谁的。逐人填写"
            _tell(taken, found, one, index, Unreadable("said_of_which", which))
            continue
        for at, row in enumerate(rows):
            row[attr.key] = each[at] if len(each) == len(rows) else text


def _tell(taken: Taken, found: Recognised, one: Across, index: int, unread: Unreadable) -> None:
    path = next(column.path for column in found.columns if column.index == index)
    said = f"{path}：{unread.said}。原文：{shown(taken.row.cell(index)).strip()[:200]}"
    at = (-1 - index, one.field.name)
    taken.origins[one.group.name, *at] = (taken.row.number, index)
    taken.problems.append(Problem(one.group.name, Fault.UNREADABLE, unread.code, said, at))


def _in_brackets(group: Parts, name: str) -> Mapping[str, Any]:
    """What 董长青（出差） says besides the name."""
    said = _BRACKET.search(tight(name)) if group.bracket is not None else None
    return group.bracket(said[1]) if said is not None and group.bracket is not None else {}
