"""Case quality reviews (案件质量评查): standards, rounds with their sealed pool and draw, reviews, quarterly contests.

Points and scores are whole hundredths of a point (百分之一分), as money is kept in 分.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import (
    BestWorst,
    ContestState,
    DrawnAs,
    HandlerReply,
    ReviewState,
    ReviewWay,
    RoundKind,
    RoundState,
    Severity,
    Stratum,
)

FULL = 10_000
"""Full marks (满分) in hundredths: 100 points."""


class GradeScheme(Record):
    """Grades and the score each begins at (等次方案), from a day on: ``scale`` such as 优质90、合格75、瑕疵60、不合格0.

    ``committee`` lists the grades the procuratorial committee decides (检委会审定); an objected grade goes there as
    well when ``disputed`` is ticked. A review keeps the words of its scale: changing a scheme changes no review.
    """

    __tablename__ = "grade_scheme"

    title: Mapped[str]
    valid_from: Mapped[date | None]
    scale: Mapped[str]
    committee: Mapped[str] = mapped_column(default="")
    disputed: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ScoreStandard(Record):
    """A version of the score standard (评分标准), from a day on; once a review uses it, it no longer changes."""

    __tablename__ = "score_standard"

    title: Mapped[str]
    version_no: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    case_kinds: Mapped[str] = mapped_column(default="")
    full: Mapped[int] = mapped_column(default=FULL)
    basis: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ScoreItem(Part):
    """A clause (评查项目) of a standard: ``item`` is its group (证据采信), ``clause`` its own text, ``code`` 1.1."""

    __tablename__ = "score_item"
    __table_args__ = (Index("ix_score_item_standard_id", "standard_id"),)

    standard_id: Mapped[int] = mapped_column(ForeignKey("score_standard.id"))
    code: Mapped[str]
    item: Mapped[str]
    clause: Mapped[str]
    points: Mapped[int]


class ScoreDefect(Part):
    """A known defect (常见问题) of a standard: found by ``code`` or initials, it fills clause, points and text."""

    __tablename__ = "score_defect"
    __table_args__ = (Index("ix_score_defect_standard_id", "standard_id"),)

    standard_id: Mapped[int] = mapped_column(ForeignKey("score_standard.id"))
    code: Mapped[str]
    clause_code: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    points: Mapped[int] = mapped_column(default=0)
    severity: Mapped[Severity] = mapped_column(default=Severity.COMMON)


class ReviewRound(Record):
    """A round of reviews (评查轮次): whose cases, how drawn, by what seed, to which standard.

    ``period`` is 2015-05. Once ``pool_sha256`` stands, the pool (PoolCase) is sealed; once ``seed`` stands, the draw
    (DrawnCase) is made, and a withdrawn case stays in it struck through. Both hold against any SQL. ``ratio`` is in
    percent of each stratum, ``minimum`` the cases a stratum at least gives, ``target`` fills up the whole.
    """

    __tablename__ = "review_round"

    name: Mapped[str]
    kind: Mapped[RoundKind] = mapped_column(default=RoundKind.REGULAR)
    period: Mapped[str] = mapped_column(default="")
    plan_no: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    case_kind: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    cause: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    stratum: Mapped[Stratum] = mapped_column(default=Stratum.HANDLER)
    ratio: Mapped[int] = mapped_column(default=5)
    minimum: Mapped[int] = mapped_column(default=1)
    target: Mapped[int | None]
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("score_standard.id"))
    scheme_id: Mapped[int | None] = mapped_column(ForeignKey("grade_scheme.id"))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    pool_count: Mapped[int | None]
    pool_sha256: Mapped[str] = mapped_column(default="")
    sealed_on: Mapped[date | None]
    seed: Mapped[str] = mapped_column(default="")
    witnesses: Mapped[str] = mapped_column(default="")
    drawn_on: Mapped[date | None]
    drawn_count: Mapped[int | None]
    finished_on: Mapped[date | None]
    bulletin_no: Mapped[str] = mapped_column(default="")
    bulletin_on: Mapped[date | None]
    state: Mapped[RoundState] = mapped_column(default=RoundState.PLANNED)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("ratio BETWEEN 0 AND 100", name="ratio"),
            CheckConstraint("minimum >= 0", name="minimum"),
            living_index("ix_review_round_period", "period"),
        )


class RoundReviewer(Part):
    """Somebody who reviews cases in a round (评查员)."""

    __tablename__ = "round_reviewer"
    __table_args__ = (Index("ix_round_reviewer_round_id", "round_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class PoolCase(Part):
    """A case of the sealed pool (候选名单), by number: its stratum, and why it must be reviewed (empty: by lot)."""

    __tablename__ = "pool_case"
    __table_args__ = (Index("ix_pool_case_round_id", "round_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id"))
    case_no: Mapped[str]
    stratum: Mapped[str] = mapped_column(default="")
    must: Mapped[str] = mapped_column(default="")


class DrawnCase(Part):
    """A case of the draw (抽取名单): ``position`` from 1, ``digest`` = SHA-256(seed‖case number) in hex.

    One withdrawn later keeps its place with the day and the reason; ``instead_of`` is the position it was taken for.
    """

    __tablename__ = "drawn_case"
    __table_args__ = (Index("ix_drawn_case_round_id", "round_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id"))
    position: Mapped[int]
    case_no: Mapped[str]
    drawn_as: Mapped[DrawnAs]
    digest: Mapped[str]
    instead_of: Mapped[int | None]
    struck_on: Mapped[date | None]
    struck_reason: Mapped[str] = mapped_column(default="")


class CaseReview(Record):
    """The review of one case (个案评查): findings, score, grade, the handler's answer, the decision.

    ``score`` is in hundredths. ``scale`` are the grades and where each begins, as they stood. ``suggested`` is the
    grade by score and veto (建议等次), ``grade`` the one decided (审定等次). ``reply`` is the handler's opinion in his
    words, ``answer`` what it comes to. ``problems`` keeps what an old ledger wrote of defects. ``agreement`` is how far
    the second reviewer's own sheet agrees, in percent of the clauses. ``discipline`` marks a lead for 一案双查, and
    ``no_inquiry`` says why none was opened.
    """

    __tablename__ = "case_review"

    round_id: Mapped[int | None] = mapped_column(ForeignKey("review_round.id"))
    case_no: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    drawn_as: Mapped[DrawnAs | None]
    must: Mapped[str] = mapped_column(default="")
    way: Mapped[ReviewWay | None]
    reviewed_on: Mapped[date | None]
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("score_standard.id"))
    scale: Mapped[str] = mapped_column(default="")
    score: Mapped[int | None]
    suggested: Mapped[str] = mapped_column(default="")
    agreement: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    problems: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None]
    due_on: Mapped[date | None]
    reply: Mapped[str] = mapped_column(default="")
    replied_on: Mapped[date | None]
    answer: Mapped[HandlerReply | None]
    objection_result: Mapped[str] = mapped_column(default="")
    joint_on: Mapped[date | None]
    joint_opinion: Mapped[str] = mapped_column(default="")
    committee_on: Mapped[date | None]
    committee_opinion: Mapped[str] = mapped_column(default="")
    grade: Mapped[str] = mapped_column(default="")
    grade_reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    demand: Mapped[str] = mapped_column(default="")
    correct_by: Mapped[date | None]
    corrected_on: Mapped[date | None]
    correction: Mapped[str] = mapped_column(default="")
    discipline: Mapped[bool] = mapped_column(default=False)
    discipline_note: Mapped[str] = mapped_column(default="")
    no_inquiry: Mapped[str] = mapped_column(default="")
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.WAITING)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            living_index("ix_case_review_round_id", "round_id"),
            living_index("ix_case_review_case_no", "case_no"),
            living_index("ix_case_review_due_on_state", "due_on", "state"),
            living_index("ix_case_review_state", "state"),
        )


class ReviewHandler(Part):
    """A handler of the case as it was reviewed (承办人); the first is the one in charge."""

    __tablename__ = "review_handler"
    __table_args__ = (Index("ix_review_handler_review_id", "review_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class Reviewer(Part):
    """Who reviewed (评查员), in order; ``turn`` 1 reviewed first, 2 after the handler's objection (复评)."""

    __tablename__ = "reviewer"
    __table_args__ = (Index("ix_reviewer_review_id", "review_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    turn: Mapped[int] = mapped_column(default=1)


class ReviewFinding(Part):
    """A deduction (扣分) or a hint: item of the standard, clause, text, where in the dossier, points taken off.

    ``sheet`` 1 counts; 2 is the second reviewer's own sheet, for calibration (校准); 3 and 4 are the sheets 1 and 2
    replaced by a review after an objection. ``issue_id`` is the problem it was made into.
    """

    __tablename__ = "review_finding"
    __table_args__ = (
        Index("ix_review_finding_review_id", "review_id"),
        Index("ix_review_finding_issue_id", "issue_id"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"))
    sheet: Mapped[int] = mapped_column(default=1)
    item: Mapped[str] = mapped_column(default="")
    clause: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    page: Mapped[str] = mapped_column(default="")
    points: Mapped[int] = mapped_column(default=0)
    severity: Mapped[Severity | None]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))


class Contest(Record):
    """The choice of the best and worst cases of a quarter (最佳最差案件评选); ``period`` is 2015Q1.

    ``rule`` is the ranking rule as told to the judges. A class nobody was chosen in carries why (空缺理由).
    ``hide_names`` leaves the handlers of the worst cases out of copies that go outside (对外隐名).
    """

    __tablename__ = "contest"

    name: Mapped[str]
    period: Mapped[str]
    places: Mapped[int] = mapped_column(default=1)
    most: Mapped[int] = mapped_column(default=3)
    rule: Mapped[str] = mapped_column(default="")
    meeting_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(default="")
    best_void: Mapped[str] = mapped_column(default="")
    worst_void: Mapped[str] = mapped_column(default="")
    hide_names: Mapped[bool] = mapped_column(default=True)
    state: Mapped[ContestState] = mapped_column(default=ContestState.NOMINATING)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (living_index("ix_contest_period", "period"),)


class ContestJudge(Part):
    """Who votes in a contest (评委)."""

    __tablename__ = "contest_judge"
    __table_args__ = (Index("ix_contest_judge_contest_id", "contest_id"),)

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class Nominee(Record):
    """A case put forward in a quarter's contest (评选候选案件), with its votes; ``score`` is in hundredths."""

    __tablename__ = "nominee"

    period: Mapped[str] = mapped_column(default="")
    category: Mapped[BestWorst | None]
    case_no: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    score: Mapped[int | None]
    votes: Mapped[int | None]
    chosen: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (living_index("ix_nominee_period", "period", "category"),)


class NomineeVote(Part):
    """A judge who voted for a case (投票评委)."""

    __tablename__ = "nominee_vote"
    __table_args__ = (Index("ix_nominee_vote_nominee_id", "nominee_id"),)

    nominee_id: Mapped[int] = mapped_column(ForeignKey("nominee.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
