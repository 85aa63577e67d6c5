"""《成绩分析》: the counts beside those of the exam before, bars of the bands, departments, kinds of questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.figures.exam_standing import ExamStanding
from desktop_app.reports.blocks import (
    Block,
    Box,
    Column,
    Document,
    Drawing,
    Form,
    FormRow,
    Hatch,
    Heading,
    Ledger,
    LineMark,
    Mark,
    Para,
    Row,
    Spacer,
    TextMark,
    Together,
    UnitLine,
)
from desktop_app.reports.exam_rows import (
    Held,
    exam_asked,
    lines_words,
    mark_words,
    mean_words,
    rate_words,
    with_candidates,
)
from desktop_app.reports.exam_tables import department_ledger, fewest_pages
from desktop_app.reports.gantt_bars import DONE, rectangle
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import CELL, NOTE, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.marks import Band, Tally, rate
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.exam_analysis import exam_before, part_scores
from desktop_app.system.errors import Refusal


@dataclass(frozen=True, slots=True)
class Look:
    """How large an analysis is set: the tallest bar in points, rows and the box for words in mm."""

    bar: float
    row_mm: float
    box_mm: float


TITLE = "成绩分析"
PAGE = PageSetup(margins=Margins(16, 18, 18, 22))
WIDTH = PAGE.type_area_mm[0] * MM
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
HEAD = Style(Font.HEI, 12, 22)
FOOT, TOP = 34.0, 30.0
"""Heights of the words under and over the bars, in points."""
LOOKS = (Look(118, 7.5, 34), Look(100, 7.0, 28), Look(88, 6.5, 24), Look(76, 6.0, 22))
"""The first of the fewest pages is taken."""
BAR = 0.52
"""Part of its place a bar fills."""
VALUE = Style(Font.HEI, 10.5, 14)
SMALL_N = 5
"""A mean of fewer people than this moves a lot with one of them: said under the table."""


def exam_analysis(request: Request) -> Document:
    """The analysis of the exam named by ``record``; refuses one without a single mark."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        held = with_candidates(exam_asked(request, facts))
        if not held.sheet.tally.sat:
            raise Refusal(f"“{held.title}”还没有成绩，不能分析。录入成绩后再打印", "record")
        title = f"{held.title}{TITLE}"
        foot = footer(request, facts, ("分析人：", "复核人："))
        blocks = fewest_pages((tuple(_blocks(held, title, look)) for look in LOOKS), PAGE)
        return Document(title, PAGE, blocks, meta(request, facts, title), foot)


def _blocks(held: Held, title: str, look: Look) -> Iterator[Block]:
    before = exam_before(held.facts, int(held.exam["id"]), held.exam["held_on"])
    yield Heading(title)
    yield UnitLine(held.unit, f"{held.when}　{lines_words(held.terms)}")
    yield _head("一、总体情况")
    yield _overall(held, before)
    yield Together((_head("二、分数段分布"), _chart(held, look.bar), Para(_chart_words(held), NOTE, Align.LEFT, 0)))
    yield _head("三、各部门情况")
    yield replace(department_ledger(held), min_row_mm=look.row_mm)
    if few := _few_words(held):
        yield Para(few, NOTE, Align.LEFT, 0)
    parts = tuple(_parts(held, look.row_mm))
    yield from parts
    number = "五" if parts else "四"
    yield Together((_head(f"{number}、分析意见"), Form((1,), (FormRow((Box(),), look.box_mm),))))


def _head(text: str) -> Para:
    return Para(text, HEAD, Align.LEFT, 0, keep=True)


MEASURES = ("应考", "实考", "缺考", "缓考", "违纪", "及格", "及格率", "优秀", "优秀率", "平均分", "最高分", "最低分")


def _overall(held: Held, before: ExamStanding | None) -> Ledger:
    """All counts of this exam in one line, those of the exam before under them."""
    named = [("本次", held.sheet.tally)]
    note = "没有更早的考试可比。"
    if before is not None and before.held_on is not None:
        named.append(("上次", before.tally))
        moved = _moved(held.sheet.tally, before.tally)
        full = "" if before.terms.full == held.terms.full else f"，满分 {points(before.terms.full)}"
        note = f"上次：{before.title}（{long_day(before.held_on)}{full}）。{moved}两次试卷不同，比较仅供参考。"
    wide = {"及格率": 1.4, "优秀率": 1.4, "平均分": 1.25, "最高分": 1.25, "最低分": 1.25}
    columns = (
        Column("", mm=12, align=CENTRE),
        *(Column(word, weight=wide.get(word, 1), align=RIGHT) for word in MEASURES),
    )
    rows: list[Row] = [(name, *_told(tally)) for name, tally in named]
    return Ledger(columns, rows, note=note, style=Style(Font.SONG, 9.5, 13), head_style=Style(Font.HEI, 9.5, 13))


