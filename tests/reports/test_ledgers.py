"""Registers on paper: every column says something of its own, items by the number they are called by."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.reports.blocks import GroupRow, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.custody import property_room
from tests.kit.office import furnished

DAY = date(2015, 5, 31)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("property-room", property_room, tmp_path_factory.mktemp("ledgers") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


def table(desk: Desk, code: str) -> tuple[list[str], list[list[str]]]:
    document = paper(code).make(Request(desk, DAY))
    (ledger,) = (block for block in document.flat if isinstance(block, Ledger))
    return [column.label for column in ledger.columns], [
        [str(cell) for cell in row] for row in ledger.rows if not isinstance(row, GroupRow)
    ]


def test_the_unit_stands_with_the_quantity_and_not_again(office: Desk) -> None:
    heads, rows = table(office, "ledger.seized_items")
    assert "单位" not in heads
    assert rows[0][heads.index("数量")] == "2 只"


def test_a_movement_names_its_item_by_number(office: Desk) -> None:
    heads, rows = table(office, "ledger.custody_events")
    told = {row[heads.index("流水号")]: row for row in rows}
    assert told["LS-00004"][heads.index("物品")] == "清检物2015-0001-01 和田玉手镯"
    assert told["LS-00004"][heads.index("数量")] == "1 只"
