"""Verbs of supervision documents beyond their steps: the next number, urging (督促), reporting up (报上级), 复查."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.models.supervision import DocumentKind, DocumentUrging, SupervisionDocument
from desktop_app.rules.bulletins import doc_number, next_serial, read_doc_number
from desktop_app.rules.deadlines import DeadlineRule, due_on
from desktop_app.rules.documents import is_overdue, rule_code
from desktop_app.rules.vocabulary import Adoption, DayUnit, DocumentState, Landing
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

REVIEW_RULE = "correction_review"
"""Code of the rule within which an objection is looked at (复查)."""
UPHELD, WITHDRAWN = "维持", "撤回"
"""How a review ends (复查结果)."""
URGED_IN = (DocumentState.SENT, DocumentState.WAITING, DocumentState.REPLIED, DocumentState.VERIFIED)
"""States in which somebody can still be urged (督促): not delivered, not answered, not landed."""
_KIND = SupervisionDocument.__tablename__
_OBJECTED_IN = (DocumentState.WAITING, DocumentState.REPLIED, DocumentState.VERIFYING, DocumentState.VERIFIED)


@dataclass(frozen=True, slots=True)
class Reply:
    """When a reply is due (应回复日期) and why: the day, and the rule or the days the document gives in words."""

    on: date | None
    why: str


def kind_of(facts: Facts, title: str) -> Row:
    """The kind of that title in use; empty when there is none."""
    return next((row for row in facts.live(DocumentKind.__tablename__) if row["title"] == title), {})


def reply_rule(facts: Facts, kind: str, unit: str) -> DeadlineRule | None:
    """The rule a document of this kind to this addressee is due by."""
    row = kind_of(facts, kind)
    return facts.rule(rule_code(row, unit)) if row else None


def reply_by(facts: Facts, kind: str, unit: str, delivered: date | None, stated: int | None) -> Reply:
    """The last day of the reply as it follows from delivery: by the document's own days, else by rule."""
    rule = reply_rule(facts, kind, unit)
    if stated:
        return Reply(delivered + timedelta(days=stated) if delivered else None, f"文书写明 {stated} 日")
    if rule is None:
        return Reply(None, "这种文书没有回复期限的规则，要求回复的填“文书写明的期限”")
    word = {DayUnit.MONTH: "个月"}.get(rule.unit, str(rule.unit))
    said = f"{rule.title} {rule.n} {word}，{rule.source}"
    return Reply(due_on(rule, delivered, facts.calendar).on if delivered else None, said)


def proposed_number(facts: Facts, kind: str, year: int) -> str:
    """The next number of a kind in a year (文号): behind the word most of its numbers bear, else made of the unit's
    short name and the kind's own word. Empty where neither is known.
    """
    read = [
        (found, row["retired_at"])
        for row in facts.rows(_KIND).values()
        if row["kind"] == kind and (found := read_doc_number(str(row["doc_no"] or ""))) is not None
    ]
    words = Counter(found[0] for found, retired in read if retired is None)
    word = words.most_common(1)[0][0] if words else _first_word(facts, kind)
    if not word:
        return ""
    return doc_number(word, year, next_serial(found[2] for found, _ in read if found[:2] == (word, year)))


def _first_word(facts: Facts, kind: str) -> str:
    short, own = str(facts.unit.get("short") or ""), str(kind_of(facts, kind).get("serial_word") or "")
    return f"{short[0]}检{own}" if short and own else ""


def urge(
    desk: Desk,
    law: Law,
    ids: Sequence[int],
    on: date | None,
    way: str = "",
    officer_id: int | None = None,
    note: str = "",
) -> Outcome:
    """Enter an urging (督促) of one document or many, in one undoable act; one refused stops all."""
    if on is None:
        raise Refusal("没填督促日期。填好再登记", DocumentUrging.urged_on.key)
    if on > desk.today:
        raise Refusal(f"督促日期晚于今天 {desk.today:%m-%d}。请改早", DocumentUrging.urged_on.key)
    if not ids:
        raise Refusal("没有选中文书。先选要督促的")
    row = {"urged_on": on, "way": way.strip(), "officer_id": officer_id, "note": note.strip()}
    with desk.store.unit("监督文书督促") as unit:
        facts = Facts(unit.session, desk.today)
        numbers = []
        for record_id in dict.fromkeys(ids):
            draft = _living(unit.session, law, record_id)
            _may_urge(draft, on)
            draft.rows(DocumentUrging).append(dict(row))
            numbers.append(records.write(unit, law, draft, facts, records.Mode.DESK)[0].number)
    said = f"已督促 {numbers[0]}" if len(numbers) == 1 else f"已督促 {len(numbers)} {law.measure}{law.title}"
    return Outcome(_KIND, tuple(dict.fromkeys(ids)), said, unit.batch_id)


def _may_urge(draft: Draft, on: date) -> None:
    called, state = _called(draft), draft[SupervisionDocument.state]
    if state not in URGED_IN:
        raise Refusal(f"{called} {state}，没有要督促的。从选择里去掉它")
    if state == DocumentState.VERIFIED and draft[SupervisionDocument.landing] == Landing.DONE:
        raise Refusal(f"{called} 已落实，没有要督促的。办结即可")
    sent = draft[SupervisionDocument.sent_on]
    if sent is not None and on < sent:
        raise Refusal(f"{called} {sent:%m-%d} 才发出，督促不能更早。核对日期", DocumentUrging.urged_on.key)


