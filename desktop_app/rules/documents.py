"""The law of supervision documents (监督文书): sent, delivered, answered, verified on the spot, only then closed.

After domain notes §7: 拟制 → 审批 → 发出 → 送达 → 待回复 → 已回复 → 核实 → 办结. A reply alone closes nothing
(不停留于纸上). The deadline runs from delivery, by the rule of the kind or the days the document itself gives.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from desktop_app.rules.issues import written
from desktop_app.rules.lifecycle import Facts, Lifecycle, Move, needs
from desktop_app.rules.names import split_names
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import DocumentState, Landing

VERIFY_RULE = "document_verify"
"""Code of the rule within which a reply is to be verified (S10)."""

OPEN = (
    DocumentState.SENT,
    DocumentState.WAITING,
    DocumentState.REPLIED,
    DocumentState.VERIFYING,
    DocumentState.VERIFIED,
)
"""States of a document sent out and not landed yet (未办结)."""

_DAYS: tuple[tuple[str, DocumentState], ...] = (
    ("withdrawn_on", DocumentState.WITHDRAWN),
    ("closed_on", DocumentState.CLOSED),
    ("verified_on", DocumentState.VERIFIED),
    ("replied_on", DocumentState.REPLIED),
    ("delivered_on", DocumentState.WAITING),
    ("sent_on", DocumentState.SENT),
    ("approved_on", DocumentState.APPROVED),
)
"""The day that proves a state, the last first."""


def proved(values: Mapping[str, Any]) -> DocumentState:
    """How far a document has come by its days; 核实中 is known by the state alone, while it is answered only."""
    found = next((state for name, state in _DAYS if values.get(name) is not None), DocumentState.DRAFT)
    verifying = found is DocumentState.REPLIED and values.get("state") == DocumentState.VERIFYING
    return DocumentState.VERIFYING if verifying else found


def undone(state: DocumentState) -> tuple[str, ...]:
    """The days a document put back into a state does not have any more."""
    place = DOCUMENT.place(state)
    ahead = [(name, DOCUMENT.place(told)) for name, told in _DAYS]
    return tuple(name for name, at in ahead if place is not None and (at is None or at > place))


def kind_named(text: str, kinds: Iterable[Mapping[str, Any]]) -> str:
    """The title of the kind a text names, by title or alias; the text itself where none does."""
    flat = tight(text)
    for kind in kinds:
        if flat in {tight(name) for name in (str(kind["title"]), *split_names(str(kind["aliases"] or "")))}:
            return str(kind["title"])
    return text


def rule_code(kind: Mapping[str, Any], unit: str) -> str:
    """The rule a document of this kind to this addressee is due by; empty where it asks no reply."""
    for word, rule in _other_rules(kind):
        if word and word in unit:
            return rule
    return str(kind.get("rule_code") or "")


def rules_named(kind: Mapping[str, Any]) -> list[str]:
    """Every rule a kind of document, or an outcome, is named to be due by."""
    named = [str(kind.get("rule_code") or ""), *(rule for _, rule in _other_rules(kind))]
    return [rule.strip() for rule in named if rule.strip()]


def _other_rules(kind: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Words of an addressee with the rule that goes for it."""
    for line in str(kind.get("other_rules") or "").splitlines():
        word, _, rule = line.replace(":", "：", 1).partition("：")
        yield word.strip(), rule.strip()


def is_overdue(values: Mapping[str, Any], day: date) -> bool:
    """Whether a document is without reply past its last day (逾期未回复)."""
    if values.get("delivered_on") is None or values.get("withdrawn_on") is not None:
        return False
    due, replied = values.get("due_on"), values.get("replied_on")
    return due is not None and due < day and (replied is None or replied > day)


def _approved(facts: Facts) -> str | None:
    return needs("approver_id", "没选批准人。选好再审批")(facts) or needs("approved_on", "没填批准日期。填好再审批")(
        facts
    )


def _sent(facts: Facts) -> str | None:
    if not written(facts.get("doc_no")):
        return "没填文号。编好文号再发出"
    return needs("sent_on", "没填发出日期。填好再发出")(facts)


def _answered(facts: Facts) -> str | None:
    refused = needs("replied_on", "没填回复日期。填好再登记")(facts)
    return refused or (None if written(facts.get("reply")) else "没写回复内容。写明对方怎样答复、怎样整改")


