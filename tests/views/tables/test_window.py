"""The window 统计表 by keys: choosing, periods, what every cell opens, what stands there again, keeping a table."""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop_app.figures.cross import EVERY
from desktop_app.figures.cross_bases import BASES
from desktop_app.figures.engine import Question
from desktop_app.services.desk import Desk
from desktop_app.services.saved_tables import Wanted, counted, kept, kept_as, plain_table
from desktop_app.store.undo import undo
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.tables.window import Given, Place, TableWindow
from desktop_app.views.tables.words import heads, on_two_lines, rows
from tests.kit.dialogs import meanwhile, previewing
from tests.kit.keys import ALT, CTRL, enter, focus, press, settled, type_
from tests.kit.practised import practised

Key = Qt.Key


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


@pytest.fixture
def given(qapp: QApplication, county: Desk) -> Iterator[Given]:
    theme.apply(qapp)
    jobs = Jobs()
    yield Given(county, Bus(), jobs, Settings())
    jobs.close()


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, given: Given, place: Place) -> Iterator[TableWindow]:
    made = shown(qtbot, given, place)
    yield made
    dropped(qapp, made)


def shown(qtbot: QtBot, given: Given, place: Place) -> TableWindow:
    made = TableWindow(None, given, place)
    made.show()
    settled(made)
    counted_out(qtbot, made)
    return made


def dropped(qapp: QApplication, window: QWidget) -> None:
    window.close()
    window.deleteLater()
    qapp.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def counted_out(qtbot: QtBot, window: TableWindow) -> None:
    qtbot.waitUntil(lambda: not window.busy, timeout=20_000)
    QApplication.processEvents()


def total(window: TableWindow) -> str:
    return window.table.sheet.rows[-1].boxes[-1].text


def choose(box: QComboBox, value: str) -> None:
    """The officer goes to a value of a box by the arrow keys."""
    box.setFocus()
    press(Key.Key_Home)
    press(Key.Key_Down, times=box.findData(value))
    assert box.currentData() == value


def test_it_opens_on_the_first_table_with_its_numbers(window: TableWindow) -> None:
    assert window.title.text() == "问题·条线×状态统计表"
    assert total(window) == "131"
    assert "件数 131 条" in window.over.text()
    assert window.list.list.currentRow() == 0
    assert focus() is window.list.box


def test_a_table_is_found_by_its_initials_and_enter_goes_to_the_period_and_the_table(
    qtbot: QtBot, window: TableWindow
) -> None:
    type_("pckf")
    counted_out(qtbot, window)
    assert window.title.text() == "评查扣分·项目×部门统计表"
    enter()
    assert focus() is window.period
    type_("1-3")
    type_("月")
    enter()
    counted_out(qtbot, window)
    assert focus() is window.table
    assert "期间：2015年1月至3月（按评查月份）" in window.over.text()
    with window.desk.facts() as facts:
        found = counted(facts, window.wanted, window.desk.today, window.request().period)
    assert total(window) == found.cell().said


def test_arrows_choose_while_the_cursor_stays_in_the_box(qtbot: QtBot, window: TableWindow) -> None:
    for down in (1, 2):
        press(Key.Key_Down)
        counted_out(qtbot, window)
        assert window.list.list.currentRow() == down
        assert window.wanted == window.list.tables[down]
    assert focus() is window.list.box


@pytest.mark.parametrize(
    ("table", "period", "as_of", "said"),
    [
        ("问题·条线×状态", "某时", "", "时段“某时”不认识"),
        ("问题·条线×状态", "", "某时", "截至日期“某时”不是日期"),
        ("问题·条线×状态", "", "2030-01-01", "还没到"),
    ],
)
def test_what_cannot_be_read_is_said_and_no_number_stands(
    qtbot: QtBot, window: TableWindow, table: str, period: str, as_of: str, said: str
) -> None:
    window.period.setText(period)
    window.as_of.setText(as_of)
    (window.period if period else window.as_of).setFocus()
    enter()
    counted_out(qtbot, window)
    assert said in window.said.text()
    assert window.table.sheet.rows == ()
    assert (window.period if period else window.as_of).property("bad")
    press(Key.Key_P, CTRL)
    assert said in window.said.text()
    press(Key.Key_A, CTRL)
    press(Key.Key_Backspace)
    enter()
    counted_out(qtbot, window)
    assert total(window) == "131"
    assert not window.period.property("bad")


def test_a_base_without_periods_refuses_one(qtbot: QtBot, window: TableWindow) -> None:
    window.period.setText("一季度")
    choose(window.words.base, "AB岗")
    counted_out(qtbot, window)
    assert "AB岗只看截至日期，不分期间" in window.said.text()
    assert window.period.property("bad")


