"""What stands after 成批登记 was saved: what was registered, and what may be printed of it in one key."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.services.burst import Done
from desktop_app.views.controls import PRIMARY, HintButton, label
from desktop_app.views.custody.photos import PhotoDialog
from desktop_app.views.dialogs import Dialog
from desktop_app.views.draw.press import Press
from desktop_app.views.register.known import Known
from desktop_app.views.theme import px

LABELS, SLIP = "item_labels", "store_slip"
_SHOWN = 3


class DonePage(QWidget):
    """The numbers given, from which to which; labels and receipt are about these items alone."""

    def __init__(self, dialog: Dialog, known: Known, press: Press, done: Done) -> None:
        super().__init__()
        self.dialog, self.known, self.press, self.result = dialog, known, press, done
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(24), px(8), px(24))
        column.setSpacing(px(10))
        column.addWidget(label(done.outcome.said, "title"))
        for text in self._told():
            said = label(text, "meta2")
            said.setWordWrap(True)
            column.addWidget(said)
        column.addStretch(1)

    def _told(self) -> list[str]:
        """The numbers by case, and what is left to do."""
        cases: dict[str, list[str]] = {}
        for number in self.result.items:
            cases.setdefault(number.rpartition("-")[0], []).append(number)
        lines = [
            f"{numbers[0]} 至 {numbers[-1]}，{len(numbers)} 件" if len(numbers) > 1 else numbers[0]
            for numbers in cases.values()
        ]
        left = len(self.result.items) - len(self.result.stored)
        rest = f"{left} 件没有入库，移送后在“交接”里办入库。" if left else ""
        return [*lines, *filter(None, (rest, "这一批是一次操作，可以一次撤销。"))]

    def offer(self, add: Callable[..., HintButton]) -> None:
        """The buttons at the foot of the dialog."""
        add("照片…", "Ctrl+O", self._photos)
        if self.result.stored:
            add("入库单", "Ctrl+P", lambda: self._print(SLIP, self.result.stored))
        labels = add("打印标签", "Ctrl+L", lambda: self._print(LABELS, self.result.items), PRIMARY)
        labels.show()
        labels.setFocus()

    def _photos(self) -> None:
        """Photos of these items, found by their numbers; of one case by their serials too."""
        dialog = PhotoDialog(self.dialog, self.known, self.press, self.result.outcome.ids)
        dialog.exec()
        if dialog.outcome is not None:
            self.dialog.say(dialog.outcome.said, "good")
        dialog.deleteLater()

    def _print(self, paper: str, numbers: list[str]) -> None:
        self.press.show(self.dialog, paper, "、".join(numbers))
