"""关联 in the panel and by Ctrl+Shift+L; the page narrowed by a period; a reading only where it is seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop_app.registers import reading
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.services.desk import Desk
from desktop_app.store import undo
from desktop_app.views.archive.asking import of_record, typed_for
from desktop_app.views.archive.window import ArchiveWindow
from desktop_app.views.register.related import RelatedSection
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.tying import TieDialog
from desktop_app.views.session import Session
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, SHIFT, enter, press, type_
from tests.kit.practised import practised
from tests.kit.window import closed, opened, settle


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with practised() as office:
        yield office


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, desk: Desk) -> Iterator[Session]:
    made = opened(qtbot, desk)
    yield made
    closed(qapp, made)


def screen_of(session: Session, tab: str) -> RegisterScreen:
    session.workspace.show_code(tab)
    found = session.workspace.screen_now
    assert isinstance(found, RegisterScreen)
    return found


def section_of(screen: RegisterScreen) -> RelatedSection:
    found = screen.place.panel.findChild(RelatedSection)
    assert isinstance(found, RelatedSection)
    return found


def test_the_panel_tells_what_is_linked_and_enter_opens_it(qtbot: QtBot, session: Session, desk: Desk) -> None:
    screen = screen_of(session, "issues")
    with desk.facts() as facts:
        issue, number = facts.session.execute(
            text("SELECT issue_id, case_no FROM issue_case WHERE case_no LIKE '%00221号'")
        ).all()[0]
    screen.reveal("issue", issue)
    section = section_of(screen)
    assert [(row.kind, row.number) for row in section.rows] == [("case_file", number)]
    section.list.setFocus()
    section.list.setCurrentRow(0)
    enter()
    settle(qtbot, session)
    found = session.workspace.screen_now
    assert isinstance(found, RegisterScreen)
    assert found.place.register.kind == "case_file"
    assert {row.kind for row in section_of(found).rows} >= {"issue", "seizure", "dossier_check"}


def test_a_hidden_panel_reads_nothing(session: Session) -> None:
    screen = screen_of(session, "issues")
    screen.toggle_panel()
    section, before = section_of(screen), list(section_of(screen).rows)
    press(Qt.Key.Key_Down, times=3)
    assert list(section.rows) == before
    assert section._read != screen.place.record_id
    screen.toggle_panel()
    assert section._read == screen.place.record_id


def test_a_record_is_tied_by_keys_and_shown_at_once(qtbot: QtBot, session: Session, desk: Desk) -> None:
    screen = screen_of(session, "issues")
    one = screen.place.record_id
    with desk.facts() as facts:
        other = next(i for i in reading.ids(facts, BY_KIND["issue"], limit=9) if i != one)
        number = facts.row("issue", other)["number"]

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, TieDialog)
        type_(number[:4])
        dialog.box.setText(number)
        dialog.fill()
        assert dialog.offered[0].id == other
        enter()

    meanwhile(lambda: press(Qt.Key.Key_L, CTRL | SHIFT), choose)
    settle(qtbot, session)
    assert ("issue", other) in [(row.kind, row.id) for row in section_of(screen).rows]
    screen.reveal("issue", other)
    assert ("issue", one) in [(row.kind, row.id) for row in section_of(screen).rows]
    undo.undo(desk.store)


def test_the_page_is_narrowed_by_a_period_and_told_when_it_cannot_be_read(qtbot: QtBot, desk: Desk) -> None:
    window = ArchiveWindow(None, desk, "case_file", "清源检反渎受[2014]61902300221号")
    qtbot.addWidget(window)
    whole = len(window.page.entries)
    window.period.setText("2015-05")
    window.read()
    assert 0 < len(window.page.entries) < whole
    window.period.setText("五月份吧")
    window.read()
    assert "时段写成" in window.said.text()


def test_whose_page_a_record_leads_to(desk: Desk) -> None:
    with desk.facts() as facts:
        item = reading.ids(facts, BY_KIND["seized_item"], limit=1)[0]
        found = of_record(facts, BY_KIND["seized_item"], item)
        assert found[0].kind == "case_file"
        assert [one.said.split("　")[2] for one in typed_for(facts, "张伟")[:2]] == ["0023", "0028"]
        assert typed_for(facts, "清源检诉受[2015]61902399999号")[0].said.endswith("（不在办结案件台账）")
        assert typed_for(facts, "没有这个人") == []
