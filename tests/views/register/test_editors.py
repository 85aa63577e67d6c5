"""One editor per shape: what may be typed, what is shown for it, what is said when it cannot be read."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.exams import Exam
from desktop_app.models.meetings import Meeting
from desktop_app.models.people import Department, Kinship
from desktop_app.models.plan import Task
from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import Inside, TaskState
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.completing import WordEditor
from desktop_app.views.register.editors.days import DayEditor
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.editors.segments import SegmentEditor
from desktop_app.views.register.known import Known
from tests.kit.keys import ALT, CTRL, SHIFT, enter, press, settled, type_


@pytest.fixture
def maker(desk: Desk, qapp: QApplication) -> Maker:
    theme.apply(qapp)
    return Maker(Known(desk), lambda _field: ["三楼会议室", "党组会议室"])


def opened(maker: Maker, field: Field, qtbot: QtBot) -> Editor:
    made = maker.editor(field)
    qtbot.addWidget(made)
    made.resize(280, 34)
    made.show()
    settled(made)
    made.take_focus()
    return made


@pytest.mark.parametrize(
    ("typed", "read", "shown"),
    [
        ("515", date(2015, 5, 15), "2015-05-15"),
        ("5.15", date(2015, 5, 15), "2015-05-15"),
        ("+30", date(2015, 6, 30), "2015-06-30"),
        ("今", date(2015, 5, 31), "2015-05-31"),
        ("２０１５．６．１", date(2015, 6, 1), "2015-06-01"),
        ("", None, ""),
    ],
)
def test_a_day_is_understood_while_typed(maker: Maker, qtbot: QtBot, typed: str, read: Any, shown: str) -> None:
    editor = opened(maker, Field(Task.due_on, "期限"), qtbot)
    assert isinstance(editor, DayEditor)
    type_(typed)
    assert editor.read() == read
    assert editor.line.suffix[:10] == (shown if typed else "")
    editor.tidy()
    assert editor.line.text() == shown


def test_no_weekday_stands_beside_a_day_that_is_none(maker: Maker, qtbot: QtBot) -> None:
    editor = opened(maker, Field(Task.due_on, "期限"), qtbot)
    assert isinstance(editor, DayEditor)
    editor.show_value(date(2015, 2, 3))
    editor.show_text("2.30")
    assert editor.line.suffix == ""


def test_ctrl_semicolon_is_today(maker: Maker, qtbot: QtBot) -> None:
    editor = opened(maker, Field(Task.due_on, "期限"), qtbot)
    press(Qt.Key.Key_Semicolon, CTRL)
    assert editor.read() == date(2015, 5, 31)


def test_the_calendar_opens_with_alt_down(maker: Maker, qtbot: QtBot) -> None:
    editor = opened(maker, Field(Task.due_on, "期限"), qtbot)
    press(Qt.Key.Key_Down, ALT)
    assert isinstance(editor, DayEditor)
    assert editor.calendar.isVisible()
    enter()
    assert not editor.calendar.isVisible()
    assert editor.read() == date(2015, 5, 31)


@pytest.mark.parametrize(
    ("field", "typed", "read", "shown"),
    [
        (Field(Meeting.clock, "时间", shape_as=Shape.CLOCK), "930", "9:30", "9:30"),
        (Field(Meeting.clock, "时间", shape_as=Shape.CLOCK), "14.30", "14:30", "14:30"),
        (Field(Task.progress, "进度", shape_as=Shape.PERCENT), "1", 1, "1"),
        (Field(Task.progress, "进度", shape_as=Shape.PERCENT), "85%", 85, "85"),
        (Field(Meeting.expected, "应到", unit="人"), "58", 58, "58"),
        (Field(Meeting.expected, "金额", shape_as=Shape.FEN), "84600.5", 8460050, "84,600.50"),
    ],
)
def test_numbers_and_times(maker: Maker, qtbot: QtBot, field: Field, typed: str, read: Any, shown: str) -> None:
    editor = opened(maker, field, qtbot)
    type_(typed)
    assert editor.read() == read
    editor.tidy()
    assert editor.inner.text() == shown  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (Field(Task.due_on, "期限"), "231", "2015年2月没有31日，请改为实有的日期"),
        (Field(Task.progress, "进度", shape_as=Shape.PERCENT), "120", "进度“120%”超过100%，请改为0到100之间"),
        (Field(Meeting.expected, "应到"), "abc", "“abc”不是数字，请改为数字"),
        (Field(Task.state, "状态"), "zzz", "没有“zzz”这一项。从列表里选"),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(maker: Maker, qtbot: QtBot, field: Field, typed: str, said: str) -> None:
    editor = opened(maker, field, qtbot)
    type_(typed)
    with pytest.raises(Unreadable) as fault:
        editor.read()
    assert fault.value.said == said
    assert editor.inner.text() == typed  # type: ignore[attr-defined]


def test_words_too_long_to_stand_side_by_side_are_chosen_from_a_list(maker: Maker, qtbot: QtBot) -> None:
    assert isinstance(opened(maker, Field(Exam.ties, "并列排名"), qtbot), SegmentEditor)
    assert isinstance(opened(maker, Field(Exam.retake_policy, "补考认定"), qtbot), WordEditor)


def test_few_words_are_chosen_by_their_digit_or_initial(maker: Maker, qtbot: QtBot) -> None:
    editor = opened(maker, Field(Kinship.inside, "院内/院外"), qtbot)
    assert isinstance(editor, SegmentEditor)
    type_("2")
    assert editor.read() == Inside.OUTSIDE
    press(Qt.Key.Key_Left)
    assert editor.read() == Inside.INSIDE
    press(Qt.Key.Key_Delete)
    assert editor.read() is None


def test_many_words_are_found_by_initials(maker: Maker, qtbot: QtBot) -> None:
    editor = opened(maker, Field(Task.state, "状态"), qtbot)
    type_("dys")
    enter()
    assert editor.read() == TaskState.AWAITING


def test_words_already_used_are_offered_but_any_text_stands(maker: Maker, qtbot: QtBot) -> None:
    editor = opened(maker, Field(Meeting.place, "地点", words="会议地点"), qtbot)
    type_("dz")
    enter()
    assert editor.read() == "党组会议室"
    editor.show_value("")
    type_("三楼")
    enter()
    assert editor.read() == "三楼"


def test_shift_enter_starts_a_line_and_enter_goes_on(maker: Maker, qtbot: QtBot) -> None:
    editor = opened(maker, Field(Task.note, "备注", lines=2), qtbot)
    type_("一")
    press(Qt.Key.Key_Return, SHIFT)
    type_("二")
    with qtbot.waitSignal(editor.advance):
        enter()
    assert editor.read() == "一\n二"


def test_space_ticks(maker: Maker, qtbot: QtBot) -> None:
    editor = opened(maker, Field(Department.business, "业务部门"), qtbot)
    press(Qt.Key.Key_Space)
    assert editor.read() is True
