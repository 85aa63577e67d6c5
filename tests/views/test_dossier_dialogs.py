"""转问题 and 登记补正 of a checked dossier by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.dossiers import DossierCheck, DossierDefect
from desktop_app.registers.dossiers import CHECKS
from desktop_app.rules.vocabulary import DossierState
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.dossier_dialogs import DefectDialog, DossierIssueDialog, MendDialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.awards import Jury, checked, jury
from tests.kit.keys import CTRL, enter, press, settled, type_
from tests.kit.office import loaded

Key = Qt.Key
TWO = (("缺送达回证", 5_00), ("备考表未填", 1_00))


@pytest.fixture
def who(desk: Desk, qapp: QApplication) -> Jury:
    theme.apply(qapp)
    return jury(desk)


def shown(desk: Desk, kind: type[DossierIssueDialog | MendDialog], check_id: int, qtbot: QtBot) -> DefectDialog:
    dialog = kind(None, Known(desk), Recent(), check_id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def test_defects_become_problems_once(desk: Desk, who: Jury, qtbot: QtBot) -> None:
    check_id = checked(desk, who, 1, *TWO, correct_by=date(2015, 6, 10))
    dialog = shown(desk, DossierIssueDialog, check_id, qtbot)
    assert dialog.verb is not None
    assert dialog.verb.text() == "转问题 2 处"
    press(Key.Key_Space)
    assert dialog.verb.text() == "转问题 1 处"
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    again = shown(desk, DossierIssueDialog, check_id, qtbot)
    assert len(again.ticked) == 1
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert again.said.text().startswith("“备考表未填”已转问题 2015-")
    press(Key.Key_A, CTRL)
    assert again.ticked == []
    press(Key.Key_Return, CTRL)
    assert again.said.text() == "没有选中缺陷。先选要转的"
    with pytest.raises(Refusal, match="没有登记缺陷"):
        shown(desk, DossierIssueDialog, checked(desk, who, 2), qtbot)


def test_a_correction_is_entered_with_what_is_mended(desk: Desk, who: Jury, qtbot: QtBot) -> None:
    check_id = checked(desk, who, 1, *TWO, correct_by=date(2015, 6, 10))
    dialog = shown(desk, MendDialog, check_id, qtbot)
    type_("5.30")
    enter()
    assert dialog.table.hasFocus()
    press(Key.Key_Space)
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    row = loaded(desk, CHECKS, check_id)
    assert (row[DossierCheck.state], row[DossierCheck.corrected_on]) == (DossierState.CORRECTED, date(2015, 5, 30))
    assert [one["mended_on"] for one in row.rows(DossierDefect)] == [None, date(2015, 5, 30)]
