"""Dossier checks of the 归档月 and the choice of the best dossiers (优秀案卷). Points are hundredths of a point."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import AwardState, DossierState, DossierVerdict, TieRule

FULL = 10_000


class DossierProfile(Record):
    """What dossiers are checked by (归档检查标准), from a day on: items with points, conclusions by score, terms.

    ``scale`` gives the conclusions as 合格95、退卷补正88、不合格0. ``orders`` is the order of the papers in a volume,
    one a line. Filing terms of case types stand in ``FilingTerm``; others go by the rule ``dossier_filing``.
    """

    __tablename__ = "dossier_profile"

    title: Mapped[str]
    valid_from: Mapped[date | None]
    full: Mapped[int] = mapped_column(default=FULL)
    scale: Mapped[str] = mapped_column(default="")
    orders: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class DossierItem(Part):
    """A defect a dossier is checked for (检查项目): ``code`` and initials find it, ``points`` are taken off."""

    __tablename__ = "dossier_item"
    __table_args__ = (Index("ix_dossier_item_profile_id", "profile_id"),)

    profile_id: Mapped[int] = mapped_column(ForeignKey("dossier_profile.id"))
    code: Mapped[str]
    topic: Mapped[str] = mapped_column(default="")
    item: Mapped[str]
    points: Mapped[int] = mapped_column(default=0)


class FilingTerm(Part):
    """Within how many months after closing a type of case is filed (归档期限)."""

    __tablename__ = "filing_term"
    __table_args__ = (Index("ix_filing_term_profile_id", "profile_id"),)

    profile_id: Mapped[int] = mapped_column(ForeignKey("dossier_profile.id"))
    case_kind: Mapped[str]
    months: Mapped[int] = mapped_column(default=3)


class DossierCheck(Record):
    """The check of one dossier (卷宗检查): ``case_no`` as CaseFile.number, ``file_no`` its 档号, defects, conclusion.

    ``due_on`` is the day to be filed by (归档期限); ``scale`` the conclusions by score as they stood. ``defects`` keeps
    what an old ledger wrote. ``correct_by`` is the last day of the correction (补正期限).
    """

    __tablename__ = "dossier_check"

    case_no: Mapped[str]
    file_no: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    closed_on: Mapped[date | None]
    due_on: Mapped[date | None]
    filed_on: Mapped[date | None]
    volumes: Mapped[int | None]
    pages: Mapped[int | None]
    retention: Mapped[str] = mapped_column(default="")
    profile_id: Mapped[int | None] = mapped_column(ForeignKey("dossier_profile.id"))
    scale: Mapped[str] = mapped_column(default="")
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    checked_on: Mapped[date | None]
    defects: Mapped[str] = mapped_column(default="")
    score: Mapped[int | None]
    verdict: Mapped[DossierVerdict | None]
    correct_by: Mapped[date | None]
    corrected_on: Mapped[date | None]
    rechecked_on: Mapped[date | None]
    recheck: Mapped[str] = mapped_column(default="")
    state: Mapped[DossierState] = mapped_column(default=DossierState.WAITING)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            living_index("ix_dossier_check_case_no", "case_no"),
            living_index("ix_dossier_check_correct_by_state", "correct_by", "state"),
        )


class DossierDefect(Part):
    """A defect found in a dossier (缺陷): item, what and where, points taken off, whether it is mended.

    ``issue_id`` is the problem it was made into.
    """

    __tablename__ = "dossier_defect"
    __table_args__ = (
        Index("ix_dossier_defect_check_id", "check_id"),
        Index("ix_dossier_defect_issue_id", "issue_id"),
    )

    check_id: Mapped[int] = mapped_column(ForeignKey("dossier_check.id"))
    item: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
    points: Mapped[int] = mapped_column(default=0)
    mended_on: Mapped[date | None]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))


class DossierAward(Record):
    """A choice of the best dossiers (优秀案卷评选): judges, how their marks come to one, ties, approval.

    ``trimmed`` leaves the highest and the lowest mark out where at least ``least`` + 2 are given. ``own_barred``: a
    judge does not score dossiers of the own department. ``places`` are the dossiers to be honoured, ``quota`` those a
    department may put forward. ``tie_rule`` is printed as it stands.
    """

    __tablename__ = "dossier_award"

    name: Mapped[str]
    period: Mapped[str] = mapped_column(default="")
    quota: Mapped[int] = mapped_column(default=2)
    places: Mapped[int] = mapped_column(default=3)
    least: Mapped[int] = mapped_column(default=3)
    full: Mapped[int] = mapped_column(default=FULL)
    trimmed: Mapped[bool] = mapped_column(default=False)
    own_barred: Mapped[bool] = mapped_column(default=True)
    ties: Mapped[TieRule] = mapped_column(default=TieRule.SKIP)
    tie_rule: Mapped[str] = mapped_column(default="")
    scored_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    bulletin_no: Mapped[str] = mapped_column(default="")
    state: Mapped[AwardState] = mapped_column(default=AwardState.NOMINATING)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class AwardItem(Part):
    """An item of the judges' sheet with its full points (评分项目)."""

    __tablename__ = "award_item"
    __table_args__ = (Index("ix_award_item_award_id", "award_id"),)

    award_id: Mapped[int] = mapped_column(ForeignKey("dossier_award.id"))
    item: Mapped[str]
    points: Mapped[int]


class AwardJudge(Part):
    """Who scores the dossiers (评委)."""

    __tablename__ = "award_judge"
    __table_args__ = (Index("ix_award_judge_award_id", "award_id"),)

    award_id: Mapped[int] = mapped_column(ForeignKey("dossier_award.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class AwardEntry(Record):
    """A dossier put forward (参评案卷): ``code`` is the blind number judges know it by.

    ``average`` is the mark it comes to, in hundredths; ``written_average`` what an old sheet wrote. ``chosen`` is set
    with the approval.
    """

    __tablename__ = "award_entry"

    award_id: Mapped[int | None] = mapped_column(ForeignKey("dossier_award.id"))
    code: Mapped[str] = mapped_column(default="")
    case_no: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[str] = mapped_column(default="")
    average: Mapped[int | None]
    written_average: Mapped[int | None]
    chosen: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (living_index("ix_award_entry_award_id", "award_id"),)


class AwardScore(Part):
    """A judge's mark for a dossier (评委评分)."""

    __tablename__ = "award_score"
    __table_args__ = (Index("ix_award_score_entry_id", "entry_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("award_entry.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    points: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
