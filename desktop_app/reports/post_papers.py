"""Papers of the AB posts (AB岗): 岗位AB角一览表 and 值守表, who holds which post on each day of a week."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import (
    UNCOVERED,
    Bare,
    PostStand,
    bare_between,
    every_post,
    standing,
    who_is_away,
)
from desktop_app.models.people import Department, Officer
from desktop_app.models.posts import Post
from desktop_app.registers.words import weekday
from desktop_app.reports.blocks import Block, Cell, Column, Document, GroupRow, Heading, Ledger, PageBreak, Row
from desktop_app.reports.issue_rows import DEPARTMENT, MISSING, asked, department_asked, only_options
from desktop_app.reports.plan_papers import annex_mark
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align
from desktop_app.rules.dates import long_day
from desktop_app.rules.periods import Period
from desktop_app.rules.posts import covered
from desktop_app.rules.vocabulary import Coverage
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.system.errors import Refusal

TABLE_TITLE, ROSTER_TITLE = "岗位AB角一览表", "岗位值守表"
ANNEX = "annex"
CENTRE = Align.CENTRE
RED = "#8C1D18"
"""Of the words for a post nobody holds; dark enough to stay black on a black-and-white printer."""
LONGEST = 92
"""Days a roster goes on for at most: a quarter."""
DAY = timedelta(days=1)
TABLE_COLUMNS = (
    Column("序号", mm=12, align=CENTRE),
    Column("岗位", weight=5),
    Column("职责", weight=7),
    Column("A岗", mm=24, align=CENTRE),
    Column("B岗", mm=24, align=CENTRE),
    Column("起日", mm=24, align=CENTRE),
    Column("批准人", mm=24, align=CENTRE),
    Column("当日状态", mm=34, align=CENTRE),
)
ROTATED = "轮出空岗指A岗或B岗轮岗到其他部门、当日无人在岗。"
BARE = (Coverage.EMPTY, Coverage.ROTATED)
"""Kinds of gaps as the note tells them: what wants somebody today first."""
MARKS = {Coverage.STOOD_IN: "（B）", Coverage.NAMED: "（派）"}
"""What stands behind the name of who holds a post in place of its A岗."""


def post_table(request: Request) -> Document:
    """《岗位AB角一览表》: the posts that stand on the day under their departments, and how each is held that day.

    Options: ``department`` for one of them, ``annex=1`` puts 附件1 at the head.
    """
    only_options(request, TABLE_TITLE, DEPARTMENT, ANNEX)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        posts = _chosen(request, facts, standing(ask))
        title = f"{TABLE_TITLE}（{request.as_of.year}年）"
        rows = list(_table_rows(ask, facts, posts))
        note = _table_note(posts) if posts else ""
        blocks = (
            *annex_mark(request.options.get(ANNEX, "")),
            Heading(title),
            unit_line(request, facts),
            Ledger(TABLE_COLUMNS, rows, note=note, empty=f"（{long_day(request.as_of)}没有在设的岗位）"),
        )
        return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), footer(request, facts))


def _chosen(request: Request, facts: Facts, posts: Iterable[PostStand]) -> list[PostStand]:
    place = department_asked(request, facts)
    return [post for post in posts if not place or post.holding.place == place["id"]]


def _table_rows(ask: Question, facts: Facts, posts: Sequence[PostStand]) -> Iterator[Row]:
    told = 0
    for department, own in groupby(posts, key=lambda post: post.department):
        members = list(own)
        yield GroupRow(f"{department}（{len(members)}岗）")
        yield from (_table_row(ask, facts, post, at) for at, post in enumerate(members, told + 1))
        told += len(members)


def _table_row(ask: Question, facts: Facts, post: PostStand, at: int) -> Row:
    kept = facts.row(Post.__tablename__, post.id)
    since = str(kept["since_on"] or MISSING)
    approver = _officer(facts, kept["approver_id"])
    return (
        str(at),
        post.name,
        str(kept["duties"] or ""),
        _officer(facts, post.holding.a) or Cell(MISSING, strong=True),
        _second(facts, post),
        since,
        approver,
        _state(ask, facts, post),
    )


def _officer(facts: Facts, officer_id: int | None) -> str:
    return facts.short_label(Officer.__tablename__, officer_id)


def _second(facts: Facts, post: PostStand) -> str | Cell:
    """Who is B岗, or that there is none by design, or that one is lacking."""
    if post.same:
        return Cell(f"{_officer(facts, post.holding.b)}\n同A岗", strong=True)
    if post.lacks_b:
        return f"不设\n（{post.sole}）" if post.sole else Cell("缺B岗", strong=True)
    return _officer(facts, post.holding.b)


def _state(ask: Question, facts: Facts, post: PostStand) -> Cell:
    state, who = covered(post.holding, who_is_away(ask), ask.as_of)
    if state in UNCOVERED:
        return Cell(str(state), strong=True, colour=RED)
    return Cell(str(state) if state is Coverage.HELD else f"{state}\n{_officer(facts, who)}")


def _table_note(posts: Sequence[PostStand]) -> str:
    without = [post.key for post in posts if post.lacks_b or post.same]
    named = f"，没有B岗或A、B岗同一人{len(without)}岗：{'、'.join(without)}" if without else ""
    return f"注：共{len(posts)}岗，B岗到位{len(posts) - len(without)}岗{named}。{ROTATED}"


def duty_roster(request: Request) -> Document:
    """《岗位值守表》: each post by each day of the period (else the week of the day), a sheet for every week.

    Says who holds it; where nobody does, the word for it in red. Option ``department`` for one of them. Refuses a
    period longer than a quarter.
    """
    only_options(request, ROSTER_TITLE, DEPARTMENT)
    period = request.period or week_of(request.as_of)
    if (period.last - period.first).days >= LONGEST:
        raise Refusal(f"{ROSTER_TITLE}一次最多排一个季度。把期间改短，如 2015-05")
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        blocks: list[Block] = []
        for days in weeks(period):
            blocks += [PageBreak()] if blocks else []
            blocks += _week(request, facts, ask, days)
        foot = footer(request, facts, ("排表人：", "审核人："))
        return Document(ROSTER_TITLE, LEDGER_PAGE, tuple(blocks), meta(request, facts, ROSTER_TITLE), foot)


def week_of(day: date) -> Period:
    """Monday to Sunday of the week a day lies in (本周)."""
    monday = day - DAY * day.weekday()
    return Period(monday, monday + 6 * DAY, f"{monday}至{monday + 6 * DAY}")


def weeks(period: Period) -> Iterator[list[date]]:
    """The days of a period, week by week; the first and the last may be short."""
    days = [period.first + DAY * at for at in range((period.last - period.first).days + 1)]
    for _, week in groupby(days, key=lambda day: day - DAY * day.weekday()):
        yield list(week)


def _week(request: Request, facts: Facts, ask: Question, days: Sequence[date]) -> Iterator[Block]:
    first, last = days[0], days[-1]
    posts = [post for post in _chosen(request, facts, every_post(ask)) if any(post.holding.stands(day) for day in days)]
    yield Heading(f"{ROSTER_TITLE}（{long_day(first)}至{last.month}月{last.day}日）")
    yield unit_line(request, facts)
    yield Ledger(
        _roster_columns(facts, days),
        list(_roster_rows(facts, ask, posts, days)),
        note=_roster_note(ask, facts, posts, first, last) if posts else "",
        min_row_mm=6.5,
        style=SMALL,
        head_style=SMALL_HEAD,
        note_style=SMALL,
        empty="（这几天没有在设的岗位）",
    )


def _roster_columns(facts: Facts, days: Sequence[date]) -> tuple[Column, ...]:
    return (
        Column("部门", mm=18),
        Column("岗位", weight=2),
        Column("A岗", mm=20, align=CENTRE),
        Column("B岗", mm=20, align=CENTRE),
        *(Column(_head(facts, day), mm=23, align=CENTRE) for day in days),
    )


def _head(facts: Facts, day: date) -> str:
    """5-29 周五; days without work say so."""
    calendar = facts.calendar
    works = calendar.is_workday(day) if calendar.knows(day.year) else day.weekday() < 5
    return f"{day.month}-{day.day}\n{weekday(day)}{'' if works else '·休'}"


def _roster_rows(facts: Facts, ask: Question, posts: Sequence[PostStand], days: Sequence[date]) -> Iterator[Row]:
    known = who_is_away(ask)
    for post in posts:
        yield (
            facts.short_label(Department.__tablename__, post.holding.place) or post.department,
            post.name,
            _officer(facts, post.holding.a) or MISSING,
            _officer(facts, post.holding.b) if not (post.same or post.lacks_b) else "无",
            *(_holder(facts, covered(post.holding, known, day), post.holding.stands(day)) for day in days),
        )


def _holder(facts: Facts, found: tuple[Coverage, int | None], stands: bool) -> str | Cell:
    """Who holds the post; nobody by its word, a day on which this pair is not the one named by a dash."""
    state, who = found
    if not stands:
        return "—"
    if state in UNCOVERED:
        return Cell(str(state), strong=True, hatched=True, colour=RED)
    name = _officer(facts, who)
    return Cell(f"{name}{MARKS[state]}", strong=True) if state in MARKS else name


def _roster_note(ask: Question, facts: Facts, posts: Sequence[PostStand], first: date, last: date) -> str:
    legend = "注：只写姓名的由A岗在岗，（B）为B岗代岗，（派）为另派代岗，—为当日不设此岗。" + ROTATED
    found = bare_between(ask, posts, first, last)
    told = [_bare(state, [one for one in found if one.gap.state is state], first, last) for state in BARE]
    return legend + ("".join(told) or "各岗每天都有人在岗。")


def _bare(state: Coverage, found: Sequence[Bare], first: date, last: date) -> str:
    """Gaps of one kind: 空岗1处：办公室 车辆管理（5月29日）。; nothing where there is none."""
    posts = "；".join(
        f"{post.key}（{'每天' if (gap.first, gap.last) == (first, last) else _span(gap.first, gap.last)}）"
        for post, gap in found
    )
    return f"{state}{len(found)}处：{posts}。" if found else ""


def _span(first: date, last: date) -> str:
    start = f"{first.month}月{first.day}日"
    return start if first == last else f"{start}至{last.month}月{last.day}日"


def cover_of(facts: Facts, ask: Question, absence: Stored) -> list[str]:
    """Who holds each post of an absent officer from his first day: 车辆管理：朱婷婷（B岗代岗）."""
    day = absence["from_on"]
    if day is None:
        return []
    own = [post for post in standing(ask, day) if post.holding.a == absence["officer_id"]]
    return [_cover(facts, ask, post, day) for post in own]


def _cover(facts: Facts, ask: Question, post: PostStand, day: date) -> str:
    state, who = covered(post.holding, who_is_away(ask), day)
    name = _officer(facts, who)
    return f"{post.name}：{name}（{state}）" if name else f"{post.name}：{state}"
