"""What the board 矩阵与轮岗 shows of posts and officers: chips, a typed text."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.figures.post_boards import B_AWAY, B_ROTATED, NO_B, Chart, Line, Matrix, PostRow
from desktop_app.rules.vocabulary import Coverage, RotationState
from desktop_app.views.posts.words import line_meets, post_meets

EMPTY, LACKING, SECOND, B_OUT, ENDING = "无人在岗", "缺B岗", "代岗", "B岗不在", "近期到期"
CHIPS = ((EMPTY, "red"), (LACKING, "amber"), (SECOND, "amber"), (B_OUT, "amber"), (ENDING, "amber"))
"""Words and tone of each chip; the last narrows the officers, the others the posts."""

_OVER = len(CHIPS) - 1
_RUNNING = (RotationState.HANDED, RotationState.RUNNING)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is shown: a chip (-1 for all) and a typed text."""

    chip: int = -1
    text: str = ""


def near(today: date, days: int) -> date:
    """The last day that is near."""
    return today + timedelta(days=days)


def is_of(row: PostRow, chip: int) -> bool:
    """Whether a post belongs under a chip."""
    if chip < 0 or chip == _OVER:
        return True
    tests = (
        row.state in (Coverage.EMPTY, Coverage.ROTATED),
        row.word == NO_B,
        row.state in (Coverage.STOOD_IN, Coverage.NAMED),
        row.word in (B_AWAY, B_ROTATED),
    )
    return tests[chip]


def ends_soon(line: Line, by: date) -> bool:
    """Whether a rotation of his under way is to end by a day, or should have ended."""
    return any(block.rotation_id and block.state in _RUNNING and (block.to_on or by) <= by for block in line.blocks)


def posts(told: Matrix, by: Narrowing) -> list[PostRow]:
    """The posts on show."""
    text = by.text.strip()
    return [row for row in told.rows if is_of(row, by.chip) and (not text or post_meets(row, text))]


def lines(told: Chart, by: Narrowing, until: date) -> tuple[Line, ...]:
    """The officers on show. A text that meets posts alone leaves the officers of those posts to be seen: none."""
    text = by.text.strip()
    kept = (line for line in told.lines if by.chip != _OVER or ends_soon(line, until))
    return tuple(line for line in kept if not text or line_meets(line, text))


def counts(matrix: Matrix, chart: Chart, until: date) -> list[int]:
    """All posts of today, and how many belong under each chip; a pair yet to come is no further post."""
    own = [sum(1 for row in matrix.rows if is_of(row, chip)) for chip in range(_OVER)]
    return [len(matrix.now), *own, sum(1 for line in chart.lines if ends_soon(line, until))]
