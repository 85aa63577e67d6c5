"""变更历史 (Alt+G): the acts on one record, newest first, and taking back the last act."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from desktop_app.views.bus import Bus
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.seats import Fold
from desktop_app.views.register.story import Chapter, Step
from desktop_app.views.theme import T, px

SHOWN = 200
SAID = 20
"""Characters of an act on the button that takes it back."""


class Story(QWidget):
    """Chapters one under the other."""

    def __init__(self, chapters: Sequence[Chapter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chapters = tuple(chapters)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(8))
        for at, chapter in enumerate(self.chapters[:SHOWN]):
            if at:
                column.addWidget(rule())
            column.addLayout(_head(chapter))
            if chapter.steps:
                column.addWidget(_table(chapter.steps))
            if chapter.born:
                column.addWidget(_born(chapter.born))
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


def _table(steps: Sequence[Step], fresh: bool = False) -> QWidget:
    """Label and change under each other; a ``fresh`` record has values only."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(px(2), 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(4))
    grid.setColumnMinimumWidth(0, px(88))
    grid.setColumnStretch(1, 1)
    for at, step in enumerate(steps):
        grid.addWidget(label(step.label, "meta2"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_wrapped(step.new, "") if fresh else change_label(step), at, 1)
    return made


def _born(steps: Sequence[Step]) -> Fold:
    """What a record was entered with, folded away until asked for."""
    fold = Fold(f"登记时的内容　{len(steps)} 项", open_=False)
    inside = QVBoxLayout(fold.body)
    inside.setContentsMargins(px(16), 0, 0, 0)
    inside.addWidget(_table(steps, fresh=True))
    return fold


def change_label(step: Step) -> QLabel:
    """Before → after; a row that came or went says so. The text is data and is escaped."""
    made = _wrapped("", "")
    made.setTextFormat(Qt.TextFormat.RichText)
    old, new = _escaped(step.old), _escaped(step.new)
    if step.plain:
        made.setText(new)
        made.setAccessibleName(f"{step.label} {step.new}")
    elif step.row:
        made.setText(f"{_quiet('添加')} {new}" if new else f"{_quiet('去掉')} <s>{old}</s>")
        made.setAccessibleName(f"{step.label} {'添加' if new else '去掉'} {step.new or step.old}")
    else:
        made.setText(f"{_quiet(old or '（空）')} → {new or _quiet('（空）')}")
        made.setAccessibleName(f"{step.label} {step.old or '空'} 改为 {step.new or '空'}")
    return made


def _quiet(text: str) -> str:
    return f"<span style='color:{T.ink3}'>{text}</span>"


def _wrapped(text: str, role: str) -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _short(act: str) -> str:
    return act if len(act) <= SAID else f"{act[:SAID]}…"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


class HistoryDialog(Dialog):
    """The history of one record; ``take_back`` undoes the last act of all."""

    def __init__(
        self, parent: QWidget | None, title: str, chapters: Sequence[Chapter], undo_said: str, undo: Callable[[], bool]
    ) -> None:
        super().__init__(parent, f"变更历史　{title}", 640)
        self.story = Story(chapters)
        self.body.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.story)
        self.body.addWidget(scroll)
        self._undo = undo
        self.say(f"共 {len(chapters)} 次操作", "meta")
        if undo_said:
            self.back = self.add_button(f"撤销：{_short(undo_said)}", "", self._take_back)
            self.back.setToolTip(undo_said)
        self.add_button("关闭", "Esc", self.accept, PRIMARY)
        self.resize(px(680), px(520))

    def _take_back(self) -> None:
        if self._undo():
            self.accept()


def take_back(desk: Desk, bus: Bus) -> bool:
    """撤销 the last act; a refusal is said."""
    try:
        done = undo.undo(desk.store)
    except Refusal as refused:
        bus.failed.emit(refused.said)
        return False
    for kind, ids in done.ids.items():
        bus.committed.emit(Outcome(kind, ids, f"已撤销 {done.act}", done.batch_id))
    return True
