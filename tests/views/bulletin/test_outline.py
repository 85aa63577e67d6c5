"""The outline beside the text: its sections, the one of the caret, jumping and moving by keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.views.bulletin.editor import Editor
from desktop_app.views.bulletin.outline import Outline, current
from tests.kit.keys import ALT, CTRL, enter, focus, press, settled, type_

K = Qt.Key


@pytest.fixture
def outline(editor: Editor) -> Iterator[Outline]:
    ground = QWidget()
    row = QHBoxLayout(ground)
    made = Outline(editor)
    row.addWidget(made)
    row.addWidget(editor)
    ground.resize(640, 560)
    ground.show()
    settled(ground)
    made.setFocus()
    yield made
    editor.setParent(None)
    ground.deleteLater()


def told(outline: Outline) -> list[str]:
    return [one.words for one in outline.list.found]


def now(outline: Outline) -> str:
    return outline.list.found[current(outline.list.found, outline.editor.text.caret.para)].words


def test_it_lists_the_parts_of_the_paper(outline: Outline) -> None:
    assert told(outline) == [
        "标题",
        "主送机关",
        "导语",
        "一、基本情况",
        "（一）人员到位",
        "（二）责任到人",
        "二、工作要求",
        "（一）逐项整改",
        "落款、日期",
        "版记",
    ]
    assert outline.count.text() == "10"


def test_enter_jumps_into_the_text(outline: Outline) -> None:
    press(K.Key_Down, times=6)
    enter()
    assert focus() is outline.editor.page
    assert now(outline) == "二、工作要求"
    assert outline.list.item(6).data(Qt.ItemDataRole.AccessibleTextRole) == "二、工作要求，当前"


def test_a_click_jumps(outline: Outline) -> None:
    box = outline.list.visualItemRect(outline.list.item(3))
    QTest.mouseClick(outline.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert outline.editor.text.caret == (3, 0)


def test_the_current_section_follows_the_caret(outline: Outline) -> None:
    outline.editor.page.setFocus()
    press(K.Key_End, CTRL)
    assert now(outline) == "版记"
    press(K.Key_Home, CTRL)
    assert now(outline) == "标题"
    assert outline.list.currentRow() == 0


def test_a_section_is_moved_and_numbered_anew(outline: Outline) -> None:
    press(K.Key_Down, times=6)
    press(K.Key_Up, ALT)
    assert told(outline)[3:6] == ["一、工作要求", "（一）逐项整改", "二、基本情况"]
    assert outline.list.currentRow() == 3
    press(K.Key_Down, ALT)
    assert told(outline)[3] == "一、基本情况"


def test_headings_typed_in_the_text_appear(outline: Outline) -> None:
    outline.editor.go(8)
    press(K.Key_End)
    enter()
    type_("举一反三，自查自纠")
    assert told(outline)[8] == "（二）举一反三"
    press(K.Key_1, ALT)
    assert told(outline)[8] == "三、举一反三"


def test_it_has_names_for_screen_readers(outline: Outline) -> None:
    assert outline.list.accessibleName() == "提纲"