def _verified(facts: Facts) -> str | None:
    if facts.get("replied_on") is None:
        return "还没有回复，不能核实。先登记回复，或督促"
    if not written(facts.get("verify_way")):
        return "没写核查方式。选实地回访、调阅案卷或电话核实"
    if facts.get("verifier_id") is None:
        return "没填核查人。选好再核实"
    if facts.get("verifier_id") == facts.get("handler_id"):
        return "核查人就是承办人。换一个人核查"
    return needs("verified_on", "没填核查日期。填好再核实")(facts) or needs(
        "landing", "没选落实情况。选已落实、部分落实或未落实"
    )(facts)


def _landed(facts: Facts) -> str | None:
    refused = _verified(facts)
    if refused:
        return refused
    if not written(facts.get("reply_no")) or not written(facts.get("reply")):
        return "没填回复文号或回复内容。补齐再办结"
    if facts.get("adoption") is None:
        return "没选采纳情况。选好再办结"
    if not written(facts.get("evidence")):
        return "没写核查证据。写明看到什么、附了什么"
    if facts.get("landing") != Landing.DONE and facts.get("reported_on") is None:
        return f"{facts.get('landing')}的不能办结。督促后再次核实，或报上级"
    return needs("closed_on", "没填办结日期。填好再办结")(facts)


_VERIFY = ("verified_on", "verify_way", "verifier_id", "landing", "evidence")
_BACK = (
    ("撤回审批", DocumentState.APPROVED, DocumentState.DRAFT),
    ("撤回发出", DocumentState.SENT, DocumentState.APPROVED),
    ("撤回送达", DocumentState.WAITING, DocumentState.SENT),
    ("撤回回复", DocumentState.REPLIED, DocumentState.WAITING),
    ("撤回核实", DocumentState.VERIFYING, DocumentState.REPLIED),
    ("再次核实", DocumentState.VERIFIED, DocumentState.VERIFYING),
    ("撤回办结", DocumentState.CLOSED, DocumentState.VERIFIED),
)

DOCUMENT = Lifecycle(
    states=(
        DocumentState.DRAFT,
        DocumentState.APPROVED,
        DocumentState.SENT,
        DocumentState.WAITING,
        DocumentState.REPLIED,
        DocumentState.VERIFYING,
        DocumentState.VERIFIED,
        DocumentState.CLOSED,
    ),
    side=(DocumentState.WITHDRAWN,),
    moves=(
        Move("审批", DocumentState.DRAFT, DocumentState.APPROVED, guard=_approved, asks=("approver_id", "approved_on")),
        Move(
            "发出",
            DocumentState.APPROVED,
            DocumentState.SENT,
            guard=_sent,
            asks=("doc_no", "sent_on"),
            each=("doc_no",),
        ),
        Move(
            "送达",
            DocumentState.SENT,
            DocumentState.WAITING,
            guard=needs("delivered_on", "没填送达日期。照送达回证填好"),
            asks=("delivered_on", "proof"),
        ),
        Move(
            "登记回复",
            DocumentState.WAITING,
            DocumentState.REPLIED,
            guard=_answered,
            asks=("replied_on", "reply_no", "reply", "adoption"),
            each=("reply_no", "reply"),
        ),
        Move(
            "核实落实", DocumentState.REPLIED, DocumentState.VERIFIED, guard=_verified, asks=_VERIFY, each=("evidence",)
        ),
        Move(
            "开始核实",
            DocumentState.REPLIED,
            DocumentState.VERIFYING,
            asks=("verifier_id", "verify_way"),
            guard=needs("verifier_id", "没填核查人。选好再开始"),
        ),
        Move(
            "核实落实",
            DocumentState.VERIFYING,
            DocumentState.VERIFIED,
            guard=_verified,
            asks=_VERIFY,
            each=("evidence",),
        ),
        Move("办结", DocumentState.VERIFIED, DocumentState.CLOSED, guard=_landed, asks=("adoption", "closed_on")),
        *(Move(verb, here, there, reason=True, forward=False) for verb, here, there in _BACK),
        *(
            Move(
                "撤回文书",
                state,
                DocumentState.WITHDRAWN,
                reason=True,
                forward=False,
                asks=("withdrawn_on",),
                guard=needs("withdrawn_on", "没填撤回日期。填好再撤回"),
            )
            for state in (
                DocumentState.APPROVED,
                DocumentState.SENT,
                DocumentState.WAITING,
                DocumentState.REPLIED,
                DocumentState.VERIFYING,
            )
        ),
    ),
    open=(*OPEN, DocumentState.DRAFT, DocumentState.APPROVED),
)
"""The supervision document (监督文书), its eight states and one side state."""
