"""Freezes and the account by keyboard: renewed, released, taking effect; the books of a case mended from one window."""

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.seizures import CustodyEvent, Freeze, FreezeRenewal
from desktop_app.registers.accounts import FREEZES, MONEY
from desktop_app.registers.custody import EVENTS
from desktop_app.rules.vocabulary import CustodyAct, Disposal, FreezeState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.custody.money_book import MoneyBookDialog
from desktop_app.views.custody.money_mend import MendDialog
from desktop_app.views.custody.releasing import EffectDialog, ReleaseDialog
from desktop_app.views.custody.renewing import RenewDialog
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.rows import in_lines
from desktop_app.views.register.known import Known
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, enter, press, settled, type_
from tests.kit.office import loaded, officer
from tests.kit.property import CASE, event, freeze, item, money, taking

Shown = TypeVar("Shown", bound=Dialog)
Key = Qt.Key
FROM, ENDS = date(2014, 12, 8), date(2015, 6, 8)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def chief(desk: Desk) -> int:
    return officer(desk, "周敏")


def shown(dialog: Shown, qtbot: QtBot) -> Shown:
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def test_a_renewal_is_a_paper_number_and_a_name(desk: Desk, chief: int, qtbot: QtBot) -> None:
    account = freeze(desk, ENDS, from_on=FROM, paper_no="清检冻〔2014〕9号")
    dialog = shown(RenewDialog(None, Known(desk), Recent(), account), qtbot)
    assert "再冻结 183 天" in dialog.effect.text()
    assert "一次最长 6 个月（最迟 2015-12-08" in dialog.effect.text()
    type_("清检续冻〔2015〕1号")
    enter()
    type_("zm")
    enter()
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    draft = loaded(desk, FREEZES, account)
    (row,) = draft.rows(FreezeRenewal)
    assert (draft[Freeze.to_on], row["approver_id"], row["renewed_on"]) == (date(2015, 12, 8), chief, desk.today)


def test_one_that_ran_out_says_so_and_asks_for_the_day_it_was_done(desk: Desk, chief: int, qtbot: QtBot) -> None:
    account = freeze(desk, date(2015, 5, 12))
    dialog = shown(RenewDialog(None, Known(desk), Recent(), account), qtbot)
    assert dialog.seats["renewed_on"].editor.read() is None
    for name, value in (("renewed_on", desk.today), ("paper_no", "1号"), ("approver_id", chief)):
        dialog.seats[name].editor.show_value(value)
    dialog.carry_out()
    assert dialog.outcome is None
    assert "重新冻结" in dialog.seats["renewed_on"].message.text()


def test_released_and_waiting_ones_are_refused_with_what_to_do(desk: Desk) -> None:
    done = freeze(desk, ENDS, released_on=date(2015, 5, 25))
    waits = freeze(desk, ENDS, "62284*****0002", behind="县公安局")
    known = Known(desk)
    with pytest.raises(Refusal, match="解除，不能续冻"):
        RenewDialog(None, known, Recent(), done)
    with pytest.raises(Refusal, match="Alt\\+W"):
        RenewDialog(None, known, Recent(), waits)
    with pytest.raises(Refusal, match="已于 2015-05-25 解除"):
        ReleaseDialog(None, known, Recent(), done)


def test_the_one_behind_takes_effect_on_the_day_of_the_release(desk: Desk, qtbot: QtBot) -> None:
    first = freeze(desk, ENDS, from_on=FROM, paper_no="清检冻〔2014〕9号")
    given = {"case_no": CASE, "account": "62284*****0009", "owner": "候某", "behind": "清检冻〔2014〕9号"}
    behind = records.save(desk, FREEZES, new_draft(Freeze, given)).ids[0]
    release = shown(ReleaseDialog(None, Known(desk), Recent(), first), qtbot)
    type_("清检解冻〔2015〕2号")
    press(Key.Key_Return, CTRL)
    assert release.outcome is not None
    assert "在轮候" in release.outcome.said
    effect = shown(EffectDialog(None, Known(desk), Recent(), behind), qtbot)
    assert effect.seats["from_on"].editor.read() == desk.today
    assert effect.seats["to_on"].editor.read() == date(2015, 11, 30)
    press(Key.Key_Return, CTRL)
    draft = loaded(desk, FREEZES, behind)
    assert (draft[Freeze.state], draft[Freeze.to_on]) == (FreezeState.LIVE, date(2015, 11, 30))


