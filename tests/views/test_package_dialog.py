"""The monthly package from the menu: asked for by keys, made in the worker, its hash told at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.exchange.package_check import package_told
from desktop_app.system.paths import DataFolder
from desktop_app.views import theme
from desktop_app.views.package_dialog import PackageDialog, PackageMade, finished_month
from desktop_app.views.progress import ProgressBox
from desktop_app.views.session import Session
from tests.kit import packed
from tests.kit.dialogs import meanwhile
from tests.kit.window import closed, opened, settle

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, folder: DataFolder) -> Iterator[Session]:
    theme.apply(qapp)
    desk = packed.office(folder.root)
    made = opened(qtbot, desk)
    yield made
    closed(qapp, made)
    desk.store.close()


def fill(dialog: QDialog, out: Path, month: str = "2015-05") -> PackageDialog:
    """A package of the problems alone."""
    assert isinstance(dialog, PackageDialog)
    dialog.month.setText(month)
    dialog.place.setText(str(out))
    for code, box in dialog.tabs.items():
        box.setChecked(code == "issues")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    return dialog


def watched(act: type[QDialog], do: Callable[[Any], object]) -> QTimer:
    """Does something in every dialog of a kind that comes up."""
    timer = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, act):
            do(dialog)

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def test_it_is_made_and_its_hash_told(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    out = tmp_path / "包"
    out.mkdir()
    meanwhile(lambda: session.do("package"), lambda dialog: fill(dialog, out))
    told: list[str] = []

    def read(dialog: PackageMade) -> None:
        told.append(dialog.text.text())
        dialog.accept()

    timer = watched(PackageMade, read)
    settle(qtbot, session)
    timer.stop()
    (folder,) = out.iterdir()
    digest = package_told(folder)[1].removeprefix("清单校验值 ")[:64]
    assert digest in told[0].replace("\n", "")
    assert str(folder) in told[0]
    assert session.settings.save_folder == str(out)
    assert (folder / "台账" / "01 问题台账.pdf").exists()


def test_what_is_missing_is_told_at_the_foot(session: Session, tmp_path: Path) -> None:
    def ask(dialog: QDialog) -> None:
        made = fill(dialog, tmp_path / "没有")
        assert made.said.text().startswith("没有这个文件夹")
        fill(dialog, tmp_path, "那个月")
        assert made.said.text().startswith("月份没写对")
        made.month.setText("2015-05")
        made.tabs["inspections"].setChecked(True)
        QTest.keyClick(made, Qt.Key.Key_Return, CONTROL)
        assert made.said.text().startswith("督查问责里有锁着的敏感台账")
        made.tabs["inspections"].setChecked(False)
        made.tabs["issues"].setChecked(False)
        made.month.setText("5月")
        QTest.keyClick(made, Qt.Key.Key_Return, CONTROL)
        assert made.said.text().startswith("一个页签也没选")

    meanwhile(lambda: session.do("package"), ask)
    assert list(tmp_path.glob("*资料包*")) == []


def test_one_stopped_leaves_nothing(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    out = tmp_path / "包"
    out.mkdir()
    said: list[str] = []
    session.bus.said.connect(said.append)
    session.given.jobs.moved.connect(lambda job, *_: job.cancel())
    meanwhile(lambda: session.do("package"), lambda dialog: fill(dialog, out))
    timer = watched(ProgressBox, lambda dialog: dialog.reject())
    settle(qtbot, session)
    timer.stop()
    assert said[-1] == "已停止，没有做成资料包"
    assert list(out.iterdir()) == []


def test_the_month_offered_is_the_one_that_is_over(session: Session) -> None:
    assert finished_month(session.desk).label == "2015年5月"
