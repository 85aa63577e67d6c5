"""A morning with absences by keyboard: somebody leaves, who covers, a stand-in is named; who covers X on Friday."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.models.posts import Absence, StandIn
from desktop_app.registers.posts import ABSENCES, POSTS
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.controls import HintButton
from desktop_app.views.posts.covering import WhoCoversDialog
from desktop_app.views.register.screen import RegisterScreen
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, Tally, press, settled, type_
from tests.kit.office import furnished, loaded, officer
from tests.kit.posts import absence, post
from tests.kit.program import at_desk, settle
from tests.kit.tabs import turn_to

Key = Qt.Key


def _furnish(desk: Desk) -> dict[str, Any]:
    """内勤 is 何静宜's with 韩雨桐 behind her, who is ill on two days; 送达 is 赵一帆's."""
    a, b, c, chief = (officer(desk, name) for name in ("何静宜", "韩雨桐", "赵一帆", "许嘉树"))
    given = {"post": post(desk, "内勤", a, b, approver_id=chief), "a": a, "c": c}
    post(desk, "送达", c, b)
    absence(desk, b, date(2015, 6, 4), date(2015, 6, 5), "病假")
    return given


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, ids: dict[str, Any]
) -> Iterator[Program]:
    """The program at its desk, 岗位轮换 shown."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        press(Key.Key_5, CTRL)
        settle(qtbot, made)
        yield made


@pytest.fixture
def ids(folder: DataFolder, clock: TurnedClock) -> dict[str, Any]:
    """The furnished office: the ids of its post and people."""
    desk, given = furnished("posts day", _furnish, folder.root, clock)
    desk.store.close()
    found: dict[str, Any] = given
    return found


def shown_keys(screen: RegisterScreen) -> list[str]:
    """The keys shown at the links 添加 of the form, from the top."""
    return [made.hint for made in screen.place.form.findChildren(HintButton) if made.text() == "添加"]


def test_an_absence_tells_who_covers_and_a_stand_in_fills_the_gap(
    program: Program, qtbot: QtBot, ids: dict[str, Any]
) -> None:
    screen, hands = turn_to(program, qtbot, ABSENCES), Tally()
    hands.command(Key.Key_N, CTRL)
    entry = screen.place.entry
    assert entry is not None
    settled(entry)
    for text in ("hjy", "婚假", "6.1", "6.12"):
        hands.field(text)
    told = entry.form.seats[Absence.to_on.key].message.text()
    assert told == "内勤由韩雨桐代岗，06-04 至 06-05 无人"
    assert "内勤在 2015-06-04 至 2015-06-05 没有人" in entry.form.seats[Absence.from_on.key].message.text()
    hands.command(Key.Key_Return, CTRL)
    settle(qtbot, program)
    settled(program.window)
    hands.command(Key.Key_A, ALT)
    for text in ("zyf", "nq"):
        hands.field(text)
    hands.command(Key.Key_Return, CTRL)
    settle(qtbot, program)
    hands.tell("登记离岗并另派代岗")
    assert screen.place.form.current == StandIn.__tablename__
    assert shown_keys(screen) == ["Alt+A", ""]
    assert program.session is not None
    made = screen.place.record_id
    assert made is not None
    draft = loaded(program.session.desk, ABSENCES, made)
    assert draft[Absence.officer_id] == ids["a"]
    assert [(row["post_id"], row["officer_id"]) for row in draft.rows(StandIn)] == [(ids["post"], ids["c"])]
    assert screen.place.form.seats[Absence.to_on.key].message.text() == "内勤由韩雨桐、赵一帆代岗"
    turn_to(program, qtbot, POSTS)
    assert answer() == "公诉 内勤由赵一帆代岗（另派）。何静宜婚假至 06-12；韩雨桐病假至 06-05；06-06 起韩雨桐"


def test_who_covers_on_friday_takes_three_keys_from_the_tab(program: Program) -> None:
    """Alt+M, the first letter of the name, 5 for Friday."""
    assert answer("z") == "公诉 送达由A岗赵一帆在岗"


def answer(initial: str = "h") -> str:
    """What is said of the first post of somebody on Friday."""
    said: list[str] = []

    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, WhoCoversDialog)
        type_(initial)
        type_("5")
        said.append(dialog.answer.text())

    meanwhile(lambda: press(Key.Key_M, ALT), ask)
    return said[0]
