"""审核公式 of training and exams: heads that add up, marks in range, totals and ranks as computed, retakes with need.

Each is asked over the period of the paper.
"""

from collections.abc import Iterable

from sqlalchemy import select

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.exam_standing import ExamStanding, within
from desktop_app.figures.review_audits import listed
from desktop_app.figures.review_deductions import number
from desktop_app.figures.training import Session, sessions
from desktop_app.models.exams import Sitting
from desktop_app.rules.exams import PUBLISHED
from desktop_app.rules.marks import Mark, misfit, to_retake
from desktop_app.rules.vocabulary import BulletinKind, SittingCode

EXAMS = frozenset({BulletinKind.EXAMS})
Wrong = list[tuple[Behind, str]]
"""Records that break a formula, each with what is said of it."""
Marked = tuple[ExamStanding, Mark]


def told(wrong: Wrong, kept: str, broken: str, measure: str) -> str:
    """The sentence of a formula: that it holds, or the first of what breaks it."""
    return f"{broken}：{listed((said for _, said in wrong), measure)}" if wrong else kept


def behind(wrong: Wrong) -> tuple[Behind, ...]:
    return tuple(dict.fromkeys(row for row, _ in wrong))


def judged(count: int, wrong: Wrong, kept: str, broken: str, measure: str) -> Balance:
    """``count`` things, against those that hold."""
    return Balance(count, count - len(wrong), behind(wrong), told(wrong, kept, broken, measure))


def _every(ask: Question) -> list[Marked]:
    return [(one, mark) for one in within(ask) for mark in one.marks]


def _named(wrong: Iterable[Marked]) -> Wrong:
    return [((Sitting.__tablename__, mark.id), f"{one.key} {mark.name}") for one, mark in wrong]


def _heads(ask: Question) -> Balance:
    """应考 of each exam, against those with a mark, absent, deferred, in breach and not keyed."""
    wrong: Wrong = []
    left = right = 0
    for one in within(ask):
        parts = _parts(one)
        left, right = left + one.tally.expected, right + sum(parts.values())
        if one.tally.expected != sum(parts.values()):
            said = "＋".join(f"{word} {count}" for word, count in parts.items())
            wrong.append((one.behind, f"{one.key} 应考 {one.tally.expected}，{said}"))
    return Balance(left, right, behind(wrong), told(wrong, f"应考 {left} 人次，逐场相符", "应考与分项不符", "场"))


def _parts(one: ExamStanding) -> dict[str, int]:
    codes = (SittingCode.ABSENT, SittingCode.DEFERRED, SittingCode.BREACH)
    return {"实考": one.tally.sat, **{str(code): one.tally.by_code[code] for code in codes}, "未录": one.tally.open}


def _absent(ask: Question) -> Balance:
    """Candidates without 参考, against those without a mark: absence is never a mark."""
    rows = [(one, mark) for one, mark in _every(ask) if mark.code != SittingCode.SAT]
    wrong = _named((one, mark) for one, mark in rows if mark.total is not None)
    return judged(len(rows), wrong, f"没有参考的 {len(rows)} 人次都没有成绩", "没有参考却有成绩", "人次")


def _totals(ask: Question) -> Balance:
    """Totals, against the marks of both kinds of questions; who has only a total is not judged."""
    parts = ask.once("exams.parts", _read_parts)
    rows = [(one, mark, mark.total or 0) for one, mark in _every(ask) if mark.counts and mark.id in parts]
    wrong = _named((one, mark) for one, mark, total in rows if total != parts[mark.id])
    left, right = sum(total for *_, total in rows), sum(parts[mark.id] for _, mark, _ in rows)
    said = told(wrong, f"{len(rows)} 人次总分都等于各题之和", "总分不等于各题之和", "人次")
    return Balance(number(left), number(right), behind(wrong), said)


def _read_parts(ask: Question) -> dict[int, int]:
    asked = select(Sitting.id, Sitting.first, Sitting.second).where(
        Sitting.retired_at.is_(None), Sitting.first.is_not(None), Sitting.second.is_not(None)
    )
    return {id_: (first or 0) + (second or 0) for id_, first, second in ask.session.execute(asked)}


