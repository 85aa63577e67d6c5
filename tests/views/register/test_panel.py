"""The panel of a problem: steps in its strip, measures to tick, what it is traced to, what the actions wrote down."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.models.issues import Issue, IssueMeasure, IssueNote
from desktop_app.registers.catalogue import of_tab
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.plan import TASKS
from desktop_app.rules.issues import ISSUE
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.parts_list import PartsList
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.strip import StepBar, road
from desktop_app.views.theme import Role, font, px
from tests.kit.issues import Team, closed, closing, corrected, extend, issue, rebound, seen, step, take, team
from tests.kit.keys import ALT, CTRL, Said, enter, focus, press, settled, type_

Open = Callable[[], RegisterScreen]


@pytest.fixture
def who(desk: Desk) -> Team:
    return team(desk)


@pytest.fixture
def problems(desk: Desk, bus: Bus, jobs: Jobs, said: Said, qtbot: QtBot, qapp: QApplication) -> Open:
    """Opens the register of problems."""
    theme.apply(qapp)

    def opened() -> RegisterScreen:
        registers = of_tab("issues")
        screen = RegisterScreen(desk, bus, jobs, registers[0], (), registers)
        qtbot.addWidget(screen)
        screen.resize(1366, 642)
        screen.show()
        settled(screen)
        return screen

    return opened


def with_measures(desk: Desk, issue_id: int) -> int:
    """Three measures: one done, one overdue, one to come."""
    draft = seen(desk, issue_id)
    draft.parts[IssueMeasure.__tablename__] = [
        {"text": "逐卷补正", "done_on": date(2015, 4, 10)},
        {"text": "补填移送清单", "due_on": date(2015, 5, 20)},
        {"text": "抽查新办案件", "due_on": date(2015, 6, 15)},
    ]
    records.save(desk, ISSUES, draft)
    return issue_id


def measures(screen: RegisterScreen) -> PartsList:
    editor = screen.place.form.seats[IssueMeasure.__tablename__].editor
    assert isinstance(editor, PartsList)
    return editor


def beside(screen: RegisterScreen, title: str) -> str:
    """The quiet word beside a section's title."""
    return next(fold.beside.text() for fold in screen.place.form.folds if fold.title == title)


def done(desk: Desk, issue_id: int) -> list[date | None]:
    return [row["done_on"] for row in seen(desk, issue_id).parts[IssueMeasure.__tablename__]]


def test_measures_are_lines_with_a_box_each(problems: Open, desk: Desk, who: Team) -> None:
    with_measures(desk, issue(desk, who))
    screen = problems()
    rows = measures(screen).shown
    assert [row.text.text() for row in rows] == ["逐卷补正", "补填移送清单", "抽查新办案件"]
    assert [row.box.isChecked() for row in rows if row.box] == [True, False, False]
    assert [(row.day.text(), row.day.property("role")) for row in rows] == [
        ("04-10", "meta"),
        ("05-20", "late"),
        ("06-15", "meta"),
    ]
    assert beside(screen, "整改措施") == "1 / 3 完成"


def test_space_ticks_a_measure_and_saves_it_at_once(problems: Open, desk: Desk, who: Team, said: Said) -> None:
    issue_id = with_measures(desk, issue(desk, who))
    screen = problems()
    screen.place.form.focus_field(IssueMeasure.__tablename__)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert done(desk, issue_id) == [date(2015, 4, 10), date(2015, 5, 31), None]
    assert [outcome.said for outcome in said.outcomes] == ["2015-侦监-个-001 整改措施已完成 2 / 3"]  # type: ignore[attr-defined]
    assert beside(screen, "整改措施") == "2 / 3 完成"
    assert measures(screen).shown[1].isAncestorOf(focus())
    press(Qt.Key.Key_Space)
    assert done(desk, issue_id)[1] is None
    assert screen.place.take_back()
    assert done(desk, issue_id)[1] == date(2015, 5, 31)