def test_the_day_is_the_desks_unless_typed(qtbot: QtBot, window: TableWindow) -> None:
    window.as_of.setFocus()
    type_("2015-04-15")
    enter()
    counted_out(qtbot, window)
    assert "截至2015年4月15日" in window.over.text()
    with window.desk.facts() as facts:
        found = counted(facts, window.wanted, window.request().as_of, None)
    assert total(window) == found.cell().said


def test_a_period_without_anything_says_so(qtbot: QtBot, window: TableWindow) -> None:
    window.period.setFocus()
    type_("2013")
    enter()
    counted_out(qtbot, window)
    assert window.table.sheet.rows == ()
    assert not window.table.heads.isVisible()
    assert "没有问题。换期间或截至日期" in window.said.text()


def test_words_are_changed_one_by_one(qtbot: QtBot, window: TableWindow) -> None:
    choose(window.words.rows, "部门")
    counted_out(qtbot, window)
    assert window.title.text() == "问题·部门×状态统计表"
    assert window.list.list.currentRow() == -1
    choose(window.words.columns, "")
    choose(window.words.measure, "件数、已销号、逾期、销号率")
    counted_out(qtbot, window)
    assert window.wanted.asks == ("问题", "部门", "", "件数、已销号、逾期、销号率")
    assert [box.text for box in window.table.sheet.rows[-1].boxes] == ["合计", "131", "57", "35", "43.5%"]
    choose(window.words.rows, "性质")
    choose(window.words.columns, "性质")
    counted_out(qtbot, window)
    assert "行和列都是“性质”" in window.said.text()


def test_enter_on_a_cell_opens_its_records_and_the_window_opens_again_there(
    qtbot: QtBot, qapp: QApplication, given: Given, place: Place, window: TableWindow
) -> None:
    asked: list[tuple[str, tuple[int, ...], str]] = []
    given.bus.open_records.connect(lambda *told: asked.append(told))
    window.period.setFocus()
    type_("2015Q1")
    enter()
    counted_out(qtbot, window)
    press(Key.Key_Down)
    press(Key.Key_Right)
    with given.desk.facts() as facts:
        found = counted(facts, window.wanted, given.desk.today, window.request().period)
    cell = found.cell(found.rows[1], found.columns[1])
    enter()
    words = f"问题 · {found.rows[1]} · {found.columns[1]} {cell.value} 条"
    assert asked == [("issue", tuple(id_ for _, id_ in cell.behind), words)]
    assert not window.isVisible()
    again = shown(qtbot, given, place)
    assert again.period.text() == "2015Q1"
    assert (again.table.currentIndex().row(), again.table.currentIndex().column()) == (1, 2)
    dropped(qapp, again)


def tables_of(desk: Desk) -> list[Wanted]:
    with desk.facts() as facts:
        return [*kept(facts), *(plain_table(base.label) for base in BASES)]


def test_every_cell_of_every_table_opens_the_records_it_is_told_from(qapp: QApplication, county: Desk) -> None:
    theme.apply(qapp)
    table = KindTable("表", "")
    for wanted in tables_of(county):
        with county.facts() as facts:
            found = counted(facts, wanted, county.today, None)
        table.kind = found.base.kind
        table.load(heads(found), rows(found))
        width = len(found.measures)
        for at, row in enumerate((*found.rows, EVERY)):
            for column, word in enumerate((*found.columns, EVERY)):
                for place, one in enumerate(found.measures):
                    opened = table.openings(at, 1 + column * width + place)
                    behind = [(kind, id_) for kind, ids, _ in opened for id_ in ids]
                    assert sorted(behind) == sorted(found.cell(row, word, one.label).behind)
                    assert all(said.split()[-1] for _, _, said in opened)
    table.deleteLater()
    qapp.sendPostedEvents(table, QEvent.Type.DeferredDelete.value)


def test_numbers_have_room_for_what_they_say(qapp: QApplication, county: Desk) -> None:
    theme.apply(qapp)
    with county.facts() as facts:
        found = counted(facts, kept_as(facts, "专户收支·案件"), county.today, None)
    for head, label in zip(heads(found)[1:], ("收入", "支出", "结存"), strict=True):
        longest = max(len(found.cell(row, EVERY, label).said) for row in (*found.rows, EVERY))
        assert head.least >= longest * 8


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("合计", "合计"),
        ("侦查监督科", "侦查监\n督科"),
        ("不起诉（酌定）", "不起诉\n（酌定）"),
        ("2015-04", "2015-04"),
        ("已销号", "已销号"),
    ],
)
def test_long_heads_stand_on_two_lines(label: str, said: str) -> None:
    assert on_two_lines(label) == said


