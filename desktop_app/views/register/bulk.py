"""批量修改: one field of the selected records gets the same value, as one act."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QFormLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.registers.spec import Field, Register
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.theme import px

Change = Callable[[str, Any, str], Outcome]


def changeable(register: Register) -> list[Field]:
    """Fields that may be the same for many records: typed ones, but not what names a record."""
    return [item for item in register.fields if item.in_form and not item.fixed and item.name != register.subject.key]


class BulkDialog(Dialog):
    """Choose a field, its value, and why."""

    def __init__(self, parent: QWidget | None, register: Register, count: int, maker: Maker, change: Change) -> None:
        super().__init__(parent, "批量修改", 520)
        self._change, self._maker = change, maker
        self.outcome: Outcome | None = None
        self.items = changeable(register)
        self.field = QComboBox()
        self.field.addItems([item.label for item in self.items])
        self.field.setAccessibleName("改哪一项")
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(60))
        self.reason.setAccessibleName("原因")
        self._seat = QVBoxLayout()
        self._seat.setContentsMargins(0, 0, 0, 0)
        form = QFormLayout()
        form.addRow(label("改哪一项", "label"), self.field)
        form.addRow(label("改为", "label"), self._seat)
        form.addRow(label("原因", "label"), self.reason)
        self.body.addWidget(label(f"选中的 {count} {register.measure}{register.title}改成同一个值，一次可撤销。"))
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.add_cancel()
        self.ok = self.add_button(f"修改 {count} {register.measure}", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.editor: Editor | None = None
        self.field.currentIndexChanged.connect(self._seat_editor)
        self._seat_editor(0)
        self.field.setFocus()

    def choose(self, name: str) -> None:
        """Choose a field by its attribute."""
        self.field.setCurrentIndex([item.name for item in self.items].index(name))

    def _seat_editor(self, at: int) -> None:
        if self.editor is not None:
            self._seat.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = self._maker.editor(self.items[at])
        self.editor.inner.setAccessibleName(f"{self.items[at].label}改为")
        self.editor.advance.connect(self.reason.setFocus)
        self._seat.addWidget(self.editor)

    def carry_out(self) -> None:
        """Change all, or say why not."""
        assert self.editor is not None
        try:
            value = self.editor.read()
            self.outcome = self._change(self.editor.field.name, value, self.reason.toPlainText().strip())
        except (Refusal, Unreadable) as fault:
            self.say(fault.said)
            return
        self.accept()
