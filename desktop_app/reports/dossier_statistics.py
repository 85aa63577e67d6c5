"""《归档情况统计表》: dossiers checked by department, and their defects by item, every number as the figures say it."""

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_app.figures import catalogue
from desktop_app.figures.dossiers import LATE
from desktop_app.figures.engine import Answer, Question
from desktop_app.reports.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Ledger,
    Para,
    Row,
    Spacer,
    Together,
    UnitLine,
)
from desktop_app.reports.issue_rows import asked, in_line_order, only_options
from desktop_app.reports.issue_statistics import SUBTITLE, WHOLE, percent
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_rows import OFFICE
from desktop_app.reports.styles import CELL, CELL_HEAD, SMALL, Align, Margins, PageSetup
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import rounded
from desktop_app.rules.vocabulary import DossierVerdict
from desktop_app.services.facts import Facts

TITLE = "归档情况统计表"
PAGE = PageSetup(margins=Margins(16, 18, 20, 22))
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
RATE = "合格率"
NOTE = (
    "注：检查、结论、补正按卷宗检查日期计；合格率＝合格÷检查；逾期未补正是已过补正期限仍未补正的。"
    "归档超期是检查的案卷中晚于归档期限归档，或已过期限未归档的。"
    "办结案件不论是否检查过：超期归档是归档日期晚于归档期限的，超期未归档是已过归档期限没有归档日期的。"
)

COUNTED = ("by_department", "late", "corrected", "uncorrected", "filed_late", "unfiled")
VERDICTS = tuple(DossierVerdict)
HEADS = (
    ("检查", ""),
    *((str(word), "结论") for word in VERDICTS),
    (RATE, ""),
    ("归档\n超期", ""),
    ("已补正", "补正"),
    ("未补正", "补正"),
    ("其中\n逾期", "补正"),
    ("超期\n归档", "办结案件"),
    ("超期未\n归档", "办结案件"),
)
MOST = 25
"""Rows of defects kept on one page."""
_DEFECT_COLUMNS = (
    Column("缺陷", weight=1),
    *(Column(label, mm=13, align=RIGHT) for label in ("处", "卷", "扣分")),
) * 2


def dossier_statistics(request: Request) -> Document:
    """By department: checked, conclusions, corrected or not, filed late or not at all; defects by item below.

    Over the period asked for, else all up to the day.
    """
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        question = asked(request, facts)
        title = f"{request.period.label}{TITLE}" if request.period else TITLE
        blocks = (Heading(title), _unit(request, facts), *_tables(question, facts))
        return Document(title, PAGE, tuple(blocks), meta(request, facts, title), footer(request, facts))


def _unit(request: Request, facts: Facts) -> UnitLine:
    unit = str(facts.unit.get("name") or "")
    return UnitLine(f"填报单位：{unit}（{OFFICE}）", f"截至{long_day(request.as_of)}")


def _tables(question: Question, facts: Facts) -> Iterator[Block]:
    told = {name: catalogue.ask(f"dossiers.{name}", question) for name in COUNTED}
    columns = (Column("部门", mm=29), *(_column(*head) for head in HEADS))
    places = in_line_order(facts, sorted({place for answer in told.values() for place in answer.groups}))
    rows: list[Row] = [(place, *_counts(told, place)) for place in places]
    total = (WHOLE, *_totals(told)) if rows else None
    yield Ledger(columns, rows, total, NOTE if rows else "", 7, CELL, CELL_HEAD, SMALL, _nothing(question))
    if defects := _defects(question):
        yield Spacer(4)
        yield from defects


def _column(label: str, group: str) -> Column:
    if label == RATE:
        return Column(label, mm=15, align=RIGHT)
    widest = max(len(line) for line in label.split("\n"))
    return Column(label, weight=1.3 if widest > 2 else 1, align=RIGHT, group=group)


def _nothing(question: Question) -> str:
    return f"截至{long_day(question.as_of)}，没有归档检查记录。"


def _counts(told: Mapping[str, Answer], place: str) -> list[str]:
    verdicts: Mapping[str, int] = told["by_department"].groups.get(place, {})
    open_: Mapping[str, int] = told["uncorrected"].groups.get(place, {})
    return _cells(
        verdicts,
        told["late"].groups.get(place, 0),
        told["corrected"].groups.get(place, 0),
        sum(open_.values()),
        open_.get(LATE, 0),
        told["filed_late"].groups.get(place, 0),
        told["unfiled"].groups.get(place, 0),
    )


def _totals(told: Mapping[str, Answer]) -> list[str]:
    """The sums, as the figures say them."""
    verdicts: dict[str, int] = {}
    for own in told["by_department"].groups.values():
        for word, count in own.items():
            verdicts[word] = verdicts.get(word, 0) + count
    open_late = sum(own.get(LATE, 0) for own in told["uncorrected"].groups.values())
    values = [told[name].value or 0 for name in COUNTED[1:]]
    return _cells(verdicts, *values[:3], open_late, *values[3:])


def _cells(verdicts: Mapping[str, int], *others: float) -> list[str]:
    checked, passed = sum(verdicts.values()), verdicts.get(DossierVerdict.PASSED, 0)
    rate = percent(passed / checked if checked else None)
    return [str(checked), *(str(verdicts.get(word, 0)) for word in VERDICTS), rate, *(f"{one:g}" for one in others)]


def _defects(question: Question) -> list[Block]:
    """Defects by item, the most first, in two halves side by side."""
    found, flawed, off = (catalogue.ask(f"dossiers.{name}", question) for name in ("defects", "flawed", "deductions"))
    if not found.groups:
        return []
    rows = [(item, str(count), str(flawed.groups[item]), _off(off, item)) for item, count in found.groups.items()]
    half = (len(rows) + 1) // 2
    empty = ("",) * 4
    paired: list[Row] = [
        (*left, *(rows[at + half] if at + half < len(rows) else empty)) for at, left in enumerate(rows[:half])
    ]
    counted = f"共{found.value:g}处，涉及{flawed.value:g}卷，扣{rounded(float(off.value or 0), 1).removesuffix('.0')}分"
    title = Para(f"缺陷分布（{counted}）", SUBTITLE, CENTRE, 0, after=3)
    ledger = Ledger(_DEFECT_COLUMNS, paired, min_row_mm=7, style=CELL, head_style=CELL_HEAD)
    return [Together((title, ledger))] if half <= MOST else [title, ledger]


def _off(answer: Answer, item: str) -> str:
    value: Any = answer.groups.get(item, 0)
    return f"{value:g}"
