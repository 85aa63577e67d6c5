"""The printed roadmap: tiles that can be taped together, words beside every bar."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.reports.blocks import Document, Drawing, ShapeMark, TextMark
from desktop_app.reports.gantt import Chart, Choice, GanttRow, Level, roadmap
from desktop_app.reports.gantt_rows import bar_words
from desktop_app.reports.poster import PosterPhase, wall_poster
from desktop_app.reports.styles import LEDGER_PAGE, Align, Footer, PageSetup, Paper
from tests.kit.paper import META, characters, page_texts, paper_text, printed, solid

TODAY = date(2015, 5, 6)
A3 = PageSetup(Paper.A3, True, LEDGER_PAGE.margins)


def task(number: int, start: date, days: int, **more: object) -> GanttRow:
    row = GanttRow(
        Level.TASK, f"2.{number}", f"第{number}项涉案财物全面盘点工作", "案件管理办公室", start, start + timedelta(days)
    )
    return replace(row, **more)  # type: ignore[arg-type]


def chart(count: int = 41, **more: object) -> Chart:
    tasks = [task(i, date(2015, 1, 5) + timedelta(7 * i), 20) for i in range(1, count + 1)]
    phase = GanttRow(Level.PHASE, "二", "对照检查", "", date(2015, 1, 12), date(2015, 11, 30), progress=40)
    made = Chart("专项整治路线图", "清源县人民检察院", (phase, *tasks), date(2015, 1, 1), date(2015, 12, 31), TODAY)
    return replace(made, **more)  # type: ignore[arg-type]


def drawings(document: Document) -> list[Drawing]:
    return [block for block in document.blocks if isinstance(block, Drawing)]


def words(drawing: Drawing) -> list[str]:
    return [mark.text for mark in drawing.marks if isinstance(mark, TextMark)]


def test_a_year_fits_one_sheet_across_and_names_follow_down() -> None:
    sheets = drawings(roadmap(chart(), META))
    assert len(sheets) == 3
    names = [word for sheet in sheets for word in words(sheet) if word.startswith("2.")]
    assert names == [f"2.{i}" for i in range(1, 42)]
    assert all({"1月", "12月", "责任部门", "期限"} <= set(words(sheet)) for sheet in sheets)


def test_a_larger_scale_goes_over_sheets_both_ways_with_names_repeated() -> None:
    sheets = drawings(roadmap(chart(day_points=2.6), META))
    names = [[word for word in words(sheet) if word.startswith("2.")] for sheet in sheets]
    assert len(sheets) == 6
    assert names[0] == names[1]
    assert {"图幅：第1行第1列", "图幅：第1行第2列", "图幅：第3行第2列"} <= {
        word for sheet in sheets for word in words(sheet)
    }
    assert "责任部门" not in words(sheets[1])


def test_weeks_are_named_where_there_is_room() -> None:
    assert "19" in words(drawings(roadmap(chart(day_points=2.6), META))[0])
    assert "19" not in words(drawings(roadmap(chart(), META))[0])


@pytest.mark.parametrize("page", [LEDGER_PAGE, A3])
@pytest.mark.parametrize("scale", [0.0, 0.9, 2.6, 6.0])
def test_every_text_is_nine_points_and_stays_on_the_sheet(page: PageSetup, scale: float) -> None:
    late = task(9, date(2015, 12, 1), 29, progress=30, overdue_days=8, slip=12, baseline_due=date(2015, 12, 10))
    for sheet in drawings(roadmap(chart(day_points=scale, rows=(*chart().rows, late)), META, page=page)):
        texts = [mark for mark in sheet.marks if isinstance(mark, TextMark)]
        assert min(mark.style.size for mark in texts) >= 9
        assert all(0 <= mark.x <= sheet.width + 0.1 and 0 <= mark.y <= sheet.height for mark in texts)


def test_state_is_told_in_words() -> None:
    base = task(1, date(2015, 4, 1), 10)
    assert bar_words(replace(base, progress=60)) == "60%"
    assert bar_words(replace(base, overdue_days=8, progress=60)) == "超 8 天"
    assert bar_words(replace(base, done_on=date(2015, 4, 9), progress=100, slip=-3)) == "完成 4-9，提前 3 天"
    assert bar_words(replace(base, slip=5)) == "推迟 5 天"


def test_today_is_marked_once_across_the_sheets() -> None:
    sheets = drawings(roadmap(chart(day_points=2.6), META))
    assert [any("今天 5-6" in word for word in words(sheet)) for sheet in sheets] == [True, False] * 3


def test_chart_table_or_both() -> None:
    pages = {
        choice: [solid(text) for text in page_texts(printed(roadmap(chart(), META, choice=choice)))]
        for choice in Choice
    }
    assert len(pages[Choice.BOTH]) == len(pages[Choice.CHART]) + len(pages[Choice.TABLE])
    assert "原定期限" in pages[Choice.TABLE][0]
    assert "原定期限" not in "".join(pages[Choice.CHART])
    assert all("第39项涉案财物全面盘点工作" in "".join(pages[choice]) for choice in Choice)


def test_an_empty_roadmap_is_still_a_paper() -> None:
    assert len(page_texts(printed(roadmap(chart(rows=()), META, choice=Choice.BOTH)))) == 2


def test_the_wall_poster_holds_all_tasks_on_one_sheet() -> None:
    phases = tuple(
        PosterPhase(
            f"第{i}阶段",
            date(2015, i, 1),
            date(2015, i + 1, 28),
            "四查四促，查准查实问题",
            tuple(f"任务{i}之{k}" for k in range(17)),
        )
        for i in range(1, 5)
    )
    pages = page_texts(printed(wall_poster("路线图", "清源县人民检察院", phases, META, TODAY)))
    assert len(pages) == 1
    assert all(f"任务{i}之{k}" in pages[0] for i in range(1, 5) for k in range(17))


def test_a_poster_with_too_many_tasks_says_how_many_are_left_out() -> None:
    tasks = tuple(f"第{k}项任务" for k in range(200))
    phase = PosterPhase("动员部署", date(2015, 1, 1), date(2015, 2, 28), "部署到人", tasks)
    text = solid(page_texts(printed(wall_poster("路线图", "清源县人民检察院", (phase,) * 4, META, TODAY)))[0])
    shown = text.count("项任务") // 4
    assert f"……另有{200 - shown}项" in text


def mark_of(drawing: Drawing, word: str) -> TextMark:
    return next(mark for mark in drawing.marks if isinstance(mark, TextMark) and mark.text == word)


def test_days_not_yet_known_are_told_and_never_guessed() -> None:
    undated = replace(task(1, date(2015, 4, 1), 10), start=None, due=None)
    open_ended = replace(task(2, date(2015, 4, 1), 10), due=None)
    sheet = drawings(roadmap(chart(rows=(undated, open_ended)), META))[0]
    assert words(sheet).count("待补") == 2
    assert {"起止待补", "期限待补"} <= set(words(sheet))
    assert "04-01" not in words(sheet)
    table = solid(page_texts(printed(roadmap(chart(rows=(undated, open_ended)), META, choice=Choice.TABLE)))[0])
    assert table.count("待补") == 3


def test_years_are_written_where_deadlines_have_several() -> None:
    rows = (task(1, date(2015, 4, 1), 10), task(2, date(2015, 11, 1), 90))
    sheet = drawings(roadmap(chart(rows=rows, first=date(2014, 12, 1), last=date(2016, 1, 31)), META))[0]
    assert {"2015-04-11", "2016-01-30", "2014年", "2015年"} <= set(words(sheet))
    early = replace(rows[0], start=date(2014, 12, 29), due=date(2015, 1, 19), done_on=date(2014, 12, 25))
    assert bar_words(early) == "完成 2014-12-25"


def test_two_years_take_two_sheets_across_not_four() -> None:
    rows = tuple(task(i, date(2014, 12, 1) + timedelta(35 * i), 20) for i in range(20))
    sheets = drawings(roadmap(chart(rows=rows, first=date(2014, 12, 1), last=date(2016, 11, 30)), META))
    assert len({said for sheet in sheets for said in words(sheet) if said.startswith("图幅")}) == 2


def test_a_phase_says_how_much_is_done_beside_its_bar_not_as_a_department() -> None:
    phase = replace(chart().rows[0], state="完成 3/8 项")
    sheet = drawings(roadmap(chart(rows=(phase, *chart().rows[1:])), META))[0]
    head = mark_of(sheet, "责任部门")
    assert mark_of(sheet, "完成 3/8 项").x > head.x + 40


def test_the_map_of_many_sheets_stays_a_map() -> None:
    sheet = drawings(roadmap(chart(400, day_points=2.6), META))[0]
    cells = [
        mark for mark in sheet.marks if isinstance(mark, ShapeMark) and mark.points[0][1] < 24 and mark.width < 0.5
    ]
    assert len(cells) > 20
    assert {round(cell.points[1][0] - cell.points[0][0], 1) for cell in cells} == {11.2}


def test_arrows_of_the_poster_stand_on_their_columns_and_dates_under_names() -> None:
    phases = tuple(
        PosterPhase(name, date(2014, 12, i), date(2015, i + 1, 28), "四查四促", ("任务",))
        for i, name in enumerate("甲乙丙丁", 1)
    )
    document = wall_poster("路线图", "清源县人民检察院", phases, META, TODAY, Footer(anchor="操作记录 000128·3fa9"))
    sheet = drawings(document)[0]
    shapes = [mark for mark in sheet.marks if isinstance(mark, ShapeMark)]
    arrows = [mark.points for mark in shapes if len(mark.points) == 6]
    columns = [mark.points for mark in shapes if len(mark.points) == 4 and mark.stroke]
    assert [(arrow[0][0], arrow[1][0]) for arrow in arrows] == [(column[0][0], column[1][0]) for column in columns]
    assert max(arrow[2][0] for arrow in arrows) == pytest.approx(sheet.width)
    for i, name in enumerate("甲乙丙丁", 1):
        dates = mark_of(sheet, f"2014年12月{i}日 — 2015年{i + 1}月28日")
        assert (dates.x, dates.align) == (mark_of(sheet, name).x, Align.CENTRE)
    pdf = printed(document)
    text = paper_text(pdf)
    assert "截至2015年5月6日" in text
    anchor = next(mark for mark in characters(pdf) if mark.char == "操")
    assert 280 * 72 / 25.4 < anchor.top < (297 - 5) * 72 / 25.4


def test_a_phase_without_tasks_says_so_on_the_poster() -> None:
    phase = PosterPhase("动员部署", date(2015, 1, 1), date(2015, 2, 28), "", ())
    assert "尚未安排任务" in paper_text(printed(wall_poster("路线图", "院", (phase,), META, TODAY)))


def test_words_of_a_late_task_are_dark_on_a_black_and_white_printer() -> None:
    sheet = drawings(roadmap(chart(rows=(task(1, date(2015, 4, 1), 10, overdue_days=25),)), META))[0]
    red, green, blue = (int(mark_of(sheet, "超 25 天").colour[at : at + 2], 16) for at in (1, 3, 5))
    assert 0.299 * red + 0.587 * green + 0.114 * blue < 0.25 * 255
