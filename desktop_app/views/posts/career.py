"""轮岗履历: where an officer has served over the years, and where never."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.figures.engine import Question
from desktop_app.figures.post_boards import Map, Stop, Visit, map_of
from desktop_app.views.boards.issue_sheet import Box, Head, Row
from desktop_app.views.boards.issue_table import SheetTable
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.theme import px

OWN, NEVER = "原部门", "从未轮过"
HEADS = (Head("部门", width=120, left=True), Head("何时", left=True), Head("情况", width=200, left=True))
WIDTH, TALLEST = 620, 460


class CareerDialog(Dialog):
    """Every department with the officer's visits. Enter on a visit closes it with ``rotation_id`` to be shown."""

    def __init__(self, parent: QWidget | None, ask: Question, officer_id: int) -> None:
        super().__init__(parent, "轮岗履历", WIDTH)
        self.rotation_id = 0
        told = map_of(ask, officer_id)
        self.body.addWidget(label(told.name, "title"))
        said = label(summary(told), "meta2")
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.table = SheetTable(f"{told.name}的轮岗履历", self)
        self.table.load(HEADS, rows(told))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setFixedHeight(min(self.table.whole_height + 2, px(TALLEST)))
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table)
        self.hint("↑ ↓", "部门")
        self.hint("Enter", "打开这次轮岗")
        self.add_button("关闭", "Esc", self.reject, PRIMARY)
        self.table.setFocus()
        been = next((at for at, row in enumerate(self.table.sheet.rows) if row.boxes[0].ids), 0)
        self.table.setCurrentIndex(self.table.sheet.index(been, 0))

    def _open(self, ids: tuple[int, ...], _said: str) -> None:
        self.rotation_id = ids[0]
        self.accept()


def summary(told: Map) -> str:
    """原部门公诉科。轮过 2 个部门，从未轮过 5 个：侦监、反贪…"""
    been = [stop for stop in told.stops if stop.visits and not stop.own]
    never = "、".join(stop.short for stop in told.never)
    rest = f"，从未轮过 {len(told.never)} 个：{never}" if never else "，各部门都轮过"
    return f"{OWN}{told.department}。轮过 {len(been)} 个部门{rest}"


def rows(told: Map) -> tuple[Row, ...]:
    """A row a visit, the latest of a department first; one row for a department never visited."""
    return tuple(row for stop in told.stops for row in _stop_rows(stop))


def _stop_rows(stop: Stop) -> list[Row]:
    visits = sorted(stop.visits, key=lambda visit: visit.first or date.min, reverse=True)
    if not visits:
        return [_row(stop, 0, None)]
    return [_row(stop, at, visit) for at, visit in enumerate(visits)]


def _row(stop: Stop, at: int, visit: Visit | None) -> Row:
    state, tone = _state(stop, visit)
    said = f"{stop.department}，{_when(visit)}，{state}"
    ids = (visit.rotation_id,) if visit is not None and visit.rotation_id else ()
    first = Box(stop.department if not at else "", ids, said, strong=bool(visit))
    return Row(
        f"{stop.department}:{visit.rotation_id if visit else 0}",
        (first, Box(_when(visit), ids, said, tone="ink" if visit else "ink3"), Box(state, ids, said, tone=tone)),
    )


def _state(stop: Stop, visit: Visit | None) -> tuple[str, str]:
    barred = f"应回避：{stop.barred}" if stop.barred else ""
    own = OWN if stop.own else ""
    word = visit.word if visit is not None else "" if own else NEVER
    tone = "amber7" if barred else "ink" if visit is not None else "ink3"
    return "，".join(filter(None, (word, own, barred))), tone


def _when(visit: Visit | None) -> str:
    if visit is None:
        return "—"
    if visit.first is None:
        return "摸底登记" if visit.last is None else f"至 {visit.last.isoformat()}"
    return f"{visit.first.isoformat()} 至 {visit.last.isoformat() if visit.last else '今'}"
