"""Verbs of supervision documents: numbers, days of reply, urging, reporting up, objections; state by verb."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.supervision import DocumentUrging, SupervisionDocument
from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import Adoption, DocumentState, Landing
from desktop_app.services import documents, records
from desktop_app.services.desk import Desk
from desktop_app.services.supervision_issues import document_to_issue
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded, officer
from tests.kit.supervising import REPLY, House, document, house, seen, sent, step, verified, waiting

TODAY = date(2015, 5, 31)
_DOC = SupervisionDocument


@pytest.fixture
def who(desk: Desk) -> House:
    return house(desk)


def test_the_next_number_of_kind_and_year(desk: Desk, who: House) -> None:
    with desk.facts() as facts:
        assert documents.proposed_number(facts, "检察建议", 2015) == "清检建〔2015〕1号"
        assert documents.proposed_number(facts, "别的文书", 2015) == ""
    first = sent(desk, who, 7)
    sent(desk, who, 3)
    sent(desk, who, 1, kind="纠正违法通知书", doc_no="清检侦纠[2015]12号")
    records.retire(desk, DOCUMENTS, [first], "重复")
    with desk.facts() as facts:
        assert documents.proposed_number(facts, "检察建议", 2015) == "清检建〔2015〕8号", (
            "a deleted number is not reused"
        )
        assert documents.proposed_number(facts, "检察建议", 2016) == "清检建〔2016〕1号"
        assert documents.proposed_number(facts, "纠正违法通知书", 2015) == "清检侦纠〔2015〕13号", "the word in use"


def test_the_day_of_reply_and_its_rule(desk: Desk) -> None:
    day = date(2015, 4, 3)
    with desk.facts() as facts:
        told = documents.reply_by(facts, "检察建议", "县公安局", day, None)
        assert (told.on, told.why.split("，")[0]) == (date(2015, 5, 4), "检察建议回复 1 个月"), "3 May is a Sunday"
        assert documents.reply_by(facts, "检察建议", "县公安局", day, 10).on == date(2015, 4, 13)
        assert documents.reply_by(facts, "检察建议", "县公安局", None, 10).on is None
        house_ = documents.reply_by(facts, "纠正违法通知书", "县看守所", day, None)
        assert "看守所" in house_.why or house_.on is not None
        assert documents.reply_by(facts, "别的文书", "县公安局", day, None).on is None


def test_many_are_urged_in_one_act(desk: Desk, who: House) -> None:
    ids = [waiting(desk, who, one) for one in (1, 2)]
    done = documents.urge(desk, DOCUMENTS, ids, TODAY, "电话督促", who.handler, "三日内回复")
    assert done.said == "已督促 2 份监督文书"
    assert [len(seen(desk, one).rows(DocumentUrging)) for one in ids] == [1, 1]
    undo.undo(desk.store)
    assert [len(seen(desk, one).rows(DocumentUrging)) for one in ids] == [0, 0]


@pytest.mark.parametrize(
    ("day", "said"),
    [(None, "没填督促日期"), (date(2015, 6, 1), "晚于今天 05-31"), (date(2015, 3, 1), "04-01 才发出")],
)
def test_an_urging_has_a_day_that_can_be(desk: Desk, who: House, day: date | None, said: str) -> None:
    one = waiting(desk, who)
    with pytest.raises(Refusal, match=said):
        documents.urge(desk, DOCUMENTS, [one], day)
    assert seen(desk, one).rows(DocumentUrging) == []


def _at(desk: Desk, who: House, state: DocumentState, serial: int) -> int:
    """A document that has come as far as ``state``; a reply does not take it up."""
    approved = {"approver_id": who.leader, "approved_on": date(2015, 3, 31)}
    if state in (DocumentState.DRAFT, DocumentState.APPROVED):
        return document(desk, who, **(approved if state is DocumentState.APPROVED else {}))
    if state is DocumentState.SENT:
        return sent(desk, who, serial)
    refused = {**REPLY, "adoption": Adoption.REFUSED}
    more: dict[DocumentState, dict[str, Any]] = {
        DocumentState.REPLIED: refused,
        DocumentState.VERIFYING: refused,
        DocumentState.VERIFIED: verified(who, Landing.PARTLY),
        DocumentState.CLOSED: {**verified(who), "closed_on": date(2015, 5, 20)},
    }
    one = waiting(desk, who, serial, **more.get(state, {}))
    if state is DocumentState.VERIFYING:
        step(desk, one, "开始核实", verifier_id=who.inspectors[0])
    if state is DocumentState.WITHDRAWN:
        step(desk, one, "撤回文书", "异议成立", withdrawn_on=date(2015, 4, 20))
    assert seen(desk, one)[_DOC.state] is state
    return one


VERBS = {
    "督促": {DocumentState.SENT, DocumentState.WAITING, DocumentState.REPLIED, DocumentState.VERIFIED},
    "报上级": {DocumentState.WAITING, DocumentState.VERIFIED, DocumentState.REPLIED, DocumentState.VERIFYING},
    "复查": {DocumentState.WAITING, DocumentState.REPLIED, DocumentState.VERIFYING, DocumentState.VERIFIED},
    "转问题": {DocumentState.WAITING, DocumentState.VERIFIED},
}


def test_every_verb_in_every_state(desk: Desk, who: House) -> None:
    """What may be done where; a refusal names the document and leaves it as it was."""
    for serial, state in enumerate(DocumentState, 1):
        one = _at(desk, who, state, serial)
        acts = {
            "督促": lambda one=one: documents.urge(desk, DOCUMENTS, [one], TODAY),
            "报上级": lambda one=one: documents.report_up(desk, DOCUMENTS, one, TODAY, "市院"),
            "复查": lambda one=one: documents.objected(desk, DOCUMENTS, one, TODAY, "事实不符"),
            "转问题": lambda one=one: document_to_issue(desk, DOCUMENTS, ISSUES, one),
        }
        for verb, act in acts.items():
            before = seen(desk, one).values
            if state in VERBS[verb]:
                assert act().batch is not None, (verb, state)
                continue
            with pytest.raises(Refusal) as refused:
                act()
            assert len(refused.value.said) <= 60
            assert seen(desk, one).values == before, (verb, state)


def test_nothing_is_reported_up_before_its_time(desk: Desk, who: House) -> None:
    one = waiting(desk, who, delivered_on=date(2015, 5, 20))
    with pytest.raises(Refusal, match="应回复日期 06-23"):
        documents.report_up(desk, DOCUMENTS, one, TODAY, "市院")
    late = waiting(desk, who, 2)
    with pytest.raises(Refusal, match="没填报送机关"):
        documents.report_up(desk, DOCUMENTS, late, TODAY, " ")
    documents.report_up(desk, DOCUMENTS, late, TODAY, "市院")
    assert (seen(desk, late)[_DOC.reported_on], seen(desk, late)[_DOC.reported_to]) == (TODAY, "市院")


def test_an_objection_is_upheld_or_takes_the_document_back(desk: Desk, who: House) -> None:
    one, other = waiting(desk, who, 1), waiting(desk, who, 2)
    with desk.facts() as facts:
        assert documents.objection_due(facts, date(2015, 5, 18)).on == date(2015, 5, 25)
    documents.objected(desk, DOCUMENTS, one, date(2015, 5, 18), "录像已有")
    objection = date(2015, 5, 18), "录像已有"
    with pytest.raises(Refusal, match="早于申请复查 05-18"):
        documents.reviewed(desk, DOCUMENTS, one, documents.UPHELD, date(2015, 5, 17), objection=objection)
    documents.reviewed(desk, DOCUMENTS, one, documents.UPHELD, date(2015, 5, 22), "现场无录像", objection=objection)
    kept = seen(desk, one)
    assert (kept[_DOC.state], kept[_DOC.review_result]) == (DocumentState.WAITING, "维持：现场无录像")
    documents.reviewed(desk, DOCUMENTS, other, documents.WITHDRAWN, date(2015, 5, 22), "属实", objection=objection)
    back = seen(desk, other)
    assert (back[_DOC.state], back[_DOC.withdrawn_on]) == (DocumentState.WITHDRAWN, date(2015, 5, 22))
    undo.undo(desk.store)
    again = seen(desk, other)
    assert (again[_DOC.state], again[_DOC.objected_on]) == (DocumentState.WAITING, None), "one act"


def test_what_stayed_on_paper_becomes_a_problem(desk: Desk, who: House) -> None:
    one = waiting(desk, who, **verified(who, Landing.NOT))
    made = document_to_issue(desk, DOCUMENTS, ISSUES, one)
    issue = loaded(desk, ISSUES, made.ids[0])
    assert issue.values["name"] == "检察建议 清检建〔2015〕1号未落实：规范讯问场所录像"
    assert seen(desk, one)[_DOC.issue_id] == made.ids[0]
    with pytest.raises(Refusal, match="已转问题"):
        document_to_issue(desk, DOCUMENTS, ISSUES, one)
    undo.undo(desk.store)
    assert seen(desk, one)[_DOC.issue_id] is None
    inside = waiting(desk, who, 2, kind="流程监控通知书", doc_no="清检流监〔2015〕1号", unit="侦查监督科")
    with desk.facts() as facts:
        line = next(row["id"] for row in facts.live("department") if row["name"] == "侦查监督科")
    head = officer(desk, "陈少华", "侦查监督科", post="侦查监督科科长")
    draft = seen(desk, inside)
    draft[_DOC.to_department_id] = line
    records.save(desk, DOCUMENTS, draft)
    made = document_to_issue(desk, DOCUMENTS, ISSUES, inside)
    problem = loaded(desk, ISSUES, made.ids[0])
    assert problem.values["department_id"] == line
    assert [row["officer_id"] for row in problem.parts["issue_officer"]] == [head], "who heads the department addressed"
