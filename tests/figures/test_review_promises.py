"""Promises of the case reviews as the months go by: a round missed, a case not graded, a bulletin, a choice, cards."""

from datetime import date
from itertools import count
from typing import Any

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import Finding, judge, told
from desktop_app.models.bulletins import Bulletin
from desktop_app.models.cases import CardSet, CaseCard
from desktop_app.models.reviews import CaseReview, Contest, DrawnCase, Nominee, ReviewRound
from desktop_app.rules.vocabulary import (
    BestWorst,
    BulletinKind,
    BulletinState,
    ContestState,
    DrawnAs,
    ReviewState,
    RoundKind,
    RoundState,
    Verdict,
)
from desktop_app.services.desk import Desk
from tests.kit.cards import card_set
from tests.kit.cases import case, case_no
from tests.kit.office import officer
from tests.kit.reviewing import panel, review, take

SERIALS = count(1)
MONTHS = (date(2015, 2, 28), date(2015, 3, 31), date(2015, 5, 31))


def add(desk: Desk, *records: Any) -> list[int]:
    """Write records as they are, whatever the steps to them."""
    with desk.store.unit("补记") as unit:
        for record in records:
            if hasattr(record, "number"):
                record.number = record.number or f"补-{next(SERIALS)}"
                record.search_text = ""
            unit.session.add(record)
        unit.session.flush()
        return [record.id for record in records]


def old_round(month: int, **more: Any) -> ReviewRound:
    """A finished round of an old ledger."""
    given = {"number": f"LC-{month}", "state": RoundState.DONE, "drawn_count": 1, "bulletin_on": date(2015, month, 28)}
    return ReviewRound(name=f"{month}月评查", period=f"2015-{month:02d}", **{**given, **more})


def old_review(round_id: int, serial: int, **more: Any) -> CaseReview:
    """A graded review of an old ledger."""
    given = {"reviewed_on": date(2015, 1, 20), "grade": "合格", "suggested": "合格", "state": ReviewState.GRADED}
    return CaseReview(round_id=round_id, case_no=case_no(serial), **{**given, **more})


def finding(desk: Desk, promise: str, day: date) -> Finding:
    with desk.store.read() as session:
        return judge(BY_ID[promise], Question(session, day)).finding


def test_before_any_review_is_kept_nothing_can_be_judged(desk: Desk) -> None:
    for name, said in (("S5", "评查"), ("S6", "评查"), ("S7", "评查"), ("S8", "三卡")):
        found = finding(desk, name, MONTHS[-1])
        assert found.verdict is Verdict.NOT_APPLICABLE
        assert said in found.said


def test_a_month_without_a_round_is_named_and_printed_as_a_record(desk: Desk) -> None:
    (january,) = add(desk, old_round(1))
    add(desk, old_review(january, 1))
    found = finding(desk, "S5", MONTHS[1])
    assert (found.verdict, found.offenders, found.absent) == (Verdict.BROKEN, (), ("2015-02", "2015-03"))
    assert found.proof == "3 个月中 2 个月没有评查（缺 2015-02、2015-03）"
    with desk.store.read() as session:
        question = Question(session, MONTHS[1])
        row = told([judge(BY_ID["S5"], question)], session, MONTHS[1])["promises"][0]
    assert (row["state"], row["count"], row["total"], row["records"]) == ("broken", 2, 3, ["2015-02", "2015-03"])


def test_a_proof_names_three_of_what_is_absent_and_records_all(desk: Desk) -> None:
    add(desk, old_round(5))
    found = finding(desk, "S5", MONTHS[-1])
    assert found.proof.endswith("（缺 2015-01、2015-02、2015-03等）")
    assert len(found.absent) == 4
    assert len(found.offenders) == 1, "the round of May has no graded case"


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"drawn_count": 1}, Verdict.KEPT),
        ({"drawn_count": 2}, Verdict.BROKEN),
        ({"drawn_count": None}, Verdict.INCOMPLETE),
        ({"drawn_count": 0}, Verdict.KEPT),
        ({"kind": RoundKind.SPECIAL}, Verdict.BROKEN),
        ({"state": RoundState.VOID}, Verdict.BROKEN),
        ({"state": RoundState.SEALED}, Verdict.BROKEN),
    ],
)
def test_a_round_of_an_old_ledger_needs_as_many_grades_as_it_drew(desk: Desk, more: Any, verdict: Verdict) -> None:
    (january,) = add(desk, old_round(1, **more))
    add(desk, old_review(january, 1))
    add(desk, CaseReview(case_no=case_no(2), state=ReviewState.WAITING))
    assert finding(desk, "S5", date(2015, 1, 31)).verdict is verdict


