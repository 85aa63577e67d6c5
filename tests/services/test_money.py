"""Mending the books: the line an event lacks in one act, the event a payment lacks from what lies in the account."""

from datetime import date

import pytest

from desktop_app.figures.engine import Question
from desktop_app.figures.money import CaseBook, books
from desktop_app.models.seizures import CustodyEvent, MoneyEntry
from desktop_app.registers.accounts import MONEY
from desktop_app.registers.custody import EVENTS
from desktop_app.rules.vocabulary import CustodyAct, Disposal, MoneyKind
from desktop_app.services.custody_acts import Approval, Hands
from desktop_app.services.desk import Desk
from desktop_app.services.money import Proposal, book_line, mend, proposed
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded, officer
from tests.kit.property import CASE, event, item, money, taking

IN, OUT, DAY = date(2015, 5, 12), date(2015, 5, 22), date(2015, 5, 31)


def the_book(desk: Desk, day: date = DAY, case: str = CASE) -> CaseBook:
    with desk.store.read() as session:
        return books(Question(session, day))[case]


def cash(desk: Desk, head: int, yuan: int) -> int:
    """Cash of so many yuan, counted in yuan."""
    return item(desk, head, "人民币", category="现金", unit="元", quantity=yuan * 1_000, amount=yuan * 100)


def deposited(desk: Desk, head: int, yuan: int) -> int:
    """Cash that lies in the account, its line entered."""
    found = cash(desk, head, yuan)
    event(desk, found, CustodyAct.DEPOSITED, IN, yuan * 1_000, amount=yuan * 100)
    money(desk, IN, income=yuan * 100, said="孟双喜扣押款存入专户", kind=None)
    return found


def asked(desk: Desk, entry: int) -> Proposal:
    with desk.facts() as facts:
        return proposed(facts, entry)


@pytest.fixture
def hands(desk: Desk) -> Hands:
    return Hands(OUT, officer(desk, "苏婉清", "案件管理办公室"), officer(desk, "何静宜"), "韩某（被害人）")


@pytest.fixture
def paper(desk: Desk) -> Approval:
    return Approval("清检审〔2015〕2号", officer(desk, "周敏"))


def test_a_line_is_told_what_it_is_and_what_is_written_stays(desk: Desk) -> None:
    told = money(desk, IN, income=100_00, said="专户一季度利息")
    kept = money(desk, IN, income=100_00, said="专户一季度利息", kind=MoneyKind.DEPOSIT)
    assert [loaded(desk, MONEY, one)[MoneyEntry.kind] for one in (told, kept)] == [
        MoneyKind.INTEREST,
        MoneyKind.DEPOSIT,
    ]


def test_an_event_without_a_line_gets_it_by_one_act(desk: Desk) -> None:
    thing = cash(desk, taking(desk), 500)
    event(desk, thing, CustodyAct.DEPOSITED, IN, 500_000, amount=500_00)
    book = the_book(desk)
    (move,) = book.unbooked
    done = book_line(desk, MONEY, move.event, move.sum)
    line = loaded(desk, MONEY, done.ids[0])
    assert (line[MoneyEntry.income], line[MoneyEntry.kind], line[MoneyEntry.item_id], line[MoneyEntry.booked_on]) == (
        500_00, MoneyKind.DEPOSIT, thing, IN,
    )  # fmt: skip
    assert the_book(desk).agrees
    undo(desk.store)
    assert len(the_book(desk).unbooked) == 1


def test_a_payment_without_a_disposal_names_the_items_that_make_it_up(
    desk: Desk, hands: Hands, paper: Approval
) -> None:
    head = taking(desk)
    things = [deposited(desk, head, yuan) for yuan in (461, 29, 629)]
    paid = money(desk, OUT, outgo=490_00, said="返还被害人")
    assert [row.id for row in the_book(desk).alone] == [paid]
    found = asked(desk, paid)
    assert (found.act, found.way, found.short) == (CustodyAct.DISPOSED, Disposal.VICTIM, 0)
    assert [lot.item for lot in found.lots] == things[:2]
    done = mend(desk, EVENTS, found, found.way, "清检决〔2015〕3号", paper, hands)
    assert [loaded(desk, EVENTS, id_)[CustodyEvent.amount] for id_ in done.ids] == [461_00, 29_00]
    book = the_book(desk)
    assert (book.agrees, book.balance) == (True, 629_00)


def test_a_payment_of_a_part_takes_the_part_of_the_quantity(desk: Desk, hands: Hands, paper: Approval) -> None:
    thing = deposited(desk, taking(desk), 500)
    found = asked(desk, money(desk, OUT, outgo=200_00, said="返还被害人"))
    assert [(lot.item, lot.quantity, lot.amount) for lot in found.lots] == [(thing, 200_000, 200_00)]
    mend(desk, EVENTS, found, found.way, "决定", paper, hands)
    assert the_book(desk).agrees


def test_a_receipt_without_its_deposit_takes_cash_still_with_the_handlers(
    desk: Desk, hands: Hands, paper: Approval
) -> None:
    head = taking(desk)
    thing = cash(desk, head, 300)
    item(desk, head, "金戒指", amount=300_00)
    found = asked(desk, money(desk, IN, income=300_00, said="收款"))
    assert ([lot.item for lot in found.lots], found.way) == ([thing], None)
    mend(desk, EVENTS, found, None, "", paper, Hands(IN, hands.taker, hands.giver))
    assert the_book(desk).agrees


def test_more_than_the_case_has_is_not_made_up(desk: Desk, hands: Hands, paper: Approval) -> None:
    deposited(desk, taking(desk), 500)
    found = asked(desk, money(desk, OUT, outgo=600_00, said="上缴国库"))
    assert (found.way, found.short) == (Disposal.TREASURY, 100_00)
    with pytest.raises(Refusal, match=r"多 100\.00 元"):
        mend(desk, EVENTS, found, found.way, "决定", paper, hands)
    nobody = money(desk, OUT, income=1_00, case_no="", said="存款")
    with pytest.raises(Refusal, match="没有受案号"):
        asked(desk, nobody)


def test_interest_and_fees_want_no_partner_and_belong_to_the_whole_account(desk: Desk) -> None:
    money(desk, IN, income=35, said="一季度利息", case_no="")
    money(desk, OUT, outgo=5, said="转账手续费", case_no="")
    book = the_book(desk, case="未填案件")
    assert (book.agrees, book.balance, book.total(MoneyKind.INTEREST)) == (True, 30, 35)


def test_a_written_balance_is_held_against_the_sum_and_the_row_is_told(desk: Desk) -> None:
    head = taking(desk)
    deposited(desk, head, 500)
    wrong = money(desk, OUT, income=35, said="利息", written_balance=500_53)
    (off,) = the_book(desk).off
    assert (off.line, off.due, off.off) == (wrong, 500_35, 18)
