"""A rotation by keyboard: batch, proposal, approval, hand-over, coming, midterm, extension, appraisal, end, papers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.models.issues import IssueOfficer
from desktop_app.models.rotations import Rotation, RotationBatch, RotationItem, RotationLimit
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.rotation_limits import LIMITS
from desktop_app.registers.rotations import BATCHES, ROTATIONS
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import Appraisal, BatchState, HandoverState, RotationOutcome, RotationState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.posts.proposal import ProposalDialog
from tests.kit.county import rows
from tests.kit.hands import Hands
from tests.kit.keys import ALT, CTRL, settled
from tests.kit.office import furnished, loaded, officer
from tests.kit.paper import paper_text, printed
from tests.kit.posts import post
from tests.kit.problems import problem
from tests.kit.program import at_desk, settle
from tests.kit.tabs import turn_to

Key = Qt.Key
YOUNG = (("周春梅", "公诉科"), ("田涛", "侦查监督科"), ("宋秀英", "办公室"))
MIDTERM = "能独立办理审查逮捕案件。"
OPINION = "工作扎实，能够胜任。"


def _furnish(desk: Desk) -> dict[str, Any]:
    """Three to be rotated, of three departments; 周春梅 has 内勤 with 曹瑶 behind her, and answers for a problem."""
    young = [officer(desk, name, place) for name, place in YOUNG]
    receiver = officer(desk, "曹瑶")
    post(desk, "内勤", young[0], receiver)
    for one in young:
        records.save(desk, LIMITS, new_draft(RotationLimit, {"officer_id": one}))
    officer(desk, "许嘉树", "院领导", post="副检察长")
    return {
        "who": young[0],
        "receiver": receiver,
        "problem": problem(desk, "讯问笔录漏签骑缝", [young[0]]),
    }


@pytest.fixture
def ids(folder: DataFolder, clock: TurnedClock) -> dict[str, Any]:
    """The furnished office: the ids of people and problem."""
    desk, given = furnished("rotation batch", _furnish, folder.root, clock)
    desk.store.close()
    found: dict[str, Any] = given
    return found


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, ids: dict[str, Any]
) -> Iterator[Program]:
    """The program at its desk."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        yield made


@pytest.fixture
def hands(program: Program, qtbot: QtBot) -> Hands:
    return Hands(program, qtbot)


def test_a_rotation_from_the_batch_to_its_end(
    program: Program, qtbot: QtBot, ids: dict[str, Any], hands: Hands
) -> None:
    desk = hands.desk
    batch = found_batch(program, qtbot, hands)
    hands.dialog(Key.Key_M, ALT, lambda dialog: propose(dialog, hands))
    assert len(rows(desk, "rotation")) == 3
    assert sum(row["pinned"] for row in rows(desk, "rotation")) == 1
    hands.deed(Key.Key_Return, CTRL, "党组会", "2014.8.25")
    assert loaded(desk, BATCHES, batch)[RotationBatch.state] == BatchState.APPROVED
    rotation = find_rotation(program, qtbot, hands, ids["who"])
    hands.command(Key.Key_Return, CTRL)
    settle(qtbot, program)
    go_and_come(hands)
    assert [row["officer_id"] for row in loaded(desk, ISSUES, ids["problem"]).rows(IssueOfficer)] == [ids["receiver"]]
    judge(program, qtbot, hands)
    hands.tell("一批轮岗从测算到期满")
    ended(loaded(desk, ROTATIONS, rotation), ids["receiver"])
    papers(desk, loaded(desk, BATCHES, batch), loaded(desk, ROTATIONS, rotation))


def found_batch(program: Program, qtbot: QtBot, hands: Hands) -> int:
    """Ctrl+5, the list of batches, Ctrl+N: one period of six months."""
    hands.command(Key.Key_5, CTRL)
    settle(qtbot, program)
    screen = turn_to(program, qtbot, BATCHES)
    hands.command(Key.Key_N, CTRL)
    entry = screen.place.entry
    assert entry is not None
    settled(entry)
    for text in ("第一批交叉轮岗", "2014.9.1", "6", "1"):
        hands.field(text)
    hands.command(Key.Key_Return, CTRL)
    settle(qtbot, program)
    settled(program.window)
    assert screen.place.record_id is not None
    return screen.place.record_id


