"""缺考、补考 in the panel: who still owes a retake with the days left, who has sat it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.rules.deadlines import countdown, days_left
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.marking import MarkLine, MarkSheet
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.exams.ink import Ink
from desktop_app.views.exams.roster import FAILED, owed, retake_day
from desktop_app.views.register.cells import left_tone, short_day
from desktop_app.views.theme import px

LINE, SHOWN = 26, 6
_INKS = {"red": "red7", "amber": "amber7", "quiet": "ink2"}


@dataclass(frozen=True, slots=True)
class Owing:
    """A line of the list: who, from where, why, and at the right when the retake is or what it came to."""

    id: int
    name: str
    place: str
    why: str
    when: str
    tone: str


def owing(sheet: MarkSheet, today: date, near: int) -> list[Owing]:
    """Those who owe a retake first, then those who sat it."""
    due, done = owed(sheet)
    day = retake_day(sheet)
    left = days_left(day, today) if day is not None else None
    when = (
        f"{short_day(day, today)} 补考，{countdown(left)}" if day is not None and left is not None else "未定补考日期"
    )
    shade = _INKS[left_tone(left, near)] if left is not None else "amber7"
    told = [Owing(line.id, line.name, line.short, _why(line), when, shade) for line in due]
    return [*told, *(_done(line, sheet, today) for line in done)]


def _why(line: MarkLine) -> str:
    """病假, 外出办案, 缓考, 不及格 57."""
    if line.retake_code not in (None, SittingCode.SAT):
        return f"补考{line.retake_code}"
    if line.code is SittingCode.SAT:
        return f"{FAILED} {points(line.total or 0)}"
    said = line.excuse or str(line.cause or "")
    return said if line.code is SittingCode.ABSENT and said else " ".join(filter(None, (str(line.code), said)))


def _done(line: MarkLine, sheet: MarkSheet, today: date) -> Owing:
    day = short_day(line.retake_on, today) if line.retake_on else ""
    fell = (line.retake_total or 0) < sheet.terms.pass_mark
    said = f"{day} 补考 {points(line.retake_total or 0)}{'，' + FAILED if fell else ''}".strip()
    return Owing(line.id, line.name, line.short, _why(line), said, "amber7" if fell else "ink2")


def summed(sheet: MarkSheet) -> str:
    """缺 2　不及格 1　已补 2."""
    due, done = owed(sheet)
    failed = sum(line.code is SittingCode.SAT for line in due)
    pairs = (("缺", len(due) - failed), (FAILED, failed), ("已补", len(done)))
    return "　".join(f"{word} {count}" for word, count in pairs if count) or "没有"


class OwingList(QWidget):
    """At most six lines. ``opened`` carries the candidate of the line pressed."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Owing] = ()
        self.setAccessibleName("缺考、补考")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.renew()

    def renew(self) -> None:
        self._ink = Ink()
        self.updateGeometry()

    def show_rows(self, rows: Sequence[Owing]) -> None:
        before, self.rows = len(self.rows[:SHOWN]), rows
        self.setAccessibleDescription("；".join(f"{one.name} {one.place} {one.why} {one.when}" for one in rows))
        if before != len(rows[:SHOWN]):
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(200), px(LINE) * len(self.rows[:SHOWN]))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        for at, one in enumerate(self.rows[:SHOWN]):
            self._row(painter, QRect(0, at * px(LINE), self.width(), px(LINE)), one)
        painter.end()

    def _row(self, painter: QPainter, box: QRect, one: Owing) -> None:
        where = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._ink.meta)
        painter.setPen(tone(one.tone))
        wide = self._ink.meta_room.horizontalAdvance(one.when)
        painter.drawText(box, where | Qt.AlignmentFlag.AlignRight, one.when)
        painter.setFont(self._ink.body)
        room = box.width() - wide - px(12)
        for text, left, most, ink in (
            (one.name, 0, px(50), "ink"),
            (one.place, px(52), px(62), "ink"),
            (one.why, px(120), max(0, room - px(120)), "ink2"),
        ):
            painter.setPen(tone(ink))
            said = self._ink.body_room.elidedText(text, Qt.TextElideMode.ElideRight, most)
            painter.drawText(box.adjusted(left, 0, 0, 0), where | Qt.AlignmentFlag.AlignLeft, said)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = round(event.position().y()) // px(LINE)
        if 0 <= at < len(self.rows[:SHOWN]):
            self.opened.emit(self.rows[at].id)
