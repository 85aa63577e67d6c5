"""What the board 统计 of 学习考试 says: sentences that name records, rates with their counts."""

from datetime import date

from desktop_app.rules.numbers import points

OFFICE = "全院"
PEOPLE, SESSIONS, VOLUMES, CASES = "人", "场", "卷", "件"
DASH = "—"


def named(ids: tuple[int, ...], measure: str, *words: str) -> str:
    """第一次考试 · 公诉 · 缺考 2 人; 全部 60 人 without words."""
    said = " · ".join(word for word in words if word)
    return f"{said or '全部'} {len(ids)} {measure}"


def number(count: float | None) -> str:
    """A count; nothing is a quiet dot."""
    return f"{count:g}" if count else "·"


def mark(value: float | None) -> str:
    """A mark in points: 83, 99.5; a dash where nobody has one."""
    return DASH if value is None else f"{value:g}"


def mean(value: float | None, of: int) -> str:
    """A mean with two decimals and what it is taken of: 83.12 (57); a dash of nothing."""
    return DASH if value is None else f"{value:.2f} ({of})"


def percent(part: float | None) -> str:
    """A part of 1 with one decimal: 96.5%; a dash of nothing."""
    return DASH if part is None else f"{part:.1%}"


def share(part: float | None, count: int, of: int) -> str:
    """A rate with its counts: 96.5% (55/57); a dash of nothing."""
    return DASH if part is None else f"{part:.1%} ({count}/{of})"


def hours(hundredths: int) -> str:
    """Class hours: 4.5; none is a quiet dot."""
    return points(hundredths) if hundredths else "·"


def day(on: date | None) -> str:
    """04-24; a dash where none is known."""
    return f"{on:%m-%d}" if on else DASH


def brief(title: str, room: int = 12) -> str:
    """A title cut to what a head holds."""
    return title if len(title) <= room else f"{title[: room - 1]}…"
