"""Icons: the shipped SVG drawings tinted with a token."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.system.paths import RESOURCES
from desktop_app.views.theme import T

_DRAWN_IN = "#465160"
_RATIOS = (1.0, 1.25, 1.5, 2.0, 3.0)


@cache
def icon(name: str, colour: str = T.ink2, size: int = 16) -> QIcon:
    """An icon of resources/icons by stem (``print``, ``lock``, …) in one colour, sharp at usual screen scales."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


@cache
def pixmap(name: str, colour: str = T.ink2, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The same as a pixmap of ``size`` logical pixels at a device pixel ratio."""
    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace(_DRAWN_IN, colour)
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@cache
def app_icon() -> QIcon:
    """The program's own icon in every shipped size."""
    made = QIcon()
    for path in sorted((RESOURCES / "icons").glob("app-*.png")):
        made.addFile(str(path))
    return made
