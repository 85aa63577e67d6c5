"""The first page by keys: what stands there, what Enter opens, how one comes back, what a saved act changes."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.figures import overview as figures
from desktop_app.figures.overview import PanelView
from desktop_app.registers.plan import TASKS
from desktop_app.rules.vocabulary import DocumentState, Panel, TaskState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views import theme
from desktop_app.views.overview.openers import FigureButton, SegmentButton
from desktop_app.views.overview.rhythm_strip import StepButton
from desktop_app.views.overview.screen import OverviewScreen
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.session import Session
from tests.kit.keys import ALT, CTRL, enter, focus, press
from tests.kit.office import furnished, officer, task, task_draft
from tests.kit.oversight import document
from tests.kit.problems import problem
from tests.kit.window import closed, opened, settle

Key = Qt.Key


def _furnish(desk: Desk) -> None:
    who = officer(desk, "周敏")
    task(desk, "涉案财物全面盘点", who)
    task(desk, "召开座谈会", who, due_on=date(2015, 5, 30), state=TaskState.RUNNING)
    task(desk, "抽查新办案件", who, due_on=date(2015, 6, 10))
    task(desk, "动员部署", who, state=TaskState.DONE, done_on=date(2015, 4, 20))
    problem(desk, "讯问笔录漏签骑缝", [who])
    problem(desk, "不捕理由未送达", [who], "侦查监督科", due_on=date(2015, 6, 5))


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock) -> Iterator[Session]:
    """Two late tasks, one to come, one done; a late problem and one to come."""
    theme.apply(qapp)
    desk, _ = furnished("overview", _furnish, folder.root, clock)
    made = opened(qtbot, desk)
    yield made
    closed(qapp, made)
    desk.store.close()


@pytest.fixture
def page(session: Session) -> OverviewScreen:
    screen = session.workspace.screen_now
    assert isinstance(screen, OverviewScreen)
    return screen


def shown(session: Session) -> RegisterScreen:
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    return screen


def rows(session: Session) -> list[str]:
    """The numbers of the records shown."""
    grid = shown(session).place.listing.grid
    return [row.number for at in range(grid.rowCount()) if (row := grid.row_at(at)) is not None]


def chips(session: Session) -> str:
    return shown(session).place.listing.showing.only_said


def titles(page: OverviewScreen) -> list[str]:
    return [line.about.promise.title for line in page.promises.list.model_.lines]


def figure(page: OverviewScreen, label: str) -> FigureButton:
    found = (item for item in page.panels.walk.items if isinstance(item, FigureButton) and item.key.label == label)
    return next(found)


def test_the_day_begins_with_the_overview_and_the_cursor_on_the_worst_promise(
    session: Session, page: OverviewScreen
) -> None:
    assert session.workspace.tab_now == "overview"
    assert page.day.text() == "5月31日　星期日"
    assert page.phase.text() == "第二阶段 对照检查　第 92 天 / 共 153 天"
    assert focus() is page.promises.list
    assert page.promises.list.currentIndex().row() == 0
    assert session.workspace.bar.badge(0).count == 0
    assert (session.workspace.bar.badge(1).red, session.workspace.bar.badge(2).red) == (2, 1)
    assert "条待处理" in session.window.status.left


def test_broken_promises_stand_first_and_the_head_counts_them(page: OverviewScreen) -> None:
    assert page.view is not None
    broken = sum(one.verdict.value == "不符合" for one in page.view.promises)
    assert page.promises.broken.text() == f"{broken} 不符合"
    assert "不适用" in page.promises.others.text()
    assert page.promises.about.text().startswith("工作方案中 29 条承诺，逐条比对台账 · ")
    verdicts = [line.about.verdict.value for line in page.promises.list.model_.lines]
    assert verdicts == sorted(verdicts, key=["不符合", "待补", "符合", "不适用"].index)


def test_enter_on_a_promise_shows_its_offenders_and_alt_left_comes_back_to_its_line(
    qtbot: QtBot, session: Session, page: OverviewScreen
) -> None:
    at = titles(page).index("任务按期完成")
    press(Key.Key_Down, times=at)
    enter()
    assert session.workspace.tab_now == "plan"
    assert (rows(session), chips(session)) == (["2.1", "2.2"], "任务按期完成 · 不符合 2 项")
    assert "共 4 项 · 显示 2" in session.window.status.left
    press(Key.Key_Left, ALT)
    settle(qtbot, session)
    assert session.workspace.screen_now is page
    assert focus() is page.promises.list
    assert page.promises.list.currentIndex().row() == at


def test_alt_left_walks_back_through_opened_records_before_it_leaves(
    qtbot: QtBot, session: Session, page: OverviewScreen
) -> None:
    figure(page, "任务逾期").click()
    first, second = (shown(session).place.listing.grid.id_at(at) for at in (0, 1))
    shown(session).open_record("task", first)
    shown(session).open_record("task", second)
    press(Key.Key_Left, ALT)
    assert shown(session).place.record_id == first
    assert "back" in shown(session).deeds()
    press(Key.Key_Left, ALT)
    assert session.workspace.screen_now is page
    press(Key.Key_Right, ALT)
    assert rows(session) == ["2.1", "2.2"]


def test_a_kept_promise_says_that_there_is_nothing_to_see(session: Session, page: OverviewScreen) -> None:
    page.promises.list.go("X1")
    enter()
    assert session.workspace.screen_now is page
    assert session.window.status.left == "任务有人有期 · 符合：4 项任务都有部门、责任人和起止。没有要看的记录"


def test_arrows_walk_through_figures_and_parts_and_enter_opens_them(
    qtbot: QtBot, session: Session, page: OverviewScreen
) -> None:
    press(Key.Key_F6, times=3)
    assert isinstance(focus(), FigureButton)
    press(Key.Key_Right, times=3)
    assert focus() is figure(page, "任务逾期")
    assert focus().accessibleName() == "快 · 任务逾期 2 项"
    press(Key.Key_Down)
    assert isinstance(focus(), SegmentButton)
    press(Key.Key_Up)
    assert isinstance(focus(), FigureButton)
    press(Key.Key_Home)
    assert focus() is figure(page, "任务完成")
    press(Key.Key_End)
    last = focus()
    assert isinstance(last, SegmentButton)
    assert last.words == "逾期 1"
    enter()
    assert (session.workspace.tab_now, len(rows(session))) == ("issues", 1)
    assert chips(session) == "细 · 问题 · 逾期 1 条"
    press(Key.Key_Left, ALT)
    assert focus() is last


def test_tab_and_f6_go_from_pane_to_pane(page: OverviewScreen) -> None:
    panes = [page.promises.list, page.due.list, page.rhythm.walk.items[0], page.panels.walk.items[0]]
    for pane in panes:
        assert focus() is pane
        press(Key.Key_F6)
    press(Key.Key_Tab)
    assert focus() is page.due.list
    press(Key.Key_Tab)
    assert isinstance(focus(), StepButton)
    press(Key.Key_Backtab)
    press(Key.Key_Backtab)
    assert focus() is page.promises.list
    press(Key.Key_Backtab)
    assert isinstance(focus(), FigureButton)
    press(Key.Key_Backtab)
    assert focus() is page.brief_button
    press(Key.Key_Backtab)
    assert focus() is page.print_button


def test_a_due_line_opens_its_record(qtbot: QtBot, session: Session, page: OverviewScreen) -> None:
    heads = [line.said for line in page.due.list.model_.lines if line.is_head]
    assert heads == ["已逾期 3 项", "未来 14 天　05-31 — 06-14"]
    press(Key.Key_F6)
    line = page.due.list.line
    assert line is not None
    assert line.said == "04-24 超 37 天：2015-公诉-个-001 讯问笔录漏签骑缝，公诉"
    press(Key.Key_End)
    assert "已选 2.3" in session.window.status.left
    enter()
    assert session.workspace.tab_now == "plan"
    assert "2.3" in session.window.status.left
    press(Key.Key_Left, ALT)
    assert focus() is page.due.list
    assert page.due.list.line is not None
    assert page.due.list.line.about.number == "2.3"


def test_a_due_line_that_tells_of_many_opens_them_all(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock
) -> None:
    def furnish(desk: Desk) -> None:
        task(desk, "总结", officer(desk, "周敏"), due_on=date(2015, 12, 1))
        for at in range(4):
            document(
                desk,
                f"清检建〔2015〕{at}号",
                sent_on=date(2015, 2, 2),
                replied_on=date(2015, 5, 12),
                reply="已逐项整改",
                state=DocumentState.REPLIED,
            )

    theme.apply(qapp)
    desk, _ = furnished("replied", furnish, folder.root, clock)
    session = opened(qtbot, desk)
    page = session.workspace.screen_now
    assert isinstance(page, OverviewScreen)
    press(Key.Key_F6)
    line = page.due.list.line
    assert line is not None
    assert line.about.said == "4 份监督文书已回复未核查"
    assert "已选 1" in session.window.status.left
    enter()
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    assert len(screen.place.listing.grid.ids) == 4
    assert screen.place.listing.showing.only_said == line.about.said
    closed(qapp, session)
    desk.store.close()


def test_a_click_opens_as_enter_does(qtbot: QtBot, session: Session, page: OverviewScreen) -> None:
    at = titles(page).index("整改按期")
    page.promises.list.scrollTo(page.promises.list.model_.index(at))
    box = page.promises.list.visualRect(page.promises.list.model_.index(at))
    qtbot.mouseClick(page.promises.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert (session.workspace.tab_now, chips(session)) == ("issues", "整改按期 · 不符合 1 条")
    press(Key.Key_Left, ALT)
    card = page.panels.cards[0]
    part = card.bar.boxes()[0]
    qtbot.mouseClick(card.bar, Qt.MouseButton.LeftButton, pos=QPoint(part.center().x(), 3))
    assert rows(session) == ["2.4"]


def test_a_step_opens_its_month(session: Session, page: OverviewScreen) -> None:
    step = next(item for item in page.rhythm.steps if item.step.title == "登记")
    step.click()
    assert session.workspace.screen_now is page
    assert "没有要看的记录" in session.window.status.left


def test_f5_checks_again_and_says_so(qtbot: QtBot, session: Session, page: OverviewScreen) -> None:
    press(Key.Key_F5)
    settle(qtbot, session)
    assert session.window.status.left.startswith("已重新核查：")
    assert "不符合" in session.window.status.left


def test_a_saved_act_is_seen_at_once_and_the_cursor_stays(qtbot: QtBot, session: Session, page: OverviewScreen) -> None:
    page.promises.list.go("X5")
    late = figure(page, "任务逾期")
    assert late.number == "2"
    with session.desk.facts() as facts:
        who = next(facts.live("officer"))["id"]
    outcome = records.save(session.desk, TASKS, _late(session.desk, who))
    session.bus.committed.emit(outcome)
    settle(qtbot, session)
    assert figure(page, "任务逾期") is late
    assert late.number == "3"
    assert late.accessibleName() == "快 · 任务逾期 3 项"
    assert page.promises.list.line is not None
    assert page.promises.list.line.key == "X5"
    assert focus() is page.promises.list


def test_after_a_change_of_scale_what_is_saved_still_reaches_the_page(
    qtbot: QtBot, session: Session, page: OverviewScreen
) -> None:
    session.menu.chosen.emit("scale", 115)
    session.bus.committed.emit(Outcome(TASKS.kind, (), "已保存", None))
    settle(qtbot, session)
    assert session.workspace.screen_now is not page


def test_what_was_written_elsewhere_is_seen_when_one_comes_back(
    qtbot: QtBot, session: Session, page: OverviewScreen
) -> None:
    press(Key.Key_2, CTRL)
    with session.desk.facts() as facts:
        who = next(facts.live("officer"))["id"]
    session.bus.committed.emit(records.save(session.desk, TASKS, _late(session.desk, who)))
    assert figure(page, "任务逾期").number == "2"
    press(Key.Key_1, CTRL)
    settle(qtbot, session)
    assert figure(page, "任务逾期").number == "3"


def _late(desk: Desk, who: int) -> Draft:
    return task_draft(desk, "又一项", who)


def test_control_p_asks_for_the_page_on_paper(session: Session, page: OverviewScreen) -> None:
    asked: list[tuple[str, str]] = []
    session.bus.paper_asked.disconnect(session.preview)
    session.bus.paper_asked.connect(lambda paper, record: asked.append((paper, record)))
    press(Key.Key_P, CTRL)
    session.do("print")
    assert asked == [("overview", "")] * 2


def test_everything_that_can_be_pressed_has_a_name_and_lists_tell_their_lines(page: OverviewScreen) -> None:
    for item in (*page.panels.walk.items, *page.rhythm.walk.items, page.due.all, page.print_button):
        assert item.accessibleName().strip()
    for view, name in ((page.promises.list, "承诺核查"), (page.due.list, "到期事项")):
        told = QAccessible.queryAccessibleInterface(view)
        assert told is not None
        assert told.text(QAccessible.Text.Name) == name
        assert all(line.said for line in view.model_.lines)
    first = page.promises.list.model_.lines[0]
    role = Qt.ItemDataRole.AccessibleTextRole
    assert page.promises.list.model_.data(page.promises.list.model_.index(0), role) == first.said


def test_panels_without_registers_say_so_and_have_nothing_to_walk_into(page: OverviewScreen) -> None:
    quiet = page.panels.cards[2:]
    assert [card.view.aside for card in quiet] == ["还没有建账"] * 2
    assert all(card.openers == [] for card in quiet)


def test_all_shows_every_overdue_line(qtbot: QtBot, qapp: QApplication, desk: Desk) -> None:
    theme.apply(qapp)
    who = officer(desk, "周敏")
    for place in range(30):
        task(desk, f"第{place}项", who)
    session = opened(qtbot, desk)
    page = session.workspace.screen_now
    assert isinstance(page, OverviewScreen)
    few = len(page.due.list.model_.lines)
    assert page.due.list.model_.lines[0].said == f"已逾期 30 项 · 最早 {few - 1} 项"
    page.due.all.click()
    assert len(page.due.list.model_.lines) == 31
    page.due.all.click()
    assert len(page.due.list.model_.lines) == few
    closed(qapp, session)


def test_an_office_that_keeps_nothing_is_offered_its_first_step(qtbot: QtBot, qapp: QApplication, desk: Desk) -> None:
    theme.apply(qapp)
    session = opened(qtbot, desk)
    page = session.workspace.screen_now
    assert isinstance(page, OverviewScreen)
    assert page.promises.begin.isVisible()
    assert page.promises.broken.text() == ""
    assert focus() is page.promises.begin.take_in
    asked: list[str] = []
    session.bus.import_asked.disconnect()
    session.bus.import_asked.connect(asked.append)
    page.promises.begin.take_in.click()
    assert asked == [""]
    press(Key.Key_N, CTRL)
    assert session.workspace.tab_now == "plan"
    assert shown(session).place.register is TASKS
    assert shown(session).place.record_id is None
    closed(qapp, session)


def crowded() -> list[PanelView]:
    """The panels of a whole county: numbers of three digits, one long label, a panel with nothing kept."""
    told = [
        ("动员部署 · 学习方案", ("任务完成", "动员会", "集中学习", "任务逾期")),
        ("问题清单 · 到事到案到人", ("问题", "已销号", "整改措施", "逾期")),
        ("四查四促", ("考试均分", "评查案件", "检查案卷", "案件超期未归档")),
        ("督查问责 · 一案双查", ()),
    ]
    return [
        PanelView(mark, title, "还没有建账", tuple(figures.Key(161, "项", word) for word in keys))
        for mark, (title, keys) in zip(Panel, told, strict=True)
    ]


SIZES = ((1280, 680), (1366, 768), (1920, 1080))


@pytest.mark.parametrize("percent", [90, 115, 130])
def test_nothing_is_cut_off_at_any_scale(qtbot: QtBot, session: Session, percent: int) -> None:
    session.menu.chosen.emit("scale", percent)
    settle(qtbot, session)
    page = session.workspace.screen_now
    assert isinstance(page, OverviewScreen)
    for size in SIZES:
        resized(qtbot, session, size)
        for item in (*page.panels.walk.items, *page.rhythm.walk.items):
            assert item.height() >= item.sizeHint().height() - 1
        for item in page.panels.walk.items:
            assert item.width() >= item.sizeHint().width() - 1
            parent = item.parentWidget()
            assert parent is not None
            assert QWidget.rect(parent).contains(item.geometry())
    page.panels.load(crowded())
    for size in SIZES:
        resized(qtbot, session, size)
        assert page.widget().width() <= page.viewport().width()
        for card in page.panels.cards:
            assert QWidget.rect(page.panels).contains(card.geometry())
            assert all(one.width() >= one.minimumSizeHint().width() for one in card.openers)


def resized(qtbot: QtBot, session: Session, size: tuple[int, int]) -> None:
    session.window.resize(*size)
    settle(qtbot, session)
    assert (session.window.width(), session.window.height()) == size
