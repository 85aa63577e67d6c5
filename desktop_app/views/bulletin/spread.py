"""The set pages on the screen: side by side or one below the other, figures tinted, the place of the seal dashed."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.views.bulletin.making import Made
from desktop_app.views.bulletin.spots import Spot
from desktop_app.views.pages import Pages
from desktop_app.views.theme import Role, colour, font, px

SCREEN_DPI, POINTS_PER_INCH = 96, 72
EDGE, GAP = 13, 16
SEAL = "印章位置"


class Spread(QWidget):
    """Pages of one paper. ``asked`` carries the key of the figure clicked."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.made: Made | None = None
        self.now = ""
        self._drawn: dict[int, QPixmap] = {}
        self._places: list[QRect] = []
        self._scale = 1.0
        self.setMouseTracking(True)
        self.setAccessibleName("版面")
        self._open: list[Pages] = []
        self.destroyed.connect(partial(_close, self._open))

    def show_made(self, made: Made | None) -> None:
        """Show another paper; the former is closed."""
        before, self.made = self.made, made
        self._drawn.clear()
        if before is not made:
            _close(self._open)
            self._open += [made.pages] if made is not None else []
        self.setAccessibleDescription(f"共 {len(made.pages)} 页" if made is not None else "")

    # where the pages stand

    def fit_percent(self, room: QSize, columns: int) -> int:
        """The zoom at which a row of pages is seen whole, of 100 as on paper."""
        if self.made is None:
            return 100
        wide, high = self._largest()
        across = (room.width() - 2 * px(EDGE) - (columns - 1) * px(GAP)) / columns / wide
        down = (room.height() - px(EDGE)) / high
        return max(15, int(min(across, down) * POINTS_PER_INCH / SCREEN_DPI * 100))

    def _largest(self) -> tuple[float, float]:
        assert self.made is not None
        sizes = self.made.pages.sizes
        return max(wide for wide, _ in sizes), max(high for _, high in sizes)

    def arrange(self, percent: int, columns: int, room: QSize) -> None:
        """Seat the pages ``columns`` abreast at a zoom; the whole stands in the middle of the room."""
        if self.made is None:
            self._places = []
            return
        self._scale = percent / 100 * SCREEN_DPI / POINTS_PER_INCH
        sizes = [QSize(round(wide * self._scale), round(high * self._scale)) for wide, high in self.made.pages.sizes]
        self._drawn.clear()
        self._places, top, widest = [], px(EDGE) // 2 + px(2), 0
        for first in range(0, len(sizes), columns):
            row = sizes[first : first + columns]
            left = max(px(EDGE), (room.width() - self._wide(sizes, columns)) // 2)
            for size in row:
                self._places.append(QRect(QPoint(left, top), size))
                left += size.width() + px(GAP)
            widest = max(widest, left - px(GAP) + px(EDGE))
            top += max(size.height() for size in row) + px(GAP)
        self.setFixedSize(max(widest, room.width()), max(top - px(GAP) + px(EDGE) // 2, room.height()))
        self.update()

    @staticmethod
    def _wide(sizes: list[QSize], columns: int) -> int:
        """What the widest row takes; a lone page stands where the left one of a pair would."""
        return max(size.width() for size in sizes) * columns + px(GAP) * (columns - 1)

    def page_at(self, y: int) -> int:
        """The page at a height of this widget."""
        return next((at for at, place in enumerate(self._places) if place.bottom() >= y), 0)

    def place(self, page: int) -> QRect:
        return self._places[page] if page < len(self._places) else QRect()

    def box(self, spot: Spot) -> QRect:
        """A place on a page in pixels of this widget."""
        left, top, right, bottom = (side * self._scale for side in spot.box)
        found = QRectF(left, top, right - left, bottom - top).toAlignedRect()
        return found.translated(self._places[spot.page].topLeft()) if spot.page < len(self._places) else QRect()

    # looking and pointing

    def mark(self, key: str) -> None:
        """The figure the cursor is on in the text is tinted more."""
        if key != self.now:
            self.now = key
            self.update()

    def figure_at(self, point: QPoint) -> str:
        spots = self.made.figures if self.made is not None else ()
        return next((spot.key for spot in spots if self.box(spot).contains(point)), "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        over = self.figure_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if key := self.figure_at(event.position().toPoint()):
            self.asked.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour("soft"))
        if self.made is None:
            painter.end()
            return
        for at, place in enumerate(self._places):
            if place.intersects(event.rect()):
                painter.drawPixmap(place.topLeft(), self._page(at))
                painter.setPen(colour("line"))
                painter.drawRect(place.adjusted(0, 0, -1, -1))
        if self.made.seal is not None:
            self._draw_seal(painter, self.box(self.made.seal))
        painter.end()

    def _page(self, at: int) -> QPixmap:
        """A page with its figures tinted, drawn when it first comes into sight."""
        if at not in self._drawn:
            assert self.made is not None
            ratio = self.devicePixelRatioF()
            image = self.made.pages.image(at, self._scale * ratio)
            self._tint(image, at, ratio)
            drawn = QPixmap.fromImage(image)
            drawn.setDevicePixelRatio(ratio)
            self._drawn[at] = drawn
        return self._drawn[at]

    def _tint(self, image: QImage, at: int, ratio: float) -> None:
        """Under the ink: the darker of both stays."""
        assert self.made is not None
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Darken)
        for spot in self.made.figures:
            if spot.page == at:
                box = self.box(spot).translated(-self._places[at].topLeft())
                painter.fillRect(QRectF(box.x() * ratio, box.y() * ratio, box.width() * ratio, box.height() * ratio),
                                 QColor(colour("blue1")))  # fmt: skip
        painter.end()

    def _draw_seal(self, painter: QPainter, box: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("field"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        face = font(Role.HINT)
        face.setPixelSize(max(px(8), min(px(11), box.height() // 7)))
        painter.setFont(face)
        painter.setPen(colour("ink3"))
        low = QRect(box.left(), box.center().y() + box.height() // 4, box.width(), box.height() // 5)
        painter.drawText(low, Qt.AlignmentFlag.AlignCenter, SEAL)


def _close(held: list[Pages], *_gone: object) -> None:
    """Let documents go; also when the widget is gone."""
    for pages in held:
        pages.close()
    held.clear()
