"""What the boards of 问题清单 say: sentences that name the records behind a number."""

from desktop_app.figures.issue_boards import EVERY, Column

MEASURE = "条"


def counted(ids: tuple[int, ...], *words: str) -> str:
    """公诉 · 个性 · 整改中 7 条; 全部 130 条 without words."""
    said = " · ".join(word for word in words if word)
    return f"{said or '全部'} {len(ids)} {MEASURE}"


def cell(line: str, column: Column, ids: tuple[int, ...]) -> str:
    """The sentence of a cell of the matrix."""
    return counted(ids, line if line != EVERY else "", column.nature, column.state, "逾期" if column.late else "")


def two_lines(word: str) -> str:
    """A head of four characters in two lines."""
    return f"{word[:2]}\n{word[2:]}" if len(word) == 4 else word


def number(count: int) -> str:
    """A count; nothing is a quiet dot."""
    return str(count) if count else "·"


def days(value: float | None) -> str:
    """A median in days: 24.5 天, 21 天."""
    return "" if value is None else f"{value:g} 天"
