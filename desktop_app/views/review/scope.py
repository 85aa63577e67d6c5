"""Which round is shown (轮次): a picker in the bar."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.views.review.reading import RoundChoice
from desktop_app.views.theme import px


class RoundPicker(QComboBox):
    """``picked`` carries the id of a round, None for reviews of no round."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("轮次")
        self.setToolTip("轮次 Ctrl+PgUp Ctrl+PgDn")
        self._fit()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choices: tuple[RoundChoice, ...] = ()
        self.activated.connect(lambda at: self.picked.emit(self._choices[at].id))

    def _fit(self) -> None:
        self.setFixedWidth(px(132))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.minimumWidth() != px(132):
            self._fit()

    def load(self, choices: Sequence[RoundChoice], current: int | None) -> None:
        """Show the rounds, without telling."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self.clear()
            self.addItems([choice.words for choice in choices])
            widest = max((self.fontMetrics().horizontalAdvance(choice.words) for choice in choices), default=0)
            self.view().setMinimumWidth(min(px(360), widest + px(40)))
        self.setEnabled(len(self._choices) > 0)
        self.put(current)

    def put(self, round_id: int | None) -> None:
        at = next((at for at, choice in enumerate(self._choices) if choice.id == round_id), -1)
        self.setCurrentIndex(at)

    def step(self, by: int) -> None:
        """An older (+1) or newer (-1) round."""
        at = self.currentIndex() + by
        if 0 <= at < len(self._choices):
            self.setCurrentIndex(at)
            self.picked.emit(self._choices[at].id)

    @property
    def words(self) -> str:
        return self.currentText()
