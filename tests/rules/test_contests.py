"""Cases of a quarter in order: the best from the highest score, the worst from the lowest, equals side by side."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.contests import (
    Ballot,
    Polled,
    Reviewed,
    against_votes,
    elected,
    placed,
    read_votes,
    standings,
)
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BestWorst

BEST, WORST = BestWorst.BEST, BestWorst.WORST
JUDGES = {1: "萧思源", 2: "马静怡", 3: "潘学民", 4: "袁倩", 5: "梁永刚", 6: "张雪梅", 7: "叶新民"}


def good(no: str, score: int | None, findings: int = 0, serious: int = 0) -> Reviewed:
    return Reviewed(no, score, "优质", True, findings, serious)


def poor(no: str, score: int | None, findings: int = 0, serious: int = 0) -> Reviewed:
    return Reviewed(no, score, "瑕疵", False, findings, serious)


def polled(no: str, votes: int | None, score: int | None = 90_00, category: BestWorst = BEST) -> Polled:
    return Polled(int(no), no, category, votes, score)


def order(category: BestWorst, *cases: Reviewed) -> list[tuple[str, int, str]]:
    return [(one.case.case_no, one.rank, one.why) for one in placed(category, cases)]


def test_the_best_are_the_highest_of_the_best_grade_with_the_fewest_findings() -> None:
    cases = (
        good("5", None),
        poor("9", 99_00),
        good("3", 98_00, 1),
        good("2", 98_00, 1, 1),
        good("1", 98_50, 2),
        good("4", 98_00, 2),
    )
    assert order(BEST, *cases) == [
        ("1", 1, "得分最高"),
        ("3", 2, "低 0.5 分"),
        ("2", 3, "同分，严重多 1 处"),
        ("4", 4, "同分，问题多 1 处"),
        ("5", 5, "没有得分"),
    ]


def test_the_worst_are_the_lowest_with_the_gravest_findings() -> None:
    cases = (
        good("9", 60_00),
        poor("3", 68_50, 2, 1),
        poor("1", 67_00, 1),
        poor("2", 68_50, 2, 2),
        poor("4", 68_50, 1, 1),
    )
    assert order(WORST, *cases) == [
        ("1", 1, "得分最低"),
        ("2", 2, "高 1.5 分"),
        ("3", 3, "同分，严重少 1 处"),
        ("4", 4, "同分，问题少 1 处"),
    ]


def test_equals_share_a_rank_and_stand_by_their_numbers() -> None:
    told = placed(BEST, [good("10", 100_00), good("9", 100_00), good("11", 97_00)])
    assert [(one.case.case_no, one.rank, one.tied, one.why) for one in told] == [
        ("9", 1, True, "得分最高"),
        ("10", 1, True, "与上一件并列"),
        ("11", 3, False, "低 3 分"),
    ]


CASES = st.lists(
    st.builds(
        Reviewed,
        st.integers(1, 40).map(str),
        st.one_of(st.none(), st.integers(9_700, 9_705)),
        st.just("优质"),
        st.booleans(),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    unique_by=lambda one: one.case_no,
    max_size=12,
)


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_cases_came(cases: list[Reviewed], chance: object) -> None:
    mixed = list(cases)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    for category in BestWorst:
        assert placed(category, mixed) == placed(category, cases)


@given(CASES)
def test_every_case_stands_in_one_class_and_ties_are_mutual(cases: list[Reviewed]) -> None:
    told = {category: placed(category, cases) for category in BestWorst}
    assert sorted(one.case.case_no for places in told.values() for one in places) == sorted(o.case_no for o in cases)
    for places in told.values():
        assert all(first.rank <= second.rank for first, second in pairwise(places))
        for one in places:
            equals = [other for other in places if other.rank == one.rank]
            assert one.tied == (len(equals) > 1) == all(other.tied for other in equals)
            assert {(o.case.score, o.case.findings, o.case.serious) for o in equals} == {
                (one.case.score, one.case.findings, one.case.serious)
            }


def test_votes_go_before_scores_and_scores_part_nobody_with_as_many_votes() -> None:
    stands = standings([polled("1", 5, 97_00), polled("2", 6, 95_00), polled("3", 5, 100_00), polled("4", None)])
    assert [(one.polled.key, one.place, one.tied) for one in stands] == [
        (2, 1, False),
        (3, 2, True),
        (1, 2, True),
        (4, 4, False),
    ]
    worst = standings([polled("1", 4, 71_50, WORST), polled("2", 4, 68_50, WORST)])
    assert [one.polled.key for one in worst] == [2, 1]


@pytest.mark.parametrize(
    ("places", "chosen"), [(1, ([2], [])), (2, ([2], [3, 1])), (3, ([2, 3, 1], [])), (4, ([2, 3, 1], []))]
)
def test_the_votes_choose_until_equals_meet_the_border(places: int, chosen: tuple[list[int], list[int]]) -> None:
    stands = standings([polled("1", 5, 97_00), polled("2", 6), polled("3", 5, 100_00), polled("4", 0)])
    assert elected(stands, places) == chosen


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(9_000, 9_003)), max_size=8), st.integers(1, 4))
def test_nobody_is_left_out_for_one_with_as_many_votes(votes: list[tuple[int, int]], places: int) -> None:
    stands = standings([polled(str(no), got, score) for no, (got, score) in enumerate(votes)])
    sure, open_ = elected(stands, places)
    got = {stand.polled.key: stand.polled.votes or 0 for stand in stands}
    assert len(sure) <= places
    assert not open_ or len(sure) < places < len(sure) + len(open_)
    assert len({got[key] for key in open_}) <= 1
    assert against_votes(stands, sure) == ""


def test_a_choice_beside_the_votes_asks_for_a_reason() -> None:
    stands = standings([polled("1", 5), polled("2", 6), polled("3", 5)])
    assert against_votes(stands, [2]) == ""
    assert against_votes(stands, [1, 2, 3]) == ""
    assert against_votes(stands, []) == ""
    assert against_votes(stands, [2, 1]) == "3 与评定的 1 同得 5 票"
    assert against_votes(standings([polled("1", None)]), [1]) == "评定的 1 没有得票"
    assert against_votes(stands, [1]) == "2 得 6 票，多于评定的 1（5 票）"


@pytest.mark.parametrize(
    ("typed", "ballot"),
    [
        ("", None),
        ("5", Ballot(5)),
        ("5 票", Ballot(5)),
        ("５", Ballot(5)),
        ("0", Ballot(0)),
        ("全票", Ballot(7, tuple(JUDGES))),
        ("马静怡、潘学民，袁倩", Ballot(3, (2, 3, 4))),
        ("mjy pxm mjy", Ballot(2, (2, 3))),
        ("zxm,YXM；lyg", Ballot(3, (6, 7, 5))),
        ("萧", Ballot(1, (1,))),
    ],
)
def test_votes_are_a_number_or_the_judges(typed: str, ballot: Ballot | None) -> None:
    assert read_votes(typed, JUDGES) == ballot


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8", "得票 8 多于评委 7 人。核对票数或评委"),
        ("李四", "评委里没有“李四”。先补评委，或只填票数"),
        ("民", "“民”可指 潘学民、叶新民。写全姓名"),
    ],
)
def test_votes_nobody_can_have_given_are_refused(typed: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_votes(typed, JUDGES)
    assert refused.value.said == said


def test_without_named_judges_any_number_is_taken() -> None:
    assert read_votes("9", {}) == Ballot(9)
