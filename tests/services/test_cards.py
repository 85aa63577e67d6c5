"""The three cards of a case: made for a round, given out to many at once, taken back by number, trouble dealt with."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.cases import CardSet, CaseCard
from desktop_app.models.reviews import CaseReview, DrawnCase
from desktop_app.registers.cases import CARDS
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import CardRating, CardState, DrawnAs
from desktop_app.services import card_finding, cards, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.cards import ALL, MAY_4, REVIEWED, TOLD, WATCHED, card_set, give_back, issue, numbers, rows, seen
from tests.kit.cases import case, case_no, month_round
from tests.kit.contests import ledger
from tests.kit.office import officer


@pytest.fixture
def clerk(desk: Desk) -> int:
    return officer(desk, "许嘉树", "案件管理办公室")


@pytest.fixture
def handler(desk: Desk) -> int:
    return officer(desk, "张雪梅")


def drawn(desk: Desk, handler: int, serials: tuple[int, ...], struck: tuple[int, ...] = ()) -> int:
    """A round as its draw left it."""
    for serial in serials:
        case(desk, serial, [handler])
    round_id = month_round(desk)
    with desk.store.unit("抽取") as unit:
        for place, serial in enumerate(serials, 1):
            unit.session.add(
                DrawnCase(
                    round_id=round_id,
                    position=place,
                    case_no=case_no(serial),
                    drawn_as=DrawnAs.LOT,
                    digest=f"{place:064x}",
                    struck_on=MAY_4 if serial in struck else None,
                    struck_reason="撤案" if serial in struck else "",
                )
            )
    return round_id


def test_the_drawn_cases_of_a_round_get_their_cards_in_one_act(desk: Desk, handler: int) -> None:
    round_id = drawn(desk, handler, (1, 2, 3, 4), struck=(3,))
    before = records.save(desk, CARDS, new_draft(CardSet, {"case_no": case_no(2)})).ids[0]
    done = cards.for_round(desk, CARDS, round_id)
    assert done.said == "已建三卡 2 件，1 件已有"
    made = [seen(desk, set_id) for set_id in done.ids]
    assert [(one[CardSet.case_no], one[CardSet.name], one[CardSet.handler_id]) for one in made] == [
        (case_no(1), "第1号盗窃案", handler),
        (case_no(4), "第4号盗窃案", handler),
    ]
    assert {one[CardSet.state] for one in made} == {CardState.UNISSUED}
    assert before not in done.ids
    assert cards.for_round(desk, CARDS, round_id).said == "3 件都已建三卡"
    undo(desk.store)
    with desk.store.read() as session:
        assert card_finding.card_set_of(session, case_no(1)) is None


def test_a_round_of_an_old_ledger_is_known_by_its_reviews(desk: Desk, handler: int) -> None:
    round_id = month_round(desk)
    with pytest.raises(Refusal, match="这一轮还没有案件。先封存名单、抽取，再建三卡"):
        cards.for_round(desk, CARDS, round_id)
    case(desk, 7, [handler])
    ledger(desk, REVIEWS, new_draft(CaseReview, {"round_id": round_id, "case_no": case_no(7)}))
    assert cards.for_round(desk, CARDS, round_id).said == "已建三卡 1 件"


def test_several_cards_go_out_for_several_cases_and_run_on_in_number(desk: Desk, clerk: int, handler: int) -> None:
    first, second, third = (card_set(desk, serial, handler) for serial in (1, 2, 3))
    assert issue(desk, clerk, first, second).said == "已发 2 案 6 张卡"
    assert numbers(desk, first) == ["1-0001", "2-0001", "3-0001"]
    assert numbers(desk, second) == ["1-0002", "2-0002", "3-0002"]
    issue(desk, clerk, third, kinds=(WATCHED,), to="辩护人王某")
    (row,) = rows(desk, third)
    assert (row["card_no"], row["issued_to"], row["issued_on"], row["due_on"]) == (
        "2-0003",
        "辩护人王某",
        MAY_4,
        date(2015, 6, 3),
    )
    assert rows(desk, first)[0]["issued_to"] == "当事人或者其法定代理人"
    assert [seen(desk, id_)[CardSet.state] for id_ in (first, third)] == [CardState.ISSUED, CardState.UNISSUED]
    assert seen(desk, first)[CardSet.due_on] == date(2015, 6, 3)


def test_numbers_go_on_behind_those_of_an_old_ledger(desk: Desk, clerk: int, handler: int) -> None:
    set_id = card_set(desk, 1, handler)
    old = new_draft(CardSet, {"case_no": case_no(9)})
    old.parts["case_card"] = [
        {"kind": TOLD, "card_no": "1-0133", "issued_on": MAY_4},
        {"kind": WATCHED, "card_no": "2-作废", "issued_on": MAY_4},
    ]
    ledger(desk, CARDS, old)
    issue(desk, clerk, set_id)
    assert numbers(desk, set_id) == ["1-0134", "2-0001", "3-0001"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": None}, "没填发放日期。填好再发"),
        ({"on": date(2015, 6, 1)}, "发放日期晚于今天 05-31。请改早"),
        ({"issuer_id": None}, "没填发放人。选好再发"),
        ({"kinds": ()}, "没有选卡种。勾选要发的卡再发"),
        ({"kinds": ("廉政卡",)}, "没有“廉政卡”这种卡。在基础台账的卡片模板里恢复，或选别的卡"),
    ],
)
def test_cards_go_out_by_somebody_on_a_day(
    desk: Desk, clerk: int, handler: int, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        issue(desk, clerk, card_set(desk, 1, handler), **wrong)
    assert refused.value.said == said
    with pytest.raises(Refusal, match="没有选案件"):
        issue(desk, clerk)


def test_a_card_goes_out_once_and_one_refusal_stops_all(desk: Desk, clerk: int, handler: int) -> None:
    first, second = card_set(desk, 1, handler), card_set(desk, 2, handler)
    issue(desk, clerk, second, kinds=(TOLD,))
    with pytest.raises(Refusal, match="SK-002 的办案告知卡已于 2015-05-04 发放，不重复发"):
        issue(desk, clerk, first, second)
    assert numbers(desk, first) == []
    issue(desk, clerk, first)
    assert numbers(desk, first)[0] == "1-0002"


def test_what_is_out_already_is_passed_by_where_asked(desk: Desk, clerk: int, handler: int) -> None:
    first, second = card_set(desk, 1, handler), card_set(desk, 2, handler)
    issue(desk, clerk, second, kinds=(TOLD,))
    done = issue(desk, clerk, first, second, missing_only=True)
    assert (done.said, done.ids) == ("已发 2 案 5 张卡", (first, second))
    with pytest.raises(Refusal, match="选中的案件办案告知卡都已发放"):
        issue(desk, clerk, first, kinds=(TOLD,), missing_only=True)


def test_a_card_comes_back_once_after_it_went_out(desk: Desk, clerk: int, handler: int) -> None:
    set_id = card_set(desk, 1, handler)
    with pytest.raises(Refusal, match="SK-001 的办案告知卡还没有发放，不能收回"):
        give_back(desk, set_id, TOLD)
    issue(desk, clerk, set_id)
    for wrong, said in (
        ({"on": None}, "没填收回日期"),
        ({"on": date(2015, 5, 3)}, "收回日期早于发放日期 2015-05-04"),
        ({"on": date(2015, 6, 1)}, "收回日期晚于今天 05-31"),
        ({"rating": None}, "没选评价。按 1、2、3 选"),
    ):
        with pytest.raises(Refusal, match=said):
            give_back(desk, set_id, TOLD, **wrong)
    assert give_back(desk, set_id, TOLD).said == "已收回 1-0001 第1号盗窃案"
    with pytest.raises(Refusal, match="SK-001 的办案告知卡已于 2015-05-20 收回，不重复收"):
        give_back(desk, set_id, TOLD)
    assert seen(desk, set_id)[CardSet.state] == CardState.ISSUED
    for kind in (WATCHED, REVIEWED):
        give_back(desk, set_id, kind, CardRating.FAIR)
    made = seen(desk, set_id)
    assert (made[CardSet.state], made[CardSet.due_on]) == (CardState.RETURNED, None)


def test_trouble_waits_until_somebody_has_dealt_with_it_and_is_filed(desk: Desk, clerk: int, handler: int) -> None:
    set_id = card_set(desk, 1, handler)
    issue(desk, clerk, set_id)
    give_back(desk, set_id, WATCHED, CardRating.POOR, said="态度生硬")
    made = seen(desk, set_id)
    assert (made[CardSet.state], made[CardSet.problem]) == (CardState.TROUBLED, "执法监督卡：态度生硬")
    with pytest.raises(Refusal, match="反映的问题还没有处理"):
        records.change_many(desk, CARDS, [set_id], "filed_on", date(2015, 5, 30))
    made[CardSet.handling] = "已核实，约谈承办人"
    with pytest.raises(Refusal, match="没填处理人"):
        records.save(desk, CARDS, made)
    made[CardSet.handled_by_id] = clerk
    with pytest.raises(Refusal, match="没填处理日期"):
        records.save(desk, CARDS, made)
    made[CardSet.handled_on] = date(2015, 5, 25)
    records.save(desk, CARDS, made)
    give_back(desk, set_id, TOLD)
    with pytest.raises(Refusal, match="质量评查卡还没有收回。收回再归档；收不回的在备注里写明"):
        records.change_many(desk, CARDS, [set_id], "filed_on", date(2015, 5, 30))
    give_back(desk, set_id, REVIEWED, said="希望多释法", trouble=False)
    made = seen(desk, set_id)
    assert made[CardSet.state] == CardState.HANDLED
    made[CardSet.follow_up], made[CardSet.filed_on] = "电话回访，表示满意", date(2015, 5, 30)
    records.save(desk, CARDS, made)
    assert seen(desk, set_id)[CardSet.state] == CardState.FILED
    with pytest.raises(Refusal, match="SK-001 已归档，不再发卡收卡"):
        give_back(desk, set_id, TOLD)


def test_new_trouble_opens_the_case_again_and_keeps_what_was_done_before(desk: Desk, clerk: int, handler: int) -> None:
    set_id = card_set(desk, 1, handler)
    issue(desk, clerk, set_id)
    give_back(desk, set_id, TOLD, CardRating.POOR)
    made = seen(desk, set_id)
    made[CardSet.handling], made[CardSet.handled_by_id] = "已道歉", clerk
    made[CardSet.handled_on] = date(2015, 5, 21)
    records.save(desk, CARDS, made)
    give_back(desk, set_id, WATCHED, CardRating.FAIR, said="联系不上", trouble=True)
    made = seen(desk, set_id)
    assert made[CardSet.problem] == "办案告知卡：评价不满意\n执法监督卡：联系不上"
    assert (made[CardSet.state], made[CardSet.handling], made[CardSet.handled_on]) == (CardState.TROUBLED, "", None)
    assert made[CardSet.note] == "此前处理：已道歉（2015-05-21，许嘉树）"


def find(desk: Desk, typed: str) -> tuple[str, str]:
    with desk.facts() as facts:
        found = card_finding.find_card(facts, typed)
    return found.kind, found.case_no


@pytest.mark.parametrize("typed", ["2-0001", " 2-1 ", "２－０００１", "2—0001", "规整台三卡 2-0001", "2-0001 4711·ab"])
def test_a_card_is_found_by_its_number_as_typed_or_scanned(desk: Desk, clerk: int, handler: int, typed: str) -> None:
    set_id = card_set(desk, 1, handler)
    issue(desk, clerk, set_id)
    assert find(desk, typed) == (WATCHED, case_no(1))
    with desk.facts() as facts:
        assert [one.kind for one in card_finding.cards_out(facts, set_id)] == list(ALL)


def test_a_number_nobody_or_two_cases_bear_is_said(desk: Desk, clerk: int, handler: int) -> None:
    for wrong, said in (("", "没填卡号"), ("9-9999", "没有卡号 9-9999。核对卡号")):
        with pytest.raises(Refusal, match=said):
            find(desk, wrong)
    for serial in (8, 9):
        old = new_draft(CardSet, {"case_no": case_no(serial)})
        old.parts["case_card"] = [{"kind": TOLD, "card_no": "1-0001", "issued_on": MAY_4}]
        ledger(desk, CARDS, old)
    with pytest.raises(Refusal, match="卡号 1-0001 有 2 张（SK-001、SK-002）"):
        find(desk, "1-0001")


def test_what_is_not_given_out_yet_is_listed(desk: Desk, clerk: int, handler: int) -> None:
    first, second, third = (card_set(desk, serial, handler) for serial in (1, 2, 3))
    issue(desk, clerk, first)
    issue(desk, clerk, second, kinds=(TOLD,))
    with desk.facts() as facts:
        told = card_finding.incomplete(facts)
    assert [(one.set_id, one.missing) for one in told] == [(third, ALL), (second, (WATCHED, REVIEWED))]
    assert (told[0].handler, told[0].name) == ("张雪梅", "第3号盗窃案")


def test_a_card_typed_in_the_panel_gets_its_day_due_back(desk: Desk, clerk: int, handler: int) -> None:
    set_id = card_set(desk, 1, handler)
    made = seen(desk, set_id)
    made.rows(CaseCard).append({"kind": "①", "card_no": "1-0500", "issued_on": MAY_4})
    records.save(desk, CARDS, made)
    assert [(row["kind"], row["due_on"]) for row in rows(desk, set_id)] == [(TOLD, date(2015, 6, 3))]
