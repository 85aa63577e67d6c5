"""总览: four panels 快细实严, every promise, what is due, the rhythm of the month. One answer for screen and paper."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.catalogue import ask as figure
from desktop_app.figures.due import DueList, due_list
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.promise_list import PROMISES
from desktop_app.figures.promises import Judged, judged, ranked
from desktop_app.figures.review_boards import PENDING
from desktop_app.figures.review_standing import REVIEW, assessed
from desktop_app.figures.rhythm import Step, rhythm
from desktop_app.models.plan import Phase, Plan
from desktop_app.rules.vocabulary import HabitState, Panel


@dataclass(frozen=True)
class Key:
    """A key figure (关键数) of a panel: the number, its measure word, what it counts, the records behind it.

    ``of`` is a total beside it (19/46); ``bad`` numbers are red when above zero.
    """

    value: int | float | None
    unit: str
    label: str
    behind: tuple[Behind, ...] = ()
    of: int | None = None
    bad: bool = False


@dataclass(frozen=True)
class Segment:
    """One part of a panel's bar: word, count, place in the series (0 the most finished), the records behind it."""

    word: str
    count: int
    behind: tuple[Behind, ...] = ()
    bad: bool = False


@dataclass(frozen=True)
class PanelView:
    """One of the four panels: its mark, title, a quiet word at the right, key figures and a bar.

    A panel whose registers are not kept yet has neither, and ``aside`` says so.
    """

    mark: Panel
    title: str
    aside: str
    keys: tuple[Key, ...] = ()
    bar: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Overview:
    """The first page of a day. ``phase`` is the phase's name with its place in words, day and length in days.

    Nothing is ``begun`` while no task, meeting, group member or problem is kept: promises not kept yet are not broken.
    """

    day: date
    phase: str
    phase_day: int
    phase_days: int
    panels: tuple[PanelView, ...]
    promises: tuple[Judged, ...]
    due: DueList
    rhythm: tuple[Step, ...]
    begun: bool = True


def overview(ask: Question) -> Overview:
    """Everything the first page says at the end of the day; promises in the order they ask for a hand."""
    name, at, days = _phase(ask)
    panels = (_swift(ask), _thorough(ask), _solid(ask), _strict(ask))
    found = tuple(ranked(judged(PROMISES, ask)))
    begun = any(figure(one, ask).value for one in ("plan.tasks", "meetings.count", "plan.group", "issues.count"))
    return Overview(ask.as_of, name, at, days, panels, found, due_list(ask), tuple(rhythm(ask)), begun)


def _phase(ask: Question) -> tuple[str, int, int]:
    rows = ask.session.execute(
        select(Phase.position, Phase.name, Phase.start_on, Phase.end_on)
        .where(Phase.retired_at.is_(None))
        .order_by(Phase.position)
    )
    for place, (_, name, start, end) in enumerate(rows):
        if start is not None and end is not None and start <= ask.as_of <= end:
            return f"第{'一二三四五六七八九十'[place]}阶段 {name}", (ask.as_of - start).days + 1, (end - start).days + 1
    return "", 0, 0


def _swift(ask: Question) -> PanelView:
    """快: tasks, meetings, what is late."""
    tasks, late = figure("plan.tasks", ask), figure("plan.tasks.overdue", ask)
    meetings = {word: figure(f"meetings.{word}", ask) for word in ("mobilisation", "learning")}
    done = figure("plan.tasks.done", ask)
    plan = ask.session.scalars(select(Plan.doc_no).where(Plan.retired_at.is_(None))).first()
    keys = (
        Key(done.value, "", "任务完成", done.behind, of=int(tasks.value or 0)),
        Key(meetings["mobilisation"].value, "次", "动员会", meetings["mobilisation"].behind),
        Key(meetings["learning"].value, "次", "集中学习", meetings["learning"].behind),
        Key(late.value, "项", "任务逾期", late.behind, bad=True),
    )
    return PanelView(Panel.SWIFT, "动员部署 · 学习方案", plan or "方案未印发", keys, _bar(ask, "plan.tasks.standing"))


