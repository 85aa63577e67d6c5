"""The editor of a date: 515, 5.15, +30, 今; the full date with its weekday stands at the right; Alt+↓ is a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QFrame, QVBoxLayout, QWidget

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
        self.today = today
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
        return typed_date(self.line.text(), self.today())

    def show_value(self, value: date | None) -> None:
        super().show_value(value.isoformat() if value else "")
        self.line.set_suffix(weekday(value) if value else "")

    def show_text(self, text: str) -> None:
        super().show_text(text)
        self._tell()

    def tidy(self) -> None:
        self.show_value(self.read())

    def put_today(self) -> None:
        self.show_value(self.today())
        self.edited.emit()

    def open_calendar(self) -> None:
        self.calendar = Calendar(self)
        self.calendar.open()


class Calendar(QFrame):
    """A month to pick from, over the window like the lists of names; Enter takes, Esc leaves."""

    def __init__(self, editor: DayEditor) -> None:
        super().__init__(editor.window())
        self._editor = editor
        self.setProperty("frame", "card")
        self.month = QCalendarWidget(self)
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setAccessibleName("日历")
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.month)
        self.month.setSelectedDate(self._start())
        self.month.activated.connect(self.take)
        self.month.clicked.connect(self.take)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)

    def open(self) -> None:
        """Show under the field, or above it when there is no room."""
        window, field = self._editor.window(), self._editor
        self.resize(self.sizeHint())
        corner = field.mapTo(window, QPoint(0, field.height()))
        top = (
            corner.y() if corner.y() + self.height() < window.height() else corner.y() - field.height() - self.height()
        )
        self.move(max(4, min(corner.x(), window.width() - self.width() - 4)), max(4, top))
        self.show()
        self.raise_()
        self.month.setFocus()

    def _start(self) -> QDate:
        try:
            day = self._editor.read() or self._editor.today()
        except Unreadable:
            day = self._editor.today()
        return QDate(day.year, day.month, day.day)

    def take(self, day: QDate) -> None:
        """The day pressed goes into the field."""
        self._editor.show_value(date(day.year(), day.month(), day.day()))
        self._editor.edited.emit()
        self._editor.take_focus()

    def _watch(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Gone as soon as the cursor is elsewhere."""
        if self.isVisible() and (now is None or not self.isAncestorOf(now)):
            self.hide()
            self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self._editor.take_focus()
        else:
            super().keyPressEvent(event)
