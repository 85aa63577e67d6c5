"""Papers of freezes and of the account: what they tell is what the figures tell, and sheets go to who holds a thing."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.models.seizures import Freeze
from desktop_app.registers.accounts import FREEZES
from desktop_app.reports.blocks import Cell, Document, GroupRow, Ledger, Para
from desktop_app.reports.catalogue import paper
from desktop_app.reports.money_papers import exact
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.office import furnished, officer
from tests.kit.paper import page_texts, printed
from tests.kit.property import CASE, event, freeze, item, money, taking

DAY = date(2015, 5, 31)
OTHER = "清源检诉受[2015]61902300021号"


def furnish(desk: Desk) -> None:
    """Two cases with money, one payment without a disposal, a wrong balance; freezes of every call; two loans late."""
    head = taking(desk)
    taking(desk, OTHER)
    cash = item(desk, head, "人民币", unit="元", quantity=500_000, amount=500_00)
    event(desk, cash, CustodyAct.DEPOSITED, date(2015, 5, 12), 500_000, amount=500_00)
    money(desk, date(2015, 5, 12), income=500_00, said="孟双喜扣押款存入专户", written_balance=500_00)
    money(desk, date(2015, 5, 21), income=35, said="一季度利息", case_no="", written_balance=500_53)
    money(desk, date(2015, 5, 22), outgo=200_00, said="返还被害人")
    money(desk, date(2015, 5, 25), income=80_00, said="收款", case_no=OTHER)
    for at, ends in enumerate((date(2015, 5, 12), date(2015, 6, 2), date(2015, 6, 14), date(2015, 11, 20))):
        from_on = date(2014, 12, 8) if at < 3 else date(2015, 5, 20)
        freeze(desk, ends, f"62284*****000{at}", from_on=from_on, amount=1_000_00 * (at + 1), owner=f"户主{at}")
    given = {"case_no": CASE, "account": "62284*****0009", "owner": "候某", "behind": "DJ-001"}
    records.save(desk, FREEZES, new_draft(Freeze, given))
    keeper, borrower = officer(desk, "苏婉清", "案件管理办公室"), officer(desk, "何静宜")
    for name, outside in (("手机", ""), ("相机", "清源县人民法院")):
        thing = item(desk, head, name, keeper_id=keeper)
        event(desk, thing, CustodyAct.STORED, date(2015, 5, 12))
        act = CustodyAct.SENT if outside else CustodyAct.LENT
        event(desk, thing, act, date(2015, 5, 13), due_on=date(2015, 5, 20), giver_id=keeper, taker_id=borrower,
              outside=outside)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("money-papers", furnish, tmp_path_factory.mktemp("money") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


def made(desk: Desk, code: str, record: str = "", day: date = DAY, **options: str) -> Document:
    return paper(code).make(Request(desk, day, None, record, options))


def table(document: Document) -> Ledger:
    return next(block for block in document.flat if isinstance(block, Ledger))


def texts(document: Document) -> list[list[str]]:
    rows = [row for row in table(document).rows if not isinstance(row, GroupRow)]
    return [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in rows]


def groups(document: Document) -> list[str]:
    return [row.text for row in table(document).rows if isinstance(row, GroupRow)]


def total(document: Document) -> list[str]:
    found = table(document).total
    assert found is not None
    return [cell.text if isinstance(cell, Cell) else cell for cell in found]


def test_freezes_stand_under_what_is_to_be_done_of_them(office: Desk) -> None:
    document = made(office, "freezes_due")
    assert groups(document) == [
        "一、已过期，逾期未续冻也未解除（1笔）",
        "二、3天内到期，立即续冻（1笔）",
        "三、15天内到期，报批续冻（1笔）",
        "四、30天以后到期（1笔）",
        "五、轮候（1笔）",
    ]
    assert [row[-1] for row in texts(document)] == [
        "! 超期19天",
        "还有2天",
        "还有14天",
        "还有173天",
        "2015-05-12起可生效",
    ]
    assert total(document)[2:6] == ["在冻4笔，过期1笔", "", "", "10,000.00"]
    assert texts(made(office, "freezes_due", day=date(2014, 1, 1)))[0][6] == "轮候于DJ-001"


def test_the_account_case_by_case_sums_to_the_figure(office: Desk) -> None:
    document = made(office, "money_ledger")
    assert groups(document) == [CASE, OTHER, "账户利息、费用（不分案）"]
    with office.store.read() as session:
        figure = ask("money.balance", Question(session, DAY))
    assert total(document)[7] == exact(int(figure.value or 0)) == "380.35"
    own = [row[7] for row in texts(document) if "小计" in row[3]]
    assert own == [exact(figure.groups[case]) for case in (CASE, OTHER, "未填案件")] == ["300.00", "80.00", "0.35"]


def test_what_does_not_agree_is_told_at_its_row(office: Desk) -> None:
    told = {row[3]: row[9] for row in texts(made(office, "money_ledger"))}
    assert told["孟双喜扣押款存入专户"] == "相符"
    assert told["返还被害人"] == "◆ 没有处置流水"
    assert told["收款"] == "◆ 没有存入流水"
    assert told["一季度利息"] == "! 账上写500.53，应为500.35，差0.18"


def test_one_case_from_a_day_on_opens_with_what_was_there(office: Desk) -> None:
    rows = texts(made(office, "money_ledger", CASE.replace("[", "〔").replace("]", "〕"), since="2015-05-20"))
    assert [(row[3], row[7]) for row in rows] == [
        ("期初结存", "500.00"),
        ("返还被害人", "300.00"),
        ("本案小计", "300.00"),
    ]
    with pytest.raises(Refusal, match="没有“清检诉受"):
        made(office, "money_ledger", "清检诉受[2015]9号")
    with pytest.raises(Refusal, match="起始日"):
        made(office, "money_ledger", since="去年")


def test_everybody_who_holds_a_thing_too_long_gets_a_sheet(office: Desk) -> None:
    document = made(office, "loan_urging")
    assert [block.text for block in document.flat if isinstance(block, Para) and block.text.endswith("：")] == [
        "公诉科　何静宜：",
        "清源县人民法院：",
    ]
    assert len(page_texts(printed(document))) == 2
    (row,) = texts(made(office, "loan_urging", "何静宜"))
    assert row[6] == "11天"
    with pytest.raises(Refusal, match="没有逾期未还的财物"):
        made(office, "loan_urging", "苏婉清")


def test_with_nothing_owed_the_papers_say_so(office: Desk) -> None:
    day = date(2014, 6, 1)
    assert "没有逾期未还" in page_texts(printed(made(office, "loan_urging", day=day)))[0]
    assert "专户没有收支" in page_texts(printed(made(office, "money_ledger", day=day)))[0]


@pytest.mark.parametrize(("fen", "said"), [(0, "0.00"), (5, "0.05"), (-123_456, "-1,234.56"), (100_00, "100.00")])
def test_money_is_told_to_the_cent(fen: int, said: str) -> None:
    assert exact(fen) == said
