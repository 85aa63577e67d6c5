"""变更期限 and 印发方案 by keyboard."""

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.plan import Plan, Task
from desktop_app.registers.campaign import PLANS
from desktop_app.registers.plan import TASKS
from desktop_app.rules.vocabulary import PlanState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.plan_dialogs import IssuePlanDialog, MoveDeadlineDialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from tests.kit.office import loaded, officer, task_draft

Shown = TypeVar("Shown", bound=VerbDialog)


@pytest.fixture
def keeper(desk: Desk, qapp: QApplication) -> int:
    theme.apply(qapp)
    return officer(desk, "史海燕")


@pytest.fixture
def moving(desk: Desk, keeper: int, qtbot: QtBot) -> MoveDeadlineDialog:
    """盘点, with 整改 after it."""
    first = records.save(desk, TASKS, task_draft(desk, "涉案财物全面盘点", keeper)).ids[0]
    after = {"start_on": date(2015, 5, 4), "due_on": date(2015, 5, 15), "after_id": first}
    records.save(desk, TASKS, task_draft(desk, "涉案财物问题整改", keeper, **after))
    return shown(MoveDeadlineDialog(None, Known(desk), Recent(), first), qtbot)


def shown(dialog: Shown, qtbot: QtBot) -> Shown:
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def fill(qtbot: QtBot, dialog: VerbDialog, name: str, text: str) -> None:
    """Type into a field and go on by Enter."""
    inner = dialog.seats[name].editor.inner
    inner.setFocus()
    if text.isascii():
        qtbot.keyClicks(inner, text)
    else:
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(inner, typed)
    qtbot.keyClick(inner, Qt.Key.Key_Return)


def carry_out(qtbot: QtBot, dialog: VerbDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def message(dialog: VerbDialog, name: str) -> str:
    return str(dialog.seats[name].message.text())


def test_the_new_day_is_typed_short_and_shows_what_follows(moving: MoveDeadlineDialog, qtbot: QtBot) -> None:
    fill(qtbot, moving, "new_due_on", "508")
    assert moving.effect.text() == "后移 7 个工作日，后续任务 1 项，勾选的一并改期"
    [box] = moving.followers.boxes.values()
    assert box.accessibleName() == "2.2 涉案财物问题整改，期限 05-15 → 05-26"
    assert not box.isChecked()


def test_ctrl_enter_moves_the_task_and_the_ticked_follower(
    desk: Desk, moving: MoveDeadlineDialog, qtbot: QtBot
) -> None:
    fill(qtbot, moving, "new_due_on", "5.8")
    fill(qtbot, moving, "approver_id", "shy")
    fill(qtbot, moving, "reason", "保管室搬迁")
    fill(qtbot, moving, "doc_no", "清检发〔2015〕9号")
    moving.followers.tick_all()
    assert moving.verb is not None
    assert moving.verb.text() == "变更 2 项期限"
    carry_out(qtbot, moving)
    assert moving.outcome is not None
    assert moving.outcome.said == "期限已改 2.1 涉案财物全面盘点 至 05-08，连带 1 项"
    assert loaded(desk, TASKS, moving.outcome.ids[1])[Task.due_on] == date(2015, 5, 26)


def test_what_is_missing_is_said_under_each_field_and_typed_text_stays(
    moving: MoveDeadlineDialog, qtbot: QtBot
) -> None:
    fill(qtbot, moving, "new_due_on", "508")
    carry_out(qtbot, moving)
    assert moving.outcome is None
    assert message(moving, "approver_id") == "! 没填批准人。选好再存"
    assert message(moving, "reason") == "! 没填变更原因。填好再存"
    assert moving.said.text() == "2 处待改：批准人、变更原因"
    assert moving.seats["new_due_on"].editor.read() == date(2015, 5, 8)


def test_a_refusal_of_the_verb_stands_under_its_field(moving: MoveDeadlineDialog, qtbot: QtBot) -> None:
    fill(qtbot, moving, "new_due_on", "2015-3-2")
    fill(qtbot, moving, "approver_id", "史海燕")
    fill(qtbot, moving, "reason", "提前")
    carry_out(qtbot, moving)
    assert message(moving, "new_due_on") == "! 新期限早于开始 04-01。请改后"
    assert moving.seats["reason"].editor.read() == "提前"


def test_a_date_nobody_can_read_is_said_and_not_lost(moving: MoveDeadlineDialog, qtbot: QtBot) -> None:
    fill(qtbot, moving, "new_due_on", "下周吧")
    assert message(moving, "new_due_on").startswith("! ")
    carry_out(qtbot, moving)
    assert moving.outcome is None
    assert "新期限" in moving.said.text()


def test_a_day_off_is_mentioned(moving: MoveDeadlineDialog, qtbot: QtBot) -> None:
    fill(qtbot, moving, "new_due_on", "5.9")
    assert message(moving, "new_due_on") == "◆ 05-09 不是工作日"


def test_the_plan_is_issued_from_its_dialog(desk: Desk, keeper: int, qtbot: QtBot) -> None:
    with desk.store.unit("导入任务分解") as unit:
        unit.session.add(Task(number="2.9", name="优秀案卷评选", officer_id=keeper))
    with desk.facts() as facts:
        plan = int(facts.plan["id"])
    dialog = shown(IssuePlanDialog(None, Known(desk), Recent(), plan), qtbot)
    fill(qtbot, dialog, "doc_no", "清检发〔2015〕3号")
    fill(qtbot, dialog, "issued_on", "130")
    fill(qtbot, dialog, "signer_id", "shy")
    carry_out(qtbot, dialog)

    assert dialog.outcome is not None
    assert [problem.said for problem in dialog.outcome.warnings] == ["任务 2.9 没有开始或期限，不记基线。补上即可"]
    assert loaded(desk, PLANS, plan)[Plan.state] == PlanState.ISSUED
