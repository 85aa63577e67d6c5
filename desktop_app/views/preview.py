"""Print preview (打印预览): the very bytes of the PDF, drawn page by page; print and save from here."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.views.controls import PRIMARY, HintButton, divider, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.pages import POINTS_PER_INCH, Pages, paper_name
from desktop_app.views.theme import colour, px

_SCREEN_DPI = 96
ZOOMS = (50, 75, 100, 125, 150, 200)


class Sheet(QWidget):
    """One page on the desk of the preview; drawn when it comes into view."""

    def __init__(self, pages: Pages, at: int) -> None:
        super().__init__()
        self._pages, self._at = pages, at
        self._drawn: QPixmap | None = None
        self._for = 0.0
        self.setAccessibleName(f"第 {at + 1} 页")

    def set_scale(self, per_point: float) -> None:
        """Logical pixels per point."""
        wide, high = self._pages.sizes[self._at]
        self._for = per_point
        self._drawn = None
        self.setFixedSize(QSize(round(wide * per_point), round(high * per_point)))

    def forget(self) -> None:
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._drawn is None:
            ratio = self.devicePixelRatioF()
            self._drawn = QPixmap.fromImage(self._pages.image(self._at, self._for * ratio))
            self._drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._drawn)
        painter.setPen(colour("line"))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
        painter.end()


class Desk(QScrollArea):
    """Pages under one another. ``page_now`` says which one fills the view."""

    page_now = Signal(int)
    zoom_asked = Signal(int)
    resized = Signal()

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.lay(pages)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName("页面")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def lay(self, pages: Pages) -> None:
        """Put these pages there instead of what lay there."""
        ground = QWidget()
        ground.setProperty("ground", "head")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.setSpacing(px(16))
        self.sheets = [Sheet(pages, at) for at in range(len(pages))]
        for sheet in self.sheets:
            column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(ground)

    def _scrolled(self) -> None:
        at = self.now
        for number, sheet in enumerate(self.sheets):
            if abs(number - at) > 3:
                sheet.forget()
        self.page_now.emit(at)

    @property
    def now(self) -> int:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return next((at for at, sheet in enumerate(self.sheets) if sheet.geometry().bottom() >= middle), 0)

    def go(self, at: int) -> None:
        sheet = self.sheets[min(max(at, 0), len(self.sheets) - 1)]
        self.verticalScrollBar().setValue(sheet.y() - px(16))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.resized.emit()


class Preview(Dialog):
    """The preview window. ``print_asked`` and ``save_asked`` leave the doing to the caller.

    ``bar`` are the options of the paper; :meth:`show_pages` puts the pages of other options there.
    """

    print_asked = Signal()
    save_asked = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        data: bytes,
        notes: tuple[str, ...] = (),
        bar: QWidget | None = None,
    ) -> None:
        super().__init__(parent, f"打印预览 — {title}", 760)
        self._pages = Pages(data)
        self._fit = True
        self._percent = 100
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.desk = Desk(self._pages)
        self.body.addWidget(self._tools())
        self.bar = bar
        if bar is not None:
            self.body.addWidget(bar)
        self._note = _note()
        self.body.addWidget(self._note)
        self._tell_notes(notes)
        self.body.addWidget(self.desk, 1)
        self.add_button("关闭", "Esc", self.reject)
        self.add_button("另存 PDF", "Ctrl+S", self.save_asked.emit)
        self.add_button("打印", "Ctrl+P", self.print_asked.emit, PRIMARY)
        self.desk.page_now.connect(self._tell_page)
        self.desk.zoom_asked.connect(self.step)
        self.desk.resized.connect(self._refit)
        self._bind()
        self._size()
        self._tell_page(0)
        self.desk.setFocus()

    def _tools(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("frame", "bar")
        bar.setFixedHeight(px(48))
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(8))
        self._page = label("", "strong")
        self._zoom = label("", "meta2")
        self._paper = label("", "meta")
        row.addWidget(HintButton("上一页", "PgUp", clicked=lambda: self.turn(-1)))
        row.addWidget(self._page)
        row.addWidget(HintButton("下一页", "PgDn", clicked=lambda: self.turn(1)))
        row.addWidget(divider())
        row.addWidget(HintButton("缩小", "Ctrl+-", clicked=lambda: self.step(-1)))
        row.addWidget(self._zoom)
        row.addWidget(HintButton("放大", "Ctrl++", clicked=lambda: self.step(1)))
        row.addWidget(HintButton("适合宽度", "Ctrl+0", clicked=self.fit_width))
        row.addStretch(1)
        row.addWidget(self._paper)
        return bar

    def _bind(self) -> None:
        acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("PgUp", lambda: self.turn(-1)),
            ("PgDown", lambda: self.turn(1)),
            ("Home", lambda: self.desk.go(0)),
            ("End", lambda: self.desk.go(len(self._pages) - 1)),
            ("Ctrl+-", lambda: self.step(-1)),
            ("Ctrl++", lambda: self.step(1)),
            ("Ctrl+=", lambda: self.step(1)),
            ("Ctrl+0", self.fit_width),
        )
        for key, act in acts:
            QShortcut(QKeySequence(key), self, act)

    def _size(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(px(1120), room.width() - 40), min(px(900), room.height() - 60))

    def show_pages(self, data: bytes, notes: tuple[str, ...] = ()) -> None:
        """Other pages of the same paper, at the page and zoom that stood."""
        at, gone = self.desk.now, self._pages
        self._pages = Pages(data)
        self.desk.lay(self._pages)
        gone.close()
        self._tell_notes(notes)
        self._set(self._percent)
        self._refit()
        self.desk.go(at)
        self._tell_page(self.desk.now)

    def _tell_notes(self, notes: tuple[str, ...]) -> None:
        self._note.setText(f"◆ {'；'.join(notes)}")
        self._note.setVisible(bool(notes))

    def done(self, result: int) -> None:
        """Off the screen first, then the document is closed."""
        super().done(result)
        self._pages.close()

    @property
    def pages(self) -> Pages:
        return self._pages

    @property
    def percent(self) -> int:
        return self._percent

    @property
    def page_text(self) -> str:
        return self._page.text()

    def turn(self, by: int) -> None:
        self.desk.go(self.desk.now + by)

    def step(self, by: int) -> None:
        """The next zoom up or down."""
        self._fit = False
        larger = [zoom for zoom in ZOOMS if zoom > self._percent]
        smaller = [zoom for zoom in ZOOMS if zoom < self._percent]
        self._set((larger or ZOOMS[-1:])[0] if by > 0 else (smaller or list(ZOOMS[:1]))[-1])

    def fit_width(self) -> None:
        self._fit = True
        self._refit()

    def _refit(self) -> None:
        if self._fit:
            widest = max(wide for wide, _ in self._pages.sizes)
            room = self.desk.viewport().width() - px(48)
            self._set(max(20, int(room / widest * POINTS_PER_INCH / _SCREEN_DPI * 100)))

    def _set(self, percent: int) -> None:
        now = self.desk.now
        self._percent = percent
        for sheet in self.desk.sheets:
            sheet.set_scale(percent / 100 * _SCREEN_DPI / POINTS_PER_INCH)
        self._zoom.setText(f"{percent}%")
        if now:
            self.desk.go(now)

    def _tell_page(self, at: int) -> None:
        wide, high = self._pages.sizes[at]
        self._page.setText(f"{at + 1} / {len(self._pages)} 页")
        self._paper.setText(f"{paper_name(wide, high)} {'横' if wide > high else '纵'}向")


def _note() -> QLabel:
    made = label("", "caution")
    made.setWordWrap(True)
    made.setContentsMargins(px(16), px(4), px(16), px(4))
    return made
