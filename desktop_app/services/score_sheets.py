"""A review's score sheet (评分表): clauses of the standard with what is taken off, defects found by what is typed.

The sheet is worked out from a draft, so it tells what is typed before it is saved; saving is ``records.save``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.models.basics import Term
from desktop_app.models.reviews import FULL, CaseReview, ReviewFinding
from desktop_app.rules.grades import Scale, scale_or_none
from desktop_app.rules.numbers import points, read_points
from desktop_app.rules.reviews import (
    MAIN,
    SCORING,
    SECOND,
    SET_ASIDE,
    agreement,
    clean_row,
    is_aside,
    is_clean,
    on_sheet,
    over_full,
    sheet_of,
    taken_off,
)
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.rules.vocabulary import ReviewState, Severity
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts
from desktop_app.services.into_issues import issue_numbers
from desktop_app.services.score_standards import Clause, Standard, standard
from desktop_app.services.score_standards import Defect as Defect
from desktop_app.services.score_standards import defects as defects
from desktop_app.services.score_standards import find_defects as find_defects
from desktop_app.system.errors import Refusal

FINDINGS = ReviewFinding.__tablename__
AGREEMENT = "评分一致率下限"
"""Dictionary whose one word is the percent below which two sheets are talked over (会商)."""

CLOSED_SAID = "待反馈以后评分表不改。要改先“退回评查”写明原因，或经异议复评"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A line of the sheet: a clause, what is taken off and left of it, why (事由、卷页).

    ``findings`` are rows of the draft, each with ``at``, its place among them, and ``issue_no``. ``other`` is what the
    other sheet takes off, None where there is none. A line outside the standard has no code and is worth nothing.
    """

    code: str
    item: str
    clause: str
    full: int
    off: int
    said: str
    findings: tuple[Values, ...]
    other: int | None = None

    @property
    def left(self) -> int:
        return self.full - self.off

    @property
    def differs(self) -> bool:
        """Whether two reviewers took off differently (评分不一致)."""
        return self.other is not None and self.other != self.off

    def finding(self, **told: Any) -> Values:
        """What ``put`` takes to take points off this clause, or to say why."""
        return {"item": self.item, "clause": self.clause, "full": self.full, **told}


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """An item (项目) of the standard with its lines."""

    item: str
    lines: tuple[ScoreLine, ...]

    @property
    def full(self) -> int:
        return sum(line.full for line in self.lines)

    @property
    def off(self) -> int:
        return sum(line.off for line in self.lines)

    @property
    def left(self) -> int:
        return self.full - self.off


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A sheet as it is drawn and printed; everything in hundredths of a point.

    ``next_grade`` is the better grade with what is missing to it; ``vetoes`` how many vetoing defects the standard has
    and how many were found; ``steps`` the grades with where each begins. ``agreement`` (percent) and ``differing``
    compare the two sheets; ``contested`` when they agree less than the office asks. ``first`` is the score and grade
    before a review after an objection. ``closed`` says why the sheet may not change now, empty when it may.
    """

    no: int
    standard: str
    groups: tuple[ScoreGroup, ...]
    total: int
    off: int
    score: int
    suggested: str
    next_grade: tuple[str, int] | None
    vetoes: tuple[int, int]
    steps: tuple[tuple[str, int], ...]
    agreement: int | None
    differing: tuple[str, ...]
    contested: bool
    first: tuple[int, str] | None
    closed: str


def sheet(facts: Facts, draft: Draft, no: int = MAIN) -> ScoreSheet:
    """The sheet of a draft as it stands: 1 the one that counts, 2 the second reviewer's, 3 and 4 those set aside."""
    own = standard(facts, draft[CaseReview.standard_id])
    rows = draft.parts.get(FINDINGS, [])
    scale = scale_or_none(str(draft[CaseReview.scale] or "")) or Scale((("", 0),))
    total = own.full if own is not None else FULL
    off = taken_off(rows, no)
    score = _score(draft, no, total, off)
    vetoed = sum(row.get("severity") == Severity.VETO for row in on_sheet(rows, no))
    known = sum(defect.severity is Severity.VETO for defect in defects(facts, draft[CaseReview.standard_id]))
    agreed, differing = compared(facts, draft)
    return ScoreSheet(
        no,
        own.title if own is not None else "",
        _groups(facts, own, rows, no),
        total,
        off,
        score,
        scale.grade(score, vetoed > 0),
        None if vetoed else scale.short_of(score),
        (known, vetoed),
        scale.steps if len(scale.steps) > 1 else (),
        agreed,
        differing,
        contested(facts, agreed),
        first(facts, draft),
        closed(draft),
    )


