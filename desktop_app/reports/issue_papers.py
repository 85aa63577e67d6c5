"""Papers of the problems: 共性问题清单, 个性问题清单, 整改台账."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from desktop_app.figures.issue_standing import Stand
from desktop_app.figures.issue_table import tallies
from desktop_app.models.issues import Issue, IssueCategory
from desktop_app.reports.blocks import Cell, Column, Document, GroupRow, Heading, Ledger, Row, UnitLine
from desktop_app.reports.issue_rows import (
    DEPARTMENT,
    Problem,
    asked,
    department_asked,
    han,
    in_line_order,
    only_options,
    problems,
)
from desktop_app.reports.plan_papers import CAMPAIGN, OFFICE
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align
from desktop_app.rules.dates import long_day
from desktop_app.rules.vocabulary import IssueNature
from desktop_app.services.facts import Facts

NOTE = "注：期限下注“原”的，为延期前的原定期限；“待补”的由责任部门补报。已合并、已作废的问题不列入。"
VAGUE = "另有问题没有填性质，没有列入，请先补填。"
CENTRE = Align.CENTRE

COMMON_COLUMNS = (
    Column("序号", align=CENTRE),
    Column("编号", align=CENTRE),
    Column("问题", weight=1),
    Column("类别"),
    Column("来源"),
    Column("发现日期", align=CENTRE),
    Column("责任部门"),
    Column("责任领导", align=CENTRE),
    Column("期限", align=CENTRE),
    Column("状态", align=CENTRE),
)
INDIVIDUAL_COLUMNS = (
    Column("序号", align=CENTRE),
    Column("编号", align=CENTRE),
    Column("问题", weight=1),
    Column("类别"),
    Column("发现日期", align=CENTRE),
    Column("到事", group="三到"),
    Column("到案（受案号）", group="三到"),
    Column("到人", align=CENTRE, group="三到"),
    Column("责任部门"),
    Column("期限", align=CENTRE),
    Column("状态", align=CENTRE),
)
LEDGER_COLUMNS = (
    Column("序号", align=CENTRE),
    Column("编号", align=CENTRE),
    Column("问题", weight=1),
    Column("整改措施", weight=1),
    Column("责任领导", align=CENTRE),
    Column("责任部门"),
    Column("责任人", align=CENTRE),
    Column("时限", align=CENTRE),
    Column("完成情况", weight=1),
    Column("销号"),
)


def common_issues(request: Request) -> Document:
    """《共性问题清单》, line by line; option ``department`` keeps to one department."""
    return _listed(request, "共性问题清单", COMMON_COLUMNS, _common_cells, IssueNature.COMMON)


def individual_issues(request: Request) -> Document:
    """《个性问题清单》, line by line, traced 到事、到案、到人; option ``department``."""
    return _listed(request, "个性问题清单", INDIVIDUAL_COLUMNS, _individual_cells, IssueNature.INDIVIDUAL)


def issue_ledger(request: Request) -> Document:
    """《整改台账》: every problem with measures, deadline, outcome and closing, line by line; option ``department``."""
    return _listed(request, "问题整改台账", LEDGER_COLUMNS, _ledger_cells, None)


def _common_cells(row: Problem) -> Sequence[str | Cell]:
    return (
        row.number,
        _with_showing(row),
        row.listed(IssueCategory),
        row.of(Issue.origin),
        row.of(Issue.found_on),
        row.department,
        row.of(Issue.leader_id),
        row.due,
        row.state,
    )


def _with_showing(row: Problem) -> str:
    """The problem, with how it showed beneath (表现形式)."""
    showing = row.of(Issue.showing)
    return f"{row.name}\n表现：{showing}" if showing and showing != row.name else row.name


def _individual_cells(row: Problem) -> Sequence[str | Cell]:
    return (
        row.number,
        row.name,
        row.listed(IssueCategory),
        row.of(Issue.found_on),
        row.of(Issue.matter) or "待补",
        row.cases,
        row.officers,
        row.department,
        row.due,
        row.state,
    )


def _ledger_cells(row: Problem) -> Sequence[str | Cell]:
    return (
        row.number,
        row.name,
        row.measures,
        row.of(Issue.leader_id),
        row.department,
        row.officers,
        row.due,
        row.outcome,
        row.closing,
    )


def _listed(
    request: Request,
    title: str,
    columns: tuple[Column, ...],
    cells: Callable[[Problem], Sequence[str | Cell]],
    nature: IssueNature | None,
) -> Document:
    only_options(request, title, DEPARTMENT)
    with request.desk.facts() as facts:
        found = problems(request, facts)
        rows = [row for row in found if nature is None or row.stand.nature == nature]
        vague = nature is not None and any(row.values[Issue.nature.key] is None for row in found)
        whole = f"{CAMPAIGN}{title}（{facts.unit.get('year', '')}年）"
        kind = f"{nature}问题" if nature else "问题"
        ledger = Ledger(
            columns,
            tuple(_by_line(rows, facts, cells, _counts(request, facts, nature))),
            note=f"{NOTE if rows else ''}{VAGUE if vague else ''}",
            style=SMALL,
            head_style=SMALL_HEAD,
            note_style=SMALL,
            empty=f"截至{long_day(request.as_of)}，没有登记{kind}。",
        )
        blocks = (Heading(whole), issue_unit_line(request, facts), ledger)
        return Document(whole, LEDGER_PAGE, blocks, meta(request, facts, whole), footer(request, facts))


def issue_unit_line(request: Request, facts: Facts) -> UnitLine:
    """填报单位 with the department asked for, 截至日期 with the period of finding."""
    line = unit_line(request, facts, str(department_asked(request, facts).get("name") or OFFICE))
    found = f"（{request.period.label}发现的问题）" if request.period else ""
    return replace(line, right=f"{line.right}{found}")


def _counts(request: Request, facts: Facts, nature: IssueNature | None) -> dict[str, int]:
    """How many problems each line has, as the figures count them."""
    department = department_asked(request, facts).get("id")
    found = tallies(asked(request, facts), _line, _nature, _department)
    counts: dict[str, int] = {}
    for (line, kind, whose), tally in found.items():
        if (nature is None or kind == nature) and (department is None or whose == str(department)):
            counts[line] = counts.get(line, 0) + tally.found
    return counts


def _line(row: Stand) -> str:
    return row.line


def _nature(row: Stand) -> str:
    return row.nature


def _department(row: Stand) -> str:
    return str(row.department_id)


def _by_line(
    rows: Iterable[Problem],
    facts: Facts,
    cells: Callable[[Problem], Sequence[str | Cell]],
    counts: dict[str, int],
) -> Iterator[Row]:
    """一、侦查监督（14条） and its problems, numbered on through the paper."""
    lines: dict[str, list[Problem]] = {}
    for row in rows:
        lines.setdefault(row.stand.line, []).append(row)
    number = 0
    for place, line in enumerate(in_line_order(facts, list(lines)), 1):
        yield GroupRow(f"{han(place)}、{line}（{counts[line]}条）")
        for row in lines[line]:
            number += 1
            yield (str(number), *cells(row))
