"""The list and the panel: walking, editing in place, steps, filters, columns, blocks, undo."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.meetings import Meeting
from desktop_app.models.plan import Task
from desktop_app.registers.meetings import MEETINGS
from desktop_app.registers.plan import TASKS
from desktop_app.rules.vocabulary import MeetingKind, TaskState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store import drafts
from desktop_app.views.bus import Bus
from desktop_app.views.register import listing as listings
from desktop_app.views.register import place as places
from desktop_app.views.register.clipboard import table_of
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.showing import ColumnFilter
from tests.kit.keys import ALT, CTRL, PLAIN, SHIFT, Said, enter, focus, press, type_
from tests.kit.office import loaded

Open = Callable[..., RegisterScreen]


def shown(screen: RegisterScreen, column: str) -> list[str]:
    """The texts of a column from top to bottom."""
    grid = screen.place.listing.grid
    at = [item.name for item in grid.items].index(column)
    return [grid.cell(row, at).text for row in range(grid.rowCount())]


def row_of(screen: RegisterScreen, name: str) -> int:
    return screen.place.listing.grid.id_at(shown(screen, "name").index(name))


def test_open_tasks_stand_before_closed_ones_and_overdue_first(tasks: RegisterScreen) -> None:
    assert shown(tasks, "name") == ["涉案财物全面盘点", "抽查新办案件", "动员部署"]
    assert shown(tasks, "state") == ["逾期", "未开始", "已完成"]
    assert tasks.status() == ["共 3 项 · 显示 3", "已选 1 · 2.1"]


def test_enter_opens_the_panel_and_ctrl_enter_saves(tasks: RegisterScreen, staffed: Desk, said: Said) -> None:
    record_id = row_of(tasks, "抽查新办案件")
    press(Qt.Key.Key_Down)
    assert tasks.place.record_id == record_id
    enter()
    assert tasks.place.form.current == "phase_id"
    tasks.place.form.focus_field("progress")
    type_("45")
    press(Qt.Key.Key_Return, CTRL)
    assert loaded(staffed, TASKS, record_id)[Task.progress] == 45
    assert [outcome.ids for outcome in said.outcomes] == [(record_id,)]  # type: ignore[attr-defined]
    assert shown(tasks, "progress")[1] == "45%"
    press(Qt.Key.Key_Escape)
    assert focus() is tasks.place.listing.table


def test_ctrl_enter_with_nothing_to_save_takes_the_next_step(tasks: RegisterScreen, staffed: Desk) -> None:
    record_id = row_of(tasks, "涉案财物全面盘点")
    press(Qt.Key.Key_Return, CTRL)
    assert loaded(staffed, TASKS, record_id)[Task.state] == TaskState.AWAITING
    assert tasks.place.panel.step.text() == "验收通过"


def test_a_step_back_asks_why(tasks: RegisterScreen, staffed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    record_id = row_of(tasks, "动员部署")
    tasks.reveal("task", record_id)
    asked: list[str] = []
    monkeypatch.setattr(places, "ask_reason", lambda *given, **_more: asked.append(given[2]) or "材料不全")
    tasks.place.step("退回")
    assert asked == ["退回：2.3 动员部署"]
    assert loaded(staffed, TASKS, record_id)[Task.state] == TaskState.RUNNING


def test_a_record_changed_elsewhere_is_not_overwritten(tasks: RegisterScreen, staffed: Desk, said: Said) -> None:
    record_id = row_of(tasks, "涉案财物全面盘点")
    tasks.place.form.focus_field("note")
    type_("keyed here")
    other = loaded(staffed, TASKS, record_id)
    other[Task.note] = "另一处改的"
    records.save(staffed, TASKS, other)
    press(Qt.Key.Key_Return, CTRL)
    assert said.faults == ["2.1 涉案财物全面盘点 打开后已被改过，没有保存。按 F5 看新内容，再改"]
    assert tasks.place.form.draft[Task.note] == "keyed here"
    assert loaded(staffed, TASKS, record_id)[Task.note] == "另一处改的"


def test_unsaved_typing_is_kept_when_the_cursor_leaves_and_offered_again(
    tasks: RegisterScreen, staffed: Desk, said: Said
) -> None:
    tasks.place.form.focus_field("note")
    type_("half a note")
    tasks.back()
    press(Qt.Key.Key_Down)
    assert said.sentences == ["2.1 的修改没保存，已留作草稿，回到这条可接着改"]
    press(Qt.Key.Key_Up)
    panel = tasks.place.panel
    assert panel.note.isVisible()
    assert not tasks.place.form.is_changed
    panel.take_kept.click()
    assert tasks.place.form.draft[Task.note] == "half a note"
    press(Qt.Key.Key_Return, CTRL)
    assert drafts.all_kept(staffed.store) == []


def test_given_up_typing_is_forgotten(tasks: RegisterScreen, staffed: Desk) -> None:
    tasks.place.form.focus_field("note")
    type_("not this")
    tasks.place.keep()
    tasks.place.panel.give_up.click()
    assert tasks.place.form.draft[Task.note] == ""
    assert drafts.all_kept(staffed.store) == []


def test_the_filter_box_narrows_and_esc_widens(tasks: RegisterScreen, qtbot: QtBot) -> None:
    type_("/")
    assert focus() is tasks.bar.filter
    type_("ccxb")
    qtbot.waitUntil(lambda: tasks.status()[0] == "共 3 项 · 显示 1")
    assert shown(tasks, "name") == ["抽查新办案件"]
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tasks.status()[0] == "共 3 项 · 显示 3")
    press(Qt.Key.Key_Escape)
    assert focus() is tasks.place.listing.table


def test_the_chinese_comma_opens_the_filter_box_too(tasks: RegisterScreen) -> None:
    QApplication.sendEvent(focus(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Slash, PLAIN, "、"))
    assert focus() is tasks.bar.filter


def test_a_filter_without_hits_says_so(tasks: RegisterScreen) -> None:
    tasks._show_as(tasks.place.listing.showing.with_filter(ColumnFilter("name", "text", ("没有这个",))))
    assert tasks.place.listing.nothing.said.text() == "没有符合的记录。"
    press(Qt.Key.Key_Escape)
    assert tasks.status()[0] == "共 3 项 · 显示 3"


def test_a_chip_counts_and_filters(tasks: RegisterScreen) -> None:
    chips = tasks.bar.chips.chips
    assert [chip.text() for chip in chips[:2]] == ["全部 3", "逾期 1"]
    chips[1].click()
    assert shown(tasks, "name") == ["涉案财物全面盘点"]
    chips[1].click()
    assert len(shown(tasks, "name")) == 3


def test_a_column_filter_keeps_the_cursor_on_its_record(tasks: RegisterScreen) -> None:
    record_id = row_of(tasks, "动员部署")
    tasks.reveal("task", record_id)
    listing = tasks.place.listing
    listing.show_as(listing.showing.with_filter(ColumnFilter("state", "values", (TaskState.DONE, TaskState.RUNNING))))
    assert listing.table.current_id() == record_id
    listing.show_as(listing.showing.with_filter(ColumnFilter("due_on", "between", (date(2015, 6, 1), None))))
    assert listing.grid.rowCount() == 0


def test_a_head_sorts_up_down_and_back(tasks: RegisterScreen, qtbot: QtBot) -> None:
    listing = tasks.place.listing
    at = [item.name for item in listing.grid.items].index("progress")
    head = listing.table.head
    spot = QPoint(head.sectionViewportPosition(at) + 10, 10)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert shown(tasks, "progress") == ["20%", "85%", "100%"]
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert shown(tasks, "progress") == ["85%", "20%", "100%"]
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert listing.showing.sort is None


def test_columns_and_views_are_remembered(tasks: RegisterScreen, open_screen: Open) -> None:
    listing = tasks.place.listing
    listing.show_column("phase_id", False)
    listing.show_column("note", True)
    tasks.saved.keep("待办")
    listing.reset_columns()
    again = open_screen("plan", "任务")
    again.saved.use("待办")
    names = [item.name for item in again.place.listing.grid.items]
    assert "phase_id" not in names
    assert names[-1] == "note"


def test_rows_go_to_the_clipboard_as_tab_text(tasks: RegisterScreen) -> None:
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_C, CTRL)
    rows = table_of(QGuiApplication.clipboard().text())
    assert [row[1] for row in rows] == ["涉案财物全面盘点", "抽查新办案件", "动员部署"]
    assert rows[0][2] == "公诉科"


def test_a_pasted_block_is_one_act(tasks: RegisterScreen, staffed: Desk) -> None:
    head = "任务\t阶段\t牵头部门\t责任人\t开始\t期限\t配合部门"
    one = "清理积案\t整改落实\t公诉科\t史海燕\t6.1\t6.30\t反贪污贿赂局、侦查监督科"
    two = "复查笔录\t整改落实\t公诉科\t史海燕\t2015-07-01\t7月15日\t"
    dialog = tasks.place.blocks.paste_dialog("\n".join((head, one, two)))
    assert dialog is not None
    assert dialog.pasted.by_heading
    dialog.carry_out()
    assert dialog.outcome is not None
    tasks.place._committed(dialog.outcome)
    assert tasks.status()[0] == "共 5 项 · 显示 5"
    assert tasks.place.take_back()
    assert tasks.status()[0] == "共 3 项 · 显示 3"


def test_a_faulty_row_stops_the_whole_block(tasks: RegisterScreen) -> None:
    good = "清理积案\t整改落实\t公诉科\t史海燕\t6.1\t6.30"
    bad = "复查笔录\t整改落实\t公诉科\t无名氏\t6.1\t6.31"
    dialog = tasks.place.blocks.paste_dialog(f"任务\t阶段\t牵头部门\t责任人\t开始\t期限\n{good}\n{bad}")
    assert dialog is not None
    dialog.carry_out()
    assert dialog.outcome is None
    assert [problem.field for problem in dialog.pasted.rows[1].faults] == ["officer_id", "due_on"]
    assert tasks.status()[0] == "共 3 项 · 显示 3"


def test_many_records_are_changed_as_one_act(tasks: RegisterScreen, staffed: Desk) -> None:
    press(Qt.Key.Key_A, CTRL)
    dialog = tasks.place.blocks.bulk_dialog()
    assert dialog is not None
    dialog.choose("output")
    assert dialog.editor is not None
    dialog.editor.show_value("总结报告")
    dialog.carry_out()
    assert dialog.outcome is not None
    assert len(dialog.outcome.ids) == 3
    assert tasks.place.take_back()
    assert loaded(staffed, TASKS, dialog.outcome.ids[0])[Task.output] == ""


def test_deleted_records_lie_in_the_bin_and_come_back(
    tasks: RegisterScreen, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    monkeypatch.setattr("desktop_app.views.register.blocks.ask_reason", lambda *_given, **_more: "重复登记")
    press(Qt.Key.Key_Delete)
    assert tasks.status()[0] == "共 2 项 · 显示 2"
    tasks.saved.bin()
    assert shown(tasks, "name") == ["涉案财物全面盘点"]
    assert not tasks.place.form.isEnabled()
    tasks.deeds()["restore"]()
    tasks.saved.bin()
    assert tasks.status()[0] == "共 3 项 · 显示 3"


def test_the_history_speaks_in_words_and_takes_back(tasks: RegisterScreen, staffed: Desk) -> None:
    record_id = row_of(tasks, "抽查新办案件")
    tasks.reveal("task", record_id)
    tasks.place.form.focus_field("officer_id")
    type_("sxx")
    enter()
    tasks.place.form.focus_field("task_note")
    type_("今")
    enter()
    type_("已抽查 12 件")
    press(Qt.Key.Key_Return, CTRL)
    dialog = tasks.place.history_dialog()
    assert dialog is not None
    last = dialog.story.chapters[0]
    assert last.who == "许嘉树"
    assert ("责任人", "史海燕", "单雄信") in [(step.label, step.old, step.new) for step in last.steps]
    assert ("进展记录", "", "2015-05-31　已抽查 12 件") in [(step.label, step.old, step.new) for step in last.steps]
    dialog._take_back()
    names = [(step.label, step.new) for step in tasks.place.history_dialog().story.chapters[0].steps]  # type: ignore[union-attr]
    assert ("责任人", "史海燕") in names


def test_records_opened_are_walked_back_and_forward(tasks: RegisterScreen) -> None:
    first, second = row_of(tasks, "动员部署"), row_of(tasks, "抽查新办案件")
    tasks.open_record("task", first)
    tasks.open_record("task", second)
    tasks.walk(-1)
    assert tasks.place.record_id == first
    tasks.walk(1)
    assert tasks.place.record_id == second


def test_a_figure_shows_only_its_records(tasks: RegisterScreen) -> None:
    only = row_of(tasks, "动员部署")
    assert tasks.show_only("task", [only], "任务完成 1 项")
    assert shown(tasks, "name") == ["动员部署"]
    assert tasks.shown().note == "筛选：任务完成 1 项"
    press(Qt.Key.Key_Escape)
    assert len(shown(tasks, "name")) == 3


def test_something_written_elsewhere_shows_at_once(tasks: RegisterScreen, staffed: Desk, bus: Bus) -> None:
    record_id = row_of(tasks, "抽查新办案件")
    draft = loaded(staffed, TASKS, record_id)
    draft[Task.progress] = 66
    bus.committed.emit(records.save(staffed, TASKS, draft))
    assert "66%" in shown(tasks, "progress")


def test_panes_go_round_with_f6_and_the_panel_hides_with_f4(tasks: RegisterScreen) -> None:
    press(Qt.Key.Key_F6)
    assert tasks.place.panel.isAncestorOf(focus())
    press(Qt.Key.Key_F6)
    assert focus() is tasks.bar.filter
    press(Qt.Key.Key_F6)
    assert focus() is tasks.place.listing.table
    press(Qt.Key.Key_F4)
    assert not tasks.panels.isVisible()
    press(Qt.Key.Key_F4)
    assert tasks.panels.isVisible()


def test_a_long_list_shows_its_beginning_and_is_read_whole_behind(
    tasks: RegisterScreen, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(listings, "AT_ONCE", 2)
    monkeypatch.setattr(listings, "FIRST", 1)
    tasks.refresh()
    assert tasks.place.listing.grid.rowCount() == 1
    qtbot.waitUntil(lambda: tasks.place.listing.grid.rowCount() == 3)
    assert shown(tasks, "name") == ["涉案财物全面盘点", "抽查新办案件", "动员部署"]


def test_the_status_bar_sums_what_is_selected(open_screen: Open, staffed: Desk) -> None:
    for title, present in (("第一次学习", 50), ("第二次学习", 48)):
        given = {"title": title, "kind": MeetingKind.LEARNING, "held_on": date(2015, 5, 6), "expected": 52}
        records.save(staffed, MEETINGS, new_draft(Meeting, {**given, "present": present}))
    screen = open_screen("plan", "会议学习")
    press(Qt.Key.Key_A, CTRL)
    assert screen.status() == ["共 2 次 · 显示 2", "已选 2", "应到 104 人", "实到 98 人"]


def test_what_was_selected_stays_selected_after_an_act(tasks: RegisterScreen, said: Said) -> None:
    table = tasks.place.listing.table
    press(Qt.Key.Key_A, CTRL)
    before = table.selected_ids()
    tasks.bus.committed.emit(said)
    assert (table.selected_ids(), tasks.status()[1]) == (before, "已选 3")
    table.jump(2)
    press(Qt.Key.Key_Up, SHIFT)
    two = table.selected_ids()
    tasks.refresh()
    assert table.selected_ids() == two == before[1:]
    tasks._show_as(tasks.place.listing.showing.with_filter(ColumnFilter("name", "text", ("盘点",))))
    assert table.selected_ids() == before[:1]


def test_a_stranger_is_not_selected_where_one_of_several_is_gone(tasks: RegisterScreen, staffed: Desk) -> None:
    table = tasks.place.listing.table
    table.go_first()
    for _ in range(2):
        press(Qt.Key.Key_Down, SHIFT)
    ids = table.selected_ids()
    records.retire(staffed, TASKS, ids[-1:], "重复登记")
    tasks.refresh()
    assert table.selected_ids() == ids[:2]
    assert table.current_id() in ids[:2]


def test_drafts_of_the_last_time_are_told_at_the_start(tasks: RegisterScreen, open_screen: Open, said: Said) -> None:
    tasks.place.form.focus_field("note")
    type_("half")
    tasks.leave()
    open_screen("plan", "任务")
    assert said.sentences[-1] == "有没保存的草稿：1 条改了没存。打开即可接着写"


def test_a_deleted_record_comes_back_from_the_panel(tasks: RegisterScreen, staffed: Desk, said: Said) -> None:
    record_id = row_of(tasks, "抽查新办案件")
    records.retire(staffed, TASKS, [record_id], "重复")
    tasks.refresh()
    tasks.saved.bin()
    panel = tasks.place.panel
    assert tasks.place.record_id == record_id
    assert (panel.step.text(), panel.days.text()) == ("恢复", "")
    assert not panel.strip.isVisible()
    press(Qt.Key.Key_Return, CTRL)
    assert [outcome.said for outcome in said.outcomes] == ["已恢复 1 项任务"]  # type: ignore[attr-defined]
    tasks.saved.bin()
    assert "抽查新办案件" in shown(tasks, "name")


def test_a_column_is_filtered_from_the_table_by_keyboard(
    tasks: RegisterScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(tasks.place.listing, "narrow", lambda name, _spot: asked.append(name))
    press(Qt.Key.Key_Down, ALT)
    press(Qt.Key.Key_Right, times=2)
    press(Qt.Key.Key_Down, ALT)
    assert asked == ["number", "department_id"]


def test_saved_views_open_from_the_filter_box(tasks: RegisterScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []
    tasks.bar.more_views.triggered.disconnect()
    tasks.bar.more_views.triggered.connect(lambda: opened.append(True))
    tasks.to_filter()
    press(Qt.Key.Key_Down, ALT)
    assert opened == [True]


def test_f2_edits_the_title_and_saves_it(tasks: RegisterScreen, staffed: Desk) -> None:
    record_id = tasks.place.record_id or 0
    press(Qt.Key.Key_F2)
    assert tasks.place.form.current == "name"
    type_("清点涉案财物")
    press(Qt.Key.Key_Return, CTRL)
    assert loaded(staffed, TASKS, record_id)[Task.name] == "清点涉案财物"


def test_enter_goes_through_the_panel_in_reading_order(tasks: RegisterScreen) -> None:
    press(Qt.Key.Key_F2)
    form = tasks.place.form
    walked = []
    for _ in form.seats:
        walked.append(form.current)
        enter()
    assert walked[:4] == ["name", "phase_id", "department_id", "wording"]
    assert set(walked) == set(form.seats)


def test_the_original_deadline_stands_under_a_moved_one(tasks: RegisterScreen, staffed: Desk) -> None:
    record_id = tasks.place.record_id or 0
    seat = tasks.place.form.seats["due_on"]
    assert seat.message.text() == ""
    with staffed.store.unit("基线") as unit:
        unit.session.get_one(Task, record_id).base_due_on = date(2015, 4, 10)
    tasks.refresh()
    assert seat.message.text() == "原期限 2015-04-10"


def test_an_overdue_deadline_is_red_in_the_panel_until_it_is_met(tasks: RegisterScreen) -> None:
    due = tasks.place.form.seats["due_on"].editor
    assert due.focusProxy().property("late")
    tasks.reveal("task", row_of(tasks, "抽查新办案件"))
    assert not due.focusProxy().property("late")
