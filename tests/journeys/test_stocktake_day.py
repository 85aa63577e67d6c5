"""A stocktake by keyboard: lines drawn up, three differences of a hundred keyed, one unknown, the end."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.models.seizures import Stocktake
from desktop_app.registers.stocktakes import STOCKTAKES
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.count_samples import redrawn
from desktop_app.rules.stocktakes import CountGroup
from desktop_app.rules.vocabulary import CountScope, StocktakeState
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.custody.count_preparing import PrepareDialog
from desktop_app.views.custody.counting import CountingDialog
from tests.kit.counting import SEED, counting_room, lines
from tests.kit.county import rows
from tests.kit.hands import Hands
from tests.kit.keys import ALT, CTRL
from tests.kit.office import furnished, loaded
from tests.kit.paper import paper_text, printed
from tests.kit.program import at_desk, settle
from tests.kit.tabs import turn_to

Key = Qt.Key
DAY = date(2015, 5, 31)


@pytest.fixture
def ids(folder: DataFolder, clock: TurnedClock) -> dict[str, Any]:
    """A hundred items on three shelves, and a stocktake by two under a third."""
    desk, given = furnished("stocktake day", counting_room, folder.root, clock)
    desk.store.close()
    found: dict[str, Any] = given
    return found


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, ids: dict[str, Any]
) -> Iterator[Program]:
    """The program at its desk."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        yield made


def test_a_stocktake_from_its_lines_to_its_report(
    program: Program, qtbot: QtBot, ids: dict[str, Any], clock: TurnedClock
) -> None:
    hands = Hands(program, qtbot)
    desk = hands.desk
    hands.command(Key.Key_7, CTRL)
    settle(qtbot, program)
    turn_to(program, qtbot, STOCKTAKES)
    hands.dialog(Key.Key_B, ALT, lambda dialog: draw_up(dialog, hands))
    assert len(lines(desk, ids["stocktake"])) == 100
    hands.dialog(Key.Key_M, ALT, lambda dialog: count(dialog, hands))
    hands.tell("一百件盘点，三处差异、一件多出，到办结")
    found = Counter(row["group"] for row in lines(desk, ids["stocktake"]))
    assert found == {
        CountGroup.MISSING: 1,
        CountGroup.MISPLACED: 1,
        CountGroup.QUANTITY: 1,
        CountGroup.UNEXPECTED: 1,
        CountGroup.AGREES: 97,
    }
    assert len(rows(desk, "issue")) == 4
    assert loaded(desk, STOCKTAKES, ids["stocktake"])[Stocktake.state] is StocktakeState.CLOSED
    assert hands.actions <= 20
    text = paper_text(printed(paper("stocktake_report").make(Request(desk, DAY, None, "5月盘点"))))
    assert "差异4条" in text
    assert "已转问题4条" in text


def draw_up(dialog: QDialog, hands: Hands) -> None:
    """Everything is counted: Ctrl+Enter."""
    assert isinstance(dialog, PrepareDialog)
    assert dialog.told.text() == "应盘 100 件，全部清点"
    hands.command(Key.Key_Return, CTRL)
    assert not dialog.isVisible(), dialog.said.text()


def count(dialog: QDialog, hands: Hands) -> None:
    """What the blind sheet came back with: row 12 missing, of row 40 two, row 71 on another shelf, one unknown."""
    assert isinstance(dialog, CountingDialog)
    for text in ("12 0", "40 2", "71 A1-01", "旧手机（无标签）"):
        hands.field(text)
    hands.command(Key.Key_G, CTRL)
    assert "未盘 0" in {f"{name} {much}" for name, much in dialog.sheet.groups}
    hands.command(Key.Key_B, CTRL)
    hands.command(Key.Key_Return, CTRL)
    assert dialog.state is StocktakeState.COMPARED
    hands.command(Key.Key_Return, CTRL)
    assert not dialog.isVisible(), dialog.heard.text()


def test_a_sample_is_drawn_again_from_its_paper(program: Program, qtbot: QtBot, ids: dict[str, Any]) -> None:
    hands = Hands(program, qtbot)
    desk = hands.desk
    hands.command(Key.Key_7, CTRL)
    settle(qtbot, program)
    turn_to(program, qtbot, STOCKTAKES)

    def draw(dialog: QDialog) -> None:
        assert isinstance(dialog, PrepareDialog)
        dialog.seats["scope"].editor.show_value(CountScope.SAMPLE)
        dialog.edited("scope")
        dialog.seats["seed"].editor.take_focus()
        hands.field(SEED)
        hands.command(Key.Key_Return, CTRL)
        assert not dialog.isVisible(), dialog.said.text()

    hands.dialog(Key.Key_B, ALT, draw)
    text = paper_text(printed(paper("stocktake_blind").make(Request(desk, DAY, None, "5月盘点"))))
    again = redrawn(text, SEED)
    assert again is not None
    assert again.sealed
    with desk.facts() as facts:
        drawn = {facts.row("seized_item", row["item_id"])["number"] for row in lines(desk, ids["stocktake"])}
    assert drawn - {f"清检物2015-0001-{at:02d}" for at in range(1, 10)} == set(again.lot)
