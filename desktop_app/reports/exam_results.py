"""《成绩通报》: the results of an exam for the house, with names or without, from the same score sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.reports.blocks import Block, Closing, Document, Heading, Para, Spacer, Together
from desktop_app.reports.exam_rows import (
    Held,
    exam_asked,
    lines_words,
    ranking_words,
    rate_words,
    tally_words,
    with_candidates,
)
from desktop_app.reports.exam_tables import ROWS_MM, ScoreTable, department_ledger, fewest_pages, retake_ledger
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import BODY, HEADING_1, NOTE, OFFICIAL_PAGE, Align, Font, Footer, Numbers, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.system.errors import Refusal

TITLE = "成绩通报"
NAMES, RANKING = "names", "ranking"
"""Options: how people are called (具名, 准考证号, 部门), and whether ranks are told (1, 0)."""
NAMED, TICKET, DEPARTMENT = "具名", "准考证号", "部门"
ANONYMOUS = "匿名"
"""准考证号 where everybody has one, else 部门."""
YES, NO = ("", "1", "是"), ("0", "否")
TWIN = 20
"""More candidates than this stand two on a line."""
TEXT = Style(Font.FANGSONG, 15.75, 28)


@dataclass(frozen=True)
class Way:
    """How people are called, and whether ranks are told."""

    names: str
    ranking: bool

    @property
    def named(self) -> bool:
        return self.names == NAMED


def exam_results(request: Request, names: str = NAMED) -> Document:
    """The circular of the exam named by ``record``.

    Option ``names``: 具名, 准考证号, 部门 (some department's 某), or 匿名; without names no name stands anywhere in the
    file. Option ``ranking`` =0 leaves the ranks out.
    """
    only_options(request, TITLE, NAMES, RANKING)
    with request.desk.facts() as facts:
        held = with_candidates(exam_asked(request, facts))
        way = _way(request, held, request.options.get(NAMES, "") or names)
        title = f"关于{held.title}成绩的通报"
        shown = title if held.published else f"{title}（未公布）"
        made = (tuple(_blocks(request, held, way, shown, tall)) for tall in ROWS_MM)
        blocks = fewest_pages(made, OFFICIAL_PAGE)
        return Document(shown, OFFICIAL_PAGE, blocks, meta(request, facts, title), _foot(footer(request, facts, ())))


def _foot(whole: Footer) -> Footer:
    return Footer((), Numbers.OFFICIAL, whole.anchor, whole.watermark, whole.code)


def _way(request: Request, held: Held, names: str) -> Way:
    """The way asked for; refuses words the paper does not know, and tickets nobody has."""
    if names not in (NAMED, TICKET, DEPARTMENT, ANONYMOUS):
        raise Refusal(f"成绩通报没有“{names}”这种具名方式。可选：{NAMED}、{TICKET}、{DEPARTMENT}、{ANONYMOUS}")
    ranking = request.options.get(RANKING, "")
    if ranking not in (*YES, *NO):
        raise Refusal(f"选项 {RANKING} 没有“{ranking}”。可选：1、0")
    without = sum(not line.ticket for line in held.sheet.lines)
    if names == TICKET and without:
        raise Refusal(f"有 {without} 人没有准考证号，不能按号通报。先补准考证号，或用 {NAMES}={DEPARTMENT}")
    if names == ANONYMOUS:
        names = DEPARTMENT if without else TICKET
    return Way(names, ranking not in NO)


def _blocks(request: Request, held: Held, way: Way, title: str, row_mm: float) -> Iterator[Block]:
    day = held.exam["published_on"] or request.as_of
    yield Heading(title)
    yield Para("各部门：", TEXT, Align.LEFT, 0)
    yield Para(_solid(_held_words(held)), TEXT)
    yield Para("一、总体情况", HEADING_1, keep=True)
    yield Para(_solid(f"{tally_words(held.sheet.tally)}。{_spread_words(held)}"), TEXT)
    yield Para("二、各部门情况", HEADING_1, keep=True, after=4)
    yield department_ledger(held, hide_few=not way.named)
    yield Spacer(2)
    said = _table_words(held, way)
    yield Para("三、应试人成绩", HEADING_1, keep=True, after=0 if said else 4)
    if said:
        yield Para(said, NOTE, after=4, keep=True)
    yield _table(held, way).ledger(row_mm)
    again = retake_ledger(held, names=way.named, tickets=way.names == TICKET)
    if again is not None:
        yield Spacer(2)
        yield Together((Para("四、补考情况", HEADING_1, keep=True, after=4), again))
    yield Spacer(2)
    yield Together((Para(_retake_words(held), TEXT), Closing((held.unit,), long_day(day), BODY)))


def _solid(text: str) -> str:
    """Without gaps round figures: official texts have none."""
    return text.replace(" ", "")


def _table(held: Held, way: Way) -> ScoreTable:
    return ScoreTable(
        held,
        names=way.named,
        tickets=way.names == TICKET,
        departments=way.named,
        parts=False,
        ranking=way.ranking,
        causes=way.named,
        notes=False,
        retakes=False,
        twin=len(held.sheet.lines) > TWIN,
    )


def _held_words(held: Held) -> str:
    day = held.exam["held_on"]
    when = f"{long_day(day)}" if day else ""
    about = str(held.exam["subjects"] or "").strip().rstrip("。")
    content = f"，内容为{about}" if about else ""
    said = f"{when}，我院组织了{held.title}（{held.exam['form']}）{content}。"
    return f"{said.lstrip('，')}{lines_words(held.terms).replace('，', ' 分，')} 分。现将成绩通报如下。"


def _spread_words(held: Held) -> str:
    """Highest, lowest, how many are excellent."""
    tally = held.sheet.tally
    if tally.highest is None or tally.lowest is None:
        return "还没有成绩。"
    return (
        f"最高 {points(tally.highest)} 分，最低 {points(tally.lowest)} 分；"
        f"优秀 {tally.excellent} 人，优秀率 {rate_words(tally.excellent_rate)}。"
    )


def _table_words(held: Held, way: Way) -> str:
    called = {NAMED: "", TICKET: "本表按准考证号公布，不列姓名。", DEPARTMENT: "本表只到部门，不列姓名。"}[way.names]
    ranked = f"{ranking_words(held.terms)}。" if way.ranking else ""
    return _solid(f"{called}{ranked}")


def _retake_words(held: Held) -> str:
    """By when who has to sit the retake."""
    by = held.exam["retake_by"]
    until = f"于{long_day(by)}前" if by else "按通知"
    return f"不及格、缺考、缓考的，{until}补考，具体安排另行通知。对成绩有异议的，可向阅卷人员申请复核。"
