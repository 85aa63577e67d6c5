"""The foot of 成批登记: what holds for all items (手续), and whether they are put away at once (入库)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.models.seizures import CustodyEvent
from desktop_app.registers.spec import Field
from desktop_app.rules.unreadable import Unreadable
from desktop_app.views.controls import label
from desktop_app.views.register.seats import Seat
from desktop_app.views.theme import px

ON, GIVER, TAKER = CustodyEvent.happened_on.key, CustodyEvent.giver_id.key, CustodyEvent.taker_id.key
PLACE, CONDITION = CustodyEvent.place_id.key, CustodyEvent.condition.key
FIELDS = (
    Field(CustodyEvent.happened_on, "入库日期", required=True),
    Field(CustodyEvent.taker_id, "保管人", hint="行里写了的按行"),
    Field(CustodyEvent.giver_id, "移送人", hint="不填：各案第一办案人"),
    Field(CustodyEvent.condition, "状况", required=True),
    Field(CustodyEvent.place_id, "默认库位", hint="行里没写存放位置的"),
)


class WishBar(QWidget):
    """``changed`` after any tick. ``fields`` are shown while items are put away at once."""

    changed = Signal()

    def __init__(self, points: Sequence[str], fields: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(label("手续空着的都算有：", "meta2"))
        self.points = {word: self._tick(row, word, f"手续空着的都算有：{word}") for word in points}
        row.addSpacing(px(24))
        self.storing = self._tick(row, "同时入库 Alt+R", "同时入库")
        self.found_places = self._tick(row, "没有的库位一并登记 Alt+K", "没有的库位一并登记")
        row.addStretch(1)
        column.addLayout(row)
        self.fields = fields
        column.addWidget(fields)
        self._show_fields()
        self.storing.toggled.connect(self._show_fields)

    def _tick(self, row: QHBoxLayout, text: str, name: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setAccessibleName(name)
        box.toggled.connect(lambda _on: self.changed.emit())
        row.addWidget(box)
        return box

    def _show_fields(self) -> None:
        self.fields.setVisible(self.storing.isChecked())
        self.found_places.setVisible(self.storing.isChecked())

    @property
    def there(self) -> frozenset[str]:
        """The points of the checklist ticked for all."""
        return frozenset(word for word, box in self.points.items() if box.isChecked())


def legible(seats: Mapping[str, Seat]) -> dict[str, Any]:
    """What can be read of the fields just now; None where nothing can."""
    told: dict[str, Any] = {}
    for name, seat in seats.items():
        try:
            told[name] = seat.editor.read()
        except Unreadable:
            told[name] = None
    return told
