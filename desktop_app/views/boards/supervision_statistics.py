"""统计 of 督查问责: findings, documents, indicators, duties by quarter, outcomes; every number opens its rows."""

from PySide6.QtWidgets import QWidget

from desktop_app.figures.document_standing import DOCUMENT
from desktop_app.figures.duty_standing import DUTY
from desktop_app.figures.habit_standing import HABIT, INDICATOR
from desktop_app.figures.inquiry_standing import KIND as INQUIRY
from desktop_app.figures.supervision_boards import Supervision, supervision
from desktop_app.models.people import Department
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.views.boards import supervision_sheets as sheets
from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.boards.reading import ReadingBoard
from desktop_app.views.boards.sheet_board import SheetBoard, beside, titled, under

LONG = 12


class SupervisionStatistics(ReadingBoard[Supervision], SheetBoard):
    """Sheets on two sides, one under the other where there is no room."""

    own, least = DOCUMENT, 1080
    once = "supervision.statistics"
    paper = "outcome_statistics"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.shorts: dict[str, str] = {}
        self.reads, self.draw = supervision, self._draw
        self.found = KindTable("督查发现的问题", HABIT, self)
        self.handling = KindTable("处理方式", HABIT, self)
        self.landing = KindTable("文书落实", DOCUMENT, self)
        self.hollow = KindTable("空泛指标", INDICATOR, self)
        self.duties = KindTable("一岗双责", DUTY, self)
        self.leads = KindTable("应查线索", INQUIRY, self)
        self.states = KindTable("一案双查", INQUIRY, self)
        self.outcomes = KindTable("问责处理", INQUIRY, self)
        left = under(
            titled("督查发现的问题", self.found),
            titled("文书落实", self.landing),
            titled("一岗双责", self.duties),
        )
        right = under(
            titled("处理方式", self.handling),
            titled("空泛指标", self.hollow),
            titled("应查线索", self.leads),
            titled("一案双查", self.states),
            titled("问责处理", self.outcomes),
        )
        tables = (
            *(self.found, self.landing, self.duties),
            *(self.handling, self.hollow, self.leads, self.states, self.outcomes),
        )
        self.lay_out(tables, [beside(left, right)], (self.duties,), LONG)
        self.setFocusProxy(self.found)

    def refresh(self, facts: Facts) -> None:
        self.shorts = {
            str(row["name"]): str(row["short"] or row["name"]) for row in facts.live(Department.__tablename__)
        }
        super().refresh(facts)

    def _draw(self, read: Supervision) -> None:
        self.found.load(sheets.habit_heads(read, self.shorts), sheets.habit_rows(read))
        handling = read.answers["habits.handling"]
        self.handling.load(sheets.word_heads("处理方式", "起"), sheets.word_rows(handling, HABIT, "起", UNDONE))
        self.landing.load(sheets.landing_heads(), sheets.landing_rows(read))
        self.hollow.load(sheets.word_heads("类型", "项"), sheets.indicator_rows(read))
        self.duties.load(sheets.duty_heads(read), sheets.duty_rows(read))
        self.leads.load(sheets.word_heads("线索", "件"), sheets.lead_rows(read))
        self.states.load(sheets.word_heads("环节", "件"), sheets.state_rows(read))
        self.outcomes.load(sheets.word_heads("处理", "人"), sheets.outcome_rows(read))
        self.fit()


UNDONE = frozenset({"未处理"})
"""What is told in red of the handling of findings."""
