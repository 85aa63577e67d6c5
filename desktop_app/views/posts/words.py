"""What the board 矩阵与轮岗 says: sentences of a post, of a week, of a rotation."""

from collections.abc import Sequence
from datetime import date

from desktop_app.figures.post_boards import Block, Chart, Line, Matrix, PostRow, WeekCell
from desktop_app.rules.names import match
from desktop_app.rules.vocabulary import Coverage

TICK, SECOND, NAMED, NOT_YET = "✓", "B", "代", "·"
SIGNS = {Coverage.HELD: TICK, Coverage.STOOD_IN: SECOND, Coverage.NAMED: NAMED}
"""A week in one sign where somebody holds the post; an empty one is said in words."""

NOBODY = "—"


def day(on: date) -> str:
    """5月4日."""
    return f"{on.month}月{on.day}日"


def month_day(on: date | None, year: int) -> str:
    """08-31; with the year where it is another."""
    if on is None:
        return NOBODY
    return f"{on:%m-%d}" if on.year == year else on.isoformat()


def days(those: Sequence[date]) -> str:
    """The days of a week in runs: 5-18至5-20、5-22."""
    runs: list[list[date]] = []
    for one in those:
        if runs and (one - runs[-1][-1]).days == 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return "、".join(_run(run[0], run[-1]) for run in runs)


def _run(first: date, last: date) -> str:
    start = f"{first.month}-{first.day}"
    return start if first == last else f"{start}至{last.month}-{last.day}"


def week(cell: WeekCell) -> tuple[str, str]:
    """A week of a post in one or two lines: ✓; B 2天; 空岗 over 3天."""
    if cell.state is None:
        return NOT_YET, ""
    sign = SIGNS.get(cell.state, cell.state.value)
    whole = len(cell.days) == (cell.last - cell.first).days + 1
    return sign, "" if cell.state is Coverage.HELD or (whole and not cell.bad) else f"{len(cell.days)}天"


def week_told(row: PostRow, cell: WeekCell) -> str:
    """The same as a sentence: 审查起诉一 5-18至5-24，空岗 3 天：5-18至5-20."""
    span = f"{row.short} {row.name} {_run(cell.first, cell.last)}"
    if cell.state is None:
        return f"{span}，没有设岗"
    people = f"，{'、'.join(cell.people)}" if cell.people else ""
    if cell.state is Coverage.HELD:
        return f"{span}，{cell.state}{people}"
    return f"{span}，{cell.state} {len(cell.days)} 天：{days(cell.days)}{people}"


def post_told(row: PostRow) -> str:
    """A post as a sentence: 控申 控申接访，A岗 唐书航，B岗 无，缺B岗，现由 唐书航 在岗."""
    second = row.b or (f"不设（{row.sole}）" if row.sole else "无")
    now = f"，今天由 {row.holder} 在岗" if row.holder else ""
    return f"{row.short} {row.name}，A岗 {row.a or '无'}，B岗 {second}，{row.word}{now}"


def pair_told(row: PostRow) -> str:
    """The same for the strip under the matrix, behind the name of the post."""
    second = row.b or (f"不设（{row.sole}）" if row.sole else "无")
    now = f"今天由 {row.holder} 在岗" if row.holder else row.word
    return f"A岗 {row.a or '无'}，B岗 {second}，{now}"


def share(matrix: Matrix) -> tuple[int, int]:
    """Posts somebody holds today, of how many."""
    return sum(1 for row in matrix.now if row.holder), len(matrix.now)


def block_told(line: Line, block: Block, year: int) -> str:
    """A block as a sentence: 5月4日 公诉 → 控申，带教 唐书航，期限 08-31，轮岗中."""
    if not block.rotation_id:
        return f"在{block.department}"
    begun = day(block.from_on or block.first)
    mentor = f"，带教 {block.mentor}" if block.mentor else ""
    until = month_day(block.to_on or block.last, year)
    came = block.origin or line.department
    return f"{begun} {came} → {block.short}{mentor}，期限 {until}，{block.state}"


def spoken(chart: Chart, line: Line | None, month: int) -> str:
    """What a screen reader says of the cursor in the chart, then of the chart."""
    every = f"交叉轮岗 {chart.year} 年，{len(chart.lines)} 人"
    if line is None:
        return f"{every}，没有符合的人"
    block = block_in(chart, line, month)
    said = block_told(line, block, chart.year) if block is not None else "没有安排"
    planned = "，计划" if block is not None and block.planned else ""
    return f"{line.name} {month}月，{said}{planned}。{every}"


def block_in(chart: Chart, line: Line, month: int) -> Block | None:
    """The block a month shows most days of; a rotation before days at home of the same length."""
    first, last = chart.months[month - 1]

    def share_of(block: Block) -> tuple[int, bool]:
        held = (min(block.last, last) - max(block.first, first)).days + 1
        return held, bool(block.rotation_id)

    met = [block for block in line.blocks if block.first <= last and first <= block.last]
    return max(met, key=share_of, default=None)


def post_meets(row: PostRow, text: str) -> bool:
    """Whether a typed text meets a post: its name, department or one of its pair, by characters or initials."""
    return any(match(text, told) is not None for told in (row.name, row.department, row.a, row.b) if told)


def line_meets(line: Line, text: str) -> bool:
    """Whether it meets an officer or a department he serves in this year."""
    told = (line.name, line.department, *(block.department for block in line.blocks))
    return any(match(text, one) is not None for one in told if one)
