"""The toolbar: view switch, chips with counts, filter box, print, Excel, new."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLayout, QLineEdit, QMenu, QPushButton, QWidget

from desktop_app.registers.spec import Register
from desktop_app.views.controls import PRIMARY, Chip, HintButton, divider, joined, restyle
from desktop_app.views.icons import icon
from desktop_app.views.theme import T, px

WIDE = 1440
CHIPS_WHEN_NARROW = 6
MORE = "更多"
FOLDS = ((6, 6), (5, 6), (4, 6), (3, 6), (4, 5), (3, 5), (3, 4), (3, 3), (2, 3), (2, 2), (1, 1))
"""How many views and chips stand openly, tried until the bar has room."""


class MoreButton(QPushButton):
    """更多 ▾: what found no room, as a menu."""

    picked = Signal(int)

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{MORE} ▾", parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._menu = QMenu(self)
        self.clicked.connect(self.open_menu)

    def offer(self, entries: Sequence[tuple[int, str, bool]]) -> None:
        """(index, words, chosen) of each entry."""
        self._menu.clear()
        chosen = ""
        for at, words, on in entries:
            action = QAction(words, self._menu)
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(partial(self.picked.emit, at))
            self._menu.addAction(action)
            chosen = words if on else chosen
        self.setText(f"{chosen or MORE} ▾")
        self.setCheckable(True)
        self.setChecked(bool(chosen))
        self.setVisible(bool(entries))

    def open_menu(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        self.setChecked(not self.text().startswith(MORE))


Outside = tuple[Sequence[str], Sequence[str]]
"""Words of views kept by somebody else, before and after one's own on the same switch."""


class Views(QWidget):
    """The view switch: joined buttons; those beyond ``room`` stand in 更多 ▾.

    Counted are ``words`` alone; ``outside`` views stand on the same switch and tell ``left`` with their place on it.
    """

    chosen = Signal(int)
    left = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None, outside: Outside = ((), ())) -> None:
        super().__init__(parent)
        self._first, self._own = len(outside[0]), len(words)
        self._words = words = [*outside[0], *words, *outside[1]]
        self._current = self._first
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.group = QButtonGroup(self)
        for at, word in enumerate(words):
            button = QPushButton(word, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "segment")
            self.group.addButton(button, at)
            row.addWidget(button)
        self.more = MoreButton("segment", self)
        self.more.setProperty("place", "last")
        self.more.picked.connect(self._pressed)
        row.addWidget(self.more)
        self.group.idClicked.connect(self._pressed)
        self._room = len(words)
        self._arrange()

    def width_with(self, count: int) -> int:
        """Pixels it needs when so many stand openly."""
        open_, folded = self.group.buttons()[:count], len(self._words) > count
        wide = sum(button.sizeHint().width() - 1 for button in open_)
        return (wide + (self.more.sizeHint().width() if folded else 0)) if len(self._words) > 1 else 0

    def set_room(self, count: int) -> None:
        """How many stand openly."""
        count = len(self._words) if count >= len(self._words) else count
        if count != self._room:
            self._room = count
            self._arrange()

    def _arrange(self) -> None:
        shown = len(self._words) if self._room >= len(self._words) else self._room
        for at, button in enumerate(self.group.buttons()):
            button.setVisible(at < shown)
            button.setProperty("place", joined(at, shown + (shown < len(self._words))))
            button.style().unpolish(button)
            button.style().polish(button)
        rest = range(shown, len(self._words))
        self.more.offer([(at, self._words[at], at == self._current) for at in rest])
        self.setVisible(len(self._words) > 1)

    def choose(self, at: int) -> None:
        """Press one without telling."""
        self._current = at + self._first
        self.group.setExclusive(False)
        for place, button in enumerate(self.group.buttons()):
            button.setChecked(place == self._current)
        self.group.setExclusive(True)
        self._arrange()

    def choose_and_tell(self, at: int) -> None:
        self.choose(at)
        self.chosen.emit(at)

    def _pressed(self, place: int) -> None:
        if 0 <= place - self._first < self._own:
            self.choose_and_tell(place - self._first)
        else:
            self.choose(self.current)
            self.left.emit(place)

    @property
    def current(self) -> int:
        return self._current - self._first

    def next(self) -> None:
        """Go on to the next view (Ctrl+Tab)."""
        self._pressed((self._current + 1) % len(self._words))

    def back(self) -> None:
        """Go back to the view before (Ctrl+Shift+Tab)."""
        self._pressed((self._current - 1) % len(self._words))


