"""Steps of problems by keyboard: what they ask, refusals under their field, many records at once."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.models.issues import Issue, IssueMeasure
from desktop_app.registers.catalogue import of_tab
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.step_dialog import StepDialog
from desktop_app.views.register.steps_dialog import ManyStepsDialog
from tests.kit.dialogs import meanwhile
from tests.kit.issues import Team, corrected, draft, issue, save, seen, state, take, team
from tests.kit.keys import CTRL, SHIFT, Said, enter, press, settled, type_

Open = Callable[[], RegisterScreen]


@pytest.fixture
def who(desk: Desk) -> Team:
    return team(desk)


@pytest.fixture
def problems(desk: Desk, bus: Bus, jobs: Jobs, said: Said, qtbot: QtBot, qapp: QApplication) -> Open:
    """Opens the register of problems, the cursor in the list."""
    theme.apply(qapp)

    def opened() -> RegisterScreen:
        registers = of_tab("issues")
        screen = RegisterScreen(desk, bus, jobs, registers[0], (), registers)
        qtbot.addWidget(screen)
        screen.resize(1366, 642)
        screen.show()
        settled(screen)
        screen.back()
        return screen

    return opened


def step_key() -> None:
    press(Qt.Key.Key_Return, CTRL)


def checking(desk: Desk, who: Team, count: int) -> list[int]:
    """So many problems of different names, all 验收中."""
    names = (f"第{at}号案卷笔录漏签骑缝" for at in range(1, count + 1))
    return [take(desk, who, issue(desk, who, name), IssueState.CHECKING) for name in names]


def test_closing_asks_who_and_when_and_closes(problems: Open, desk: Desk, who: Team, said: Said) -> None:
    (issue_id,) = checking(desk, who, 1)
    problems()

    def fill(_dialog: QDialog) -> None:
        for text in ("csh", "", "同意销号", "", "yq"):
            type_(text)
            enter()
        step_key()

    meanwhile(step_key, fill)
    closed = seen(desk, issue_id)
    assert (closed[Issue.state], closed[Issue.verifier_id], closed[Issue.approver_id]) == (
        IssueState.CLOSED,
        who.checker,
        who.leader,
    )
    assert closed[Issue.closed_on] == closed[Issue.verified_on] == date(2015, 5, 31)
    assert [outcome.said for outcome in said.outcomes] == [f"已销号 {closed[Issue.number]} 第1号案卷笔录漏签骑缝"]  # type: ignore[attr-defined]


def test_a_responsible_verifier_is_refused_under_the_field_and_what_was_typed_stays(
    problems: Open, desk: Desk, who: Team
) -> None:
    (issue_id,) = checking(desk, who, 1)
    problems()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        type_("ygd")
        enter(times=4)
        type_("yq")
        enter()
        step_key()
        assert dialog.seats["verifier_id"].message.text() == "! 验收人就是责任人。换一个人验收"
        assert dialog.seats["approver_id"].editor.read() == who.leader

    meanwhile(step_key, fill)
    assert state(desk, issue_id) == IssueState.CHECKING


def test_everything_missing_is_said_at_once(problems: Open, desk: Desk, who: Team) -> None:
    checking(desk, who, 1)
    problems()

    def hurry(dialog: QDialog) -> None:
        assert isinstance(dialog, StepDialog)
        step_key()
        assert dialog.said.text() == "2 处待改：验收人、批准人"

    meanwhile(step_key, hurry)


def test_merging_asks_into_which_and_why(problems: Open, desk: Desk, who: Team) -> None:
    first = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    second = take(desk, who, issue(desk, who, "同一案卷笔录漏签"), IssueState.CORRECTING)
    screen = problems()
    screen.reveal("issue", second)

    def fill(_dialog: QDialog) -> None:
        type_(seen(desk, first)[Issue.number][-3:])
        type_("")
        enter()
        type_("同一件事登了两次")
        step_key()

    meanwhile(lambda: screen.place.step("合并"), fill)
    merged = seen(desk, second)
    assert (merged[Issue.state], merged[Issue.merged_into_id]) == (IssueState.MERGED, first)
    assert merged[Issue.state_reason] == "同一件事登了两次"
    assert screen.place.panel.head.marks.text().startswith("并入 2015-侦监-个-")


def test_an_application_without_its_proof_leads_to_the_field(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    corrected(desk, issue_id)
    screen = problems()
    form = screen.place.form
    form.put("evidence", "")
    screen.place.step("申请销号")
    assert form.current == "evidence"
    assert form.seats["evidence"].message.text() == "! 没写佐证材料。写明附了什么材料"
    assert state(desk, issue_id) == IssueState.CORRECTING


def test_ten_problems_are_closed_in_sixteen_actions(problems: Open, desk: Desk, who: Team, qtbot: QtBot) -> None:
    ids = checking(desk, who, 10)
    screen = problems()
    table = screen.place.listing.table
    actions = 0

    def click(row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        spot = QPoint(table.columnViewportPosition(0) + 20, table.rowViewportPosition(row) + 16)
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, spot)

    click(0)
    click(9, SHIFT)
    actions += 2
    assert screen.place.panel.step.text() == "销号 10 条"

    def fill(dialog: QDialog) -> None:
        nonlocal actions
        assert isinstance(dialog, ManyStepsDialog)
        type_("csh")
        enter(times=4)
        type_("yq")
        enter()
        actions += 2
        for at in range(1, 11):
            type_(f"证{at:02}")
            enter()
            actions += 1
        step_key()
        actions += 1

    meanwhile(step_key, fill)
    actions += 1
    assert actions == 16
    assert {state(desk, id_) for id_ in ids} == {IssueState.CLOSED}
    assert sorted(seen(desk, id_)[Issue.evidence] for id_ in ids) == [f"证{at:02}" for at in range(1, 11)]
    assert screen.place.take_back()
    assert {state(desk, id_) for id_ in ids} == {IssueState.CHECKING}


def test_a_refused_record_of_many_is_named_and_nothing_is_closed(problems: Open, desk: Desk, who: Team) -> None:
    ids = checking(desk, who, 3)
    screen = problems()
    screen.place.listing.table.selectAll()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ManyStepsDialog)
        type_("csh")
        enter(times=4)
        type_("yq")
        enter()
        type_("证一")
        enter()
        press(Qt.Key.Key_A, CTRL)
        press(Qt.Key.Key_Delete)
        step_key()
        said = [row.message.text() for row in dialog.rows.rows if row.message.text()]
        assert said == ["! 没写佐证材料。写明附了什么材料"]
        assert dialog.rows.rows[0].editors["evidence"].read() == "证一"

    meanwhile(step_key, fill)
    assert {state(desk, id_) for id_ in ids} == {IssueState.CHECKING}


def test_records_that_cannot_go_on_say_why_and_are_left_out(problems: Open, desk: Desk, who: Team) -> None:
    ready = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    corrected(desk, ready)
    bare = take(desk, who, issue(desk, who, "没有措施的一条"), IssueState.CORRECTING)
    screen = problems()
    screen.place.listing.table.selectAll()

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ManyStepsDialog)
        assert sorted(row.hindered for row in dialog.rows.rows) == ["", "没有整改措施。先添加措施"]
        assert dialog.verb is not None
        assert dialog.verb.text() == "申请销号 1 条"
        step_key()

    meanwhile(step_key, look)
    assert (state(desk, ready), state(desk, bare)) == (IssueState.APPLIED, IssueState.CORRECTING)


def test_a_step_that_asks_nothing_is_taken_by_many_at_once(problems: Open, desk: Desk, who: Team, said: Said) -> None:
    ids = [issue(desk, who, name) for name in ("甲", "乙")]
    screen = problems()
    screen.place.listing.table.selectAll()
    step_key()
    assert {state(desk, id_) for id_ in ids} == {IssueState.CORRECTING}
    assert said.outcomes[-1].said == "已认领 2 条问题"  # type: ignore[attr-defined]


def test_records_of_different_steps_are_not_taken_together(problems: Open, desk: Desk, who: Team, said: Said) -> None:
    issue(desk, who)
    take(desk, who, issue(desk, who, "乙"), IssueState.CORRECTING)
    screen = problems()
    screen.place.listing.table.selectAll()
    step_key()
    assert said.faults == ["选中的 2 条下一步各不相同。按状态筛选后再选，一次只办同一步"]


def test_many_are_sent_back_from_the_menu_with_one_reason(problems: Open, desk: Desk, who: Team) -> None:
    ids = checking(desk, who, 2)
    screen = problems()
    screen.place.listing.table.selectAll()
    menu = screen.place.listing.cell_menu(0, 0, QPoint())
    back = next(action for action in menu.actions() if action.text() == "退回整改 2 条…")

    def why(_dialog: QDialog) -> None:
        type_("材料不全")
        step_key()

    meanwhile(back.trigger, why)
    assert {state(desk, id_) for id_ in ids} == {IssueState.RETURNED}
    assert {seen(desk, id_)[Issue.state_reason] for id_ in ids} == {"材料不全"}


def test_what_a_refused_step_misses_is_scrolled_into_sight(problems: Open, desk: Desk, who: Team, qtbot: QtBot) -> None:
    made = draft(desk, who, "告知书由书记员代填")
    made.rows(IssueMeasure).append({"text": "逐案补正"})
    take(desk, who, save(desk, made), IssueState.CORRECTING)
    screen = problems()
    form, shown = screen.place.form, screen.place.panel.area.viewport()
    step_key()
    seat = form.seats[Issue.completion.key]
    assert (form.current, seat.message.text()) == (Issue.completion.key, "! 没写完成情况。写明整改结果")

    def seen_whole() -> bool:
        return shown.rect().contains(seat.holder.rect().translated(seat.holder.mapTo(shown, QPoint(0, 0))))

    qtbot.waitUntil(seen_whole)


def test_the_menu_of_a_row_offers_its_steps_and_actions(problems: Open, desk: Desk, who: Team) -> None:
    take(desk, who, issue(desk, who), IssueState.CORRECTING)
    said = [words for words, _deed in problems().place.row_verbs()]
    assert said == ["申请销号", "转长期坚持…", "合并…", "作废…", "延期…\tAlt+M", "立双查线索…\tAlt+I"]
