"""Open problems by age (账龄) as bars."""

from PySide6.QtWidgets import QWidget

from desktop_app.figures.issue_boards import Band
from desktop_app.views.boards.bars import Bar, Bars
from desktop_app.views.boards.issue_words import counted


class AgeBars(Bars):
    """One bar a band, its count above, its words below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("账龄分布", parent)
        self.bands: tuple[Band, ...] = ()

    def show_bands(self, bands: tuple[Band, ...]) -> None:
        """Show how many open problems are how old."""
        self.bands = bands
        most = max((len(band.ids) for band in bands), default=0)
        self.load([_bar(band, most) for band in bands])


def _bar(band: Band, most: int) -> Bar:
    said = counted(band.ids, "未销号", f"账龄 {band.word}")
    return Bar(band.word, str(len(band.ids)), len(band.ids) / most if most else 0.0, band.ids, said)
