"""The pool of a round (候选名单): which closed cases it draws from, their strata, and why some must be reviewed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from desktop_app.models.basics import Term
from desktop_app.models.cases import CaseFile, CaseHandler, CaseMark
from desktop_app.models.reviews import CaseReview, PoolCase, ReviewRound
from desktop_app.rules.draws import WHOLE, Ask, Candidate, Quota, must_reasons, quotas
from desktop_app.rules.names import split_names
from desktop_app.rules.order import natural
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import ReviewState, RoundKind, RoundState, Stratum
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

MUST = "必查情形"
"""The dictionary that says why a case must be reviewed; other spellings of a word are the texts that tell it."""

_NAMED = 3


@dataclass(frozen=True)
class PoolLine:
    """A case of the pool; ``reasons`` why it must be reviewed, none when it goes by lot.

    ``drawn_before`` is the number of a review it has already, in whatever round.
    """

    number: str
    name: str
    kind: str
    handlers: str
    department: str
    closed_on: date | None
    result: str
    stratum: str
    reasons: tuple[str, ...]
    drawn_before: str = ""

    @property
    def must(self) -> str:
        return "、".join(self.reasons)


@dataclass(frozen=True)
class Preview:
    """What a draw from the pool would take: quotas by stratum, cases that must be reviewed, cases in all.

    ``hindrance`` says why the pool cannot be sealed as it is, empty when it can.
    """

    lines: tuple[PoolLine, ...]
    quotas: tuple[Quota, ...]
    must: int
    expected: int
    hindrance: str = ""


def round_of(session: Session, round_id: int) -> ReviewRound:
    """The live round. Refuses one that is gone."""
    found = session.get(ReviewRound, round_id)
    if found is None or found.retired_at is not None:
        raise Refusal("这轮评查已停用，先恢复再办")
    return found


def ask_of(row: ReviewRound) -> Ask:
    """What the round wants of each stratum."""
    return Ask(row.ratio, row.minimum, row.target)


def days_of(row: ReviewRound) -> tuple[date, date]:
    """First and last closing day of the round's cases: its own range, else its month. Refuses a round with neither."""
    try:
        month: Period | None = read_period(row.period) if row.period else None
    except Unreadable:
        month = None
    first = row.from_on or (month.first if month else None)
    last = row.to_on or (month.last if month else None)
    if first is None or last is None:
        raise Refusal("没填办结起止日期，也没填月份。填好再抽取", "from_on")
    if last < first:
        raise Refusal(f"办结止 {last} 早于办结起 {first}。请改", "to_on")
    return first, last


def pool(facts: Facts, round_id: int) -> list[PoolLine]:
    """The cases a round draws from: as sealed once it is, before that as the ledger stands."""
    row = round_of(facts.session, round_id)
    return _sealed(facts, row) if row.pool_sha256 else _live(facts, row)


def preview(facts: Facts, round_id: int, ask: Ask | None = None) -> Preview:
    """The pool with its quotas; ``ask`` tries other numbers than the round's own."""
    row = round_of(facts.session, round_id)
    wanted = ask or ask_of(row)
    lines = tuple(_sealed(facts, row) if row.pool_sha256 else _live(facts, row))
    given = quotas(candidates(lines), wanted)
    must = sum(1 for line in lines if line.reasons)
    taken = must + sum(quota.lot for quota in given)
    expected = min(len(lines), max(taken, wanted.target or 0))
    hindrance = "" if row.pool_sha256 else _hindrance(lines, expected) or _undated(facts, row)
    return Preview(lines, tuple(given), must, expected, hindrance)


def candidates(lines: Iterable[PoolLine]) -> list[Candidate]:
    return [Candidate(line.number, line.stratum, line.must) for line in lines]


def _hindrance(lines: Sequence[PoolLine], expected: int) -> str:
    """Why a pool cannot be sealed, as a sentence with its remedy."""
    if not lines:
        return "这段时间没有办结案件可抽。核对办结起止日期和范围，或先导入办结案件"
    bare = [line.number for line in lines if not (line.handlers and line.stratum)]
    if bare:
        return f"{_several(bare)}没有承办人或部门，分不了层。先在案件里补上"
    return "" if expected else "按现在的比例一件也抽不到。改抽样比例或每层至少的件数"


def _undated(facts: Facts, row: ReviewRound) -> str:
    """Cases nobody knows the month of: left undated they would never come into a draw (没有办结日期).

    One that a regular round reviewed already is not drawn by another, whatever its month.
    """
    _, last = days_of(row)
    began = or_(CaseFile.accepted_on.is_(None), CaseFile.accepted_on <= last)
    asked = select(CaseFile.number).where(CaseFile.retired_at.is_(None), CaseFile.closed_on.is_(None), began)
    numbers = facts.session.scalars(asked.where(*_within(row)).order_by(CaseFile.number)).all()
    if numbers and row.kind == RoundKind.REGULAR:
        reviewed = _reviewed(facts.session, row)
        numbers = [number for number in numbers if not reviewed.get(number, ("", False))[1]]
    return f"{_several(numbers)}没有办结日期，不知属于哪个月，哪轮也抽不到。先在案件里补上" if numbers else ""


def _several(numbers: Sequence[str]) -> str:
    """The first few by name, and how many there are."""
    return "、".join(numbers[:_NAMED]) + (f"等 {len(numbers)} 件" if len(numbers) > _NAMED else "")


