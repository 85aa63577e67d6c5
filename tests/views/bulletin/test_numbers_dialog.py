"""登记文号: a range kept back in one act, one thrown away, what was typed not lost by one Esc."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app.rules.vocabulary import DocNumberState
from desktop_app.services import doc_numbers
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.bulletin.numbers_dialog import FIRST, LAST, STATE, WHY, NumbersDialog
from desktop_app.views.dialogs import GIVE_UP
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.keys import press, settled


@pytest.fixture
def dialog(qapp: QApplication, desk: Desk) -> Iterator[NumbersDialog]:
    theme.apply(qapp)
    made = NumbersDialog(None, Known(desk), Recent())
    made.show()
    settled(made)
    yield made
    made.done(QDialog.DialogCode.Rejected)


def fill(dialog: NumbersDialog, **values: object) -> None:
    for name, value in values.items():
        dialog.seats[name].editor.show_value(value)
    dialog.carry_out()


def states(desk: Desk) -> dict[int, DocNumberState]:
    with desk.facts() as facts:
        return {row["serial"]: DocNumberState(row["state"]) for row in facts.live("doc_number")}


def test_a_range_is_kept_back_in_one_act(dialog: NumbersDialog, desk: Desk) -> None:
    fill(dialog, **{FIRST: 3, LAST: 6, WHY: "留给六月通报"})
    assert dialog.outcome is not None
    assert dialog.outcome.said.endswith("3号至6号")
    assert states(desk) == dict.fromkeys((3, 4, 5, 6), DocNumberState.RESERVED)


def test_one_number_is_thrown_away_and_a_range_is_not(dialog: NumbersDialog, desk: Desk) -> None:
    fill(dialog, **{STATE: DocNumberState.VOID, FIRST: 1, LAST: 2, WHY: "错号"})
    assert dialog.outcome is None
    assert dialog.seats[LAST].message.text() == "! 作废一次记一个号。末号空着"
    fill(dialog, **{LAST: None})
    assert states(desk) == {1: DocNumberState.VOID}


def test_gaps_are_offered_first(dialog: NumbersDialog, desk: Desk) -> None:
    with desk.facts() as facts:
        one = next(row["id"] for row in facts.live("doc_series"))
    for serial in (1, 4):
        doc_numbers.outside(desk, one, desk.today.year, serial, title="外发函")
    again = NumbersDialog(None, Known(desk), Recent())
    assert again.seats[FIRST].editor.read() == 2
    again.deleteLater()


def test_what_was_typed_is_not_lost_by_one_esc(dialog: NumbersDialog) -> None:
    dialog.seats[WHY].editor.show_value("留给六月通报")
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.said.text() == GIVE_UP
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()
