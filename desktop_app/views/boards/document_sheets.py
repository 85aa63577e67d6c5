"""The sheets of the board 落实: documents by how far they have come, what waits for verification, the road of each."""

from collections.abc import Mapping
from datetime import date

from desktop_app.figures.document_boards import BY, CLOSED, STEPS, Ids, Tracker, step_of
from desktop_app.figures.document_standing import DocumentStand
from desktop_app.rules.deadlines import countdown, days_left
from desktop_app.rules.vocabulary import DocumentStanding, Landing
from desktop_app.views.boards.exam_words import named, number
from desktop_app.views.boards.issue_sheet import Head, Row
from desktop_app.views.boards.kind_table import Cell

PAPERS = "份"
ALL = "合计"
GROUPINGS = tuple(BY)
_TONES: Mapping[str, str] = {
    DocumentStanding.UNDELIVERED: "amber7",
    DocumentStanding.OVERDUE: "red7",
    DocumentStanding.UNVERIFIED: "amber7",
    CLOSED: "green7",
}
_MARKS: Mapping[str, str] = {
    DocumentStanding.UNDELIVERED: "○",
    DocumentStanding.WAITING: "○",
    DocumentStanding.OVERDUE: "!",
    DocumentStanding.UNVERIFIED: "◆",
    DocumentStanding.VERIFIED: "●",
    CLOSED: "✓",
}
"""A step by its shape, so that it is told without its colour."""
_SHORT: Mapping[str, str] = {DocumentStanding.OVERDUE: "逾期\n未回复", DocumentStanding.UNVERIFIED: "已回复\n未核查"}
_DONE, _MISSING = "✓", "·"


def count_heads(by: str) -> tuple[Head, ...]:
    """A column a step, from paper to landed."""
    first = Head(by, width=150 if by == "发往单位" else 118, left=True)
    steps = (Head(_SHORT.get(step, step), least=58) for step in STEPS)
    return (first, *steps, Head(ALL, width=56, sum=True))


def count_rows(told: Tracker, by: str) -> tuple[Row, ...]:
    """A row a word, last the sums; every number opens its documents."""
    groups = told.grouped(by)
    if not groups:
        return ()
    sums = {step: tuple(id_ for own in groups.values() for id_ in own.get(step, ())) for step in STEPS}
    return (*(_count_row(word, own) for word, own in groups.items()), _count_row(ALL, sums, total=True))


def _count_row(word: str, own: dict[str, Ids], total: bool = False) -> Row:
    every = tuple(id_ for ids in own.values() for id_ in ids)
    name = "" if total else word
    cells = (_count(own.get(step, ()), name, step, total) for step in STEPS)
    first = Cell(word, every, named(every, PAPERS, name), strong=total)
    return Row(word, (first, *cells, _sum(every, name)), total)


def _count(ids: Ids, name: str, step: str, total: bool) -> Cell:
    tone = _TONES.get(step, "ink") if ids else "ink3"
    loud = step == DocumentStanding.OVERDUE and bool(ids)
    text = f"! {len(ids)}" if loud else number(len(ids))
    return Cell(text, ids, named(ids, PAPERS, name, step), tone=tone, strong=total or loud, weight=float(len(ids)))


def _sum(ids: Ids, name: str) -> Cell:
    return Cell(number(len(ids)), ids, named(ids, PAPERS, name), strong=True, weight=float(len(ids)))


def waiting_heads() -> tuple[Head, ...]:
    return (
        Head("文号", width=172, left=True),
        Head("发往单位", left=True, least=96),
        Head("回复", width=76),
        Head("核查期限", width=148),
    )


def waiting_rows(told: Tracker) -> tuple[Row, ...]:
    """已回复未核查: each answered document nobody has gone to see, the longest waiting first."""
    rows = told.unverified
    if not rows:
        return (Row("", (Cell("没有。回复的都核查过了", tone="ink3"), *(Cell(_MISSING, tone="ink3"),) * 3)),)
    return tuple(_waiting(row, told.as_of) for row in rows)


def _waiting(row: DocumentStand, today: date) -> Row:
    said = named((row.id,), PAPERS, called(row))
    late = row.stale(today)
    left = countdown(days_left(row.verify_by, today)) if row.verify_by is not None else ""
    due = f"{'! ' if late else ''}{_day(row.verify_by, today)} {left}".strip()
    tone = "red7" if late else "amber7"
    waited = float((today - row.replied_on).days) if row.replied_on is not None else None
    return Row(
        str(row.id),
        (
            Cell(called(row), (row.id,), said),
            Cell(row.unit, (row.id,), said, tone="ink2"),
            Cell(_day(row.replied_on, today), (row.id,), said, weight=waited),
            Cell(due, (row.id,), said, f"{said}，核查期限 {due}", tone, late, weight=waited),
        ),
    )


