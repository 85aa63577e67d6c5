"""The paper of a saved table: words by words, totals, the records behind it; from two columns to sixty."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.reports.blocks import Document, GroupRow, Ledger
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.reports.styles import Paper
from desktop_app.rules.periods import Period
from desktop_app.rules.typed_periods import typed_period
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit.county import first_three, office_with
from tests.kit.paper import page_texts, paper_text, printed, solid
from tests.kit.practised import practised
from tests.kit.shell import Shell

DAY = date(2015, 5, 31)
QUARTER = typed_period("2015-01..03", DAY)


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


def made(desk: Desk, record: str = "", period: Period | None = None, day: date = DAY, /, **options: str) -> Document:
    return paper("saved_table").make(Request(desk, day, period, record, options))


def ledgers(document: Document) -> list[Ledger]:
    return [block for block in document.flat if isinstance(block, Ledger)]


def body(ledger: Ledger) -> list[list[str]]:
    rows = [row for row in ledger.rows if not isinstance(row, GroupRow)]
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in rows]


def test_a_saved_table_with_its_list(county: Desk) -> None:
    document = made(county, "TJ-01", QUARTER)
    table, listed = ledgers(document)
    with county.store.read() as session:
        answer = catalogue.ask("issues.count", Question(session, DAY, QUARTER))
    assert table.total is not None
    assert table.total[0] == "合计"
    assert table.total[-1] == str(answer.value)
    assert {row[0]: int(row[-1]) for row in body(table)} == {line: len(answer.under(line)) for line in answer.groups}
    assert [row[0] for row in body(listed)] == [str(at) for at in range(1, int(answer.value or 0) + 1)]
    pages = page_texts(printed(document))
    first = solid(pages[0])
    assert "问题·条线×状态统计表" in first
    assert "填报单位：清源县人民检察院" in first
    assert "期间：2015年1月至3月（按发现日期）" in first
    assert "截至2015年5月31日" in first
    assert "填表人：" in first
    assert "审核人：" in first
    assert f"第1页/共{len(pages)}页" in first
    assert f"附：问题·条线×状态统计表明细（{answer.value}条问题）" in solid(pages[1])


def test_a_unit_the_measure_says_already_is_not_said_twice(county: Desk) -> None:
    heads = {ledgers(made(county, number))[0].columns[1].group for number in ("TJ-01", "TJ-18")}
    assert heads == {"状态（件数，条）", "状态（份数）"}


def test_records_of_the_list_stand_in_the_order_of_the_table(county: Desk) -> None:
    table, listed = ledgers(made(county, "TJ-01"))
    numbers = [column.label for column in listed.columns]
    states = [row[numbers.index("状态")] for row in body(listed)]
    heads = [column.label for column in table.columns[1:-1]]
    first = body(table)[0]
    expected = [word for word, count in zip(heads, first[1:-1], strict=True) for _ in range(int(count))]
    assert states[: len(expected)] == expected


def test_what_is_not_kept_is_asked_by_its_words(county: Desk) -> None:
    document = made(county, base="考试成绩", rows="部门", measure="应考、平均分、及格率")
    (table,) = ledgers(document)
    assert document.title == "考试成绩·部门统计表"
    assert [column.label for column in table.columns] == ["部门", "应考（人次）", "平均分（分）", "及格率"]
    with county.store.read() as session:
        mean = catalogue.ask("exams.mean", Question(session, DAY)).value
    assert table.total is not None
    assert table.total[2] == f"{mean:.2f}"
    assert str(table.total[3]).endswith("%")


def test_columns_of_several_measures_stand_under_their_word(county: Desk) -> None:
    (table,) = ledgers(made(county, "TJ-02"))
    assert [(column.group, column.label) for column in table.columns[1:]] == [
        (group, label) for group in ("共性", "个性", "合计") for label in ("件数（条）", "已销号（条）", "销号率")
    ]


@pytest.mark.parametrize(
    ("words", "size", "landscape", "parts"),
    [
        ({"base": "问题", "rows": "条线", "columns": "性质"}, Paper.A4, False, 1),
        ({"base": "办结案件", "rows": "部门", "columns": "办理结果"}, Paper.A3, True, 1),
        ({"base": "培训签到", "rows": "部门", "columns": "人员"}, Paper.A3, True, 2),
    ],
)
def test_the_page_is_as_large_as_the_columns_ask(
    county: Desk, words: dict[str, str], size: Paper, landscape: bool, parts: int
) -> None:
    document = made(county, **words)
    assert (document.page.paper, document.page.landscape) == (size, landscape)
    tables = ledgers(document)
    assert len(tables) == parts
    across = [column.label for table in tables for column in table.columns[1:]]
    assert len(set(across)) == len(across)
    assert across[-1] == "合计"
    assert len(page_texts(printed(document))) == parts


def test_a_table_of_nothing_says_so(county: Desk) -> None:
    text = paper_text(printed(made(county, "TJ-01", typed_period("2013", DAY))))
    assert "（截至2015年5月31日，2013年没有问题）" in solid(text)
    assert "明细" not in text


def test_words_that_overlap_are_explained_under_the_table(county: Desk) -> None:
    (table,) = ledgers(made(county, "TJ-03"))
    assert table.note == "注：同一问题可列入几个类别，合计只计一次。"


def test_people_under_inquiry_are_not_listed(county: Desk) -> None:
    (table,) = ledgers(made(county, base="双查对象", rows="处理方式", list="1"))
    assert body(table)
    assert table.note == "注：双查对象涉及受调查人员，不附明细。"


def test_a_list_of_an_earlier_day_says_that_its_words_are_of_today(county: Desk) -> None:
    _table, listed = ledgers(made(county, "TJ-01", None, date(2015, 4, 30)))
    assert "明细各栏是现在的记载" in listed.note


@pytest.mark.parametrize(
    ("record", "options", "said"),
    [
        ("", {}, "没说印哪张统计表"),
        ("TJ-99", {}, "没有“TJ-99”这张统计表"),
        ("", {"base": "问题", "rows": "天气"}, "问题不能按“天气”分"),
        ("TJ-01", {"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_made_is_refused(county: Desk, record: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        made(county, record, **options)


def test_the_workbook_has_numbers_that_add_up_and_the_list_on_its_own_sheet(county: Desk, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert paper_workbook(made(county, "TJ-01", QUARTER), path) == 2
    book = CalamineWorkbook.from_path(path)
    table, listed = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names)
    *own, total = [row for row in table[4:] if row[0]]
    assert total[0] == "合计"
    assert [sum(float(str(row[at])) for row in own) for at in range(1, len(total))] == list(total[1:])
    assert book.sheet_names[1].startswith("附")
    assert len(listed) == 3 + int(float(str(total[-1])))


def test_the_command_line_prints_it(folder: DataFolder, clock: TurnedClock, tmp_path: Path) -> None:
    office_with(first_three("清源县"), folder.root, clock).store.close()
    shell = Shell(folder.root)
    sheet, page = tmp_path / "表.xlsx", tmp_path / "表.pdf"
    asked = ("print", "saved_table", "--record", "TJ-01", "--period", "2015-01..03", "--as-of", "2015-05-31", "--out")
    shell(*asked, sheet)
    shell(*asked, page)
    written = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    assert written[0][0] == "问题·条线×状态统计表"
    assert "2015年1月至3月" in paper_text(page.read_bytes())
    assert "不是期间" in shell("print", "saved_table", "--record", "TJ-01", "--period", "某时", "--out", page, status=2)
