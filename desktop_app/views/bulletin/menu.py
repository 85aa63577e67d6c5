"""The menu of the text (右键菜单): every deed with its key."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

ENTRIES: tuple[tuple[str, str, str] | None, ...] = (
    ("open", "看来源、改表格", "F2"),
    ("insert", "插入数字…", "Ctrl+I"),
    ("person", "插入人员…", "Alt+L"),
    ("phrase", "常用语…", "F3"),
    ("keep_phrase", "选中的存为常用语", "Shift+F3"),
    ("table", "插入表格…", "Ctrl+T"),
    None,
    ("kind:0", "正文", "Alt+0"),
    ("kind:1", "一级标题　一、", "Alt+1"),
    ("kind:2", "二级标题　（一）", "Alt+2"),
    ("kind:3", "三级标题　1.", "Alt+3"),
    ("kind:4", "四级标题　（1）", "Alt+4"),
    ("kind:5", "附件", "Alt+5"),
    None,
    ("up", "上移", "Alt+↑"),
    ("down", "下移", "Alt+↓"),
    None,
    ("undo", "撤销", "Ctrl+Z"),
    ("redo", "重做", "Ctrl+Y"),
    ("cut", "剪切", "Ctrl+X"),
    ("copy", "复制", "Ctrl+C"),
    ("paste", "粘贴", "Ctrl+V"),
)


def text_menu(parent: QWidget, able: Collection[str], do: Callable[[str], object]) -> QMenu:
    """The menu; deeds not in ``able`` are grey."""
    menu = QMenu(parent)
    for entry in ENTRIES:
        if entry is None:
            menu.addSeparator()
            continue
        code, text, key = entry
        action = QAction(f"{text}\t{key}", menu)
        action.setEnabled(code in able)
        action.triggered.connect(partial(_do, do, code))
        menu.addAction(action)
    return menu


def _do(do: Callable[[str], object], code: str, _checked: bool = False) -> None:
    do(code)
