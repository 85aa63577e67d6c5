"""“By four: problems by line and status, January to March, with the list”: four actions from any tab."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.rules.periods import read_period
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.session import Session
from desktop_app.views.tables.window import TableWindow
from tests.kit.county import COUNTIES
from tests.kit.dialogs import meanwhile, previewing
from tests.kit.keys import CTRL, Tally, press, settled
from tests.kit.paper import page_texts, paper_text, solid
from tests.kit.practised import practised
from tests.kit.window import closed, opened, settle

Key = Qt.Key
MOST = 4
QUARTER = read_period("2015Q1")
LEDGER = COUNTIES["清源县"] / "03 问题清单整改台账.xlsx"


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, county: Desk) -> Iterator[Session]:
    theme.apply(qapp)
    made = opened(qtbot, county)
    yield made
    closed(qapp, made)


def read(path: Path) -> dict[str, list[list[Any]]]:
    """The rows of every sheet of a workbook, by its name."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def by_hand() -> list[tuple[str, str, str, int]]:
    """Every problem of the ledger, one number stands twice: number, line, state, month found, read cell by cell."""
    found: list[tuple[str, str, str, int]] = []
    for sheet in ("共性问题", "个性问题"):
        line, places = "", dict[str, int]()
        for row in read(LEDGER)[sheet]:
            cells = [unicodedata.normalize("NFKC", str(cell or "")).strip() for cell in row]
            if group := re.match(r"[一二三四五六七八九十]+、(.+?)\(\d+条\)", cells[0] or cells[1]):
                line = group[1]
            elif "问题编号" in cells:
                places = {name: cells.index(name) for name in ("问题编号", "发现日期", "状态")}
            elif places and re.match(r"2015-", cells[places["问题编号"]]):
                month = _month(row[places["发现日期"]])
                found.append((cells[places["问题编号"]], line, cells[places["状态"]], month))
    return found


def _month(cell: Any) -> int:
    """The month of a day as the ledger writes it: a date, 20150409, 2015.4.9, 2015年4月9日, 4月9日."""
    if isinstance(cell, date):
        return cell.month
    written = f"{cell:.0f}" if isinstance(cell, float) else str(cell)
    if re.fullmatch(r"\d{8}", written):
        return int(written[4:6])
    *_year, month, _day = re.findall(r"\d+", written)
    return int(month)


def count_by_hand() -> Counter[tuple[str, str]]:
    return Counter((line, state) for _, line, state, month in by_hand() if month <= 3)


def numbers_by_hand() -> set[str]:
    return {number for number, _, _, month in by_hand() if month <= 3}


def asked(session: Session, qtbot: QtBot, tally: Tally, end: Callable[[TableWindow], object]) -> None:
    """F11, the table by two words, the period, and what comes out."""

    def work(dialog: QDialog) -> None:
        assert isinstance(dialog, TableWindow)
        ready(qtbot, dialog)
        tally.field("问题·条线")
        tally.field("1-3月")
        ready(qtbot, dialog)
        end(dialog)

    meanwhile(lambda: tally.command(Key.Key_F11), work)
    settle(qtbot, session)


def ready(qtbot: QtBot, dialog: TableWindow) -> None:
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    QApplication.processEvents()


@pytest.mark.parametrize("tab", [Key.Key_1, Key.Key_7, Key.Key_9, Key.Key_0])
def test_four_actions_from_any_tab_to_a_workbook_with_its_list(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tab: Key
) -> None:
    press(tab, CTRL)
    settle(qtbot, session)
    path, tally = tmp_path / "一季度.xlsx", Tally()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))

    def export(dialog: TableWindow) -> None:
        tally.command(Key.Key_E, CTRL)
        qtbot.waitUntil(lambda: "已导出" in dialog.said.text(), timeout=30_000)

    asked(session, qtbot, tally, export)
    tally.tell("问题按条线、状态，一季度，连明细")
    assert tally.actions <= MOST
    table, listed = read(path).values()
    _, states, *rows = table[2:]
    told = {
        (str(row[0]), str(state)): int(row[at]) for row in rows for at, state in enumerate(states) if state and row[0]
    }
    expected = count_by_hand()
    assert {words: count for words, count in told.items() if words[0] != "合计" and count} == dict(expected)
    assert rows[-1][-1] == sum(expected.values())
    numbers = {str(row[1]) for row in listed[3:]}
    assert numbers >= numbers_by_hand()
    with session.desk.store.read() as reading:
        figure = catalogue.ask("issues.count", Question(reading, date(2015, 5, 31), QUARTER))
    assert figure.value == sum(expected.values())


def test_four_actions_to_paper(qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The preview stands after the fourth; what it shows is kept here as the printer would get it."""
    path, tally = tmp_path / "一季度.pdf", Tally()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))

    def keep(preview: QDialog) -> None:
        settled(preview)
        press(Key.Key_S, CTRL)
        press(Key.Key_Escape)

    def paper(_dialog: TableWindow) -> None:
        with previewing(keep) as shown:
            tally.command(Key.Key_P, CTRL)
            qtbot.waitUntil(lambda: bool(shown), timeout=60_000)

    asked(session, qtbot, tally, paper)
    assert tally.actions <= MOST
    text = solid(paper_text(path.read_bytes()))
    assert "期间：2015年1月至3月（按发现日期）" in text
    assert all(number in text for number in numbers_by_hand())
    assert len(page_texts(path.read_bytes())) > 1


def test_a_number_of_the_table_opens_its_problems(qtbot: QtBot, session: Session) -> None:
    tally = Tally()

    def open_total(dialog: TableWindow) -> None:
        press(Key.Key_End)
        press(Key.Key_Right, times=20)
        tally.command(Key.Key_Return)

    asked(session, qtbot, tally, open_total)
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    assert session.workspace.tab_now == "issues"
    assert len(screen.place.listing.grid.ids) == sum(count_by_hand().values())
    assert screen.place.listing.showing.only_said.startswith("问题 46 条")


def test_the_search_box_opens_a_table_at_once(qtbot: QtBot, session: Session) -> None:
    tally, met = Tally(), list[str]()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, TableWindow) and not dialog.busy:
            met.append(dialog.title.text())
            dialog.reject()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    tally.command(Key.Key_K, CTRL)
    tally.field("考试·部门成绩")
    qtbot.waitUntil(lambda: bool(met), timeout=20_000)
    timer.stop()
    assert met == ["考试·部门成绩统计表"]
    assert tally.actions <= 2
