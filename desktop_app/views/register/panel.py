"""The detail panel: number, state, days left, title, lifecycle strip, the form, and its foot."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.models.keeping import Attachment
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Action, Register
from desktop_app.rules.deadlines import countdown
from desktop_app.rules.lifecycle import Move
from desktop_app.rules.tones import tone as tone_of
from desktop_app.services.draft import Draft
from desktop_app.views.controls import PRIMARY, HintButton, divider, keycap, label, link, restyle, rule
from desktop_app.views.register.cells import days_left, left_tone
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.form import Form
from desktop_app.views.register.keeper import EVERY_MS, KeptForm
from desktop_app.views.register.story import Chapter
from desktop_app.views.register.strip import Strip
from desktop_app.views.register.tail import Tail
from desktop_app.views.theme import Role, font, px

TALL = 760
"""Height of a panel in a window of 900 px, from which 附件 and 变更历史 open inside it."""

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


class FootButton(QPushButton):
    """附件 2, with its key at the right."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__()
        self._words, self._count, self._key = words, 0, key
        self.setProperty("kind", "foot")
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(12), 0)
        row.addWidget(label(words, "strong"))
        self._number = label("", "meta")
        row.addWidget(self._number)
        row.addStretch(1)
        row.addWidget(keycap(key))

    def show_count(self, count: int) -> None:
        self._number.setText(str(count))
        self.setAccessibleName(f"{self._words} {count}")


