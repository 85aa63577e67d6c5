"""Choosing a paper by keys alone."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.views.papers import PaperChooser, about
from tests.kit.custody import property_room
from tests.kit.office import furnished


def test_arrows_choose_while_the_cursor_stays_in_the_box(qtbot: QtBot) -> None:
    chooser = PaperChooser(None, "plan")
    qtbot.addWidget(chooser)
    first = chooser.chosen
    qtbot.keyClick(chooser.box, Qt.Key.Key_Down)
    assert chooser.chosen != first
    qtbot.keyClick(chooser.box, Qt.Key.Key_Up)
    qtbot.keyClick(chooser.box, Qt.Key.Key_Up)
    assert chooser.chosen == first


def test_arrows_skip_what_the_box_has_narrowed_away(qtbot: QtBot) -> None:
    chooser = PaperChooser(None, "plan")
    qtbot.addWidget(chooser)
    chooser.box.setText("路线图")
    for _ in range(chooser.list.count()):
        qtbot.keyClick(chooser.box, Qt.Key.Key_Down)
        assert "路线图" in chooser.list.currentItem().text()


def property_desk(folder: Path) -> tuple[Desk, list[int]]:
    def furnish(desk: Desk) -> list[int]:
        property_room(desk)
        with desk.facts() as facts:
            return sorted(row["id"] for row in facts.live(ITEMS.kind))

    return furnished("property-slips", furnish, folder / "data", TurnedClock(date(2015, 5, 31)))


def test_an_item_offers_the_slips_it_stands_on_with_their_numbers(qtbot: QtBot, tmp_path: Path) -> None:
    desk, (bracelet, vase, *_) = property_desk(tmp_path)
    one = about(desk, ITEMS, bracelet)
    chooser = PaperChooser(None, "seizures", one)
    qtbot.addWidget(chooser)
    said = [chooser.list.item(row).text().split(" · ")[1] for row in range(4)]
    assert said == [
        "涉案财物发还清单 2015-05-12，1 件",
        "涉案财物归还单 2015-03-04，1 件",
        "涉案财物调用单 2015-03-02，1 件",
        "涉案财物入库单 2015-01-14，2 件",
    ]
    assert (chooser.chosen, chooser.record.text()) == ("release_list", one.sheets[0].record)
    assert one.sheets[2].record.count("、") == 0, "a loan struck out is on no sheet"
    chooser.box.setText("保管链")
    assert (chooser.chosen, chooser.record.text()) == ("custody_history", "清检物2015-0001-01")
    chooser.box.setText("库存")
    assert chooser.record.text() == "", "a ledger of all is not narrowed to one"
    assert about(desk, ITEMS, vase).sheets[-1].record == one.sheets[-1].record, "both were stored by one slip"
    desk.store.close()


def test_an_event_offers_its_own_slip_and_a_typed_number_stays(qtbot: QtBot, tmp_path: Path) -> None:
    desk, (bracelet, *_) = property_desk(tmp_path)
    with desk.facts() as facts:
        lent = next(row for row in facts.having(EVENTS.kind, "item_id", bracelet) if row["act"] is CustodyAct.LENT)
    chooser = PaperChooser(None, "seizures", about(desk, EVENTS, lent["id"]))
    qtbot.addWidget(chooser)
    assert (chooser.chosen, chooser.record.text()) == ("loan_slip", lent["number"])
    chooser.record.selectAll()
    qtbot.keyClicks(chooser.record, "LS-1")
    qtbot.keyClick(chooser.box, Qt.Key.Key_Down)
    assert chooser.record.text() == "LS-1"
    desk.store.close()
