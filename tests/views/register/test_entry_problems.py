"""New problems: what is asked, what a burst carries over, what may be said already, what is kept of it."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.issues import Issue, IssueCase, IssueCategory, IssueMeasure, IssueOfficer
from desktop_app.models.people import Officer
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import Correction, IssueNature
from desktop_app.services.desk import Desk
from desktop_app.store import drafts
from desktop_app.views.register.alike import LookDialog
from desktop_app.views.register.entry import Entry
from desktop_app.views.register.form import Form
from desktop_app.views.register.screen import RegisterScreen
from tests.kit import issues
from tests.kit.keys import ALT, CTRL, SHIFT, Said, enter, focus, press, settled, type_
from tests.kit.office import id_of, loaded

Open = Callable[..., RegisterScreen]
CASE = "清源检捕受[2015]61902300007号"


@pytest.fixture
def screen(open_screen: Open) -> RegisterScreen:
    return open_screen("issues", "问题")


def new(screen: RegisterScreen) -> Entry:
    """Ctrl+N, and wait for the dialog."""
    press(Qt.Key.Key_N, CTRL)
    entry = screen.place.entry
    assert entry is not None
    settled(entry)
    return entry


def first_of_burst(screen: RegisterScreen) -> Form:
    """One problem of an inspection, saved by Ctrl+Shift+Enter."""
    form = new(screen).form
    for text in ("2", "zcjdk", "讯问笔录漏签骑缝", "第 3 页没有签名", "xwxw"):
        type_(text)
        enter()
    type_(CASE)
    enter(2)
    type_("单雄信")
    enter(2)
    type_("+30")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert form.current == "name", form.faults
    return form


def test_only_what_a_new_problem_needs_is_asked(screen: RegisterScreen) -> None:
    form = new(screen).form
    assert list(form.seats)[:3] == ["nature", "department_id", "name"]
    assert not {"verifier_id", "closed_on", "completion", "issue_note"} & set(form.seats)
    assert form.draft[Issue.found_on] == date(2015, 5, 31)
    assert form.draft[Issue.correction] == Correction.BY_DEADLINE
    assert not form.is_changed


def test_the_star_follows_the_nature(screen: RegisterScreen) -> None:
    form = new(screen).form

    def starred() -> set[str]:
        own = {"matter", "issue_case", "issue_officer", "leader_id"}
        return {name for name in own if "*" in form.seats[name].caption.text()}

    assert starred() == set()
    type_("2")
    assert starred() == {"matter", "issue_case", "issue_officer"}
    type_("1")
    assert starred() == {"leader_id"}


def test_a_burst_carries_the_header_over_and_enter_passes_it_by(screen: RegisterScreen, staffed: Desk) -> None:
    form = first_of_burst(screen)
    assert form.draft[Issue.nature] == IssueNature.INDIVIDUAL
    assert form.draft[Issue.due_on] == date(2015, 6, 30)
    assert [row["case_no"] for row in form.draft.rows(IssueCase)] == [CASE]
    assert {"nature", "department_id", "matter", "issue_case", "due_on"} <= form.carried
    assert form.seats["department_id"].editor.line.ditto  # type: ignore[union-attr]
    assert form.seats["issue_case"].editor.line.ditto  # type: ignore[union-attr]
    assert not form.is_changed
    type_("权利告知书由书记员代填")
    enter()
    assert form.current == "showing"
    enter()
    assert form.current == "issue_officer"
    type_("史海燕")
    press(Qt.Key.Key_Return, CTRL)
    settled(screen)
    draft = loaded(staffed, ISSUES, screen.place.listing.table.current_id() or 0)
    assert draft[Issue.number] == "2015-侦监-个-002"
    assert [row["officer_id"] for row in draft.rows(IssueOfficer)] == [id_of(staffed, "officer", "史海燕")]
    assert [row["case_no"] for row in draft.rows(IssueCase)] == [CASE]


def test_a_carried_field_typed_anew_loses_its_mark_and_the_line_of_the_old_department(screen: RegisterScreen) -> None:
    form = first_of_burst(screen)
    assert form.draft[Issue.line] == "侦查监督"
    form.focus_field("department_id")
    type_("gsk")
    enter()
    assert "department_id" not in form.carried
    assert form.draft[Issue.line] == ""
    assert not form.seats["department_id"].editor.line.ditto  # type: ignore[union-attr]
    entry = screen.place.entry
    assert entry is not None
    assert entry.number == "2015-公诉-个-001"
    entry.reject()


def test_same_as_before_works_for_lists_and_rows(screen: RegisterScreen, staffed: Desk) -> None:
    form = new(screen).form
    form.focus_field("issue_measure")
    type_("逐卷补正")
    enter()
    type_("shy")
    enter()
    type_("610")
    enter(2)
    form.focus_field("nature")
    for text in ("1", "zcjdk", "文书格式化", "", ""):
        type_(text)
        enter()
    form.focus_field("leader_id")
    type_("shy")
    enter()
    form.focus_field("due_on")
    type_("+30")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert form.draft.is_new
    assert not form.draft.rows(IssueMeasure)
    form.focus_field("issue_measure")
    type_("..")
    enter()
    rows = form.draft.rows(IssueMeasure)
    assert [(row["text"], row["due_on"]) for row in rows] == [("逐卷补正", date(2015, 6, 10))]
    assert all("id" not in row for row in rows)
    form.focus_field("issue_officer")
    press(Qt.Key.Key_D, CTRL)
    assert form.draft.rows(IssueOfficer) == []
    screen.place.entry.reject()  # type: ignore[union-attr]


def test_words_are_found_under_their_parent_and_several_may_stand(screen: RegisterScreen) -> None:
    form = new(screen).form
    form.focus_field("issue_category")
    type_("blhxfz")
    offered = [(choice.label, choice.detail) for choice in focus().popup.choices]  # type: ignore[attr-defined]
    assert offered == [("笔录互相复制", "不执行办案规范")]
    enter()
    type_("扣押")
    press(Qt.Key.Key_Down)
    enter()
    words = [row["word"] for row in form.draft.rows(IssueCategory)]
    assert words[0] == "笔录互相复制"
    assert len(words) == 2
    press(Qt.Key.Key_Backspace)
    assert [row["word"] for row in form.draft.rows(IssueCategory)] == words[:1]
    screen.place.entry.reject()  # type: ignore[union-attr]


def test_letters_that_mean_no_word_stay_and_are_told(screen: RegisterScreen) -> None:
    form = new(screen).form
    form.focus_field("issue_category")
    line = focus()
    type_("zzzz")
    enter()
    assert form.seats["issue_category"].message.text() == "! 没有“zzzz”。从列表里选，或写全"
    assert line.text() == "zzzz"  # type: ignore[attr-defined]
    screen.place.entry.reject()  # type: ignore[union-attr]


def test_case_numbers_already_used_are_offered_and_several_may_be_typed_at_once(
    screen: RegisterScreen, staffed: Desk
) -> None:
    issues.issue(staffed, issues.team(staffed), case=CASE)
    form = new(screen).form
    form.focus_field("issue_case")
    type_("0007")
    enter()
    assert [row["case_no"] for row in form.draft.rows(IssueCase)] == [CASE]
    type_("清源检诉受[2015]1号、清源检诉受[2015]2号")
    form.focus_field("name")
    assert [row["case_no"] for row in form.draft.rows(IssueCase)][1:] == [
        "清源检诉受[2015]1号",
        "清源检诉受[2015]2号",
    ]
    screen.place.entry.reject()  # type: ignore[union-attr]


def test_what_may_be_said_already_is_noted_and_read_without_losing_what_is_typed(
    screen: RegisterScreen, staffed: Desk, qtbot: QtBot
) -> None:
    issues.issue(staffed, issues.team(staffed), "讯问笔录漏签骑缝处", case=CASE)
    entry = new(screen)
    form = entry.form
    for text in ("2", "zcjdk", "讯问笔录漏签骑缝"):
        type_(text)
        enter()
    tip = form.seats["name"].tip
    qtbot.waitUntil(lambda: "疑似重复：2015-侦监-个-001" in tip.text())
    assert form.current == "showing"
    type_("第 3 页")
    seen: list[LookDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LookDialog)
        seen.append(dialog)
        dialog.back.click()

    QTimer.singleShot(0, look)
    press(Qt.Key.Key_F9)
    assert seen
    settled(entry)
    assert form.current == "showing"
    assert (form.draft[Issue.name], form.draft[Issue.showing]) == ("讯问笔录漏签骑缝", "第 3 页")
    form.focus_field("name")
    press(Qt.Key.Key_A, CTRL)
    type_("完全不同的一件事")
    enter()
    qtbot.waitUntil(tip.isHidden)
    entry.reject()


def test_what_recurs_after_a_closing_is_said_on_saving(screen: RegisterScreen, staffed: Desk, said: Said) -> None:
    who = issues.team(staffed)
    number = issues.seen(staffed, issues.closed(staffed, who))[Issue.number]
    screen.refresh()
    form = new(screen).form
    for text in ("2", "zcjdk", "又一份笔录漏签", "", "xwxw"):
        type_(text)
        enter()
    type_(CASE)
    enter(2)
    type_("叶国栋")
    enter(2)
    type_("+30")
    form.focus_field("issue_category")
    type_("不执行办案规范")
    enter()
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    entry = screen.place.entry
    assert entry is not None
    assert f"注意：同类问题又发生：{number}" in said.sentences[-1]
    assert entry.said.text() == said.sentences[-1]
    entry.reject()


def test_a_missing_officer_is_registered_from_a_list_and_from_a_row(screen: RegisterScreen, staffed: Desk) -> None:
    form = new(screen).form
    form.focus_field("issue_officer")
    for name, part, field in (("解晓东", IssueOfficer, "officer_id"), ("查良镛", IssueMeasure, "officer_id")):
        if part is IssueMeasure:
            form.focus_field("issue_measure")
            type_("重新核对")
            enter()
        type_(name)
        press(Qt.Key.Key_F8)
        inner = next(one for one in form.findChildren(Entry) if one.isVisible())
        settled(inner)
        assert inner.form.draft[Officer.name] == name
        inner.form.focus_field("department_id")
        type_("gsk")
        enter()
        press(Qt.Key.Key_Return, CTRL)
        settled(screen.place.entry)  # type: ignore[arg-type]
        assert [row[field] for row in form.draft.rows(part)] == [id_of(staffed, "officer", name)]
    screen.place.entry.reject()  # type: ignore[union-attr]


def test_what_cannot_be_read_is_kept_too(screen: RegisterScreen, staffed: Desk) -> None:
    form = new(screen).form
    type_("2")
    form.focus_field("due_on")
    type_("1332")
    form.focus_field("issue_measure")
    type_("逐卷补正")
    enter(2)
    type_("2015-13-40")
    press(Qt.Key.Key_Escape)
    settled(screen)
    assert [kept.key for kept in drafts.all_kept(staffed.store)] == ["issue:new"]
    again = new(screen).form
    assert again.seats["due_on"].editor.text == "1332"
    assert again.seats["due_on"].message.text().startswith("! 2015年没有13月")
    assert [row["text"] for row in again.draft.rows(IssueMeasure)] == ["逐卷补正"]
    screen.place.entry.reject()  # type: ignore[union-attr]


def test_no_case_is_passed_by_and_can_be_ticked_or_written(screen: RegisterScreen) -> None:
    form = new(screen).form
    form.focus_field("issue_officer")
    enter()
    assert form.current == "due_on"
    letter = next(letter for letter, name in form.letters.items() if name == "no_case")
    press(Qt.Key(ord(letter)), ALT)
    press(Qt.Key.Key_Space)
    assert form.draft[Issue.no_case] is True
    screen.place.entry.reject()  # type: ignore[union-attr]
