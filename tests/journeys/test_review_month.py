"""The reviews of a month by keys: pool, must, dice, draw, sheet, opinion, grade, and the month's bulletin issued."""

from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.models.reviews import CaseReview
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, CopyKind, Naming, ReviewState
from desktop_app.services import draws, issuing, records, reviews
from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.services.score_sheets import defects, put
from desktop_app.services.setup import found
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.bulletin.issue_dialog import IssueDialog
from desktop_app.views.bulletin.new_dialog import NewDialog
from desktop_app.views.bulletin.screen import BulletinScreen
from desktop_app.views.draw.dialog import DrawDialog
from desktop_app.views.preview import Preview
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.step_dialog import StepDialog
from desktop_app.views.review.board import ScoreBoard
from tests.kit.cases import case, month_round
from tests.kit.dialogs import meanwhile
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.keys import ALT, CTRL, Tally, press, settled, type_
from tests.kit.office import COUNTY, loaded, officer
from tests.kit.program import at_desk, settle

Key = Qt.Key
DICE, WITNESSES = "3526142561", "监察科 马静怡"
SENT = date(2015, 5, 31)


@pytest.fixture
def office(folder: DataFolder, clock: TurnedClock) -> None:
    """Twenty cases closed in May, two of them 不起诉; April was reviewed by 叶学民 and 刘涛."""
    store, _ = found(folder, clock, COUNTY, PASSWORD, cost=CHEAP)
    desk = seated(store, clock)
    handlers = officer(desk, "张雪梅"), officer(desk, "陈少华", "侦查监督科")
    reviewers = officer(desk, "叶学民", "反贪污贿赂局"), officer(desk, "刘涛", "控告申诉检察科")
    officer(desk, "袁倩", "院领导", post="副检察长")
    for serial in range(1, 21):
        result = "不起诉（存疑）" if serial in (4, 9) else "提起公诉"
        case(desk, serial, [handlers[serial > 12]], result=result)
    april = {"name": "2015年4月份案件质量评查", "period": "2015-04", "finished_on": date(2015, 5, 5)}
    month_round(desk, reviewers, from_on=date(2015, 4, 1), to_on=date(2015, 4, 30), **april)
    store.close()


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: None
) -> Iterator[Program]:
    """The program at its desk."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        yield made


def desk_of(program: Program) -> Desk:
    assert program.session is not None
    return program.session.desk


def screen_of(program: Program) -> RegisterScreen:
    assert program.session is not None
    screen = program.session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    return screen


def drawn(program: Program, qtbot: QtBot) -> ScoreBoard:
    """Ctrl+6, Ctrl+N and the walk to the reviewers."""
    hands = Tally()
    hands.command(Key.Key_6, CTRL)
    settle(qtbot, program)
    screen_of(program)

    def walk(dialog: QDialog) -> None:
        assert isinstance(dialog, DrawDialog)
        hands.command(Key.Key_Return)
        hands.command(Key.Key_Return, CTRL)
        hands.field(DICE)
        hands.field(WITNESSES)
        hands.command(Key.Key_Return, CTRL)
        assert [one.way for one in dialog.list.lines] == ["必查", "必查", "随机"]
        hands.command(Key.Key_Return)

    meanwhile(lambda: hands.command(Key.Key_N, CTRL), walk)
    settle(qtbot, program)
    settled(program.window)
    hands.tell("一月抽取")
    assert hands.actions <= 9
    board = screen_of(program).board
    assert isinstance(board, ScoreBoard)
    return board


def letter_by_letter(text: str) -> None:
    """The first letter opens a field, the others go into it."""
    for letter in text:
        type_(letter)


def reviewed(program: Program, desk: Desk, board: ScoreBoard) -> int:
    """Three deductions of the first case, sent to the handler, answered, graded."""
    hands = Tally()
    assert board.place is not None
    review_id = board.place.record_id
    assert review_id is not None
    hands.command(Key.Key_Return, CTRL)
    for code, page in (("b01", "J1P20"), ("d02", "P12"), ("e01", "P63")):
        hands.actions += 2
        letter_by_letter(code)
        press(Key.Key_Return)
        letter_by_letter(page)
        press(Key.Key_Return)
    hands.command(Key.Key_Return, CTRL)
    go_on = lambda: hands.command(Key.Key_Return, CTRL)  # noqa: E731
    meanwhile(go_on, lambda _dialog: go_on())
    settled(program.window)
    hands.tell("一件评查、三处扣分")
    assert hands.actions <= 16
    kept = loaded(desk, REVIEWS, review_id)
    assert (kept[CaseReview.state], kept[CaseReview.score]) == (ReviewState.FEEDBACK, 85_00)

    def agree(_dialog: QDialog) -> None:
        type_("1")
        press(Key.Key_Return, CTRL)

    meanwhile(lambda: press(Key.Key_M, ALT), agree)
    settled(program.window)
    meanwhile(lambda: press(Key.Key_Return, CTRL), lambda _dialog: press(Key.Key_Return, CTRL))
    settled(program.window)
    graded = loaded(desk, REVIEWS, review_id)
    assert (graded[CaseReview.state], graded[CaseReview.grade]) == (ReviewState.GRADED, "合格")
    return review_id


def rest_graded(desk: Desk, done: int) -> None:
    """The other cases of the round, on the days after."""
    with desk.facts() as facts:
        round_id = max(row["id"] for row in facts.live("review_round"))
        ids = [line.review_id for line in draws.drawn(facts, round_id) if line.review_id not in (None, done)]
    for id_ in ids:
        assert id_ is not None
        records.move(desk, REVIEWS, loaded(desk, REVIEWS, id_), "开始评查")
        draft = loaded(desk, REVIEWS, id_)
        with desk.facts() as facts:
            known = {one.code: one for one in defects(facts, draft[CaseReview.standard_id])}
        for code in ("B01", "D02", "E01"):
            put(draft, known[code].finding())
        records.move(desk, REVIEWS, draft, "提交反馈", asked={"reviewed_on": SENT, "sent_on": SENT})
        reviews.answer(desk, REVIEWS, id_, "无异议", SENT)
        decided = {"grade": "合格", "decided_by": "检察长", "decided_on": SENT}
        records.move(desk, REVIEWS, loaded(desk, REVIEWS, id_), "定级", asked=decided)


def issued(program: Program, qtbot: QtBot) -> BulletinScreen:
    """The month's bulletin drafted, signed, issued and looked at in the preview."""
    press(Key.Key_9, CTRL)
    assert program.session is not None
    screen = program.session.workspace.screen_now
    assert isinstance(screen, BulletinScreen)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, NewDialog)
        for _ in BulletinKind:
            if dialog.offer.kind is BulletinKind.REVIEWS:
                break
            press(Key.Key_Down)
        press(Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)

    meanwhile(lambda: press(Key.Key_N, CTRL), choose)
    settle(qtbot, program)
    settled(program.window)
    writing = screen.writing
    press(Key.Key_Return, CTRL)

    def sign(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        type_("yq")
        press(Key.Key_Return)
        press(Key.Key_Return, CTRL)

    meanwhile(lambda: press(Key.Key_Return, CTRL), sign)
    settled(program.window)
    assert writing.state is BulletinState.SIGNED

    def send(dialog: QDialog) -> None:
        assert isinstance(dialog, IssueDialog)
        press(Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)

    meanwhile(lambda: press(Key.Key_Return, CTRL), send)
    settle(qtbot, program)
    settled(program.window)
    assert writing.state is BulletinState.ISSUED
    return screen


def printed(qtbot: QtBot) -> str:
    """Ctrl+P, the first paper of the menu, its text in the preview."""
    shown: list[str] = []

    def look() -> None:
        menu, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(menu, QMenu):
            QTest.keyClick(menu, Key.Key_Return)
        if isinstance(dialog, Preview):
            shown.append(dialog.page_text)
            dialog.reject()
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    press(Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    return shown[0]


def words(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()")
def test_a_month_from_the_pool_to_the_issued_bulletin(program: Program, qtbot: QtBot) -> None:
    desk = desk_of(program)
    done = reviewed(program, desk, drawn(program, qtbot))
    rest_graded(desk, done)
    screen = issued(program, qtbot)
    assert printed(qtbot).endswith("页")
    bulletin_id = screen.writing.shown_id
    assert bulletin_id is not None
    with desk.facts() as facts:
        copies = issuing.copies(facts, bulletin_id)
        assert {one.kind for one in copies} == set(CopyKind)
        papers = {one.naming: issuing.copy_bytes(facts, one.id) for one in copies if one.kind is CopyKind.PAPER}
        round_id = max(row["id"] for row in facts.live("review_round"))
        numbers = [line.number for line in draws.drawn(facts, round_id)]
    assert set(papers) == set(Naming)
    for paper in papers.values():
        text = words(paper)
        assert "评查案件3件" in text
        assert all(number in text for number in numbers)
    assert "张雪梅" in words(papers[Naming.NAMED])
    assert "张雪梅" not in words(papers[Naming.CODED])
