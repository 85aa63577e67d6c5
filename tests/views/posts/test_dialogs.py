"""The dialogs of posts, absences and rotations by keyboard."""

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.plan import Task
from desktop_app.models.posts import Absence, Post
from desktop_app.models.rotations import Rotation, RotationItem
from desktop_app.registers.plan import TASKS
from desktop_app.registers.posts import ABSENCES, POSTS
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.dialogs import Dialog
from desktop_app.views.posts.covering import WhoCoversDialog, coming
from desktop_app.views.posts.extending import ExtendRotationDialog
from desktop_app.views.posts.handing import HandOverDialog
from desktop_app.views.posts.pairing import ChangePairDialog
from desktop_app.views.posts.returning import BackDialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.keys import CTRL, enter, press, settled, type_
from tests.kit.office import loaded, officer, task
from tests.kit.posts import absence, post, rotation

Shown = TypeVar("Shown", bound=Dialog)
Key = Qt.Key


@pytest.fixture
def people(desk: Desk, qapp: QApplication) -> list[int]:
    """何静宜, 韩雨桐 and 赵一帆 of 公诉科."""
    theme.apply(qapp)
    return [officer(desk, name) for name in ("何静宜", "韩雨桐", "赵一帆")]


def shown(dialog: Shown, qtbot: QtBot) -> Shown:
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def test_who_covers_answers_by_initials_and_day(desk: Desk, people: list[int], qtbot: QtBot) -> None:
    first = post(desk, "内勤", people[0], people[1])
    second = post(desk, "送达", people[2], people[0])
    absence(desk, people[0], date(2015, 6, 1), date(2015, 6, 8))
    dialog = shown(WhoCoversDialog(None, Known(desk), second), qtbot)
    assert dialog.answer.text() == "公诉 送达由A岗赵一帆在岗"
    type_("h5")
    assert dialog.finder.text() == "h"
    assert dialog.said_day.text() == "2015-06-05 周五（5 天后）"
    assert dialog.current is not None
    assert dialog.current.post_id == first
    assert dialog.answer.text() == "公诉 内勤由韩雨桐代岗（B岗）。何静宜休假至 06-08；06-09 起何静宜"
    press(Key.Key_PageDown)
    assert dialog.answer.text() == "公诉 内勤由A岗何静宜在岗"
    press(Key.Key_Down)
    press(Key.Key_Left, times=4)
    assert dialog.current.post_id == second, "the cursor stays on its post"
    type_("0")
    assert dialog.said_day.text() == "2015-05-31 周日（今天）"
    type_("zz")
    assert dialog.answer.text() == "没有与“hzz”相符的姓名或岗位"


def test_a_post_nobody_holds_is_red_with_its_word(desk: Desk, people: list[int], qtbot: QtBot) -> None:
    made = post(desk, "内勤", people[0], people[1])
    absence(desk, people[0], date(2015, 5, 30), date(2015, 6, 8))
    absence(desk, people[1], date(2015, 5, 31), date(2015, 5, 31), "病假")
    dialog = shown(WhoCoversDialog(None, Known(desk), made), qtbot)
    assert dialog.answer.text().startswith("! 公诉 内勤空岗，没有人在岗。何静宜休假至 06-08；韩雨桐病假至 05-31")
    assert dialog.counts.text() == "岗位 1　! 空岗 1"


def test_the_weekday_asked_for_is_the_next_one_and_today_counts() -> None:
    sunday = date(2015, 5, 31)
    assert [coming(sunday, number).day for number in (1, 5, 6, 7)] == [1, 5, 6, 31]


def test_another_pair_by_keys(desk: Desk, people: list[int], qtbot: QtBot) -> None:
    made = post(desk, "内勤", people[0], people[1])
    dialog = shown(ChangePairDialog(None, Known(desk), Recent(), made), qtbot)
    enter()
    for text in ("zyf", "6.1", "hyt", "韩雨桐轮岗"):
        type_(text)
        enter()
    assert dialog.effect.text() == "原任期止于前一天，06-01 起另立一条；原记录保留"
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    new = loaded(desk, POSTS, dialog.outcome.ids[0])
    assert (new[Post.a_id], new[Post.b_id], new[Post.since_on]) == (people[0], people[2], date(2015, 6, 1))


def test_back_at_the_post_by_one_key(desk: Desk, people: list[int], qtbot: QtBot) -> None:
    post(desk, "内勤", people[0], people[1])
    made = absence(desk, people[0], date(2015, 5, 25), date(2015, 6, 5))
    dialog = shown(BackDialog(None, Known(desk), Recent(), made), qtbot)
    assert dialog.effect.text() == "比登记早 6 天；韩雨桐代的内勤交回本人"
    press(Key.Key_Return, CTRL)
    assert loaded(desk, ABSENCES, made)[Absence.returned_on] == date(2015, 5, 31)
    with pytest.raises(Refusal, match="已在 2015-05-31 返岗"):
        BackDialog(None, Known(desk), Recent(), made)


def test_who_has_not_left_yet_does_not_come_back(desk: Desk, people: list[int]) -> None:
    made = absence(desk, people[0], date(2015, 6, 3), date(2015, 6, 5))
    with pytest.raises(Refusal, match="从 2015-06-03 起才离岗"):
        BackDialog(None, Known(desk), Recent(), made)


def test_a_later_end_by_keys(desk: Desk, people: list[int], qtbot: QtBot) -> None:
    made = rotation(desk, people[0], "侦查监督科", date(2015, 4, 1), date(2015, 9, 30))
    dialog = shown(ExtendRotationDialog(None, Known(desk), Recent(), made), qtbot)
    type_("1031")
    assert dialog.effect.text() == "延长 31 天"
    for text in ("", "hyt", "专项工作未结束"):
        type_(text)
        enter()
    press(Key.Key_Return, CTRL)
    assert loaded(desk, ROTATIONS, made)[Rotation.planned_to_on] == date(2015, 10, 31)


def test_work_is_listed_in_one_key_and_handed_over_in_one(desk: Desk, people: list[int], qtbot: QtBot) -> None:
    jobs = [task(desk, name, people[0]) for name in ("整改方案", "自查报告")]
    made = rotation(desk, people[0], "侦查监督科", date(2015, 4, 1), date(2015, 9, 30))
    dialog = shown(HandOverDialog(None, Known(desk), Recent(), made), qtbot)
    assert dialog.counts.text() == "清单 0 项，已移交 0 项；手头还有 2 项没列入"
    press(Key.Key_L, CTRL)
    assert dialog.counts.text() == "清单 2 项，已移交 0 项"
    press(Key.Key_Space)
    enter()
    type_("hyt")
    enter()
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    assert "已移交 1 项给韩雨桐，还有 1 项" in dialog.outcome.said
    assert [loaded(desk, TASKS, one)[Task.officer_id] for one in jobs] == [people[0], people[1]]
    again = shown(HandOverDialog(None, Known(desk), Recent(), made), qtbot)
    assert [row.done for row in again.rows] == [False, True]
    again.table.selectRow(1)
    again.table.setFocus()
    press(Key.Key_Space)
    assert again.said.text() == "这一项已经移交"
    assert len(loaded(desk, ROTATIONS, made).rows(RotationItem)) == 2
