"""Which exam is shown (场次): a picker in the bar, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.models.exams import Exam
from desktop_app.rules.exams import KEYING
from desktop_app.services.facts import Facts
from desktop_app.views.register.cells import short_day
from desktop_app.views.theme import px

_WIDE, _MOST = 232, 240


@dataclass(frozen=True, slots=True)
class ExamChoice:
    """An exam as it is picked: its id, its words (第二次闭卷考试 04-24), whether marks are keyed now."""

    id: int
    words: str
    keying: bool


def choices(facts: Facts) -> list[ExamChoice]:
    """The exams by day, the newest first; those without a day before all others."""
    rows = sorted(
        facts.live(Exam.__tablename__),
        key=lambda row: (row["held_on"] is None, str(row["held_on"] or ""), row["id"]),
        reverse=True,
    )
    return [
        ExamChoice(
            row["id"],
            f"{row['title']} {short_day(row['held_on'], facts.today) if row['held_on'] else ''}".rstrip(),
            row["state"] in KEYING,
        )
        for row in rows
    ]


class ExamPicker(QComboBox):
    """``picked`` carries the id of an exam."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("场次")
        self.setToolTip("场次 Ctrl+PgUp Ctrl+PgDn")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choices: tuple[ExamChoice, ...] = ()
        self._fit()
        self.activated.connect(lambda at: self.picked.emit(self._choices[at].id))

    def _fit(self) -> None:
        self.setFixedWidth(_wide())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.minimumWidth() != _wide():
            self._fit()

    def load(self, found: Sequence[ExamChoice], current: int | None) -> None:
        """Show the exams, without telling."""
        if tuple(found) != self._choices:
            self._choices = tuple(found)
            self.clear()
            self.addItems([choice.words for choice in found])
            widest = max((self.fontMetrics().horizontalAdvance(choice.words) for choice in found), default=0)
            self.view().setMinimumWidth(min(px(420), widest + px(40)))
        self.setEnabled(len(self._choices) > 0)
        self.put(current)

    def put(self, exam_id: int | None) -> None:
        at = next((at for at, choice in enumerate(self._choices) if choice.id == exam_id), -1)
        self.setCurrentIndex(at)
        self.setToolTip(f"{self.currentText()}　场次 Ctrl+PgUp Ctrl+PgDn".strip())

    def step(self, by: int) -> None:
        """An older (+1) or newer (-1) exam."""
        at = self.currentIndex() + by
        if 0 <= at < len(self._choices):
            self.picked.emit(self._choices[at].id)

    @property
    def words(self) -> str:
        return self.currentText()


def _wide() -> int:
    """Pixels of the picker: larger type leaves the chips their room."""
    return min(px(_WIDE), _MOST)
