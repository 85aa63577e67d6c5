"""最佳最差案件评选: the contest of a quarter, and the cases put forward in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.models.cases import CaseFile
from desktop_app.models.people import Officer
from desktop_app.models.reviews import CaseReview, Contest, ContestJudge, Nominee, NomineeVote
from desktop_app.registers.spec import (
    Action,
    Check,
    Chip,
    Draw,
    Field,
    Numbering,
    Parts,
    Register,
    Section,
    Shape,
    broken,
    caution,
)
from desktop_app.rules.cases import case_key
from desktop_app.rules.periods import quarter_in
from desktop_app.rules.problems import Problem
from desktop_app.rules.reviews import CONTEST
from desktop_app.rules.vocabulary import BestWorst, ContestState
from desktop_app.services.cases import find_case
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Equals, HasGaps, Natural, Order

VOTES = NomineeVote.__tablename__


def _derive_nominee(draft: Draft, facts: Facts) -> None:
    """Facts of the case from the pool; how many voted, where the ledger names them."""
    draft[Nominee.case_no] = case_key(str(draft[Nominee.case_no] or ""))
    case = find_case(facts.session, draft[Nominee.case_no]) if draft[Nominee.case_no] else None
    if case is not None:
        draft[Nominee.name] = draft[Nominee.name] or case.name
        draft[Nominee.handler_id] = draft[Nominee.handler_id] or next(iter(case.handlers), None)
        draft[Nominee.department_id] = draft[Nominee.department_id] or case.department_id
    handler = facts.row(Officer.__tablename__, draft[Nominee.handler_id])
    draft[Nominee.department_id] = draft[Nominee.department_id] or handler.get("department_id")
    if draft[Nominee.votes] is None and draft.parts.get(VOTES):
        draft[Nominee.votes] = len(draft.parts[VOTES])


def _votes_differ(draft: Draft, facts: Facts) -> Problem | None:
    named, told = len(draft.parts.get(VOTES, ())), draft[Nominee.votes]
    if not named or told is None or named == told:
        return None
    return caution(Nominee.votes, "votes_mismatch", f"得票 {told} 与投票评委 {named} 人不符，核对")


def _quarter(draft: Draft, facts: Facts) -> Problem | None:
    text = str(draft[Nominee.period] or "")
    return (
        None
        if not text or quarter_in(text) == text
        else broken(Nominee.period, "period_unreadable", f"季度“{text}”写成 2015Q1")
    )


def heard(titles: Sequence[str]) -> Mapping[str, Any]:
    """The quarter the titles over a ledger of candidates tell (2015年一季度最佳、最差案件评选投票表)."""
    found = next((period for title in titles if (period := quarter_in(title))), None)
    return {Nominee.period.key: found} if found else {}


NOMINEE_TESTS: tuple[Check, ...] = (_quarter, _votes_differ)

NOMINEES = Register(
    model=Nominee,
    public="nominees",
    title="候选案件",
    tab="reviews",
    measure="件",
    subject=Nominee.case_no,
    numbering=Numbering("nominee"),
    titles=("评选投票", "最佳最差案件", "最佳、最差案件", "季度评选", "评选候选", "评选表", "一季度评选"),
    identity=(Nominee.period, Nominee.category, Nominee.case_no),
    looks_up=(CaseFile, CaseReview),
    heard=heard,
    sections=(
        Section(
            "候选案件",
            (
                Field(Nominee.category, "类别", ("类别", "评选类别"), required=True, width=60, draw=Draw.TAG),
                Field(
                    Nominee.case_no,
                    "受案号",
                    ("受案号", "案号", "案件编号"),
                    required=True,
                    width=220,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Nominee.period, "季度", ("季度", "评选季度"), hint="如 2015Q1", required=True, width=76),
                Field(Nominee.name, "案件名称", ("案件名称", "案名"), width=200, stretch=True, searched=True),
                Field(Nominee.department_id, "部门", ("部门", "办案部门", "承办部门"), width=64, searched=True),
                Field(Nominee.handler_id, "承办人", ("承办人", "承办检察官", "办案人"), width=80, searched=True),
                Field(
                    Nominee.score,
                    "评查得分",
                    ("评查得分", "得分", "分数"),
                    shape_as=Shape.POINTS,
                    width=64,
                    head="得分",
                ),
                Field(Nominee.votes, "得票", ("得票", "票数", "得票数"), width=48),
                Parts(
                    NomineeVote,
                    "投票评委",
                    (Field(NomineeVote.officer_id, "评委", searched=True),),
                    ("投票评委", "投票人", "评委"),
                    single=True,
                    width=160,
                ),
                Field(Nominee.chosen, "评定", ("评定", "当选", "入选", "评选结果"), width=48, fixed=True),
                Field(Nominee.reason, "推荐理由", ("推荐理由", "理由", "评选理由"), lines=2),
                Field(Nominee.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    order=(Order(Nominee.period, descending=True), Order(Nominee.category), Order(Nominee.votes, descending=True)),
    tests=NOMINEE_TESTS,
    derived=_derive_nominee,
    chips=(
        Chip("最佳", lambda facts: (Equals(Nominee.category, BestWorst.BEST),)),
        Chip("最差", lambda facts: (Equals(Nominee.category, BestWorst.WORST),)),
        Chip("评定", lambda facts: (Equals(Nominee.chosen, True),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    empty="还没有候选案件。在“评选”里按季度提名，或从 Excel 导入投票表。",
)

CONTESTS = Register(
    model=Contest,
    public="contests",
    title="评选",
    tab="reviews",
    measure="次",
    subject=Contest.name,
    numbering=Numbering("contest"),
    titles=("评选登记",),
    identity=(Contest.period,),
    sections=(
        Section(
            "评选",
            (
                Field(Contest.name, "名称", required=True, width=280, stretch=True, draw=Draw.KEY, searched=True),
                Field(Contest.period, "季度", required=True, hint="如 2015Q1", width=76),
                Field(Contest.places, "每类评定", unit="件"),
                Field(Contest.most, "每类限报", unit="件"),
                Field(Contest.rule, "排序规则", lines=2),
                Parts(
                    ContestJudge,
                    "评委",
                    (Field(ContestJudge.officer_id, "评委", searched=True),),
                    single=True,
                    width=160,
                ),
                Field(Contest.meeting_on, "投票日期"),
                Field(Contest.best_void, "最佳空缺理由", lines=2),
                Field(Contest.worst_void, "最差空缺理由", lines=2),
                Field(Contest.hide_names, "对外隐去姓名", hint="对外文稿里最差案件只写部门和案号"),
                Field(Contest.confirmed_on, "确认日期", width=92),
                Field(Contest.confirmed_by, "确认机构", words="评选确认机构", width=120),
                Field(Contest.state, "状态", width=84, draw=Draw.PILL, fixed=True),
                Field(Contest.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(Contest.period, descending=True), Natural(Contest.number)),
    chips=(Chip("未确认", lambda facts: (Equals(Contest.state, ContestState.VOTING),), "amber"),),
    lifecycle=CONTEST,
    state=Contest.state,
    done=Contest.confirmed_on,
    actions=(Action("choose_cases", "投票与评定", "Alt+M"),),
    empty="还没有评选。新增 Ctrl+N，每季一次。",
)
