"""最佳最差案件评选: the contest of a quarter, and the cases put forward in it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from desktop_app.models.base import Attr
from desktop_app.models.cases import CaseFile
from desktop_app.models.people import Officer
from desktop_app.models.reviews import CaseReview, Contest, ContestJudge, Nominee, NomineeVote
from desktop_app.registers.newly import Newly
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
from desktop_app.rules.periods import quarter_in, quarter_of, read_period
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.reviews import CONTEST
from desktop_app.rules.vocabulary import BestWorst, ContestState
from desktop_app.services.candidates import chosen_in, contest_of, nominees, period_or_none, settled
from desktop_app.services.cases import department_of_case, find_case
from desktop_app.services.contests import RULE, VOIDS
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Equals, HasGaps, Natural, Order

VOTES, JUDGES = NomineeVote.__tablename__, ContestJudge.__tablename__
_DECIDED = frozenset({"period", "category", "case_no", "score", "votes", "chosen", VOTES})
"""What of a nominee stays as it was once its contest is confirmed."""
_NAMED = (Nominee.name, Nominee.department_id, Nominee.handler_id)
"""Who a nominee is: filled in where an old ledger left it empty, changed no more once its contest is confirmed."""
_OPEN = (ContestState.NOMINATING, ContestState.VOTING)
_FREE = frozenset({"note", "hide_names", "state", "state_reason"})
"""What of a confirmed contest may still change."""


def _one_spelling(text: str) -> str:
    """2015年一季度 and 2015Q1 alike as 2015Q1; another text as it is."""
    found = quarter_in(text)
    return found if found is not None and period_or_none(text) is not None else text


def _derive_nominee(draft: Draft, facts: Facts) -> None:
    """Facts of the case from the pool; how many voted, where the ledger names them."""
    draft[Nominee.period] = _one_spelling(str(draft[Nominee.period] or ""))
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


def _quarter(attr: Attr[str]) -> Check:
    """A check that a period is a quarter in its one spelling."""

    def check(draft: Draft, facts: Facts) -> Problem | None:
        text = str(draft[attr] or "")
        fits = not text or quarter_in(text) == text
        return None if fits else broken(attr, "period_unreadable", f"季度“{text}”写成 2015Q1")

    return check


def _frozen_nominee(draft: Draft, facts: Facts) -> Problem | None:
    """A confirmed contest keeps its cases and votes as they were; notes may still be added."""
    renamed = any(draft.was(attr) and draft.values.get(attr.key) != draft.loaded.get(attr.key) for attr in _NAMED)
    if not draft.is_new and not renamed and not draft.changed & _DECIDED:
        return None
    periods = dict.fromkeys((str(draft[Nominee.period] or ""), str(draft.was(Nominee.period) or "")))
    said = next((said for period in periods if (said := settled(facts.session, period))), "")
    return Problem(Nominee.period.key, Fault.IDENTITY, "contest_confirmed", said) if said else None


def _nominated_once(draft: Draft, facts: Facts) -> Problem | None:
    """A case is put forward once in a quarter."""
    own = (str(draft[Nominee.period] or ""), str(draft[Nominee.case_no] or ""))
    if not all(own) or own == (draft.was(Nominee.period), draft.was(Nominee.case_no)):
        return None
    others = (row for row in nominees(facts.session, own[0]) if row.case_no == own[1] and row.id != draft.record_id)
    other = next(others, None)
    if other is None:
        return None
    return broken(Nominee.case_no, "nominated_twice", f"{own[1]} 已提名{other.category}（{other.number}），不重复提名")


def _own_case(draft: Draft, facts: Facts) -> Problem | None:
    """A judge who voted for a case of his own is told, not refused: the sheet says what was voted."""
    handler = draft[Nominee.handler_id]
    if draft.is_new or VOTES not in draft.changed or handler is None:
        return None
    if all(row.get("officer_id") != handler for row in draft.parts.get(VOTES, ())):
        return None
    name, number = facts.label(Officer.__tablename__, handler), draft[Nominee.case_no]
    return caution(Nominee.handler_id, "votes_own_case", f"{name} 投了本人承办的 {number}，核对这一票是否回避")


def _nominees_held(ids: Sequence[int], facts: Facts) -> str:
    rows = (facts.row(Nominee.__tablename__, id_) for id_ in ids)
    return next((said for row in rows if (said := settled(facts.session, str(row.get("period") or "")))), "")


def heard(titles: Sequence[str]) -> Mapping[str, Any]:
    """The quarter the titles over a ledger of candidates tell (2015年一季度最佳、最差案件评选投票表)."""
    found = next((period for title in titles if (period := quarter_in(title))), None)
    return {Nominee.period.key: found} if found else {}


NOMINEE_TESTS: tuple[Check, ...] = (
    _frozen_nominee,
    _nominated_once,
    _quarter(Nominee.period),
    _votes_differ,
    _own_case,
)

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
    near=department_of_case,
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
                    (Field(NomineeVote.officer_id, "评委", searched=True, elsewhere=True),),
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
    held=_nominees_held,
    alone=(_frozen_nominee, _nominated_once),
    chips=(
        Chip("最佳", lambda facts: (Equals(Nominee.category, BestWorst.BEST),)),
        Chip("最差", lambda facts: (Equals(Nominee.category, BestWorst.WORST),)),
        Chip("评定", lambda facts: (Equals(Nominee.chosen, True),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    empty="还没有候选案件。在“评选”里按季度提名，或从 Excel 导入投票表。",
)


def contest_name(period: str) -> str:
    """What the contest of a quarter is called; empty for a text that is no quarter."""
    return f"{read_period(period).label}最佳、最差案件评选" if quarter_in(period) == period else ""


def _last_quarter(facts: Facts) -> str:
    """The last finished quarter (上季度)."""
    last = quarter_of(facts.today).first - timedelta(days=1)
    return f"{last.year}Q{(last.month + 2) // 3}"


def _derive_contest(draft: Draft, facts: Facts) -> None:
    """One spelling of the quarter, the name that goes with it, the rule; taking a confirmation back empties it."""
    draft[Contest.period] = _one_spelling(str(draft[Contest.period] or ""))
    name, told = str(draft[Contest.name] or ""), quarter_in(str(draft[Contest.name] or ""))
    if not name or (told is not None and name == contest_name(told)):
        draft[Contest.name] = contest_name(draft[Contest.period]) or name
    draft[Contest.rule] = draft[Contest.rule] or RULE
    if draft.was(Contest.state) == ContestState.CONFIRMED != draft[Contest.state]:
        draft[Contest.confirmed_on], draft[Contest.confirmed_by] = None, ""


def _one_a_quarter(draft: Draft, facts: Facts) -> Problem | None:
    other = contest_of(facts.session, str(draft[Contest.period] or ""), draft.record_id)
    if other is None or draft[Contest.period] == draft.was(Contest.period):
        return None
    said = f"{other.period} 已有评选 {other.number}，一季评一次。在那一条里办"
    return broken(Contest.period, "second_contest", said)


def _frozen_contest(draft: Draft, facts: Facts) -> Problem | None:
    if not draft.was(Contest.state) == draft[Contest.state] == ContestState.CONFIRMED:
        return None
    changed = draft.changed - _FREE
    if not changed:
        return None
    name = next((item.name for item in CONTESTS.fields if item.name in changed), Contest.state.key)
    said = f"{draft[Contest.period]} 的评选已确认，不再改。先“撤回确认”，写明原因"
    return Problem(name, Fault.BROKEN, "contest_confirmed", said)


def _decided(draft: Draft, facts: Facts) -> Problem | None:
    """Confirmation wants judges, and in each class a case or why there is none (空缺)."""
    if draft[Contest.state] != ContestState.CONFIRMED or draft.was(Contest.state) == ContestState.CONFIRMED:
        return None
    if not draft.parts.get(JUDGES):
        return broken(Contest.state, "judges_missing", "没写评委。在“投票与评定”里写上评委再确认")
    chosen = chosen_in(facts.session, draft[Contest.period])
    for category, attr in VOIDS.items():
        if not chosen[category] and not str(draft[attr] or "").strip():
            said = f"{category}没有评定案件，也没写空缺理由。评定一件，或写明空缺理由再确认"
            return broken(attr, "class_undecided", said)
        if chosen[category] and str(draft[attr] or "").strip():
            return broken(attr, "class_void_and_chosen", f"{category}已评定，又写了空缺理由。二者留一")
    return None


def _contests_held(ids: Sequence[int], facts: Facts) -> str:
    rows = (facts.row(Contest.__tablename__, id_) for id_ in ids)
    number = next((row["number"] for row in rows if row.get("state") == ContestState.CONFIRMED), "")
    return f"{number} 已确认，不能删除。先“撤回确认”，写明原因" if number else ""


CONTEST_TESTS: tuple[Check, ...] = (_quarter(Contest.period), _one_a_quarter, _frozen_contest, _decided)

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
                Field(Contest.best_void, "最佳空缺", hint="没有评定最佳案件的，写明理由", lines=2),
                Field(Contest.worst_void, "最差空缺", hint="没有评定最差案件的，写明理由", lines=2),
                Field(Contest.hide_names, "对外隐去姓名", hint="对外文稿里最差案件只写部门和案号"),
                Field(Contest.confirmed_on, "确认日期", width=92),
                Field(Contest.confirmed_by, "确认机构", words="评选确认机构", width=120),
                Field(Contest.state, "状态", width=84, draw=Draw.PILL, fixed=True),
                Field(Contest.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(Contest.period, descending=True), Natural(Contest.number)),
    chips=(Chip("未确认", lambda facts: (AnyOf(Contest.state, _OPEN),), "amber"),),
    tests=CONTEST_TESTS,
    derived=_derive_contest,
    held=_contests_held,
    alone=(_one_a_quarter,),
    newly=Newly(
        front=(Contest.period, Contest.name, Contest.places, Contest.most, ContestJudge, Contest.meeting_on),
        behind=(Contest.rule, Contest.hide_names, Contest.note),
        presets={
            Contest.period: _last_quarter,
            Contest.name: lambda facts: contest_name(_last_quarter(facts)),
            Contest.rule: lambda facts: RULE,
        },
    ),
    lifecycle=CONTEST,
    state=Contest.state,
    done=Contest.confirmed_on,
    actions=(Action("choose_cases", "投票与评定", "Alt+M"),),
    papers=("contest_votes", "contest_result"),
    empty="还没有评选。新增 Ctrl+N，每季一次。",
)
