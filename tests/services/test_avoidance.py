"""Who must stand aside from a review: handlers now and once, their kin, their department now and then."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.models.people import Department, Kinship, Officer
from desktop_app.models.reviews import CaseReview, Reviewer, ReviewHandler
from desktop_app.registers.cases import CASES
from desktop_app.registers.people import DEPARTMENTS, KINSHIPS, OFFICERS
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import Inside, OfficerStatus, RotationState
from desktop_app.services import records
from desktop_app.services.avoidance import Refused, refusals
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.clocks import HandClock
from tests.kit.office import id_of, loaded, officer
from tests.kit.posts import rotation
from tests.kit.reviewing import Panel, panel, review, seen


@pytest.fixture
def who(desk: Desk) -> Panel:
    return panel(desk)


def why(desk: Desk, made: int, officer_id: int) -> Refused | None:
    """Why an officer may not review; None if he may."""
    with desk.facts() as facts:
        return refusals(facts, seen(desk, made), [officer_id]).get(officer_id)


def kin(desk: Desk, one: int, **other: Any) -> None:
    """Register a pair of relatives; ``relative_id`` tells one of the roster by his name as well."""
    with desk.facts() as facts:
        name = facts.row("officer", other.get("relative_id")).get("name")
    told = {"officer_id": one, "relation": "夫妻", "inside": Inside.INSIDE, "relative_name": name, **other}
    records.save(desk, KINSHIPS, new_draft(Kinship, told))


def handled_by(desk: Desk, made: int, *officers: int) -> None:
    """Give the case of a review to others."""
    with desk.facts() as facts:
        number = seen(desk, made)[CaseReview.case_no]
        case = next(row["id"] for row in facts.live("case_file") if row["number"] == number)
    draft = loaded(desk, CASES, case)
    draft.parts[CaseHandler.__tablename__] = [{"officer_id": id_} for id_ in officers]
    records.save(desk, CASES, draft)


def moved(desk: Desk, officer_id: int, department: str, on: date) -> None:
    """Move an officer to another department on a day."""
    assert isinstance(desk.clock, TurnedClock)
    real, desk.clock.base = desk.clock.base, HandClock(datetime.combine(on, time(12), UTC))
    draft = loaded(desk, OFFICERS, officer_id)
    draft[Officer.department_id] = id_of(desk, "department", department)
    records.save(desk, OFFICERS, draft)
    desk.clock.base = real


def test_nobody_stands_aside_without_a_reason(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    with desk.facts() as facts:
        assert refusals(facts, seen(desk, made), [who.first, who.second, *who.others]) == {}
        assert refusals(facts, seen(desk, made), []) == {}


def test_nobody_reviews_his_own_case(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    assert why(desk, made, who.handler) is Refused.HANDLER
    draft = seen(desk, made)
    draft.rows(Reviewer)[0]["officer_id"] = who.handler
    with pytest.raises(Refusal, match="评查员韩雨桐是本案承办人，应回避。换一名评查员"):
        records.save(desk, REVIEWS, draft)


def test_handlers_of_the_review_and_of_the_case_both_stand_aside(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    handled_by(desk, made, who.handler, who.third)
    draft = seen(desk, made)
    draft.parts[ReviewHandler.__tablename__].append({"officer_id": who.fourth})
    records.save(desk, REVIEWS, draft)
    assert [why(desk, made, id_) for id_ in who.others] == [Refused.HANDLER, Refused.HANDLER]


def test_a_colleague_of_the_handlers_stands_aside(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    colleague = officer(desk, "赵一帆", "公诉科")
    assert why(desk, made, colleague) is Refused.DEPARTMENT


def test_the_department_of_the_case_counts_beside_that_of_the_handlers(desk: Desk, who: Panel) -> None:
    made = review(desk, who, department_id=id_of(desk, "department", "侦查监督科"))
    assert why(desk, made, officer(desk, "林晓", "侦查监督科")) is Refused.DEPARTMENT
    assert why(desk, made, officer(desk, "赵一帆", "公诉科")) is Refused.DEPARTMENT


def test_a_department_that_became_another_is_the_same(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    new = records.save(desk, DEPARTMENTS, new_draft(Department, {"name": "第一检察部", "short": "一部"})).ids[0]
    draft = loaded(desk, DEPARTMENTS, id_of(desk, "department", "公诉科"))
    draft[Department.successor_id] = new
    records.save(desk, DEPARTMENTS, draft)
    assert why(desk, made, officer(desk, "赵一帆", "第一检察部")) is Refused.DEPARTMENT


def test_who_once_handled_the_case_stands_aside_though_it_was_given_to_another(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    handled_by(desk, made, who.third)
    handled_by(desk, made, who.handler)
    assert why(desk, made, who.third) is Refused.FORMER


def test_a_slip_taken_back_makes_nobody_a_former_handler(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    handled_by(desk, made, who.third)
    undo(desk.store)
    assert why(desk, made, who.third) is None


def test_kin_of_a_handler_stand_aside_both_ways(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    kin(desk, who.handler, relative_id=who.first)
    kin(desk, who.second, relative_id=who.handler)
    assert [why(desk, made, id_) for id_ in (who.first, who.second, who.third)] == [Refused.KIN, Refused.KIN, None]


def test_kin_known_by_name_alone_are_found_in_the_roster(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    kin(desk, who.handler, relative_name="何 静宜")
    assert why(desk, made, who.first) is Refused.KIN


def test_a_relative_elsewhere_of_the_same_name_hinders_nobody(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    kin(desk, who.handler, relative_name="何静宜", inside=Inside.OUTSIDE)
    assert why(desk, made, who.first) is None


@pytest.mark.parametrize(
    ("left", "refused"),
    [
        (date(2015, 3, 20), None),
        (date(2015, 4, 10), Refused.WAS_THERE),
        (date(2015, 5, 20), Refused.WAS_THERE),
    ],
)
def test_who_served_in_the_department_while_the_case_was_open_stands_aside(
    desk: Desk, who: Panel, left: date, refused: Refused | None
) -> None:
    """The case was accepted on 04-01 and closed on 05-04."""
    made = review(desk, who)
    once = officer(desk, "赵一帆", "公诉科")
    moved(desk, once, "案件管理办公室", left)
    assert why(desk, made, once) is refused


def test_who_came_to_the_department_and_left_it_before_is_free(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    moved(desk, who.first, "公诉科", date(2015, 1, 5))
    moved(desk, who.first, "案件管理办公室", date(2015, 3, 5))
    moved(desk, who.second, "公诉科", date(2015, 4, 5))
    moved(desk, who.second, "案件管理办公室", date(2015, 4, 25))
    assert (why(desk, made, who.first), why(desk, made, who.second)) == (None, Refused.WAS_THERE)


def test_a_case_not_closed_or_unknown_asks_for_no_service(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    once = officer(desk, "赵一帆", "公诉科")
    moved(desk, once, "案件管理办公室", date(2015, 4, 10))
    with desk.facts() as facts:
        case = next(row["id"] for row in facts.live("case_file"))
    draft = loaded(desk, CASES, case)
    draft[CaseFile.closed_on] = None
    with pytest.raises(Refusal):
        records.save(desk, CASES, draft)
    unknown = seen(desk, made)
    unknown[CaseReview.case_no] = "清源检诉受[2015]61902300999号"
    with desk.facts() as facts:
        assert refusals(facts, unknown, [once]) == {}


def test_the_gravest_reason_is_the_one_told(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    colleague = officer(desk, "赵一帆", "公诉科")
    kin(desk, who.handler, relative_id=colleague)
    assert why(desk, made, colleague) is Refused.KIN
    handled_by(desk, made, colleague, who.handler)
    assert why(desk, made, colleague) is Refused.HANDLER
    handled_by(desk, made, who.handler)
    assert why(desk, made, colleague) is Refused.FORMER
    assert loaded(desk, OFFICERS, colleague)[Officer.status] == OfficerStatus.ACTIVE


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2015, 1, 5), date(2015, 3, 31), None),
        (date(2015, 1, 5), date(2015, 4, 1), Refused.ROTATED_THERE),
        (date(2015, 5, 4), date(2015, 10, 31), Refused.ROTATED_THERE),
        (date(2015, 5, 5), date(2015, 10, 31), None),
    ],
)
def test_who_served_in_the_department_by_rotation_while_the_case_was_open_stands_aside(
    desk: Desk, who: Panel, first: date, last: date, refused: Refused | None
) -> None:
    """The case was accepted on 04-01 and closed on 05-04; a rotation counts with both its days."""
    made = review(desk, who)
    rotation(desk, who.third, "公诉科", first, last, actual_to_on=last if last < date(2015, 5, 31) else None)
    assert why(desk, made, who.third) is refused


def test_who_was_rotated_there_and_was_never_said_to_be_back_stands_aside(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    rotation(desk, who.third, "公诉科", date(2015, 1, 5), date(2015, 3, 31))
    assert why(desk, made, who.third) is Refused.ROTATED_THERE


def test_a_rotation_elsewhere_or_only_planned_hinders_nobody(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    rotation(desk, who.third, "侦查监督科", date(2015, 4, 1), date(2015, 9, 30))
    rotation(desk, who.fourth, "公诉科", date(2015, 4, 1), date(2015, 9, 30), RotationState.DRAFT)
    assert [why(desk, made, id_) for id_ in who.others] == [None, None]


def test_a_reviewer_rotated_there_is_refused_with_his_own_sentence(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    rotation(desk, who.third, "公诉科", date(2015, 4, 1), date(2015, 9, 30))
    draft = seen(desk, made)
    draft.rows(Reviewer)[0]["officer_id"] = who.third
    with pytest.raises(Refusal, match="评查员陈少华办案期间轮岗在承办部门，应回避。换一名评查员"):
        records.save(desk, REVIEWS, draft)
