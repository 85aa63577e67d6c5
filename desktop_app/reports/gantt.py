"""The printed roadmap (路线图): chart, table or both, from plain rows.

Text is 9 pt or larger everywhere; every state is told by shape and word, so that a black-and-white print says it all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from desktop_app.reports.blocks import Block, Column, Document, GroupRow, Heading, Ledger, PageBreak, Row, UnitLine
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.gantt_bars import phase_words
from desktop_app.reports.gantt_rows import MISSING, Chart, GanttRow, Level, slip_words
from desktop_app.reports.gantt_tiles import tiles
from desktop_app.reports.styles import LEDGER_PAGE, Align, Footer, Meta, PageSetup

__all__ = ["Chart", "Choice", "GanttRow", "Level", "roadmap"]


class Choice(Enum):
    """What the officer wants printed (打印内容)."""

    CHART = "仅甘特图"
    TABLE = "仅任务表"
    BOTH = "图和表"


@dataclass(frozen=True)
class _Parts:
    chart: bool
    table: bool


_PARTS = {Choice.CHART: _Parts(True, False), Choice.TABLE: _Parts(False, True), Choice.BOTH: _Parts(True, True)}


def roadmap(
    chart: Chart,
    meta: Meta,
    *,
    choice: Choice = Choice.CHART,
    page: PageSetup = LEDGER_PAGE,
    footer: Footer | None = None,
    fonts: FontCase | None = None,
) -> Document:
    """The roadmap as a paper. A chart too large for one sheet is tiled, heads and task names repeated on each."""
    parts = _PARTS[choice]
    blocks: list[Block] = []
    if parts.table:
        blocks += _table(chart)
    if parts.chart:
        for drawing in tiles(chart, page, fonts or workstation_fonts()):
            blocks += [PageBreak(), drawing]
    return Document(chart.title, page, tuple(blocks), meta, footer or Footer(("填表人：", "审核人：")))


def _table(chart: Chart) -> list[Block]:
    columns = (
        Column("序号", align=Align.CENTRE),
        Column("工作任务", weight=3),
        Column("责任部门"),
        Column("开始", group="时间安排", align=Align.CENTRE),
        Column("期限", group="时间安排", align=Align.CENTRE),
        Column("原定期限", group="时间安排", align=Align.CENTRE),
        Column("较原定", group="时间安排", align=Align.CENTRE),
        Column("进度", group="进展情况", align=Align.RIGHT),
        Column("状态", group="进展情况", align=Align.CENTRE),
        Column("超期", group="进展情况", align=Align.RIGHT),
        Column("完成日期", group="进展情况", align=Align.CENTRE),
    )
    as_of = f"截至{chart.today.year}年{chart.today.month}月{chart.today.day}日"
    return [Heading(chart.title), UnitLine(chart.unit, as_of), Ledger(columns, tuple(_rows(chart)))]


def _rows(chart: Chart) -> Iterator[Row]:
    for row in chart.rows:
        if row.level is Level.PHASE:
            name = f"{row.number}、{row.name}" if row.number else row.name
            days = row.missing or f"{_day(row.start)}至{_day(row.due)}"
            yield GroupRow(f"{name}（{days}，{phase_words(row)}）")
        else:
            late = f"{row.overdue_days} 天" if row.overdue_days > 0 else ""
            old = _day(row.baseline_due) if row.baseline_due else ""
            dates = (_day(row.start) or MISSING, _day(row.due) or MISSING, old, slip_words(row))
            yield (row.number, row.name, row.owner, *dates, f"{row.progress}%", row.state, late, _day(row.done_on))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
