"""Papers of the quarter's contest (最佳最差案件评选): 评选投票表 for the judges, 评选结果 once they have voted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from desktop_app.models.people import Officer
from desktop_app.models.reviews import Contest, Nominee
from desktop_app.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    GroupRow,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Row,
    Signatures,
    Spacer,
    UnitLine,
)
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.plan_papers import OFFICE
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import CELL, LEDGER_PAGE, SMALL, SMALL_HEAD, Align, Font, Style
from desktop_app.rules.contests import RULE, TIED
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.rules.periods import quarter_in, read_period
from desktop_app.rules.vocabulary import BestWorst, ContestState
from desktop_app.services.candidates import Candidate, Ranked, candidates, judges_of, nominees, ranking
from desktop_app.services.contests import VOIDS, decided_of
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

VOTES_TITLE, RESULT_TITLE = "评选投票表", "评选结果"
OUTWARD, INNER = "outward", "inner"
"""Options of the result: the copy that goes outside (对外), which is usual, or the whole one kept inside (内部)."""
YES, NO = ("1", "是"), ("0", "否")
CASES = {BestWorst.BEST: "最佳案件", BestWorst.WORST: "最差案件"}
NUMERALS = dict(zip(BestWorst, "一二", strict=True))
HEAD = Style(Font.HEI, 12, 20)
TEXT = Style(Font.SONG, 12, 20)
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
BOX = "□"
NAMED = "承办人"
"""Stands for the handler of a worst case where the name is hidden."""
BALLOT_COLUMNS = (
    Column("序号", align=CENTRE),
    Column("受案号"),
    Column("案件名称", weight=2),
    Column("部门"),
    Column("承办人"),
    Column("得分", align=RIGHT),
    Column("等次", align=CENTRE),
    Column("问题", align=CENTRE),
    Column("推荐理由", weight=2),
    Column("投票", mm=24, align=CENTRE),
)


@dataclass(frozen=True)
class Held:
    """A quarter's contest as its papers read it: what was entered of it (None of an old sheet alone), its cases."""

    period: str
    row: Contest | None
    ranked: Mapping[BestWorst, Sequence[Ranked]]
    told: Mapping[str, Candidate]
    reasons: Mapping[int, str]
    judges: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"{read_period(self.period).label}最佳、最差案件"

    @property
    def places(self) -> int:
        return self.row.places if self.row is not None else 1

    @property
    def rule(self) -> str:
        return self.row.rule if self.row is not None and self.row.rule else RULE

    @property
    def confirmed(self) -> bool:
        return self.row is not None and self.row.state == ContestState.CONFIRMED


def _held(request: Request, facts: Facts) -> Held:
    """The contest asked for by number or quarter; the newest when none is named."""
    rows = {str(row["period"]): int(row["id"]) for row in _contests(facts)}
    numbers = {str(row["number"]): str(row["period"]) for row in _contests(facts)}
    quarters = sorted({*rows, *(str(row["period"]) for row in facts.live(Nominee.__tablename__) if row["period"])})
    wanted = request.record.strip()
    period = numbers.get(wanted) or quarter_in(wanted) or wanted if wanted else (quarters or [""])[-1]
    if period not in quarters or quarter_in(period) != period:
        named = f"没有“{wanted}”的评选。写评选编号，或季度，如 2015Q1" if wanted else "还没有评选，也没有候选案件"
        raise Refusal(named, "record")
    row = facts.session.get(Contest, rows[period]) if period in rows else None
    return Held(
        period,
        row,
        {category: ranking(facts, period, category) for category in BestWorst},
        {one.case_no: one for one in candidates(facts, period)},
        {one.id: one.reason for one in nominees(facts.session, period)},
        judges_of(facts.session, row) if row is not None else (),
    )


def _contests(facts: Facts) -> list[Mapping[str, Any]]:
    return sorted(facts.live(Contest.__tablename__), key=lambda row: int(row["id"]))


def contest_votes(request: Request) -> Document:
    """《评选投票表》 of the contest named by ``record``: a ballot for each judge, or one without a name.

    Refuses a quarter nobody was put forward in.
    """
    only_options(request, VOTES_TITLE)
    with request.desk.facts() as facts:
        held = _held(request, facts)
        if not any(held.ranked.values()):
            raise Refusal(f"{held.period} 还没有提名案件。先在评选里“投票与评定”提名，再印投票表", "record")
        title = f"{held.name}{VOTES_TITLE}"
        ballots = [tuple(_ballot(request, facts, held, title, judge)) for judge in held.judges or (None,)]
        blocks = tuple(chain(ballots[0], *((PageBreak(recount=True), *ballot) for ballot in ballots[1:])))
        return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), footer(request, facts, ()))


