"""What the remarks of a score sheet say, and what the steps of an exam ask for."""

import pytest

from desktop_app.rules.exams import EXAM, Keyed, hindrance, read_remark
from desktop_app.rules.vocabulary import AbsenceCause, ExamState, SittingCode

ALL_THERE = [Keyed("赵一帆", False, False), Keyed("陈若琳", False, False)]


@pytest.mark.parametrize(
    ("remark", "code", "cause", "excuse"),
    [
        ("缺考（公差）", "缺考", "公差", ""),
        ("缺考(病假)", "缺考", "病假", ""),
        ("因病缺考", "缺考", "病假", ""),
        ("缺考：出差", "缺考", "公差", ""),
        ("旷考", "缺考", "无故", ""),
        ("缺考", "缺考", None, ""),
        ("缓考（住院）", "缓考", None, "住院"),
        ("违纪（携带手机，取消成绩）", "违纪", None, "携带手机,取消成绩"),
        ("免考", "免考", None, ""),
    ],
)
def test_a_remark_tells_how_a_candidate_stands(remark: str, code: str, cause: str | None, excuse: str) -> None:
    assert read_remark(remark) == (SittingCode(code), AbsenceCause(cause) if cause else None, excuse)


@pytest.mark.parametrize("remark", ["", "优秀", "第一名", "补考及格"])
def test_other_remarks_tell_nothing_of_it(remark: str) -> None:
    assert read_remark(remark) is None


def test_no_marks_no_next_step() -> None:
    assert hindrance(ExamState.SEATED, []) == "还没有应考名单。用“列名单、排座”（Alt+M）办理"
    bare = [*ALL_THERE, *(Keyed(name, True, False) for name in ("冯志远", "曹雨薇", "高文博", "罗文娟"))]
    assert hindrance(ExamState.MARKED, bare) == (
        "还有 4 人没有成绩（冯志远、曹雨薇、高文博等）。录入成绩，或记缺考、缓考"
    )
    assert hindrance(ExamState.SAT, bare) == ""


def test_marks_that_differ_are_not_published() -> None:
    differ = [*ALL_THERE, Keyed("冯志远", False, True)]
    assert hindrance(ExamState.CHECKING, differ) == ""
    assert (
        hindrance(ExamState.PUBLISHED, differ)
        == "复核录入与初录有 1 人不一致（冯志远）。用“复核录入”核对试卷，定为一致"
    )
    assert hindrance(ExamState.PUBLISHED, ALL_THERE) == ""


def test_published_marks_are_not_taken_back() -> None:
    assert all(move.target == ExamState.FILED for move in EXAM.moves_from(ExamState.PUBLISHED))
    assert EXAM.may("公布", ExamState.CHECKING, {}) == "没填复核人。选好再公布"
