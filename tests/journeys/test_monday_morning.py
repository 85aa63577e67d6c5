"""Monday morning: with nothing pressed the officer sees what is late, due or missing, of every tab."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import PROMISES
from desktop_app.figures.promises import judged, wanting
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.overview.screen import OverviewScreen
from desktop_app.views.session import Session
from desktop_app.views.text import TABS
from tests.kit.keys import enter, press
from tests.kit.practised import practised
from tests.kit.window import closed, opened

Key = Qt.Key


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, county: Desk) -> Iterator[Session]:
    theme.apply(qapp)
    made = opened(qtbot, county)
    yield made
    closed(qapp, made)


def test_what_is_due_stands_there_before_a_key_is_pressed(session: Session, county: Desk) -> None:
    page = session.workspace.screen_now
    assert isinstance(page, OverviewScreen)
    with county.facts() as facts:
        ask = Question(facts.session, facts.today)
        due = due_list(ask)
        found = judged(PROMISES, ask)
    lines = page.due.list.model_.lines
    heads = [line.said for line in lines if line.is_head]
    assert heads[0].startswith(f"已逾期 {len(due.overdue)} 项")
    shown = [line.about for line in lines if not line.is_head]
    assert shown
    assert set(shown) <= {*due.overdue, *due.coming}
    late = {row.kind for row in due.overdue}
    assert {"issue", "supervision_document", "task", "seized_item"} <= late, "every tab tells what is late in it"
    assert f"{wanting(found)} 条待处理" in session.window.status.left
    assert len(page.promises.list.model_.lines) == len(PROMISES)
    red = {code for at, (_, code, _) in enumerate(TABS) if session.workspace.bar.badge(at).red}
    assert red >= {"exams", "issues", "seizures", "inspections"}


def test_one_key_opens_the_first_of_it_and_one_leads_back(session: Session) -> None:
    page = session.workspace.screen_now
    assert isinstance(page, OverviewScreen)
    press(Key.Key_F6)
    line = page.due.list.line
    assert line is not None
    enter()
    assert session.workspace.tab_now != "overview"
    press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert session.workspace.tab_now == "overview"
    assert page.due.list.line is not None
    assert page.due.list.line.about == line.about