def _ballot(request: Request, facts: Facts, held: Held, title: str, judge: int | None) -> Iterator[Block]:
    name = facts.label(Officer.__tablename__, judge)
    day = held.row.meeting_on if held.row is not None else None
    yield Heading(title)
    yield UnitLine(f"填报单位：{facts.unit.get('name') or ''}（{OFFICE}）", f"投票日期：{_written(day)}")
    yield Para(
        f"在推荐的案件“投票”栏方框里打“√”。每类评定 {held.places} 件。{held.rule}",
        CELL,
        Align.LEFT,
        first_indent=2,
        after=4,
    )
    yield Ledger(BALLOT_COLUMNS, list(_candidates(held, judge)), min_row_mm=9)
    yield Signatures((f"评委：{name}" if name else "评委：", "签名：", "日期："))


def _candidates(held: Held, judge: int | None) -> Iterator[Row]:
    """The cases put forward, class by class, as the review ranks them: a ballot does not tell who leads."""
    for category in BestWorst:
        rows = sorted(held.ranked[category], key=lambda one: _order(held, one))
        yield GroupRow(f"{NUMERALS[category]}、{CASES[category]}候选" + ("" if rows else "：没有提名"))
        yield from (_candidate(held, at, one, judge) for at, one in enumerate(rows, 1))


def _written(day: date | None) -> str:
    return long_day(day) if day is not None else "　　　　年　　月　　日"


def _order(held: Held, one: Ranked) -> tuple[int, str]:
    known = held.told.get(one.case_no)
    return (known.rank if known is not None else len(held.told) + 1, one.case_no)


def _candidate(held: Held, at: int, one: Ranked, judge: int | None) -> Row:
    known = held.told.get(one.case_no)
    found = f"{known.findings} 处" + (f"\n严重 {known.serious}" if known.serious else "") if known is not None else ""
    own = judge is not None and judge == one.handler_id
    return (
        str(at),
        one.case_no,
        one.name,
        one.department,
        one.handler,
        _score(one.score),
        known.grade if known is not None else "",
        found,
        held.reasons.get(one.nominee_id, ""),
        f"{BOX}\n（本人承办）" if own else BOX,
    )


def _score(score: int | None) -> str:
    return points(score) if score is not None else ""


def contest_result(request: Request) -> Document:
    """《评选结果》 of the contest named by ``record``: votes, ties and who parted them, why a class stays empty.

    The usual copy goes outside: of the worst cases it says department and number alone where the contest hides names.
    Option ``inner`` =1 (or ``outward`` =0) shows all, and who voted for what.
    """
    only_options(request, RESULT_TITLE, OUTWARD, INNER)
    inner = inner_asked(request)
    with request.desk.facts() as facts:
        held = _held(request, facts)
        hidden = not inner and (held.row is None or held.row.hide_names)
        unready = "" if held.confirmed else "（未确认）"
        title = f"{held.name}{RESULT_TITLE}{unready}"
        blocks: tuple[Block, ...] = (
            Heading(title),
            unit_line(request, facts, OFFICE),
            *_said(_held_words(held, facts)),
            *_class(held, BestWorst.BEST, facts, inner, hidden=False),
            *_class(held, BestWorst.WORST, facts, inner, hidden=hidden),
            *_said(_confirmed(held)),
            Signatures(("制表人：", "审核人：", "负责人：")),
        )
        foot = footer(request, facts, ("内部留存",) if inner else ())
        return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), foot)


def inner_asked(request: Request) -> bool:
    """Whether the whole copy is asked for; a word that is neither yes nor no is refused."""
    for name, text in request.options.items():
        if text not in (*YES, *NO):
            raise Refusal(f"选项 {name} 没有“{text}”。可选：1、0")
    inner, outward = request.options.get(INNER), request.options.get(OUTWARD)
    if inner in YES and outward in YES:
        raise Refusal("inner=1 是内部件，outward=1 是对外件。只留一个")
    return inner in YES or (inner is None and outward in NO)


def _said(paragraphs: Iterable[str]) -> Iterator[Para]:
    for text in paragraphs:
        yield Para(text, TEXT, Align.LEFT, first_indent=2)


