"""Ledgers, slips and the report of seized property: sums that count once, 331 items in one act, names that are text."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.custody_stock import stock
from desktop_app.figures.engine import Question
from desktop_app.figures.seizure_standing import standing
from desktop_app.models.seizures import CustodyEvent, ItemProcedure, SeizedItem, Seizure
from desktop_app.reports.blocks import AnnexHead, Cell, Closing, Document, GroupRow, Ledger, Together
from desktop_app.reports.catalogue import BY_ID, paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import CustodyAct, Pool, ProcedureState
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.custody import BRIBE, LONG, THEFT, property_room
from tests.kit.measured import measured
from tests.kit.office import furnished, id_of
from tests.kit.paper import page_texts, paper_text, printed, solid

DAY = date(2015, 5, 31)
MANY = 331
ACT = "入库审批331号"
HOSTILE = ("<b>粗</b>&amp;<br/>", "第一行\n第二行", "‮右起‬", "很长的名称" * 60, "=1+1", "𠮷祥㛃")
NEW = ("case_ledger", "stock_ledger", "special_check")


def _burst(desk: Desk) -> None:
    """The property room; 331 items stored in one act; cash parted in two."""
    property_room(desk)
    with desk.store.unit("成批登记") as unit:
        session = unit.session

        def add(record: Any) -> int:
            session.add(record)
            session.flush()
            return int(record.id)

        keeper, shelf = id_of(desk, "officer", "姚思齐"), id_of(desk, "storage_place", "A柜-03-12")
        giver = id_of(desk, "officer", "徐知行")
        head = add(Seizure(number="SA-009", case_no="清检侦监受〔2015〕99号", case_name="<i>刘某</i>&盗窃案"))
        day = date(2015, 5, 20)
        for at in range(MANY):
            name = HOSTILE[at] if at < len(HOSTILE) else f"物品{at + 1}"
            item = add(SeizedItem(number=f"清检物2015-0009-{at + 1:03d}", seizure_id=head, name=name, quantity=1_000,
                                  unit="件", amount=1_00, seized_on=day))  # fmt: skip
            add(CustodyEvent(number=f"LS-{100 + at:05d}", item_id=item, act=CustodyAct.STORED, happened_on=day,
                             quantity=1_000, giver_id=giver, taker_id=keeper, place_id=shelf,
                             paper_no=ACT))  # fmt: skip
            if at < 2:
                add(ItemProcedure(item_id=item, word="签名", state=ProcedureState.LACKING))
        _parted(add, session, shelf)


def _parted(add: Any, session: Any, shelf: int) -> None:
    """12 000 元 of cash: 5 000 parted into an item of its own, both stored by one paper of the same day."""
    cash = session.query(SeizedItem).filter_by(name="现金").one()
    part = add(SeizedItem(number="清检物2015-0003-05", seizure_id=cash.seizure_id, parent_id=cash.id,
                          name="现金（拆出）", quantity=5_000_000, unit="元", amount=5_000_00,
                          seized_on=cash.seized_on))  # fmt: skip
    day = date(2015, 5, 21)
    stored = {"act": CustodyAct.STORED, "happened_on": day, "place_id": shelf, "paper_no": "入库审批9号"}
    add(CustodyEvent(number="LS-00901", item_id=cash.id, quantity=12_000_000, **stored))
    out = add(CustodyEvent(number="LS-00902", item_id=cash.id, act=CustodyAct.SPLIT_OUT, happened_on=day,
                           quantity=5_000_000, amount=5_000_00, pool=Pool.STORED, other_item_id=part))  # fmt: skip
    add(CustodyEvent(number="LS-00903", item_id=part, act=CustodyAct.SPLIT_IN, happened_on=day, quantity=5_000_000,
                     amount=5_000_00, pool=Pool.HELD, other_item_id=cash.id, refers_id=out))  # fmt: skip
    add(CustodyEvent(number="LS-00904", item_id=part, quantity=5_000_000, **stored))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("property-papers", _burst, tmp_path_factory.mktemp("papers") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


@pytest.fixture(scope="module")
def ledger(office: Desk) -> Document:
    return made(office, "case_ledger")


@pytest.fixture(scope="module")
def slip(office: Desk) -> bytes:
    """《入库单》 of the act of 331 items."""
    return printed(made(office, "store_slip", ACT))


@pytest.fixture(scope="module")
def report(office: Desk) -> Document:
    return made(office, "special_check")


def made(desk: Desk, code: str, record: str = "", day: date = DAY) -> Document:
    return paper(code).make(Request(desk, day, None, record))


def ledgers(document: Document) -> list[Ledger]:
    return [block for block in document.flat if isinstance(block, Ledger)]


def rows(block: Ledger) -> list[list[str]]:
    return [
        [cell.text if isinstance(cell, Cell) else cell for cell in row]
        for row in block.rows
        if not isinstance(row, GroupRow)
    ]


def total(block: Ledger) -> list[str]:
    assert block.total is not None
    return [cell.text if isinstance(cell, Cell) else cell for cell in block.total]


def test_each_case_has_its_section_with_heads_sums_and_how_things_left(office: Desk, ledger: Document) -> None:
    found = {rows(block)[0][1].rsplit("-", 1)[0]: block for block in ledgers(ledger)}
    assert len(found) == 4
    bribe = found["清检物2015-0001"]
    (head,) = (row for row in bribe.rows if isinstance(row, GroupRow))
    for said in ("扣押", "清检扣〔2015〕1号", "2015-01-12", "徐知行、王敏瑶", "见证人陈某"):
        assert said in head.text, said
    assert [row[7] for row in rows(bribe)] == ["在库", "移送在外"]
    left = rows(bribe)[0][9]
    assert left.split("\n") == [
        "2015-03-02 调用 1只",
        "李㛃 调用审批3号",
        "2015-05-12 返还被害人 1只",
        "周某亲属 发还审批1号",
    ]
    assert total(bribe)[2] == "2件物品"


def test_the_section_says_what_the_figures_say(office: Desk, ledger: Document) -> None:
    with office.facts() as facts:
        balance = catalogue.ask("seizures.balance", Question(facts.session, DAY)).groups
    own = balance[BRIBE]
    said = f"接收{own['接收']}件＝在库{own['在库']}件＋在外{own['在外']}件＋已处理{own['已处理']}件"
    text = paper_text(printed(made(office, "case_ledger", BRIBE)))
    assert said in text
    assert sum(len(rows(block)) for block in ledgers(ledger)) == sum(each["接收"] for each in balance.values())


def test_what_was_parted_counts_once(office: Desk) -> None:
    (cash,) = ledgers(made(office, "case_ledger", LONG))
    assert [row[5] for row in rows(cash)] == ["7,000", "5,000"]
    assert total(cash)[5] == "12,000"
    (slip,) = (block for block in ledgers(made(office, "store_slip", "入库审批9号")) if block.total)
    assert [row[4] for row in rows(slip)] == ["12,000", "5,000"]
    assert total(slip)[4] == "12,000"
    summary, _ = ledgers(made(office, "stock_ledger", LONG))
    assert total(summary)[2:] == ["2", "12,000"]


def test_the_stock_adds_up_to_what_the_house_answers_for(office: Desk) -> None:
    summary, listed = ledgers(made(office, "stock_ledger"))
    with office.facts() as facts:
        ask = Question(facts.session, DAY)
        lying, items = stock(ask), standing(ask)
    assert sum(one.quantity for one in lying) == sum(item.now.kept for item in items)
    assert sum(one.amount or 0 for one in lying) == sum(item.left or 0 for item in items)
    assert total(summary)[2] == str(sum(item.now.kept > 0 for item in items))
    heads = [row.text for row in listed.rows if isinstance(row, GroupRow)]
    assert len(heads) == 1
    assert heads[0].startswith("在库　赃证物库　2处　335件　")
    assert {row[1] for row in rows(listed)} == {"赃证物库-A柜-03-12", "赃证物库-A柜-04-01"}
    assert len(rows(listed)) == 335


def test_ledgers_tell_the_day_asked_for(office: Desk) -> None:
    (bribe,) = ledgers(made(office, "case_ledger", BRIBE, date(2015, 3, 3)))
    assert [row[7] for row in rows(bribe)] == ["调用中", "在库"]
    assert "返还" not in rows(bribe)[0][9]
    early = ledgers(made(office, "stock_ledger", day=date(2015, 1, 13)))[0]
    assert [row[0] for row in rows(early)] == ["未移送"]


def test_331_items_of_one_act_go_on_over_pages_with_their_head(slip: bytes) -> None:
    pages = [solid(text) for text in page_texts(slip)]
    assert len(pages) > 10
    for at, text in enumerate(pages, 1):
        assert "物品编号名称、特征" in text, at
        assert f"第{at}页/共{len(pages)}页" in text, at
    assert "331件物品" in pages[-1]
    assert "331" in "".join(pages[-1].split("331件物品")[1])


def test_places_to_sign_never_stand_alone(office: Desk) -> None:
    counts = set()
    for last in range(30, 46):
        numbers = "、".join(f"清检物2015-0009-{at:03d}" for at in range(20, last + 1))
        pages = [solid(text) for text in page_texts(printed(made(office, "store_slip", numbers)))]
        assert "移送人签字" in pages[-1], last
        assert f"清检物2015-0009-{last:03d}" in pages[-1], last
        counts.add(len(pages))
    assert counts == {1, 2}


def test_names_are_text_whatever_they_hold(slip: bytes, office: Desk) -> None:
    stored = paper_text(printed(made(office, "stock_ledger", "SA-009")))
    case = paper_text(printed(made(office, "case_ledger", "SA-009")))
    for text in (paper_text(slip), stored, case):
        for name in ("<b>粗</b>&amp;<br/>", "第一行第二行", "右起", "=1+1", "𠮷祥㛃", "很长的名称" * 3):
            assert name in text, name
        assert "<i>刘某</i>&盗窃案" in text
    for page in measured(slip):
        assert max(one.right for one in page.glyphs) < 210 - 16


def test_the_report_counts_what_the_figures_count(office: Desk, report: Document) -> None:
    with office.facts() as facts:
        ask = Question(facts.session, DAY)
        late = catalogue.ask("seizures.late_transfer", ask).value
        states = catalogue.ask("seizures.items", ask)
        judged = catalogue.ask("seizures.missing_procedure", ask).value
    text = paper_text(printed(report))
    for said in (
        f"共登记4案涉案财物{states.value}件",
        f"缺项{judged}处：签名2处",
        f"{late}件超过期限移送入库",
        "涉案财物手续齐全",
        "三日内移交",
        "冻结不过期",
        "性质清",
        "附件：1.手续不全财物清单",
    ):
        assert solid(said) in text, said
    annexes = [block.title for block in report.flat if isinstance(block, AnnexHead)]
    assert annexes == ["手续不全财物清单", "逾期移送入库、存专户财物清单", "“七清”缺项财物清单"]
    lists = ledgers(report)[-len(annexes) :]
    assert len(rows(lists[0])) == 2
    assert len(rows(lists[1])) == late


@pytest.mark.parametrize("code", [*NEW, "store_slip", "item_labels", "place_labels", "custody_history"])
def test_an_office_that_has_nothing_can_print_it(desk: Desk, code: str) -> None:
    pages = page_texts(printed(made(desk, code)))
    assert 1 <= len(pages) <= 2


def test_an_unknown_case_is_refused(office: Desk) -> None:
    with pytest.raises(Refusal, match="没有“没有的案号”这个案件"):
        made(office, "case_ledger", "没有的案号")
    assert BY_ID["case_ledger"].kind == "seizure"
    assert THEFT in paper_text(printed(made(office, "case_ledger", f"{BRIBE}、{THEFT}")))


def test_the_closing_of_the_report_brings_lines_of_it_along(report: Document) -> None:
    (end,) = (one for one in report.blocks if isinstance(one, Together) and isinstance(one.blocks[-1], Closing))
    assert end.held


def test_a_number_of_three_digits_stands_on_one_line(slip: bytes) -> None:
    found = measured(slip)[2].find("清检物2015-0009-010")
    assert len({round(one.base, 1) for one in found}) == 1
