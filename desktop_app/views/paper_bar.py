"""The bar of options over a preview (打印选项): what is chosen makes the paper anew at once."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFrame, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from desktop_app.reports.label_sheets import MOST_SHIFT
from desktop_app.reports.paper_options import Choices, Entry, Option
from desktop_app.views.controls import label
from desktop_app.views.theme import px

WAIT_MS = 250
"""From the last change to the new pages: an arrow held down counts once."""
_WIDTHS = {Entry.COUNT: 68, Entry.SHIFT: 76}
_STEP = 0.5


class OptionsBar(QFrame):
    """``changed`` carries every value once the officer's hand rests."""

    changed = Signal(dict)

    def __init__(self, options: Mapping[Option, Choices], values: Mapping[str, str]) -> None:
        super().__init__()
        self.setProperty("frame", "bar")
        self.setFixedHeight(px(48))
        self.boxes: dict[str, QWidget] = {}
        self._options = {option.name: option for option in options}
        self._rest = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._rest.timeout.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(8))
        for option, choices in options.items():
            box = self._box(option, choices, values.get(option.name, ""))
            self.boxes[option.name] = box
            row.addWidget(label(f"{option.label} (&{option.key})", "label", box))
            row.addWidget(box, 1 if option.entry is Entry.TEXT else 0)
        row.addStretch(1 if not any(option.entry is Entry.TEXT for option in options) else 0)
        self._told = self.values

    def _box(self, option: Option, choices: Choices, value: str) -> QWidget:
        if option.entry is Entry.CHOICE:
            return self._choice(choices, value)
        if option.entry is Entry.COUNT:
            return self._count(option, value)
        if option.entry is Entry.SHIFT:
            return self._shift(value)
        line = QLineEdit(value)
        line.setPlaceholderText(option.hint)
        line.setToolTip(option.hint)
        line.setMinimumWidth(px(96))
        line.editingFinished.connect(self._tell)
        return line

    def _choice(self, choices: Choices, value: str) -> QComboBox:
        box = QComboBox()
        for own, said in choices:
            box.addItem(said, own)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.currentIndexChanged.connect(self._rest.start)
        return box

    def _count(self, option: Option, value: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(option.first, option.most)
        box.setValue(option.first + (int(value) if value.isascii() and value.isdecimal() else 0))
        box.setKeyboardTracking(False)
        box.setFixedWidth(px(_WIDTHS[option.entry]))
        box.valueChanged.connect(self._rest.start)
        return box

    def _shift(self, value: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(-MOST_SHIFT, MOST_SHIFT)
        box.setDecimals(1)
        box.setSingleStep(_STEP)
        box.setValue(_number(value))
        box.setKeyboardTracking(False)
        box.setFixedWidth(px(_WIDTHS[Entry.SHIFT]))
        box.valueChanged.connect(self._rest.start)
        return box

    @property
    def values(self) -> dict[str, str]:
        """Every option as the command line would write it; empty for what is not asked."""
        return {name: self._value(name, box) for name, box in self.boxes.items()}

    def _value(self, name: str, box: QWidget) -> str:
        if isinstance(box, QComboBox):
            return str(box.currentData() or "")
        if isinstance(box, QSpinBox):
            count = box.value() - self._options[name].first
            return str(count) if count else ""
        if isinstance(box, QDoubleSpinBox):
            return f"{box.value():g}" if box.value() else ""
        assert isinstance(box, QLineEdit)
        return box.text().strip()

    def _tell(self) -> None:
        now = self.values
        if now != self._told:
            self._told = now
            self.changed.emit(now)


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0