def _held_words(held: Held, facts: Facts) -> Iterator[str]:
    if held.row is not None and held.row.meeting_on is not None:
        yield f"投票日期：{long_day(held.row.meeting_on)}。"
    if held.judges:
        yield f"评委（{len(held.judges)} 人）：{_names(facts, held.judges)}。"
    yield f"排序规则：{held.rule}"


def _confirmed(held: Held) -> Iterator[str]:
    if held.confirmed and held.row is not None and held.row.confirmed_on is not None:
        yield f"{long_day(held.row.confirmed_on)}由{held.row.confirmed_by or '评选机构'}确认。"


def _class(held: Held, category: BestWorst, facts: Facts, inner: bool, hidden: bool) -> Iterator[Block]:
    """One class: those chosen in a sentence, or why nobody was; then all put forward by their votes."""
    ranked = held.ranked[category]
    hide = _hider(ranked, facts) if hidden else str
    yield Spacer(2)
    yield Para(f"{NUMERALS[category]}、{CASES[category]}", HEAD, Align.LEFT, first_indent=0, keep=True)
    yield from (replace(said, keep=True) for said in _said(_chosen(held, category, hide, hidden)))
    columns = tuple(_columns(inner, hidden, hide, facts))
    rows = [tuple(tell(one) for _, tell in columns) for one in ranked]
    yield Ledger(tuple(column for column, _ in columns), rows, style=SMALL, head_style=SMALL_HEAD, empty="（没有提名）")


Tell = Callable[[Ranked], str | Cell]


def _columns(inner: bool, hidden: bool, hide: Callable[[str], str], facts: Facts) -> Iterator[tuple[Column, Tell]]:
    """The columns of a class and what stands in them; with ``hidden`` no case and no handler is named."""
    yield Column("名次", align=CENTRE), lambda one: str(one.place) if one.votes else "—"
    yield Column("受案号", weight=1 if hidden else 0), lambda one: one.case_no
    if not hidden:
        yield Column("案件名称", weight=2), lambda one: one.name
    yield Column("部门"), lambda one: one.department
    if not hidden:
        yield Column("承办人"), lambda one: one.handler
    yield Column("得分", align=RIGHT), lambda one: _score(one.score)
    yield Column("得票", align=RIGHT), lambda one: str(one.votes) if one.votes is not None else ""
    if inner:
        yield Column("投票评委", weight=1), lambda one: _names(facts, one.judges)
    yield Column("评定", align=CENTRE), lambda one: Cell(one.category if one.chosen else "", strong=True)
    yield Column("说明", weight=2), lambda one: hide(_why(one))


def _names(facts: Facts, officers: Iterable[int]) -> str:
    return "、".join(facts.label(Officer.__tablename__, officer) for officer in officers)


def _why(one: Ranked) -> str:
    """That it has as many votes as another, and why it was taken all the same."""
    decided = decided_of(one.note)
    return f"{TIED}：{decided}" if decided else "同票" if one.tied else ""


def _hider(ranked: Sequence[Ranked], facts: Facts) -> Callable[[str], str]:
    """Takes the handlers and the names of these cases out of a text written by hand."""
    people = {str(facts.row(Officer.__tablename__, one.handler_id).get("name") or "") for one in ranked}
    told = [(one.name, one.case_no) for one in ranked] + [(name, NAMED) for name in people]

    def hide(text: str) -> str:
        for name, instead in sorted(told, key=lambda pair: -len(pair[0])):
            text = text.replace(name, instead) if name else text
        return text

    return hide


def _chosen(held: Held, category: BestWorst, hide: Callable[[str], str], hidden: bool) -> Iterator[str]:
    """Those chosen, or that the class stays empty and why (空缺)."""
    chosen = [one for one in held.ranked[category] if one.chosen]
    void = str(getattr(held.row, VOIDS[category].key, "") or "").strip() if held.row is not None else ""
    if chosen:
        yield f"评定{CASES[category]} {len(chosen)} 件：{'；'.join(_called(one, hidden) for one in chosen)}。"
    elif void:
        yield f"{CASES[category]}空缺。理由：{hide(void).rstrip('。')}。"
    else:
        yield f"{CASES[category]}尚未评定。"


def _called(one: Ranked, hidden: bool) -> str:
    told = (one.department,) if hidden else (one.department, one.handler)
    who = "，".join(filter(None, told))
    return f"{one.case_no}{'' if hidden else one.name}{f'（{who}）' if who else ''}"
