"""A month's draw: the pool sealed, dice thrown, cases taken, one withdrawn; and what nobody can do to it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desktop_app.models.reviews import CaseReview, Reviewer, ReviewRound
from desktop_app.registers.cases import CASES
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.rules import draws as rule
from desktop_app.rules.vocabulary import DrawnAs, ReviewState, RoundKind, RoundState
from desktop_app.services import draws, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.examining import examined
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.cases import case, case_no, month_round
from tests.kit.office import furnished, loaded, officer

DICE = "3 5 2 6 1 4 2 5 6 1"
WITNESSES = "监察科 马静怡、办公室 袁倩"


def _month(desk: Desk) -> dict[str, Any]:
    """Twenty cases of two handlers, two of them 不起诉, and the round of May."""
    first, second = officer(desk, "张雪梅"), officer(desk, "陈少华", "侦查监督科")
    for serial in range(1, 13):
        case(desk, serial, [first], result="不起诉（存疑）" if serial in (4, 9) else "提起公诉")
    for serial in range(13, 21):
        case(desk, serial, [second], kind="审查逮捕", result="批准逮捕")
    case(desk, 99, [first], closed_on=date(2015, 4, 30))
    reviewers = [officer(desk, "叶学民", "反贪污贿赂局"), officer(desk, "刘涛", "控告申诉检察科")]
    return {"handlers": [first, second], "round": month_round(desk, reviewers)}


@pytest.fixture
def office(tmp_path: Path, clock: TurnedClock) -> Iterator[tuple[Desk, dict[str, Any]]]:
    made = furnished("month-to-draw", _month, tmp_path / "data", clock)
    yield made
    made[0].store.close()


@pytest.fixture
def desk(office: tuple[Desk, dict[str, Any]]) -> Desk:
    return office[0]


@pytest.fixture
def handlers(office: tuple[Desk, dict[str, Any]]) -> tuple[int, int]:
    first, second = office[1]["handlers"]
    return first, second


@pytest.fixture
def month(office: tuple[Desk, dict[str, Any]]) -> int:
    """The round of May."""
    return int(office[1]["round"])


def sealed(desk: Desk, round_id: int) -> int:
    draws.seal(desk, ROUNDS, round_id)
    return round_id


def drawn(desk: Desk, round_id: int) -> int:
    draws.draw(desk, ROUNDS, REVIEWS, sealed(desk, round_id), DICE, WITNESSES)
    return round_id


def test_the_pool_shows_who_must_be_reviewed_and_what_each_stratum_gives(desk: Desk, month: int) -> None:
    with desk.facts() as facts:
        seen = draws.preview(facts, month)
    assert len(seen.lines) == 20
    assert [line.number for line in seen.lines if line.reasons] == [case_no(4), case_no(9)]
    assert [line.must for line in seen.lines if line.reasons] == ["不起诉", "不起诉"]
    assert {(quota.stratum, quota.cases, quota.must, quota.lot) for quota in seen.quotas} == {
        ("张雪梅", 12, 2, 0),
        ("陈少华", 8, 0, 1),
    }
    assert (seen.must, seen.expected, seen.hindrance) == (2, 3, "")


def test_the_draw_is_the_one_anybody_computes(desk: Desk, month: int) -> None:
    drawn(desk, month)
    with desk.facts() as facts:
        pool, taken = draws.pool(facts, month), draws.drawn(facts, month)
        row = facts.row(ReviewRound.__tablename__, month)
        assert draws.recheck(facts, month) == []
    assert row["pool_sha256"] == rule.seal(line.number for line in pool)
    assert (row["pool_count"], row["drawn_count"], row["seed"]) == (20, 3, "3526142561")
    lots = sorted((rule.digest("3526142561", case_no(serial)), case_no(serial)) for serial in range(13, 21))
    assert [line.number for line in taken if line.drawn_as == DrawnAs.LOT] == [lots[0][1]]
    assert {line.number for line in taken if line.drawn_as == DrawnAs.MUST} == {case_no(4), case_no(9)}


def test_every_drawn_case_has_its_review_waiting(desk: Desk, month: int) -> None:
    drawn(desk, month)
    with desk.facts() as facts:
        lines = draws.drawn(facts, month)
    assert [line.review_number for line in lines] == ["PC-2015-05-01", "PC-2015-05-02", "PC-2015-05-03"]
    review = loaded(desk, REVIEWS, lines[0].review_id or 0)
    assert review[CaseReview.state] == ReviewState.WAITING
    assert review[CaseReview.must] == "不起诉"
    assert review[CaseReview.scale].startswith("优质90")
    assert review[CaseReview.name]
    assert review.parts["review_handler"]


def test_a_withdrawn_case_stays_struck_and_the_next_takes_its_place(desk: Desk, month: int) -> None:
    drawn(desk, month)
    with desk.facts() as facts:
        coming = draws.next_after(facts, month, 3)
    said = draws.withdraw(desk, ROUNDS, REVIEWS, month, 3, "案件已由上级院调卷").said
    assert coming in said
    with desk.facts() as facts:
        lines = draws.drawn(facts, month)
        assert draws.recheck(facts, month) == []
    assert [(line.struck_reason, line.instead_of) for line in lines[2:]] == [("案件已由上级院调卷", None), ("", 3)]
    assert (lines[3].number, lines[3].drawn_as) == (coming, DrawnAs.INSTEAD)
    assert loaded(desk, REVIEWS, lines[2].review_id or 0)[CaseReview.state] == ReviewState.WITHDRAWN
    with pytest.raises(Refusal, match="已撤出"):
        draws.withdraw(desk, ROUNDS, REVIEWS, month, 3, "再撤一次")


def test_steps_hold_their_order(desk: Desk, month: int) -> None:
    with pytest.raises(Refusal, match="先封存名单"):
        draws.draw(desk, ROUNDS, REVIEWS, month, DICE, WITNESSES)
    sealed(desk, month)
    with pytest.raises(Refusal, match="接着掷骰"):
        draws.seal(desk, ROUNDS, month)
    for seed, witnesses, wrong in (
        ("35261", WITNESSES, "至少掷"),
        ("三五二六一四", WITNESSES, "数字"),
        (DICE, " ", "见证人"),
    ):
        with pytest.raises(Refusal, match=wrong):
            draws.draw(desk, ROUNDS, REVIEWS, month, seed, witnesses)
    with pytest.raises(Refusal, match="早于封存"):
        draws.draw(desk, ROUNDS, REVIEWS, month, DICE, WITNESSES, date(2015, 5, 30))
    draws.draw(desk, ROUNDS, REVIEWS, month, DICE, WITNESSES)
    with pytest.raises(Refusal, match="不能重抽"):
        draws.draw(desk, ROUNDS, REVIEWS, month, "1111111111", WITNESSES)


def test_a_range_not_over_yet_is_not_sealed(desk: Desk, month: int) -> None:
    """A case closed on the last days would slip out of the pool."""
    early = month_round(desk, name="六月", period="2015-06", from_on=date(2015, 5, 26), to_on=date(2015, 6, 25))
    with pytest.raises(Refusal, match="还没过完"):
        draws.seal(desk, ROUNDS, early)


def test_neither_step_can_be_taken_back(desk: Desk, month: int) -> None:
    from desktop_app.store.undo import undo

    drawn(desk, month)
    with pytest.raises(Refusal):
        undo(desk.store)
    with desk.facts() as facts:
        assert len(draws.drawn(facts, month)) == 3


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM pool_case",
        "UPDATE pool_case SET case_no = 'x'",
        "INSERT INTO pool_case (round_id, case_no, stratum, must) VALUES (1, 'x', '', '')",
        "INSERT OR REPLACE INTO pool_case (id, round_id, case_no, stratum, must) VALUES (1, 1, 'x', '', '')",
        "UPDATE review_round SET pool_sha256 = 'x'",
        "UPDATE review_round SET ratio = 90",
        "UPDATE review_round SET seed = '1111111111'",
        "DELETE FROM drawn_case",
        "UPDATE drawn_case SET case_no = 'x'",
        "UPDATE drawn_case SET digest = ''",
    ],
)
def test_the_file_itself_refuses_to_bend_a_draw(desk: Desk, month: int, change: str) -> None:
    drawn(desk, month)
    with pytest.raises(IntegrityError, match="sealed"), desk.store.unit("改动") as unit:
        unit.session.execute(text(change))


def test_a_bent_draw_is_told_by_its_place(desk: Desk, month: int) -> None:
    """Somebody with the key drops the triggers and puts another case in."""
    drawn(desk, month)
    with desk.store.unit("改动") as unit:
        unit.session.get_one(ReviewRound, month).note = "一笔带过"
        for name in ("drawn_case_sealed_update", "pool_case_sealed_update"):
            unit.session.execute(text(f"DROP TRIGGER {name}"))
        unit.session.execute(text("UPDATE drawn_case SET case_no = :no WHERE position = 3"), {"no": case_no(1)})
        unit.session.execute(text("UPDATE pool_case SET must = '' WHERE must <> ''"))
    with desk.facts() as facts:
        said = draws.recheck_all(facts)
    assert tuple(said) == examined(desk).draws
    assert not examined(desk).sound
    assert any("第 3 件" in one and "排序值不符" in one for one in said)
    assert any("与种子算出的不符" in one for one in said)


def test_a_later_change_of_the_cases_changes_no_draw(desk: Desk, month: int, handlers: tuple[int, int]) -> None:
    drawn(desk, month)
    case(desk, 50, [handlers[0]])
    with desk.facts() as facts:
        draft = records.load(facts.session, CASES.model, 1, CASES.lists)
        assert case_no(50) not in {line.number for line in draws.pool(facts, month)}
    draft.values["result"] = "撤回起诉"
    records.save(desk, CASES, draft)
    with desk.facts() as facts:
        assert draws.recheck(facts, month) == []
        assert len(draws.drawn(facts, month)) == 3


def test_key_rounds_take_what_must_be_reviewed_and_no_case_goes_twice(desk: Desk, month: int) -> None:
    drawn(desk, month)
    second = month_round(desk, name="五月重点评查", kind=RoundKind.KEY)
    with desk.facts() as facts:
        lines = draws.pool(facts, second)
    assert {line.number for line in lines} == {case_no(4), case_no(9)}
    assert all(line.drawn_before.startswith("PC-2015-05-") for line in lines)


def test_an_empty_pool_and_a_round_without_days_are_said(desk: Desk, month: int) -> None:
    empty = month_round(desk, name="一月", period="2015-01", from_on=date(2015, 1, 1), to_on=date(2015, 1, 31))
    with pytest.raises(Refusal, match="没有办结案件"):
        draws.seal(desk, ROUNDS, empty)
    bare = month_round(desk, name="专项评查", kind=RoundKind.SPECIAL, period="", from_on=None, to_on=None)
    with pytest.raises(Refusal, match="起止"):
        draws.seal(desk, ROUNDS, bare)


def test_a_round_past_planning_keeps_its_numbers_at_the_desk(desk: Desk, month: int) -> None:
    sealed(desk, month)
    draft = loaded(desk, ROUNDS, month)
    draft[ReviewRound.ratio] = 50
    with pytest.raises(Refusal, match="已封存"):
        records.save(desk, ROUNDS, draft)
    draft = loaded(desk, ROUNDS, month)
    draft.values["note"] = "掷骰安排在三楼"
    records.save(desk, ROUNDS, draft)
    assert loaded(desk, ROUNDS, month)[ReviewRound.state] == RoundState.SEALED


def test_what_was_drawn_is_not_deleted(desk: Desk, month: int) -> None:
    drawn(desk, month)
    with desk.facts() as facts:
        review = draws.drawn(facts, month)[0].review_id or 0
    with pytest.raises(Refusal, match="作废"):
        records.retire(desk, ROUNDS, [month], "录错了")
    with pytest.raises(Refusal):
        records.retire(desk, REVIEWS, [review], "不想评")


@pytest.mark.parametrize(
    ("name", "value"),
    [("case_no", case_no(1)), ("round_id", None), ("drawn_as", None), ("must", "")],
)
def test_no_other_case_is_reviewed_in_the_place_of_a_drawn_one(
    desk: Desk, month: int, name: str, value: object
) -> None:
    drawn(desk, month)
    with desk.facts() as facts:
        review = draws.drawn(facts, month)[0].review_id or 0
    draft = loaded(desk, REVIEWS, review)
    draft.values[name] = value
    with pytest.raises(Refusal, match=r"抽中的案件不能改.*撤出递补") as refused:
        records.save(desk, REVIEWS, draft)
    assert refused.value.field == name


def test_no_case_nobody_drew_comes_into_a_drawn_round(desk: Desk, month: int) -> None:
    drawn(desk, month)
    other = month_round(desk, name="专项评查", kind=RoundKind.SPECIAL)
    moved = records.save(desk, REVIEWS, new_draft(CaseReview, {"round_id": other, "case_no": case_no(1)})).ids[0]
    draft = loaded(desk, REVIEWS, moved)
    draft[CaseReview.round_id] = month
    for wrong in (draft, new_draft(CaseReview, {"round_id": month, "case_no": case_no(1)})):
        with pytest.raises(Refusal, match="不在抽取名单里"):
            records.save(desk, REVIEWS, wrong)


@pytest.mark.parametrize(
    ("name", "value"),
    [("witnesses", "另一人"), ("drawn_on", date(2015, 5, 30)), ("seed", "1111111111"), ("drawn_count", 9)],
)
def test_what_the_dice_put_down_is_typed_over_by_nobody(desk: Desk, month: int, name: str, value: object) -> None:
    drawn(desk, month)
    draft = loaded(desk, ROUNDS, month)
    draft.values[name] = value
    with pytest.raises(Refusal, match="已经抽取，种子、见证人"):
        records.save(desk, ROUNDS, draft)


def test_a_review_objected_to_is_decided_and_not_withdrawn(desk: Desk, month: int) -> None:
    drawn(desk, month)
    with desk.facts() as facts:
        review = draws.drawn(facts, month)[0].review_id or 0
    for state, remedy in ((ReviewState.OBJECTED, "先复评定级"), (ReviewState.GRADED, "重新定级")):
        with desk.store.unit("到这一步") as unit:
            unit.session.get_one(CaseReview, review).state = state
        with pytest.raises(Refusal, match=remedy):
            draws.withdraw(desk, ROUNDS, REVIEWS, month, 1, "承办人有异议")
    with desk.facts() as facts:
        assert [line.struck_on for line in draws.drawn(facts, month)] == [None] * 3


def test_a_case_of_a_sealed_pool_is_not_deleted_until_its_round_is_void(desk: Desk, month: int) -> None:
    ids = [loaded(desk, CASES, id_).record_id or 0 for id_ in (4, 5)]
    drawn(desk, month)
    with pytest.raises(Refusal, match="LC-001 的封存名单"):
        records.retire(desk, CASES, ids, "误录")
    records.move(desk, ROUNDS, loaded(desk, ROUNDS, month), "作废", "范围选错")
    records.retire(desk, CASES, ids, "误录")


def test_a_drawn_case_is_reviewed_once(desk: Desk, month: int) -> None:
    drawn(desk, month)
    with pytest.raises(Refusal, match="PC-2015-05-"):
        records.save(desk, REVIEWS, new_draft(CaseReview, {"round_id": month, "case_no": case_no(4)}))


def test_a_review_deleted_before_the_seal_does_not_come_back_into_the_draw(desk: Desk, month: int) -> None:
    by_hand = [
        records.save(desk, REVIEWS, new_draft(CaseReview, {"round_id": month, "case_no": case_no(serial)})).ids[0]
        for serial in (1, 4)
    ]
    records.retire(desk, REVIEWS, by_hand, "手工误录")
    drawn(desk, month)
    for review_id, said in zip(by_hand, ("不在抽取名单里", "已有评查"), strict=True):
        with pytest.raises(Refusal, match=said):
            records.restore(desk, REVIEWS, [review_id])
    with desk.facts() as facts:
        assert draws.recheck(facts, month) == []


def test_a_deleted_round_does_not_come_back_beside_the_one_made_instead(desk: Desk, month: int) -> None:
    records.retire(desk, ROUNDS, [month], "误录")
    month_round(desk)
    with pytest.raises(Refusal, match="已有常规评查 LC-002"):
        records.restore(desk, ROUNDS, [month])


def test_what_the_dice_and_the_seal_put_down_is_not_typed(desk: Desk, month: int) -> None:
    for name, value in {"seed": "1234567890", "pool_sha256": "ab", "witnesses": "本人"}.items():
        with pytest.raises(Refusal, match="不手填"):
            records.change_many(desk, ROUNDS, [month], name, value)


def test_a_review_of_a_voided_round_goes_no_further(desk: Desk, month: int) -> None:
    drawn(desk, month)
    with desk.facts() as facts:
        review_id = draws.drawn(facts, month)[0].review_id or 0
    records.move(desk, ROUNDS, loaded(desk, ROUNDS, month), "作废", "范围选错")
    draft = loaded(desk, REVIEWS, review_id)
    draft.rows(Reviewer).append({"officer_id": officer(desk, "史海燕", "案件管理办公室"), "turn": 1})
    with pytest.raises(Refusal, match="已作废"):
        records.move(desk, REVIEWS, draft, "开始评查")


def test_a_drawn_case_is_judged_by_what_its_round_was_sealed_with(desk: Desk, month: int) -> None:
    drawn(desk, month)
    for name, value in {"scale": "优质1、不合格0", "standard_id": None}.items():
        with pytest.raises(Refusal, match="封存时定下"):
            records.change_many(desk, REVIEWS, [1], name, value)


def test_nothing_is_withdrawn_before_the_day_it_was_drawn(desk: Desk, month: int, clock: TurnedClock) -> None:
    drawn(desk, month)
    clock.day = date(2015, 5, 1)
    with pytest.raises(Refusal, match="核对计算机日期"):
        draws.withdraw(desk, ROUNDS, REVIEWS, month, 1, "重复立案")


BENT = {
    "UPDATE review_round SET pool_sha256 = ''": "没有封存校验值",
    "UPDATE review_round SET pool_sha256 = '', seed = ''": "没有封存校验值",
    "UPDATE review_round SET seed = ''": "没有种子却有抽取名单",
    "UPDATE review_round SET drawn_count = 2": "与种子算出的不符",
    "UPDATE review_round SET minimum = 3": "与种子算出的不符",
    "DELETE FROM pool_case WHERE id = 1": "与封存校验值不符",
    "DELETE FROM drawn_case WHERE position = 3": "与种子算出的不符",
    "UPDATE drawn_case SET struck_on = '2015-05-31' WHERE position = 1": "撤出不一致",
    "UPDATE case_review SET case_no = '清源检诉受[2015]61902300001号' WHERE id = 1": "不在抽取名单里",
    "UPDATE case_review SET retired_at = '2015-05-31 00:00:00.000000' WHERE id = 1": "没有评查",
}


@pytest.mark.parametrize(("change", "wrong"), BENT.items())
def test_whatever_is_bent_with_the_key_in_hand_is_told(desk: Desk, month: int, change: str, wrong: str) -> None:
    drawn(desk, month)
    with desk.store.unit("改动") as unit:
        session = unit.session
        session.get_one(ReviewRound, month).note = "一笔带过"
        for (name,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
        session.execute(text(change))
    with desk.facts() as facts:
        assert any(wrong in said for said in draws.recheck_all(facts))
