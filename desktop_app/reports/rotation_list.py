"""《轮岗安排表》: who goes where from when to when under whom, the annex of the notice; one list a batch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.figures.engine import Question
from desktop_app.figures.rotation_standing import RotationStand, every_rotation
from desktop_app.models.rotations import RotationBatch
from desktop_app.reports.blocks import Block, Column, Document, GroupRow, Heading, Ledger, PageBreak, Row
from desktop_app.reports.form_rows import iso, span
from desktop_app.reports.issue_rows import asked, han, only_options
from desktop_app.reports.plan_papers import annex_mark
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.rotation_rows import Turn, by_number, turns
from desktop_app.reports.styles import Align, Margins, PageSetup
from desktop_app.rules.dates import long_day
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import BatchState
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.system.errors import Refusal

TITLE = "轮岗安排表"
ANNEX = "annex"
BATCH = RotationBatch.__tablename__
CENTRE = Align.CENTRE
PAGE = PageSetup(margins=Margins(18, 15, 20, 15))
COLUMNS = (
    Column("序号", mm=10, align=CENTRE),
    Column("姓名", mm=20, align=CENTRE),
    Column("原部门", mm=29),
    Column("轮岗部门", mm=29),
    Column("起", mm=22, align=CENTRE, group="轮岗时间"),
    Column("止", mm=22, align=CENTRE, group="轮岗时间"),
    Column("带教人", mm=20, align=CENTRE),
    Column("备注", weight=1),
)


@dataclass(frozen=True)
class _Batch:
    """A batch with its rotations; an empty ``row`` for those of none."""

    row: Stored
    stands: tuple[RotationStand, ...]


def rotation_list(request: Request) -> Document:
    """《轮岗安排表》 of the batch named by ``record`` (number, title, or the number of one of its rotations).

    None named: every batch not closed and the rotations of none, each on a page of its own; where all are closed, all.
    Option ``annex=1`` puts 附件1 at the head.
    """
    only_options(request, TITLE, ANNEX)
    with request.desk.facts() as facts:
        blocks: list[Block] = []
        for batch in _batches(request, facts, asked(request, facts)):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _list(request, facts, batch)
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), footer(request, facts))


def _batches(request: Request, facts: Facts, ask: Question) -> list[_Batch]:
    known = [_batch(row, every_rotation(ask)) for row in _in_order(facts.live(BATCH))]
    loose = _batch({}, every_rotation(ask))
    every = [*known, *([loose] if loose.stands or not known else [])]
    wanted = tight(request.record)
    if not wanted:
        return [one for one in every if one.row.get("state") != BatchState.CLOSED] or every
    for one in every:
        numbers = {row.number for row in one.stands}
        if wanted.upper() in numbers or wanted.upper() == one.row.get("number") or wanted == tight(_title(one.row)):
            return [one]
    raise Refusal(f"没有“{request.record}”这个轮岗批次。写批次编号（如 LP-01）、名称，或其中一人的轮岗编号", "record")


def _in_order(rows: Iterable[Stored]) -> list[Stored]:
    return sorted(rows, key=lambda row: (str(row["from_on"] or ""), str(row["number"])))


def _batch(row: Stored, every: Iterable[RotationStand]) -> _Batch:
    return _Batch(row, tuple(by_number(one for one in every if one.batch_id == row.get("id"))))


def _title(row: Stored) -> str:
    return str(row.get("title") or "")


def heading_of(title: str) -> str:
    """What the list of a batch is called: 第一批交叉轮岗 makes 第一批交叉轮岗安排表."""
    return next(
        (f"{title}{TITLE[len(end) :]}" for end in (TITLE, "轮岗安排", "轮岗") if title.endswith(end)), None
    ) or (f"{title}{TITLE}" if title else f"干警{TITLE}")


def _list(request: Request, facts: Facts, batch: _Batch) -> Iterator[Block]:
    yield from annex_mark(request.options.get(ANNEX, ""))
    yield Heading(heading_of(_title(batch.row)))
    yield unit_line(request, facts)
    told = turns(facts, batch.stands)
    yield Ledger(COLUMNS, list(_rows(told)), note=_note(batch), min_row_mm=8, empty="（还没有安排轮岗）")


def _rows(told: Sequence[Turn]) -> Iterator[Row]:
    """The rotations numbered on, under their periods where there are several."""
    periods = sorted({row.stand.period for row in told if row.stand})
    at = 0
    for period in periods:
        own = [row for row in told if row.stand and row.stand.period == period]
        if len(periods) > 1:
            yield GroupRow(f"第{han(period)}期（{_span(own)}，{len(own)}人）")
        yield from (_row(row, place) for place, row in enumerate(own, at + 1))
        at += len(own)


def _span(own: Sequence[Turn]) -> str:
    firsts = [row.stand.planned_from for row in own if row.stand and row.stand.planned_from]
    lasts = [row.stand.planned_to for row in own if row.stand and row.stand.planned_to]
    return span(min(firsts, default=None), max(lasts, default=None)) or "时间待补"


def _row(row: Turn, at: int) -> Row:
    begins, ends = (row.stand.planned_from, row.stand.planned_to) if row.stand else (None, None)
    return (str(at), row.who, row.origin, row.goal, iso(begins), iso(ends), row.mentor, row.remarks)


def _note(batch: _Batch) -> str:
    if not batch.stands:
        return ""
    people = {row.officer_id for row in batch.stands}
    places = {row.to_id for row in batch.stands}
    said = [f"注：共{len(people)}人，轮岗到{len(places)}个部门"]
    for label, key in (("依据", "basis"), ("批准会议", "meeting")):
        if batch.row.get(key):
            said.append(f"{label}：{batch.row[key]}")
    approved = batch.row.get("approved_on")
    if approved:
        said.append(f"{long_day(approved)}批准")
    return "；".join(said) + "。"
