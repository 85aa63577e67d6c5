"""When something breaks: it is logged, what is typed is kept, the officer is told once, in Chinese."""

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qDebug, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app import crash
from desktop_app.system import logs
from desktop_app.system.errors import Refusal


def raise_and_catch(watch: crash.Watch, error: Exception) -> None:
    try:
        raise error
    except Exception as caught:
        watch.caught(type(caught), caught, caught.__traceback__)


def test_the_officer_is_told_and_the_typing_kept(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    watch, kept, told = crash.Watch(Path("guizhengtai.log")), [], []
    watch.keep = lambda: kept.append(1)

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.close()

    QTimer.singleShot(0, read)
    raise_and_catch(watch, ZeroDivisionError("坏了"))
    raise_and_catch(watch, ZeroDivisionError("又坏了"))
    assert kept == [1, 1]
    assert any("已存为草稿" in said and "guizhengtai.log" in said for said in told)
    assert [record.message for record in caplog.records] == ["uncaught", "uncaught"]
    caplog.clear()


def test_a_refusal_that_got_away_is_said_and_not_logged(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    watch, said = crash.Watch(None), []
    watch.refused = said.append
    raise_and_catch(watch, Refusal("没填期限。填好再存"))
    assert said == ["没填期限。填好再存"]
    assert not caplog.records


def test_a_draft_that_cannot_be_kept_is_admitted(caplog: pytest.LogCaptureFixture) -> None:
    watch = crash.Watch(None)
    assert "已存为草稿" in watch.sentence(True)
    assert "先抄下再关" in watch.sentence(False)


def test_the_log_goes_to_the_data_folder(tmp_path: Path) -> None:
    path = logs.begin(tmp_path / "logs")
    assert path is not None
    logging.getLogger("guizhengtai").info("started")
    handler = logging.getLogger().handlers[-1]
    logging.getLogger().removeHandler(handler)
    handler.close()
    assert "started" in path.read_text(encoding="utf-8")
    assert logs.begin(Path("/proc/none")) is None


def test_the_platform_without_a_screen_is_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    crash.hear_qt()
    try:
        with caplog.at_level(logging.DEBUG):
            qWarning("This plugin does not support propagateSizeHints()")
            qDebug("something else")
    finally:
        qInstallMessageHandler(None)
    assert [record.getMessage() for record in caplog.records] == ["qt default: something else"]
