"""The first page (选择方式): a new file, one with the ledgers there are, or the practice county."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop_app.views.controls import keycap, label, restyle
from desktop_app.views.icons import pixmap
from desktop_app.views.theme import T, px
from desktop_app.views.wizard_page import Answers, Page, Way


class Option(QFrame):
    """A card to choose: radio, icon, name and description, time and what is needed, its digit."""

    chosen = Signal()

    def __init__(self, digit: str, icon: str, name: str, what: str, time: str, need: str) -> None:
        super().__init__()
        self._icon_name = icon
        self.setProperty("frame", "option")
        self.setFixedHeight(px(88))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), 0, px(20), 0)
        row.setSpacing(px(16))
        self.radio = QRadioButton()
        self.radio.setAccessibleName(name)
        self.radio.setAccessibleDescription(f"{what}。{time}，{need}")
        self.radio.toggled.connect(self._toggled)
        self._icon = QLabel()
        row.addWidget(self.radio)
        row.addWidget(self._icon)
        row.addLayout(_two(label(name, "panel"), label(what, "label")), 1)
        row.addLayout(_two(label(time, "meta2"), label(need, "meta"), Qt.AlignmentFlag.AlignRight))
        row.addWidget(keycap(digit))
        self._toggled(False)

    def _toggled(self, on: bool) -> None:
        self._icon.setPixmap(pixmap(self._icon_name, T.blue7 if on else T.ink2, px(24), 2.0))
        restyle(self, chosen="true" if on else "false")
        if on:
            self.chosen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        self.radio.setChecked(True)
        self.radio.setFocus()


def _two(one: QLabel, other: QLabel, where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(2))
    column.addStretch(1)
    column.addWidget(one, 0, where)
    column.addWidget(other, 0, where)
    column.addStretch(1)
    return column


class WayPage(Page):
    """1 选择方式."""

    title = "还没有工作库"
    lead = "选一种方式开始。以后可在「文件」菜单更改。"

    def __init__(self) -> None:
        super().__init__()
        self.options = {
            Way.NEW: Option(
                "1",
                "file-plus",
                "新建工作库",
                "空白台账，按工作方案四个阶段预置",
                "约 5 分钟",
                "需备：方案文号、人员名单",
            ),
            Way.IMPORT: Option(
                "2", "table", "从 Excel 导入", "建库后接着导入已有台账", "约 15 分钟", "先核对再入库，可整批撤销"
            ),
            Way.PRACTICE: Option(
                "3", "folder", "打开示例", "清源县院 2015 年演练数据，可随意修改", "立即", "人员、案件均为虚构"
            ),
        }
        for way, option in self.options.items():
            self.column.addWidget(option)
            self.column.addSpacing(px(6))
            option.chosen.connect(lambda way=way: self._release(way))
        self.column.addStretch(1)
        self.choose(Way.NEW)

    def _release(self, chosen: Way) -> None:
        for way, option in self.options.items():
            if way is not chosen:
                option.radio.setChecked(False)

    def choose(self, way: Way) -> None:
        self.options[way].radio.setChecked(True)
        self.options[way].radio.setFocus()

    def step(self, by: int) -> None:
        ways = list(self.options)
        self.choose(ways[(ways.index(self.way) + by) % len(ways)])

    @property
    def way(self) -> Way:
        return next((way for way, option in self.options.items() if option.radio.isChecked()), Way.NEW)

    def tell(self, answers: Answers) -> None:
        answers.way = self.way

    def first(self) -> QWidget:
        return self.options[self.way].radio
