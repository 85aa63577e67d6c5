"""The pages of a PDF as images, for the preview and the printer."""

import threading
from typing import Any

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
_MM_PER_INCH = 25.4
_ONE_AT_A_TIME = threading.Lock()
"""The renderer must not be entered by two threads, not even for two documents."""


class Pages:
    """The pages of a PDF, drawn on demand (页面图像). Sizes are in points, 1/72 inch; any thread may ask."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._closed = False
        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(data)
            self.sizes: list[tuple[float, float]] = [self._document[at].get_size() for at in range(len(self._document))]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, at: int, dots_per_point: float, grey: bool = False) -> QImage:
        """One page at so many dots per point; an empty image once closed."""
        with _ONE_AT_A_TIME:
            if self._closed:
                return QImage()
            bitmap = self._document[at].render(scale=dots_per_point, rev_byteorder=True, grayscale=grey)
            return _image(bitmap)

    def letters(self, at: int) -> list[tuple[str, float, float, float, float]]:
        """The signs of a page in the order they were set: sign, left, top, right, bottom in points from its corner."""
        from pypdfium2 import raw

        with _ONE_AT_A_TIME:
            if self._closed:
                return []
            text, high = self._document[at].get_textpage(), self.sizes[at][1]
            found = []
            for place in range(text.count_chars()):
                left, low, right, top = text.get_charbox(place, loose=True)
                found.append((chr(raw.FPDFText_GetUnicode(text, place)), left, high - top, right, high - low))
            return found

    def has_colour(self, at: int) -> bool:
        """Whether a page shows anything but greys, looked at in small."""
        image = self.image(at, 0.5)
        return image != image.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(image.format())

    def close(self) -> None:
        with _ONE_AT_A_TIME:
            self._closed = True
            self._document.close()


def _image(bitmap: Any) -> QImage:
    kinds = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
    kind = kinds[bitmap.n_channels]
    return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind).copy()


def paper_name(wide: float, high: float) -> str:
    """A4 or A3 by the size in points; anything else by millimetres."""
    short, long = sorted((round(wide / POINTS_PER_INCH * _MM_PER_INCH), round(high / POINTS_PER_INCH * _MM_PER_INCH)))
    return {(210, 297): "A4", (297, 420): "A3"}.get((short, long), f"{short}×{long} 毫米")
