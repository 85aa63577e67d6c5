"""投票与评定 by keyboard: put forward, vote, choose, confirm."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.reviews import Contest
from desktop_app.rules.vocabulary import BestWorst, ContestState
from desktop_app.services.candidates import ranking
from desktop_app.services.contest_minutes import Entry, hold
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.contest_dialogs import ContestDialog, ask_contest
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.contests import LAWS, Q1, Hall, contest, hall, minutes, nominee, quarter, seen
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, enter, press, settled, type_

BEST, WORST = BestWorst.BEST, BestWorst.WORST
Key = Qt.Key


@pytest.fixture
def who(desk: Desk, qapp: QApplication) -> Hall:
    theme.apply(qapp)
    return hall(desk)


@pytest.fixture
def cases(desk: Desk, who: Hall) -> dict[int, str]:
    return quarter(desk, who)


def shown(desk: Desk, contest_id: int, qtbot: QtBot) -> ContestDialog:
    dialog = ContestDialog(None, Known(desk), Recent(), contest_id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def column(dialog: ContestDialog, at: int) -> list[str]:
    return [dialog.rows.text(line, at) for line in dialog.rows.lines]  # type: ignore[arg-type]


def standing(desk: Desk, category: BestWorst) -> list[tuple[str, int | None, bool]]:
    with desk.facts() as facts:
        return [(one.case_no[-4:-1], one.votes, one.chosen) for one in ranking(facts, Q1, category)]


def test_a_contest_from_first_candidate_to_confirmation_without_the_mouse(
    desk: Desk, who: Hall, cases: dict[int, str], qtbot: QtBot
) -> None:
    contest_id = contest(desk)
    dialog = shown(desk, contest_id, qtbot)
    for initials in ("xsy", "mjy", "zxm"):
        type_(initials)
        enter()
    enter()
    type_("4.10")
    enter()
    assert dialog.table.hasFocus()
    press(Key.Key_Space)
    type_("3")
    enter()
    press(Key.Key_Down)
    press(Key.Key_Space)
    enter()
    type_("xsy")
    enter()
    assert [line.chosen for line in dialog.rows.lines] == [True, False, False]
    press(Key.Key_2, ALT)
    assert column(dialog, 2) == [cases[5], cases[4], cases[6]]
    press(Key.Key_Space)
    enter()
    type_("全票")
    enter()
    press(Key.Key_End)
    press(Key.Key_Down, times=2)
    enter()
    for text in ("领导小组", "4.12"):
        type_(text)
        enter()
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    assert dialog.outcome.said == "已确认 PX-01 2015年第一季度最佳、最差案件评选"
    assert standing(desk, BEST) == [("001", 3, True), ("002", 1, False)]
    assert standing(desk, WORST) == [("005", 3, True)]
    made = seen(desk, contest_id)
    assert (made[Contest.meeting_on], made[Contest.confirmed_on], made[Contest.confirmed_by]) == (
        date(2015, 4, 10),
        date(2015, 4, 12),
        "领导小组",
    )
    with pytest.raises(Refusal, match="已确认，不再改"):
        shown(desk, contest_id, qtbot)
    meanwhile(lambda: ask_contest(None, Known(desk), Recent(), contest_id), lambda dialog: dialog.reject())


def test_a_voting_sheet_of_old_needs_no_more_than_the_confirmation(
    desk: Desk, who: Hall, cases: dict[int, str], qtbot: QtBot
) -> None:
    for serial, voters in ((1, who.judges), (2, who.judges[:1])):
        nominee(desk, BEST, cases[serial], voters)
    nominee(desk, WORST, cases[5], who.judges[:2])
    dialog = shown(desk, contest(desk), qtbot)
    assert [row["officer_id"] for row in dialog.judges.readable()] == sorted(who.judges)
    assert dialog.classes[BEST].told.text() == "✓ 第1号盗窃案　3 票"
    assert column(dialog, 11)[:2] == ["3 票　萧思源、马静怡、张雪梅", "1 票　萧思源"]
    press(Key.Key_Return, CTRL)
    assert dialog.seats["confirmed_by"].message.text() == "! 没填确认机构。选领导小组或检委会"
    type_("领导小组")
    enter()
    type_("4.12")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    assert standing(desk, WORST) == [("005", 2, True)]


def test_equals_wait_for_the_leading_group_and_its_reason(
    desk: Desk, who: Hall, cases: dict[int, str], qtbot: QtBot
) -> None:
    for serial in (2, 3):
        nominee(desk, BEST, cases[serial], who.judges[:2])
    contest_id = contest(desk)
    dialog = shown(desk, contest_id, qtbot)
    assert dialog.classes[BEST].told.text() == "◆ 同票 2 件，由领导小组决定：按 F6 评定，或写空缺理由"
    assert column(dialog, 11)[1].startswith("2 票 同票")
    press(Key.Key_F6)
    assert dialog.classes[BEST].caption.text() == "决定理由"
    press(Key.Key_S, CTRL)
    assert dialog.said.text().endswith("同得 2 票，同票由领导小组决定。写明决定的理由")
    assert dialog.classes[BEST].why.hasFocus()
    type_("补充侦查扎实")
    press(Key.Key_S, CTRL)
    assert dialog.outcome is not None
    assert standing(desk, BEST) == [("002", 2, True), ("003", 2, False)]
    assert seen(desk, contest_id)[Contest.state] == ContestState.VOTING
    again = shown(desk, contest_id, qtbot)
    assert again.classes[BEST].why.text() == "补充侦查扎实"


def test_an_empty_class_says_why(desk: Desk, who: Hall, cases: dict[int, str], qtbot: QtBot) -> None:
    contest_id = contest(desk)
    hold(desk, LAWS, contest_id, minutes(who, Entry(BEST, cases[1], 3)))
    dialog = shown(desk, contest_id, qtbot)
    for text in ("领导小组", "4.12"):
        dialog.seats["confirmed_by" if text[0] == "领" else "confirmed_on"].editor.take_focus()
        type_(text)
    press(Key.Key_Return, CTRL)
    assert dialog.said.text().startswith("最差没有评定案件，也没写空缺理由")
    assert dialog.classes[WORST].why.hasFocus()
    type_("本季没有不合格案件")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    assert seen(desk, contest_id)[Contest.worst_void] == "本季没有不合格案件"


def test_votes_that_cannot_be_read_stay_in_the_cell_and_count_not(
    desk: Desk, who: Hall, cases: dict[int, str], qtbot: QtBot
) -> None:
    nominee(desk, BEST, cases[1], who.judges)
    dialog = shown(desk, contest(desk), qtbot)
    type_("9")
    enter()
    assert dialog.said.text() == "得票 9 多于评委 3 人。核对票数或评委"
    assert (column(dialog, 11)[0], dialog.rows.lines[0].votes) == ("9", 3)
    press(Key.Key_S, CTRL)
    assert dialog.outcome is None
    assert "没有读懂" in dialog.said.text()
    enter()
    type_("zxm")
    enter()
    assert dialog.said.text().startswith("◆ 张雪梅 投了本人承办的")
    assert dialog.rows.lines[0].votes == 1
    enter()
    type_("8")
    press(Key.Key_Escape)
    assert dialog.rows.lines[0].votes == 1


def test_one_too_many_is_refused_at_the_foot(desk: Desk, who: Hall, cases: dict[int, str], qtbot: QtBot) -> None:
    nominee(desk, BEST, cases[1], who.judges)
    dialog = shown(desk, contest(desk, most=1), qtbot)
    press(Key.Key_Down)
    press(Key.Key_F6)
    assert dialog.said.text() == "没有提名的案件不能评定。先按 Space 提名"
    type_("3")
    assert dialog.said.text() == "没有提名的案件不计票。先按 Space 提名"
    press(Key.Key_Space)
    assert dialog.said.text() == "最佳已提名 1 件，到了限报数。先去掉一件，或在评选里改“每类限报”"
    assert [line.nominated for line in dialog.rows.lines] == [True, False, False]
    press(Key.Key_Up)
    press(Key.Key_Space)
    assert not dialog.rows.lines[0].chosen
    press(Key.Key_Escape)
    assert dialog.isVisible()
    press(Key.Key_Escape)
    assert dialog.outcome is None


def test_a_strange_case_of_an_old_sheet_stands_below_with_what_it_is(
    desk: Desk, who: Hall, cases: dict[int, str], qtbot: QtBot
) -> None:
    nominee(desk, WORST, cases[1], who.judges[:1])
    nominee(desk, WORST, "清源检诉受[2014]61902300999号")
    dialog = shown(desk, contest(desk), qtbot)
    press(Key.Key_2, ALT)
    assert column(dialog, 10)[3:] == ["审定为优质", "本季没有审定等次"]
    assert column(dialog, 1)[3:] == ["—", "—"]


def test_a_judge_taken_away_no_longer_votes(desk: Desk, who: Hall, cases: dict[int, str], qtbot: QtBot) -> None:
    nominee(desk, BEST, cases[1], who.judges)
    dialog = shown(desk, contest(desk), qtbot)
    dialog.judges.show_value([{"officer_id": who.judges[0]}])
    press(Key.Key_S, CTRL)
    assert "不在评委里。补上评委，或改得票" in dialog.said.text()
