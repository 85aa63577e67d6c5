"""《问题整改情况统计表》: every number as the figures say it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.figures.issue_table import Tally, tallies
from desktop_app.reports.blocks import Block, Column, Document, Heading, Ledger, Para, Spacer, Together
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_papers import issue_unit_line
from desktop_app.reports.issue_rows import asked, in_line_order, only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.plan_papers import CAMPAIGN
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import CELL, CELL_HEAD, LEDGER_PAGE, SMALL, SMALL_HEAD, Align, Font, Margins, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import rounded
from desktop_app.rules.vocabulary import CauseKind, IssueNature

TITLE = "问题整改情况统计表"
WHOLE = "合计"
UNKNOWN = "未填"
PAGE = replace(LEDGER_PAGE, margins=Margins(12, 15, 20, 15))
SUBTITLE = Style(Font.HEI, 12, 16)
LOOKS = (
    (CELL, CELL_HEAD, 7.5),
    (replace(CELL, leading=12), replace(CELL_HEAD, leading=12), 6.0),
    (replace(SMALL, leading=10.5), replace(SMALL_HEAD, leading=10.5), 5.5),
)
"""Hand, hand of the heads and height of rows in mm: the first that leaves both tables on one page, else the first."""
DONE_NOTE = (
    "注：整改中指截至日尚未销号的全部问题，含待认领、申请销号、验收中、退回整改和长期坚持；逾期是其中已过期限、"
    "不属长期坚持的。销号率＝已销号÷问题数。已合并、已作废的问题不计。"
)
BACK_NOTE = (
    "注：反弹指销号后回头看发现问题又出现；重复发生指销号后同一人（未落实到人的看同一部门）又发生同类问题；"
    "退回是验收退回的次数；逾期销号指销号日期晚于期限。"
)
BACK = (
    ("反弹", "issues.rebounds"),
    ("重复发生", "issues.recurrent"),
    ("延期", "issues.extended"),
    ("退回（次）", "issues.returned"),
    ("逾期销号", "issues.closed_late"),
)


def statistics(request: Request) -> Document:
    """Line × 共性/个性/合计 with 已销号, 整改中, 逾期, 销号率; causes, rebounds and repetitions by line below."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        title = f"{CAMPAIGN}{TITLE}（{facts.unit.get('year', '')}年）"
        question = asked(request, facts)
        by_line = tallies(question, lambda row: row.line)
        lines = in_line_order(facts, [line for (line,) in by_line])
        empty = f"截至{long_day(request.as_of)}，没有登记问题。"
        head = (Heading(title), issue_unit_line(request, facts))
        blocks = _fitted((*head, *_tables(question, lines, empty)))
        return Document(title, PAGE, blocks, meta(request, facts, title), footer(request, facts))


def _fitted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks as large as one page holds them, apart by what is left; what one page cannot hold stays large."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    for look in LOOKS:
        made = tuple(_looking(block, *look) for block in blocks)
        spare = (height - height_of(made, measure)) / MM
        if spare >= 0:
            return (*made[:-1], Spacer(min(spare, 8.0)), made[-1])
    return tuple(_looking(block, *LOOKS[0]) for block in blocks)


def _looking(block: Block, style: Style, head: Style, row_mm: float) -> Block:
    if isinstance(block, Together):
        return Together(tuple(_looking(inner, style, head, row_mm) for inner in block.blocks))
    if isinstance(block, Ledger):
        return replace(block, style=style, head_style=head, min_row_mm=row_mm)
    return block


def _tables(question: Question, lines: Sequence[str], empty: str) -> Iterator[Block]:
    """The table of closing, and, where there is anything to tell, that of causes."""
    kinds = _kinds(question)
    done = [(line, *_shares(kinds, line)) for line in lines]
    columns = _done_columns(kinds)
    total = (WHOLE, *_shares(kinds, WHOLE)) if lines else None
    yield Ledger(columns, done, total, DONE_NOTE if lines else "", empty=empty, note_style=SMALL)
    if lines:
        why = Ledger(_why_columns(question), *_why_rows(question, lines), note=BACK_NOTE, note_style=SMALL)
        title = Para("原因剖析和反复情况", SUBTITLE, Align.CENTRE, 0)
        yield Together((title, why))


def _kinds(question: Question) -> dict[str, dict[str, Tally]]:
    """Counts by 共性, 个性 and 合计, in each by line and for the whole."""
    both = tallies(question, lambda row: row.nature, lambda row: row.line)
    kinds: dict[str, dict[str, Tally]] = {nature: {} for nature in IssueNature}
    for (nature, line), tally in both.items():
        for kind in (nature, WHOLE):
            kept = kinds.setdefault(kind, {})
            for word in (line, WHOLE):
                kept[word] = kept.get(word, Tally()) + tally
    return {
        kind: kinds[kind]
        for kind in (*IssueNature, *sorted(kinds.keys() - {*IssueNature, WHOLE}), WHOLE)
        if kind in kinds
    }


def _done_columns(kinds: Mapping[str, object]) -> tuple[Column, ...]:
    right = Align.RIGHT
    return (
        Column("条线", mm=38),
        *(
            Column(label, weight=1, align=right, group=f"{kind}问题" if kind in list(IssueNature) else kind)
            for kind in kinds
            for label in ("问题数", "已销号", "整改中", "逾期", "销号率")
        ),
    )


def _shares(kinds: Mapping[str, Mapping[str, Tally]], line: str) -> list[str]:
    cells: list[str] = []
    for counts in kinds.values():
        tally = counts.get(line, Tally())
        cells += [str(tally.found), str(tally.closed), str(tally.open), str(tally.late), percent(tally.rate)]
    return cells


def percent(share: float | None) -> str:
    """66.7%, 50.0%; — where there is nothing to share."""
    return "—" if share is None else f"{rounded(100 * share)}%"


def _causes(question: Question) -> list[str]:
    """The kinds of cause, 未填 only where it occurs."""
    told = catalogue.ask("issues.by_cause", question).groups
    return [*CauseKind, *([UNKNOWN] if UNKNOWN in told else [])]


def _why_columns(question: Question) -> tuple[Column, ...]:
    right = Align.RIGHT
    causes = [Column(word, weight=1, align=right, group="原因类型") for word in _causes(question)]
    return (
        Column("条线", mm=38),
        *causes,
        *(Column(label, weight=1, align=right, group="反复情况") for label, _ in BACK[:2]),
        *(Column(label, weight=1, align=right, group="办理情况") for label, _ in BACK[2:]),
    )


def _why_rows(question: Question, lines: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """Rows by line, and the sums under them."""
    causes = _causes(question)
    by_cause = tallies(question, lambda row: row.line, lambda row: row.cause)
    whole = catalogue.ask("issues.by_cause", question).groups
    back = [catalogue.ask(figure, question) for _, figure in BACK]
    rows = [
        [
            line,
            *(str(by_cause.get((line, word), Tally()).found) for word in causes),
            *(str(answer.groups.get(line, 0)) for answer in back),
        ]
        for line in lines
    ]
    return rows, [WHOLE, *(str(whole.get(word, 0)) for word in causes), *(str(answer.value) for answer in back)]