def _thorough(ask: Question) -> PanelView:
    """细: problems, closed, measures, what is late."""
    count, closed = figure("issues.count", ask), figure("issues.closed", ask)
    measures, late = figure("issues.measures", ask), figure("issues.overdue", ask)
    standards = figure("standards.issued", ask)
    keys = (
        Key(count.value, "条", "问题", count.behind),
        Key(closed.value, "条", "已销号", closed.behind),
        Key(measures.value, "项", "整改措施", measures.behind),
        Key(late.value, "条", "逾期", late.behind, bad=True),
    )
    aside = f"{standards.value} 项标准已印发"
    return PanelView(Panel.THOROUGH, "问题清单 · 到事到案到人", aside, keys, _bar(ask, "issues.standing"))


def _bar(ask: Question, name: str) -> tuple[Segment, ...]:
    answer = figure(name, ask)
    return tuple(Segment(word, len(rows), rows, word == "逾期") for word, rows in answer.by_word.items())


def _solid(ask: Question) -> PanelView:
    """实: mean of the exams, cases reviewed by grade, dossiers checked, cases past their filing day."""
    exams, mean = figure("exams.results", ask), figure("exams.mean", ask)
    reviewed, checked = figure("reviews.first_grades", ask), figure("dossiers.checked", ask)
    if not (exams.value or reviewed.value or checked.value):
        return PanelView(Panel.SOLID, "四查四促", "还没有建账")
    late = figure("dossiers.unfiled", ask)
    keys = (
        Key(mean.value, "分", "考试均分", mean.behind),
        Key(reviewed.value, "件", "评查案件", reviewed.behind),
        Key(checked.value, "卷", "检查案卷", checked.behind),
        Key(late.value, "件", "案件超期未归档", late.behind, bad=True),
    )
    return PanelView(Panel.SOLID, "四查四促", f"考试 {exams.value} 场", keys, _reviewed(ask))


def _reviewed(ask: Question) -> tuple[Segment, ...]:
    """Cases reviewed by decided grade, the best first; those not decided yet last (待审定)."""
    cells: dict[str, list[Behind]] = {}
    rows = assessed(ask)
    for row in sorted(rows, key=lambda row: row.place(row.grade)):
        if row.graded(ask.as_of):
            cells.setdefault(row.grade, []).append((REVIEW, row.id))
    pending = [(REVIEW, row.id) for row in rows if not row.graded(ask.as_of)]
    told = [*cells.items(), *([(PENDING, pending)] if pending else [])]
    return tuple(Segment(word, len(behind), tuple(behind), word == "不合格") for word, behind in told)


def _strict(ask: Question) -> PanelView:
    """严: findings of inspections, those told, persons with an outcome, those not told."""
    found, papers = figure("habits.count", ask), figure("documents.sent", ask)
    looked, outcomes = figure("accountability.state", ask), figure("accountability.outcomes", ask)
    if not (found.value or papers.value or looked.value):
        return PanelView(Panel.STRICT, "督查问责 · 一案双查", "还没有建账")
    told = figure("habits.state", ask).by_word
    reported, bare = told.get(HabitState.TOLD, ()), told.get(HabitState.UNTOLD, ())
    keys = (
        Key(found.value, "起", "督查发现", found.behind),
        Key(len(reported), "起", "已通报", reported),
        Key(outcomes.value, "人次", "问责处理", outcomes.behind),
        Key(len(bare), "起", "未通报", bare, bad=True),
    )
    bar = tuple(Segment(word, len(rows), rows, word == HabitState.UNTOLD) for word, rows in told.items())
    return PanelView(Panel.STRICT, "督查问责 · 一案双查", f"监督文书 {papers.value} 份", keys, bar)
