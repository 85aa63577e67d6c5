"""印发: numbers left out stand above with a way to enter what became of them; entered, nothing stands in the way."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app.rules.vocabulary import DocNumberState
from desktop_app.services import doc_numbers
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.bulletin.issue_dialog import DATED, SERIAL, IssueDialog
from desktop_app.views.bulletin.numbers_dialog import FIRST, STATE, WHY, YEAR, NumbersDialog
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit import issued as kit
from tests.kit.keys import settled
from tests.kit.office import officer


@pytest.fixture
def gapped(desk: Desk) -> Desk:
    """Numbers 1 and 4 of the year went out outside the program."""
    for serial in (1, 4):
        doc_numbers.outside(desk, kit.series(desk), 2015, serial, title="外发函")
    return desk


@pytest.fixture
def dialog(qapp: QApplication, gapped: Desk, jobs: Jobs) -> Iterator[IssueDialog]:
    """印发 over a signed bulletin."""
    theme.apply(qapp)
    made = kit.signed(gapped, officer(gapped, "袁倩", "院领导"), kit.written(gapped, traces=()))
    shown = IssueDialog(None, Known(gapped), Recent(), jobs, made)
    shown.show()
    settled(shown)
    yield shown
    shown.done(QDialog.DialogCode.Rejected)
    shown.deleteLater()


def names(dialog: IssueDialog) -> list[str]:
    return [button.accessibleName() for button in dialog.hindered]


def test_numbers_left_out_are_said_before_issuing_and_lead_to_their_dialog(dialog: IssueDialog, gapped: Desk) -> None:
    asked: list[tuple[int, int]] = []
    dialog.numbers_asked.connect(lambda series, year: asked.append((series, year)))
    assert "登记文号：漏号 2号、3号，先登记去向" in names(dialog)
    dialog.hindered[names(dialog).index("登记文号：漏号 2号、3号，先登记去向")].click()  # type: ignore[attr-defined]
    assert asked == [(kit.series(gapped), 2015)]
    dialog.carry_out()
    assert "要先处理" in dialog.said.text()
    assert dialog.isVisible()


def test_the_number_typed_decides_what_is_left_out(dialog: IssueDialog) -> None:
    dialog.seats[SERIAL].editor.show_value(2)
    dialog.edited(SERIAL)
    assert "登记文号：漏号 3号，先登记去向" in names(dialog)


def test_entered_nothing_is_left_out(dialog: IssueDialog, gapped: Desk) -> None:
    numbers = NumbersDialog(dialog, dialog.known, dialog.recent, kit.series(gapped), 2015)
    assert numbers.seats[FIRST].editor.read() == 2
    numbers.seats[STATE].editor.show_value(DocNumberState.VOID)
    numbers.seats[WHY].editor.show_value("错号")
    numbers.carry_out()
    doc_numbers.reserve(gapped, kit.series(gapped), 2015, 3, reason="留给六月通报")
    dialog.known.forget()
    dialog.explained()
    assert not [name for name in names(dialog) if "漏号" in name]


def test_the_year_is_that_of_the_paper(dialog: IssueDialog, gapped: Desk) -> None:
    dialog.seats[DATED].editor.show_value(date(2014, 12, 30))
    dialog.edited(DATED)
    assert not [name for name in names(dialog) if "漏号" in name]
    old = NumbersDialog(dialog, dialog.known, dialog.recent, kit.series(gapped), 2014)
    assert old.seats[YEAR].editor.read() == 2014
    old.deleteLater()