def _live(facts: Facts, row: ReviewRound) -> list[PoolLine]:
    first, last = days_of(row)
    found = facts.session.scalars(
        select(CaseFile)
        .where(CaseFile.retired_at.is_(None), CaseFile.closed_on.between(first, last), *_within(row))
        .order_by(CaseFile.number)
    ).all()
    reviewed = _reviewed(facts.session, row)
    if row.kind == RoundKind.REGULAR:
        found = [case for case in found if not reviewed.get(case.number, ("", False))[1]]
    handlers, marks = _handlers(facts.session, [case.id for case in found]), _marks(facts.session)
    patterns = must_patterns(facts)
    lines = [
        _line(facts, row, case, handlers.get(case.id, ()), reviewed.get(case.number, ("", False))[0],
              must_reasons((case.result, case.way, case.note), marks.get(case.id, ()), patterns))
        for case in found
    ]  # fmt: skip
    if row.kind == RoundKind.KEY:
        lines = [line for line in lines if line.reasons]
    return sorted(lines, key=lambda line: (line.department, line.stratum, natural(line.number)))


def _within(row: ReviewRound) -> list[ColumnElement[bool]]:
    """What else the round says of its cases."""
    found: list[ColumnElement[bool]] = []
    if row.case_kind:
        found.append(CaseFile.kind == row.case_kind)
    if row.department_id is not None:
        found.append(CaseFile.department_id == row.department_id)
    if row.cause.strip():
        found.append(CaseFile.cause.contains(row.cause.strip(), autoescape=True))
    return found


def _line(
    facts: Facts, row: ReviewRound, case: CaseFile, officers: Sequence[int], before: str, reasons: Sequence[str]
) -> PoolLine:
    names = [facts.label("officer", id_) for id_ in officers]
    department = facts.label("department", case.department_id)
    strata = {Stratum.HANDLER: names[0] if names else "", Stratum.DEPARTMENT: department, Stratum.WHOLE: WHOLE}
    return PoolLine(
        case.number,
        case.name,
        case.kind,
        "、".join(names),
        department,
        case.closed_on,
        case.result,
        strata[row.stratum],
        tuple(reasons),
        before,
    )


def must_patterns(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Words of the dictionary 必查情形 and the texts of a result that tell them."""
    rows = (row for row in facts.live(Term.__tablename__) if row["dictionary"] == MUST)
    return {row["word"]: tuple(split_names(str(row["aliases"] or ""))) or (row["word"],) for row in rows}


def _reviewed(session: Session, row: ReviewRound) -> dict[str, tuple[str, bool]]:
    """Cases reviewed in another round: number of the last review, and whether any such round was a regular one.

    What a voided round drew (作废) counts as never drawn: it goes into the pool of the round made in its stead.
    """
    asked = (
        select(CaseReview.case_no, CaseReview.number, ReviewRound.kind)
        .outerjoin(ReviewRound, ReviewRound.id == CaseReview.round_id)
        .where(CaseReview.retired_at.is_(None), CaseReview.state != ReviewState.WITHDRAWN)
        .where(CaseReview.round_id.is_distinct_from(row.id))
        .where(or_(ReviewRound.id.is_(None), ReviewRound.state != RoundState.VOID))
        .order_by(CaseReview.id)
    )
    found: dict[str, tuple[str, bool]] = {}
    for case, number, kind in session.execute(asked):
        _, regular = found.get(case, ("", False))
        found[case] = (number, regular or kind == RoundKind.REGULAR)
    return found


def _handlers(session: Session, ids: Sequence[int]) -> dict[int, list[int]]:
    wanted = set(ids)
    found: dict[int, list[int]] = {}
    asked = select(CaseHandler.case_id, CaseHandler.officer_id).order_by(CaseHandler.id)
    for case_id, officer_id in session.execute(asked):
        if case_id in wanted:
            found.setdefault(case_id, []).append(officer_id)
    return found


def _marks(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for case_id, word in session.execute(select(CaseMark.case_id, CaseMark.word).order_by(CaseMark.id)):
        found.setdefault(case_id, []).append(word)
    return found


def sealed_rows(session: Session, round_id: int) -> list[PoolCase]:
    """The sealed pool in the order it was written."""
    return list(session.scalars(select(PoolCase).where(PoolCase.round_id == round_id).order_by(PoolCase.id)))


def _sealed(facts: Facts, row: ReviewRound) -> list[PoolLine]:
    """The pool as sealed, each case with what the ledger says of it now."""
    rows = sealed_rows(facts.session, row.id)
    known = _known(facts.session, [one.case_no for one in rows])
    handlers = _handlers(facts.session, [case.id for case in known.values()])
    lines = []
    for one in rows:
        case = known.get(one.case_no)
        if case is None:
            lines.append(PoolLine(one.case_no, "（案件已删除）", "", "", "", None, "", one.stratum, _parted(one.must)))
            continue
        line = _line(facts, row, case, handlers.get(case.id, ()), "", _parted(one.must))
        lines.append(replace(line, stratum=one.stratum))
    return lines


def sealed_in(session: Session, case_no: str) -> str:
    """The number of a round, not voided, whose sealed pool holds a case; empty when none does."""
    asked = select(ReviewRound.number).join(PoolCase, PoolCase.round_id == ReviewRound.id)
    live = asked.where(ReviewRound.state != RoundState.VOID, ReviewRound.retired_at.is_(None))
    return session.scalar(live.where(PoolCase.case_no == case_no).order_by(ReviewRound.id).limit(1)) or ""


def _parted(must: str) -> tuple[str, ...]:
    return tuple(must.split("、")) if must else ()


def _known(session: Session, numbers: Sequence[str]) -> dict[str, CaseFile]:
    wanted = set(numbers)
    found: dict[str, CaseFile] = {}
    for at in range(0, len(numbers), 500):
        asked = select(CaseFile).where(CaseFile.number.in_(numbers[at : at + 500]), CaseFile.retired_at.is_(None))
        found |= {case.number: case for case in session.scalars(asked) if case.number in wanted}
    return found
