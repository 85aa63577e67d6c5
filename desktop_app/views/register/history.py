"""变更历史 (Alt+G): the acts on one record, newest first, and taking back the last act."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.story import Chapter, Step
from desktop_app.views.theme import T, px

SHOWN = 200


class Story(QWidget):
    """Chapters one under the other."""

    def __init__(self, chapters: Sequence[Chapter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chapters = tuple(chapters)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for chapter in self.chapters[:SHOWN]:
            column.addLayout(_head(chapter))
            column.addLayout(_steps(chapter.steps))
            column.addWidget(rule())
        if len(self.chapters) > SHOWN:
            column.addWidget(label(f"更早还有 {len(self.chapters) - SHOWN} 次操作，可在打印件里查看。", "meta"))
        if not self.chapters:
            column.addWidget(label("还没有操作记录。", "meta"))
        column.addStretch(1)


def _head(chapter: Chapter) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(10))
    row.addWidget(label(f"{chapter.at.astimezone():%Y-%m-%d %H:%M}", "meta"))
    row.addWidget(label(chapter.act, "strong"))
    if chapter.reason:
        row.addWidget(_wrapped(f"原因：{chapter.reason}", "meta2"), 1)
    row.addStretch(1)
    row.addWidget(label(chapter.who, "meta2"))
    return row


def _steps(steps: Sequence[Step]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(px(8), 0, 0, 0)
    grid.setHorizontalSpacing(px(10))
    grid.setColumnMinimumWidth(0, px(72))
    grid.setColumnStretch(1, 1)
    for at, step in enumerate(steps):
        grid.addWidget(label(step.label, "meta2"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(change_label(step), at, 1)
    return grid


def change_label(step: Step) -> QLabel:
    """Old struck through, then new; the text is data and is escaped."""
    made = _wrapped("", "")
    made.setTextFormat(Qt.TextFormat.RichText)
    old = f"<span style='color:{T.ink3}'><s>{_escaped(step.old)}</s></span> → " if step.old else ""
    made.setText(f"{old}{_escaped(step.new) or '（空）'}")
    made.setAccessibleName(f"{step.label} {step.old or '空'} 改为 {step.new or '空'}")
    return made


def _wrapped(text: str, role: str) -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


class HistoryDialog(Dialog):
    """The history of one record; ``take_back`` undoes the last act of all."""

    def __init__(
        self, parent: QWidget | None, title: str, chapters: Sequence[Chapter], undo_said: str, undo: Callable[[], bool]
    ) -> None:
        super().__init__(parent, f"变更历史　{title}", 640)
        self.story = Story(chapters)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.story)
        self.body.addWidget(scroll)
        self._undo = undo
        self.say(f"共 {len(chapters)} 次操作", "meta")
        if undo_said:
            self.back = self.add_button(f"撤销：{undo_said}", "", self._take_back)
        self.add_button("关闭", "Esc", self.accept, PRIMARY)
        self.resize(px(680), px(520))

    def _take_back(self) -> None:
        if self._undo():
            self.accept()
