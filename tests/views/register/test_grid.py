"""The grid asks for little and repaints for ever."""

from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.registers.plan import TASKS
from desktop_app.views import theme
from desktop_app.views.register.cells import Cell, RowCells
from desktop_app.views.register.columns import Columns
from desktop_app.views.register.grid import BLOCK, KEPT_BLOCKS, Grid
from desktop_app.views.register.table import Table

MILLION = 1_000_000


class Counted(Grid):
    """A grid of made-up rows that counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__(self._make)
        self.fetched: list[int] = []
        self.asked = 0

    def _make(self, wanted: Sequence[int]) -> list[RowCells]:
        self.fetched.append(len(wanted))
        return [RowCells(one, 1, str(one), tuple(self._cells(one))) for one in wanted]

    def _cells(self, one: int) -> list[Cell]:
        late = Cell("04-28", "超 8 天", "red")
        return [late if item.name == "due_on" else Cell(f"{one}") for item in self.items]

    def data(self, *given: object) -> object:
        self.asked += 1
        return super().data(*given)  # type: ignore[arg-type]


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> Table:
    theme.apply(qapp)
    grid = Counted()
    made = Table(grid)
    qtbot.addWidget(made)
    made.show_columns(Columns.declared(TASKS))
    grid.show_ids(array("q", range(1, MILLION + 1)))
    made.resize(1000, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_million_rows_are_read_in_blocks_where_one_looks(table: Table) -> None:
    grid = table.grid
    assert isinstance(grid, Counted)
    table.grab()
    assert grid.fetched == [BLOCK]
    table.go_to(MILLION)
    table.grab()
    assert len(grid.fetched) <= 3
    assert table.current_id() == MILLION


def test_blocks_kept_are_bounded(table: Table) -> None:
    for block in range(KEPT_BLOCKS + 10):
        table.grid.row_at(block * BLOCK)
    assert len(table.grid._blocks) == KEPT_BLOCKS


def test_painting_asks_the_model_for_nothing(table: Table) -> None:
    grid = table.grid
    assert isinstance(grid, Counted)
    grid.asked = 0
    table.viewport().repaint()
    assert grid.asked == 0


def test_other_roles_are_answered_at_once(table: Table) -> None:
    index = table.grid.index(0, 0)
    assert table.grid.data(index, Qt.ItemDataRole.DecorationRole) is None
    assert table.grid.data(index, Qt.ItemDataRole.SizeHintRole) is None
    assert table.grid.data(index, Qt.ItemDataRole.AccessibleTextRole) == "编号 1"


def test_thousands_of_repaints_keep_the_program_alive(table: Table) -> None:
    """One PySide6 release lost a reference to None a painter call and fell over after some hundred pictures."""
    picture = QImage(400, 120, QImage.Format.Format_ARGB32_Premultiplied)
    table.resize(400, 120)
    for _ in range(2000):
        table.render(picture)
    assert not picture.isNull()
