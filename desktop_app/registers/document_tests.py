"""What must hold of supervision documents, and what follows of itself (监督文书校验、应回复日期)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from desktop_app.models.supervision import DocumentKind, SupervisionDocument
from desktop_app.registers.spec import Check, broken, caution, in_order, missing
from desktop_app.registers.supervision_ledgers import kind_numbered
from desktop_app.rules.bulletins import doc_number, read_doc_number
from desktop_app.rules.cases import case_key
from desktop_app.rules.deadlines import countdown, days_left, due_on
from desktop_app.rules.documents import DOCUMENT, OPEN, kind_named, proved, rule_code, undone
from desktop_app.rules.problems import Problem
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import DocumentState, Landing
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Before, Condition, Equals


def derive_document(draft: Draft, facts: Facts) -> None:
    """Kind, number and deadline in their one form; the state follows from the days, a step back takes its day back."""
    told = str(draft[SupervisionDocument.kind] or "") or kind_numbered(str(draft[SupervisionDocument.doc_no] or ""))
    draft[SupervisionDocument.kind] = kind_named(told, kinds(facts))
    if (
        draft.is_new
        and not draft[SupervisionDocument.doc_no]
        and read_doc_number(str(draft.values.get("number") or ""))
    ):
        draft[SupervisionDocument.doc_no] = str(draft.values.pop("number"))
    draft[SupervisionDocument.doc_no] = number_folded(str(draft[SupervisionDocument.doc_no] or ""))
    draft[SupervisionDocument.case_no] = case_key(str(draft[SupervisionDocument.case_no] or ""))
    if draft[SupervisionDocument.department_id] is None and draft[SupervisionDocument.handler_id] is not None:
        draft[SupervisionDocument.department_id] = facts.department_of(draft[SupervisionDocument.handler_id]).get("id")
    _stepped_back(draft)
    if draft[SupervisionDocument.due_on] is None or _delivery_moved(draft):
        draft[SupervisionDocument.due_on] = reply_due(draft, facts)
    draft[SupervisionDocument.state] = proved(draft.values)


def number_folded(text: str) -> str:
    """A number in its one spelling (清检建〔2015〕9号); what is none stays as it is."""
    told = read_doc_number(text)
    return doc_number(*told) if told is not None else text.strip()


def _stepped_back(draft: Draft) -> None:
    was, now = draft.was(SupervisionDocument.state), draft[SupervisionDocument.state]
    if draft.is_new or was == now or now is None:
        return
    here, there = DOCUMENT.place(str(was)), DOCUMENT.place(str(now))
    if there is None or (here is not None and there > here):
        return
    for name in undone(DocumentState(now)):
        if draft.values.get(name) == draft.loaded.get(name):
            draft.values[name] = None


def _delivery_moved(draft: Draft) -> bool:
    """Whether delivery or days were typed anew while the deadline was left as it was."""
    moved = any(
        draft[attr] != draft.was(attr) for attr in (SupervisionDocument.delivered_on, SupervisionDocument.stated_days)
    )
    return not draft.is_new and moved and draft[SupervisionDocument.due_on] == draft.was(SupervisionDocument.due_on)


def kinds(facts: Facts) -> Sequence[Mapping[str, Any]]:
    """The kinds of documents in use, in order."""
    rows = facts.live(DocumentKind.__tablename__)
    return sorted(rows, key=lambda row: (row["position"], row["number"]))


def kind_titles(facts: Facts) -> list[str]:
    """What the kinds in use are called."""
    return [str(row["title"]) for row in kinds(facts)]


def units(facts: Facts) -> list[str]:
    """Where documents went so far (发往单位), the most frequent first."""
    counted = Counter(str(row["unit"]) for row in facts.live(SupervisionDocument.__tablename__) if row["unit"])
    return [unit for unit, _count in counted.most_common()]


def reply_due(draft: Draft, facts: Facts) -> Any:
    """The last day of the reply (应回复日期): from delivery on, by its own days or the rule of its kind."""
    delivered = draft[SupervisionDocument.delivered_on]
    if delivered is None:
        return None
    kind = next((row for row in kinds(facts) if row["title"] == draft[SupervisionDocument.kind]), None)
    rule = facts.rule(rule_code(kind, str(draft[SupervisionDocument.unit] or ""))) if kind is not None else None
    days = draft[SupervisionDocument.stated_days]
    if days:
        return delivered + timedelta(days=days)
    return due_on(rule, delivered, facts.calendar).on if rule is not None else None


def _known_kind(draft: Draft, facts: Facts) -> Problem | None:
    said = str(draft[SupervisionDocument.kind] or "")
    known = kind_titles(facts)
    if not said or said in known:
        return None
    return caution(
        SupervisionDocument.kind, "unknown_kind", f"没有“{said}”这种文书。选{'、'.join(known[:4])}，或到基础台账登记"
    )


def _number_once(draft: Draft, facts: Facts) -> Problem | None:
    number = tight(str(draft[SupervisionDocument.doc_no] or ""))
    if not number:
        return None
    for row in facts.live(SupervisionDocument.__tablename__):
        if row["id"] != draft.record_id and tight(str(row["doc_no"] or "")) == number:
            said = f"文号 {draft[SupervisionDocument.doc_no]} 与 {row['number']} 重复。核对文号"
            return broken(SupervisionDocument.doc_no, "duplicate_number", said)
    return None


def _verified_by_somebody(draft: Draft, facts: Facts) -> Problem | None:
    if draft[SupervisionDocument.verified_on] is None or draft[SupervisionDocument.verifier_id] is not None:
        return None
    said = "填了核查日期，没有核查人。补上是谁去核查的"
    return missing(SupervisionDocument.verifier_id, "verified_without_verifier", said)


def _own_verifier(draft: Draft, facts: Facts) -> Problem | None:
    verifier = draft[SupervisionDocument.verifier_id]
    if verifier is None or verifier != draft[SupervisionDocument.handler_id]:
        return None
    return broken(SupervisionDocument.verifier_id, "verifier_is_handler", "核查人就是承办人。换一个人核查")


def _claimed(draft: Draft, facts: Facts) -> Problem | None:
    """A note or a finding that it has landed, where nobody went to see (停留于纸上)."""
    if draft[SupervisionDocument.verified_on] is not None:
        return None
    note = tight(str(draft[SupervisionDocument.note] or ""))
    said = draft[SupervisionDocument.landing]
    told = str(said) if said is not None else next((str(word) for word in Landing if note.startswith(str(word))), "")
    if not told:
        return None
    attr = SupervisionDocument.landing if said is not None else SupervisionDocument.note
    said_ = f"写着“{told}”，没有核查日期和核查人。核实后补登，没核实的删去这句"
    return broken(attr, "claimed_done_without_verification", said_)


DOCUMENT_TESTS: tuple[Check, ...] = (
    _known_kind,
    _number_once,
    in_order(
        SupervisionDocument.sent_on,
        SupervisionDocument.delivered_on,
        "delivery_before_sending",
        "送达日期 {last} 早于发出日期 {first}，核对两处日期",
    ),
    in_order(
        SupervisionDocument.delivered_on,
        SupervisionDocument.replied_on,
        "reply_before_delivery",
        "回复日期 {last} 早于送达日期 {first}，核对两处日期",
    ),
    in_order(
        SupervisionDocument.replied_on,
        SupervisionDocument.verified_on,
        "verified_before_reply",
        "核查日期 {last} 早于回复日期 {first}，核对两处日期",
    ),
    in_order(
        SupervisionDocument.delivered_on,
        SupervisionDocument.due_on,
        "due_before_delivery",
        "应回复日期 {last} 早于送达日期 {first}，核对两处日期",
    ),
    _verified_by_somebody,
    _own_verifier,
    _claimed,
)


def due_told(values: Mapping[str, Any], facts: Facts) -> tuple[str, str]:
    """05-30 逾期 3 天 while no reply is there; afterwards the day alone."""
    last = values.get(SupervisionDocument.due_on.key)
    if last is None:
        return "", ""
    day = f"{last:%m-%d}" if last.year == facts.today.year else f"{last:%y-%m-%d}"
    if values.get(SupervisionDocument.state.key) != DocumentState.WAITING:
        return day, "quiet"
    left = days_left(last, facts.today)
    return f"{day} {countdown(left)}", "red" if left < 0 else "amber" if left <= 7 else "quiet"


_DOC = SupervisionDocument


def unanswered(facts: Facts) -> tuple[Condition, ...]:
    """Delivered, no reply, past the last day (逾期未回复)."""
    return (Equals(_DOC.state, DocumentState.WAITING), Before(_DOC.due_on, facts.today))


def unverified(facts: Facts) -> tuple[Condition, ...]:
    """Answered and not verified (已回复未核查)."""
    return (AnyOf(_DOC.state, (DocumentState.REPLIED, DocumentState.VERIFYING)),)


def undelivered(facts: Facts) -> tuple[Condition, ...]:
    """Sent and not delivered (未送达)."""
    return (Equals(_DOC.state, DocumentState.SENT),)


def on_paper(facts: Facts) -> tuple[Condition, ...]:
    """Sent out and not landed yet (停留于纸上): whatever is not closed."""
    return (AnyOf(_DOC.state, OPEN),)
