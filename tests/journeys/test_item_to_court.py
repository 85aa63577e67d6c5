"""An item goes to court and comes back, through the real window; a whole case too; each is one act that is undone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop_app.bootstrap import Program
from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS
from desktop_app.rules.custody_offers import Deed
from desktop_app.rules.vocabulary import CustodyAct, ItemState
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.custody.handing import HandingDialog
from desktop_app.views.register.screen import RegisterScreen
from tests.kit.dialogs import meanwhile, previewing
from tests.kit.handing import handing_room
from tests.kit.hands import Hands
from tests.kit.keys import ALT, CTRL, SHIFT, press, type_
from tests.kit.office import furnished
from tests.kit.program import at_desk, settle
from tests.kit.tabs import turn_to

Key = Qt.Key
ALLOWED = 9
"""Actions from the item under the cursor until it is back in its place."""
PAPER = "清检涉财批〔2015〕9号"


@pytest.fixture
def ids(folder: DataFolder, clock: TurnedClock) -> dict[str, Any]:
    """The store with its items: ids by name."""
    desk, given = furnished("handing room", handing_room, folder.root, clock)
    desk.store.close()
    found: dict[str, Any] = given
    return found


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, ids: dict[str, Any]
) -> Iterator[Program]:
    """The program at its desk, 涉案财物 shown."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        press(Key.Key_7, CTRL)
        settle(qtbot, made)
        yield made


class Officer(Hands):
    """The officer at the list of items."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        super().__init__(program, qtbot)
        self.screen: RegisterScreen = turn_to(program, qtbot, ITEMS)

    def at(self, *items: int) -> None:
        """The cursor on an item, others selected with it."""
        table = self.screen.place.listing.table
        table.setFocus()
        table.go_to(items[0])
        press(Key.Key_Down, SHIFT, times=len(items) - 1)
        assert self.screen.place.blocks.live_ids == [*items]

    def hand(self, do: Callable[[HandingDialog], object]) -> None:
        """Alt+J and what is done in the dialog."""

        def work(dialog: QDialog) -> None:
            assert isinstance(dialog, HandingDialog)
            do(dialog)
            assert not dialog.isVisible(), dialog.said.text()

        self.dialog(Key.Key_J, ALT, work)

    def with_slip(self, do: Callable[[HandingDialog], object]) -> str:
        """The same by 登记并打印: the slip shown."""
        with previewing() as shown:
            self.hand(do)
            self.qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
        self.rest()
        return shown[0]


def desk_of(program: Program) -> Desk:
    assert program.session is not None
    return program.session.desk


def item(program: Program, item_id: int) -> SeizedItem:
    with desk_of(program).store.read() as session:
        return session.get_one(SeizedItem, item_id)


def events(program: Program, item_id: int) -> list[CustodyEvent]:
    with desk_of(program).store.read() as session:
        asked = select(CustodyEvent).where(CustodyEvent.item_id == item_id, CustodyEvent.retired_at.is_(None))
        return list(session.scalars(asked.order_by(CustodyEvent.id)))


def test_one_item_to_court_and_back(program: Program, qtbot: QtBot, ids: dict[str, Any]) -> None:
    officer, book = Officer(program, qtbot), ids["case"][3]
    officer.at(book)

    def out(dialog: HandingDialog) -> None:
        assert dialog.deed is Deed.LEND
        officer.command(Key.Key_Return)
        officer.field(PAPER)
        officer.field("庭审出示")
        officer.command(Key.Key_P, CTRL)

    slip = officer.with_slip(out)
    assert item(program, book).state is ItemState.LENT

    def back(dialog: HandingDialog) -> None:
        assert dialog.deed is Deed.GIVE_BACK
        officer.command(Key.Key_Return)
        officer.field("完好，封条未动")
        officer.command(Key.Key_P, CTRL)

    returned = officer.with_slip(back)
    officer.tell("一件财物调用出庭再归还，两张单据")
    assert officer.actions <= ALLOWED
    assert (slip, returned) == ("打印预览 — 涉案财物调用单", "打印预览 — 涉案财物归还单")
    kept = item(program, book)
    assert (kept.state, kept.place_id, kept.out) == (ItemState.STORED, ids["first"], 0)
    lent, came = events(program, book)[-2:]
    assert (lent.act, lent.giver_id, lent.taker_id, lent.approver_id) == (
        *(CustodyAct.LENT, ids["keeper"], ids["handler"], ids["other"]),
    )
    assert f"{lent.due_on}" == "2015-06-01"
    assert (came.act, came.giver_id, came.taker_id, came.refers_id) == (
        *(CustodyAct.RETURNED, ids["handler"], ids["keeper"], lent.id),
    )
    press(Key.Key_Z, CTRL)
    settle(qtbot, program)
    assert item(program, book).state is ItemState.LENT
    press(Key.Key_Z, CTRL)
    settle(qtbot, program)
    assert item(program, book).state is ItemState.STORED


def test_a_case_of_twelve_to_the_court_and_all_back(program: Program, qtbot: QtBot, ids: dict[str, Any]) -> None:
    officer = Officer(program, qtbot)
    officer.at(*ids["case"])
    assert "交接…\tAlt+J" in [said for said, _deed in officer.screen.place.row_verbs()], "the menu takes many too"

    def out(dialog: HandingDialog) -> None:
        type_("y")
        officer.actions += 1
        assert dialog.deed is Deed.SEND
        officer.command(Key.Key_Return)
        officer.field("清源县人民法院")
        officer.field(PAPER)
        officer.command(Key.Key_P, CTRL)

    slip = officer.with_slip(out)
    assert slip == "打印预览 — 涉案财物移送清单"
    assert {item(program, one).state for one in ids["case"]} == {ItemState.SENT}
    assert officer.screen.place.blocks.live_ids == ids["case"], "what went together is still selected together"

    def back(_dialog: HandingDialog) -> None:
        officer.command(Key.Key_Return)
        officer.field("完好")
        officer.command(Key.Key_Return, CTRL)

    officer.hand(back)
    officer.tell("一案 12 件移送法院再全部收回")
    assert {item(program, one).state for one in ids["case"]} == {ItemState.STORED}
    assert {item(program, one).place_id for one in ids["case"]} == {ids["first"]}


def test_written_events_are_read_and_not_deleted(program: Program, qtbot: QtBot, ids: dict[str, Any]) -> None:
    screen = turn_to(program, qtbot, EVENTS)
    form = screen.place.form
    assert not form.seats[CustodyEvent.act.key].editor.isEnabled()
    assert form.seats[CustodyEvent.clock.key].editor.isEnabled()

    def why(dialog: QDialog) -> None:
        type_("误录")
        press(Key.Key_Return, CTRL)

    before = len(events(program, ids["case"][0]))
    failed: list[str] = []
    screen.place.bus.failed.connect(failed.append)
    screen.place.listing.table.setFocus()
    meanwhile(lambda: press(Key.Key_Delete), why)
    settle(qtbot, program)
    assert "保管流水不能删除。到物品上按 Alt+J 办更正" in failed[0]
    assert len(events(program, ids["case"][0])) == before
