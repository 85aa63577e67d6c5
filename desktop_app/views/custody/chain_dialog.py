"""保管链 of one item as a list: every event with its hands and its paper, those struck out told as such."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.figures.custody_boards import Thing
from desktop_app.figures.custody_told import Told
from desktop_app.views.boards.issue_sheet import Box, Head, Row
from desktop_app.views.boards.issue_table import SheetTable
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.custody import board_words as words
from desktop_app.views.dialogs import Dialog
from desktop_app.views.theme import px

HEADS = (
    Head("日期", width=92, left=True),
    Head("事件", width=150, left=True),
    Head("数量", width=76),
    Head("交出 → 接收", left=True, least=150),
    Head("库位", width=86, left=True),
    Head("批准文书", left=True, least=120),
)
WIDTH, TALLEST = 880, 420
STRUCK = "已更正"


class ChainDialog(Dialog):
    """Enter on an event closes it with ``event_id`` to be shown; ``print_asked`` says that its paper is wanted."""

    def __init__(self, parent: QWidget | None, thing: Thing, told: tuple[Told, ...], now: int) -> None:
        super().__init__(parent, "保管链", WIDTH)
        self.event_id, self.print_asked = 0, False
        self.body.addWidget(label(f"{thing.name}　{thing.much}", "title"))
        said = label(words.thing_told(thing), "meta2")
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.table = SheetTable(f"{thing.name}的保管链", self)
        self.table.load(HEADS, tuple(_row(one) for one in told))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setFixedHeight(min(self.table.whole_height + 2, px(TALLEST)))
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table)
        self.hint("↑ ↓", "事件")
        self.hint("Enter", "打开这笔")
        self.add_button("打印保管链", "Ctrl+P", self._print)
        self.add_button("关闭", "Esc", self.reject, PRIMARY)
        self.table.setFocus()
        at = next((at for at, one in enumerate(told) if one.event == now), 0)
        if told:
            self.table.setCurrentIndex(self.table.sheet.index(at, 0))

    def _open(self, ids: tuple[int, ...], _said: str) -> None:
        self.event_id = ids[0]
        self.accept()

    def _print(self) -> None:
        self.print_asked = True
        self.accept()


def _row(one: Told) -> Row:
    said = words.event_told(one, 1, 1).partition(" 笔 ")[2]
    ids = (one.event,) if one.event else ()
    tone = "ink3" if one.struck else "ink"
    act = f"{one.act}（{STRUCK}）" if one.struck else one.act
    hands = " → ".join(filter(None, (one.giver, one.taker)))
    on = one.on.isoformat() if one.on is not None else "日期不详"
    cells = (on, act, one.much, hands, one.place, one.paper)
    return Row(str(one.event), tuple(Box(text, ids, said, tone=tone, strong=at == 1) for at, text in enumerate(cells)))
