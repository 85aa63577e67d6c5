"""Numbers (数字), percentages, money and clock times as ledgers write them; an uncertain one is refused."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from typing import NoReturn

from desktop_app.rules.unreadable import Unreadable, is_nothing, plain, quoted, tight

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_COUNTED = re.compile(r"(.*\d)(?:人次|学时|课时|小时|[人名次件条份项个天日页起分票])")
_MONEY = re.compile(r"(?:人民币|RMB|CNY)?[¥￥]?(.+?)(万元|千元|百元|亿元|元|万|角|分)?整?")
_FEN = {"分": 1, "角": 10, "元": 100, "百元": 10_000, "千元": 100_000, "万": 10**6, "万元": 10**6, "亿元": 10**10}
_NO_UNIT = r"(?!批|些|堆|宗|部分|[百佰千仟](?![克米瓦])|[万萬亿多余来几上左许半])"
_UNIT = r"(?:[^\W\d_]|/(?=[^\W\d_]))"
_SURE = r"(?<!左右|上下|以上|以下)(?<![半多余许])"
_MEASURED = re.compile(rf"([+-]?[\d,.]+){_NO_UNIT}({_UNIT}{{1,4}}){_SURE}")
_HAN_MEASURED = re.compile(
    rf"(半|[〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+)(?:{_NO_UNIT}({_UNIT}{{1,4}}?){_SURE})?整?"
)
_SPACED = re.compile(r"(?<=\d)[^\S\r\n]+(?=\d{3}(?!\d))")
_APART = re.compile(r"[\d.]\s+[\d.]")
_HAN = {ch: n for n, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN |= {ch: n for n, ch in enumerate("零壹贰叁肆伍陆柒捌玖")}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_NOISE = Decimal("0.000001")
"""What is left over where a spreadsheet added fractions: 0.1 + 0.2."""
_QUANTITY_LIMIT = 10**15
_FEN_LIMIT = 10**15
_POINTS_LIMIT = 10**6
_CLOCK = re.compile(
    r"(凌晨|早上|早晨|上午|中午|下午|晚上|晚)?(\d{1,2})"
    r"(?::(\d{2})(?::\d{2})?|[点时](?:(\d{1,2})分?|整|半)?)"
)
_AFTERNOON = frozenset({"下午", "晚上", "晚"})


def read_decimal(cell: object) -> Decimal | None:
    """The number in a cell, exact; None if empty. Raises Unreadable not_a_number."""
    if cell is None or (isinstance(cell, str) and is_nothing(cell)):
        return None
    return _number(cell)


def read_int(cell: object) -> int | None:
    """How many a cell says, a whole number with or without a measure word (58人); None if empty.

    Raises Unreadable: not_a_number, not_whole, below_0.
    """
    number = read_decimal(cell)
    if number is None:
        return None
    if number != int(number):
        raise Unreadable("not_whole", f"{quoted(cell)}不是整数，请改为整数")
    if number < 0:
        raise Unreadable("below_0", f"{quoted(cell)}小于0，请改为0以上")
    return int(number)


def read_percent(cell: object) -> int | None:
    """Percentage 0-100 of a cell; None if empty. A bare number above 0 and up to 1 is a fraction: 0.8 is 80.

    Raises Unreadable: not_a_number, progress_below_0, progress_over_100.
    """
    if isinstance(cell, str) and tight(cell).endswith("%"):
        percent: Decimal | None = _number(tight(cell)[:-1], cell)
    else:
        percent = read_decimal(cell)
        if percent is not None and 0 < percent <= 1:
            percent *= 100
    if percent is None:
        return None
    if percent < 0:
        raise Unreadable("progress_below_0", f"进度{quoted(cell)}小于0，请改为0到100之间")
    if percent > 100:
        raise Unreadable("progress_over_100", f"进度{quoted(cell)}超过100%，请改为0到100之间")
    return int(percent.quantize(Decimal(1), ROUND_HALF_UP))


def rounded(value: float, places: int = 1) -> str:
    """A number cut to so many decimals, half up (四舍五入): 56.25 is 56.3."""
    exact = Decimal(str(round(value, 6)))
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def read_fen(cell: object, unit: str = "元") -> int | None:
    """Money in whole 分 (CNY 0.01); ``unit`` is the column's unit and yields to one written in the cell.

    None if empty. Raises Unreadable: amount_not_a_number, amount_below_fen, amount_too_large.
    """
    if cell is None or (isinstance(cell, str) and is_nothing(cell)):
        return None
    text, own = cell, None
    if isinstance(cell, str) and not _in_parts(cell) and (found := _MONEY.fullmatch(tight(cell))):
        text, own = found[1], found[2]
    try:
        exact = _number(text, bare=True) * _FEN[own or unit]
    except Unreadable:
        raise Unreadable("amount_not_a_number", f"{quoted(cell)}不是确切金额，请改为数字") from None
    fen = exact.quantize(Decimal(1), ROUND_HALF_UP) if abs(exact) < _FEN_LIMIT else _too_large(cell)
    if abs(fen - exact) > Decimal("0.001"):
        raise Unreadable("amount_below_fen", f"金额{quoted(cell)}不足一分的尾数，请写到分为止")
    return int(fen)


def read_points(cell: object) -> int | None:
    """Points or a score in whole hundredths (百分之一分): 93.5 is 9350, 扣3分 is 300, −3 is -300; None if empty.

    Raises Unreadable: not_a_number, points_too_fine.
    """
    if cell is None or (isinstance(cell, str) and is_nothing(cell)):
        return None
    whole = isinstance(cell, str) and not _in_parts(cell)
    text = tight(str(cell)).removeprefix("扣").replace("−", "-").removesuffix("分") if whole else cell
    exact = _number(text, cell) * 100
    if abs(exact) > _POINTS_LIMIT:
        _too_large(cell)
    if exact != int(exact):
        raise Unreadable("points_too_fine", f"{quoted(cell)}小数多于两位，请写到 0.01 分为止")
    return int(exact)


def points(hundredths: int) -> str:
    """Hundredths of a point as people write them: 9350 is 93.5."""
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}.{rest:02d}".rstrip("0") if rest else f"{sign}{whole}"


def read_quantity(cell: object, signed: bool = False) -> int | None:
    """A quantity in whole thousandths of its unit: 18 is 18000, 0.35克 is 350; None if empty.

    A ``signed`` one may be below zero.

    Raises Unreadable: not_a_number, negative_quantity, quantity_too_fine.
    """
    if cell is None or (isinstance(cell, str) and is_nothing(cell)):
        return None
    exact = _counted(cell) * 1000
    if isinstance(cell, float) and abs(exact - round(exact)) < _NOISE:
        exact = Decimal(round(exact))
    if abs(exact) > _QUANTITY_LIMIT:
        _too_large(cell)
    if exact < 0 and not signed:
        raise Unreadable("negative_quantity", f"{quoted(cell)}小于0，请核对清单改正")
    if exact != int(exact):
        raise Unreadable("quantity_too_fine", f"{quoted(cell)}小数多于三位，请写到千分位为止")
    return int(exact)


def unit_told(cell: object) -> str:
    """The unit a quantity is written with: 只 of 2只, 枚 of 壹枚; empty for none."""
    text = tight(cell) if isinstance(cell, str) else ""
    found = _MEASURED.fullmatch(text) or _HAN_MEASURED.fullmatch(text)
    return (found[2] or "") if found is not None and not _in_parts(cell) else ""


def _counted(cell: object) -> Decimal:
    """The number of 18, 2只, 壹枚, 半箱. Raises Unreadable not_a_number."""
    text = tight(cell) if isinstance(cell, str) and not _in_parts(cell) else ""
    found, han = _MEASURED.fullmatch(text), _HAN_MEASURED.fullmatch(text)
    if found is None and han is not None:
        return Decimal("0.5") if han[1] == "半" else _han(han[1], cell)
    return _number(found[1] if found else cell, cell)


def _han(text: str, cell: object) -> Decimal:
    """十二, 壹佰零五, 两: digits and their places, up to 9999. 两百五 may be 205 or 250: not_a_number."""
    total, digit, last, gap = 0, None, 10_000, False
    for ch in text:
        place = _TENS.get(ch)
        if place is not None and (place >= last or (digit is None and place != 10) or digit == 0):
            return _number(cell)
        if place is not None:
            total, digit, last, gap = total + (1 if digit is None else digit) * place, None, place, False
        elif digit:
            return _number(cell)
        else:
            digit, gap = _HAN[ch] or None, gap or not _HAN[ch]
    if digit and total and last != 10 and not gap:
        return _number(cell)
    return Decimal(total + (digit or 0))


def quantity(thousandths: int) -> str:
    """Thousandths as people write them: 350 is 0.35."""
    whole, rest = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole}.{rest:03d}".rstrip("0") if rest else f"{sign}{whole}"


def read_clock(cell: object) -> str:
    """Time of day as H:MM in 24 hours; empty text if the cell is empty. Raises Unreadable not_a_time."""
    if cell is None or (isinstance(cell, str) and is_nothing(cell)):
        return ""
    if isinstance(cell, (datetime, time)):
        return _clock(cell.hour, cell.minute, cell)
    if isinstance(cell, timedelta):
        return _clock_of_fraction(cell / timedelta(days=1), cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, (bool, date)):
        return _clock_of_fraction(cell, cell)
    found = _CLOCK.fullmatch(tight(str(cell)))
    if not found:
        _not_a_time(cell)
    hour = int(found[2]) + (12 if found[1] in _AFTERNOON and int(found[2]) < 12 else 0)
    return _clock(hour, 30 if found[0].endswith("半") else int(found[3] or found[4] or 0), cell)


def _clock_of_fraction(part_of_day: float, cell: object) -> str:
    if not 0 <= part_of_day < 1:
        _not_a_time(cell)
    minutes = round(part_of_day * 24 * 60)
    return _clock(minutes // 60, minutes % 60, cell)


def _clock(hour: int, minute: int, cell: object) -> str:
    return f"{hour}:{minute:02}" if hour < 24 and minute < 60 else _not_a_time(cell)


def _number(cell: object, written: object = None, bare: bool = False) -> Decimal:
    """``bare`` refuses a measure word after the number."""
    if isinstance(cell, Decimal) and cell.is_finite():
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and isfinite(cell):
        return Decimal(str(cell))
    text = tight(cell).replace("−", "-") if isinstance(cell, str) and not _in_parts(cell) else ""
    if not bare and (found := _COUNTED.fullmatch(text)):
        text = found[1]
    if not _NUMBER.fullmatch(text):
        shown = quoted(cell if written is None else written)
        raise Unreadable("not_a_number", f"{shown}不是数字，请改为数字")
    return Decimal(text.replace(",", ""))


def _in_parts(cell: object) -> bool:
    """Whether a text holds numbers side by side or one below the other, which are never run together."""
    return isinstance(cell, str) and _APART.search(_SPACED.sub("", plain(cell))) is not None


def _too_large(cell: object) -> NoReturn:
    raise Unreadable("amount_too_large", f"{quoted(cell)}过大，请核对单位后改正")


def _not_a_time(cell: object) -> NoReturn:
    raise Unreadable("not_a_time", f"{quoted(cell)}不是时间，请写成 14:30 的样子")
