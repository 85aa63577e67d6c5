"""The little grid of a 拆分: what the item is parted into, and what stays."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.models.base import Part
from desktop_app.models.seizures import SeizedItem
from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.custody_parting import Piece
from desktop_app.services.draft import Values
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import label, restyle
from desktop_app.views.custody.handing_items import Held
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.editors.rows import RowsEditor
from desktop_app.views.theme import px

_ROWS = Parts(
    cast("type[Part]", SeizedItem),
    "拆成",
    (
        Field(SeizedItem.name, "名称"),
        Field(SeizedItem.quantity, "数量", shape_as=Shape.QUANTITY),
        Field(SeizedItem.features, "特征"),
        Field(SeizedItem.amount, "金额", shape_as=Shape.FEN),
        Field(SeizedItem.seal_no, "封条号"),
    ),
)
"""A row for each new item; a name that is not typed is that of the whole."""


class PiecesGrid(QWidget):
    """Rows of name, quantity, features, amount and seal; beneath them whether they add up.

    ``advance``: Enter in the blank row, on to the fields.
    """

    advance = Signal()
    edited = Signal()

    def __init__(self, held: Held, available: int, maker: Maker) -> None:
        super().__init__()
        self._held, self.available = held, available
        self.rows = RowsEditor(_ROWS, maker.inline, ghost=True)
        self.rows.setAccessibleName("拆成")
        self.sum = label("", "meta2")
        self.fault = label("", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(label("拆成的每一件", "label"))
        for widget in (self.rows, self.fault, self.sum):
            column.addWidget(widget)
        self.rows.edited.connect(self._changed)
        self.rows.left.connect(self._left)
        self.rows.advance.connect(self.advance)
        self.rows.show_value([])
        self._changed()

    def of(self, available: int) -> None:
        """Another place to take from: so much is there."""
        self.available = available
        self._changed()

    def _changed(self) -> None:
        self.say("")
        self.sum.setText(self._told())
        over = self._parted > self.available
        restyle(self.sum, role="fault" if over else "meta2")
        self.edited.emit()

    @property
    def _readable(self) -> Sequence[Values]:
        return self.rows.readable()

    @property
    def _parted(self) -> int:
        return sum(row.get("quantity") or 0 for row in self._readable)

    def _told(self) -> str:
        much, parted = self._held.much, self._parted
        if parted > self.available:
            return f"! 现有 {much(self.available)}，拆出 {much(parted)}，多了 {much(parted - self.available)}"
        stays = f"原编号留 {much(self.available - parted)}" if parted < self.available else "全部拆出，原编号不再有实物"
        return f"现有 {much(self.available)}，拆出 {len(self._readable)} 件共 {much(parted)}，{stays}"

    def _left(self) -> None:
        try:
            self.rows.read()
        except Unreadable as fault:
            self.say(fault.said)

    def say(self, fault: str) -> None:
        """What is wrong with the rows, under them."""
        self.fault.setText(f"! {fault}" if fault else "")
        self.fault.setVisible(bool(fault))

    @property
    def typed(self) -> str:
        """What stands in the rows."""
        return repr(self._readable) if self._readable else ""

    def read(self) -> list[Piece]:
        """The pieces. Refuses rows that cannot be read, and none."""
        try:
            rows = self.rows.read()
        except Unreadable as fault:
            raise Refusal(fault.said, "pieces") from fault
        if not rows:
            raise Refusal("没填拆成的每一件。写数量，一件一行", "pieces")
        for at, row in enumerate(rows, 1):
            if not row.get("quantity"):
                raise Refusal(f"第 {at} 行没填数量。填好再存", "pieces")
        if self._parted > self.available:
            raise Refusal(f"{self._told().removeprefix('! ')}。改数量", "pieces")
        return [_piece(row) for row in rows]

    def take_focus(self) -> None:
        self.rows.take_focus()


def _piece(row: Values) -> Piece:
    said = {name: str(row.get(name) or "") for name in ("name", "features", "seal_no")}
    return Piece(row["quantity"], row.get("amount"), **said)
