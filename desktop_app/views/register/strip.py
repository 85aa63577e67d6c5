"""The lifecycle strip: chevrons of the main line, the present step in blue, passed ones tinted; its bar of verbs.

A record on a side state stands before the steps that still lie ahead of it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygon, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from desktop_app.rules.lifecycle import Lifecycle
from desktop_app.rules.tones import Tone
from desktop_app.store.keys import READ_ONLY
from desktop_app.views.controls import PRIMARY, HintButton
from desktop_app.views.theme import Role, colour, font, px

POINT, AIR = 7, 4
_SIDE = {Tone.AMBER: ("amber0", "amber7"), Tone.BLUE: ("blue1", "blue8")}


def road(lifecycle: Lifecycle, state: str) -> tuple[str, ...]:
    """The steps to draw: the main line; from a side state, that state and the forward moves ahead of it."""
    if state not in lifecycle.side:
        return lifecycle.states
    ahead = [state]
    while (move := lifecycle.next_move(ahead[-1])) is not None and move.target not in ahead:
        ahead.append(move.target)
    return tuple(ahead)


class Strip(QWidget):
    """The steps of a record (办理环节) and where it stands."""

    def __init__(self, lifecycle: Lifecycle | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lifecycle = lifecycle
        self.steps: tuple[str, ...] = lifecycle.states if lifecycle else ()
        self._at, self._side = -1, False
        self._tone = Tone.GREY
        self.setAccessibleName("办理环节")
        self.setFixedHeight(px(28))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str, tone: Tone = Tone.GREY) -> None:
        """``tone`` colours a side state."""
        if self._lifecycle is None:
            return
        self._side, self._tone = state in self._lifecycle.side, tone
        steps = road(self._lifecycle, state)
        self.show_road(steps, steps.index(state) if state in steps else -1)

    def show_road(self, steps: Sequence[str], at: int) -> None:
        """Steps told by something else than a lifecycle, and which of them is the present one."""
        self.steps, self._at = tuple(steps), at
        told = (f"{word}（当前）" if place == at else word for place, word in enumerate(self.steps))
        self.setAccessibleDescription("，".join(told))
        self.updateGeometry()
        self.update()

    def _wide(self) -> list[int]:
        """What every step needs: its word in the heavier face, the chevron, a little air."""
        metrics = QFontMetrics(font(Role.STRONG))
        return [metrics.horizontalAdvance(word) + px(POINT) + px(AIR) for word in self.steps]

    def needed(self) -> int:
        """Pixels below which a word would be cut."""
        return sum(self._wide()) + px(POINT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(48), px(28))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.needed() + px(8) * len(self.steps), px(28))

    def edges(self) -> list[int]:
        """Left edges of the steps and the right end: what is left over is shared evenly."""
        wide = self._wide()
        spare = max(0, min(self.width(), self.sizeHint().width() + px(60)) - sum(wide))
        edges, left = [0], 0.0
        for step in wide:
            left += step + spare / len(wide)
            edges.append(round(left))
        return edges

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edges = self.edges()
        for at, word in enumerate(self.steps):
            self._step(painter, edges[at], edges[at + 1], word, at)
        painter.end()

    def _inks(self, at: int) -> tuple[str, str]:
        """Fill and ink of a step."""
        if at == self._at:
            return _SIDE.get(self._tone, ("grey0", "ink2")) if self._side else ("blue7", "surface")
        return ("blue2", "blue8") if at < self._at else ("soft", "ink3")

    def _step(self, painter: QPainter, left: int, right: int, word: str, at: int) -> None:
        point, low = px(POINT), self.height()
        first, last = at == 0, at == len(self.steps) - 1
        tip = right - (0 if last else 2) + (0 if last else point // 2)
        fill, ink = self._inks(at)
        shape = [QPoint(left, 0), QPoint(tip - point, 0), QPoint(tip, low // 2), QPoint(tip - point, low)]
        shape += [QPoint(left, low)] if first else [QPoint(left, low), QPoint(left + point, low // 2)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(fill))
        painter.drawPolygon(QPolygon(shape))
        painter.setFont(font(Role.STRONG if at == self._at else Role.BODY))
        painter.setPen(colour(ink))
        inner = self.rect()
        inner.setLeft(left + (0 if first else point - 2))
        inner.setRight(tip - point + 2)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, word)


class StepBar(QFrame):
    """The strip, the button of the next step and 其他. The key's hint gives way first, then a second row is taken."""

    HINTS = ("Ctrl+Enter", "Ctrl+↵", "")

    def __init__(self, lifecycle: Lifecycle | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "steps")
        self.strip = Strip(lifecycle)
        self.step = HintButton("", "", PRIMARY)
        self.step.setProperty("low", "true")
        self.more = HintButton("…")
        self.more.setProperty("kind", "quiet")
        self.more.setFixedWidth(px(28))
        self.more.setToolTip("其他步骤和操作")
        self.more.setAccessibleName("其他步骤和操作")
        self._hint, self._why = "", ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(16), px(9), px(16), px(9))
        self._grid.setHorizontalSpacing(px(4))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(0, 1)
        self._seat(two_rows=False)

    def say(self, verb: str, hint: str) -> None:
        """What the button does; empty hides it. ``hint`` is its key."""
        self.step.setText(verb)
        self.step.setAccessibleName(verb)
        self.step.setToolTip(self._why or f"{verb} {hint}".strip())
        self.step.setVisible(bool(verb))
        self._hint = hint
        self.arrange()

    def allow(self, step: bool) -> None:
        """Whether the step may be taken by who sits here; if not, the button says why."""
        self._why = "" if step else READ_ONLY
        self.step.setEnabled(step)
        self.say(self.step.text(), self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(200), super().minimumSizeHint().height())

    def arrange(self) -> None:
        """The longest hint that leaves the strip its room; a second row when even none does."""
        if self.strip.isHidden():
            self._show_hint(self._hint)
            self._seat(two_rows=False)
            return
        room = self.width() - px(32) - self.strip.needed() - px(4)
        room -= self.more.width() + px(4) if not self.more.isHidden() else 0
        for hint in self._hints():
            self._show_hint(hint)
            if self.step.isHidden() or self.step.sizeHint().width() <= room:
                self._seat(two_rows=False)
                return
        self._show_hint(self._hint)
        self._seat(two_rows=True)

    def _hints(self) -> Sequence[str]:
        return self.HINTS if self._hint == self.HINTS[0] else (self._hint, "")

    def _show_hint(self, hint: str) -> None:
        if hint != self.step.hint:
            self.step.hint = hint
            self.step.updateGeometry()
            self.step.update()

    def _seat(self, two_rows: bool) -> None:
        row = 1 if two_rows else 0
        if self._grid.indexOf(self.step) >= 0 and self._grid.getItemPosition(self._grid.indexOf(self.step))[0] == row:  # type: ignore[index]
            return
        for widget in (self.strip, self.step, self.more):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.strip, 0, 0, 1, 3 if two_rows else 1)
        self._grid.addWidget(self.step, row, 1)
        self._grid.addWidget(self.more, row, 2)
