"""承办人意见, 转问题 and 定级 by keyboard."""

from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.reviews import CaseReview, Reviewer, ReviewFinding
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import HandlerReply, ReviewState
from desktop_app.services import records, reviews
from desktop_app.services.desk import Desk
from desktop_app.services.score_sheets import defects, put
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.review.converting import IssueDialog
from desktop_app.views.review.grading import GradeDialog
from desktop_app.views.review.replying import ReplyDialog
from tests.kit.keys import CTRL, enter, focus, press, settled, type_
from tests.kit.office import loaded, officer
from tests.kit.score_board import Hall

Shown = TypeVar("Shown", bound=VerbDialog)
SENT = date(2015, 5, 15)


def shown(dialog: Shown, qtbot: QtBot, qapp: QApplication) -> Shown:
    theme.apply(qapp)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def sent(desk: Desk, review_id: int, *codes: str) -> None:
    """Reviewed with these defects and told to the handler on 15 May."""
    records.move(desk, REVIEWS, loaded(desk, REVIEWS, review_id), "开始评查")
    draft = loaded(desk, REVIEWS, review_id)
    with desk.facts() as facts:
        known = {one.code: one for one in defects(facts, draft[CaseReview.standard_id])}
    for code in codes:
        put(draft, known[code].finding())
    records.move(desk, REVIEWS, draft, "提交反馈", asked={"reviewed_on": SENT, "sent_on": SENT})


@pytest.fixture
def review_id(desk: Desk, hall: Hall) -> int:
    """A review with two deductions and a hint, waiting for the handler."""
    sent(desk, hall.reviews[0], "A03", "F01")
    return hall.reviews[0]


def seen(desk: Desk, review_id: int) -> Any:
    return loaded(desk, REVIEWS, review_id)


def test_silence_over_the_days_is_recorded_by_one_key(
    desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication
) -> None:
    dialog = shown(ReplyDialog(None, Known(desk), Recent(), review_id), qtbot, qapp)
    assert dialog.verb is not None
    assert dialog.verb.text() == "期满未反馈，按无异议"
    assert [*dialog.asked] == ["answer"]
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    assert seen(desk, review_id)[CaseReview.answer] is HandlerReply.SILENT


def test_silence_within_the_days_is_refused(
    desk: Desk, clock: TurnedClock, review_id: int, qtbot: QtBot, qapp: QApplication
) -> None:
    clock.day = date(2015, 5, 18)
    dialog = shown(ReplyDialog(None, Known(desk), Recent(), review_id), qtbot, qapp)
    assert not dialog.overdue
    type_("2")
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is None
    assert "还没过" in dialog.said.text()


def test_agreement_takes_a_digit_and_the_key(desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication) -> None:
    dialog = shown(ReplyDialog(None, Known(desk), Recent(), review_id), qtbot, qapp)
    type_("1")
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    kept = seen(desk, review_id)
    assert (kept[CaseReview.answer], kept[CaseReview.replied_on]) == (HandlerReply.AGREED, desk.today)


def test_an_objection_needs_its_words_and_opens_the_review_to_others(
    desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication
) -> None:
    dialog = shown(ReplyDialog(None, Known(desk), Recent(), review_id), qtbot, qapp)
    type_("3")
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.seats["reply"].message.text() == "! 没写异议内容。逐项写明异议再登记"
    type_("告知书在副卷")
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    kept = seen(desk, review_id)
    assert (kept[CaseReview.state], kept[CaseReview.reply]) == (ReviewState.OBJECTED, "有异议：告知书在副卷")


def test_deductions_become_problems_by_one_key_and_are_not_offered_again(
    desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication
) -> None:
    dialog = shown(IssueDialog(None, Known(desk), Recent(), review_id), qtbot, qapp)
    assert dialog.verb is not None
    assert dialog.verb.text() == "生成问题 2 条"
    press(Qt.Key.Key_Space)
    assert dialog.verb.text() == "生成问题 1 条"
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    kept = [row["issue_id"] for row in seen(desk, review_id).rows(ReviewFinding)]
    assert kept == [None, *dialog.outcome.ids]
    again = shown(IssueDialog(None, Known(desk), Recent(), review_id), qtbot, qapp)
    assert [box.isEnabled() for box in again.boxes.values()] == [True, False]


def test_a_review_without_findings_has_nothing_to_make_problems_of(
    desk: Desk, hall: Hall, qtbot: QtBot, qapp: QApplication
) -> None:
    sent(desk, hall.reviews[1])
    with pytest.raises(Refusal, match="没有扣分可转问题"):
        IssueDialog(None, Known(desk), Recent(), hall.reviews[1])


def grading(desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication) -> GradeDialog:
    return shown(GradeDialog(None, Known(desk), Recent(), review_id), qtbot, qapp)


def test_another_grade_than_suggested_asks_why(desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication) -> None:
    reviews.record_silence(desk, REVIEWS, [review_id])
    dialog = grading(desk, review_id, qtbot, qapp)
    assert dialog.row.buttons[0].text() == "优质（建议）  1"
    assert "grade_reason" not in dialog.asked
    type_("2")
    assert dialog.verb is not None
    assert dialog.verb.text() == "定为合格"
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.seats["grade_reason"].message.text() == "! 没填理由。填好再存"
    type_("告知超期属程序瑕疵")
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    kept = seen(desk, review_id)
    assert (kept[CaseReview.state], kept[CaseReview.grade]) == (ReviewState.GRADED, "合格")
    assert (kept[CaseReview.decided_by], kept[CaseReview.grade_reason]) == ("检察长", "告知超期属程序瑕疵")


def test_the_committee_is_asked_for_where_the_scheme_says_so(
    desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication
) -> None:
    reviews.record_silence(desk, REVIEWS, [review_id])
    dialog = grading(desk, review_id, qtbot, qapp)
    assert dialog.why.text() == "◆ “优质”须检委会审定"
    assert "committee_opinion" in dialog.asked
    assert dialog.seats["decided_by"].editor.read() == "检委会"
    type_("2")
    assert dialog.seats["decided_by"].editor.read() == "检察长"
    assert "committee_opinion" not in dialog.asked
    type_("1")
    dialog.seats["committee_opinion"].editor.take_focus()
    type_("同意定为优质")
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    assert seen(desk, review_id)[CaseReview.committee_opinion] == "同意定为优质"


def test_an_objected_review_is_decided_after_others_looked_into_it(
    desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication
) -> None:
    other = officer(desk, "魏承志", "反贪污贿赂局")
    reviews.answer(desk, REVIEWS, review_id, "告知书在副卷", desk.today, objects=True)
    dialog = grading(desk, review_id, qtbot, qapp)
    assert dialog.windowTitle() == "复评定级"
    type_("wcz")
    enter()
    type_("副卷核实，维持")
    enter()
    assert focus() is dialog.row
    type_("2")
    for name, text in (("grade_reason", "程序瑕疵"), ("committee_opinion", "同意")):
        dialog.seats[name].editor.take_focus()
        type_(text)
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    kept = seen(desk, review_id)
    assert (kept[CaseReview.state], kept[CaseReview.grade]) == (ReviewState.GRADED, "合格")
    assert [(row["officer_id"], row["turn"]) for row in kept.rows(Reviewer)][-1] == (other, 2)


def test_without_the_handlers_answer_nothing_is_decided(
    desk: Desk, review_id: int, qtbot: QtBot, qapp: QApplication
) -> None:
    dialog = grading(desk, review_id, qtbot, qapp)
    type_("2")
    dialog.seats["grade_reason"].editor.take_focus()
    type_("理由")
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is None
    assert dialog.said.text().startswith("没有承办人意见")
