"""Small controls every screen uses: buttons that print their shortcut, chips, view switch, key caps, labels."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from desktop_app.views.theme import Role, T, font, px

PRIMARY = "primary"
PLAIN = "plain"
DANGER = "danger"


def label(text: str, role: str = "", buddy: QWidget | None = None) -> QLabel:
    """A text in one of the type roles of the style sheet; plain text always, so data is never markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if buddy is not None:
        made.setBuddy(buddy)
        buddy.setAccessibleName(bare(text))
    return made


def bare(text: str) -> str:
    """A label without its mnemonic and required mark: ``口令 (&K)`` → ``口令``."""
    head = text.split("(&")[0]
    return head.replace("&", "").replace("*", "").strip()


def keycap(text: str) -> QLabel:
    """A key drawn as a cap."""
    made = label(text, "keycap")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("frame", "rule")
    return made


def divider(height: int = 20) -> QFrame:
    """A vertical hairline between groups of controls."""
    made = QFrame()
    made.setProperty("frame", "divider")
    made.setFixedHeight(px(height))
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties and let the style sheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def mark_bad(widget: QWidget, bad: bool) -> None:
    """The red frame of wrong input, on or off."""
    if bool(widget.property("bad")) != bad:
        restyle(widget, bad=bad)


class HintButton(QPushButton):
    """A button that prints its shortcut in small type behind its label: ``新增 Ctrl+N``.

    ``hint`` is only drawn; pass ``key`` to make the button answer to it as well.
    """

    def __init__(
        self,
        text: str,
        hint: str = "",
        kind: str = PLAIN,
        *,
        key: str = "",
        icon: QIcon | None = None,
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.hint = hint or key
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if icon is not None:
            self.setIcon(icon)
        if key:
            self.setShortcut(key)
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())
        self.setAccessibleName(bare(text))
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def _hint_width(self) -> int:
        return QFontMetrics(font(Role.HINT)).horizontalAdvance(self.hint) + px(6) if self.hint else 0

    def sizeHint(self) -> QSize:  # noqa: N802
        return super().sizeHint() + QSize(self._hint_width(), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if not self.hint:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, icon = self.text(), self.icon()
        option.text, option.icon = "", QIcon()  # type: ignore[attr-defined]
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._draw_content(painter, text, icon)

    def _draw_content(self, painter: QPainter, text: str, icon: QIcon) -> None:
        side = 0 if icon.isNull() else px(16) + px(6)
        metrics = self.fontMetrics()
        shown = Qt.TextFlag.TextShowMnemonic.value | Qt.AlignmentFlag.AlignVCenter.value
        wide = metrics.size(Qt.TextFlag.TextShowMnemonic.value, text).width()
        left = (self.width() - side - wide - self._hint_width()) // 2
        if side:
            icon.paint(painter, QRect(left, (self.height() - px(16)) // 2, px(16), px(16)))
        painter.setPen(self._ink())
        painter.setFont(self.font())
        painter.drawText(QRect(left + side, 0, wide + 2, self.height()), shown, text)
        painter.setPen(QColor(self._hint_ink()))
        painter.setFont(font(Role.HINT))
        at = left + side + wide + px(6)
        painter.drawText(QRect(at, 0, self.width() - at, self.height()), Qt.AlignmentFlag.AlignVCenter, self.hint)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return QColor(T.surface if self.property("kind") == PRIMARY else T.ink3)
        if self.property("tone") == "amber":
            return QColor(T.amber7)
        return QColor({PRIMARY: T.surface, DANGER: T.red7, "link": T.blue6}.get(str(self.property("kind")), T.ink))

    def _hint_ink(self) -> str:
        return T.on_blue if self.property("kind") == PRIMARY else T.ink3


def link(text: str, clicked: Callable[[], object], hint: str = "") -> HintButton:
    """A command that looks like a link."""
    made = HintButton(text, hint, "link", clicked=clicked)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class Chip(QPushButton):
    """A filter chip with its count: ``逾期 3``; checkable."""

    def __init__(self, text: str, tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.words = text
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "chip")
        self.setProperty("tone", tone)

    def set_count(self, count: int | None) -> None:
        self.setText(self.words if count is None else f"{self.words} {count}")
        self.setAccessibleName(self.text())


def joined(at: int, count: int) -> str:
    """The place of one of several buttons that touch, for its corners."""
    if count == 1:
        return "only"
    return "first" if at == 0 else "last" if at == count - 1 else "middle"
