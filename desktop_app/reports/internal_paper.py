"""内部留存稿: a bulletin as it went out, then its sources, what was let pass, its check list and re-opened months."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from desktop_app.figures.engine import Question
from desktop_app.figures.month_drift import Drifted, drifted
from desktop_app.reports.blocks import Block, Cell, Column, Document, Heading, Ledger, PageBreak, Para, Spacer
from desktop_app.reports.bulletin_paper import bulletin_document, bulletin_footer
from desktop_app.reports.bulletin_request import bulletin_asked
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import OFFICIAL_PAGE, SMALL, SMALL_HEAD, UNIT, Align, Footer, Meta, Numbers
from desktop_app.rules.dates import long_day
from desktop_app.rules.month_close import TABS
from desktop_app.services.checking import Audited, Checked, Mark, audits, checks
from desktop_app.services.manuscripts import Manuscript, Source, loaded, manuscript, sources
from desktop_app.services.reopenings import Reopened, since_last

TITLE, SOURCES_TITLE = "内部留存稿", "数字来源附录"
KEPT = "内部留存"
"""What the foot of every page says."""
PARTS = ("数字来源", "审核说明", "格式核对", "反结账记录", "结账后变动")
VERDICTS: dict[Mark, str] = {Mark.OK: "符合", Mark.BAD: "不符合", Mark.CAUTION: "请留意", Mark.NA: "不适用"}
RUN = 3
"""So many records numbered one after the other, and more, are named by the first and the last."""
_SERIAL = re.compile(r"(.*?)(\d+)$", re.S)
_RUNS = f"来源记录编号连续{RUN}个及以上的，只写首号和末号的序数，中间用“至”。"


def internal(request: Request) -> Document:
    """The internal copy of the bulletin asked for, as it stands today."""
    with request.desk.facts() as facts:
        draft = loaded(facts, bulletin_asked(request, facts))
        m = manuscript(facts, draft)
        foot = bulletin_footer(footer(request, facts), m, issued=bool(draft.values.get("snapshot")))
        waived = [found for found in audits(facts, draft) if found.waiver]
        about, reopened = meta(request, facts, m.title), since_last(facts, draft.record_id)
        moved = drifted(Question(facts.session, facts.today))
        return internal_document(m, sources(facts, draft), waived, checks(facts, draft), about, foot, reopened, moved)


def sources_appendix(request: Request) -> Document:
    """Where the numbers of the bulletin asked for come from, as the registers stand today."""
    with request.desk.facts() as facts:
        draft = loaded(facts, bulletin_asked(request, facts))
        m = manuscript(facts, draft)
        return sources_document(m, sources(facts, draft), meta(request, facts, m.title), footer(request, facts, ()))


def internal_document(
    m: Manuscript,
    sources: Sequence[Source],
    waived: Sequence[Audited],
    checks: Sequence[Checked],
    meta: Meta,
    footer: Footer,
    reopened: Sequence[Reopened] = (),
    moved: Sequence[Drifted] = (),
) -> Document:
    """The bulletin as issued and, from a new page on, what only the office needs; 内部留存 at every foot.

    Months re-opened since the bulletin before are told where there are any, and closed ones that say otherwise now.
    """
    paper = bulletin_document(m, meta, replace(footer, left=(KEPT, *footer.left)))
    told = (_sources(sources), _waived(waived), _checks(checks), _reopened(reopened), _moved(moved))
    left_out = {title for title, rows in zip(PARTS[3:], (reopened, moved), strict=True) if not rows}
    parts = [(title, blocks) for title, blocks in zip(PARTS, told, strict=True) if title not in left_out]
    appended = [
        block
        for number, (title, blocks) in enumerate(parts)
        for block in (Heading(f"{'一二三四五'[number]}、{title}", 1), *blocks, Spacer(4))
    ]
    blocks = (*paper.blocks, PageBreak(), Heading("内部留存附页"), _about(m), *appended)
    return replace(paper, title=f"{m.title}（{KEPT}）", blocks=blocks)


def sources_document(m: Manuscript, sources: Sequence[Source], meta: Meta, footer: Footer) -> Document:
    """数字来源附录 alone: what is printed, which figure and question it answers, how many records and which."""
    blocks = (Heading(SOURCES_TITLE), _about(m), *_sources(sources))
    foot = replace(footer, left=(KEPT, *footer.left), numbers=Numbers.OFFICIAL)
    return Document(f"{m.title}（{SOURCES_TITLE}）", OFFICIAL_PAGE, blocks, meta, foot)


def _about(m: Manuscript) -> Para:
    """Which paper the pages belong to."""
    day = f"　{long_day(m.dated_on)}" if m.dated_on else ""
    return Para(f"《{m.title}》{m.number}{day}", UNIT, Align.CENTRE, 0, after=6)


def _sources(sources: Sequence[Source]) -> Iterator[Block]:
    if not sources:
        yield Para("本文没有取自台账的数字。")
        return
    columns = (
        Column("序号", align=Align.CENTRE),
        Column("文中数字", align=Align.CENTRE),
        Column("指标和口径", mm=42),
        Column("记录数", align=Align.RIGHT),
        Column("来源记录", weight=1),
    )
    rows = [
        [str(place), source.shown, f"{source.label}\n{source.asked}", str(len(source.rows)), _numbers(source)]
        for place, source in enumerate(sources, 1)
    ]
    yield Ledger(columns, rows, note=_RUNS, style=SMALL, head_style=SMALL_HEAD)


def _numbers(source: Source) -> str:
    """The numbers of the records counted, runs of them shortened; records without a number only counted."""
    named = [number for _, _, number in source.rows if number]
    bare = len(source.rows) - len(named)
    said = [*shortened(named), *([f"无编号{bare}条"] if bare else [])]
    return "、".join(said) or "无"


def shortened(numbers: Iterable[str]) -> list[str]:
    """Numbers in order, those that run on written as first and last: 2015-公诉-个-001至007."""
    parts = sorted({(*_split(number), number) for number in numbers})
    out: list[str] = []
    for _, group in groupby(enumerate(parts), key=lambda pair: (pair[1][0], len(pair[1][3]), pair[1][1] - pair[0])):
        run = [part for _, part in group]
        out += [f"{run[0][3]}至{run[-1][2]}"] if len(run) >= RUN else [part[3] for part in run]
    return out


def _split(number: str) -> tuple[str, int, str]:
    """What stands before the serial at the end of a number, the serial and its digits."""
    found = _SERIAL.match(number)
    return (found[1], int(found[2]), found[2]) if found else (number, 0, "")


def _waived(waived: Sequence[Audited]) -> Iterator[Block]:
    if not waived:
        yield Para("没有带说明放行的审核公式。")
        return
    columns = (
        Column("审核公式", weight=3),
        Column("核对结果", weight=3),
        Column("放行说明", weight=3),
        Column("批准人", align=Align.CENTRE),
        Column("日期", align=Align.CENTRE),
    )
    rows = [
        [f"{found.title}：{found.formula}", found.said, given.reason, given.approver, given.on.isoformat()]
        for found in waived
        if (given := found.waiver)
    ]
    yield Ledger(columns, rows, style=SMALL, head_style=SMALL_HEAD)


def _reopened(reopened: Sequence[Reopened]) -> Iterator[Block]:
    yield Para("上一份通报印发以来，下列月份结账后又反结账。")
    columns = (
        Column("台账"),
        Column("月份"),
        Column("反结账日期", align=Align.CENTRE),
        Column("经办"),
        Column("批准人"),
        Column("原因", weight=1),
        Column("重新结账", align=Align.CENTRE),
    )
    rows = [
        [one.tab, one.month, one.on.isoformat(), one.by, one.approver, one.reason, one.closed_again] for one in reopened
    ]
    yield Ledger(columns, rows, style=SMALL, head_style=SMALL_HEAD)


def _moved(moved: Sequence[Drifted]) -> Iterator[Block]:
    yield Para("下列月份结账后没有反结账，按同一口径重数，数字与结账时不同。")
    columns = (Column("台账"), Column("月份"), Column("变动的数字", weight=1))
    rows = [[TABS[one.tab], one.period.label, one.told] for one in moved]
    yield Ledger(columns, rows, style=SMALL, head_style=SMALL_HEAD)


def _checks(checks: Sequence[Checked]) -> Iterator[Block]:
    columns = (Column("核对项目"), Column("结论", align=Align.CENTRE), Column("说明", weight=1))
    rows: list[list[str | Cell]] = [
        [one.label, Cell(VERDICTS[one.verdict], strong=one.verdict in (Mark.BAD, Mark.CAUTION)), one.said]
        for one in checks
    ]
    yield Ledger(columns, rows, style=SMALL, head_style=SMALL_HEAD, empty="（没有核对项目）")
