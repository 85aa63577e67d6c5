"""The card of the case under review (案件): its number, what it is about, who handled it, its days and result."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.views.controls import HintButton, label, link, rule
from desktop_app.views.review.reading import Fact
from desktop_app.views.theme import px

LINES = 7


class _Line:
    """One line of the card: its label, its value as words or as a link, what stands behind it."""

    def __init__(self, card: "CaseCard") -> None:
        self.caption = label("", "label")
        self.value, self.beside = label("", ""), label("", "meta")
        self.link: HintButton = link("", lambda: card.follow(self))
        self.fact: Fact | None = None
        self.holder = QWidget()
        row = QHBoxLayout(self.holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        for widget in (self.value, self.link, self.beside):
            row.addWidget(widget)
        row.addStretch(1)
        for text in (self.value, self.beside):
            text.setMinimumWidth(1)
        self.link.setProperty("look", "fact")

    def show_fact(self, fact: Fact | None) -> None:
        self.fact = fact
        for widget in (self.caption, self.holder):
            widget.setVisible(fact is not None)
        if fact is None:
            return
        linked = bool(fact.kind)
        self.caption.setText(fact.label)
        shown: QLabel | HintButton = self.link if linked else self.value
        shown.setText(fact.value)
        shown.setToolTip(fact.value)
        self.link.setAccessibleName(f"{fact.label} {fact.value}")
        self.link.setVisible(linked)
        self.value.setVisible(not linked)
        self.beside.setText(fact.beside)
        self.beside.setToolTip(fact.beside)
        self.beside.setVisible(bool(fact.beside))


class CaseCard(QWidget):
    """``opened`` carries kind and id of a record the officer wants to see."""

    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("案件")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(px(12), px(8), px(12), px(8))
        top.setSpacing(px(8))
        self.number = label("", "meta")
        self.state = label("", "meta2")
        top.addWidget(label("案件", "panel"))
        top.addWidget(self.number)
        top.addStretch(1)
        top.addWidget(self.state)
        column.addLayout(top)
        column.addWidget(rule())
        grid = QGridLayout()
        grid.setContentsMargins(px(12), px(6), px(12), px(6))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self.lines = [_Line(self) for _ in range(LINES)]
        for at, line in enumerate(self.lines):
            line.caption.setFixedWidth(px(44))
            line.holder.setMinimumHeight(px(25))
            grid.addWidget(line.caption, at, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(line.holder, at, 1)
        column.addLayout(grid)

    def show_case(self, number: str, facts: Sequence[Fact]) -> None:
        """The number of the review and the facts of its case."""
        self.number.setText(number)
        for at, line in enumerate(self.lines):
            line.show_fact(facts[at] if at < len(facts) else None)
        told = "，".join(f"{fact.label} {fact.value} {fact.beside}".strip() for fact in facts)
        self.setAccessibleDescription(told)

    def follow(self, line: _Line) -> None:
        """A link of the card was pressed."""
        if line.fact is not None and line.fact.kind:
            self.opened.emit(line.fact.kind, line.fact.id)
