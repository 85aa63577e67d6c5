"""What opens in a cell of the score sheet: points, reason and page, the finder of defects."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.rules.numbers import points
from desktop_app.services.score_sheets import Defect
from desktop_app.views.controls import mark_bad
from desktop_app.views.register.editors.choices import SHOWN, Choice
from desktop_app.views.register.editors.line import Line
from desktop_app.views.register.editors.popup import Popup
from desktop_app.views.review.grid import MINUS, taken
from desktop_app.views.theme import px

STAY, DOWN, UP, ON, BACK, GIVE_UP, REASONS = "stay", "down", "up", "on", "back", "give up", "reasons"
"""How a cell is left: Enter in a reason, ↓ and Enter, ↑, Tab, Shift+Tab, Esc, F3."""

_KEYS = {
    Qt.Key.Key_Down: DOWN,
    Qt.Key.Key_Up: UP,
    Qt.Key.Key_Escape: GIVE_UP,
    Qt.Key.Key_F3: REASONS,
    Qt.Key.Key_Tab: ON,
    Qt.Key.Key_Backtab: BACK,
}


class CellLine(Line):
    """A line over a cell; ``struck`` says how it is left."""

    struck = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "cell")
        self.setAccessibleName(name)
        self.enter_means: str = DOWN
        self.entered.connect(lambda: self.struck.emit(self.enter_means))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        how = _KEYS.get(Qt.Key(event.key()))
        if how is not None and not self.composing and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.accept()
            self.struck.emit(how)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes where the sheet says."""
        self.struck.emit(ON if forward else BACK)
        return True


class PointsCell(CellLine):
    """Points off (扣分), typed without their sign; full-width digits are read too."""

    _ALLOWED = frozenset("0123456789.０１２３４５６７８９．。-－−")

    def __init__(self, parent: QWidget) -> None:
        super().__init__("扣分", parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMaxLength(8)

    def open_with(self, typed: str, off: int) -> None:
        """Begin with what was typed, or with what stands there, selected."""
        self.setText(f"{MINUS}{typed}" if typed else taken(off))
        if not typed:
            self.selectAll()

    @property
    def typed(self) -> str:
        """What is typed, without its sign."""
        return self.text().replace("。", ".").strip().lstrip(f"{MINUS}-－")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        text = event.text()
        if text and text.isprintable() and not held and not set(text) <= self._ALLOWED:
            event.accept()
            return
        super().keyPressEvent(event)


class ReasonCell(QFrame):
    """Why points are taken off and where in the dossier (事由、卷页). ``edited``: on every key; ``struck``: left."""

    edited = Signal()
    struck = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text, self.page = CellLine("事由", self), CellLine("卷页", self)
        self.text.setPlaceholderText("事由")
        self.page.setPlaceholderText("卷页，如 卷二P41")
        self.page.setFixedWidth(px(116))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.text, 1)
        row.addWidget(self.page)
        for line in (self.text, self.page):
            line.enter_means = STAY
            line.textEdited.connect(self.edited)
        self.text.struck.connect(self._left_text)
        self.page.struck.connect(self._left_page)

    def open_with(self, text: str, page: str, at_page: bool) -> None:
        self.text.setText(text)
        self.page.setText(page)
        line = self.page if at_page else self.text
        line.setFocus()
        line.selectAll()

    def _left_text(self, how: str) -> None:
        if how == ON:
            self.page.setFocus()
            self.page.selectAll()
        else:
            self.struck.emit(how)

    def _left_page(self, how: str) -> None:
        if how == BACK:
            self.text.setFocus()
            self.text.selectAll()
        else:
            self.struck.emit(STAY if how == ON else how)


class DefectFinder(CellLine):
    """Finds a known defect (常见问题) by code, initials or words; ``found`` carries it.

    The list stands under the line; Enter takes the one marked.
    """

    found = Signal(object)
    missed = Signal(str)

    def __init__(self, find: Callable[[str], Sequence[Defect]], parent: QWidget) -> None:
        super().__init__("查常见问题", parent)
        self._find = find
        self.setPlaceholderText("代码、首字母或文字")
        self.popup = Popup(self)
        self.popup.picked.connect(lambda at: self._take(self.popup.choices[at]))
        self.textEdited.connect(self.suggest)

    def suggest(self) -> None:
        met = [_choice(defect) for defect in self._find(self.text())]
        self.popup.offer(met)
        mark_bad(self, not met)
        self.missed.emit("" if met else "没有这条常见问题。Esc 回表，按 Tab 自己写事由")

    def open_with(self, typed: str) -> None:
        self.setText(typed)
        self.suggest()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.popup.isVisible():
            event.accept()
            self.popup.move_by(step)
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        if self.popup.isVisible() and self.popup.current is not None:
            self._take(self.popup.current)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: ARG002, N802
        """Tab takes it as Enter does."""
        self.enter()
        return True

    def _take(self, choice: Choice) -> None:
        self.popup.hide()
        self.found.emit(choice.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self.popup.hide()
        super().focusOutEvent(event)

    def hideEvent(self, event: object) -> None:  # noqa: N802
        self.popup.hide()
        super().hideEvent(event)  # type: ignore[arg-type]


def _choice(defect: Defect) -> Choice:
    worth = f"{MINUS}{points(defect.points)}" if defect.points else str(defect.severity)
    return Choice(defect, defect.text, f"{defect.code}　{defect.clause_code}　{worth}")
