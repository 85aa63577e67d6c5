"""Paper, workbook and attachments of what is shown."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop_app.registers.plan import TASKS
from desktop_app.services.desk import Desk
from desktop_app.store import attachments
from desktop_app.views.jobs import Jobs
from desktop_app.views.register import attached
from desktop_app.views.register.attached import AttachmentDialog
from desktop_app.views.register.narrow import NarrowPopup
from desktop_app.views.register.output import export_to, write_ledger
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.showing import BETWEEN, TEXT, VALUES
from tests.kit.keys import Said


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    found = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return found


def test_the_paper_holds_the_rows_and_columns_shown(tasks: RegisterScreen, staffed: Desk) -> None:
    tasks.place.listing.show_column("leader_id", False)
    tasks._show_as(replace(tasks.place.listing.showing, chip=0))
    out = io.BytesIO()
    write_ledger(staffed, tasks.shown(), out, lambda _at, _whole: True)
    paper = text_of(out.getvalue())
    assert "任务台账" in paper
    assert "涉案财物全面盘点" in paper
    assert "动员部署" not in paper.replace("对照检查", "")
    assert "责任领导" not in paper
    assert "筛选：逾期" in paper


def test_the_workbook_holds_the_rows_and_columns_shown(
    tasks: RegisterScreen, staffed: Desk, jobs: Jobs, said: Said, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "任务.xlsx"
    tasks._show_as(replace(tasks.place.listing.showing, sort=("name", True)))
    export_to(path, staffed, tasks.shown(), jobs, tasks.bus)
    qtbot.waitUntil(lambda: said.sentences == ["已导出 3 项到 任务.xlsx"], timeout=10000)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    head = next(at for at, row in enumerate(rows) if "任务" in row)
    column = rows[head].index("任务")
    assert [row[column] for row in rows[head + 1 :]] == [tasks.place.listing.grid.cell(at, 1).text for at in range(3)]


def test_files_are_attached_annotated_and_taken_away(
    tasks: RegisterScreen, staffed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    record_id = tasks.place.record_id or 0
    file = tmp_path / "盘点表.docx"
    file.write_bytes(b"sixteen bytes ok")
    dialog = AttachmentDialog(tasks, staffed, TASKS, record_id, "2.1")
    qtbot.addWidget(dialog)
    dialog.changed.connect(tasks.place._committed)
    dialog.add_files([file])
    assert dialog.list.item(0).text().startswith("盘点表.docx")
    monkeypatch.setattr(attached, "ask_reason", lambda *_given, **_more: "附错了")
    dialog.drop()
    assert dialog.list.count() == 0
    assert tasks.place.take_back()
    with staffed.store.read() as session:
        kept = attachments.of_record(session, "task", record_id)
        assert attachments.open_bytes(session, kept[0].id) == b"sixteen bytes ok"
    steps = [step for chapter in tasks.place.history_dialog().story.chapters for step in chapter.steps]  # type: ignore[union-attr]
    assert ("附件", "", "盘点表.docx") in [(step.label, step.old, step.new) for step in steps]


def narrowing(tasks: RegisterScreen, name: str, monkeypatch: pytest.MonkeyPatch, act: object) -> None:
    """Open the filter of a column, do something in it, take it."""

    def open_at(popup: NarrowPopup, _spot: object) -> object:
        act(popup)  # type: ignore[operator]
        popup.apply()
        return popup.chosen

    monkeypatch.setattr(NarrowPopup, "open_at", open_at)
    tasks.place.listing.narrow(name)


def test_a_column_is_narrowed_by_values_text_or_days(
    tasks: RegisterScreen, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    listing = tasks.place.listing
    narrowing(tasks, "state", monkeypatch, lambda popup: popup.list.item(0).setCheckState(Qt.CheckState.Checked))
    assert listing.showing.filters[0].how == VALUES
    assert listing.grid.rowCount() == 1
    listing.widen()
    narrowing(tasks, "name", monkeypatch, lambda popup: popup.text.setText("办案"))
    assert listing.showing.filters[0].how == TEXT
    assert listing.grid.rowCount() == 1
    listing.widen()
    narrowing(tasks, "due_on", monkeypatch, lambda popup: popup.first.setText("6.1"))
    assert listing.showing.filters[0].how == BETWEEN
    assert listing.grid.rowCount() == 1
    assert tasks.shown().note == "筛选：期限：2015-06-01 至 …"


def test_the_menu_of_a_value_shows_only_that_value(tasks: RegisterScreen) -> None:
    listing = tasks.place.listing
    at = [item.name for item in listing.grid.items].index("department_id")
    menu = listing.cell_menu(0, at, tasks.pos())
    assert [action.text() for action in menu.actions()][:2] == ["只看“公诉”", "筛选牵头部门…"]
    menu.actions()[0].trigger()
    assert tasks.shown().note == "筛选：牵头部门：公诉科"
    assert listing.grid.rowCount() == 3
    listing.only_value(2, [item.name for item in listing.grid.items].index("state"))
    assert listing.grid.rowCount() == 1
