"""New records by keyboard alone, as fast as a spreadsheet takes them."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.models.meetings import Attendance, Meeting
from desktop_app.models.people import Officer
from desktop_app.models.plan import Task, TaskPartner
from desktop_app.registers.meetings import MEETINGS
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.rules.vocabulary import AttendanceState, MeetingKind, Sex
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store import drafts
from desktop_app.system.errors import Refusal
from desktop_app.views.register.entry import Entry
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.showing import Showing
from tests.kit.keys import ALT, CTRL, SHIFT, Said, commit, compose, enter, focus, press, settled, type_
from tests.kit.office import id_of, loaded, officer, task_draft

Open = Callable[..., RegisterScreen]


def new(screen: RegisterScreen) -> Entry:
    """Ctrl+N, and wait for the dialog."""
    press(Qt.Key.Key_N, CTRL)
    entry = screen.place.entry
    assert entry is not None
    settled(entry)
    return entry


def save(screen: RegisterScreen) -> None:
    """Ctrl+Enter, and wait for the screen."""
    press(Qt.Key.Key_Return, CTRL)
    entry = screen.place.entry
    assert entry is None, entry.form.faults
    settled(screen)


def test_an_officer_is_entered_field_by_field_with_enter(open_screen: Open, staffed: Desk, said: Said) -> None:
    screen = open_screen("basics", "干警")
    new(screen)
    type_("仇英")
    enter()
    type_("2")
    enter()
    type_("1985.3.6")
    enter()
    type_("gsk")
    enter()
    save(screen)
    draft = loaded(staffed, OFFICERS, screen.place.listing.table.current_id() or 0)
    assert (draft[Officer.name], draft[Officer.sex]) == ("仇英", Sex.FEMALE)
    assert draft[Officer.birth_on] == date(1985, 3, 6)
    assert draft[Officer.department_id] == id_of(staffed, "department", "公诉科")
    assert said.outcomes
    assert screen.place.entry is None


def test_what_was_just_registered_is_seen_whatever_narrowed_the_list(open_screen: Open, staffed: Desk) -> None:
    screen = open_screen("basics", "干警")
    listing = screen.place.listing
    first = listing.table.current_id()
    assert first is not None
    listing.show_as(Showing(only=(first,), only_said="1 人"))
    new(screen)
    type_("仇英")
    enter()
    screen.place.entry.form.focus_field("department_id")  # type: ignore[union-attr]
    type_("gsk")
    enter()
    save(screen)
    registered = listing.table.current_id()
    assert registered not in (None, first)
    assert loaded(staffed, OFFICERS, registered or 0)[Officer.name] == "仇英"
    assert screen.place.record_id == registered


def test_a_task_with_partners_is_entered_and_the_next_one_opens(tasks: RegisterScreen, staffed: Desk) -> None:
    form = new(tasks).form
    type_("清理扣押款物")
    form.focus_field("phase_id")
    type_("zgls")
    enter()
    assert form.current == "department_id"
    type_("ag")
    enter()
    form.focus_field("task_partner")
    type_("gongsu")
    enter()
    type_("fanta")
    enter()
    enter()
    assert form.current == "officer_id"
    type_("shy")
    enter()
    form.focus_field("start_on")
    type_("601")
    enter()
    type_("+30")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    entry = tasks.place.entry
    assert entry is not None
    assert form.draft.is_new
    assert form.current == "name"
    press(Qt.Key.Key_Escape)
    draft = loaded(staffed, TASKS, tasks.place._last_saved or 0)
    assert draft[Task.name] == "清理扣押款物"
    assert (draft[Task.start_on], draft[Task.due_on]) == (date(2015, 6, 1), date(2015, 6, 30))
    partners = [row["department_id"] for row in draft.rows(TaskPartner)]
    assert partners == [id_of(staffed, "department", n) for n in ("公诉科", "反贪污贿赂局")]


def test_a_meeting_with_those_absent(open_screen: Open, staffed: Desk) -> None:
    screen = open_screen("plan", "会议学习")
    form = new(screen).form
    form.focus_field("kind")
    type_("jzxx")
    enter()
    form.focus_field("title")
    type_("第三次集中学习")
    form.focus_field("held_on")
    type_("今")
    form.focus_field("expected")
    type_("4")
    enter()
    type_("2")
    form.focus_field("attendance")
    type_("sxx")
    enter()
    enter()
    type_("病假")
    enter()
    type_("shy")
    enter()
    type_("缺席")
    enter()
    save(screen)
    draft = loaded(staffed, MEETINGS, screen.place.listing.table.current_id() or 0)
    assert draft[Meeting.kind] == MeetingKind.LEARNING
    assert draft[Meeting.held_on] == date(2015, 5, 31)
    rows = draft.rows(Attendance)
    assert [(row["officer_id"], row["state"], row["note"]) for row in rows] == [
        (id_of(staffed, "officer", "单雄信"), AttendanceState.EXCUSED, "病假"),
        (id_of(staffed, "officer", "史海燕"), AttendanceState.ABSENT, ""),
    ]


def test_enter_while_composing_stays_in_the_field(tasks: RegisterScreen) -> None:
    form = new(tasks).form
    compose("qing li")
    enter()
    assert form.current == "name"
    commit("清理")
    enter()
    assert form.current != "name"
    assert form.draft[Task.name] == "清理"


def test_faults_are_counted_and_saving_goes_to_the_first(tasks: RegisterScreen, said: Said) -> None:
    entry = new(tasks)
    form = entry.form
    type_("无期限的任务")
    form.focus_field("due_on")
    type_("1332")
    enter()
    assert form.seats["due_on"].message.text() == "! 2015年没有13月，请改为实有的日期"
    assert entry.faults.text() == "1 处待改：期限"
    press(Qt.Key.Key_Return, CTRL)
    assert form.current == "phase_id"
    assert not said.outcomes
    assert form.seats["due_on"].editor.inner.text() == "1332"  # type: ignore[union-attr]


def test_what_was_refused_of_no_field_here_stays_said_until_something_changes(tasks: RegisterScreen) -> None:
    entry = new(tasks)
    type_("补一项任务")
    entry._refused(Refusal("没有期限。填好再存", "elsewhere"))
    entry.keep()
    assert entry.said.text() == "没有期限。填好再存"
    type_("二")
    assert entry.said.text().startswith("草稿已自动存")


def test_the_dialog_grows_with_the_fields_unfolded(tasks: RegisterScreen, qtbot: QtBot) -> None:
    entry = new(tasks)
    entry.fit(2000)
    before = entry.height()
    next(fold for fold in entry.form.folds if not fold.is_open).open(True)
    qtbot.waitUntil(lambda: entry.height() > before)


def test_namesakes_are_told_apart_by_department(tasks: RegisterScreen) -> None:
    form = new(tasks).form
    form.focus_field("officer_id")
    line = focus()
    type_("王超")
    offered = [(c.label, c.detail) for c in line.popup.choices]  # type: ignore[attr-defined]
    assert offered == [("王超", "公诉科"), ("王超", "侦查监督科")]
    press(Qt.Key.Key_Down)
    enter()
    assert line.text() == "王超（侦查监督科）"  # type: ignore[attr-defined]


def test_the_department_just_chosen_puts_its_officers_first(tasks: RegisterScreen) -> None:
    form = new(tasks).form
    form.focus_field("department_id")
    type_("gsk")
    enter()
    form.focus_field("officer_id")
    type_("wc")
    assert focus().popup.choices[0].detail == "公诉科"  # type: ignore[attr-defined]


def test_an_unknown_name_is_refused_and_kept(tasks: RegisterScreen) -> None:
    form = new(tasks).form
    form.focus_field("officer_id")
    line = focus()
    type_("赵无名")
    enter()
    assert form.seats["officer_id"].message.text() == "! 没有“赵无名”。从列表里选，或按 F8 登记"
    assert line.text() == "赵无名"  # type: ignore[attr-defined]


def test_values_are_carried_over_from_the_record_before(tasks: RegisterScreen, staffed: Desk) -> None:
    form = new(tasks).form
    type_("第二件")
    form.focus_field("phase_id")
    type_("..")
    enter()
    assert form.draft[Task.phase_id] == id_of(staffed, "phase", "对照检查")
    assert form.seats["phase_id"].editor.line.ditto  # type: ignore[union-attr]
    assert form.current == "department_id"
    press(Qt.Key.Key_D, CTRL)
    assert form.draft[Task.department_id] == id_of(staffed, "department", "公诉科")
    press(Qt.Key.Key_D, CTRL | SHIFT)
    assert form.draft[Task.officer_id] == id_of(staffed, "officer", "史海燕")
    assert form.draft[Task.name] == "第二件"


def test_what_was_left_unsaved_is_offered_again(tasks: RegisterScreen, staffed: Desk) -> None:
    new(tasks)
    type_("写到一半的任务")
    press(Qt.Key.Key_Escape)
    settled(tasks)
    assert tasks.place.entry is None
    assert [kept.key for kept in drafts.all_kept(staffed.store)] == ["task:new"]
    entry = new(tasks)
    assert entry.form.draft[Task.name] == "写到一半的任务"
    assert entry.said.text().startswith("接着上次未存的草稿")


def test_a_saved_record_leaves_no_draft(open_screen: Open, staffed: Desk) -> None:
    screen = open_screen("basics", "干警")
    entry = new(screen)
    type_("解晓东")
    entry.keep()
    entry.form.focus_field("department_id")
    type_("gsk")
    enter()
    save(screen)
    assert drafts.all_kept(staffed.store) == []


def test_a_missing_officer_is_registered_from_the_field(tasks: RegisterScreen, staffed: Desk) -> None:
    form = new(tasks).form
    form.focus_field("officer_id")
    type_("解晓东")
    press(Qt.Key.Key_F8)
    inner = form.findChild(Entry)
    assert inner is not None
    settled(inner)
    assert inner.form.draft[Officer.name] == "解晓东"
    inner.form.focus_field("department_id")
    type_("gsk")
    enter()
    press(Qt.Key.Key_Return, CTRL)
    assert form.draft[Task.officer_id] == id_of(staffed, "officer", "解晓东")


def test_what_was_saved_is_not_offered_again_as_a_draft(tasks: RegisterScreen, staffed: Desk) -> None:
    form = new(tasks).form
    type_("清理涉案账册")
    form.focus_field("officer_id")
    type_("owf")
    enter()
    press(Qt.Key.Key_Return, CTRL)
    assert tasks.place.entry is not None
    for name, said in {"phase_id": "zg", "department_id": "gs", "officer_id": "shy", "start_on": "601"}.items():
        form.focus_field(name)
        type_(said)
        enter()
    form.focus_field("due_on")
    type_("+30")
    save(tasks)
    assert drafts.all_kept(staffed.store) == []
    entry = new(tasks)
    assert not entry.form.is_changed
    assert not entry.fresh.isVisible()
    entry.reject()


def test_a_kept_draft_can_be_begun_afresh(tasks: RegisterScreen, staffed: Desk) -> None:
    new(tasks)
    type_("写了一半")
    press(Qt.Key.Key_Escape)
    settled(tasks)
    entry = new(tasks)
    assert entry.form.draft[Task.name] == "写了一半"
    assert entry.fresh.isVisible()
    entry.fresh.click()
    assert entry.form.draft[Task.name] == ""
    assert drafts.all_kept(staffed.store) == []
    assert focus() is entry.form.seats["name"].editor.inner
    entry.reject()


def test_a_refused_save_takes_no_number(staffed: Desk) -> None:
    draft = task_draft(staffed, "没有责任人", 1)
    draft[Task.name] = ""
    with pytest.raises(Refusal):
        records.save(staffed, TASKS, draft)
    assert not draft.values.get("number")


def test_the_title_tells_the_number_to_come_without_taking_it(tasks: RegisterScreen, staffed: Desk) -> None:
    entry = new(tasks)
    assert entry.windowTitle() == "新增任务"
    entry.form.focus_field("phase_id")
    type_("dzjc")
    enter()
    assert entry.windowTitle() == "新增任务　2.4"
    entry.reject()
    settled(tasks)
    again = new(tasks)
    assert again.number == "2.4"
    again.start_afresh()
    assert again.windowTitle() == "新增任务"
    again.reject()


def test_alt_and_a_letter_jump_to_a_field(tasks: RegisterScreen) -> None:
    form = new(tasks).form
    assert not set(form.letters) & set("FERPTH")
    assert form.letters["Q"] == "department_id"
    assert form.letters["K"] == "start_on"
    press(Qt.Key.Key_K, ALT)
    assert form.current == "start_on"
    press(Qt.Key.Key_Q, ALT)
    assert form.current == "department_id"
    entry = tasks.place.entry
    assert entry is not None
    entry.store.setFocus()
    press(Qt.Key.Key_Z, ALT)
    assert form.current == "officer_id"
    entry.reject()


def test_two_dots_carry_a_choice_over_too(open_screen: Open, staffed: Desk) -> None:
    screen = open_screen("basics", "干警")
    officer(staffed, "仇英", "公诉科", sex=Sex.FEMALE)
    screen.refresh()
    screen.place._last_saved = id_of(staffed, "officer", "仇英")
    form = new(screen).form
    form.focus_field("sex")
    type_("..")
    assert form.draft[Officer.sex] == Sex.FEMALE
    assert form.current == "birth_on"
    type_("850306")
    enter()
    assert form.draft[Officer.birth_on] == date(1985, 3, 6)
    entry = screen.place.entry
    assert entry is not None
    entry.reject()
