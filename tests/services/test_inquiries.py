"""Double investigations begun from any finding, both legs proposed; the steps and what they ask, state by verb."""

from datetime import date

import pytest

from desktop_app.figures.engine import Question
from desktop_app.figures.inquiry_standing import leads
from desktop_app.models.responsibility import Inquiry, InquiryPerson
from desktop_app.models.supervision import Habit
from desktop_app.registers.habits import HABITS
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.responsibility import INQUIRIES
from desktop_app.rules.inquiries import INQUIRY
from desktop_app.rules.vocabulary import Blame, InquiryState, Leg
from desktop_app.services import inquiries, records
from desktop_app.services.desk import Desk
from desktop_app.services.inquiries import Decision
from desktop_app.services.supervision_issues import habit_to_issue
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from tests.kit import reviewing
from tests.kit.supervising import House, duty, go, habit, house, inquiry, looked_into, waiting

END = date(2015, 5, 20)


@pytest.fixture
def who(desk: Desk) -> House:
    return house(desk)


def _begun(desk: Desk, kind: str, record_id: int) -> int:
    with desk.facts() as facts:
        made = inquiries.proposed(facts, kind, record_id)
    return inquiries.begin(desk, INQUIRIES, made, kind, record_id).ids[0]


def _legs(desk: Desk, inquiry_id: int) -> list[tuple[int, Leg]]:
    return [(row["officer_id"], row["leg"]) for row in looked_into(desk, inquiry_id).rows(InquiryPerson)]


def test_a_lead_of_a_finding_has_both_legs(desk: Desk, who: House) -> None:
    duty(desk, who.leader, "办公室、公诉科")
    one = habit(desk, who, discipline=True, discipline_note="收受烟酒", case_no="清源检公诉受[2015]61902300007号")
    made = _begun(desk, "habit", one)
    kept = looked_into(desk, made)
    assert (kept[Inquiry.name], kept[Inquiry.origin]) == ("收受烟酒", "“习惯性”执法督查")
    assert kept[Inquiry.case_no].endswith("61902300007号")
    assert kept[Inquiry.state] is InquiryState.LEAD
    assert _legs(desk, made) == [(who.handler, Leg.DIRECT), (who.head, Leg.CHIEF), (who.leader, Leg.LEADING)]
    with desk.store.read() as session:
        (lead,) = leads(Question(session, desk.today))
    assert lead.inquiries == (kept.values["number"],), "Y2 sees it"
    with pytest.raises(Refusal, match=f"已立 {kept.values['number']}"):
        _begun(desk, "habit", one)
    undo.undo(desk.store)
    assert _begun(desk, "habit", one) != made


def test_every_kind_of_finding_can_set_one_off(desk: Desk, who: House) -> None:
    panel = reviewing.panel(desk)
    one = habit(desk, who)
    problem = habit_to_issue(desk, HABITS, ISSUES, one).ids[0]
    review = reviewing.review(desk, panel)
    document = waiting(desk, who)
    for kind, record_id in (("issue", problem), ("case_review", review), ("supervision_document", document)):
        kept = looked_into(desk, _begun(desk, kind, record_id))
        assert kept[Inquiry.department_id] is not None, kind
        assert kept.rows(InquiryPerson)[0]["leg"] is Leg.DIRECT, kind
    with desk.facts() as facts:
        assert inquiries.inquiry_of(facts, "issue", problem)
        with pytest.raises(Refusal, match="不能立双查线索"):
            inquiries.finding(facts, "task", 1)


def test_a_lead_is_let_be_with_a_reason(desk: Desk, who: House) -> None:
    plain, flagged = habit(desk, who), habit(desk, who, "收受烟酒", discipline=True, discipline_note="烟酒")
    with pytest.raises(Refusal, match="没勾违纪线索"):
        inquiries.no_inquiry(desk, HABITS, plain, "查无实据")
    with pytest.raises(Refusal, match="没写不予立项的理由"):
        inquiries.no_inquiry(desk, HABITS, flagged, " ")
    inquiries.no_inquiry(desk, HABITS, flagged, "查无实据")
    with desk.store.read() as session:
        assert session.get_one(Habit, flagged).no_inquiry == "查无实据"


