"""What is painted of an exam's statistics: key figures with the bands of marks, means by department."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.rules.marks import Band, Tally
from desktop_app.rules.numbers import points, rounded
from desktop_app.services.marking import MarkSheet
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.exams.ink import Ink
from desktop_app.views.theme import px

FIGURES, BARS, WORDS, ABOVE, LINE = 54, 78, 20, 20, 30
NOTHING = "—"
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: the number, its unit, what it is."""

    number: str
    unit: str
    name: str

    @property
    def said(self) -> str:
        return f"{self.name} {self.number}{self.unit if self.number != NOTHING else ''}"


def key_figures(tally: Tally) -> tuple[Figure, ...]:
    """平均分, 及格率, 最高, 最低 over 实考."""
    share = rounded(100 * tally.passed / tally.sat) if tally.sat else NOTHING
    return (
        Figure(str(tally.mean) if tally.mean is not None else NOTHING, "分", "平均分"),
        Figure(share, "%", "及格率"),
        Figure(points(tally.highest) if tally.highest is not None else NOTHING, "分", "最高"),
        Figure(points(tally.lowest) if tally.lowest is not None else NOTHING, "分", "最低"),
    )


def counted(tally: Tally) -> str:
    """及格、实考、应考 always together, and who has no mark: 及格 55 / 实考 57 / 应考 60　缺考 2."""
    away = "　".join(f"{code} {count}" for code, count in tally.by_code.items() if count and code != "参考")
    return "　".join(filter(None, (f"及格 {tally.passed} / 实考 {tally.sat} / 应考 {tally.expected}", away)))


class Statistics(QWidget):
    """Key figures and the bars of the bands in one picture. ``opened`` carries a band; ← → go through them."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[Figure, ...] = ()
        self._bands: tuple[Band, ...] = ()
        self._at = -1
        self.setAccessibleName("统计")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.renew()

    def renew(self) -> None:
        self._ink = Ink()
        self.updateGeometry()

    def show_sheet(self, sheet: MarkSheet) -> None:
        self._figures, self._bands = key_figures(sheet.tally), sheet.bands
        bars = "，".join(f"{band.label} {band.count} 人" for band in self._bands)
        self.setAccessibleDescription(f"{'，'.join(figure.said for figure in self._figures)}。{bars}")
        self.update()

    @property
    def told(self) -> str:
        """What it says, for a screen reader and for tests."""
        return self.accessibleDescription()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(200), px(FIGURES + ABOVE + BARS + WORDS + 4))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        step = self.width() / max(1, len(self._figures))
        for at, figure in enumerate(self._figures):
            self._figure(painter, round(at * step), figure)
        if self._bands:
            self._bars(painter)
        painter.end()

    def _figure(self, painter: QPainter, left: int, figure: Figure) -> None:
        painter.setFont(self._ink.figure)
        painter.setPen(tone("ink"))
        painter.drawText(QPointF(left, px(25)), figure.number)
        beside = left + self._ink.figure_room.horizontalAdvance(figure.number) + px(2)
        painter.setFont(self._ink.meta)
        painter.setPen(tone("ink2"))
        if figure.number != NOTHING:
            painter.drawText(QPointF(beside, px(25)), figure.unit)
        painter.drawText(QPointF(left, px(45)), figure.name)

    def band_box(self, at: int) -> QRect:
        """The column of a band, from its number down to its words."""
        step = self.width() / len(self._bands)
        left = round(at * step)
        return QRect(left, px(FIGURES), round((at + 1) * step) - left, px(ABOVE + BARS + WORDS))

    def _bars(self, painter: QPainter) -> None:
        base = px(FIGURES + ABOVE + BARS)
        most = max(1, *(band.count for band in self._bands))
        for at, band in enumerate(self._bands):
            box = self.band_box(at)
            wide = min(box.width() - px(12), px(64))
            high = max(px(2) if band.count else 0, round(px(BARS) * band.count / most))
            bar = QRectF(box.center().x() - wide / 2, base - high, wide, high)
            painter.fillRect(bar, tone("amberM" if band.floor == 0 else "blue7"))
            painter.setFont(self._ink.strong)
            painter.setPen(tone("ink"))
            painter.drawText(QRect(box.left(), round(bar.top()) - px(ABOVE), box.width(), px(ABOVE)), CENTRE, _n(band))
            painter.setFont(self._ink.meta)
            painter.setPen(tone("ink2"))
            painter.drawText(QRect(box.left(), base + px(2), box.width(), px(WORDS)), CENTRE, band.label)
            if self.hasFocus() and at == self._at:
                painter.setPen(tone("blue6"))
                painter.drawRect(box.adjusted(1, 0, -2, 0))
        painter.fillRect(0, base, self.width(), 1, tone("field"))

    # every bar opens its candidates

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        spot = event.position().toPoint()
        found = next((at for at in range(len(self._bands)) if self.band_box(at).contains(spot)), None)
        if found is not None:
            self.opened.emit(self._bands[found])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None and self._bands:
            self._at = max(0, min(len(self._bands) - 1, self._at + by))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._at < len(self._bands):
            self.opened.emit(self._bands[self._at])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._at = max(0, self._at)
        super().focusInEvent(event)


def _n(band: Band) -> str:
    return str(band.count) if band.count else ""


class Means(QWidget):
    """部门平均分: a bar a department, its mean and over how many; the lower ones are not marked, few people vary much.

    ``opened`` carries a department.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, str, Tally], ...] = ()
        self._full = 100_00
        self.setAccessibleName("部门平均分")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.renew()

    def renew(self) -> None:
        self._ink = Ink()
        self.updateGeometry()

    def show_rows(self, rows: Sequence[tuple[str, str, Tally]], full: int) -> None:
        """Name, short name and counts of each department; the bars go up to the full marks."""
        before, self._rows, self._full = len(self._rows), tuple(rows), full
        said = (f"{short} {tally.mean or NOTHING}，{tally.sat} 人" for _name, short, tally in rows)
        self.setAccessibleDescription("；".join(said))
        if before != len(self._rows):
            self.updateGeometry()
        self.update()

    @property
    def told(self) -> str:
        return self.accessibleDescription()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(200), px(LINE) * len(self._rows))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        for at, (_name, short, tally) in enumerate(self._rows):
            self._row(painter, QRect(0, at * px(LINE), self.width(), px(LINE)), short, tally)
        painter.end()

    def _row(self, painter: QPainter, box: QRect, short: str, tally: Tally) -> None:
        painter.setFont(self._ink.body)
        painter.setPen(tone("ink"))
        painter.drawText(box, LEFT, self._ink.body_room.elidedText(short, Qt.TextElideMode.ElideRight, px(60)))
        painter.drawText(box.adjusted(0, 0, -px(46), 0), RIGHT, str(tally.mean) if tally.mean is not None else NOTHING)
        painter.setFont(self._ink.meta)
        painter.setPen(tone("ink2"))
        painter.drawText(box, RIGHT, f"{tally.sat} 人")
        track = QRectF(px(66), box.center().y() - px(4), box.width() - px(166), px(8))
        painter.fillRect(track, tone("grey0"))
        share = min(1.0, float(tally.mean) * 100 / self._full) if tally.mean is not None and self._full else 0.0
        track.setWidth(track.width() * share)
        painter.fillRect(track, tone("blueM"))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = round(event.position().y()) // px(LINE)
        if 0 <= at < len(self._rows):
            self.opened.emit(self._rows[at][0])
