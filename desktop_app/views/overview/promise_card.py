"""承诺核查: every promise of the plan with its verdict, the broken ones first; Enter opens those that break it."""

from datetime import datetime

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop_app.figures.overview import Overview
from desktop_app.figures.promises import Judged, verdicts
from desktop_app.rules.vocabulary import Verdict
from desktop_app.views.controls import label, restyle, rule
from desktop_app.views.overview.begin import Begin
from desktop_app.views.overview.ink import RIGHT, Ink
from desktop_app.views.overview.row_list import Line, RowList
from desktop_app.views.overview.words import TONES, days, of_promise
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.theme import Role, px

HIGH = 32
TITLE, THEME, PILL, LATE = 0.235, 0.15, 92, 74
"""Shares of the width for title and theme; design pixels for verdict and delay."""


def line_of(one: Judged) -> Line:
    """What a screen reader says of a promise: title, theme, verdict, proof, delay."""
    promise, finding = one.promise, one.finding
    late = f"，{days(-finding.late)}" if finding.late else ""
    theme = f"{promise.panel} · {promise.theme}"
    return Line(promise.id, f"{promise.title}，{theme}，{one.verdict}：{finding.proof}{late}", one)


class PromiseCard(QFrame):
    """The list under its head; before anything is kept, the first step instead. ``asked`` carries an Opening."""

    asked = Signal(object)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink
        self.setProperty("frame", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(rule())
        self.list = RowList("承诺核查", ink, HIGH, self._draw)
        self.list.opened.connect(lambda line: self.asked.emit(of_promise(line.about)))
        self.begin = Begin()
        self._room = QStackedLayout()
        column.addLayout(self._room, 1)
        self._room.addWidget(self.list)
        self._room.addWidget(self.begin)
        self.setFocusProxy(self.list)
        self.setMinimumHeight(px(36 + 4 * HIGH))

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(px(36))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(8))
        row.addWidget(label("承诺核查", "panel"))
        self.about = label("正在核查", "meta")
        self.about.setMinimumWidth(1)
        row.addWidget(self.about, 1)
        self.broken = label("", "fault")
        self.others = label("", "meta2")
        counts = QHBoxLayout()
        counts.setSpacing(px(4))
        counts.addWidget(self.broken)
        counts.addWidget(self.others)
        row.addLayout(counts)
        return head

    def load(self, view: Overview, checked_at: datetime) -> None:
        """Show the verdicts; while nothing is kept nothing is called broken, only not begun."""
        self._room.setCurrentWidget(self.list if view.begun else self.begin)
        self.setFocusProxy(self.list if view.begun else self.begin)
        at = f"逐条比对台账 · {checked_at.astimezone():%H:%M} 核查" if view.begun else "有了台账就逐条比对"
        self.about.setText(f"工作方案中 {len(view.promises)} 条承诺，{at}")
        self._count(view)
        self.list.load([line_of(one) for one in view.promises] if view.begun else [])

    def _count(self, view: Overview) -> None:
        counts = verdicts(view.promises) if view.begun else {}
        broken = counts.pop(Verdict.BROKEN, 0)
        self.broken.setText(f"{broken} {Verdict.BROKEN}" if broken else "")
        restyle(self.broken, role="alarm")
        rest = " · ".join(f"{count} {verdict}" for verdict, count in counts.items())
        self.others.setText(f"· {rest}" if broken and rest else rest)

    def _draw(self, painter: QPainter, box: QRect, line: Line) -> None:
        one: Judged = line.about
        quiet = one.verdict is Verdict.NOT_APPLICABLE
        wide, gap = box.width(), px(10)
        title, theme = round(wide * TITLE), round(wide * THEME)
        left = box.left()
        column = QRect(left, box.top(), title - gap, box.height())
        self._ink.write(
            painter, column, one.promise.title, Role.BODY if quiet else Role.STRONG, "ink3" if quiet else "ink"
        )
        column = QRect(left + title, box.top(), theme - gap, box.height())
        self._ink.write(
            painter, column, f"{one.promise.panel} · {one.promise.theme}", Role.BODY, "ink3" if quiet else "ink2"
        )
        proof = wide - title - theme - px(PILL) - px(LATE)
        column = QRect(left + title + theme, box.top(), proof - gap, box.height())
        tone = "ink3" if quiet else "red7" if one.verdict is Verdict.BROKEN else "ink"
        self._ink.write(painter, column, one.finding.proof, Role.BODY, tone)
        self._verdict(painter, QRect(left + title + theme + proof, box.top(), px(PILL), box.height()), one)
        if one.finding.late:
            late = QRect(box.right() - px(LATE), box.top(), px(LATE), box.height())
            self._ink.write(painter, late, days(-one.finding.late), Role.BODY, "red7", RIGHT)

    def _verdict(self, painter: QPainter, box: QRect, one: Judged) -> None:
        if one.verdict is Verdict.NOT_APPLICABLE:
            self._ink.write(painter, box.adjusted(px(8), 0, 0, 0), one.verdict, Role.META, "ink3")
            return
        face, metrics = self._ink.font(Role.PILL), self._ink.metrics(Role.PILL)
        draw_pill(painter, box, one.verdict, TONES[one.verdict], face, metrics)
