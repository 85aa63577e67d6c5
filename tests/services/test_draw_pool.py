"""What goes into a pool: nothing slips out of it, and what a voided round drew comes back."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.models.people import Department
from desktop_app.models.reviews import CaseReview
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.rules.vocabulary import RoundKind, Stratum
from desktop_app.services import draws, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.draw_pool import Preview
from desktop_app.system.errors import Refusal
from tests.kit.cases import case, case_no, month_round
from tests.kit.office import id_of, loaded, officer

DICE, WITNESSES = "3526142561", "监察科 马静怡"


@pytest.fixture
def handler(desk: Desk) -> int:
    """A handler with ten cases of May, two of them 不起诉."""
    made = officer(desk, "张雪梅")
    for serial in range(1, 11):
        case(desk, serial, [made], result="不起诉（存疑）" if serial in (4, 9) else "提起公诉")
    return made


def seen(desk: Desk, round_id: int) -> Preview:
    with desk.facts() as facts:
        return draws.preview(facts, round_id)


def numbers(desk: Desk, round_id: int) -> set[str]:
    return {line.number for line in seen(desk, round_id).lines}


def drawn(desk: Desk, round_id: int) -> set[str]:
    draws.seal(desk, ROUNDS, round_id)
    draws.draw(desk, ROUNDS, REVIEWS, round_id, DICE, WITNESSES)
    with desk.facts() as facts:
        return {line.number for line in draws.drawn(facts, round_id)}


def without(desk: Desk, serial: int, **bare: object) -> None:
    """What an old ledger left out of a case, as it was taken in (待补)."""
    with desk.store.unit("补录") as unit:
        row = unit.session.query(CaseFile).filter(CaseFile.number == case_no(serial)).one()
        for name, value in bare.items():
            setattr(row, name, value)
        if not bare:
            for part in unit.session.query(CaseHandler).filter(CaseHandler.case_id == row.id):
                unit.session.delete(part)


def test_what_a_voided_round_drew_is_in_the_pool_of_the_round_made_in_its_stead(desk: Desk, handler: int) -> None:
    """Else voiding would be the way to let a must-review case go."""
    wrong = month_round(desk)
    taken = drawn(desk, wrong)
    assert {case_no(4), case_no(9)} <= taken
    records.move(desk, ROUNDS, loaded(desk, ROUNDS, wrong), "作废", "见证人未到场")
    again = month_round(desk)
    assert len(numbers(desk, again)) == 10
    assert {case_no(4), case_no(9)} <= drawn(desk, again)
    with desk.facts() as facts:
        first = draws.drawn(facts, again)[0].review_number
        assert draws.recheck_all(facts) == []
    assert first == "PC-2015-05-03", "numbers of the voided round are not given out again"


def test_a_case_goes_through_one_regular_draw_whatever_rounds_come_after(desk: Desk, handler: int) -> None:
    taken = drawn(desk, month_round(desk))
    special = month_round(desk, name="不起诉案件专项评查", kind=RoundKind.SPECIAL, ratio=100)
    assert drawn(desk, special) >= taken
    june = month_round(desk, period="2015-06", from_on=date(2015, 5, 1), to_on=date(2015, 6, 30))
    assert numbers(desk, june) == {case_no(serial) for serial in range(1, 11)} - taken


@pytest.mark.parametrize("stratum", Stratum)
def test_a_case_without_handler_is_named_before_anything_is_sealed(desk: Desk, handler: int, stratum: Stratum) -> None:
    without(desk, 7)
    with pytest.raises(Refusal) as refused:
        draws.seal(desk, ROUNDS, month_round(desk, stratum=stratum))
    assert refused.value.said == f"{case_no(7)}没有承办人或部门，分不了层。先在案件里补上"


def test_a_case_without_closing_day_slips_out_of_no_draw(desk: Desk, handler: int) -> None:
    """2015.4.31 in an old ledger is no day; the case is 不起诉 and nobody would ever have drawn it."""
    for serial in (4, 5, 6, 9):
        without(desk, serial, closed_on=None)
    may = month_round(desk)
    said = seen(desk, may).hindrance
    assert said.startswith(f"{case_no(4)}、{case_no(5)}、{case_no(6)}等 4 件没有办结日期")
    with pytest.raises(Refusal, match="没有办结日期"):
        draws.seal(desk, ROUNDS, may)
    for serial in (4, 5, 6, 9):
        without(desk, serial, closed_on=date(2015, 4, 30))
    assert seen(desk, may).hindrance == ""


def test_an_undated_case_reviewed_already_hinders_no_other_month(desk: Desk, handler: int) -> None:
    """An old ledger reviewed it in April without saying when it was closed."""
    april: dict[str, Any] = {"name": "2015年4月份案件质量评查", "period": "2015-04", "finished_on": date(2015, 5, 5)}
    made = month_round(desk, from_on=date(2015, 4, 1), to_on=date(2015, 4, 30), **april)
    records.save(desk, REVIEWS, new_draft(CaseReview, {"round_id": made, "case_no": case_no(4)}))
    without(desk, 4, closed_on=None)
    assert seen(desk, month_round(desk)).hindrance == ""
    special = month_round(desk, name="专项", kind=RoundKind.SPECIAL)
    assert seen(desk, special).hindrance.startswith(f"{case_no(4)}没有办结日期")


def test_an_undated_case_accepted_after_the_days_or_outside_the_range_hinders_nothing(desk: Desk, handler: int) -> None:
    without(desk, 4, closed_on=None, accepted_on=date(2015, 6, 1))
    without(desk, 5, closed_on=None, kind="审查逮捕")
    assert seen(desk, month_round(desk, case_kind="审查起诉")).hindrance == ""


def test_the_range_of_a_round_keeps_to_kind_department_and_cause(desk: Desk, handler: int) -> None:
    case(desk, 31, [handler], cause="故意伤害")
    case(desk, 32, [officer(desk, "陈少华", "侦查监督科")], kind="审查逮捕")
    place = id_of(desk, Department.__tablename__, "侦查监督科")
    special: dict[str, Any] = {"kind": RoundKind.SPECIAL}
    assert numbers(desk, month_round(desk, name="一", cause="伤害", **special)) == {case_no(31)}
    assert numbers(desk, month_round(desk, name="二", case_kind="审查逮捕", **special)) == {case_no(32)}
    assert numbers(desk, month_round(desk, name="三", department_id=place, **special)) == {case_no(32)}
    assert numbers(desk, month_round(desk, name="四", cause="%", **special)) == set(), "a sign is a sign"


def test_namesakes_are_told_apart_by_department(desk: Desk, handler: int) -> None:
    case(desk, 31, [officer(desk, "张雪梅", "侦查监督科")])
    strata = {line.stratum for line in seen(desk, month_round(desk)).lines}
    assert strata == {"张雪梅（公诉科）", "张雪梅（侦查监督科）"}


def test_a_round_with_reviews_entered_by_hand_is_not_drawn_over(desk: Desk, handler: int) -> None:
    may = month_round(desk)
    records.save(desk, REVIEWS, new_draft(CaseReview, {"round_id": may, "case_no": case_no(3)}))
    with pytest.raises(Refusal, match="PC-2015-05-01"):
        draws.seal(desk, ROUNDS, may)
