"""Importing through the dialog: what each sheet is, what every row becomes, undo, the refused rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.exchange import importing
from desktop_app.models.people import Officer
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.views.import_mapping import MappingDialog
from desktop_app.views.import_preview import ImportDialog
from desktop_app.views.jobs import Jobs

HEADS = ["序号", "姓名", "性别", "部门", "出生日期", "行政职务"]
ROWS = [
    [1, "周敏", "女", "公诉科", "1985-03-02", "科长"],
    [2, "许嘉树", "男", "案件管理办公室", "1990-13-40", "科员"],
    [3, "", "男", "公诉科", "1991-01-01", "科员"],
]


def workbook(path: Path, heads: list[str], rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("花名册")
        for number, row in enumerate([heads, *rows]):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def opened(qtbot: QtBot, desk: Desk, jobs: Jobs, path: Path) -> ImportDialog:
    dialog = ImportDialog(None, desk, jobs, [path], importing.plan_import(desk, [path]))
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


def shown(dialog: ImportDialog) -> list[str]:
    model = dialog.problems.model()
    return [
        " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def names(desk: Desk) -> set[str]:
    with desk.facts() as facts:
        return {row["name"] for row in facts.live(Officer.__tablename__)}


def test_the_officer_sees_what_will_happen_then_lets_it(qtbot: QtBot, desk: Desk, jobs: Jobs, tmp_path: Path) -> None:
    dialog = opened(qtbot, desk, jobs, workbook(tmp_path / "花名册.xlsx", HEADS, ROWS))
    assert dialog.said_first == "可导入 2 行，其中待补 1 行，退回 1 行。还没有写入"
    assert names(desk) == set()
    done: list[Outcome] = []
    dialog.committed.connect(done.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(done))
    assert names(desk) == {"周敏", "许嘉树"}
    assert dialog.said_first == "已导入 2 行，其中待补 1 行；退回 1 行"
    dialog.undo.click()
    assert names(desk) == set()
    assert len(done) > 1


def test_problems_are_narrowed_by_what_they_did(qtbot: QtBot, desk: Desk, jobs: Jobs, tmp_path: Path) -> None:
    dialog = opened(qtbot, desk, jobs, workbook(tmp_path / "花名册.xlsx", HEADS, ROWS))
    everything = shown(dialog)
    dialog.show_level("returned")
    assert [line for line in shown(dialog) if "退回" in line] == shown(dialog)
    assert any(line.startswith("花名册 4 ") for line in shown(dialog))
    dialog.show_level("incomplete")
    assert any("出生日期" in line for line in shown(dialog))
    dialog.show_level("")
    assert shown(dialog) == everything


def test_refused_rows_are_given_back_as_a_workbook(qtbot: QtBot, desk: Desk, jobs: Jobs, tmp_path: Path) -> None:
    dialog = opened(qtbot, desk, jobs, workbook(tmp_path / "花名册.xlsx", HEADS, ROWS))
    dialog.save_returned_to(tmp_path / "退回的行.xlsx")
    assert (tmp_path / "退回的行.xlsx").stat().st_size > 0
    assert "改好后再导入" in dialog.said.text()


def test_a_sheet_nobody_knows_is_mapped_by_hand(qtbot: QtBot, desk: Desk, jobs: Jobs, tmp_path: Path) -> None:
    path = workbook(tmp_path / "杂.xlsx", ["甲", "乙"], [["周敏", "公诉科"], ["许嘉树", "公诉科"]])
    dialog = opened(qtbot, desk, jobs, path)
    assert "1 张表未识别" in dialog.said_first

    def answer() -> None:
        mapping = QApplication.activeModalWidget()
        assert isinstance(mapping, MappingDialog)
        mapping.kind.setCurrentText("干警")
        mapping.choose("甲", "姓名")
        mapping.choose("乙", "部门")
        mapping.accept()

    QTimer.singleShot(0, answer)
    dialog.map.click()
    qtbot.waitUntil(lambda: dialog.said_first == "可导入 2 行。还没有写入")


def test_nothing_to_import_is_said(qtbot: QtBot, desk: Desk, jobs: Jobs, tmp_path: Path) -> None:
    dialog = opened(qtbot, desk, jobs, workbook(tmp_path / "杂.xlsx", ["甲", "乙"], [["一", "二"]]))
    dialog.go.click()
    assert "没有可导入的行" in dialog.said.text()
