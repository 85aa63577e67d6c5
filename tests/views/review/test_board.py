"""The score board under the officer's keys: the round, the sheet, the gauge."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.reviews import CaseReview, ReviewFinding
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import ReviewState, Severity
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.review.board import ScoreBoard
from desktop_app.views.review.grid import Column
from tests.kit.cases import month_round
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, Said, Tally, focus, press, type_
from tests.kit.office import loaded
from tests.kit.score_board import Hall, drawn, review


def keys(text: str) -> None:
    """Key by key, wherever the cursor goes meanwhile."""
    for key in text:
        type_(key)


def to_clause(board: ScoreBoard, code: str) -> None:
    """Walk to a clause by arrows."""
    press(Qt.Key.Key_Home)
    at = next(at for at, row in enumerate(board.pane.grid.rows) if row.line and row.line.code == code and not row.part)
    press(Qt.Key.Key_Down, times=at)
    row = board.pane.table.row
    assert row is not None
    assert row.line is not None
    assert row.line.code == code


def rows(board: ScoreBoard) -> list[tuple[str, int, str, str]]:
    """The findings in the draft: clause, points, text, page."""
    assert board.place is not None
    kept = board.place.form.draft.parts[ReviewFinding.__tablename__]
    return [(row["clause"], row["points"], row.get("text") or "", row.get("page") or "") for row in kept]


def shown(board: ScoreBoard, column: Column) -> str:
    table = board.pane.table
    return str(table.currentIndex().siblingAtColumn(column).data())


def start(board: ScoreBoard) -> None:
    """开始评查."""
    press(Qt.Key.Key_Return, CTRL)
    assert board.place is not None
    assert board.place.panel.state == ReviewState.REVIEWING


def test_the_tab_opens_with_the_newest_round_and_its_first_case(screen: RegisterScreen, board: ScoreBoard) -> None:
    assert [button.text() for button in screen.bar.views.group.buttons()][:3] == ["评分表", "统计", "评查"]
    assert board.picker.words == "2015年5月"
    assert board.picker.isVisible()
    assert board.counted.text() == "3 件，已评 0"
    assert [one.position for one in board.list.kept.entries] == ["01", "02", "03"]
    assert focus() is board.pane.table
    told = {fact.caption.text(): fact.fact for fact in board.card.lines if fact.fact is not None}
    assert [*told] == ["案号", "案由", "承办人", "受理", "办结", "结果"]
    assert told["结果"] is not None
    assert told["结果"].value == "提起公诉"
    assert not screen.place.panel.head.title.isVisible()


def test_a_digit_takes_points_off_and_everything_follows_at_once(board: ScoreBoard) -> None:
    start(board)
    to_clause(board, "7.2")
    keys("4")
    assert shown(board, Column.OFF) == "−4"
    assert board.gauge.told == "得分 96，优质"
    press(Qt.Key.Key_Down)
    assert focus() is board.pane.table
    to_clause(board, "5.1")
    keys("5")
    press(Qt.Key.Key_Up)
    to_clause(board, "3.1")
    keys("2.5")
    press(Qt.Key.Key_Return)
    assert board.gauge.told == "得分 88.5，合格，距优质差 1.5 分"
    assert [points for _clause, points, _text, _page in rows(board)] == [400, 500, 250]


def test_nought_takes_nothing_off_and_escape_gives_back_what_stood_there(board: ScoreBoard) -> None:
    to_clause(board, "7.2")
    keys("3")
    press(Qt.Key.Key_Escape)
    assert rows(board) == []
    keys("3")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    keys("0")
    press(Qt.Key.Key_Down)
    assert rows(board) == []


def test_more_than_the_clause_is_worth_stays_in_the_cell_with_its_sentence(board: ScoreBoard) -> None:
    start(board)
    to_clause(board, "5.2")
    keys("9")
    assert board.pane.fault == "“延长、退补、改变管辖手续”只有 3 分，扣了 9 分。改小扣分"
    assert board.gauge.told == "得分 100，优质"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return, CTRL)
    assert focus() is board.pane.points
    assert board.pane.points.typed == "9"
    press(Qt.Key.Key_Backspace)
    keys("2")
    assert board.pane.fault == ""
    press(Qt.Key.Key_Down)
    assert rows(board) == [("延长、退补、改变管辖手续", 200, "", "")]


def test_tab_goes_to_the_reason_then_to_the_page(board: ScoreBoard) -> None:
    to_clause(board, "1.2")
    keys("3")
    press(Qt.Key.Key_Tab)
    type_("证人两次陈述差异未分析")
    press(Qt.Key.Key_Tab)
    keys("P41")
    press(Qt.Key.Key_Tab)
    assert focus() is board.pane.table
    assert rows(board) == [("证据逐项分析、矛盾排除", 300, "证人两次陈述差异未分析", "P41")]
    assert shown(board, Column.SAID) == "证人两次陈述差异未分析　P41"


def test_a_letter_finds_a_defect_by_code_or_initials_which_fills_the_row(board: ScoreBoard) -> None:
    keys("g02")
    assert [choice.label for choice in board.pane.finder.popup.choices] == ["文书错漏字"]
    press(Qt.Key.Key_Return)
    keys("P63")
    press(Qt.Key.Key_Return)
    assert rows(board) == [("制作规范、无错误", 100, "文书错漏字", "P63")]
    keys("qlgzcq")
    assert board.pane.finder.popup.choices[0].label == "权利告知超期"
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert [text for _clause, _points, text, _page in rows(board)] == ["文书错漏字", "权利告知超期"]


def test_f3_offers_the_defects_of_the_clause_first(board: ScoreBoard) -> None:
    to_clause(board, "9.1")
    press(Qt.Key.Key_F3)
    assert [choice.label for choice in board.pane.finder.popup.choices][:2] == ["清单缺签名", "涉案财物与清单不符"]
    press(Qt.Key.Key_Escape)
    assert focus() is board.pane.table
    assert rows(board) == []


def test_several_findings_of_a_clause_stand_in_rows_of_their_own(board: ScoreBoard) -> None:
    for code in ("g02", "g04"):
        keys(code)
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Return)
    to_clause(board, "7.2")
    assert shown(board, Column.OFF) == "−2"
    assert shown(board, Column.SAID) == "2 条"
    keys("3")
    assert board.pane.fault == "这一项有 2 条扣分。选其中一条再改"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Down)
    keys("2")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    assert rows(board) == [("制作规范、无错误", 200, "文书错漏字", "")]


def test_delete_in_the_sheet_never_deletes_the_review(desk: Desk, hall: Hall, board: ScoreBoard) -> None:
    to_clause(board, "1.1")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)
    with desk.facts() as facts:
        assert all(facts.row("case_review", id_)["retired_at"] is None for id_ in hall.reviews)


def test_a_veto_gives_the_worst_grade_whatever_the_score(board: ScoreBoard) -> None:
    keys("b05")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert board.gauge.told == "得分 100，不合格，一票否决 1 项"
    assert board.pane.totals.vetoes == "一票否决 1 项，不论得分"
    row = board.pane.table.row
    assert row is not None
    assert row.vetoes
    assert row.finding is not None
    assert row.finding["severity"] == Severity.VETO


def test_groups_fold_with_their_sums(board: ScoreBoard) -> None:
    count = len(board.pane.grid.rows)
    to_clause(board, "1.2")
    keys("3")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Left)
    row = board.pane.table.row
    assert row is not None
    assert (row.is_group, row.name, shown(board, Column.OFF)) == (True, "证据采信", "−3")
    assert len(board.pane.grid.rows) == count - 3
    press(Qt.Key.Key_Return)
    assert len(board.pane.grid.rows) == count


def test_page_down_saves_the_case_and_goes_on(desk: Desk, hall: Hall, board: ScoreBoard, said: Said) -> None:
    start(board)
    keys("g02")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_PageDown)
    assert board.place is not None
    assert board.place.record_id == hall.reviews[1]
    assert focus() is board.pane.table
    assert loaded(desk, REVIEWS, hall.reviews[0])[CaseReview.score] == 9900
    assert [one.score for one in board.list.kept.entries] == ["99", "—", "—"]
    press(Qt.Key.Key_PageDown, times=2)
    assert said.sentences[-1] == "已是本轮最后一案"
    press(Qt.Key.Key_PageUp, times=2)
    assert board.place.record_id == hall.reviews[0]


def test_what_is_typed_in_the_sheet_is_kept_with_the_panel(board: ScoreBoard, screen: RegisterScreen) -> None:
    keys("g02")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    place = screen.place
    assert place.form.is_changed
    assert place.panel.save_bar.isVisible()
    kept = place.keeper.find(place.record_id)
    assert kept is not None
    assert [row["code"] for row in kept.parts[ReviewFinding.__tablename__]] == ["G02"]
    screen.show_view(1)
    assert place.panel.head.title.isVisible() or place.form.title is not None
    assert place.form.is_changed
    screen.show_view(0)
    assert [text for _clause, _points, text, _page in rows(board)] == ["文书错漏字"]


def test_the_second_reviewer_has_a_sheet_of_his_own(board: ScoreBoard) -> None:
    start(board)
    keys("g02")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F7)
    assert board.pane.hints.declare.isVisible()
    to_clause(board, "5.1")
    keys("5")
    press(Qt.Key.Key_Down)
    assert board.pane.switch.buttons[2].isChecked()
    assert board.gauge.told == "得分 99，优质"
    sheet = board.pane.grid.sheet
    assert sheet is not None
    assert sheet.differing == ("在法定期限内办结", "制作规范、无错误")
    assert board.pane.switch.agreed.text() == f"一致 {sheet.agreement}%"
    to_clause(board, "7.2")
    row = board.pane.table.row
    assert row is not None
    assert row.tail == ("◆ 另表 −1", "amber7")


def test_a_sheet_told_to_the_handler_says_why_it_is_closed(desk: Desk, hall: Hall, board: ScoreBoard) -> None:
    start(board)
    draft = loaded(desk, REVIEWS, hall.reviews[0])
    days = {"reviewed_on": desk.today, "sent_on": desk.today}
    outcome = records.move(desk, REVIEWS, draft, "提交反馈", asked=days)
    assert board.place is not None
    board.place.bus.committed.emit(outcome)
    to_clause(board, "7.2")
    keys("3")
    assert board.pane.fault.startswith("待反馈以后评分表不改")
    assert rows(board) == []


def test_one_review_with_three_deductions_takes_at_most_sixteen_actions(
    desk: Desk, hall: Hall, board: ScoreBoard
) -> None:
    """Features §3, story 5: from the case open on the screen to the sheet with the handler's days running."""
    tally = Tally()
    tally.command(Qt.Key.Key_Return, CTRL)
    for code, page in (("a03", "J2P41"), ("f01", "P12"), ("g02", "P63")):
        tally.actions += 2
        keys(code)
        press(Qt.Key.Key_Return)
        keys(page)
        press(Qt.Key.Key_Return)
    tally.command(Qt.Key.Key_Return, CTRL)
    with_days = partial(tally.command, Qt.Key.Key_Return, CTRL)
    meanwhile(with_days, lambda _dialog: with_days())
    tally.tell("一件评查、三处扣分")
    assert tally.actions <= 16
    assert loaded(desk, REVIEWS, hall.reviews[0])[CaseReview.state] == ReviewState.FEEDBACK
    kept = loaded(desk, REVIEWS, hall.reviews[0])
    assert (kept[CaseReview.score], kept[CaseReview.suggested]) == (9500, "优质")
    assert [(row["code"], row["page"]) for row in kept.rows(ReviewFinding)] == [
        ("A03", "J2P41"),
        ("F01", "P12"),
        ("G02", "P63"),
    ]


