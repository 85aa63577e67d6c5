"""The toolbar of 编辑: view switch, picker of bulletins, what is late, the steps, the deeds of the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLayout, QWidget

from desktop_app.rules.bulletins import BULLETIN
from desktop_app.rules.tones import tone
from desktop_app.rules.vocabulary import BulletinState
from desktop_app.views.bulletin.choosing import Choice
from desktop_app.views.controls import PRIMARY, HintButton, divider, restyle
from desktop_app.views.icons import icon
from desktop_app.views.register.bar import Outside, Views
from desktop_app.views.register.panel_head import Pill
from desktop_app.views.register.strip import Strip
from desktop_app.views.theme import px

PICKER, PICKER_LEAST = 246, 132


@dataclass(frozen=True)
class Standing:
    """How the bulletin shown stands: its state, what its deadline says and in which tone, the verb that comes next."""

    state: BulletinState = BulletinState.DRAFT
    late: str = ""
    late_tone: str = ""
    verb: str = ""


class Picker(QComboBox):
    """The bulletins in hand, then the latest issued; ``picked`` carries the id of another one."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("通报")
        self.setToolTip("换一份 Alt+↓")
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMaxVisibleItems(14)
        self.activated.connect(lambda at: self.picked.emit(int(self.itemData(at))))

    def show_choices(self, choices: Sequence[Choice], now: int | None) -> None:
        """Offer these; ``now`` is the one shown."""
        self.clear()
        issued = False
        for choice in choices:
            if choice.issued and not issued and self.count():
                self.insertSeparator(self.count())
            issued = choice.issued
            self.addItem(choice.said, choice.id)
            self.setItemData(self.count() - 1, choice.title, Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(self.findData(now))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(PICKER), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(PICKER_LEAST), super().minimumSizeHint().height())


class EditBar(QFrame):
    """The 48-px strip over the text. What does not fit gives way: key hints first, then the width of the picker."""

    def __init__(self, word: str, outside: Outside, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "bar")
        self.setFixedHeight(px(48))
        self.views = Views([word], self, outside)
        self.views.choose(0)
        self.picker = Picker(self)
        self.late = Pill()
        self._line = divider()
        self.strip = Strip(BULLETIN)
        self.other = HintButton("…")
        self.other.setProperty("kind", "quiet")
        self.other.setFixedWidth(px(28))
        self.other.setToolTip("其他步骤和操作")
        self.other.setAccessibleName("其他步骤和操作")
        self.retake = HintButton("重取数字", "F5")
        self.print_button = HintButton("打印", "Ctrl+P", icon=icon("print"))
        self.pdf = HintButton("PDF", "Ctrl+E")
        self.step = HintButton("", "Ctrl+Enter", PRIMARY)
        self._hints = {button: button.hint for button in (self.retake, self.print_button, self.pdf, self.step)}
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(8))
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.views)
        row.addWidget(self.picker)
        for widget in (self.late, self._line, self.strip, self.other):
            row.addWidget(widget)
        row.addStretch(1)
        for button in self._hints:
            row.addWidget(button)

    def show_standing(self, standing: Standing | None) -> None:
        """How the bulletin stands; None when there is none."""
        there = standing is not None
        for widget in (self.picker, self._line, self.strip, self.other, self.retake, self.print_button, self.pdf):
            widget.setVisible(there)
        told = standing or Standing()
        self.strip.show_state(told.state, tone(told.state))
        self.late.show_state(told.late, told.late_tone)
        self.late.setVisible(bool(told.late))
        self.step.setText(told.verb)
        self.step.setAccessibleName(told.verb)
        self.step.setVisible(bool(told.verb))
        self.arrange()

    def allow(self, *, writing: bool) -> None:
        """Figures are taken anew only while the text may be changed."""
        self.retake.setEnabled(writing)
        restyle(self.retake)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(400), px(48))

    def arrange(self) -> None:
        """Give the hints away from the left until the picker has room."""
        for kept in range(len(self._hints) + 1):
            self._show_hints(kept)
            room = self.width() - self._taken()
            if room >= px(PICKER_LEAST) + px(40):
                break
        self.picker.setFixedWidth(max(px(PICKER_LEAST), min(px(PICKER), room)))
        self.strip.setFixedWidth(self.strip.sizeHint().width() if room >= px(PICKER_LEAST) else self.strip.needed())

    def _show_hints(self, without: int) -> None:
        for at, (button, hint) in enumerate(self._hints.items()):
            shown = "" if at < without else hint
            if button.hint != shown:
                button.hint = shown
                button.updateGeometry()
                button.update()

    def _taken(self) -> int:
        """Pixels of everything but the picker."""
        shown = [self.late, self._line, self.other, *self._hints]
        wide = sum(max(one.sizeHint().width(), one.minimumWidth()) + px(8) for one in shown if not one.isHidden())
        strip = 0 if self.strip.isHidden() else self.strip.sizeHint().width() + px(8)
        return wide + strip + self.views.sizeHint().width() + px(8) + 2 * px(16)
