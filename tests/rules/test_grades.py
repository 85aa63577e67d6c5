"""Grades by score: scales written, read and told, as schemes and old ledgers put them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.grades import Scale, read_scale, scale_in, scale_or_none
from desktop_app.rules.unreadable import Unreadable

USUAL = Scale((("优质", 9000), ("合格", 7500), ("瑕疵", 6000), ("不合格", 0)))
SCALES = st.lists(st.integers(1, 10000), min_size=1, max_size=4, unique=True).map(
    lambda floors: Scale((*zip("甲乙丙丁", sorted(floors, reverse=True), strict=False), ("末等", 0)))
)


@pytest.mark.parametrize(
    "text",
    [
        "优质90、合格75、瑕疵60、不合格0",
        "优质９０，合格７５，瑕疵６０，不合格０",
        "优质 90; 合格 75; 瑕疵 60; 不合格 0",
        "优质90.00\n合格75\n瑕疵60\n不合格0",
    ],
)
def test_a_scale_is_read_however_it_is_parted(text: str) -> None:
    assert read_scale(text) == USUAL


@pytest.mark.parametrize(
    "text",
    ["", "优质", "优质90", "优质90、合格95、不合格0", "优质90、优质75、不合格0", "优质90、合格75", "90优质、0不合格"],
)
def test_what_is_no_scale_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Unreadable, match="等次写成“优质90、合格75、瑕疵60、不合格0”"):
        read_scale(text)
    assert scale_or_none(text) is None


@pytest.mark.parametrize(
    ("score", "grade", "short"),
    [
        (10000, "优质", None),
        (9000, "优质", None),
        (8999, "合格", ("优质", 1)),
        (8600, "合格", ("优质", 400)),
        (7500, "合格", ("优质", 1500)),
        (7450, "瑕疵", ("合格", 50)),
        (0, "不合格", ("瑕疵", 6000)),
        (-200, "不合格", ("不合格", 200)),
    ],
)
def test_the_grade_of_a_score_and_what_is_missing_to_the_next(
    score: int, grade: str, short: tuple[str, int] | None
) -> None:
    assert (USUAL.grade(score), USUAL.short_of(score)) == (grade, short)
    assert USUAL.grade(score, vetoed=True) == "不合格"


@given(SCALES)
def test_a_scale_told_is_the_scale_read(scale: Scale) -> None:
    words = Scale(tuple((f"{word}等"[:2], floor) for word, floor in scale.steps))
    assert read_scale(words.told()) == words


@given(SCALES, st.integers(0, 10000), st.integers(0, 10000))
def test_a_better_score_is_never_a_worse_grade(scale: Scale, one: int, other: int) -> None:
    low, high = sorted((one, other))
    places = [scale.words.index(scale.grade(score)) for score in (low, high)]
    assert places[0] >= places[1]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("（优秀：95分以上；合格：85分以上；瑕疵：70分以上；不合格：70分以下）", "优秀95、合格85、瑕疵70、不合格0"),
        ("满分100分，优质90分以上，合格75-89分，瑕疵60-74分，不合格60分以下", "优质90、合格75、瑕疵60、不合格0"),
        ("案件质量评查登记表", None),
        ("优质90分以上", None),
    ],
)
def test_a_scale_is_heard_in_the_titles_of_a_ledger(title: str, told: str | None) -> None:
    found = scale_in(title)
    assert (found.told() if found is not None else None) == told
