"""The foot of the score sheet: the sums (合计) under its columns, and the keys that work in it."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.rules.numbers import points
from desktop_app.services.score_sheets import ScoreSheet
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.controls import keycap, label, link
from desktop_app.views.review.cells import LEFT, RIGHT
from desktop_app.views.review.grid import Column, taken
from desktop_app.views.review.ink import HINTS, TOTAL, Ink
from desktop_app.views.review.sheet import ScoreTable
from desktop_app.views.theme import px

KEYS = (
    (("↑", "↓"), "移动"),
    (("1–9",), "扣分"),
    (("0",), "不扣"),
    (("Tab",), "填事由"),
    (("F3",), "常用事由"),
    (("PgDn",), "下一案"),
    (("F7",), "主评、复核"),
)


class Totals(QWidget):
    """合计: points of the standard, taken off, left; how many vetoing defects there are and were met."""

    def __init__(self, table: ScoreTable) -> None:
        super().__init__()
        self._table = table
        self._sheet: ScoreSheet | None = None
        self.setAccessibleName("合计")
        self.renew()

    def renew(self) -> None:
        self._ink = Ink()
        self.setFixedHeight(px(TOTAL))
        self.update()

    def show_sheet(self, sheet: ScoreSheet | None) -> None:
        self._sheet = sheet
        self.setVisible(sheet is not None)
        if sheet is not None:
            off = f"扣 {points(sheet.off)} 分，得 {points(sheet.score)} 分"
            self.setAccessibleDescription("，".join(filter(None, (off, self.vetoes))))
        self.update()

    @property
    def vetoes(self) -> str:
        """一票否决项 6 项，均未触发; which were met."""
        known, met = self._sheet.vetoes if self._sheet is not None else (0, 0)
        if met:
            return f"一票否决 {met} 项，不论得分"
        return f"一票否决项 {known} 项，均未触发" if known else ""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        sheet = self._sheet
        if sheet is None:
            return
        painter, ink = QPainter(self), self._ink
        painter.fillRect(self.rect(), tone("head"))
        painter.fillRect(0, 0, self.width(), 1, tone("line"))
        self._write(painter, Column.ITEM, "合计", "ink", left=True)
        self._write(painter, Column.FULL, points(sheet.total), "ink")
        veto = bool(sheet.vetoes[1])
        self._write(painter, Column.OFF, taken(sheet.off), "amber7" if sheet.off else "ink")
        painter.setFont(ink.title)
        self._write(painter, Column.LEFT, points(sheet.score), "red7" if veto else "ink", large=True)
        painter.setFont(ink.meta)
        painter.setPen(tone("red7" if veto else "ink2"))
        painter.drawText(self._box(Column.SAID), LEFT, self.vetoes)
        painter.end()

    def _box(self, column: Column) -> QRect:
        left = self._table.heads.sectionViewportPosition(column)
        return QRect(left + px(8), 0, self._table.columnWidth(column) - px(16), self.height())

    def _write(
        self, painter: QPainter, column: Column, text: str, ink: str, left: bool = False, large: bool = False
    ) -> None:
        painter.setFont(self._ink.title if large else self._ink.strong)
        painter.setPen(tone(ink))
        painter.drawText(
            self._box(column).adjusted(-px(8), 0, 0, 0) if large else self._box(column), LEFT if left else RIGHT, text
        )


class Hints(QFrame):
    """The keys of the sheet, as many as have room; of a closed sheet, why it is closed. ``declared``: 核对无扣分."""

    declared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "foot")
        self.setMinimumHeight(px(HINTS))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(4))
        self._pairs: list[QWidget] = []
        for keys, word in KEYS:
            pair = QWidget()
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 0, px(8), 0)
            line.setSpacing(px(4))
            for key in keys:
                line.addWidget(keycap(key))
            line.addWidget(label(word, "meta2"))
            self._pairs.append(pair)
            row.addWidget(pair)
        self.closed = label("", "note")
        row.addWidget(self.closed)
        row.addStretch(1)
        self.declare = link("核对无扣分", self.declared.emit, "F8")
        row.addWidget(self.declare)
        self.declare.hide()
        self._shut = False

    def show_closed(self, said: str, may_declare: bool) -> None:
        self._shut = bool(said)
        self.closed.setText(said)
        self.closed.setVisible(self._shut)
        self.declare.setVisible(may_declare and not said)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - px(24) - (self.declare.sizeHint().width() if not self.declare.isHidden() else 0)
        for pair in self._pairs:
            room -= pair.sizeHint().width() + px(4)
            pair.setVisible(not self._shut and room >= 0)
