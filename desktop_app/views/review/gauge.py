"""The gauge (得分与等次) over the steps of a review: score, grade, what is missing to the next, a bar of the scale."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.rules.numbers import points
from desktop_app.services.score_sheets import ScoreSheet
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.theme import Role, colour, font, px

_SIDE, _FIGURE, _BAR, _MARK, _WORDS = 16, 42, 10, 8, 22
_CAP = 2000
"""The widest share of the bar one grade takes, in hundredths: what lies under the last floor needs no more."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom


def tints(count: int) -> tuple[str, ...]:
    """Colour tokens of the grades from the worst up."""
    return ("line", *("amberM",) * (count > 3), *("blueL",) * max(0, count - 4), "blueM", "blue7")[-count:]


class Gauge(QWidget):
    """``show_sheet`` with what the sheet comes to; ``decided`` is the grade already decided (审定等次)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: ScoreSheet | None = None
        self._decided = ""
        self.setAccessibleName("得分与等次")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_sheet(self, sheet: ScoreSheet | None, decided: str = "") -> None:
        self._sheet, self._decided = sheet, decided
        self.setAccessibleDescription("，".join(self._said()))
        self.updateGeometry()
        self.update()

    @property
    def told(self) -> str:
        """What it says, for a screen reader and for tests: 得分 86，合格，距优质差 4 分."""
        return self.accessibleDescription()

    def _said(self) -> list[str]:
        sheet = self._sheet
        if sheet is None:
            return []
        grade = f"审定{self._decided}" if self._decided and self._decided != sheet.suggested else sheet.suggested
        return [said for said in (f"得分 {points(sheet.score)}", grade, self.beside) if said]

    @property
    def beside(self) -> str:
        """What stands at the right: 距优质差 4 分, a veto, what was before a review after an objection or suggested."""
        sheet = self._sheet
        if sheet is None or not sheet.suggested:
            return ""
        if self._decided and self._decided != sheet.suggested:
            return f"建议{sheet.suggested}"
        if sheet.vetoes[1]:
            return f"一票否决 {sheet.vetoes[1]} 项"
        if sheet.first is not None:
            return f"复评前 {points(sheet.first[0])} {sheet.first[1]}"
        return f"距{sheet.next_grade[0]}差 {points(sheet.next_grade[1])} 分" if sheet.next_grade else ""

    def sizeHint(self) -> QSize:  # noqa: N802
        bar = _MARK + _BAR + _WORDS if self._sheet is not None and self._sheet.steps else 0
        return QSize(px(200), px(_FIGURE) + px(bar) + px(10))

    minimumSizeHint = sizeHint  # noqa: N815

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        sheet = self._sheet
        if sheet is None:
            return
        painter = QPainter(self)
        self._figures(painter, sheet)
        if sheet.steps:
            self._bar(painter, sheet)
        painter.end()

    def _figures(self, painter: QPainter, sheet: ScoreSheet) -> None:
        box = self.rect().adjusted(px(_SIDE), 0, -px(_SIDE), 0)
        base = px(36)
        vetoed = bool(sheet.vetoes[1])
        left = box.left()
        grade = self._decided or sheet.suggested
        for text, role, ink in (
            (points(sheet.score), Role.SCORE, "red7" if vetoed else "blue7"),
            (f" / {points(sheet.total)}", Role.BODY, "ink3"),
            (f"　{grade}" if grade else "", Role.TITLE, "red7" if vetoed else "ink"),
        ):
            painter.setFont(font(role))
            painter.setPen(colour(ink))
            painter.drawText(QPointF(left, base), text)
            left += painter.fontMetrics().horizontalAdvance(text)
        painter.setFont(font(Role.META))
        painter.setPen(colour("red7" if vetoed else "ink2"))
        room = QFontMetrics(font(Role.META)).horizontalAdvance(self.beside)
        if left + room + px(8) <= box.right():
            painter.drawText(QPointF(box.right() - room + 1, base), self.beside)

    def _bar(self, painter: QPainter, sheet: ScoreSheet) -> None:
        box = QRectF(px(_SIDE), px(_FIGURE) + px(_MARK), self.width() - 2 * px(_SIDE), px(_BAR))
        parts = segments(sheet, box)
        current = self._decided or sheet.suggested
        for (word, floor), (left, width), token in zip(reversed(sheet.steps), parts, tints(len(parts)), strict=True):
            painter.setOpacity(0.55 if token == "amberM" else 1.0)
            painter.fillRect(QRectF(left, box.top(), width - 2, box.height()), tone(token))
            painter.setOpacity(1.0)
            words = f"{word} {points(floor)}起" if floor else f"{word} {points(sheet.steps[-2][1])}下"
            strong = word == current
            painter.setFont(font(Role.HEAD if strong else Role.META))
            painter.setPen(tone("ink" if strong else "ink2"))
            under = QRect(round(left) - px(6), round(box.bottom()) + px(2), round(width) + px(12), px(_WORDS) - px(2))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, words)
        self._marker(painter, spot(sheet, parts), box.top())

    @staticmethod
    def _marker(painter: QPainter, at: float, top: float) -> None:
        half, high = px(6), px(7)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("ink"))
        painter.drawPolygon(
            QPolygonF([QPointF(at - half, top - high), QPointF(at + half, top - high), QPointF(at, top)])
        )


def segments(sheet: ScoreSheet, box: QRectF) -> list[tuple[float, float]]:
    """Left edge and width of every grade from the worst up, by how many points it spans, within bounds."""
    floors = [floor for _, floor in reversed(sheet.steps)]
    spans = [
        min(_CAP, max(_CAP * 5 // 8, upper - floor))
        for floor, upper in zip(floors, [*floors[1:], sheet.total], strict=True)
    ]
    scale, left, found = box.width() / sum(spans), box.left(), []
    for span in spans:
        found.append((left, span * scale))
        left += span * scale
    return found


def spot(sheet: ScoreSheet, parts: list[tuple[float, float]]) -> float:
    """Where the score stands on the bar."""
    floors = [floor for _, floor in reversed(sheet.steps)]
    uppers = [*floors[1:], max(sheet.total, floors[-1] + 1)]
    score = max(0, min(sheet.score, sheet.total))
    at = max(place for place, floor in enumerate(floors) if score >= floor)
    share = (score - floors[at]) / max(1, uppers[at] - floors[at])
    left, width = parts[at]
    return left + min(1.0, share) * max(0.0, width - 2)