def test_what_else_is_typed_stays_typed_when_a_measure_is_ticked(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = with_measures(desk, issue(desk, who))
    screen = problems()
    screen.place.form.focus_field("note")
    type_("half a note")
    screen.place.form.focus_field(IssueMeasure.__tablename__)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert done(desk, issue_id)[1] == date(2015, 5, 31)
    assert seen(desk, issue_id)[Issue.note] == ""
    assert screen.place.form.is_changed
    press(Qt.Key.Key_Return, CTRL)
    assert seen(desk, issue_id)[Issue.note] == "half a note"
    assert done(desk, issue_id)[1] == date(2015, 5, 31)


def test_the_measures_of_a_closed_problem_stay_as_they_are(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, with_measures(desk, issue(desk, who)), IssueState.CHECKING)
    with_measures(desk, issue_id)
    step(desk, issue_id, "销号", **closing(who))
    screen = problems()
    screen.place.form.focus_field(IssueMeasure.__tablename__)
    press(Qt.Key.Key_Space)
    seat = screen.place.form.seats[IssueMeasure.__tablename__]
    assert seat.message.text() == "! 已销号，内容不再改。确有错误，先“撤回销号”写明原因再改"
    assert done(desk, issue_id)[0] == date(2015, 4, 10)
    box = measures(screen).shown[0].box
    assert box is not None
    assert box.isChecked()
    assert not screen.place.form.is_changed


def test_alt_a_adds_a_measure_from_wherever_the_cursor_is(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = with_measures(desk, issue(desk, who))
    screen = problems()
    screen.back()
    press(Qt.Key.Key_A, ALT)
    type_("组织培训")
    enter()
    type_("ygd")
    enter()
    type_("6.30")
    press(Qt.Key.Key_Return, CTRL)
    last = seen(desk, issue_id).parts[IssueMeasure.__tablename__][-1]
    assert (last["text"], last["officer_id"], last["due_on"]) == ("组织培训", who.owner, date(2015, 6, 30))
    assert beside(screen, "整改措施") == "1 / 4 完成"


def test_f2_changes_a_measure_in_its_line(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = with_measures(desk, issue(desk, who))
    screen = problems()
    screen.place.form.focus_field(IssueMeasure.__tablename__)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_A, CTRL)
    type_("逐案补正")
    press(Qt.Key.Key_Return, CTRL)
    assert seen(desk, issue_id).parts[IssueMeasure.__tablename__][0]["text"] == "逐案补正"
    assert not measures(screen).rows[0].is_editing


def test_enter_walks_the_measures_and_goes_on(problems: Open, desk: Desk, who: Team) -> None:
    with_measures(desk, issue(desk, who))
    screen = problems()
    screen.place.form.focus_field(IssueMeasure.__tablename__)
    enter(times=3)
    assert screen.place.form.current == "correction"


def test_a_blank_line_is_left_behind_and_an_unread_day_is_told(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = with_measures(desk, issue(desk, who))
    screen = problems()
    press(Qt.Key.Key_A, ALT)
    enter()
    assert len(measures(screen).rows) == 3
    screen.place.form.focus_field(IssueMeasure.__tablename__)
    press(Qt.Key.Key_F2)
    enter(times=2)
    type_("63")
    press(Qt.Key.Key_Return, CTRL)
    assert done(desk, issue_id)[0] == date(2015, 4, 10)
    assert "整改措施" in screen.place.panel.faults.text()


def test_progress_stands_newest_first(problems: Open, desk: Desk, who: Team) -> None:
    draft = seen(desk, issue(desk, who))
    draft.parts[IssueNote.__tablename__] = [
        {"noted_on": date(2015, 5, 4), "text": "完成一半"},
        {"noted_on": date(2015, 4, 2), "text": "已动员"},
    ]
    records.save(desk, ISSUES, draft)
    screen = problems()
    editor = screen.place.form.seats[IssueNote.__tablename__].editor
    assert isinstance(editor, PartsList)
    assert [(row.before.text(), row.text.text()) for row in editor.shown] == [
        ("05-04", "完成一半"),
        ("04-02", "已动员"),
    ]
    editor.take_focus()
    press(Qt.Key.Key_A, ALT)
    type_("今")
    enter()
    type_("全部完成")
    press(Qt.Key.Key_Return, CTRL)
    assert editor.shown[0].text.text() == "全部完成"
    assert focus() is editor.shown[0]


def words_of(screen: RegisterScreen) -> list[str]:
    (_fold, face) = screen.place.panel.faces[0]
    return [made.text() for made in face.findChildren(QLabel) if made.text() and not made.isHidden()]


def test_what_a_problem_is_traced_to_is_read_at_a_glance(problems: Open, desk: Desk, who: Team) -> None:
    issue(desk, who)
    screen = problems()
    assert {"到事", "讯问笔录", "清源检捕受[2015]61902300044号", "叶国栋"} <= set(words_of(screen))
    screen.back()
    press(Qt.Key.Key_L, ALT)
    assert screen.place.form.current == "issue_case"
    assert screen.place.panel.faces[0][0].is_open


def test_what_happened_to_a_problem_stands_beside_its_number(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.RETURNED)
    extend(desk, who, issue_id, date(2015, 6, 30))
    screen = problems()
    head = screen.place.panel.head
    assert head.marks.text() == "退回 1 次　原期限 2015-04-24"


def test_former_closings_extensions_and_looks_back_are_read_in_the_panel(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    screen = problems()
    assert not screen.place.panel.told.isVisible()
    rebound(desk, who, issue_id)
    extend(desk, who, issue_id, date(2015, 7, 31))
    screen.refresh()
    told = screen.place.panel.told
    shown = {fold.title: fold.beside.text() for fold in told.folds.values() if not fold.isHidden()}
    assert shown == {"延期": "1 次", "历次销号": "1 次", "回头看": "1 次"}
    said = [made.text() for made in told.folds["issue_closure"].findChildren(QLabel)]
    assert {"2015-04-20", "陈少华", "同意销号", "补正后卷宗复印件"} <= set(said)


@pytest.mark.parametrize("percent", [100, 130])
def test_no_step_is_cut_in_the_strip(percent: int, qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, percent)
    bar = StepBar(ISSUE)
    qtbot.addWidget(bar)
    bar.show()
    metrics = QFontMetrics(font(Role.STRONG))
    for state, wide in product((*ISSUE.states, *ISSUE.side), (360, 430, 560)):
        bar.strip.show_state(state)
        move = ISSUE.next_move(state)
        bar.say(move.verb if move else "", "Ctrl+Enter" if move else "")
        bar.resize(px(wide), bar.sizeHint().height())
        qapp.processEvents()
        edges = bar.strip.edges()
        assert edges[-1] <= bar.strip.width(), (state, wide)
        for at, word in enumerate(bar.strip.steps):
            assert edges[at + 1] - edges[at] >= metrics.horizontalAdvance(word) + px(7), (state, wide)
        assert bar.step.isHidden() or bar.step.width() >= bar.step.sizeHint().width(), (state, wide)
    theme.apply(qapp)


def test_a_side_state_stands_before_the_steps_ahead() -> None:
    assert road(ISSUE, IssueState.RETURNED) == ("退回整改", "申请销号", "验收中", "已销号")
    assert road(ISSUE, IssueState.VOID)[:2] == ("已作废", "整改中")
    assert road(ISSUE, IssueState.CHECKING) == ISSUE.states
    assert TASKS.lifecycle is not None
    assert road(TASKS.lifecycle, TASKS.lifecycle.side[0])[0] == TASKS.lifecycle.side[0]


def test_a_corrected_problem_can_be_applied_for_by_its_button(problems: Open, desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    corrected(desk, issue_id)
    screen = problems()
    screen.place.panel.step.click()
    assert seen(desk, issue_id)[Issue.state] == IssueState.APPLIED
    assert screen.place.panel.strip.accessibleDescription() == "待认领，整改中，申请销号（当前），验收中，已销号"
