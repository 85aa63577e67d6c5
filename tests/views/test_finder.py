"""The search box by keys: hits by tab, all of a register, older questions withdrawn."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.registers.finding import Offer
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.archive.window import ArchiveWindow
from desktop_app.views.finder import Finder
from desktop_app.views.finder_rows import Row, row_of
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.session import Session
from tests.kit.dialogs import meanwhile
from tests.kit.keys import press, type_
from tests.kit.office import furnished, officer, task
from tests.kit.window import closed, opened, settle

CONTROL = Qt.KeyboardModifier.ControlModifier


def _furnish(desk: Desk) -> None:
    who = officer(desk, "周敏")
    officer(desk, "许嘉树", "案件管理办公室")
    for number in range(7):
        task(desk, f"涉案财物盘点第{number}次", who)


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock) -> Iterator[Session]:
    desk, _ = furnished("finder", _furnish, folder.root, clock)
    made = opened(qtbot, desk)
    yield made
    closed(qapp, made)
    desk.store.close()


def looked_for(qtbot: QtBot, session: Session, typed: str) -> list[Row]:
    """Ctrl+K, the words, and what stands in the list then."""
    qtbot.keyClick(session.window, Qt.Key.Key_K, CONTROL)
    session.menu.search.setText(typed)
    session.finder.search()
    settle(qtbot, session)
    return rows(session.finder)


def rows(finder: Finder) -> list[Row]:
    return [row_of(finder.list.item(at)) for at in range(finder.list.count())]


def test_hits_stand_under_their_tab_with_counts(qtbot: QtBot, session: Session) -> None:
    told = looked_for(qtbot, session, "盘点")
    at = next(at for at, row in enumerate(told) if row.head)
    assert told[at].said == "方案路线图 · 任务　7 项"
    assert [row.subject for row in told[at + 1 : at + 6]] == [f"涉案财物盘点第{n}次" for n in (6, 5, 4, 3, 2)]
    assert all(row.state and row.number for row in told[at + 1 : at + 6])
    assert told[at + 6].said == "全部 7 项任务"


def test_the_last_row_opens_exactly_the_hits(qtbot: QtBot, session: Session) -> None:
    looked_for(qtbot, session, "盘点")
    box = session.menu.search
    for _ in range(5):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settle(qtbot, session)
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    assert session.workspace.tab_now == "plan"
    assert screen.place.listing.showing.only_said == "搜索“盘点”"
    assert screen.place.listing.grid.rowCount() == 7
    assert not session.finder.isVisible()


def test_enter_opens_the_first_hit_as_soon_as_it_is_there(qtbot: QtBot, session: Session) -> None:
    qtbot.keyClick(session.window, Qt.Key.Key_K, CONTROL)
    box = session.menu.search
    assert box.hasFocus()
    type_("第3次")
    press(Qt.Key.Key_Return)
    settle(qtbot, session)
    assert session.workspace.tab_now == "plan"
    assert "已选 1" in session.window.status.left
    assert box.text() == ""


def test_a_person_is_found_by_initials_before_what_names_her(qtbot: QtBot, session: Session) -> None:
    told = [row for row in looked_for(qtbot, session, "zm") if row.number]
    assert told[0].subject == "周敏"
    named = next(row for row in told if row.subject.startswith("涉案"))
    assert named.met is not None
    assert (named.met.met, named.met.label) == ("周敏", "责任人")


def test_an_older_question_is_withdrawn(qtbot: QtBot, session: Session) -> None:
    box, finder = session.menu.search, session.finder
    for typed in ("盘点", "许嘉树", "没有这个人"):
        box.setText(typed)
        finder.search()
    settle(qtbot, session)
    assert rows(finder) == []
    assert finder.isVisible()
    assert not session.workspace.error.text


def test_escape_leaves_and_what_comes_late_is_not_shown(qtbot: QtBot, session: Session) -> None:
    session.menu.search.setText("盘点")
    session.finder.search()
    qtbot.keyClick(session.menu.search, Qt.Key.Key_Escape)
    settle(qtbot, session)
    assert not session.finder.isVisible()
    assert session.menu.search.text() == ""


def test_offers_come_before_all_hits(qtbot: QtBot, session: Session) -> None:
    """What others can open for a name or a case number is asked of them."""

    def pages(facts: Facts, typed: str) -> Sequence[Offer]:
        people = [row for row in facts.live("officer") if row["name"] == typed]
        return [Offer("person", str(row["id"]), f"{row['name']}的一人一页") for row in people]

    session.finder.openers = (pages,)
    session.finder.offered.disconnect()
    told = looked_for(qtbot, session, "周敏")
    assert told[0].said == "周敏的一人一页"
    opened_: list[tuple[str, str]] = []
    session.finder.offered.connect(lambda code, key: opened_.append((code, key)))
    qtbot.keyClick(session.menu.search, Qt.Key.Key_Return)
    assert opened_ == [("person", "1")]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("周敏", "人员档案　周敏"),
        ("zm", "人员档案　周敏"),
        ("清检刑诉受〔2015〕12号", "案件档案　　清检刑诉受[2015]12号"),
    ],
)
def test_a_name_offers_the_page_of_the_person_and_a_number_that_of_the_case(
    qtbot: QtBot, session: Session, typed: str, title: str
) -> None:
    told = looked_for(qtbot, session, typed)
    assert told[0].target is not None
    assert told[0].target[0] == "offer"
    assert told[0].said.startswith(title[:5])
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ArchiveWindow)
        seen.append(dialog.title.text())
        dialog.reject()

    meanwhile(lambda: press(Qt.Key.Key_Return), look)
    assert seen[0].startswith(title)


def test_words_that_name_nobody_offer_no_page(qtbot: QtBot, session: Session) -> None:
    assert all(row.target is None or row.target[0] != "offer" for row in looked_for(qtbot, session, "盘点"))