def propose(dialog: QDialog, hands: Hands) -> None:
    """Pin where 周春梅 goes, ask again, adopt."""
    assert isinstance(dialog, ProposalDialog)
    assert "排出：3 人轮岗" in dialog.side.result.text()
    at = [line.name for line in dialog.table.lines].index("周春梅")
    sent = dialog.table.lines[at].cells[0].said
    for _ in range(at):
        hands.command(Key.Key_Down)
    hands.command(Key.Key_P)
    hands.command(Key.Key_F5)
    assert dialog.table.lines[at].cells[0].said == f"{sent}，固定"
    assert "与上次方案一样" in dialog.side.more.text()
    hands.command(Key.Key_Return, CTRL)


def find_rotation(program: Program, qtbot: QtBot, hands: Hands, who: int) -> int:
    """The list of rotations, Ctrl+F and her name."""
    screen = turn_to(program, qtbot, ROTATIONS)
    hands.command(Key.Key_F, CTRL)
    hands.field("周春梅")
    qtbot.waitUntil(lambda: screen.place.form.draft.values.get(Rotation.officer_id.key) == who)
    assert screen.place.record_id is not None
    return screen.place.record_id


def go_and_come(hands: Hands) -> None:
    """Her problem to 曹瑶, the hand-over signed, 到岗."""

    def give(_: QDialog) -> None:
        hands.command(Key.Key_Return)
        hands.field("cy")
        hands.field("2014.8.28")
        hands.command(Key.Key_Return, CTRL)

    hands.dialog(Key.Key_B, ALT, give)
    hands.deed(Key.Key_Return, CTRL)
    hands.deed(Key.Key_Return, CTRL, "2014.9.1")


def judge(program: Program, qtbot: QtBot, hands: Hands) -> None:
    """中期小结 in the form, 延期 by a month, 鉴定, 结束."""
    screen = turn_to(program, qtbot, ROTATIONS)
    screen.place.form.focus_field(Rotation.midterm.key)
    hands.actions += 1
    hands.field(MIDTERM)
    hands.field("2014.12.1")
    hands.command(Key.Key_S, CTRL)
    settle(qtbot, program)
    hands.deed(Key.Key_M, ALT, "2015.3.31", "xjs", "案件没有办结")
    hands.deed(Key.Key_Return, CTRL, "cz", "2015.3.31", OPINION)
    hands.deed(Key.Key_Return, CTRL, "2015.3.31", "1")


def ended(rotation: Draft, receiver: int) -> None:
    """What the register says of it in the end."""
    assert rotation[Rotation.state] == RotationState.DONE
    assert rotation[Rotation.handover] == HandoverState.DONE
    assert (rotation[Rotation.handed_on], rotation[Rotation.actual_from_on]) == (date(2014, 8, 28), date(2014, 9, 1))
    assert [row["receiver_id"] for row in rotation.rows(RotationItem)] == [receiver]
    assert rotation[Rotation.midterm] == MIDTERM
    assert (rotation[Rotation.appraisal], rotation[Rotation.outcome]) == (Appraisal.GOOD, RotationOutcome.BACK)
    assert rotation[Rotation.planned_to_on] == rotation[Rotation.actual_to_on] == date(2015, 3, 31)


def papers(desk: Desk, batch: Draft, rotation: Draft) -> None:
    """《轮岗安排表》 names the three, 《轮岗鉴定表》 her, and what was written of her."""
    day = desk.today
    listed = paper_text(printed(paper("rotation_list").make(Request(desk, day))))
    assert all(name in listed for name, _ in YOUNG)
    number = str(rotation.values["number"])
    judged = paper_text(printed(paper("rotation_appraisal").make(Request(desk, day, record=number))))
    assert all(text in judged for text in ("周春梅", MIDTERM, OPINION))
