"""Dates (日期) as ledgers write them and as the officer types them. What is not certain is refused, never guessed."""

import re
from calendar import monthrange
from datetime import date, timedelta
from math import isfinite
from typing import NoReturn

from desktop_app.rules.unreadable import Unreadable, is_nothing, plain, quoted, tight

_EPOCH = date(1899, 12, 30)
_SERIALS = range(7306, 73051)  # 1920-01-01 to 2099-12-31
_YEARS = range(1900, 2100)
_AHEAD = 20

_TIME = re.compile(r"[\sT]*(?:上午|下午|晚上)?\d{1,2}[:时点]\d{2}(?:[:分]\d{2}(?:\.\d+)?)?[秒分]?$")
_WEEKDAY = re.compile(r"[(\[]?(?:星期|礼拜|周)[一二三四五六日天][)\]]?$")
_PARTS = re.compile(r"(?:(\d{4}|\d{2})[./年-])?(\d{1,2})[./月-](\d{1,2})[日号]?")
_APART = re.compile(r"\d\s+\d")
"""Numbers with only a blank or a line break between them, which are never run together."""
_MONTH = re.compile(r"(\d{4})[./年-](\d{1,2})月?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")
_HAN_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月"
    r"(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_HAN = {ch: n for n, ch in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}

_OFFSET = re.compile(r"([+-])(\d{1,5})[天日]?")
_TYPED_SHORT = re.compile(r"(\d{1,2})(\d{2})")
_TYPED_SIX = re.compile(r"(\d{2})(\d{2})(\d{2})")
_NEARBY = {"前天": -2, "昨": -1, "昨天": -1, "昨日": -1, "今": 0, "今天": 0, "今日": 0}
_NEARBY |= {"明": 1, "明天": 1, "明日": 1, "后天": 2}


def read_date(cell: object, year: int | None = None) -> date | None:
    """The day a ledger cell names, or None for an empty cell.

    Takes dates, Excel serial numbers (1900 epoch), 8-digit numbers and every usual Chinese spelling; a month without
    a day is its first day. ``year`` is the ledger's year, for 3月26日 and 5.22.
    Raises Unreadable: impossible_date, year_missing, not_a_date.
    """
    if cell is None:
        return None
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day, f"{cell:%Y-%m-%d}")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and isfinite(cell):
        return _from_number(cell, year)
    if isinstance(cell, str):
        return None if is_nothing(cell) else _from_text(cell, year)
    return _not_a_date(cell)


def typed_date(text: str, today: date, base: date | None = None) -> date | None:
    """The day the officer typed: 515, 5.15, 0515, 150515, +30 (from ``base`` or today), 今, 月底; None if blank.

    The year is today's. Raises Unreadable like ``read_date``.
    """
    said = tight(text)
    if said == "":
        return None
    if said in _NEARBY:
        return today + timedelta(days=_NEARBY[said])
    if said in ("月底", "月末"):
        return last_of_month(today)
    if found := _OFFSET.fullmatch(said):
        return _days_from(base or today, int(found[1] + found[2]), text)
    if said.isdecimal():
        return _typed_digits(said, today, text)
    return _from_text(text, today.year)


def last_of_month(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def long_day(day: date) -> str:
    """2015年5月6日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _days_from(start: date, days: int, written: str) -> date:
    try:
        moved = start + timedelta(days=days)
    except OverflowError:
        _not_a_date(written)
    return moved if moved.year in _YEARS else _not_a_date(written)


def _typed_digits(said: str, today: date, written: str) -> date:
    if len(said) in (3, 4) and (found := _TYPED_SHORT.fullmatch(said)):
        return _day(today.year, int(found[1]), int(found[2]), written)
    if found := _TYPED_SIX.fullmatch(said):
        return _day(_near_year(int(found[1]), today), int(found[2]), int(found[3]), written)
    if found := _COMPACT.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]), written)
    return _not_a_date(written)


def _near_year(two_digits: int, today: date) -> int:
    """The year of this century, or of the last one when it would lie more than 20 years ahead: 85 is 1985 in 2015."""
    year = today.year // 100 * 100 + two_digits
    return year - 100 if year > today.year + _AHEAD else year


def _from_number(number: float, year: int | None) -> date:
    if number == int(number) and (found := _COMPACT.fullmatch(str(int(number)))):
        return _day(int(found[1]), int(found[2]), int(found[3]), int(number))
    if int(number) in _SERIALS:
        return _EPOCH + timedelta(days=int(number))
    if number == int(number):
        return _from_text(str(int(number)), year)
    return _from_decimal(number, year)


def _from_decimal(number: float, year: int | None) -> date:
    """2015.03 or 5.22 kept by Excel as a number, which has lost a closing zero: 5.1 may have been 5.10."""
    whole, _, rest = repr(number).partition(".")
    if len(rest) > 2 or not rest.isdecimal():
        _not_a_date(number)
    limit = 12 if len(whole) == 4 else 31
    if len(rest) == 1 and int(rest) * 10 <= limit:
        kind = "月" if len(whole) == 4 else "日"
        said = f"{quoted(number)}可能是{rest}{kind}，也可能是{rest}0{kind}，请写全日期"
        raise Unreadable("not_a_date", said)
    return _from_text(f"{whole}.{rest}", year)


def _from_text(written: str, year: int | None) -> date:
    told = _TIME.sub("", _WEEKDAY.sub("", plain(written)))
    if _APART.search(told):
        _not_a_date(written)
    text = _WEEKDAY.sub("", tight(told))
    if found := _HAN_DATE.fullmatch(text):
        years = int("".join(str(_HAN[ch]) for ch in found[1]))
        return _day(years, _han_number(found[2]), _han_number(found[3] or "一"), written)
    if found := _COMPACT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), written)
    if (found := _MONTH.fullmatch(text)) or ((found := _COMPACT_MONTH.fullmatch(text)) and int(found[1]) in _YEARS):
        return _day(int(found[1]), int(found[2]), 1, written)
    if found := _PARTS.fullmatch(text):
        return _day(_full_year(found[1], year, written), int(found[2]), int(found[3]), written)
    return _not_a_date(written)


def _full_year(written_year: str | None, year: int | None, written: object) -> int:
    if written_year is None:
        if year is None:
            raise Unreadable("year_missing", f"{quoted(written)}没有年份，请补上年份")
        return year
    if len(written_year) == 4:
        return int(written_year)
    if year is not None and year % 100 == int(written_year):
        return year
    raise Unreadable("year_missing", f"{quoted(written)}的年份只有两位，请写全四位年份")


def _day(year: int, month: int, day: int, written: object) -> date:
    if year not in _YEARS:
        raise Unreadable("not_a_date", f"{quoted(written)}的年份{year}不对，请核对后改正")
    if not 1 <= month <= 12:
        raise Unreadable("impossible_date", f"{year}年没有{month}月，请改为实有的日期")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise Unreadable("impossible_date", f"{year}年{month}月没有{day}日，请改为实有的日期")
    return date(year, month, day)


def _han_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HAN[text] if len(text) == 1 else 0
    return (_HAN.get(tens, 0) if tens else 1) * 10 + (_HAN[ones] if ones else 0)


def _not_a_date(cell: object) -> NoReturn:
    raise Unreadable("not_a_date", f"{quoted(cell)}不是日期，请写成 2015-03-05 的样子")


def days_told(first: date, last: date) -> tuple[str, str]:
    """Two days as a sentence compares them: with their years only where these differ."""
    way = "%m-%d" if first.year == last.year else "%Y-%m-%d"
    return f"{first:{way}}", f"{last:{way}}"
