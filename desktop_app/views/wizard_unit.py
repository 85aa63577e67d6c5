"""The second page (单位与人员): the unit, its year and rules, who keeps the ledgers."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from desktop_app.services.profile import FILES
from desktop_app.views.wizard_page import Answers, FormPage


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
