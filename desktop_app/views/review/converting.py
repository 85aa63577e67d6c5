"""转问题: deductions of a review made into problems, all those not yet made ticked at first."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QWidget

from desktop_app.registers.issues import ISSUES
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.numbers import points
from desktop_app.services.outcome import Outcome
from desktop_app.services.review_issues import Convertible, convertible
from desktop_app.services.reviews import to_issues
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.review.grid import MINUS
from desktop_app.views.review.loading import load, titled
from desktop_app.views.theme import px

_ROW, _MOST = 30, 300
NOTHING = "这件评查没有扣分可转问题"


class IssueDialog(VerbDialog):
    """Ctrl+Enter makes what is ticked into problems; Space ticks, ↑↓ move. Hints (提示) begin unticked."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, review_id: int) -> None:
        super().__init__(parent, "转问题", known, recent, 640)
        self.draft = load(known, review_id)
        with known.facts() as facts:
            self.findings = convertible(facts, self.draft)
        if not self.findings:
            raise Refusal(NOTHING)
        titled(self, self.draft)
        self.body.addWidget(rule())
        self.boxes: dict[int, QCheckBox] = {}
        self.body.addWidget(self._list())
        self.body.addStretch(1)
        self.hint("Space", "勾选")
        self.hint("↑ ↓", "移动")
        self.hint("", "承办人是责任人，案号一并带入")
        self.add_cancel()
        self.verb = self.add_button("转问题", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._count()
        first = next((box for box in self.boxes.values() if box.isEnabled()), None)
        (first or self.verb).setFocus()

    def _list(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for at, finding in enumerate(self.findings):
            self._offer(grid, at, finding)
        area.setWidget(inner)
        area.setFixedHeight(min(px(_MOST), len(self.findings) * px(_ROW) + px(4)))
        return area

    def _offer(self, grid: QGridLayout, at: int, finding: Convertible) -> None:
        box = QCheckBox(finding.text.replace("&", "&&"))
        box.setMinimumHeight(px(_ROW))
        box.setEnabled(not finding.issue_no)
        box.setChecked(not finding.issue_no and finding.points > 0)
        box.toggled.connect(self._count)
        self.boxes[finding.id] = box
        grid.addWidget(box, at, 0)
        grid.addWidget(label(finding.item, "meta"), at, 1)
        off = label(
            f"{MINUS}{points(finding.points)}" if finding.points else "提示", "caution" if finding.points else "meta"
        )
        grid.addWidget(off, at, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(f"已转 {finding.issue_no}" if finding.issue_no else "", "name"), at, 3)

    @property
    def ticked(self) -> list[int]:
        return [id_ for id_, box in self.boxes.items() if box.isChecked() and box.isEnabled()]

    def _count(self) -> None:
        """The button says how many problems will be made."""
        if self.verb is not None:
            rename(self.verb, f"生成问题 {len(self.ticked)} 条")
            self.verb.setEnabled(bool(self.ticked))

    def act(self, _values: Mapping[str, Any]) -> Outcome:
        assert self.draft.record_id is not None
        return to_issues(self.known.desk, REVIEWS, ISSUES, self.draft.record_id, self.ticked)
