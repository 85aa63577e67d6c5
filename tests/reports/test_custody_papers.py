"""保管链 of one item and the forms of one day or paper: what the events say, what was struck out seen as struck."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.reports.blocks import Cell, Document, Form, GroupRow, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import ANCHOR, Request
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.custody import BRIBE, THEFT, property_room
from tests.kit.measured import measured
from tests.kit.office import furnished
from tests.kit.paper import page_texts, paper_text, printed, solid

DAY = date(2015, 5, 31)
FIRST = "清检物2015-0001-01"
SLIPS = ("store_slip", "loan_slip", "return_slip", "sending_list", "release_list")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("property-room", property_room, tmp_path_factory.mktemp("chain") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


def made(desk: Desk, code: str, record: str = "", day: date = DAY, **options: str) -> Document:
    return paper(code).make(Request(desk, day, None, record, options))


def rows(document: Document) -> list[list[Cell]]:
    return [
        [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
        for block in document.flat
        if isinstance(block, Ledger)
        for row in block.rows
        if not isinstance(row, GroupRow)
    ]


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows(document)]


def test_the_chain_tells_every_event_in_order(office: Desk) -> None:
    told = texts(made(office, "custody_history", FIRST))
    assert [row[1:4] for row in told] == [
        ["2015-01-12", "接收（扣押）", "2只"],
        ["2015-01-14", "入库", "2只"],
        ["2015-03-02", "调用", "1只"],
        ["2015-03-02", "调用", "1只"],
        ["2015-03-02", "更正", ""],
        ["2015-03-04", "归还", "1只"],
        ["2015-05-12", "处置（返还被害人）", "1只"],
    ]
    assert told[0][4:] == ["周某", "徐知行、王敏瑶", "周正\n清检扣〔2015〕1号", "封条 F0001\n见证人 陈某"]
    assert told[2][4:] == ["姚思齐", "李㛃", "周正\n调用审批3号\nLS-00004", "应于2015-03-04前归还\n庭审出示"]
    assert told[5][6:] == ["LS-00007", "赃证物库-A柜-04-01\n还 LS-00004\n完好，封条更换\n封条 F0099"]
    assert told[6][5:] == ["周某亲属", "周正\n发还审批1号\n判决书第三项\nLS-00008", "金额 42,300元"]


def test_what_was_corrected_stands_struck_out_and_what_struck_it_says_so(office: Desk) -> None:
    document = made(office, "custody_history", FIRST)
    struck = [[cell.struck for cell in row] for row in rows(document)]
    assert [all(row) for row in struck] == [False, False, False, True, False, False, False]
    assert [any(row) for row in struck] == [all(row) for row in struck]
    assert "划去 LS-00005\n重复登记" in texts(document)[4][7]
    page = measured(printed(document))[0]
    (number,) = (one for one in [page.find("LS-00005")])
    over = [rule for rule in page.rules if rule.level and number[0].head < rule.y1 < number[0].foot]
    assert any(rule.x1 - 1 < number[0].x and number[-1].x < rule.x2 + 1 for rule in over)


def test_the_page_balances_and_bears_the_anchor(office: Desk) -> None:
    pdf = printed(made(office, "custody_history", FIRST))
    assert len(page_texts(pdf)) == 1
    text = paper_text(pdf)
    for said in ("接收2只＝在库1只＋已处理1只", solid(ANCHOR), BRIBE, "84,600元", "和田玉手镯，青白色，内径58mm"):
        assert said in text, said
    assert "存疑" not in text


def test_the_chain_is_told_as_it_stood_on_the_day(office: Desk) -> None:
    document = made(office, "custody_history", FIRST, date(2015, 3, 3))
    assert len(rows(document)) == 5
    text = paper_text(printed(document))
    assert "接收2只＝在库1只＋调用在外1只" in text
    assert "调用中" in text


def test_each_item_of_a_case_has_its_own_page(office: Desk) -> None:
    pages = page_texts(printed(made(office, "custody_history", BRIBE)))
    assert len(pages) == 2
    assert "移送在外1件" in solid(pages[1])
    assert "写物品编号、受案号或库位" in paper_text(printed(made(office, "custody_history")))


def test_a_store_slip_of_one_paper_has_a_sheet_for_every_case(office: Desk) -> None:
    document = made(office, "store_slip", "入库审批7号")
    pages = [solid(page) for page in page_texts(printed(document))]
    assert len(pages) == 2
    first, second = sorted(pages, key=lambda page: BRIBE not in page)
    assert THEFT in second
    assert "吴某<b>盗窃</b>&案" in second
    assert "2件物品" in first
    assert "0.35克" in second
    assert [row[1] for row in texts(document)].count(FIRST) == 1


def test_loans_and_returns_of_a_day_leave_out_what_was_struck(office: Desk) -> None:
    loans = texts(made(office, "loan_slip", "2015-03-02"))
    assert len(loans) == 1
    assert loans[0][1:4] == [FIRST, "和田玉手镯，青白色，内径58mm，均有原始划痕", "1只"]
    assert loans[0][5] == "2015-03-04"
    back = texts(made(office, "return_slip", "LS-00007"))
    assert back[0][5:] == ["2015-03-02", "完好，封条更换\n封条F0099"]


def test_a_release_names_who_took_it_and_the_sum(office: Desk) -> None:
    document = made(office, "release_list", FIRST)
    assert texts(document)[0][3:] == ["1只", "42,300", "返还被害人", "封条F0099"]
    text = paper_text(printed(document))
    for said in ("周某亲属", "判决书第三项", "发还审批1号", "周正", "证件号码", "见证人", "2015年5月12日"):
        assert said in text, said


def test_no_officer_takes_what_is_released(office: Desk) -> None:
    (form, *_) = (block for block in made(office, "release_list", FIRST).flat if isinstance(block, Form))
    said = {row.boxes[at].text: row.boxes[at + 1].text for row in form.rows for at in range(0, len(row.boxes), 2)}
    assert (said["发还人"], said["领取人"]) == ("姚思齐", "周某亲属")


def test_what_goes_to_the_court_is_on_the_sending_list(office: Desk) -> None:
    text = paper_text(printed(made(office, "sending_list", "移送审批5号")))
    for said in ("清源县人民法院", "带有“景德镇”底款", "1件", "涉案财物移送清单"):
        assert said in text, said


@pytest.mark.parametrize("code", SLIPS)
def test_an_empty_form_is_one_page_to_fill_in_by_hand(office: Desk, code: str) -> None:
    document = made(office, code)
    assert len(page_texts(printed(document))) == 1
    assert len(rows(document)) == 12


@pytest.mark.parametrize("code", SLIPS)
def test_an_unknown_paper_is_refused(office: Desk, code: str) -> None:
    with pytest.raises(Refusal, match="“没有的单号”没有涉案财物"):
        made(office, code, "没有的单号")
    with pytest.raises(Refusal, match="没有“x”这个选项"):
        made(office, code, x="1")