@pytest.mark.parametrize(("struck", "verdict"), [(None, Verdict.BROKEN), (date(2015, 1, 25), Verdict.KEPT)])
def test_every_drawn_case_not_struck_must_be_graded(desk: Desk, struck: date | None, verdict: Verdict) -> None:
    (january,) = add(desk, old_round(1, drawn_on=date(2015, 1, 10)))
    lot = {"round_id": january, "drawn_as": DrawnAs.LOT, "digest": "0"}
    add(desk, DrawnCase(position=1, case_no=case_no(1), **lot), old_review(january, 1))
    add(desk, DrawnCase(position=2, case_no=case_no(2), struck_on=struck, **lot))
    assert finding(desk, "S5", date(2015, 1, 31)).verdict is verdict


def test_a_grade_decided_later_does_not_count_before(desk: Desk) -> None:
    (january,) = add(desk, old_round(1))
    add(desk, old_review(january, 1, decided_on=date(2015, 2, 3)))
    assert finding(desk, "S5", date(2015, 2, 2)).verdict is Verdict.BROKEN
    assert finding(desk, "S5", date(2015, 2, 3)).verdict is Verdict.KEPT


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({}, Verdict.KEPT),
        ({"sent_on": date(2015, 2, 11)}, Verdict.BROKEN),
        ({"state": BulletinState.SIGNED}, Verdict.BROKEN),
        ({"period": "2015-02"}, Verdict.BROKEN),
        ({"kind": BulletinKind.HABITS}, Verdict.BROKEN),
    ],
)
def test_an_issued_bulletin_of_the_month_keeps_s6(desk: Desk, more: Any, verdict: Verdict) -> None:
    add(desk, old_round(1, bulletin_on=None))
    given = {"kind": BulletinKind.REVIEWS, "state": BulletinState.ISSUED, "period": "2015-01"}
    days = {"sent_on": date(2015, 2, 10), "as_of": date(2015, 1, 31)}
    add(desk, Bulletin(title="通报", **{**given, **days, **more}))
    assert finding(desk, "S6", date(2015, 2, 10)).verdict is verdict


def test_a_bulletin_named_without_its_day_leaves_s6_open(desk: Desk) -> None:
    add(desk, old_round(1, bulletin_on=None, bulletin_no="评查通报第1期"))
    assert finding(desk, "S6", date(2015, 2, 10)).verdict is Verdict.INCOMPLETE


@pytest.mark.parametrize(
    ("more", "chosen", "verdict"),
    [
        ({}, ("最佳", "最差"), Verdict.KEPT),
        ({}, ("最佳",), Verdict.BROKEN),
        ({"worst_void": "没有不合格案件"}, ("最佳",), Verdict.KEPT),
        ({"state": ContestState.VOTING}, ("最佳", "最差"), Verdict.BROKEN),
        ({"confirmed_on": date(2015, 4, 13)}, ("最佳", "最差"), Verdict.BROKEN),
    ],
)
def test_a_quarter_is_decided_when_confirmed_for_both_classes(
    desk: Desk, more: Any, chosen: tuple[str, ...], verdict: Verdict
) -> None:
    given = {"state": ContestState.CONFIRMED, "confirmed_on": date(2015, 4, 12)}
    add(desk, Contest(name="评选", period="2015Q1", **{**given, **more}))
    for serial, word in enumerate(chosen):
        case_of = {"case_no": case_no(serial), "category": BestWorst(word), "chosen": True}
        add(desk, Nominee(period="2015Q1", **case_of))
    assert finding(desk, "S7", date(2015, 4, 12)).verdict is verdict
    assert finding(desk, "S7", date(2015, 3, 30)).verdict is Verdict.NOT_APPLICABLE
    late = finding(desk, "S7", date(2015, 6, 30))
    assert late.absent == ("2015Q2",)
    assert (late.verdict, late.total) == (Verdict.BROKEN, 2)


@pytest.mark.parametrize(
    ("due", "back", "day", "verdict"),
    [
        (date(2015, 5, 20), None, date(2015, 5, 20), Verdict.KEPT),
        (date(2015, 5, 20), None, date(2015, 5, 21), Verdict.BROKEN),
        (date(2015, 5, 20), date(2015, 5, 20), date(2015, 5, 31), Verdict.KEPT),
        (date(2015, 5, 20), date(2015, 5, 22), date(2015, 5, 31), Verdict.BROKEN),
        (None, None, date(2015, 5, 4), Verdict.BROKEN),
        (None, date(2015, 5, 30), date(2015, 5, 31), Verdict.KEPT),
    ],
)
def test_cards_must_be_back_by_their_day(
    desk: Desk, due: date | None, back: date | None, day: date, verdict: Verdict
) -> None:
    made = card_set(desk, 1, officer(desk, "张雪梅"))
    assert finding(desk, "S8", date(2015, 5, 4)).verdict is Verdict.BROKEN, "none given out"
    for kind in ("办案告知卡", "执法监督卡", "质量评查卡"):
        add(desk, CaseCard(set_id=made, kind=kind, issued_on=date(2015, 5, 4), due_on=due, returned_on=back))
    assert finding(desk, "S8", day).verdict is verdict
    assert finding(desk, "S8", date(2015, 5, 3)).verdict is Verdict.NOT_APPLICABLE, "given out on 4 May"


