"""Saying what an unrecognised sheet is (列对应): its register, its head row, and which field each column fills."""

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QScrollArea, QSpinBox, QWidget

from desktop_app.exchange.findings import SheetFindings
from desktop_app.exchange.headings import columns_at
from desktop_app.exchange.lexicon import dictionary, takeable
from desktop_app.exchange.mapping import SheetMap
from desktop_app.exchange.recognise import Recognised
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.registers.spec import Register
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.theme import px

UNUSED = "（不用）"


class MappingDialog(Dialog):
    """Register and head row above, one row a column below; fields the headings give away are chosen already."""

    def __init__(self, parent: QWidget | None, sheet: SheetFindings) -> None:
        super().__init__(parent, f"对应列 — {sheet.sheet.name}", 560)
        self._sheet = sheet
        known = sheet.found.register if isinstance(sheet.found, Recognised) else None
        self.kind = QComboBox()
        self.kind.addItems([register.title for register in REGISTERS])
        self.head = QSpinBox()
        self.head.setRange(1, max(1, len(sheet.sheet.rows)))
        self.head.setValue(sheet.found.head + 1)
        row = QHBoxLayout()
        row.addWidget(label("当作 (&D)", "label", self.kind))
        row.addWidget(self.kind, 1)
        row.addSpacing(px(16))
        row.addWidget(label("表头在第几行 (&N)", "label", self.head))
        row.addWidget(self.head)
        self.body.addLayout(row)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(px(320))
        self.body.addWidget(self._area, 1)
        self._choices: dict[str, QComboBox] = {}
        self.add_cancel()
        self.add_button("重新核对", "Ctrl+Enter", self._accept, PRIMARY)
        if known is not None:
            self.kind.setCurrentIndex(REGISTERS.index(known))
        self.kind.currentIndexChanged.connect(self._fill)
        self.head.valueChanged.connect(self._fill)
        self._fill()

    @property
    def register(self) -> Register:
        return REGISTERS[self.kind.currentIndex()]

    def _fill(self) -> None:
        """One combo per heading of the row named."""
        register = self.register
        lexicon = next(one for one in dictionary().lexicons if one.register is register)
        fields = [item.label for item in takeable(register)]
        inside = QWidget()
        inside.setProperty("ground", "surface")
        form = QFormLayout(inside)
        self._choices = {}
        for column in columns_at(self._sheet.sheet, self.head.value() - 1, 1):
            choice = QComboBox()
            choice.addItems([UNUSED, *fields])
            guess = lexicon.find(column)
            choice.setCurrentText(guess.label if guess else UNUSED)
            self._choices[column.text] = choice
            form.addRow(label(column.text, "label", choice), choice)
        if not self._choices:
            form.addRow(label("这一行没有表头文字。换一行", "caution"))
        self._area.setWidget(inside)

    def choose(self, heading: str, label_of_field: str) -> None:
        """Say which field a column fills."""
        self._choices[heading].setCurrentText(label_of_field)

    def _accept(self) -> None:
        if any(choice.currentText() != UNUSED for choice in self._choices.values()):
            self.accept()
        else:
            self.say("没有一列对应上。至少对应一列再核对")

    @property
    def answer(self) -> SheetMap:
        columns = {
            heading: None if choice.currentText() == UNUSED else choice.currentText()
            for heading, choice in self._choices.items()
        }
        return SheetMap(self.register, self.head.value(), columns)


def ask_mapping(parent: QWidget | None, sheet: SheetFindings) -> SheetMap | None:
    """What the officer says of a sheet, or None."""
    dialog = MappingDialog(parent, sheet)
    return dialog.answer if dialog.exec() == QDialog.DialogCode.Accepted else None
