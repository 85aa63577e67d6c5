"""Ledgers over many pages: heads repeated, rows whole, columns as wide as their contents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.reports.blocks import Cell, Column, GroupRow, Heading, Ledger, UnitLine
from desktop_app.reports.columns import column_widths
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.styles import LEDGER_PAGE, Align
from tests.kit.paper import characters, page_texts, paper, paper_text, printed, solid

COLUMNS = (
    Column("序号", align=Align.CENTRE),
    Column("工作任务"),
    Column("开始", group="时间安排", align=Align.CENTRE),
    Column("完成时限", group="时间安排", align=Align.CENTRE),
    Column("金额", align=Align.RIGHT),
)
TASK = "制定并印发《清源县人民检察院规范司法行为专项整治工作方案》"
ROWS = tuple((str(i), TASK, "2015-01-12", "2015-02-11", f"{i * 37.5:,.2f}") for i in range(1, 61))


def texts(ledger: Ledger) -> list[str]:
    return [solid(text) for text in page_texts(printed(paper(ledger, page=LEDGER_PAGE)))]


def test_the_head_of_two_levels_stands_on_every_page() -> None:
    pages = texts(Ledger(COLUMNS, ROWS))
    assert len(pages) >= 3
    for page in pages:
        assert {"序号", "工作任务", "时间安排", "完成时限"} <= {
            word for word in ("序号", "工作任务", "时间安排", "完成时限") if word in page
        }


def test_every_row_is_printed_once_and_in_order() -> None:
    together = "".join(texts(Ledger(COLUMNS, ROWS)))
    amounts = [row[4] for row in ROWS]
    places = [together.find("2015-02-11" + amount) for amount in amounts]
    assert -1 not in places
    assert places == sorted(places)
    assert together.count(TASK) == len(ROWS)


def test_amounts_end_on_one_line() -> None:
    pdf = printed(paper(Ledger(COLUMNS, ROWS), page=LEDGER_PAGE))
    marks = list(characters(pdf))
    ends = {
        round(a.right, 1)
        for a, b in zip(marks, [*marks[1:], marks[0]], strict=True)
        if a.char.isdigit() and b.left < a.left
    }
    assert len({end for end in ends if end > 700}) == 1


def test_short_columns_are_not_broken_for_a_long_one() -> None:
    rows = (("1", TASK * 3, "2015-01-12", "2015-02-11", "1,234,567.89"),)
    ledger = Ledger(COLUMNS, rows)
    widths = column_widths(ledger, rows, 700, workstation_fonts())
    assert sum(widths) == pytest.approx(700)
    page = "".join(page_texts(printed(paper(ledger, page=LEDGER_PAGE))))
    assert all(word in page for word in ("2015-01-12", "2015-02-11", "1,234,567.89"))


def test_fixed_and_weighted_columns_get_what_they_say() -> None:
    ledger = Ledger((Column("甲", mm=20), Column("乙", weight=2), Column("丙", weight=1)), ())
    widths = column_widths(ledger, (), 356.6929, workstation_fonts())
    assert widths == pytest.approx((56.6929, 200, 100))


@given(st.lists(st.lists(st.text("检察院科1234567890，、ABC", max_size=40), min_size=4, max_size=4), max_size=12))
@settings(max_examples=60)
def test_widths_always_fill_the_sheet(rows: list[list[str]]) -> None:
    ledger = Ledger(tuple(Column(label) for label in ("序号", "责任领导", "备注", "完成时限情况说明")), ())
    widths = column_widths(ledger, rows, 757, workstation_fonts())
    assert sum(widths) == pytest.approx(757)
    assert min(widths) > 10


def test_group_total_note_and_emptiness() -> None:
    rows = (GroupRow("一、动员部署"), *ROWS[:2])
    total = (Cell("合计", span=4, align=Align.CENTRE), "112.50")
    page = texts(Ledger(COLUMNS, rows, total=total, note="注：进度<100%的须注明原因。"))[0]
    assert "一、动员部署1" in page
    assert "合计112.50注：进度<100%的须注明原因。" in page
    assert "（无记录）" in texts(Ledger(COLUMNS, ()))[0]


def test_a_group_row_is_not_left_alone_at_the_foot() -> None:
    rows = [row for i in range(40) for row in (GroupRow(f"第{i}组"), (str(i), "任务", "", "", ""))]
    pages = texts(Ledger(COLUMNS, rows))
    assert len(pages) > 2
    assert not [page for page in pages if page.split("填表人")[0].split("第1页")[0].endswith("组")]


def test_a_row_taller_than_a_page_is_parted_between_lines() -> None:
    long = "检察院规范司法行为专项整治。" * 220
    pages = texts(Ledger(COLUMNS, (("1", long, "", "", ""), ("2", "短", "", "", "9.00"))))
    assert len(pages) >= 2
    body = "".join(pages)
    assert {body.count(char) for char in "检察院"} == {220}
    assert all("工作任务" in page for page in pages)


def test_title_and_unit_line_stay_with_the_first_rows() -> None:
    sheet = paper(
        Heading("任务分解表"),
        UnitLine("清源县人民检察院", "截至2015年5月31日"),
        Ledger(COLUMNS, ROWS),
        page=LEDGER_PAGE,
    )
    first = solid(page_texts(printed(sheet))[0])
    assert first.startswith("任务分解表清源县人民检察院截至2015年5月31日")
    assert TASK in first


def test_cells_hold_what_was_entered() -> None:
    odd = ("1", '<b>&amp;</b><img src="x">', "𬭎某", "A\nB", "1")
    assert solid("".join(odd)) in paper_text(printed(paper(Ledger(COLUMNS, (odd,)), page=LEDGER_PAGE)))


def test_nothing_is_smaller_than_nine_points() -> None:
    pdf = printed(paper(Ledger(COLUMNS, ROWS), page=LEDGER_PAGE))
    assert min(mark.bottom - mark.top for mark in characters(pdf)) >= 9


def test_names_of_departments_and_whole_heads_have_their_room() -> None:
    columns = (Column("序号"), Column("工作任务"), Column("牵头部门"), Column("责任领导"), Column("完成日期"))
    rows = (("1", TASK * 2, "案件管理办公室", "萧思源", "2015-02-11"), ("2", "短", "计划财务装备科", "李㛃", ""))
    marks = list(characters(printed(paper(Ledger(columns, rows), page=LEDGER_PAGE))))
    for word in ("案件管理办公室", "计划财务装备科", "责任领导"):
        at = "".join(mark.char for mark in marks).index(word)
        assert len({round(mark.top, 1) for mark in marks[at : at + len(word)]}) == 1, word


def test_room_to_spare_goes_to_the_column_that_flows() -> None:
    columns = (Column("序号"), Column("顺序", align=Align.RIGHT), Column("目标", weight=1))
    order, place, goal = column_widths(Ledger(columns, ()), (("1", "1", "四查四促"),), 700, workstation_fonts())
    assert order < 50
    assert place < 50
    assert goal == pytest.approx(700 - order - place)


def test_a_wide_word_met_once_does_not_take_the_room_of_the_long_column() -> None:
    columns = (Column("序号"), Column("案号"), Column("工作任务"))
    odd = "清源检捕受［２０１５］６１９０２３００１１１号"
    rows = tuple((str(i), odd if i == 3 else "清源检捕受〔2015〕7号", TASK * 3) for i in range(40))
    _, _, task = column_widths(Ledger(columns, ()), rows, 500, workstation_fonts())
    assert task > 320


def test_a_number_of_the_register_stays_whole_and_is_found() -> None:
    columns = (Column("序号"), Column("编号"), Column("问题", weight=1), Column("措施", weight=1))
    rows = [(str(i), f"2015-侦监-个-{i:03}", TASK * 4, TASK * 5) for i in range(60)]
    pages = page_texts(printed(paper(Ledger(columns, rows), page=LEDGER_PAGE)))
    assert all(any(row[1] in page for page in pages) for row in rows)


def test_a_note_is_never_alone_on_a_page() -> None:
    for count in range(10, 30):
        pages = texts(Ledger(COLUMNS, ROWS[:count], note="注：金额单位为元。"))
        assert f"{count * 37.5:,.2f}" in pages[-1]


@pytest.mark.parametrize("grouped", [False, True])
def test_the_last_row_is_never_alone_on_a_page(grouped: bool) -> None:
    """However many rows there are, the last page of several bears two of them, or one and its total."""
    columns = COLUMNS if grouped else COLUMNS[:2]
    for count in range(12, 45):
        for note in ("", "注：金额单位为元。"):
            last = texts(Ledger(columns, [row[: len(columns)] for row in ROWS[:count]], note=note))[-1]
            assert last.count(TASK) >= 2, (count, note)


def test_rows_move_overleaf_by_themselves_only() -> None:
    """A row added takes one more overleaf at most, and what is printed before the last two does not move."""
    pages = [[page.count(TASK) for page in texts(Ledger(COLUMNS, ROWS[:count]))] for count in range(15, 40)]
    most = max(map(max, pages))
    assert {sum(page) for page in pages} == set(range(15, 40))
    assert all(count >= most - 1 for page in pages for count in page[:-1])


def test_a_tall_row_stays_where_it_is() -> None:
    """It would leave a page nearly empty to go overleaf with the last one."""
    tall = ("2", TASK * 28, "", "", "")
    pages = texts(Ledger(COLUMNS, (ROWS[0], tall, *ROWS[2:3])))
    rows = [page.count("整治工作方案") for page in pages]
    assert rows[0] > 25
