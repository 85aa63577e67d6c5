"""The bulletin of a month by keys: drafted, checked, signed, issued, printed; then the ledger changes behind it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.models.issues import Issue
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, CopyKind
from desktop_app.services import issuing, records
from desktop_app.services.desk import Desk
from desktop_app.services.late import late_changes
from desktop_app.services.office import seated
from desktop_app.services.setup import found
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.bulletin.issue_dialog import IssueDialog
from desktop_app.views.bulletin.new_dialog import NewDialog
from desktop_app.views.bulletin.screen import BulletinScreen
from desktop_app.views.bulletin.waiver_dialog import WaiverDialog
from desktop_app.views.preview import Preview
from desktop_app.views.register.step_dialog import StepDialog
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.keys import CTRL, Tally, enter, press, settled, type_
from tests.kit.office import COUNTY, loaded, officer
from tests.kit.problems import MEASURES, close, problem
from tests.kit.program import at_desk, settle

Key = Qt.Key
OWN = "各部门要对照清单，逐条明确责任人。"
ALLOWED = 20
"""Command keys, typed fields and chosen entries beside one's own sentences."""


@pytest.fixture
def office(folder: DataFolder, clock: TurnedClock) -> None:
    """An office with three problems of May, one of them closed without evidence."""
    store, _ = found(folder, clock, COUNTY, PASSWORD, cost=CHEAP)
    desk = seated(store, clock)
    who = officer(desk, "陈少华", "侦查监督科")
    chief = officer(desk, "袁倩", "院领导", post="副检察长")
    first = problem(
        desk, "讯问笔录漏签骑缝", [who], measures=MEASURES, found_on=date(2015, 5, 6), due_on=date(2015, 5, 20)
    )
    problem(desk, "权利告知书代填", [who], found_on=date(2015, 5, 7), due_on=date(2015, 5, 28))
    problem(desk, "不捕说理文书没有送达", [who], found_on=date(2015, 5, 8), due_on=date(2015, 6, 20))
    close(desk, first, officer(desk, "单雄信", "案件管理办公室"), chief, date(2015, 5, 25))
    with store.unit("补录旧账") as unit:
        unit.session.get_one(Issue, first).evidence = ""
    store.close()


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: None
) -> Iterator[Program]:
    """The program at its desk."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        yield made


def in_dialog(qtbot: QtBot, kind: type[QDialog], open_: Callable[[], object], work: Callable[[], object]) -> None:
    """Open a modal dialog, work in it by keys, wait until it is gone."""
    faults: list[BaseException] = []

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            assert isinstance(dialog, kind), f"{dialog} stands, not {kind}"
            settled(dialog)
            work()
            qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)
        except BaseException as fault:  # told below, outside Qt's loop
            faults.append(fault)
            if isinstance(dialog, QDialog):
                dialog.done(QDialog.DialogCode.Rejected)

    window = QApplication.activeWindow()
    assert window is not None
    QTimer.singleShot(0, meet)
    open_()
    if faults:
        raise faults[0]
    settled(window)


def desk_of(program: Program) -> Desk:
    assert program.session is not None
    return program.session.desk


def bulletins(program: Program, hands: Tally) -> BulletinScreen:
    """Ctrl+9."""
    hands.command(Key.Key_9, CTRL)
    assert program.session is not None
    screen = program.session.workspace.screen_now
    assert isinstance(screen, BulletinScreen)
    return screen


def papers(desk: Desk, bulletin_id: int) -> dict[object, bytes]:
    """What was frozen, by kind and naming."""
    with desk.facts() as facts:
        return {(one.kind, one.naming): issuing.copy_bytes(facts, one.id) for one in issuing.copies(facts, bulletin_id)}


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()")
def test_a_month_from_the_first_key_to_the_printed_paper(program: Program, qtbot: QtBot) -> None:
    hands, own = Tally(), Tally()
    screen = bulletins(program, hands)
    writing = screen.writing

    def progress() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewDialog)
        hands.actions += 1
        while dialog.offer.kind is not BulletinKind.PROGRESS:
            press(Key.Key_Down)
        hands.command(Key.Key_Return, CTRL)

    in_dialog(qtbot, NewDialog, lambda: hands.command(Key.Key_N, CTRL), progress)
    settle(qtbot, program)
    assert writing.draft is not None
    assert "2015年5月" in writing.draft.values["title"]
    assert writing.preview.made is not None

    own.command(Key.Key_End, CTRL)
    page = writing.text.editor.page
    page.setFocus()
    writing.text.go_to_line(3)
    own.command(Key.Key_End)
    type_(OWN)
    hands.command(Key.Key_S, CTRL)
    settle(qtbot, program)

    broken = [one for one in writing.found.audited if one.hinders]
    assert [one.title for one in broken] == ["销号有据"]

    def waive() -> None:
        hands.field("佐证在卷，正在补录", enters=0)
        press(Key.Key_Tab)
        hands.field("yq")
        hands.command(Key.Key_Return, CTRL)

    writing.strip.sources.buttons[0].setFocus()
    in_dialog(qtbot, WaiverDialog, lambda: hands.command(Key.Key_Space), waive)
    settle(qtbot, program)
    assert not [one for one in writing.found.audited if one.hinders]

    hands.command(Key.Key_Return, CTRL)
    assert writing.state is BulletinState.SUBMITTED

    def sign() -> None:
        hands.field("yq")
        hands.command(Key.Key_Return, CTRL)

    in_dialog(qtbot, StepDialog, lambda: hands.command(Key.Key_Return, CTRL), sign)
    assert writing.state is BulletinState.SIGNED
    in_dialog(
        qtbot, IssueDialog, lambda: hands.command(Key.Key_Return, CTRL), lambda: hands.command(Key.Key_Return, CTRL)
    )
    settle(qtbot, program)
    assert writing.state is BulletinState.ISSUED
    assert writing.draft.values["doc_no"] == "清检发〔2015〕1号"
    assert writing.frozen

    def take_first() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, Key.Key_Return)

    hands.command(Key.Key_P, CTRL)
    shown: list[bytes] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Preview):
            shown.append(dialog.page_text.encode())
            dialog.reject()
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    hands.actions += 1
    take_first()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    hands.tell("一月一通报")
    assert hands.actions <= ALLOWED

    desk, bulletin_id = desk_of(program), writing.shown_id
    assert bulletin_id is not None
    before = papers(desk, bulletin_id)
    assert {kind for kind, _ in before} == set(CopyKind)
    _reopen(desk)
    assert papers(desk, bulletin_id) == before
    with desk.facts() as facts:
        changes = late_changes(facts)
    assert {change.bulletin_id for change in changes} == {bulletin_id}
    _see_what_changed(program, screen, qtbot)


def _reopen(desk: Desk) -> None:
    """A problem counted as found in May turns out to be of April."""
    with desk.facts() as facts:
        issue_id = next(row["id"] for row in facts.live("issue") if row["name"] == "权利告知书代填")
    draft = loaded(desk, ISSUES, issue_id)
    draft[Issue.found_on] = date(2015, 4, 7)
    records.save(desk, ISSUES, draft)


def _see_what_changed(program: Program, screen: BulletinScreen, qtbot: QtBot) -> None:
    """Ctrl+Tab twice: the list names bulletin, figure, old and new; Enter opens the record."""
    settled(program.window)
    press(Key.Key_Tab, CTRL, times=2)
    settle(qtbot, program)
    board = screen.ledger.late
    assert screen.ledger.board is board
    assert board.changes
    change = board.changes[0]
    assert change.doc_no == "清检发〔2015〕1号"
    assert change.old != change.new
    top = board.tree.topLevelItem(0)
    assert top is not None
    said = [top.child(at).text(column) for at in range(top.childCount()) for column in range(3)]
    assert any(change.label in words for words in said)
    assert {change.shown, change.new_digits} <= set(said)
    board.tree.setFocus()
    board.tree.setCurrentItem(top.child(0))
    enter()
    assert program.session is not None
    assert program.session.workspace.tab_now == "issues"
