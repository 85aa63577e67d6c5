"""Defects as ledgers write them, conclusions by score, days late, the mean of the judges."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.deadlines import DeadlineRule, due_on
from desktop_app.rules.dossiers import (
    AWARD,
    DOSSIER,
    SCALE,
    Defect,
    averaged,
    days_late,
    filing_rule,
    points_left,
    read_defects,
    scale_told,
    unready,
    verdict_of,
)
from desktop_app.rules.vocabulary import AwardState, DayUnit, DossierState
from desktop_app.rules.workdays import Calendar

RULE = DeadlineRule("filing", "案卷归档", 3, DayUnit.MONTH, False, "本院规定", "A")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("缺送达回证（-2）；备考表未填（-1）", [("缺送达回证", 200), ("备考表未填", 100)]),
        ("1.缺送达回证（扣2分）\n2.页码漏编、重编（扣1分）", [("缺送达回证", 200), ("页码漏编、重编", 100)]),
        ("缺审批手续-4，目录不符 -2分", [("缺审批手续", 400), ("目录不符", 200)]),
        ("未装订扣0.5分", [("未装订", 50)]),
        ("目录与卷内不符；光盘未附卷", [("目录与卷内不符", 0), ("光盘未附卷", 0)]),
        ("无", []),
        ("未发现问题", []),
        ("", []),
    ],
)
def test_defects_are_read_with_their_points(text: str, found: list[tuple[str, int]]) -> None:
    assert list(read_defects(text)) == [Defect(item, points) for item, points in found]


def test_the_foot_line_of_a_ledger_tells_the_conclusions() -> None:
    line = "评分：满分100分，按缺陷逐项扣分；95分以上合格，88分以上退卷补正，其余不合格。"
    assert scale_told(["归档月检查登记表", line]) == "合格95、退卷补正88、不合格0"
    assert scale_told(["合格90分以上、不合格90分以下"]) == "合格90、不合格0"
    assert scale_told(["填报单位：清源县人民检察院"]) == ""


@pytest.mark.parametrize(
    ("score", "verdict"), [(95_00, "合格"), (94_50, "退卷补正"), (88_00, "退卷补正"), (0, "不合格")]
)
def test_the_conclusion_of_a_score(score: int, verdict: str) -> None:
    assert verdict_of(score, SCALE) == verdict
    assert verdict_of(score, "优90、差0") is None


def test_deductions_never_go_below_nothing() -> None:
    assert points_left(100_00, [{"points": 200}, {"points": -300}, {"points": None}]) == 95_00
    assert points_left(100_00, [{"points": 120_00}]) == 0


def test_a_type_of_case_may_have_a_term_of_its_own() -> None:
    days = Calendar.of([])
    own = filing_rule(RULE, {"审查逮捕": 1}, "审查逮捕")
    assert due_on(own, date(2015, 1, 30), days).on == date(2015, 2, 28)
    assert due_on(filing_rule(RULE, {"审查逮捕": 1}, "审查起诉"), date(2015, 1, 30), days).on == date(2015, 4, 30)


def test_days_late_run_on_until_a_dossier_is_filed() -> None:
    due, on = date(2015, 4, 30), date(2015, 5, 31)
    assert days_late(due, None, on) == 31
    assert days_late(due, date(2015, 5, 2), on) == 2
    assert days_late(due, date(2015, 4, 30), on) == 0
    assert days_late(due, date(2015, 6, 5), on) == 31
    assert days_late(None, None, on) == 0


@given(st.lists(st.integers(0, 200).map(lambda halves: halves * 50), max_size=9), st.booleans())
def test_the_mean_of_the_judges_is_that_of_plain_arithmetic(points: list[int], trimmed: bool) -> None:
    found = averaged(points, 100_00, trimmed, 3)
    cut = sorted(points)[1:-1] if trimmed and len(points) >= 5 else points
    assert found.counted == len(cut)
    assert len(points) == found.counted + len(found.left_out)
    if cut:
        assert found.mean is not None
        assert abs(found.mean - Decimal(sum(cut)) / len(cut) / 100) <= Decimal("0.005")


def test_a_slip_of_the_pen_counts_for_nothing() -> None:
    assert averaged([980_00, 89_00, 94_50, 91_50], 100_00, False, 3).mean == Decimal("91.67")


def test_a_returned_dossier_needs_a_day_to_be_corrected_by() -> None:
    told = {"verdict": "退卷补正", "checked_on": date(2015, 3, 20)}
    assert DOSSIER.may("退卷补正", DossierState.WAITING, told) == "没填补正期限。填好再退卷"
    assert DOSSIER.may("检查合格", DossierState.WAITING, told) == "结论是退卷补正，要退卷补正。用“退卷补正”办理"
    assert DOSSIER.may("退卷补正", DossierState.WAITING, {**told, "verdict": "合格"}) == (
        "结论是合格，不用退卷。用“检查合格”办理"
    )


def test_three_judges_at_least_and_every_dossier_scored() -> None:
    assert AWARD.may("开始评分", AwardState.NOMINATING, {"award_judge": [1, 2], "least": 3}) == (
        "评委 2 人，至少要 3 人。选好评委再开始"
    )
    assert unready([], 3) == "还没有参评案卷。提名再办"
    assert unready([("01", 4, True), ("02", 2, False)], 3) == "02 等 1 卷的评分不足 3 人。补齐再审批"
    assert unready([("01", 4, False)], 3) == "还没有定下优秀案卷。用“评分与评定”选定再审批"
    assert unready([("01", 4, True)], 3) == ""