def _range(ask: Question) -> Balance:
    """Marks given, against those within full marks and on the step (满分、给分间隔); retakes too."""
    rows = [
        (one, mark, value)
        for one, mark in _every(ask)
        for value in (mark.total if mark.counts else None, mark.retake)
        if value is not None
    ]
    bad = [(one, mark) for one, mark, value in rows if misfit(value, one.terms.full, one.terms.step, "成绩")]
    return judged(len(rows), _named(bad), f"{len(rows)} 个成绩都在满分以内、合给分间隔", "成绩超出范围", "个")


def _ranks(ask: Question) -> Balance:
    """Ranks an old score sheet wrote, against those the marks give."""
    rows = [(one, mark, one.attempts[mark.id].written_rank) for one, mark in _every(ask)]
    written = [(one, mark, rank) for one, mark, rank in rows if rank is not None]
    wrong: Wrong = [
        ((Sitting.__tablename__, mark.id), f"{mark.name}写 {rank}、应为 {one.ranks.get(mark.id, '无名次')}")
        for one, mark, rank in written
        if one.ranks.get(mark.id) != rank
    ]
    return judged(len(written), wrong, f"原登记的 {len(written)} 个名次都与成绩相符", "名次与成绩不符", "个")


def _retakes(ask: Question) -> Balance:
    """Marks of retakes, against those of candidates who owed one."""
    rows = [(one, mark) for one, mark in _every(ask) if mark.retake is not None]
    wrong = _named((one, mark) for one, mark in rows if not to_retake(mark, one.terms))
    return judged(len(rows), wrong, f"补考的 {len(rows)} 人次都应补考", "不应补考却有补考成绩", "人次")


def _published(ask: Question) -> Balance:
    """Candidates of published exams, against those whose mark is keyed."""
    rows = [(one, mark) for one, mark in _every(ask) if one.state in PUBLISHED]
    wrong = _named((one, mark) for one, mark in rows if mark.open)
    return judged(len(rows), wrong, f"已公布的 {len(rows)} 人次都有成绩或缺考登记", "已公布却没有成绩", "人次")


def _trainings(ask: Question) -> Balance:
    """Sessions with a sign-in list, against those whose head counts (应到、实到) are the list's."""
    rows = [row for row in sessions(ask) if row.signs]
    wrong: Wrong = [(row.behind, _differs(row)) for row in rows if _differs(row)]
    return judged(len(rows), wrong, f"{len(rows)} 次培训的人数与签到相符", "登记人数与签到不符", "次")


def _differs(row: Session) -> str:
    pairs = (("应到", row.wrote_expected, row.expected), ("实到", row.wrote_present, row.present))
    wrong = [f"{word}写 {wrote}、签到 {found}" for word, wrote, found in pairs if wrote not in (None, found)]
    return f"{row.key} {'，'.join(wrong)}" if wrong else ""


AUDITS = (
    Audit(
        "exams.heads", "应考与分项", "应考 = 实考 + 缺考 + 缓考 + 违纪 + 未录", _heads, ("exams.",), EXAMS, within=True
    ),
    Audit("exams.absent", "缺考不计分", "没有参考的 = 没有成绩的", _absent, ("exams.",), EXAMS, within=True),
    Audit("exams.totals", "总分与各题", "总分 = 第一类题 + 第二类题", _totals, ("exams.",), EXAMS, within=True),
    Audit("exams.range", "成绩范围", "0 ≤ 成绩 ≤ 满分", _range, ("exams.",), EXAMS, within=True),
    Audit("exams.ranks", "名次与成绩", "原名次 = 按成绩的名次", _ranks, ("exams.ranking",), EXAMS, within=True),
    Audit("exams.retakes", "补考与应补考", "补考的 ≤ 应补考的", _retakes, ("exams.",), EXAMS, within=True),
    Audit(
        "exams.published",
        "公布与录入",
        "已公布 = 已录成绩 + 缺考缓考违纪免考",
        _published,
        ("exams.",),
        EXAMS,
        within=True,
    ),
    Audit("training.heads", "培训人数与签到", "登记的应到、实到 = 签到人数", _trainings, ("training.",), within=True),
)
