"""插入数字 (Ctrl+I): a figure by initials or words, its group, what of it, the day; value and records at once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.figures.catalogue import FIGURES
from desktop_app.figures.traced import Aspect, Sources, Trace, kinds
from desktop_app.models.bulletins import Bulletin
from desktop_app.registers.spec import Field
from desktop_app.rules.periods import Period, month_of, quarter_of, read_period, year_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.drafting import figure_row
from desktop_app.system.errors import Refusal
from desktop_app.views.bulletin.picking import Picker
from desktop_app.views.bulletin.record_list import RecordList
from desktop_app.views.bulletin.source import Source, of_traced
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.editors.choices import Choice
from desktop_app.views.register.editors.days import DayEditor
from desktop_app.views.register.known import Known
from desktop_app.views.theme import px

ALL = "全部"
ANY_TIME = "不限"
_ASPECTS = ((Aspect.VALUE, "数量"), (Aspect.KINDS, "涉及几个"), (Aspect.CHANGE, "增减"))
_DAY = Field(Bulletin.as_of, "截至")
_SINCE = Field(Bulletin.signed_on, "较")
LEVELS = 2


class InsertDialog(Dialog):
    """``row`` is the figure to insert, under ``key``, once accepted."""

    def __init__(self, parent: QWidget | None, known: Known, key: str, values: Mapping[str, Any]) -> None:
        super().__init__(parent, "插入数字", 760)
        self.known, self._key = known, key
        self.period = QComboBox()
        self.period.setEditable(True)
        self.period.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.period.addItems([ANY_TIME, *filter(None, [str(values.get("period") or "")])])
        self.row: dict[str, Any] | None = None
        self.source: Source | None = None
        self.picker = Picker("找指标", "首字母或字，如 yq、逾期", "指标")
        self.groups = [QComboBox() for _ in range(LEVELS)]
        self.aspect = QComboBox()
        self.aspect.addItems([said for _, said in _ASPECTS])
        self.day, self.since = (DayEditor(item, lambda: known.desk.today) for item in (_DAY, _SINCE))
        for editor in (self.day, self.since):
            editor.line.setAccessibleName(editor.field.label)
        self.day.show_value(values.get("as_of") or known.desk.today)
        self.unit = QLineEdit()
        self.unit.setMaxLength(6)
        self.value = label("", "figure")
        self.asked = label("", "meta2")
        self.asked.setWordWrap(True)
        self.rows = RecordList("来源记录")
        self.more = label("", "meta")
        self._seat()
        self._connect()
        self.picker.offer(Choice(figure.id, figure.label, figure.unit, (figure.id,)) for figure in FIGURES)
        self.picker.setFocus()

    def _seat(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(20))
        self.picker.setMinimumSize(px(270), px(340))
        row.addWidget(self.picker, 1)
        right = QVBoxLayout()
        right.setSpacing(px(6))
        for widget, caption in (*zip(self.groups, ("分组", "再分"), strict=True), (self.aspect, "说什么")):
            right.addLayout(self._pair(caption, widget))
        right.addLayout(self._pair(_DAY.label, self.day))
        right.addLayout(self._pair("期间", self.period))
        right.addLayout(self._pair(_SINCE.label, self.since))
        right.addLayout(self._pair("量词", self.unit))
        right.addWidget(self.value)
        right.addWidget(self.asked)
        self.rows.setMinimumHeight(px(110))
        right.addWidget(self.rows, 1)
        right.addWidget(self.more)
        row.addLayout(right, 1)
        self.body.addLayout(row)
        self.hint("↑↓", "选指标")
        self.hint("Enter", "插入")
        self.hint("", "期间不限：截至那天的总数；填了期间：只数期间内的")
        self.add_cancel()
        self.verb = self.add_button("插入数字", "Ctrl+Enter", self._insert, PRIMARY)

    @staticmethod
    def _pair(caption: str, widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        told = label(caption, "label", widget)
        told.setFixedWidth(px(52))
        row.addWidget(told)
        row.addWidget(widget, 1)
        return row

    def _connect(self) -> None:
        self.picker.moved.connect(self._another)
        self.picker.picked.connect(self._insert)
        self.groups[0].activated.connect(lambda _at: self._regroup(1))
        self.groups[1].activated.connect(lambda _at: self._answer())
        self.aspect.activated.connect(lambda _at: self._compare())
        self.period.currentTextChanged.connect(lambda _text: self._compare())
        for editor in (self.day, self.since):
            editor.edited.connect(self._answer)
        self.unit.textEdited.connect(lambda _text: self._tell())

    # what is asked

    def _another(self) -> None:
        self._regroup(0)

    def _regroup(self, level: int) -> None:
        """Offer the words of a level, those above being chosen."""
        trace = self._trace(level)
        for at in range(level, LEVELS):
            self.groups[at].clear()
            self.groups[at].addItem(ALL)
            self.groups[at].setEnabled(False)
        if trace is not None:
            with self.known.facts() as facts:
                answer = Sources(facts.session).answer(trace.figure, trace.as_of, trace.period)
            words = kinds(answer, trace.path) if len(trace.path) == level else []
            self.groups[level].addItems(words)
            self.groups[level].setEnabled(bool(words))
        self._answer(own_unit=False)

    def _path(self, levels: int = LEVELS) -> tuple[str, ...]:
        words = [group.currentText() for group in self.groups[:levels]]
        return tuple(words[: words.index(ALL)] if ALL in words else words)

    def _compare(self) -> None:
        """A change over a period is one against the period before it."""
        period = self._told_period()
        before = previous(period) if period is not None else None
        if before is not None:
            self.since.show_value(before.last)
        self._regroup(0)

    def _told_period(self) -> Period | None:
        typed = self.period.currentText().strip()
        if typed in ("", ANY_TIME):
            return None
        try:
            return read_period(typed)
        except Unreadable as unread:
            self.say(unread.said)
            return None

    def _trace(self, levels: int = LEVELS) -> Trace | None:
        """What is asked; None with a note at the foot when something cannot be read."""
        choice = self.picker.choice
        if choice is None:
            return None
        self.say("")
        period = self._told_period()
        try:
            day, since = self.day.read(), self.since.read()
        except Unreadable as unread:
            self.say(unread.said)
            return None
        aspect = _ASPECTS[max(self.aspect.currentIndex(), 0)][0]
        if day is None or (aspect is Aspect.CHANGE and since is None):
            self.say("没填截至日期。填好再插入" if day is None else "没填与哪天比。填好再插入")
        if day is None or self.said.text():
            return None
        typed = self.period.currentText().strip() if period is not None else ""
        if aspect is not Aspect.CHANGE:
            return Trace(choice.key, day, typed, self._path(levels), aspect)
        before = previous(period) if period is not None else None
        return Trace(choice.key, day, typed, self._path(levels), aspect, since, before.label if before else "")

    # what is answered

    def _answer(self, *, own_unit: bool = True) -> None:
        changes = _ASPECTS[max(self.aspect.currentIndex(), 0)][0] is Aspect.CHANGE
        self.since.setEnabled(changes and self._told_period() is None)
        trace = self._trace()
        self.source = None
        if trace is not None:
            with self.known.facts() as facts:
                found = Sources(facts.session).trace(trace)
                self.source = of_traced(facts, found)
            if not own_unit or not self.unit.text():
                self.unit.setText(found.unit)
            self._digits = found.digits
        self._tell()

    def _tell(self) -> None:
        if self.source is None:
            self.value.setText("")
            self.asked.setText("")
            self.rows.show_records(())
            self.more.setText("")
            return
        self.value.setText(f"{self._digits}{self.unit.text().strip()}")
        self.asked.setText(self.source.asked)
        self.rows.show_records(self.source.first)
        left = self.source.total - len(self.source.first)
        self.more.setText(f"其余 {left} 条" if left > 0 else "" if self.source.total else "没有记录")

    def _insert(self) -> None:
        trace = self._trace()
        if trace is None:
            return
        try:
            with self.known.facts() as facts:
                self.row = figure_row(facts, self._key, trace, self.unit.text().strip())
        except Refusal as refused:
            self.say(refused.said)
        else:
            self.accept()


def previous(period: Period) -> Period | None:
    """The month, quarter or year before one; None for other stretches."""
    before = period.first - timedelta(days=1)
    found = (month_of(before), quarter_of(before), year_period(before.year))
    mine = (month_of(period.first), quarter_of(period.first), year_period(period.first.year))
    return next((one for one, own in zip(found, mine, strict=True) if own == period), None)


def ask_figure(parent: QWidget | None, known: Known, key: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """The row of a number to insert, or None. ``values`` are those of the bulletin: its day and period."""
    dialog = InsertDialog(parent, known, key, values)
    return dialog.row if dialog.exec() == QDialog.DialogCode.Accepted else None