def _told(tally: Tally) -> Sequence[str]:
    codes = (SittingCode.ABSENT, SittingCode.DEFERRED, SittingCode.BREACH)
    return (
        str(tally.expected),
        str(tally.sat),
        *(str(tally.by_code[code]) for code in codes),
        str(tally.passed),
        rate_words(tally.pass_rate),
        str(tally.excellent),
        rate_words(tally.excellent_rate),
        mean_words(tally),
        mark_words(tally.highest),
        mark_words(tally.lowest),
    )


def _moved(now: Tally, before: Tally) -> str:
    """平均分比上次高 2.35 分，及格率高 3.10 个百分点。"""
    if now.mean is None or before.mean is None or now.pass_rate is None or before.pass_rate is None:
        return ""
    mean, share = now.mean - before.mean, round(100 * (now.pass_rate - before.pass_rate), 2)
    told_mean = "持平" if not mean else f"{'高' if mean > 0 else '低'} {abs(mean)} 分"
    told_share = "持平" if not share else f"{'高' if share > 0 else '低'} {abs(share):.2f} 个百分点"
    return f"平均分与上次相比{told_mean}，及格率{told_share}。"


def _chart(held: Held, bar: float) -> Drawing:
    """A bar for each band from the lowest, its count and share above; those who failed are hatched, not filled."""
    bands = list(reversed(held.sheet.bands))
    return Drawing(WIDTH, TOP + bar + FOOT, tuple(_bars(bands, held, bar)))


def _bars(bands: Sequence[Band], held: Held, bar: float) -> Iterator[Mark]:
    place, base = WIDTH / max(len(bands), 1), TOP + bar
    most = max((band.count for band in bands), default=0) or 1
    for at, band in enumerate(bands):
        middle, tall = (at + 0.5) * place, bar * band.count / most
        wide, failed = place * BAR, band.floor < held.terms.pass_mark
        if tall:
            fill, hatch = ("#FFFFFF", Hatch.SLANT) if failed else (DONE, Hatch.NONE)
            yield rectangle(middle - wide / 2, base - tall, wide, tall, fill, "#000000", 0.8, hatch)
        share = rate_words(rate(band.count, held.sheet.tally.sat))
        yield TextMark(middle, base - tall - 17, f"{band.count} 人", VALUE, CENTRE)
        yield TextMark(middle, base - tall - 5, share, Style(Font.SONG, 9, 12), CENTRE)
        yield TextMark(middle, base + 14, band.label, CELL, CENTRE)
        if failed:
            yield TextMark(middle, base + 27, "不及格", Style(Font.SONG, 9, 12), CENTRE)
    yield LineMark(0, base, WIDTH, base, 0.8)


def _chart_words(held: Held) -> str:
    bands = held.sheet.bands
    most = max(bands, key=lambda band: band.count)
    whole = f"各段合计 {held.sheet.tally.sat} 人（实考）。"
    return f"{whole}人数最多的是 {most.label} 段，{most.count} 人。半分归入所在整数段，如 89.5 分归 80–89 段。"


def _few_words(held: Held) -> str:
    few = [name for name, tally in held.sheet.departments.items() if 0 < tally.sat < SMALL_N]
    who = "、".join(few) if len(few) <= SMALL_N else f"有 {len(few)} 个部门"
    return f"{who}实考不足 {SMALL_N} 人，平均分受个别人影响大，不宜排序。" if few else ""


def _parts(held: Held, row_mm: float) -> Iterator[Block]:
    """The kinds of questions, the hardest first; nothing where only totals are keyed."""
    scores = part_scores(held.sheet)
    if not scores:
        return
    columns = (
        Column("题型", weight=1),
        Column("满分", mm=22, align=RIGHT),
        Column("计分人数", mm=26, align=RIGHT),
        Column("平均得分", mm=28, align=RIGHT),
        Column("得分率", mm=26, align=RIGHT),
    )
    rows: list[Row] = [
        (
            one.label,
            points(one.full),
            str(one.count),
            str(one.mean) if one.mean is not None else "—",
            rate_words(one.share),
        )
        for one in scores
    ]
    parted = scores[0].share is not None and scores[0].share != scores[-1].share
    note = f"得分率＝平均得分÷满分。{f'得分率最低的是{scores[0].label}。' if parted else ''}"
    yield Together((_head("四、题型得分"), Ledger(columns, rows, note=note, min_row_mm=row_mm)))
    yield Spacer(1)
