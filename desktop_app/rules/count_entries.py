"""What is typed while counting (录入): a row of the blind sheet and what differs: 17 0, 23 2, 31 B1-02, 31 2 B1-02."""

import re
from dataclasses import dataclass

from desktop_app.rules.numbers import read_quantity
from desktop_app.rules.unreadable import Unreadable, plain, quoted

_ROW = re.compile(r"([1-9]\d{0,3})(?:\s+(\S+))?(?:\s+(\S.*))?")
_STRANGE = re.compile(r"[-+−.]\d*\.?\d+|\d+\.")
_NUMERIC = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A line keyed by its row on the sheet, from 1: thousandths counted (None: not told), the place it lay at."""

    row: int
    counted: int | None = None
    place: str = ""

    @property
    def bare(self) -> bool:
        """Only the row: nothing is told of it yet."""
        return self.counted is None and not self.place


def keyed(text: str, rows: int) -> Keyed | None:
    """What was keyed; None where it is no row of the sheet: then it is a label's text (扫码).

    Raises Unreadable where the quantity of a row cannot be one: too fine, too large, below 0.
    """
    found = _ROW.fullmatch(plain(text).strip())
    if found is None or int(found[1]) > rows:
        return None
    row, second, third = int(found[1]), found[2] or "", (found[3] or "").strip()
    if _STRANGE.fullmatch(second):
        raise Unreadable("not_a_number", f"{quoted(second)}不是实盘数。实盘数写 0 或正数")
    if not _NUMERIC.fullmatch(second):
        return Keyed(row, None, f"{second} {third}".strip())
    return Keyed(row, read_quantity(second), third)


def beyond(text: str, rows: int) -> int | None:
    """The row told with something of it, where the sheet has no such row: never taken for a label."""
    found = _ROW.fullmatch(plain(text).strip())
    return int(found[1]) if found is not None and found[2] and int(found[1]) > rows else None
