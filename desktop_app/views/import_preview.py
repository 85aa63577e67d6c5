"""Import from Excel (导入): files → what each sheet is and what every row becomes → import → result, undoable."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop_app.exchange import importing
from desktop_app.exchange.findings import Level, SheetFindings
from desktop_app.exchange.importing import ImportPlan
from desktop_app.exchange.mapping import SheetMap
from desktop_app.exchange.recognise import Recognised
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store import undo
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.views.bus import Bus
from desktop_app.views.controls import PRIMARY, Chip, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.import_mapping import ask_mapping
from desktop_app.views.import_tables import (
    PROBLEM_HEADS,
    SHEET_HEADS,
    UNKNOWN,
    Cells,
    problem_rows,
    problems,
    sheet_rows,
    table,
)
from desktop_app.views.jobs import Cancelled, Jobs
from desktop_app.views.theme import px

FILES = "台账 (*.xlsx *.xls *.xlsm *.csv)"
CHIPS: tuple[tuple[str, str, str], ...] = (
    ("全部", "", "plain"),
    ("退回", Level.RETURNED, "red"),
    ("待补", Level.INCOMPLETE, "amber"),
    ("提醒", Level.WARNING, "plain"),
    ("未识别", UNKNOWN, "amber"),
)


class ImportDialog(Dialog):
    """Shows a plan, then what came of it. ``committed`` carries the Outcome."""

    committed = Signal(object)

    def __init__(self, parent: QWidget | None, desk: Desk, jobs: Jobs, files: Sequence[Path], plan: ImportPlan) -> None:
        super().__init__(parent, "从 Excel 导入", 1040)
        self._desk, self._jobs, self._files = desk, jobs, tuple(files)
        self._maps: dict[str, SheetMap] = {}
        self._level = ""
        self._outcome: Outcome | None = None
        self._lead = label("", "strong")
        self.body.addWidget(self._lead)
        self._sheets = Cells(SHEET_HEADS, frozenset(range(3, 8)))
        self.sheets = table(self._sheets, (200, 150, 110, 64, 72, 64, 64, 64), 1, "工作表")
        self.sheets.setFixedHeight(px(190))
        self.body.addWidget(self.sheets)
        self.body.addLayout(self._chip_row())
        self._problems = Cells(PROBLEM_HEADS, frozenset({1}))
        self.problems = table(self._problems, (150, 56, 130, 84, 300), 4, "问题")
        self.problems.setMinimumHeight(px(220))
        self.body.addWidget(self.problems, 1)
        self.cancel = self.add_cancel()
        self.map = self.add_button("对应列", "Alt+M", self._map)
        self.save_returned = self.add_button("退回行另存", "Ctrl+E", self._save_returned)
        self.undo = self.add_button("撤销导入", "Ctrl+Z", self._undo)
        self.go = self.add_button("导入", "Ctrl+Enter", self._import, PRIMARY)
        self.sheets.selectionModel().selectionChanged.connect(self._show_problems)
        self.show_plan(plan)

    def _chip_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._chips = []
        for words, level, tone in CHIPS:
            chip = Chip(words, tone)
            chip.clicked.connect(lambda _on=False, level=level: self.show_level(level))
            row.addWidget(chip)
            self._chips.append(chip)
        self._chips[0].setChecked(True)
        row.addStretch(1)
        self._scope = label("", "meta")
        row.addWidget(self._scope)
        return row

    def show_plan(self, plan: ImportPlan) -> None:
        """Before the import: what would happen."""
        self.plan = plan
        self._sheets.show_rows(*sheet_rows(plan))
        unknown = sum(not isinstance(sheet.found, Recognised) for sheet in plan.sheets)
        incomplete = sum(sheet.incomplete for sheet in plan.recognised)
        said = [f"可导入 {plan.writes} 行"] if plan.writes else ["没有新内容"]
        said += [f"其中待补 {incomplete} 行"] if incomplete else []
        said += [f"退回 {plan.returned} 行"] if plan.returned else []
        said += [f"{unknown} 张表未识别"] if unknown else []
        self._lead.setText("，".join(said) + "。还没有写入")
        self.go.setText(f"导入 {plan.writes} 行")
        self.map.setVisible(bool(plan.sheets))
        self.undo.hide()
        self._show_problems()
        self.go.setFocus()

    @property
    def said_first(self) -> str:
        """The sentence over the tables."""
        return self._lead.text()

    def _selected(self) -> SheetFindings | None:
        rows = self.sheets.selectionModel().selectedRows()
        at = rows[0].row() if rows else -1
        return self.plan.sheets[at] if 0 <= at < len(self.plan.sheets) else None

    def show_level(self, level: str) -> None:
        """Only problems of one level, or of all (empty)."""
        self._level = level
        self._show_problems()

    def _show_problems(self) -> None:
        sheet = self._selected()
        for chip, (_, level, _) in zip(self._chips, CHIPS, strict=True):
            chip.set_count(len(problems(self.plan, level, sheet)))
            chip.setChecked(level == self._level)
        self._problems.show_rows(*problem_rows(problems(self.plan, self._level, sheet)))
        self._scope.setText(f"只看 {sheet.sheet.name}" if sheet else "全部工作表")
        self.save_returned.setVisible(self.plan.returned > 0)

    def _map(self) -> None:
        sheet = self._selected() or next(
            (one for one in self.plan.sheets if not isinstance(one.found, Recognised)), self.plan.sheets[0]
        )
        answer = ask_mapping(self, sheet)
        if answer is not None:
            self._maps[f"{sheet.file.name}/{sheet.sheet.name}"] = answer
            self._jobs.run(
                lambda progress: importing.plan_import(self._desk, self._files, None, self._maps, progress),
                self.show_plan,
                self._failed,
                "核对台账",
            )

    def _import(self) -> None:
        if self._outcome is not None:
            self.accept()
            return
        if not self.plan.writes:
            self.say("没有可导入的行。对应好列，或换文件再来")
            return
        self.say("")
        self._jobs.run(
            lambda progress: importing.carry_out(self._desk, self.plan, progress), self._done, self._failed, "导入台账"
        )

    def _done(self, outcome: Outcome) -> None:
        """After the import: what happened, and the ways from here."""
        self._outcome = outcome
        self._sheets.show_rows(*sheet_rows(self.plan))
        self._lead.setText(outcome.said)
        self._show_problems()
        self.map.hide()
        self.cancel.hide()
        self.undo.setVisible(outcome.batch is not None)
        self.go.setText("完成")
        self.go.setFocus()
        self.committed.emit(outcome)

    def _undo(self) -> None:
        try:
            done = undo.undo(self._desk.store)
        except Refusal as refused:
            self.say(refused.said)
            return
        for kind, ids in done.ids.items():
            self.committed.emit(Outcome(kind, ids, f"已撤销 {done.act}", done.batch_id))
        self._lead.setText("已撤销这次导入，库里和导入前一样")
        self.undo.hide()

    def _save_returned(self) -> None:
        given, _ = QFileDialog.getSaveFileName(self, "退回行另存", "退回的行.xlsx", "Excel (*.xlsx)")
        if given:
            self.save_returned_to(Path(given).with_suffix(".xlsx"))

    def save_returned_to(self, path: Path) -> None:
        """The refused rows with their reasons, to be mended and imported again."""
        try:
            importing.returned_workbook(self.plan, path)
        except Refusal as refused:
            self.say(refused.said)
        else:
            self.say(f"已存 {path.name}。改好后再导入这个文件", "good")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.say("已停止，没有写入", "meta2")
            return
        if not isinstance(error, (Refusal, Damaged)):
            raise error
        self.say(error.said)


def import_ledgers(window: QWidget, desk: Desk, jobs: Jobs, bus: Bus, files: Sequence[Path] = ()) -> None:
    """Choose files, look at them in the worker, show the plan."""
    chosen = list(files) or _choose(window)
    if not chosen:
        return

    def show(plan: ImportPlan) -> None:
        dialog = ImportDialog(window, desk, jobs, chosen, plan)
        dialog.committed.connect(bus.committed)
        dialog.exec()
        dialog.deleteLater()

    def failed(error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, (Refusal, Damaged)):
            raise error
        bus.failed.emit(error.said)

    jobs.run(lambda progress: importing.plan_import(desk, chosen, progress=progress), show, failed, "核对台账")


def _choose(window: QWidget) -> list[Path]:
    given, _ = QFileDialog.getOpenFileNames(window, "选择要导入的台账", str(Path.home()), FILES)
    return [Path(name) for name in given]
