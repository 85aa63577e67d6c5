"""Choosing a paper by keys alone."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.views.papers import PaperChooser


def test_arrows_choose_while_the_cursor_stays_in_the_box(qtbot: QtBot) -> None:
    chooser = PaperChooser(None, "plan")
    qtbot.addWidget(chooser)
    first = chooser.chosen
    qtbot.keyClick(chooser.box, Qt.Key.Key_Down)
    assert chooser.chosen != first
    qtbot.keyClick(chooser.box, Qt.Key.Key_Up)
    qtbot.keyClick(chooser.box, Qt.Key.Key_Up)
    assert chooser.chosen == first


def test_arrows_skip_what_the_box_has_narrowed_away(qtbot: QtBot) -> None:
    chooser = PaperChooser(None, "plan")
    qtbot.addWidget(chooser)
    chooser.box.setText("路线图")
    for _ in range(chooser.list.count()):
        qtbot.keyClick(chooser.box, Qt.Key.Key_Down)
        assert "路线图" in chooser.list.currentItem().text()
