"""What the board 统计 of 案件评查 says: sentences that name the reviews behind a number."""

from desktop_app.rules.numbers import points

OFFICE = "全院"
NEVER = "从未抽评"


def reviews(ids: tuple[int, ...], *words: str) -> str:
    """合格 · 2015年5月 6 件; 全部 58 件 without words."""
    said = " · ".join(word for word in words if word)
    return f"{said or '全部'} {len(ids)} 件"


def month(word: str) -> str:
    """2015-05 in official words: 2015年5月; empty for all months."""
    year, _, number = word.partition("-")
    return f"{year}年{int(number)}月" if number else ""


def share(value: float | None) -> str:
    """A part in whole percent; none of nothing is a dash, a part too small for a percent says so."""
    if value is None:
        return "—"
    return "<1%" if 0 < value < 0.01 else f"{value:.0%}"


def off(hundredths: int) -> str:
    """Points off; nothing is a quiet dot."""
    return points(hundredths) if hundredths else "·"


def mean(hundredths: float | None) -> str:
    """A mean of points with two decimals; a dash where there is nothing to take it of."""
    return "—" if hundredths is None else f"{round(hundredths) / 100:.2f}"