def _decided(who: House, rows: list[dict[str, object]]) -> Decision:
    by = {row["officer_id"]: row["id"] for row in rows}
    persons = {
        by[who.handler]: {"blame": Blame.RESPONSIBLE, "outcome": "记过"},
        by[who.head]: {"blame": Blame.NOT_RESPONSIBLE, "outcome": "不予追究"},
    }
    values = {"conclusion": "代签属实", "ended_on": END, "decider_id": who.leader}
    return Decision(persons, values)  # type: ignore[arg-type]


def test_a_decision_is_one_act_with_its_period_of_effect(desk: Desk, who: House) -> None:
    one = inquiry(desk, who)
    go(desk, one, "初核", started_on=date(2015, 5, 5))
    go(desk, one, "立案", "调查", "审理")
    with desk.facts() as facts:
        told = inquiries.effect(facts, "记过", END)
        assert (told.until, told.why.split("，")[0]) == (date(2016, 5, 19), "处分影响期：记过 12 个月")
        assert inquiries.effect(facts, "批评教育", END).until is None
    rows = looked_into(desk, one).rows(InquiryPerson)
    inquiries.take_step(desk, INQUIRIES, one, "处理决定", _decided(who, rows))
    kept = {row["officer_id"]: row for row in looked_into(desk, one).rows(InquiryPerson)}
    assert kept[who.handler]["until_on"] == date(2016, 5, 19)
    assert kept[who.head]["until_on"] is None
    undo.undo(desk.store)
    back = looked_into(desk, one)
    assert (back[Inquiry.state], [row["outcome"] for row in back.rows(InquiryPerson)]) == (
        InquiryState.HEARING,
        ["", ""],
    )
    with pytest.raises(Refusal, match="有人还没认定责任"):
        inquiries.take_step(desk, INQUIRIES, one, "处理决定", Decision(values={"conclusion": "属实", "ended_on": END}))


def test_only_the_steps_of_a_state_are_taken(desk: Desk, who: House) -> None:
    """Every verb in every state: what the lifecycle does not know there is refused, and nothing is changed."""
    verbs = {move.verb for move in INQUIRY.moves}
    for state in InquiryState:
        one = inquiry(desk, who)
        _bring(desk, who, one, state)
        before = looked_into(desk, one)
        assert before[Inquiry.state] is state
        known = {move.verb for move in INQUIRY.moves_from(state)}
        for verb in sorted(verbs - known):
            with pytest.raises(Refusal):
                records.move(desk, INQUIRIES, looked_into(desk, one), verb, "理由", {"ended_on": END})
        assert looked_into(desk, one).values == before.values, state


_ROAD = ("初核", "立案", "调查", "审理", "处理决定", "执行", "回访", "归档")


def _bring(desk: Desk, who: House, one: int, state: InquiryState) -> None:
    """An inquiry as far as ``state``."""
    if state is InquiryState.NOT_FILED:
        go(desk, one, "不予立项", reason="查无实据", ended_on=END)
    for verb in _ROAD[: INQUIRY.place(state) or 0]:
        _one_step(desk, who, one, verb)
    if state is InquiryState.DROPPED:
        go(desk, one, "初核", started_on=date(2015, 5, 5))
        go(desk, one, "了结", reason="已澄清", ended_on=END)


def _one_step(desk: Desk, who: House, one: int, verb: str) -> None:
    rows = looked_into(desk, one).rows(InquiryPerson)
    if verb == "处理决定":
        inquiries.take_step(desk, INQUIRIES, one, verb, _decided(who, rows))
    elif verb == "执行":
        done = {row["id"]: {"carried_out_on": END} for row in rows if row["officer_id"] == who.handler}
        inquiries.take_step(desk, INQUIRIES, one, verb, Decision(done, {"carried_out_on": END}))
    else:
        days = {"初核": {"started_on": date(2015, 5, 5)}, "回访": {"revisited_on": END, "revisit": "已改正"}}
        go(desk, one, verb, **days.get(verb, {"archived_on": END} if verb == "归档" else {}))
