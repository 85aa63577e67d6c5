"""A day of 督查问责 by keys: a finding told at once, a document until it has landed, an inquiry from a failed case."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.models.responsibility import Inquiry, InquiryMember, InquiryPerson
from desktop_app.models.supervision import Habit, SupervisionDocument
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.habits import HABITS
from desktop_app.registers.responsibility import INQUIRIES
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import DocumentState, HabitState, InquiryState, ReviewState, Verdict
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.issuing import issue
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from tests.kit import issued, reviewing
from tests.kit.dialogs import meanwhile
from tests.kit.files import PASSWORD
from tests.kit.keys import ALT, CTRL, Tally, press, settled
from tests.kit.office import furnished, loaded
from tests.kit.program import at_desk, settle
from tests.kit.supervising import House, duty, finding, house, looked_into, seen
from tests.kit.tabs import turn_to

Key = Qt.Key


def _furnish(desk: Desk) -> dict[str, Any]:
    who = house(desk)
    duty(desk, who.leader, "办公室、公诉科")
    panel = reviewing.panel(desk)
    review = reviewing.take(desk, panel, reviewing.review(desk, panel), ReviewState.FEEDBACK)
    reviewing.change(desk, review, reply="无异议", replied_on=reviewing.REPLIED)
    reviewing.step(desk, panel, review, "定级", grade="不合格", grade_reason="遗漏同案犯")
    return {"who": [who.handler, who.head, who.leader, *who.inspectors], "review": review}


@pytest.fixture
def ids(folder: DataFolder, clock: TurnedClock) -> dict[str, Any]:
    desk, given = furnished("supervision day", _furnish, folder.root, clock)
    desk.store.close()
    found: dict[str, Any] = given
    return found


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, ids: dict[str, Any]
) -> Iterator[Program]:
    with at_desk(qtbot, qapp, folder, clock) as made:
        press(Key.Key_8, CTRL)
        settle(qtbot, made)
        yield made


def desk_of(program: Program) -> Desk:
    assert program.session is not None
    return program.session.desk


def people(ids: dict[str, Any]) -> House:
    handler, head, leader, first, second = ids["who"]
    return House(handler, head, leader, (first, second))


def promised(program: Program, code: str) -> tuple[Verdict, int]:
    """The state of a promise today and how many break it."""
    desk = desk_of(program)
    with desk.store.read() as session:
        found = judge(BY_ID[code], Question(session, desk.today))
    return found.verdict, found.count


def stepped(program: Program, hands: Tally, *texts: str) -> None:
    """Ctrl+Enter, the dialog of the step, what it asks in order, Ctrl+Enter; an empty text leaves what is offered."""

    def fill(dialog: QDialog) -> None:
        for text in texts:
            if text:
                hands.field(text)
            else:
                hands.command(Key.Key_Return)
        hands.command(Key.Key_Return, CTRL)
        assert not dialog.isVisible(), "\n".join(label.text() for label in dialog.findChildren(QLabel))

    meanwhile(lambda: hands.command(Key.Key_Return, CTRL), fill)
    settled(program.window)


def test_found_at_nine_told_the_same_day(
    program: Program, qtbot: QtBot, ids: dict[str, Any], clock: TurnedClock
) -> None:
    """发现一起、通报一起: the finding is keyed, one key drafts its bulletin, issuing it keeps S9."""
    screen, hands, desk = turn_to(program, qtbot, HABITS), Tally(), desk_of(program)
    hands.command(Key.Key_N, CTRL)
    entry = screen.place.entry
    assert entry is not None
    settled(entry)
    hands.command(Key.Key_Return)
    for text, enters in (("gjs", 2), ("公诉科", 1), ("tt", 2), ("案卷带回家中阅看", 1), ("保密", 1), ("批评教育", 1)):
        hands.field(text, enters)
    hands.command(Key.Key_Return, CTRL)
    settle(qtbot, program)
    settled(program.window)
    assert promised(program, "S9") == (Verdict.BROKEN, 1)
    hands.command(Key.Key_M, ALT)
    settle(qtbot, program)
    hands.tell("登记一起并起草单件通报")
    assert hands.actions <= 11
    one = screen.place.record_id
    assert one is not None
    bulletin = finding(desk, one)[Habit.bulletin_id]
    assert bulletin is not None
    assert promised(program, "S9") == (Verdict.BROKEN, 1), "a draft tells nobody"
    who = people(ids)
    for verb, asked in (("送审", {}), ("签发", {"signer_id": who.leader, "signed_on": desk.today})):
        records.move(desk, BULLETINS, loaded(desk, BULLETINS, bulletin), verb, "", asked)
    issue(desk, BULLETINS, bulletin, on=desk.today, series_id=issued.series(desk), serial=1, press=issued.PlainPress())
    assert finding(desk, one)[Habit.state] is HabitState.TOLD
    assert promised(program, "S9")[0] is Verdict.KEPT


def test_a_document_until_it_has_landed(
    program: Program, qtbot: QtBot, ids: dict[str, Any], clock: TurnedClock
) -> None:
    """Sent, delivered, overdue, urged, answered, verified, closed: what the program offers is not typed."""
    clock.day = date(2015, 4, 1)
    screen, hands, desk = turn_to(program, qtbot, DOCUMENTS), Tally(), desk_of(program)
    hands.command(Key.Key_N, CTRL)
    entry = screen.place.entry
    assert entry is not None
    settled(entry)
    hands.field("检察建议")
    hands.command(Key.Key_Return)
    hands.command(Key.Key_Return)
    for text in ("tt", "县公安局", "规范讯问场所录像"):
        hands.field(text)
    hands.command(Key.Key_Return, CTRL)
    settle(qtbot, program)
    settled(program.window)
    one = screen.place.record_id
    assert one is not None
    stepped(program, hands, "dtt")
    stepped(program, hands)
    assert seen(desk, one)[SupervisionDocument.doc_no] == "清检建〔2015〕1号", "offered, not typed"
    stepped(program, hands, "4.3")
    clock.day = date(2015, 5, 20)
    screen.refresh()
    settle(qtbot, program)
    assert promised(program, "S10") == (Verdict.BROKEN, 1)
    meanwhile(
        lambda: hands.command(Key.Key_M, ALT),
        lambda _dialog: (hands.field("电话督促"), hands.command(Key.Key_Return, CTRL)),
    )
    settled(program.window)
    stepped(program, hands, "5.18", "清公函〔2015〕9号", "已加装录像", "1")
    stepped(program, hands, "", "实地回访", "gjs", "1", "看了三间讯问室")
    stepped(program, hands)
    kept = seen(desk, one)
    assert kept[SupervisionDocument.state] is DocumentState.CLOSED
    assert promised(program, "S10")[0] is Verdict.KEPT
    hands.tell("一份检察建议从拟制到办结")
    assert hands.actions <= 40


def test_an_inquiry_from_a_failed_case_to_the_archive(
    program: Program, qtbot: QtBot, ids: dict[str, Any], clock: TurnedClock
) -> None:
    """有案必查: one key at the review, both legs stand there, every step is a key and what it asks."""
    assert promised(program, "Y2") == (Verdict.BROKEN, 1)
    hands, desk = Tally(), desk_of(program)
    press(Key.Key_6, CTRL)
    settle(qtbot, program)
    turn_to(program, qtbot, REVIEWS)
    meanwhile(lambda: hands.command(Key.Key_I, ALT), lambda _dialog: hands.command(Key.Key_Return, CTRL))
    settled(program.window)
    assert promised(program, "Y2")[0] is Verdict.KEPT
    press(Key.Key_8, CTRL)
    settle(qtbot, program)
    screen = turn_to(program, qtbot, INQUIRIES)
    hands.field(PASSWORD)
    assert program.session is not None
    guard = program.session.sensitive
    qtbot.waitUntil(lambda: not guard.busy, timeout=20_000)
    settle(qtbot, program)
    one = screen.place.record_id
    assert one is not None
    legs = [row["leg"] for row in looked_into(desk, one).rows(InquiryPerson)]
    assert len(legs) >= 2, "who did it and who led him"
    draft = looked_into(desk, one)
    draft.rows(InquiryMember).append({"officer_id": people(ids).inspectors[0]})
    records.save(desk, INQUIRIES, draft)
    screen.refresh()
    stepped(program, hands)
    for _verb in ("立案", "调查", "审理"):
        hands.command(Key.Key_Return, CTRL)
        settle(qtbot, program)
    assert looked_into(desk, one)[Inquiry.state] is InquiryState.HEARING
    rows = ("", "诫勉", "", *("", "不予追究", "") * (len(legs) - 1))
    stepped(program, hands, "遗漏属实", "", "", *rows)
    stepped(program, hands)
    stepped(program, hands, "", "已改正")
    stepped(program, hands)
    assert looked_into(desk, one)[Inquiry.state] is InquiryState.ARCHIVED
    assert promised(program, "Y3")[0] is Verdict.KEPT
    hands.tell("一案双查从线索到归档")
    assert hands.actions <= 45
