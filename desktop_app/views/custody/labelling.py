"""打印标签 (Ctrl+L): the labels of all selected items on one sheet, in the order of the list."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.models.seizures import SeizedItem
from desktop_app.store import snapshot
from desktop_app.views.draw.press import Press
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verbs import SelectionDialog

PAPER = "item_labels"
MOST = 1_000
"""Labels asked for at once: 42 sheets of 24."""


def labels_of(press: Press) -> SelectionDialog:
    """The verb that opens the labels of the selected items."""

    def ask(_window: QWidget, known: Known, _recent: Recent, chosen: Sequence[int]) -> None:
        if len(chosen) > MOST:
            press.bus.failed.emit(f"选中 {len(chosen)} 件，一次最多打 {MOST} 张标签。分几次选")
            return
        with known.desk.store.read() as session:
            told = snapshot.block(session, SeizedItem, ("number",), chosen)
        press.bus.paper_asked.emit(PAPER, "、".join(str(told[one][0]) for one in chosen if one in told))

    return SelectionDialog(ask)
