"""《路线图》 as a tiled chart or table, and as a wall poster of the phases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desktop_app.figures.roadmap import RoadmapHead, RoadmapRow, RoadmapTask, roadmap_rows
from desktop_app.reports.blocks import Document
from desktop_app.reports.gantt import Chart, Choice, GanttRow, Level, roadmap
from desktop_app.reports.plan_papers import CAMPAIGN
from desktop_app.reports.poster import PosterPhase, wall_poster
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import LEDGER_PAGE, Paper
from desktop_app.system.errors import Refusal

CHOICES = {"chart": Choice.CHART, "table": Choice.TABLE, "both": Choice.BOTH}


def roadmap_paper(request: Request) -> Document:
    """The roadmap; options ``paper`` A4 or A3 and ``show`` chart, table or both."""
    with request.desk.facts() as facts:
        rows = tuple(_gantt_rows(roadmap_rows(facts.session, request.as_of, facts.calendar)))
        if not any(row.start or row.due for row in rows):
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
    """First and last day to show, in whole months; at least one row has a day."""
    given = [day for row in rows for day in (row.start, row.due, row.baseline_start, row.baseline_due) if day]
    first = min(given).replace(day=1)
    last = max(*given, *(row.done_on for row in rows if row.done_on), first)
    next_month = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return first, date.fromordinal(next_month.toordinal() - 1)


def _gantt_rows(rows: list[RoadmapRow]) -> Iterator[GanttRow]:
    for row in rows:
        yield _phase(row) if isinstance(row, RoadmapHead) else _task(row)


def _phase(row: RoadmapHead) -> GanttRow:
    share = round(100 * row.done / row.total) if row.total else 0
    said = f"完成 {row.done}/{row.total} 项" if row.total else "尚未安排任务"
    return GanttRow(Level.PHASE, row.mark, row.name, "", row.start, row.due, progress=share, state=said)


def _task(row: RoadmapTask) -> GanttRow:
    start = min(row.start, row.due) if row.start and row.due else row.start
    return GanttRow(
        Level.TASK,
        row.number,
        row.name,
        row.department,
        start,
        row.due,
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
        return wall_poster(title, unit, phases, meta(request, facts, title), request.as_of, footer(request, facts, ()))


def _poster_phases(rows: list[RoadmapRow], goals: dict[int, str]) -> Iterator[PosterPhase]:
    heads = [row for row in rows if isinstance(row, RoadmapHead)]
    for head in heads:
        tasks = tuple(row.name for row in rows if isinstance(row, RoadmapTask) and row.head == head.id)
        if head.start and head.due:
            yield PosterPhase(
                head.name,
                head.start,
                head.due,
                goals.get(head.id, ""),
                tasks,
                f"{head.done}/{head.total}" if tasks else "",
            )
