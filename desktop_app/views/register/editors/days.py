"""The editor of a date: 515, 5.15, +30, 今; the full date with its weekday stands at the right; Alt+↓ is a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QVBoxLayout, QWidget

from desktop_app.registers.spec import Field
from desktop_app.registers.words import weekday
from desktop_app.rules.dates import typed_date
from desktop_app.rules.unreadable import Unreadable
from desktop_app.views.register.editors.line import ALT, CONTROL, Line
from desktop_app.views.register.editors.simple import LineEditor


class DayLine(Line):
    """A line that opens the calendar and takes Ctrl+; for today."""

    def __init__(self, editor: "DayEditor") -> None:
        super().__init__()
        self._editor = editor

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Down and event.modifiers() & ALT:
            self._editor.open_calendar()
        elif event.key() in (Qt.Key.Key_Semicolon, 0xFF1B) and event.modifiers() & CONTROL:
            self._editor.put_today()
        else:
            super().keyPressEvent(event)


class DayEditor(LineEditor):
    """``today`` is asked when something is typed, so that a desk left open overnight is right."""

    def __init__(self, field: Field, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(field, parent, DayLine(self))
        self._today = today
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhDate)
        self.line.textEdited.connect(self._tell)

    def _tell(self) -> None:
        """The day as understood so far, at the right end."""
        try:
            day = self.read()
        except Unreadable:
            day = None
        self._tell_day(day)

    def _tell_day(self, day: date | None) -> None:
        """In full where there is room, else month and day."""
        short = f"{day:%m-%d} {weekday(day)}" if day else ""
        self.line.set_suffix(f"{day.isoformat()}  {weekday(day)}" if day else "", short)

    def read(self) -> date | None:
        return typed_date(self.line.text(), self._today())

    def show_value(self, value: date | None) -> None:
        super().show_value(value.isoformat() if value else "")
        self.line.set_suffix(weekday(value) if value else "")

    def tidy(self) -> None:
        self.show_value(self.read())

    def put_today(self) -> None:
        self.show_value(self._today())
        self.edited.emit()

    def open_calendar(self) -> None:
        Calendar(self).show()


class Calendar(QWidget):
    """A month to pick from; Enter takes, Esc leaves."""

    def __init__(self, editor: DayEditor) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor = editor
        self.month = QCalendarWidget(self)
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.month)
        self.month.setSelectedDate(self._start())
        self.month.activated.connect(self._take)
        self.month.clicked.connect(self._take)
        self.move(editor.mapToGlobal(QPoint(0, editor.height())))
        self.month.setFocus()

    def _start(self) -> QDate:
        try:
            day = self._editor.read() or self._editor._today()
        except Unreadable:
            day = self._editor._today()
        return QDate(day.year, day.month, day.day)

    def _take(self, day: QDate) -> None:
        self._editor.show_value(date(day.year(), day.month(), day.day()))
        self._editor.edited.emit()
        self.close()
        self._editor.take_focus()
