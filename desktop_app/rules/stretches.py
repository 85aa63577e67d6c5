"""From when to when, as one cell tells it (起止): 2015.3.3-3.5, 3月3日至5日, 4月7日起6个月, 上半年; never guessed."""

import re
from datetime import date

from desktop_app.rules.dates import last_of_month, read_date
from desktop_app.rules.periods import half_period, quarter_period
from desktop_app.rules.rotations import month_after
from desktop_app.rules.unreadable import Unreadable, plain, tight

LONGEST = 60
_BETWEEN = re.compile(r"\s*(?:[-—–―~]+|[至到]|起至)\s*")
_AROUND = re.compile(r"^[自从]\s*|\s*(?:[(\[][^()\[\]]*[)\]]|[,;、]?\s*(?:共计?|计|合计)?\d+(?:\.\d+)?天|[止。])$")
_TIME = re.compile(r"\s*(?:上午|下午|中午|晚上?|全天|全日)?\s*(?:\d{1,2}(?::\d{2}|[时点](?:\d{1,2}分|半)?))?$")
_MONTH_ONLY = re.compile(r"(?:\d{4}[年./-])?\d{1,2}月(?:份)?|\d{4}[年./-]\d{1,2}月?")
_BARE_MONTH = re.compile(r"\d{1,2}月")
_HEADLESS_MONTH = re.compile(r"(?:\d{4}[年./-])?\d{1,2}")
_SEASON = re.compile(r"(?:(\d{4})年)?(?:第?([1-4一二三四])季度|([上下])半年)")
_OWN_YEAR = re.compile(r"\d{4}|\d{2}[年./-]\d{1,2}[月./-]")
_DAY_ONLY = re.compile(r"(\d{1,2})[日号]")
_LASTS = re.compile(r"(?:为期|期限|共|计)?(\d{1,2}|[一两二三四五六七八九十]{1,2}|半)(?:个(半)?月|(年))")
_FOR = re.compile(r"[起,;、\s(]*(?:为期|期限|共|计)?(?:\d{1,2}|[一两二三四五六七八九十半]{1,2})(?:个月|年)\)?$")
_HAN = {ch: n for n, ch in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def stretch(cell: object, year: int | None) -> tuple[date, date] | None:
    """The first and the last day a cell tells; None where it tells one day, none, or several readings are possible.

    ``year`` is the ledger's, for days without one. A stretch of months ends with the last day of the last.
    """
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return None
    text = plain(cell)
    season = _season(tight(_shorn(text)), year)
    if season is not None:
        return season
    lasting = _FOR.search(text)
    if lasting is not None:
        first = _day(text[: lasting.start()].strip("自从起 "), year)
        last = begun(first, lasting[0])
        if first is not None and last is not None:
            return first, last
        text = text[: lasting.start()]
    shorn = _shorn(text)
    found = {
        told
        for cut in _BETWEEN.finditer(shorn)
        if (told := _from_to(shorn[: cut.start()], shorn[cut.end() :], year)) is not None
    }
    return found.pop() if len(found) == 1 else None if found else _hours_of(shorn, year)


def begun(first: date | None, said: object) -> date | None:
    """The last day of what begins on a day and lasts as long as a cell says (6个月, 半年, 一年); None otherwise."""
    months = _months(tight(str(said)).strip("起,;、()")) if first is not None else 0
    return month_after(first, months) if first is not None and months else None


def _season(text: str, year: int | None) -> tuple[date, date] | None:
    """2015年第二季度, 上半年: the days of a quarter or of half a year."""
    found = _SEASON.fullmatch(text)
    own = int(found[1] or year or 0) if found is not None else 0
    if found is None or not date.min.year <= own <= date.max.year:
        return None
    if found[3]:
        told = half_period(own, "上下".index(found[3]) + 1)
    else:
        told = quarter_period(own, int(found[2]) if found[2] in "1234" else _HAN[found[2]])
    return told.first, told.last


def _months(text: str) -> int:
    found = _LASTS.fullmatch(text)
    if found is None or found[2]:
        return 0
    if found[1] == "半":
        return 6 if found[3] else 0
    count = int(found[1]) if found[1].isdecimal() else _han(found[1])
    return count * (12 if found[3] else 1)


def _han(text: str) -> int:
    if len(text) == 1:
        return _HAN[text]
    return 10 + _HAN[text[1]] if text[0] == "十" else 0


def _shorn(text: str) -> str:
    """A text without 自, 止, and the number of days behind it."""
    shorter = _AROUND.sub("", text).strip()
    return shorter if shorter == text else _shorn(shorter)


def _from_to(left: str, right: str, year: int | None) -> tuple[date, date] | None:
    """Two sides of a stretch as days; the right one may leave out what the left one says."""
    before, after = _TIME.sub("", left.removesuffix("起")), _TIME.sub("", right)
    if _HEADLESS_MONTH.fullmatch(before) and _BARE_MONTH.fullmatch(after.removesuffix("份")):
        before += "月"
    first = _day(before, year)
    if first is None:
        return None
    if not after:
        return (first, first) if right else None
    if _MONTH_ONLY.fullmatch(before):
        last = _day(after, first.year) if _MONTH_ONLY.fullmatch(after) else None
        last = last_of_month(last) if last is not None else None
    else:
        last = _ends(first, before, after)
    return (first, last) if last is not None and first <= last else None


def _ends(first: date, before: str, after: str) -> date | None:
    if _MONTH_ONLY.fullmatch(after):
        return None
    alone = _DAY_ONLY.fullmatch(after)
    if alone is not None:
        return _day(f"{first.year}年{first.month}月{alone[1]}日", None)
    last = _day(after, first.year)
    if last is not None and last < first and _OWN_YEAR.match(before) and not _OWN_YEAR.match(after):
        return _day(after, first.year + 1)
    return last


def _hours_of(text: str, year: int | None) -> tuple[date, date] | None:
    """3月3日下午 is of that day alone."""
    bare = _TIME.sub("", text)
    day = _day(bare, year) if bare != text else None
    return (day, day) if day is not None else None


def _day(text: str, year: int | None) -> date | None:
    """A day for certain; a month is its first day."""
    text = text.removesuffix("份")
    told = f"{year}年{text}" if year and _BARE_MONTH.fullmatch(text) else text
    try:
        return read_date(told, year) if told else None
    except Unreadable:
        return None