def _score(draft: Draft, no: int, total: int, off: int) -> int:
    kept = draft[CaseReview.score]
    return kept if no == MAIN and draft[CaseReview.standard_id] is None and kept is not None else total - off


def _groups(facts: Facts, own: Standard | None, rows: Sequence[Values], no: int) -> tuple[ScoreGroup, ...]:
    clauses = own.clauses if own is not None else ()
    numbered = [{**row, "at": at} for at, row in enumerate(rows)]
    links = issue_numbers(facts, [row["issue_id"] for row in rows if row.get("issue_id")])
    mine = [
        {**row, "issue_no": links.get(row.get("issue_id"), "")}
        for row in numbered
        if sheet_of(row) == no and not is_clean(row)
    ]
    across = _other_side(rows, no)
    known = {(clause.item, clause.text) for clause in clauses}
    strange = dict.fromkeys(_key(row) for row in mine if _key(row) not in known)
    every = [*clauses, *(Clause("", item, text, 0) for item, text in strange)]
    items = dict.fromkeys(clause.item for clause in every)
    return tuple(
        ScoreGroup(item, tuple(_line(clause, mine, across) for clause in every if clause.item == item))
        for item in items
    )


def _key(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("item") or ""), str(row.get("clause") or "")


def _other_side(rows: Iterable[Mapping[str, Any]], no: int) -> list[Mapping[str, Any]] | None:
    """The rows of the sheet this one is compared with; None where nobody filled it in."""
    kept = list(rows)
    against = {MAIN: SECOND, SECOND: MAIN}.get(no)
    if against is None or not any(sheet_of(row) == SECOND for row in kept):
        return None
    return on_sheet(kept, against)


def _line(clause: Clause, rows: Iterable[Values], across: Iterable[Mapping[str, Any]] | None) -> ScoreLine:
    own = tuple(row for row in rows if _key(row) == (clause.item, clause.text))
    off = sum(int(row.get("points") or 0) for row in own)
    said = "；".join(filter(None, (reason(row) for row in own)))
    other = (
        None if across is None else sum(int(row.get("points") or 0) for row in across if _key(row) == _key(_as(clause)))
    )
    return ScoreLine(clause.code, clause.item, clause.text, clause.full, off, said, own, other)


def _as(clause: Clause) -> dict[str, str]:
    return {"item": clause.item, "clause": clause.text}


def reason(row: Mapping[str, Any]) -> str:
    """Why points are taken off, with the place in the dossier (事由、卷页)."""
    return "　".join(filter(None, (str(row.get("text") or "").strip(), str(row.get("page") or "").strip())))


def compared(facts: Facts, draft: Draft) -> tuple[int | None, tuple[str, ...]]:
    """How far the two sheets agree (评分一致率) and the clauses that differ; None unless both are filled in."""
    rows = draft.parts.get(FINDINGS, [])
    if not any(sheet_of(row) == SECOND for row in rows):
        return None, ()
    own = standard(facts, draft[CaseReview.standard_id])
    return agreement(rows, [clause.text for clause in own.clauses] if own is not None else ())


def contested(facts: Facts, agreed: int | None) -> bool:
    """Whether two sheets agree less than the office asks (dictionary 评分一致率下限); never where it names none."""
    if agreed is None:
        return False
    words = (tight(row["word"]).rstrip("%") for row in facts.live(Term.__tablename__) if row["dictionary"] == AGREEMENT)
    asked = next((int(word) for word in words if word.isdecimal()), None)
    return asked is not None and agreed < asked


def first(facts: Facts, draft: Draft) -> tuple[int, str] | None:
    """Score and grade as they stood before the sheet was scored anew after an objection; None if it was not."""
    rows = draft.parts.get(FINDINGS, [])
    aside = MAIN + SET_ASIDE
    scale = scale_or_none(str(draft[CaseReview.scale] or ""))
    if scale is None or not any(sheet_of(row) == aside for row in rows):
        return None
    own = standard(facts, draft[CaseReview.standard_id])
    score = (own.full if own is not None else FULL) - taken_off(rows, aside)
    return score, scale.grade(score, any(row.get("severity") == Severity.VETO for row in on_sheet(rows, aside)))


def closed(draft: Draft) -> str:
    """Why the sheet may not change now; empty when it may."""
    state = draft[CaseReview.state] or ReviewState.WAITING
    return "" if state in SCORING else CLOSED_SAID


