"""What is typed of one candidate before it is saved: each cell's text, what it means, why it cannot stand."""

from typing import Any

from desktop_app.rules.marks import misfit
from desktop_app.rules.numbers import points, read_points
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services import marking
from desktop_app.services.marking import MarkSheet

_SIGNS = str.maketrans("０１２３４５６７８９．。、", "0123456789...")
"""Digits and points as an input method leaves them."""


def plain(text: str) -> str:
    """Typed digits and points in half width; 、 and 。 are points."""
    return text.translate(_SIGNS)


def read_mark(text: str) -> int | None:
    """Hundredths of what is typed: 35.5, .5, 35.; None if empty. Raises Unreadable: not_a_number, points_too_fine."""
    said = plain(text).strip().removesuffix(".")
    return read_points(f"0{said}" if said.startswith(".") else said)


class Hand:
    """The candidate being keyed: ``sheet`` as it is kept, ``told`` with what is typed of him. ``typed`` may not stand.

    Marks go in by attribute, first, second or total; one out of range is said in ``faults`` and counts for nothing.
    """

    def __init__(self) -> None:
        self.sheet: MarkSheet | None = None
        self.id: int | None = None
        self.given: dict[str, int | None] = {}
        self.texts: dict[str, str] = {}
        self.faults: dict[str, str] = {}

    def load(self, sheet: MarkSheet | None) -> None:
        """The sheet as it is kept now; what is typed stays where the candidate is still there."""
        self.sheet = sheet
        if sheet is None or self.id not in [line.id for line in sheet.lines]:
            self.drop()

    def drop(self) -> None:
        """Forget what is typed."""
        self.id = None
        self.given, self.texts, self.faults = {}, {}, {}

    @property
    def is_changed(self) -> bool:
        return bool(self.given or self.faults)

    def put(self, sitting_id: int, name: str, text: str) -> str:
        """Something was typed in a cell; why it cannot stand, else empty."""
        if self.id != sitting_id:
            self.drop()
            self.id = sitting_id
        self.texts[name] = text
        self.given.pop(name, None)
        self.faults.pop(name, None)
        try:
            value = read_mark(text)
        except Unreadable as fault:
            self.faults[name] = fault.said
            return fault.said
        said = self._misfit(name, value)
        if said:
            self.faults[name] = said
        elif value != self._kept(name):
            self.given[name] = value
        return said

    def give_up(self, name: str) -> None:
        """Esc in a cell: as it was."""
        for kept in (self.given, self.texts, self.faults):
            kept.pop(name, None)

    def _misfit(self, name: str, value: int | None) -> str:
        if self.sheet is None:
            return ""
        label, full = next((label, full) for attr, label, full in self.sheet.labels if attr == name)
        return misfit(value, full, self.sheet.terms.step, label)

    def _kept(self, name: str) -> int | None:
        assert self.sheet is not None
        assert self.id is not None
        value = getattr(self.sheet.line(self.id), name)
        return value if isinstance(value, int) else None

    def text_of(self, sitting_id: int, name: str) -> str:
        """What stands in a cell, typed or kept."""
        if sitting_id == self.id and name in self.texts:
            return self.texts[name]
        value = getattr(self.sheet.line(sitting_id), name) if self.sheet is not None else None
        return points(value) if value is not None else ""

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved: the marks typed; a mark taken away takes the total with it, one given means 参考."""
        values: dict[str, Any] = dict(self.given)
        if self.sheet is None or self.id is None or not values:
            return values
        line = self.sheet.line(self.id)
        if any(value is not None for value in values.values()) and line.code is not SittingCode.SAT:
            values |= {"code": SittingCode.SAT, "cause": None, "excuse": ""}
        if self.sheet.terms.parted and None in (values.get("first", line.first), values.get("second", line.second)):
            values["total"] = None
        return values

    @property
    def told(self) -> MarkSheet | None:
        """The sheet as it would stand; nothing is read or written."""
        if self.sheet is None or self.id is None or not self.given:
            return self.sheet
        return marking.told(self.sheet, self.id, self.values)
