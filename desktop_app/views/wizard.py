"""The first start (首次启动): rail of steps, page, foot; it asks, and leaves the doing to who listens."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.views.controls import PRIMARY, HintButton, keycap, label
from desktop_app.views.theme import Role, colour, font, px
from desktop_app.views.wizard_page import Answers, Page, Way
from desktop_app.views.wizard_plan import PlanPage
from desktop_app.views.wizard_secret import SecretPage
from desktop_app.views.wizard_unit import UnitPage
from desktop_app.views.wizard_way import WayPage

PAGES: tuple[tuple[str, Callable[[], Page]], ...] = (
    ("选择方式", WayPage),
    ("单位与人员", UnitPage),
    ("方案与阶段", PlanPage),
    ("口令与备份", SecretPage),
)
HINTS_OF_CARDS, HINTS_OF_FIELDS = (("↑", "↓"), "选择"), (("Tab",), "下一项")


class Rail(QFrame):
    """The steps at the left: done, now, to come."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        super().__init__()
        self._steps = steps
        self._now = 0
        self.setProperty("frame", "rail")
        self.setFixedWidth(px(208))

    def set_now(self, at: int) -> None:
        self._now = at
        self.setAccessibleName(f"第 {at + 1} 步，共 {len(self._steps)} 步：{self._steps[at]}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, said in enumerate(self._steps):
            self._draw(painter, at, said, QRect(0, px(24) + at * px(44), self.width() - 1, px(44)))
        painter.end()

    def _draw(self, painter: QPainter, at: int, said: str, box: QRect) -> None:
        now, done = at == self._now, at < self._now
        if now:
            painter.fillRect(box, colour("surface"))
            painter.fillRect(QRect(0, box.top(), px(3), box.height()), colour("blue7"))
        disc = QRect(px(24), box.center().y() - px(11) + 1, px(22), px(22))
        painter.setPen(Qt.PenStyle.NoPen if now else QPen(colour("field"), 1))
        painter.setBrush(colour("blue7" if now else "blue2" if done else "surface"))
        painter.drawEllipse(disc)
        painter.setPen(colour("surface" if now else "blue8" if done else "ink2"))
        painter.setFont(font(Role.HEAD))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "✓" if done else str(at + 1))
        painter.setPen(colour("ink" if now else "ink2"))
        painter.setFont(font(Role.STRONG if now else Role.BODY))
        left = disc.right() + px(10)
        painter.drawText(QRect(left, box.top(), box.width() - left, box.height()), Qt.AlignmentFlag.AlignVCenter, said)


class Card(QFrame):
    """960 × 520 where there is room; narrower and lower on a small or much enlarged screen."""

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(960), px(520))


class Wizard(QWidget):
    """``finished`` carries the Answers; ``restore_asked`` the wish to begin from a backup; ``left`` to quit."""

    finished = Signal(object)
    restore_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.answers = Answers()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self._card(), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        QShortcut(QKeySequence("Ctrl+R"), self, self.restore_asked.emit)
        self.show_page(0)

    def _card(self) -> QFrame:
        card = Card()
        card.setProperty("frame", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.rail = Rail(tuple(name for name, _ in PAGES))
        row.addWidget(self.rail)
        self._stack = QStackedWidget()
        self._stack.setProperty("ground", "surface")
        self.pages: list[Page] = []
        for _, make in PAGES:
            page = make()
            self.pages.append(page)
            self._stack.addWidget(page)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self._stack)
        row.addWidget(room, 1)
        column.addLayout(row, 1)
        column.addWidget(self._foot())
        return card

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("frame", "foot")
        foot.setFixedHeight(px(56))
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(24), 0, px(32), 0)
        row.setSpacing(px(8))
        hints = (HINTS_OF_CARDS, HINTS_OF_FIELDS, (("Enter",), "下一步"), (("F1",), "帮助"))
        self._hints = [_hint(*hint) for hint in hints]
        for hint in self._hints:
            row.addWidget(hint)
        row.addStretch(1)
        self.restore_button = HintButton("从备份恢复", "Ctrl+R", clicked=self.restore_asked.emit)
        self.back_button = HintButton("上一步", "Alt+←", key="Alt+Left", clicked=self.go_back)
        self.quit_button = HintButton("退出", clicked=self.left.emit)
        self.next_button = HintButton("下一步", "Enter", PRIMARY, clicked=self.go_on)
        for button in (self.restore_button, self.back_button, self.quit_button, self.next_button):
            row.addWidget(button)
        return foot

    @property
    def at(self) -> int:
        return self._stack.currentIndex()

    def show_page(self, at: int) -> None:
        page = self.pages[at]
        page.shown(self.answers)
        self._stack.setCurrentIndex(at)
        self.rail.set_now(at)
        self.restore_button.setVisible(at == 0)
        self.back_button.setVisible(at > 0)
        self._hints[0].setVisible(at == 0)
        self._hints[1].setVisible(at > 0)
        self.next_button.setText("建立工作库" if at == len(self.pages) - 1 else "下一步")
        page.first().setFocus()

    def go_on(self) -> None:
        """Check the page, take its answers, and go to the next or finish."""
        page = self.pages[self.at]
        if not self.next_button.isEnabled() or not page.check():
            return
        page.tell(self.answers)
        if self.at == len(self.pages) - 1 or self.answers.way is Way.PRACTICE:
            self.finished.emit(self.answers)
        else:
            self.show_page(self.at + 1)

    def go_back(self) -> None:
        self.show_page(max(0, self.at - 1))

    def set_busy(self, said: str) -> None:
        """While the file is made: buttons rest and say so; empty wakes them."""
        for button in (self.next_button, self.back_button, self.restore_button):
            button.setEnabled(not said)
        if said:
            self.next_button.setText(said)
        else:
            self.show_page(self.at)

    def refused(self, said: str) -> None:
        self.set_busy("")
        self.pages[self.at].said.setText(f"! {said}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        page = self.pages[self.at]
        ways = {Qt.Key.Key_1: Way.NEW, Qt.Key.Key_2: Way.IMPORT, Qt.Key.Key_3: Way.PRACTICE}
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            (button.click if isinstance(button, QPushButton) else self.go_on)()
        elif isinstance(page, WayPage) and key in ways:
            page.choose(ways[key])
        elif isinstance(page, WayPage) and key in steps:
            page.step(steps[key])
        else:
            super().keyPressEvent(event)


def _hint(keys: tuple[str, ...], said: str) -> QWidget:
    """``[key] what it does``."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, px(8), 0)
    row.setSpacing(px(3))
    for key in keys:
        row.addWidget(keycap(key))
    row.addWidget(label(said, "meta2"))
    return made
