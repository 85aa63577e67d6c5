"""What the pages of the first start have in common: the answers they fill, heading, fields, the sentence of a fault."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.views.controls import label, mark_bad
from desktop_app.views.theme import px


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
        self.forget()
        if found:
            self.said.setText(f"! {found[0]}")
            self._point_at(found[1])
        return found is None

    def forget(self) -> None:
        """The fault shown is being mended: sentence and red frame go at the first key."""
        for widget in self.findChildren(QLineEdit):
            mark_bad(widget, False)
        self.said.setText("")

    def _point_at(self, widget: QWidget) -> None:
        mark_bad(widget, True)
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()
            widget.textEdited.connect(self.forget, Qt.ConnectionType.SingleShotConnection)


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
