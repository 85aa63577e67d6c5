"""The pages of the first start: how to begin, the unit, the plan and its phases, password and backup."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.rules.dates import read_date
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.profile import FILES, profile
from desktop_app.views.controls import HintButton, keycap, label, mark_bad, restyle
from desktop_app.views.icons import pixmap
from desktop_app.views.passwords import accepted, strength
from desktop_app.views.theme import T, px
from desktop_app.views.unlock import SecretField


class Way(Enum):
    """How to begin (选择方式)."""

    NEW = "new"
    IMPORT = "import"
    PRACTICE = "practice"


@dataclass
class Answers:
    """What the pages were told; phases are (name, first day, last day, goal)."""

    way: Way = Way.NEW
    unit: str = ""
    short: str = ""
    year: int = 2015
    keeper: str = ""
    profile: str = "2015"
    plan_title: str = ""
    plan_no: str = ""
    phases: list[tuple[str, date | None, date | None, str]] = field(default_factory=list)
    password: str = ""
    second_backup: str = ""


class Page(QWidget):
    """One page: a heading, a lead, fields; ``fault`` says what is still wrong and puts the cursor there."""

    title = ""
    lead = ""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(32), px(24), px(32), px(16))
        self.column.setSpacing(px(6))
        self.column.addWidget(label(self.title, "wizard"))
        self.column.addWidget(label(self.lead, "lead"))
        self.column.addSpacing(px(14))
        self.said = label("", "fault")
        self.said.setWordWrap(True)

    def fault(self) -> tuple[str, QWidget] | None:
        return None

    def tell(self, answers: Answers) -> None:
        """Write this page's answers."""

    def shown(self, answers: Answers) -> None:
        """The page comes up, knowing what the ones before were told."""

    def first(self) -> QWidget:
        return self

    def check(self) -> bool:
        """Whether one may go on; otherwise the sentence is shown and the cursor stands at the fault."""
        found = self.fault()
        for widget in self.findChildren(QLineEdit):
            mark_bad(widget, False)
        self.said.setText(f"! {found[0]}" if found else "")
        if found:
            mark_bad(found[1], True)
            found[1].setFocus()
        return found is None


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


