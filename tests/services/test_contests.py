"""A quarter's contest as the officer holds it: candidates, votes, equals, places left empty, confirmation."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.reviews import Contest, Nominee, NomineeVote
from desktop_app.registers.contests import CONTESTS, NOMINEES
from desktop_app.rules.vocabulary import BestWorst, ContestState, ReviewState
from desktop_app.services import contests, records
from desktop_app.services.candidates import judges_of
from desktop_app.services.contest_minutes import Entry, Minutes, hold
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.cases import case_no
from tests.kit.contests import LAWS, Q1, Hall, contest, graded, hall, minutes, nominee, quarter, seen
from tests.kit.office import loaded

BEST, WORST = BestWorst.BEST, BestWorst.WORST


@pytest.fixture
def who(desk: Desk) -> Hall:
    return hall(desk)


@pytest.fixture
def cases(desk: Desk, who: Hall) -> dict[int, str]:
    return quarter(desk, who)


def listed(desk: Desk) -> list[tuple[str, int, str]]:
    with desk.facts() as facts:
        told = contests.candidates(facts, Q1)
    return [(one.category.value, one.rank, one.case_no[-4:-1]) for one in told]


def polled(desk: Desk, category: BestWorst) -> list[tuple[str, int, bool, int | None, bool]]:
    with desk.facts() as facts:
        told = contests.ranking(facts, Q1, category)
    return [(one.case_no[-2:-1], one.place, one.tied, one.votes, one.chosen) for one in told]


def nominate(desk: Desk, category: BestWorst, *numbers: str) -> Outcome:
    return contests.nominate(desk, NOMINEES, Q1, category, numbers)


def test_the_cases_of_the_quarters_rounds_stand_in_the_order_that_is_told(desk: Desk, cases: dict[int, str]) -> None:
    assert listed(desk) == [
        ("最佳", 1, "001"),
        ("最佳", 2, "002"),
        ("最佳", 2, "003"),
        ("最差", 1, "005"),
        ("最差", 2, "004"),
        ("最差", 3, "006"),
    ]
    with desk.facts() as facts:
        first = contests.candidates(facts, Q1)[0]
    assert (first.name, first.department, first.handler, first.score) == ("第1号盗窃案", "公诉", "张雪梅", 98_00)
    assert first.why == "得分最高"


def test_a_case_without_a_decided_grade_or_of_another_quarter_is_no_candidate(desk: Desk, who: Hall) -> None:
    graded(desk, who, 7, 99_00, "优质", state=ReviewState.FEEDBACK)
    graded(desk, who, 8, 99_00, "优质", round_id=None, reviewed_on=date(2015, 4, 2))
    graded(desk, who, 9, 99_00, "优质", round_id=None)
    assert listed(desk) == [("最佳", 1, "009")]
    with desk.facts() as facts:
        assert contests.candidates(facts, "今年") == []


def test_a_case_reviewed_twice_counts_as_last_graded(desk: Desk, who: Hall) -> None:
    graded(desk, who, 1, 98_00, "优质")
    again: dict[str, Any] = {"round_id": who.rounds[0], "decided_on": date(2015, 3, 30), "case_no": case_no(1)}
    graded(desk, who, 11, 60_00, "瑕疵", **again)
    assert listed(desk) == [("最差", 1, "001")]


def test_cases_are_put_forward_within_their_class_and_number(desk: Desk, cases: dict[int, str]) -> None:
    contest(desk, most=2)
    assert nominate(desk, BEST, cases[1], cases[2]).said == "2015Q1 最佳已提名 2 件"
    with pytest.raises(Refusal, match="最佳提名 3 件，每类限报 2 件"):
        nominate(desk, BEST, cases[3])
    with pytest.raises(Refusal, match="审定为优质，只能报最佳"):
        nominate(desk, WORST, cases[3])
    with pytest.raises(Refusal, match="已提名最佳，不重复提名"):
        nominate(desk, WORST, cases[1])
    with pytest.raises(Refusal, match="本季没有审定等次，不能提名"):
        nominate(desk, WORST, case_no(99))
    assert [row[0] for row in polled(desk, BEST)] == ["1", "2"]


def test_votes_are_told_by_judge_and_the_own_case_is_pointed_at(desk: Desk, who: Hall, cases: dict[int, str]) -> None:
    nominate(desk, BEST, cases[1], cases[2], cases[3])
    contest_id = contest(desk)
    with desk.facts() as facts:
        ids = {row.case_no: row.nominee_id for row in contests.ranking(facts, Q1, BEST)}
    one, two, three = (ids[cases[serial]] for serial in (1, 2, 3))
    done = contests.vote(desk, NOMINEES, {one: who.judges, two: who.judges[:2], three: who.judges[:2]})
    assert [problem.said for problem in done.warnings] == [f"张雪梅 投了本人承办的 {cases[1]}，核对这一票是否回避"]
    assert polled(desk, BEST) == [("1", 1, False, 3, False), ("2", 2, True, 2, False), ("3", 2, True, 2, False)]
    with desk.facts() as facts:
        assert judges_of(facts.session, facts.session.get_one(Contest, contest_id)) == tuple(sorted(who.judges))


def test_only_judges_vote(desk: Desk, who: Hall, cases: dict[int, str]) -> None:
    nominate(desk, BEST, cases[1])
    contest_id = contest(desk)
    hold(desk, LAWS, contest_id, minutes(who, Entry(BEST, cases[1]), judges=who.judges[:2]))
    with desk.facts() as facts:
        (one,) = contests.ranking(facts, Q1, BEST)
    with pytest.raises(Refusal, match="张雪梅 不是本次评委。先在评选里补上评委"):
        contests.vote(desk, NOMINEES, {one.nominee_id: who.judges})


def test_equals_are_parted_by_the_leading_group_with_its_reason(desk: Desk, who: Hall, cases: dict[int, str]) -> None:
    contest_id = contest(desk)
    two, three = nominee(desk, BEST, cases[2], who.judges[:2]), nominee(desk, BEST, cases[3], who.judges[:2])
    with pytest.raises(Refusal, match=r"最佳：.+同得 2 票，同票由领导小组决定。写明决定的理由"):
        contests.choose(desk, CONTESTS, contest_id, [two])
    contests.choose(desk, CONTESTS, contest_id, [two], decided={BEST: "补充侦查扎实"})
    row = loaded(desk, NOMINEES, two)
    assert (row[Nominee.chosen], row[Nominee.note]) == (True, "同票由领导小组决定：补充侦查扎实")
    assert contests.decided_of(row[Nominee.note]) == "补充侦查扎实"
    contests.choose(desk, CONTESTS, contest_id, [three], decided={BEST: "释法说理充分"})
    assert [loaded(desk, NOMINEES, id_)[Nominee.note] for id_ in (two, three)] == [
        "",
        "同票由领导小组决定：释法说理充分",
    ]


def test_a_case_with_fewer_votes_or_none_needs_the_reason_too(desk: Desk, who: Hall, cases: dict[int, str]) -> None:
    contest_id = contest(desk)
    one, two = nominee(desk, BEST, cases[1], who.judges), nominee(desk, BEST, cases[2], who.judges[:1])
    with pytest.raises(Refusal, match="得 3 票，多于评定的"):
        contests.choose(desk, CONTESTS, contest_id, [two])
    with pytest.raises(Refusal, match="最佳评定 2 件，每类评定 1 件"):
        contests.choose(desk, CONTESTS, contest_id, [one, two])
    with pytest.raises(Refusal, match="没有得票"):
        contests.choose(desk, CONTESTS, contest_id, [nominee(desk, WORST, cases[5])])
    with pytest.raises(Refusal, match="不在本季候选里"):
        contests.choose(desk, CONTESTS, contest_id, [99])


def test_a_class_stays_empty_only_with_its_reason(desk: Desk, who: Hall, cases: dict[int, str]) -> None:
    contest_id = contest(desk)
    one = nominee(desk, BEST, cases[1], who.judges)
    with pytest.raises(Refusal, match="最佳已评定，又写了空缺理由"):
        contests.choose(desk, CONTESTS, contest_id, [one], {BEST: "没有"})
    ready = minutes(who, Entry(BEST, cases[1], 3, who.judges, True))
    with pytest.raises(Refusal, match="最差没有评定案件，也没写空缺理由"):
        hold(desk, LAWS, contest_id, ready, confirm=True)
    assert seen(desk, contest_id)[Contest.state] == ContestState.NOMINATING
    hold(desk, LAWS, contest_id, minutes(who, *ready.entries, voids={WORST: "本季没有不合格案件"}), confirm=True)
    made = seen(desk, contest_id)
    assert (made[Contest.state], made[Contest.worst_void]) == (ContestState.CONFIRMED, "本季没有不合格案件")


def full(who: Hall, cases: dict[int, str]) -> Minutes:
    """Both classes voted and chosen."""
    return minutes(
        who,
        Entry(BEST, cases[1], 3, who.judges, True),
        Entry(BEST, cases[2], 1, who.judges[:1]),
        Entry(WORST, cases[5], 2, (), True),
    )


def test_a_contest_is_held_and_confirmed_in_one_act_and_taken_back_as_one(
    desk: Desk, who: Hall, cases: dict[int, str]
) -> None:
    contest_id = contest(desk)
    done = hold(desk, LAWS, contest_id, full(who, cases), confirm=True)
    assert done.said == "已确认 PX-01 2015年第一季度最佳、最差案件评选"
    made = seen(desk, contest_id)
    assert made[Contest.confirmed_by] == "领导小组"
    assert [row["officer_id"] for row in made.parts["contest_judge"]] == list(who.judges)
    assert polled(desk, BEST) == [("1", 1, False, 3, True), ("2", 2, False, 1, False)]
    assert polled(desk, WORST) == [("5", 1, False, 2, True)]
    undo(desk.store)
    assert seen(desk, contest_id)[Contest.state] == ContestState.NOMINATING
    assert polled(desk, BEST) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"judges": ()}, "没写评委。在“投票与评定”里写上评委再确认"),
        ({"confirmed_by": ""}, "没填确认机构。选领导小组或检委会"),
        ({"confirmed_on": None}, "没填确认日期。填好再确认"),
    ],
)
def test_a_confirmation_says_who_and_when(
    desk: Desk, who: Hall, cases: dict[int, str], wrong: dict[str, object], said: str
) -> None:
    contest_id = contest(desk)
    with pytest.raises(Refusal) as refused:
        hold(desk, LAWS, contest_id, minutes(who, *full(who, cases).entries, **wrong), confirm=True)
    assert refused.value.said == said
    assert polled(desk, BEST) == []


def test_what_is_confirmed_stays_until_the_confirmation_is_taken_back(
    desk: Desk, who: Hall, cases: dict[int, str]
) -> None:
    contest_id = contest(desk)
    hold(desk, LAWS, contest_id, full(who, cases), confirm=True)
    frozen = "2015Q1 的评选已确认，候选、得票和评定不再改"
    with desk.facts() as facts:
        one = contests.ranking(facts, Q1, BEST)[0]
    for act in (
        lambda: nominate(desk, BEST, cases[3]),
        lambda: contests.vote(desk, NOMINEES, {one.nominee_id: ()}),
        lambda: contests.choose(desk, CONTESTS, contest_id, []),
        lambda: hold(desk, LAWS, contest_id, full(who, cases)),
        lambda: records.change_many(desk, NOMINEES, [one.nominee_id], "votes", 1),
        lambda: records.retire(desk, NOMINEES, [one.nominee_id], "错了"),
        lambda: nominee(desk, BEST, cases[3]),
    ):
        with pytest.raises(Refusal, match=frozen):
            act()
    with pytest.raises(Refusal, match="2015Q1 的评选已确认，不再改"):
        records.change_many(desk, CONTESTS, [contest_id], "places", 2)
    with pytest.raises(Refusal, match="PX-01 已确认，不能删除"):
        records.retire(desk, CONTESTS, [contest_id], "错了")
    records.change_many(desk, NOMINEES, [one.nominee_id], "note", "已刊院讯")
    records.change_many(desk, CONTESTS, [contest_id], "hide_names", False)
    records.move(desk, CONTESTS, seen(desk, contest_id), "撤回确认", "漏计一票")
    made = seen(desk, contest_id)
    assert (made[Contest.state], made[Contest.confirmed_on], made[Contest.confirmed_by]) == (
        ContestState.VOTING,
        None,
        "",
    )
    nominate(desk, BEST, cases[3])


def test_a_voting_sheet_of_old_is_picked_up_by_the_contest_entered_after_it(
    desk: Desk, who: Hall, cases: dict[int, str]
) -> None:
    for serial in (1, 2, 3):
        nominee(desk, BEST, cases[serial], who.judges[: 4 - serial])
    extra = nominee(desk, BEST, case_no(77), who.judges[:1])
    contest_id = contest(desk)
    entries = [
        *(Entry(BEST, cases[serial], 4 - serial, who.judges[: 4 - serial], serial == 1) for serial in (1, 2, 3)),
        Entry(BEST, case_no(77), 1, who.judges[:1]),
    ]
    hold(desk, LAWS, contest_id, minutes(who, *entries))
    assert len(polled(desk, BEST)) == 4
    assert seen(desk, contest_id)[Contest.state] == ContestState.VOTING
    hold(desk, LAWS, contest_id, minutes(who, *entries[:3]))
    assert loaded(desk, NOMINEES, extra)[Nominee.votes] == 1
    assert [row[0] for row in polled(desk, BEST)] == ["1", "2", "3"]
    with pytest.raises(Refusal, match="最佳提名 4 件，每类限报 3 件"):
        hold(desk, LAWS, contest_id, minutes(who, *entries[:3], Entry(BEST, graded(desk, who, 8, 96_00, "优质"))))


def test_a_case_is_put_forward_once_only(desk: Desk, who: Hall, cases: dict[int, str]) -> None:
    with pytest.raises(Refusal, match="不能又报最佳又报最差"):
        hold(desk, LAWS, contest(desk), minutes(who, Entry(BEST, cases[1]), Entry(WORST, cases[1])))


def test_minutes_with_votes_of_strangers_or_too_many_are_refused(desk: Desk, who: Hall, cases: dict[int, str]) -> None:
    contest_id = contest(desk)
    for entry, said in (
        (Entry(BEST, cases[1], 3, who.judges), f"张雪梅 给 {case_no(1)} 投了票，不在评委里"),
        (Entry(BEST, cases[1], 3), "得票 3 多于评委 2 人"),
    ):
        with pytest.raises(Refusal) as refused:
            hold(desk, LAWS, contest_id, minutes(who, entry, judges=who.judges[:2]))
        assert said in refused.value.said


def test_counted_votes_may_follow_named_ones(desk: Desk, who: Hall, cases: dict[int, str]) -> None:
    contest_id = contest(desk)
    hold(desk, LAWS, contest_id, minutes(who, Entry(BEST, cases[1], 2, who.judges[:2])))
    hold(desk, LAWS, contest_id, minutes(who, Entry(BEST, cases[1], 3)))
    with desk.store.read() as session:
        assert session.query(NomineeVote).count() == 0
    assert polled(desk, BEST) == [("1", 1, False, 3, False)]
