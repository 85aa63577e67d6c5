"""Beside the grid of a proposal: the rules to switch, what came out, and what alone would help."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.rules.rotation_plan import RULE_NAMES, Problem
from desktop_app.services.proposing import Ease
from desktop_app.services.rotation_asking import SWITCHES
from desktop_app.views.controls import PLAIN, HintButton, label, restyle, rule
from desktop_app.views.theme import px

_KEYS = 9
_WIDE = 330


class RuleBoxes(QWidget):
    """The rules of the batch with their numbers; Alt and a digit turns one. ``turned``: name and whether it is on."""

    turned = Signal(str, bool)

    def __init__(self, capacity: int) -> None:
        super().__init__()
        self._capacity = capacity
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(label("测算规则", "head"))
        for at, name in enumerate(SWITCHES, 1):
            box = QCheckBox(RULE_NAMES[name])
            QShortcut(QKeySequence(f"Alt+{at}"), self, box.click)
            box.clicked.connect(partial(self._turned, name))
            self.boxes[name] = box
            column.addWidget(box)

    def _turned(self, name: str) -> None:
        self.turned.emit(name, self.boxes[name].isChecked())

    def show_rules(self, question: Problem) -> None:
        """How the rules stand, and their numbers."""
        numbers = {
            "within_places": f"：至多 {self._capacity} 人，另列的按至少、至多",
            "least_stay": f"：{question.least_months} 个月",
            "spare_unfit": f"：{sum(bool(person.unfit) for person in question.people)} 人有",
        }
        for at, (name, box) in enumerate(self.boxes.items(), 1):
            box.setChecked(getattr(question.rules, name))
            box.setText(f"{at}  {RULE_NAMES[name]}{numbers.get(name, '')}")
            box.setAccessibleName(RULE_NAMES[name])


class Side(QScrollArea):
    """Rules, the result in words, the changes since the last proposal, or the relaxations with one key each."""

    def __init__(self, capacity: int) -> None:
        super().__init__()
        self.rules = RuleBoxes(capacity)
        self.result = label("", "strong")
        self.more = label("", "meta2")
        for said in (self.result, self.more):
            said.setWordWrap(True)
        self.buttons: list[HintButton] = []
        self._keys: list[QShortcut] = []
        body = QWidget()
        body.setProperty("ground", "surface")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(px(16), 0, px(8), 0)
        self._column.setSpacing(px(8))
        for part in (self.rules, rule(), self.result, self.more):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(px(_WIDE))

    def show_result(self, said: str, more: str, *, good: bool) -> None:
        """What came out; anything offered before goes."""
        self.result.setText(said)
        restyle(self.result, role="strong" if good else "error")
        self.more.setText(more)
        self.offer((), lambda _ease: None)

    def offer(self, eases: Sequence[Ease], take: Callable[[Ease], object]) -> None:
        """Relaxations as buttons, the digits 1 to 9 their keys."""
        for old in self.buttons:
            old.deleteLater()
        for key in self._keys:
            key.deleteLater()
        self.buttons, self._keys = [], []
        for at, ease in enumerate(eases[:_KEYS], 1):
            made = HintButton(ease.said, str(at), PLAIN, clicked=partial(take, ease))
            shortcut = QShortcut(QKeySequence(str(at)), self.window(), made.click)
            self.buttons.append(made)
            self._keys.append(shortcut)
            self._column.insertWidget(self._column.count() - 1, made)
