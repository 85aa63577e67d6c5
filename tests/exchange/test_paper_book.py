"""Papers as workbooks: counts add up, names stay as written, sheets lie as the paper does and say what it is."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.exchange.xlsx import written_number
from desktop_app.reports.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Form,
    FormRow,
    GroupRow,
    Heading,
    Landscape,
    Ledger,
    PageBreak,
    UnitLine,
)
from desktop_app.reports.styles import FORM_PAGE, LEDGER_PAGE, PageSetup, Paper
from tests.kit.paper import paper

COLUMNS = tuple(Column(label) for label in ("序号", "姓名", "电话", "卡号", "轮过", "金额"))
ROWS = (
    ("1", "李㛃", "6612345", "17", "2", "1.50"),
    ("2", "王𬭎", "13812345678", "18", "—", "20.00"),
)
FACTS = Form(
    (1, 1, 1, 1),
    (
        FormRow((Box("移交人", label=True), Box("李㛃"), Box("部门", label=True), Box("办公室"))),
        FormRow((Box("代岗安排", label=True), Box("车辆管理：朱婷婷（B岗代岗）", columns=3))),
    ),
)
SIGNED = Form((1, 1), (FormRow((Box("移交人", label=True), Box(sign="签字：")), 15),))


def saved(folder: Path, *blocks: Block, page: PageSetup = FORM_PAGE) -> Path:
    path = folder / "a.xlsx"
    paper_workbook(paper(*blocks, page=page), path)
    return path


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(path: Path, name: str = "worksheets/sheet1") -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(f"xl/{name}.xml").decode()


def test_counts_are_numbers_and_names_of_digits_stay_text(tmp_path: Path) -> None:
    (rows,) = sheets(saved(tmp_path, Ledger(COLUMNS, ROWS, total=("", "合计", "", "", "2", "21.50")))).values()
    assert rows[3] == [1, "李㛃", "6612345", "17", 2, 1.5]
    assert rows[4] == [2, "王𬭎", "13812345678", "18", "—", 20]
    assert rows[5] == ["", "合计", "", "", 2, 21.5]


@pytest.mark.parametrize(
    ("label", "counts"),
    [
        ("序号", True),
        ("已销号", True),
        ("轮过", True),
        ("账面数", True),
        ("账号", False),
        ("卡\n号", False),
        ("联系电话", False),
        ("案件编号", False),
    ],
)
def test_the_head_tells_a_count_from_a_name(label: str, counts: bool, tmp_path: Path) -> None:
    (rows,) = sheets(saved(tmp_path, Ledger((Column(label),), [("12",)]))).values()
    assert rows[3] == ([12] if counts else ["12"])


def test_money_is_shown_as_on_paper(tmp_path: Path) -> None:
    assert 'formatCode="0.00"' in part(saved(tmp_path, Ledger(COLUMNS, ROWS)), "styles")


def test_grouped_amounts_are_numbers_shown_in_groups(tmp_path: Path) -> None:
    path = saved(tmp_path, Ledger((Column("金额（元）"),), [("177",), ("46,100",), ("3,287,909.89",)], total=("4,6",)))
    (rows,) = sheets(path).values()
    assert [row[0] for row in rows[3:]] == ["177", "46,100", "3,287,909.89", "4,6"]
    path = saved(tmp_path, Ledger((Column("金额（元）"),), [("177",), ("46,100",), ("3,287,909.89",)]))
    (rows,) = sheets(path).values()
    assert [row[0] for row in rows[3:]] == [177, 46_100, 3_287_909.89]
    assert 'formatCode="#,##0.00"' in part(path, "styles")


@pytest.mark.parametrize(
    "texts", [("007", "8"), ("1", "甲"), ("+5", "5"), ("1234567890", "1"), ("１", "2"), ("-0", "1")]
)
def test_one_name_in_a_column_makes_all_of_it_text(texts: tuple[str, str], tmp_path: Path) -> None:
    (rows,) = sheets(saved(tmp_path, Ledger((Column("座次"),), [(text,) for text in texts]))).values()
    assert [row[0] for row in rows[3:]] == list(texts)


def test_nothing_becomes_a_formula(tmp_path: Path) -> None:
    typed = ("=1+1", "{=1+1}", "@A1", "+1", "-1-1", "http://a.cn")
    path = saved(tmp_path, Heading("=2+2"), Ledger(tuple(map(Column, typed)), [typed, GroupRow("=3+3")], note="=4+4"))
    assert "<f>" not in part(path)
    (rows,) = sheets(path).values()
    assert tuple(rows[3]) == typed
    assert (rows[0][0], rows[4][0], rows[5][0]) == ("=2+2", "=3+3", "=4+4")


@given(st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{1,4})?", fullmatch=True))
def test_a_number_is_shown_as_it_was_written(text: str) -> None:
    found = written_number(text)
    if found is None:
        assert re.match(r"-?0\d", text) or float(text) == 0
    else:
        places = len(found[1].partition(".")[2])
        assert f"{found[0]:.{places}f}" == text


def test_every_sheet_has_the_title_and_the_line_over_its_ledger(tmp_path: Path) -> None:
    ledger = Ledger((Column("岗位"),), [("印章管理",)])
    weeks = ("岗位值守表（2015年5月25日至5月31日）", "岗位值守表（2015年6月1日至6月7日）")
    blocks = [(Heading(week), UnitLine("填报单位：清源县人民检察院", "截至2015年5月31日"), ledger) for week in weeks]
    found = sheets(saved(tmp_path, *blocks[0], PageBreak(), *blocks[1]))
    assert tuple(found) == weeks
    assert [rows[:2] for rows in found.values()] == [
        [[week], ["填报单位：清源县人民检察院　截至2015年5月31日"]] for week in weeks
    ]


@pytest.mark.parametrize(
    ("page", "across", "turned"),
    [(FORM_PAGE, False, False), (FORM_PAGE, True, True), (LEDGER_PAGE, False, True), (LEDGER_PAGE, True, False)],
)
def test_a_sheet_lies_as_the_paper_does(page: PageSetup, across: bool, turned: bool, tmp_path: Path) -> None:
    ledger = Ledger(COLUMNS, ROWS)
    made = part(saved(tmp_path, Landscape((ledger,)) if across else ledger, page=page))
    assert f'paperSize="9" fitToHeight="0" orientation="{"landscape" if turned else "portrait"}"' in made


def test_a_sheet_of_a_large_paper_is_large(tmp_path: Path) -> None:
    assert 'paperSize="8"' in part(saved(tmp_path, Ledger(COLUMNS, ROWS), page=PageSetup(Paper.A3)))


def test_the_form_stands_over_its_ledger_and_the_signatures_under_it(tmp_path: Path) -> None:
    one = (Heading("工作交接清单"), FACTS, Ledger(COLUMNS, ROWS, note="注：逐项移交。"), SIGNED)
    path = saved(tmp_path, *one, PageBreak(), *one)
    first, second = sheets(path).values()
    assert first == second
    assert first[2][:4] == ["移交人", "李㛃", "部门", "办公室"]
    assert first[3][:2] == ["代岗安排", "车辆管理：朱婷婷（B岗代岗）"]
    assert first[4][0] == "序号"
    assert [row[0] for row in first[7:]] == ["注：逐项移交。", "", "移交人"]
    assert first[9][1] == "签字："
    assert "$5:$5" in part(path, "workbook")


def test_rows_and_cells_over_several_columns_keep_the_others_in_place(tmp_path: Path) -> None:
    rows = (GroupRow("办公室（1岗）"), ("1", Cell("两栏", span=2), "17", Cell("3", struck=True), "1.00"))
    path = saved(tmp_path, Ledger(COLUMNS, rows))
    (found,) = sheets(path).values()
    assert found[4] == [1, "两栏", "", "17", 3, 1]
    assert {'ref="A4:F4"', 'ref="B5:C5"'} <= set(re.findall(r'ref="[A-Z0-9:]+"', part(path)))
    assert "<strike/>" in part(path, "styles")
