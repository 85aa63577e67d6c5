"""The fourth page (口令与备份): the password, typed twice, and where a second backup goes."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from desktop_app.views.controls import HintButton, label, restyle
from desktop_app.views.passwords import accepted, strength
from desktop_app.views.unlock import SecretField
from desktop_app.views.wizard_page import Answers, FormPage


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
        line.addWidget(HintButton("选文件夹", key="Alt+L", clicked=self._choose))
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
        second = self.second.text().strip()
        if second and not Path(second).is_dir():
            return "没有这个文件夹。先插好盘、建好文件夹，或留空", self.second
        return None

    def tell(self, answers: Answers) -> None:
        answers.password, answers.second_backup = self.password.text, self.second.text().strip()

    def first(self) -> QWidget:
        return self.password.line