class Panel(QFrame):
    """One record of a register, read and edited in place.

    ``save_asked``, ``step_asked`` (a verb), ``deed_asked`` (an action's code), ``restore_asked``, ``closed`` (F4),
    ``left`` (Esc: back to the table), ``keep_asked`` and ``kept_answered`` (a draft kept, taken up or given up).
    """

    save_asked = Signal()
    step_asked = Signal(str)
    deed_asked = Signal(str)
    restore_asked = Signal()
    closed = Signal()
    left = Signal()
    keep_asked = Signal()
    kept_answered = Signal(bool)

    def __init__(self, register: Register, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.form = form
        self.line: Line | None = None
        self.setProperty("ground", "surface")
        self.setProperty("frame", "panel")
        self.setMinimumWidth(px(360))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self.note = self._note()
        column.addWidget(self.note)
        column.addWidget(self._steps())
        column.addWidget(self._middle(), 1)
        column.addWidget(self._save_bar())
        column.addWidget(self._foot())
        self.blank = label("选中一条记录，这里显示详情。", "meta")
        self.blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.blank, 1)
        form.changed.connect(self._typed)
        form.settled.connect(self.keep_asked)
        form.ended.connect(lambda: self.save.setFocus())
        form.cancelled.connect(self.left)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._keep)
        self.show_line(None, None, 7)

    # its parts

    def _head(self) -> QWidget:
        self.head = QWidget()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(6))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        self.number, self.pill, self.days = label("", "meta2"), Pill(), label("", "meta")
        for widget in (self.number, self.pill, self.days):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(keycap("F4"))
        row.addWidget(link("收起", self.closed.emit))
        column.addLayout(row)
        self.title = label("", "title")
        self.title.setWordWrap(True)
        title = self.form.title
        column.addWidget(self.title if title is None else title.holder)
        return self.head

    def _note(self) -> QFrame:
        note = QFrame()
        note.setProperty("frame", "note")
        row = QHBoxLayout(note)
        row.setContentsMargins(px(16), px(4), px(16), px(4))
        self.note_said = label("", "note")
        self.note_said.setWordWrap(True)
        row.addWidget(self.note_said, 1)
        self.take_kept = link("接着改", partial(self.kept_answered.emit, True))
        self.drop_kept = link("不要了", partial(self.kept_answered.emit, False))
        row.addWidget(self.take_kept)
        row.addWidget(self.drop_kept)
        note.hide()
        return note

    def _steps(self) -> QWidget:
        self.steps = QFrame()
        self.steps.setProperty("frame", "steps")
        row = QHBoxLayout(self.steps)
        row.setContentsMargins(px(16), px(9), px(16), px(9))
        row.setSpacing(px(4))
        lifecycle = self.register.lifecycle
        self.strip = Strip(lifecycle.states if lifecycle else ())
        row.addWidget(self.strip, 1)
        self.strip.setVisible(lifecycle is not None)
        row.addStretch()
        self.step = HintButton("", "Ctrl+Enter", PRIMARY, clicked=self._step)
        self.step.setProperty("low", "true")
        self.more = HintButton("…", clicked=self._more)
        self.more.setProperty("kind", "quiet")
        self.more.setFixedWidth(px(28))
        self.more.setToolTip("其他步骤和操作")
        self.more.setAccessibleName("其他步骤和操作")
        row.addWidget(self.step)
        row.addWidget(self.more)
        return self.steps

    def _middle(self) -> QWidget:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(px(16), px(8), px(16), px(12))
        self.column.addWidget(self.form)
        self.tail = Tail()
        self.column.addWidget(self.tail)
        self.column.addStretch(1)
        self.area.setWidget(inner)
        return self.area

    def _save_bar(self) -> QWidget:
        self.save_bar = QFrame()
        self.save_bar.setProperty("frame", "foot")
        row = QHBoxLayout(self.save_bar)
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        self.faults = HintButton("", "", "link", clicked=self._go_to_fault)
        self.faults.setProperty("tone", "red")
        row.addWidget(self.faults)
        row.addStretch(1)
        self.give_up = HintButton("不改了", clicked=partial(self.kept_answered.emit, False))
        self.save = HintButton("保存", "Ctrl+Enter", PRIMARY, clicked=self.save_asked.emit)
        row.addWidget(self.give_up)
        row.addWidget(self.save)
        self.save_bar.hide()
        return self.save_bar

    def _foot(self) -> QWidget:
        self.foot = QWidget()
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(0)
        self.attachments = FootButton("附件", "Alt+D")
        self.history = FootButton("变更历史", "Alt+G")
        row.addWidget(self.attachments, 1)
        row.addWidget(divider(36))
        row.addWidget(self.history, 1)
        column.addLayout(row)
        return self.foot

    # what it shows

    def show_line(self, line: Line | None, draft: Draft | None, near: int) -> None:
        """Show a record: its head from the list's line, its form from the draft."""
        self.line = line
        shown = line is not None and draft is not None
        for widget in (self.head, self.steps, self.area):
            widget.setVisible(shown)
        self._fit_height()
        self.blank.setVisible(not shown)
        self.note.hide()
        if line is not None and draft is not None:
            self._show_head(line, near)
            self._show_steps(line)
            self.form.load(draft)
            self.form.setEnabled(line.values.get("retired_at") is None)
        self._typed()

    def _show_head(self, line: Line, near: int) -> None:
        values, register = line.values, self.register
        with self.form.known.facts() as facts:
            today, calendar = facts.today, facts
            subject = register.by_name.get(register.subject.key)
            value = values.get(register.subject.key)
            linked = getattr(subject, "link_kind", "")
            named = calendar.label(linked, value) if linked else str(value or "")
        self.number.setText(str(values.get("number") or ""))
        self.title.setText(named)
        state = values.get(register.state_name) if register.state_name else None
        retired = values.get("retired_at") is not None
        tone = tone_of(state) if isinstance(state, StrEnum) and not retired else "grey"
        self.pill.show_state("已删除" if retired else str(state or ""), tone)
        days = None if retired else days_left(register, values, today)
        self.days.setText(countdown(days) if days is not None else "")
        restyle(self.days, role=TONES[left_tone(days, near)] if days is not None else "meta")
        due = self.form.seats.get(register.due.key) if register.due is not None else None
        if due is not None and isinstance(due.editor, Editor):
            restyle(due.editor.inner, late=days is not None and days < 0)

    def _show_steps(self, line: Line) -> None:
        lifecycle = self.register.lifecycle
        state = str(line.values.get(self.register.state_name) or "")
        self.strip.show_state(state)
        move = lifecycle.next_move(state) if lifecycle else None
        deed = self.first_deed
        said = move.verb if move else deed.label if deed else ""
        live = not self.is_retired
        said = said if live else "恢复"
        self.step.setText(said)
        self.step.hint = "Ctrl+Enter" if move or not live else deed.key if deed else ""
        self.step.setAccessibleName(said)
        self.step.setVisible(bool(said))
        self.strip.setVisible(lifecycle is not None and live)
        others = len(self.other_moves) + len(self.deeds) - (deed is not None)
        self.more.setVisible(others > 0 and live)
        self.steps.setVisible(not live or lifecycle is not None or bool(self.deeds))

    @property
    def state(self) -> str:
        return str(self.line.values.get(self.register.state_name) or "") if self.line else ""

    @property
    def next_move(self) -> Move | None:
        return self.register.lifecycle.next_move(self.state) if self.register.lifecycle and self.line else None

    @property
    def first_deed(self) -> Action | None:
        """The action of the big button where there is no lifecycle."""
        return self.deeds[0] if self.deeds and self.register.lifecycle is None else None

    @property
    def deeds(self) -> list[Action]:
        """The register's own actions that still have something to do in this state."""
        return [action for action in self.register.actions if action.fits(self.state)]

    @property
    def other_moves(self) -> list[Move]:
        """Every move but the one of the button; going back is one of them."""
        lifecycle = self.register.lifecycle
        moves = lifecycle.moves_from(self.state) if lifecycle else ()
        return [move for move in moves if move is not self.next_move]

    @property
    def is_retired(self) -> bool:
        """The record shown lies in the 回收站."""
        return self.line is not None and self.line.values.get("retired_at") is not None

    def _step(self) -> None:
        if self.is_retired:
            self.restore_asked.emit()
        elif self.next_move is not None:
            self.step_asked.emit(self.next_move.verb)
        elif self.first_deed is not None:
            self.deed_asked.emit(self.first_deed.code)

    def _more(self) -> None:
        self.more_menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def more_menu(self) -> QMenu:
        """Other moves of the lifecycle, and the register's own actions."""
        menu = QMenu(self)
        for move in self.other_moves:
            action = QAction(f"{move.verb}…" if move.reason else move.verb, menu)
            action.triggered.connect(partial(self.step_asked.emit, move.verb))
            menu.addAction(action)
        if self.other_moves and self.deeds:
            menu.addSeparator()
        for deed in self.deeds:
            action = QAction(f"{deed.label}…\t{deed.key}" if deed.key else f"{deed.label}…", menu)
            action.triggered.connect(partial(self.deed_asked.emit, deed.code))
            menu.addAction(action)
        return menu

    def offer_kept(self, kept: KeptForm, version: int) -> None:
        """Ask in words whether what was kept shall be taken up again."""
        since = "，记录后来改过" if kept.version != version else ""
        self.note_said.setText(f"有未保存的修改（{kept.kept_at.astimezone():%m-%d %H:%M}{since}）")
        self.note.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        tall = self.height() >= px(TALL)
        self.tail.setVisible(tall)
        self.foot.setVisible(self.line is not None and not tall)

    def show_tail(self, files: Sequence[Attachment], chapters: Sequence[Chapter]) -> None:
        """Attachments and history: counted at the foot, listed inside a tall panel."""
        self.attachments.show_count(len(files))
        self.history.show_count(len(chapters))
        self.tail.show_files(files)
        self.tail.show_story(chapters)

    def _typed(self) -> None:
        changed = self.line is not None and self.form.is_changed
        self.save_bar.setVisible(changed)
        faults = self.form.shown_faults
        self.faults.setVisible(bool(faults))
        self.faults.setText(counted(faults, self.form))
        self._timer.start() if changed and not self._timer.isActive() else None
        if not changed:
            self._timer.stop()

    def _keep(self) -> None:
        self.keep_asked.emit()

    def _go_to_fault(self) -> None:
        first = next(iter(self.form.shown_faults), "")
        self.form.focus_field(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def counted(faults: dict[str, str], form: Form) -> str:
    """1 处待改：到案; empty when all is well."""
    if not faults:
        return ""
    labels = "、".join(form.register.label_of(name) for name in list(faults)[:3])
    return f"{len(faults)} 处待改：{labels}"