class Chips(QWidget):
    """全部 and the register's chips with their counts; beyond the sixth in 更多 ▾ when narrow.

    ``chosen`` carries the chip pressed, ``grew`` that its words need another width.
    """

    chosen = Signal(int)
    grew = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        self.chips: list[Chip] = []
        self._counts: Sequence[int] = ()
        self._tones: list[str] = []
        self._current, self._room = -1, CHIPS_WHEN_NARROW
        self.more = MoreButton("chip", self)
        self.more.picked.connect(lambda at: self.chosen.emit(at - 1))
        self._row.addWidget(self.more)

    def show_register(self, register: Register) -> None:
        self.show_chips([(chip.label, chip.tone) for chip in register.chips])

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Words and tone of each chip behind 全部."""
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        told = [("全部", "plain"), *chips]
        self.chips = [Chip(words, tone, self) for words, tone in told]
        self._tones = [tone for _words, tone in told]
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self._pressed, at))
            self._row.insertWidget(at, chip)
            chip.ensurePolished()
        self.choose(-1)

    def _pressed(self, at: int) -> None:
        """Pressing the chosen chip again shows all."""
        self.chosen.emit(-1 if at - 1 == self._current else at - 1)

    def choose(self, at: int) -> None:
        self._current = at
        for place, chip in enumerate(self.chips):
            chip.setChecked(place == at + 1)
        self._arrange()

    def show_counts(self, counts: Sequence[int]) -> None:
        """Counts of all and of each chip. A chip of warning tone is plain at 0."""
        before, self._counts = self._counts, counts
        for chip, count, tone in zip(self.chips, counts, self._tones, strict=False):
            chip.set_count(count)
            if chip.property("tone") != (tone if count else "plain"):
                restyle(chip, tone=tone if count else "plain")
            chip.updateGeometry()
        self._arrange()
        if list(before) != list(counts):
            self.grew.emit()

    def width_with(self, count: int) -> int:
        """Pixels they need when so many stand openly."""
        gap = self._row.spacing()
        wide = sum(chip.sizeHint().width() + gap for chip in self.chips[:count])
        return wide + (self.more.sizeHint().width() if len(self.chips) > count else 0)

    def set_room(self, count: int) -> None:
        if count != self._room:
            self._room = count
            self._arrange()

    def _arrange(self) -> None:
        shown = len(self.chips) if len(self.chips) <= self._room else self._room
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < shown)
        rest = range(shown, len(self.chips))
        self.more.offer([(at, self.chips[at].text(), at - 1 == self._current) for at in rest])


class FilterBox(QLineEdit):
    """The filter box (筛选): live, settled after one frame; Esc clears, then goes back to the table."""

    settled = Signal(str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("筛选")
        self.setAccessibleName("筛选")
        self.setClearButtonEnabled(False)
        self.addAction(icon("filter", T.ink3), QLineEdit.ActionPosition.LeadingPosition)
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(16)
        self._frame.timeout.connect(lambda: self.settled.emit(self.text()))
        self.textChanged.connect(lambda _text: self._frame.start())
        self.setToolTip("筛选 Ctrl+F 或 /")
        self.views = self.addAction(icon("chevron-down", T.ink3), QLineEdit.ActionPosition.TrailingPosition)
        self.views.setToolTip("常用视图、回收站 Alt+↓")

    def show_text(self, text: str) -> None:
        """Show without telling."""
        if text != self.text():
            self.blockSignals(True)
            self.setText(text)
            self.blockSignals(False)

    def begin(self, text: str) -> None:
        """A new text begun elsewhere: the letters that follow are written here."""
        self.setFocus()
        self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.views.trigger()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class Bar(QFrame):
    """The 48-px strip over the table."""

    def __init__(self, views: Sequence[str], parent: QWidget | None = None, outside: Outside = ((), ())) -> None:
        super().__init__(parent)
        self.setProperty("frame", "bar")
        self.setFixedHeight(px(48))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(8))
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.views = Views(views, self, outside)
        self._line = divider()
        self.chips = Chips(self)
        self.filter = FilterBox(self)
        self.filter.setMinimumWidth(px(124))
        self.filter.setMaximumWidth(px(180))
        self.more_views = self.filter.views
        self.print_button = HintButton("打印", "Ctrl+P", icon=icon("print"))
        self.excel = HintButton("Excel ▾", icon=icon("table"))
        self.new = HintButton("新增", "Ctrl+N", PRIMARY, icon=icon("plus", T.surface))
        for widget in (self.views, self._line, self.chips):
            row.addWidget(widget)
        self._scope: QWidget | None = None
        row.addWidget(self.filter, 1)
        row.addStretch(1)
        for button in (self.print_button, self.excel, self.new):
            row.addWidget(button)
        self._line.setVisible(not self.views.isHidden())
        self._row = row
        self.installEventFilter(self)
        self.chips.grew.connect(self.arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self and event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return False

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Folding makes room; the bar never widens the window."""
        return QSize(px(400), px(48))

    def show_scope(self, scope: QWidget | None, begins: str = "新增") -> None:
        """What narrows the view shown (月份、场次), behind the view switch; None takes it away. ``begins``: Ctrl+N."""
        self.new.setText(begins)
        self.new.setAccessibleName(begins)
        if self._scope is not None and self._scope is not scope:
            self._scope.hide()
        self._scope = scope
        if scope is not None:
            self._row.insertWidget(1, scope)
            scope.show()

    def arrange(self) -> None:
        """Fold views and chips into 更多 ▾ until everything has room."""
        most = CHIPS_WHEN_NARROW if self.width() < px(WIDE) else 99
        buttons = (self.print_button, self.excel, self.new)
        taken = sum(button.sizeHint().width() + px(8) for button in buttons) + self.filter.minimumWidth() + px(64)
        taken += (
            max(self._scope.minimumWidth(), self._scope.sizeHint().width()) + px(8) if self._scope is not None else 0
        )
        room = self.width() - taken
        folds = ((99, most), *FOLDS)
        fits = (fold for fold in folds if self.views.width_with(fold[0]) + self.chips.width_with(fold[1]) <= room)
        views, chips = next(fits, folds[-1])
        self.views.set_room(views)
        self.chips.set_room(chips)


def below(menu: QMenu, widget: QWidget) -> None:
    """Open a menu under the control that offers it."""
    menu.popup(widget.mapToGlobal(widget.rect().bottomLeft()))
