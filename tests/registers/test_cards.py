"""Where the cards of a case stand, and what a template retired or added later does to them."""

import pytest

from desktop_app.models.cases import CardSet, CardTemplate, CaseCard
from desktop_app.registers.cases import CARD_TEMPLATES, CARDS
from desktop_app.rules.vocabulary import CardState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.errors import Refusal
from tests.kit.cards import ALL, REVIEWED, TOLD, WATCHED, card_set, give_back, issue, rows, seen
from tests.kit.cases import case_no
from tests.kit.office import officer


@pytest.fixture
def clerk(desk: Desk) -> int:
    return officer(desk, "许嘉树", "案件管理办公室")


def template(desk: Desk, title: str) -> int:
    with desk.facts() as facts:
        return next(int(row["id"]) for row in facts.live(CardTemplate.__tablename__) if row["title"] == title)


def test_a_template_retired_later_leaves_old_cards_as_they_are(desk: Desk, clerk: int) -> None:
    old, new = card_set(desk, 1, clerk), card_set(desk, 2, clerk)
    issue(desk, clerk, old)
    records.retire(desk, CARD_TEMPLATES, [template(desk, REVIEWED)], "并入回访")
    give_back(desk, old, TOLD)
    assert [row["kind"] for row in rows(desk, old)] == list(ALL)
    assert seen(desk, old)[CardSet.state] == CardState.ISSUED
    issue(desk, clerk, new, kinds=(TOLD, WATCHED))
    assert seen(desk, new)[CardSet.state] == CardState.ISSUED
    with pytest.raises(Refusal, match="没有“质量评查卡”这种卡"):
        issue(desk, clerk, new, kinds=(REVIEWED,))


def test_another_card_in_place_of_one_that_is_missing_does_not_complete_the_case(desk: Desk, clerk: int) -> None:
    records.save(desk, CARD_TEMPLATES, new_draft(CardTemplate, {"title": "廉政回访卡", "position": 4}))
    set_id = card_set(desk, 1, clerk)
    issue(desk, clerk, set_id, kinds=(TOLD, WATCHED, "廉政回访卡"))
    records.retire(desk, CARD_TEMPLATES, [template(desk, "廉政回访卡")], "停用")
    made = seen(desk, set_id)
    made[CardSet.note] = "核对"
    records.save(desk, CARDS, made)
    assert seen(desk, set_id)[CardSet.state] == CardState.UNISSUED


def test_a_renamed_template_is_known_by_its_other_spelling(desk: Desk, clerk: int) -> None:
    set_id = card_set(desk, 1, clerk)
    issue(desk, clerk, set_id)
    records.change_many(desk, CARD_TEMPLATES, [template(desk, TOLD)], "aliases", f"告知卡、{TOLD}")
    records.change_many(desk, CARD_TEMPLATES, [template(desk, TOLD)], "title", "办案承诺告知卡")
    give_back(desk, set_id, WATCHED)
    assert rows(desk, set_id)[0]["kind"] == "办案承诺告知卡"
    assert seen(desk, set_id)[CardSet.state] == CardState.ISSUED


def test_a_case_has_one_set_and_each_card_once(desk: Desk, clerk: int) -> None:
    set_id = card_set(desk, 1, clerk)
    with pytest.raises(Refusal, match="已有三卡登记，一案一份"):
        records.save(desk, CARDS, new_draft(CardSet, {"case_no": case_no(1)}))
    made = seen(desk, set_id)
    made.rows(CaseCard).extend([{"kind": TOLD}, {"kind": "告知卡"}])
    with pytest.raises(Refusal, match="办案告知卡有两张，每案一张"):
        records.save(desk, CARDS, made)


def test_deleted_cards_do_not_come_back_beside_those_made_since(desk: Desk, clerk: int) -> None:
    first = card_set(desk, 1, clerk)
    records.retire(desk, CARDS, [first], "误录")
    records.save(desk, CARDS, new_draft(CardSet, {"case_no": case_no(1)}))
    with pytest.raises(Refusal, match="一案一份"):
        records.restore(desk, CARDS, [first])