ROAD = (
    ("发出", 76),
    ("送达", 76),
    ("应回复", 148),
    ("回复", 76),
    ("核查", 92),
    ("落实", 76),
    ("办结", 76),
)
"""What a document goes through, and room for its day: with the year where that is not this one."""


def road_heads() -> tuple[Head, ...]:
    """发出→送达→应回复→回复→核查→落实→办结."""
    steps = (Head(f"→ {word}" if at else word, width=width) for at, (word, width) in enumerate(ROAD))
    return (
        Head("走到", width=116, left=True),
        Head("文号", width=164, left=True),
        Head("发往单位", width=86, left=True),
        Head("内容", left=True, least=72),
        *steps,
        Head("督促", width=48),
    )


def road_rows(told: Tracker) -> tuple[Row, ...]:
    """A row a document not closed, the longest overdue first; closed ones are opened from the counts."""
    return tuple(_road(row, told.as_of) for row in told.open)


def _road(row: DocumentStand, today: date) -> Row:
    said, ids, step = named((row.id,), PAPERS, called(row)), (row.id,), step_of(row)
    tone = _TONES.get(step, "ink")
    heavy = row.overdue
    place = float(STEPS.index(step))

    def day(on: date | None, tone: str = "ink") -> Cell:
        text = _day(on, today)
        return Cell(text, ids, said, tone=tone if on else "ink3", weight=float(on.toordinal()) if on else None)

    return Row(
        str(row.id),
        (
            Cell(f"{_MARKS.get(step, '○')} {step}", ids, said, tone=tone, strong=heavy, weight=place),
            Cell(called(row), ids, said, strong=True),
            Cell(row.unit, ids, said, tone="ink2"),
            Cell(row.name, ids, said),
            day(row.sent_on),
            day(row.delivered_on) if row.delivered_on else _owed(row.deliver_by, today, ids, said),
            _due(row, today, ids, said),
            day(row.replied_on),
            day(row.verified_on) if row.verified_on else _owed(row.verify_by, today, ids, said),
            _landed(row, ids, said),
            day(row.closed_on),
            Cell(number(len(row.urged)), ids, said, f"{said}，督促 {len(row.urged)} 次", tone="ink2",
                 weight=float(len(row.urged))),
        ),
    )  # fmt: skip


def _owed(by: date | None, today: date, ids: Ids, said: str) -> Cell:
    """What has not happened yet: past its last day it says so in red, otherwise a quiet dot."""
    if by is None or by >= today:
        told = f"{said}，期限 {by}" if by else said
        return Cell(_MISSING, ids, said, told, tone="ink3")
    over = (today - by).days
    return Cell(
        f"! 超{over}天", ids, said, f"{said}，期限 {by}，超 {over} 天", "red7", True, weight=float(by.toordinal())
    )


def _due(row: DocumentStand, today: date, ids: Ids, said: str) -> Cell:
    if row.due_on is None:
        return Cell("不要求" if row.silent else _MISSING, ids, said, tone="ink3")
    text, weight = _day(row.due_on, today), float(row.due_on.toordinal())
    if row.replied_on is not None:
        late = "，逾期回复" if row.replied_on > row.due_on else ""
        return Cell(text, ids, said, f"{said}，应回复 {row.due_on}{late}", "ink2", weight=weight)
    left = days_left(row.due_on, today)
    told = f"{'! ' if left < 0 else ''}{text} {countdown(left)}"
    tone = "red7" if left < 0 else "amber7" if left <= 7 else "ink"
    return Cell(told, ids, said, f"{said}，应回复 {row.due_on}，{countdown(left)}", tone, left < 0, weight=weight)


def _landed(row: DocumentStand, ids: Ids, said: str) -> Cell:
    if row.landing is None:
        return Cell(_MISSING, ids, said, tone="ink3")
    tone = "green7" if row.landing is Landing.DONE else "amber7"
    mark = _DONE if row.landing is Landing.DONE else "◆"
    return Cell(f"{mark} {row.landing}", ids, said, tone=tone)


def called(row: DocumentStand) -> str:
    """A document by its number, one without by that of the register."""
    return row.doc_no or row.number


def _day(on: date | None, today: date) -> str:
    if on is None:
        return _MISSING
    return f"{on:%m-%d}" if on.year == today.year else f"{on:%y-%m-%d}"
