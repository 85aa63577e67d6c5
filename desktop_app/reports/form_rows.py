"""What the forms share: labels with their boxes, words to tick, days, and how the numbers on a paper are parted."""

import re
from collections.abc import Sequence
from datetime import date

from desktop_app.reports.blocks import Box, FormRow
from desktop_app.rules.dates import long_day

BETWEEN = re.compile(r"[、,，;；\s]+")
MISSING = "待补"
PEN_DAY = "　　　　年　　月　　日"
BOX, TICK = "□", "√"


def iso(day: date | None) -> str:
    """2015-04-13, or that it is still to be filled in."""
    return day.isoformat() if day else MISSING


def said(day: date | None) -> str:
    """2015年4月13日, empty for none."""
    return long_day(day) if day else ""


def span(first: date | None, last: date | None) -> str:
    """2015年4月13日至2015年10月12日; empty when neither is known."""
    return f"{said(first) or MISSING}至{said(last) or MISSING}" if first or last else ""


def pair(label: str, text: str, columns: int = 1) -> tuple[Box, Box]:
    """A label and its box on a form."""
    return Box(label, label=True), Box(text, columns=columns)


def wide(label: str, text: str, room_mm: float, sign: str = "", columns: int = 3) -> FormRow:
    """A row of one label with one box, and who signs in it."""
    return FormRow((Box(label, label=True), Box(text, columns=columns, sign=sign)), room_mm)


def ticked(words: Sequence[str], chosen: str) -> str:
    """The words to tick, the one chosen ticked; one that is none of them stands behind."""
    told = "　".join(f"{TICK if word == chosen else BOX}{word}" for word in words)
    return told if not chosen or chosen in words else f"{told}　{TICK}{chosen}"