def report_up(desk: Desk, law: Law, record_id: int, on: date | None, to: str) -> Outcome:
    """Report a document without reply or effect to the level above (报上级). Refuses one that is not due yet."""
    with desk.store.unit("监督文书报上级") as unit:
        draft = _living(unit.session, law, record_id)
        if on is None:
            raise Refusal("没填报上级日期。填好再登记", SupervisionDocument.reported_on.key)
        if not to.strip():
            raise Refusal("没填报送机关。写明报给谁", SupervisionDocument.reported_to.key)
        if said := _too_early(draft.values, on):
            raise Refusal(said, SupervisionDocument.reported_on.key)
        draft[SupervisionDocument.reported_on] = on
        draft[SupervisionDocument.reported_to] = to.strip()
        facts = Facts(unit.session, desk.today)
        _, warnings = records.write(unit, law, draft, facts, records.Mode.DESK)
        said = f"已登记报上级 {_called(draft)}"
    return Outcome(_KIND, (record_id,), said, unit.batch_id, tuple(warnings))


def _too_early(values: Mapping[str, Any], on: date) -> str:
    """Why there is nothing to report up yet; empty when there is: no reply in time, none taken up, nothing landed."""
    called, delivered = _called_values(values), values.get("delivered_on")
    if delivered is None:
        return f"{called} 还没送达，报不了上级。先送达"
    if on < delivered:
        return f"报上级日期早于送达日期 {delivered:%m-%d}。请改后"
    late = is_overdue(values, on)
    refused = values.get("adoption") in (Adoption.REFUSED, Adoption.PARTLY)
    hollow = values.get("landing") in (Landing.NOT, Landing.PARTLY)
    if late or refused or hollow:
        return ""
    due = values.get("due_on")
    by = f"（应回复日期 {due:%m-%d}）" if due else ""
    return f"{called} 没有逾期{by}，也没有不采纳、未落实，不用报上级。先督促"


def objection_due(facts: Facts, objected: date | None) -> Reply:
    """The last day on which an objection is answered (复查期限), with its rule."""
    rule = facts.rule(REVIEW_RULE)
    if rule is None:
        return Reply(None, "")
    on = due_on(rule, objected, facts.calendar).on if objected else None
    return Reply(on, f"{rule.title} {rule.n} {rule.unit}，{rule.source}")


def objected(desk: Desk, law: Law, record_id: int, on: date | None, why: str) -> Outcome:
    """Enter what the addressee objects (申请复查)."""
    with desk.store.unit("监督文书申请复查") as unit:
        draft = _living(unit.session, law, record_id)
        _object(draft, on, why)
        facts = Facts(unit.session, desk.today)
        records.write(unit, law, draft, facts, records.Mode.DESK)
        by = objection_due(facts, on).on
        said = f"已登记申请复查 {_called(draft)}{f'，{by:%m-%d} 前复查' if by else ''}"
    return Outcome(_KIND, (record_id,), said, unit.batch_id)


def reviewed(
    desk: Desk,
    law: Law,
    record_id: int,
    result: str,
    on: date | None,
    note: str = "",
    *,
    objection: tuple[date | None, str],
) -> Outcome:
    """Look at an objection (复查): 维持 lets the document stand, 撤回 takes it back, in one act with the objection."""
    with desk.store.unit(f"监督文书复查{result}", reason=note.strip()) as unit:
        draft = _living(unit.session, law, record_id)
        _object(draft, *objection)
        if on is None:
            raise Refusal("没填复查日期。填好再登记", SupervisionDocument.reviewed_on.key)
        if objection[0] is not None and on < objection[0]:
            raise Refusal(f"复查日期早于申请复查 {objection[0]:%m-%d}。请改后", SupervisionDocument.reviewed_on.key)
        draft[SupervisionDocument.reviewed_on] = on
        draft[SupervisionDocument.review_result] = f"{result}{f'：{note.strip()}' if note.strip() else ''}"
        if result == WITHDRAWN:
            why = note.strip() or "复查认为异议成立"
            records.move(desk, law, draft, "撤回文书", why, {SupervisionDocument.withdrawn_on.key: on})
        else:
            records.write(unit, law, draft, Facts(unit.session, desk.today), records.Mode.DESK)
        said = f"复查{result} {_called(draft)}"
    return Outcome(_KIND, (record_id,), said, unit.batch_id)


def _object(draft: Draft, on: date | None, why: str) -> None:
    state = draft[SupervisionDocument.state]
    if state not in _OBJECTED_IN:
        raise Refusal(f"{_called(draft)} {state}，没有可复查的。送达后、办结前才能申请复查")
    delivered = draft[SupervisionDocument.delivered_on]
    if on is None:
        raise Refusal("没填申请复查日期。填好再登记", SupervisionDocument.objected_on.key)
    if delivered is not None and on < delivered:
        raise Refusal(f"申请复查早于送达日期 {delivered:%m-%d}。请改后", SupervisionDocument.objected_on.key)
    if not why.strip():
        raise Refusal("没写复查理由。写明对方的异议", SupervisionDocument.objection.key)
    draft[SupervisionDocument.objected_on] = on
    draft[SupervisionDocument.objection] = why.strip()


def _called(draft: Draft) -> str:
    return _called_values(draft.values)


def _called_values(values: Mapping[str, Any]) -> str:
    return str(values.get("doc_no") or values.get("number"))


def _living(session: Any, law: Law, record_id: int) -> Draft:
    draft = records.load(session, law.model, record_id, law.lists)
    record = session.get(law.model, record_id)
    if record.retired_at is not None:
        raise Refusal(f"{_called(draft)} 已删除。先恢复再办")
    return draft
