"""Walking through 问题清单 without a mouse or a screen: Tab goes as one reads, everything that takes the cursor has a
name, no letter stands for two fields or for a menu.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.registers.catalogue import of_tab
from desktop_app.services.desk import Desk
from desktop_app.views.boards.issue_persons import PersonBoard
from desktop_app.views.boards.issue_statistics import StatisticsBoard
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.entry import Entry
from desktop_app.views.register.screen import RegisterScreen
from tests.kit.issues import closed, issue, team
from tests.kit.keys import CTRL, SHIFT, press, settled

MENUS = set("FERPTH")
LISTS = (QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree)
"""What names its rows itself."""


@pytest.fixture
def screen(desk: Desk, bus: Bus, jobs: Jobs, qtbot: QtBot) -> RegisterScreen:
    """The register with its boards, over an open and a closed problem."""
    who = team(desk)
    issue(desk, who, "漏签骑缝")
    closed(desk, who, "告知书未归档")
    registers = of_tab("issues")
    made = RegisterScreen(desk, bus, jobs, registers[0], (PersonBoard, StatisticsBoard), registers, list_first=True)
    qtbot.addWidget(made)
    made.resize(1366, 642)
    made.show()
    settled(made)
    return made


@pytest.fixture
def entry(screen: RegisterScreen) -> Entry:
    press(Qt.Key.Key_N, CTRL)
    made = screen.place.entry
    assert made is not None
    settled(made)
    return made


def nameless(told: QAccessibleInterface) -> Iterator[str]:
    """Widgets that take the cursor and have no name, as a screen reader meets them."""
    state, within = told.state(), told.object()
    if state.focusable and not state.invisible and not told.text(QAccessible.Text.Name):
        yield type(within).__name__
    for at in range(0 if told.role() in LISTS else told.childCount()):
        if (child := told.child(at)) is not None and child.isValid():
            yield from nameless(child)


def names(widget: QWidget) -> list[str]:
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return [name for name in nameless(told) if name != type(widget).__name__]


def test_everything_that_takes_the_cursor_has_a_name(screen: RegisterScreen) -> None:
    for at in range(len(screen.order)):
        screen.show_view(at)
        assert names(screen) == []


def test_every_field_of_a_new_problem_has_a_name(entry: Entry) -> None:
    assert names(entry) == []


def tabbed(last: str, move: Callable[[], None]) -> list[str]:
    """Names met from the field with the cursor to ``last``."""
    found: list[str] = []
    while not found or found[-1] != last:
        here = QApplication.focusWidget()
        assert here is not None
        found.append(here.accessibleName())
        assert len(found) < 60, found
        move()
    return found


def test_tab_goes_through_a_new_problem_as_one_reads(entry: Entry) -> None:
    met = tabbed("保存", lambda: press(Qt.Key.Key_Tab))
    assert met[:14] == [
        *("性质", "责任部门", "问题", "表现", "到事", "到案", "到人", "不涉及具体案件"),
        *("期限", "责任领导", "来源", "类别", "发现日期", "整改类型"),
    ]
    assert met[14:17] == ["整改措施 措施", "整改措施 负责人", "整改措施 期限"]
    assert met[17].startswith("其余")
    assert met[18:] == ["取消", "保存并新增", "保存"]


def test_another_row_of_measures_follows_the_first(entry: Entry) -> None:
    editor = entry.form.seats["issue_measure"].editor
    editor.show_value([{"text": "逐卷补正"}])
    met = tabbed("保存", lambda: press(Qt.Key.Key_Tab))
    assert met[14:20] == ["整改措施 措施", "整改措施 负责人", "整改措施 期限"] * 2


def test_no_letter_stands_for_two_fields_or_for_a_menu(entry: Entry) -> None:
    captions = [seat.caption.text() for seat in entry.form.seats.values()]
    letters = [found[1] for said in captions if (found := re.search(r"<u>(\w)</u>", said))]
    assert len(letters) > 8
    assert len(set(letters)) == len(letters)
    assert not MENUS & set(letters)


def test_ctrl_shift_tab_goes_back_to_the_view_before(screen: RegisterScreen) -> None:
    views, count = screen.bar.views, len(screen.order)
    press(Qt.Key.Key_Tab, CTRL, times=2)
    assert views.current == 2
    press(Qt.Key.Key_Tab, CTRL | SHIFT, times=3)
    assert views.current == count - 1, "round from the first to the last"
