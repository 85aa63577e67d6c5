"""The strips over and under the halves of the board: titles with figures, the legend, details with their keys."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.figures.post_boards import Chart, Matrix
from desktop_app.rules.department_colours import COLOURS
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.controls import HintButton, keycap, label, restyle
from desktop_app.views.posts import words
from desktop_app.views.posts.ink import FOOT, STRIP, Ink, fill_of, ink_of
from desktop_app.views.posts.strokes import legend_width
from desktop_app.views.register.bar import Views
from desktop_app.views.theme import px

OTHERS = "其他"
TODAY, WEEKS = "今天", "8 周"
FORMER, NEXT = "‹ [", "] ›"


class Share(QWidget):
    """Held posts as a bar with their share in figures: red is what nobody holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held, self.whole = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_share(self, held: int, whole: int) -> None:
        self.held, self.whole = held, whole
        self.setAccessibleName(f"今天有人在岗 {held}/{whole} 岗，{self.said}")
        self.setToolTip(f"今天有人在岗 {held}/{whole} 岗")
        self.update()

    @property
    def said(self) -> str:
        """97.4%."""
        return f"{100 * self.held / self.whole:.1f}%" if self.whole else words.NOBODY

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(90 + 8 + 46), px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, wide = QPainter(self), px(90)
        track = QRect(0, (self.height() - px(6)) // 2, wide, px(6))
        if self.whole:
            full = round(wide * self.held / self.whole)
            painter.fillRect(track, tone("red7" if self.held < self.whole else "soft"))
            painter.fillRect(QRect(track.left(), track.top(), full, track.height()), tone("blue7"))
        else:
            painter.fillRect(track, tone("soft"))
        painter.setFont(Ink().strong)
        painter.setPen(tone("ink" if self.held == self.whole else "red7"))
        room = QRect(wide + px(8), 0, self.width() - wide - px(8), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.said)
        painter.end()


class Legend(QWidget):
    """The departments of the chart with their colours, as many as have room; those without one of their own as 其他."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def load(self, departments: Sequence[tuple[str, str]]) -> None:
        """Full and short names; each colour once."""
        own = [short for _full, short in departments if any(short.startswith(name) for name in COLOURS)]
        grey = [OTHERS] if len(own) < len(departments) else []
        self.names = (*dict.fromkeys(own), *grey)
        self.setAccessibleName(f"颜色：{'、'.join(self.names)}")
        self.setToolTip("浅色是原部门，实心是轮岗，虚框是计划")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, ink = QPainter(self), Ink()
        room = QFontMetrics(ink.plain_head)
        widths = [legend_width(name, room) for name in self.names]
        while widths and sum(widths) > self.width():
            widths.pop()
        left = self.width() - sum(widths) + px(14)
        painter.setFont(ink.plain_head)
        for name, wide in zip(self.names, widths, strict=False):
            swatch = QRect(left, (self.height() - px(12)) // 2, px(12), px(12))
            painter.fillRect(swatch, fill_of(name))
            painter.setPen(ink_of(name))
            text = QRect(swatch.right() + px(5), 0, wide, self.height())
            painter.setPen(tone("ink2"))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            left += wide
        painter.end()


class Strip(QFrame):
    """A title strip: words, then figures."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self.title, self.figures = label(title, "panel"), label("", "meta")
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(px(12), 0, px(12), 0)
        self.line.setSpacing(px(8))
        self.line.addWidget(self.title)
        self.line.addWidget(self.figures)
        self.renew()

    def renew(self) -> None:
        self.setFixedHeight(px(STRIP))


class MatrixStrip(Strip):
    """AB岗 矩阵: how many posts, how many with a B岗, today or weeks, the share of held posts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("AB岗 矩阵", parent)
        self.switch = Views((TODAY, WEEKS), self)
        self.switch.choose(0)
        for button in self.switch.group.buttons():
            restyle(button, low="head")
            button.setToolTip(f"{button.text()} Alt+W")
        self.share = Share(self)
        self.key = keycap("Alt+W")
        self.line.addStretch(1)
        self.line.addWidget(self.switch)
        self.line.addWidget(self.key)
        self.line.addWidget(self.share)

    def load(self, matrix: Matrix) -> None:
        self.figures.setText(f"{len(matrix.now)} 岗，设B岗 {matrix.with_b}")
        self.share.show_share(*words.share(matrix))


class ChartStrip(Strip):
    """交叉轮岗: how many officers, the year with its turning keys, the legend."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("交叉轮岗", parent)
        self.former = HintButton(FORMER, kind="quiet", clicked=lambda: self.turned.emit(-1))
        self.year = label("", "strong")
        self.next = HintButton(NEXT, kind="quiet", clicked=lambda: self.turned.emit(1))
        self.legend = Legend(self)
        for button, said in ((self.former, "上一年 [ 或 PgUp"), (self.next, "下一年 ] 或 PgDn")):
            button.setProperty("low", "true")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(said)
            button.setToolTip(said)
        for widget in (self.former, self.year, self.next):
            self.line.addWidget(widget)
        self.line.addWidget(self.legend, 1)

    def load(self, chart: Chart) -> None:
        self.figures.setText(f"{len(chart.lines)} 人")
        self.year.setText(f"{chart.year} 年")
        self.legend.load(chart.departments)


class Foot(QFrame):
    """The strip under a half: who, what is said of it, and the keys, as many as have room."""

    def __init__(self, keys: Sequence[tuple[Sequence[str], str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "foot")
        self.who, self.said = label("", "head"), label("", "meta2")
        self.said.setMinimumWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(8))
        row.addWidget(self.who)
        row.addWidget(self.said, 1)
        self._pairs = [_pair(caps, word) for caps, word in keys]
        for pair in self._pairs:
            row.addWidget(pair)
        self._text = ""
        self.renew()

    def renew(self) -> None:
        self.setMinimumHeight(px(FOOT))

    def show_words(self, who: str, said: str) -> None:
        self.who.setText(who)
        self.who.setVisible(bool(who))
        self._text = said
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Words first; keys from the left as long as there is room; what is too long is cut and stands in a tip."""
        metrics = self.said.fontMetrics()
        wanted = metrics.horizontalAdvance(self._text) + px(8)
        room = self.width() - px(24) - (self.who.sizeHint().width() + px(8) if self._text or self.who.text() else 0)
        left = room - wanted
        for pair in self._pairs:
            left -= pair.sizeHint().width() + px(8)
            pair.setVisible(left >= 0)
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, max(px(40), min(room, wanted)))
        self.said.setText(shown)
        self.said.setToolTip(self._text if shown != self._text else "")
        self.said.setAccessibleName(self._text)


def _pair(caps: Sequence[str], word: str) -> QWidget:
    pair = QWidget()
    line = QHBoxLayout(pair)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(4))
    for cap in caps:
        line.addWidget(keycap(cap))
    line.addWidget(label(word, "meta2"))
    return pair