def test_a_case_struck_from_the_draw_was_never_drawn(desk: Desk) -> None:
    handler = officer(desk, "张雪梅")
    case(desk, 1, [handler])
    (may,) = add(desk, old_round(5, drawn_on=date(2015, 5, 10)))
    lot = {"round_id": may, "drawn_as": DrawnAs.LOT, "digest": "0", "position": 1}
    add(desk, DrawnCase(case_no=case_no(1), struck_on=date(2015, 5, 20), **lot))
    add(desk, old_review(may, 1, state=ReviewState.WITHDRAWN, grade=""))
    with desk.store.read() as session:
        never = {
            day: (
                catalogue.ask("reviews.never_drawn", Question(session, day)).groups,
                catalogue.ask("reviews.uncovered", Question(session, day)).groups,
            )
            for day in (date(2015, 5, 9), date(2015, 5, 19), date(2015, 5, 20))
        }
    bare = ({"张雪梅": 1}, {"公诉科": 1})
    assert list(never.values()) == [bare, ({}, {}), bare]


def test_each_morning_answers_cards_and_rounds_are_owed(desk: Desk) -> None:
    who = panel(desk)
    told_him = take(desk, who, review(desk, who), ReviewState.FEEDBACK)
    take(desk, who, review(desk, who, 2), ReviewState.GRADED)
    cards = card_set(desk, 3, who.handler)
    with desk.store.unit("发卡") as unit:
        row = unit.session.get(CardSet, cards)
        assert row is not None
        row.due_on = date(2015, 6, 3)
    with desk.store.read() as session:
        found = due_list(Question(session, date(2015, 5, 31)))
    assert [(owed.kind, owed.id, owed.left) for owed in (*found.overdue, *found.coming)] == [
        ("review_round", 0, -31),
        ("case_review", told_him, -12),
        ("review_round", who.round, 0),
        ("card_set", cards, 3),
    ]
    assert [owed.said for owed in (*found.overdue, *found.coming)] == [
        "还没有开展2015年4月案件质量评查",
        "承办人反馈：第1号盗窃案",
        "评查（拟定）：2015年5月份案件质量评查",
        "收回三卡：第3号盗窃案",
    ]
    with desk.store.read() as session:
        assert catalogue.ask("reviews.unanswered", Question(session, date(2015, 5, 31))).groups == {"已过期": 1}
        assert catalogue.ask("reviews.unanswered", Question(session, date(2015, 5, 15))).groups == {"未到期": 2}


def owed_of_rounds(desk: Desk, day: date) -> list[tuple[int, str, int]]:
    with desk.store.read() as session:
        found = due_list(Question(session, day))
    return [(one.id, one.said, one.left) for one in (*found.overdue, *found.coming) if one.kind == "review_round"]


def test_a_month_without_a_round_is_owed_by_its_end_and_stays_owed(desk: Desk) -> None:
    add(desk, old_round(4))
    missing = "还没有开展2015年5月案件质量评查"
    assert owed_of_rounds(desk, date(2015, 5, 10)) == [], "the end of the month is not in sight"
    assert owed_of_rounds(desk, date(2015, 5, 25)) == [(0, missing, 6)]
    assert owed_of_rounds(desk, date(2015, 6, 25)) == [(0, missing, -25)]
    add(desk, old_round(5))
    assert owed_of_rounds(desk, date(2015, 5, 25)) == []


def test_nothing_is_owed_before_the_campaign_nor_while_no_reviews_are_kept(desk: Desk) -> None:
    assert owed_of_rounds(desk, date(2015, 5, 31)) == []
    add(desk, ReviewRound(name="旧", period="2014-10", state=RoundState.DONE))
    assert owed_of_rounds(desk, date(2014, 11, 30)) == []


def test_a_finished_round_owes_its_bulletin(desk: Desk) -> None:
    (april,) = add(desk, old_round(4, bulletin_on=None))
    add(desk, old_round(5))
    assert owed_of_rounds(desk, date(2015, 5, 31)) == [(april, "印发评查通报：2015年4月", -31)]
    bulletin = {"kind": BulletinKind.REVIEWS, "title": "四月", "period": "2015-04", "as_of": date(2015, 5, 6)}
    add(desk, Bulletin(**bulletin, due_on=date(2015, 6, 3)))
    assert owed_of_rounds(desk, date(2015, 5, 31)) == [], "the bulletin on its way is owed as itself"
