"""The dialogs of exams by keyboard: seating, second keying, a mark changed after publication, persons told."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.exams import Exam
from desktop_app.registers.exams import SITTINGS
from desktop_app.rules.vocabulary import ExamState, OfficerStatus, SittingCode
from desktop_app.services.desk import Desk
from desktop_app.services.marking import key, sheet
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.dialogs import GIVE_UP
from desktop_app.views.exam_again import KeyAgainDialog, ask_again
from desktop_app.views.exam_dialogs import ChangeMarkDialog, ask_change
from desktop_app.views.exam_persons import PersonsDialog, ask_persons
from desktop_app.views.exam_seating import SeatDialog, ask_seats
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, enter, focus, press, settled, type_
from tests.kit.office import officer
from tests.kit.seating import exam, exam_of, roster, seated_exam, staff, step, stranger

Key = Qt.Key
TEN = 10


@pytest.fixture
def who(desk: Desk, qapp: QApplication) -> dict[str, int]:
    theme.apply(qapp)
    return staff(desk)


def seating(desk: Desk, exam_id: int, qtbot: QtBot) -> SeatDialog:
    dialog = SeatDialog(None, Known(desk), Recent(), exam_id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def number(text: str) -> None:
    """A mark by the keys: the first figure opens the cell, the others go into it."""
    for figure in text:
        type_(figure)
    enter()


def test_a_roster_is_seen_seated_and_written_without_the_mouse(desk: Desk, who: dict[str, int], qtbot: QtBot) -> None:
    officer(desk, "退丙", status=OfficerStatus.RETIRED)
    held = exam(desk, [("五楼会议室", 4, 4)])
    dialog = seating(desk, held, qtbot)
    assert dialog.title.text() == "第二次执法素能闭卷考试　1 个考场，应考 10 人，不列入 1 人"
    assert dialog.told.text() == "✓ 邻座都不同部门"
    assert dialog.seed.text() == "20150612"
    before = dialog.plan
    press(Key.Key_X, ALT)
    assert dialog.seed.text() == "20150612-2"
    assert dialog.plan is not None
    assert before is not None
    assert dialog.plan.seats != before.seats
    first = dialog.people[0].name
    press(Key.Key_Space)
    assert focus() is dialog.why
    type_("产假")
    enter()
    assert focus() is dialog.table
    assert dialog.title.text().endswith("应考 9 人，不列入 2 人")
    assert dialog.view.plan.accessibleDescription().startswith("1 座 ")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    rows = roster(desk, held)
    assert len(rows) == TEN - 1
    assert first not in rows
    kept = exam_of(desk, held)
    assert (kept[Exam.state], kept[Exam.seed]) == (ExamState.SEATED, "20150612-2")


def test_who_is_not_on_duty_stays_off_the_list_and_is_told_why(desk: Desk, who: dict[str, int], qtbot: QtBot) -> None:
    officer(desk, "驻乙", status=OfficerStatus.VILLAGE)
    dialog = seating(desk, exam(desk), qtbot)
    dialog.table.selectRow(len(dialog.people) - 1)
    press(Key.Key_Space)
    assert dialog.said.text() == "驻乙：驻村，不列入。确要参加的，在“成绩”里新增，备注写明原因"
    assert len(dialog.rows.ticked) == TEN


def test_a_missing_reason_and_missing_seats_are_told_and_nothing_is_written(
    desk: Desk, who: dict[str, int], qtbot: QtBot
) -> None:
    held = exam(desk, [("小会议室", 2, 4)])
    dialog = seating(desk, held, qtbot)
    assert dialog.told.text() == "! 考场共 8 座，应考 10 人，还缺 2 座。加考场或加排数"
    press(Key.Key_Space)
    enter()
    press(Key.Key_Return, CTRL)
    assert dialog.said.text() == f"{dialog.people[0].name} 不列入名单，没写原因。写明再排"
    assert focus() is dialog.why
    dialog.rooms.take_focus()
    enter()
    type_("3")
    assert dialog.plan is not None
    press(Key.Key_Escape)
    assert dialog.said.text() == GIVE_UP
    press(Key.Key_Escape)
    assert not dialog.isVisible()
    assert not roster(desk, held)


def test_once_seated_only_late_comers_are_seated(desk: Desk, who: dict[str, int], qtbot: QtBot) -> None:
    held = exam(desk, [("五楼会议室", 4, 4)])
    seated_exam(desk, held)
    before = {name: row.seat for name, row in roster(desk, held).items()}
    officer(desk, "迟到者", "办公室")
    dialog = seating(desk, held, qtbot)
    assert not dialog.seed.isEnabled()
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    after = {name: row.seat for name, row in roster(desk, held).items()}
    assert {name: after[name] for name in before} == before
    assert after["迟到者"] is not None


def test_a_rule_that_cannot_be_applied_is_told_instead(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk, roster="按部门")
    met = meanwhile(lambda: ask_seats(None, Known(desk), Recent(), held), lambda dialog: dialog.reject())
    assert met.windowTitle() == "列名单、排座"


@pytest.fixture
def checked(desk: Desk, who: dict[str, int]) -> int:
    """An exam of two kinds of questions, keyed once and handed on to be checked; the last one absent."""
    held = exam(desk, held_on=date(2015, 5, 20), first_full=40_00, second_full=60_00)
    seated_exam(desk, held)
    step(desk, held, "考试结束")
    rows = list(roster(desk, held).values())
    for row in rows[:3]:
        key(desk, SITTINGS, row.id, {"first": 30_00, "second": 50_50})
    for row in rows[3:]:
        key(desk, SITTINGS, row.id, {"code": SittingCode.ABSENT, "cause": "公差"})
    step(desk, held, "阅卷完成")
    step(desk, held, "提交复核")
    return held


def again(desk: Desk, exam_id: int, qtbot: QtBot) -> KeyAgainDialog:
    dialog = KeyAgainDialog(None, Known(desk), exam_id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def totals(desk: Desk, exam_id: int) -> list[tuple[int | None, int | None]]:
    with desk.facts() as facts:
        return [(line.total, line.again[2]) for line in sheet(facts, exam_id).lines[:3]]


def test_marks_are_keyed_blind_and_only_the_differences_are_shown(desk: Desk, checked: int, qtbot: QtBot) -> None:
    dialog = again(desk, checked, qtbot)
    assert dialog.title.text().endswith("复核录入 0 / 6")
    assert not any(dialog.cells.text(row, column) for row in range(3) for column in (3, 4))
    number("45")
    assert dialog.said.text() == "客观题 45 超过满分 40。核对后改正"
    for figures in ("30", "31", "30", "50.5", "50.5", "50"):
        number(figures)
    assert [dialog.gap_cells.text(row, 2) for row in range(2)] == ["客观题", "主观题"]
    assert [(dialog.gap_cells.text(row, 3), dialog.gap_cells.text(row, 4)) for row in range(2)] == [
        ("30", "31"),
        ("50.5", "50"),
    ]
    press(Key.Key_1)
    press(Key.Key_F2)
    type_("49.5")
    enter()
    assert totals(desk, checked) == [(80_50, 80_50), (80_50, 80_50), (79_50, 79_50)]
    assert dialog.said.text() == "✓ 全部定了，可以公布"
    press(Key.Key_Escape)
    assert dialog.outcome is not None
    assert dialog.outcome.said == "已复核录入 3 人"


def test_tab_goes_on_to_the_next_kind_of_the_same_paper(desk: Desk, checked: int, qtbot: QtBot) -> None:
    dialog = again(desk, checked, qtbot)
    for figures, key_ in (("30", Key.Key_Tab), ("50.5", Key.Key_Return), ("45", Key.Key_Tab)):
        for figure in figures:
            type_(figure)
        press(key_)
    assert dialog.said.text() == "客观题 45 超过满分 40。核对后改正"
    for figures, key_ in (("31", Key.Key_Tab), ("50", Key.Key_Tab)):
        for figure in figures:
            type_(figure)
        press(key_)
    assert [[dialog.cells.text(row, column) for column in (3, 4)] for row in range(3)] == [
        ["30", "50.5"],
        ["31", "50"],
        ["", ""],
    ]
    assert (dialog.table.currentIndex().row(), dialog.table.currentIndex().column()) == (2, 3)
    press(Key.Key_Tab)
    assert dialog.table.currentIndex().column() == 4


def test_keying_goes_on_where_it_was_left_and_agreement_is_told(desk: Desk, checked: int, qtbot: QtBot) -> None:
    first = again(desk, checked, qtbot)
    number("30")
    press(Key.Key_Return, CTRL)
    assert first.said.text() == "✓ 两次录入一致。还有 5 格没有复核录入"
    press(Key.Key_Escape)
    dialog = again(desk, checked, qtbot)
    assert dialog.table.currentIndex().row() == 1
    for figures in ("30", "30", "50.5", "50.5", "50.5"):
        number(figures)
    assert dialog.said.text() == "✓ 两次录入全部一致，可以公布"
    assert dialog.pages.currentIndex() == 0


def test_an_exam_not_handed_on_is_not_keyed_again(desk: Desk, who: dict[str, int], qtbot: QtBot) -> None:
    held = exam(desk)
    with pytest.raises(Refusal, match="还没有提交复核"):
        again(desk, held, qtbot)
    meanwhile(lambda: ask_again(None, Known(desk), Recent(), held), lambda dialog: dialog.reject())


def test_a_published_mark_is_changed_with_reason_and_second_person(
    desk: Desk, who: dict[str, int], checked: int, qtbot: QtBot
) -> None:
    name, row = next(iter(roster(desk, checked).items()))
    meanwhile(lambda: ask_change(None, Known(desk), Recent(), row.id), lambda dialog: dialog.reject())
    step(desk, checked, "公布", checker_id=who["李明"], published_on=date(2015, 5, 28))
    dialog = ChangeMarkDialog(None, Known(desk), Recent(), row.id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    type_("20")
    assert dialog.effect.text() == "改后：客观题 20、主观题 50.5、总分 70.5，及格，第 3 名"
    press(Key.Key_Return, CTRL)
    assert dialog.said.text() == "2 处待改：复核人、原因"
    witness = next(other for other in who if other != name)
    dialog.seats["witness_id"].editor.show_value(who[witness])
    dialog.seats["reason"].editor.take_focus()
    type_("第三题漏扣")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    assert totals(desk, checked)[0][0] == 70_50


def test_unknown_names_are_told_by_one_digit_each_and_saved_together(
    desk: Desk, who: dict[str, int], qtbot: QtBot
) -> None:
    held = exam(desk)
    first, second = stranger(desk, held, "王钢"), stranger(desk, held, "孙某")
    dialog = PersonsDialog(None, Known(desk), Recent(), second)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    assert [one.id for one in dialog.people] == [second, first]
    press(Key.Key_F3)
    type_("sya")
    enter()
    assert dialog.chosen == {second: who["孙予安"]}
    assert dialog.buttons[0].text() == "1  王刚（公诉）"
    press(Key.Key_1)
    assert focus() is dialog.verb
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    assert set(roster(desk, held)) == {"王刚", "孙予安"}
    meanwhile(lambda: ask_persons(None, Known(desk), Recent(), first), lambda dialog: dialog.reject())
