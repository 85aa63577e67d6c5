"""《路线图》 as a tiled chart or table, and as a wall poster of the phases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desktop_app.figures.roadmap import RoadmapHead, RoadmapRow, RoadmapTask, roadmap_rows
from desktop_app.reports.blocks import LEDGER_PAGE, Document, Paper
from desktop_app.reports.gantt import Chart, Choice, GanttRow, Level, roadmap
from desktop_app.reports.plan_papers import CAMPAIGN
from desktop_app.reports.poster import PosterPhase, wall_poster
from desktop_app.reports.request import Request, footer, meta
from desktop_app.system.errors import Refusal

CHOICES = {"chart": Choice.CHART, "table": Choice.TABLE, "both": Choice.BOTH}


def roadmap_paper(request: Request) -> Document:
    """The roadmap; options ``paper`` A4 or A3 and ``show`` chart, table or both."""
    with request.desk.facts() as facts:
        rows = tuple(_gantt_rows(roadmap_rows(facts.session, request.as_of, facts.calendar)))
        if not rows:
            raise Refusal("还没有排定日期的任务，路线图无从画起。先录入任务或导入任务分解表")
        title = f"{CAMPAIGN}工作路线图（{facts.unit.get('year', '')}年）"
        first, last = span(rows)
        unit = f"填报单位：{facts.unit.get('name', '')}"
        chart = Chart(title, unit, rows, first, last, request.as_of)
        page = LEDGER_PAGE
        if request.options.get("paper", "A4").upper() == "A3":
            page = replace(page, paper=Paper.A3)
        choice = CHOICES.get(request.options.get("show", "chart"), Choice.CHART)
        return roadmap(chart, meta(request, facts, title), choice=choice, page=page, footer=footer(request, facts))


def span(rows: tuple[GanttRow, ...]) -> tuple[date, date]:
    """First and last day to show, in whole months."""
    first = min(min(row.start, row.baseline_start or row.start) for row in rows).replace(day=1)
    last = max(max(row.due, row.baseline_due or row.due, row.done_on or row.due) for row in rows)
    next_month = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return first, date.fromordinal(next_month.toordinal() - 1)


def _gantt_rows(rows: list[RoadmapRow]) -> Iterator[GanttRow]:
    for row in rows:
        start, due = row.start or row.due, row.due or row.start
        if start is None or due is None:
            continue
        if isinstance(row, RoadmapHead):
            yield _phase(row, start, due)
        else:
            yield _task(row, start, due)


def _phase(row: RoadmapHead, start: date, due: date) -> GanttRow:
    share = round(100 * row.done / row.total) if row.total else 0
    return GanttRow(
        Level.PHASE, row.mark, row.name, f"{row.done}/{row.total}", start, due, progress=share, overdue_days=0
    )


def _task(row: RoadmapTask, start: date, due: date) -> GanttRow:
    return GanttRow(
        Level.TASK,
        row.number,
        row.name,
        row.department,
        min(start, due),
        due,
        baseline_start=row.base_start if row.moved else None,
        baseline_due=row.first_due if row.moved else None,
        done_on=row.done_on,
        progress=row.progress,
        state=row.state.value,
        overdue_days=row.late or row.late_done,
        slip=row.slip,
    )


def poster_paper(request: Request) -> Document:
    """The wall poster 《路线图》: phases as arrows with dates, goal and tasks, one A3 sheet."""
    with request.desk.facts() as facts:
        rows = roadmap_rows(facts.session, request.as_of, facts.calendar)
        goals = {row["id"]: str(row["goal"]) for row in facts.live("phase")}
        phases = tuple(_poster_phases(rows, goals))
        if not phases:
            raise Refusal("还没有排定起止的阶段，路线图无从画起。先填阶段起止日期")
        title = f"{CAMPAIGN}工作路线图"
        unit = str(facts.unit.get("name") or "")
        return wall_poster(title, unit, phases, meta(request, facts, title), watermark=footer(request, facts).watermark)


def _poster_phases(rows: list[RoadmapRow], goals: dict[int, str]) -> Iterator[PosterPhase]:
    heads = [row for row in rows if isinstance(row, RoadmapHead)]
    for head in heads:
        tasks = tuple(row.name for row in rows if isinstance(row, RoadmapTask) and row.head == head.id)
        if head.start and head.due:
            yield PosterPhase(
                head.name, head.start, head.due, goals.get(head.id, ""), tasks, f"{head.done}/{head.total}"
            )