def two_books(desk: Desk) -> tuple[int, int, int]:
    """One case with an event no line tells and a payment no disposal tells, another that agrees."""
    head, other = taking(desk), taking(desk, "清源检诉受[2015]61902300021号")
    for of in (head, other):
        cash = item(desk, of, "人民币", category="现金", unit="元", quantity=500_000, amount=500_00)
        event(desk, cash, CustodyAct.DEPOSITED, date(2015, 5, 12), 500_000, amount=500_00)
    money(desk, date(2015, 5, 12), income=500_00, case_no="清源检诉受[2015]61902300021号")
    paid = money(desk, date(2015, 5, 22), outgo=500_00, said="返还被害人")
    return head, other, paid


def test_what_is_missing_of_a_case_is_entered_from_its_book(desk: Desk, chief: int, qtbot: QtBot) -> None:
    _, _, paid = two_books(desk)
    keeper, handler = officer(desk, "苏婉清", "案件管理办公室"), officer(desk, "何静宜")
    dialog = shown(MoneyBookDialog(None, Known(desk), Recent(), paid), qtbot)
    assert dialog.book.case == CASE
    assert dialog.state.text().startswith("! 1 笔流水没有专户收支　◆ 1 笔收支没有保管流水")
    counted = "全部对不上的 1 案：1 笔收支没有保管流水，1 笔流水没有专户收支"
    assert dialog.state.text().endswith(counted), "lines, as the chip 缺保管流水 counts them, told apart from cases"
    dialog.table.selectRow(1)
    dialog.mend()
    assert [row.texts[2] for row in dialog.rows] == ["返还被害人", "人民币存入专户"]
    dialog.table.selectRow(0)

    def fill(mending: object) -> None:
        assert isinstance(mending, MendDialog)
        assert mending.seats["way"].editor.read() is Disposal.VICTIM
        given = {"basis": "清检决〔2015〕3号", "outside": "韩某", "approver_id": chief, "giver_id": keeper}
        for name, value in {**given, "taker_id": handler}.items():
            mending.seats[name].editor.show_value(value)
        mending.carry_out()

    meanwhile(dialog.mend, fill)
    assert dialog.book.agrees, dialog.said.text()
    assert dialog.state.text() == "账账相符　各案都对上了"
    with desk.facts() as facts:
        gone = [row for row in facts.live(EVENTS.kind) if row["act"] == CustodyAct.DISPOSED]
    assert [(row["amount"], row["way"]) for row in gone] == [(500_00, Disposal.VICTIM)]
    assert dialog.outcome is not None
    assert dialog.outcome.kind == CustodyEvent.__tablename__


def test_cases_are_leafed_through_and_the_next_that_differs_found(desk: Desk, qtbot: QtBot) -> None:
    two_books(desk)
    with desk.facts() as facts:
        good = next(row["id"] for row in facts.live(MONEY.kind) if row["income"])
    dialog = shown(MoneyBookDialog(None, Known(desk), Recent(), good), qtbot)
    assert (dialog.book.agrees, dialog.verb.isEnabled()) == (True, False)
    press(Key.Key_F3)
    assert dialog.book.case == CASE
    press(Key.Key_PageDown)
    assert dialog.book.agrees
    press(Key.Key_PageUp)
    assert not dialog.book.agrees


def test_a_renewal_stands_in_lines_no_wider_than_the_panel() -> None:
    (group,) = [part for part in FREEZES.parts if part.part is FreezeRenewal]
    fields = group.fields
    assert [[item.label for item in fields[at]] for at in in_lines(fields)] == [
        ["办理日期", "原到期"],
        ["续至", "文书号", "批准人"],
        ["原因"],
    ]
