"""An inquiry into one case: from its number on paper to the printed page, and one officer who shares his name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.reports.archive_papers import COLUMNS, case_dossier, person_dossier
from desktop_app.reports.blocks import Document, Ledger
from desktop_app.reports.request import Request
from desktop_app.services.desk import Desk
from desktop_app.views.archive.asking import WhoseDialog
from desktop_app.views.archive.window import ArchiveWindow
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.session import Session
from tests.kit import second_reading
from tests.kit.dialogs import meanwhile, previewing
from tests.kit.keys import enter, press, settled, type_
from tests.kit.paper import paper_text, printed, solid
from tests.kit.practised import practised
from tests.kit.window import closed, opened, settle

CASE = "清源检反渎受[2014]61902300221号"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The county for reading."""
    with practised() as office:
        yield office


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, desk: Desk) -> Iterator[Session]:
    made = opened(qtbot, desk)
    yield made
    closed(qapp, made)


def numbers(document: Document) -> list[str]:
    """The numbers in the lines of the sections, in order."""
    ledgers = (one for one in document.blocks if isinstance(one, Ledger) and one.columns == COLUMNS)
    return [str(row[2]).split("\n")[1] for ledger in ledgers for row in ledger.rows]  # type: ignore[index]


@contextmanager
def paging(look: Callable[[ArchiveWindow], object]) -> Iterator[list[ArchiveWindow]]:
    """The page that comes up once the question whose it is has been answered; ``look`` leaves it."""
    met, faults = list[ArchiveWindow](), list[BaseException]()

    def work() -> None:
        window = QApplication.activeModalWidget()
        if isinstance(window, ArchiveWindow) and not met:
            met.append(window)
            try:
                settled(window)
                look(window)
            except BaseException as fault:  # told below, outside Qt's loop
                faults.append(fault)
            if window.isVisible():
                window.done(QDialog.DialogCode.Rejected)

    timer = QTimer()
    timer.timeout.connect(work)
    timer.start(20)
    try:
        yield met
    finally:
        timer.stop()
    if faults:
        raise faults[0]
    assert met, "no page came up"


def test_from_a_number_on_paper_to_the_printed_page(qtbot: QtBot, session: Session) -> None:
    """Ctrl+J, the number, Enter, Ctrl+P: three keys beside the number itself."""

    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, WhoseDialog)
        type_("61902300221")
        assert dialog.offered[0].about == CASE
        enter()

    def look(window: ArchiveWindow) -> None:
        assert window.page.number == CASE
        assert window.page.counts["seizures"] == 75
        press(Qt.Key.Key_P, CTRL)

    with previewing() as titles, paging(look):
        meanwhile(lambda: session.do("archive"), ask)
        qtbot.waitUntil(lambda: bool(titles), timeout=20_000)
    settle(qtbot, session)
    assert "案件档案" in titles[0]


def test_every_line_of_the_case_is_in_the_ledgers_and_none_is_missing(desk: Desk) -> None:
    paper = case_dossier(Request(desk, desk.today, record=CASE))
    told = numbers(paper)
    with desk.store.read() as session:
        known = {number for _kind, number in second_reading.of_case(session, CASE)}
    assert sorted(told) == sorted(known)
    words = solid(paper_text(printed(paper)))
    assert [number for number in known if solid(number) not in words] == []


def test_one_of_two_who_share_a_name(desk: Desk) -> None:
    with desk.facts() as facts:
        alike = [dict(row) for row in facts.namesakes("张伟")]
        places = {row["number"]: facts.label("department", row["department_id"]) for row in alike}
    assert sorted(places.values()) == ["公诉科", "反贪污贿赂局"]
    papers = {row["number"]: person_dossier(Request(desk, desk.today, record=row["number"])) for row in alike}
    with desk.store.read() as session:
        for row in alike:
            known = {number for _kind, number in second_reading.of_officer(session, row["id"])}
            assert sorted(numbers(papers[row["number"]])) == sorted(known)
    for number, paper in papers.items():
        words = solid(paper_text(printed(paper)))
        assert f"部门{places[number]}" in words
        other = next(place for own, place in places.items() if own != number)
        assert f"承办人张伟（{other}）" not in words


def test_the_page_of_an_officer_by_his_initials_and_back_to_a_record(qtbot: QtBot, session: Session) -> None:
    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, WhoseDialog)
        type_("zw")
        assert {"0023", "0028"} <= {one.said.split("　")[2] for one in dialog.offered}
        enter()

    def look(window: ArchiveWindow) -> None:
        press(Qt.Key.Key_Right, times=2)
        while window.tab != "posts":
            press(Qt.Key.Key_Right)
        assert window.rows[0].kind == "post"
        enter()

    with paging(look):
        meanwhile(lambda: session.do("archive"), ask)
    settle(qtbot, session)
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    assert screen.place.register.kind == "post"
    assert screen.place.record_id is not None
