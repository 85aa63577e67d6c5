"""审核公式 of dossier checks and awards: scores, conclusions, days, means of the judges."""

from collections import Counter

from sqlalchemy import select

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.awards import KIND as ENTRY
from desktop_app.figures.awards import AwardStand, EntryStand, awards
from desktop_app.figures.dossier_standing import CheckStand, checks
from desktop_app.figures.dossiers import found_defects
from desktop_app.figures.engine import Question
from desktop_app.figures.learning_audits import Wrong, behind, judged, told
from desktop_app.figures.review_deductions import number
from desktop_app.models.dossiers import FULL, DossierProfile
from desktop_app.rules.dossiers import SCALE, verdict_of
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import BulletinKind, DossierVerdict

ABOUT = frozenset({BulletinKind.DOSSIERS})


def _verdicts(ask: Question) -> Balance:
    """Dossiers checked, against those with a conclusion."""
    rows = checks(ask)
    wrong: Wrong = [(row.behind, row.case_no) for row in rows if row.verdict is None]
    return judged(len(rows), wrong, f"检查 {len(rows)} 卷，都有结论", "没有结论", "卷")


def _scores(ask: Question) -> Balance:
    """Scores of dossiers with defects, against full marks less their points; one without defects stands as written."""
    full = ask.once("dossiers.full", _full_marks)
    off: Counter[int] = Counter()
    for row, _, weight in found_defects(ask):
        off[row.id] += weight
    rows = [(row, row.score) for row in checks(ask) if row.score is not None and row.id in off]
    due = {row.id: max(0, full.get(row.profile_id or 0, FULL) - off[row.id]) for row, _ in rows}
    wrong: Wrong = [
        (row.behind, f"{row.case_no} 得分 {points(score)}、按缺陷 {points(due[row.id])}")
        for row, score in rows
        if score != due[row.id]
    ]
    left, right = sum(score for _, score in rows), sum(due.values())
    said = told(wrong, f"{len(rows)} 卷得分都与缺陷扣分相符", "得分与缺陷扣分不符", "卷")
    return Balance(number(left), number(right), behind(wrong), said)


def _full_marks(ask: Question) -> dict[int, int]:
    return dict(ask.session.execute(select(DossierProfile.id, DossierProfile.full)).all())


def _conclusions(ask: Question) -> Balance:
    """Dossiers with a score, against those whose conclusion is the one of their score by its scale."""
    rows = [(row, _by_score(row)) for row in checks(ask) if row.verdict is not None]
    known = [(row, verdict) for row, verdict in rows if verdict is not None]
    wrong: Wrong = [
        (row.behind, f"{row.case_no} 得分 {points(row.score or 0)} 应为{verdict}、写{row.verdict}")
        for row, verdict in known
        if row.verdict != verdict
    ]
    return judged(len(known), wrong, f"{len(known)} 卷结论都与得分相符", "结论与得分不符", "卷")


def _by_score(row: CheckStand) -> DossierVerdict | None:
    return verdict_of(row.score, row.scale or SCALE) if row.score is not None else None


def _days(ask: Question) -> Balance:
    """Dossiers with both days, against those filed on the day they were closed or later."""
    rows = [row for row in checks(ask) if row.closed_on is not None and row.filed_on is not None]
    wrong: Wrong = [
        (row.behind, f"{row.case_no} 办结 {row.closed_on}、归档 {row.filed_on}")
        for row in rows
        if row.closed_on is not None and row.filed_on is not None and row.filed_on < row.closed_on
    ]
    return judged(len(rows), wrong, f"{len(rows)} 卷归档都不早于办结", "归档早于办结", "卷")


def _entries(ask: Question) -> list[tuple[AwardStand, EntryStand]]:
    return [(award, entry) for award in awards(ask) for entry in award.entries]


def _means(ask: Question) -> Balance:
    """Means written by an old sheet or kept, against those the judges' marks come to."""
    rows = [
        (award, entry, mean)
        for award, entry in _entries(ask)
        for mean in (entry.written if entry.written is not None else entry.stored,)
        if mean is not None and entry.given
    ]
    wrong: Wrong = [
        ((ENTRY, entry.id), f"{entry.code or entry.case_no} 写 {points(mean)}、应为 {points(entry.mean or 0)}")
        for _, entry, mean in rows
        if mean != entry.mean
    ]
    return judged(len(rows), wrong, f"{len(rows)} 卷平均分都与评委评分相符", "平均分与评委评分不符", "卷")


def _judges(ask: Question) -> Balance:
    """Dossiers scored, against those with as many judges as the choice asks for (至少评委)."""
    rows = [(award, entry) for award, entry in _entries(ask) if entry.given]
    wrong: Wrong = [
        ((ENTRY, entry.id), f"{entry.code or entry.case_no} {len(entry.given)} 人评分，至少 {award.least} 人")
        for award, entry in rows
        if len(entry.given) < award.least
    ]
    return judged(len(rows), wrong, f"{len(rows)} 卷的评委都够数", "评委不够", "卷")


def _places(ask: Question) -> Balance:
    """Choices, against those in which no more dossiers are chosen than there are places (表彰名额)."""
    rows = [(award, sum(entry.chosen for entry in award.entries)) for award in awards(ask)]
    wrong: Wrong = [
        (("dossier_award", award.id), f"{award.key} 评定 {chosen} 卷，名额 {award.places}")
        for award, chosen in rows
        if chosen > award.places
    ]
    return judged(len(rows), wrong, f"{len(rows)} 次评选的评定卷数都不多于名额", "评定多于名额", "次")


AUDITS = (
    Audit(
        "dossiers.verdicts",
        "检查与结论",
        "检查案卷 = 合格 + 退卷补正 + 不合格",
        _verdicts,
        ("dossiers.checked",),
        ABOUT,
        True,
    ),
    Audit(
        "dossiers.scores", "得分与缺陷", "得分 = 满分 − 缺陷扣分", _scores, ("dossiers.de", "dossiers.sc"), ABOUT, True
    ),
    Audit(
        "dossiers.conclusions", "结论与得分", "结论 = 得分所在的档", _conclusions, ("dossiers.checked",), ABOUT, True
    ),
    Audit(
        "dossiers.days", "办结与归档", "办结日期 ≤ 归档日期", _days, ("dossiers.late", "dossiers.filed"), ABOUT, True
    ),
    Audit("awards.means", "平均分与评分", "平均分 = 评委评分的平均", _means, ("awards.",), within=True),
    Audit("awards.judges", "评分人数", "至少评委 ≤ 评分人数", _judges, ("awards.",), within=True),
    Audit("awards.places", "评定与名额", "评定 ≤ 名额", _places, ("awards.",), within=True),
)
