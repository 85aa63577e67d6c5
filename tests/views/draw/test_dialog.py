"""抽样 by keyboard: the month's round, its pool, the seal, the dice, the list, the reviewers."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.models.reviews import CaseReview, Reviewer, ReviewRound
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.rules.vocabulary import RoundState
from desktop_app.services import assigning, draws
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views.draw.dialog import DrawDialog
from desktop_app.views.draw.reading import Stage
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.review.board import ScoreBoard
from tests.kit.cases import case_no, month_round
from tests.kit.dialogs import meanwhile, previewing
from tests.kit.keys import CTRL, Tally, enter, focus, press, settled, type_
from tests.kit.office import loaded, officer

Key = Qt.Key
Open = Callable[[int | None], DrawDialog]
DICE = "3526142561"
WITNESSES = "监察科 马静怡"


def sealed(desk: Desk) -> int:
    """May planned and sealed the day before."""
    round_id = month_round(desk)
    draws.seal(desk, ROUNDS, round_id)
    return round_id


def at(dialog: DrawDialog) -> Stage:
    """The step shown now."""
    return dialog.stage


def message(dialog: DrawDialog, name: str) -> str:
    return dialog.seats[name].message.text()


def test_a_month_is_drawn_and_given_to_reviewers_in_seven_actions(
    office: Desk, screen: RegisterScreen, qtbot: QtBot
) -> None:
    """Story 4: Ctrl+N, the round, the pool sealed, dice, witnesses, the draw, the reviewers."""
    hand, shown = Tally(), list[int | None]()

    def walk(dialog: QDialog) -> None:
        assert isinstance(dialog, DrawDialog)
        assert dialog.seats["period"].editor.read() == "2015-05"
        hand.command(Key.Key_Return)
        assert dialog.pool.counted.text() == "候选 20 件　必查 2 件　随机 1 件　共抽 3 件"
        assert [row[0] for row in dialog.pool.table.rows[:3]] == ["必查", "必查", ""]
        hand.command(Key.Key_Return, CTRL)
        assert at(dialog) is Stage.DICE
        assert dialog.pool.sealed.when.text() == "已封存 2015-05-31　20 件"
        hand.field(DICE)
        hand.field(WITNESSES)
        hand.command(Key.Key_Return, CTRL)
        assert at(dialog) is Stage.LIST, dialog.said.text()
        assert dialog.list.thrown.text() == f"种子 {DICE}　见证人 {WITNESSES}　2015-05-31 抽取"
        assert [one.way for one in dialog.list.lines] == ["必查", "必查", "随机"]
        assert [one.proposed for one in dialog.list.lines] == [("叶学民", "刘涛")] * 3
        hand.command(Key.Key_Return)

    assert screen.bar.new.text() == "抽样"
    hand.actions += 1
    meanwhile(lambda: press(Key.Key_N, CTRL), walk)
    QApplication.processEvents()
    hand.tell("抽样")
    assert hand.actions <= 7
    settled(screen)
    meanwhile(lambda: press(Key.Key_N, CTRL), lambda dialog: shown.append(getattr(dialog, "round_id", 0)))
    assert shown == [None], "all of May is given out: the next round"
    board = screen.board
    assert isinstance(board, ScoreBoard)
    assert board.picker.words == "2015年5月"
    assert board.counted.text() == "3 件，已评 0"
    with office.facts() as facts:
        round_id = max(row["id"] for row in facts.live(ReviewRound.__tablename__))
        lines = draws.drawn(facts, round_id)
        assert draws.recheck(facts, round_id) == []
    review = loaded(office, REVIEWS, lines[0].review_id or 0)
    assert len(review.rows(Reviewer)) == 2
    assert screen.place.record_id == lines[0].review_id


def test_strata_and_counts_follow_what_is_typed(office: Desk, opened: Open) -> None:
    dialog = opened(month_round(office))
    assert at(dialog) is Stage.POOL
    assert [list(row) for row in dialog.pool.quotas.rows] == [["陈少华", "8", "0", "1"], ["张雪梅", "12", "2", "0"]]
    dialog.seats["ratio"].editor.take_focus()
    type_("50")
    assert [list(row) for row in dialog.pool.quotas.rows] == [["陈少华", "8", "0", "4"], ["张雪梅", "12", "2", "4"]]
    enter()
    type_("5")
    enter()
    type_("15")
    assert dialog.pool.counted.text() == "候选 20 件　必查 2 件　随机 13 件　共抽 15 件"
    press(Key.Key_Return, CTRL)
    assert at(dialog) is Stage.DICE, dialog.said.text()
    kept = loaded(office, ROUNDS, dialog.round_id or 0)
    assert (kept[ReviewRound.ratio], kept[ReviewRound.minimum], kept[ReviewRound.target]) == (50, 5, 15)


def test_a_large_draw_is_made_in_the_worker_and_nothing_is_pressed_meanwhile(
    office: Desk, opened: Open, qtbot: QtBot
) -> None:
    dialog = opened(month_round(office, ratio=100))
    assert dialog.pool.counted.text().endswith("共抽 20 件")
    press(Key.Key_Return, CTRL)
    type_(DICE)
    enter()
    type_(WITNESSES)
    press(Key.Key_Return, CTRL)
    assert (dialog.busy, dialog.said.text()) == (True, "正在抽取")
    dialog.carry_out()
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.busy and at(dialog) is Stage.LIST)
    assert len(dialog.list.lines) == 20
    assert focus() is dialog.list.table
    enter()
    qtbot.waitUntil(lambda: dialog.walked)
    assert dialog.outcome is not None
    assert dialog.outcome.said == "已给 20 件评查分配评查员"


def test_the_walk_goes_on_where_the_round_stands(office: Desk, opened: Open) -> None:
    round_id = sealed(office)
    assert (opened(None).stage, opened(None).round_id) == (Stage.DICE, round_id)
    draws.draw(office, ROUNDS, REVIEWS, round_id, DICE, WITNESSES)
    dialog = opened(None)
    assert (dialog.stage, dialog.round_id) == (Stage.LIST, round_id)
    assert dialog.typed == ""
    with office.facts() as facts:
        proposals = assigning.propose(facts, round_id) if facts else []
    assigning.assign(office, REVIEWS, proposals)
    assert (opened(None).stage, opened(None).round_id) == (Stage.ROUND, None)
    finished = opened(round_id)
    assert (finished.stage, finished.verb and finished.verb.text()) == (Stage.LIST, "完成")
    enter()
    assert finished.walked
    assert finished.outcome is None


def test_dice_are_digits_and_counted_and_refused_at_their_field(office: Desk, opened: Open) -> None:
    dialog = opened(sealed(office))
    press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert at(dialog) is Stage.DICE
    type_("35a26")
    dice = dialog.seats["seed"].editor
    assert (dice.read(), message(dialog, "seed")) == ("3526", "")
    assert dialog.seats["seed"].editor.line.suffix == "已填 4 位，还差 6 位"  # type: ignore[union-attr]
    press(Key.Key_Return, CTRL)
    assert message(dialog, "witnesses") == "! 没填见证人。填好再存"
    QApplication.processEvents()
    for seat in dialog.asked.values():
        assert seat.editor.height() >= seat.editor.minimumSizeHint().height(), "a message squeezes no field"
    dialog.seats["witnesses"].editor.take_focus()
    type_(WITNESSES)
    press(Key.Key_Return, CTRL)
    assert message(dialog, "seed") == "! 种子只有 4 位，至少掷 10 次再填"
    assert dialog.seats["seed"].editor.isAncestorOf(focus())
    press(Key.Key_Escape)
    assert dialog.isVisible()
    press(Key.Key_Escape)
    assert dialog.outcome is None
    assert loaded(office, ROUNDS, dialog.round_id or 0)[ReviewRound.state] == RoundState.SEALED


def test_a_pool_that_cannot_be_sealed_says_why(office: Desk, opened: Open) -> None:
    dialog = opened(None)
    dialog.seats["period"].editor.take_focus()
    type_("2015-03")
    assert dialog.name.text() == "2015年3月份案件质量评查"
    assert dialog.seats["from_on"].editor.read() == date(2015, 3, 1)
    assert dialog.seats["to_on"].editor.read() == date(2015, 3, 31)
    press(Key.Key_Return, CTRL)
    assert at(dialog) is Stage.POOL, dialog.said.text()
    assert dialog.name.text() == "2015年3月份案件质量评查"
    assert dialog.pool.hindrance.text().startswith("! 这段时间没有办结案件可抽")
    press(Key.Key_Return, CTRL)
    assert at(dialog) is Stage.POOL
    assert message(dialog, "ratio").startswith("! 这段时间没有办结案件可抽")
    press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert at(dialog) is Stage.ROUND
    press(Key.Key_Escape)
    assert dialog.outcome is not None


def test_a_second_round_of_a_month_is_refused_at_its_month(office: Desk, opened: Open) -> None:
    dialog = opened(None)
    dialog.seats["period"].editor.take_focus()
    type_("2015-04")
    press(Key.Key_Return, CTRL)
    assert at(dialog) is Stage.ROUND
    assert message(dialog, "period").startswith("! 2015-04 已有常规评查")


def test_who_must_stand_aside_is_said_and_others_can_be_named(office: Desk, opened: Open) -> None:
    with office.facts() as facts:
        handler = next(row["id"] for row in facts.live("officer") if row["name"] == "张雪梅")
    round_id = month_round(office, [handler])
    draws.seal(office, ROUNDS, round_id)
    draws.draw(office, ROUNDS, REVIEWS, round_id, DICE, WITNESSES)
    dialog = opened(round_id)
    assert dialog.list.told.text().endswith("还缺 2 名评查员（张雪梅是本案承办人）。在评查轮次里增加评查员")
    officer(office, "周文", "案件管理办公室")
    dialog.known.forget()
    dialog.list.team.take_focus()
    type_("zw")
    enter(2)
    assert dialog.list.table.hasFocus()
    assert dialog.list.lines[0].proposed == ("周文",)
    enter()
    assert dialog.outcome is not None
    assert dialog.outcome.said == "已给 3 件评查分配评查员"


def test_the_lists_are_shown_on_paper_by_one_key(office: Desk, opened: Open, jobs: Jobs, qtbot: QtBot) -> None:
    dialog = opened(sealed(office))
    with previewing() as shown:
        press(Key.Key_P, CTRL)
        qtbot.waitUntil(lambda: len(shown) == 1)
        draws.draw(office, ROUNDS, REVIEWS, dialog.round_id or 0, DICE, WITNESSES)
        opened(dialog.round_id)
        press(Key.Key_P)
        qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown == ["打印预览 — 候选名单", "打印预览 — 抽取名单"]


def test_a_round_without_standard_leads_back_to_it(office: Desk, opened: Open) -> None:
    dialog = opened(month_round(office, standard_id=None))
    press(Key.Key_Return, CTRL)
    assert at(dialog) is Stage.ROUND
    assert message(dialog, "standard_id") == "! 没选评分标准。选好再封存"


def test_a_round_that_is_over_is_not_drawn_again(office: Desk, opened: Open) -> None:
    with office.facts() as facts:
        april = min(row["id"] for row in facts.live(ReviewRound.__tablename__))
    with pytest.raises(Refusal, match="不再抽样"):
        opened(april)


def test_another_round_is_picked_by_key_and_typing_is_not_lost(office: Desk, opened: Open) -> None:
    round_id = sealed(office)
    dialog = opened(None)
    press(Key.Key_PageDown, CTRL)
    assert (dialog.round_id, dialog.stage) == (None, Stage.ROUND)
    press(Key.Key_PageUp, CTRL)
    assert (dialog.round_id, dialog.stage) == (round_id, Stage.DICE)
    type_("35")
    press(Key.Key_PageDown, CTRL)
    assert dialog.round_id == round_id
    assert dialog.seats["seed"].editor.read() == "35"
    assert "填了还没存" in dialog.said.text()


def test_case_numbers_of_the_list_are_those_of_the_draw(office: Desk, opened: Open) -> None:
    round_id = sealed(office)
    draws.draw(office, ROUNDS, REVIEWS, round_id, DICE, WITNESSES)
    dialog = opened(round_id)
    assert {one.line.number for one in dialog.list.lines[:2]} == {case_no(4), case_no(9)}
    assert loaded(office, REVIEWS, dialog.list.lines[0].line.review_id or 0)[CaseReview.must] == "不起诉"
