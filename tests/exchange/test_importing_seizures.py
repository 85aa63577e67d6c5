"""Taking in the county's seized property: every row, the slips made and no other, states as they truly are."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import ImportPlan, carry_out, plan_import
from desktop_app.services.desk import Desk
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from tests.kit.county import COUNTIES, label, problems_of, rows, seizure_answers, sheets_of, taken, with_seizures
from tests.kit.office import founded
from tests.kit.post_ledgers import manned_office
from tests.kit.review_ledgers import codes, ledger, unused

MAY_31 = date(2015, 5, 31)
BOTH = pytest.mark.parametrize("county", list(COUNTIES))
KINDS = (
    *("seizure", "seized_item", "custody_event", "money_entry", "freeze", "stocktake", "count_line", "storage_place"),
)
CASE = "清检反贪受[2015]61902300001号"
Imported = dict[str, tuple[Desk, ImportPlan]]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """Both counties, each in an office of its own; nothing here changes them."""
    made = {}
    for county in COUNTIES:
        desk = founded(tmp_path_factory.mktemp("seizures") / "data", TurnedClock(MAY_31))
        made[county] = (desk, taken(desk, with_seizures(county)))
    yield made
    for desk, _ in made.values():
        desk.store.close()


def of_property(plan: ImportPlan) -> dict[str, dict[str, Any]]:
    known = {sheet["sheet"] for sheet in seizure_answers("清源县")["sheets"]}
    return {name: sheet for name, sheet in sheets_of(plan).items() if name in known}


def parts(desk: Desk, kind: str) -> list[dict[str, Any]]:
    with desk.facts() as facts:
        return [dict(row) for row in facts.rows(kind).values()]


@BOTH
def test_every_record_is_taken_and_every_column_used(imported: Imported, county: str) -> None:
    found = of_property(imported[county][1])
    for known in seizure_answers(county)["sheets"]:
        sheet = found[known["sheet"]]
        assert (sheet["rows"], sheet["taken"], sheet["returned"]) == (known["records"], known["records"], 0)
        assert sheet["unused_columns"] == []


@BOTH
def test_the_slips_found_are_exactly_those_made(imported: Imported, county: str) -> None:
    names = of_property(imported[county][1])
    found = {problem for problem in problems_of(imported[county][1]) if problem[0] in names}
    known = {
        (sheet["sheet"], slip["row"], slip["field"], slip["kind"])
        for sheet in seizure_answers(county)["sheets"]
        for slip in sheet["errors"]
    }
    assert found == known
    assert sum(len(sheet["problems"]) for sheet in names.values()) == len(known)


@BOTH
def test_states_are_those_known(imported: Imported, county: str) -> None:
    told = Counter(str(row["state"]) for row in rows(imported[county][0], "seized_item"))
    assert told == Counter(seizure_answers("清源县")["truths"]["property"]["items_by_state"])


def test_items_are_filed_under_the_case_whatever_its_brackets(imported: Imported) -> None:
    desk, _ = imported["清源县-改正"]
    assert len(rows(desk, "seizure")) == 31
    assert all(row["seizure_id"] for row in rows(desk, "seized_item"))
    numbers = {row["case_no"] for row in rows(desk, "seizure")}
    named = [row["case_no"] for kind in ("money_entry", "freeze") for row in rows(desk, kind)]
    assert set(named) - {""} <= numbers


def test_missing_procedures_are_those_known(imported: Imported) -> None:
    desk, _ = imported["清源县-改正"]
    lacking = Counter(row["word"] for row in parts(desk, "item_procedure") if str(row["state"]) == "缺")
    known = seizure_answers("清源县")["truths"]["property"]["missing_procedures"]
    names = {"list": "清单", "sign": "签名", "witness": "见证人", "photo": "照片", "sealed": "密封"}
    assert lacking == {names[key]: count for key, count in known.items()}
    assert sum(str(row["sealed"]) == "缺" for row in rows(desk, "seized_item")) == known["sealed"]


def test_the_stocktake_is_the_one_the_titles_name(imported: Imported) -> None:
    desk, _ = imported["清源县"]
    (count,) = rows(desk, "stocktake")
    assert (count["title"], count["counted_on"]) == ("2015年5月20日涉案物品盘点", date(2015, 5, 20))
    assert label(desk, "officer", count["supervisor_id"]) == "高嘉树"
    counters = [label(desk, "officer", row["officer_id"]) for row in parts(desk, "stocktake_counter")]
    assert counters == ["叶新民", "张婷婷"]
    lines = rows(desk, "count_line")
    assert {row["stocktake_id"] for row in lines} == {count["id"]}
    strange = [row["name"] for row in lines if row["item_id"] is None]
    assert strange == ["旧手机（无标签）"]
    assert min(row["told_difference"] for row in lines) == -2000


def test_namesakes_are_of_the_department_of_the_case(imported: Imported) -> None:
    desk, _ = imported["清源县-改正"]
    names = {label(desk, "officer", row["giver_id"]) for row in rows(desk, "custody_event")}
    assert "张伟（反贪污贿赂局）" in names
    assert all(row["giver_id"] and row["taker_id"] for row in rows(desk, "custody_event") if not row["note"])


@BOTH
def test_shelves_are_founded_from_places_that_look_like_one(imported: Imported, county: str) -> None:
    desk, _ = imported[county]
    places = {row["id"]: row for row in rows(desk, "storage_place")}
    assert not {"专户", "办案部门", "原地封存", "-"} & {row["name"] for row in places.values()}
    stored = [row for row in rows(desk, "seized_item") if str(row["state"]) == "在库"]
    assert all(places[row["place_id"]]["name"] == row["written_place"].strip() for row in stored)
    shelf = next(row for row in places.values() if row["name"] == "A1-06")
    assert places[shelf["parent_id"]]["name"] == "A1"


@BOTH
def test_a_second_import_writes_nothing(imported: Imported, county: str) -> None:
    plan = plan_import(imported[county][0], with_seizures(county))
    assert plan.writes == 0


@pytest.mark.slow
def test_what_was_taken_is_taken_back(desk: Desk) -> None:
    roster, property_ = with_seizures("清源县")
    taken(desk, [roster])
    outcome = carry_out(desk, plan_import(desk, [property_]))
    undo(desk.store, outcome.batch)
    assert all(rows(desk, kind) == [] for kind in KINDS)
    again = taken(desk, [property_])
    assert len(rows(desk, "seized_item")) == 331
    assert again.returned == 0


@pytest.fixture
def manned(tmp_path: Path) -> Iterator[Desk]:
    desk = manned_office(tmp_path / "data", TurnedClock(MAY_31))
    yield desk
    desk.store.close()


ITEM_HEAD = ["物品编号", "案号", "财物种类", "品名", "数量", "单位", "扣押时间", "入库时间", "库位", "状态"]


def _items(*lines: list[Any]) -> list[list[Any]]:
    return [["涉案财物台账"], ITEM_HEAD, *lines]


def test_an_item_ledger_alone_tells_where_its_items_are(manned: Desk, tmp_path: Path) -> None:
    lines = _items(
        ["甲-1", CASE, "手机", "苹果手机", 1, "部", "2015-3-2", "2015-3-4", "二号柜", "在库"],
        ["甲-2", CASE, "现金", "人民币", 5000, "元", "2015-3-2", "2015-3-4", "专户", "已存专户"],
        ["甲-3", CASE, "车辆", "轿车", 1, "辆", "2015-3-2", "", "院内停车场", "公安机关代管"],
        ["甲-4", CASE, "电脑", "笔记本电脑", 1, "台", "2015-3-2", "", "办案部门", "未移送"],
    )
    plan = taken(manned, [ledger(tmp_path, "涉案财物台账", lines)])
    told = {row["number"]: str(row["state"]) for row in rows(manned, "seized_item")}
    assert told == {"甲-1": "在库", "甲-2": "已存专户", "甲-3": "就地保管", "甲-4": "已扣押未移送"}
    assert unused(plan) == []
    assert [row["name"] for row in rows(manned, "storage_place")] == ["二号柜"]
    (case,) = rows(manned, "seizure")
    assert case["case_no"] == CASE


def test_movements_that_come_later_fill_what_was_concluded(manned: Desk, tmp_path: Path) -> None:
    lines = _items(["甲-1", CASE, "手机", "苹果手机", 1, "部", "2015-3-2", "2015-3-4", "A1-02", "在库"])
    taken(manned, [ledger(tmp_path, "涉案财物台账", lines)])
    moves = [
        ["涉案物品出入库登记簿"],
        ["日期", "类型", "物品编号", "物品名称", "数量", "经手人", "审批文书号"],
        ["2015-3-4", "入库", "甲-1", "苹果手机", 1, "张雪梅、叶新民", ""],
        ["2015-4-1", "返还被害人", "甲-1", "苹果手机", 1, "张雪梅、叶新民", "清检财审1号"],
    ]
    plan = taken(manned, [ledger(tmp_path, "出入库", moves)])
    assert codes(plan) == []
    events = rows(manned, "custody_event")
    assert [str(row["act"]) for row in events] == ["入库", "处置"]
    assert label(manned, "officer", events[0]["giver_id"]) == "张雪梅"
    assert [label(manned, "officer", events[1][hand]) for hand in ("giver_id", "taker_id")] == ["叶新民", "张雪梅"]
    assert [str(row["state"]) for row in rows(manned, "seized_item")] == ["已处理"]


def test_one_number_twice_in_a_ledger_is_two_items(manned: Desk, tmp_path: Path) -> None:
    lines = _items(
        ["甲-1", CASE, "手机", "手机", 1, "部", "2015-3-2", "", "", ""],
        ["甲-1", CASE, "手机", "手机", 2, "部", "2015-3-2", "", "", ""],
    )
    plan = taken(manned, [ledger(tmp_path, "涉案财物台账", lines)])
    assert (4, "物品编号", "duplicate_number") in codes(plan)
    assert sorted(row["quantity"] for row in rows(manned, "seized_item")) == [1000, 2000]


def test_after_a_wrong_balance_the_account_goes_on(manned: Desk, tmp_path: Path) -> None:
    lines = [
        ["涉案款专户收支明细账"],
        ["凭证号", "日期", "受案号", "摘要", "收入", "支出", "结存", "审批文书号"],
        ["1", "2015-1-5", CASE, "存入", 100, "", 100, ""],
        ["2", "2015-1-6", CASE, "存入", 50, "", 160, ""],
        ["3", "2015-1-7", CASE, "存入", 10, "", 170, ""],
        ["4", "2015-1-8", CASE, "退还", "", 20, 150, "清检财审1号"],
    ]
    assert codes(taken(manned, [ledger(tmp_path, "专户收支", lines)])) == [(4, "结存", "running_balance_wrong")]
