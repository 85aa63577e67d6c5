"""The third page (方案与阶段): the plan's title and number, first and last day of its phases."""

from datetime import date
from itertools import pairwise

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop_app.rules.dates import read_date
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.profile import profile
from desktop_app.views.controls import label
from desktop_app.views.theme import px
from desktop_app.views.wizard_page import Answers, FormPage


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
        fields = [self.number, *(day for _, start, end, _ in self.rows for day in (start, end))]
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)

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
