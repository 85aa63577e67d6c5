"""《问题整改情况统计表》 prints the figures and nothing of its own."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from python_calamine import CalamineWorkbook

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.reports.blocks import Document, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.issue_statistics import percent
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import IssueNature, IssueState, LookBackResult
from desktop_app.services.desk import Desk
from desktop_app.services.issues import look_back
from desktop_app.system.errors import Refusal
from tests.kit.office import officer
from tests.kit.paper import page_texts, paper_text, printed
from tests.kit.problems import FOUND, MEASURES, close, entered, many, problem

DAY = date(2015, 5, 31)


def made(desk: Desk, **asked: object) -> Document:
    return paper("issue_statistics").make(Request(desk, DAY, **asked))  # type: ignore[arg-type]


def tables(document: Document) -> list[Ledger]:
    return [block for block in document.flat if isinstance(block, Ledger)]


def whole(table: Ledger) -> list[str]:
    """The row of sums without its head."""
    return [str(cell) for cell in table.total or ()][1:]


@given(found=FOUND)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_numbers_are_the_figures(desk: Desk, found: list[tuple[IssueNature, str, IssueState, date]]) -> None:
    entered(desk, found)
    with desk.store.read() as session:
        question = Question(session, DAY)
        told = {figure: ask(f"issues.{figure}", question) for figure in ("count", "closed", "overdue", "closing_rate")}
    table = tables(made(desk))[0]
    if not found:
        assert table.empty == "截至2015年5月31日，没有登记问题。"
        return
    sums = whole(table)
    figures = [told[figure].value for figure in ("count", "closed", "overdue")]
    assert [sums[-5], sums[-4], sums[-2]] == [str(value) for value in figures]
    assert sums[-1] == percent(told["closing_rate"].value)
    for row in table.rows:
        line, *cells = [str(cell) for cell in row]  # type: ignore[union-attr]
        assert cells[-4] == str(told["closed"].groups.get(line, 0))
        assert cells[-2] == str(told["overdue"].groups.get(line, 0))
        assert cells[-1] == percent(told["closing_rate"].groups[line])
        by_nature = told["count"].groups[line]
        assert [cells[0], cells[5]] == [str(sum(by_nature.get(nature, {}).values())) for nature in ("共性", "个性")]
        assert int(cells[10]) == int(cells[11]) + int(cells[12])


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A rebound, and a problem of the same kind that came back to the same person."""
    leader, verifier = officer(desk, "袁倩", "院领导"), officer(desk, "叶新民", "案件管理办公室")
    handler = officer(desk, "陈少华")
    again = problem(desk, "讯问笔录漏签骑缝", [handler], measures=MEASURES, cause="主观：责任心不强")
    close(desk, again, verifier, leader, date(2015, 4, 20))
    look_back(desk, again, LookBackResult.REBOUND, date(2015, 5, 4), verifier, "又有3件", date(2015, 5, 20))
    problem(desk, "说理文书格式化", [handler], cause="制度：缺少审核环节", nature=IssueNature.COMMON, leader_id=leader)
    return desk


def test_causes_and_rebounds_stand_below(told: Desk) -> None:
    causes = tables(made(told))[1]
    labels = [column.label for column in causes.columns]
    row = dict(zip(labels, [str(cell) for cell in next(iter(causes.rows))], strict=True))  # type: ignore[arg-type]
    assert row == {
        "条线": "公诉", "主观": "1", "客观": "0", "制度": "1",
        "反弹": "1", "重复发生": "0", "延期": "0", "退回（次）": "0", "逾期销号": "0",
    }  # fmt: skip
    assert whole(causes) == list(row.values())[1:]
    assert "原因剖析和反复情况" in paper_text(printed(made(told)))


def test_both_tables_of_every_line_stand_on_one_page(desk: Desk) -> None:
    many(
        desk, 40, [officer(desk, "袁倩", "院领导"), officer(desk, "叶新民", "案件管理办公室"), officer(desk, "陈少华")]
    )
    pages = page_texts(printed(made(desk)))
    assert len(pages) == 1
    assert "第 1 页 / 共 1 页" in pages[0]


def test_both_tables_go_into_a_workbook(told: Desk, tmp_path: Path) -> None:
    assert paper_workbook(made(told), tmp_path / "a.xlsx") == 2
    sheet = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[4][:6] == ["公诉", 1, 0, 1, 1, "0.0%"]


def test_an_empty_office_says_so_on_paper_and_in_the_workbook(desk: Desk, tmp_path: Path) -> None:
    assert "截至2015年5月31日，没有登记问题。" in paper_text(printed(made(desk)))
    paper_workbook(made(desk), tmp_path / "a.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert "截至2015年5月31日，没有登记问题。" in [str(cell) for row in sheet for cell in row]


def test_it_takes_no_options(desk: Desk) -> None:
    with pytest.raises(Refusal, match="问题整改情况统计表没有“department”这个选项"):
        made(desk, options={"department": "公诉科"})
