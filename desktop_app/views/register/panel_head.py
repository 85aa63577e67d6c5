"""The head of the panel: number, state, days left, what stands beside the number, and the title."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Register
from desktop_app.rules.deadlines import countdown
from desktop_app.rules.tones import tone as tone_of
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.views.controls import keycap, label, link, restyle
from desktop_app.views.register.cells import days_left, left_tone
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.theme import Role, font, px

TONES = {"red": "fault", "amber": "caution", "quiet": "meta"}


class Pill(QWidget):
    """A state with glyph and word, as in the grid."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._tone = "", "grey"
        self.setFixedHeight(px(20))

    def show_state(self, text: str, tone: str) -> None:
        self._text, self._tone = text, tone
        self.setAccessibleName(f"状态 {text}")
        self.setFixedWidth(QFontMetrics(font(Role.PILL)).horizontalAdvance(text) + px(30))
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = font(Role.PILL)
        painter.setFont(face)
        draw_pill(painter, self.rect(), self._text, self._tone, face, painter.fontMetrics())
        painter.end()


class Head(QWidget):
    """``closed``: 收起. ``title`` stands below: the editor of a subject that is a text, else its words."""

    closed = Signal()

    def __init__(self, register: Register, title: QWidget | None) -> None:
        super().__init__()
        self._register = register
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        self.number, self.pill, self.days = label("", "meta2"), Pill(), label("", "meta")
        self.marks, self._below = label("", "meta2"), label("", "meta2")
        for widget in (self.number, self.pill, self.days, self.marks):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(keycap("F4"))
        row.addWidget(link("收起", self.closed.emit))
        self._row = row
        column.addLayout(row)
        column.addWidget(self._below)
        self.title = label("", "title")
        self.title.setWordWrap(True)
        self._over = self.title if title is None else title
        self._titled = QHBoxLayout()
        self._titled.setSpacing(px(10))
        self._titled.addWidget(self._over, 1)
        column.addLayout(self._titled)

    def put_beside(self, widget: QWidget) -> None:
        """Something that belongs to the title, such as how many there are of it."""
        self._titled.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def show_title(self, on: bool) -> None:
        """A board that tells the subject itself takes the title away."""
        self._over.setVisible(on)

    def show_line(self, line: Line, draft: Draft, near: int, facts: Facts) -> int | None:
        """Show a record; the days left, None when no deadline runs."""
        values, retired = line.values, line.values.get("retired_at") is not None
        self.number.setText(str(values.get("number") or ""))
        self.title.setText(self._named(line, facts))
        state = values.get(self._register.state_name) if self._register.state_name else None
        tone = tone_of(state) if isinstance(state, StrEnum) and not retired else "grey"
        self.pill.show_state("已删除" if retired else str(state or ""), tone)
        days = None if retired else days_left(self._register, values, facts.today)
        self.days.setText(countdown(days) if days is not None else "")
        restyle(self.days, role=TONES[left_tone(days, near)] if days is not None else "meta")
        self._show_marks(self._register.marks(draft.values, facts) if self._register.marks else ())
        return days

    def _show_marks(self, marks: Sequence[str]) -> None:
        for made in (self.marks, self._below):
            made.setText("　".join(marks))
        self._place_marks()

    def _place_marks(self) -> None:
        """Beside the number where there is room, else in a line of their own."""
        said = bool(self.marks.text())
        widgets = (self._row.itemAt(at).widget() for at in range(self._row.count()))
        shown = [made for made in widgets if made is not None and (made is self.marks or not made.isHidden())]
        needed = sum(max(made.sizeHint().width(), made.minimumWidth()) + self._row.spacing() for made in shown)
        fits = needed <= self.width() - px(32)
        self.marks.setVisible(said and fits)
        self._below.setVisible(said and not fits)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_marks()

    def _named(self, line: Line, facts: Facts) -> str:
        subject = self._register.by_name.get(self._register.subject.key)
        value = line.values.get(self._register.subject.key)
        linked = subject.link_kind if isinstance(subject, Field) else ""
        return facts.label(linked, value) if linked else str(value or "")