class FormPage(Page):
    """A page of labelled fields."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(px(10))
        self.grid.setColumnMinimumWidth(0, px(104))
        self.grid.setColumnStretch(1, 1)
        self.column.addLayout(self.grid)

    def add(
        self, said: str, widget: QWidget, hint: str = "", required: bool = False, holder: QWidget | None = None
    ) -> None:
        """A row: label, field (within ``holder``), hint under it."""
        at = self.grid.rowCount()
        mark = " *" if required else ""
        self.grid.addWidget(label(f"{said}{mark}", "label", widget), at, 0)
        self.grid.addWidget(holder or widget, at, 1)
        if hint:
            self.grid.addWidget(label(hint, "meta"), at + 1, 1)

    def finish(self) -> None:
        self.column.addWidget(self.said)
        self.column.addStretch(1)


class UnitPage(FormPage):
    """2 单位与人员."""

    title = "单位与人员"
    lead = "写进每份打印件的填报单位和操作记录。"

    def __init__(self) -> None:
        super().__init__()
        self.unit, self.short, self.keeper = QLineEdit(), QLineEdit(), QLineEdit()
        self.unit.setPlaceholderText("如 清源县人民检察院")
        self.year = QSpinBox()
        self.year.setRange(2010, 2099)
        self.year.setValue(2015)
        self.rules = QComboBox()
        self.rules.addItems(list(FILES))
        self.add("单位全称 (&D)", self.unit, required=True)
        self.add("简称 (&S)", self.short, "用于窄表头和编号，如 清源；不填则自取")
        self.add("年度 (&Y)", self.year)
        self.add("使用人 (&M)", self.keeper, "管台账的人，每次操作都以其名记录")
        self.add("规则版本 (&G)", self.rules, "期限、部门名称、用语按当年规定；现行版按现在的规定")
        self.confirm = QCheckBox("本机为非涉密计算机，台账内容不涉及国家秘密 (&N)")
        self.grid.addWidget(self.confirm, self.grid.rowCount(), 1)
        self.finish()

    def fault(self) -> tuple[str, QWidget] | None:
        if not self.unit.text().strip():
            return "没填单位全称。填好再继续", self.unit
        if not self.confirm.isChecked():
            return "涉密信息不能录入本机。确认非涉密后勾选", self.confirm
        return None

    def tell(self, answers: Answers) -> None:
        answers.unit, answers.short = self.unit.text().strip(), self.short.text().strip()
        answers.keeper, answers.year = self.keeper.text().strip(), self.year.value()
        answers.profile = self.rules.currentText()

    def first(self) -> QWidget:
        return self.unit


class PlanPage(FormPage):
    """3 方案与阶段."""

    title = "方案与阶段"
    lead = "阶段起止可先用预置日期，以后在「方案路线图」里改。"

    def __init__(self) -> None:
        super().__init__()
        self.plan, self.number = QLineEdit(), QLineEdit()
        self.number.setPlaceholderText("如 清检发〔2015〕3号，可空")
        self.add("方案标题 (&B)", self.plan)
        self.add("文号 (&W)", self.number)
        self.days = QGridLayout()
        self.days.setHorizontalSpacing(px(12))
        self.days.setVerticalSpacing(px(8))
        for at, (said, stretch) in enumerate((("阶段", 0), ("开始", 0), ("结束", 0), ("主要工作", 1))):
            self.days.addWidget(label(said, "meta2"), 0, at)
            self.days.setColumnStretch(at, stretch)
        self.column.addSpacing(px(10))
        self.column.addLayout(self.days)
        self.rows: list[tuple[str, QLineEdit, QLineEdit, str]] = []
        self._shown_for = ""
        self.finish()

    def shown(self, answers: Answers) -> None:
        if not self.plan.text():
            self.plan.setText(f"{answers.unit}规范司法行为专项整治工作方案")
        if self._shown_for == answers.profile:
            return
        self._shown_for = answers.profile
        for _, start, end, _ in self.rows:
            start.deleteLater()
            end.deleteLater()
        self.rows = [self._row(at, preset) for at, preset in enumerate(profile(answers.profile)["phase"], 1)]

    def _row(self, at: int, preset: dict[str, object]) -> tuple[str, QLineEdit, QLineEdit, str]:
        name, goal = str(preset["name"]), str(preset.get("goal", ""))
        start, end = self._day(preset.get("start"), f"{name}开始"), self._day(preset.get("end"), f"{name}结束")
        for column, widget in enumerate((label(name, "strong"), start, end, label(goal, "meta"))):
            old = self.days.itemAtPosition(at, column)
            if old is not None and (gone := old.widget()) is not None:
                gone.deleteLater()
            self.days.addWidget(widget, at, column)
        return name, start, end, goal

    def _day(self, value: object, name: str) -> QLineEdit:
        field = QLineEdit(value.isoformat() if isinstance(value, date) else "")
        field.setAccessibleName(name)
        field.setFixedWidth(px(116))
        return field

    def fault(self) -> tuple[str, QWidget] | None:
        for name, start, end, _ in self.rows:
            try:
                first, last = read_date(start.text()), read_date(end.text())
            except Unreadable:
                return f"{name}的日期读不出。写成 2015-03-01", start
            if first and last and last < first:
                return f"{name}结束早于开始 {first:%m-%d}。请改后", end
        return None

    def tell(self, answers: Answers) -> None:
        answers.plan_title, answers.plan_no = self.plan.text().strip(), self.number.text().strip()
        answers.phases = [
            (name, read_date(start.text()), read_date(end.text()), goal) for name, start, end, goal in self.rows
        ]

    def first(self) -> QWidget:
        return self.plan


class SecretPage(FormPage):
    """4 口令与备份."""

    title = "口令与备份"
    lead = "数据文件整个加密。口令和恢复码都丢了，谁也打不开。"

    def __init__(self) -> None:
        super().__init__()
        self.password, self.again = SecretField("口令", "Alt+V"), SecretField("再输一次")
        self.add("口令 (&K)", self.password.line, required=True, holder=self.password)
        self.strength = label("至少 8 位。长一些比复杂更管用", "meta")
        self.grid.addWidget(self.strength, self.grid.rowCount(), 1)
        self.add("再输一次 (&A)", self.again.line, required=True, holder=self.again)
        self.password.line.textChanged.connect(self._weigh)
        self.second = QLineEdit()
        self.second.setPlaceholderText("可空，如另一块硬盘或优盘上的文件夹")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.second, 1)
        line.addWidget(HintButton("选文件夹", "Alt+L", key="Alt+L", clicked=self._choose))
        said = "每天自动备份到数据目录；写了第二位置，再核验一份到那里"
        self.add("第二备份 (&Z)", self.second, said, holder=row)
        self.finish()

    def _weigh(self, typed: str) -> None:
        good, said = strength(typed)
        self.strength.setText(said if typed else "至少 8 位。长一些比复杂更管用")
        restyle(self.strength, role="good" if good else "caution" if typed else "meta")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "第二备份位置", self.second.text())
        if chosen:
            self.second.setText(chosen)

    def fault(self) -> tuple[str, QWidget] | None:
        said = accepted(self.password.text, self.again.text)
        if said:
            return said, self.again.line if strength(self.password.text)[0] else self.password.line
        return None

    def tell(self, answers: Answers) -> None:
        answers.password, answers.second_backup = self.password.text, self.second.text().strip()

    def first(self) -> QWidget:
        return self.password.line


PAGES: tuple[tuple[str, Callable[[], Page]], ...] = (
    ("选择方式", WayPage),
    ("单位与人员", UnitPage),
    ("方案与阶段", PlanPage),
    ("口令与备份", SecretPage),
)
