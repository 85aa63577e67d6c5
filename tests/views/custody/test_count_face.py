"""A stocktake in the officer's window: the button of what comes next, what was found, a new one prepared at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.models.seizures import Stocktake, StocktakeCounter
from desktop_app.registers.stocktakes import STOCKTAKES
from desktop_app.rules.vocabulary import CountScope
from desktop_app.services import counting, records, stocktake_ends
from desktop_app.services.desk import Desk
from desktop_app.services.stocktakes import Scheme, prepare
from desktop_app.store.preferences import Preferences
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.custody.count_face import CountFace
from desktop_app.views.custody.count_preparing import PrepareDialog
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from tests.kit.counting import LAWS, PROBLEMS, counting_room, lines
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, press
from tests.kit.office import furnished, loaded

Key = Qt.Key


def _furnish(desk: Desk) -> dict[str, Any]:
    return counting_room(desk, 24)


class Room:
    """The tab over the store, with the cursor on its stocktake."""

    def __init__(self, desk: Desk, ids: dict[str, Any]) -> None:
        self.desk, self.ids, self.jobs = desk, ids, Jobs()
        every = tabs(desk, Bus(), self.jobs, Settings(), Preferences(desk.store))
        made = next(one for one in every if one.code == "seizures").make()
        assert isinstance(made, RegisterScreen)
        self.screen = made
        made.resize(1366, 642)
        made.show()

    def close(self) -> None:
        self.jobs.close()
        self.screen.hide()
        self.screen.deleteLater()
        self.desk.store.close()

    def look(self) -> CountFace:
        """The stocktake as it stands now."""
        self.screen.place.known.forget()
        self.screen.reveal(STOCKTAKES.kind, self.ids["stocktake"])
        self.screen.place.refresh(self.ids["stocktake"])
        face = self.screen.place.panel.face
        assert isinstance(face, CountFace)
        return face

    @property
    def button(self) -> str:
        self.look()
        return self.screen.place.panel.step.text()

    @property
    def rows(self) -> list[dict[str, Any]]:
        return lines(self.desk, self.ids["stocktake"])


@pytest.fixture
def room(folder: DataFolder, clock: TurnedClock, qapp: QApplication, qtbot: QtBot) -> Iterator[Room]:
    theme.apply(qapp)
    desk, ids = furnished("counting room", _furnish, folder.root, clock)
    made = Room(desk, ids)
    made.screen.activateWindow()
    qtbot.waitUntil(made.screen.isActiveWindow)
    yield made
    made.close()


def test_the_button_is_what_comes_next_and_the_panel_tells_the_result(room: Room) -> None:
    desk, stocktake = room.desk, room.ids["stocktake"]
    assert room.button == "拟盘点"
    assert room.look().fold.isHidden()
    prepare(desk, LAWS, stocktake, Scheme(CountScope.ALL))
    assert room.button == "开始盘点"
    records.move(desk, STOCKTAKES, loaded(desk, STOCKTAKES, stocktake), "开始盘点")
    assert room.button == "录入盘点"
    assert "对账" in [action.text() for action in room.screen.place.panel.more_menu().actions()]
    rows = room.rows
    counting.put(desk, LAWS, [rows[0]["id"]], 0)
    counting.put(desk, LAWS, [rows[1]["id"]], 2_000)
    assert room.look().fold.beside.text() == "应盘 24　已盘 2　差异 2（2 条未处理）"
    counting.agree_rest(desk, LAWS, stocktake)
    assert room.button == "对账"
    stocktake_ends.compare(desk, LAWS, stocktake)
    assert room.button == "处理差异"
    stocktake_ends.to_issues(desk, LAWS, PROBLEMS, [rows[0]["id"]])
    assert room.look().told[:3] == [
        "缺失 1",
        "清检物2015-0001-01　人民币　2015-案管-个-001",
        "数量不符 1",
    ]
    assert room.look().told[3].endswith("未处理")
    assert room.look().told[4:] == ["相符 22", ""]
    stocktake_ends.to_issues(desk, LAWS, PROBLEMS, [rows[1]["id"]])
    assert room.button == "办结"


def test_a_new_stocktake_goes_on_to_its_lines(room: Room, qtbot: QtBot) -> None:
    room.look()
    place = room.screen.place
    place.new()
    entry = place.entry
    assert entry is not None
    qtbot.waitUntil(entry.isActiveWindow)

    def draw_up(dialog: QDialog) -> None:
        assert isinstance(dialog, PrepareDialog)
        assert dialog.told.text() == "应盘 24 件，全部清点"
        who = room.ids["who"]
        editor = dialog.seats[StocktakeCounter.__tablename__].editor
        editor.show_value([{"officer_id": who["苏婉清"]}])
        press(Key.Key_Return, CTRL)
        assert dialog.seats[StocktakeCounter.__tablename__].message.text() == "! 盘点人苏婉清又是保管人。另换一人盘点"
        editor.show_value([{"officer_id": who["周砚"]}])
        press(Key.Key_Return, CTRL)
        assert not dialog.isVisible(), dialog.said.text()

    meanwhile(lambda: press(Key.Key_Return, CTRL), draw_up)
    made = place.record_id
    assert made is not None
    head = loaded(room.desk, STOCKTAKES, made)
    assert head[Stocktake.title] == "2015年5月盘点"
    assert [row["officer_id"] for row in head.rows(StocktakeCounter)] == [room.ids["who"]["周砚"]]
    assert len(lines(room.desk, made)) == 24
    assert place.panel.step.text() == "开始盘点"