def test_print_shows_the_paper_of_what_is_shown(qtbot: QtBot, window: TableWindow) -> None:
    titles: list[str] = []
    with previewing() as left:
        press(Key.Key_P, CTRL)
        qtbot.waitUntil(lambda: bool(left), timeout=60_000)
        titles += left
    assert titles == ["打印预览 — 问题·条线×状态统计表"]


def test_the_workbook_is_what_is_shown(qtbot: QtBot, window: TableWindow, tmp_path: Path) -> None:
    window.listed.setFocus()
    press(Key.Key_Space)
    assert not window.wanted.listed
    path = tmp_path / "表.xlsx"
    window.export_to(path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "已导出" in window.said.text(), timeout=20_000)
    book = CalamineWorkbook.from_path(path)
    assert len(book.sheet_names) == 1
    sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    written = [[f"{one:g}" if isinstance(one, float) else str(one) for one in row] for row in sheet[4:] if row[0]]
    told = [[box.text.replace("·", "0") for box in row.boxes] for row in window.table.sheet.rows]
    assert written == told


def test_a_table_is_kept_under_a_name_and_taken_back(qtbot: QtBot, window: TableWindow) -> None:
    choose(window.words.rows, "部门")
    window.period.setFocus()
    type_("2015Q1")
    enter()
    counted_out(qtbot, window)

    def name(dialog: QDialog) -> None:
        press(Key.Key_A, CTRL)
        type_("月报用")
        enter()

    committed: list[object] = []
    window.bus.committed.connect(committed.append)
    meanwhile(lambda: press(Key.Key_S, CTRL), name)
    counted_out(qtbot, window)
    assert len(committed) == 1
    assert window.list.list.currentItem().text() == "月报用"
    with window.desk.facts() as facts:
        made = kept_as(facts, "月报用")
    assert (made.asks, made.period) == (("问题", "部门", "状态", "件数"), "2015Q1")
    undo(window.desk.store)
    with window.desk.facts() as facts:
        assert all(one.title != "月报用" for one in kept(facts))


def test_an_answer_overtaken_by_another_question_is_let_go(qtbot: QtBot, window: TableWindow) -> None:
    """The first count is done in the worker, its answer not yet heard, when something else is asked."""
    told = threading.Event()
    window.count()
    window.given.jobs.run(lambda _progress: told.set(), lambda _none: None, lambda _error: None)
    assert told.wait(10)
    choose(window.words.rows, "性质")
    counted_out(qtbot, window)
    assert window.title.text() == "问题·性质×状态统计表"
    assert window.told is not None
    assert window.told.wanted.asks == window.wanted.asks


def test_choosing_quickly_shows_the_last_one_chosen(qtbot: QtBot, window: TableWindow) -> None:
    press(Key.Key_Down, times=9)
    counted_out(qtbot, window)
    qtbot.waitUntil(lambda: not window.given.jobs.busy, timeout=20_000)
    assert window.told is not None
    assert window.told.wanted.title == window.list.tables[9].title == window.wanted.title
    assert window.title.text().startswith(window.wanted.title)


def test_random_walks_over_the_words_never_show_numbers_of_another_question(qtbot: QtBot, window: TableWindow) -> None:
    dice = random.Random(9)
    for _ in range(25):
        box = dice.choice([window.words.base, window.words.rows, window.words.columns, window.words.measure])
        box.setFocus()
        press(dice.choice([Key.Key_Down, Key.Key_Up]), times=dice.randrange(1, 4))
        counted_out(qtbot, window)
        if window.told is None:
            assert window.said.text().startswith("!")
            assert window.table.sheet.rows == ()
        else:
            assert window.told.wanted.asks == window.wanted.asks
            with window.desk.store.read() as session:
                assert Question(session, window.desk.today).as_of == window.told.as_of
            assert total(window) == window.told.found.cell(measure=window.told.found.measures[-1].label).said


def test_alt_letters_reach_the_boxes(window: TableWindow) -> None:
    for key, box in (
        (Key.Key_B, window.words.base),
        (Key.Key_R, window.words.rows),
        (Key.Key_C, window.words.columns),
        (Key.Key_Z, window.words.measure),
        (Key.Key_Q, window.period),
        (Key.Key_Y, window.as_of),
    ):
        press(key, ALT)
        assert focus() is box
