"""盘点 at the window: prepared with a seed, keyed by the rows of the blind sheet, scanned; differences to problems."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.models.seizures import Stocktake
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.stocktakes import STOCKTAKES
from desktop_app.rules.count_entries import Keyed, keyed
from desktop_app.rules.stocktakes import CountGroup
from desktop_app.rules.vocabulary import CountScope, StocktakeState
from desktop_app.services import records
from desktop_app.services.custody_acts import Approval, Hands, Lot, lend
from desktop_app.services.desk import Desk
from desktop_app.services.stocktakes import Scheme, prepare
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.custody.count_preparing import PrepareDialog
from desktop_app.views.custody.counting import CountingDialog
from desktop_app.views.draw.press import Press
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.counting import COUNTED_ON, LAWS, counting_room, lines
from tests.kit.dialogs import meanwhile, previewing
from tests.kit.keys import ALT, CTRL, enter, press, settled, type_
from tests.kit.office import furnished, loaded

Key = Qt.Key
Room = tuple[Desk, dict[str, Any]]


def _furnish(desk: Desk) -> dict[str, Any]:
    return counting_room(desk, 24)


@pytest.fixture
def house(folder: DataFolder, clock: TurnedClock, qapp: QApplication) -> Iterator[Room]:
    """The store and its stocktake, not prepared yet."""
    theme.apply(qapp)
    desk, ids = furnished("counting room", _furnish, folder.root, clock)
    yield desk, ids
    desk.store.close()


@pytest.fixture
def paper(house: Room) -> Iterator[Press]:
    """What dialogs print with."""
    jobs = Jobs()
    yield Press(house[0], jobs, Settings(), Bus())
    jobs.close()


@pytest.fixture
def counting(house: Room, qtbot: QtBot, paper: Press) -> Callable[[], CountingDialog]:
    """Alt+M on the stocktake, prepared in full."""
    desk, ids = house
    prepare(desk, LAWS, ids["stocktake"], Scheme(CountScope.ALL))

    def open_() -> CountingDialog:
        dialog = CountingDialog(None, Known(desk), Recent(), paper, ids["stocktake"])
        qtbot.addWidget(dialog)
        dialog.show()
        settled(dialog)
        return dialog

    return open_


def say(text: str) -> None:
    type_(text)
    enter()


def groups(house: Room) -> Counter[CountGroup]:
    return Counter(row["group"] for row in lines(house[0], house[1]["stocktake"]))


def fill(dialog: QDialog, *texts: str) -> None:
    for text in texts:
        type_(text)
        enter()
    press(Key.Key_Return, CTRL)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("17", Keyed(17)),
        ("17 0", Keyed(17, 0)),
        ("17 2.5", Keyed(17, 2_500)),
        ("３　B1-02", Keyed(3, None, "B1-02")),
        ("3 2 B1-02", Keyed(3, 2_000, "B1-02")),
        ("25", None),
        ("清检物2015-0001-03", None),
        ("2015-0001-03", None),
        ("0", None),
    ],
)
def test_a_row_of_the_sheet_or_a_label(text: str, found: Keyed | None) -> None:
    assert keyed(text, 24) == found


def test_differences_are_keyed_by_row_and_the_rest_agrees(counting: Callable[[], CountingDialog], house: Room) -> None:
    dialog = counting()
    for text in ("1 0", "2 2", "3 B1-01"):
        say(text)
    assert dialog.heard.text() == "人民币：错位"
    press(Key.Key_G, CTRL)
    assert groups(house) == {
        CountGroup.MISSING: 1,
        CountGroup.QUANTITY: 1,
        CountGroup.MISPLACED: 1,
        CountGroup.AGREES: 21,
    }
    press(Key.Key_Z, CTRL)
    assert groups(house)[CountGroup.UNCOUNTED] == 21
    press(Key.Key_Escape)
    assert not dialog.isVisible()
    assert {"count_line", "stocktake"} <= dialog.touched


def test_keys_without_typing_mark_the_line_under_the_cursor(
    counting: Callable[[], CountingDialog], house: Room
) -> None:
    dialog = counting()
    press(Key.Key_Space, times=2)
    press(Key.Key_Delete)
    assert dialog.table.currentIndex().row() == 3
    press(Key.Key_Up)
    press(Key.Key_Backspace)
    assert groups(house) == {CountGroup.AGREES: 2, CountGroup.UNCOUNTED: 22}
    press(Key.Key_PageDown, CTRL)
    assert (dialog.only, len(dialog.shown)) == ("缺失", 0)
    press(Key.Key_PageUp, CTRL, times=2)
    assert (dialog.only, len(dialog.shown)) == ("未盘", 22)


def test_labels_scanned_at_a_shelf(counting: Callable[[], CountingDialog], house: Room) -> None:
    dialog = counting()
    say("KW-002")
    assert dialog.place.text() == "现在盘 A1-02"
    say("清检物2015-0001-02")
    say("清检物2015-0001-02")
    assert "不重复计" in dialog.heard.text()
    say("0001-03")
    assert dialog.heard.text() == "移动硬盘：错位"
    say("无标签U盘")
    assert groups(house)[CountGroup.UNEXPECTED] == 1
    say("99 2")
    assert dialog.heard.text() == "没有第 99 行，只有 25 行。改了再录"
    dialog.entry.clear()
    say("1 Z9")
    assert "没有“Z9”这个库位" in dialog.heard.text()
    assert dialog.entry.selectedText() == "1 Z9"


def test_a_difference_becomes_a_problem_in_one_key_or_is_settled(
    counting: Callable[[], CountingDialog], house: Room
) -> None:
    dialog = counting()
    say("1 0")
    press(Key.Key_B, ALT)
    assert dialog.heard.text().startswith("已转问题 2015-案管-个-001")
    say("2 0")
    met = meanwhile(lambda: press(Key.Key_S, ALT), lambda asked: fill(asked, "在里间找到", "2015.5.30"))
    assert not met.isVisible()
    settled(dialog)
    rows = lines(house[0], house[1]["stocktake"])
    assert (rows[1]["settled"], str(rows[1]["settled_on"])) == ("在里间找到", "2015-05-30")
    say("3")
    press(Key.Key_B, ALT)
    assert "光标不在差异上" in dialog.heard.text()


def test_the_blind_sheet_is_printed_until_something_is_counted(
    counting: Callable[[], CountingDialog], house: Room, qtbot: QtBot
) -> None:
    desk, ids = house
    dialog = counting()
    records.move(desk, STOCKTAKES, loaded(desk, STOCKTAKES, ids["stocktake"]), "开始盘点")
    dialog.known.forget()
    dialog.load()
    with previewing() as titles:
        press(Key.Key_P, CTRL)
        qtbot.waitUntil(lambda: len(titles) == 1)
        settled(dialog)
        dialog.entry.setFocus()
        say("1 0")
        press(Key.Key_P, CTRL)
        qtbot.waitUntil(lambda: len(titles) == 2)
    assert ["盲盘表" in title for title in titles] == [True, False]


def agree() -> None:
    """The safe answer has the cursor; the other one is a Tab away."""
    press(Key.Key_Tab)
    press(Key.Key_Space)


def state(house: Room) -> StocktakeState:
    return loaded(house[0], STOCKTAKES, house[1]["stocktake"])[Stocktake.state]


def test_the_day_ends_with_comparing_and_closing(counting: Callable[[], CountingDialog], house: Room) -> None:
    dialog = counting()
    press(Key.Key_Space, times=23)
    meanwhile(lambda: press(Key.Key_Return, CTRL), lambda asked: press(Key.Key_Escape))
    settled(dialog)
    assert state(house) is StocktakeState.COUNTING
    meanwhile(lambda: press(Key.Key_Return, CTRL), lambda asked: agree())
    settled(dialog)
    assert state(house) is StocktakeState.COMPARED
    assert groups(house) == {CountGroup.AGREES: 23, CountGroup.MISSING: 1}
    press(Key.Key_Return, CTRL)
    assert "还有 1 条差异" in dialog.heard.text()
    press(Key.Key_B, CTRL)
    press(Key.Key_Return, CTRL)
    assert not dialog.isVisible()
    assert state(house) is StocktakeState.CLOSED


def test_what_moved_since_stands_over_the_sheet(counting: Callable[[], CountingDialog], house: Room) -> None:
    desk, ids = house
    who = ids["who"]
    hands = Hands(COUNTED_ON, who["苏婉清"], who["何静宜"])
    lend(desk, EVENTS, [Lot(ids["items"][0])], Approval("批1号", who["高嘉树"]), COUNTED_ON, "辨认", hands)
    dialog = counting()
    assert "清检物2015-0001-01 人民币 拟盘后出库，账面调用中。按 Alt+R 重算" in dialog.moved.text()
    press(Key.Key_R, ALT)
    assert (dialog.moved.isVisible(), len(dialog.shown)) == (False, 23)


def test_nothing_to_count_is_refused(house: Room, paper: Press) -> None:
    desk, ids = house
    with pytest.raises(Refusal, match="先按 Alt\\+B“拟盘点”"):
        CountingDialog(None, Known(desk), Recent(), paper, ids["stocktake"])


def test_a_sample_is_seen_before_it_is_written(house: Room, qtbot: QtBot) -> None:
    desk, ids = house
    dialog = PrepareDialog(None, Known(desk), Recent(), ids["stocktake"])
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    assert dialog.told.text() == "应盘 24 件，全部清点"
    dialog.seats["scope"].editor.show_value(CountScope.SAMPLE)
    dialog.edited("scope")
    assert "没填种子" in dialog.told.text()
    press(Key.Key_R, CTRL)
    assert dialog.told.text() == "应盘 14 件：高风险 9 件全盘（现金 3、金银珠宝 3、存储介质 3），其余 15 件抽 5 件"
    seed = dialog.seats["seed"].editor.read()
    press(Key.Key_Return, CTRL)
    assert not dialog.isVisible()
    head = loaded(desk, STOCKTAKES, ids["stocktake"])
    assert (head[Stocktake.seed], head[Stocktake.scope]) == (seed, CountScope.SAMPLE)
    assert len(lines(desk, ids["stocktake"])) == 14
