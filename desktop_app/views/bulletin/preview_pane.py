"""版面预览: the very PDF of the draft, set anew in the worker after a pause in typing; never on the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop_app.rules.vocabulary import PaperFormat
from desktop_app.views.bulletin.latest import Latest, Prepare
from desktop_app.views.bulletin.making import Made
from desktop_app.views.bulletin.spread import Spread
from desktop_app.views.controls import HintButton, label
from desktop_app.views.jobs import Jobs
from desktop_app.views.pages import paper_name
from desktop_app.views.theme import px

ZOOMS = (30, 42, 50, 65, 75, 100, 125, 150, 200)
STANDARD = "GB/T 9704"
_NO_STANDARD = (PaperFormat.BRIEFING, PaperFormat.PLAIN)
"""Formats the standard does not know."""
HEAD = 36


class Ground(QScrollArea):
    """The desk the pages lie on. ``turned`` asks for the next zoom by the wheel, ``paged`` for other pages."""

    turned = Signal(int)
    paged = Signal(int)
    resized = Signal()

    def __init__(self, spread: Spread) -> None:
        super().__init__()
        self.setWidget(spread)
        self.setAccessibleName("版面预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setProperty("ground", "desk")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        by = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self.paged.emit(by)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.resized.emit()


class PreviewPane(QWidget):
    """The paper as it will be. ``shown`` says that another one is there, ``figure_asked`` which figure was clicked."""

    shown = Signal()
    figure_asked = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent, self._fit, self._columns = 100, True, 2
        self.spread = Spread()
        self.ground = Ground(self.spread)
        self.fault = label("", "error")
        self.fault.setWordWrap(True)
        self.fault.setContentsMargins(px(16), px(6), px(16), px(6))
        self.fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.ground, 1)
        column.addWidget(self.fault)
        self.latest = Latest(jobs, self, lambda made: made.pages.close())
        self.latest.answered.connect(self._made)
        self.latest.refused.connect(self._refused)
        self.ground.resized.connect(self.arrange)
        self.ground.turned.connect(self.step)
        self.ground.paged.connect(self.turn)
        self.spread.asked.connect(self.figure_asked)
        self._bind()

    def _head(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("frame", "pane")
        bar.setFixedHeight(px(HEAD))
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), 0, px(12), 0)
        row.setSpacing(px(8))
        row.addWidget(label("版面预览", "panel"))
        self.told = label("", "meta2")
        row.addWidget(self.told)
        row.addStretch(1)
        self.abreast = HintButton("双页", "", "quiet", clicked=self.turn_columns)
        self.abreast.setToolTip("双页或单页")
        self.zoom = HintButton("100%", "", "quiet", clicked=self._open_zooms)
        self.zoom.setToolTip("缩放 Ctrl+- Ctrl++")
        for button in (self.abreast, self.zoom):
            button.setProperty("low", "true")
            row.addWidget(button)
        return bar

    def _bind(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+-": lambda: self.step(-1),
            "Ctrl++": lambda: self.step(1),
            "Ctrl+=": lambda: self.step(1),
            "F9": self.renew,
        }
        for key, deed in keys.items():
            QShortcut(QKeySequence(key), self, deed)

    # setting the paper

    def ask(self, prepare: Prepare, *, at_once: bool = False) -> None:
        """Another text: set it after a pause in typing, or at once. What is still being set is stale."""
        self.latest.ask(prepare, at_once=at_once)

    def renew(self) -> None:
        """F9 刷新预览."""
        self.latest.again()

    def _made(self, made: Made | None) -> None:
        self.say("")
        self.spread.show_made(made)
        self.arrange()
        self._tell()
        self.shown.emit()

    def _refused(self, said: str) -> None:
        """The last good paper stays."""
        self.say(f"! {said}")
        self.shown.emit()

    def say(self, said: str) -> None:
        """A sentence under the last good paper; empty takes it away."""
        self.fault.setText(said)
        self.fault.setVisible(bool(said))

    def _tell(self) -> None:
        made = self.spread.made
        if made is None:
            self.told.setText("")
            return
        standard = "" if made.format in _NO_STANDARD else STANDARD
        size = paper_name(*made.pages.sizes[0])
        self.told.setText("　".join(filter(None, (standard, size, f"共 {len(made.pages)} 页"))))
        self.told.setToolTip("；".join(made.report.substitutions))

    # zoom and pages

    @property
    def made(self) -> Made | None:
        """What is shown."""
        return self.spread.made

    @property
    def percent(self) -> int:
        return self._percent

    def arrange(self) -> None:
        """Fit the pages into the room, or seat them at the zoom chosen."""
        made = self.spread.made
        room = self.ground.viewport().size()
        columns = min(self._columns, len(made.pages)) if made is not None and not self._fit else self._columns
        if self._fit:
            self._percent = self.spread.fit_percent(room, columns)
        self.spread.arrange(self._percent, columns, QSize(room.width(), room.height()))
        self.zoom.setText(f"{self._percent}%")
        self.zoom.setAccessibleName(f"缩放 {self._percent}%")
        self.abreast.setText("双页" if self._columns == 2 else "单页")

    def turn_columns(self) -> None:
        """双页 or one page under another."""
        self._columns = 3 - self._columns
        self.arrange()

    def fit(self) -> None:
        """Whole pages."""
        self._fit = True
        self.arrange()

    def set_percent(self, percent: int) -> None:
        page = self.spread.page_at(self.ground.verticalScrollBar().value())
        self._fit, self._percent = False, percent
        self.arrange()
        self.go(page)

    def step(self, by: int) -> None:
        """The next zoom up or down."""
        larger = [zoom for zoom in ZOOMS if zoom > self._percent]
        smaller = [zoom for zoom in ZOOMS if zoom < self._percent]
        self.set_percent((larger or ZOOMS[-1:])[0] if by > 0 else (smaller or list(ZOOMS[:1]))[-1])

    def _open_zooms(self) -> None:
        menu = QMenu(self)
        menu.addAction("整页", self.fit)
        for percent in ZOOMS:
            menu.addAction(f"{percent}%", lambda chosen=percent: self.set_percent(chosen))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.zoom.mapToGlobal(self.zoom.rect().bottomLeft()))

    def go(self, page: int) -> None:
        """Bring a page to the top."""
        self.ground.verticalScrollBar().setValue(self.spread.place(page).top() - px(6))

    def turn(self, by: int) -> None:
        """PgUp, PgDn: to the row of pages before or behind."""
        bar = self.ground.verticalScrollBar()
        page = self.spread.page_at(bar.value() + px(8))
        self.go(max(0, page + by * self._columns))

    def mark(self, key: str) -> None:
        """The figure the cursor is on in the text: brought into sight."""
        made = self.spread.made
        spot = next((one for one in made.figures if one.key == key), None) if made is not None and key else None
        if spot is not None:
            box = self.spread.box(spot)
            self.ground.ensureVisible(box.center().x(), box.center().y(), px(24), px(48))
