"""附件 and 变更历史 inside a tall panel: the newest few, each a line, and the way to all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.models.keeping import Attachment
from desktop_app.store.attachments import shown_name
from desktop_app.views.controls import label, link
from desktop_app.views.icons import icon
from desktop_app.views.register.history import change_label
from desktop_app.views.register.seats import Fold
from desktop_app.views.register.story import Chapter, Step
from desktop_app.views.theme import T, px

LINES = 10
KIB = 1024


def sized(size: int) -> str:
    """38 KB, 2.4 MB."""
    return f"{max(1, round(size / KIB))} KB" if size < KIB * KIB else f"{size / KIB / KIB:.1f} MB"


class Tail(QWidget):
    """Two folding sections under the form. ``files_asked`` and ``story_asked`` open the dialogs."""

    files_asked = Signal()
    story_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(8), 0, 0)
        self._files, self._story = Fold("附件"), Fold("变更历史")
        self._files.side.addWidget(link("添加", self.files_asked.emit, "Alt+D"))
        self._story.side.addWidget(link("全部 ▸", self.story_asked.emit, "Alt+G"))
        for fold in (self._files, self._story):
            inside = QVBoxLayout(fold.body)
            inside.setContentsMargins(0, 0, 0, 0)
            column.addWidget(fold)

    def show_files(self, files: Sequence[Attachment]) -> None:
        self._files.retitle(f"附件　{len(files)}")
        _refill(self._files.body, [_file_line(row) for row in files[-LINES:]])

    def show_story(self, chapters: Sequence[Chapter]) -> None:
        self._story.retitle(f"变更历史　{len(chapters)}")
        told = [(chapter, step) for chapter in chapters for step in (chapter.steps or (None,))]
        _refill(self._story.body, [_lines(told[:LINES])] if told else [])


def _refill(body: QWidget, lines: Sequence[QWidget]) -> None:
    column = body.layout()
    assert column is not None
    while (taken := column.takeAt(0)) is not None:
        if (widget := taken.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for line in lines:
        column.addWidget(line)


def _file_line(row: Attachment) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(px(2), 0, 0, 0)
    clip = QLabel()
    clip.setPixmap(icon("paperclip", T.ink2).pixmap(px(14), px(14)))
    line.addWidget(clip)
    line.addWidget(_wrapped(shown_name(row.name), ""), 1)
    line.addWidget(label(f"{sized(row.size)}　{row.added_at.astimezone():%m-%d}", "meta"))
    return made


def _wrapped(text: str, role: str) -> QLabel:
    """Text that takes the room there is and never asks for more."""
    made = label(text, role)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def _lines(told: Sequence[tuple[Chapter, Step | None]]) -> QWidget:
    """When, what, old → new, who: columns in line."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(px(2), 0, 0, 0)
    grid.setHorizontalSpacing(px(10))
    grid.setVerticalSpacing(px(4))
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    for at, (chapter, step) in enumerate(told):
        grid.addWidget(label(f"{chapter.at.astimezone():%m-%d %H:%M}", "meta"), at, 0, top)
        said = label(step.label, "meta2") if step else _wrapped(chapter.act, "meta2")
        grid.addWidget(said, at, 1, 1, 1 if step else 2, top)
        if step:
            grid.addWidget(change_label(step), at, 2, top)
        grid.addWidget(label(chapter.who, "meta"), at, 3, top)
    return made
