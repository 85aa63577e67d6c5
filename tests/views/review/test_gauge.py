"""The gauge: what it says, where its marker stands."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from desktop_app.views.review.gauge import Gauge, segments, spot, tints
from tests.kit.score_board import SHEET


def test_it_says_score_grade_and_what_is_missing(qtbot: QtBot) -> None:
    gauge = Gauge()
    qtbot.addWidget(gauge)
    gauge.show_sheet(SHEET)
    assert gauge.told == "得分 86，合格，距优质差 4 分"
    gauge.show_sheet(SHEET, "瑕疵")
    assert gauge.told == "得分 86，审定瑕疵，建议合格"
    gauge.show_sheet(replace(SHEET, first=(80_00, "合格")))
    assert gauge.told == "得分 86，合格，复评前 80 合格"
    gauge.show_sheet(replace(SHEET, suggested="不合格", next_grade=None, vetoes=(3, 1)))
    assert gauge.told == "得分 86，不合格，一票否决 1 项"


def test_without_a_scale_there_is_no_bar_and_nothing_breaks(qtbot: QtBot) -> None:
    gauge = Gauge()
    qtbot.addWidget(gauge)
    gauge.show_sheet(SHEET)
    tall = gauge.sizeHint().height()
    gauge.show_sheet(replace(SHEET, suggested="", next_grade=None, steps=()))
    assert gauge.sizeHint().height() < tall
    gauge.resize(400, 100)
    assert not gauge.grab().isNull()
    gauge.show_sheet(None)
    assert gauge.told == ""


@pytest.mark.parametrize(
    ("score", "grade"), [(0, 0), (59_99, 0), (60_00, 1), (74_50, 1), (75_00, 2), (90_00, 3), (100_00, 3), (-5_00, 0)]
)
def test_the_marker_stands_over_the_grade_of_the_score(score: int, grade: int) -> None:
    parts = segments(SHEET, QRectF(0, 0, 400, 10))
    left, width = parts[grade]
    assert left <= spot(replace(SHEET, score=score), parts) <= left + width


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_every_scale_has_a_tint_for_each_grade(count: int) -> None:
    assert len(tints(count)) == count
    assert tints(count)[-1] == "blue7"
