"""保管链: every item's way through the hands on an axis of days, its events told at the foot."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.figures.custody_boards import Thing
from desktop_app.figures.custody_told import Told, told
from desktop_app.figures.engine import Question
from desktop_app.models.seizures import CustodyEvent
from desktop_app.services.desk import Desk
from desktop_app.views.boards.roadmap_ink import tone
from desktop_app.views.controls import keycap, label, restyle
from desktop_app.views.custody import board_words as words
from desktop_app.views.custody.board import NO_THING, CustodyBoard
from desktop_app.views.custody.chain_chart import ChainChart
from desktop_app.views.custody.chain_dialog import ChainDialog
from desktop_app.views.custody.chain_ink import draw_swatch
from desktop_app.views.custody.chain_rows import SCALES, Band
from desktop_app.views.halves import half
from desktop_app.views.posts.strips import Foot, Strip
from desktop_app.views.register.bar import Views
from desktop_app.views.row_table import RowInk
from desktop_app.views.theme import px

HISTORY = "custody_history"
"""The paper of one item's chain."""

KEYS = ((("←", "→"), "事件"), (("空格",), "保管链"), (("Enter",), "编辑"), (("Alt+J",), "交接"), (("+", "-"), "缩放"))
LATE = "超期"
REFUSED = "！这笔与前面的记录对不上"


class Legend(QWidget):
    """Every colour with its hatch and its word, as many as have room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(f"图例：{'、'.join((*words.SHORT.values(), LATE))}")
        self.setToolTip("● 进来　○ 出去　■ 处理　✕ 对不上　旗为移送期限，红色是超期")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, ink = QPainter(self), RowInk()
        room, side, gap = QFontMetrics(ink.pill), px(18), px(12)
        kinds = [*words.SHORT.items(), (None, LATE)]
        kept = [(state, word, side + px(5) + room.horizontalAdvance(word) + gap) for state, word in kinds]
        while kept and sum(wide for _, _, wide in kept) > self.width():
            kept.pop()
        left = self.width() - sum(wide for _, _, wide in kept) + gap
        painter.setFont(ink.pill)
        for state, word, wide in kept:
            draw_swatch(painter, QRect(left, (self.height() - px(12)) // 2, side, px(12)), state)
            painter.setPen(tone("ink2"))
            text = QRect(left + side + px(5), 0, wide, self.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
            left += wide
        painter.end()


class ChainStrip(Strip):
    """How many items of how many cases, 年 月 周, the legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("保管链", parent)
        self.switch = Views(SCALES, self)
        self.switch.choose(0)
        for button in self.switch.group.buttons():
            restyle(button, low="head")
            button.setToolTip(f"{button.text()} + -")
        self.legend = Legend(self)
        self.line.addWidget(self.switch)
        self.line.addWidget(keycap("+ -"))
        self.line.addWidget(self.legend, 1)


class ChainBoard(CustodyBoard):
    """↑↓ goes from item to item, ←→ from event to event, Space shows the chain as a list.

    ``led`` carries an event (kind, id), opened in its own list.
    """

    led = Signal(str, int)

    words = "保管链"
    unsaid = "/、+-="

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.chart = ChainChart(self)
        self.over, self.below = ChainStrip(self), Foot(KEYS, self)
        self.nothing = label(NO_THING, "lead")
        self._told: tuple[int, tuple[Told, ...]] = 0, ()
        self._silent = False
        self.frame = half(self.over, self.chart, self.nothing, self.below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.chart.moved.connect(self._moved)
        self.chart.opened.connect(self.opened)
        self.chart.asked.connect(self.show_chain)
        self.chart.zoomed.connect(self.over.switch.choose)
        self.over.switch.chosen.connect(self._zoom)
        self.listen(self.chart)
        self.setFocusProxy(self.chart)

    # what it shows

    @property
    def current(self) -> Thing | None:
        return self.chart.thing

    @property
    def paper(self) -> tuple[str, str]:
        """《保管链》 of the item of the cursor."""
        return HISTORY, self.current.number if self.current is not None else ""

    def show_things(self) -> None:
        if self.read is None:
            return
        self._silent = True
        self._told = 0, ()
        self.chart.load(self.read, self.things)
        self._silent = False
        cases = sum(1 for row in self.chart.rows if isinstance(row, Band))
        self.over.figures.setText(f"{cases} 案，{len(self.things)} 件")
        self.nothing.setVisible(not self.things)
        self._tell_event()

    def select(self, record_id: int) -> None:
        """Put the cursor on an item without saying ``selected`` again."""
        at, self.announced = self.chart.place_of(record_id), record_id
        if at >= 0 and at != self.chart.current:
            self._silent = True
            self.chart.go(at)
            self._silent = False
            self._tell_event()

    def _moved(self) -> None:
        if self._silent:
            return
        self._tell_event()
        thing = self.current
        if thing is not None and thing.id != self.announced:
            self.announce(thing.id)

    def chain_of(self, thing: Thing) -> tuple[Told, ...]:
        """The events of an item in words, read once while the cursor stays on it."""
        if self._told[0] != thing.id and self.place is not None:
            with self.place.known.facts() as facts:
                self._told = thing.id, told(Question(facts.session, facts.today), thing.id)
        return self._told[1] if self._told[0] == thing.id else ()

    def _tell_event(self) -> None:
        """The event of the cursor at the foot."""
        thing = self.current
        if thing is None:
            self.below.show_words("", "")
            return
        at = self.chart.event_at
        event = thing.events[at] if 0 <= at < len(thing.events) else None
        one = next((one for one in self.chain_of(thing) if event is not None and one.event == event.id), None)
        said = words.event_told(one, at + 1, len(thing.events)) if one is not None else "没有保管记录"
        wrong = f"{REFUSED}，" if event is not None and event.id in thing.refused else ""
        past = f"{words.days_past(thing)}。" if words.days_past(thing) else ""
        self.below.show_words(thing.name, f"{past}{wrong}{said}")

    def _zoom(self, scale: int) -> None:
        self.chart.show_scale(scale)
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    # verbs

    def show_chain(self, item_id: int) -> None:
        """The chain as a list; an event chosen there is opened."""
        thing = self.current
        if thing is None or thing.id != item_id:
            return
        at = self.chart.event_at
        now = thing.events[at].id if 0 <= at < len(thing.events) else 0
        dialog = ChainDialog(self.window(), thing, self.chain_of(thing), now)
        dialog.exec()
        if dialog.print_asked:
            self.print_paper(HISTORY, thing.number)
        elif dialog.event_id:
            self.led.emit(CustodyEvent.__tablename__, dialog.event_id)
        dialog.deleteLater()

    # what others show

    def status(self) -> list[str]:
        """共 331 件 · 显示 17; 已选 1 · 清检物2015-0001-04; 超期未还 7 · 超期未移 60."""
        read, thing = self.read, self.current
        if read is None:
            return []
        shown = "" if len(self.things) == len(read.things) else f" · 显示 {len(self.things)}"
        said = [f"共 {len(read.things)} 件{shown}"]
        if thing is not None:
            said.append(f"已选 1 · {thing.number}")
        over, waiting = list(self.counts)[1:3]
        return [*said, f"超期未还 {over} · 超期未移 {waiting}"]

    # seen

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "frame"):
            for part in (self.chart, self.over, self.below):
                part.renew()
