"""总览 on paper: a page or two of the same numbers; when everything is broken it goes on properly."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.exchange.practice import DAY
from desktop_app.figures.engine import Question
from desktop_app.figures.overview import Overview, overview
from desktop_app.figures.promises import Finding, Judged
from desktop_app.reports.blocks import Document, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.overview_paper import PAGE, Sheet, _fitted, due_ledger, promise_rows, tight
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import Verdict
from desktop_app.services.desk import Desk
from tests.kit.paper import META, characters, page_texts, paper_text, printed, solid
from tests.kit.practised import practised


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


@pytest.fixture(scope="module")
def view(county: Desk) -> Overview:
    with county.store.read() as session:
        return overview(Question(session, DAY))


def made(desk: Desk, day: date = DAY) -> Document:
    return paper("overview").make(Request(desk, day))


def broken(view: Overview, offenders: int, said: str = "") -> Overview:
    """The same day with every promise broken."""
    behind = tuple(("task", number) for number in range(offenders))
    found = [
        Judged(one.promise, Verdict.BROKEN, Finding(40, behind, said=said or f"40 项中 {offenders} 项没做到", late=123))
        for one in view.promises
    ]
    return replace(view, promises=tuple(found))


def sheet(view: Overview, offenders: int) -> Document:
    numbers = {("task", number): f"2.{number}" for number in range(offenders)}
    return Document("总览", PAGE, _fitted(Sheet((), view, numbers)), META)


def test_the_practice_county_has_every_promise_and_what_is_due_on_two_pages(county: Desk, view: Overview) -> None:
    pages = page_texts(printed(made(county)))
    assert len(pages) == 2
    said = solid("".join(pages).replace("￾", "-"))
    assert all(one.promise.title in said for one in view.promises)
    assert "填报单位：清源县人民检察院" in said
    assert "截至2015年5月31日" in said
    assert "第二阶段对照检查，第92天，共153天" in said
    assert "任务完成16/41，动员会1次，集中学习4次，任务逾期2项" in said
    assert "41项任务中2项逾期未完成" in said
    assert "41项任务中2项逾期未完成（任务" in said
    assert "督查发现23起，3起未通报，1起写明原因不通报（习惯性督查" in said
    assert "期限" not in solid(pages[0]).partition("核查情况")[2].replace("归档期限", "")
    assert "已逾期65项" in solid(pages[1])
    assert "72件涉案财物未移送入库、存专户" in solid(pages[1])
    assert "另有逾期" in pages[1]


def test_it_carries_signatures_anchor_and_the_mark_of_practice(county: Desk) -> None:
    document = made(county)
    said = paper_text(printed(document))
    assert "填表人：" in said
    assert "审核人：" in said
    assert "操作记录" in said
    assert document.footer.watermark == "演练"


def test_no_character_is_smaller_than_nine_points(county: Desk) -> None:
    sizes = [mark.bottom - mark.top for mark in characters(printed(made(county)))]
    assert min(sizes) > 8.99


def test_lines_left_out_are_counted(view: Overview) -> None:
    ledger = due_ledger(view, 10)
    shown = [row for row in ledger.rows if isinstance(row, tuple)]
    assert len(shown) == 10
    whole = len(view.due.overdue) + len(view.due.coming)
    left = [int(part) for part in "".join(c if c.isdigit() else " " for c in ledger.note).split()]
    assert sum(left) == whole - 10
    assert due_ledger(view, whole).note == ""


@pytest.mark.parametrize("offenders", [1, 12, 300])
def test_everything_broken_still_stands_on_one_page(view: Overview, offenders: int) -> None:
    pages = page_texts(printed(sheet(broken(view, offenders), offenders)))
    assert len(pages) == 1
    assert all(one.promise.title in solid(pages[0]) for one in view.promises)


def test_names_that_leave_no_room_for_what_is_due_send_it_overleaf(view: Overview) -> None:
    long = broken(view, 6, "各业务部门逐项自查发现讯问笔录漏签骑缝、权利告知走形式")
    some = replace(long, promises=long.promises[:22])
    pages = [solid(page) for page in page_texts(printed(sheet(some, 6)))]
    assert len(pages) == 2
    assert pages[0].count("任务2.0、2.1、2.2、2.3、2.4、2.5）") == 22
    assert "到期事项" not in pages[0]
    assert "核查情况" not in pages[1]


def test_with_long_proofs_it_goes_on_overleaf_and_repeats_its_heads(view: Overview) -> None:
    long = broken(view, 9, "各业务部门逐项自查发现讯问笔录漏签骑缝、权利告知走形式、扣押清单项目填写不全" * 2)
    pages = [solid(page) for page in page_texts(printed(sheet(long, 9)))]
    assert len(pages) > 1
    assert all("核查情况" in page or "到期事项" in page for page in pages)
    assert "另有" not in "".join(pages)
    assert all(owed.number in "".join(pages).replace("￾", "-") for owed in view.due.coming)


def test_promises_that_do_not_apply_are_named_together(view: Overview) -> None:
    idle = [Judged(one.promise, Verdict.NOT_APPLICABLE, Finding(0, said="没有台账")) for one in view.promises[:3]]
    rows = list(promise_rows([*view.promises[3:], *idle], {}, 0))
    assert len(rows) == len(view.promises) - len(idle) + 1
    assert "不适用3条（没有台账）" in str(rows[-1])


def test_an_office_that_has_not_begun_prints_too(desk: Desk) -> None:
    said = paper_text(printed(made(desk)))
    assert "没有逾期的，未来14天也没有到期的" in said


def test_the_same_page_as_a_workbook(county: Desk, tmp_path: Path) -> None:
    path = tmp_path / "总览.xlsx"
    paper_workbook(made(county), path)
    book = CalamineWorkbook.from_path(str(path))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert any("一月一评查" in cell for cell in cells)
    assert any("41项任务中2项逾期未完成" in cell for cell in cells)


@pytest.mark.parametrize(
    ("said", "paper_said"),
    [
        ("41 项任务中 2 项", "41项任务中2项"),
        ("缺文号", "缺文号"),
        ("3号，2015-01-30 印发", "3号，2015-01-30印发"),
        ("A B", "A B"),
    ],
)
def test_the_thin_gaps_of_the_screen_are_not_printed(said: str, paper_said: str) -> None:
    assert tight(said) == paper_said


def test_it_is_made_of_ledgers_on_one_upright_sheet(county: Desk) -> None:
    document = made(county)
    assert not document.page.landscape
    assert sum(isinstance(block, Ledger) for block in document.blocks) == 3