def put(draft: Draft, finding: Mapping[str, Any], no: int = MAIN) -> None:
    """Take points off in a draft, or change what was taken off.

    ``finding`` holds any of item, clause, code, text, page, points (hundredths, or as typed: -3), severity, best begun
    with ``ScoreLine.finding`` or ``Defect.finding``, whose ``full`` bounds the points. With ``at`` (as the lines'
    findings have it) or ``id`` it changes that row. Else points alone change the only row of the clause, 0 strikes it,
    and a reason completes the row that has none yet. Refuses more than the clause is worth, and a sheet that is closed.
    """
    _may_change(draft, no)
    given = {name: value for name, value in finding.items() if name not in ("full", "issue_no", "at", "sheet")}
    if "points" in given:
        given["points"] = _points(given["points"])
    rows = draft.rows(ReviewFinding)
    at = finding.get("at", None)
    place = at if at is not None else _meant(rows, given, no)
    if place is not None and not 0 <= place < len(rows):
        raise Refusal("这条扣分已不在表上。重选再改", FINDINGS)
    if place is not None and _is_bare(given) and given.get("points") == 0 and at is None and "id" not in given:
        strike(draft, rows[place])
        return
    if place is None and _is_bare(given) and not given.get("points"):
        return
    made = _made(rows[place] if place is not None else {"sheet": no, "points": 0}, given)
    after = [row for row in rows if not (is_clean(row) and sheet_of(row) == no)]
    after = [made if place is not None and row is rows[place] else row for row in after] + [made] * (place is None)
    _within(after, made, finding.get("full"))
    rows[:] = after


def _may_change(draft: Draft, no: int) -> None:
    if no not in (MAIN, SECOND):
        raise Refusal("原评分表只供查看，不再改", FINDINGS)
    if said := closed(draft):
        raise Refusal(said, FINDINGS)


def _points(typed: object) -> int:
    """Points off, whatever sign they were typed with."""
    try:
        return abs(read_points(typed) or 0) if isinstance(typed, str) else abs(int(str(typed or 0)))
    except Unreadable as fault:
        raise Refusal(f"扣分{fault.said}", FINDINGS) from fault


def _meant(rows: Sequence[Values], given: Mapping[str, Any], no: int) -> int | None:
    """The place of the row a finding changes; None for a new one."""
    if given.get("id"):
        return next((at for at, row in enumerate(rows) if row.get("id") == given["id"]), None)
    same = [at for at, row in enumerate(rows) if sheet_of(row) == no and not is_clean(row) and _key(row) == _key(given)]
    if _is_bare(given) and len(same) > 1:
        raise Refusal(f"这一项有 {len(same)} 条扣分。选其中一条再改", FINDINGS)
    if _is_bare(given):
        return same[0] if same else None
    alike = [at for at in same if _says(rows[at]) == _says(given)]
    open_ended = [at for at in same if _says(rows[at]) == ("", "")]
    return next(iter([*alike, *open_ended]), None)


def _is_bare(given: Mapping[str, Any]) -> bool:
    """Whether a finding tells points of a clause and nothing else."""
    return not any(given.get(name) for name in ("text", "code", "page", "severity"))


def _says(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("code") or ""), str(row.get("text") or "")


def _made(row: Mapping[str, Any], given: Mapping[str, Any]) -> Values:
    """The row with what is given; what takes nothing off is a hint (提示) unless it vetoes."""
    made = {**row, **given}
    if made.get("severity") != Severity.VETO:
        hint = made.get("severity") if made.get("severity") != Severity.HINT else None
        made["severity"] = hint if made["points"] else Severity.HINT
    return made


def _within(rows: Sequence[Mapping[str, Any]], made: Mapping[str, Any], full: object) -> None:
    if not isinstance(full, int):
        return
    over = over_full([row for row in rows if sheet_of(row) == sheet_of(made)], {_key(made): full})
    if over is not None:
        raise Refusal(over_said(*over), FINDINGS)


def over_said(clause: str, off: int, full: int) -> str:
    """The refusal of a clause of which more is taken off than it is worth."""
    return f"“{clause}”只有 {points(full)} 分，扣了 {points(off)} 分。改小扣分"


def strike(draft: Draft, row: Mapping[str, Any]) -> None:
    """Strike a finding from a draft: a row of the draft, or of a line with its place. Refuses a closed sheet."""
    _may_change(draft, sheet_of(row))
    rows = draft.rows(ReviewFinding)
    place = row["at"] if "at" in row else next((at for at, kept in enumerate(rows) if kept is row or kept == row), None)
    if place is None or not 0 <= place < len(rows) or is_aside(rows[place]):
        raise Refusal("这条扣分已不在表上。重选再删", FINDINGS)
    del rows[place]


def declare(draft: Draft, no: int = SECOND) -> None:
    """Say of a sheet without findings that its reviewer filled it in (核对无扣分), so that the two can be compared."""
    _may_change(draft, no)
    rows = draft.rows(ReviewFinding)
    if not any(sheet_of(row) == no for row in rows):
        rows.append(clean_row(no))
