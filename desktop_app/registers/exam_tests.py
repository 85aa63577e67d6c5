"""What must hold of an exam and of its candidates, and what follows of itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.models.base import Attr
from desktop_app.models.exams import Exam, MarkChange, Sitting
from desktop_app.models.people import Officer
from desktop_app.registers.spec import Check, broken, caution, in_order, missing
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.exams import hindrance, read_remark
from desktop_app.rules.marks import misfit
from desktop_app.rules.names import clean
from desktop_app.rules.numbers import points
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.draft import Draft
from desktop_app.services.exams import any_sitting, keyed, other_sitting, published, terms_of
from desktop_app.services.facts import Facts
from desktop_app.services.persons import who

CHANGES = MarkChange.__tablename__
SCORES = (Sitting.first, Sitting.second, Sitting.total)
MARKS = (*SCORES, Sitting.code, Sitting.retake_total, Sitting.retake_code)
"""What of a candidate is his result: after publication it changes only through ``services.marking``."""


def derive_exam(draft: Draft, facts: Facts) -> None:
    """The last day of the retake by the rule (补考期限), until the officer sets another."""
    rule, held = facts.rule("resit"), draft[Exam.held_on]
    moved = draft.was(Exam.held_on) is not None and draft[Exam.retake_by] == _retake_by(facts, draft.was(Exam.held_on))
    if rule is not None and held is not None and (draft[Exam.retake_by] is None or moved):
        draft[Exam.retake_by] = _retake_by(facts, held)


def _retake_by(facts: Facts, held: Any) -> Any:
    rule = facts.rule("resit")
    return due_on(rule, held, facts.calendar).on if rule is not None else None


def _lines(draft: Draft, facts: Facts) -> Problem | None:
    """Pass mark and excellent lie within the full marks, the kinds of questions add up to them."""
    full, passing, excellent = draft[Exam.full], draft[Exam.pass_mark], draft[Exam.excellent]
    if full is None or full <= 0:
        return broken(Exam.full, "full_strange", "满分要大于 0。改正")
    if passing is None or not 0 < passing <= full:
        return broken(Exam.pass_mark, "pass_mark_strange", f"及格线要在 0 和满分 {points(full)} 之间。改正")
    if excellent is None or not passing <= excellent <= full:
        return broken(Exam.excellent, "excellent_strange", f"优秀线要在及格线和满分 {points(full)} 之间。改正")
    if draft[Exam.step] is None or draft[Exam.step] <= 0:
        return broken(Exam.step, "step_strange", "给分间隔要大于 0，如 0.5。改正")
    first, second = draft[Exam.first_full], draft[Exam.second_full]
    if first is not None and second is not None and first + second != full:
        said = f"两类题满分合计 {points(first + second)}，与满分 {points(full)} 不符。改成一致"
        return broken(Exam.second_full, "full_mismatch", said)
    return None


def _step_ready(draft: Draft, facts: Facts) -> Problem | None:
    """A step needs candidates, marks, agreement of both keyings."""
    state = draft[Exam.state]
    if draft.record_id is None or state is None or state == draft.was(Exam.state):
        return None
    said = hindrance(state, keyed(facts.session, draft.record_id))
    return broken(Exam.state, "not_ready", said) if said else None


def _frozen_terms(draft: Draft, facts: Facts) -> Problem | None:
    """What published results rest on no longer changes."""
    if draft.is_new or not published(facts, draft.record_id):
        return None
    lines = (Exam.full, Exam.pass_mark, Exam.excellent, Exam.first_full, Exam.second_full)
    held = (*lines, Exam.ties, Exam.scale, Exam.retake_policy)
    moved = next((attr for attr in held if draft.was(attr) not in (None, "") and draft[attr] != draft.was(attr)), None)
    if moved is None:
        return None
    return broken(moved, "terms_published", "成绩已公布，满分、及格线、排名和补考规则不再改。要改先写更正通报")


def _same_exam(draft: Draft, facts: Facts) -> Problem | None:
    others = (
        row
        for row in facts.live(Exam.__tablename__)
        if row["id"] != draft.record_id and draft[Exam.held_on] is not None
    )
    same = next(
        (row for row in others if row["title"] == draft[Exam.title] and row["held_on"] == draft[Exam.held_on]), None
    )
    return caution(Exam.title, "same_exam", f"{same['number']} 是同名同日的考试，核对是否重复") if same else None


EXAM_TESTS: tuple[Check, ...] = (
    _lines,
    _step_ready,
    _frozen_terms,
    _same_exam,
    in_order(Exam.held_on, Exam.published_on, "published_before_exam", "公布日期 {last} 早于考试日期 {first}。请改后"),
    in_order(Exam.held_on, Exam.retake_on, "retake_before_exam", "补考日期 {last} 早于考试日期 {first}。请改后"),
)


def exams_held(ids: Sequence[int], facts: Facts) -> str:
    """Why exams may not be deleted: they have candidates."""
    for id_ in ids:
        if any_sitting(facts.session, id_):
            number = facts.row(Exam.__tablename__, id_).get("number")
            return f"{number} 有应试人，不能删除。先删应试人，或写明作废"
    return ""


def derive_sitting(draft: Draft, facts: Facts) -> None:
    """Who the name is, his department then, what the remark says, and the total of both kinds of questions."""
    _person(draft, facts)
    _remark(draft)
    parts = (draft[Sitting.first], draft[Sitting.second])
    keyed_anew = any(draft[attr] != draft.was(attr) for attr in (Sitting.first, Sitting.second))
    if None not in parts and (draft[Sitting.total] is None or (keyed_anew and not draft.is_new)):
        draft[Sitting.total] = parts[0] + parts[1]  # type: ignore[operator]
    elif None in parts and parts != (None, None) and keyed_anew and not draft.is_new:
        draft[Sitting.total] = None
    if draft[Sitting.retake_total] is not None and draft[Sitting.retake_code] is None:
        draft[Sitting.retake_code] = SittingCode.SAT


def _person(draft: Draft, facts: Facts) -> None:
    name = clean(str(draft[Sitting.name] or ""))
    if draft[Sitting.officer_id] is None and name:
        draft[Sitting.officer_id] = who(facts, name, draft[Sitting.department_id]).officer_id
    row = facts.row(Officer.__tablename__, draft[Sitting.officer_id])
    draft[Sitting.name] = str(row.get("name") or name)
    draft[Sitting.department_id] = draft[Sitting.department_id] or row.get("department_id")


def _remark(draft: Draft) -> None:
    """缺考（公差） in the remarks of an old sheet is the candidate's code and cause."""
    said = read_remark(str(draft[Sitting.note] or "")) if draft.is_new else None
    if said is None or draft[Sitting.code] not in (None, SittingCode.SAT):
        return
    draft[Sitting.code], cause, excuse = said
    draft[Sitting.cause] = draft[Sitting.cause] or cause
    draft[Sitting.excuse] = draft[Sitting.excuse] or excuse


