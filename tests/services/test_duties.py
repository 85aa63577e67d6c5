"""Duty lists proposed from the roster, one deed for many leaders, a quarter checked at once."""

from datetime import date

import pytest

from desktop_app.models.responsibility import Duty, DutyCheck, DutyDeed
from desktop_app.registers.responsibility import DUTIES
from desktop_app.services import duties
from desktop_app.services.desk import Desk
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded
from tests.kit.supervising import House, duty, house


@pytest.fixture
def who(desk: Desk) -> House:
    return house(desk)


def test_whoever_leads_and_has_none_gets_a_list(desk: Desk, who: House) -> None:
    duty(desk, who.head, "公诉科", post="公诉科科长", business="把关案件", integrity="管好干警")
    with desk.facts() as facts:
        drafts = duties.proposals(facts)
    assert [draft[Duty.officer_id] for draft in drafts] == [who.leader, who.inspectors[0]], "no deputy, no clerk"
    head = drafts[1]
    assert (head[Duty.charge], head[Duty.business]) == ("监察科", "把关案件"), "in the words of the lists there are"
    assert "分管" in str(drafts[0][Duty.business])
    done = duties.propose(desk, DUTIES, [who.leader, who.inspectors[0]])
    assert done.said == "已建 2 份责任清单，签订后填签订日期"
    with pytest.raises(Refusal, match="已有责任清单"):
        duties.propose(desk, DUTIES, [who.leader])
    undo.undo(desk.store)
    with desk.facts() as facts:
        assert len(duties.proposals(facts)) == 2


def test_one_meeting_counts_for_all_who_led_it(desk: Desk, who: House) -> None:
    ids = [duty(desk, who.leader, "公诉科"), duty(desk, who.head, "公诉科")]
    duties.record_deed(desk, DUTIES, ids, duties.Deed(date(2015, 4, 8), "廉政谈话", "纪律教育", who.handler))
    rows = [loaded(desk, DUTIES, one).rows(DutyDeed) for one in ids]
    assert [(len(own), own[0]["kind"]) for own in rows] == [(1, "廉政谈话")] * 2
    for deed, said in (
        (duties.Deed(None, "检查"), "没填日期"),
        (duties.Deed(date(2015, 6, 2), "检查"), "晚于今天"),
        (duties.Deed(date(2015, 4, 8), " "), "没选事项"),
        (duties.Deed(date(2015, 4, 8), "廉政谈话", officer_id=who.head), "不能和自己"),
    ):
        with pytest.raises(Refusal, match=said):
            duties.record_deed(desk, DUTIES, ids, deed)
    assert [len(loaded(desk, DUTIES, one).rows(DutyDeed)) for one in ids] == [1, 1], "all or none"


def test_a_quarter_is_checked_at_once_and_again(desk: Desk, who: House) -> None:
    first, second = duty(desk, who.leader, "公诉科"), duty(desk, who.head, "公诉科")
    duties.record_deed(desk, DUTIES, [first], duties.Deed(date(2015, 2, 8), "检查"))
    with desk.facts() as facts:
        told = {row.duty_id: dict(row.deeds) for row in duties.performances(facts, "2015Q1")}
        assert told == {first: {"检查": 1}, second: {}}
        with pytest.raises(Refusal):
            duties.performances(facts, "上上季")
    grades = {first: ("优秀", ""), second: ("基本合格", "没有谈话记录")}
    done = duties.check_period(desk, DUTIES, "2015Q1", grades, date(2015, 4, 3), who.inspectors[0])
    assert done.said == "已登记 2015Q1 考核 2 人"
    duties.check_period(desk, DUTIES, "2015Q1", {second: ("合格", "")}, date(2015, 4, 5), None)
    rows = loaded(desk, DUTIES, second).rows(DutyCheck)
    assert [(row["period"], row["grade"]) for row in rows] == [("2015Q1", "合格")]
    with pytest.raises(Refusal, match="不能考核自己"):
        duties.check_period(desk, DUTIES, "2015Q1", {second: ("优秀", "")}, date(2015, 4, 5), who.head)
    with pytest.raises(Refusal, match="还没评等次"):
        duties.check_period(desk, DUTIES, "2015Q1", {second: (" ", "")}, date(2015, 4, 5), None)
