"""Verbs of a draw (封存、抽取、撤出递补), and the check that repeats it from the rows (decision 0014)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from desktop_app.models.reviews import (
    CaseReview,
    DrawnCase,
    GradeScheme,
    PoolCase,
    Reviewer,
    ReviewFinding,
    ReviewHandler,
    ReviewRound,
)
from desktop_app.rules.draws import Candidate, Drawn, digest, instead, read_seed
from desktop_app.rules.draws import draw as drawn_from
from desktop_app.rules.draws import seal as sealed_hash
from desktop_app.rules.reviews import REVIEW
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import DrawnAs, ReviewState, RoundState
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.draw_pool import (
    PoolLine,
    Preview,
    ask_of,
    days_of,
    pool,
    preview,
    round_of,
    sealed_rows,
)
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import Mode, load, write
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

__all__ = ["DrawnLine", "PoolLine", "Preview", "draw", "drawn", "next_after", "pool", "preview", "recheck", "seal",
           "withdraw"]  # fmt: skip


@dataclass(frozen=True)
class DrawnLine:
    """A line of the draw (抽取名单): as it was taken, and the review made of it; struck ones stay with their reason."""

    position: int
    number: str
    name: str
    handler: str
    department: str
    must: str
    drawn_as: DrawnAs
    digest: str
    struck_on: date | None
    struck_reason: str
    instead_of: int | None
    review_id: int | None
    review_number: str


def seal(desk: Desk, law: Law, round_id: int) -> Outcome:
    """Seal the pool of a round (封存名单): its cases are written down with their hash; it cannot be undone."""
    with desk.store.unit("封存候选名单", undoable=False) as unit:
        facts = Facts(unit.session, desk.today)
        row = _in_state(unit.session, round_id, RoundState.PLANNED, "封存名单")
        _judged_by(row)
        _nothing_typed(unit.session, row)
        row.from_on, row.to_on = days_of(row)
        if row.to_on > desk.today:
            said = f"抽取范围到 {row.to_on}，还没过完，后面办结的案件会漏掉。等过了这天再封存，或改办结止日期"
            raise Refusal(said, ReviewRound.to_on.key)
        seen = preview(facts, round_id)
        if seen.hindrance:
            raise Refusal(seen.hindrance, ReviewRound.ratio.key)
        for line in seen.lines:
            unit.session.add(PoolCase(round_id=round_id, case_no=line.number, stratum=line.stratum, must=line.must))
        unit.session.flush()
        row.pool_count = len(seen.lines)
        row.pool_sha256 = sealed_hash(line.number for line in seen.lines)
        row.sealed_on = desk.today
        row.state = RoundState.SEALED
        said = f"已封存 {row.number}：候选 {row.pool_count} 件，校验值 {row.pool_sha256[:16]}"
    return Outcome(law.model.__tablename__, (round_id,), said, unit.batch_id)


def _judged_by(row: ReviewRound) -> None:
    if row.standard_id is None:
        raise Refusal("没选评分标准。选好再封存", ReviewRound.standard_id.key)
    if row.scheme_id is None:
        raise Refusal("没选等次方案。选好再封存", ReviewRound.scheme_id.key)


def _nothing_typed(session: Session, row: ReviewRound) -> None:
    """Refuses a round somebody entered reviews into by hand: a draw decides alone what is reviewed in it."""
    number = session.scalar(_reviews_of(row.id).with_only_columns(CaseReview.number).limit(1))
    if number is not None:
        said = f"{row.number} 已有手工登记的评查 {number}，不能再抽取。另立一轮，或先删除手工登记的评查"
        raise Refusal(said, ReviewRound.state.key)


def _reviews_of(round_id: int) -> Select[CaseReview]:
    """The live reviews of a round."""
    return select(CaseReview).where(CaseReview.round_id == round_id, CaseReview.retired_at.is_(None))


def _in_state(session: Session, round_id: int, state: RoundState, verb: str) -> ReviewRound:
    row = round_of(session, round_id)
    if row.state == state:
        return row
    remedy = {
        RoundState.PLANNED: "先封存名单",
        RoundState.SEALED: "名单已封存，接着掷骰抽取",
        RoundState.DRAWN: "已经抽取，不能重抽。抽错的作废这一轮并写明原因，另立一轮",
        RoundState.DONE: "这一轮已完成",
        RoundState.VOID: "这一轮已作废，另立一轮",
    }[row.state]
    raise Refusal(f"{row.number} {row.state}，不能{verb}。{remedy}", ReviewRound.state.key)


def draw(
    desk: Desk, law: Law, review_law: Law, round_id: int, seed: str, witnesses: str, on: date | None = None
) -> Outcome:
    """Draw by the dice thrown before witnesses (抽取): the list, and a review 待评 of every case, in one act.

    It cannot be undone. Refuses a seed that is too short, a draw nobody witnessed, a pool that is not the sealed one.
    """
    with desk.store.unit("抽取案件", undoable=False) as unit:
        facts = Facts(unit.session, desk.today)
        row = _in_state(unit.session, round_id, RoundState.SEALED, "抽取")
        digits, day = _thrown(row, seed, witnesses, on or desk.today, desk.today)
        rows = sealed_rows(unit.session, round_id)
        if sealed_hash(one.case_no for one in rows) != row.pool_sha256:
            raise Refusal("候选名单与封存时的校验值不符，不能抽取。用“校验”查明原因", ReviewRound.pool_sha256.key)
        taken = drawn_from(_candidates(rows), digits, ask_of(row))
        _put_down(unit.session, round_id, taken)
        row.seed, row.witnesses, row.drawn_on, row.drawn_count = digits, witnesses.strip(), day, len(taken)
        row.state = RoundState.DRAWN
        unit.session.flush()
        facts.tables.pop(ReviewRound.__tablename__, None)
        must = {one.case_no: one.must for one in rows}
        for one in taken:
            _review(unit, review_law, facts, row, one, must[one.case_no])
        said = f"已抽取 {row.number}：{len(taken)} 件，其中必查 {sum(1 for one in taken if must[one.case_no])} 件"
    return Outcome(law.model.__tablename__, (round_id,), said, unit.batch_id,
                   touched=frozenset({law.model.__tablename__, review_law.model.__tablename__}))  # fmt: skip


def _thrown(row: ReviewRound, seed: str, witnesses: str, day: date, today: date) -> tuple[str, date]:
    try:
        digits = read_seed(seed)
    except Unreadable as unread:
        raise Refusal(unread.said, ReviewRound.seed.key) from unread
    if not witnesses.strip():
        raise Refusal("没填见证人。写明谁在场见证掷骰", ReviewRound.witnesses.key)
    if row.sealed_on is not None and day < row.sealed_on:
        raise Refusal(f"抽取日期 {day} 早于封存日期 {row.sealed_on}。先封存，后掷骰", ReviewRound.drawn_on.key)
    if day > today:
        raise Refusal(f"抽取日期 {day} 晚于今天。请改早", ReviewRound.drawn_on.key)
    return digits, day


def _candidates(rows: Sequence[PoolCase]) -> list[Candidate]:
    return [Candidate(one.case_no, one.stratum, one.must) for one in rows]


def _put_down(session: Session, round_id: int, taken: Sequence[Drawn]) -> None:
    for one in taken:
        session.add(
            DrawnCase(
                round_id=round_id,
                position=one.position,
                case_no=one.case_no,
                drawn_as=one.drawn_as,
                digest=one.digest,
                instead_of=one.instead_of,
            )
        )
    session.flush()


def _review(unit: UnitOfWork, law: Law, facts: Facts, row: ReviewRound, one: Drawn, must: str) -> int:
    """The review of a drawn case, to be done (待评)."""
    scheme = facts.row(GradeScheme.__tablename__, row.scheme_id)
    draft = new_draft(
        CaseReview,
        {
            "round_id": row.id,
            "case_no": one.case_no,
            "drawn_as": one.drawn_as,
            "must": must,
            "standard_id": row.standard_id,
            "scale": str(scheme.get("scale") or ""),
        },
    )
    record, _ = write(unit, law, draft, facts, Mode.DESK)
    return int(record.id)


def drawn(facts: Facts, round_id: int) -> list[DrawnLine]:
    """The draw in its order, struck cases where they stood."""
    rows = _drawn_rows(facts.session, round_id)
    lines = {line.number: line for line in pool(facts, round_id)}
    asked = _reviews_of(round_id).with_only_columns(CaseReview.id, CaseReview.number, CaseReview.case_no)
    reviews = {case_no: (id_, number) for id_, number, case_no in facts.session.execute(asked)}
    return [_drawn_line(one, lines.get(one.case_no), reviews.get(one.case_no, (None, ""))) for one in rows]


def _drawn_line(one: DrawnCase, line: PoolLine | None, review: tuple[int | None, str]) -> DrawnLine:
    return DrawnLine(
        one.position,
        one.case_no,
        line.name if line else "",
        line.handlers if line else "",
        line.department if line else "",
        line.must if line else "",
        one.drawn_as,
        one.digest,
        one.struck_on,
        one.struck_reason,
        one.instead_of,
        *review,
    )


def _drawn_rows(session: Session, round_id: int) -> list[DrawnCase]:
    return list(session.scalars(select(DrawnCase).where(DrawnCase.round_id == round_id).order_by(DrawnCase.position)))


def is_drawn(session: Session, round_id: int, case_no: str) -> bool:
    """Whether a case is on the list of a round, struck or not."""
    asked = select(DrawnCase.id).where(DrawnCase.round_id == round_id, DrawnCase.case_no == case_no)
    return session.scalar(asked.limit(1)) is not None


def review_in(session: Session, round_id: int, case_no: str, but: int | None = None) -> str:
    """The number of the live review of a case in a round, ``but`` left out; empty when there is none."""
    asked = _reviews_of(round_id).with_only_columns(CaseReview.number).where(CaseReview.case_no == case_no)
    return session.scalar(asked.where(CaseReview.id.is_distinct_from(but)).limit(1)) or ""


def next_after(facts: Facts, round_id: int, position: int) -> str:
    """The number of the case that would take the place of the one at ``position``; empty when none is left."""
    row = round_of(facts.session, round_id)
    found = instead(
        _candidates(sealed_rows(facts.session, round_id)),
        _as_drawn(_drawn_rows(facts.session, round_id)),
        row.seed,
        position,
    )
    return found.case_no if found is not None else ""


def _as_drawn(rows: Sequence[DrawnCase]) -> list[Drawn]:
    return [Drawn(one.position, one.case_no, one.drawn_as, one.digest, one.instead_of) for one in rows]


def withdraw(desk: Desk, law: Law, review_law: Law, round_id: int, position: int, reason: str) -> Outcome:
    """Take a drawn case out (撤出递补): it stays struck through with the reason, the next in order takes its place."""
    with desk.store.unit("撤出递补", reason=reason.strip(), undoable=False) as unit:
        facts = Facts(unit.session, desk.today)
        row = _in_state(unit.session, round_id, RoundState.DRAWN, "撤出")
        if not reason.strip():
            raise Refusal("没写撤出原因。写明再办", DrawnCase.struck_reason.key)
        if row.drawn_on is not None and desk.today < row.drawn_on:
            raise Refusal(f"今天 {desk.today} 早于抽取日期 {row.drawn_on}。核对计算机日期", DrawnCase.struck_on.key)
        rows = _drawn_rows(unit.session, round_id)
        struck = next((one for one in rows if one.position == position), None)
        if struck is None:
            raise Refusal(f"抽取名单里没有第 {position} 件。按 F5 重取", DrawnCase.position.key)
        if struck.struck_on is not None:
            raise Refusal(f"第 {position} 件 {struck.struck_on} 已撤出", DrawnCase.position.key)
        struck.struck_on, struck.struck_reason = desk.today, reason.strip()
        unit.session.flush()
        _leave(unit, review_law, facts, row, struck, reason.strip())
        said = _replace(unit, review_law, facts, row, rows, position)
        kinds = frozenset({law.model.__tablename__, review_law.model.__tablename__})
    return Outcome(law.model.__tablename__, (round_id,), f"已撤出第 {position} 件 {struck.case_no}，{said}",
                   unit.batch_id, touched=kinds)  # fmt: skip


def _leave(unit: UnitOfWork, law: Law, facts: Facts, row: ReviewRound, struck: DrawnCase, reason: str) -> None:
    """The review of a withdrawn case ends. Refuses one objected to or graded: it is decided, not withdrawn."""
    asked = _reviews_of(row.id).with_only_columns(CaseReview.id)
    review_id = unit.session.scalar(asked.where(CaseReview.case_no == struck.case_no))
    if review_id is None:
        return
    draft = load(unit.session, CaseReview, review_id, (ReviewHandler, Reviewer, ReviewFinding))
    state = draft[CaseReview.state]
    if REVIEW.move("撤出", state) is None:
        raise Refusal(f"{draft.values['number']} {state}，不能撤出。{_STAYS.get(state, '')}", CaseReview.state.key)
    draft[CaseReview.state], draft[CaseReview.state_reason] = ReviewState.WITHDRAWN, reason
    write(unit, law, draft, facts, Mode.DESK)


_STAYS = {
    ReviewState.OBJECTED: "先复评定级",
    ReviewState.GRADED: "确有必要，先“重新定级”退回",
    ReviewState.FILED: "确有必要，先“撤回归档”再“重新定级”退回",
}
"""What to do first with a review that cannot be withdrawn as it stands."""


def _replace(
    unit: UnitOfWork, law: Law, facts: Facts, row: ReviewRound, rows: Sequence[DrawnCase], position: int
) -> str:
    sealed = sealed_rows(unit.session, row.id)
    found = instead(_candidates(sealed), _as_drawn(rows), row.seed, position)
    if found is None:
        return "候选名单已抽完，没有递补"
    _put_down(unit.session, row.id, [found])
    must = next(one.must for one in sealed if one.case_no == found.case_no)
    _review(unit, law, facts, row, found, must)
    return f"递补 {found.case_no}（第 {found.position} 件）"


def recheck(facts: Facts, round_id: int) -> list[str]:
    """Where seal, order or list of a draw do not agree (复核抽取), as sentences; none when everything does."""
    row = round_of(facts.session, round_id)
    sealed, rows = sealed_rows(facts.session, round_id), _drawn_rows(facts.session, round_id)
    if not row.pool_sha256:
        return [f"{row.number} 有抽样记录，却没有封存校验值"] if row.seed or sealed or rows else []
    said = []
    if sealed_hash(one.case_no for one in sealed) != row.pool_sha256 or len(sealed) != row.pool_count:
        said.append(f"{row.number} 的候选名单与封存校验值不符")
    if not row.seed:
        return said + ([f"{row.number} 没有种子却有抽取名单"] if rows else [])
    told = _as_drawn(rows)
    again = drawn_from(_candidates(sealed), row.seed, ask_of(row))
    if told[: len(again)] != again or row.drawn_count != len(again):
        said.append(f"{row.number} 的抽取名单与种子算出的不符")
    known = {one.case_no for one in sealed}
    said += [
        f"{row.number} 第 {one.position} 件 {one.case_no} 的排序值不符或不在候选名单"
        for one in told
        if one.digest != digest(row.seed, one.case_no) or one.case_no not in known
    ]
    said += _off_list(facts.session, row, told)
    said += _wrong_turns(row, _candidates(sealed), told, len(again))
    struck = {one.position for one in rows if one.struck_on is not None}
    unfounded = [one.position for one in told if one.instead_of is not None and one.instead_of not in struck]
    return said + [f"{row.number} 第 {position} 件递补，而被替的没有撤出" for position in unfounded]


def _off_list(session: Session, row: ReviewRound, told: Sequence[Drawn]) -> list[str]:
    """Where what is reviewed is not what was drawn."""
    listed = {one.case_no for one in told}
    asked = _reviews_of(row.id).with_only_columns(CaseReview.number, CaseReview.case_no, CaseReview.state)
    found = session.execute(asked.order_by(CaseReview.id)).all()
    struck = {one.case_no for one in _drawn_rows(session, row.id) if one.struck_on is not None}
    reviewed = {case_no for _, case_no, _ in found} | struck
    said = [f"{row.number} 抽中的 {case_no} 没有评查" for case_no in sorted(listed - reviewed)]
    said += [f"{row.number} 的评查 {number} 不在抽取名单里" for number, case_no, _ in found if case_no not in listed]
    bent = (
        (number, case_no) for number, case_no, state in found if (state == ReviewState.WITHDRAWN) != (case_no in struck)
    )
    return said + [
        f"{row.number} 的评查 {number} 与抽取名单的撤出不一致" for number, case_no in bent if case_no in listed
    ]


def _wrong_turns(row: ReviewRound, sealed: Sequence[Candidate], told: Sequence[Drawn], first: int) -> list[str]:
    """Cases that came in out of turn after the draw."""
    wrong = []
    for at in range(first, len(told)):
        one = told[at]
        known = {before.position for before in told[:at]}
        if one.instead_of not in known or instead(sealed, told[:at], row.seed, one.instead_of or 0) != one:
            wrong.append(f"{row.number} 第 {one.position} 件不是依次递补的")
    return wrong


def recheck_all(facts: Facts) -> list[str]:
    """``recheck`` of every round with a trace of a draw, voided ones too."""
    traces = (ReviewRound.id.in_(select(part.round_id)) for part in (PoolCase, DrawnCase))
    told = or_(ReviewRound.pool_sha256 != "", ReviewRound.seed != "", *traces)
    asked = select(ReviewRound.id).where(told, ReviewRound.retired_at.is_(None))
    return [
        said for round_id in facts.session.scalars(asked.order_by(ReviewRound.id)) for said in recheck(facts, round_id)
    ]