def _unknown(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Sitting.officer_id] is not None or not draft[Sitting.name]:
        return None
    known = who(facts, str(draft[Sitting.name]), draft[Sitting.department_id])
    return missing(Sitting.officer_id, known.code, known.said)


def _one_ticket(draft: Draft, facts: Facts) -> Problem | None:
    """A 准考证号 is one candidate's in an exam."""
    ticket = str(draft[Sitting.ticket] or "")
    if not ticket or (ticket == draft.was(Sitting.ticket) and not draft.is_new):
        return None
    other = _other(draft, facts, Sitting.ticket)
    if other is None:
        return None
    return broken(Sitting.ticket, "duplicate_ticket", f"准考证号 {ticket} 与{other.name}重复。核对后改正")


def _once(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody sits an exam twice: a second time is a retake."""
    if None in (draft[Sitting.exam_id], draft[Sitting.officer_id]):
        return None
    if draft[Sitting.officer_id] == draft.was(Sitting.officer_id) and not draft.is_new:
        return None
    other = _other(draft, facts, Sitting.officer_id)
    said = f"{draft[Sitting.name]} 已在这场考试的名单里（{other.number}）。补考记在那一条里" if other else ""
    return Problem(Sitting.name.key, Fault.IDENTITY, "sits_twice", said) if other else None


def _other(draft: Draft, facts: Facts, attr: Attr[Any]) -> Sitting | None:
    return other_sitting(facts.session, draft[Sitting.exam_id], attr, draft[attr], draft.record_id)


def _in_range(draft: Draft, facts: Facts) -> Problem | None:
    """Marks lie between 0 and full, in the steps the exam gives."""
    terms = terms_of(facts, draft[Sitting.exam_id])
    if terms is None:
        return None
    wholes = (terms.first_full, terms.second_full, terms.full)
    labels = ("客观题", "主观题", "总分")
    for attr, full, label in zip(SCORES, wholes, labels, strict=True):
        if attr is Sitting.total and _mismatch(draft):
            continue
        said = misfit(draft[attr], full, terms.step, label)
        if said:
            code = "score_step" if "间隔" in said else "score_out_of_range"
            return broken(attr, code, said)
    said = misfit(draft[Sitting.retake_total], terms.full, terms.step, "补考成绩")
    return broken(Sitting.retake_total, "score_out_of_range", said) if said else None


def _mismatch(draft: Draft) -> bool:
    parts, total = (draft[Sitting.first], draft[Sitting.second]), draft[Sitting.total]
    return None not in (*parts, total) and parts[0] + parts[1] != total  # type: ignore[operator]


def _adds_up(draft: Draft, facts: Facts) -> Problem | None:
    """The total is what both kinds of questions add up to."""
    if not _mismatch(draft) or _in_range(draft, facts) is not None:
        return None
    added = (draft[Sitting.first] or 0) + (draft[Sitting.second] or 0)
    said = f"总分 {points(draft[Sitting.total] or 0)} 与两类题合计 {points(added)} 不符。核对试卷后改正"
    return broken(Sitting.total, "total_mismatch", said)


def _no_mark(draft: Draft, facts: Facts) -> Problem | None:
    """Who did not sit has no mark, not a mark of 0 (缺考不记 0 分)."""
    code = draft[Sitting.code]
    scored = next((attr for attr in (Sitting.total, Sitting.first, Sitting.second) if draft[attr] is not None), None)
    if code in (None, SittingCode.SAT) or scored is None:
        return None
    said = f"{code}的不记分，登记了 {points(draft[scored] or 0)} 分。删去分数；参加了考试的，把情况改为参考"
    return broken(scored, "absent_scored_zero", said)


def _published(draft: Draft, facts: Facts) -> Problem | None:
    """After publication a mark changes with a reason and a second person, and the old one stays (公布后改分)."""
    if draft.is_new or not published(facts, draft[Sitting.exam_id]):
        return None
    never_told = draft.was(Sitting.code) == SittingCode.SAT and draft.was(Sitting.total) is None
    new = (row for row in draft.parts.get(CHANGES, ()) if not row.get("id"))
    told = {row["field"] for row in new if str(row.get("reason") or "").strip() and row.get("witness_id")}
    for attr in MARKS:
        before = draft.was(attr)
        first_told = before is None and (attr in (Sitting.retake_total, Sitting.retake_code) or never_told)
        if draft[attr] != before and not first_told and attr.key not in told:
            return broken(attr, "mark_published", "成绩已公布。用“改分”办理，写明原因和复核人，原成绩留存")
    return None


def _closed_list(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody joins, leaves or comes back to a list whose results are published: its denominators stand.

    An exam taken from a ledger came published; the lines of its sheet are added to it.
    """
    was, now = draft.was(Sitting.exam_id), draft[Sitting.exam_id]
    if was == now or not (published(facts, was) or published(facts, now)):
        return None
    if was is None and now is not None and facts.session.get_one(Exam, now).source:
        return None
    said = "成绩已公布，名单不再增减。名单有误的，写更正通报"
    return Problem(Sitting.exam_id.key, Fault.IDENTITY, "list_published", said)


SITTING_ALONE: tuple[Check, ...] = (_closed_list, _once, _one_ticket)
"""What must hold again when a deleted candidate comes back."""

SITTING_TESTS: tuple[Check, ...] = (
    _closed_list,
    _published,
    _unknown,
    _once,
    _one_ticket,
    _in_range,
    _adds_up,
    _no_mark,
)


def sittings_held(ids: Sequence[int], facts: Facts) -> str:
    """Why candidates may not be deleted: their results are published."""
    rows = [facts.session.get_one(Sitting, id_) for id_ in ids]
    name = next((row.name for row in rows if published(facts, row.exam_id)), "")
    return f"{name} 的成绩已公布，不能删除" if name else ""


def sitting_marks(values: Mapping[str, Any], facts: Facts) -> list[str]:
    """缺考（公差）, 已补考: what stands beside a candidate's number."""
    code, cause = values.get(Sitting.code.key), values.get(Sitting.cause.key)
    told = [f"{code}（{cause}）" if cause else str(code)] if code not in (None, SittingCode.SAT) else []
    return [*told, *(["已补考"] if values.get(Sitting.retake_total.key) is not None else [])]
