"""提名, 评分与评定 by keyboard: put forward within the quota, mark judge by judge, tie decided, approved."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.dossiers import DossierAward
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services import awards
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.award_dialogs import ScoreDialog, ask_scores, start_scoring
from desktop_app.views.award_nominating import NominationDialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.awards import Jury, award, begun, checked, codes, jury, nominated, seen
from tests.kit.cases import case, case_no
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, enter, press, settled, type_

Key = Qt.Key


@pytest.fixture
def who(desk: Desk, qapp: QApplication) -> Jury:
    theme.apply(qapp)
    return jury(desk)


def scoring(desk: Desk, award_id: int, qtbot: QtBot) -> ScoreDialog:
    dialog = ScoreDialog(None, Known(desk), Recent(), award_id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def nominating(desk: Desk, award_id: int, qtbot: QtBot) -> NominationDialog:
    dialog = NominationDialog(None, Known(desk), Recent(), award_id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def key(*marks: str) -> None:
    """Marks as the fingers type them: each key where the cursor is by then, Enter after each mark."""
    for mark in marks:
        for digit in mark:
            type_(digit)
        enter()


def column(dialog: ScoreDialog, at: int) -> list[str]:
    return [dialog.rows.text(line, at) for line in dialog.rows.marking.lines]


def test_dossiers_are_put_forward_within_the_quota_and_one_by_its_number(desk: Desk, who: Jury, qtbot: QtBot) -> None:
    for serial in (1, 2, 3, 4, 6):
        checked(desk, who, serial)
    case(desk, 7, [who.handlers[1]])
    award_id = award(desk, who)
    nominated(desk, award_id, 1)
    dialog = nominating(desk, award_id, qtbot)
    assert dialog.verb is not None
    assert [row[1][-4:-1] for row in dialog.rows._rows] == ["001", "003", "002", "004", "006"]
    assert (dialog.table.hasFocus(), dialog.verb.text()) == (True, "提名 1 卷")
    press(Key.Key_Space)
    press(Key.Key_Down, times=2)
    enter()
    type_("证据卷规范")
    enter()
    press(Key.Key_Space)
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert dialog.said.text().startswith("公诉已提名 2 卷，到了限报数")
    press(Key.Key_F, CTRL)
    type_(case_no(7))
    enter()
    assert dialog.table.hasFocus()
    press(Key.Key_Space)
    assert dialog.counts.text() == "已勾选 3 卷：侦监 1、公诉 2"
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    assert dialog.outcome.said == "已提名 3 卷，撤回 1 卷"
    assert sorted(codes(desk, award_id)) == sorted(case_no(serial) for serial in (2, 4, 7))


def test_a_sheet_is_marked_judge_by_judge_and_approved_without_the_mouse(desk: Desk, who: Jury, qtbot: QtBot) -> None:
    award_id, _ = begun(desk, who, places=1)
    with desk.facts() as facts:
        order = [line.case_no for line in awards.sheet(facts, award_id).lines]
    dialog = scoring(desk, award_id, qtbot)
    assert dialog.table.at() == (0, 2)
    key("95", "93.5", "90", "101")
    assert dialog.said.text() == "萧思源评 04 号的分 101 超过满分 100。核对后改正"
    assert dialog.table.at() == (3, 2)
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is None
    type_("9")
    type_("5")
    press(Key.Key_Tab)
    assert dialog.table.at() == (3, 3)
    dialog.table.go(0, 3)
    key(*("95", "93.5", "90", "95") * 2)
    assert column(dialog, 6) == ["95.00", "93.50", "90.00", "95.00"]
    assert column(dialog, 7) == ["1 并列", "3", "4", "1 并列"]
    assert dialog.short.text() == "◆ 01、04 号同分超过名额，按 F6 定，写明理由"
    dialog.table.go(0, 2)
    dialog.table.setFocus()
    press(Key.Key_F6)
    assert not dialog.why.isHidden()
    press(Key.Key_Return, CTRL)
    assert dialog.said.text() == "01、04 号平均分相同，超过表彰名额 1 卷。写明决定的理由"
    assert dialog.why.hasFocus()
    type_("法律文书说理充分")
    enter()
    press(Key.Key_Return, CTRL)
    assert dialog.seats["approved_by"].message.text() == "! 没填审批机构。填好再审批"
    type_("检委会")
    enter()
    type_("5.30")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    row = seen(desk, award_id)
    assert (row[DossierAward.state], row[DossierAward.approved_on]) == (AwardState.APPROVED, date(2015, 5, 30))
    assert row[DossierAward.note] == "名次以外的决定：法律文书说理充分"
    with desk.facts() as facts:
        chosen = [row.case_no for row in awards.entries(facts.session, award_id) if row.chosen]
    assert chosen == order[:1]
    meanwhile(lambda: ask_scores(None, Known(desk), Recent(), award_id), lambda dialog: dialog.reject())


def test_a_barred_cell_is_passed_over_and_takes_no_mark(desk: Desk, who: Jury, qtbot: QtBot) -> None:
    jury_of_three = Jury(who.handlers, (who.judges[0], who.handlers[0], who.judges[1]))
    award_id, _ = begun(desk, jury_of_three)
    dialog = scoring(desk, award_id, qtbot)
    own = [at for at, line in enumerate(dialog.rows.marking.lines) if line.department == "公诉"]
    visited = []
    dialog.table.go(0, 3 if 0 not in own else 2)
    dialog.table.go_first()
    for _ in range(9):
        visited.append(dialog.table.at())
        press(Key.Key_Tab)
    assert len(set(visited)) == 9
    assert not {(at, 3) for at in own} & set(visited)
    dialog.table.go(own[0], 3)
    dialog.table.setFocus()
    type_("9")
    assert dialog.said.text().endswith("本部门案卷，应回避，不评分")
    press(Key.Key_S, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    assert dialog.outcome.said.startswith("已登记 ")


def test_the_ranks_propose_until_the_officer_chooses_himself(desk: Desk, who: Jury, qtbot: QtBot) -> None:
    award_id, _ = begun(desk, who, places=1)
    dialog = scoring(desk, award_id, qtbot)
    for _ in who.judges:
        key("95", "93", "90", "91")
    assert dialog.chosen.text() == "评定优秀 1 卷：01 号（第 1 名）"
    dialog.table.go(1, 2)
    dialog.table.setFocus()
    press(Key.Key_F6)
    assert dialog.said.text().startswith("表彰名额 1 卷，选了 2 卷")
    dialog.table.go(0, 2)
    press(Key.Key_F6)
    assert dialog.chosen.text() == "还没有评定优秀案卷"
    press(Key.Key_F5)
    assert dialog.chosen.text() == "评定优秀 1 卷：01 号（第 1 名）"
    assert column(dialog, 1) == ["审查起诉"] * 4
    press(Key.Key_F4)
    assert all("盗窃案" in text for text in column(dialog, 1))


def test_the_marking_begins_by_its_step_or_says_what_lacks(desk: Desk, who: Jury, qtbot: QtBot) -> None:
    award_id = award(desk, who)
    checked(desk, who, 1)
    meanwhile(lambda: start_scoring(None, Known(desk), Recent(), award_id), lambda dialog: dialog.reject())
    nominated(desk, award_id, 1)
    with pytest.raises(Refusal, match="还没有开始评分"):
        scoring(desk, award_id, qtbot)
    done = start_scoring(None, Known(desk), Recent(), award_id)
    assert done is not None
    assert codes(desk, award_id) == {case_no(1): "01"}
    with pytest.raises(Refusal, match="参评案卷不再增减"):
        nominating(desk, award_id, qtbot)
