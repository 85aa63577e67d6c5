"""The register of contests: one a quarter, its name and rule by themselves, its quarter in one spelling."""

import pytest

from desktop_app.models.reviews import Contest, Nominee
from desktop_app.registers.contests import CONTESTS, NOMINEES, contest_name, heard
from desktop_app.rules.contests import RULE
from desktop_app.rules.vocabulary import BestWorst, ContestState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.errors import Refusal
from tests.kit.cases import case_no
from tests.kit.contests import contest, seen
from tests.kit.office import loaded, officer


def test_a_new_contest_begins_with_the_last_finished_quarter(desk: Desk) -> None:
    with desk.facts() as facts:
        draft = CONTESTS.blank(facts)
    assert (draft[Contest.period], draft[Contest.name]) == ("2015Q1", "2015年第一季度最佳、最差案件评选")
    assert (draft[Contest.places], draft[Contest.most], draft[Contest.rule]) == (1, 3, RULE)


def test_the_quarter_has_one_spelling_and_the_name_goes_with_it(desk: Desk) -> None:
    contest_id = contest(desk, period="2015年一季度", name=contest_name("2015Q2"))
    made = seen(desk, contest_id)
    assert (made[Contest.period], made[Contest.name]) == ("2015Q1", contest_name("2015Q1"))
    records.change_many(desk, CONTESTS, [contest_id], "name", "一季度评优评差")
    assert seen(desk, contest_id)[Contest.name] == "一季度评优评差"


def test_a_quarter_has_one_contest(desk: Desk) -> None:
    contest(desk)
    with pytest.raises(Refusal, match="2015Q1 已有评选 PX-01，一季评一次。在那一条里办"):
        contest(desk)


@pytest.mark.parametrize("written", ["2015年5月", "2015", "上季度"])
def test_a_contest_is_of_a_quarter(desk: Desk, written: str) -> None:
    with pytest.raises(Refusal, match=f"季度“{written}”写成 2015Q1"):
        contest(desk, period=written, name="评选")


def test_nominees_of_old_take_their_quarter_from_the_title(desk: Desk) -> None:
    assert heard(["2015年一季度最佳、最差案件评选投票表"]) == {"period": "2015Q1"}
    assert heard(["评选投票表"]) == {}
    given = {"period": "2015年第1季度", "category": BestWorst.BEST, "case_no": "清源检诉受〔2015〕61902300001号"}
    made = loaded(desk, NOMINEES, records.save(desk, NOMINEES, new_draft(Nominee, given)).ids[0])
    assert (made[Nominee.period], made[Nominee.case_no]) == ("2015Q1", "清源检诉受[2015]61902300001号")


def test_a_case_is_put_forward_once_in_a_quarter(desk: Desk) -> None:
    def put_forward() -> int:
        given = {"period": "2015Q1", "category": BestWorst.BEST, "case_no": case_no(1)}
        return records.save(desk, NOMINEES, new_draft(Nominee, given)).ids[0]

    first = put_forward()
    with pytest.raises(Refusal, match="不重复提名"):
        put_forward()
    records.retire(desk, NOMINEES, [first], "误录")
    put_forward()
    with pytest.raises(Refusal, match="不重复提名"):
        records.restore(desk, NOMINEES, [first])


def test_who_was_chosen_stays_who_he_is_once_confirmed(desk: Desk) -> None:
    handler = officer(desk, "张雪梅")
    given = {"period": "2015Q1", "category": BestWorst.BEST, "case_no": case_no(1), "name": "盗窃案"}
    made = records.save(desk, NOMINEES, new_draft(Nominee, given)).ids[0]
    contest_id = contest(desk, period="2015Q1")
    with desk.store.unit("旧台账") as unit:
        unit.session.get_one(Contest, contest_id).state = ContestState.CONFIRMED
    records.change_many(desk, NOMINEES, [made], "handler_id", handler)
    with pytest.raises(Refusal, match="已确认"):
        records.change_many(desk, NOMINEES, [made], "name", "另一案")
