"""The papers of a stocktake: blind before, line by line, in three groups after, double-signed at a change."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from desktop_app.registers.issues import ISSUES
from desktop_app.reports.blocks import Document, GroupRow, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.reports.stocktake_rows import Line, count_named
from desktop_app.rules.count_samples import redrawn
from desktop_app.rules.vocabulary import CountScope
from desktop_app.services import counting
from desktop_app.services.desk import Desk
from desktop_app.services.stocktake_ends import to_issues
from desktop_app.services.stocktakes import Scheme, prepare
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.counting import LAWS, SEED, counting_room, head_of, lines
from tests.kit.office import furnished
from tests.kit.paper import page_texts, paper_text, printed

DAY = date(2015, 5, 31)
LONG = "带有“景德镇”底款的青花缠枝莲纹赏瓶（残，口沿有磕碰两处，附原装锦盒一只）<b>及&鉴定证书</b>"


def _furnish(desk: Desk) -> dict[str, Any]:
    """Three stocktakes: counted with differences, a sample, a change of custodian."""
    room = counting_room(desk, 100)
    who, counted = room["who"], room["stocktake"]
    prepare(desk, LAWS, counted, Scheme(CountScope.ALL))
    rows = lines(desk, counted)
    counting.put(desk, LAWS, [rows[0]["id"]], 0)
    counting.put(desk, LAWS, [rows[1]["id"]], None, "B1-01")
    counting.put(desk, LAWS, [rows[2]["id"]], 3_500)
    counting.scan(desk, LAWS, counted, LONG, "B1-01")
    counting.agree_rest(desk, LAWS, counted)
    to_issues(desk, LAWS, ISSUES, [rows[0]["id"]])
    drawn = head_of(desk, who, title="抽盘")
    prepare(desk, LAWS, drawn, Scheme(CountScope.SAMPLE, seed=SEED))
    change = head_of(desk, who, title="交接")
    prepare(desk, LAWS, change, Scheme(CountScope.HANDOVER, who["苏婉清"], who["周砚"]))
    return {}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("counted room", _furnish, tmp_path_factory.mktemp("counted") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


def made(desk: Desk, code: str, record: str) -> Document:
    return paper(code).make(Request(desk, DAY, None, record))


def rows(document: Document) -> list[Any]:
    (ledger,) = (block for block in document.flat if isinstance(block, Ledger))
    return list(ledger.rows)


def test_the_blind_sheet_tells_no_quantities(office: Desk) -> None:
    found = rows(made(office, "stocktake_blind", "5月盘点"))
    assert [row[1] for row in found[:100]] == ["A1-01"] * 34 + ["A1-02"] * 33 + ["B1-01"] * 33
    assert {tuple(row[5:]) for row in found} == {("", "")}
    assert "青花" not in paper_text(printed(made(office, "stocktake_blind", "5月盘点")))


def test_a_sample_is_drawn_again_from_the_paper_alone(office: Desk) -> None:
    document = made(office, "stocktake_blind", "抽盘")
    text = paper_text(printed(document))
    again = redrawn(text, SEED)
    assert again is not None
    assert again.sealed
    assert f"种子：{SEED}" in text
    listed = {row[2] for row in rows(document) if row[2]}
    risky = {f"清检物2015-0001-{at:02d}" for at in range(1, 10)}
    assert listed == risky | set(again.lot)


def test_the_sheet_holds_books_and_count_on_every_page(office: Desk) -> None:
    document = made(office, "stocktake_sheet", "5月盘点")
    pages = page_texts(printed(document))
    assert len(pages) > 2
    assert all("账面数" in page and f"共 {len(pages)} 页" in page for page in pages)
    found = rows(document)
    assert len(found) == 101
    assert [getattr(row[9], "text", row[9]) for row in found[:3]] == ["缺失", "错位", "数量不符"]
    assert (found[1][5], found[2][8]) == ("B1-01", "+2.5")


def test_the_report_stands_in_three_groups(office: Desk) -> None:
    document = made(office, "stocktake_report", "5月盘点")
    heads = [row.text for row in rows(document) if isinstance(row, GroupRow)]
    assert heads == ["一、缺失（1件）", "二、多出（1件）", "三、错位（1件）", "四、数量不符（1件）"]
    text = paper_text(printed(document))
    assert "应盘100件，已盘100件，账实相符97件，差异4条" in text
    assert "差异中已转问题1条，已处理0条，待处理3条" in text
    assert LONG in text


def test_the_change_of_custodian_is_signed_by_both(office: Desk) -> None:
    document = made(office, "keeper_handover", "交接")
    assert len(rows(document)) == 100
    text = paper_text(printed(document))
    assert all(word in text for word in ("交出保管人苏婉清接手保管人周砚", "监交人", "移交100件物品"))
    with pytest.raises(Refusal, match="不是保管人交接"):
        made(office, "keeper_handover", "抽盘")


def test_a_ledger_that_says_agrees_over_other_numbers_is_told(office: Desk) -> None:
    with office.facts() as facts:
        count = count_named(facts, "5月盘点")
    assert count is not None
    line = count.lines[5]
    told = Line({**line.row, "counted": 7_000}, line.number, line.name, line.group, "")
    assert (line.result, told.result) == ("相符", "相符（数不等）")


def test_what_is_not_there_is_refused(office: Desk) -> None:
    with pytest.raises(Refusal, match="没有“PD-77”这次盘点"):
        made(office, "stocktake_sheet", "PD-77")


def test_an_office_without_a_stocktake_prints_a_sentence(desk: Desk) -> None:
    for code in ("stocktake_blind", "stocktake_sheet", "stocktake_report", "keeper_handover"):
        assert "还没有" in paper_text(printed(made(desk, code, "")))