def test_a_struck_case_stays_in_its_place_and_is_passed_over(
    desk: Desk, hall: Hall, board: ScoreBoard, screen: RegisterScreen
) -> None:
    drawn(desk, hall, struck=2)
    screen.refresh()
    entries = board.list.kept.entries
    assert [(one.position, one.struck) for one in entries] == [
        ("01", ""),
        ("02", "05-20 撤出：承办人系评查员亲属"),
        ("03", ""),
    ]
    assert board.counted.text() == "2 件，已评 0"
    press(Qt.Key.Key_PageDown)
    assert board.place is not None
    assert board.place.record_id == hall.reviews[2]


@pytest.mark.parametrize("percent", [100, 130])
def test_every_column_of_the_sheet_has_room_at_any_type_size(
    screen: RegisterScreen, board: ScoreBoard, qapp: QApplication, percent: int
) -> None:
    theme.apply(qapp, percent)
    QApplication.processEvents()
    table = board.pane.table
    assert sum(table.columnWidth(column) for column in Column) <= table.viewport().width()
    assert table.columnWidth(Column.SAID) >= 100
    theme.apply(qapp, 100)


def test_the_picker_goes_to_another_round_and_saves_what_is_typed(
    desk: Desk, hall: Hall, board: ScoreBoard, screen: RegisterScreen
) -> None:
    april = month_round(desk, name="2015年4月份案件质量评查", period="2015-04")
    older = review(desk, april, 3, hall.reviewers)
    screen.refresh()
    assert board.picker.words == "2015年5月"
    start(board)
    keys("g02")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_PageDown, CTRL)
    assert board.picker.words == "2015年4月"
    assert screen.place.record_id == older
    assert loaded(desk, REVIEWS, hall.reviews[0])[CaseReview.score] == 9900
    screen.reveal(REVIEWS.kind, hall.reviews[1])
    assert board.picker.words == "2015年5月"


def test_a_click_elsewhere_leaves_the_cell_as_it_is_written(board: ScoreBoard, qtbot: QtBot) -> None:
    to_clause(board, "1.1")
    keys("2")
    assert focus() is board.pane.points
    table = board.pane.table
    spot = table.visualRect(table.grid.index(4, Column.ITEM)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not board.pane.points.isVisible()
    assert [points for _clause, points, _text, _page in rows(board)] == [200]
    assert table.currentIndex().row() == 4


def test_from_the_case_opened_the_way_back_leads_to_the_sheet(screen: RegisterScreen, board: ScoreBoard) -> None:
    board.card.lines[0].link.click()
    assert screen.board is None
    press(Qt.Key.Key_Left, ALT)
    assert screen.board is board
    assert focus() is board.pane.table
