"""One cell as a value of its field's shape (读格): values or Unreadable, by the readers of the rules floor."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop_app.exchange.workbooks import Cell
from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.dates import last_of_month, read_date
from desktop_app.rules.numbers import read_clock, read_fen, read_int, read_percent, read_points, read_quantity
from desktop_app.rules.unreadable import Unreadable, is_nothing, quoted, tight
from desktop_app.rules.vocabulary import word

LONGEST_TEXT = 32_767
LONGEST_QUOTE = 200
"""Characters of an unreadable cell kept in the gap it leaves."""

LONGEST_NUMBER = 60
LARGEST_NUMBER = 10**9
_YES = frozenset({"是", "√", "✓", "✔", "有", "y", "yes", "true", "1", "1.0", "业务", "●", "当选", "入选", "评定"})
_TICKS = frozenset({"√", "✓", "✔", "☑", "v", "是", "●"})
_NO = frozenset(
    {"否", "×", "✗", "x", "没有", "n", "no", "false", "0", "0.0", "非业务", "○", "未当选", "落选", "未入选"}
)
_BEFORE = re.compile(r"(?:之前|以前|前|止)$")
_WHOLE_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月份?[底末]?|(\d{4})[./-](\d{1,2})")
_DASHES = frozenset({"", "-", "--", "—", "——", "–", "−", "―", "/", "\\", "－"})


@dataclass(frozen=True)
class Setting:
    """What a sheet says once for all its cells: the ledger's year, and the unit of a money column."""

    year: int | None = None
    money: str = "元"


def blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or only a dash."""
    return cell is None or (isinstance(cell, str) and tight(cell) in _DASHES)


def shown(cell: Cell) -> str:
    """A cell as its ledger shows it: whole numbers without .0, days in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and abs(cell) < 1e15 and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell)


def text_of(cell: Cell) -> str:
    """The text of a cell without blanks at its ends, control characters, or a dash that means nothing."""
    if blank(cell):
        return ""
    kept = (ch for ch in shown(cell) if ch in "\n\t" or unicodedata.category(ch) not in ("Cc", "Cs", "Cf"))
    return "".join(kept).strip()[:LONGEST_TEXT]


def read_cell(item: Field, cell: Cell, setting: Setting) -> Any:
    """The value of a cell that is no link; None or empty text for nothing. Raises Unreadable."""
    if item.shape is Shape.TEXT:
        return text_of(cell)
    if item.shape is Shape.CLOCK:
        return read_clock(cell)
    if blank(cell):
        return None
    if item.shape is Shape.DAY:
        return read_date(cell, setting.year)
    if item.shape is Shape.PERCENT:
        return read_percent(cell)
    if item.shape is Shape.FEN:
        return _bounded(read_fen(cell, setting.money), cell, LARGEST_NUMBER**2)
    if item.shape is Shape.POINTS:
        return read_points(cell)
    if item.shape is Shape.QUANTITY:
        return read_quantity(cell, item.signed)
    if item.shape is Shape.TICK:
        return _tick(cell)
    if item.shape is Shape.WORD:
        return _word(item, cell)
    return _bounded(read_int(cell), cell, LARGEST_NUMBER)


def read_deadline(cell: Cell, year: int | None) -> date | None:
    """The last day a cell gives: 6月30日前, 6月底; a month alone is meant to its end. Raises Unreadable."""
    said = _BEFORE.sub("", tight(cell)) if isinstance(cell, str) else ""
    found = _WHOLE_MONTH.fullmatch(said)
    if found is None:
        return read_date(said or cell, year)
    if not (found[1] or found[3] or year):
        raise Unreadable("year_missing", f"{quoted(cell)}没有年份，请补上年份")
    first = read_date(f"{found[1] or found[3] or year}年{found[2] or found[4]}月1日", year)
    return last_of_month(first) if first else None


def _bounded(number: int | None, cell: Cell, largest: int) -> int | None:
    if number is not None and abs(number) > largest:
        raise Unreadable("not_a_number", f"{quoted(cell)}过大，核对后改正")
    return number


def _tick(cell: Cell) -> bool | None:
    if isinstance(cell, bool):
        return cell
    said = tight(shown(cell)).lower()
    if said in _YES:
        return True
    if said in _NO or is_nothing(said):
        return False
    raise Unreadable("value_not_in_list", f"{quoted(cell)}既不是“是”也不是“否”，请改正")


def ticked(cell: Cell) -> bool:
    """Whether a cell under a heading that is itself a choice (已完成, 共性) is ticked."""
    return cell is True or (isinstance(cell, str) and tight(cell).lower() in _TICKS)


def _word(item: Field, cell: Cell) -> Any:
    kind = item.word_type
    assert kind is not None
    found = word(kind, shown(cell))
    if found is None and is_nothing(shown(cell)):
        return None
    if found is None:
        known = "、".join(member.value for member in kind)
        raise Unreadable("value_not_in_list", f"没有“{quoted(cell)[1:-1]}”这一项，请改为{known}")
    return found


def cut(written: str) -> str:
    """What a cell says, as far as a gap keeps it."""
    return written if len(written) <= LONGEST_QUOTE else f"{written[: LONGEST_QUOTE - 1]}…"


def read_number(written: str, spelt: Callable[[str], str] = tight) -> str:
    """A number (编号) as it is compared: in the one spelling of its kind."""
    number = spelt(written)
    if len(number) > LONGEST_NUMBER:
        raise Unreadable("not_a_number", f"{quoted(written)}过长，不是编号。核对编号")
    return number
