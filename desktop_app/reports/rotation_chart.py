"""《轮岗安排图》: the officers by the months of a year, where each serves; as a chart, as a table, or both."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from desktop_app.figures.post_boards import Block as Stay
from desktop_app.figures.post_boards import Chart, Line, chart
from desktop_app.models.people import Department, Officer
from desktop_app.reports.blocks import Block, Column, Document, Heading, Ledger, PageBreak, Row
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.request import PRACTICE, Request, footer, meta, unit_line
from desktop_app.reports.rotation_tiles import Names, sheets
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align, PageSetup, Paper
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

TITLE = "轮岗安排图"
PAPER, SHOW = "paper", "show"
CHART, TABLE, BOTH = "chart", "table", "both"
CENTRE = Align.CENTRE


def rotation_chart(request: Request) -> Document:
    """《轮岗安排图》 of the year of the period (else of the day), for young officers and whoever is rotated in it.

    Options: ``paper`` A4 or A3, ``show`` chart, table or both.
    """
    only_options(request, TITLE, PAPER, SHOW)
    show, page = _shown(request), _page(request)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        year = request.period.last.year if request.period else request.as_of.year
        found = chart(ask, year)
        title = f"干警{TITLE}（{year}年）"
        blocks: list[Block] = []
        if show in (TABLE, BOTH):
            blocks += [Heading(title), unit_line(request, facts), _table(facts, found)]
        if show in (CHART, BOTH):
            for drawing in sheets(found, _names(request, facts, found, title), page, workstation_fonts()):
                blocks += [PageBreak(), drawing] if blocks else [drawing]
        return Document(title, page, tuple(blocks), meta(request, facts, title), footer(request, facts))


def _shown(request: Request) -> str:
    show = request.options.get(SHOW, CHART)
    if show not in (CHART, TABLE, BOTH):
        raise Refusal(f"show“{show}”不认识。可选：chart（图）、table（表）、both（图和表）")
    return show


def _page(request: Request) -> PageSetup:
    wanted = request.options.get(PAPER, Paper.A4.name).upper()
    if wanted not in Paper.__members__:
        raise Refusal(f"纸张“{wanted}”不认识。可选：{'、'.join(Paper.__members__)}")
    return replace(LEDGER_PAGE, paper=Paper[wanted])


def _names(request: Request, facts: Facts, found: Chart, title: str) -> Names:
    """Officers and their own departments in short words, told apart where two share a name.

    The blocks cover the watermark of a practice paper, so that its word stands beside the unit too.
    """
    officers = {line.officer_id: facts.short_label(Officer.__tablename__, line.officer_id) for line in found.lines}
    homes = {line.officer_id: _home(facts, line) for line in found.lines}
    practice = f"　　【{PRACTICE}】" if request.desk.store.practice else ""
    return Names(title, f"填报单位：{facts.unit.get('name') or ''}{practice}", officers, homes)


def _home(facts: Facts, line: Line) -> str:
    own = facts.department_of(line.officer_id).get("id")
    return facts.short_label(Department.__tablename__, own) or line.department


def _table(facts: Facts, found: Chart) -> Ledger:
    columns = (
        Column("序号", mm=11, align=CENTRE),
        Column("姓名", mm=24, align=CENTRE),
        Column("原部门", mm=18, align=CENTRE),
        *(Column(f"{first.month}月", weight=1, align=CENTRE) for first, _ in found.months),
    )
    rows = list(_rows(facts, found))
    note = f"注：* 为计划的轮岗，月中变动的前后并列；{found.year}年没有变动的月份在原部门。" if rows else ""
    return Ledger(columns, rows, note=note, style=SMALL, head_style=SMALL_HEAD, empty=f"（{found.year}年没有轮岗）")


def _rows(facts: Facts, found: Chart) -> Iterator[Row]:
    for at, line in enumerate(found.lines, 1):
        name = facts.short_label(Officer.__tablename__, line.officer_id)
        months = (_month(line, first, last) for first, last in found.months)
        yield (str(at), name, _home(facts, line), *months)


def _month(line: Line, first: date, last: date) -> str:
    """Where somebody serves in a month, one after the other; plans with a star."""
    stays = [stay for stay in line.blocks if stay.first <= last and first <= stay.last]
    return "\n".join(dict.fromkeys(_said(stay) for stay in stays))


def _said(stay: Stay) -> str:
    return f"{stay.short}*" if stay.planned and stay.rotation_id else stay.short
