"""The record as it was (当时的记录), to be read; what says something else now is marked with what it says."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.views.controls import HintButton, label, restyle
from desktop_app.views.past.since import Stood, Story
from desktop_app.views.register.seats import Fold
from desktop_app.views.theme import px

UNCHANGED = "此后没有改过"


class PastPanel(QFrame):
    """``now_asked``: open the record as it is now."""

    now_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(px(16), px(10), px(16), px(10))
        head.setSpacing(px(6))
        self.title, self.since = label("", "title"), label("", "meta")
        for made in (self.title, self.since):
            made.setWordWrap(True)
            head.addWidget(made)
        self.open = HintButton("打开现在的记录", "Enter", clicked=self.now_asked.emit)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(head)
        self.body = QScrollArea()
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setWidgetResizable(True)
        self.body.setAccessibleName("当时的记录")
        column.addWidget(self.body, 1)
        self.show_story(None)

    def show_story(self, story: Story | None) -> None:
        """Show a record, or that there is none."""
        self.open.setVisible(story is not None)
        self.title.setText(story.called if story is not None else "")
        body = QWidget()
        body.setProperty("ground", "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16), 0, px(16), px(16))
        column.setSpacing(px(8))
        if story is not None:
            for title, kept in story.sections:
                column.addWidget(_section(title, kept))
        column.addStretch(1)
        self.body.setWidget(body)
        self._say(story)

    def _say(self, story: Story | None) -> None:
        changed = story.changed if story is not None else 0
        said = f"此后改了 {changed} 项，现在的内容标在下面" if changed else UNCHANGED
        gone = story.gone if story is not None else ""
        self.since.setText("" if story is None else f"◆ {gone}" if gone else f"◆ {said}" if changed else said)
        restyle(self.since, role="caution" if changed or gone else "meta")


def _section(title: str, kept: tuple[Stood, ...]) -> Fold:
    fold = Fold(title)
    grid = QGridLayout(fold.body)
    grid.setContentsMargins(px(2), 0, 0, 0)
    grid.setHorizontalSpacing(px(10))
    grid.setVerticalSpacing(px(4))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for one in kept:
        row = grid.rowCount()
        grid.addWidget(label(one.label, "meta2"), row, 0, top)
        grid.addWidget(_read("\n".join(one.then) or "（空）"), row, 1, top)
        if one.now is not None:
            later = _read("◆ 现为：" + "\n".join(one.now), "caution")
            later.setAccessibleName(f"{one.label} 现为 {'；'.join(one.now)}")
            grid.addWidget(later, row + 1, 1, top)
    return fold


def _read(text: str, role: str = "") -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
