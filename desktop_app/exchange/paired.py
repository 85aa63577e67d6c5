"""What a cell says of two fields (一格两项): 张三/李四, 2015.3.3-3.5, 公诉科内勤."""

import re

from desktop_app.exchange.cells import text_of
from desktop_app.exchange.links import Links
from desktop_app.exchange.pairs import Pair
from desktop_app.exchange.workbooks import Cell
from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.dates import read_date
from desktop_app.rules.names import split_names
from desktop_app.rules.stretches import stretch
from desktop_app.rules.unreadable import Unreadable, plain, tight

Said = list[tuple[Field, Cell]]

_LABEL = re.compile(r"^([AB])(?:岗|角)?[:为]|^([AB])(?:岗|角)|[(\[]([AB])(?:岗|角)?[)\]]$", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(r"(?<=[^\s、,;/|:])(?=[AB](?:岗|角)?:)", re.IGNORECASE)
_AFTER_COLON = re.compile(r"(?<=:)\s+")
_OPEN = re.compile(r"(?:起?[\s\-—–―~]*[至到](?:今|现在|目前)(?:\s*[(\[][^()\[\]]*[)\]])?|起|[-—–―~]+)$")
_JOINTS = " :、,/-—–()[]|\n"


def parted(pair: Pair, cell: Cell, year: int | None, links: Links) -> Said:
    """What a cell says of each of the two; nothing where it says no more than one thing, or cannot be parted."""
    one, other = pair
    if one.shape is Shape.DAY:
        days = stretch(cell, year)
        if days is not None:
            return list(zip(pair, days, strict=True))
        open_end = _OPEN.sub("", plain(text_of(cell)))
        if isinstance(cell, str) and open_end != plain(text_of(cell)):
            return [(one, open_end)]
        return [(one, cell), (other, cell)] if other.same_day and _is_day(cell, year) else []
    if other.shape is Shape.TEXT:
        return _placed(pair, text_of(cell), links)
    return _people(pair, text_of(cell))


def _is_day(cell: Cell, year: int | None) -> bool:
    try:
        return read_date(cell, year) is not None
    except Unreadable:
        return False


def _people(pair: Pair, text: str) -> Said:
    """张三/李四, A：张三 B：李四, 张三（A）、李四（B）; the first is A unless they are marked."""
    flat = _AFTER_COLON.sub("", _RIGHT_BEHIND.sub("、", plain(text)))
    names = split_names(flat)
    marked = {mark: _LABEL.sub("", name) for name in names if (mark := _mark(name))}
    if marked:
        told = [(item, marked[mark]) for item, mark in zip(pair, "AB", strict=True) if mark in marked]
        return list(told) if len(marked) == len(names) else []
    return list(zip(pair, names, strict=True)) if len(names) == len(pair) else []


def _mark(name: str) -> str:
    found = _LABEL.search(name)
    return next((group for group in found.groups() if group), "").upper() if found else ""


def _placed(pair: Pair, text: str, links: Links) -> Said:
    """公诉科内勤: the longest known department at the head of a text, and what is left of it."""
    flat = plain(text)
    for length in range(len(flat), 1, -1):
        if not _may_end(flat, length) or links.department(tight(flat[:length])) is None:
            continue
        rest = flat[length:].strip(_JOINTS)
        return [(pair[0], flat[:length]), *([(pair[1], rest)] if rest else [])]
    return [(pair[1], text)]


def _may_end(text: str, length: int) -> bool:
    return text[length - 1] not in _JOINTS and "(" not in text[:length]
