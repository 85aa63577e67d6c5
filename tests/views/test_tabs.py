"""The tab bar: digits, badges, and hundreds of repaints without a leak or a crash."""

import sys

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.views.tabs import Badge, TabBar
from desktop_app.views.text import TABS


@pytest.fixture
def bar(qtbot: QtBot) -> TabBar:
    made = TabBar()
    qtbot.addWidget(made)
    for digit, _, name in TABS:
        made.add(digit, name)
    made.show()
    return made


def test_all_ten_tabs_with_badges_fit_the_smallest_window(bar: TabBar) -> None:
    for at in range(bar.count()):
        bar.set_badge(at, Badge(red=5))
    assert bar.sizeHint().width() <= 1280 - 32


def test_a_badge_is_red_before_amber_and_absent_at_nothing(bar: TabBar) -> None:
    bar.set_badge(2, Badge(red=4, amber=2))
    assert bar.badge(2).count == 4
    assert bar.accessibleTabName(2) == "问题清单，4 项逾期或不符"
    bar.set_badge(2, Badge(amber=2))
    assert bar.accessibleTabName(2) == "问题清单，2 项待办"
    wide = bar.tabSizeHint(2).width()
    bar.set_badge(2, Badge())
    assert bar.tabSizeHint(2).width() < wide


def test_arrows_walk_the_tabs(qtbot: QtBot, bar: TabBar) -> None:
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.currentIndex() == 1


def test_hundreds_of_repaints_keep_the_count_of_none(bar: TabBar) -> None:
    bar.grab()
    before = sys.getrefcount(None)
    for _ in range(300):
        bar.grab()
    assert abs(sys.getrefcount(None) - before) < 500
